import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { PersonCategory } from '../../shared/glossary.ts'
import type { GroupingMember } from '../../shared/member/grouping.ts'
import type { ReadDb } from '../db/open.ts'

/** 现在编在支部里、党籍正常的一人，连同现行的编入。 */
export type BranchMember = GroupingMember & { readonly assignmentId: string; readonly assignedOn: PlainDate | null }

/** 支部里现在的党员（N_all），按姓名拼音排。 */
export async function branchMembers(db: ReadDb, branchId: string, today: PlainDate): Promise<BranchMember[]> {
  const rows = await db
    .selectFrom('member')
    .innerJoin('memberAssignment as assignment', 'assignment.memberId', 'member.id')
    .where('member.deletedAt', 'is', null)
    .where('member.partyStatus', '=', '正常')
    .where('member.joinedOn', '<=', today)
    .where('assignment.branchId', '=', branchId)
    .where('assignment.untilOn', 'is', null)
    .select([
      'member.id',
      'member.name',
      'member.category',
      'member.fullOn',
      'member.adminPost',
      'member.job',
      'assignment.id as assignmentId',
      'assignment.groupId',
      'assignment.fromOn as assignedOn',
    ])
    .orderBy('member.namePinyin')
    .orderBy('member.identityNumber')
    .execute()
  return rows.map(({ fullOn, category, ...row }) => {
    const isFull = category === '正式党员' && (fullOn === null || fullOn <= today)
    return { ...row, category: (isFull ? '正式党员' : '预备党员') satisfies PersonCategory }
  })
}
