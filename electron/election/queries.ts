import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { PostFacts, TermApprovalFacts, TermFacts, TermMilestoneFacts } from '../../shared/election/facts.ts'
import {
  POST_TITLES,
  type PostEndReason,
  type PostSource,
  type PostTitle,
  type TermApprovalKind,
  type TermMilestoneKind,
} from '../../shared/glossary.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'
import { membersAt } from '../member/state-queries.ts'

/** 库里不会有比这更晚的日期；要取全部届次、全部任职时用它作判定日。 */
export const ALL_TIME: PlainDate = '9999-12-31'

export type ApprovalRecord = TermApprovalFacts & { readonly id: string; readonly approver: string; readonly reason: string }
export type MilestoneRecord = TermMilestoneFacts & { readonly id: string; readonly note: string }

/** 一届连同批复与节点；规则要的事实都在里面。 */
export type TermRecord = TermFacts & {
  readonly organizationId: string
  readonly resultReportNo: string
  readonly remark: string
  readonly approvals: readonly ApprovalRecord[]
  readonly milestones: readonly MilestoneRecord[]
}

export type PostRecord = PostFacts & {
  readonly organizationId: string
  readonly endedByTermId: string | null
  readonly deletedAt: string | null
}

/** 判定日已选出的届次（未撤下的），按选举日升序；批复与节点也只取判定日已有的。不给组织则取全部。 */
export async function loadTerms(db: ReadDb, asOf: PlainDate, organizationIds?: readonly string[]): Promise<TermRecord[]> {
  let terms = db.selectFrom('term').where('deletedAt', 'is', null).where('electedOn', '<=', asOf).selectAll()
  if (organizationIds) terms = terms.where('organizationId', 'in', organizationIds)
  const ids = terms.clearSelect().select('id')
  const approvals = await db
    .selectFrom('termApproval')
    .where('deletedAt', 'is', null)
    .where('approvedOn', '<=', asOf)
    .where('termId', 'in', ids)
    .selectAll()
    .orderBy('approvedOn')
    .orderBy('documentNo')
    .execute()
  const milestones = await db
    .selectFrom('termMilestone')
    .where('deletedAt', 'is', null)
    .where('occurredOn', '<=', asOf)
    .where('termId', 'in', ids)
    .selectAll()
    .orderBy('occurredOn')
    .orderBy('kind')
    .orderBy('documentNo')
    .execute()
  const approvalsByTerm = groupRows(approvals, (row) => row.termId)
  const milestonesByTerm = groupRows(milestones, (row) => row.termId)
  const rows = await terms.orderBy('electedOn').execute()
  return rows.map((row) => ({
    id: row.id,
    organizationId: row.organizationId,
    seq: row.seq,
    electedOn: row.electedOn,
    termYears: row.termYears,
    termYearsBasis: row.termYearsBasis,
    seatCount: row.seatCount,
    approvalDocumentNo: row.approvalDocumentNo,
    resultReportNo: row.resultReportNo,
    remark: row.remark,
    approvals: (approvalsByTerm.get(row.id) ?? []).map(({ id, kind, approvedOn, documentNo, newEndOn, approver, reason }) => ({
      id,
      kind: kind as TermApprovalKind,
      approvedOn,
      documentNo,
      newEndOn,
      approver,
      reason,
    })),
    milestones: (milestonesByTerm.get(row.id) ?? []).map(({ id, kind, occurredOn, documentNo, note }) => ({
      id,
      kind: kind as TermMilestoneKind,
      occurredOn,
      documentNo,
      note,
    })),
  }))
}

/** 判定日及以前开始的任职（未撤下的），按任职日升序，已卸任的也在内。不给组织则取全部。 */
export async function loadPosts(db: ReadDb, asOf: PlainDate, organizationIds?: readonly string[]): Promise<PostRecord[]> {
  let posts = postSelection(db).where('p.deletedAt', 'is', null).where('p.fromOn', '<=', asOf)
  if (organizationIds) posts = posts.where('p.organizationId', 'in', organizationIds)
  return (await posts.execute()).map(postFromRow).toSorted(byStartThenTitle)
}

/** 先后、职务次序、姓名：同样的记录总是同样的次序。 */
function byStartThenTitle(a: PostRecord, b: PostRecord): number {
  if (a.fromOn !== b.fromOn) return a.fromOn < b.fromOn ? -1 : 1
  const order = POST_TITLES.indexOf(a.title) - POST_TITLES.indexOf(b.title)
  if (order !== 0) return order
  return a.memberName + a.id < b.memberName + b.id ? -1 : 1
}

/** 一条任职，撤下的也找得到。 */
export async function findPost(db: ReadDb, postId: string): Promise<PostRecord | null> {
  const row = await postSelection(db).where('p.id', '=', postId).executeTakeFirst()
  return row ? postFromRow(row) : null
}

function postSelection(db: ReadDb) {
  return db
    .selectFrom('post as p')
    .innerJoin('member as m', 'm.id', 'p.memberId')
    .select([
      'p.id',
      'p.organizationId',
      'p.termId',
      'p.memberId',
      'm.name as memberName',
      'm.fullOn as memberFullOn',
      'm.adminPost',
      'p.title',
      'p.duty',
      'p.dutyAssignedOn',
      'p.fromOn',
      'p.untilOn',
      'p.endReason',
      'p.endedByTermId',
      'p.source',
      'p.documentNo',
      'p.deletedAt',
    ])
}

type PostRow = Awaited<ReturnType<ReturnType<typeof postSelection>['executeTakeFirstOrThrow']>>

function postFromRow(row: PostRow): PostRecord {
  return {
    ...row,
    title: row.title as PostTitle,
    endReason: row.endReason as PostEndReason | null,
    source: row.source as PostSource,
  }
}

/** 一个党组织撤下的届次与任职，后撤的在前。 */
export async function loadRemoved(db: ReadDb, organizationId: string) {
  const terms = await db
    .selectFrom('term')
    .where('organizationId', '=', organizationId)
    .where('deletedAt', 'is not', null)
    .select((eb) => ['id as termId', 'seq', 'electedOn', eb.ref('deletedAt').$notNull().as('removedAt'), 'deletionReason as reason'])
    .orderBy('deletedAt', 'desc')
    .execute()
  const posts = await postSelection(db)
    .where('p.organizationId', '=', organizationId)
    .where('p.deletedAt', 'is not', null)
    .orderBy('p.deletedAt', 'desc')
    .execute()
  return {
    terms,
    posts: posts.map((row) => ({
      postId: row.id,
      memberName: row.memberName,
      title: row.title as PostTitle,
      fromOn: row.fromOn,
      removedAt: row.deletedAt ?? '',
    })),
  }
}

export type StoredTerm = { id: string; organizationId: string; seq: number; electedOn: PlainDate; deletedAt: string | null }

/** 届次的身份，撤下的也找得到。 */
export async function findTerm(db: ReadDb, termId: string): Promise<StoredTerm | null> {
  const row = await db
    .selectFrom('term')
    .where('id', '=', termId)
    .select(['id', 'organizationId', 'seq', 'electedOn', 'deletedAt'])
    .executeTakeFirst()
  return row ?? null
}

/** 节点或批复所在的届次；没有或已撤下为 null。 */
export async function findTermOf(db: ReadDb, table: 'termApproval' | 'termMilestone', id: string): Promise<string | null> {
  const row = await db.selectFrom(table).where('id', '=', id).where('deletedAt', 'is', null).select('termId').executeTakeFirst()
  return row?.termId ?? null
}

/** 任职要看的党员情况，取某日的样子；已移入回收站为 null。 */
export async function findCandidate(db: ReadDb, memberId: string, on: PlainDate) {
  const row = await db
    .selectFrom(await membersAt(db, on))
    .where('member.id', '=', memberId)
    .where('member.deletedAt', 'is', null)
    .select(['member.id', 'member.name', 'category', 'fullOn', 'joinedOn', 'partyStatus', 'rightsStatus'])
    .executeTakeFirst()
  return row ?? null
}

type TermColumns = {
  electedOn: PlainDate
  termYears: number
  termYearsBasis: string
  seatCount: number | null
  approvalDocumentNo: string
  resultReportNo: string
  remark: string
}

export async function insertTerm(
  db: WriteDb,
  row: TermColumns & { id: string; organizationId: string; seq: number },
  at: string,
): Promise<void> {
  await db
    .insertInto('term')
    .values({ ...row, createdAt: at, updatedAt: at })
    .execute()
}

export async function updateTerm(
  db: WriteDb,
  termId: string,
  changes: Partial<TermColumns> & { deletedAt?: string | null; deletionReason?: string },
  at: string,
): Promise<void> {
  await db
    .updateTable('term')
    .set({ ...changes, updatedAt: at })
    .where('id', '=', termId)
    .execute()
}

export async function insertApproval(
  db: WriteDb,
  row: Omit<ApprovalRecord, 'kind'> & { kind: TermApprovalKind; termId: string },
  at: string,
): Promise<void> {
  await db
    .insertInto('termApproval')
    .values({ ...row, createdAt: at })
    .execute()
}

export async function insertMilestone(db: WriteDb, row: MilestoneRecord & { termId: string }, at: string): Promise<void> {
  await db
    .insertInto('termMilestone')
    .values({ ...row, createdAt: at })
    .execute()
}

export async function removeTermRecord(db: WriteDb, table: 'termApproval' | 'termMilestone', id: string, at: string): Promise<void> {
  await db.updateTable(table).set({ deletedAt: at }).where('id', '=', id).execute()
}

export async function insertPost(
  db: WriteDb,
  row: {
    id: string
    organizationId: string
    termId: string | null
    memberId: string
    title: PostTitle
    duty: string
    dutyAssignedOn: PlainDate | null
    fromOn: PlainDate
    untilOn: PlainDate | null
    endReason: PostEndReason | null
    endedByTermId: string | null
    source: PostSource
    documentNo: string
  },
  at: string,
): Promise<void> {
  await db
    .insertInto('post')
    .values({ ...row, createdAt: at, updatedAt: at })
    .execute()
}

export async function updatePosts(
  db: WriteDb,
  postIds: readonly string[],
  changes: {
    termId?: string | null
    duty?: string
    dutyAssignedOn?: PlainDate | null
    documentNo?: string
    fromOn?: PlainDate
    untilOn?: PlainDate | null
    endReason?: PostEndReason | null
    endedByTermId?: string | null
    deletedAt?: string | null
  },
  at: string,
): Promise<void> {
  if (postIds.length === 0) return
  await db
    .updateTable('post')
    .set({ ...changes, updatedAt: at })
    .where('id', 'in', postIds)
    .execute()
}

/** 随一届一起撤下的任职：撤下的时刻相同。 */
export async function postIdsRemovedAt(db: ReadDb, termId: string, at: string): Promise<string[]> {
  const rows = await db.selectFrom('post').where('termId', '=', termId).where('deletedAt', '=', at).select('id').execute()
  return rows.map((row) => row.id)
}
