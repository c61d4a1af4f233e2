import { addYears, makeDate, type PlainDate } from '../calendar/plain-date.ts'
import type { Standards } from '../compliance/standards.ts'
import type { GroupFacts, OrganizationFacts } from '../organization/facts.ts'
import type { Finding } from '../regulation/finding.ts'
import { completeCommitteeRating, organizationSetupRating, termRenewalRating, vetoHints } from './organization-system.ts'
import { attendanceRate, lifeRatings, lifeVetoHints, type LifeRatingInput } from './life-ratings.ts'
import { ratio } from './ratio.ts'
import { ranked } from './ranking.ts'
import { VETO_NAMES, type AssessmentScheme, type VetoId } from './scheme.ts'
import { annualScore, UNRATED, type ItemRating, type Scored, type ScoredItem, type ScoredTask } from './scoring.ts'

export type ManualRating = {
  readonly organizationId: string
  readonly itemId: string
  readonly ratioPermyriad: number | null
  readonly basis: string
}
export type Adjustment = {
  readonly id: string
  readonly organizationId: string
  readonly kind: '加分' | '减分'
  readonly pointsCenti: number
  readonly reason: string
  readonly documentNo: string
}
export type ConfirmedVeto = {
  readonly organizationId: string
  readonly vetoId: VetoId
  readonly basis: string
  readonly confirmedBy: string
  readonly confirmedOn: PlainDate
}

/** 一个考核年度人工录入的全部东西；未撤下的。 */
export type AssessmentRecords = {
  readonly year: number
  readonly scheme: AssessmentScheme
  readonly ratings: readonly ManualRating[]
  readonly adjustments: readonly Adjustment[]
  readonly vetoes: readonly ConfirmedVeto[]
}

type Plain<Exact> = Omit<Exact, 'exact'>
export type GroupScore = Omit<Scored, 'tasks'> & {
  readonly year: number
  readonly organizationId: string
  readonly organizationName: string
  readonly organizationCode: string
  readonly schemeVersion: number
  readonly tasks: readonly (Omit<Plain<ScoredTask>, 'items'> & { readonly items: readonly Plain<ScoredItem>[] })[]
  readonly adjustments: readonly Omit<Adjustment, 'organizationId'>[]
  readonly vetoes: readonly (Omit<ConfirmedVeto, 'organizationId'> & { readonly name: string })[]
  readonly vetoHints: readonly { readonly vetoId: VetoId; readonly reason: string }[]
  readonly pendingItems: readonly string[]
  readonly rank: number
}

/** 判定日：考核年度的 12 月 31 日，年度未完取 `asOf`；年度还没开始为 null。 */
export function judgementDay(year: number, asOf: PlainDate): PlainDate | null {
  const firstDay = makeDate(year, 1, 1)
  const lastDay = makeDate(year, 12, 31)
  if (asOf < firstDay) return null
  return asOf < lastDay ? asOf : lastDay
}

/** 上一考核年度的判定日总是年末。 */
export function previousJudgementDay(day: PlainDate): PlainDate {
  return makeDate(Number(addYears(day, -1).slice(0, 4)), 12, 31)
}

/** 参评对象：判定日的党支部，按组织代码排。 */
export function assessedBranches(facts: GroupFacts): OrganizationFacts[] {
  return facts.organizations.filter((each) => each.level === '党支部').toSorted((a, b) => (a.code < b.code ? -1 : 1))
}

/** 全集团党支部的年度得分与名次，按名次排，并列按组织代码。`findings` 是判定日的全部结论。 */
export function groupScores(
  facts: GroupFacts,
  findings: readonly Finding[],
  records: AssessmentRecords,
  standards: Standards,
): GroupScore[] {
  const findingsOf = byOrganization(findings)
  const ratingsOf = byOrganization(records.ratings)
  const adjustmentsOf = byOrganization(records.adjustments)
  const vetoesOf = byOrganization(records.vetoes)
  const entries = assessedBranches(facts).map((organization) => {
    const manual = new Map<string, ItemRating>((ratingsOf.get(organization.id) ?? []).map((each) => [each.itemId, manualRating(each)]))
    const life: LifeRatingInput = {
      year: records.year,
      asOf: facts.asOf,
      dated: standards.datedFor(organization.id),
      holidays: facts.holidays,
    }
    const computed = computedOf(organization, findingsOf.get(organization.id) ?? [], life, standards)
    const adjustments = adjustmentsOf.get(organization.id) ?? []
    const vetoes = vetoesOf.get(organization.id) ?? []
    const scored = annualScore(
      records.scheme,
      (itemId) => ratingOf(computed.ratings.get(itemId), manual.get(itemId)),
      adjustments,
      vetoes.length > 0,
    )
    return {
      organizationCode: organization.code,
      isVetoed: vetoes.length > 0,
      finalCenti: scored.finalCenti,
      baseCenti: scored.baseCenti,
      taskCenti: Object.fromEntries(scored.tasks.map((task) => [task.taskNo, task.scoreCenti])),
      // 整改台账接入前这一键没有数，不参与区分。
      rectificationRate: null,
      attendanceRate: computed.attendanceRate,
      scored,
      hints: computed.hints,
      organization,
      adjustments,
      vetoes,
    }
  })
  return ranked(entries).map(({ scored, hints, organization, adjustments, vetoes, rank }) => ({
    ...scored,
    tasks: scored.tasks.map(withoutExact),
    year: records.year,
    organizationId: organization.id,
    organizationName: organization.shortName,
    organizationCode: organization.code,
    schemeVersion: records.scheme.version,
    adjustments: adjustments.map(({ id, kind, pointsCenti, reason, documentNo }) => ({ id, kind, pointsCenti, reason, documentNo })),
    vetoes: vetoes.map(({ vetoId, basis, confirmedBy, confirmedOn }) => ({
      vetoId,
      name: VETO_NAMES[vetoId],
      basis,
      confirmedBy,
      confirmedOn,
    })),
    vetoHints: hints.filter((hint) => !vetoes.some((each) => each.vetoId === hint.vetoId)),
    pendingItems: scored.tasks.flatMap((task) =>
      task.items.filter((each) => each.source === '待补证').map((each) => `${each.itemId} ${each.name}`),
    ),
    rank,
  }))
}

/** 由一个支部的事实算出、与人工评定无关的部分。 */
type Computed = {
  readonly ratings: ReadonlyMap<string, ItemRating>
  readonly attendanceRate: ReturnType<typeof attendanceRate>
  readonly hints: readonly { readonly vetoId: VetoId; readonly reason: string }[]
}

type Known = {
  readonly life: LifeRatingInput
  readonly standards: Standards
  readonly findings: readonly Finding[]
  readonly computed: Computed
}

/** 算过的，按事实对象记着：事实不可变，同一个对象、同一套标准与结论算出的总是一样；事实没人用了，记着的也就没了。 */
const known = new WeakMap<OrganizationFacts, Known>()

function computedOf(organization: OrganizationFacts, findings: readonly Finding[], life: LifeRatingInput, standards: Standards): Computed {
  const held = known.get(organization)
  if (
    held?.standards === standards &&
    held.life.year === life.year &&
    held.life.asOf === life.asOf &&
    held.life.holidays === life.holidays &&
    held.findings.length === findings.length &&
    held.findings.every((finding, index) => finding === findings[index])
  )
    return held.computed
  const computed = {
    ratings: computedRatings(organization, findings, life, standards),
    attendanceRate: attendanceRate(organization, life.year, life.asOf),
    hints: [...vetoHints(organization, life.asOf, standards), ...lifeVetoHints(organization, life)],
  }
  known.set(organization, { life, standards, findings, computed })
  return computed
}

/** 由记录推出的各项；键即 `COMPUTED_ITEM_IDS`。后续切片在此接入自己的项。 */
function computedRatings(
  organization: OrganizationFacts,
  findings: readonly Finding[],
  life: LifeRatingInput,
  standards: Standards,
): ReadonlyMap<string, ItemRating> {
  return new Map<string, ItemRating>([
    ['1.1', organizationSetupRating(findings)],
    ['1.2', termRenewalRating(organization, life.asOf, standards)],
    ['1.3', completeCommitteeRating(organization, life.asOf, standards)],
    ...lifeRatings(organization, life),
  ])
}

/**
 * 有记录的按记录算，改由记录计算以前的人工评定留在算式里备查；那一年一条记录也没有的，
 * 沿用留存的评定，已经评过的往年不因改法变分；都没有的待补证。
 */
function ratingOf(computed: ItemRating | undefined, manual: ItemRating | undefined): ItemRating {
  if (!computed) return manual ?? UNRATED
  if (!manual) return computed
  return { ...computed, workings: [...computed.workings, `改由记录计算以前的${manual.workings.join('')}（${manual.basis}），留存备查`] }
}

function byOrganization<Row extends { readonly organizationId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.organizationId)
    if (group) group.push(row)
    else groups.set(row.organizationId, [row])
  }
  return groups
}

function manualRating({ ratioPermyriad, basis }: ManualRating): ItemRating {
  if (ratioPermyriad === null) return { ratio: null, source: '人工评定', basis, workings: ['人工评定为不适用，权重在任务内分摊'] }
  const percent = (ratioPermyriad / 100).toFixed(2)
  return { ratio: ratio(ratioPermyriad, 10_000), source: '人工评定', basis, workings: [`人工评定比率 ${percent}%`] }
}

function withoutExact(task: ScoredTask): GroupScore['tasks'][number] {
  const { taskNo, name, weightCenti, isApplicable, scoreCenti, ratioPermyriad } = task
  const items = task.items.map((item) => ({
    itemId: item.itemId,
    name: item.name,
    weightCenti: item.weightCenti,
    isApplicable: item.isApplicable,
    ratioPermyriad: item.ratioPermyriad,
    scoreCenti: item.scoreCenti,
    source: item.source,
    basis: item.basis,
    workings: item.workings,
  }))
  return { taskNo, name, weightCenti, isApplicable, scoreCenti, ratioPermyriad, items }
}
