import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { Gender, PartyStatus, PersonCategory } from '../../shared/glossary.ts'
import type { ReconciledPerson } from '../../shared/member/statistics-reconciliation.ts'
import { bucketOf, type StatisticDimension, type StatisticPerson } from '../../shared/member/statistics.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb } from '../db/open.ts'
import { eventsOf } from './event-queries.ts'
import { membersAt, pastStates } from './state-queries.ts'

/** 某日在册的一人，连同当日所在支部与党籍。 */
export type EnrolledPerson = StatisticPerson & {
  readonly id: string
  readonly name: string
  readonly branchId: string
  readonly partyStatus: PartyStatus
}

/** 某日在册的全部党员（含停止党籍），取那天的样子，按支部、姓名排；给组织则只取编在其中的。 */
export async function enrolledOn(db: ReadDb, on: PlainDate, within: ReadonlySet<string> | null): Promise<EnrolledPerson[]> {
  const members = await membersAt(db, on)
  const rows = await db
    .selectFrom(members)
    .innerJoin('memberAssignment as assignment', 'assignment.memberId', 'member.id')
    .innerJoin('organization as branch', 'branch.id', 'assignment.branchId')
    .where('member.deletedAt', 'is', null)
    .where('member.joinedOn', '<=', on)
    .where((eb) => eb.or([eb('assignment.fromOn', 'is', null), eb('assignment.fromOn', '<=', on)]))
    .where((eb) => eb.or([eb('assignment.untilOn', 'is', null), eb('assignment.untilOn', '>', on)]))
    .select([
      'member.id',
      'member.name',
      'member.gender',
      'member.ethnicity',
      'member.birthOn',
      'member.education',
      'member.job',
      'member.category',
      'member.fullOn',
      'member.partyStatus',
      'assignment.branchId',
    ])
    .orderBy('branch.code')
    .orderBy('member.namePinyin')
    .orderBy('member.identityNumber')
    .execute()
  return rows
    .filter(({ branchId }) => within?.has(branchId) ?? true)
    .map((row) => {
      const isFull = row.category === '正式党员' && (row.fullOn === null || row.fullOn <= on)
      return {
        ...row,
        gender: row.gender as Gender,
        partyStatus: row.partyStatus as PartyStatus,
        category: (isFull ? '正式党员' : '预备党员') satisfies PersonCategory,
        fullOn: isFull ? row.fullOn : null,
      }
    })
}

/** 对账要看的每一个人：编入、党籍各段与事件；回收站里的不算。 */
export async function reconciledPeople(db: ReadDb): Promise<(ReconciledPerson & { readonly name: string })[]> {
  const members = await db.selectFrom('member').where('deletedAt', 'is', null).select(['id', 'name', 'joinedOn', 'partyStatus']).execute()
  const rows = await db.selectFrom('memberAssignment').select(['memberId', 'branchId', 'fromOn', 'untilOn']).execute()
  const assignments = groupRows(rows, ({ memberId }) => memberId)
  const events = groupRows(await eventsOf(db, {}), ({ memberId }) => memberId)
  const past = await pastStates(db)
  return members.map(({ id, name, joinedOn, partyStatus }) => {
    const earlier = past.get(id) ?? []
    return {
      id,
      name,
      assignments: assignments.get(id) ?? [],
      events: events.get(id) ?? [],
      periods: [
        ...earlier.map(({ fromOn, untilOn, state }) => ({
          fromOn,
          untilOn,
          isNormal: state.partyStatus === '正常',
          joinedOn: state.joinedOn,
        })),
        { fromOn: earlier.at(-1)?.untilOn ?? null, untilOn: null, isNormal: partyStatus === '正常', joinedOn },
      ],
    }
  })
}

/** 某日统计里的一档是哪些人（id）：与结构表同一口径，只含党籍正常的。 */
export async function membersCounted(
  db: ReadDb,
  on: PlainDate,
  { dimension, bucket }: { readonly dimension: StatisticDimension; readonly bucket: string },
): Promise<string[]> {
  const people = await enrolledOn(db, on, null)
  return people.filter((person) => person.partyStatus === '正常' && bucketOf(dimension, person, on) === bucket).map(({ id }) => id)
}
