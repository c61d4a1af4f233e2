import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { ethnicityBook } from '../../shared/member/codes.ts'
import { memberProfile, type memberContract, type MemberProfile, type MemberRow } from '../../shared/member/contract.ts'
import { BULK_FIELDS } from '../../shared/member/life-contract.ts'
import {
  isHalfMasked,
  MASKED_FIELD_KEYS,
  MASKED_FIELD_LABELS,
  maskedValue,
  maskIdentityNumber,
  maskProfile,
  withoutMasks,
} from '../../shared/member/masking.ts'
import { normalizeProfile } from '../../shared/member/profile.ts'
import { ageOn, missingFields, partyAgeOn, profileProblems } from '../../shared/member/rules.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import type { ReadDb } from '../db/open.ts'
import { assignmentsOf, closeAssignments, correctAssignment, insertAssignments } from './assignment-queries.ts'
import { lifeStarts } from './event-queries.ts'
import { lifeHandlers } from './life.ts'
import { changeMembers, type ProfileChange } from './profile-change-queries.ts'
import { noSuchMember, postsHeld, refuseBackdating, refuseFuture, requirePlace } from './placement.ts'
import { memberPage, organizationsAt, withDescendants, type OrganizationAt } from './queries.ts'
import { recordBatch } from './change-batch-queries.ts'
import { batchHandlers } from './change-batches.ts'
import { groupingHandlers } from './grouping.ts'
import { revealHandlers } from './reveal.ts'
import { statisticsHandlers } from './statistics.ts'
import {
  holderOf,
  insertMembers,
  liveMembers,
  memberRecord,
  postsOf,
  recycledMembers,
  softDelete,
  undelete,
  type LiveMember,
  type MemberRecord,
} from './record-queries.ts'

export const memberHandlers: Handlers<typeof memberContract> = {
  ...batchHandlers,
  ...lifeHandlers,
  ...statisticsHandlers,
  ...groupingHandlers,
  ...revealHandlers,
  'member.list': async ({ db, today }, { sort, descending, offset, limit, ...filter }) => {
    const asOf = filter.asOf ?? today
    const organizations = await organizationsAt(db, asOf)
    const within = filter.organizationId === null ? null : withDescendants(organizations, filter.organizationId)
    const { total, records } = await memberPage(db, asOf, filter, within, { sort, descending, offset, limit })
    return { asOf, total, rows: records.map((record) => memberRowOf(record, organizations, asOf)) }
  },

  'member.detail': async ({ db, today }, input) => {
    const asOf = input.asOf ?? today
    const record = await memberRecord(db, input.memberId, asOf)
    if (!record) throw noSuchMember()
    const organizations = await organizationsAt(db, asOf)
    const nameOf = (id: string | null) => organizations.get(id ?? '')?.name ?? ''
    const assignments = await assignmentsOf(db, input.memberId)
    const posts = await postsOf(db, input.memberId)
    return {
      member: memberRowOf(record, organizations, asOf),
      assignments: assignments.map(({ branchId, groupId, ...rest }) => ({
        ...rest,
        branchName: nameOf(branchId),
        groupName: nameOf(groupId),
      })),
      posts: posts.map(({ organizationId, ...rest }) => ({ ...rest, organizationName: nameOf(organizationId) })),
    }
  },

  'member.create': async (context, input) => {
    const profile = await acceptableProfile(context, input.profile, null)
    if (input.fromOn !== null) refuseFuture(input.fromOn, context.today)
    await requirePlace(context.db, input.branchId, input.groupId, input.fromOn ?? context.today)
    const memberId = context.newId()
    await insertMembers(context.db, [{ id: memberId, profile }], context.at)
    const { branchId, groupId, fromOn } = input
    await insertAssignments(context.db, [{ id: context.newId(), memberId, branchId, groupId, fromOn, reason: '登记入册' }])
    context.summarize(`登记党员${profile.name}`)
    return { memberId }
  },

  'member.update': async (context, { memberId, profile: written, basedOn }) => {
    const before = await requireMember(context.db, memberId)
    if (basedOn) refuseStale(before.profile, basedOn)
    const profile = await acceptableProfile(context, withoutMasks(written, before.profile), memberId)
    await refuseUnfitForPost(context.db, before, profile)
    await refuseRecordedElsewhere(context.db, before, profile)
    await changeMembers(context, [{ id: memberId, before: before.profile, after: profile }], null)
    context.summarize(`更改党员${profile.name}的信息`)
    return { memberId }
  },

  'member.changeField': async (context, { memberIds, field, value }) => {
    const wanted = [...new Set(memberIds)]
    const members = await liveMembers(context.db, wanted)
    if (members.length < wanted.length) throw noSuchMember()
    const label = BULK_FIELDS[field]
    const changes: ProfileChange[] = []
    for (const before of members) {
      if (before.profile[field] === value) continue
      // 与逐个改信息同一道关：写法、规则、由事件推出的项。
      const after = await acceptableProfile(context, parsedProfile({ ...before.profile, [field]: value }, label), before.id)
      await refuseRecordedElsewhere(context.db, before, after)
      if (after[field] !== before.profile[field]) changes.push({ id: before.id, before: before.profile, after })
    }
    const title = `把 ${changes.length} 名党员的${label}改为“${maskedValue(field, value)}”`
    const changedIds = changes.map(({ id }) => id)
    const { batchId } = await recordBatch(context, { kind: '批量修改', title }, changedIds, async () => {
      await changeMembers(context, changes, null)
      return undefined
    })
    context.summarize(title)
    return { changed: changes.length, batchId }
  },

  'member.assign': async (context, { memberIds, branchId, groupId, fromOn, reason, basedOn }) => {
    const { db, today } = context
    refuseFuture(fromOn, today)
    const place = await requirePlace(db, branchId, groupId, fromOn)
    const wanted = [...new Set(memberIds)]
    const members = await liveMembers(db, wanted)
    if (members.length < wanted.length) throw noSuchMember()
    for (const seen of basedOn ?? [])
      refuseMovedSince(
        members.find(({ id }) => id === seen.memberId),
        seen,
      )
    const moving = members.filter(({ assignment }) => assignment?.branchId !== branchId || assignment.groupId !== groupId)
    refuseBackdating(moving, fromOn)
    const sameDay = moving.flatMap(({ assignment }) => (assignment?.fromOn === fromOn ? [assignment] : []))
    const others = moving.filter(({ assignment }) => assignment?.fromOn !== fromOn)
    for (const { id } of sameDay) await correctAssignment(db, id, { branchId, groupId, reason })
    await closeAssignments(
      db,
      others.flatMap(({ assignment }) => (assignment ? [assignment.id] : [])),
      fromOn,
    )
    await insertAssignments(
      db,
      others.map(({ id: memberId }) => ({ id: context.newId(), memberId, branchId, groupId, fromOn, reason })),
    )
    context.summarize(`自 ${fromOn} 起把 ${moving.length} 名党员编入“${place.name}”：${reason}`)
    return { moved: moving.length }
  },

  'member.remove': async (context, { memberId, reason, basedOn }) => {
    const member = await requireMember(context.db, memberId)
    if (basedOn) refuseStale(member.profile, basedOn)
    const holding = await postsHeld(context.db, memberId, context.today)
    if (holding.length > 0)
      throw new DomainError(
        'MEMBER_HOLDS_POST',
        `${member.profile.name}仍任${holding.join('、')}，请先在“届次与班子”里登记卸任，再移入回收站。`,
      )
    await softDelete(context.db, memberId, context.at, reason)
    context.summarize(`把党员${member.profile.name}移入回收站：${reason}`)
    return { memberId }
  },

  'member.restore': async (context, { memberId }) => {
    const recycled = (await recycledMembers(context.db)).find(({ id }) => id === memberId)
    if (!recycled) throw new DomainError('MEMBER_NOT_RECYCLED', '回收站里没有这名党员，可能已经恢复，请刷新后再看。')
    const holder = await holderOf(context.db, recycled.identityNumber)
    const branch = (await organizationsAt(context.db, context.today)).get(recycled.branchId ?? '')
    const problem = restoreProblem(recycled.name, recycled.identityNumber, holder?.name, branch)
    if (problem !== '') throw new DomainError(holder ? 'IDENTITY_NUMBER_TAKEN' : 'BRANCH_DISSOLVED', problem)
    await undelete(context.db, memberId, context.at)
    context.summarize(`从回收站恢复党员${recycled.name}`)
    return { memberId }
  },

  'member.recycled': async ({ db, today }) => {
    const organizations = await organizationsAt(db, today)
    const rows = await recycledMembers(db)
    const holders = new Map<string, string>()
    for (const { identityNumber } of rows) {
      const holder = await holderOf(db, identityNumber)
      if (holder) holders.set(identityNumber, holder.name)
    }
    return {
      rows: rows.map(({ id, name, identityNumber, branchId, deletedAt, deletionReason }) => ({
        blockedBy: restoreProblem(name, identityNumber, holders.get(identityNumber), organizations.get(branchId ?? '')),
        memberId: id,
        name,
        identityNumber: maskIdentityNumber(identityNumber),
        branchName: organizations.get(branchId ?? '')?.name ?? '',
        deletedAt: deletedAt ?? '',
        reason: deletionReason,
      })),
    }
  },
}

/** 不能从回收站恢复的原因与怎么办；能恢复为空串。 */
function restoreProblem(name: string, identityNumber: string, holderName: string | undefined, branch: OrganizationAt | undefined): string {
  if (holderName !== undefined)
    return `不能恢复${name}：名册里的${holderName}正在使用同一证号 ${maskIdentityNumber(identityNumber)}。请先核对并改正其中一人的证号，或把${holderName}移入回收站。`
  if (branch !== undefined && branch.dissolvedOn !== null)
    return `不能恢复${name}：原来所在的“${branch.name}”已于 ${branch.dissolvedOn} 撤销。请先恢复那个党支部，恢复此人后编入别处，再撤销。`
  return ''
}

/** 库里的一条补上支部名、年龄、党龄与缺项，成为名册的一行。 */
export function memberRowOf(record: MemberRecord, organizations: ReadonlyMap<string, OrganizationAt>, asOf: PlainDate): MemberRow {
  return {
    ...maskProfile(record),
    branchName: organizations.get(record.branchId)?.name ?? '',
    branchShortName: organizations.get(record.branchId)?.shortName ?? '',
    groupName: organizations.get(record.groupId ?? '')?.name ?? '',
    groupShortName: organizations.get(record.groupId ?? '')?.shortName ?? '',
    age: ageOn(record.birthOn, asOf),
    partyAge: partyAgeOn(record.fullOn, asOf),
    missing: missingFields(record),
  }
}

/** 成批改的值也要合每格的长短与字符要求。 */
function parsedProfile(profile: MemberProfile, label: string): MemberProfile {
  const parsed = memberProfile.safeParse(profile)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const message = `${label}${issue?.message ?? '不合要求'}。`
  throw new DomainError('MEMBER_PROFILE_REFUSED', message, { problems: [{ place: 'value', message }] })
}

/** 规范写法、查规则、查证号唯一；不合要求逐格说明。 */
async function acceptableProfile(context: CommandContext, written: MemberProfile, memberId: string | null): Promise<MemberProfile> {
  refuseHalfMasked(written)
  const profile = normalizeProfile(written, context.today)
  const problems = profileProblems(profile, context.today).map(({ field, reason }) => ({ place: `profile.${field}`, message: reason }))
  if (ethnicityBook.find(profile.ethnicity).kind !== '认得')
    problems.push({ place: 'profile.ethnicity', message: `“${profile.ethnicity}”不在民族代码表里，请选一项。` })
  if (problems.length > 0)
    throw new DomainError(
      'MEMBER_PROFILE_REFUSED',
      `党员信息有 ${problems.length} 处不合要求：${problems.map(({ message }) => message).join('')}`,
      {
        problems,
      },
    )
  const holder = await holderOf(context.db, profile.identityNumber)
  if (holder && holder.id !== memberId) {
    const message = `证号 ${maskIdentityNumber(profile.identityNumber)} 已登记在${holder.name}名下，同一证号只能有一人，请核对。`
    throw new DomainError('IDENTITY_NUMBER_TAKEN', message, { problems: [{ place: 'profile.identityNumber', message }] })
  }
  return profile
}

/** 遮着的号码只改了一半就存，库里会留下星号。 */
function refuseHalfMasked(written: MemberProfile): void {
  const half = MASKED_FIELD_KEYS.filter((field) => field !== 'remark' && isHalfMasked(written[field]))
  if (half.length === 0) return
  const message = `${half.map((field) => MASKED_FIELD_LABELS[field]).join('、')}里还有星号：要改请先点“显示”看到全文，或整个重填；不改就让它照原样遮着。`
  throw new DomainError('MEMBER_FIELD_MASKED', message, { problems: half.map((field) => ({ place: `profile.${field}`, message })) })
}

/** 两个窗口先后改同一个人：后一个没看到前一个的改动，不能让它盖掉。 */
function refuseStale(stored: MemberProfile, basedOn: MemberProfile): void {
  const masked = maskProfile(stored)
  if (PROFILE_KEYS.every((key) => basedOn[key] === stored[key] || basedOn[key] === masked[key])) return
  throw new DomainError(
    'MEMBER_CHANGED_SINCE',
    `${stored.name}的信息在您打开之后已在别处改过，这次没有保存，以免盖掉那次改动；请刷新页面，看过最新的内容再改。`,
  )
}

/** 两个窗口先后给同一个人调支部、小组：后一个没看到前一个的，不能盖掉。 */
function refuseMovedSince(member: LiveMember | undefined, seen: { branchId: string; groupId: string | null }): void {
  if (!member || (member.assignment?.branchId === seen.branchId && member.assignment.groupId === seen.groupId)) return
  throw new DomainError(
    'MEMBER_CHANGED_SINCE',
    `${member.profile.name}在您打开之后已在别处调整过党支部或党小组，这次没有编入；请刷新名册，看过最新的内容再调。`,
  )
}

const PROFILE_KEYS = memberProfile.keyof().options

/** 已由登记的事件推出的项不在这里改：改了就有两个说法。 */
async function refuseRecordedElsewhere(db: ReadDb, before: LiveMember, after: MemberProfile): Promise<void> {
  const baseline = (await lifeStarts(db, [before.id])).get(before.id)?.baseline ?? {}
  const changed = PROFILE_KEYS.filter((key) => key in baseline && before.profile[key] !== after[key])
  if (changed.length === 0) return
  const names = [...new Set(changed.map((key) => STATE_LABELS[key] ?? key))].join('、')
  const message = `${after.name}的${names}由登记的事件推出，不能直接改；请在此人页面的“一生”里登记新的事件，或更正、撤下原来那一条。`
  throw new DomainError('STATE_RECORDED_BY_EVENT', message, {
    problems: changed.map((key) => ({ place: `profile.${key}`, message: '由登记的事件推出，请在“一生”里登记或更正事件。' })),
  })
}

const STATE_LABELS: Readonly<Partial<Record<keyof MemberProfile, string>>> = {
  education: '学历',
  category: '人员类别',
  joinedOn: '入党日期',
  joinedOnPrecision: '入党日期',
  fullOn: '转正日期',
  fullOnPrecision: '转正日期',
  job: '工作岗位',
  adminPost: '行政职务',
  partyStatus: '党籍状态',
  isLost: '失联',
  lostOn: '失去联系日期',
  lostOnPrecision: '失去联系日期',
  isFloating: '流动',
  floatingTo: '外出流向',
  rightsStatus: '权利状态',
}

/** 在任委员不能径自改成不能任职的样子：先登记离任，空缺与补选期限才有起点。组长不要求已经转正。 */
async function refuseUnfitForPost(db: ReadDb, before: LiveMember, after: MemberProfile): Promise<void> {
  const isProbationary = after.category === '预备党员' && before.profile.category !== '预备党员'
  const isStopped = after.partyStatus !== '正常' && before.profile.partyStatus === '正常'
  if (!isProbationary && !isStopped) return
  const posts = (await postsOf(db, before.id)).filter(({ title, untilOn }) => untilOn === null && (isStopped || title !== '组长'))
  if (posts.length === 0) return
  const [place, value] = isStopped ? (['partyStatus', after.partyStatus] as const) : (['category', after.category] as const)
  const message = `${after.name}现任${posts.map(({ title }) => title).join('、')}，改成“${value}”就不能任职；请先在“届次与班子”里登记离任，再改这一项。`
  throw new DomainError('MEMBER_HOLDS_POST', message, { problems: [{ place: `profile.${place}`, message }] })
}

async function requireMember(db: ReadDb, memberId: string): Promise<LiveMember> {
  const [member] = await liveMembers(db, [memberId])
  if (!member) throw noSuchMember()
  return member
}
