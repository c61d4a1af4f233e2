import type { HolidayTable } from '../calendar/holidays.ts'
import { partsOf, type PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import type { ActivityType } from '../organizational-life/activity-types.ts'
import { LIFE_MEETING_MATERIALS, type ActivityFacts, type LifeMeetingMaterial, type ReviewFacts } from '../organizational-life/facts.ts'
import { gapNames } from '../organizational-life/gap-judgement.ts'
import { groupsWithoutLifeMeeting, heldLifeMeetings, materialsOf } from '../organizational-life/life-meeting-rules.ts'
import {
  committeeChecks,
  congressChecks,
  groupMeetingChecks,
  lectureQuarterChecks,
  lectureYearCheck,
  spanOf,
  type PeriodCheck,
} from '../organizational-life/period-checks.ts'
import { coversMostOfYear } from '../organizational-life/periods.ts'
import { themeDayChecks } from '../organizational-life/theme-day-checks.ts'
import type { DatedValues } from '../regulation/profile.ts'
import { have, lack, PACKAGE_FILES, type Material } from './material.ts'

// 材料包里由组织生活记录判定的各项：④台账、⑤组织生活会、⑥民主评议、⑪谈心谈话、⑰照片。

/** 登记簿里本支部的一件公文；`lifeRecordId` 是由哪次组织生活会、民主评议起草的，没有指明为 null。 */
export type IssuedPaper = {
  readonly kind: string | null
  readonly number: string
  readonly lifeRecordId: string | null
  readonly lifeYear: number | null
}

export type LifeJudging = {
  readonly year: number
  readonly asOf: PlainDate
  readonly dated: DatedValues
  readonly holidays: HolidayTable
  /** 有文件进包的；补登的只有登记，不在里面。 */
  readonly papers: readonly IssuedPaper[]
  /** 评为不适用的考核项：没有记录也不应有。 */
  readonly inapplicable: ReadonlySet<string>
}

export function lifeMaterials(organization: OrganizationFacts, judging: LifeJudging): Material[] {
  const { year, asOf, inapplicable } = judging
  const of = (itemId: string, materials: readonly Material[]) =>
    materials.filter((each) => each.state === '已有' || !inapplicable.has(itemId))
  return [
    ...LEDGERS.flatMap((ledger) => of(ledger.itemId, ledgerMaterials(organization, ledger, judging))),
    ...of('2.3', lifeMeetingMaterials(organization, judging)),
    ...of('2.4', reviewMaterials(organization, judging)),
    ...of('6.1', talkMaterials(organization, year, asOf)),
    ...photoMaterials(organization, year, asOf),
  ]
}

/** 那一年到判定日的活动；台账成册就是这些。 */
export function activitiesIn(organization: OrganizationFacts, year: number, asOf: PlainDate): ActivityFacts[] {
  return organization.life.activities.filter(({ heldOn }) => partsOf(heldOn).year === year && heldOn <= asOf)
}

type Ledger = { readonly type: ActivityType; readonly itemId: string; readonly checks: Checking }
type Check = Pick<PeriodCheck, 'state' | 'period' | 'group'>
type Checking = (organization: OrganizationFacts, judging: LifeJudging) => readonly Check[]

const LEDGERS: readonly Ledger[] = [
  { type: '党员大会', itemId: '2.1', checks: (organization, { year, asOf, dated }) => congressChecks(organization, year, asOf, dated) },
  { type: '支委会', itemId: '2.1', checks: (organization, { year, asOf, dated }) => committeeChecks(organization, year, asOf, dated) },
  {
    type: '党小组会',
    itemId: '2.1',
    checks: (organization, { year, asOf, dated }) => groupMeetingChecks(organization, year, asOf, dated),
  },
  { type: '党课', itemId: '2.1', checks: lectureChecks },
  {
    type: '主题党日',
    itemId: '2.2',
    checks: (organization, { year, asOf, dated, holidays }) =>
      themeDayChecks(organization, year, asOf, dated, holidays).map(({ state, period }) => ({ state, period, group: null })),
  },
]

/** 按季要求的看各季，否则看全年。 */
function lectureChecks(organization: OrganizationFacts, { year, asOf, dated }: LifeJudging): readonly Check[] {
  const quarters = lectureQuarterChecks(organization, year, asOf, dated)
  const whole = lectureYearCheck(organization, year, asOf, dated)
  return quarters.length > 0 || whole === null ? quarters : [whole]
}

/** 有记录的“已有”，漏开的几期一并写明；一次也没有的“缺”；本支部不要求、还没到期的不列。 */
function ledgerMaterials(organization: OrganizationFacts, { type, checks }: Ledger, judging: LifeJudging): Material[] {
  const item = `${type}台账`
  const checked = checks(organization, judging)
  const gaps = checked.filter(({ state }) => state === '漏开')
  const missed = gaps.length === 0 ? '' : `漏开 ${gaps.length} 期：${gapNames(gaps)}`
  if (activitiesIn(organization, judging.year, judging.asOf).some(({ types }) => types.includes(type)))
    return [have(4, item, missed === '' ? PACKAGE_FILES.ledger : `${PACKAGE_FILES.ledger}；${missed}`)]
  if (gaps.length === 0 && !checked.some(({ state }) => state === '待办')) return []
  return [lack(4, item, `没有${type}记录，${missed === '' ? '本期还没有开' : missed}；开过没录的在“组织生活”补录，没开的填写漏开说明`)]
}

/** 一次组织生活会的材料齐不齐。 */
export type LifeMeetingStanding = {
  /** 以党小组为单位开的，是哪个小组；支部开的为空串。 */
  readonly groupName: string
  readonly heldOn: PlainDate | null
  readonly theme: string
  readonly materials: readonly LifeMeetingMaterial[]
  readonly missing: readonly LifeMeetingMaterial[]
}

/** 那一年度到判定日开过的组织生活会；一次也没开的，列筹备中的。 */
export function lifeMeetingStandings(organization: OrganizationFacts, year: number, asOf: PlainDate): LifeMeetingStanding[] {
  const { groups, lifeMeetings } = organization.life
  const standing = (groupId: string | null, heldOn: PlainDate | null, theme: string, materials: readonly LifeMeetingMaterial[]) => ({
    groupName: groups.find(({ id }) => id === groupId)?.name ?? '',
    heldOn,
    theme,
    materials,
    missing: LIFE_MEETING_MATERIALS.filter((each) => !materials.includes(each)),
  })
  const held = heldLifeMeetings(organization, year, asOf)
  if (held.length > 0) return held.map((each) => standing(each.groupId, each.on, each.meeting?.theme ?? '', materialsOf(each)))
  return lifeMeetings
    .filter((each) => each.year === year && each.heldOn === null)
    .map((each) => standing(each.groupId, null, each.theme, each.materials))
}

function lifeMeetingMaterials(organization: OrganizationFacts, judging: LifeJudging): Material[] {
  const { year, asOf } = judging
  const standings = lifeMeetingStandings(organization, year, asOf)
  const ids = organization.life.lifeMeetings.filter((each) => each.year === year).map(({ id }) => id)
  const report = paperOf('W16', ids, judging)
  if (standings.length === 0 && report === undefined && !coversMostOfYear(spanOf(organization), year)) return []
  const item = '组织生活会七项材料'
  const unmet = groupsWithoutLifeMeeting(organization, heldLifeMeetings(organization, year, asOf), asOf)
  const problems = [
    ...standings.flatMap(({ groupName, heldOn, missing }) => {
      const lacking = missing.length === 0 ? [] : [`缺${missing.join('、')}`]
      const parts = [...(heldOn === null ? ['还没有指明是哪次会议'] : []), ...lacking]
      return parts.length === 0 ? [] : [`${groupName}${heldOn ?? ''}${groupName === '' && heldOn === null ? '' : '：'}${parts.join('，')}`]
    }),
    ...(unmet.length === 0 ? [] : [`${unmet.map(({ name }) => name).join('、')}还没有开`]),
  ]
  const materials =
    standings.length === 0
      ? lack(5, item, `没有登记组织生活会，缺${LIFE_MEETING_MATERIALS.join('、')}；在“组织生活会”筹备、登记`)
      : problems.length === 0
        ? have(5, item, PACKAGE_FILES.lifeMeetings)
        : lack(5, item, `${problems.join('；')}。在“组织生活会”补登；已有哪些见 ${PACKAGE_FILES.lifeMeetings}`)
  return [
    materials,
    report === undefined
      ? lack(5, '组织生活会情况报告', '登记簿里没有，在“组织生活会”生成情况报告并登记发文')
      : have(5, '组织生活会情况报告', issuedAs(report)),
  ]
}

/** 那一年度已作出组织评定的民主评议；还没有评定的为 undefined。 */
export function decidedReview(organization: OrganizationFacts, year: number, asOf: PlainDate): ReviewFacts | undefined {
  return organization.life.reviews.find((each) => each.year === year && each.decidedOn !== null && each.decidedOn <= asOf)
}

function reviewMaterials(organization: OrganizationFacts, judging: LifeJudging): Material[] {
  const { year, asOf } = judging
  const item = '民主评议汇总'
  const reviews = organization.life.reviews.filter((each) => each.year === year)
  const report = paperOf(
    'W18',
    reviews.map(({ id }) => id),
    judging,
  )
  const review = decidedReview(organization, year, asOf)
  const paper = report === undefined ? '' : `结果报告${issuedAs(report)}`
  if (review) {
    const waiting = review.results.filter(({ grade, feedbackOn }) => grade !== null && feedbackOn === null).length
    const rest = [...(waiting === 0 ? [] : [`${waiting} 人没有反馈日`]), ...(paper === '' ? [] : [paper])]
    return [have(6, item, [PACKAGE_FILES.review, ...rest].join('；'))]
  }
  if (paper !== '') return [have(6, item, paper)]
  if (reviews.length > 0) return [lack(6, item, '评议还没有到组织评定，在“民主评议”登记等次与组织评定的日期')]
  if (!coversMostOfYear(spanOf(organization), year)) return []
  return [lack(6, item, '没有登记民主评议，在“民主评议”登记')]
}

/** 那一年度的报告：起草时指明了哪一次的认那一次，没有指明的认年度。 */
function paperOf(kind: string, recordIds: readonly string[], { papers, year }: LifeJudging): IssuedPaper | undefined {
  return papers.find(
    (each) => each.kind === kind && (each.lifeRecordId === null ? (each.lifeYear ?? year) === year : recordIds.includes(each.lifeRecordId)),
  )
}

function issuedAs({ number }: IssuedPaper): string {
  return `文号 ${number}，在“公文”文件夹`
}

/** 那一年到判定日的谈话次数。 */
function talkMaterials(organization: OrganizationFacts, year: number, asOf: PlainDate): Material[] {
  const count = organization.life.talks.filter(({ heldOn }) => partsOf(heldOn).year === year && heldOn <= asOf).length
  return [count > 0 ? have(11, '谈心谈话记录', PACKAGE_FILES.talks) : lack(11, '谈心谈话记录', '没有谈话记录，在“谈心谈话”登记')]
}

function photoMaterials(organization: OrganizationFacts, year: number, asOf: PlainDate): Material[] {
  const activities = activitiesIn(organization, year, asOf)
  const count = activities.reduce((sum, { photoCount }) => sum + photoCount, 0)
  const without = activities.filter(({ photoCount }) => photoCount === 0).length
  if (count === 0) {
    const advice = activities.length === 0 ? '先在“组织生活”记录活动，再添加照片' : '在“组织生活”打开各次活动，于“附件”添加照片'
    return [lack(17, '佐证照片', advice)]
  }
  const rest = without === 0 ? '' : `，${without} 次活动没有照片`
  return [have(17, '佐证照片', `${PACKAGE_FILES.ledger}；登记照片 ${count} 张${rest}`)]
}
