import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { ImprovementFacts } from '../../shared/organizational-life/facts.ts'
import type { ImprovementScope, ImprovementSource, ImprovementState } from '../../shared/organizational-life/improvement.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

export type ImprovementContent = {
  readonly source: ImprovementSource
  readonly scope: ImprovementScope
  readonly memberId: string | null
  readonly problem: string
  readonly measure: string
  readonly ownerId: string | null
  readonly ownerName: string
  readonly dueOn: PlainDate | null
  readonly supervisionNo: string
}

export type ImprovementChangeRecord = {
  readonly fromState: ImprovementState
  readonly toState: ImprovementState
  readonly changedOn: PlainDate
  readonly note: string
  readonly actor: string
}

export type ImprovementRecord = ImprovementContent & {
  readonly id: string
  readonly organizationId: string
  readonly meetingId: string | null
  readonly memberName: string
  readonly state: ImprovementState
  readonly revision: number
  readonly recordedOn: PlainDate
  readonly deletedAt: string | null
  readonly deletionReason: string
  readonly changes: readonly ImprovementChangeRecord[]
}

export type ImprovementFilter = {
  readonly id?: string
  readonly organizationIds?: readonly string[]
  readonly meetingId?: string
  readonly includesRemoved?: boolean
}

/** 整改问题连同改状态的经过，按时限、登记先后排。 */
export async function loadImprovements(db: ReadDb, filter: ImprovementFilter): Promise<ImprovementRecord[]> {
  let selected = db
    .selectFrom('improvement as i')
    .leftJoin('member as m', 'm.id', 'i.memberId')
    .leftJoin('member as o', 'o.id', 'i.ownerId')
    .selectAll('i')
    .select(['m.name as memberName', 'o.name as currentOwnerName'])
  if (filter.includesRemoved !== true) selected = selected.where('i.deletedAt', 'is', null)
  if (filter.id !== undefined) selected = selected.where('i.id', '=', filter.id)
  if (filter.organizationIds) selected = selected.where('i.organizationId', 'in', filter.organizationIds)
  if (filter.meetingId !== undefined) selected = selected.where('i.meetingId', '=', filter.meetingId)
  const rows = await selected.orderBy('i.dueOn').orderBy('i.createdAt').orderBy('i.id').execute()
  if (rows.length === 0) return []
  const changes = groupRows(
    await db
      .selectFrom('improvementChange')
      .where(
        'improvementId',
        'in',
        rows.map(({ id }) => id),
      )
      .selectAll()
      .orderBy('recordedAt')
      .orderBy('changedOn')
      .execute(),
    (row) => row.improvementId,
  )
  return rows.map((row) => ({
    id: row.id,
    organizationId: row.organizationId,
    meetingId: row.meetingId,
    source: row.source as ImprovementSource,
    scope: row.scope as ImprovementScope,
    memberId: row.memberId,
    memberName: row.memberName ?? '',
    problem: row.problem,
    measure: row.measure,
    ownerId: row.ownerId,
    ownerName: row.currentOwnerName ?? row.ownerName,
    dueOn: row.dueOn,
    state: row.state as ImprovementState,
    supervisionNo: row.supervisionNo,
    revision: row.revision,
    recordedOn: row.recordedOn,
    deletedAt: row.deletedAt,
    deletionReason: row.deletionReason,
    changes: (changes.get(row.id) ?? []).map((each) => ({
      fromState: each.fromState as ImprovementState,
      toState: each.toState as ImprovementState,
      changedOn: each.changedOn,
      note: each.note,
      actor: each.actor,
    })),
  }))
}

export async function insertImprovement(
  db: WriteDb,
  row: ImprovementContent & { id: string; organizationId: string; meetingId: string | null; recordedOn: PlainDate },
  { at, actor }: { readonly at: string; readonly actor: string },
): Promise<void> {
  await db
    .insertInto('improvement')
    .values({ ...row, state: '未整改', createdAt: at, createdBy: actor, updatedAt: at })
    .execute()
}

export async function updateImprovement(
  db: WriteDb,
  id: string,
  changes: Partial<ImprovementContent> & { state?: ImprovementState; deletedAt?: string | null; deletionReason?: string },
  at: string,
): Promise<void> {
  await db
    .updateTable('improvement')
    .set(({ eb }) => ({ ...changes, revision: eb('revision', '+', 1), updatedAt: at }))
    .where('id', '=', id)
    .execute()
}

export async function insertImprovementChange(
  db: WriteDb,
  row: ImprovementChangeRecord & { readonly id: string; readonly improvementId: string },
  at: string,
): Promise<void> {
  await db
    .insertInto('improvementChange')
    .values({ ...row, recordedAt: at })
    .execute()
}

/** 问题清单的事实：到判定日为止登记的，当年与上一年的；键是党组织。 */
export async function loadImprovementFacts(
  db: ReadDb,
  asOf: PlainDate,
  organizationIds?: readonly string[],
): Promise<ReadonlyMap<string, readonly ImprovementFacts[]>> {
  let rows = db
    .selectFrom('improvement as i')
    .where('i.deletedAt', 'is', null)
    .where('i.recordedOn', '>=', `${Number(asOf.slice(0, 4)) - 1}-01-01`)
    .where('i.recordedOn', '<=', asOf)
  if (organizationIds) rows = rows.where('i.organizationId', 'in', organizationIds)
  const found = await rows
    .select([
      'i.id',
      'i.organizationId',
      'i.source',
      'i.problem',
      'i.measure',
      'i.ownerName',
      'i.ownerId',
      'i.dueOn',
      'i.state',
      'i.recordedOn',
    ])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('improvementChange as c')
            .whereRef('c.improvementId', '=', 'i.id')
            .where('c.toState', '=', '本级无法解决已上报')
            .where('c.note', '<>', '')
            .select('c.id'),
        )
        .as('isReported'),
    )
    .orderBy('i.recordedOn')
    .orderBy('i.id')
    .execute()
  return new Map(
    [...groupRows(found, (row) => row.organizationId)].map(([organizationId, own]) => [
      organizationId,
      own.map(({ id, source, problem, measure, ownerName, ownerId, dueOn, state, recordedOn, isReported }): ImprovementFacts => ({
        id,
        source: source as ImprovementSource,
        problem,
        measure,
        ownerName: ownerName === '' && ownerId !== null ? '已登记' : ownerName,
        dueOn,
        state: state as ImprovementState,
        recordedOn,
        isReported: Number(isReported) === 1,
      })),
    ]),
  )
}
