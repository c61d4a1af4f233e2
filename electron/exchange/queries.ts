import { sql } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { namesakeKey, type BranchIndex, type RosterMember, type RosterState } from '../../shared/exchange/roster-diff.ts'
import type { MemberProfile } from '../../shared/member/contract.ts'
import { insertRows } from '../db/bulk-write.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'
import type { OpenAssignment } from '../member/assignment-queries.ts'
import type { OrganizationAt } from '../member/queries.ts'
import { liveMembers } from '../member/record-queries.ts'

export type RosterSnapshot = RosterState & {
  /** 党员 id → 现行编入。 */
  readonly assignments: ReadonlyMap<string, OpenAssignment>
}

/** 名册此刻的样子，供比对：全部未删除的党员、现行编入、回收站里的证号。 */
export async function rosterSnapshot(
  db: ReadDb,
  at: { today: PlainDate; asOf: PlainDate; organizations: ReadonlyMap<string, OrganizationAt>; branches: BranchIndex },
): Promise<RosterSnapshot> {
  const members = new Map<string, RosterMember>()
  const namesakes = new Map<string, string>()
  const assignments = new Map<string, OpenAssignment>()
  const posts = await db
    .selectFrom('post')
    .where('deletedAt', 'is', null)
    .where('untilOn', 'is', null)
    .select(['memberId', 'title'])
    .execute()
  const postsByMember = groupRows(posts, ({ memberId }) => memberId)
  for (const { id, profile, assignment } of await liveMembers(db)) {
    const branchId = assignment?.branchId ?? ''
    const branchName = at.organizations.get(branchId)?.name ?? ''
    const openPosts = (postsByMember.get(id) ?? []).map(({ title }) => title)
    members.set(profile.identityNumber, { id, profile, branchId, branchName, branchFrom: assignment?.fromOn ?? null, openPosts })
    namesakes.set(namesakeKey(profile.name, profile.birthOn), profile.identityNumber)
    if (assignment) assignments.set(id, assignment)
  }
  const recycled = await db.selectFrom('member').where('deletedAt', 'is not', null).select('identityNumber').execute()
  return {
    today: at.today,
    asOf: at.asOf,
    branches: at.branches,
    members,
    namesakes,
    recycled: new Set(recycled.map(({ identityNumber }) => identityNumber)),
    assignments,
  }
}

export async function insertBatch(
  db: WriteDb,
  batch: { id: string; importedAt: string; fileName: string; fileSha256: string; addedCount: number; changedCount: number },
): Promise<void> {
  await db.insertInto('importBatch').values(batch).execute()
}

/** 落库前后的样子：信息与所在支部。 */
export type ImportedState = { readonly profile: MemberProfile; readonly branchId: string }
export type ImportedChange = {
  readonly memberId: string
  readonly kind: '新增' | '变更'
  readonly before: ImportedState | null
  readonly after: ImportedState
}

export async function insertChanges(db: WriteDb, batchId: string, changes: readonly ImportedChange[]): Promise<void> {
  const rows = changes.map(({ memberId, kind, before, after }) => [
    batchId,
    memberId,
    kind,
    before === null ? null : JSON.stringify(before),
    JSON.stringify(after),
  ])
  await insertRows(db, 'importChange', ['batchId', 'memberId', 'kind', 'beforeJson', 'afterJson'], rows)
}

export async function batchRows(db: ReadDb) {
  return db
    .selectFrom('importBatch')
    .select(['id as batchId', 'importedAt', 'fileName', 'addedCount as added', 'changedCount as changed'])
    .orderBy('importedAt', 'desc')
    .orderBy(sql`rowid`, 'desc')
    .execute()
}
