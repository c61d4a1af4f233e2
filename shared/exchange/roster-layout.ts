import type { PlainDate } from '../calendar/plain-date.ts'
import { educationBook, ethnicityBook, jobBook } from '../member/codes.ts'
import { decideColumns, swappedDates, type ColumnDecision, type ColumnOverrides } from './column-decision.ts'
import { isIdentityShaped, sampleColumn, type ColumnSample } from './column-values.ts'
import { dataRows, type RosterRow } from './data-rows.ts'
import { findHeader, headerAt, type Grid, type Header } from './header-rows.ts'
import { normalizeHeading } from './heading.ts'
import type { BranchSource, ColumnReading, SheetChoice, SheetReading, SheetState } from './layout-contract.ts'
import { fingerprintOf, rememberedFields, type RememberedLayout } from './layout-memory.ts'
import { fieldLabel, ORGANIZATION_HEADINGS, ROSTER_FIELDS, type RosterFieldKey } from './roster-fields.ts'
import { cellText, columnName, sheetLabel, unmerge, type Sheet, type SheetCell } from './sheet.ts'

/** 认一张表用得着的：今天、人的更正（按表名）、记住的表形（按指纹）。 */
export type RecognitionContext = {
  readonly today: PlainDate
  readonly choices: ReadonlyMap<string, SheetChoice>
  readonly layouts: ReadonlyMap<string, RememberedLayout>
}

/** 认过的一张表；不是花名册的 `rows` 为空，原因在 `reading.note`。 */
export type RecognizedSheet = {
  readonly reading: SheetReading
  /** 字段取自从 0 起的第几列。 */
  readonly places: ReadonlyMap<RosterFieldKey, number>
  readonly rows: readonly RosterRow[]
  /** 党组织信息表里的 代码或唯一标识 → 全称。 */
  readonly organizationNames: ReadonlyMap<string, string>
  /** 表头与 2017 版《党员基本信息汇总表》逐列相符。 */
  readonly isOfficial: boolean
}

const CODE_SHEETS = new Set(['民族', '学历', '工作岗位', '代码表', '字典'])
const OFFICIAL_KEYS: readonly RosterFieldKey[] = ROSTER_FIELDS.map(({ key }) => key).filter(
  (key) => key !== 'adminPost' && key !== 'remark',
)
const REQUIRED_KEYS: readonly RosterFieldKey[] = ROSTER_FIELDS.filter(({ isRequired }) => isRequired).map(({ key }) => key)
/** 没有这两列就谈不上是谁。 */
const ESSENTIAL_KEYS: readonly RosterFieldKey[] = ['name', 'identityNumber']

/** 认一张表：是不是花名册、表头在哪、各列取什么、哪些行是党员。 */
export function recognizeSheet(sheet: Sheet, context: RecognitionContext): RecognizedSheet {
  const choice = context.choices.get(sheetLabel(sheet))
  const { rows: grid, notes } = unmerge(sheet)
  const auto = isCodeSheet(sheet.name, grid) && choice === undefined ? null : findHeader(grid)
  const fingerprint = fingerprintOf(auto, grid)
  const layout = context.layouts.get(fingerprint)
  const base = { sheet, fingerprint, layout, notes: sheet.isHidden ? [...notes, '这张表在文件里是隐藏的。'] : notes }
  if (choice?.isIgnored ?? layout?.decision.isIgnored ?? false)
    return unread(base, '已忽略', choice === undefined ? '按记住的表形忽略。' : '已选择忽略这张表。', false)
  const place = choice?.header ?? layout?.decision.header ?? null
  const header = place !== null && place.top <= grid.length ? headerAt(grid, place.top - 1, place.rows) : auto
  if (header !== null) return readSheet(base, grid, header, choice, context)
  if (isCodeSheet(sheet.name, grid)) return unread(base, '代码表', '代码表，不含党员。', false)
  const organizationNames = organizationsIn(grid)
  if (organizationNames !== null)
    return { ...unread(base, '党组织信息', '党组织信息，不含党员；其中的代码用来认党员所在的党支部。', false), organizationNames }
  return readWithoutHeader(base, grid, context)
}

type Base = {
  readonly sheet: Sheet
  readonly fingerprint: string
  readonly layout: RememberedLayout | undefined
  readonly notes: readonly string[]
}

function readSheet(base: Base, grid: Grid, header: Header, choice: SheetChoice | undefined, context: RecognitionContext): RecognizedSheet {
  const body = grid.slice(header.top + header.height)
  const samples = new Map<number, ColumnSample>()
  const sampleOf = (column: number) => {
    const known = samples.get(column)
    if (known) return known
    const sample = sampleColumn(body, column)
    samples.set(column, sample)
    return sample
  }
  const overrides = overridesOf(header, choice, base.layout)
  const decided = decideColumns(header.columns, sampleOf, overrides)
  const decisions = doubtSwapped(decided, swappedDates(body, decided, context.today), overrides)
  const places = new Map(decisions.flatMap(({ column, field }) => (field === null ? [] : [[field, column] as const])))
  const { name, book } = base.sheet
  const label = sheetLabel(base.sheet)
  const essential = ESSENTIAL_KEYS.filter((key) => !places.has(key))
  const data = essential.length > 0 ? null : dataRows(label, name, grid, header, places)
  const branchSource: BranchSource = data?.branchSource ?? (places.has('branch') ? '列' : '没有')
  const lacking = REQUIRED_KEYS.filter((key) => !places.has(key) && !(key === 'branch' && branchSource !== '没有')).map(fieldLabel)
  const columns = decisions.map((decision) => columnReading(decision, sampleOf(decision.column)))
  const isPending = columns.some(({ suggestion }) => suggestion !== null && essential.includes(suggestion))
  const state: SheetState = data !== null ? '花名册' : isPending ? '待确认' : '不是花名册'
  const problem = data === null ? lackingEssential(essential, columns, isPending) : lackingNote(lacking, branchSource)
  const byLayout = overrides?.why.startsWith(BY_LAYOUT) === true && base.layout ? [`按记住的表形“${base.layout.name}”读。`] : []
  return {
    reading: {
      name: label,
      book,
      sheetName: name,
      state,
      isFault: data === null,
      headerTop: header.height === 0 ? 0 : header.top + 1,
      headerRows: header.height,
      dataRows: data?.rows.length ?? 0,
      columns,
      branchSource,
      lacking,
      note: [...byLayout, ...(problem === '' ? [] : [problem]), ...base.notes, ...(data?.notes ?? [])].join(''),
      fingerprint: base.fingerprint,
      layoutId: byLayout.length > 0 && base.layout ? base.layout.layoutId : null,
      layoutName: byLayout.length > 0 && base.layout ? base.layout.name : '',
    },
    places,
    rows: data?.rows ?? [],
    organizationNames: new Map(),
    isOfficial: OFFICIAL_KEYS.every((key) => places.has(key)),
  }
}

const BY_LAYOUT = '按记住的表形'

/** 人这次指定的优先，其余按记住的表形。 */
function overridesOf(header: Header, choice: SheetChoice | undefined, layout: RememberedLayout | undefined): ColumnOverrides | null {
  const remembered = layout === undefined ? null : rememberedFields(header.columns, layout.decision)
  const chosen = choice?.columns ?? []
  if (remembered === null && chosen.length === 0) return null
  const fields = new Map([...(remembered ?? []), ...chosen.map(({ column, field }) => [column, field] as const)])
  return { fields, why: chosen.length > 0 || layout === undefined ? '由人指定。' : `${BY_LAYOUT}“${layout.name}”。` }
}

function doubtSwapped(
  decisions: readonly ColumnDecision[],
  doubts: ReadonlyMap<RosterFieldKey, string>,
  overrides: ColumnOverrides | null,
): ColumnDecision[] {
  return decisions.map((decision) => {
    const reason = decision.field === null || overrides?.fields.has(decision.column) === true ? undefined : doubts.get(decision.field)
    return reason === undefined ? decision : { ...decision, field: null, suggestion: decision.field, confidence: '待确认', reason }
  })
}

const SHOWN_SAMPLES = 3

function columnReading(decision: ColumnDecision, sample: ColumnSample): ColumnReading {
  const { column, field, suggestion } = decision
  const texts = new Set<string>()
  for (const cell of sample.cells) {
    const text = shortText(cell)
    if (text !== '') texts.add(text)
    if (texts.size === SHOWN_SAMPLES) break
  }
  return {
    ...decision,
    letter: columnName(column),
    label: field === null ? '' : fieldLabel(field),
    suggestionLabel: suggestion === null ? '' : fieldLabel(suggestion),
    samples: [...texts],
  }
}

function shortText(cell: SheetCell | undefined): string {
  const text = cellText(cell)
    .replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, ' ')
    .trim()
  return text.length > 24 ? `${text.slice(0, 24)}…` : text
}

function lackingEssential(essential: readonly RosterFieldKey[], columns: readonly ColumnReading[], isPending: boolean): string {
  const listed = essential.map(fieldLabel).join('、')
  const recognized = columns.flatMap(({ label }) => (label === '' ? [] : [label])).join('、')
  const found = recognized === '' ? '' : `已认出：${recognized}。`
  const likely = columns.filter(({ suggestion }) => suggestion !== null && essential.includes(suggestion))
  if (isPending)
    return `没有认准${listed}。${found}${likely.map(({ letter, heading, suggestionLabel }) => `${letter} 列“${heading}”像${suggestionLabel}`).join('，')}，请在表头对应里确认。`
  return `缺 ${essential.length} 列：${listed}。${found}请补上这些列、把表头改成上面的写法，或在表头对应里指定。`
}

function lackingNote(lacking: readonly string[], source: BranchSource): string {
  const from: Partial<Record<BranchSource, string>> = {
    说明行: '所在党支部取自表头上方的说明行。',
    分段行: '所在党支部取自各段的标题行。',
    表名: '所在党支部取自工作表名。',
  }
  const absent = lacking.length === 0 ? '' : `缺 ${lacking.length} 列：${lacking.join('、')}；已在册的照常更新，新增的人要补全。`
  return `${from[source] ?? ''}${absent}`
}

function unread(base: Base, state: SheetState, note: string, isFault: boolean): RecognizedSheet {
  const { sheet, fingerprint, layout } = base
  return {
    reading: {
      name: sheetLabel(sheet),
      book: sheet.book,
      sheetName: sheet.name,
      state,
      isFault,
      headerTop: 0,
      headerRows: 0,
      dataRows: 0,
      columns: [],
      branchSource: '没有',
      lacking: [],
      note: `未读：${note}`,
      fingerprint,
      layoutId: state === '已忽略' && layout ? layout.layoutId : null,
      layoutName: state === '已忽略' && layout ? layout.name : '',
    },
    places: new Map(),
    rows: [],
    organizationNames: new Map(),
    isOfficial: false,
  }
}

/** 没有表头而有一列都是证号的：列出各列像什么，等人确认；不自动取。 */
function readWithoutHeader(base: Base, grid: Grid, context: RecognitionContext): RecognizedSheet {
  const top = grid.findIndex((row) => row.some((cell) => cell !== undefined && isIdentityShaped(cellText(cell).trim(), cell)))
  const headless = top < 0 ? null : readSheet({ ...base, layout: undefined }, grid, headerAt(grid, top, 0), undefined, context)
  const hasNumbers = headless?.reading.columns.some(({ suggestion }) => suggestion === 'identityNumber') === true
  if (headless !== null && hasNumbers)
    return {
      ...headless,
      reading: { ...headless.reading, note: '没有找到表头，但有一列像公民身份证号；请在表头对应里确认各列是什么。' },
    }
  return unread(base, '不是花名册', '没有找到花名册的表头（姓名、公民身份证号、所在党支部等）。', false)
}

/** 代码表：按表名，或一两列里多半是代码项。 */
function isCodeSheet(name: string, grid: Grid): boolean {
  if (CODE_SHEETS.has(name.trim())) return true
  const rows = grid.filter((row) => row.some((cell) => cell !== undefined)).slice(0, 80)
  if (rows.length < 4 || rows.some((row) => row.filter((cell) => cell !== undefined).length > 3)) return false
  const texts = rows.map((row) => row.map((cell) => cellText(cell).trim()).filter((text) => text !== ''))
  return [ethnicityBook, educationBook, jobBook].some((book) => {
    const coded = texts.filter(
      (cells) => cells.some((text) => /\p{Script=Han}/u.test(text) && book.find(text).kind === '认得') && cells.length <= 2,
    )
    return coded.length >= texts.length * 0.7
  })
}

/** 党组织清单里的 代码 → 全称；不是这种表为 null。 */
function organizationsIn(grid: Grid): ReadonlyMap<string, string> | null {
  const wanted = new Set(ORGANIZATION_HEADINGS.map(normalizeHeading))
  for (const [top, row] of grid.slice(0, 10).entries()) {
    const headings = row.map((cell) => normalizeHeading(cellText(cell)))
    const nameColumn = headings.indexOf('党组织全称')
    if (nameColumn < 0 || headings.filter((heading) => wanted.has(heading)).length < 2) continue
    const keyColumns = ['党组织唯一标识', '党组织编码', 'UUID'].map((heading) => headings.indexOf(heading)).filter((column) => column >= 0)
    const names = new Map<string, string>()
    for (const line of grid.slice(top + 1)) {
      const name = cellText(line[nameColumn]).trim()
      for (const column of keyColumns) {
        const code = cellText(line[column]).trim()
        if (name !== '' && code !== '') names.set(code, name)
      }
    }
    return names
  }
  return null
}

/** 几种有名字的版式，按独有的列认。 */
const NAMED_LAYOUTS: readonly (readonly [string, readonly string[]])[] = [
  ['党员信息库列表', ['党龄校正值', '转正情况', '入党时所在支部']],
  ['集团国企标准“党员信息”', ['集团员工编码', '党员唯一标识']],
  ['旧党内统计系统导出', ['一线情况', '信息完整度(%)']],
]

/** 给人看的版式名。 */
export function layoutTitle(sheets: readonly RecognizedSheet[]): string {
  const rosters = sheets.filter(({ reading }) => reading.state === '花名册')
  if (rosters.length > 0 && rosters.every(({ isOfficial }) => isOfficial)) return '2017 版《党员基本信息汇总表》'
  const headings = new Set(rosters.flatMap(({ reading }) => reading.columns.map(({ heading }) => heading)))
  return NAMED_LAYOUTS.find(([, own]) => own.every((heading) => headings.has(normalizeHeading(heading))))?.[0] ?? '按表头识别的花名册'
}
