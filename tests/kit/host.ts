import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { envelope, type Envelope } from '../../shared/contract/envelope.ts'
import { endWithTests } from './end-with-tests.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** 真的起一个回环主机进程（构建产物），像 `npm start -- --no-open` 那样。 */
export type RunningHost = {
  /** 带密钥的完整网址，即标准输出的那一行。 */
  readonly url: string
  readonly origin: string
  readonly key: string
  readonly processId: number
  dispatch(route: string, input: unknown): Promise<Envelope>
  /** 发一个信号，等它退出，返回退出码。 */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export type HostExit = { code: number | null; stdout: string; stderr: string }

export async function startHost(
  dataDirectory: string,
  options: { today?: string; arguments?: readonly string[] } = {},
): Promise<RunningHost> {
  const child = launch(dataDirectory, options)
  let stderr = ''
  child.stderr.on('data', (chunk: string) => (stderr += chunk))
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`主机没有起来，退出码 ${String(code)}：${stderr}`)))
  })
  const { origin, searchParams } = new URL(url)
  const key = searchParams.get('key') ?? ''
  const exited = once(child, 'exit') as Promise<[number | null]>
  return {
    url,
    origin,
    key,
    processId: child.pid ?? 0,
    async dispatch(route, input) {
      const headers = { 'content-type': 'application/json', 'x-jishi-key': key }
      const response = await fetch(`${origin}/rpc/${route}`, { method: 'POST', headers, body: JSON.stringify(input) })
      return envelope.parse(await response.json())
    },
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      const [code] = await exited
      return code
    },
  }
}

/** 期望起不来：返回退出码与两路输出。 */
export async function hostExit(dataDirectory: string, args: readonly string[] = []): Promise<HostExit> {
  const child = launch(dataDirectory, { arguments: args })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: string) => (stdout += chunk))
  child.stderr.on('data', (chunk: string) => (stderr += chunk))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr }
}

function launch(dataDirectory: string, options: { today?: string; arguments?: readonly string[] }) {
  const today = options.today === undefined ? [] : ['--today', options.today]
  const args = [path.join(root, 'dist/main/host.js'), '--no-open', '--port', '0', '--data', dataDirectory, ...today]
  const child = spawn(process.execPath, [...args, ...(options.arguments ?? [])], { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.setEncoding('utf8')
  child.stderr.setEncoding('utf8')
  endWithTests(child)
  return child
}
