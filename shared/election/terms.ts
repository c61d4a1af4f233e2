import { addMonths, daysBetween, type PlainDate } from '../calendar/plain-date.ts'
import type { ProfileValues } from '../regulation/profile.ts'
import type { PostFacts, TermFacts } from './facts.ts'
import { effectiveTermEnd, electedTerms, fillDeadline, memberVacancies, secretaryVacancy, termEnd } from './tenure.ts'

/** 届次状态：判定日之于届满日。 */
export const TERM_STATES = ['在届', '待换届', '延期中', '届满未换', '已换届', '无届次'] as const
export type TermState = (typeof TERM_STATES)[number]

/** 方案没写提醒线、请示线时仍画出的参考线：支部工作条例的 6 个月、供销社 2020 年方案的 4 个月。 */
const REMIND_MONTHS = 6
const REQUEST_MONTHS = 4

type LineMonths = Pick<ProfileValues, 'remindMonths' | 'requestMonths'>
type FillMonths = Pick<ProfileValues, 'secretaryVacancy' | 'memberVacancy'>

/** 本届：判定日已选出的最后一届；没有为 null。 */
export function currentTerm<T extends TermFacts>(terms: readonly T[], asOf: PlainDate): T | null {
  const latest = electedTerms(terms, asOf).at(-1)
  return terms.find((term) => term.id === latest?.id) ?? null
}

/**
 * 一届在判定日的状态。届满日当天仍在届，次日起为届满未换；获批延期的，原届满日次日至延期日为延期中；
 * 自提醒线（届满前 6 个月）当天起为待换届。`terms` 是该党组织的全部届次。
 */
export function termState(term: TermFacts, terms: readonly TermFacts[], asOf: PlainDate, months: LineMonths): TermState {
  if (currentTerm(terms, asOf)?.id !== term.id) return '已换届'
  const endsOn = effectiveTermEnd(term, asOf)
  if (asOf > endsOn) return '届满未换'
  if (asOf > termEnd(term)) return '延期中'
  return asOf >= termLines(term, asOf, months).remindBy ? '待换届' : '在届'
}

export type TermLines = {
  readonly remindBy: PlainDate
  readonly requestBy: PlainDate
  readonly endsOn: PlainDate
  /** 距生效届满日的天数，逾期为负。 */
  readonly daysLeft: number
}

/** 一届的几条线：提醒、请示、届满，都从生效届满日往前推；目标月没有那一天取月末。 */
export function termLines(term: TermFacts, asOf: PlainDate, months: LineMonths): TermLines {
  const endsOn = effectiveTermEnd(term, asOf)
  return {
    remindBy: addMonths(endsOn, -(months.remindMonths ?? REMIND_MONTHS)),
    requestBy: addMonths(endsOn, -(months.requestMonths ?? REQUEST_MONTHS)),
    endsOn,
    daysLeft: daysBetween(asOf, endsOn),
  }
}

export type DueVacancy = { readonly title: string; readonly vacantOn: PlainDate; readonly fillBy: PlainDate }

/**
 * 判定日还空着的书记、委员与补选期限（书记 1 个月、委员 3 个月，以方案为准）。
 * 从卸任日起算；方案只写“及时”而没有月数的，期限就是空缺之日。
 */
export function vacancies(terms: readonly TermFacts[], posts: readonly PostFacts[], asOf: PlainDate, within: FillMonths): DueVacancy[] {
  const due = (vacantOn: PlainDate, limit: FillMonths['memberVacancy']) =>
    typeof limit === 'number' ? fillDeadline(vacantOn, limit) : vacantOn
  const term = currentTerm(terms, asOf)
  const secretary = secretaryVacancy(posts, asOf)
  const members = term ? memberVacancies(term, posts, asOf) : []
  return [
    ...(secretary
      ? [{ title: secretary.title, vacantOn: secretary.vacantOn, fillBy: due(secretary.vacantOn, within.secretaryVacancy) }]
      : []),
    ...members.map((each) => ({ title: each.title, vacantOn: each.vacantOn, fillBy: due(each.vacantOn, within.memberVacancy) })),
  ]
}
