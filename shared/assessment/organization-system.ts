import { addDays, addMonths, daysBetween, makeDate, partsOf, type PlainDate } from '../calendar/plain-date.ts'
import type { Standards } from '../compliance/standards.ts'
import type { TermFacts } from '../election/facts.ts'
import {
  approvalsOf,
  effectiveTermEnd,
  electedTerms,
  memberVacancies,
  secretaryVacancy,
  termEnd,
  type Vacancy,
} from '../election/tenure.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import type { Finding } from '../regulation/finding.ts'
import type { ProfileValues } from '../regulation/profile.ts'
import { completeCommittee, organizationSetup, termRenewal, type RenewalOutcome } from './item-ratios.ts'
import { compare } from './ratio.ts'
import type { VetoId } from './scheme.ts'
import { UNRATED, type ItemRating } from './scoring.ts'

// 任务一“组织体系”三项由记录计算。`asOf` 是判定日：考核年度的 12 月 31 日，年度未完取当天。

/** 1.1 的适用规则集。 */
export const SETUP_RULES: readonly string[] = ['A02', 'A04', 'A05', 'A06', 'A08', 'A21', 'A24']

const notApplicable = (basis: string): ItemRating => ({ ratio: null, source: '记录计算', basis, workings: [] })
const pending = (basis: string): ItemRating => ({ ...UNRATED, basis })

/** 1.1 组织设置：适用的规则里通过几条。“提示”是合规但须留意，算通过；“待确认”不算。 */
export function organizationSetupRating(findings: readonly Finding[]): ItemRating {
  const applicable = findings.filter((each) => SETUP_RULES.includes(each.ruleId) && each.verdict !== '不适用')
  const passed = applicable.filter((each) => each.verdict === '达标' || each.verdict === '提示')
  if (applicable.length === 0) return notApplicable('适用集里没有适用的规则')
  const failed = applicable.filter((each) => !passed.includes(each))
  return {
    ratio: organizationSetup({ done: passed.length, due: applicable.length }),
    source: '记录计算',
    basis: failed.length === 0 ? `适用 ${applicable.length} 条，全部通过` : `未通过 ${failed.map((each) => each.ruleId).join('、')}`,
    workings: [
      `通过 ${passed.length} ÷ 适用 ${applicable.length}`,
      ...applicable.map((each) => `${each.ruleId} ${each.verdict}：${each.message}`),
    ],
  }
}

type Renewal = { readonly outcome: RenewalOutcome; readonly workings: readonly string[]; readonly summary: string }

/** 1.2 任期换届：年内每次换届与判定日的届期状态，取最低的一次。 */
export function termRenewalRating(organization: OrganizationFacts, asOf: PlainDate, standards: Standards): ItemRating {
  if (organization.form === '临时党支部') return notApplicable('临时党支部的班子由上级指定，没有届次')
  const renewals = renewalsOf(organization, asOf, standards)
  const [first, ...others] = renewals
  if (!first) return pending('没有届次记录，无法判定，待补证')
  const worst = others.reduce((low, each) => (compare(termRenewal(each.outcome), termRenewal(low.outcome)) < 0 ? each : low), first)
  return {
    ratio: termRenewal(worst.outcome),
    source: '记录计算',
    basis: worst.summary,
    workings: renewals.flatMap((each) => each.workings),
  }
}

function renewalsOf(organization: OrganizationFacts, asOf: PlainDate, standards: Standards): Renewal[] {
  const terms = electedTerms(organization.terms, asOf)
  const current = terms.at(-1)
  if (!current) return []
  const completed = terms.flatMap((term, index) => {
    const previous = terms[index - 1]
    return previous && partsOf(term.electedOn).year === partsOf(asOf).year
      ? [completedRenewal(organization.id, previous, term, standards)]
      : []
  })
  return [...completed, currentState(current, asOf)]
}

/** 年内完成的一次换届：比上届生效届满日早晚，节点是否齐。 */
function completedRenewal(organizationId: string, previous: TermFacts, term: TermFacts, standards: Standards): Renewal {
  const originalEnd = termEnd(previous)
  const effectiveEnd = effectiveTermEnd(previous, term.electedOn)
  const line = `第 ${previous.seq} 届 ${originalEnd} 届满${effectiveEnd === originalEnd ? '' : `，获批延至 ${effectiveEnd}`}；${term.electedOn} 换届`
  const late = daysBetween(effectiveEnd, term.electedOn)
  if (late > 0) return { outcome: { kind: '逾期', days: late }, workings: [`${line}，逾期 ${late} 天`], summary: `换届逾期 ${late} 天` }
  if (term.electedOn > originalEnd) return { outcome: { kind: '延期内' }, workings: [`${line}，在延期内`], summary: '在获批延期内换届' }
  const gaps = missedNotices(previous, term.electedOn, standards.profileFor(organizationId, originalEnd).values)
  if (gaps.length > 0)
    return { outcome: { kind: '节点不齐' }, workings: [`${line}，按期`, ...gaps], summary: `按期换届，${gaps.join('；')}` }
  return { outcome: { kind: '按期' }, workings: [`${line}，按期，提醒与请示节点齐`], summary: '按期换届，节点齐全' }
}

/** 6 个月提醒、4 个月请示两个节点里没有按时做到的。获批提前换届的以批复代替请示。 */
function missedNotices(previous: TermFacts, electedOn: PlainDate, { remindMonths, requestMonths }: ProfileValues): string[] {
  const endsOn = termEnd(previous)
  const check = (kind: '上级提醒' | '换届请示', months: number | null): string[] => {
    if (months === null) return []
    const dueOn = addMonths(endsOn, -months)
    // 提前当选的，届满前几个月的线还没有到，不要求提醒。
    if (kind === '上级提醒' && electedOn <= dueOn) return []
    const done = previous.milestones
      .filter((each) => each.kind === kind && each.occurredOn <= electedOn)
      .map((each) => each.occurredOn)
      .toSorted()[0]
    if (done === undefined) return [`没有${kind}的记录（截止 ${dueOn}）`]
    return done <= dueOn ? [] : [`${kind} ${done} 迟于 ${dueOn}`]
  }
  const hasEarlyApproval = approvalsOf(previous, '提前', electedOn).length > 0
  return [...check('上级提醒', remindMonths), ...(hasEarlyApproval ? [] : check('换届请示', requestMonths))]
}

/** 判定日的届期：未届满、延期中、逾期未换。 */
function currentState(term: TermFacts, asOf: PlainDate): Renewal {
  const originalEnd = termEnd(term)
  const effectiveEnd = effectiveTermEnd(term, asOf)
  const line = `第 ${term.seq} 届 ${term.electedOn} + ${term.termYears} 年 = ${originalEnd}`
  if (asOf <= originalEnd) return { outcome: { kind: '按期' }, workings: [`${line}，${asOf} 未届满`], summary: `在届，${originalEnd} 届满` }
  if (asOf <= effectiveEnd)
    return { outcome: { kind: '延期内' }, workings: [`${line}，获批延至 ${effectiveEnd}`], summary: `在获批延期内，${effectiveEnd} 届满` }
  const days = daysBetween(effectiveEnd, asOf)
  return {
    outcome: { kind: '逾期', days },
    workings: [`${line}，生效届满日 ${effectiveEnd}，${asOf} − ${effectiveEnd} = ${days} 天`],
    summary: `届满未换，已逾期 ${days} 天`,
  }
}

/** V1：逾期换届超过 180 天且无批准，只提示，由有权人确认。 */
export function vetoHints(organization: OrganizationFacts, asOf: PlainDate, standards: Standards): { vetoId: VetoId; reason: string }[] {
  if (organization.form === '临时党支部') return []
  return renewalsOf(organization, asOf, standards).flatMap(({ outcome, summary }) =>
    outcome.kind === '逾期' && outcome.days > 180 ? [{ vetoId: 'V1' as const, reason: `${summary}，超过 180 天，没有登记延期批复` }] : [],
  )
}

/** 1.3 班子健全：年内书记、委员空缺超过补选期限的天数。 */
export function completeCommitteeRating(organization: OrganizationFacts, asOf: PlainDate, standards: Standards): ItemRating {
  if (organization.posts.every((post) => post.fromOn > asOf)) return pending('没有班子任职记录，无法判定，待补证')
  const overdue = overdueVacancies(organization, asOf, standards)
  const daysOf = (isSecretary: boolean) =>
    overdue.reduce((total, each) => total + ((each.vacancy.title === '书记') === isSecretary ? each.days : 0), 0)
  const secretaryDays = daysOf(true)
  const memberDays = daysOf(false)
  const gap = secretaryDays * 2 + memberDays
  return {
    ratio: completeCommittee({ secretaryDays, memberDays }),
    source: '记录计算',
    basis: gap === 0 ? '没有超过补选期限的空缺' : `书记超限空缺 ${secretaryDays} 天、委员 ${memberDays} 天`,
    workings: [
      ...overdue.map(
        ({ vacancy, days, fillBy }) => `${vacancy.title}自 ${vacancy.vacantOn} 空缺，应于 ${fillBy} 前补选，年内超限 ${days} 天`,
      ),
      `gap = ${secretaryDays}×2 + ${memberDays} = ${gap}；比率 = max(0, 1 − ${gap}÷90)`,
    ],
  }
}

type OverdueVacancy = { readonly vacancy: Vacancy; readonly fillBy: PlainDate; readonly days: number }

/**
 * 任职变动之间空缺不变，所以把年内按变动日切成几段，每段数出超过期限的天数，同一空缺合计。
 * 期限按空缺日所在方案取月数；原文只说“及时”的没有天数线，不计。
 */
function overdueVacancies(organization: OrganizationFacts, asOf: PlainDate, standards: Standards): OverdueVacancy[] {
  const total = new Map<string, OverdueVacancy>()
  for (const { from, until } of segments(organization, asOf)) {
    const seen = new Map<string, number>()
    for (const vacancy of vacanciesOn(organization, from, asOf)) {
      const { secretaryVacancy: secretaryMonths, memberVacancy: memberMonths } = standards.profileFor(
        organization.id,
        vacancy.vacantOn,
      ).values
      const months = vacancy.title === '书记' ? secretaryMonths : memberMonths
      if (typeof months !== 'number') continue
      const fillBy = addMonths(vacancy.vacantOn, months)
      const firstOver = fillBy >= from ? addDays(fillBy, 1) : from
      const days = Math.max(0, daysBetween(firstOver, until) + 1)
      if (days === 0) continue
      const name = `${vacancy.title}|${vacancy.vacantOn}|${vacancy.leftBy}`
      const ordinal = seen.get(name) ?? 0
      seen.set(name, ordinal + 1)
      const key = `${name}|${ordinal}`
      total.set(key, { vacancy, fillBy, days: days + (total.get(key)?.days ?? 0) })
    }
  }
  return [...total.values()]
}

/** 往届的班子未必补录齐，往届里没有卸任记录的缺额不算空缺；本届选举后一直未选齐的算。 */
function vacanciesOn(organization: OrganizationFacts, on: PlainDate, asOf: PlainDate): Vacancy[] {
  const term = electedTerms(organization.terms, on).at(-1)
  const isCurrent = term === electedTerms(organization.terms, asOf).at(-1)
  const secretary = secretaryVacancy(organization.posts, on)
  const members = term ? memberVacancies(term, organization.posts, on).filter((each) => isCurrent || each.leftBy !== '') : []
  return [...(secretary ? [secretary] : []), ...members]
}

/** 考核年度内按任职、换届变动切开的各段，含两端。 */
function segments(organization: OrganizationFacts, asOf: PlainDate): { from: PlainDate; until: PlainDate }[] {
  const { year } = partsOf(asOf)
  const yearStart = makeDate(year, 1, 1)
  const start = organization.establishedOn > yearStart ? organization.establishedOn : yearStart
  const changes = [
    ...organization.posts.flatMap((post) => [post.fromOn, ...(post.untilOn === null ? [] : [post.untilOn])]),
    ...organization.terms.map((term) => term.electedOn),
  ].filter((on) => on > start && on <= asOf)
  const starts = [...new Set([start, ...changes])].toSorted()
  return starts.map((from, index) => {
    const next = starts[index + 1]
    return { from, until: next === undefined ? asOf : addDays(next, -1) }
  })
}
