import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { addDays } from '../../shared/calendar/plain-date.ts'
import { CHECK_STATES, type CheckItem, type CheckRow, type CheckState, type CHECK_TERMS } from '../../shared/compliance/check-contract.ts'
import { isDueFor, MANUAL_CHECKS, manualProvision, type ManualCheckSpec } from '../../shared/compliance/manual-checks.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import type { Finding } from '../../shared/regulation/finding.ts'
import { checkAt, defaultValidUntil, periodAt, type CheckPeriod, type ManualCheckFacts } from '../../shared/regulation/manual-check.ts'
import type { JudgedGroup } from './judged-queries.ts'

export type CheckTerm = (typeof CHECK_TERMS)[number]

/** 本期是判定日所在的一期，上期是它前面那一期。 */
export function periodOfTerm(spec: ManualCheckSpec, asOf: PlainDate, term: CheckTerm): CheckPeriod {
  const current = periodAt(spec.cycle, asOf)
  return term === '本期' ? current : periodAt(spec.cycle, addDays(current.from, -1))
}

export type CheckSheet = { readonly items: CheckItem[]; readonly rows: CheckRow[] }

/** 全部勾核项与逐个党组织的行；停用的指标包条目只列出，不出行。 */
export function checkSheet({ facts, findings, standards }: JudgedGroup, term: CheckTerm): CheckSheet {
  const { asOf, organizations } = facts
  const judged = new Map(findings.map((finding) => [`${finding.organizationId} ${finding.ruleId}`, finding]))
  const sheets = MANUAL_CHECKS.map((spec) => {
    const period = periodOfTerm(spec, asOf, term)
    const isEnabled = standards.isRuleEnabled(spec.ruleId)
    const rows = isEnabled
      ? organizations
          .filter((each) => isDueFor(spec, each, period) && needsCheck(spec, judged.get(`${each.id} ${spec.ruleId}`)))
          .map((each) => rowOf(spec, each, period, asOf, term))
      : []
    return { item: itemOf(spec, period, rows, isEnabled), rows }
  })
  return { items: sheets.map(({ item }) => item), rows: sheets.flatMap(({ rows }) => rows) }
}

/** 确认类的只列规则判不准的、已经人工确认过的。 */
function needsCheck(spec: ManualCheckSpec, finding: Finding | undefined): boolean {
  if (spec.kind !== '确认') return true
  if (!finding) return false
  return finding.verdict === '待确认' || finding.verdict === '提示' || finding.source === '人工勾核'
}

function itemOf(spec: ManualCheckSpec, period: CheckPeriod, rows: readonly CheckRow[], isEnabled: boolean): CheckItem {
  const { taskNo, quote, citation, strength, predicate, evidence } = manualProvision(spec.ruleId)
  const count = (state: CheckState) => rows.filter((row) => row.state === state).length
  const counts: Partial<Record<CheckState, number>> = {}
  for (const state of CHECK_STATES) counts[state] = count(state)
  return {
    ruleId: spec.ruleId,
    kind: spec.kind,
    cycle: spec.cycle,
    hint: spec.hint,
    taskNo,
    quote,
    citation,
    strength,
    predicate,
    evidence,
    isEnabled,
    period: period.key,
    periodLabel: period.label,
    from: period.from,
    until: period.until,
    opensOn: period.opensOn,
    defaultValidUntil: defaultValidUntil(spec.cycle, period),
    counts: counts as Record<CheckState, number>,
  }
}

function rowOf(spec: ManualCheckSpec, organization: OrganizationFacts, period: CheckPeriod, asOf: PlainDate, term: CheckTerm): CheckRow {
  const { state, check } = term === '本期' ? currentState(spec, organization, period, asOf) : pastState(spec, organization, period)
  return { organizationId: organization.id, organizationName: organization.shortName, ruleId: spec.ruleId, state, check: shown(check) }
}

type State = { readonly state: CheckState; readonly check: ManualCheckFacts | null }

function currentState(spec: ManualCheckSpec, organization: OrganizationFacts, period: CheckPeriod, asOf: PlainDate): State {
  const { valid, lapsed } = checkAt(organization.manualChecks, spec.ruleId, asOf)
  if (valid) return { state: valid.period === period.key ? '已勾核' : asOf >= period.opensOn ? '待勾核' : '沿用上期', check: valid }
  if (lapsed) return { state: '已失效', check: lapsed }
  return { state: asOf >= period.opensOn || spec.kind === '确认' ? '待勾核' : '未到勾核期', check: null }
}

function pastState(spec: ManualCheckSpec, organization: OrganizationFacts, period: CheckPeriod): State {
  const check = organization.manualChecks.find((each) => each.ruleId === spec.ruleId && each.period === period.key) ?? null
  return { state: check ? '已勾核' : '没有勾核', check }
}

function shown(check: ManualCheckFacts | null): CheckRow['check'] {
  if (!check) return null
  const { id, period, verdict, basis, evidence, checkedOn, checkedBy, validUntil } = check
  return { id, period, verdict, basis, evidence, checkedOn, checkedBy, validUntil }
}
