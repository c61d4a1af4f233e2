import { addDays, partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { COMMITTEE_TOPICS, GENERAL_TOPICS, GROUP_TOPICS } from './activity-plan.ts'
import { isFlawless, type ActivityRecorder, type DemoBranch } from './activity-recorder.ts'
import type { PartyGroup } from './population.ts'
import { SeededRandom } from './seeded-random.ts'

/** 一个支部年底的那次组织生活会。 */
export type YearEndMeeting = { readonly activityId: string; readonly heldOn: PlainDate; readonly year: number }

export const YEAR_END_THEME = '对照党章找差距、改作风'

/** 支委会、党小组会（或全体学习）、党员大会、年底的组织生活会，议定事项会后陆续办。 */
export class MeetingAuthor {
  readonly yearEndMeetings = new Map<string, YearEndMeeting>()
  private readonly recorder: ActivityRecorder
  /** 议定事项办得怎样另起一串随机数，不牵动会开没开。 */
  private readonly luck = new SeededRandom('鹭江金圆演示集团·议定事项')
  /** 已定下办不办、哪天办的。 */
  private readonly given = new Set<string>()
  private readonly hosts = new Map<string, string | null>()

  constructor(recorder: ActivityRecorder) {
    this.recorder = recorder
  }

  async committees(year: number, month: number, standing: readonly DemoBranch[]): Promise<void> {
    const topic = COMMITTEE_TOPICS[(month - 1) % COMMITTEE_TOPICS.length]
    if (!topic) return
    const seated = standing.filter(({ plan }) => plan.hasCommittee !== false && plan.term !== null)
    for (const cohort of [0, 1, 2]) {
      const on = this.recorder.workday(year, month, 5 + cohort * 3)
      const held = seated.filter(
        (branch, index) => index % 3 === cohort && !this.recorder.random.isWithin(this.recorder.habit(branch).missed * 1.5),
      )
      await this.recorder.batch(held, on, null, {
        types: ['支委会'],
        startsAt: '15:00',
        endsAt: '16:10',
        extras: { deliberation: '委员逐一发表意见，意见一致。' },
        topics: [{ type: '支委会', title: topic.title, summary: '委员逐一发言，组织委员汇报有关情况。', resolution: topic.resolution }],
        tasks: [
          {
            topicSeq: 1,
            content: topic.task,
            ownerName: '组织委员',
            dueOn: addDays(on, 20),
            doneOn: null,
          },
        ],
      })
    }
  }

  async groupMeetings(year: number, month: number, branch: DemoBranch): Promise<void> {
    const { random } = this.recorder
    if (branch.groups.length === 0) {
      const on = this.recorder.workday(year, month, 9)
      if (!this.recorder.isDue(on) || random.isWithin(this.recorder.habit(branch).missed * 2)) return
      await this.recorder.record(branch, addDays(on, 1), {
        types: ['集中学习'],
        heldOn: on,
        startsAt: '15:00',
        endsAt: '17:00',
        extras: { studySource: '支部' },
        topics: [{ type: '集中学习', title: random.pick(GROUP_TOPICS), summary: '集体学习后讨论。', resolution: '' }],
      })
      return
    }
    for (const [index, group] of branch.groups.entries()) {
      const on = this.recorder.workday(year, month, 7 + (index % 5))
      if (!this.recorder.isDue(on) || group.establishedOn > on || random.isWithin(this.recorder.habit(branch).missed)) continue
      await this.recorder.record(branch, addDays(on, 1), {
        groupId: group.groupId,
        hostId: await this.hostOf(branch, group, on),
        types: ['党小组会'],
        heldOn: on,
        startsAt: '16:00',
        endsAt: '17:00',
        topics: [{ type: '党小组会', title: random.pick(GROUP_TOPICS), summary: '组员逐一发言。', resolution: '按分工落实' }],
      })
    }
  }

  async generalMeetings(year: number, month: number, standing: readonly DemoBranch[]): Promise<void> {
    const topic = GENERAL_TOPICS[month / 3 - 1]
    if (!topic) return
    for (const cohort of [0, 1]) {
      const on = this.recorder.workday(year, month, cohort === 0 ? 6 : 13)
      const held = standing.filter(
        (branch, index) => index % 2 === cohort && !this.recorder.random.isWithin(this.recorder.habit(branch).missed),
      )
      await this.recorder.batch(held, on, null, {
        types: ['党员大会'],
        startsAt: '14:30',
        endsAt: '16:00',
        topics: [{ type: '党员大会', title: topic.title, summary: '支委会报告工作，党员讨论。', resolution: topic.resolution }],
      })
    }
  }

  /** 年底的组织生活会与民主评议合在一次开；底子最差的没有开。 */
  async yearEnd(year: number, standing: readonly DemoBranch[]): Promise<void> {
    const heldOn = this.recorder.workday(year, 12, 14)
    for (const branch of standing.filter(({ plan }) => plan.standing < 3)) {
      const activityId = await this.recorder.record(branch, addDays(heldOn, 1), {
        types: ['组织生活会', '民主评议'],
        heldOn,
        startsAt: '14:00',
        endsAt: '17:30',
        extras: { theme: YEAR_END_THEME },
        topics: [
          {
            type: '组织生活会',
            title: '班子与党员对照检查、批评与自我批评',
            summary: '班子带头，党员逐一发言。',
            resolution: '形成整改清单',
          },
          { type: '民主评议', title: '民主测评', summary: '发放、收回测评票并当场清点。', resolution: '测评结果提交支委会评定' },
        ],
      })
      if (activityId !== null) this.yearEndMeetings.set(branch.id, { activityId, heldOn, year })
    }
  }

  /** 组长主持；没有组长的组由组里一名党员召集。 */
  private async hostOf(branch: DemoBranch, group: PartyGroup, on: PlainDate): Promise<string | null> {
    const key = `${group.groupId}/${partsOf(on).year}`
    const known = this.hosts.get(key)
    if (known !== undefined) return known
    const request = {
      organizationId: branch.id,
      groupId: group.groupId,
      types: ['党小组会' as const],
      heldOn: on,
      source: { kind: '空白' as const },
    }
    const { draft } = await this.recorder.call('life.activityDraft', request)
    const hostId = draft.hostId ?? draft.attendance[0]?.memberId ?? null
    this.hosts.set(key, hostId)
    return hostId
  }

  /** 上个月议定的事：多半按期办结，底子差的有拖过期限的，个别到现在还没有办。 */
  async settleTasks(heldBy: PlainDate): Promise<void> {
    const { recorder } = this
    const standings = new Map(recorder.branches.map((branch) => [branch.id, branch]))
    const { tasks } = await recorder.call('life.tasks', { state: '未办结' })
    for (const { taskId, organizationId, heldOn, dueOn } of tasks) {
      const branch = standings.get(organizationId)
      if (!branch || dueOn === null || heldOn > heldBy || this.given.has(taskId)) continue
      this.given.add(taskId)
      const { late, missed } = recorder.habit(branch)
      const isNeglected = !isFlawless(branch) && this.luck.isWithin(missed / 2)
      const isLate = !isFlawless(branch) && this.luck.isWithin(late / 2)
      const doneOn = isLate ? addDays(dueOn, this.luck.integer(2, 15)) : addDays(heldOn, this.luck.integer(4, 18))
      if (isNeglected || !recorder.isDue(doneOn)) continue
      recorder.moveTo(doneOn)
      await recorder.call('life.completeTask', { taskId, doneOn, note: '' })
    }
  }
}
