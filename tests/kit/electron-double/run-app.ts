import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { endWithTests } from '../end-with-tests.ts'
import type { Action } from './control.ts'

const root = path.resolve(import.meta.dirname, '../../..')

type Dialog = { title: string; content: string }
type Message = { id?: number; value?: unknown; error?: string; ready?: boolean; dialog?: Dialog }

/** 在替身上跑着的真实主进程产物。 */
export type RunningApp = {
  /** 让替身做一件事，见 control.ts。 */
  perform(action: Action, ...values: unknown[]): Promise<unknown>
  readonly exited: Promise<number | null>
  readonly dialogs: readonly Dialog[]
  stop(): Promise<void>
}

function launch(dataDirectory: string, environment: Readonly<Record<string, string>>, args: readonly string[]) {
  const dialogs: Dialog[] = []
  const child = fork(path.join(root, 'dist/main/app.js'), ['--data', dataDirectory, ...args], {
    execArgv: ['--import', new URL('./register.ts', import.meta.url).href],
    env: { ...process.env, DOUBLE_APP_DATA: path.join(dataDirectory, '..', 'appData'), ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  endWithTests(child)
  child.on('message', (message: Message) => {
    if (message.dialog) dialogs.push(message.dialog)
  })
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  return { child, dialogs, exited }
}

/** 启动到窗口载入完毕。 */
export async function runApp(dataDirectory: string, args: readonly string[] = []): Promise<RunningApp> {
  const { child, dialogs, exited } = launch(dataDirectory, {}, args)
  const waiting = new Map<number, (message: Message) => void>()
  child.on('message', (message: Message) => {
    if (message.id !== undefined) waiting.get(message.id)?.(message)
  })
  const ready = new Promise<void>((resolve) => child.on('message', (message: Message) => (message.ready ? resolve() : undefined)))
  await Promise.race([
    ready,
    exited.then((code) => {
      throw new Error(`主进程没有起来，退出码 ${String(code)}：${JSON.stringify(dialogs)}`)
    }),
  ])
  let nextId = 0
  return {
    perform: (action, ...values) =>
      new Promise((resolve, reject) => {
        nextId += 1
        waiting.set(nextId, (message) => (message.error === undefined ? resolve(message.value) : reject(new Error(message.error))))
        child.send({ id: nextId, action, values })
      }),
    exited,
    dialogs,
    stop: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** 期望起不来：返回退出码与弹出的对话框。 */
export async function appExit(
  dataDirectory: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; dialogs: readonly Dialog[] }> {
  const { dialogs, exited } = launch(dataDirectory, environment, [])
  return { code: await exited, dialogs }
}
