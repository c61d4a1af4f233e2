import * as z from 'zod'
import { query, task } from '../contract/endpoint.ts'
import { session } from './session.ts'

/** 大门的几种样子。“打不开”带原因；“转换中”正在启用或停用加密，一会儿就好。 */
export const GATE_STATES = ['待解锁', '待登录', '已开', '打不开', '转换中'] as const
export type GateStateName = (typeof GATE_STATES)[number]

/**
 * 门口的路由：数据没打开时也答，由大门自己办，不经操作日志的那一个调度器。
 * 其余路由在没打开时一律是 `LOCKED` 或 `DATA_UNAVAILABLE`。
 */
export const gateContract = {
  'security.state': query(
    '数据打开了没有：待解锁、待登录、已开或打不开，现在是谁在用',
    z.object({}),
    z.object({
      state: z.enum(GATE_STATES),
      isEncrypted: z.boolean(),
      /** 已开时是谁在用。 */
      session: session.nullable(),
      /** 打不开的原因。 */
      failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    }),
  ),
  'security.lock': task('锁定：关上数据，再用要口令', z.object({}), z.object({ state: z.enum(GATE_STATES) })),
} as const

export type GateContract = typeof gateContract
