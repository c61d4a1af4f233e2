import path from 'node:path'
import { readFileSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import type { Endpoint } from '../../shared/contract/endpoint.ts'
import type { Envelope } from '../../shared/contract/envelope.ts'
import { contract } from '../../shared/contract/index.ts'
import { fixedClock, systemClock } from '../backend.ts'
import { failed } from '../dispatch/envelopes.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { findBrowserPdfPrinter } from '../document/browser-pdf-printer.ts'
import { openGate } from '../security/gate.ts'
import { appVersion } from './app-version.ts'
import { readPassphrase, standardInput } from './passphrase-source.ts'
import { UsageError } from './usage-error.ts'
import { defaultDataDirectory } from './data-directory.ts'

const USAGE =
  '用法：npm run --silent call -- [--data 目录] [--today 日期] [--passphrase-file 文件] [--account 名字] 路由 \'JSON\'（入参写 - 从标准输入读；值里的 {"$file":"路径"} 展开成文件）；--passphrase-file 给出存口令的文件（- 从标准输入读第一行；口令不写在命令行里）；--list 列出全部路由；--schema 路由 打印出入参的 JSON Schema。'

const routes: Readonly<Record<string, Endpoint>> = contract

async function answer(argv: readonly string[]): Promise<Envelope> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: {
      data: { type: 'string' },
      today: { type: 'string' },
      list: { type: 'boolean', default: false },
      schema: { type: 'string' },
      'passphrase-file': { type: 'string' },
      account: { type: 'string' },
    },
    allowPositionals: true,
  })
  if (values.list) return { ok: true, value: Object.entries(routes).map(([route, { kind, summary }]) => ({ route, kind, summary })) }
  if (values.schema !== undefined) return describeRoute(values.schema)
  const [route, rawInput = '{}', ...surplus] = positionals
  if (route === undefined) throw new UsageError(USAGE)
  if (surplus.length > 0) throw new UsageError(`多出了参数“${surplus.join(' ')}”：JSON 要用引号包成一个参数。${USAGE}`)
  if (values.today !== undefined && !isPlainDate(values.today)) throw new UsageError(`日期“${values.today}”不对，应写成 2026-09-14 这样。`)
  // 路由名打错时不必先建出一个空的数据文件。
  if (!Object.hasOwn(routes, route)) return failed('UNKNOWN_ROUTE', `没有“${route}”这条路由。用 --list 查看全部路由。`)
  const fromStandardInput = standardInput(values['passphrase-file'] === '-', rawInput === '-')
  const passphrase = values['passphrase-file'] === '-' ? fromStandardInput.passphrase : readPassphrase(values['passphrase-file'])
  const input = expandFiles(parseJson(rawInput === '-' ? fromStandardInput.rest : rawInput))
  const gate = openGate({
    dataDirectory: path.resolve(values.data ?? defaultDataDirectory()),
    clock: values.today === undefined ? systemClock : fixedClock(values.today),
    actor: '命令行',
    appVersion,
    pdfPrinter: findBrowserPdfPrinter(),
    verifiesData: true,
  })
  try {
    const state = gate.state()
    if (state.kind === '打不开') throw state.failure
    if (state.kind === '待解锁' && passphrase !== undefined) await gate.unlock(passphrase, values.account)
    // 没加密但设了登录身份的：照样报名字、给口令，日志里才知道是谁。
    else if (passphrase !== undefined && values.account !== undefined && (await gate.view()).state === '待登录')
      await gate.signIn(values.account, passphrase)
    const reply = await gate.dispatch(route, input)
    if (!reply.ok && reply.failure.code === 'LOCKED' && passphrase === undefined)
      return failed(
        'LOCKED',
        '这份数据要口令才能打开。命令行里用 --passphrase-file 给出存口令的文件，或用 --passphrase-file - 从标准输入读；设了登录身份的还要用 --account 写明名字。',
      )
    return reply
  } finally {
    await gate.close()
  }
}

function describeRoute(route: string): Envelope {
  const endpoint = Object.hasOwn(routes, route) ? routes[route] : undefined
  if (!endpoint) return failed('UNKNOWN_ROUTE', `没有“${route}”这条路由。用 --list 查看全部路由。`)
  const { kind, summary, input, output } = endpoint
  const value = {
    route,
    kind,
    summary,
    input: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
    output: z.toJSONSchema(output, { io: 'output', unrepresentable: 'any' }),
  }
  return { ok: true, value }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`入参不是完整的 JSON：${error instanceof Error ? error.message : String(error)}`)
  }
}

/** 把 `{"$file":"路径"}` 换成线上的文件 `{fileName, base64}`，嵌套在哪一层都行。 */
function expandFiles(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(expandFiles)
  if (typeof value !== 'object' || value === null) return value
  if ('$file' in value) {
    const { $file: file } = value
    if (typeof file !== 'string' || Object.keys(value).length !== 1) throw new UsageError('$file 应写成 {"$file":"路径"}，不带别的字段。')
    return readWireFile(file)
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expandFiles(inner)]))
}

function readWireFile(file: string): { fileName: string; base64: string } {
  try {
    if (!statSync(file).isFile()) throw new UsageError(`“${file}”不是文件。`)
    return { fileName: path.basename(file), base64: readFileSync(file).toString('base64') }
  } catch (error) {
    if (error instanceof UsageError) throw error
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new UsageError(
      isMissing ? `没有“${file}”这个文件。` : `读不了“${file}”：${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function explain(error: unknown): Envelope {
  if (error instanceof UsageError) return failed('USAGE', error.message)
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) return failed('USAGE', USAGE)
  // 数据打不开是拒绝：原因说得清，什么也没写。
  if (error instanceof DomainError)
    return {
      ok: false,
      failure: { code: error.code, message: error.message, problems: [...error.problems], findings: [...error.findings] },
    }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return failed('INTERNAL', '程序出了意外，细节已写到标准错误。')
}

/** 0 成功；1 拒绝（业务拒绝、入参不合要求、数据打不开）；2 用法不对或故障。 */
function exitCodeOf(envelope: Envelope): 0 | 1 | 2 {
  if (envelope.ok) return 0
  return ['USAGE', 'UNKNOWN_ROUTE', 'INTERNAL'].includes(envelope.failure.code) ? 2 : 1
}

const argv = process.argv.slice(2)
const envelope = await answer(argv).catch(explain)
process.stdout.write(`${JSON.stringify(envelope, null, argv.includes('--list') || argv.includes('--schema') ? 2 : undefined)}\n`)
process.exitCode = exitCodeOf(envelope)
