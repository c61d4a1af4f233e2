import { afterAll } from 'vitest'
import { HOLIDAYS, type HolidayTable } from '../../shared/calendar/holidays.ts'
import { evaluateOrganization } from '../../shared/compliance/evaluate.ts'
import { BUILT_IN_STANDARDS, Standards, type StandardsSource } from '../../shared/compliance/standards.ts'
import { termYearsFor } from '../../shared/compliance/term-years.ts'
import type { PostFacts, TermApprovalFacts, TermFacts, TermMilestoneFacts } from '../../shared/election/facts.ts'
import type { PostTitle } from '../../shared/glossary.ts'
import type { GroupFacts, MemberFacts, OrganizationFacts } from '../../shared/organization/facts.ts'
import { NO_LIFE } from '../../shared/organizational-life/facts.ts'
import { indexGroup } from '../../shared/organization/group-index.ts'
import type { Finding, Verdict } from '../../shared/regulation/finding.ts'

/** 规则测试造事实用：一个无可挑剔之处尽量少写的党支部，测试只改它要说的那一点。 */
export function branch(changes: Partial<OrganizationFacts> = {}): OrganizationFacts {
  return {
    id: 'b1',
    code: '001.001',
    name: '中共金圆信托第二支部委员会',
    shortName: '信托二支部',
    level: '党支部',
    form: '单独组建',
    unitType: '国有企业',
    parentId: 'root',
    coveredUnits: [],
    establishedOn: '2015-01-01',
    establishmentDocumentNo: '金圆党〔2015〕1号',
    approvalDocumentNo: '',
    effectiveOn: '2015-01-01',
    affiliationChange: null,
    levelChange: null,
    staffTotal: null,
    nonpartyStaffTotal: null,
    childIds: [],
    memberCount: 10,
    fullMemberCount: 10,
    members: [],
    groups: [],
    sizeSteps: [],
    terms: [],
    posts: [],
    elections: [],
    memberEvents: [],
    ratedYears: [],
    savedSchemes: [],
    life: NO_LIFE,
    publicities: [],
    closures: [],
    manualChecks: [],
    ...changes,
  }
}

export function rootCommittee(changes: Partial<OrganizationFacts> = {}): OrganizationFacts {
  return branch({ id: 'root', code: '001', name: '中共金圆集团委员会', shortName: '集团党委', level: '党委', parentId: null, ...changes })
}

export function generalBranch(changes: Partial<OrganizationFacts> = {}): OrganizationFacts {
  return branch({ id: 'g1', code: '001.002', shortName: '信托总支', level: '党总支', memberCount: 60, fullMemberCount: 58, ...changes })
}

/** 正式 `full` 名、预备 `probationary` 名；按 `groupIds` 轮流编组，空则不编。 */
export function withMembers(full: number, probationary: number, groupIds: readonly string[] = []): Partial<OrganizationFacts> {
  const total = full + probationary
  const members = Array.from({ length: total }, (_, index): MemberFacts => {
    const isFull = index < full
    return {
      id: `m${index + 1}`,
      name: `党员${index + 1}`,
      category: isFull ? '正式党员' : '预备党员',
      joinedOn: isFull ? '2010-07-01' : '2026-01-10',
      fullOn: isFull ? '2011-07-01' : null,
      probationEndsOn: null,
      isLost: false,
      lostOn: null,
      suspendedOn: null,
      isFloating: false,
      floatingOn: null,
      transferredInOn: null,
      isExempt: false,
      branchSince: null,
      isBirthInNumber: true,
      partyStatus: '正常',
      rightsStatus: '正常',
      groupId: groupIds[index % Math.max(1, groupIds.length)] ?? null,
      missing: [],
    }
  })
  return { memberCount: total, fullMemberCount: full, members }
}

export function partyGroups(...ids: string[]): OrganizationFacts['groups'] {
  return ids.map((id, index) => ({ id, name: `第${index + 1}小组`, leaderName: '组长某' }))
}

export function term(electedOn: string, changes: Partial<TermFacts> = {}): TermFacts {
  const frozen = termYearsFor({ id: 'b1', level: '党支部' }, electedOn, BUILT_IN_STANDARDS)
  return {
    id: `t${electedOn}`,
    seq: 1,
    electedOn,
    termYears: frozen?.years ?? 3,
    termYearsBasis: frozen?.basis ?? '',
    seatCount: null,
    approvalDocumentNo: '',
    approvals: [],
    milestones: [],
    ...changes,
  }
}

export function extension(approvedOn: string, newEndOn: string): TermApprovalFacts {
  return { kind: '延期', approvedOn, documentNo: '金圆党〔2026〕9号', newEndOn }
}

export function earlyApproval(approvedOn: string, newEndOn: string): TermApprovalFacts {
  return { kind: '提前', approvedOn, documentNo: '金圆党〔2026〕8号', newEndOn }
}

export function milestone(kind: TermMilestoneFacts['kind'], occurredOn: string): TermMilestoneFacts {
  return { kind, occurredOn, documentNo: '' }
}

export function post(title: PostTitle, memberName: string, changes: Partial<PostFacts> = {}): PostFacts {
  return {
    id: `p-${title}-${memberName}`,
    termId: null,
    memberId: memberName,
    memberName,
    memberFullOn: '2011-07-01',
    adminPost: '总经理',
    title,
    duty: '',
    dutyAssignedOn: null,
    fromOn: '2024-06-16',
    untilOn: null,
    endReason: null,
    source: '选举',
    documentNo: '',
    ...changes,
  }
}

/** 已卸任的任职。 */
export function formerPost(title: PostTitle, memberName: string, untilOn: string, changes: Partial<PostFacts> = {}): PostFacts {
  return post(title, memberName, { untilOn, endReason: '调离', ...changes })
}

/** 判定日的全集团事实；节假日用内置的表，除非另给。 */
export function groupOf(asOf: string, organizations: readonly OrganizationFacts[], holidays: HolidayTable = HOLIDAYS): GroupFacts {
  return { asOf, organizations, holidays }
}

/** 本测试文件里，各规则的哪几种结论被断言过：读了 `verdict`（或由它定的颜色）才算，只判不看的不算。 */
const verdictsRead = new Map<string, Set<Verdict>>()

function noted(finding: Finding): Finding {
  const note = () => verdictsRead.set(finding.ruleId, (verdictsRead.get(finding.ruleId) ?? new Set()).add(finding.verdict))
  return Object.defineProperties(
    { ...finding },
    {
      verdict: { enumerable: true, get: () => (note(), finding.verdict) },
      severity: { enumerable: true, get: () => (note(), finding.severity) },
    },
  )
}

/** 判得出达标、也判得出不达标的规则，两种都要断言过；判不出其中一种的，在 `others` 里写明断言哪几种。 */
const BOTH: readonly Verdict[] = ['达标', '不达标']

/**
 * 写在规则测试文件的顶上：跑完以后，这一组规则每条都须断言过应有的几种结论，少一种整个文件就红。
 * 按名字筛着只跑其中几条时也照查，会红；看那几条自己的结果即可。
 */
export function provesVerdicts(rules: readonly { readonly id: string }[], others: Readonly<Record<string, readonly Verdict[]>> = {}): void {
  afterAll(() => {
    const lacking = rules.flatMap(({ id }) => {
      const missing = (others[id] ?? BOTH).filter((verdict) => !verdictsRead.get(id)?.has(verdict))
      return missing.length === 0 ? [] : [`${id} 没有断言过：${missing.join('、')}`]
    })
    if (lacking.length > 0) throw new Error(lacking.join('；'))
  })
}

/** 一条规则对一个党组织的发现，条文与方案都已补齐。 */
export function judge(
  ruleId: string,
  organization: OrganizationFacts,
  asOf: string,
  options: { standards?: Standards; others?: readonly OrganizationFacts[] } = {},
): Finding {
  const others = options.others ?? (organization.id === 'root' ? [] : [rootCommittee()])
  const group = indexGroup(groupOf(asOf, [...others, organization]))
  const finding = evaluateOrganization(organization, asOf, group, options.standards ?? BUILT_IN_STANDARDS).find(
    (each) => each.ruleId === ruleId,
  )
  if (!finding) throw new Error(`没有规则 ${ruleId}`)
  return noted(finding)
}

/** 内置标准上改几处：换链、加覆盖、停用指标。 */
export function standardsWith(changes: Partial<StandardsSource>): Standards {
  return new Standards({ ...BUILT_IN_STANDARDS.source, ...changes })
}

/** 自始至终只用一个方案。 */
export function onlyProfile(profileId: string): Standards {
  return standardsWith({ chain: [{ profileId, fromOn: null, untilOn: null }] })
}
