import { sql } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { ReadDb } from '../db/open.ts'

/** 某日已不在册的人：编过党支部、都已编出；未移入回收站。连同最后编出的那一条。 */
export function departedMembers(db: ReadDb, asOf: PlainDate) {
  return db
    .selectFrom('member')
    .innerJoin('memberAssignment as last', 'last.memberId', 'member.id')
    .where('member.deletedAt', 'is', null)
    .where('last.untilOn', '<=', asOf)
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM "memberAssignment" AS other WHERE other."memberId" = member.id AND other.id <> last.id
        AND (other."fromOn" IS NULL OR other."fromOn" <= ${asOf}) AND (other."untilOn" IS NULL OR other."untilOn" > last."untilOn"))`,
    )
    .select([
      'member.id',
      'member.name',
      'member.namePinyin',
      'member.nameInitials',
      'member.gender',
      'member.identityNumber',
      'last.branchId',
      'last.untilOn',
    ])
    .orderBy('last.untilOn', 'desc')
    .orderBy('member.namePinyin')
    .orderBy('member.identityNumber')
    .execute()
}

/** 操作日志里提到这个人的若干条，近的在前。 */
export function journalOf(db: ReadDb, memberId: string) {
  return db
    .selectFrom('journal')
    .where('inputJson', 'like', `%"${memberId}"%`)
    .select(['at', 'actor', 'summary'])
    .orderBy('seq', 'desc')
    .limit(100)
    .execute()
}
