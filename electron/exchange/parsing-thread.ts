import { Worker } from 'node:worker_threads'
import { DomainError } from '../dispatch/domain-error.ts'
import type { TaskContext } from '../dispatch/handlers.ts'
import { openZip } from './open-zip.ts'
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

/** 读表的线程至多占这么多堆：坏文件只撑破它自己，不连累整个应用。最大的花名册用不到一半。 */
const OLD_GENERATION_MIB = 2048

/** 小文件就在本线程读：起一个线程要的时间比读它还长。压缩包看解开有多大：几十 KB 也能解出几百兆。 */
const WORTH_A_THREAD = 200 * 1024
const UNPACKED_WORTH_A_THREAD = 20 * WORTH_A_THREAD
const PARTS_LOOKED_AT = 500

/**
 * 读一份花名册：大的放到工作线程里，主线程照常应答，一取消就停。
 * 线程起不来（个别环境不许起线程、包里取不到入口）就在本线程读：慢一点，结果一样。
 * @throws DomainError 同 `parseRoster`；取消时是 `report` 抛出的那个
 */
export async function parseInThread(context: Context, input: ParsingInput): Promise<ParsedRoster> {
  if (await isSmall(input.bytes)) return parseRoster(input, context.report)
  const value = await inThread(context, { kind: '读', input })
  if (value === null) return parseRoster(input, context.report)
  if ('entries' in value) return value
  throw new TypeError('要的是读完的花名册')
}

/** 只认表头；分法同 `parseInThread`。 */
export async function recognizeInThread(context: Context, input: ParsingInput): Promise<RecognizedFile> {
  if (await isSmall(input.bytes)) return recognizeSheets(input, context.report)
  const value = await inThread(context, { kind: '认', input })
  if (value === null) return recognizeSheets(input, context.report)
  if (!('entries' in value)) return value
  throw new TypeError('要的是认出的表')
}

async function isSmall(bytes: Uint8Array): Promise<boolean> {
  if (bytes.length >= WORTH_A_THREAD) return false
  try {
    const parts = await openZip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), PARTS_LOOKED_AT)
    return parts.length <= PARTS_LOOKED_AT && parts.reduce((total, { size }) => total + size, 0) < UNPACKED_WORTH_A_THREAD
  } catch {
    // 不是压缩包，或者坏了：多大就是多大。
    return true
  }
}

/** 在一个专用线程里做完；线程一句话没说就没了的返回 null，由本线程来做。 */
function inThread(context: Context, request: WorkerRequest): Promise<ParsedRoster | RecognizedFile | null> {
  return new Promise((resolve, reject) => {
    let worker: Worker
    try {
      worker = new Worker(new URL(ENTRY, import.meta.url), {
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MIB, maxOldGenerationSizeMb: OLD_GENERATION_MIB },
      })
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
      if (error !== undefined && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        fail(tooHeavy(request.input.fileName))
        return
      }
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

function tooHeavy(fileName: string): DomainError {
  return new DomainError(
    'FILE_TOO_HEAVY',
    `“${fileName}”展开后太大，内存装不下，没有读完。请用 Excel 或 WPS 打开，删去多余的行、列与工作表，或分成几份再导入。`,
  )
}
