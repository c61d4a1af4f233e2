import type { GroupFacts, OrganizationFacts } from '../organization/facts.ts'
import type { HolidayTable } from './holidays.ts'
import { partsOf, type PlainDate } from './plain-date.ts'
import { periodOf, PUBLICITY_KIND_ROWS, type PublicityFacts } from './publicity-record.ts'
import { stateOn, type CalendarTask } from './task.ts'
import { weekEnd } from './tasks.ts'
import { addWorkdays, isWorkday } from './workday.ts'

type Range = { readonly from: PlainDate; readonly until: PlainDate; readonly today: PlainDate }

/**
 * 每次公示一件：届满以后的首个工作日登记公示情况、办下一步〔产品默认〕；届满以前不能办。
 * 应办日落在 `from` 至 `until` 的才列；登记了结果的为已办。
 */
export function publicityTasks({ organizations, holidays }: GroupFacts, { from, until, today }: Range): CalendarTask[] {
  const endOfWeek = weekEnd(today)
  return organizations.flatMap((organization) =>
    organization.publicities
      .map((record) => taskOf(record, organization, holidays, today, endOfWeek))
      .filter(({ dueOn }) => from <= dueOn && dueOn <= until),
  )
}

function taskOf(
  record: PublicityFacts,
  organization: OrganizationFacts,
  holidays: HolidayTable,
  today: PlainDate,
  endOfWeek: PlainDate,
): CalendarTask {
  const { endsOn, nextStepOn, isProvisional } = periodOf(record, holidays)
  const dueOn = isWorkday(nextStepOn, holidays) ? nextStepOn : addWorkdays(nextStepOn, 1, holidays).on
  const { ruleIds, taskNo } = PUBLICITY_KIND_ROWS[record.kind]
  const dates = { startsOn: nextStepOn, dueOn, lastOn: dueOn }
  const doneOn = record.concludedOn !== null && record.concludedOn <= today ? record.concludedOn : null
  const path = `/calendar/publicity?id=${encodeURIComponent(record.id)}`
  return {
    ...dates,
    id: `due.publicity|${organization.id}|${record.id}`,
    dutyId: 'due.publicity',
    period: String(partsOf(dueOn).year),
    organizationId: organization.id,
    organizationName: organization.shortName,
    level: organization.level,
    title: `公示 ${endsOn} 届满，${nextStepOn} 起可${record.nextStep}：${record.about}`,
    taskNo,
    ruleIds,
    isDefaultDate: true,
    actBy: dueOn,
    remindOn: [dueOn],
    isProvisional,
    state: doneOn === null ? stateOn(dates, today, endOfWeek) : '已办',
    doneOn,
    doneBy: doneOn === null ? null : '记录',
    isLate: false,
    evidence: doneOn === null ? '' : `${doneOn} 登记：${record.outcome ?? ''}`,
    link: path,
    canMarkDone: false,
    mark: null,
    note: `${record.postedOn} 张贴，${record.countsPostedDay ? '张贴日计入' : '张贴日不计'}，${record.days} 个${record.unit}，${endsOn} 当日 24 时届满；届满以前不能办${isProvisional ? '；有年份缺节假日表，暂算' : ''}`,
    proof: '公示件、公示情况说明',
    remedies: [{ label: '登记公示情况', route: 'calendar.open', input: { organizationId: organization.id, path } }],
  }
}
