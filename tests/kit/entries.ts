import { spawn } from 'node:child_process'
import path from 'node:path'
import { envelope, type Envelope } from '../../shared/contract/envelope.ts'
import { runApp } from './electron-double/run-app.ts'
import { startHost } from './host.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** 三种入口的共同样子：给路由与入参，得信封。 */
export type Entry = { dispatch(route: string, input: unknown): Promise<Envelope>; close(): Promise<void> }

export const ENTRIES: Readonly<Record<string, (dataDirectory: string, today: string) => Promise<Entry>>> = {
  'Electron IPC（替身）': async (dataDirectory, today) => {
    const app = await runApp(dataDirectory, ['--today', today])
    return { dispatch: async (route, input) => envelope.parse(await app.perform('call', route, input)), close: () => app.stop() }
  },
  '回环 HTTP': async (dataDirectory, today) => {
    const host = await startHost(dataDirectory, { today })
    return {
      dispatch: (route, input) => host.dispatch(route, input),
      close: async () => {
        await host.stop()
      },
    }
  },
  命令行: (dataDirectory, today) =>
    Promise.resolve({
      dispatch: async (route, input) => (await runCall(['--data', dataDirectory, '--today', today, route, JSON.stringify(input)])).envelope,
      close: () => Promise.resolve(),
    }),
}

export type CallResult = { code: number | null; stdout: string; stderr: string; envelope: Envelope }

/** 跑一次命令行入口（构建产物）；标准输出必须恰是一个信封。 */
export async function runCall(args: readonly string[], options: { stdin?: string; cwd?: string } = {}): Promise<CallResult> {
  const child = spawn(process.execPath, [path.join(root, 'dist/main/call.js'), ...args], { cwd: options.cwd ?? root })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
  child.stdin.end(options.stdin ?? '')
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, stdout, stderr, envelope: envelope.parse(JSON.parse(stdout)) }
}
