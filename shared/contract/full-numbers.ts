import * as z from 'zod'
import { singleLine } from './text.ts'

/** 要完整的证号与电话：写明做什么用，连同用途记进操作日志；不给就遮着。 */
export const fullNumbers = z
  .object({ purpose: singleLine(100).describe('做什么用，如“报上级党委组织部”') })
  .nullable()
  .default(null)
export type FullNumbers = z.infer<typeof fullNumbers>
