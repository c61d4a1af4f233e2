import { addDays, makeDate, partsOf } from '../../shared/calendar/plain-date.ts'
import { GAP_REASONS } from './activity-plan.ts'
import { ActivityRecorder, type DemoWorld } from './activity-recorder.ts'
import { COMMITTEE_CODE } from './group-plan.ts'
import { EducationAuthor } from './populate-education.ts'
import { MeetingAuthor, type YearEndMeeting } from './populate-meetings.ts'
import { ThemeDayAuthor } from './populate-theme-days.ts'
import { organizationIdOf, type Step } from './population.ts'

/** 各支部自哪一天起有记录：上一年元月。 */
export async function recordActivities(
  world: DemoWorld,
  step: Step,
): Promise<{ activities: number; yearEndMeetings: ReadonlyMap<string, YearEndMeeting> }> {
  const recorder = new ActivityRecorder(world)
  const committeeId = organizationIdOf(world.organizations, COMMITTEE_CODE)
  const year = new ActivityYear(recorder, new ThemeDayAuthor(recorder, committeeId), new EducationAuthor(recorder, committeeId))
  const { year: thisYear } = partsOf(world.asOf)
  for (const each of [thisYear - 1, thisYear])
    for (let month = 1; month <= 12 && makeDate(each, month, 1) <= world.asOf; month += 1) {
      await year.month(each, month)
      await step(`组织生活：${each}年${month}月`)
    }
  await year.afterwards()
  world.moveTo(world.asOf)
  return { activities: recorder.count, yearEndMeetings: year.meetings.yearEndMeetings }
}

/** 一个月一个月地记：先主题党日，再各种会，学习与实践，传照片、月结。 */
class ActivityYear {
  readonly meetings: MeetingAuthor
  private readonly recorder: ActivityRecorder
  private readonly themeDays: ThemeDayAuthor
  private readonly education: EducationAuthor

  constructor(recorder: ActivityRecorder, themeDays: ThemeDayAuthor, education: EducationAuthor) {
    this.recorder = recorder
    this.themeDays = themeDays
    this.education = education
    this.meetings = new MeetingAuthor(recorder)
  }

  async month(year: number, month: number): Promise<void> {
    const first = makeDate(year, month, 1)
    const standing = this.recorder.branches.filter(({ establishedOn }) => establishedOn <= first)
    await this.meetings.settleTasks(addDays(first, -1))
    await this.themeDays.month(year, month, standing)
    await this.meetings.committees(year, month, standing)
    for (const branch of standing) await this.meetings.groupMeetings(year, month, branch)
    if (month % 3 === 0) await this.meetings.generalMeetings(year, month, standing)
    await this.education.month(year, month, standing)
    if (month === 12) await this.meetings.yearEnd(year, standing)
    await this.themeDays.photograph(year, month)
    await this.closeMonth(year, month)
  }

  /** 次月五日月结；底子差的支部不结。 */
  private async closeMonth(year: number, month: number): Promise<void> {
    const next = month === 12 ? makeDate(year + 1, 1, 5) : makeDate(year, month + 1, 5)
    if (next > addDays(this.recorder.asOf, -30)) return
    const closing = this.recorder.branches.filter(
      ({ plan, establishedOn }) => plan.standing <= 1 && establishedOn <= makeDate(year, month, 1),
    )
    this.recorder.moveTo(next)
    await this.recorder.call('life.closeMonth', {
      organizationIds: closing.map(({ id }) => id),
      month: `${year}-${String(month).padStart(2, '0')}`,
    })
  }

  /** 收尾：几处漏开写了说明。 */
  async afterwards(): Promise<void> {
    await this.meetings.settleTasks(this.recorder.asOf)
    const year = partsOf(this.recorder.asOf).year - 1
    this.recorder.moveTo(this.recorder.asOf)
    const careless = this.recorder.branches.filter(({ plan, establishedOn }) => plan.standing >= 2 && establishedOn < makeDate(year, 1, 1))
    for (const [index, branch] of careless.slice(0, GAP_REASONS.length).entries())
      await this.recorder.call('life.recordGapNote', {
        organizationId: branch.id,
        type: '支委会',
        period: `${year}-${String(2 + index).padStart(2, '0')}`,
        reason: GAP_REASONS[index] ?? '',
      })
  }
}
