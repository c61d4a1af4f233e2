import { Worker } from 'node:worker_threads'
import type { InspectionItem } from '../../shared/document/inspection.ts'
import type { Contents } from './contents.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import type { PlainDocument } from './docx-plain.ts'
import { runTask, type PortableContext, type RenderReply, type RenderRequest, type RenderTask, type RenderValue } from './render-task.ts'

/**
 * 排版在工作线程里做，界面与主线程不卡。线程用到才起、空着不拦进程退出。
 * 起不来（个别环境不许起线程、包里取不到入口）或中途没了，手上的活就在本线程做完：慢一点，结果一样。
 */
type Waiting = { readonly task: RenderTask; readonly resolve: (value: RenderValue) => void; readonly reject: (error: Error) => void }

/** 源码里是 .ts，打进产物后与主进程入口同目录，是 .js。 */
const ENTRY = import.meta.url.endsWith('.ts') ? './render-worker.ts' : './render-worker.js'

class RenderPool {
  private worker: Worker | null = null
  private readonly waiting = new Map<number, Waiting>()
  private lastId = 0
  /** 起来过又没了的可以再起；一次都没回过话的不再试。 */
  private isUsable = true
  private hasReplied = false

  run(task: RenderTask): Promise<RenderValue> {
    return new Promise((resolve, reject) => {
      const worker = this.start()
      if (!worker) {
        settleHere({ task, resolve, reject })
        return
      }
      this.lastId += 1
      this.waiting.set(this.lastId, { task, resolve, reject })
      worker.ref()
      worker.postMessage({ id: this.lastId, task } satisfies RenderRequest)
    })
  }

  private start(): Worker | null {
    if (this.worker || !this.isUsable) return this.worker
    try {
      const worker = new Worker(new URL(ENTRY, import.meta.url))
      worker.on('message', (reply: RenderReply) => {
        this.settle(worker, reply)
      })
      worker.once('error', () => {
        this.lose(worker)
      })
      worker.once('exit', () => {
        this.lose(worker)
      })
      worker.unref()
      this.worker = worker
    } catch {
      this.isUsable = false
    }
    return this.worker
  }

  private settle(worker: Worker, reply: RenderReply): void {
    this.hasReplied = true
    const waiting = this.waiting.get(reply.id)
    this.waiting.delete(reply.id)
    if (this.waiting.size === 0) worker.unref()
    if (!waiting) return
    if (reply.ok) waiting.resolve(reply.value)
    else waiting.reject(new Error(reply.message))
  }

  private lose(worker: Worker): void {
    if (this.worker !== worker) return
    this.worker = null
    this.isUsable = this.hasReplied
    const left = [...this.waiting.values()]
    this.waiting.clear()
    for (const each of left) settleHere(each)
  }
}

function settleHere({ task, resolve, reject }: Waiting): void {
  try {
    resolve(runTask(task))
  } catch (error) {
    reject(error instanceof Error ? error : new Error(String(error)))
  }
}

const pool = new RenderPool()

/** 打开应用后先把线程起好、字体看好，第一份预览就不必等。 */
export async function warmRenderer(): Promise<void> {
  await pool.run({ kind: 'warm' })
}

/** 在工作线程里排成 docx。 */
export async function docxOf(model: DocumentModel, contents?: Contents): Promise<Uint8Array> {
  const value = await pool.run({ kind: 'docx', model, ...(contents ? { contents } : {}) })
  if (value instanceof Uint8Array) return value
  throw new TypeError('要的是 docx')
}

/** 在工作线程里把无版头文稿排成 docx。 */
export async function plainDocxOf(plain: PlainDocument): Promise<Uint8Array> {
  const value = await pool.run({ kind: 'plain', plain })
  if (value instanceof Uint8Array) return value
  throw new TypeError('要的是 docx')
}

/** 在工作线程里排成分页 HTML。 */
export async function pagesOf(model: DocumentModel, contents?: Contents): Promise<string> {
  const value = await pool.run({ kind: 'html', model, ...(contents ? { contents } : {}) })
  if (typeof value === 'string') return value
  throw new TypeError('要的是分页 HTML')
}

/** 在工作线程里开自检单，连同本机字体缺的字。 */
export async function inspectionOf(model: DocumentModel, context: PortableContext = {}): Promise<InspectionItem[]> {
  const value = await pool.run({ kind: 'inspect', model, context })
  if (Array.isArray(value)) return value
  throw new TypeError('要的是自检单')
}
