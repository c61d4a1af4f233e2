import type Database from 'better-sqlite3-multiple-ciphers'
import { createHash, randomBytes } from 'node:crypto'
import { digestText, type CellValue } from '../../shared/settings/row-changes.ts'
import { isSecretColumn, isVeiledColumn } from '../../shared/settings/veiled-columns.ts'
import { changeCaptureOf, type CapturedChange } from './change-capture.ts'
import { subjectFinder } from './journal-subjects.ts'
import type { TableShape } from './table-shape.ts'

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

/** “改后”超过多少字只记散列。 */
const LONGEST_KEPT = 4000

/**
 * 自己就是改动明细的列：内容与同一条里别的行重复，增的时候不写（成批导入省一半）；
 * 删、改的时候照写，撤销了还能重做。
 */
const REPEATED_COLUMNS: Readonly<Record<string, string>> = { batchChange: 'changesJson' }

/** 一条日志写下了什么：前后值的散列、几处、动到哪些表的什么。 */
export type WrittenChanges = { readonly changesHash: string; readonly count: number; readonly touched: ReadonlySet<string> }

/** 在命令的事务里写下第 `seq` 条的前后值与涉及的人和党组织。`touched` 里是 `表 增` 一类的写法。 */
export function writeChanges(native: Database.Database, seq: number, changes: Iterable<CapturedChange>): WrittenChanges {
  const hash = createHash('sha256')
  const touched = new Set<string>()
  const subjects = new Set<string>()
  let tools: { insert: Database.Statement; subjectsOf: ReturnType<typeof subjectFinder>; newSalt: () => string } | null = null
  let ordinal = 0
  for (const change of changes) {
    tools ??= {
      insert: native.prepare(
        `INSERT INTO main.journalChange (seq, ordinal, tableName, rowKeyJson, action, beforeJson, afterJson, veiledBeforeJson, veiledAfterJson, salt)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ),
      subjectsOf: subjectFinder(native, changeCaptureOf(native).shapes),
      newSalt: saltMaker(),
    }
    ordinal += 1
    const stored = storedChange(change, tools.newSalt)
    const { tableName, rowKeyJson, action, beforeJson, afterJson, veiledBeforeJson, veiledAfterJson, salt } = stored
    hash.update(changeLine(stored, veilHash(stored)), 'utf8')
    tools.insert.run(seq, ordinal, tableName, rowKeyJson, action, beforeJson, afterJson, veiledBeforeJson, veiledAfterJson, salt)
    touched.add(`${tableName} ${action}`)
    tools.subjectsOf(change.shape, change.before, change.after, subjects)
  }
  if (subjects.size > 0) {
    const note = native.prepare('INSERT INTO main.journalSubject (subjectId, seq) VALUES (?, ?)')
    for (const subject of subjects) note.run(subject, seq)
  }
  return { changesHash: hash.digest('hex'), count: ordinal, touched }
}

/** 盐一次取一批，逐个取随机数太慢。 */
function saltMaker(): () => string {
  const BYTES = 16
  let pool = ''
  return () => {
    if (pool === '') pool = randomBytes(BYTES * 256).toString('hex')
    const salt = pool.slice(0, BYTES * 2)
    pool = pool.slice(BYTES * 2)
    return salt
  }
}

function storedChange({ shape, keyJson, before, after }: CapturedChange, newSalt: () => string): StoredChange {
  const action = before === null ? '增' : after === null ? '删' : '改'
  const wrote = (values: readonly CellValue[] | null, other: readonly CellValue[] | null, isAfter: boolean) => {
    const shown: string[] = []
    const veiled: string[] = []
    if (values)
      for (const [index, { label, isKey, isVeiled, isSecret, isRepeated }] of columnsOf(shape).entries()) {
        const value = values[index] ?? null
        // 增、删的空着的列不写，主键已在 rowKeyJson 里；改的只写变了的列。
        if (other ? value === (other[index] ?? null) : value === null || isKey || (isAfter && isRepeated)) continue
        const isLong = isAfter && typeof value === 'string' && value.length > LONGEST_KEPT
        const written = (isLong || isSecret) && typeof value === 'string' ? digestOf(value) : value
        ;(isVeiled ? veiled : shown).push(`${label}:${JSON.stringify(written)}`)
      }
    return [`{${shown.join(',')}}`, veiled.length > 0 ? `{${veiled.join(',')}}` : ''] as const
  }
  const [beforeJson, veiledBefore] = wrote(before, after, false)
  const [afterJson, veiledAfter] = wrote(after, before, true)
  const isVeiled = veiledBefore !== '' || veiledAfter !== ''
  return {
    tableName: shape.name,
    rowKeyJson: keyJson,
    action,
    beforeJson,
    afterJson,
    veiledBeforeJson: isVeiled ? veiledBefore || '{}' : '',
    veiledAfterJson: isVeiled ? veiledAfter || '{}' : '',
    salt: isVeiled ? newSalt() : '',
  }
}

type ColumnWriting = {
  readonly label: string
  readonly isKey: boolean
  readonly isVeiled: boolean
  readonly isSecret: boolean
  readonly isRepeated: boolean
}

const writings = new WeakMap<TableShape, readonly ColumnWriting[]>()

function columnsOf(shape: TableShape): readonly ColumnWriting[] {
  const known = writings.get(shape)
  if (known) return known
  const columns = shape.columns.map((name) => ({
    label: JSON.stringify(name),
    isKey: shape.key.includes(name),
    isVeiled: isVeiledColumn(shape.name, name),
    isSecret: isSecretColumn(name),
    isRepeated: REPEATED_COLUMNS[shape.name] === name,
  }))
  writings.set(shape, columns)
  return columns
}

/** 代替长文的散列。 */
export function digestOf(value: string): string {
  return digestText({ sha256: sha256(value), length: value.length })
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
