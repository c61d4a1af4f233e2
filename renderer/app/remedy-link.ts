import type { Fact, Finding, Remedy } from '../../shared/regulation/finding.ts'
import { hrefTo } from './router.ts'

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function numberText(value: unknown): string | null {
  return typeof value === 'number' ? String(value) : null
}

/**
 * 消除动作 → 站内地址。动作说的是“调哪条路由、预填什么”，页面按 `act` 打开那张表单、按 `prefill` 预填。
 * 说不出去处的动作（没有对应页面）返回 null，界面写明由谁人工办理。
 */
export function remedyHref(remedy: Remedy, organizationId: string): string | null {
  const { input, route } = remedy
  const slice = route.split('.')[0] ?? ''
  const subject = text(input['organizationId']) ?? organizationId
  const form = { act: route, prefill: JSON.stringify(input) }
  switch (slice) {
    case 'election':
      if (route === 'election.openProcess') return hrefTo('/election-process', form)
      if (route === 'election.processes') return hrefTo(`/election-process/${encodeURIComponent(text(input['processId']) ?? '')}`)
      return hrefTo(`/election/${encodeURIComponent(subject)}`, form)
    case 'organization':
      return hrefTo(`/organization/${encodeURIComponent(subject)}`, form)
    case 'correspondence':
      return hrefTo('/correspondence', { kind: text(input['kind']), organizationId: subject, year: text(input['year']) })
    case 'member': {
      const memberId = text(input['memberId'])
      if (memberId !== null) return hrefTo(`/person/${encodeURIComponent(memberId)}`, form)
      return hrefTo('/member', { organizationId: subject, ...form })
    }
    case 'calendar':
      return hrefTo(text(input['path']) ?? '/calendar')
    case 'exchange':
      return hrefTo('/exchange', { organizationId: subject })
    case 'assessment':
      return hrefTo('/assessment', { organizationId: subject, ...form })
    case 'life': {
      const activityId = text(input['activityId'])
      if (activityId !== null) return hrefTo(`/life/activity/${encodeURIComponent(activityId)}`, { act: 'edit' })
      if (route === 'life.recordActivity') return hrefTo('/life/activity/new', { organizationId: subject, prefill: JSON.stringify(input) })
      if (/meeting|improvement/i.test(route)) return hrefTo('/life/meeting', { organizationId: subject, ...form })
      if (/review/i.test(route)) return hrefTo('/life/review', { organizationId: subject, ...form })
      if (/talk/i.test(route)) return hrefTo('/life/talk', { organizationId: subject, ...form })
      if (route === 'life.activities' || route === 'life.recordEHome')
        return hrefTo('/life/activities', { organizationId: subject, year: numberText(input['year']) })
      if (route === 'life.completeTask') return hrefTo('/life/tasks', { organizationId: subject })
      return hrefTo('/life', form)
    }
    case 'settings':
      return hrefTo('/settings')
    case 'compliance':
      return hrefTo('/checks', { ruleId: text(input['ruleId']), organizationId: subject })
    default:
      return null
  }
}

/** 一条发现能在应用里办的动作，次序照规则给的；几期缺口都去同一张表的，只留一个。 */
export function remedyActions({
  remedies,
  organizationId,
}: Pick<Finding, 'remedies' | 'organizationId'>): { label: string; href: string }[] {
  const actions = new Map<string, { label: string; href: string }>()
  for (const remedy of remedies) {
    const href = remedyHref(remedy, organizationId)
    if (href !== null) actions.set(`${remedy.label} ${href}`, { label: remedy.label, href })
  }
  return [...actions.values()]
}

/** 一条事实 → 它所在的那条记录；说不到一条的，到登记它的页面。 */
export function factHref({ recordedIn, link }: Fact, finding: Finding): string | null {
  if (link !== undefined && link !== null) return hrefTo(link)
  const id = encodeURIComponent(finding.organizationId)
  if (/组织生活|活动|会议记录|议定|月结/.test(recordedIn)) return hrefTo('/life/activities', { organizationId: finding.organizationId })
  if (/勾核/.test(recordedIn)) return hrefTo('/checks', { ruleId: finding.ruleId, organizationId: finding.organizationId })
  if (/届次|任职|班子|选举|批复|节点|出缺|卸任/.test(recordedIn)) return hrefTo(`/election/${id}`)
  if (/名册|党员/.test(recordedIn)) return hrefTo('/member', { organizationId: finding.organizationId })
  if (/组织|沿革|成立|单位/.test(recordedIn)) return hrefTo(`/organization/${id}`)
  if (/公文|发文|登记簿/.test(recordedIn)) return hrefTo('/correspondence', { organizationId: finding.organizationId })
  if (/方案|参数/.test(recordedIn)) return hrefTo('/settings/profiles')
  return null
}
