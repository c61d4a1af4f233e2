import { readDate } from '../exchange/date-cell.ts'
import { cellName, cellText, type Sheet, type SheetCell } from '../exchange/sheet.ts'
import { joinDays, type HolidayDraft } from './holiday-draft.ts'
import { addDays, partsOf, type PlainDate } from './plain-date.ts'

/** 一份表读出的各年安排；有读不懂的行就逐格说出来，读懂的照样给人看。 */
export type SheetReading = { readonly drafts: readonly HolidayDraft[]; readonly problems: readonly string[] }

const FROM_HEADERS = ['日期', '开始日期', '起始日期', '开始', '起', '放假开始']
const UNTIL_HEADERS = ['结束日期', '截止日期', '结束', '止', '放假结束']
const KIND_HEADERS = ['类型', '类别', '安排', '性质']
const DOCUMENT_HEADERS = ['文号', '来源', '依据']

/** 一段的天数上限：再多就是起止写反或写错了年。 */
const LONGEST_SPAN = 31

type Columns = { readonly top: number; readonly from: number; readonly until: number; readonly kind: number; readonly documentNo: number }

/**
 * 读节假日表：一行一天或一行一段。须有“日期”（或“开始日期”“结束日期”）与“类型”（放假、上班）两列，可有“文号”。
 */
export function readHolidaySheet(sheet: Sheet): SheetReading {
  const columns = findColumns(sheet)
  if (!columns)
    return {
      drafts: [],
      problems: [`“${sheet.name}”里没有找到表头。第一行须有“日期”（或“开始日期”“结束日期”）与“类型”（填放假或上班）。`],
    }
  const problems: string[] = []
  const rest: PlainDate[] = []
  const work: PlainDate[] = []
  const documents = new Map<number, string>()
  for (const [offset, row] of sheet.rows.slice(columns.top + 1).entries()) {
    const at = columns.top + 1 + offset
    if (row.every((cell) => cellText(cell).trim() === '')) continue
    const place = (column: number) => `${sheet.name} ${cellName(at, column)}`
    const from = wholeDay(row[columns.from])
    const until = columns.until === -1 || cellText(row[columns.until]).trim() === '' ? from : wholeDay(row[columns.until])
    const kind = cellText(row[columns.kind]).trim()
    if (from === null || until === null) {
      const wrong = from === null ? columns.from : columns.until
      problems.push(`${place(wrong)}：“${cellText(row[wrong])}”认不出是哪一天，请写成 2027-10-01 这样。`)
      continue
    }
    const isWork = /上班|补班|工作日/.test(kind)
    if (!isWork && !/放假|休息|节|休/.test(kind)) {
      problems.push(`${place(columns.kind)}：类型“${kind}”看不懂，请填“放假”或“上班”。`)
      continue
    }
    if (until < from || until > addDays(from, LONGEST_SPAN)) {
      problems.push(`${place(columns.until === -1 ? columns.from : columns.until)}：${from} 至 ${until} 的起止不对，请核对。`)
      continue
    }
    for (let on = from; on <= until; on = addDays(on, 1)) (isWork ? work : rest).push(on)
    const documentNo = columns.documentNo === -1 ? '' : cellText(row[columns.documentNo]).trim()
    if (documentNo !== '') documents.set(partsOf(from).year, documentNo)
  }
  const years = [...new Set([...rest, ...work].map((on) => partsOf(on).year))].toSorted((a, b) => a - b)
  const within = (days: readonly PlainDate[], year: number) => days.filter((on) => partsOf(on).year === year)
  const drafts = years.map((year) => ({
    year,
    documentNo: documents.get(year) ?? '',
    breaks: joinDays(within(rest, year)),
    workdays: [...new Set(within(work, year))].toSorted(),
  }))
  if (drafts.length === 0 && problems.length === 0) problems.push(`“${sheet.name}”里没有读到日子。`)
  return { drafts, problems }
}

/** 写到日的才算；只有年月的不猜。 */
function wholeDay(cell: SheetCell | undefined): PlainDate | null {
  const reading = readDate(cell)
  return reading.kind === '日期' && reading.precision === '日' ? reading.date : null
}

/** 表头在前十行里；第一个同时有日期列与类型列的那一行。 */
function findColumns({ rows }: Sheet): Columns | null {
  for (const [top, row] of rows.slice(0, 10).entries()) {
    const titles = row.map((cell) => cellText(cell).replaceAll(/\s/g, ''))
    const at = (names: readonly string[]) => titles.findIndex((title) => names.includes(title))
    const columns = { top, from: at(FROM_HEADERS), until: at(UNTIL_HEADERS), kind: at(KIND_HEADERS), documentNo: at(DOCUMENT_HEADERS) }
    if (columns.from !== -1 && columns.kind !== -1) return columns
  }
  return null
}
