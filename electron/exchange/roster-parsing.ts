import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { SheetChoice, SheetReading } from '../../shared/exchange/layout-contract.ts'
import type { RememberedLayout } from '../../shared/exchange/layout-memory.ts'
import { duplicateRefusals } from '../../shared/exchange/roster-diff.ts'
import { layoutTitle, recognizeSheet, type RecognizedSheet } from '../../shared/exchange/roster-layout.ts'
import { readRosterRow, type CellRemark, type RosterEntry } from '../../shared/exchange/roster-rows.ts'
import { cellText, type Sheet } from '../../shared/exchange/sheet.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { readWorkbook } from './read-workbook.ts'
import { ROWS_LIMIT } from './sheet-limits.ts'

/** 报一次进度；已被取消则抛出。 */
export type Report = (done: number, total: number, label: string) => Promise<void>

export type ParsingInput = {
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly today: PlainDate
  readonly choices: readonly SheetChoice[]
  readonly layouts: ReadonlyMap<string, RememberedLayout>
}

/** 一份文件认过、逐格读过的结果；还没有与名册比对。 */
export type ParsedRoster = {
  readonly layout: string
  readonly sheets: readonly SheetReading[]
  readonly entries: readonly RosterEntry[]
  readonly duplicates: ReadonlyMap<RosterEntry, CellRemark>
}

/** 头几行原文，供人指定表头行。 */
export type SheetHead = { rowNo: number; cells: string[] }[]
export type RecognizedFile = { readonly layout: string; readonly sheets: (SheetReading & { head: SheetHead })[] }

/** 每处理这么多行报一次进度。 */
const ROWS_PER_REPORT = 1000
const HEAD_ROWS = 12
const HEAD_COLUMNS = 60

/**
 * 读一份文件、认每张表、逐格校验。
 * @throws DomainError `FILE_*` `SHEET_*` `ROSTER_*`
 */
export async function parseRoster(input: ParsingInput, report: Report): Promise<ParsedRoster> {
  const recognized = await recognizeAll(input, report)
  refuseUnreadable(input.fileName, recognized)
  const total = recognized.reduce((sum, { rows }) => sum + rows.length, 0)
  if (total > ROWS_LIMIT)
    throw new DomainError('SHEET_TOO_LONG', `“${input.fileName}”共 ${total} 行，超过 ${ROWS_LIMIT} 行的上限，请分成几份再导入。`)
  const organizationNames = new Map(recognized.flatMap((sheet) => [...sheet.organizationNames]))
  const entries: RosterEntry[] = []
  for (const { rows, places } of recognized) {
    const context = { places, today: input.today, organizationNames }
    for (const row of rows) {
      if (entries.length % ROWS_PER_REPORT === 0)
        await report(40 + Math.floor((entries.length / total) * 20), 100, `校验第 ${entries.length} 行`)
      entries.push(readRosterRow(row, context))
    }
  }
  return {
    layout: layoutTitle(recognized),
    sheets: recognized.map(({ reading }) => reading),
    entries,
    duplicates: duplicateRefusals(entries),
  }
}

/** 只认表，不读行。 */
export async function recognizeSheets(input: ParsingInput, report: Report): Promise<RecognizedFile> {
  const sheets = await readWorkbook(input.fileName, input.bytes)
  await report(60, 100, '识别表头')
  const recognized = sheets.map((sheet) => recognizeSheet(sheet, recognitionContext(input)))
  return {
    layout: layoutTitle(recognized),
    sheets: recognized.map(({ reading }, index) => ({ ...reading, head: headOf(sheets[index]) })),
  }
}

async function recognizeAll(input: ParsingInput, report: Report): Promise<RecognizedSheet[]> {
  await report(0, 100, '打开文件')
  const sheets = await readWorkbook(input.fileName, input.bytes)
  await report(30, 100, '识别表头')
  const context = recognitionContext(input)
  const recognized: RecognizedSheet[] = []
  for (const sheet of sheets) {
    recognized.push(recognizeSheet(sheet, context))
    if (recognized.length % 20 === 0)
      await report(30 + Math.floor((recognized.length / sheets.length) * 10), 100, `识别第 ${recognized.length} 张表`)
  }
  return recognized
}

function recognitionContext({ today, choices, layouts }: ParsingInput) {
  return { today, layouts, choices: new Map(choices.map((choice) => [choice.sheet, choice])) }
}

function headOf(sheet: Sheet | undefined): SheetHead {
  const head: SheetHead = []
  for (const [index, row] of (sheet?.rows ?? []).entries()) {
    if (head.length === HEAD_ROWS) break
    if (row.length === 0) continue
    const cells = row.slice(0, HEAD_COLUMNS).map((cell) =>
      Array.from(cellText(cell).replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, ' '))
        .slice(0, 40)
        .join(''),
    )
    head.push({ rowNo: index + 1, cells })
  }
  return head
}

function refuseUnreadable(fileName: string, recognized: readonly RecognizedSheet[]): void {
  const readings = recognized.map(({ reading }) => reading)
  if (readings.some(({ state }) => state === '花名册')) return
  const faults = readings.filter(({ isFault }) => isFault)
  const problems = (faults.length > 0 ? faults : readings).map(({ name, note }) => ({
    place: `工作表“${name}”`,
    message: note.replace(/^未读：/, ''),
  }))
  const listed = problems.slice(0, 5).map(({ place, message }) => `${place}：${message}`)
  throw new DomainError(
    faults.length > 0 ? 'ROSTER_COLUMNS_MISSING' : 'ROSTER_NOT_RECOGNIZED',
    `“${fileName}”里没有能导入的花名册。${listed.join('')}`,
    { problems },
  )
}
