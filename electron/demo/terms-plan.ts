import { addDays, addMonths, addYears, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { TermMilestoneKind } from '../../shared/glossary.ts'
import type { TermPlan } from './group-plan.ts'

export type DemoMilestone = { readonly kind: TermMilestoneKind; readonly occurredOn: PlainDate; readonly note: string }
export type DemoApproval = {
  readonly kind: '延期' | '提前'
  readonly approvedOn: PlainDate
  readonly newEndOn: PlainDate
  readonly reason: string
}
export type DemoTerm = {
  readonly seq: number
  readonly electedOn: PlainDate
  readonly milestones: readonly DemoMilestone[]
  readonly approvals: readonly DemoApproval[]
}

/** 新任期意见见报日：此前当选的支部届次按两年算届满，其后三年。 */
const THREE_YEAR_TERMS_FROM = '2018-07-12'

export function demoBranchTermYears(electedOn: PlainDate): number {
  return electedOn < THREE_YEAR_TERMS_FROM ? 2 : 3
}

/** 一个支部从最早一届到现届：历届按期，现届照 `plan` 的情形；晚于判定日的节点一律还没有发生。 */
export function branchTerms(plan: TermPlan, asOf: PlainDate): readonly DemoTerm[] {
  const elections = electionDates(plan, asOf)
  const firstSeq = plan.history ? 4 : 2
  return elections.map((electedOn, index) => {
    const isCurrent = index === elections.length - 1
    const endsOn = addYears(electedOn, demoBranchTermYears(electedOn))
    const nextElectedOn = elections[index + 1]
    const isEndedEarly = plan.early !== undefined && index === elections.length - 2
    return {
      seq: firstSeq + index,
      electedOn,
      milestones: [
        ...afterElection(electedOn),
        ...(isEndedEarly && nextElectedOn ? beforeElection(nextElectedOn, {}) : beforeElection(endsOn, isCurrent ? plan : {})),
      ].filter((milestone) => milestone.occurredOn <= asOf),
      approvals: [...(isCurrent ? extensions(plan, endsOn) : []), ...(isEndedEarly && nextElectedOn ? earlies(plan, nextElectedOn) : [])],
    }
  })
}

function electionDates(plan: TermPlan, asOf: PlainDate): readonly PlainDate[] {
  if (plan.history) {
    const dates = plan.history.filter((date) => date <= asOf)
    for (let last = dates.at(-1); last !== undefined; last = dates.at(-1)) {
      const next = addYears(last, demoBranchTermYears(last))
      if (next > asOf) break
      dates.push(next)
    }
    return dates
  }
  const current = addYears(addDays(asOf, plan.daysLeft), -3)
  const previous = plan.early ? addYears(addMonths(current, plan.early.monthsBefore), -3) : addYears(current, -3)
  return previous >= THREE_YEAR_TERMS_FROM ? [previous, current] : [current]
}

function afterElection(electedOn: PlainDate): readonly DemoMilestone[] {
  return [
    { kind: '结果报告', occurredOn: addDays(electedOn, 3), note: '' },
    { kind: '结果批复', occurredOn: addDays(electedOn, 12), note: '' },
    { kind: '分工公布', occurredOn: addDays(electedOn, 18), note: '支委会研究后在支部公布' },
  ]
}

function beforeElection(
  endsOn: PlainDate,
  plan: { readonly isReminded?: false; readonly request?: '迟报' | '未报' },
): readonly DemoMilestone[] {
  const requestedOn = addDays(addMonths(endsOn, -4), plan.request === '迟报' ? 20 : -6)
  return [
    ...(plan.isReminded === false ? [] : [{ kind: '上级提醒' as const, occurredOn: addDays(addMonths(endsOn, -6), -9), note: '发函提醒' }]),
    ...(plan.request === '未报' ? [] : [{ kind: '换届请示' as const, occurredOn: requestedOn, note: '' }]),
    ...(plan.request === undefined
      ? [
          { kind: '督促指导' as const, occurredOn: addDays(addMonths(endsOn, -3), 0), note: '集团党群工作部到支部指导' },
          { kind: '请示批复' as const, occurredOn: addDays(requestedOn, 25), note: '' },
          { kind: '大会通知' as const, occurredOn: addDays(endsOn, -12), note: '' },
        ]
      : []),
  ]
}

function extensions(plan: TermPlan, endsOn: PlainDate): readonly DemoApproval[] {
  if (!plan.extension) return []
  const { approvedDaysBefore, months } = plan.extension
  return [
    {
      kind: '延期',
      approvedOn: addDays(endsOn, -approvedDaysBefore),
      newEndOn: addMonths(endsOn, months),
      reason: months > 12 ? '党员居住分散，会期与集中慰问合并安排，经党委专题研究' : '公司重组期间班子待定',
    },
  ]
}

function earlies(plan: TermPlan, electedOn: PlainDate): readonly DemoApproval[] {
  if (plan.early?.isApproved !== true) return []
  return [{ kind: '提前', approvedOn: addDays(electedOn, -40), newEndOn: electedOn, reason: '公司合并重组，班子成员变动过半' }]
}
