import type { PdfPrinter } from './pdf-printer.ts'

/** 同时排几份：慢在等浏览器，两份一起排正好占满两个核，再多也不更快，只多占内存。 */
const AT_ONCE = 2

/**
 * 一批 PDF 几份一起排：满了就等有一份排完再放下一份，所以待排的分页 HTML 不会堆起来。
 * 有一份不成、或人取消了，还在排的都停下，停稳了才把错误抛给放的人与等的人。
 */
export class PrintQueue {
  private readonly printer: PdfPrinter
  private readonly signal: AbortSignal
  private readonly failed = new AbortController()
  private readonly running = new Set<Promise<void>>()
  private readonly printed = new Map<string, Uint8Array>()
  private failure: unknown = null

  constructor(printer: PdfPrinter, signal: AbortSignal) {
    this.printer = printer
    this.signal = AbortSignal.any([signal, this.failed.signal])
  }

  /** 放一份去排；`key` 取回时用。已有一份不成的，抛那一份的错误。 */
  async put(key: string, html: string): Promise<void> {
    while (this.running.size >= AT_ONCE) await Promise.race(this.running)
    if (this.failed.signal.aborted) return this.stop()
    const job = this.printer.print(html, this.signal).then(
      (pdf) => {
        this.printed.set(key, pdf)
      },
      (error: unknown) => {
        if (!this.failed.signal.aborted) this.failure = error
        this.failed.abort()
      },
    )
    const tracked = job.finally(() => this.running.delete(tracked))
    this.running.add(tracked)
  }

  /** 全排完，按 `key` 取。 */
  async all(): Promise<ReadonlyMap<string, Uint8Array>> {
    await Promise.all(this.running)
    if (this.failed.signal.aborted) await this.stop()
    return this.printed
  }

  /** 不要了：停下还在排的，等停稳。 */
  async abandon(): Promise<void> {
    this.failed.abort()
    await Promise.all(this.running)
  }

  private async stop(): Promise<never> {
    await this.abandon()
    throw this.failure
  }
}
