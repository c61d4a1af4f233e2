import * as z from 'zod'
import { exporting, query, task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { documentKind } from './document-kinds.ts'

/** 另有文号：流程里登记了这一步的文号，原件不在本系统。 */
export const PAPER_STATES = ['已登记', '另有文号', '可以出', '有缺项'] as const

/** 一个流程里的一份文书：登记了、现在就能出，还是缺什么。 */
export const processPaper = z.object({
  kind: documentKind,
  name: z.string(),
  title: z.string(),
  /** 编发文字号、要登记的；表单与内部文书不编。 */
  isNumbered: z.boolean(),
  state: z.enum(PAPER_STATES),
  /** 已登记的文号（另有文号的是流程里登记的）与标识；没有为空。 */
  number: z.string(),
  documentId: z.string().nullable(),
  /** 缺什么、去哪里补；不缺为空。 */
  missing: z.array(z.string()),
  /** 存着的草稿；有的话就用草稿里改过的。 */
  draftId: z.string().nullable(),
})
export type ProcessPaper = z.infer<typeof processPaper>

export const papersContract = {
  'correspondence.processPapers': query(
    '一个换届（补选、指派）流程的整套文书：哪些已登记、哪些能出、还缺什么',
    z.object({ processId: z.string() }),
    z.object({ organizationId: z.string(), rows: z.array(processPaper) }),
  ),
  'correspondence.exportProcessPapers': exporting(
    task(
      '整套文书打成 zip：已登记的用定稿，能出的现排，缺项列在目录里',
      z.object({ processId: z.string(), taskId: z.string().optional() }),
      z.object({ file, paperCount: z.number().int(), missingCount: z.number().int() }),
    ),
  ),
} as const
