import type Database from 'better-sqlite3-multiple-ciphers'
import { createHash, randomBytes } from 'node:crypto'
import type { Cells, CellValue } from '../../shared/settings/row-changes.ts'
import { isVeiledColumn } from '../../shared/settings/veiled-columns.ts'
import type { CapturedChange } from './change-capture.ts'
import { subjectFinder } from './journal-subjects.ts'
import { capturedTables } from './table-shape.ts'

/** 库里的一条前后值。敏感的列在 `veiled*` 里，没有敏感列的三项都是空串。 */
export type StoredChange = {
  readonly tableName: string
  readonly rowKeyJson: string
  readonly action: string
  readonly beforeJson: string
  readonly afterJson: string
  readonly veiledBeforeJson: string
  readonly veiledAfterJson: string
  readonly salt: string
}

/** 敏感部分的散列：带随机的盐，只给散列也猜不出证号、电话；没有敏感部分为空串。 */
export function veilHash({
  salt,
  veiledBeforeJson,
  veiledAfterJson,
}: Pick<StoredChange, 'salt' | 'veiledBeforeJson' | 'veiledAfterJson'>): string {
  if (salt === '' && veiledBeforeJson === '' && veiledAfterJson === '') return ''
  return sha256(salt + JSON.stringify([veiledBeforeJson, veiledAfterJson]))
}

/** 一条前后值进 `changesHash` 的写法：一行紧凑的 JSON 数组，以换行结尾。 */
export function changeLine(change: Omit<StoredChange, 'salt' | 'veiledBeforeJson' | 'veiledAfterJson'>, veiled: string): string {
  const { tableName, rowKeyJson, action, beforeJson, afterJson } = change
  return `${JSON.stringify([tableName, rowKeyJson, action, beforeJson, afterJson, veiled])}\n`
}

/** 没有改动的条目的 `changesHash`：空内容的散列。 */
export const NO_CHANGES_HASH = sha256('')

/** 在命令的事务里写下第 `seq` 条的前后值与涉及的人和党组织；返回它们的散列与条数。 */
export function writeChanges(
  native: Database.Database,
  seq: number,
  changes: Iterable<CapturedChange>,
): { changesHash: string; count: number } {
  const hash = createHash('sha256')
  let writer: ReturnType<typeof changeWriter> | null = null
  let ordinal = 0
  for (const captured of changes) {
    writer ??= changeWriter(native, seq)
    ordinal += 1
    const stored = storedChange(captured)
    hash.update(changeLine(stored, veilHash(stored)), 'utf8')
    writer(ordinal, stored, captured)
  }
  return { changesHash: hash.digest('hex'), count: ordinal }
}

function changeWriter(native: Database.Database, seq: number) {
  const insert = native.prepare(
    `INSERT INTO main.journalChange (seq, ordinal, tableName, rowKeyJson, action, beforeJson, afterJson, veiledBeforeJson, veiledAfterJson, salt)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const note = native.prepare('INSERT INTO main.journalSubject (subjectId, seq) VALUES (?, ?)')
  const noted = new Set<string>()
  const shapes = new Map(capturedTables(native).map((shape) => [shape.name, shape]))
  const subjectsOf = subjectFinder(native, (table) => shapes.get(table))
  return (ordinal: number, stored: StoredChange, captured: CapturedChange) => {
    const { tableName, rowKeyJson, action, beforeJson, afterJson, veiledBeforeJson, veiledAfterJson, salt } = stored
    insert.run(seq, ordinal, tableName, rowKeyJson, action, beforeJson, afterJson, veiledBeforeJson, veiledAfterJson, salt)
    for (const subject of subjectsOf(captured)) {
      if (noted.has(subject)) continue
      noted.add(subject)
      note.run(subject, seq)
    }
  }
}

function storedChange({ table, key, action, before, after }: CapturedChange): StoredChange {
  const [shownBefore, veiledBefore] = split(table, before)
  const [shownAfter, veiledAfter] = split(table, after)
  const isVeiled = veiledBefore !== null || veiledAfter !== null
  return {
    tableName: table,
    rowKeyJson: JSON.stringify(key),
    action,
    beforeJson: JSON.stringify(shownBefore),
    afterJson: JSON.stringify(shownAfter),
    veiledBeforeJson: isVeiled ? JSON.stringify(veiledBefore ?? {}) : '',
    veiledAfterJson: isVeiled ? JSON.stringify(veiledAfter ?? {}) : '',
    salt: isVeiled ? randomBytes(16).toString('hex') : '',
  }
}

/** 分成照写的与另放的；没有要另放的，第二份为 null。 */
function split(table: string, cells: Cells): [shown: Cells, veiled: Cells | null] {
  let veiled: Record<string, CellValue> | null = null
  const shown: Record<string, CellValue> = {}
  for (const column of Object.keys(cells)) {
    if (isVeiledColumn(table, column)) (veiled ??= {})[column] = cells[column] ?? null
    else shown[column] = cells[column] ?? null
  }
  return [shown, veiled]
}

/** 从库里一条条读第 `seq` 条的前后值。 */
export function changesReader(native: Database.Database): (seq: number) => IterableIterator<StoredChange & { ordinal: number }> {
  const statement = native.prepare(
    `SELECT ordinal, tableName, rowKeyJson, action, beforeJson, afterJson, veiledBeforeJson, veiledAfterJson, salt
     FROM journalChange WHERE seq = ? ORDER BY ordinal`,
  )
  return (seq) => statement.iterate(seq) as IterableIterator<StoredChange & { ordinal: number }>
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
