import { sql } from 'kysely'
import type * as z from 'zod'
import { activityBody, type ActivityBody } from '../../shared/organizational-life/activity-draft.ts'
import type { ContentKind } from '../../shared/organizational-life/activity-types.ts'
import { themePlanBody } from '../../shared/organizational-life/preparation-contract.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

export type ThemePlanBody = z.output<typeof themePlanBody>

/** 一份下发的主题党日方案。 */
export type StoredThemePlan = {
  readonly id: string
  readonly issuerId: string
  readonly month: string
  readonly theme: string
  readonly contentKinds: readonly ContentKind[]
  readonly plan: ThemePlanBody
  readonly targetIds: readonly string[]
  readonly createdAt: string
  readonly createdBy: string
  readonly withdrawnAt: string | null
  readonly withdrawalReason: string
}

/** 方案，月份新的在前；撤下的缺省不含。 */
export async function themePlansOf(
  db: ReadDb,
  wanted: { readonly from?: string; readonly until?: string; readonly id?: string; readonly includesWithdrawn: boolean },
): Promise<StoredThemePlan[]> {
  let rows = db.selectFrom('themePlan').selectAll()
  if (wanted.from !== undefined) rows = rows.where('month', '>=', wanted.from)
  if (wanted.until !== undefined) rows = rows.where('month', '<=', wanted.until)
  if (wanted.id !== undefined) rows = rows.where('id', '=', wanted.id)
  if (!wanted.includesWithdrawn) rows = rows.where('withdrawnAt', 'is', null)
  const found = await rows.orderBy('month', 'desc').orderBy('createdAt', 'desc').execute()
  return found.map(({ contentKindsJson, planJson, targetIdsJson, ...row }) => ({
    ...row,
    contentKinds: JSON.parse(contentKindsJson) as ContentKind[],
    plan: themePlanBody.parse(JSON.parse(planJson)),
    targetIds: JSON.parse(targetIdsJson) as string[],
  }))
}

export async function findThemePlan(db: ReadDb, themePlanId: string): Promise<StoredThemePlan | null> {
  const [plan] = await themePlansOf(db, { id: themePlanId, includesWithdrawn: true })
  return plan ?? null
}

export async function insertThemePlan(db: WriteDb, plan: Omit<StoredThemePlan, 'withdrawnAt' | 'withdrawalReason'>): Promise<void> {
  const { contentKinds, plan: body, targetIds, ...row } = plan
  await db
    .insertInto('themePlan')
    .values({
      ...row,
      contentKindsJson: JSON.stringify(contentKinds),
      planJson: JSON.stringify(body),
      targetIdsJson: JSON.stringify(targetIds),
    })
    .execute()
}

export async function withdrawThemePlan(db: WriteDb, themePlanId: string, at: string, reason: string): Promise<void> {
  await db.updateTable('themePlan').set({ withdrawnAt: at, withdrawalReason: reason }).where('id', '=', themePlanId).execute()
}

/** 照这些方案记下的活动（不含回收站里的），日期早的在前。 */
export function activitiesOfPlans(db: ReadDb, themePlanIds: readonly string[]) {
  return db
    .selectFrom('activity')
    .where('themePlanId', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(themePlanIds)}))`)
    .where('deletedAt', 'is', null)
    .select(['id', 'themePlanId', 'organizationId', 'heldOn'])
    .orderBy('heldOn')
    .execute()
}

export type StoredTemplate = {
  readonly id: string
  readonly organizationId: string | null
  readonly name: string
  readonly body: ActivityBody
  readonly updatedAt: string
  readonly removedAt: string | null
}

/** 通用的与这个组织自己的模板，按名称；`removed` 为真只取撤下的。 */
export async function templatesOf(db: ReadDb, organizationId: string | null, removed: boolean): Promise<StoredTemplate[]> {
  let rows = db
    .selectFrom('activityTemplate')
    .where('removedAt', removed ? 'is not' : 'is', null)
    .selectAll()
  if (organizationId !== null)
    rows = rows.where((eb) => eb.or([eb('organizationId', 'is', null), eb('organizationId', '=', organizationId)]))
  return (await rows.orderBy('name').execute()).map(templateFromRow)
}

/** 撤下的也找得到。 */
export async function findTemplate(db: ReadDb, templateId: string): Promise<StoredTemplate | null> {
  const row = await db.selectFrom('activityTemplate').where('id', '=', templateId).selectAll().executeTakeFirst()
  return row ? templateFromRow(row) : null
}

function templateFromRow(row: {
  id: string
  organizationId: string | null
  name: string
  bodyJson: string
  updatedAt: string
  removedAt: string | null
}): StoredTemplate {
  const { id, organizationId, name, updatedAt, removedAt } = row
  return { id, organizationId, name, updatedAt, removedAt, body: activityBody.parse(JSON.parse(row.bodyJson)) }
}

export async function saveTemplate(
  db: WriteDb,
  template: Omit<StoredTemplate, 'updatedAt' | 'removedAt'>,
  at: string,
  actor: string,
): Promise<void> {
  const { id, organizationId, name, body } = template
  const row = { organizationId, name, bodyJson: JSON.stringify(body), updatedAt: at, updatedBy: actor }
  await db
    .insertInto('activityTemplate')
    .values({ id, ...row, createdAt: at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

export async function updateTemplate(
  db: WriteDb,
  templateId: string,
  changes: { readonly name?: string; readonly updatedAt?: string; readonly updatedBy?: string; readonly removedAt?: string | null },
): Promise<void> {
  await db.updateTable('activityTemplate').set(changes).where('id', '=', templateId).execute()
}

/** 议定事项，时限近的在前、没有时限的在后；`organizationIds` 不给取全部。 */
export function tasksOfActivities(db: ReadDb, organizationIds: readonly string[] | null) {
  let rows = db
    .selectFrom('activityTask as task')
    .innerJoin('activity', 'activity.id', 'task.activityId')
    .where('activity.deletedAt', 'is', null)
  if (organizationIds !== null)
    rows = rows.where('activity.organizationId', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(organizationIds)}))`)
  return rows
    .select([
      'task.id as taskId',
      'task.activityId',
      'activity.title as activityTitle',
      'activity.heldOn',
      'activity.organizationId',
      'task.content',
      'task.ownerName',
      'task.dueOn',
      'task.doneOn',
      'task.note',
    ])
    .orderBy(sql`coalesce(task."dueOn", '9999')`)
    .orderBy('activity.heldOn')
    .orderBy('task.seq')
    .execute()
}

export async function findTask(db: ReadDb, taskId: string) {
  const row = await db
    .selectFrom('activityTask as task')
    .innerJoin('activity', 'activity.id', 'task.activityId')
    .where('task.id', '=', taskId)
    .where('activity.deletedAt', 'is', null)
    .select(['task.id', 'task.activityId', 'task.content', 'task.doneOn', 'activity.heldOn', 'activity.title', 'activity.organizationId'])
    .executeTakeFirst()
  return row ?? null
}

/** 办结记在那次活动上：版次加一，正开着那次活动编辑的人存的时候要先看到。 */
export async function setTaskDone(
  db: WriteDb,
  { id, activityId }: { readonly id: string; readonly activityId: string },
  done: { readonly doneOn: string | null; readonly note: string },
  { at, actor }: { readonly at: string; readonly actor: string },
): Promise<void> {
  await db.updateTable('activityTask').set(done).where('id', '=', id).execute()
  await db
    .updateTable('activity')
    .set((eb) => ({ revision: eb('revision', '+', 1), updatedAt: at, updatedBy: actor }))
    .where('id', '=', activityId)
    .execute()
}
