import { HOLIDAYS } from '../../shared/calendar/holidays.ts'
import { addDays, makeDate, partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { addWorkdays, firstWorkdayOf } from '../../shared/calendar/workday.ts'
import type { InputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract } from '../../shared/contract/index.ts'
import { PLACES } from './activity-plan.ts'
import { BRANCHES, type BranchPlan } from './group-plan.ts'
import { branchEstablishedOn, organizationIdOf, type Call, type OrganizationIds, type PartyGroup, type Rosters } from './population.ts'
import { TIED_SHORT_NAMES } from './ratings-plan.ts'
import { SeededRandom } from './seeded-random.ts'

export type ForBranches = InputOf<AppContract['life.recordForBranches']>
export type Recorded = InputOf<AppContract['life.recordActivity']>['activity']

/** 一个支部：人从名册里排在前面的取，都在册已久，哪天开会都在应到名单里。 */
export type DemoBranch = {
  readonly plan: BranchPlan
  readonly id: string
  readonly establishedOn: PlainDate
  readonly steady: readonly string[]
  readonly groups: readonly PartyGroup[]
}

/** 考核底子从好到差：百分之几漏开、晚开，几成的活动留有照片。 */
const HABITS = [
  { missed: 0, late: 2, photographed: 95 },
  { missed: 2, late: 5, photographed: 80 },
  { missed: 5, late: 12, photographed: 45 },
  { missed: 12, late: 22, photographed: 15 },
] as const

/** 并列同分的两个支部：全年全优，人人到会，件件按期。 */
export function isFlawless({ plan }: DemoBranch): boolean {
  return TIED_SHORT_NAMES.includes(plan.shortName)
}

/** 造演示时要的：怎么调、判定日、怎么拨日子、组织与名册。 */
export type DemoWorld = {
  readonly call: Call
  readonly asOf: PlainDate
  readonly moveTo: (day: PlainDate) => void
  readonly organizations: OrganizationIds
  readonly rosters: Rosters
  readonly partyGroups: readonly PartyGroup[]
}

/** 记下演示里的一次次活动：拨到录入那天，到会、地点按各支部的底子。 */
export class ActivityRecorder {
  count = 0
  readonly branches: readonly DemoBranch[]
  readonly random = new SeededRandom('鹭江金圆演示集团·组织生活')
  today: PlainDate
  private readonly world: DemoWorld

  constructor(world: DemoWorld) {
    const { asOf, organizations, rosters, partyGroups } = world
    this.world = world
    this.today = asOf
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

  get asOf(): PlainDate {
    return this.world.asOf
  }

  get call(): Call {
    return this.world.call
  }

  moveTo(day: PlainDate): void {
    this.today = day <= this.asOf ? day : this.asOf
    this.world.moveTo(this.today)
  }

  /** 这个月还没过完的，只记到判定日。 */
  isDue(day: PlainDate): boolean {
    return day <= this.asOf
  }

  workday(year: number, month: number, ordinal: number): PlainDate {
    const { on } = firstWorkdayOf(year, month, HOLIDAYS)
    return ordinal <= 1 ? on : addWorkdays(on, ordinal - 1, HOLIDAYS).on
  }

  habit(branch: DemoBranch) {
    return HABITS[branch.plan.standing]
  }

  /** 零到三人请假；底子差的支部偶尔到会很少。 */
  private absences(branch: DemoBranch): { memberId: string; status: '请假' | '缺席'; reason: string }[] {
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

  async batch(
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

  async record(branch: DemoBranch, recordedOn: PlainDate, activity: Omit<Recorded, 'organizationId'>): Promise<string | null> {
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
