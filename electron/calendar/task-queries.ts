import { calendarTasks, type TaskRange } from '../../shared/calendar/calendar-tasks.ts'
import { DUTIES } from '../../shared/calendar/duties.ts'
import { makeDate, partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { RegisteredPaper } from '../../shared/calendar/task-evidence.ts'
import type { CalendarTask, DutyMark, MarkVerdict } from '../../shared/calendar/task.ts'
import type { TaskRecords } from '../../shared/calendar/tasks.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import { factsAndStandards } from '../compliance/judged-queries.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

/** 看得出办没办的文种。 */
const PAPER_KINDS = [...new Set(DUTIES.flatMap(({ evidence }) => (evidence.kind === '公文' ? evidence.documentKinds : [])))]

export type LoadedTasks = { readonly organizations: readonly OrganizationFacts[]; readonly tasks: CalendarTask[] }

/**
 * 一段日子的全部任务。事实取到今天；整段都在往年的，取到那一年的末日，当时办没办才看得全。
 */
export async function loadCalendarTasks(db: ReadDb, range: TaskRange): Promise<LoadedTasks> {
  const { until, today } = range
  const yearEnd = makeDate(partsOf(until).year, 12, 31)
  const { facts, standards } = await factsAndStandards(db, yearEnd < today ? yearEnd : today, today)
  const tasks = calendarTasks(facts, await loadTaskRecords(db), standards, range)
  return { organizations: facts.organizations, tasks }
}

async function loadTaskRecords(db: ReadDb): Promise<TaskRecords> {
  return {
    papers: await registeredPapers(db),
    marks: await standingMarks(db),
    floatingBranchIds: await floatingBranchIds(db),
    abroadBranchIds: await floatingBranchIds(db, 'abroad'),
  }
}

async function registeredPapers(db: ReadDb): Promise<RegisteredPaper[]> {
  return db
    .selectFrom('document')
    .select(['id', 'kind', 'issuerId as organizationId', 'datedOn', 'number'])
    .where('kind', 'in', PAPER_KINDS)
    .where('status', '=', '已登记')
    .orderBy('datedOn')
    .execute()
}

async function standingMarks(db: ReadDb): Promise<DutyMark[]> {
  const rows = await db.selectFrom('dutyMark').selectAll().where('withdrawnAt', 'is', null).execute()
  return rows.map(({ id, organizationId, dutyId, period, verdict, doneOn, reason, recordedAt, recordedBy }) => ({
    id,
    organizationId,
    dutyId,
    period,
    verdict: verdict as MarkVerdict,
    doneOn,
    reason,
    recordedAt,
    recordedBy,
  }))
}

/** 外出流向写着国（境）外的样子；出国（境）还没有单独的登记。 */
const ABROAD =
  /国外|境外|出国|出境|香港|澳门|台湾|美国|英国|法国|德国|意大利|俄罗斯|日本|韩国|泰国|越南|新加坡|马来西亚|加拿大|澳大利亚|新西兰/

/** 现有外出流动党员的党支部；`abroad` 只要流向国（境）外的。 */
async function floatingBranchIds(db: ReadDb, where: 'anywhere' | 'abroad' = 'anywhere'): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('memberAssignment')
    .innerJoin('member', 'member.id', 'memberAssignment.memberId')
    .select(['memberAssignment.branchId', 'member.floatingTo'])
    .distinct()
    .where('member.isFloating', '=', 1)
    .where('member.deletedAt', 'is', null)
    .where('memberAssignment.untilOn', 'is', null)
    .execute()
  return new Set(rows.flatMap((row) => (where === 'anywhere' || ABROAD.test(row.floatingTo) ? row.branchId : [])))
}

export type NewMark = Omit<DutyMark, 'recordedAt' | 'recordedBy'>

/** 同一件事原来勾过的，先撤下再记新的，前一次留档。 */
export async function recordMark(db: WriteDb, mark: NewMark, at: string, actor: string): Promise<void> {
  await db
    .updateTable('dutyMark')
    .set({ withdrawnAt: at, withdrawnBy: actor })
    .where('organizationId', '=', mark.organizationId)
    .where('dutyId', '=', mark.dutyId)
    .where('period', '=', mark.period)
    .where('withdrawnAt', 'is', null)
    .execute()
  await db
    .insertInto('dutyMark')
    .values({ ...mark, recordedAt: at, recordedBy: actor })
    .execute()
}

export async function findMark(db: ReadDb, id: string): Promise<DutyMark | null> {
  return (await standingMarks(db)).find((mark) => mark.id === id) ?? null
}

export async function withdrawMark(db: WriteDb, id: string, at: string, actor: string): Promise<void> {
  await db.updateTable('dutyMark').set({ withdrawnAt: at, withdrawnBy: actor }).where('id', '=', id).execute()
}

/** 提醒的两件小事：哪天选了“今天不再提醒”、哪天发过系统通知。 */
export type ReminderState = { readonly pausedOn: PlainDate | null; readonly noticedOn: PlainDate | null }

const REMINDER_KEY = 'reminder'

export async function reminderState(db: ReadDb): Promise<ReminderState> {
  const row = await db.selectFrom('setting').select('valueJson').where('key', '=', REMINDER_KEY).executeTakeFirst()
  const stored = row ? (JSON.parse(row.valueJson) as Partial<ReminderState>) : {}
  return { pausedOn: stored.pausedOn ?? null, noticedOn: stored.noticedOn ?? null }
}

export async function saveReminderState(db: WriteDb, state: ReminderState): Promise<void> {
  const valueJson = JSON.stringify(state)
  await db
    .insertInto('setting')
    .values({ key: REMINDER_KEY, valueJson })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ valueJson }))
    .execute()
}
