// 离线核验操作日志的导出件：只用 Node 自带模块，不需数据文件、不联网、不装依赖。
// 用法：npm run verify-journal -- 导出件.json；末行说完好还是从第几条断，断了退出 1，用法或文件不对退出 2。
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import process from 'node:process'

const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex')

/** 一处前后值里敏感部分的散列：遮住的直接给出，没遮的照原文重算。 */
function veilHash({ veilHash: given, veiledBeforeJson = '', veiledAfterJson = '', salt = '' }) {
  if (given !== undefined) return given
  if (salt === '' && veiledBeforeJson === '' && veiledAfterJson === '') return ''
  return sha256(salt + JSON.stringify([veiledBeforeJson, veiledAfterJson]))
}

function changesHash(changes) {
  const hash = createHash('sha256')
  for (const change of changes) {
    const { tableName, rowKeyJson, action, beforeJson, afterJson } = change
    hash.update(`${JSON.stringify([tableName, rowKeyJson, action, beforeJson, afterJson, veilHash(change)])}\n`, 'utf8')
  }
  return hash.digest('hex')
}

/** 这一条哪里对不上；对得上为空串。 */
function faultOf(entry, expectedSeq, previousHash, isNewStyle) {
  const { seq, at, actor, route, summary, inputJson, changes } = entry
  const written = entry.changesHash ?? null
  if (seq !== expectedSeq) return `应当是第 ${expectedSeq} 条，却是第 ${String(seq)} 条：中间的日志被删去或序号被改`
  if (entry.previousHash !== previousHash) return '记着的上一条散列与上一条不符：上一条被换过，或这一条被改过'
  if (isNewStyle && written === null) return '没有前后值的散列，它之前的却有：这一条被改过'
  const content = [at, actor, route, summary, inputJson]
  if (entry.hash !== sha256(previousHash + JSON.stringify(written === null ? content : [...content, written])))
    return '内容与它的散列不符：这一条被改过'
  if (changes === undefined) return ''
  if (written === null) return changes.length === 0 ? '' : '是旧版记的，本没有前后值，现在却有：前后值是后加的'
  return changesHash(changes) === written ? '' : '前后值与它的散列不符：前后值被改过、删去或添过'
}

function verify({ entries, lastHash }) {
  let previousHash = '0'.repeat(64)
  let isNewStyle = false
  for (const [index, entry] of entries.entries()) {
    const fault = faultOf(entry, index + 1, previousHash, isNewStyle)
    if (fault !== '') return `断：从第 ${index + 1} 条起对不上。第 ${index + 1} 条${fault}。`
    isNewStyle ||= (entry.changesHash ?? null) !== null
    previousHash = entry.hash
  }
  if (lastHash !== previousHash)
    return `断：从第 ${entries.length + 1} 条起对不上。文件开头记着的末条散列与实际的末条不符：末尾的日志被删去，或开头被改过。`
  return ''
}

function main() {
  const [file, ...rest] = process.argv.slice(2)
  if (file === undefined || rest.length > 0) {
    console.error('用法：npm run verify-journal -- 导出件.json（在“设置 → 操作日志”导出的那个文件）')
    return 2
  }
  let exported
  try {
    exported = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    console.error(`读不了“${file}”：${error instanceof Error ? error.message : String(error)}。请确认是从“设置 → 操作日志”导出的文件。`)
    return 2
  }
  if (!Array.isArray(exported?.entries)) {
    console.error(`“${file}”不是基石操作日志的导出件：里面没有日志条目。`)
    return 2
  }
  const withChanges = exported.entries.filter(({ changes }) => changes !== undefined).length
  console.log(
    `${exported.title ?? '操作日志'}，${exported.exportedAt ?? ''} 导出，${exported.entries.length} 条，其中 ${withChanges} 条带前后值。`,
  )
  const fault = verify(exported)
  console.log(fault === '' ? `完好：${exported.entries.length} 条逐条核验，首尾相接；末条散列 ${exported.lastHash}` : fault)
  return fault === '' ? 0 : 1
}

process.exitCode = main()
