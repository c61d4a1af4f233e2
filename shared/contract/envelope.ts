import * as z from 'zod'
import { finding } from '../regulation/finding.ts'

/** 拒绝或故障的说明。`message` 给人看，不解析；程序按 `code` 分支。 */
export const failure = z.object({
  code: z.string(),
  message: z.string(),
  /** 逐格问题：哪一行、哪一格、为什么、怎么办。 */
  problems: z.array(z.object({ place: z.string(), message: z.string() })),
  findings: z.array(finding),
})
export type Failure = z.infer<typeof failure>

/** 这次写入记成了操作日志的第几条，能不能撤销；没写的（查询）没有。 */
const journalMark = z.object({ seq: z.number().int(), canUndo: z.boolean() })
export type JournalMark = z.infer<typeof journalMark>

/** 三个入口（Electron IPC、回环 HTTP、命令行）都只回这一个信封。 */
export const envelope = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown(), entry: journalMark.optional() }),
  z.object({ ok: z.literal(false), failure }),
])
export type Envelope = z.infer<typeof envelope>

export type Problem = Failure['problems'][number]
