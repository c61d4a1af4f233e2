import { parentPort } from 'node:worker_threads'
import { runTask, type RenderReply, type RenderRequest } from './render-task.ts'

/** 工作线程的入口：收一件排一件。排不出的回一句原因，线程不死。 */
parentPort?.on('message', ({ id, task }: RenderRequest) => {
  let reply: RenderReply
  try {
    reply = { id, ok: true, value: runTask(task) }
  } catch (error) {
    reply = { id, ok: false, message: error instanceof Error ? error.message : String(error) }
  }
  parentPort?.postMessage(reply)
})
