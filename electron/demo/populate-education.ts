import { addDays, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { PracticeKind } from '../../shared/organizational-life/activity-types.ts'
import { COMMITTEE_PLACE, PRACTICES, STUDY_TITLES } from './education-plan.ts'
import { isFlawless, type ActivityRecorder, type DemoBranch } from './activity-recorder.ts'
import { SeededRandom } from './seeded-random.ts'

/** 学习与实践：底子好的每月半天集中学习、每季一次主题实践、七月办纪念活动；党委每季听一次支部汇报。 */
export class EducationAuthor {
  private readonly recorder: ActivityRecorder
  private readonly committeeId: string
  // 另掷一副骰子：不动别的活动谁请假、谁漏开。
  private readonly random = new SeededRandom('鹭江金圆演示集团·学习与实践')

  constructor(recorder: ActivityRecorder, committeeId: string) {
    this.recorder = recorder
    this.committeeId = committeeId
  }

  async month(year: number, month: number, standing: readonly DemoBranch[]): Promise<void> {
    const { recorder } = this
    const steady = standing.filter(({ plan }) => plan.standing <= 1)
    await this.hold(steady, recorder.workday(year, month, 10), {
      type: '集中学习',
      title: STUDY_TITLES[(month - 1) % STUDY_TITLES.length] ?? '',
      startsAt: '13:30',
      endsAt: '17:30',
      practiceKind: null,
    })
    if (month === 7) {
      await this.hold(steady, recorder.workday(year, month, 3), {
        type: '主题实践',
        title: '“七一”座谈与重温入党誓词',
        startsAt: '09:00',
        endsAt: '11:30',
        practiceKind: '七一纪念',
      })
    }
    const practice = PRACTICES[month]
    if (practice) {
      const active = standing.filter(({ plan }) => plan.standing <= 2 && !(plan.standing === 2 && this.random.isWithin(35)))
      await this.hold(active, recorder.workday(year, month, 8), { type: '主题实践', startsAt: '09:00', endsAt: '11:30', ...practice })
      await this.committeeMeeting(recorder.workday(year, month, 12), month)
    }
  }

  private async hold(
    branches: readonly DemoBranch[],
    heldOn: PlainDate,
    {
      type,
      title,
      startsAt,
      endsAt,
      practiceKind,
    }: {
      readonly type: '集中学习' | '主题实践'
      readonly title: string
      readonly startsAt: string
      readonly endsAt: string
      readonly practiceKind: PracticeKind | null
    },
  ): Promise<void> {
    const { recorder } = this
    if (branches.length === 0 || !recorder.isDue(heldOn)) return
    recorder.moveTo(addDays(heldOn, 1))
    await recorder.call('life.recordForBranches', {
      heldOn,
      body: {
        types: [type],
        startsAt,
        endsAt,
        extras: type === '集中学习' ? { studySource: '支部' } : { practiceKind },
        topics: [{ type, title, summary: '组织委员讲明安排，党员分组进行，逐一谈体会。', resolution: '会后每人交一条改进打算' }],
      },
      branches: branches.map((branch) => ({
        organizationId: branch.id,
        place: '党员活动室',
        recorderId: branch.steady[1] ?? branch.steady[0] ?? null,
        attendance: this.excused(branch),
        unlisted: '出席' as const,
      })),
    })
    recorder.count += branches.length
  }

  /** 人多的支部每次一两人请假。 */
  private excused(branch: DemoBranch): { memberId: string; status: '请假'; reason: string }[] {
    // 并列同分的两个支部人人到会。
    if (isFlawless(branch)) return []
    const chosen = new Set<string>()
    const count = Math.min(this.random.integer(0, 2), Math.floor(branch.steady.length / 8))
    while (chosen.size < count) chosen.add(this.random.pick(branch.steady))
    return [...chosen].map((memberId) => ({ memberId, status: '请假', reason: '出差' }))
  }

  private async committeeMeeting(heldOn: PlainDate, month: number): Promise<void> {
    const { recorder } = this
    if (!recorder.isDue(heldOn)) return
    recorder.moveTo(addDays(heldOn, 1))
    await recorder.call('life.recordActivity', {
      activity: {
        organizationId: this.committeeId,
        types: ['党委会'],
        heldOn,
        startsAt: '09:00',
        endsAt: '11:00',
        place: COMMITTEE_PLACE,
        hostName: '党委书记',
        recorderName: '党群工作部',
        extras: { firstAgenda: '学习上级会议精神', hearsBranchReports: true, discussesBranchWork: month === 5 },
        topics: [
          {
            type: '党委会',
            title: month === 5 ? '专题研究党支部标准化规范化建设，听取三个党支部工作汇报' : '听取三个党支部工作汇报',
            summary: '三个党支部书记汇报，委员逐一点评。',
            resolution: '问题列入清单，下季度听取整改情况',
          },
        ],
        unlisted: '出席',
      },
    })
    recorder.count += 1
  }
}
