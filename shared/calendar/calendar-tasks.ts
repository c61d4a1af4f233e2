import { duesOf, type Due, type DueKind } from '../compliance/dues.ts'
import type { Standards } from '../compliance/standards.ts'
import type { GroupFacts, OrganizationFacts } from '../organization/facts.ts'
import { addDays, partsOf, type PlainDate } from './plain-date.ts'
import { stateOn, type CalendarTask } from './task.ts'
import { byDate, dutyTasks, weekEnd, type TaskRecords } from './tasks.ts'
import { publicityTasks } from './publicity-tasks.ts'
import { NOTICE_DAYS, termTasks } from './term-tasks.ts'
import { reminderOn } from './workday.ts'

export type TaskRange = {
  readonly from: PlainDate
  readonly until: PlainDate
  readonly today: PlainDate
  /** 换届、补选、转正另往回看到哪天；重复义务一年就有几百件，不跟着看那么远。 */
  readonly floatingFrom?: PlainDate
}

/** 到期清单里按节点浮动、不在届次任务里的几样。 */
const FLOATING: Readonly<Partial<Record<DueKind, string>>> = {
  书记补选: 'due.secretary',
  委员补选: 'due.member',
  预备期满: 'due.probation',
}

/** 一段日子的全部任务：重复义务、换届各步、补选与预备期满，按日期排；每件事只出现一次。 */
export function calendarTasks(facts: GroupFacts, records: TaskRecords, standards: Standards, range: TaskRange): CalendarTask[] {
  const valuesOf = (organizationId: string, on: PlainDate) => standards.profileFor(organizationId, on).values
  const isEnabled = (ruleIds: readonly string[]) => ruleIds.length === 0 || ruleIds.some((id) => standards.isRuleEnabled(id))
  const floating = { ...range, from: range.floatingFrom ?? range.from }
  return [
    ...dutyTasks(facts, records, valuesOf, range).filter(({ ruleIds }) => isEnabled(ruleIds)),
    ...termTasks(facts, valuesOf, floating),
    ...floatingTasks(facts, standards, floating),
    ...publicityTasks(facts, floating),
  ].toSorted(byDate)
}

function floatingTasks(facts: GroupFacts, standards: Standards, { from, until, today }: TaskRange): CalendarTask[] {
  // 到期清单是判定日的：回看过去时推不出当时还欠着什么。
  if (facts.asOf !== today) return []
  const endOfWeek = weekEnd(today)
  const byId = new Map(facts.organizations.map((organization) => [organization.id, organization]))
  return duesOf(facts, standards).flatMap((due) => {
    const dutyId = FLOATING[due.kind]
    const organization = byId.get(due.organizationId)
    if (dutyId === undefined || !organization || due.dueOn < from || due.dueOn > until) return []
    return [floatingTask(dutyId, due, organization, facts, today, endOfWeek)]
  })
}

function floatingTask(
  dutyId: string,
  due: Due,
  organization: OrganizationFacts,
  { holidays }: GroupFacts,
  today: PlainDate,
  endOfWeek: PlainDate,
): CalendarTask {
  const { dueOn, kind, ruleId } = due
  const act = reminderOn(dueOn, holidays)
  const dates = { startsOn: addDays(dueOn, -NOTICE_DAYS), dueOn, lastOn: dueOn }
  const subject = due.remedies.map(({ input }) => input['memberId'] ?? input['title']).find((each) => typeof each === 'string')
  return {
    ...dates,
    id: `${dutyId}|${organization.id}|${dueOn}|${typeof subject === 'string' ? subject : ''}`,
    dutyId,
    period: String(partsOf(dueOn).year),
    organizationId: organization.id,
    organizationName: organization.shortName,
    level: organization.level,
    title: due.title,
    taskNo: kind === '预备期满' ? 5 : 1,
    ruleIds: [ruleId],
    isDefaultDate: false,
    actBy: act.on,
    remindOn: [act.on],
    isProvisional: act.on !== dueOn && act.isProvisional,
    state: stateOn(dates, today, endOfWeek),
    doneOn: null,
    doneBy: null,
    isLate: false,
    evidence: '',
    link: null,
    canMarkDone: false,
    mark: null,
    note: '',
    proof: kind === '预备期满' ? '转正的大会决议与审批' : '补选结果报告或指派文',
    remedies: due.remedies,
  }
}
