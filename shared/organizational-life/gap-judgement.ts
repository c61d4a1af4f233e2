import { addDays, type PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { notApplicable } from '../organization/group-index.ts'
import type { Fact, Remedy, Severity } from '../regulation/finding.ts'
import { judged, type Judgement } from '../regulation/rule.ts'
import type { ActivityType } from './activity-types.ts'
import type { ActivityFacts } from './facts.ts'
import type { PeriodCheck } from './period-checks.ts'
import { periodsText, periodText } from './periods.ts'
import { whyUncounted } from './type-standing.ts'

/** 一条发现最多列几件证据，其余只报数。 */
export const EVIDENCE_LIMIT = 20

export const RECORDED_IN = '组织生活记录'

/** 一次活动作为证据：点开就是那次活动。 */
export function activityFact(activity: ActivityFacts, value = ''): Fact {
  return {
    label: `${activity.heldOn} ${activity.title || activity.primaryType}`,
    value: value || `${activity.types.join('、')}，实到 ${activity.presentCount} ÷ 应到 ${activity.expectedCount}`,
    recordedIn: RECORDED_IN,
    link: `/life/activity/${activity.id}`,
  }
}

/** 标了一类却没有算数的缘由；标签都算、还是没算的，是支委会到会不足半数。 */
export function doubtReason(activity: ActivityFacts, type: ActivityType): string {
  return whyUncounted(activity, type) || '到会不足半数'
}

export function uncountedText(activity: ActivityFacts, type: ActivityType): string {
  return `标了${type}，没有算数：${doubtReason(activity, type)}`
}

/** 证据太多时只列最近的几件。 */
export function latest<Item>(items: readonly Item[]): readonly Item[] {
  return items.slice(-EVIDENCE_LIMIT)
}

/** 去记一次活动，类型、日期、组织已填好。 */
export function recordRemedy(
  organization: OrganizationFacts,
  types: readonly ActivityType[],
  heldOn: PlainDate,
  label: string,
  groupId: string | null = null,
): Remedy {
  return { label, route: 'life.recordActivity', input: { organizationId: organization.id, groupId, types: [...types], heldOn } }
}

/** 打开一次活动补全或更正。 */
export function reviseRemedy(organization: OrganizationFacts, activity: ActivityFacts, label: string): Remedy {
  return { label, route: 'life.reviseActivity', input: { organizationId: organization.id, activityId: activity.id } }
}

function noteRemedy(organization: OrganizationFacts, type: ActivityType, period: string, groupId: string | null, label: string): Remedy {
  return { label, route: 'life.recordGapNote', input: { organizationId: organization.id, groupId, type, period } }
}

/** 一个漏开的周期怎么补：开过没录的补录；没开的写说明（周期不跨补，现在补开只算现在的）。 */
export function gapRemedies(organization: OrganizationFacts, gap: Pick<PeriodCheck, 'type' | 'period' | 'group' | 'note'>): Remedy[] {
  const who = gap.group === null ? '' : gap.group.name
  const when = periodText(gap.period.name)
  const groupId = gap.group?.id ?? null
  return [
    recordRemedy(organization, [gap.type], gap.period.until, `补录${when}${who}的${gap.type}`, groupId),
    ...(gap.note === null ? [noteRemedy(organization, gap.type, gap.period.name, groupId, `填写${when}${who}没有开的说明`)] : []),
  ]
}

/** 本期待办怎么办：按判定日预填一次。 */
export function openRemedy(organization: OrganizationFacts, open: Pick<PeriodCheck, 'type' | 'group'>, asOf: PlainDate): Remedy {
  return recordRemedy(organization, [open.type], asOf, `记录${open.group?.name ?? ''}${open.type}`, open.group?.id ?? null)
}

function noteFacts(checks: readonly Pick<PeriodCheck, 'note' | 'period'>[]): Fact[] {
  return checks.flatMap(({ note, period }) =>
    note === null ? [] : [{ label: `${periodText(period.name)}漏开说明`, value: note.reason, recordedIn: '漏开说明' }],
  )
}

type Wording = {
  /** 会的叫法，如“支部党员大会”。 */
  readonly what: string
  /** 要求，如“每季度至少 1 次”。 */
  readonly demand: string
  /** 漏开另给的颜色（原文另有规定的）；缺省按强度。 */
  readonly severity?: Severity
}

/**
 * 按周期数的会议一并下结论：有漏开的不达标，本期没过完的是待办，其余达标。
 * 有说明的漏开仍是漏开，只在句子里标出。
 */
export function judgePeriods(
  organization: OrganizationFacts,
  asOf: PlainDate,
  checks: readonly PeriodCheck[],
  { what, demand, severity }: Wording,
): Judgement {
  const assessed = checks.filter((each) => each.state !== '不考核')
  const due = assessed.filter((each) => each.state !== '未到期')
  const gaps = assessed.filter((each) => each.state === '漏开')
  const open = assessed.filter((each) => each.state === '待办')
  const done = assessed.filter((each) => each.state === '已办')
  const doubtful = checks.flatMap((each) => (each.state === '已办' ? [] : each.doubtful))
  const type = checks[0]?.type ?? '其他'
  const name = organization.shortName
  if (assessed.length === 0) return notApplicable(`${name}还没有完整存续的周期，${what}不考核。`)
  const held = [...new Set(done.flatMap((each) => each.held))].toSorted((a, b) => (a.heldOn < b.heldOn ? -1 : 1))
  const facts = [
    { label: `到 ${asOf} 应开`, value: `${due.length} 期，已开 ${done.length} 期，漏开 ${gaps.length} 期`, recordedIn: RECORDED_IN },
    ...latest(doubtful).map((each) => activityFact(each, uncountedText(each, type))),
    ...noteFacts(gaps),
    ...latest(held).map((each) => activityFact(each)),
  ]
  const workings = [`${demand}；周期不跨补，多开不能补别的周期`, ...assessed.filter((each) => each.state !== '未到期').map(workingOf)]
  const pending = open[0]
  const detail = {
    facts,
    workings,
    dueOn: pending?.period.until ?? null,
    remedies: [...gaps.flatMap((gap) => gapRemedies(organization, gap)), ...open.map((each) => openRemedy(organization, each, asOf))],
  }
  const todo = pending ? `；${periodText(pending.period.name)}还没有开，${pending.period.until} 前办` : ''
  if (gaps.length > 0) {
    const explained = gaps.filter((each) => each.note !== null).length
    const message = `${name}的${what}漏开 ${gaps.length} 期：${gapNames(gaps)}${explained > 0 ? `（其中 ${explained} 期已说明）` : ''}${todo}。`
    return judged('不达标', message, { ...detail, ...(severity === undefined ? {} : { severity }) })
  }
  if (doubtful.length > 0 && pending === undefined)
    return judged('待确认', `${name}的${what}有 ${doubtful.length} 次没有算数（${doubtReasons(doubtful, type)}），请确认。`, detail)
  if (due.length === 0) return judged('达标', `${name}的${what}还没有到应开的周期。`, detail)
  if (done.length === 0) return judged('达标', `${name}的${what}没有漏开${todo}。`, detail)
  return judged('达标', `${name}的${what}到期的 ${done.length} 期都已开${todo}。`, detail)
}

/** 几次没有算数的缘由，相同的只说一遍。 */
export function doubtReasons(doubtful: readonly ActivityFacts[], type: ActivityType): string {
  return [...new Set(doubtful.map((each) => doubtReason(each, type)))].join('；')
}

/** `2026年3月、5月`；有小组的另说是哪个小组。 */
export function gapNames(gaps: readonly Pick<PeriodCheck, 'period' | 'group'>[]): string {
  const year = gaps[0]?.period.name.slice(0, 4) ?? ''
  const groups = [...new Set(gaps.map((each) => each.group))]
  const parts = groups.map((group) => {
    const own = gaps.filter((each) => each.group === group).map((each) => each.period.name)
    return `${group?.name ?? ''}${group === null ? '' : ' '}${own.length === 1 && own[0] === year ? '' : periodsText(own)}`
  })
  return `${year}年${parts.join('；')}`
}

function workingOf(each: PeriodCheck): string {
  const count = `${each.held.length} 次${each.held.length < each.required ? ` < ${each.required}` : ''}`
  const head = `${periodText(each.period.name)}${each.group === null ? '' : ` ${each.group.name}`}`
  const state = { 已办: '', 待办: '，本期未过完', 漏开: `，${addDays(each.period.until, 1)} 起算漏开`, 未到期: '', 不考核: '' }[each.state]
  return `${head}：${count}${state}`
}
