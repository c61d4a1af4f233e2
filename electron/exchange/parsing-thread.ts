import { Worker } from 'node:worker_threads'
import { DomainError } from '../dispatch/domain-error.ts'
import type { TaskContext } from '../dispatch/handlers.ts'
import { parseRoster, recognizeSheets, type ParsedRoster, type ParsingInput, type RecognizedFile } from './roster-parsing.ts'

export type WorkerRequest = { readonly kind: '读' | '认'; readonly input: ParsingInput }
export type WorkerReply =
  | { readonly kind: '进度'; readonly done: number; readonly total: number; readonly label: string }
  | { readonly kind: '完成'; readonly value: ParsedRoster | RecognizedFile }
  | { readonly kind: '拒绝'; readonly code: string; readonly message: string; readonly problems: DomainError['problems'] }
  | { readonly kind: '故障'; readonly message: string }

type Context = Pick<TaskContext, 'report' | 'signal'>

/** 源码里是 .ts，打进产物后与主进程入口同目录，是 .js。 */
const ENTRY = import.meta.url.endsWith('.ts') ? './roster-worker.ts' : './roster-worker.js'

/** 读表一路是短命的碎对象，新生代放得大只是晚收：收小了，两万行的峰值内存少约一百兆，时间不变。 */
const YOUNG_GENERATION_MIB = 8

/** 小文件就在本线程读：起一个线程要的时间比读它还长。 */
const WORTH_A_THREAD = 200 * 1024

/**
 * 读一份花名册：大的放到工作线程里，主线程照常应答，一取消就停。
 * 线程起不来（个别环境不许起线程、包里取不到入口）就在本线程读：慢一点，结果一样。
 * @throws DomainError 同 `parseRoster`；取消时是 `report` 抛出的那个
 */
export async function parseInThread(context: Context, input: ParsingInput): Promise<ParsedRoster> {
  if (input.bytes.length < WORTH_A_THREAD) return parseRoster(input, context.report)
  const value = await inThread(context, { kind: '读', input })
  if (value === null) return parseRoster(input, context.report)
  if ('entries' in value) return value
  throw new TypeError('要的是读完的花名册')
}

/** 只认表头；分法同 `parseInThread`。 */
export async function recognizeInThread(context: Context, input: ParsingInput): Promise<RecognizedFile> {
  if (input.bytes.length < WORTH_A_THREAD) return recognizeSheets(input, context.report)
  const value = await inThread(context, { kind: '认', input })
  if (value === null) return recognizeSheets(input, context.report)
  if (!('entries' in value)) return value
  throw new TypeError('要的是认出的表')
}

/** 在一个专用线程里做完；线程一句话没说就没了的返回 null，由本线程来做。 */
function inThread(context: Context, request: WorkerRequest): Promise<ParsedRoster | RecognizedFile | null> {
  return new Promise((resolve, reject) => {
    let worker: Worker
    try {
      worker = new Worker(new URL(ENTRY, import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MIB } })
    } catch {
      resolve(null)
      return
    }
    let hasSpoken = false
    let isSettled = false
    const settle = (finish: () => void) => {
      if (isSettled) return
      isSettled = true
      context.signal.removeEventListener('abort', stop)
      void worker.terminate()
      finish()
    }
    const fail = (error: unknown) => settle(() => reject(error instanceof Error ? error : new Error(String(error))))
    // 取消时问一次 report，它抛出的就是“已取消”。
    const stop = () => void context.report(0, 100, '正在取消').then(() => fail(new Error('没有停下来')), fail)
    const lost = (error?: Error) => {
      if (hasSpoken) fail(error ?? new Error('读表的线程中途没了'))
      else settle(() => resolve(null))
    }
    worker.on('message', (reply: WorkerReply) => {
      hasSpoken = true
      switch (reply.kind) {
        case '进度':
          context.report(reply.done, reply.total, reply.label).catch(fail)
          return
        case '完成':
          settle(() => resolve(reply.value))
          return
        case '拒绝':
          fail(new DomainError(reply.code, reply.message, { problems: reply.problems }))
          return
        case '故障':
          fail(new Error(reply.message))
      }
    })
    worker.once('error', lost)
    worker.once('exit', () => lost())
    context.signal.addEventListener('abort', stop, { once: true })
    worker.postMessage(request)
  })
}
