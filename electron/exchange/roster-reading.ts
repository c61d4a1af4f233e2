import { createHash } from 'node:crypto'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import type { ImportPreview } from '../../shared/exchange/contract.ts'
import { readRosterSheet, type OtherSheet, type RosterSheet } from '../../shared/exchange/roster-layout.ts'
import { fieldLabel } from '../../shared/exchange/roster-fields.ts'
import { duplicateRefusals } from '../../shared/exchange/roster-diff.ts'
import { readRosterRow, type CellRemark, type RosterEntry } from '../../shared/exchange/roster-rows.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { TaskContext } from '../dispatch/handlers.ts'
import { readWorkbook, ROWS_LIMIT } from './read-workbook.ts'
import { FILE_LIMIT } from './workbook-guard.ts'

/** 读完、逐格校验过、还没有与名册比对的一份花名册。 */
export type RosterReading = {
  readonly fileName: string
  readonly fileSha256: string
  readonly layout: string
  readonly sheets: ImportPreview['sheets']
  readonly entries: readonly RosterEntry[]
  readonly duplicates: ReadonlyMap<RosterEntry, CellRemark>
}

/** 每处理这么多行让出一次主线程。 */
export const ROWS_PER_TURN = 1000

/** 最近一次读出的花名册：预览之后确认导入的是同一份文件，不必再解析一遍。按内容认，只留一份。 */
let latest: { readonly key: string; readonly reading: RosterReading } | null = null

/** 读一份花名册并逐格校验；同样的文件、同一天再读，直接用上次的结果。 */
export async function readRoster(context: Pick<TaskContext, 'report'>, file: WireFile, today: PlainDate): Promise<RosterReading> {
  await context.report(0, 100, '打开文件')
  if (file.base64.length > FILE_LIMIT * 1.4)
    throw new DomainError('FILE_TOO_LARGE', `“${file.fileName}”超过 ${FILE_LIMIT / 1024 / 1024} MB 的上限，请删去图片或分成几份再导入。`)
  const bytes = Buffer.from(file.base64, 'base64')
  const fileSha256 = createHash('sha256').update(bytes).digest('hex')
  const key = JSON.stringify([fileSha256, file.fileName, today])
  if (latest?.key === key) return latest.reading
  const reading = { ...(await readEntries(context, file.fileName, bytes, today)), fileSha256 }
  latest = { key, reading }
  return reading
}

/** 导入完成，放下读出的内容。 */
export function forgetReading(): void {
  latest = null
}

/** @throws DomainError `FILE_*` `SHEET_*` `ROSTER_*` */
async function readEntries(
  context: Pick<TaskContext, 'report'>,
  fileName: string,
  bytes: Buffer,
  today: PlainDate,
): Promise<Omit<RosterReading, 'fileSha256'>> {
  const sheets = (await readWorkbook(fileName, bytes)).map(readRosterSheet)
  await context.report(40, 100, '识别表头')
  const rosters = sheets.filter((sheet) => sheet.kind === '花名册')
  refuseUnreadable(fileName, sheets, rosters)
  const total = rosters.reduce((sum, { rows }) => sum + rows.length, 0)
  if (total > ROWS_LIMIT)
    throw new DomainError('SHEET_TOO_LONG', `“${fileName}”共 ${total} 行，超过 ${ROWS_LIMIT} 行的上限，请分成几份再导入。`)
  const entries: RosterEntry[] = []
  for (const { rows, columns } of rosters) {
    const places = new Map(columns.flatMap(({ field, column }) => (field === null ? [] : [[field, column] as const])))
    for (const row of rows) {
      if (entries.length % ROWS_PER_TURN === 0)
        await context.report(40 + Math.floor((entries.length / total) * 20), 100, `校验第 ${entries.length} 行`)
      entries.push(readRosterRow(row, places, today))
    }
  }
  return {
    fileName,
    layout: rosters.every(({ isOfficial }) => isOfficial) ? '2017 版《党员基本信息汇总表》' : '按表头识别的花名册',
    sheets: sheets.map(sheetSummary),
    entries,
    duplicates: duplicateRefusals(entries),
  }
}

function refuseUnreadable(fileName: string, sheets: readonly (RosterSheet | OtherSheet)[], rosters: readonly RosterSheet[]): void {
  if (rosters.length > 0) return
  const others = sheets.filter((sheet) => sheet.kind === '未读')
  const faults = others.filter(({ isFault }) => isFault)
  const problems = (faults.length > 0 ? faults : others).map(({ name, reason }) => ({ place: `工作表“${name}”`, message: reason }))
  const listed = problems.slice(0, 5).map(({ place, message }) => `${place}：${message}`)
  throw new DomainError(
    faults.length > 0 ? 'ROSTER_COLUMNS_MISSING' : 'ROSTER_NOT_RECOGNIZED',
    `“${fileName}”里没有能导入的花名册。${listed.join('')}`,
    { problems },
  )
}

function sheetSummary(sheet: RosterSheet | OtherSheet): ImportPreview['sheets'][number] {
  if (sheet.kind === '未读') return { name: sheet.name, headerRows: 0, dataRows: 0, columns: [], note: `未读：${sheet.reason}` }
  return {
    name: sheet.name,
    headerRows: sheet.headerRows,
    dataRows: sheet.rows.length,
    columns: sheet.columns.map(({ heading, field }) => ({ heading, field, label: field === null ? '' : fieldLabel(field) })),
    note: sheet.notes.join(''),
  }
}
