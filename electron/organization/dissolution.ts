import * as z from 'zod'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { existsOn, hierarchyProblems, versionOn } from '../../shared/organization/hierarchy.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext } from '../dispatch/handlers.ts'
import { loadPosts, loadTerms, updatePosts } from '../election/queries.ts'
import {
  activitySince,
  deleteVersion,
  membershipsByIds,
  membershipsOpenOn,
  moveMemberships,
  setVersionParent,
  undoMoveMemberships,
  updateOrganization,
  writeVersion,
  type Membership,
  type NewMembership,
  type StoredOrganization,
} from './queries.ts'

/** 撤并动了哪些记录：恢复时只移回这些，别的不碰。 */
const effects = z.object({
  memberships: z.array(z.object({ closedId: z.string(), openedId: z.string() })).default([]),
  children: z
    .array(z.object({ organizationId: z.string(), versionId: z.string(), previousParentId: z.string(), isNew: z.boolean() }))
    .default([]),
  postIds: z.array(z.string()).default([]),
})
type Effects = z.infer<typeof effects>

export type Dissolution = { dissolvedOn: PlainDate; reason: string; documentNo: string; mergedIntoId: string | null }

const nameOf = (organization: StoredOrganization) => organization.versions.at(-1)?.name ?? ''

/** 撤销或并入：自撤销日起成员编入对方、下级改隶属对方、班子卸任，三样都记下来以便恢复。 */
export async function dissolve(
  context: CommandContext,
  all: readonly StoredOrganization[],
  organization: StoredOrganization,
  { dissolvedOn, reason, documentNo, mergedIntoId }: Dissolution,
): Promise<{ organizationId: string; movedMembers: number }> {
  const { db, at } = context
  await refuseLaterRecords(context, organization, dissolvedOn)
  const target = mergedIntoId === null ? null : mergeTarget(all, organization, mergedIntoId, dissolvedOn)
  const memberships = await membershipsOpenOn(db, organization.id, dissolvedOn)
  const living = memberships.filter((each) => !each.isDeleted)
  const children = all.filter((each) => existsOn(each, dissolvedOn) && versionOn(each, dissolvedOn)?.parentId === organization.id)
  const isGroup = versionOn(organization, dissolvedOn)?.level === '党小组'
  // 党小组撤销后党员仍在支部，不必并入他处。
  if (target === null && !isGroup && (living.length > 0 || children.length > 0))
    throw new DomainError(
      'NOT_EMPTY',
      `“${nameOf(organization)}”名下还有 ${living.length} 名党员、${children.length} 个下级党组织，不能直接撤销；请选择并入哪个党组织。`,
    )

  const movedGroupIds = new Set(children.map((each) => each.id))
  const opened = memberships.map((each): NewMembership => ({
    id: context.newId(),
    memberId: each.memberId,
    branchId: isGroup ? each.branchId : (target?.id ?? each.branchId),
    groupId: isGroup ? (target?.id ?? null) : each.groupId !== null && movedGroupIds.has(each.groupId) ? each.groupId : null,
    fromOn: dissolvedOn,
    reason: `“${nameOf(organization)}”撤并`,
  }))
  // 直接撤销的（名下只剩回收站里的人）不移动任何人。
  const isMoving = isGroup || target !== null
  if (isMoving)
    await moveMemberships(
      db,
      memberships.map((each) => each.id),
      dissolvedOn,
      opened,
    )

  const moved: Effects = {
    memberships: isMoving ? memberships.map((each, index) => ({ closedId: each.id, openedId: opened[index]?.id ?? '' })) : [],
    children: [],
    postIds: [],
  }
  const after = new Map(all.map((each) => [each.id, each]))
  after.set(organization.id, { ...organization, dissolvedOn })
  for (const child of target ? children : []) {
    const version = versionOn(child, dissolvedOn)
    if (!version || !target) continue
    const isNew = version.effectiveOn !== dissolvedOn
    // 下级改隶属由撤并的文件批准，文号随新的一版记下。
    const adopted = isNew
      ? { ...version, id: context.newId(), effectiveOn: dissolvedOn, parentId: target.id, approvalDocumentNo: documentNo }
      : { ...version, parentId: target.id }
    await writeVersion(db, child.id, adopted)
    moved.children.push({ organizationId: child.id, versionId: adopted.id, previousParentId: organization.id, isNew })
    const versions = [...child.versions.filter((each) => each !== version || isNew), adopted]
    after.set(child.id, { ...child, versions: versions.toSorted((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1)) })
  }
  refuseHierarchy([...after.values()], [organization.id, ...(target ? [target.id] : []), ...children.map((each) => each.id)], '撤并')

  const posts = (await loadPosts(db, dissolvedOn, [organization.id])).filter((post) => post.untilOn === null)
  moved.postIds = posts.map((post) => post.id)
  await updatePosts(db, moved.postIds, { untilOn: dissolvedOn, endReason: '其他' }, at)
  await updateOrganization(db, organization.id, at, {
    dissolvedOn,
    dissolutionReason: reason,
    dissolutionDocumentNo: documentNo,
    mergedIntoId,
    dissolutionEffectsJson: JSON.stringify(moved),
  })
  const movedMembers = isMoving ? living.length : 0
  context.summarize(
    target
      ? `“${nameOf(organization)}”自 ${dissolvedOn} 并入“${nameOf(target)}”，移入党员 ${movedMembers} 名、下级 ${children.length} 个`
      : `“${nameOf(organization)}”自 ${dissolvedOn} 撤销`,
  )
  return { organizationId: organization.id, movedMembers }
}

/** 撤销日以后不应再有它的版本、编入编出、届次与任职。 */
async function refuseLaterRecords({ db, today }: CommandContext, organization: StoredOrganization, dissolvedOn: PlainDate): Promise<void> {
  const name = nameOf(organization)
  if (dissolvedOn < organization.establishedOn)
    throw new DomainError(
      'DISSOLVED_BEFORE_ESTABLISHED',
      `撤销日期 ${dissolvedOn} 早于“${name}”的成立日期 ${organization.establishedOn}，请改正。`,
    )
  const version = organization.versions.at(-1)
  if (version && version.effectiveOn > dissolvedOn)
    throw new DomainError('CHANGED_LATER', `“${name}”在 ${version.effectiveOn} 还有一次变更，晚于撤销日期 ${dissolvedOn}；请改晚撤销日期。`)
  const late = (await membershipsOpenOn(db, organization.id, dissolvedOn)).filter(
    (each) => each.untilOn !== null || (each.fromOn !== null && each.fromOn > dissolvedOn),
  )
  if (late.length > 0)
    throw new DomainError(
      'MEMBERS_CHANGED_LATER',
      `${names(late)}在撤销日期 ${dissolvedOn} 以后还有编入或编出“${name}”的记录；请改晚撤销日期。`,
    )
  const term = (await loadTerms(db, today, [organization.id])).find((each) => each.electedOn > dissolvedOn)
  if (term)
    throw new DomainError('ELECTED_LATER', `“${name}”在 ${term.electedOn} 还有第 ${term.seq} 届选举，晚于撤销日期；请改晚撤销日期。`)
  const post = (await loadPosts(db, today, [organization.id])).find(
    (each) => each.fromOn > dissolvedOn || (each.untilOn !== null && each.untilOn > dissolvedOn),
  )
  if (post)
    throw new DomainError(
      'POSTS_CHANGED_LATER',
      `${post.memberName}的${post.title}任职在撤销日期 ${dissolvedOn} 以后还有任免，请改晚撤销日期。`,
    )
  const activity = await activitySince(db, organization.id, dissolvedOn)
  if (activity)
    throw new DomainError(
      'ACTIVITY_LATER',
      `“${name}”在 ${activity.heldOn} 还有“${activity.title}”，不早于撤销日期 ${dissolvedOn}；请改晚撤销日期，或先把那次活动移入回收站。`,
    )
}

function mergeTarget(
  all: readonly StoredOrganization[],
  organization: StoredOrganization,
  mergedIntoId: string,
  on: PlainDate,
): StoredOrganization {
  const target = all.find((each) => each.id === mergedIntoId)
  if (!target || target.id === organization.id || !existsOn(target, on))
    throw new DomainError('MERGE_TARGET_INVALID', `并入的党组织在 ${on} 不存在、已撤销，或就是它自己；请另选一个。`)
  for (let at: StoredOrganization | undefined = target, steps = 0; at && steps <= all.length; steps += 1) {
    const parentId: string | null = versionOn(at, on)?.parentId ?? null
    if (parentId === organization.id)
      throw new DomainError('MERGE_INTO_DESCENDANT', `不能并入自己的下级“${nameOf(target)}”；请先把它改隶属别处。`)
    at = parentId === null ? undefined : all.find((each) => each.id === parentId)
  }
  const own = versionOn(organization, on)
  const theirs = versionOn(target, on)
  const isBranchLike = own?.level === '党支部' || own?.level === '党小组'
  if (theirs?.level === '党小组' ? own?.level !== '党小组' : isBranchLike && own.level !== theirs?.level)
    throw new DomainError(
      'MERGE_LEVEL_MISMATCH',
      `${own?.level ?? ''}不能并入${theirs?.level ?? ''}“${nameOf(target)}”，请选同层级的党组织。`,
    )
  if (own?.level === '党小组' && own.parentId !== theirs?.parentId)
    throw new DomainError('MERGE_ACROSS_BRANCHES', '党小组只能并入同一党支部的党小组；跨支部请先把党员编入那个支部。')
  return target
}

/** 恢复：移走的人、改了隶属的下级、卸任的班子原样移回；其后又有变动的，说明是谁并拒绝。 */
export async function restore(
  context: CommandContext,
  all: readonly StoredOrganization[],
  organization: StoredOrganization,
): Promise<{ organizationId: string }> {
  const { db, at } = context
  const { dissolvedOn } = organization
  if (dissolvedOn === null) throw new DomainError('NOT_DISSOLVED', `“${nameOf(organization)}”没有撤并，不需要恢复。`)
  const moved = effects.parse(JSON.parse(organization.dissolutionEffectsJson))

  const openedIds = moved.memberships.map((each) => each.openedId)
  const closedIds = moved.memberships.map((each) => each.closedId)
  const present = new Map((await membershipsByIds(db, [...openedIds, ...closedIds])).map((each) => [each.id, each]))
  const changed = moved.memberships.filter(
    ({ openedId, closedId }) => !isAsLeft(present.get(openedId), present.get(closedId), organization),
  )
  if (changed.length > 0) {
    const who = names(changed.flatMap((each) => present.get(each.openedId) ?? present.get(each.closedId) ?? []))
    throw new DomainError(
      'MEMBERS_MOVED_SINCE',
      `${who}在撤并之后又转到别处，移不回“${nameOf(organization)}”，所以没有恢复；请先把他们编回并入的党组织，或另设新的党组织。`,
    )
  }

  const after = new Map<string, StoredOrganization>(all.map((each) => [each.id, each]))
  after.set(organization.id, { ...organization, dissolvedOn: null })
  for (const { organizationId, versionId, previousParentId, isNew } of moved.children) {
    const child = after.get(organizationId)
    const adopted = child?.versions.at(-1)
    if (!child || adopted?.id !== versionId || adopted.parentId !== organization.mergedIntoId || child.dissolvedOn !== null)
      throw new DomainError(
        'CHILDREN_CHANGED_SINCE',
        `下级“${child ? nameOf(child) : ''}”在撤并之后又有变更或已撤销，改不回原隶属，所以没有恢复；请逐个办理隶属变更。`,
      )
    if (isNew) await deleteVersion(db, versionId)
    else await setVersionParent(db, versionId, previousParentId)
    const earlier = child.versions.slice(0, -1)
    after.set(organizationId, { ...child, versions: isNew ? earlier : [...earlier, { ...adopted, parentId: previousParentId }] })
  }
  refuseHierarchy([...after.values()], [organization.id], '恢复')

  await undoMoveMemberships(db, openedIds, closedIds)
  await updatePosts(db, moved.postIds, { untilOn: null, endReason: null }, at)
  await updateOrganization(db, organization.id, at, {
    dissolvedOn: null,
    dissolutionReason: '',
    dissolutionDocumentNo: '',
    mergedIntoId: null,
    dissolutionEffectsJson: '{}',
  })
  context.summarize(`恢复“${nameOf(organization)}”，移回人员关系 ${closedIds.length} 条、下级 ${moved.children.length} 个`)
  return { organizationId: organization.id }
}

/** 移入的那条还开着、还在原处，移出的那条还结束在撤销日：才能原样移回。 */
function isAsLeft(opened: Membership | undefined, closed: Membership | undefined, organization: StoredOrganization): boolean {
  if (!opened || !closed || opened.untilOn !== null || closed.untilOn !== organization.dissolvedOn) return false
  if (opened.branchId === closed.branchId) return opened.groupId === organization.mergedIntoId
  return opened.branchId === organization.mergedIntoId
}

function refuseHierarchy(all: readonly StoredOrganization[], changedIds: readonly string[], action: string): void {
  const problems = [...new Set(changedIds.flatMap((id) => hierarchyProblems(all, id)))]
  if (problems.length === 0) return
  throw new DomainError('HIERARCHY_INVALID', `${action}后隶属关系不成立：${problems.join('；')}。请先处理这些党组织，再办${action}。`, {
    problems: problems.map((message) => ({ place: 'mergedIntoId', message })),
  })
}

/** 张三、李四等 12 人。 */
function names(members: readonly { readonly memberName: string }[]): string {
  const shown = members.slice(0, 3).map((each) => each.memberName)
  return members.length > shown.length ? `${shown.join('、')}等 ${members.length} 人` : shown.join('、')
}
