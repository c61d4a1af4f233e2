import { EventEmitter } from 'node:events'

/** 系统睡眠、锁屏的替身：测试里让它“睡”。 */
export const powerMonitor = new EventEmitter()
