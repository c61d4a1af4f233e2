import type { PlainDate } from '../calendar/plain-date.ts'
import { CARE_TALK_RULES } from '../care/talk-rules.ts'
import { DUES_PUBLICITY_RULES } from '../dues/publicity-rules.ts'
import { ATTENDANCE_RULES } from '../education/attendance-rules.ts'
import { STUDY_RULES } from '../education/study-rules.ts'
import { COMMITTEE_RULES } from '../election/committee-rules.ts'
import { NOTICE_RULES } from '../election/notice-rules.ts'
import { PROCESS_RULES } from '../election/process-rules.ts'
import { TERM_RULES } from '../election/term-rules.ts'
import { VACANCY_RULES } from '../election/vacancy-rules.ts'
import { COVERAGE_RULES } from '../organization/coverage-rules.ts'
import { FLOATING_RULES } from '../membership/floating-rules.ts'
import { LOST_RULES } from '../membership/lost-rules.ts'
import { ROSTER_RULES } from '../membership/roster-rules.ts'
import type { GroupFacts, OrganizationFacts } from '../organization/facts.ts'
import { indexGroup, notApplicable, type GroupIndex, type OrganizationRule } from '../organization/group-index.ts'
import { GROUP_RULES } from '../organization/group-rules.ts'
import { SIZE_RULES } from '../organization/size-rules.ts'
import { UPGRADE_RULES } from '../organization/upgrade-rules.ts'
import { LECTURE_RULES } from '../organizational-life/lecture-rules.ts'
import { LIFE_MEETING_RULES } from '../organizational-life/life-meeting-rules.ts'
import { MEETING_RULES } from '../organizational-life/meeting-rules.ts'
import { RECORD_RULES } from '../organizational-life/record-rules.ts'
import { REVIEW_RULES } from '../organizational-life/review-rules.ts'
import { TALK_RULES } from '../organizational-life/talk-rules.ts'
import { THEME_DAY_RULES } from '../organizational-life/theme-day-rules.ts'
import { VALIDITY_RULES } from '../organizational-life/validity-rules.ts'
import { closureOf } from '../regulation/closure.ts'
import type { AppliedOverride, Finding, Severity } from '../regulation/finding.ts'
import type { Provision } from '../regulation/provision.ts'
import { severityOf, type Judgement } from '../regulation/rule.ts'
import { GRADING_RULES } from '../supervision/grading-rules.ts'
import { HEARING_RULES } from '../supervision/hearing-rules.ts'
import { IMPROVEMENT_RULES } from '../supervision/improvement-rules.ts'
import { packOf } from './indicator-packs.ts'
import { confirmed, manualFindings } from './manual-findings.ts'
import { formatParameter, PARAMETER_SPECS } from './parameter-specs.ts'
import { judgeNoting, type ParameterUse } from './parameter-uses.ts'
import { CATALOG } from './provisions.ts'
import { WHOLE_PROFILE, WHOLE_PROFILE_MEANING, type Standards } from './standards.ts'

/** 已实现的规则，按规则号。 */
export const RULES: readonly OrganizationRule[] = [
  ...COVERAGE_RULES,
  ...SIZE_RULES,
  ...GROUP_RULES,
  ...TERM_RULES,
  ...NOTICE_RULES,
  ...COMMITTEE_RULES,
  ...VACANCY_RULES,
  ...MEETING_RULES,
  ...LECTURE_RULES,
  ...THEME_DAY_RULES,
  ...RECORD_RULES,
  ...LIFE_MEETING_RULES,
  ...REVIEW_RULES,
  ...TALK_RULES,
  ...VALIDITY_RULES,
  ...LOST_RULES,
  ...FLOATING_RULES,
  ...ROSTER_RULES,
  ...UPGRADE_RULES,
  ...PROCESS_RULES,
  ...DUES_PUBLICITY_RULES,
  ...STUDY_RULES,
  ...ATTENDANCE_RULES,
  ...CARE_TALK_RULES,
  ...HEARING_RULES,
  ...GRADING_RULES,
  ...IMPROVEMENT_RULES,
].toSorted((a, b) => (a.id < b.id ? -1 : 1))

const provisionById = new Map(CATALOG.map((provision) => [provision.id, provision]))

function provisionOf(ruleId: string): Provision {
  const provision = provisionById.get(ruleId)
  if (!provision) throw new Error(`规则 ${ruleId} 没有条文`)
  return provision
}

/**
 * 一个党组织的全部结论（达标与不适用也给，供计分）：规则判的，人工确认与勾核的，填了理由关闭的附上关闭。
 * 党小组不单独判定。
 */
export function evaluateOrganization(organization: OrganizationFacts, asOf: PlainDate, group: GroupIndex, standards: Standards): Finding[] {
  if (organization.level === '党小组') return []
  const isOverridden = (on: PlainDate) =>
    standards.overridesFor(organization.id, on).length > 0 || standards.adoptionFor(organization.id, on) !== null
  const profileName = () => standards.profileFor(organization.id, asOf).name
  const byRules = RULES.map((rule): Finding => {
    const provision = provisionOf(rule.id)
    const judged = standards.isRuleEnabled(rule.id)
      ? judgeNoting(rule, organization, asOf, group, standards, isOverridden)
      : { judgement: notEnabled(provision), profileName: profileName(), uses: [] }
    const { judgement, uses } = judged
    return {
      ruleId: rule.id,
      organizationId: organization.id,
      organizationName: organization.shortName,
      taskNo: provision.taskNo,
      verdict: judgement.verdict,
      severity: judgement.severity ?? severityOf(judgement.verdict, provision.strength),
      strength: provision.strength,
      message: judgement.message,
      asOf,
      quote: provision.quote,
      citation: provision.citation,
      difference: provision.difference,
      profileName: judged.profileName,
      overrides: appliedOverrides(uses, organization, standards, group),
      facts: [...judgement.facts],
      workings: [...judgement.workings],
      dueOn: judgement.dueOn,
      remedies: [...judgement.remedies],
      memberIds: [...judgement.memberIds],
      source: '规则判定',
      closure: null,
      reopening: null,
    }
  }).map((finding) => confirmed(finding, organization))
  const byHand = manualFindings(organization, asOf, profileName(), (ruleId) => standards.isRuleEnabled(ruleId))
  const findings = [...byRules, ...byHand]
  if (organization.closures.length === 0) return findings
  return findings.map((finding) => ({ ...finding, ...closureOf(finding, organization.closures) }))
}

function notEnabled(provision: Provision): Judgement {
  return notApplicable(`${packOf(provision) ?? ''} 专项指标包里的这一条没有启用。`)
}

/** 这条规则取值的那些天里整体采用的方案、被覆盖的参数；几期用到同一条的只列一次。 */
function appliedOverrides(
  uses: readonly ParameterUse[],
  organization: OrganizationFacts,
  standards: Standards,
  group: GroupIndex,
): AppliedOverride[] {
  if (uses.length === 0) return []
  const inheritedFrom = (organizationId: string) =>
    organizationId === organization.id ? null : (group.byId.get(organizationId)?.shortName ?? '已撤销的上级党组织')
  const adopted = new Set(uses.flatMap(({ on }) => standards.adoptionFor(organization.id, on) ?? []))
  const applied = new Set(uses.flatMap(({ key, on }) => standards.overridesFor(organization.id, on).filter((each) => each.key === key)))
  return [
    ...[...adopted].toSorted(byStart).map(({ profileId, documentNo, approvedBy, fromOn, untilOn, organizationId }) => ({
      key: WHOLE_PROFILE,
      meaning: WHOLE_PROFILE_MEANING,
      value: `“${standards.profileById(profileId).name}”`,
      documentNo,
      approvedBy,
      fromOn,
      untilOn,
      inheritedFrom: inheritedFrom(organizationId),
    })),
    ...[...applied].toSorted(byStart).map(({ key, value, documentNo, approvedBy, fromOn, untilOn, organizationId }) => ({
      key,
      meaning: PARAMETER_SPECS[key].meaning,
      value: formatParameter(key, value),
      documentNo,
      approvedBy,
      fromOn,
      untilOn,
      inheritedFrom: inheritedFrom(organizationId),
    })),
  ]
}

function byStart(a: { readonly fromOn: PlainDate }, b: { readonly fromOn: PlainDate }): number {
  return a.fromOn < b.fromOn ? -1 : a.fromOn > b.fromOn ? 1 : 0
}

/** 挑出要的结论：一个组织、一项任务、几种颜色、说到某个人的；null 为不限。 */
export type FindingFilter = {
  readonly organizationId: string | null
  readonly taskNo: number | null
  readonly severities: readonly Severity[]
  readonly memberId: string | null
}

export function isAmong(finding: Finding, { organizationId, taskNo, severities, memberId }: FindingFilter): boolean {
  return (
    (organizationId === null || finding.organizationId === organizationId) &&
    (taskNo === null || finding.taskNo === taskNo) &&
    severities.includes(finding.severity) &&
    (memberId === null || finding.memberIds.includes(memberId))
  )
}

/** 全集团的全部结论：先组织、后规则号。 */
export function evaluateGroup(facts: GroupFacts, standards: Standards): Finding[] {
  const group = indexGroup(facts)
  return facts.organizations.flatMap((organization) => evaluateOrganization(organization, facts.asOf, group, standards))
}
