import * as z from 'zod'
import { command } from '../contract/endpoint.ts'
import { autoLockMinutes } from './auto-lock.ts'

export const autoLockContract = {
  'security.saveAutoLock': command(
    '设定闲置几分钟自动锁定',
    z.object({ minutes: autoLockMinutes }),
    z.object({ minutes: autoLockMinutes }),
  ),
} as const
