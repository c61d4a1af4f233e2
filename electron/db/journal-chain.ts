import type Database from 'better-sqlite3-multiple-ciphers'
import { createHash } from 'node:crypto'

/** 一条操作日志里进散列的内容。 */
export type JournalContent = {
  readonly at: string
  readonly actor: string
  readonly route: string
  readonly summary: string
  readonly inputJson: string
}

export type JournalEntry = JournalContent & { readonly seq: number; readonly previousHash: string; readonly hash: string }

/** 第一条之前没有日志，用 64 个 0 起头。 */
export const FIRST_PREVIOUS_HASH = '0'.repeat(64)

/** 写在导出件里的核验办法，离线照做即可，不必有本程序。 */
const CHAIN_ALGORITHM =
  '每条的 hash = SHA-256(previousHash + JSON 数组 [at, actor, route, summary, inputJson])，数组为紧凑写法（逗号后无空格）、汉字不转义、UTF-8，散列写成小写十六进制；' +
  'previousHash 是上一条的 hash，第一条的 previousHash 是 64 个 0；seq 从 1 起逐条加 1。任何一条对不上，链就从那一条断开。'

/** 一条日志的散列（小写十六进制，64 位）。 */
export function journalHash(previousHash: string, { at, actor, route, summary, inputJson }: JournalContent): string {
  return createHash('sha256')
    .update(previousHash + JSON.stringify([at, actor, route, summary, inputJson]), 'utf8')
    .digest('hex')
}

/** 在底层连接上接着记一条；调用者负责事务。 */
export function appendJournal(connection: Database.Database, content: JournalContent): void {
  const last = connection.prepare('SELECT hash FROM main.journal ORDER BY seq DESC LIMIT 1').pluck().get() as string | undefined
  insertChained(connection, last ?? FIRST_PREVIOUS_HASH, [content])
}

/** 把接上的 `source` 库的日志按原来的次序接在后面，散列重算，链仍然连得上。 */
export function absorbJournal(connection: Database.Database): void {
  const last = connection.prepare('SELECT hash FROM main.journal ORDER BY seq DESC LIMIT 1').pluck().get() as string | undefined
  const rows = connection.prepare('SELECT at, actor, route, summary, inputJson FROM source.journal ORDER BY seq').all() as JournalContent[]
  insertChained(connection, last ?? FIRST_PREVIOUS_HASH, rows)
}

function insertChained(connection: Database.Database, start: string, rows: readonly JournalContent[]): void {
  const insert = connection.prepare(
    'INSERT INTO main.journal (at, actor, route, summary, inputJson, previousHash, hash) VALUES (@at, @actor, @route, @summary, @inputJson, @previousHash, @hash)',
  )
  let previousHash = start
  for (const row of rows) {
    const hash = journalHash(previousHash, row)
    insert.run({ ...row, previousHash, hash })
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
 * 从头核验整条链：内容与散列、与上一条的衔接、序号有无缺失、末尾有无被删（SQLite 记着发过的最大序号）。
 * 连散列一并从某条起全部重算的伪造，单凭这一份看不出，须与另存的导出件或备份里的末条散列比对。
 */
export function verifyChain(connection: Database.Database): ChainVerdict {
  let previousHash = FIRST_PREVIOUS_HASH
  let count = 0
  const rows = connection.prepare('SELECT seq, at, actor, route, summary, inputJson, previousHash, hash FROM journal ORDER BY seq')
  for (const row of rows.iterate() as IterableIterator<JournalEntry>) {
    const reason = faultOf(row, count + 1, previousHash)
    if (reason !== '') return { count: countOf(connection), lastHash: previousHash, brokenAt: row.seq, reason }
    previousHash = row.hash
    count += 1
  }
  const issued = Number(connection.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'journal'`).pluck().get() ?? 0)
  if (issued > count)
    return { count, lastHash: previousHash, brokenAt: count + 1, reason: `曾记到第 ${issued} 条，现在只有 ${count} 条：末尾的日志被删去了` }
  return { count, lastHash: previousHash, brokenAt: null, reason: '' }
}

function faultOf(row: JournalEntry, expectedSeq: number, previousHash: string): string {
  if (row.seq !== expectedSeq) return `应当是第 ${expectedSeq} 条，却是第 ${row.seq} 条：中间的日志被删去或序号被改`
  if (row.previousHash !== previousHash) return `第 ${row.seq} 条记着的上一条散列与上一条不符：上一条被换过，或这一条被改过`
  if (row.hash !== journalHash(previousHash, row)) return `第 ${row.seq} 条的内容与它的散列不符：这一条被改过`
  return ''
}

function countOf(connection: Database.Database): number {
  return Number(connection.prepare('SELECT count(*) FROM journal').pluck().get())
}

/**
 * 导出件：核验办法、本次核验的结果与全部日志（旧的在前，一条一行）。
 * 断了的链也照样导出，断在哪写在开头。
 */
export function journalExport(connection: Database.Database, at: string): { text: string; count: number; lastHash: string } {
  const verdict = verifyChain(connection)
  const rows = connection.prepare('SELECT seq, at, actor, route, summary, inputJson, previousHash, hash FROM journal ORDER BY seq').all()
  const heading = { title: '基石操作日志', exportedAt: at, algorithm: CHAIN_ALGORITHM, ...verdict }
  const lines = Object.entries(heading).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`)
  const entries = rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n')
  return { text: `{\n${lines.join('\n')}\n  "entries": [\n${entries}\n  ]\n}\n`, count: verdict.count, lastHash: verdict.lastHash }
}
