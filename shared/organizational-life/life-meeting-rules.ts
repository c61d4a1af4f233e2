import { partsOf, type PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, notPrescribed, type OrganizationRule } from '../organization/group-index.ts'
import type { Fact, Remedy } from '../regulation/finding.ts'
import { judged } from '../regulation/rule.ts'
import { LIFE_MEETING_MATERIALS, type ActivityFacts, type GroupSpan, type LifeMeetingFacts, type LifeMeetingMaterial } from './facts.ts'
import { activityFact, EVIDENCE_LIMIT, gapRemedies, latest, recordRemedy } from './gap-judgement.ts'
import { notYetAnnual } from './lecture-rules.ts'
import { notBranch } from './meeting-rules.ts'
import { judgedYear } from './period-checks.ts'
import { isOver, quarterOf, yearPeriod } from './periods.ts'

const RECORDED_IN = '组织生活会'

/** 开过的一次组织生活会：登记了全过程的，或只在活动里标了这一类的（`meeting` 为 null）。 */
export type HeldLifeMeeting = {
  readonly on: PlainDate
  readonly groupId: string | null
  readonly meeting: LifeMeetingFacts | null
  readonly activity: ActivityFacts | null
}

/** 那一年到 `asOf` 开过的组织生活会，先后为序。 */
export function heldLifeMeetings(organization: OrganizationFacts, year: number, asOf: PlainDate): HeldLifeMeeting[] {
  const { lifeMeetings, activities } = organization.life
  const linked = new Set(lifeMeetings.map((each) => each.activityId))
  const recorded = lifeMeetings.flatMap((meeting): HeldLifeMeeting[] => {
    if (meeting.heldOn === null || meeting.heldOn > asOf || meeting.year !== year) return []
    const activity = activities.find((each) => each.id === meeting.activityId) ?? null
    return [{ on: meeting.heldOn, groupId: meeting.groupId, meeting, activity }]
  })
  const bare = activities
    .filter(
      (each) => each.counted.includes('组织生活会') && each.heldOn <= asOf && partsOf(each.heldOn).year === year && !linked.has(each.id),
    )
    .map((activity): HeldLifeMeeting => ({ on: activity.heldOn, groupId: activity.groupId, meeting: null, activity }))
  return [...recorded, ...bare].toSorted((a, b) => (a.on < b.on ? -1 : 1))
}

/** 判定日还在的党小组。 */
function livingGroups(organization: OrganizationFacts, asOf: PlainDate): GroupSpan[] {
  return organization.life.groups.filter((each) => each.establishedOn <= asOf && (each.dissolvedOn === null || each.dissolvedOn > asOf))
}

/** 以小组为单位开、还没有开的小组；支部统一开过的，或没有小组的为空。 */
export function groupsWithoutLifeMeeting(organization: OrganizationFacts, held: readonly HeldLifeMeeting[], asOf: PlainDate): GroupSpan[] {
  if (held.length === 0 || held.some((each) => each.groupId === null)) return []
  return livingGroups(organization, asOf).filter((group) => !held.some((each) => each.groupId === group.id))
}

/** 开过没有：支部统一开过一次，或者每个小组都开过。 */
export function isLifeMeetingDone(organization: OrganizationFacts, held: readonly HeldLifeMeeting[], asOf: PlainDate): boolean {
  return held.length > 0 && groupsWithoutLifeMeeting(organization, held, asOf).length === 0
}

/** 有的材料：登记了过程的按登记；只有一条活动记录的一项也说不上。 */
export function materialsOf({ meeting }: HeldLifeMeeting): readonly LifeMeetingMaterial[] {
  return meeting?.materials ?? []
}

function heldFact(organization: OrganizationFacts, { on, groupId, meeting, activity }: HeldLifeMeeting): Fact {
  const who = groupId === null ? '' : (organization.life.groups.find((each) => each.id === groupId)?.name ?? '')
  if (activity) return activityFact(activity, `${who}组织生活会${meeting === null ? '，没有登记过程' : ''}`)
  return { label: `${on} ${who}组织生活会`, value: meeting?.theme ?? '', recordedIn: RECORDED_IN, link: '/life/meeting' }
}

function openMeeting(organization: OrganizationFacts, year: number, label: string): Remedy {
  return { label, route: 'life.openLifeMeeting', input: { organizationId: organization.id, year } }
}

function plan(organization: OrganizationFacts): Remedy {
  return { label: '生成组织生活会方案', route: 'correspondence.draft', input: { kind: 'W15', organizationId: organization.id } }
}

/** B20：每年至少一次组织生活会；多于两次不扣分。 */
export const lifeMeetingEachYear: OrganizationRule = {
  id: 'B20',
  parameters: ['lifeMeetingMin'],
  judge: (organization, asOf, profile, _group, dated) => {
    const year = judgedYear(asOf)
    const required = dated.on(yearPeriod(year).until).lifeMeetingMin
    if (required === null) return notPrescribed(profile, '组织生活会的次数')
    const refused = notBranch(organization) ?? notYetAnnual(organization, year, '组织生活会')
    if (refused) return refused
    const held = heldLifeMeetings(organization, year, asOf)
    const missingGroups = groupsWithoutLifeMeeting(organization, held, asOf)
    const due = yearPeriod(year).until
    const note = organization.life.gapNotes.find((each) => each.type === '组织生活会' && each.period === String(year)) ?? null
    const facts = [
      { label: `${year} 年组织生活会`, value: `${held.length} 次`, recordedIn: RECORDED_IN },
      ...(note ? [{ label: '漏开说明', value: note.reason, recordedIn: '漏开说明' }] : []),
      ...latest(held).map((each) => heldFact(organization, each)),
    ]
    const workings = [
      `到 ${asOf} 开过 ${held.length} 次，要求不少于 ${required} 次；多于 2 次不扣分`,
      ...(missingGroups.length > 0 ? [`以党小组为单位的，${missingGroups.map((each) => each.name).join('、')}还没有开，尚未完成`] : []),
    ]
    const name = organization.shortName
    const isDone = missingGroups.length === 0 && held.length >= required
    if (isDone) return judged('达标', `${name} ${year} 年已开组织生活会 ${held.length} 次。`, { facts, workings })
    const still = missingGroups.length > 0 ? `${missingGroups.map((each) => each.name).join('、')}还没有开组织生活会` : '还没有开组织生活会'
    if (!isOver(yearPeriod(year), asOf)) {
      return judged('达标', `${name} ${year} 年${still}，${due} 前办。`, {
        facts,
        workings,
        dueOn: due,
        remedies: [
          openMeeting(organization, year, '筹备组织生活会'),
          plan(organization),
          recordRemedy(organization, ['组织生活会'], asOf, '记录组织生活会'),
        ],
      })
    }
    const gap = { type: '组织生活会' as const, period: yearPeriod(year), group: null, note }
    return judged('不达标', `${name} ${year} 年${held.length === 0 ? '没有开组织生活会' : still}${note ? '（已说明）' : ''}。`, {
      facts,
      workings,
      remedies: [openMeeting(organization, year, '补录组织生活会'), ...gapRemedies(organization, gap)],
      ...(held.length === 0 ? { severity: '红线' as const } : {}),
    })
  },
}

/** B21：一般安排在第四季度。哪个季度按各次举行那天的规定。 */
export const lifeMeetingInFourthQuarter: OrganizationRule = {
  id: 'B21',
  parameters: ['lifeMeetingPreferredQuarter'],
  judge: (organization, asOf, profile, _group, dated) => {
    const year = judgedYear(asOf)
    const refused = notBranch(organization) ?? notYetAnnual(organization, year, '组织生活会')
    if (refused) return refused
    const held = heldLifeMeetings(organization, year, asOf)
    if (held.length === 0) return notApplicable(`${organization.shortName}今年还没有开组织生活会，见 B20。`)
    const timed = held.map((each) => ({ each, quarter: dated.on(each.on).lifeMeetingPreferredQuarter }))
    if (timed.every(({ quarter }) => quarter === null)) return notPrescribed(profile, '组织生活会安排在哪个季度')
    const facts = latest(held).map((each) => heldFact(organization, each))
    const workings = timed.map(
      ({ each: { on }, quarter }) => `${on} 在第 ${quarterOf(on)} 季度；${quarter === null ? '没有定季度' : `一般在第 ${quarter} 季度`}`,
    )
    const name = organization.shortName
    const fitting = timed.find(({ each, quarter }) => quarter === null || quarterOf(each.on) === quarter)
    if (fitting) return judged('达标', `${name} ${year} 年的组织生活会开在第 ${quarterOf(fitting.each.on)} 季度。`, { facts, workings })
    const quarters = [...new Set(timed.map(({ quarter }) => quarter))].join('、')
    return judged('提示', `${name} ${year} 年的组织生活会开在 ${held.map((each) => each.on).join('、')}，一般安排在第 ${quarters} 季度。`, {
      facts,
      workings,
      remedies: [openMeeting(organization, year, '查看组织生活会')],
    })
  },
}

/** B22：以党小组为单位召开的，每个小组都要有一次。 */
export const lifeMeetingByGroups: OrganizationRule = {
  id: 'B22',
  parameters: [],
  judge: (organization, asOf) => {
    const year = judgedYear(asOf)
    const refused = notBranch(organization) ?? notYetAnnual(organization, year, '组织生活会')
    if (refused) return refused
    const held = heldLifeMeetings(organization, year, asOf)
    if (!held.some((each) => each.groupId !== null)) return notApplicable(`${organization.shortName}没有以党小组为单位开组织生活会。`)
    const missing = groupsWithoutLifeMeeting(organization, held, asOf)
    const facts = latest(held).map((each) => heldFact(organization, each))
    const workings = [`判定日的党小组 ${livingGroups(organization, asOf).length} 个，还没有开的 ${missing.length} 个`]
    const name = organization.shortName
    if (missing.length === 0) return judged('达标', `${name}的各党小组都开过组织生活会，或支部统一开过。`, { facts, workings })
    const names = missing.map((each) => each.name).join('、')
    const remedies = missing.map((each) => recordRemedy(organization, ['组织生活会'], asOf, `记录${each.name}组织生活会`, each.id))
    const due = yearPeriod(year).until
    if (!isOver(yearPeriod(year), asOf)) {
      return judged('提示', `${name}以党小组为单位开组织生活会，${names}还没有开，${due} 前办。`, { facts, workings, dueOn: due, remedies })
    }
    return judged('不达标', `${name}以党小组为单位开组织生活会，${names} ${year} 年没有开，没有完成。`, { facts, workings, remedies })
  },
}

/** B23：七项材料齐。“只谈工作不谈思想”只由人判断。 */
export const lifeMeetingMaterials: OrganizationRule = {
  id: 'B23',
  parameters: [],
  judge: (organization, asOf) => {
    const year = judgedYear(asOf)
    const refused = notBranch(organization)
    if (refused) return refused
    const held = heldLifeMeetings(organization, year, asOf)
    if (held.length === 0) return notApplicable(`${organization.shortName}今年还没有开组织生活会。`)
    const name = organization.shortName
    const workings = [`七项：${LIFE_MEETING_MATERIALS.join('、')}；“只谈工作不谈思想”只由人判断`]
    const bare = held.filter((each) => each.meeting === null)
    const lacking = held.flatMap((each) => {
      const ready = materialsOf(each)
      const missing = LIFE_MEETING_MATERIALS.filter((material) => !ready.includes(material))
      return each.meeting !== null && missing.length > 0 ? [{ each, missing }] : []
    })
    const remedies = [openMeeting(organization, year, '补齐组织生活会材料')]
    if (lacking.length > 0) {
      const missing = [...new Set(lacking.flatMap((one) => one.missing))]
      return judged('不达标', `${name}的组织生活会材料不齐，缺${missing.join('、')}。`, {
        facts: lacking.map(({ each, missing: own }) => ({ ...heldFact(organization, each), value: `缺${own.join('、')}` })),
        workings: [...workings, ...lacking.map(({ each, missing: own }) => `${each.on}：齐 ${7 - own.length} ÷ 7`)],
        remedies,
      })
    }
    if (bare.length > 0) {
      return judged('待确认', `${name}有 ${bare.length} 次组织生活会只登记了会议，没有登记会前、会上、会后的材料。`, {
        facts: bare.map((each) => heldFact(organization, each)),
        workings,
        remedies,
      })
    }
    return judged('达标', `${name}的组织生活会七项材料都齐。`, {
      facts: latest(held).map((each) => heldFact(organization, each)),
      workings,
    })
  },
}

/** B24：每名到会党员自我批评不少于一条、收到的相互批评不少于一条。 */
export const criticismOfEach: OrganizationRule = {
  id: 'B24',
  parameters: [],
  judge: (organization, asOf) => {
    const year = judgedYear(asOf)
    const refused = notBranch(organization)
    if (refused) return refused
    const held = heldLifeMeetings(organization, year, asOf)
    if (held.length === 0) return notApplicable(`${organization.shortName}今年还没有开组织生活会。`)
    const name = organization.shortName
    const workings = ['每名到会党员：自我批评 ≥ 1 条，收到的相互批评 ≥ 1 条']
    const remedies = [openMeeting(organization, year, '补登批评意见')]
    const people = held.flatMap((each) => each.meeting?.criticisms ?? [])
    const lacking = people.filter((each) => each.selfCount === 0 || each.receivedCount === 0)
    const unrecorded = held.filter((each) => (each.meeting?.criticisms ?? []).length === 0)
    if (lacking.length > 0) {
      return judged('不达标', `${name}的组织生活会有 ${lacking.length} 名到会党员的批评和自我批评不全。`, {
        facts: lacking.slice(0, EVIDENCE_LIMIT).map((each) => ({
          label: each.name,
          value: `自我批评 ${each.selfCount} 条、收到批评 ${each.receivedCount} 条`,
          recordedIn: RECORDED_IN,
          link: '/life/meeting',
        })),
        workings,
        remedies,
        memberIds: lacking.map((each) => each.memberId),
      })
    }
    if (unrecorded.length > 0) {
      return judged('待确认', `${name}有 ${unrecorded.length} 次组织生活会没有登记到会党员的批评意见。`, {
        facts: unrecorded.map((each) => heldFact(organization, each)),
        workings,
        remedies,
      })
    }
    return judged('达标', `${name}的组织生活会 ${people.length} 名到会党员都作了自我批评、收到了批评意见。`, {
      facts: latest(held).map((each) => heldFact(organization, each)),
      workings,
    })
  },
}

export const LIFE_MEETING_RULES: readonly OrganizationRule[] = [
  lifeMeetingEachYear,
  lifeMeetingInFourthQuarter,
  lifeMeetingByGroups,
  lifeMeetingMaterials,
  criticismOfEach,
]
