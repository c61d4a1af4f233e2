import { addYears, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { organizationContract, OrganizationProfile } from '../../shared/organization/contract.ts'
import { hierarchyProblems } from '../../shared/organization/hierarchy.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { dissolve, restore } from './dissolution.ts'
import {
  earliestRecordOn,
  insertOrganization,
  loadOrganizations,
  loadRivals,
  membershipsOpenOn,
  moveVersion,
  organizationsAsOf,
  updateOrganization,
  writeVersion,
  type StoredOrganization,
} from './queries.ts'

export const organizationHandlers: Handlers<typeof organizationContract> = {
  'organization.tree': async ({ db, today }, { asOf = today, includeDissolved }) => ({
    asOf,
    nodes: await organizationsAsOf(db, asOf, { includeDissolved }),
  }),

  'organization.card': async ({ db, today }, { organizationId, asOf = today }) => {
    const organization = await existing(db, organizationId)
    const node = (await organizationsAsOf(db, asOf, { includeDissolved: true })).find((each) => each.id === organizationId)
    if (!node)
      throw new DomainError('NOT_YET_ESTABLISHED', `${asOf} 时它还没有成立（成立日期 ${organization.establishedOn}），请改看以后的日期。`)
    const history = organization.versions.map((version) => ({ effectiveOn: version.effectiveOn, profile: version }))
    return { asOf, node, history }
  },

  'organization.create': async (context, { code, establishedOn, establishmentDocumentNo, profile }) => {
    const { db, at, today } = context
    refuseFuture('成立日期', establishedOn, today)
    refuseStaff(profile)
    const rivals = await loadRivals(db, { code, parentId: profile.parentId, name: profile.name })
    refuseCodeInUse(rivals, code, null)
    const id = context.newId()
    const version = { ...profile, id: context.newId(), effectiveOn: establishedOn }
    refuseHierarchy([...rivals, { id, establishedOn, dissolvedOn: null, versions: [version] }], id)
    await insertOrganization(db, { id, code, establishedOn, establishmentDocumentNo, at })
    await writeVersion(db, id, version)
    context.summarize(`新设${profile.level}“${profile.name}”，${establishedOn} 成立`)
    return { organizationId: id }
  },

  'organization.revise': async (context, { organizationId, effectiveOn, profile }) => {
    const { db, at, today } = context
    const all = await loadOrganizations(db)
    const organization = find(all, organizationId)
    refuseDissolved(organization)
    refuseStaff(profile)
    if (effectiveOn < organization.establishedOn)
      throw new DomainError(
        'EFFECTIVE_BEFORE_ESTABLISHED',
        `生效日 ${effectiveOn} 早于成立日期 ${organization.establishedOn}，请改正生效日。`,
      )
    // 已批准而还没到日子的变动可以先登记，但一年以后的多半是笔误。
    if (effectiveOn > addYears(today, 1))
      throw new DomainError('EFFECTIVE_TOO_LATE', `生效日 ${effectiveOn} 在一年以后，请核对年份；将来的变动最多提前一年登记。`)
    const isGroup = (level: string) => level === '党小组'
    if (organization.versions.some((version) => isGroup(version.level) !== isGroup(profile.level)))
      throw new DomainError('GROUP_LEVEL_FIXED', '党小组不能改成其他层级，其他层级也不能改成党小组；请另行新设，再把原来的撤销。')
    await refuseGroupWithMembers(db, organization, effectiveOn, profile)
    const same = organization.versions.find((version) => version.effectiveOn === effectiveOn)
    const version = { ...profile, id: same?.id ?? context.newId(), effectiveOn }
    const versions = [...organization.versions.filter((each) => each !== same), version].toSorted((a, b) =>
      a.effectiveOn < b.effectiveOn ? -1 : 1,
    )
    refuseHierarchy(replaced(all, { ...organization, versions }), organizationId)
    await writeVersion(db, organizationId, version)
    await updateOrganization(db, organizationId, at, {})
    context.summarize(same ? `改正“${profile.name}”自 ${effectiveOn} 起的登记` : `“${profile.name}”自 ${effectiveOn} 起变更`)
    return { organizationId }
  },

  'organization.correctEstablishment': async (context, { organizationId, code, establishedOn, establishmentDocumentNo }) => {
    const { db, at, today } = context
    const all = await loadOrganizations(db)
    const organization = find(all, organizationId)
    refuseFuture('成立日期', establishedOn, today)
    refuseCodeInUse(all, code, organizationId)
    const [first, second] = organization.versions
    if (!first) throw new Error(`党组织 ${organizationId} 没有任何一版`)
    if (second && establishedOn >= second.effectiveOn)
      throw new DomainError(
        'ESTABLISHED_AFTER_CHANGE',
        `成立日期 ${establishedOn} 不早于其后的变更（${second.effectiveOn}），请先核对那次变更的生效日。`,
      )
    if (organization.dissolvedOn !== null && establishedOn > organization.dissolvedOn)
      throw new DomainError('ESTABLISHED_AFTER_DISSOLVED', `成立日期 ${establishedOn} 晚于撤销日 ${organization.dissolvedOn}，请改正。`)
    const earliest = await earliestRecordOn(db, organizationId)
    if (earliest !== null && establishedOn > earliest)
      throw new DomainError(
        'ESTABLISHED_AFTER_RECORDS',
        `成立日期 ${establishedOn} 晚于它名下最早的记录（${earliest} 的编入、届次、任职或活动），请改正成立日期或那条记录。`,
      )
    const versions = [{ ...first, effectiveOn: establishedOn }, ...organization.versions.slice(1)]
    refuseHierarchy(replaced(all, { ...organization, establishedOn, versions }), organizationId)
    await moveVersion(db, first.id, establishedOn)
    await updateOrganization(db, organizationId, at, { code, establishedOn, establishmentDocumentNo })
    context.summarize(`改正“${first.name}”的成立登记：编码 ${code}，${establishedOn} 成立`)
    return { organizationId }
  },

  'organization.dissolve': async (context, input) => {
    const all = await loadOrganizations(context.db)
    const organization = find(all, input.organizationId)
    refuseFuture('撤销日期', input.dissolvedOn, context.today)
    refuseDissolved(organization)
    return dissolve(context, all, organization, input)
  },

  'organization.restore': async (context, { organizationId }) => {
    const all = await loadOrganizations(context.db)
    return restore(context, all, find(all, organizationId))
  },
}

async function existing(db: ReadDb, organizationId: string): Promise<StoredOrganization> {
  return find(await loadOrganizations(db), organizationId)
}

/** 党小组换支部不会带走组里的党员：他们编在原支部，会成了别的支部的组员。 */
async function refuseGroupWithMembers(
  db: ReadDb,
  group: StoredOrganization,
  effectiveOn: PlainDate,
  profile: OrganizationProfile,
): Promise<void> {
  if (profile.level !== '党小组' || group.versions.every((version) => version.parentId === profile.parentId)) return
  const members = (await membershipsOpenOn(db, group.id, effectiveOn)).filter(({ isDeleted }) => !isDeleted)
  if (members.length > 0)
    throw new DomainError(
      'GROUP_HAS_MEMBERS',
      `“${profile.name}”里还有 ${members.length} 名党员，不能改到别的党支部；请先把他们编出这个小组，或在那个支部另设党小组。`,
      { problems: [{ place: 'profile.parentId', message: `组里还有 ${members.length} 名党员` }] },
    )
}

function find(all: readonly StoredOrganization[], organizationId: string): StoredOrganization {
  const organization = all.find((each) => each.id === organizationId)
  if (!organization) throw new DomainError('ORGANIZATION_NOT_FOUND', '没有找到这个党组织，请刷新党组织树后重试。')
  return organization
}

function replaced<T extends { readonly id: string }>(all: readonly T[], changed: T): T[] {
  return all.map((each) => (each.id === changed.id ? changed : each))
}

function refuseFuture(label: string, on: PlainDate, today: PlainDate): void {
  if (on > today) throw new DomainError('DATE_IN_FUTURE', `${label} ${on} 在今天（${today}）之后，请核对年份；到了那天再登记。`)
}

function refuseStaff(profile: OrganizationProfile): void {
  const { staffTotal, nonpartyStaffTotal } = profile
  if (staffTotal !== null && nonpartyStaffTotal !== null && nonpartyStaffTotal > staffTotal)
    throw new DomainError('STAFF_MISMATCH', `非党员职工 ${nonpartyStaffTotal} 人多于职工总数 ${staffTotal} 人，请核对这两个数。`)
}

function refuseCodeInUse(all: readonly StoredOrganization[], code: string, ownId: string | null): void {
  const other = all.find((each) => each.code === code && each.id !== ownId)
  if (!other) return
  const dissolved = other.dissolvedOn === null ? '' : '（已撤销，编码不再给别的组织用）'
  throw new DomainError('CODE_IN_USE', `编码 ${code} 已由“${other.versions.at(-1)?.name ?? ''}”使用${dissolved}，请换一个编码。`)
}

function refuseDissolved(organization: StoredOrganization): void {
  if (organization.dissolvedOn === null) return
  const name = organization.versions.at(-1)?.name ?? ''
  throw new DomainError('ALREADY_DISSOLVED', `“${name}”已于 ${organization.dissolvedOn} 撤并，不能再改；确需更改请先恢复。`)
}

function refuseHierarchy(all: Parameters<typeof hierarchyProblems>[0], changedId: string): void {
  const problems = hierarchyProblems(all, changedId)
  if (problems.length === 0) return
  throw new DomainError('HIERARCHY_INVALID', `隶属关系不成立：${problems.join('；')}。请改正上级、层级、名称或日期后重试。`, {
    problems: problems.map((message) => ({ place: 'profile.parentId', message })),
  })
}
