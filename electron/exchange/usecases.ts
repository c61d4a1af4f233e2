import { createHash } from 'node:crypto'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { exchangeContract, ImportRow } from '../../shared/exchange/contract.ts'
import { BranchIndex, compareEntry, type RowDifference } from '../../shared/exchange/roster-diff.ts'
import { existsOn } from '../../shared/organization/hierarchy.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers, TaskContext } from '../dispatch/handlers.ts'
import type { ReadDb } from '../db/open.ts'
import { closeAssignments, correctAssignment, insertAssignments } from '../member/assignment-queries.ts'
import { organizationsAt, type OrganizationAt } from '../member/queries.ts'
import { insertMembers, updateMembers } from '../member/record-queries.ts'
import { closeBatch, openBatch, recordAdded, watchMembers } from '../member/change-batch-queries.ts'
import { rosterSnapshot, type RosterSnapshot } from './queries.ts'
import { exportHandlers } from './export.ts'
import { forgetReading, readRoster, ROWS_PER_TURN, type RosterReading } from './roster-reading.ts'

/** 一次导入超过这么多行，落库之前先留一份备份。 */
const ROWS_WORTH_A_BACKUP = 500

export const exchangeHandlers: Handlers<typeof exchangeContract> = {
  'exchange.previewRoster': async (context, { file, branchChoices, ...input }) => {
    const asOf = importDate(input.asOf, context.today)
    const reading = await readRoster(context, file, context.today)
    const difference = await compare(context, context.db, reading, asOf, branchChoices)
    const { rows, snapshot } = difference
    const count = (outcome: ImportRow['outcome']) => rows.filter((row) => row.outcome === outcome).length
    const matched = new Set(rows.flatMap(({ memberId }) => (memberId === null ? [] : [memberId])))
    return {
      fileName: reading.fileName,
      asOf,
      layout: reading.layout,
      sheets: reading.sheets,
      counts: {
        added: count('新增'),
        changed: count('变更'),
        same: count('相同'),
        refused: count('拒绝'),
        doubtful: rows.filter(({ doubts }) => doubts.length > 0).length,
      },
      rows: rows.map(importRowOf),
      unknownBranches: [...new Set(rows.flatMap(({ isUnknownBranch, branchName }) => (isUnknownBranch ? [branchName] : [])))],
      untouchedCount: snapshot.members.size - matched.size,
      digest: difference.digest,
    }
  },

  'exchange.importRoster': async (context, { file, branchChoices, digest, accepted, ...input }) => {
    const asOf = importDate(input.asOf, context.today)
    const reading = await readRoster(context, file, context.today)
    if (reading.entries.length > ROWS_WORTH_A_BACKUP) await context.backUp('导入前')
    return context.transaction(async (command) => {
      // 在写库的事务里重新比对：预览之后名册若有变化，摘要就对不上。
      const difference = await compare(context, command.db, reading, asOf, branchChoices)
      if (difference.digest !== digest)
        throw new DomainError(
          'ROSTER_CHANGED_SINCE_PREVIEW',
          '名册（或这份文件）在预览之后已有变化，请重新预览、确认后再导入；本次没有写入任何内容。',
        )
      const chosen = chosenRows(difference.rows, accepted)
      const written = await write(context, command, reading, chosen, difference.snapshot)
      const skipped = difference.rows.filter(({ outcome }) => outcome !== '相同').length - chosen.length
      command.summarize(`导入花名册“${reading.fileName}”：新增 ${written.added} 人，变更 ${written.changed} 人，未采用 ${skipped} 行`)
      forgetReading()
      return { ...written, skipped }
    })
  },

  ...exportHandlers,
}

type Difference = { readonly rows: readonly RowDifference[]; readonly snapshot: RosterSnapshot; readonly digest: string }

/** 与名册比对；摘要盖住文件、日期、每一行的去向与将要写的支部。 */
async function compare(
  context: Pick<TaskContext, 'report' | 'today'>,
  db: ReadDb,
  reading: RosterReading,
  asOf: PlainDate,
  branchChoices: Readonly<Record<string, string>>,
): Promise<Difference> {
  const { today } = context
  const organizations = await organizationsAt(db, asOf)
  const branches = branchIndex(organizations, asOf, branchChoices)
  const snapshot = await rosterSnapshot(db, { today, asOf, organizations, branches })
  const hash = createHash('sha256').update(JSON.stringify([reading.fileSha256, asOf]))
  const rows: RowDifference[] = []
  for (const entry of reading.entries) {
    if (rows.length % ROWS_PER_TURN === 0)
      await context.report(60 + Math.floor((rows.length / reading.entries.length) * 20), 100, `比对第 ${rows.length} 行`)
    const row = compareEntry(entry, snapshot, reading.duplicates.get(entry))
    hash.update(JSON.stringify([importRowOf(row), 'branchId' in row ? row.branchId : '']))
    rows.push(row)
  }
  return { rows, snapshot, digest: hash.digest('hex') }
}

function branchIndex(
  organizations: ReadonlyMap<string, OrganizationAt>,
  asOf: PlainDate,
  branchChoices: Readonly<Record<string, string>>,
): BranchIndex {
  // 当日还在、其后已撤并的也不收：导入的人现在就算在那里。
  const branches = [...organizations.values()].filter(
    (each) => each.level === '党支部' && existsOn(each, asOf) && each.dissolvedOn === null,
  )
  const known = new Set(branches.map(({ id }) => id))
  const wrong = Object.entries(branchChoices).filter(([, id]) => !known.has(id))
  if (wrong.length > 0)
    throw new DomainError(
      'BRANCH_CHOICE_REFUSED',
      `给“${wrong.map(([name]) => name).join('”“')}”指定的不是 ${asOf} 存在的党支部，请重新选择。`,
      { problems: wrong.map(([name]) => ({ place: `branchChoices.${name}`, message: `不是 ${asOf} 存在的党支部` })) },
    )
  return new BranchIndex(branches, branchChoices)
}

function importRowOf(row: RowDifference): ImportRow {
  const { entry } = row
  return {
    sheet: entry.sheet,
    rowNo: entry.rowNo,
    outcome: row.outcome,
    name: entry.shownName,
    identityNumber: entry.shownIdentityNumber,
    branchName: row.branchName,
    category: 'after' in row ? row.after.category : (entry.values.category ?? ''),
    memberId: row.memberId,
    changes: [...row.changes],
    refusals: [...row.refusals],
    doubts: [...row.doubts],
  }
}

type WritableRow = Extract<RowDifference, { outcome: '新增' | '变更' }>

/** 要写的行：没有指定就是全部新增与变更；指定了不能写的行则拒绝，免得以为写了。 */
function chosenRows(rows: readonly RowDifference[], accepted: readonly { sheet: string; rowNo: number }[] | undefined): WritableRow[] {
  const writable = rows.filter((row): row is WritableRow => row.outcome === '新增' || row.outcome === '变更')
  if (accepted === undefined) return writable
  const place = (sheet: string, rowNo: number) => JSON.stringify([sheet, rowNo])
  const wanted = new Map(accepted.map(({ sheet, rowNo }) => [place(sheet, rowNo), `“${sheet}”表第 ${rowNo} 行`]))
  const chosen = writable.filter(({ entry }) => wanted.delete(place(entry.sheet, entry.rowNo)))
  if (wanted.size > 0) {
    const places = [...wanted.values()]
    throw new DomainError(
      'ROSTER_ROW_NOT_WRITABLE',
      `${places.slice(0, 5).join('、')}${places.length > 5 ? `等 ${places.length} 行` : ''}不是新增或变更，不能导入，请取消勾选。`,
      { problems: places.map((name) => ({ place: name, message: '不是新增或变更' })) },
    )
  }
  return chosen
}

async function write(
  context: TaskContext,
  command: CommandContext,
  reading: RosterReading,
  chosen: readonly WritableRow[],
  snapshot: RosterSnapshot,
): Promise<{ batchId: string; added: number; changed: number }> {
  const added = chosen.filter(({ outcome }) => outcome === '新增').length
  const changed = chosen.length - added
  const { fileName, fileSha256 } = reading
  const batchId = await openBatch(command, { kind: '导入', title: `导入花名册“${fileName}”`, fileName, fileSha256 })
  for (let start = 0; start < chosen.length; start += ROWS_PER_TURN) {
    await context.report(80 + Math.floor((start / chosen.length) * 20), 100, `写入第 ${start} 行`)
    const rows = chosen.slice(start, start + ROWS_PER_TURN)
    const addedIds = await writeAdded(
      command,
      rows.filter((row) => row.outcome === '新增'),
    )
    await recordAdded(command.db, batchId, addedIds)
    const changing = rows.filter((row) => row.outcome === '变更')
    const watch = await watchMembers(
      command.db,
      changing.map(({ member }) => member.id),
    )
    await writeChanged(command, changing, snapshot)
    await watch.settle(batchId)
  }
  await closeBatch(command.db, batchId, { added, changed })
  // 最后再看一次是否已取消：取消了就在提交之前抛出，整体撤回。
  await context.report(100, 100, '写入完成')
  return { batchId, added, changed }
}

/** 新增的人自始编在表里的支部：何时编入表里没有，回看时以入党日期为界。 */
async function writeAdded(command: CommandContext, rows: readonly Extract<RowDifference, { outcome: '新增' }>[]): Promise<string[]> {
  const members = rows.map(({ after, branchId }) => ({ id: command.newId(), profile: after, branchId }))
  await insertMembers(command.db, members, command.at)
  await insertAssignments(
    command.db,
    members.map(({ id, branchId }) => ({ id: command.newId(), memberId: id, branchId, groupId: null, fromOn: null, reason: '花名册导入' })),
  )
  return members.map(({ id }) => id)
}

/** 变更的人改信息；支部不同的补一条内部调整，自汇总日期起。 */
async function writeChanged(
  command: CommandContext,
  rows: readonly Extract<RowDifference, { outcome: '变更' }>[],
  snapshot: RosterSnapshot,
): Promise<void> {
  const reason = '内部调整（花名册导入）'
  await updateMembers(
    command.db,
    rows.map(({ member, after }) => ({ id: member.id, profile: after })),
    command.at,
  )
  const fromOn = snapshot.asOf
  const moving = rows
    .filter(({ member, branchId }) => member.branchId !== branchId)
    .map(({ member, branchId }) => ({ memberId: member.id, branchId, current: snapshot.assignments.get(member.id) ?? null }))
  // 汇总日期当天才编入的是改正，不留零天的经历。
  const corrected = moving.flatMap(({ current, branchId }) => (current?.fromOn === fromOn ? [{ id: current.id, branchId }] : []))
  const moved = moving.filter(({ current }) => current?.fromOn !== fromOn)
  for (const { id, branchId } of corrected) await correctAssignment(command.db, id, { branchId, groupId: null, reason })
  await closeAssignments(
    command.db,
    moved.flatMap(({ current }) => (current ? [current.id] : [])),
    fromOn,
  )
  await insertAssignments(
    command.db,
    moved.map(({ memberId, branchId }) => ({ id: command.newId(), memberId, branchId, groupId: null, fromOn, reason })),
  )
}

function importDate(asOf: PlainDate | undefined, today: PlainDate): PlainDate {
  if (asOf !== undefined && asOf > today)
    throw new DomainError('IMPORT_DATE_IN_FUTURE', `汇总日期 ${asOf} 在今天（${today}）之后，请改为今天或以前。`, {
      problems: [{ place: 'asOf', message: '在今天之后' }],
    })
  return asOf ?? today
}
