import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { proposeGroups, type GroupingLimits, type PlannedGroup } from '../../shared/member/grouping.ts'
import type { groupingContract } from '../../shared/member/grouping-contract.ts'
import { existsOn, versionOn } from '../../shared/organization/hierarchy.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import type { ReadDb } from '../db/open.ts'
import { loadStandards } from '../compliance/standards-queries.ts'
import { insertOrganization, loadOrganizations, writeVersion, type StoredOrganization } from '../organization/queries.ts'
import { closeAssignments, correctAssignment, insertAssignments } from './assignment-queries.ts'
import { recordBatch } from './change-batch-queries.ts'
import { branchMembers, type BranchMember } from './grouping-queries.ts'

export const groupingHandlers: Handlers<typeof groupingContract> = {
  'member.groupingPlan': async ({ db, today }, { branchId, way }) => {
    const { branch, groups } = await requireBranch(db, branchId, today)
    const members = await branchMembers(db, branchId, today)
    const { name, values } = (await loadStandards(db)).profileFor(branchId, today)
    const limits: GroupingLimits = { requiredAt: values.groupRequiredAt, max: values.groupMax, min: values.groupMin }
    const existing = groups.map((group) => ({ id: group.id, name: nameOf(group, today) }))
    const names = new Map(existing.map((group) => [group.id, group.name]))
    return {
      asOf: today,
      branchName: nameOf(branch, today),
      profileName: name,
      limits,
      members: members.map(({ id, name: memberName, category, adminPost, job, groupId }) => ({
        id,
        name: memberName,
        category,
        adminPost,
        job,
        groupId,
        groupName: names.get(groupId ?? '') ?? '',
      })),
      groups: proposeGroups(members, existing, limits, way).map((group) => ({ ...group, memberIds: [...group.memberIds] })),
    }
  },

  'member.assignGroups': async (context, { branchId, fromOn, reason, groups }) => {
    const { db, today } = context
    if (fromOn > today)
      throw new DomainError('ASSIGNMENT_IN_FUTURE', `划分日期 ${fromOn} 在今天（${today}）之后，请到当日再登记。`, {
        problems: [{ place: 'fromOn', message: '在今天之后' }],
      })
    const { branch, groups: existing } = await requireBranch(db, branchId, fromOn)
    const filled = groups.filter(({ memberIds }) => memberIds.length > 0)
    refuseRepeats(filled)
    const members = new Map((await branchMembers(db, branchId, today)).map((member) => [member.id, member]))
    refuseStrangers(filled, members, existing)
    refuseBackdating(filled, members, fromOn)
    const ids = await groupIds(context, branch, existing, filled, fromOn)
    const moving = filled.flatMap(({ memberIds }, index) =>
      memberIds.flatMap((memberId) => {
        const member = members.get(memberId)
        const groupId = ids[index]
        return member && groupId !== undefined && member.groupId !== groupId ? [{ member, groupId }] : []
      }),
    )
    const created = filled.filter(({ groupId }) => groupId === null).length
    const title = `划分党小组：${nameOf(branch, fromOn)}`
    const { batchId } = await recordBatch(
      context,
      { kind: '分组', title, note: created > 0 ? `新设 ${created} 个党小组；撤销后小组留着，可在“党组织”里撤销。` : '' },
      moving.map(({ member }) => member.id),
      async () => {
        await move(context, branchId, moving, fromOn, reason)
        return undefined
      },
    )
    context.summarize(`${title}，自 ${fromOn} 起新设 ${created} 组，编入 ${moving.length} 人`)
    return { batchId, created, moved: moving.length }
  },
}

async function move(
  { db, newId }: CommandContext,
  branchId: string,
  moving: readonly { readonly member: BranchMember; readonly groupId: string }[],
  fromOn: PlainDate,
  reason: string,
): Promise<void> {
  // 当天才编入的是改正，不留零天的经历。
  const sameDay = moving.filter(({ member }) => member.assignedOn === fromOn)
  const others = moving.filter(({ member }) => member.assignedOn !== fromOn)
  for (const { member, groupId } of sameDay) await correctAssignment(db, member.assignmentId, { branchId, groupId, reason })
  await closeAssignments(
    db,
    others.map(({ member }) => member.assignmentId),
    fromOn,
  )
  await insertAssignments(
    db,
    others.map(({ member, groupId }) => ({ id: newId(), memberId: member.id, branchId, groupId, fromOn, reason })),
  )
}

async function requireBranch(
  db: ReadDb,
  branchId: string,
  on: PlainDate,
): Promise<{ branch: StoredOrganization; groups: StoredOrganization[] }> {
  const organizations = await loadOrganizations(db)
  const branch = organizations.find(({ id }) => id === branchId)
  if (!branch) throw new DomainError('ORGANIZATION_UNKNOWN', '没有这个党组织，可能已被删改。请在列表里重新选择。')
  const level = versionOn(branch, on)?.level
  if (level !== '党支部' || !existsOn(branch, on) || branch.dissolvedOn !== null)
    throw new DomainError('GROUPING_NOT_BRANCH', `“${nameOf(branch, on)}”在 ${on} 不是存在的党支部，只有党支部划分党小组；请换一个。`)
  const groups = organizations.filter((each) => {
    const version = versionOn(each, on)
    return version?.level === '党小组' && version.parentId === branchId && existsOn(each, on) && each.dissolvedOn === null
  })
  return { branch, groups }
}

function nameOf(organization: StoredOrganization, on: PlainDate): string {
  return (versionOn(organization, on) ?? organization.versions[0])?.shortName ?? ''
}

function refuseRepeats(groups: readonly PlannedGroup[]): void {
  const seen = new Set<string>()
  const repeated = groups.flatMap(({ memberIds }) => memberIds).some((id) => seen.size === seen.add(id).size)
  if (repeated) throw new DomainError('GROUPING_REPEATED', '有人同时编在两个党小组里，每名党员只能编入一个，请调整后再确认。')
  const names = groups.map(({ name }) => name)
  if (new Set(names).size < names.length) throw new DomainError('GROUPING_NAME_REPEATED', '有两个党小组重名，请改名后再确认。')
}

function refuseStrangers(
  groups: readonly PlannedGroup[],
  members: ReadonlyMap<string, BranchMember>,
  existing: readonly StoredOrganization[],
): void {
  if (groups.some(({ memberIds }) => memberIds.some((id) => !members.has(id))))
    throw new DomainError('GROUPING_STALE', '方案里有人已不在这个党支部（调走、减员或移入回收站），请重新打开方案再调整。')
  const known = new Set(existing.map(({ id }) => id))
  if (groups.some(({ groupId }) => groupId !== null && !known.has(groupId)))
    throw new DomainError('GROUPING_STALE', '方案里有党小组已撤销或不属于这个党支部，请重新打开方案再调整。')
}

/** 不得早于现在这次编入之日：那样会改写已有的经历。 */
function refuseBackdating(groups: readonly PlannedGroup[], members: ReadonlyMap<string, BranchMember>, fromOn: PlainDate): void {
  const late = groups
    .flatMap(({ memberIds }) => memberIds)
    .flatMap((id) => {
      const member = members.get(id)
      return member?.assignedOn != null && member.assignedOn > fromOn ? [`${member.name}（${member.assignedOn}）`] : []
    })
  if (late.length === 0) return
  const message = `${late.slice(0, 5).join('、')}${late.length > 5 ? `等 ${late.length} 人` : ''}现在的编入日期晚于 ${fromOn}，请把划分日期改到那天或以后。`
  throw new DomainError('ASSIGNMENT_BACKDATED', message, { problems: [{ place: 'fromOn', message }] })
}

/** 各组的 id，要新设的先设；编码顺着支部已有的往下排，名称不与用过的重。 */
async function groupIds(
  { db, newId, at }: CommandContext,
  branch: StoredOrganization,
  existing: readonly StoredOrganization[],
  groups: readonly PlannedGroup[],
  fromOn: PlainDate,
): Promise<string[]> {
  const version = versionOn(branch, fromOn)
  if (!version) return []
  const codes = new Set((await loadOrganizations(db)).map(({ code }) => code))
  const taken = new Set(existing.map((group) => nameOf(group, fromOn)))
  const ids: string[] = []
  for (const group of groups) {
    if (group.groupId !== null) {
      ids.push(group.groupId)
      continue
    }
    if (taken.has(group.name)) throw new DomainError('GROUPING_NAME_REPEATED', `支部里已有“${group.name}”，请给新的党小组换个名字。`)
    let serial = 1
    const codeOf = () => `${branch.code}.${String(serial).padStart(3, '0')}`
    while (codes.has(codeOf())) serial += 1
    const id = newId()
    codes.add(codeOf())
    await insertOrganization(db, { id, code: codeOf(), establishedOn: fromOn, establishmentDocumentNo: '', at })
    await writeVersion(db, id, {
      id: newId(),
      effectiveOn: fromOn,
      level: '党小组',
      parentId: branch.id,
      name: `${version.name}${group.name}`.slice(-80),
      shortName: group.name,
      form: version.form,
      unitType: version.unitType,
      coveredUnits: [],
      staffTotal: null,
      nonpartyStaffTotal: null,
      contactName: '',
      contactPhone: '',
      documentCode: '',
      approvalDocumentNo: '',
    })
    ids.push(id)
  }
  return ids
}
