import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { BranchIndex } from '../../shared/exchange/branch-index.ts'
import type { RosterState } from '../../shared/exchange/roster-diff.ts'
import type { RosterMember } from '../../shared/exchange/roster-member.ts'
import type { SheetResults } from '../../shared/exchange/row-results.ts'
import { SuspectIndex } from '../../shared/exchange/suspects.ts'
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
  const byId = new Map<string, RosterMember>()
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
    const member = { id, profile, branchId, branchName, branchFrom: assignment?.fromOn ?? null, openPosts }
    members.set(profile.identityNumber, member)
    byId.set(id, member)
    if (assignment) assignments.set(id, assignment)
  }
  const recycled = await db.selectFrom('member').where('deletedAt', 'is not', null).select('identityNumber').execute()
  let suspects: SuspectIndex | null = null
  return {
    today: at.today,
    asOf: at.asOf,
    branches: at.branches,
    members,
    memberById: (id) => byId.get(id),
    suspects: () => (suspects ??= new SuspectIndex(members.values())),
    recycled: new Set(recycled.map(({ identityNumber }) => identityNumber)),
    assignments,
  }
}

/** 记下一次导入逐行的结果，日后在原表上回写。 */
export async function keepImportResults(db: WriteDb, batchId: string, sheets: readonly SheetResults[]): Promise<void> {
  await db
    .insertInto('importResult')
    .values({ batchId, sheetsJson: JSON.stringify(sheets) })
    .execute()
}

/** 一次导入的文件指纹与逐行的结果；不是导入、或是旧版本记的为 null。 */
export async function keptImportResults(
  db: ReadDb,
  batchId: string,
): Promise<{ fileName: string; fileSha256: string; sheets: SheetResults[] } | null> {
  const row = await db
    .selectFrom('importResult')
    .innerJoin('changeBatch', 'changeBatch.id', 'importResult.batchId')
    .where('importResult.batchId', '=', batchId)
    .select(['fileName', 'fileSha256', 'sheetsJson'])
    .executeTakeFirst()
  return row ? { fileName: row.fileName, fileSha256: row.fileSha256, sheets: JSON.parse(row.sheetsJson) as SheetResults[] } : null
}
