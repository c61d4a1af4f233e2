import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { isCommitteeTitle, isInOffice } from '../../shared/election/tenure.ts'
import type { talkContract } from '../../shared/organizational-life/talk-contract.ts'
import { talkCoverage, type TalkerRole } from '../../shared/organizational-life/talk.ts'
import { loadStandards } from '../compliance/standards-queries.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { loadPosts } from '../election/queries.ts'
import { organizationsAt } from '../member/queries.ts'
import { committeeOn, refuseFuture, refuseIf, refuseStale, requireBranch, rosterOn, strangers } from './branch-roster.ts'
import { memberNames } from './life-evidence-queries.ts'
import { requireMeeting } from './life-meeting-view.ts'
import { insertTalks, loadTalks, talkPairs, talkPoints, updateTalk, type TalkRecord } from './talk-queries.ts'

export const talkHandlers: Handlers<typeof talkContract> = {
  'life.talks': async ({ db, today }, { organizationId, year, memberId, meetingId }) => {
    const organizations = await organizationsAt(db, today)
    const scope = organizationId === undefined ? {} : { organizationIds: [organizationId] }
    const talks = await loadTalks(db, {
      ...scope,
      ...(year === undefined ? {} : { from: `${year}-01-01`, until: `${year}-12-31` }),
      ...(memberId === undefined ? {} : { memberId }),
      ...(meetingId === undefined ? {} : { meetingId }),
      includesRemoved: true,
    })
    return {
      asOf: today,
      rows: talks
        .filter(({ deletedAt }) => deletedAt === null)
        .map((talk) => ({ ...talk, organizationName: organizations.get(talk.organizationId)?.shortName ?? '' })),
      removed: talks
        .filter(({ deletedAt }) => deletedAt !== null)
        .map(({ id, heldOn, talkerName, memberName, deletionReason }) => ({ id, heldOn, talkerName, memberName, reason: deletionReason })),
    }
  },

  'life.revealTalk': async (context, { talkId }) => {
    const talk = await requireTalk(context, talkId)
    const points = await talkPoints(context.db, talkId)
    if (points === null) throw notFound()
    context.summarize(`查看 ${talk.heldOn} ${talk.talkerName}与${talk.memberName}的谈话要点`)
    return { points }
  },

  'life.talkCoverage': async ({ db, today }, { organizationId, year = Number(today.slice(0, 4)) }) => {
    const asOf = today < `${year}-12-31` ? today : `${year}-12-31`
    if (asOf < `${year}-01-01`) throw new DomainError('YEAR_IN_FUTURE', `${year} 年还没有到，没有谈话可看；请选今年或以前。`)
    const branch = await requireBranch(db, organizationId, asOf, '谈心谈话')
    // 与 B30 同：次数与口径取年末那天的。
    const { values } = (await loadStandards(db)).profileFor(organizationId, `${year}-12-31`)
    const roster = await rosterOn(db, organizationId, asOf)
    const seated = (await committeeOn(db, organizationId, asOf)).filter(({ id }) => roster.some((person) => person.id === id))
    const ids = roster.map(({ id }) => id)
    const talks = await talkPairs(db, ids, `${year}-01-01`, asOf)
    const table = talkCoverage(
      seated,
      roster.map(({ id, name }) => ({ id, name })),
      talks,
      { minimum: values.talkPairMin ?? 1, coverage: values.talkCoverage },
    )
    return {
      asOf,
      year,
      organizationName: branch.shortName,
      coverage: values.talkCoverage,
      minimum: values.talkPairMin,
      ...table,
      committee: [...table.committee],
      pairs: [...table.pairs],
      members: table.members.map((row) => ({ ...row, byCommittee: [...row.byCommittee], lacks: [...row.lacks] })),
    }
  },

  'life.recordTalks': async (context, { organizationId, heldOn, talkerIds, memberIds, meetingId, points, ...details }) => {
    const { db, today } = context
    refuseFuture('谈话日期', heldOn, today)
    const branch = await requireBranch(db, organizationId, heldOn, '谈心谈话')
    const names = await memberNames(db, [...talkerIds, ...memberIds])
    const roster = await rosterOn(db, organizationId, heldOn)
    refuseIf('NOT_IN_BRANCH', strangers(memberIds, roster, names, `${heldOn} “${branch.shortName}”的名册里，不能作谈话对象`))
    if (meetingId !== null) await refuseOtherMeeting(db, meetingId, organizationId, heldOn)
    const pairs = new Map<string, { talkerId: string; memberId: string }>()
    for (const talkerId of talkerIds)
      for (const memberId of memberIds)
        if (talkerId !== memberId && !pairs.has(`${memberId}|${talkerId}`)) pairs.set(`${talkerId}|${memberId}`, { talkerId, memberId })
    if (pairs.size === 0) throw new DomainError('TALK_WITH_SELF', '谈话人与谈话对象是同一个人；请重新选择。')
    const roles = await talkerRoles(db, organizationId, heldOn, talkerIds, names)
    const known = await loadTalks(db, { organizationIds: [organizationId], from: heldOn, until: heldOn })
    for (const { talkerId, memberId } of pairs.values()) {
      const same = known.find((each) => each.talkerId === talkerId && each.memberId === memberId && each.kind === details.kind)
      if (same)
        throw new DomainError(
          'TALK_DUPLICATE',
          `${heldOn} ${same.talkerName}与${same.memberName}的${same.kind}谈话已经登记过，不必重复登记；要补要点请在那一条上改。`,
        )
    }
    const batchId = pairs.size > 1 ? context.newId() : null
    const rows = [...pairs.values()].map((pair) => ({
      id: context.newId(),
      organizationId,
      heldOn,
      ...pair,
      talkerRole: roles.get(pair.talkerId) ?? ('党员' as const),
      ...details,
      points,
      meetingId,
      batchId,
      recordedOn: today,
    }))
    await insertTalks(db, rows, context)
    context.summarize(`“${branch.shortName}”登记${details.kind}谈话 ${rows.length} 次，${heldOn}`)
    return { talkIds: rows.map(({ id }) => id) }
  },

  'life.reviseTalk': async (context, { talkId, revision, points, ...details }) => {
    const { db, today } = context
    const talk = await requireTalk(context, talkId)
    refuseStale(talk.revision, revision, '这次谈话')
    refuseFuture('谈话日期', details.heldOn, today)
    if (details.heldOn !== talk.heldOn) {
      const branch = await requireBranch(db, talk.organizationId, details.heldOn, '谈心谈话')
      const names = await memberNames(db, [talk.memberId, talk.talkerId])
      const roster = await rosterOn(db, talk.organizationId, details.heldOn)
      refuseIf('NOT_IN_BRANCH', strangers([talk.memberId], roster, names, `${details.heldOn} “${branch.shortName}”的名册里`))
      if (talk.meetingId !== null) await refuseOtherMeeting(db, talk.meetingId, talk.organizationId, details.heldOn)
    }
    const names = await memberNames(db, [talk.talkerId])
    const roles = await talkerRoles(db, talk.organizationId, details.heldOn, [talk.talkerId], names)
    const talkerRole = roles.get(talk.talkerId) ?? talk.talkerRole
    await updateTalk(db, talkId, { ...details, talkerRole, ...(points === undefined ? {} : { points }) })
    context.summarize(`更改 ${details.heldOn} ${talk.talkerName}与${talk.memberName}的谈话`)
    return { talkId }
  },

  'life.withdrawTalk': async (context, { talkId, reason }) => {
    const talk = await requireTalk(context, talkId)
    await updateTalk(context.db, talkId, { deletedAt: context.at, deletionReason: reason })
    context.summarize(`撤下 ${talk.heldOn} ${talk.talkerName}与${talk.memberName}的谈话（${reason}）`)
    return { talkId }
  },

  'life.restoreTalk': async (context, { talkId }) => {
    const [talk] = await loadTalks(context.db, { id: talkId, includesRemoved: true })
    if (!talk) throw notFound()
    if (talk.deletedAt === null) throw new DomainError('NOT_REMOVED', '这次谈话没有撤下，不需要恢复。')
    await updateTalk(context.db, talkId, { deletedAt: null, deletionReason: '' })
    context.summarize(`恢复 ${talk.heldOn} ${talk.talkerName}与${talk.memberName}的谈话`)
    return { talkId }
  },
}

function notFound(): DomainError {
  return new DomainError('TALK_NOT_FOUND', '没有找到这次谈话，可能已经撤下；请刷新后重试。')
}

async function requireTalk({ db }: CommandContext, talkId: string): Promise<TalkRecord> {
  const [talk] = await loadTalks(db, { id: talkId })
  if (!talk) throw notFound()
  return talk
}

/** 会前谈话须是本支部的那次会，并且不晚于开会那天。 */
async function refuseOtherMeeting(db: ReadDb, meetingId: string, organizationId: string, heldOn: PlainDate): Promise<void> {
  const meeting = await requireMeeting(db, meetingId)
  if (meeting.organizationId !== organizationId) throw new DomainError('MEETING_NOT_IN_BRANCH', '那次组织生活会不是本支部的；请重新选择。')
  const on = meeting.activity?.heldOn ?? null
  if (on !== null && heldOn > on)
    throw new DomainError('TALK_AFTER_MEETING', `谈话日期 ${heldOn} 晚于组织生活会的 ${on}，不是会前谈话；请核对日期，或不挂在那次会上。`)
}

/** 谈话人那天的身份由任职推出：本支部职务、本支部党员、上级党组织任职。都不是的拒绝。 */
async function talkerRoles(
  db: ReadDb,
  organizationId: string,
  on: PlainDate,
  talkerIds: readonly string[],
  names: ReadonlyMap<string, string>,
): Promise<Map<string, TalkerRole>> {
  const organizations = await organizationsAt(db, on)
  const superiors: string[] = []
  for (
    let id = organizations.get(organizationId)?.parentId ?? null;
    id !== null && !superiors.includes(id);
    id = organizations.get(id)?.parentId ?? null
  )
    superiors.push(id)
  const groups = [...organizations.values()]
    .filter(({ parentId, level }) => parentId === organizationId && level === '党小组')
    .map(({ id }) => id)
  const posts = (await loadPosts(db, on, [organizationId, ...groups, ...superiors])).filter((post) => isInOffice(post, on))
  const roster = await rosterOn(db, organizationId, on)
  const roles = new Map<string, TalkerRole>()
  for (const talkerId of talkerIds) {
    const own = posts.filter((post) => post.memberId === talkerId)
    const inBranch = own.filter((post) => post.organizationId === organizationId && isCommitteeTitle(post.title)).map(({ title }) => title)
    const role: TalkerRole | null = inBranch.includes('书记')
      ? '书记'
      : inBranch.includes('副书记')
        ? '副书记'
        : inBranch.length > 0
          ? '委员'
          : own.some((post) => groups.includes(post.organizationId))
            ? '组长'
            : roster.some(({ id }) => id === talkerId)
              ? '党员'
              : own.some((post) => superiors.includes(post.organizationId))
                ? '上级'
                : null
    if (role === null)
      throw new DomainError(
        'TALKER_NOT_KNOWN',
        `${names.get(talkerId) ?? '谈话人'}在 ${on} 既不是本支部党员，也没有在上级党组织任职；请核对日期与人，或先登记任职。`,
      )
    roles.set(talkerId, role)
  }
  return roles
}
