import type { TermFacts } from '../election/facts.ts'
import { effectiveTermEnd, electedTerms } from '../election/tenure.ts'
import { termLines } from '../election/terms.ts'
import type { TermMilestoneKind } from '../glossary.ts'
import type { GroupFacts, OrganizationFacts } from '../organization/facts.ts'
import type { Remedy } from '../regulation/finding.ts'
import type { HolidayTable } from './holidays.ts'
import { addDays, partsOf, type PlainDate } from './plain-date.ts'
import { stateOn, type CalendarTask } from './task.ts'
import { weekEnd, type ProfileOn } from './tasks.ts'
import { reminderOn } from './workday.ts'

/** 届满前多少天发大会通知、换届后多少天报结果：规定没有给天数〔产品默认〕。 */
export const NOTICE_DAYS = 30
export const RESULT_DAYS = 7

export const TERM_DUTY_IDS = ['term.remind', 'term.request', 'term.notice', 'term.meeting', 'term.result'] as const
export type TermDutyId = (typeof TERM_DUTY_IDS)[number]

type Step = {
  readonly dutyId: TermDutyId
  readonly seq: number
  readonly title: string
  readonly dueOn: PlainDate
  readonly ruleIds: readonly string[]
  readonly isDefaultDate: boolean
  readonly doneOn: PlainDate | null
  readonly proof: string
  readonly remedies: readonly Remedy[]
}

/**
 * 换届类任务，按生效届满日 T 浮动：T−6 个月提醒、T−4 个月请示、T−30 天通知、T 日前换届、换届后 7 日内报结果。
 * 办没办看换届节点与下一届的选举日。没有届次的、临时党支部没有。应办日落在 `from` 至 `until` 的才列。
 */
export function termTasks(
  { organizations, holidays }: GroupFacts,
  profileOn: ProfileOn,
  { from, until, today }: { readonly from: PlainDate; readonly until: PlainDate; readonly today: PlainDate },
): CalendarTask[] {
  const endOfWeek = weekEnd(today)
  return organizations
    .filter(({ form, level }) => form !== '临时党支部' && level !== '党小组')
    .flatMap((organization) =>
      stepsOf(organization, profileOn, today)
        .filter(({ dueOn }) => from <= dueOn && dueOn <= until)
        .map((step) => taskOf(step, organization, holidays, today, endOfWeek)),
    )
}

function stepsOf(organization: OrganizationFacts, profileOn: ProfileOn, today: PlainDate): Step[] {
  const elected = electedTerms(organization.terms, today)
  return elected.flatMap((term, index) => {
    const next = elected[index + 1] ?? null
    return [...endingSteps(organization, term, next, profileOn, today), resultStep(organization, term, today)]
  })
}

/** 一届届满前的四步；已经换了届的，没有登记的提醒、请示、通知不再追着要。 */
function endingSteps(
  organization: OrganizationFacts,
  term: TermFacts,
  next: TermFacts | null,
  profileOn: ProfileOn,
  today: PlainDate,
): Step[] {
  const endsOn = effectiveTermEnd(term, today)
  const values = profileOn(organization.id, endsOn)
  const lines = termLines(term, today, values)
  const input = { organizationId: organization.id }
  const name = `第 ${term.seq} 届 ${endsOn} 届满`
  const open: Remedy = { label: '进入换届流程', route: 'election.openProcess', input: { ...input, kind: '换届' } }
  const draft = (label: string, kind: string): Remedy => ({ label, route: 'correspondence.draft', input: { ...input, kind } })
  const steps: Step[] = [
    {
      dutyId: 'term.notice',
      seq: term.seq,
      title: `${name}，发换届大会通知`,
      dueOn: addDays(endsOn, -NOTICE_DAYS),
      ruleIds: ['A15', 'C14'],
      isDefaultDate: true,
      doneOn: milestoneOn(term, '大会通知', today),
      proof: '大会通知与送达记录',
      remedies: [open],
    },
    {
      dutyId: 'term.meeting',
      seq: term.seq,
      title: `${name}，召开党员大会换届`,
      dueOn: endsOn,
      ruleIds: ['A15'],
      isDefaultDate: false,
      doneOn: next?.electedOn ?? null,
      proof: '选举结果报告、批复',
      remedies: [open],
    },
  ]
  if (values.remindMonths !== null && organization.parentId !== null)
    steps.push({
      dutyId: 'term.remind',
      seq: term.seq,
      title: `${name}，发换届提醒通知`,
      dueOn: lines.remindBy,
      ruleIds: ['A18', 'N-15'],
      isDefaultDate: false,
      doneOn: milestoneOn(term, '上级提醒', today),
      proof: '提醒函或电话记录',
      remedies: [draft('生成提醒通知', 'W04')],
    })
  if (values.requestMonths !== null)
    steps.push({
      dutyId: 'term.request',
      seq: term.seq,
      title: `${name}，报送换届请示`,
      dueOn: lines.requestBy,
      ruleIds: ['A19'],
      isDefaultDate: false,
      doneOn: milestoneOn(term, '换届请示', today),
      proof: '请示件、收文登记',
      remedies: [draft('生成换届请示', 'W05'), open],
    })
  if (next !== null) return steps.filter(({ doneOn }) => doneOn !== null)
  // 届满以后不再要提醒、通知，直接换届。
  return today <= endsOn
    ? steps
    : steps.filter(({ dutyId, doneOn }) => doneOn !== null || dutyId === 'term.meeting' || dutyId === 'term.request')
}

/** 选出以后报结果；只追还在任的这一届与记了节点的。 */
function resultStep(organization: OrganizationFacts, term: TermFacts, today: PlainDate): Step {
  return {
    dutyId: 'term.result',
    seq: term.seq,
    title: `第 ${term.seq} 届选举结果报告`,
    dueOn: addDays(term.electedOn, RESULT_DAYS),
    ruleIds: ['N-07'],
    isDefaultDate: true,
    doneOn: milestoneOn(term, '结果报告', today),
    proof: '结果报告（W10、W11）',
    remedies: [{ label: '进入换届流程', route: 'election.openProcess', input: { organizationId: organization.id, kind: '换届' } }],
  }
}

function milestoneOn(term: TermFacts, kind: TermMilestoneKind, today: PlainDate): PlainDate | null {
  return term.milestones.find((each) => each.kind === kind && each.occurredOn <= today)?.occurredOn ?? null
}

function taskOf(step: Step, organization: OrganizationFacts, holidays: HolidayTable, today: PlainDate, endOfWeek: PlainDate): CalendarTask {
  const { dutyId, dueOn, doneOn } = step
  const act = reminderOn(dueOn, holidays)
  const period = String(partsOf(dueOn).year)
  const link = `/election/${encodeURIComponent(organization.id)}`
  const dates = { startsOn: addDays(dueOn, -NOTICE_DAYS), dueOn, lastOn: dueOn }
  return {
    ...dates,
    id: `${dutyId}|${organization.id}|${step.seq}`,
    dutyId,
    period,
    organizationId: organization.id,
    organizationName: organization.shortName,
    level: organization.level,
    title: step.title,
    taskNo: 1,
    ruleIds: step.ruleIds,
    isDefaultDate: step.isDefaultDate,
    actBy: act.on,
    remindOn: [act.on],
    isProvisional: act.on !== dueOn && act.isProvisional,
    state: doneOn === null ? stateOn(dates, today, endOfWeek) : '已办',
    doneOn,
    doneBy: doneOn === null ? null : '记录',
    isLate: doneOn !== null && doneOn > dueOn,
    evidence: doneOn === null ? '' : `${doneOn} 已登记`,
    link,
    canMarkDone: false,
    mark: null,
    note: act.on === dueOn ? '' : `${dueOn} 非工作日，期限不顺延，请在 ${act.on} 前办`,
    proof: step.proof,
    remedies: step.remedies,
  }
}
