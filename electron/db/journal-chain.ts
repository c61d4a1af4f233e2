import type Database from 'better-sqlite3-multiple-ciphers'
import { createHash } from 'node:crypto'
import type { CapturedChange } from './change-capture.ts'
import {
  changeLine,
  changesReader,
  NO_CHANGES_HASH,
  veilHash,
  writeChanges,
  type StoredChange,
  type WrittenChanges,
} from './journal-changes.ts'

/** 一条操作日志说了什么。 */
export type JournalContent = {
  readonly at: string
  readonly actor: string
  readonly route: string
  readonly summary: string
  readonly inputJson: string
}

/** 库里的一条。`changesHash` 为 null 的是记前后值之前的旧条目。 */
export type JournalEntry = JournalContent & {
  readonly seq: number
  readonly changesHash: string | null
  readonly previousHash: string
  readonly hash: string
}

/** 第一条之前没有日志，用 64 个 0 起头。 */
export const FIRST_PREVIOUS_HASH = '0'.repeat(64)

/** 一条日志的散列（小写十六进制，64 位）；记前后值之前的旧条目 `changesHash` 为 null，不进散列。 */
export function journalHash(
  previousHash: string,
  { at, actor, route, summary, inputJson, changesHash }: JournalContent & { readonly changesHash: string | null },
): string {
  const content = [at, actor, route, summary, inputJson]
  return createHash('sha256')
    .update(previousHash + JSON.stringify(changesHash === null ? content : [...content, changesHash]), 'utf8')
    .digest('hex')
}

/** 在底层连接上接着记一条，连同前后值；调用者负责事务。返回序号与写下的前后值。 */
export function appendJournal(
  connection: Database.Database,
  content: JournalContent,
  changes: Iterable<CapturedChange> = [],
): { seq: number } & WrittenChanges {
  const seq = lastIssued(connection) + 1
  const written = writeChanges(connection, seq, changes)
  insertChained(connection, [{ ...content, seq, changesHash: written.changesHash }])
  return { seq, ...written }
}

/** 把接上的 `source` 库的日志连同前后值按原来的次序接在后面，散列重算，链仍然连得上。 */
export function absorbJournal(connection: Database.Database): void {
  const offset = lastIssued(connection)
  const rows = connection
    .prepare('SELECT seq, at, actor, route, summary, inputJson, changesHash FROM source.journal ORDER BY seq')
    .all() as (JournalContent & { seq: number; changesHash: string | null })[]
  for (const table of ['journalChange', 'journalSubject']) {
    const columns = (connection.pragma(`table_info("${table}")`) as { name: string }[]).map(({ name }) => `"${name}"`)
    const shifted = columns.map((column) => (column === '"seq"' ? `seq + ${offset}` : column))
    connection.exec(`INSERT INTO main."${table}" (${columns.join(', ')}) SELECT ${shifted.join(', ')} FROM source."${table}"`)
  }
  insertChained(
    connection,
    rows.map((row) => ({ ...row, seq: row.seq + offset, changesHash: row.changesHash ?? NO_CHANGES_HASH })),
  )
}

/** 发过的最大序号。 */
function lastIssued(connection: Database.Database): number {
  return Number(connection.prepare(`SELECT seq FROM main.sqlite_sequence WHERE name = 'journal'`).pluck().get() ?? 0)
}

function insertChained(
  connection: Database.Database,
  rows: readonly (JournalContent & { readonly seq: number; readonly changesHash: string })[],
): void {
  const last = connection.prepare('SELECT hash FROM main.journal ORDER BY seq DESC LIMIT 1').pluck().get() as string | undefined
  const insert = connection.prepare(
    `INSERT INTO main.journal (seq, at, actor, route, summary, inputJson, changesHash, previousHash, hash)
     VALUES (@seq, @at, @actor, @route, @summary, @inputJson, @changesHash, @previousHash, @hash)`,
  )
  let previousHash = last ?? FIRST_PREVIOUS_HASH
  for (const { seq, at, actor, route, summary, inputJson, changesHash } of rows) {
    const hash = journalHash(previousHash, { at, actor, route, summary, inputJson, changesHash })
    insert.run({ seq, at, actor, route, summary, inputJson, changesHash, previousHash, hash })
    previousHash = hash
  }
}

export type ChainVerdict = {
  readonly count: number
  readonly lastHash: string
  /** 从哪一条断开；链完好为 null。 */
  readonly brokenAt: number | null
  /** 断在哪、看得出什么；链完好为空串。 */
  readonly reason: string
}

/**
 * 从头核验整条链：内容、前后值与散列，与上一条的衔接，序号有无缺失、末尾有无被删（SQLite 记着发过的最大序号）。
 * 连散列一并从某条起全部重算的伪造，单凭这一份看不出，须与另存的导出件或备份里的末条散列比对。
 * 记前后值之前的旧版备份也核得。
 */
export function verifyChain(connection: Database.Database): ChainVerdict {
  const hasChanges = recordsChanges(connection)
  const changesOf = hasChanges ? changesReader(connection) : null
  let previousHash = FIRST_PREVIOUS_HASH
  let count = 0
  let isNewStyle = false
  for (const row of entriesOf(connection, hasChanges)) {
    const reason = faultOf(row, count + 1, previousHash, isNewStyle) || (changesOf ? changesFault(row, changesOf(row.seq)) : '')
    if (reason !== '') return { count: countOf(connection), lastHash: previousHash, brokenAt: row.seq, reason }
    isNewStyle ||= row.changesHash !== null
    previousHash = row.hash
    count += 1
  }
  const reason = endFault(connection, count, hasChanges)
  return { count, lastHash: previousHash, brokenAt: reason === '' ? null : count + 1, reason }
}

/** 记前后值之前的旧版备份没有这一列。 */
function recordsChanges(connection: Database.Database): boolean {
  return (connection.pragma('table_info(journal)') as { name: string }[]).some(({ name }) => name === 'changesHash')
}

function entriesOf(connection: Database.Database, hasChanges: boolean): IterableIterator<JournalEntry> {
  const changesHash = hasChanges ? 'changesHash' : 'NULL AS changesHash'
  return connection
    .prepare(`SELECT seq, at, actor, route, summary, inputJson, ${changesHash}, previousHash, hash FROM journal ORDER BY seq`)
    .iterate() as IterableIterator<JournalEntry>
}

function faultOf(row: JournalEntry, expectedSeq: number, previousHash: string, isNewStyle: boolean): string {
  if (row.seq !== expectedSeq) return `应当是第 ${expectedSeq} 条，却是第 ${row.seq} 条：中间的日志被删去或序号被改`
  if (row.previousHash !== previousHash) return `第 ${row.seq} 条记着的上一条散列与上一条不符：上一条被换过，或这一条被改过`
  if (isNewStyle && row.changesHash === null) return `第 ${row.seq} 条没有前后值的散列，它之前的却有：这一条被改过`
  if (row.hash !== journalHash(previousHash, row)) return `第 ${row.seq} 条的内容与它的散列不符：这一条被改过`
  return ''
}

function changesFault({ seq, changesHash }: JournalEntry, changes: Iterable<StoredChange & { ordinal: number }>): string {
  const hash = createHash('sha256')
  let expected = 0
  for (const change of changes) {
    expected += 1
    if (change.ordinal !== expected) return `第 ${seq} 条的前后值缺第 ${expected} 处：前后值被删去或次序被改`
    hash.update(changeLine(change, veilHash(change)), 'utf8')
  }
  if (changesHash === null) return expected === 0 ? '' : `第 ${seq} 条是旧版记的，本没有前后值，现在却有 ${expected} 处：前后值是后加的`
  return hash.digest('hex') === changesHash ? '' : `第 ${seq} 条的前后值与它的散列不符：前后值被改过、删去或添过`
}

function endFault(connection: Database.Database, count: number, hasChanges: boolean): string {
  const issued = lastIssued(connection)
  if (issued > count) return `曾记到第 ${issued} 条，现在只有 ${count} 条：末尾的日志被删去了`
  if (!hasChanges) return ''
  const orphans = Number(connection.prepare('SELECT count(*) FROM journalChange WHERE seq NOT IN (SELECT seq FROM journal)').pluck().get())
  return orphans === 0 ? '' : `有 ${orphans} 处前后值不属于任何一条日志：前后值是后加的，或它的那一条被删去了`
}

function countOf(connection: Database.Database): number {
  return Number(connection.prepare('SELECT count(*) FROM journal').pluck().get())
}
