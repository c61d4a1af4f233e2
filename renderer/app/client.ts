import type { InputOf, OutputOf } from '../../shared/contract/endpoint.ts'
import type { Envelope, Failure, JournalMark, Problem } from '../../shared/contract/envelope.ts'
import type { AppContract, Route } from '../../shared/contract/index.ts'
import type { Finding } from '../../shared/regulation/finding.ts'

declare global {
  interface Window {
    /** Electron 的 preload 桥；在本机浏览器里没有。 */
    readonly jishi?: { call(route: string, input: unknown): Promise<Envelope> }
  }
}

export type RouteInput<R extends Route> = InputOf<AppContract[R]>
export type RouteOutput<R extends Route> = OutputOf<AppContract[R]>

/** 一次没有做成的调用：`message` 给人看，`problems` 对到输入框，程序按 `code` 分支。 */
export class CallError extends Error {
  readonly code: string
  readonly problems: readonly Problem[]
  readonly findings: readonly Finding[]

  constructor(failure: Failure) {
    super(failure.message)
    this.name = 'CallError'
    this.code = failure.code
    this.problems = failure.problems
    this.findings = failure.findings
  }
}

function unreachable(message: string): CallError {
  return new CallError({ code: 'UNREACHABLE', message, problems: [], findings: [] })
}

async function transport(route: string, input: unknown): Promise<Envelope> {
  if (window.jishi) return window.jishi.call(route, input)
  let response: Response
  try {
    response = await fetch(`/rpc/${route}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    })
  } catch {
    throw unreachable('连不上本机的基石程序。它可能已经退出：请重新启动基石，再打开它给出的网址。')
  }
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  if (!isJson) {
    throw unreachable(
      response.status === 401 || response.status === 403
        ? '这个页面的钥匙已经失效（程序可能重启过）。请用基石最近一次启动时给出的网址重新打开。'
        : `本机的基石程序回了看不懂的内容（状态 ${response.status}）。请重新启动基石后再试。`,
    )
  }
  return (await response.json()) as Envelope
}

/** 界面到后端的唯一一条路。失败一律抛出 CallError。 */
export async function call<R extends Route>(route: R, input: RouteInput<R>): Promise<RouteOutput<R>> {
  return (await callForEntry(route, input)).output
}

/** 同 `call`，连同这次写入记成了操作日志的第几条；没写的为 null。 */
export async function callForEntry<R extends Route>(
  route: R,
  input: RouteInput<R>,
): Promise<{ output: RouteOutput<R>; entry: JournalMark | null }> {
  const envelope = await transport(route, input)
  if (!envelope.ok) throw new CallError(envelope.failure)
  return { output: envelope.value as RouteOutput<R>, entry: envelope.entry ?? null }
}

export function asCallError(error: unknown): CallError {
  if (error instanceof CallError) return error
  return new CallError({
    code: 'UNEXPECTED',
    message: `界面出了意外：${error instanceof Error ? error.message : String(error)}。请刷新后重试。`,
    problems: [],
    findings: [],
  })
}
