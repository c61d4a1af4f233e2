import { addDays, makeDate, partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { HOLIDAYS } from '../../shared/calendar/holidays.ts'
import { addWorkdays, firstWorkdayOf } from '../../shared/calendar/workday.ts'
import type { InputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract } from '../../shared/contract/index.ts'
import { COMMITTEE_TOPICS, GAP_REASONS, GENERAL_TOPICS, GROUP_TOPICS, PLACES, THEMES } from './activity-plan.ts'
import { BRANCHES, COMMITTEE_CODE, type BranchPlan } from './group-plan.ts'
import { TIED_SHORT_NAMES } from './ratings-plan.ts'
import { venuePicture } from './pictures.ts'
import {
  branchEstablishedOn,
  organizationIdOf,
  type Call,
  type OrganizationIds,
  type PartyGroup,
  type Rosters,
  type Step,
} from './population.ts'
import { SeededRandom } from './seeded-random.ts'

type ForBranches = InputOf<AppContract['life.recordForBranches']>
type Recorded = InputOf<AppContract['life.recordActivity']>['activity']

/** 一个支部：人从名册里排在前面的取，都在册已久，哪天开会都在应到名单里。 */
type DemoBranch = {
  readonly plan: BranchPlan
  readonly id: string
  readonly establishedOn: PlainDate
  readonly steady: readonly string[]
  readonly groups: readonly PartyGroup[]
}

/** 一个支部年底的那次组织生活会。 */
export type YearEndMeeting = { readonly activityId: string; readonly heldOn: PlainDate; readonly year: number }

export const YEAR_END_THEME = '对照党章找差距、改作风'

/** 考核底子从好到差：百分之几漏开、晚开，几成的活动留有照片。 */
const HABITS = [
  { missed: 0, late: 2, photographed: 95 },
  { missed: 2, late: 5, photographed: 80 },
  { missed: 5, late: 12, photographed: 45 },
  { missed: 12, late: 22, photographed: 15 },
] as const

/** 各支部自哪一天起有记录：上一年元月。 */
export async function recordActivities(
  call: Call,
  asOf: PlainDate,
  moveTo: (day: PlainDate) => void,
  organizations: OrganizationIds,
  rosters: Rosters,
  partyGroups: readonly PartyGroup[],
  step: Step,
): Promise<{ activities: number; yearEndMeetings: ReadonlyMap<string, YearEndMeeting> }> {
  const author = new ActivityAuthor(call, asOf, moveTo, organizations, rosters, partyGroups)
  const { year } = partsOf(asOf)
  for (const each of [year - 1, year])
    for (let month = 1; month <= 12 && makeDate(each, month, 1) <= asOf; month += 1) {
      await author.month(each, month)
      await step(`组织生活：${each}年${month}月`)
    }
  await author.afterwards()
  moveTo(asOf)
  return { activities: author.count, yearEndMeetings: author.yearEndMeetings }
}

function isFlawless({ plan }: DemoBranch): boolean {
  return TIED_SHORT_NAMES.includes(plan.shortName)
}

class ActivityAuthor {
  count = 0
  readonly yearEndMeetings = new Map<string, YearEndMeeting>()
  private readonly call: Call
  private readonly asOf: PlainDate
  private readonly move: (day: PlainDate) => void
  private today: PlainDate
  private readonly pictures: readonly { readonly whole: string; readonly small: string }[]
  private readonly random = new SeededRandom('鹭江金圆演示集团·组织生活')
  private readonly branches: readonly DemoBranch[]
  private readonly committeeId: string

  constructor(
    call: Call,
    asOf: PlainDate,
    moveTo: (day: PlainDate) => void,
    organizations: OrganizationIds,
    rosters: Rosters,
    partyGroups: readonly PartyGroup[],
  ) {
    this.call = call
    this.asOf = asOf
    this.move = moveTo
    this.today = asOf
    this.pictures = Array.from({ length: 6 }, (_, index) => ({
      whole: Buffer.from(venuePicture(`会场${index}`, 480, 320)).toString('base64'),
      small: Buffer.from(venuePicture(`会场${index}`, 120, 80)).toString('base64'),
    }))
    this.committeeId = organizationIdOf(organizations, COMMITTEE_CODE)
    const settledBy = addDays(makeDate(partsOf(asOf).year - 1, 1, 1), -1)
    this.branches = BRANCHES.map((plan) => ({
      plan,
      id: organizationIdOf(organizations, plan.code),
      establishedOn: branchEstablishedOn(plan, asOf),
      // 第四十名以后的另有经历（转出、去世……），不拿来请假。
      steady: (rosters.byBranch.get(plan.code) ?? [])
        .slice(0, 38)
        .filter(({ person }) => person.fullOn !== null && person.fullOn <= settledBy && person.lostOn === null)
        .map(({ memberId }) => memberId),
      groups: partyGroups.filter(({ branchCode }) => branchCode === plan.code),
    }))
  }

  async month(year: number, month: number): Promise<void> {
    const first = makeDate(year, month, 1)
    const standing = this.branches.filter(({ establishedOn }) => establishedOn <= first)
    const themePlanId = await this.themePlan(year, month)
    await this.themeDay(year, month, standing, themePlanId)
    await this.committees(year, month, standing)
    for (const branch of standing) await this.groupMeetings(year, month, branch)
    if (month % 3 === 0) await this.generalMeetings(year, month, standing)
    if (month === 12) await this.yearEnd(year, standing)
    await this.photograph(year, month)
    await this.closeMonth(year, month)
  }

  private moveTo(day: PlainDate): void {
    this.today = day <= this.asOf ? day : this.asOf
    this.move(this.today)
  }

  /** 这个月还没过完的，只记到判定日。 */
  private isDue(day: PlainDate): boolean {
    return day <= this.asOf
  }

  private workday(year: number, month: number, ordinal: number): PlainDate {
    const { on } = firstWorkdayOf(year, month, HOLIDAYS)
    return ordinal <= 1 ? on : addWorkdays(on, ordinal - 1, HOLIDAYS).on
  }

  private habit(branch: DemoBranch) {
    return HABITS[branch.plan.standing]
  }

  /** 零到三人请假；底子差的支部偶尔到会很少。 */
  private absences(branch: DemoBranch): { memberId: string; status: '请假' | '缺席'; reason: string }[] {
    // 并列同分的两个支部全年全优：人人到会，件件按期。
    if (isFlawless(branch)) return []
    const { random } = this
    const isThin = branch.plan.standing >= 2 && random.isWithin(9)
    const count = isThin ? Math.floor(branch.steady.length * 0.4) : Math.min(random.integer(0, 3), Math.floor(branch.steady.length / 8))
    const chosen = new Set<string>()
    while (chosen.size < count) chosen.add(random.pick(branch.steady))
    return [...chosen].map((memberId) => {
      const isExcused = random.isWithin(isThin ? 40 : 85)
      return { memberId, status: isExcused ? '请假' : '缺席', reason: isExcused ? random.pick(['出差', '病假', '轮班', '外出培训']) : '' }
    })
  }

  private async themePlan(year: number, month: number): Promise<string | null> {
    const content = THEMES[month - 1]
    if (!content || year !== partsOf(this.asOf).year || month < 7) return null
    this.moveTo(addDays(makeDate(year, month, 1), -5))
    const { themePlanId } = await this.call('life.issueThemePlan', {
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

  private async themeDay(year: number, month: number, standing: readonly DemoBranch[], themePlanId: string | null): Promise<void> {
    const content = THEMES[month - 1]
    if (!content) return
    const onTime: DemoBranch[] = []
    const late: DemoBranch[] = []
    for (const branch of standing) {
      if (this.random.isWithin(this.habit(branch).missed / 2)) continue
      if (!isFlawless(branch) && this.random.isWithin(this.habit(branch).late)) late.push(branch)
      else onTime.push(branch)
    }
    const isLecture = month === 3 || month === 7 || month === 11
    const first = this.workday(year, month, 1)
    const [lecturing, plain] = isLecture
      ? [onTime.filter(({ plan }) => plan.standing <= 2 || month === 7), [] as DemoBranch[]]
      : [[], onTime]
    const skipped = isLecture ? onTime.filter((branch) => !lecturing.includes(branch)) : []
    await this.batch([...plain, ...skipped], first, themePlanId, {
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
      const on = this.workday(year, month, isExplained ? 2 + (index % 2) : 5 + (index % 6))
      if (!this.isDue(on)) continue
      await this.record(branch, addDays(on, branch.plan.standing === 3 ? 20 : 1), {
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
    await this.record(branch, addDays(on, 1), {
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

  private async committees(year: number, month: number, standing: readonly DemoBranch[]): Promise<void> {
    const topic = COMMITTEE_TOPICS[(month - 1) % COMMITTEE_TOPICS.length]
    if (!topic) return
    const seated = standing.filter(({ plan }) => plan.hasCommittee !== false && plan.term !== null)
    for (const cohort of [0, 1, 2]) {
      const on = this.workday(year, month, 5 + cohort * 3)
      const held = seated.filter((branch, index) => index % 3 === cohort && !this.random.isWithin(this.habit(branch).missed * 1.5))
      await this.batch(held, on, null, {
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
            doneOn: month % 4 === 0 ? null : addDays(on, 1),
          },
        ],
      })
    }
  }

  private async groupMeetings(year: number, month: number, branch: DemoBranch): Promise<void> {
    const { random } = this
    if (branch.groups.length === 0) {
      const on = this.workday(year, month, 9)
      if (!this.isDue(on) || random.isWithin(this.habit(branch).missed * 2)) return
      await this.record(branch, addDays(on, 1), {
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
      const on = this.workday(year, month, 7 + (index % 5))
      if (!this.isDue(on) || group.establishedOn > on || random.isWithin(this.habit(branch).missed)) continue
      await this.record(branch, addDays(on, 1), {
        groupId: group.groupId,
        types: ['党小组会'],
        heldOn: on,
        startsAt: '16:00',
        endsAt: '17:00',
        topics: [{ type: '党小组会', title: random.pick(GROUP_TOPICS), summary: '组员逐一发言。', resolution: '按分工落实' }],
      })
    }
  }

  private async generalMeetings(year: number, month: number, standing: readonly DemoBranch[]): Promise<void> {
    const topic = GENERAL_TOPICS[month / 3 - 1]
    if (!topic) return
    for (const cohort of [0, 1]) {
      const on = this.workday(year, month, cohort === 0 ? 6 : 13)
      const held = standing.filter((branch, index) => index % 2 === cohort && !this.random.isWithin(this.habit(branch).missed))
      await this.batch(held, on, null, {
        types: ['党员大会'],
        startsAt: '14:30',
        endsAt: '16:00',
        topics: [{ type: '党员大会', title: topic.title, summary: '支委会报告工作，党员讨论。', resolution: topic.resolution }],
      })
    }
  }

  /** 年底的组织生活会与民主评议合在一次开；底子最差的没有开。 */
  private async yearEnd(year: number, standing: readonly DemoBranch[]): Promise<void> {
    const heldOn = this.workday(year, 12, 14)
    for (const branch of standing.filter(({ plan }) => plan.standing < 3)) {
      const activityId = await this.record(branch, addDays(heldOn, 1), {
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

  /** 次月五日月结；底子差的支部不结。 */
  private async closeMonth(year: number, month: number): Promise<void> {
    const next = month === 12 ? makeDate(year + 1, 1, 5) : makeDate(year, month + 1, 5)
    if (next > addDays(this.asOf, -30)) return
    const closing = this.branches.filter(({ plan, establishedOn }) => plan.standing <= 1 && establishedOn <= makeDate(year, month, 1))
    this.moveTo(next)
    await this.call('life.closeMonth', {
      organizationIds: closing.map(({ id }) => id),
      month: `${year}-${String(month).padStart(2, '0')}`,
    })
  }

  /** 收尾：几处漏开写了说明。 */
  async afterwards(): Promise<void> {
    const year = partsOf(this.asOf).year - 1
    this.moveTo(this.asOf)
    const careless = this.branches.filter(({ plan, establishedOn }) => plan.standing >= 2 && establishedOn < makeDate(year, 1, 1))
    for (const [index, branch] of careless.slice(0, GAP_REASONS.length).entries())
      await this.call('life.recordGapNote', {
        organizationId: branch.id,
        type: '支委会',
        period: `${year}-${String(2 + index).padStart(2, '0')}`,
        reason: GAP_REASONS[index] ?? '',
      })
  }

  /** 当年的主题党日：传照片，底子好的登记党建e家；月结以前做完。 */
  private async photograph(year: number, month: number): Promise<void> {
    if (year !== partsOf(this.asOf).year) return
    const { rows } = await this.call('life.activities', { year, month, type: '主题党日' })
    const byId = new Map(this.branches.map((branch) => [branch.id, branch]))
    const registered: string[] = []
    for (const row of rows.toSorted((a, b) => (a.organizationName < b.organizationName ? -1 : 1))) {
      const branch = byId.get(row.organizationId)
      if (!branch) continue
      if (branch.plan.standing <= 1) registered.push(row.id)
      if (!this.random.isWithin(this.habit(branch).photographed)) continue
      const first = this.random.integer(0, this.pictures.length - 1)
      const chosen = [first, (first + this.random.integer(1, this.pictures.length - 1)) % this.pictures.length]
      await this.call('life.addFiles', {
        activityId: row.id,
        files: chosen.flatMap((at, order) => {
          const picture = this.pictures[at]
          if (!picture) return []
          return [{ fileName: `会场${order + 1}.png`, kind: '照片' as const, base64: picture.whole, thumbnailBase64: picture.small }]
        }),
      })
    }
    if (registered.length > 0) await this.call('life.recordEHome', { activityIds: registered, on: this.today, number: '' })
  }

  private async batch(
    branches: readonly DemoBranch[],
    heldOn: PlainDate,
    themePlanId: string | null,
    body: Omit<ForBranches['body'], 'place'>,
  ): Promise<void> {
    if (branches.length === 0 || !this.isDue(heldOn)) return
    const isCommittee = body.types.includes('支委会')
    const recordedOn = addDays(heldOn, 1)
    this.moveTo(recordedOn)
    await this.call('life.recordForBranches', {
      heldOn,
      themePlanId,
      body,
      branches: branches.map((branch) => ({
        organizationId: branch.id,
        place: this.random.pick(PLACES),
        recorderId: branch.steady[1] ?? branch.steady[0] ?? null,
        attendance: isCommittee ? [] : this.absences(branch),
        unlisted: '出席' as const,
      })),
    })
    this.count += branches.length
  }

  private async record(branch: DemoBranch, recordedOn: PlainDate, activity: Omit<Recorded, 'organizationId'>): Promise<string | null> {
    if (!this.isDue(activity.heldOn)) return null
    this.moveTo(recordedOn)
    const isGroup = activity.groupId !== undefined && activity.groupId !== null
    const { activityId } = await this.call('life.recordActivity', {
      activity: {
        place: this.random.pick(PLACES),
        recorderId: branch.steady[1] ?? branch.steady[0] ?? null,
        ...(isGroup ? {} : { attendance: this.absences(branch), hostId: branch.steady[0] ?? null }),
        unlisted: '出席',
        ...activity,
        organizationId: branch.id,
      },
    })
    this.count += 1
    return activityId
  }
}
