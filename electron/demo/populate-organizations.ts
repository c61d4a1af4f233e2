import { addDays, addYears, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { OrganizationProfile } from '../../shared/organization/contract.ts'
import { BRANCHES, COMMITTEE_CODE, DEMO_UNIT, GENERAL_BRANCH, isTrustBranch, type BranchPlan } from './group-plan.ts'
import {
  branchEstablishedOn,
  foundedOn,
  organizationIdOf,
  type Call,
  type OrganizationIds,
  type PartyGroup,
  type RosterMember,
  type Rosters,
  type Step,
} from './population.ts'

/** 本单位设置、集团党委、信托公司党总支与 26 个支部。 */
export async function createOrganizations(call: Call, asOf: PlainDate, step: Step): Promise<OrganizationIds> {
  await call('settings.saveUnit', {
    fullName: DEMO_UNIT.fullName,
    shortName: DEMO_UNIT.shortName,
    letterheadName: DEMO_UNIT.fullName,
    documentCode: DEMO_UNIT.documentCode,
    printingOffice: `${DEMO_UNIT.fullName}办公室`,
    signer: '',
    contactName: '党群工作部',
    contactPhone: '0592-0000001',
    superiorName: DEMO_UNIT.superiorName,
  })
  const ids = new Map<string, string>()
  const create = async (code: string, establishedOn: PlainDate, establishmentDocumentNo: string, profile: OrganizationProfile) => {
    const { organizationId } = await call('organization.create', { code, establishedOn, establishmentDocumentNo, profile })
    ids.set(code, organizationId)
    await step(`党组织：${profile.shortName}`)
    return organizationId
  }
  const headquartersOn = foundedOn(asOf)
  const committeeId = await create(COMMITTEE_CODE, headquartersOn, '鹭演国资党〔2009〕3号', {
    ...commonProfile('0592-0000001'),
    level: '党委',
    parentId: null,
    name: DEMO_UNIT.fullName,
    shortName: DEMO_UNIT.shortName,
    documentCode: DEMO_UNIT.documentCode,
  })
  const generalBranchId = await create(GENERAL_BRANCH.code, addDays(headquartersOn, 40), '鹭金演党〔2009〕17号', {
    ...commonProfile('0592-0000002'),
    level: '党总支',
    parentId: committeeId,
    name: GENERAL_BRANCH.name,
    shortName: GENERAL_BRANCH.shortName,
    documentCode: GENERAL_BRANCH.documentCode,
    // 党员不足五十人设党总支，须有上级批准文号。
    approvalDocumentNo: '鹭金演党〔2009〕17号',
  })
  for (const [index, plan] of BRANCHES.entries()) {
    const establishedOn = branchEstablishedOn(plan, asOf)
    await create(plan.code, establishedOn, `鹭金演党〔${establishedOn.slice(0, 4)}〕${20 + index}号`, {
      ...commonProfile(`0592-00001${String(index).padStart(2, '0')}`),
      level: '党支部',
      parentId: isTrustBranch(plan) ? generalBranchId : committeeId,
      name: plan.name,
      shortName: plan.shortName,
      form: plan.form ?? '单独组建',
      coveredUnits: [...(plan.coveredUnits ?? [])],
      ...staff(plan),
      documentCode: `鹭金${plan.shortName}支`,
    })
  }
  return ids
}

/** 该划组的支部划出党小组，并把党员编进去；每组都有正式党员。 */
export async function createPartyGroups(
  call: Call,
  asOf: PlainDate,
  organizations: OrganizationIds,
  rosters: Rosters,
  step: Step,
): Promise<readonly PartyGroup[]> {
  const groups: PartyGroup[] = []
  const establishedOn = addYears(asOf, -2)
  for (const plan of BRANCHES) {
    const branchId = organizationIdOf(organizations, plan.code)
    const hands = deal(countedMembers(rosters, plan), plan.groups ?? [])
    for (const [index, members] of hands.entries()) {
      const { organizationId: groupId } = await call('organization.create', {
        code: `${plan.code}.${String(index + 1).padStart(2, '0')}`,
        establishedOn,
        establishmentDocumentNo: '',
        profile: {
          ...commonProfile(''),
          level: '党小组',
          parentId: branchId,
          name: `${plan.shortName}党支部第${index + 1}党小组`,
          shortName: `第${index + 1}党小组`,
          contactName: '',
        },
      })
      for (const [fromOn, memberIds] of byAssignmentDate(members, establishedOn))
        await call('member.assign', { memberIds, branchId, groupId, fromOn, reason: '支委会研究划分党小组' })
      groups.push({ groupId, branchCode: plan.code, members, hasLeader: index !== plan.leaderlessGroup, establishedOn })
    }
    if (hands.length > 0) await step(`党小组：${plan.shortName}`)
  }
  return groups
}

/** 划组之日已在支部的一并编入，其后入党的自入党之日编入。 */
function byAssignmentDate(members: readonly RosterMember[], establishedOn: PlainDate): ReadonlyMap<PlainDate, string[]> {
  const dates = new Map<PlainDate, string[]>()
  for (const { memberId, person } of members) {
    const fromOn = person.joinedOn > establishedOn ? person.joinedOn : establishedOn
    dates.set(fromOn, [...(dates.get(fromOn) ?? []), memberId])
  }
  return dates
}

function countedMembers(rosters: Rosters, plan: BranchPlan): readonly RosterMember[] {
  return (rosters.byBranch.get(plan.code) ?? []).filter((member) => member.person.partyStatus === '正常')
}

/** 像发牌一样轮流分到各组，骨干与预备党员因此散在各组；每组发够人数为止。 */
function deal(members: readonly RosterMember[], sizes: readonly number[]): readonly (readonly RosterMember[])[] {
  const hands: RosterMember[][] = sizes.map(() => [])
  let turn = 0
  for (const member of members) {
    for (let tried = 0; tried < sizes.length && (hands[turn]?.length ?? 0) >= (sizes[turn] ?? 0); tried += 1)
      turn = (turn + 1) % sizes.length
    hands[turn]?.push(member)
    turn = sizes.length === 0 ? 0 : (turn + 1) % sizes.length
  }
  return hands
}

function commonProfile(contactPhone: string) {
  return {
    form: '单独组建' as const,
    unitType: '国有企业' as const,
    coveredUnits: [],
    staffTotal: null,
    nonpartyStaffTotal: null,
    contactName: '党务联系人',
    contactPhone,
    documentCode: '',
    approvalDocumentNo: '',
  }
}

/** 职工数：离退休支部不掌握；其余约为党员的两倍多。 */
function staff(plan: BranchPlan): { staffTotal: number | null; nonpartyStaffTotal: number | null } {
  if (plan.form === '离退休党支部') return { staffTotal: null, nonpartyStaffTotal: null }
  const partyMembers = plan.full + plan.probationary
  const staffTotal = Math.round(partyMembers * 2.3) + 4
  return { staffTotal, nonpartyStaffTotal: staffTotal - partyMembers }
}
