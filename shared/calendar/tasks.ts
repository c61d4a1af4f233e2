import { hasCommittee } from '../election/committee-rules.ts'
import type { GroupFacts, OrganizationFacts } from '../organization/facts.ts'
import type { Remedy } from '../regulation/finding.ts'
import type { ProfileValues } from '../regulation/profile.ts'
import { DUTIES } from './duties.ts'
import { canMark, type Duty, type DutyCondition } from './duty.ts'
import { occurrencesOf, type Occurrence } from './occurrences.ts'
import { addDays, weekday, type PlainDate } from './plain-date.ts'
import { seenIn, type RegisteredPaper } from './task-evidence.ts'
import { stateOn, type CalendarTask, type DutyMark } from './task.ts'

/** 除组织与组织生活的事实以外，排任务还要看的。 */
export type TaskRecords = {
  readonly papers: readonly RegisteredPaper[]
  readonly marks: readonly DutyMark[]
  /** 现有流动党员的党支部。 */
  readonly floatingBranchIds: ReadonlySet<string>
  /** 现有党员流动到国（境）外的党支部。 */
  readonly abroadBranchIds: ReadonlySet<string>
}

/** 某党组织某日适用的参数。 */
export type ProfileOn = (organizationId: string, on: PlainDate) => ProfileValues

/** 本周的星期日。 */
export function weekEnd(today: PlainDate): PlainDate {
  return addDays(today, (7 - weekday(today)) % 7)
}

/**
 * 应办日落在 `from` 至 `until`（含两端）的全部重复义务，一个党组织一个周期一件，按日期、组织排。
 * 党组织成立以前的不列。`today` 决定状态；`facts` 取到今天（整段都在过去的，取到末日）。
 */
export function dutyTasks(
  facts: GroupFacts,
  records: TaskRecords,
  profileOn: ProfileOn,
  { from, until, today }: { readonly from: PlainDate; readonly until: PlainDate; readonly today: PlainDate },
): CalendarTask[] {
  const marks = new Map(records.marks.map((mark) => [keyOf(mark.dutyId, mark.organizationId, mark.period), mark]))
  const papers = new Map<string, RegisteredPaper[]>()
  for (const paper of records.papers) papers.set(paper.organizationId, [...(papers.get(paper.organizationId) ?? []), paper])
  const endOfWeek = weekEnd(today)
  // 同一套参数下，一项义务的日子对各组织都一样：只排一遍。
  const planned = new Map<string, readonly Occurrence[]>()
  const plan = (duty: Duty, organizationId: string) => {
    const values = profileOn(organizationId, until)
    const valuesOn = (on: PlainDate) => profileOn(organizationId, on)
    const key = `${duty.id}|${valuesKey(values)}|${valuesKey(valuesOn(from))}`
    const known = planned.get(key)
    if (known) return known
    const occurrences = occurrencesOf(duty, from, until, facts.holidays, valuesOn)
    planned.set(key, occurrences)
    return occurrences
  }
  const tasks: CalendarTask[] = []
  for (const organization of facts.organizations)
    for (const duty of DUTIES) {
      if (!duty.levels.includes(organization.level) || !meets(duty.condition, organization, facts.asOf, records)) continue
      for (const occurrence of plan(duty, organization.id)) {
        if (occurrence.dueOn < organization.establishedOn) continue
        const needed = neededIn(duty, profileOn(organization.id, occurrence.dueOn))
        if (needed === 0) continue
        const seen = seenIn(duty, occurrence, organization, needed, papers.get(organization.id) ?? [], today)
        const mark = marks.get(keyOf(duty.id, organization.id, occurrence.period)) ?? null
        tasks.push(taskOf(duty, occurrence, organization, seen, mark, today, endOfWeek))
      }
    }
  return tasks.toSorted(byDate)
}

export function byDate(a: CalendarTask, b: CalendarTask): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1
  return 0
}

function keyOf(dutyId: string, organizationId: string, period: string): string {
  return `${dutyId}|${organizationId}|${period}`
}

/** 五百个支部乘七十项义务，参数却多半是同一份：拼过的记着。 */
const keyOfValues = new WeakMap<ProfileValues, string>()

/** 排日子看的几个参数；一样的不必重排。 */
function valuesKey(values: ProfileValues): string {
  const known = keyOfValues.get(values)
  if (known !== undefined) return known
  const key = [
    values.themeDayRule,
    values.themeDayPostponeWorkdays,
    values.monthlyReportDay,
    values.planDeadline,
    values.reviewWindowFrom,
    values.reviewWindowUntil,
  ].join(',')
  keyOfValues.set(values, key)
  return key
}

function meets(
  condition: DutyCondition | undefined,
  organization: OrganizationFacts,
  asOf: PlainDate,
  { floatingBranchIds, abroadBranchIds }: TaskRecords,
): boolean {
  switch (condition) {
    case undefined:
      return true
    case '设支委会':
      return hasCommittee(organization, asOf)
    case '不设支委会':
      return !hasCommittee(organization, asOf)
    case '有党小组':
      return organization.groups.length > 0
    case '没有党小组':
      return organization.groups.length === 0
    case '有流动党员':
      return floatingBranchIds.has(organization.id)
    case '有出国（境）党员':
      return abroadBranchIds.has(organization.id)
    case '有待整改问题':
      return organization.life.improvements.some(({ state }) => state !== '已销号')
    case '有下级':
      return organization.childIds.length > 0
    case '最上级党委':
      return organization.parentId === null
    case '有上级':
      return organization.parentId !== null
  }
}

/** 这一期要几次；方案没有规定的为 0，没有这项义务。 */
function neededIn({ countParameter }: Duty, values: ProfileValues): number {
  return countParameter === undefined ? 1 : (values[countParameter] ?? 0)
}

function taskOf(
  duty: Duty,
  occurrence: Occurrence,
  organization: OrganizationFacts,
  seen: ReturnType<typeof seenIn>,
  mark: DutyMark | null,
  today: PlainDate,
  endOfWeek: PlainDate,
): CalendarTask {
  const isSeen = seen.doneOn !== null
  // 记录看得出办了的，以记录为准；人勾的退居其次。
  const doneOn = seen.doneOn ?? mark?.doneOn ?? null
  const isMarked = !isSeen && mark !== null
  const state = doneOn !== null ? '已办' : isMarked ? '本期不办' : stateOn(occurrence, today, endOfWeek)
  const { period, startsOn, dueOn, lastOn, actBy, remindOn, isProvisional } = occurrence
  return {
    id: keyOf(duty.id, organization.id, period),
    dutyId: duty.id,
    period,
    organizationId: organization.id,
    organizationName: organization.shortName,
    level: organization.level,
    title: duty.title,
    taskNo: duty.taskNo,
    ruleIds: duty.ruleIds,
    isDefaultDate: duty.isDefaultDate,
    startsOn,
    dueOn,
    lastOn,
    actBy,
    remindOn,
    isProvisional,
    state,
    doneOn,
    doneBy: doneOn === null ? null : isSeen ? (duty.evidence.kind === '自动' ? '自动' : '记录') : '人工',
    isLate: doneOn !== null && doneOn > lastOn,
    evidence: isSeen || !isMarked ? seen.evidence : mark.verdict === '已办' ? `${mark.recordedBy}勾办` : mark.reason,
    link: seen.link,
    canMarkDone: canMark(duty),
    mark,
    note: noteOf(duty, occurrence),
    proof: duty.proof,
    remedies: remediesOf(duty, occurrence, organization, today),
  }
}

function noteOf(duty: Duty, { dueOn, lastOn, actBy, isProvisional }: Occurrence): string {
  const notes: string[] = []
  if (lastOn !== dueOn) notes.push(`当天确有特殊情况可顺延至 ${lastOn}`)
  if (actBy !== dueOn && duty.cycle !== '每月') notes.push(`${dueOn} 非工作日，期限不顺延，请在 ${actBy} 前办`)
  else if (actBy !== dueOn) notes.push(`非工作日不顺延，请在 ${actBy} 前办`)
  if (isProvisional) notes.push(`${dueOn.slice(0, 4)} 年节假日表未导入，暂算`)
  if (duty.unverified !== undefined) notes.push(duty.unverified)
  return notes.join('；')
}

function remediesOf(duty: Duty, { period, dueOn }: Occurrence, organization: OrganizationFacts, today: PlainDate): Remedy[] {
  const { action } = duty
  const organizationId = organization.id
  switch (action?.kind) {
    case '记活动': {
      const heldOn = today < dueOn ? today : dueOn
      return [{ label: action.label, route: 'life.recordActivity', input: { organizationId, groupId: null, types: [action.type], heldOn } }]
    }
    case '月结':
      return [{ label: action.label, route: 'life.closeMonth', input: { organizationId, month: period } }]
    case '起草': {
      const year = String(Number(period.slice(0, 4)) - (action.isPreviousYear === true ? 1 : 0))
      return [{ label: action.label, route: 'correspondence.draft', input: { kind: action.documentKind, organizationId, year } }]
    }
    case '打开':
      return [{ label: action.label, route: 'calendar.open', input: { organizationId, path: action.path } }]
    case undefined:
      return []
  }
}
