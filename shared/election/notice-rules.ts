import { addMonths, daysBetween, type PlainDate } from '../calendar/plain-date.ts'
import type { TermMilestoneKind } from '../glossary.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, notPrescribed, type OrganizationRule } from '../organization/group-index.ts'
import type { Remedy } from '../regulation/finding.ts'
import { judged, type Judgement } from '../regulation/rule.ts'
import type { TermMilestoneFacts } from './facts.ts'
import { termEndOf, termFacts, withTerm, type TermSubject } from './term-rules.ts'
import { effectiveTermEnd } from './tenure.ts'

/** 本届内、判定日前已登记的节点，先后为序。 */
function milestones({ term }: TermSubject, asOf: PlainDate, kinds: readonly TermMilestoneKind[]): TermMilestoneFacts[] {
  return term.milestones
    .filter((each) => kinds.includes(each.kind) && each.occurredOn <= asOf && each.occurredOn >= term.electedOn)
    .toSorted((a, b) => (a.occurredOn < b.occurredOn ? -1 : 1))
}

type NoticeLine = {
  readonly kind: TermMilestoneKind
  readonly name: string
  readonly months: number
  readonly remedies: readonly Remedy[]
}

/** 届满前几个月的一条线：线前做到为达标，线后才做或没做为不达标，线未到为不适用。 */
function noticeByLine(organization: OrganizationFacts, subject: TermSubject, asOf: PlainDate, line: NoticeLine): Judgement {
  const { term } = subject
  const endsOn = effectiveTermEnd(term, asOf)
  const dueOn = addMonths(endsOn, -line.months)
  const [done] = milestones(subject, asOf, [line.kind])
  const facts = [
    ...termFacts(subject, asOf),
    { label: line.name, value: done ? `${done.occurredOn} ${done.documentNo}`.trim() : '没有记录', recordedIn: '换届节点登记' },
  ]
  const workings = [`${line.name}截止日 ${endsOn} − ${line.months} 个月 = ${dueOn}`]
  if (done && done.occurredOn <= dueOn) {
    const message = `${organization.shortName}第 ${term.seq} 届${line.name}在 ${done.occurredOn}，不晚于 ${dueOn}。`
    return judged('达标', message, { facts, workings, dueOn })
  }
  if (done) {
    const days = daysBetween(dueOn, done.occurredOn)
    const message = `${organization.shortName}第 ${term.seq} 届${line.name}在 ${done.occurredOn}，比截止日 ${dueOn} 晚 ${days} 天。`
    return judged('不达标', message, { facts, workings: [...workings, `${done.occurredOn} − ${dueOn} = ${days} 天`], dueOn })
  }
  if (asOf <= dueOn) {
    const message = `${organization.shortName}第 ${term.seq} 届${line.name}截止 ${dueOn}，还没有到期。`
    return judged('不适用', message, { facts, workings, dueOn })
  }
  const days = daysBetween(dueOn, asOf)
  const message = `${organization.shortName}第 ${term.seq} 届 ${endsOn} 届满，${line.name}应在 ${dueOn} 前，已过 ${days} 天没有记录。`
  return judged('不达标', message, {
    facts,
    workings: [...workings, `${asOf} − ${dueOn} = ${days} 天`],
    dueOn,
    remedies: [
      ...line.remedies,
      {
        label: `补登${line.name}`,
        route: 'election.recordMilestone',
        input: { termId: term.id, kind: line.kind, occurredOn: asOf },
      },
    ],
  })
}

/** A18：上级提前 6 个月提醒做好换届准备。最上级党委的提醒由其上级掌握。 */
export const electionReminder: OrganizationRule = {
  id: 'A18',
  parameters: ['remindMonths'],
  eventOn: termEndOf,
  judge: (organization, asOf, profile) => {
    const months = profile.values.remindMonths
    if (months === null) return notPrescribed(profile, '换届提前提醒')
    if (organization.parentId === null) return notApplicable(`${organization.shortName}的换届提醒由上级党组织掌握。`)
    return withTerm(organization, asOf, (subject) =>
      noticeByLine(organization, subject, asOf, {
        kind: '上级提醒',
        name: '上级换届提醒',
        months,
        remedies: [{ label: '生成换届提醒通知', route: 'correspondence.draft', input: { kind: 'W04', organizationId: organization.id } }],
      }),
    )
  },
}

/** A19：提前 4 个月书面报送换届请示。 */
export const electionRequest: OrganizationRule = {
  id: 'A19',
  parameters: ['requestMonths'],
  eventOn: termEndOf,
  judge: (organization, asOf, profile) => {
    const months = profile.values.requestMonths
    if (months === null) return notPrescribed(profile, '换届请示的提前月数')
    return withTerm(organization, asOf, (subject) =>
      noticeByLine(organization, subject, asOf, {
        kind: '换届请示',
        name: '换届请示',
        months,
        remedies: [{ label: '生成换届请示', route: 'correspondence.draft', input: { kind: 'W05', organizationId: organization.id } }],
      }),
    )
  },
}

/** 没有写提醒线的方案，届满前 6 个月起才查督促记录〔产品默认〕。 */
const DEFAULT_REMIND_MONTHS = 6

/** A20：届满前 12 个月内，上级有督促指导记录（提醒函计入）。 */
export const electionSupervision: OrganizationRule = {
  id: 'A20',
  parameters: ['remindMonths'],
  eventOn: termEndOf,
  judge: (organization, asOf, profile) => {
    if (organization.parentId === null) return notApplicable(`${organization.shortName}的换届由上级党组织督促。`)
    return withTerm(organization, asOf, (subject) => {
      const { term } = subject
      const endsOn = effectiveTermEnd(term, asOf)
      const from = addMonths(endsOn, -12)
      const records = milestones(subject, asOf, ['上级提醒', '督促指导']).filter((each) => each.occurredOn >= from)
      const facts = [
        ...termFacts(subject, asOf),
        {
          label: '督促指导记录',
          value: records.map((each) => `${each.occurredOn} ${each.kind}`).join('、') || '没有记录',
          recordedIn: '换届节点登记',
        },
      ]
      const workings = [`统计区间 ${endsOn} − 12 个月 = ${from} 起`]
      if (records.length > 0) {
        const message = `${organization.shortName}届满前 12 个月内有 ${records.length} 次上级督促指导。`
        return judged('达标', message, { facts, workings })
      }
      const remedies = [
        { label: '登记督促指导', route: 'election.recordMilestone', input: { termId: term.id, kind: '督促指导', occurredOn: asOf } },
      ]
      if (asOf <= addMonths(endsOn, -(profile.values.remindMonths ?? DEFAULT_REMIND_MONTHS))) {
        return notApplicable(`${organization.shortName}第 ${term.seq} 届 ${endsOn} 届满，还没有到上级督促的时候。`)
      }
      if (asOf <= endsOn) {
        const message = `${organization.shortName}将于 ${endsOn} 届满，届满前 12 个月内还没有登记上级的督促指导，请确认。`
        return judged('待确认', message, { facts, workings, dueOn: endsOn, remedies })
      }
      const message = `${organization.shortName}已于 ${endsOn} 届满，届满前没有上级督促指导的记录。`
      return judged('不达标', message, { facts, workings, dueOn: endsOn, remedies })
    })
  },
}

export const NOTICE_RULES: readonly OrganizationRule[] = [electionReminder, electionRequest, electionSupervision]
