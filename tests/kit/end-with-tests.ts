import type { ChildProcess } from 'node:child_process'

/** 测试超时或中断时，起过的进程也跟着结束，不留在机器上。 */
export function endWithTests(child: ChildProcess): void {
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
}
