import * as z from 'zod'

/** 闲置几分钟自动锁定，可选这几档；null 为不锁。 */
export const AUTO_LOCK_MINUTES = [5, 10, 30] as const

export const autoLockMinutes = z.union([z.literal(5), z.literal(10), z.literal(30)]).nullable()
export type AutoLockMinutes = z.infer<typeof autoLockMinutes>

/** 没设过时。 */
export const DEFAULT_AUTO_LOCK: AutoLockMinutes = 10
