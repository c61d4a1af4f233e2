import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { ClosureFacts } from '../../shared/regulation/closure.ts'
import type { CheckVerdict, ManualCheckFacts } from '../../shared/regulation/manual-check.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

/** 全部关闭（含到期、撤下的），按组织；给 `organizationIds` 时只取这些。 */
export async function loadClosures(db: ReadDb, organizationIds?: readonly string[]): Promise<ReadonlyMap<string, ClosureFacts[]>> {
  let rows = db.selectFrom('findingClosure')
  if (organizationIds) rows = rows.where('organizationId', 'in', organizationIds)
  const stored = await rows
    .select(['id', 'organizationId', 'ruleId', 'factSummary', 'reason', 'documentNo', 'closedOn', 'closedBy', 'recheckOn', 'withdrawnOn'])
    .orderBy('closedOn')
    .orderBy('id')
    .execute()
  return groupRows(stored, (row) => row.organizationId)
}

export type ClosureRow = {
  id: string
  organizationId: string
  ruleId: string
  message: string
  factSummary: string
  reason: string
  documentNo: string
  closedOn: PlainDate
  closedBy: string
  recheckOn: PlainDate
  recordedAt: string
  recordedBy: string
}

export async function insertClosure(db: WriteDb, row: ClosureRow): Promise<void> {
  await db.insertInto('findingClosure').values(row).execute()
}

/** 关闭的台账：从新到旧。 */
export async function closureRows(db: ReadDb) {
  return db.selectFrom('findingClosure').selectAll().orderBy('closedOn', 'desc').orderBy('recordedAt', 'desc').execute()
}

export async function findClosure(db: ReadDb, id: string) {
  return db.selectFrom('findingClosure').selectAll().where('id', '=', id).executeTakeFirst()
}

export type Withdrawal = { withdrawnOn: PlainDate; withdrawnAt: string; withdrawnBy: string; withdrawalReason: string }

export async function withdrawClosure(db: WriteDb, id: string, withdrawal: Withdrawal): Promise<void> {
  await db.updateTable('findingClosure').set(withdrawal).where('id', '=', id).execute()
}

/** 现行的勾核登记（不含更正、撤下的），按组织。 */
export async function loadManualChecks(db: ReadDb, organizationIds?: readonly string[]): Promise<ReadonlyMap<string, ManualCheckFacts[]>> {
  let rows = db.selectFrom('manualCheck').where('supersededAt', 'is', null)
  if (organizationIds) rows = rows.where('organizationId', 'in', organizationIds)
  const stored = await rows
    .select([
      'id',
      'organizationId',
      'ruleId',
      'period',
      'verdict',
      'basis',
      'evidence',
      'checkedOn',
      'checkedBy',
      'validUntil',
      'factSummary',
    ])
    .orderBy('checkedOn')
    .orderBy('id')
    .execute()
  return groupRows(
    stored.map((row) => ({ ...row, verdict: row.verdict as CheckVerdict })),
    (row) => row.organizationId,
  )
}

export type ManualCheckRow = {
  id: string
  ruleId: string
  organizationId: string
  period: string
  verdict: CheckVerdict
  basis: string
  evidence: string
  checkedOn: PlainDate
  checkedBy: string
  validUntil: PlainDate
  factSummary: string
  recordedAt: string
  recordedBy: string
}

export async function insertManualChecks(db: WriteDb, rows: readonly ManualCheckRow[]): Promise<void> {
  for (const row of rows) await db.insertInto('manualCheck').values(row).execute()
}

/** 一条规则、一个组织、一期现行的那次登记。 */
export async function currentCheck(db: ReadDb, organizationId: string, ruleId: string, period: string) {
  return db
    .selectFrom('manualCheck')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('ruleId', '=', ruleId)
    .where('period', '=', period)
    .where('supersededAt', 'is', null)
    .executeTakeFirst()
}

export async function findManualCheck(db: ReadDb, id: string) {
  return db.selectFrom('manualCheck').selectAll().where('id', '=', id).executeTakeFirst()
}

export type Supersession = { supersededAt: string; supersededBy: string; supersedeReason: string }

export async function supersedeCheck(db: WriteDb, id: string, supersession: Supersession): Promise<void> {
  await db.updateTable('manualCheck').set(supersession).where('id', '=', id).execute()
}

/** 一条规则对一个组织的历次登记，含更正、撤下的，从新到旧。 */
export async function checkHistory(db: ReadDb, organizationId: string, ruleId: string) {
  return db
    .selectFrom('manualCheck')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('ruleId', '=', ruleId)
    .orderBy('recordedAt', 'desc')
    .orderBy('id')
    .execute()
}
