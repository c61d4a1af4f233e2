import * as z from 'zod'
import { passphraseProblem, PASSPHRASE_MAX } from './passphrase-rules.ts'

/** 已有的口令：对不对由收它的一方核，不在这里挑。 */
export const offeredPassphrase = z.string().min(1, '没有填写口令').max(PASSPHRASE_MAX)

/** 新设的口令。 */
export const newPassphrase = z.string().superRefine((text, context) => {
  const problem = passphraseProblem(text)
  if (problem !== null) context.addIssue({ code: 'custom', message: problem })
})
