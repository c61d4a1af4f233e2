import type { autoLockContract } from '../../shared/security/auto-lock-contract.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { recordAutoLock } from './auto-lock-queries.ts'

export const autoLockHandlers: Handlers<typeof autoLockContract> = {
  'security.saveAutoLock': async (context, { minutes }) => {
    await recordAutoLock(context.db, minutes)
    context.summarize(minutes === null ? '自动锁定：不锁' : `自动锁定：闲置 ${minutes} 分钟`)
    return { minutes }
  },
}
