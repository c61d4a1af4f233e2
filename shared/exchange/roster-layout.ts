import { fieldLabel, fieldOfHeading, normalizeHeading, ROSTER_FIELDS, type RosterFieldKey } from './roster-fields.ts'
import { cellText, unmerge, type Sheet, type SheetCell } from './sheet.ts'

export type RosterColumn = {
  readonly column: number
  /** 表头原文，两行表头以“/”相连。 */
  readonly heading: string
  readonly field: RosterFieldKey | null
}

export type RosterRow = {
  readonly sheet: string
  /** 与 Excel 行号一致，从 1 起。 */
  readonly rowNo: number
  readonly cells: ReadonlyMap<RosterFieldKey, SheetCell>
}

/** 认出的一张花名册。 */
export type RosterSheet = {
  readonly kind: '花名册'
  readonly name: string
  /** 表头占几行、从第几行起（从 0 起）。 */
  readonly headerTop: number
  readonly headerRows: number
  readonly columns: readonly RosterColumn[]
  readonly rows: readonly RosterRow[]
  readonly notes: readonly string[]
  /** 表头与 2017 版《党员基本信息汇总表》逐列相符。 */
  readonly isOfficial: boolean
}

/** 没有当花名册读的表，和原因。`isFault` 表示像花名册却缺列，应让人知道。 */
export type OtherSheet = { readonly kind: '未读'; readonly name: string; readonly reason: string; readonly isFault: boolean }

/** 表头在前多少行里找。 */
const HEADER_SEARCH_ROWS = 30
const HEADER_ROWS_MAX = 3
/** 认出几列以上才像花名册。 */
const RESEMBLANCE = 4
const CODE_SHEETS = new Set(['民族', '学历', '工作岗位'])

const OFFICIAL_KEYS: readonly RosterFieldKey[] = ROSTER_FIELDS.map(({ key }) => key).filter(
  (key) => key !== 'adminPost' && key !== 'remark',
)
const REQUIRED_KEYS: readonly RosterFieldKey[] = ROSTER_FIELDS.filter(({ isRequired }) => isRequired).map(({ key }) => key)

type Grid = readonly (readonly (SheetCell | undefined)[])[]
type Header = { top: number; height: number; columns: RosterColumn[]; score: number }

/** 认一张表：找表头（一至三行，按文字与别名，不按列号），再取数据行；认不出的说明原因。 */
export function readRosterSheet(sheet: Sheet): RosterSheet | OtherSheet {
  const name = sheet.name
  if (CODE_SHEETS.has(name.trim())) return { kind: '未读', name, reason: '代码表，不含党员。', isFault: false }
  const { rows: grid, notes } = unmerge(sheet)
  const header = findHeader(grid)
  if (header === null) return { kind: '未读', name, reason: '没有找到花名册的表头（姓名、公民身份证号、所在党支部等）。', isFault: false }
  const columns = settleStatusColumn(grid, header)
  const found = new Set(columns.flatMap(({ field }) => (field === null ? [] : [field])))
  const lacking = REQUIRED_KEYS.filter((key) => !found.has(key))
  if (lacking.length > 0) {
    const recognized = [...found].map(fieldLabel).join('、')
    return {
      kind: '未读',
      name,
      reason: `缺 ${lacking.length} 列：${lacking.map(fieldLabel).join('、')}。已认出：${recognized}。请补上这些列或把表头改成上面的写法。`,
      isFault: true,
    }
  }
  const data = dataRows(name, grid, header, columns)
  return {
    kind: '花名册',
    name,
    headerTop: header.top,
    headerRows: header.height,
    columns,
    rows: data.rows,
    notes: [...notes, ...data.notes, ...(sheet.isHidden ? ['这张表在文件里是隐藏的。'] : [])],
    isOfficial: OFFICIAL_KEYS.every((key) => found.has(key)),
  }
}

/** 在前若干行里试一至三行高的表头，取认出字段最多的；一样多取矮的、靠上的。 */
function findHeader(grid: Grid): Header | null {
  const texts = new Map<SheetCell, string>()
  let best: Header | null = null
  for (let top = 0; top < Math.min(grid.length, HEADER_SEARCH_ROWS); top += 1) {
    // 已经找到有姓名与证号的表头，再往下就是数据了。
    if (best !== null && top >= best.top + HEADER_ROWS_MAX && hasPersonColumns(best)) break
    for (let height = 1; height <= HEADER_ROWS_MAX && top + height <= grid.length; height += 1) {
      const columns = headings(grid, top, height, texts)
      const score = new Set(columns.flatMap(({ field }) => (field === null ? [] : [field]))).size
      if (best === null || score > best.score || (score === best.score && height < best.height)) best = { top, height, columns, score }
    }
  }
  return best !== null && best.score >= RESEMBLANCE ? withRowsAbove(grid, best, texts) : null
}

/** 竖向合并的表头在下一行里也认得全；把与它共用合并格的上一行收进来，“联系电话/手机号”才完整。 */
function withRowsAbove(grid: Grid, header: Header, texts: Map<SheetCell, string>): Header {
  let { top, height } = header
  const isShared = (above: readonly (SheetCell | undefined)[] | undefined) =>
    header.columns.filter(({ column }) => above?.[column] !== undefined && above[column] === grid[top]?.[column]).length >= RESEMBLANCE
  while (top > 0 && height < HEADER_ROWS_MAX && isShared(grid[top - 1])) {
    top -= 1
    height += 1
  }
  return top === header.top ? header : { ...header, top, height, columns: headings(grid, top, height, texts) }
}

function hasPersonColumns({ columns }: Header): boolean {
  return columns.some(({ field }) => field === 'name') && columns.some(({ field }) => field === 'identityNumber')
}

function headings(grid: Grid, top: number, height: number, texts: Map<SheetCell, string>): RosterColumn[] {
  const rows = grid.slice(top, top + height)
  const width = rows.reduce((max, row) => Math.max(max, row.length), 0)
  const taken = new Set<RosterFieldKey>()
  const columns: RosterColumn[] = []
  for (let column = 0; column < width; column += 1) {
    const parts: string[] = []
    let above: SheetCell | undefined
    for (const row of rows) {
      const cell = row[column]
      if (cell === undefined || cell === above) continue
      above = cell
      const text = texts.get(cell) ?? normalizeHeading(cellText(cell))
      texts.set(cell, text)
      if (text !== '') parts.push(text)
    }
    if (parts.length === 0) continue
    const heading = parts.join('/')
    const field = heading.length > 60 ? null : (fieldOfHeading(heading) ?? fieldOfHeading(parts.at(-1) ?? ''))
    // 同一字段出现两列时只认第一列。
    const isNew = field !== null && !taken.has(field)
    if (isNew) taken.add(field)
    columns.push({ column, heading, field: isNew ? field : null })
  }
  return columns
}

/**
 * “党籍状态”在有的表里是 正式/预备，在 2017 版里是 正常/停止党籍：按值定，不按表头。
 */
function settleStatusColumn(grid: Grid, header: Header): RosterColumn[] {
  const status = header.columns.find(({ field }) => field === 'partyStatus')
  if (status === undefined) return header.columns
  let categories = 0
  let statuses = 0
  for (const row of grid.slice(header.top + header.height)) {
    const text = cellText(row[status.column])
    if (/正式|预备/.test(text)) categories += 1
    else if (/正常|停止/.test(text)) statuses += 1
  }
  if (categories <= statuses) return header.columns
  const isCategoryTaken = header.columns.some(({ field }) => field === 'category')
  return header.columns.map((column) => (column === status ? { ...column, field: isCategoryTaken ? null : 'category' } : column))
}

function dataRows(sheet: string, grid: Grid, header: Header, columns: readonly RosterColumn[]): { rows: RosterRow[]; notes: string[] } {
  const rows: RosterRow[] = []
  const notes: string[] = []
  const mapped = columns.flatMap(({ column, field }) => (field === null ? [] : [{ column, field }]))
  for (let index = header.top + header.height; index < grid.length; index += 1) {
    const line = grid[index] ?? []
    const cells = new Map<RosterFieldKey, SheetCell>()
    for (const { column, field } of mapped) {
      const cell = line[column]
      if (cell !== undefined && (cell.kind !== '文本' || cell.text.trim() !== '')) cells.set(field, cell)
    }
    if (cells.size === 0 && !line.some((cell) => cellText(cell).startsWith('注'))) continue
    if (isRemarkLine(cells, line)) {
      if (notes.length < 20) notes.push(`第 ${index + 1} 行不是党员，未读：${firstText(line)}`)
      continue
    }
    rows.push({ sheet, rowNo: index + 1, cells })
  }
  return { rows, notes }
}

/** 认人的列：一格都没有的行，即使预填了“正常”“否”，也不是党员。 */
const PERSONAL_KEYS: readonly RosterFieldKey[] = ['name', 'identityNumber', 'birthOn', 'joinedOn', 'mobile']

/** 脚注、签字栏、合计行、跨页重复的表头、只有序号与预填值的空行。 */
function isRemarkLine(cells: ReadonlyMap<RosterFieldKey, SheetCell>, line: readonly (SheetCell | undefined)[]): boolean {
  if (cells.size > 1 && new Set(cells.values()).size === 1) return true
  if (fieldOfHeading(normalizeHeading(cellText(cells.get('name')))) === 'name') return true
  if (cells.has('identityNumber')) return false
  if (/^(注[:：]|备注[:：]|说明[:：]|填表说明|填报人|填表人|审核人|合计|总计|共\s*\d+\s*人)/.test(firstText(line))) return true
  return !PERSONAL_KEYS.some((key) => cells.has(key))
}

function firstText(line: readonly (SheetCell | undefined)[]): string {
  const text = cellText(line.find((cell) => cellText(cell).trim() !== ''))
    .replaceAll(/\s+/gu, ' ')
    .trim()
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
