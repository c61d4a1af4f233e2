import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { isPlainDate, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { createBackend, movableClock, systemClock } from '../backend.ts'
import { produceDemoFiles, type DemoFile } from '../demo/deliverables.ts'
import { populateDemo } from '../demo/populate.ts'
import { findBrowserPdfPrinter } from '../document/browser-pdf-printer.ts'
import { appVersion } from './app-version.ts'

const USAGE =
  '用法：npm run demo -- --out 目录 [--as-of 2026-09-14]\n造一个演示集团到该目录：数据、名册、公文、年度材料包。目录须不存在或为空。'

/** 命令行里说得清的错误：打印一句话，退出码 1。 */
class DemoRefusal extends Error {}

type DemoArguments = { out: string; asOf: PlainDate }

function readArguments(argv: readonly string[]): DemoArguments {
  const { values } = parseArgs({ args: [...argv], options: { out: { type: 'string' }, 'as-of': { type: 'string' } }, strict: true })
  if (values.out === undefined || values.out === '') throw new DemoRefusal(USAGE)
  const asOf = values['as-of'] ?? systemClock.today()
  if (!isPlainDate(asOf)) throw new DemoRefusal(`“${asOf}”不是日期，应写成 2026-09-14 这样。`)
  return { out: path.resolve(values.out), asOf }
}

function claimEmptyDirectory(directory: string): void {
  if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new DemoRefusal(`“${directory}”里已经有文件。演示只写到空目录，以免盖掉您的东西；请换一个目录名，或先把它移走。`)
  mkdirSync(directory, { recursive: true })
}

/** 无界面、不需浏览器：建库、造数、导入、检查，生成公文、名册与材料包。 */
async function run(argv: readonly string[]): Promise<void> {
  const { out, asOf } = readArguments(argv)
  claimEmptyDirectory(out)
  try {
    await writeDemo(out, asOf)
  } catch (error) {
    // 目录原本是空的，里面都是这次写的：失败就清掉，不留半截。
    for (const name of readdirSync(out)) rmSync(path.join(out, name), { recursive: true, force: true })
    throw error
  }
}

async function writeDemo(out: string, asOf: PlainDate): Promise<void> {
  const startedAt = Date.now()
  const clock = movableClock(asOf)
  const backend = createBackend({
    dataDirectory: path.join(out, '数据'),
    clock,
    actor: '演示',
    isDisposable: true,
    appVersion,
    pdfPrinter: findBrowserPdfPrinter(),
  })
  try {
    const dispatch = async (route: string, input: unknown): Promise<unknown> => {
      const reply = await backend.dispatcher.dispatch(route, input)
      if (reply.ok) return reply.value
      const problems = reply.failure.problems.map((problem) => `${problem.place}：${problem.message}`)
      throw new DemoRefusal([`${route}：${reply.failure.message}`, ...problems].join('\n'))
    }
    const result = await populateDemo(dispatch, { asOf, moveTo: clock.moveTo, report: showProgress })
    endProgress()
    const { files, counts, notes } = await produceDemoFiles(dispatch, asOf)
    print(`演示集团已造好：${out}`)
    print(`判定日 ${asOf}，用时 ${((Date.now() - startedAt) / 1000).toFixed(1)} 秒`)
    print('')
    print(`党组织 ${result.organizations} 个（党委 1、党总支 1、党支部 ${counts.branches}，其余为党小组）`)
    print(`党员 ${result.members} 名，届次 ${result.terms} 届，任职 ${result.posts} 条，组织生活 ${result.activities} 次`)
    print(`导入时拒绝 ${result.refusedRows.length} 行（有意夹带的坏行）：`)
    for (const row of result.refusedRows) print(`  ${row.fileName}“${row.sheet}”第 ${row.rowNo} 行 ${row.name}　${row.reasons.join('；')}`)
    print(`发现：红线 ${counts.red}，应当 ${counts.orange}，提示 ${counts.yellow}，待确认 ${counts.pending}`)
    for (const note of notes) print(`说明：${note}`)
    print('')
    print('文件（SHA-256）：')
    for (const file of files) print(`  ${saveFile(out, file)}  ${file.path}`)
    print('')
    print(`用“npm start -- --data ${path.join(out, '数据')}”打开这份数据。`)
  } finally {
    await backend.close()
  }
}

function saveFile(out: string, file: DemoFile): string {
  const target = path.join(out, file.path)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, file.bytes)
  return createHash('sha256').update(file.bytes).digest('hex')
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** 进度只给人看：终端里原地刷新，重定向时不打。 */
function showProgress(done: number, total: number, label: string): Promise<void> {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K[${done}/${total}] ${label}`)
  return Promise.resolve()
}

function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
}

try {
  await run(process.argv.slice(2))
} catch (error) {
  endProgress()
  const isExplained = error instanceof DemoRefusal
  const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  process.stderr.write(
    `${isExplained ? error.message : isUsage ? USAGE : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  )
  process.exitCode = 1
}
