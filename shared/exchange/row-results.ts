import { maskedChange, maskIdentityNumber } from '../member/masking.ts'
import { maskedRemark } from './masked-import.ts'
import type { SheetReading } from './layout-contract.ts'
import type { RowDifference, WritableRow } from './roster-diff.ts'
import type { CellRemark } from './roster-rows.ts'

/** 回写到原表的一行：结果，与为什么、改了什么。 */
export type RowResult = { readonly result: string; readonly reason: string }

/** 一张表里连着几行（含两端，Excel 行号）结果相同的，并成一段。 */
export type ResultRun = { readonly from: number; readonly to: number } & RowResult

/** 一张表的回写：压缩包里的文件名（单个文件为空）、工作表名、表头最后一行的 Excel 行号（没有表头为 0），与各段结果。 */
export type SheetResults = {
  readonly book: string
  readonly sheet: string
  readonly headerRow: number
  readonly runs: readonly ResultRun[]
}

/** 逐行的结果按表收拢；各表按 `sheets` 的次序，没有行的表不出现。 */
export function sheetResults(
  sheets: readonly Pick<SheetReading, 'name' | 'book' | 'sheetName' | 'headerTop' | 'headerRows'>[],
  rows: readonly { readonly sheet: string; readonly rowNo: number; readonly result: RowResult }[],
): SheetResults[] {
  const bySheet = new Map<string, { rowNo: number; result: RowResult }[]>()
  for (const { sheet, rowNo, result } of rows) {
    const known = bySheet.get(sheet)
    if (known) known.push({ rowNo, result })
    else bySheet.set(sheet, [{ rowNo, result }])
  }
  return sheets.flatMap(({ name, book, sheetName, headerTop, headerRows }) => {
    const own = bySheet.get(name)
    if (own === undefined) return []
    return [{ book, sheet: sheetName, headerRow: headerRows > 0 ? headerTop + headerRows - 1 : 0, runs: resultRuns(own) }]
  })
}

/** 还没有落库：将要怎样。 */
export function previewResult(row: RowDifference): RowResult {
  switch (row.outcome) {
    case '新增':
      return { result: row.doubts.length > 0 ? '将新增，待确认' : '将新增', reason: remarkTexts(row.doubts, row.notes) }
    case '变更':
      return {
        result: row.doubts.length > 0 ? '将变更，待确认' : '将变更',
        reason: join(changeTexts(row), remarkTexts(row.doubts, row.notes)),
      }
    case '相同':
      return { result: '与名册相同', reason: remarkTexts(row.doubts, row.notes) }
    case '疑似重复':
      return { result: '疑似重复，待指认', reason: join(suspectTexts(row), remarkTexts(row.refusals)) }
    case '拒绝':
      return { result: '拒绝，请改后再报', reason: join(remarkTexts(row.refusals), suspectTexts(row)) }
  }
}

/** 落库之后：写了没有；`written` 是按取舍实际写入的样子，没有采用的为 null。 */
export function importResult(row: RowDifference, written: WritableRow | null): RowResult {
  if (written?.outcome === '新增') return { result: '已新增', reason: remarkTexts(row.doubts, row.notes) }
  if (written) {
    const left = row.changes.filter(({ field }) => !written.changes.some((each) => each.field === field)).map(({ label }) => label)
    return {
      result: '已变更',
      reason: join(changeTexts(written), left.length > 0 ? `${left.join('、')}没有采用。` : '', remarkTexts(row.doubts, row.notes)),
    }
  }
  const foreseen = previewResult(row)
  switch (row.outcome) {
    case '新增':
    case '变更':
      return { result: '没有采用', reason: foreseen.reason }
    case '疑似重复':
      return { result: '疑似重复，没有导入', reason: foreseen.reason }
    default:
      return foreseen
  }
}

/** 逐行的结果并成段；`rowNo` 须从小到大。 */
function resultRuns(rows: readonly { readonly rowNo: number; readonly result: RowResult }[]): ResultRun[] {
  const runs: ResultRun[] = []
  for (const { rowNo, result } of rows) {
    const last = runs.at(-1)
    if (last?.to === rowNo - 1 && last.result === result.result && last.reason === result.reason)
      runs[runs.length - 1] = { ...last, to: rowNo }
    else runs.push({ from: rowNo, to: rowNo, ...result })
  }
  return runs
}

function changeTexts(row: Pick<WritableRow, 'changes'>): string {
  return row.changes
    .map(({ field, label, ...values }) => {
      const { before, after } = maskedChange(field, values.before, values.after)
      return `${label}：${blank(before)} → ${blank(after)}。`
    })
    .join('')
}

function suspectTexts({ suspects }: RowDifference): string {
  return suspects
    .map(
      ({ member, reasons }) =>
        `疑似就是名册里的${member.profile.name}（${member.branchName}，证号 ${maskIdentityNumber(member.profile.identityNumber)}）：${reasons.join('、')}。`,
    )
    .join('')
}

function remarkTexts(...groups: (readonly CellRemark[])[]): string {
  return groups
    .flat()
    .map(maskedRemark)
    .map(
      ({ label, cell, value, reason }) =>
        `${label}${cell === undefined ? '' : `（${cell}）`}${value === '' ? '' : `“${value}”`}：${reason}`,
    )
    .join('')
}

function blank(text: string): string {
  return text === '' ? '空' : text
}

function join(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('')
}
