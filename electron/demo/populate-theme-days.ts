import { addDays, makeDate, partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { THEMES } from './activity-plan.ts'
import { isFlawless, type ActivityRecorder, type DemoBranch } from './activity-recorder.ts'
import { venuePicture } from './pictures.ts'

/** 主题党日：统一下发的主题、按期与顺延、与党课合办、会后传照片。 */
export class ThemeDayAuthor {
  private readonly recorder: ActivityRecorder
  private readonly committeeId: string
  private readonly pictures = Array.from({ length: 6 }, (_, index) => ({
    whole: Buffer.from(venuePicture(`会场${index}`, 480, 320)).toString('base64'),
    small: Buffer.from(venuePicture(`会场${index}`, 120, 80)).toString('base64'),
  }))

  constructor(recorder: ActivityRecorder, committeeId: string) {
    this.recorder = recorder
    this.committeeId = committeeId
  }

  private async themePlan(year: number, month: number): Promise<string | null> {
    const content = THEMES[month - 1]
    if (!content || year !== partsOf(this.recorder.asOf).year || month < 7) return null
    this.recorder.moveTo(addDays(makeDate(year, month, 1), -5))
    const { themePlanId } = await this.recorder.call('life.issueThemePlan', {
      issuerId: this.committeeId,
      month: `${year}-${String(month).padStart(2, '0')}`,
      theme: content.theme,
      contentKinds: [...content.contentKinds],
      plan: {
        startsAt: '14:00',
        endsAt: '16:30',
        purpose: `围绕“${content.theme}”开展主题党日，推动党员结合岗位学用结合。`,
        steps: content.topics.map(({ title }) => ({ title })),
        requirements: '各支部按时开展，三日内录入，照片与签到一并上传。',
      },
    })
    return themePlanId
  }

  async month(year: number, month: number, standing: readonly DemoBranch[]): Promise<void> {
    const content = THEMES[month - 1]
    if (!content) return
    const themePlanId = await this.themePlan(year, month)
    const onTime: DemoBranch[] = []
    const late: DemoBranch[] = []
    for (const branch of standing) {
      if (this.recorder.random.isWithin(this.recorder.habit(branch).missed / 2)) continue
      if (!isFlawless(branch) && this.recorder.random.isWithin(this.recorder.habit(branch).late)) late.push(branch)
      else onTime.push(branch)
    }
    const isLecture = month === 3 || month === 7 || month === 11
    const first = this.recorder.workday(year, month, 1)
    const [lecturing, plain] = isLecture
      ? [onTime.filter(({ plan }) => plan.standing <= 2 || month === 7), [] as DemoBranch[]]
      : [[], onTime]
    const skipped = isLecture ? onTime.filter((branch) => !lecturing.includes(branch)) : []
    await this.recorder.batch([...plain, ...skipped], first, themePlanId, {
      types: ['主题党日'],
      startsAt: '14:00',
      endsAt: '16:30',
      contentKinds: [...content.contentKinds],
      extras: { theme: content.theme, duesNote: '当月党费现场收缴' },
      topics: content.topics.map((topic) => ({ ...topic, type: '主题党日' as const })),
    })
    for (const branch of lecturing) await this.lecture(branch, first, content.theme, content.contentKinds, themePlanId)
    for (const [index, branch] of late.entries()) {
      const isExplained = branch.plan.standing < 2
      const on = this.recorder.workday(year, month, isExplained ? 2 + (index % 2) : 5 + (index % 6))
      if (!this.recorder.isDue(on)) continue
      await this.recorder.record(branch, addDays(on, branch.plan.standing === 3 ? 20 : 1), {
        types: ['主题党日'],
        heldOn: on,
        startsAt: '14:30',
        endsAt: branch.plan.standing === 3 ? '15:30' : '16:40',
        themePlanId,
        postponeReason: isExplained ? '首个工作日集中值班，顺延' : '',
        contentKinds: [...content.contentKinds],
        extras: { theme: content.theme, duesNote: '当月党费现场收缴' },
        topics: content.topics.map((topic) => ({ ...topic, type: '主题党日' as const })),
      })
    }
  }

  /** 主题党日与党课合办：两段议题各有各的结论，书记主讲。 */
  private async lecture(
    branch: DemoBranch,
    on: PlainDate,
    theme: string,
    contentKinds: (typeof THEMES)[number]['contentKinds'],
    themePlanId: string | null,
  ): Promise<void> {
    await this.recorder.record(branch, addDays(on, 1), {
      types: ['主题党日', '党课'],
      heldOn: on,
      startsAt: '14:00',
      endsAt: '17:00',
      themePlanId,
      contentKinds: [...contentKinds],
      extras: { theme, duesNote: '当月党费现场收缴' },
      topics: [
        {
          type: '主题党日',
          title: `围绕“${theme}”学习讨论`,
          startsAt: '14:00',
          endsAt: '15:30',
          summary: '党员逐一发言。',
          resolution: '形成学习清单',
        },
        {
          type: '党课',
          title: `党课：${theme}`,
          startsAt: '15:30',
          endsAt: '17:00',
          speakerId: branch.steady[0] ?? null,
          speakerRole: '书记',
          summary: '结合本单位工作讲了三个方面，党员现场提问。',
          resolution: '会后自学并交一条体会',
        },
      ],
    })
  }

  /** 当年的主题党日：传照片，底子好的登记党建e家；月结以前做完。 */
  async photograph(year: number, month: number): Promise<void> {
    if (year !== partsOf(this.recorder.asOf).year) return
    const { rows } = await this.recorder.call('life.activities', { year, month, type: '主题党日' })
    const byId = new Map(this.recorder.branches.map((branch) => [branch.id, branch]))
    const registered: string[] = []
    for (const row of rows.toSorted((a, b) => (a.organizationName < b.organizationName ? -1 : 1))) {
      const branch = byId.get(row.organizationId)
      if (!branch) continue
      if (branch.plan.standing <= 1) registered.push(row.id)
      if (!this.recorder.random.isWithin(this.recorder.habit(branch).photographed)) continue
      const first = this.recorder.random.integer(0, this.pictures.length - 1)
      const chosen = [first, (first + this.recorder.random.integer(1, this.pictures.length - 1)) % this.pictures.length]
      await this.recorder.call('life.addFiles', {
        activityId: row.id,
        files: chosen.flatMap((at, order) => {
          const picture = this.pictures[at]
          if (!picture) return []
          return [{ fileName: `会场${order + 1}.png`, kind: '照片' as const, base64: picture.whole, thumbnailBase64: picture.small }]
        }),
      })
    }
    if (registered.length > 0)
      await this.recorder.call('life.recordEHome', { activityIds: registered, on: this.recorder.today, number: '' })
  }
}
