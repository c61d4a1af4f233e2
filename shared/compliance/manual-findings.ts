import type { PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { factSummary } from '../regulation/closure.ts'
import type { Fact, Finding, Remedy } from '../regulation/finding.ts'
import { checkAt, periodAt, type CheckPeriod, type ManualCheckFacts } from '../regulation/manual-check.ts'
import { severityOf } from '../regulation/rule.ts'
import { isDueFor, MANUAL_CHECKS, manualCheckSpec, manualProvision, type ManualCheckSpec } from './manual-checks.ts'

/**
 * 人工勾核的结论。登记了并在有效期内的按登记；失效的、到了该勾核的日子还没勾的“待确认”。
 * 一期没过完、还没到该勾核的日子的不出结论——不算达标，也不催。
 */
export function manualFindings(
  organization: OrganizationFacts,
  asOf: PlainDate,
  profileName: string,
  isInForce: (ruleId: string) => boolean,
): Finding[] {
  return MANUAL_CHECKS.filter((spec) => spec.kind === '人工' && isInForce(spec.ruleId)).flatMap((spec) => {
    const period = periodAt(spec.cycle, asOf)
    if (!isDueFor(spec, organization, period)) return []
    const { valid, lapsed } = checkAt(organization.manualChecks, spec.ruleId, asOf)
    const isOpen = asOf >= period.opensOn
    if (!valid && !lapsed && !isOpen) return []
    return [manualFinding(organization, asOf, profileName, spec, period, valid, lapsed)]
  })
}

function manualFinding(
  organization: OrganizationFacts,
  asOf: PlainDate,
  profileName: string,
  spec: ManualCheckSpec,
  period: CheckPeriod,
  valid: ManualCheckFacts | null,
  lapsed: ManualCheckFacts | null,
): Finding {
  const provision = manualProvision(spec.ruleId)
  const verdict = valid?.verdict ?? '待确认'
  const known = valid ?? lapsed
  return {
    ruleId: spec.ruleId,
    organizationId: organization.id,
    organizationName: organization.shortName,
    taskNo: provision.taskNo,
    verdict,
    severity: severityOf(verdict, provision.strength),
    strength: provision.strength,
    message: messageOf(organization.shortName, spec, period, valid, lapsed),
    asOf,
    quote: provision.quote,
    citation: provision.citation,
    difference: provision.difference,
    profileName,
    overrides: [],
    facts: known ? checkFacts(known) : [],
    workings: [provision.predicate, `由人对照依据勾核，每${spec.cycle}一次；本期 ${period.from} 至 ${period.until}`],
    dueOn: valid ? null : period.until,
    remedies: verdict === '达标' || verdict === '不适用' ? [] : [checkRemedy(organization.id, spec.ruleId, period.key)],
    memberIds: [],
    source: '人工勾核',
    closure: null,
    reopening: null,
  }
}

function messageOf(
  name: string,
  spec: ManualCheckSpec,
  period: CheckPeriod,
  valid: ManualCheckFacts | null,
  lapsed: ManualCheckFacts | null,
): string {
  if (valid) return `${name}经 ${valid.checkedOn} 勾核，${valid.verdict}：${valid.basis}。`.replace(/[。；]+。$/, '。')
  if (lapsed) return `${name}${lapsed.period} 的勾核（${lapsed.verdict}）${lapsed.validUntil} 已到有效期，请重新勾核：${spec.hint}。`
  return `${name}${period.label}还没有勾核：${spec.hint}。`
}

const CHECK_RECORD = '勾核登记'

function checkFacts(check: ManualCheckFacts): Fact[] {
  const recordedIn = CHECK_RECORD
  return [
    { label: '勾核结论', value: `${check.verdict}（${check.period}）`, recordedIn },
    { label: '依据', value: check.basis, recordedIn },
    { label: '证据', value: check.evidence, recordedIn },
    { label: '勾核人', value: `${check.checkedBy}，${check.checkedOn}`, recordedIn },
    { label: '有效期至', value: check.validUntil, recordedIn },
  ]
}

function checkRemedy(organizationId: string, ruleId: string, period: string): Remedy {
  return { label: '去勾核', route: 'compliance.checkSheet', input: { organizationId, ruleId, period } }
}

/**
 * 半自动规则的人工确认落到结论上：
 * “确认”——规则判待确认、提示的，以有效的确认为准，事实变了确认就失效；
 * “核对”——规则照判，另记本期核对；该核对而没核对、或核对失效的，原来达标的转“待确认”。
 */
export function confirmed(finding: Finding, organization: OrganizationFacts): Finding {
  const spec = manualCheckSpec(finding.ruleId)
  if (!spec || spec.kind === '人工' || finding.verdict === '不适用') return finding
  const period = periodAt(spec.cycle, finding.asOf)
  const { valid, lapsed } = checkAt(organization.manualChecks, spec.ruleId, finding.asOf)
  return spec.kind === '确认' ? confirmedJudgement(finding, period, valid) : rechecked(finding, organization, spec, period, valid, lapsed)
}

/** 人工确认所凭的事实：不算勾核登记自己的那几条，也不看当时判的是待确认还是提示。 */
export function confirmationSummary(finding: Finding): string {
  return factSummary({ ...finding, verdict: '待确认', facts: finding.facts.filter((each) => each.recordedIn !== CHECK_RECORD) })
}

function confirmedJudgement(finding: Finding, period: CheckPeriod, valid: ManualCheckFacts | null): Finding {
  if (finding.verdict !== '待确认' && finding.verdict !== '提示') return finding
  const remedies = [checkRemedy(finding.organizationId, finding.ruleId, period.key), ...finding.remedies]
  if (!valid) return { ...finding, remedies }
  if (valid.factSummary !== confirmationSummary(finding))
    return {
      ...finding,
      remedies,
      workings: [...finding.workings, `${valid.checkedOn} 确认过（${valid.verdict}），此后事实有变，须重新确认`],
    }
  return {
    ...finding,
    verdict: valid.verdict,
    severity: severityOf(valid.verdict, finding.strength),
    message: `${finding.organizationName}经 ${valid.checkedOn} 人工确认，${valid.verdict}：${valid.basis}。`,
    facts: [...finding.facts, ...checkFacts(valid)],
    remedies: valid.verdict === '不达标' ? remedies : [],
    source: '人工勾核',
  }
}

function rechecked(
  finding: Finding,
  organization: OrganizationFacts,
  spec: ManualCheckSpec,
  period: CheckPeriod,
  valid: ManualCheckFacts | null,
  lapsed: ManualCheckFacts | null,
): Finding {
  if (valid) {
    const facts = [...finding.facts, ...checkFacts(valid)]
    if (valid.verdict !== '不达标' || finding.verdict === '不达标') return { ...finding, facts }
    return {
      ...finding,
      facts,
      verdict: '不达标',
      severity: severityOf('不达标', finding.strength),
      message: `${finding.organizationName}${valid.checkedOn} 核对，不达标：${valid.basis}。`,
      remedies: [checkRemedy(finding.organizationId, finding.ruleId, period.key), ...finding.remedies],
      source: '人工勾核',
    }
  }
  const isLate = lapsed !== null || (finding.asOf >= period.opensOn && isDueFor(spec, organization, period))
  if (!isLate || finding.verdict !== '达标') return finding
  return {
    ...finding,
    verdict: '待确认',
    severity: '待确认',
    message: `${finding.message.replace(/。$/, '')}，${period.label}的核对确认还没有登记。`,
    dueOn: period.until,
    remedies: [checkRemedy(finding.organizationId, finding.ruleId, period.key), ...finding.remedies],
  }
}
