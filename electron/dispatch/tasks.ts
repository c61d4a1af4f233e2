import { setImmediate as nextTurn } from 'node:timers/promises'
import { DomainError } from './domain-error.ts'

export type TaskState = '未开始' | '进行中' | '已完成' | '已取消' | '已失败'
export type TaskProgress = { state: TaskState; done: number; total: number; label: string }

type Running = TaskProgress & { controller: AbortController }

/** 记住多少个已结束的长任务，供页面最后问一次进度。 */
const KEPT = 50

/** 本进程里的长任务：报进度、可取消。任务号由调用方给出，页面凭它查进度。 */
export class TaskRegistry {
  private readonly tasks = new Map<string, Running>()

  async run<T>(
    taskId: string | undefined,
    work: (progress: { report: (done: number, total: number, label: string) => Promise<void>; signal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    const id = taskId ?? ''
    const entry: Running = { state: '进行中', done: 0, total: 0, label: '', controller: new AbortController() }
    if (id !== '') {
      if (this.tasks.get(id)?.state === '进行中') throw new DomainError('TASK_ALREADY_RUNNING', '同一个任务正在进行，请等它完成或先取消。')
      this.tasks.delete(id)
      this.tasks.set(id, entry)
      for (const [old, task] of this.tasks) {
        if (this.tasks.size <= KEPT) break
        if (task.state !== '进行中') this.tasks.delete(old)
      }
    }
    const { signal } = entry.controller
    const report = async (done: number, total: number, label: string) => {
      entry.done = done
      entry.total = total
      entry.label = label
      await nextTurn()
      if (signal.aborted) throw cancelled()
    }
    try {
      const result = await work({ report, signal })
      entry.state = '已完成'
      return result
    } catch (error) {
      entry.state = signal.aborted ? '已取消' : '已失败'
      throw signal.aborted ? cancelled() : error
    }
  }

  /** 有没有长任务在跑；没给任务号的不算。 */
  isBusy(): boolean {
    return [...this.tasks.values()].some((task) => task.state === '进行中')
  }

  progress(taskId: string): TaskProgress {
    const task = this.tasks.get(taskId)
    if (!task) return { state: '未开始', done: 0, total: 0, label: '' }
    return { state: task.state, done: task.done, total: task.total, label: task.label }
  }

  cancel(taskId: string): boolean {
    const task = this.tasks.get(taskId)
    if (task?.state !== '进行中') return false
    task.controller.abort()
    return true
  }
}

function cancelled(): DomainError {
  return new DomainError('CANCELLED', '已取消，没有写入任何内容。')
}
