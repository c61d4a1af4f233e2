import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { rowPlace, withoutKeptCells, type RowDifference, type WritableRow } from '../../shared/exchange/roster-diff.ts'
import type { RosterFieldKey } from '../../shared/exchange/roster-fields.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, TaskContext } from '../dispatch/handlers.ts'
import { closeAssignments, correctAssignment, insertAssignments } from '../member/assignment-queries.ts'
import { closeBatch, openBatch, recordAdded, watchMembers, type AddedMember } from '../member/change-batch-queries.ts'
import { changeMembers } from '../member/profile-change-queries.ts'
import { insertMembers } from '../member/record-queries.ts'
import type { RosterSnapshot } from './queries.ts'
import { ROWS_PER_TURN, type RosterReading } from './roster-reading.ts'

type Place = { readonly sheet: string; readonly rowNo: number }

/** 人的取舍：采用哪些行、哪些格不改。 */
export type RowChoices = {
  readonly accepted?: readonly Place[] | undefined
  readonly keptCells: readonly (Place & { readonly fields: readonly RosterFieldKey[] })[]
  readonly keptFields: readonly RosterFieldKey[]
}

/**
 * 要写的行：没有指定就是全部新增与变更；指定了不能写的行则拒绝，免得以为写了。
 * 不改的格退回原值；退回之后自相矛盾的拒绝，退回之后没有剩下改动的不算采用。
 */
export function chosenRows(rows: readonly RowDifference[], choices: RowChoices, today: PlainDate): WritableRow[] {
  const writable = rows.filter((row): row is WritableRow => row.outcome === '新增' || row.outcome === '变更')
  const accepted = choices.accepted === undefined ? writable : acceptedRows(writable, choices.accepted)
  const everywhere = new Set(choices.keptFields)
  const cells = new Map(choices.keptCells.map((each) => [rowPlace(each), each.fields]))
  const problems: { place: string; message: string }[] = []
  const chosen = accepted.flatMap((row) => {
    const own = cells.get(rowPlace(row.entry))
    const kept = own === undefined ? everywhere : new Set([...everywhere, ...own])
    const settled = withoutKeptCells(row, kept, today)
    if (settled.problem !== '') problems.push({ place: placeName(row.entry), message: settled.problem })
    return settled.row ? [settled.row] : []
  })
  if (problems.length > 0)
    throw new DomainError(
      'ROSTER_KEPT_CELLS_REFUSED',
      `有 ${problems.length} 行取舍之后不能入册：${problems
        .slice(0, 3)
        .map(({ place, message }) => `${place}：${message}`)
        .join('')}请把相关的格一起采用或一起不改；本次没有写入任何内容。`,
      { problems },
    )
  return chosen
}

function acceptedRows(writable: readonly WritableRow[], accepted: readonly Place[]): WritableRow[] {
  const wanted = new Map(accepted.map((each) => [rowPlace(each), placeName(each)]))
  const chosen = writable.filter(({ entry }) => wanted.delete(rowPlace(entry)))
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

function placeName({ sheet, rowNo }: Place): string {
  return `“${sheet}”表第 ${rowNo} 行`
}

/** 在事务里写入，记成一个导入批次；每一段之后让出一次，取消即整体撤回。 */
export async function writeRoster(
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
  const identifiers = { members: ascendingIds(command, added), assignments: ascendingIds(command, added) }
  for (let start = 0; start < chosen.length; start += ROWS_PER_TURN) {
    await context.report(80 + Math.floor((start / chosen.length) * 20), 100, `写入第 ${start} 行`)
    const rows = chosen.slice(start, start + ROWS_PER_TURN)
    const addedMembers = await writeAdded(
      command,
      rows.filter((row) => row.outcome === '新增'),
      identifiers,
    )
    await recordAdded(command.db, batchId, addedMembers)
    const changing = rows.filter((row) => row.outcome === '变更')
    const watch = await watchMembers(
      command.db,
      changing.map(({ member }) => member.id),
    )
    await writeChanged(command, changing, snapshot, batchId)
    await watch.settle(batchId)
  }
  await closeBatch(command.db, batchId, { added, changed })
  // 最后再看一次是否已取消：取消了就在提交之前抛出，整体撤回。
  await context.report(100, 100, '写入完成')
  return { batchId, added, changed }
}

type Identifiers = { readonly members: Iterator<string, undefined>; readonly assignments: Iterator<string, undefined> }

/**
 * 一批标识先取好、从小到大发：照这个次序写，主键与各索引都是往末尾添，不在两万行里到处分页。
 * 标识仍是随机的，只是发放有先后。
 */
function ascendingIds({ newId }: CommandContext, count: number): Iterator<string, undefined> {
  return Array.from({ length: count }, newId)
    .sort((a, b) => (a < b ? -1 : 1))
    .values()
}

function nextId(identifiers: Iterator<string, undefined>): string {
  const { done, value } = identifiers.next()
  if (done === true) throw new RangeError('取好的标识不够发')
  return value
}

/** 新增的人自始编在表里的支部：何时编入表里没有，回看时以入党日期为界。 */
async function writeAdded(
  command: CommandContext,
  rows: readonly Extract<WritableRow, { outcome: '新增' }>[],
  { members: memberIds, assignments: assignmentIds }: Identifiers,
): Promise<AddedMember[]> {
  const reason = '花名册导入'
  const members = rows.map(({ after, branchId }) => ({
    id: nextId(memberIds),
    profile: after,
    branchId,
    assignmentId: nextId(assignmentIds),
  }))
  await insertMembers(command.db, members, command.at)
  await insertAssignments(
    command.db,
    members.map(({ id, branchId, assignmentId }) => ({ id: assignmentId, memberId: id, branchId, groupId: null, fromOn: null, reason })),
  )
  return members.map(({ id, profile, branchId, assignmentId }) => ({
    memberId: id,
    rows: [
      { table: 'member', id, row: { ...profile, isLost: Number(profile.isLost), isFloating: Number(profile.isFloating) } },
      { table: 'memberAssignment', id: assignmentId, row: { branchId, groupId: null, fromOn: null, untilOn: null, reason } },
    ],
  }))
}

/** 变更的人改信息；支部不同的补一条内部调整，自汇总日期起。 */
async function writeChanged(
  command: CommandContext,
  rows: readonly Extract<WritableRow, { outcome: '变更' }>[],
  snapshot: RosterSnapshot,
  batchId: string,
): Promise<void> {
  const reason = '内部调整（花名册导入）'
  // 随时间变化的项（党籍、失联、流动、转正）记成事件：有自带日期的按它，没有的自汇总日期起。
  await changeMembers(
    command,
    rows.map(({ member, after }) => ({ id: member.id, before: member.profile, after })),
    { on: snapshot.asOf, note: '花名册导入', batchId },
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
