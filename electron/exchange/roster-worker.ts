import { parentPort } from 'node:worker_threads'
import { DomainError } from '../dispatch/domain-error.ts'
import type { WorkerReply, WorkerRequest } from './parsing-thread.ts'
import { parseRoster, recognizeSheets } from './roster-parsing.ts'

/** 工作线程的入口：收一份文件，读完回一次；其间报进度。停下由主线程结束整个线程。 */
parentPort?.on('message', (request: WorkerRequest) => {
  const send = (reply: WorkerReply) => parentPort?.postMessage(reply)
  const report = (done: number, total: number, label: string) => {
    send({ kind: '进度', done, total, label })
    return Promise.resolve()
  }
  const work = request.kind === '读' ? parseRoster(request.input, report) : recognizeSheets(request.input, report)
  work.then(
    (value) => send({ kind: '完成', value }),
    (error: unknown) => {
      if (error instanceof DomainError) send({ kind: '拒绝', code: error.code, message: error.message, problems: error.problems })
      else send({ kind: '故障', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    },
  )
})
