import { makeDate, partsOf, type PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import type { DatedValues, ProfileValues } from '../regulation/profile.ts'
import type { Verdict } from '../regulation/finding.ts'
import type { Judgement } from '../regulation/rule.ts'
import type { ReviewFacts } from './facts.ts'
import { notYetAnnual } from './lecture-rules.ts'
import { notBranch } from './meeting-rules.ts'
import { yearPeriod } from './periods.ts'

/** 评议年度从哪个月起看当年：十二月以前看上一个评议年度办完没有，十二月起看当年的〔产品默认〕。 */
const CYCLE_MONTH = 12

/** 一个评议年度的完成截止。没有定窗口的方案，按当年 12 月 31 日。 */
export type ReviewCycle = { readonly year: number; readonly from: PlainDate; readonly until: PlainDate; readonly hasWindow: boolean }

/** 某评议年度的窗口；`values` 是那个评议年度末日的参数。 */
export function reviewCycle(year: number, values: ProfileValues): ReviewCycle {
  const { reviewWindowFrom: from, reviewWindowUntil: until } = values
  if (from === null || until === null) return { year, from: makeDate(year, 1, 1), until: makeDate(year, 12, 31), hasWindow: false }
  return { year, from: `${year}-${from}`, until: `${until < from ? year + 1 : year}-${until}`, hasWindow: true }
}

/** 评议年度末日：一个评议年度的次数、窗口都按这天的规定。 */
export function reviewRuledOn(year: number): PlainDate {
  return yearPeriod(year).until
}

/** 那个评议年度的评议；没有为 null。 */
export function reviewOf(organization: OrganizationFacts, year: number): ReviewFacts | null {
  return organization.life.reviews.find((each) => each.year === year) ?? null
}

/**
 * 判定日要看哪几个评议年度：窗口跨年的，十二月起看当年，此前看上一年；不跨年的看当年。
 * 当年的提前评了等次、作了评定的，没到十二月也一并看，免得超了比例要到年底才提示。
 */
function yearsToJudge(organization: OrganizationFacts, asOf: PlainDate, dated: DatedValues): number[] {
  const { year, month } = partsOf(asOf)
  const crossesYear = !reviewCycle(year, dated.ahead(reviewRuledOn(year))).until.startsWith(String(year))
  if (!crossesYear || month >= CYCLE_MONTH) return [year]
  const early = reviewOf(organization, year)
  const isEarly = early !== null && (early.decidedOn !== null || early.results.some((each) => each.grade !== null))
  return isEarly ? [year, year - 1] : [year - 1]
}

/** 一个评议年度的评议与它的窗口、那一年适用的参数。 */
export type ReviewSubject = { readonly cycle: ReviewCycle; readonly review: ReviewFacts | null; readonly values: ProfileValues }

const GRAVITY: readonly Verdict[] = ['不适用', '达标', '提示', '待确认', '不达标']

/** 多要紧：先看结论，同是达标的，还有事要办的在前。 */
function gravity({ verdict, dueOn }: Judgement): number {
  return GRAVITY.indexOf(verdict) * 2 + (dueOn === null ? 0 : 1)
}

/** 逐个评议年度判，取最要紧的；同样要紧的取后一个年度。不是党支部、存续不足的不适用。 */
export function judgeReviews(
  organization: OrganizationFacts,
  asOf: PlainDate,
  dated: DatedValues,
  judge: (subject: ReviewSubject) => Judgement,
): Judgement {
  const refused = notBranch(organization)
  if (refused) return refused
  const [first, ...others] = yearsToJudge(organization, asOf, dated).map((year) => {
    const values = dated.on(reviewRuledOn(year))
    return (
      notYetAnnual(organization, year, '民主评议') ??
      judge({ cycle: reviewCycle(year, values), review: reviewOf(organization, year), values })
    )
  })
  if (!first) throw new Error('至少看一个评议年度')
  return others.reduce((gravest, each) => (gravity(each) > gravity(gravest) ? each : gravest), first)
}
