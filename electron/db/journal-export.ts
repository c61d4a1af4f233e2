import type Database from 'better-sqlite3-multiple-ciphers'
import type { JournalDetail } from '../../shared/settings/journal-detail.ts'
import { verifyChain, type JournalEntry } from './journal-chain.ts'
import { changesReader, veilHash, type StoredChange } from './journal-changes.ts'

/** 写在导出件里的核验办法，离线照做即可，不必有本程序。 */
const CHAIN_ALGORITHM =
  '每条的 hash = SHA-256(previousHash + JSON 数组 [at, actor, route, summary, inputJson, changesHash])；changesHash 为 null 的（旧版记的）数组里没有这一项。' +
  '数组为紧凑写法（逗号后无空格）、汉字不转义、UTF-8，散列写成小写十六进制；' +
  'previousHash 是上一条的 hash，第一条的 previousHash 是 64 个 0；seq 从 1 起逐条加 1；changesHash 一旦有了，后面各条都有。任何一条对不上，链就从那一条断开。'

const CHANGES_ALGORITHM =
  '一条的 changesHash = SHA-256(各处前后值按次序接起来)；每处写成紧凑的 JSON 数组 [tableName, rowKeyJson, action, beforeJson, afterJson, veilHash] 加一个换行，没有改动的是空内容的散列。' +
  'veilHash = SHA-256(salt + JSON 数组 [veiledBeforeJson, veiledAfterJson])，没有敏感内容的为空串；遮住的只给 veilHash，照样核验得了，也倒推不出原文。'

const VERIFY_COMMAND = 'npm run verify-journal -- 这个文件.json（只用 Node.js，不需联网，不需数据文件）'

/**
 * 导出件：核验办法、本次核验的结果与全部日志（旧的在前，一条一行）。
 * 断了的链也照样导出，断在哪写在开头。
 */
export function journalExport(
  connection: Database.Database,
  at: string,
  detail: JournalDetail,
): { text: string; count: number; lastHash: string } {
  const verdict = verifyChain(connection)
  const heading = {
    title: '基石操作日志',
    exportedAt: at,
    detail,
    algorithm: CHAIN_ALGORITHM,
    changesAlgorithm: CHANGES_ALGORITHM,
    verifyCommand: VERIFY_COMMAND,
    ...verdict,
  }
  const lines = Object.entries(heading).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`)
  const changesOf = changesReader(connection)
  const rows = connection
    .prepare('SELECT seq, at, actor, route, summary, inputJson, changesHash, previousHash, hash FROM journal ORDER BY seq')
    .iterate() as IterableIterator<JournalEntry>
  const entries: string[] = []
  for (const row of rows) {
    const changes = detail === '不带' ? {} : { changes: Array.from(changesOf(row.seq), (change) => exported(change, detail)) }
    entries.push(`    ${JSON.stringify({ ...row, ...changes })}`)
  }
  return {
    text: `{\n${lines.join('\n')}\n  "entries": [\n${entries.join(',\n')}\n  ]\n}\n`,
    count: verdict.count,
    lastHash: verdict.lastHash,
  }
}

function exported(change: StoredChange, detail: JournalDetail): Record<string, string> {
  const { tableName, rowKeyJson, action, beforeJson, afterJson, veiledBeforeJson, veiledAfterJson, salt } = change
  const open = { tableName, rowKeyJson, action, beforeJson, afterJson }
  const veiled = veilHash(change)
  if (veiled === '') return open
  return detail === '全文' ? { ...open, veiledBeforeJson, veiledAfterJson, salt } : { ...open, veilHash: veiled }
}
