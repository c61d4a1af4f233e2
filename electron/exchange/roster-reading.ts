import { createHash } from 'node:crypto'
import type { WireFile } from '../../shared/contract/file.ts'
import type { SheetChoice } from '../../shared/exchange/layout-contract.ts'
import { maskedSheet } from '../../shared/exchange/masked-import.ts'
import { maskNumbersIn } from '../../shared/member/masking.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { TaskContext } from '../dispatch/handlers.ts'
import { rememberedLayouts } from './layout-queries.ts'
import { parseInThread, recognizeInThread } from './parsing-thread.ts'
import type { ParsedRoster, ParsingInput, RecognizedFile } from './roster-parsing.ts'
import { FILE_LIMIT } from './workbook-guard.ts'

/** 读完、逐格校验过、还没有与名册比对的一份花名册。 */
export type RosterReading = ParsedRoster & {
  readonly fileName: string
  readonly fileSha256: string
  /** 每张表读不读、表头在哪、各列取什么：同一份文件，取法不同就不是同一份差异。 */
  readonly outline: string
}

/** 每处理这么多行让出一次主线程。 */
export const ROWS_PER_TURN = 1000

/** 最近一次读出的花名册：预览之后确认导入的是同一份文件，不必再解析一遍。按内容与更正认，只留一份。 */
let latest: { readonly key: string; readonly reading: RosterReading } | null = null

type ReadingContext = Pick<TaskContext, 'report' | 'signal' | 'db' | 'today'>

/** 读一份花名册并逐格校验；同样的文件、同样的更正、同一天再读，直接用上次的结果。 */
export async function readRoster(context: ReadingContext, file: WireFile, choices: readonly SheetChoice[]): Promise<RosterReading> {
  await context.report(0, 100, '打开文件')
  const { input, fileSha256 } = await parsingInput(context, file, choices)
  const key = JSON.stringify([fileSha256, file.fileName, context.today, choices, [...input.layouts]])
  if (latest?.key === key) return latest.reading
  const parsed = await parseInThread(context, input)
  const reading = { ...parsed, fileName: file.fileName, fileSha256, outline: outlineOf(parsed) }
  latest = { key, reading }
  return reading
}

/** 只认表头，不读行：认不准时给人看着改。 */
export async function recognizeFile(
  context: ReadingContext,
  file: WireFile,
  choices: readonly SheetChoice[],
): Promise<RecognizedFile & { fileName: string }> {
  await context.report(0, 100, '打开文件')
  const { input } = await parsingInput(context, file, choices)
  const { sheets, ...recognized } = await recognizeInThread(context, input)
  return {
    fileName: file.fileName,
    ...recognized,
    sheets: sheets.map((sheet) => ({
      ...maskedSheet(sheet),
      head: sheet.head.map((row) => ({ ...row, cells: row.cells.map(maskNumbersIn) })),
    })),
  }
}

function outlineOf({ sheets }: ParsedRoster): string {
  return JSON.stringify(
    sheets.map(({ name, state, headerTop, headerRows, columns }) => [
      name,
      state,
      headerTop,
      headerRows,
      columns.map(({ field }) => field),
    ]),
  )
}

/** 导入完成，放下读出的内容。 */
export function forgetReading(): void {
  latest = null
}

async function parsingInput(
  { db, today }: ReadingContext,
  file: WireFile,
  choices: readonly SheetChoice[],
): Promise<{ input: ParsingInput; fileSha256: string }> {
  if (file.base64.length > FILE_LIMIT * 1.4)
    throw new DomainError('FILE_TOO_LARGE', `“${file.fileName}”超过 ${FILE_LIMIT / 1024 / 1024} MB 的上限，请删去图片或分成几份再导入。`)
  const bytes = Buffer.from(file.base64, 'base64')
  const fileSha256 = createHash('sha256').update(bytes).digest('hex')
  return { input: { fileName: file.fileName, bytes, today, choices, layouts: await rememberedLayouts(db) }, fileSha256 }
}
