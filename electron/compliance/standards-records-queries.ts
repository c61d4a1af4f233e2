import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { OverrideReach } from '../../shared/compliance/standards.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

export type ProfileRow = {
  readonly id: string
  readonly name: string
  readonly basedOnId: string
  readonly versionOn: PlainDate
  readonly note: string
  readonly createdAt: string
  readonly createdBy: string
  readonly retiredAt: string | null
  readonly retirementReason: string
}

export async function profileRows(db: ReadDb): Promise<ProfileRow[]> {
  return db
    .selectFrom('standardProfile')
    .select(['id', 'name', 'basedOnId', 'versionOn', 'note', 'createdAt', 'createdBy', 'retiredAt', 'retirementReason'])
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
}

export async function insertProfile(
  db: WriteDb,
  row: Omit<ProfileRow, 'retiredAt' | 'retirementReason'> & { readonly values: unknown },
): Promise<void> {
  const { values, ...columns } = row
  await db
    .insertInto('standardProfile')
    .values({ ...columns, valuesJson: JSON.stringify(values) })
    .execute()
}

export async function markProfile(
  db: WriteDb,
  profileId: string,
  retirement: { readonly retiredAt: string | null; readonly retiredBy: string; readonly retirementReason: string },
): Promise<void> {
  await db.updateTable('standardProfile').set(retirement).where('id', '=', profileId).execute()
}

export type ChainRevisionRow = {
  readonly revision: number
  readonly reason: string
  readonly documentNo: string
  readonly approvedBy: string
  readonly changedAt: string
  readonly changedBy: string
  readonly links: readonly { readonly profileId: string; readonly fromOn: PlainDate | null }[]
}

/** 历次改过的方案链，旧的在前；没改过为空。 */
export async function chainRevisions(db: ReadDb): Promise<ChainRevisionRow[]> {
  const heads = await db.selectFrom('profileChain').selectAll().orderBy('revision').execute()
  const links = await db.selectFrom('profileChainLink').selectAll().orderBy('revision').orderBy('seq').execute()
  return heads.map((head) => ({
    ...head,
    links: links.filter((link) => link.revision === head.revision).map(({ profileId, fromOn }) => ({ profileId, fromOn })),
  }))
}

export async function insertChain(db: WriteDb, row: ChainRevisionRow): Promise<void> {
  const { links, ...head } = row
  await db.insertInto('profileChain').values(head).execute()
  await db
    .insertInto('profileChainLink')
    .values(links.map((link, index) => ({ revision: head.revision, seq: index + 1, ...link })))
    .execute()
}

export type OverrideRow = {
  readonly id: string
  readonly organizationId: string
  readonly reach: OverrideReach
  readonly parameterKey: string
  readonly value: unknown
  readonly fromOn: PlainDate
  readonly untilOn: PlainDate | null
  readonly documentNo: string
  readonly approvedBy: string
  readonly reason: string
  readonly createdAt: string
  readonly createdBy: string
  readonly withdrawnAt: string | null
  readonly withdrawnBy: string
  readonly withdrawalReason: string
}

/** 登记过的覆盖，撤下的也在，按起日；`organizationId` 为 null 取全部。 */
export async function overrideRows(db: ReadDb, organizationId: string | null): Promise<OverrideRow[]> {
  let rows = db.selectFrom('parameterOverride').selectAll().orderBy('fromOn').orderBy('createdAt').orderBy('id')
  if (organizationId !== null) rows = rows.where('organizationId', '=', organizationId)
  return (await rows.execute()).map(({ valueJson, reach, ...row }) => ({
    ...row,
    reach: reach as OverrideReach,
    value: JSON.parse(valueJson) as unknown,
  }))
}

export async function insertOverride(
  db: WriteDb,
  row: Omit<OverrideRow, 'withdrawnAt' | 'withdrawnBy' | 'withdrawalReason'>,
): Promise<void> {
  const { value, ...columns } = row
  await db
    .insertInto('parameterOverride')
    .values({ ...columns, valueJson: JSON.stringify(value) })
    .execute()
}

export async function endOverrideRow(db: WriteDb, overrideId: string, untilOn: PlainDate): Promise<void> {
  await db.updateTable('parameterOverride').set({ untilOn }).where('id', '=', overrideId).execute()
}

export async function withdrawOverrideRow(
  db: WriteDb,
  overrideId: string,
  withdrawal: { readonly withdrawnAt: string; readonly withdrawnBy: string; readonly withdrawalReason: string },
): Promise<void> {
  await db.updateTable('parameterOverride').set(withdrawal).where('id', '=', overrideId).execute()
}

export async function indicatorRows(db: ReadDb) {
  return db.selectFrom('indicatorRule').selectAll().execute()
}

export async function saveIndicators(
  db: WriteDb,
  ruleIds: readonly string[],
  state: { readonly isEnabled: boolean; readonly reason: string; readonly changedAt: string; readonly changedBy: string },
): Promise<void> {
  const { reason, changedAt, changedBy } = state
  const isEnabled = state.isEnabled ? 1 : 0
  await db
    .insertInto('indicatorRule')
    .values(ruleIds.map((ruleId) => ({ ruleId, isEnabled, reason, changedAt, changedBy })))
    .onConflict((conflict) => conflict.column('ruleId').doUpdateSet({ isEnabled, reason, changedAt, changedBy }))
    .execute()
}
