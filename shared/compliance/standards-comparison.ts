import type { PlainDate } from '../calendar/plain-date.ts'
import type { GroupFacts, OrganizationFacts } from '../organization/facts.ts'
import { indexGroup, type GroupIndex } from '../organization/group-index.ts'
import type { Finding } from '../regulation/finding.ts'
import type { ParameterKey } from '../regulation/profile.ts'
import { evaluateOrganization, RULES } from './evaluate.ts'
import { judgeNoting } from './parameter-uses.ts'
import { formatParameter, PARAMETER_SPECS } from './parameter-specs.ts'
import type { Standards } from './standards.ts'

export type ParameterShift = { readonly key: ParameterKey; readonly meaning: string; readonly from: string; readonly to: string }

/** 一条会变的发现：原结论、新结论、因为哪个参数从几到几。 */
export type StandardsChange = {
  readonly before: Finding | null
  readonly after: Finding | null
  readonly reasons: readonly ParameterShift[]
  readonly cause: string
}

/** 同一份事实按两套标准各判一遍，结论、颜色或期限有变的逐条列出，先组织、后规则号。 */
export function compareStandards(
  facts: GroupFacts,
  current: Standards,
  proposed: Standards,
): { readonly changes: StandardsChange[]; readonly comparedCount: number } {
  const group = indexGroup(facts)
  let comparedCount = 0
  const changes = facts.organizations.flatMap((organization) => {
    const before = byRule(evaluateOrganization(organization, facts.asOf, group, current))
    const after = byRule(evaluateOrganization(organization, facts.asOf, group, proposed))
    const ruleIds = [...new Set([...before.keys(), ...after.keys()])].toSorted()
    comparedCount += ruleIds.length
    return ruleIds.flatMap((ruleId): StandardsChange[] => {
      const old = before.get(ruleId) ?? null
      const fresh = after.get(ruleId) ?? null
      if (isSame(old, fresh)) return []
      const reasons = shiftsOf(ruleId, organization, group, facts.asOf, current, proposed)
      return [{ before: old, after: fresh, reasons, cause: causeOf(ruleId, reasons, current, proposed) }]
    })
  })
  return { changes, comparedCount }
}

function byRule(findings: readonly Finding[]): Map<string, Finding> {
  return new Map(findings.map((finding) => [finding.ruleId, finding]))
}

function isSame(a: Finding | null, b: Finding | null): boolean {
  if (a === null || b === null) return a === b
  return a.verdict === b.verdict && a.severity === b.severity && a.dueOn === b.dueOn
}

/** 这条规则判这个组织时真的读到的参数里，取值那天两套标准不同的；几期都变的说最早的一期。 */
function shiftsOf(
  ruleId: string,
  organization: OrganizationFacts,
  group: GroupIndex,
  asOf: PlainDate,
  current: Standards,
  proposed: Standards,
): ParameterShift[] {
  const rule = RULES.find((each) => each.id === ruleId)
  if (!rule) return []
  const uses = [current, proposed].flatMap((standards) => judgeNoting(rule, organization, asOf, group, standards, () => true).uses)
  return rule.parameters.flatMap((key): ParameterShift[] => {
    for (const { on } of uses.filter((each) => each.key === key)) {
      const from = formatParameter(key, current.profileFor(organization.id, on).values[key])
      const to = formatParameter(key, proposed.profileFor(organization.id, on).values[key])
      if (from !== to) return [{ key, meaning: PARAMETER_SPECS[key].meaning, from, to }]
    }
    return []
  })
}

function causeOf(ruleId: string, reasons: readonly ParameterShift[], current: Standards, proposed: Standards): string {
  const wasEnabled = current.isRuleEnabled(ruleId)
  if (wasEnabled !== proposed.isRuleEnabled(ruleId)) return wasEnabled ? '指标包里的这一条停用' : '指标包里的这一条启用'
  return reasons.map(({ meaning, from, to }) => `${meaning}由 ${from} 变为 ${to}`).join('；')
}
