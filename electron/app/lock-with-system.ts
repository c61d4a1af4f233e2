import { powerMonitor } from 'electron'
import type { Gate } from '../security/gate.ts'

/** 系统睡眠、锁屏就锁定；没设口令的、正在导入的锁不了，这一次就算了。 */
export function lockWithSystem(gate: Gate): void {
  const lock = () => void gate.lock().catch(() => undefined)
  powerMonitor.on('suspend', lock)
  powerMonitor.on('lock-screen', lock)
}
