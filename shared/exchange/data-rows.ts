import { isHeadingOf, normalizeHeading } from './heading.ts'
import type { Grid, Header } from './header-rows.ts'
import type { BranchSource } from './layout-contract.ts'
import type { RosterFieldKey } from './roster-fields.ts'
import { cellText, type SheetCell } from './sheet.ts'

export type RosterRow = {
  readonly sheet: string
  /** 与 Excel 行号一致，从 1 起。 */
  readonly rowNo: number
  readonly cells: RowCells
  /** 表里没有支部列时，从说明行、分段行或表名得来的支部名；没有为空。 */
  readonly branchHint: string
}

/** 一行里各字段的格，用到才取；只有空白的文字当没有。 */
export class RowCells {
  private readonly line: Line
  private readonly places: ReadonlyMap<RosterFieldKey, number>

  constructor(line: Line, places: ReadonlyMap<RosterFieldKey, number>) {
    this.line = line
    this.places = places
  }

  get(key: RosterFieldKey): SheetCell | undefined {
    const column = this.places.get(key)
    const cell = column === undefined ? undefined : this.line[column]
    return cell?.kind === '文本' && cell.text.trim() === '' ? undefined : cell
  }

  has(key: RosterFieldKey): boolean {
    return this.get(key) !== undefined
  }

  all(): SheetCell[] {
    return [...this.places.keys()].flatMap((key) => this.get(key) ?? [])
  }
}

type Line = readonly (SheetCell | undefined)[]

export type DataRows = { readonly rows: RosterRow[]; readonly notes: string[]; readonly branchSource: BranchSource }

const NOTES_LIMIT = 20

/** 表头以下的数据行；脚注、合计、重复的表头、分段行、只有预填值的空行不是党员，说明跳过了哪些。 */
export function dataRows(
  sheet: string,
  sheetName: string,
  grid: Grid,
  header: Header,
  places: ReadonlyMap<RosterFieldKey, number>,
): DataRows {
  const rows: RosterRow[] = []
  const notes: string[] = []
  const hasBranch = places.has('branch')
  const above = hasBranch ? '' : branchAbove(grid, header.top)
  const named = hasBranch || above !== '' ? '' : branchInSheetName(sheetName)
  let section = ''
  let sectioned = false
  let skipped = 0
  for (let index = header.top + header.height; index < grid.length; index += 1) {
    const line = grid[index] ?? []
    const cells = new RowCells(line, places)
    if (isPlainPerson(cells) || isPersonLine(cells, line, header)) {
      rows.push({ sheet, rowNo: index + 1, cells, branchHint: section === '' ? (above === '' ? named : above) : section })
      continue
    }
    if (!line.some((cell) => cell !== undefined && cellText(cell).trim() !== '')) continue
    const branch = hasBranch ? '' : sectionBranch(line)
    if (branch !== '') {
      section = branch
      sectioned = true
    }
    // 只有序号或预填值的空行不值得一提。
    if (cells.all().length === 0 && branch === '' && !/[\p{Script=Han}]{2,}/u.test(firstText(line))) continue
    skipped += 1
    if (notes.length < NOTES_LIMIT) notes.push(`第 ${index + 1} 行不是党员，未读：${firstText(line)}。`.replace(/。。$/, '。'))
  }
  if (skipped > NOTES_LIMIT) notes.push(`另有 ${skipped - NOTES_LIMIT} 行也不是党员，未读。`)
  const branchSource = hasBranch ? '列' : sectioned ? '分段行' : above !== '' ? '说明行' : named !== '' ? '表名' : '没有'
  return { rows, notes, branchSource }
}

/** 认人的列：一格都没有的行，即使预填了“正常”“否”，也不是党员。 */
const PERSONAL_KEYS: readonly RosterFieldKey[] = ['name', 'identityNumber', 'birthOn', 'joinedOn', 'mobile']
const CLOSING =
  /^(注[:：]|备注[:：]|说明[:：]|填表说明|填报说明|填报人|填表人|制表|审核人|审核|负责人|联系人[:：]|(小|合|总|累|共|本页小|本页合)计|共\s*\d+\s*(人|名)|以下空白|以上|以下|此页|第\s*\d+\s*页)/

/** 十有八九的行：证号是十五到十八位的文字，姓名另有一格。先这样认，不必逐格看。 */
function isPlainPerson(cells: RowCells): boolean {
  const identity = cells.get('identityNumber')
  return identity?.kind === '文本' && /^\d{15,17}[\dXx]?$/.test(identity.text) && cells.get('name') !== identity
}

/** 这一行是不是一名党员。 */
function isPersonLine(cells: RowCells, line: Line, header: Header): boolean {
  const filled = cells.all()
  if (filled.length === 0 || (filled.length > 1 && new Set(filled).size === 1)) return false
  if (repeatsHeader(line, header)) return false
  const name = cells.get('name')
  if (name?.kind === '文本' && isHeadingOf(name.text, 'name')) return false
  const identity = cells.get('identityNumber')
  // 证号列里有一长串数字，就是一个人，别的格写什么都不论。
  if (identity !== undefined && /\d{10}/.test(cellText(identity))) return true
  // 合计、脚注的话写在前头；备注列里的“注：”不算。
  const leading = line.filter((cell) => cell !== undefined && cellText(cell).trim() !== '').slice(0, 2)
  if (leading.some((cell) => CLOSING.test(cellText(cell).trim()))) return false
  if (identity !== undefined) return true
  const personal = PERSONAL_KEYS.filter((key) => cells.has(key))
  if (personal.length === 0) return false
  // 姓名列里孤零零的一句话是说明，不是人名。
  return !(personal.length === 1 && personal[0] === 'name' && filled.length <= 1 && !isLoneName(cellText(name).trim()))
}

function isLoneName(text: string): boolean {
  const bare = text.replaceAll(/\s/gu, '')
  return /^[\p{L}\p{M}·•.]{1,12}$/u.test(bare) && !/支部|党员|名单|以下|以上|合计|小计|人数|说明|车间|部门|公司|科室|党委|党总支/.test(bare)
}

/** 跨页重复的表头：三格以上与表头的字一样。 */
function repeatsHeader(line: readonly (SheetCell | undefined)[], header: Header): boolean {
  let same = 0
  for (const { column, parts } of header.columns) {
    const cell = line[column]
    if (cell?.kind !== '文本') continue
    // 表头多是短的，先比首字，免得逐格归一。
    const last = parts.at(-1) ?? ''
    if (last === '' || (cell.text.trim()[0] !== last[0] && cell.text.trim()[0] !== parts[0]?.[0])) continue
    const text = normalizeHeading(cell.text)
    if (text === last || text === parts[0]) same += 1
    if (same >= 3) return true
  }
  return false
}

/** 数据里的分段行：整行只有一句话，说的是某个支部。 */
function sectionBranch(line: readonly (SheetCell | undefined)[]): string {
  const cells = new Set(line.filter((cell) => cell !== undefined && cellText(cell).trim() !== ''))
  const [only] = cells
  if (cells.size !== 1 || only === undefined) return ''
  return cleanBranch(cellText(only))
}

/** 表头以上的说明行里的支部：“党支部：某某”“某某支部党员名册”。 */
function branchAbove(grid: Grid, top: number): string {
  for (const line of grid.slice(0, top))
    for (const cell of new Set(line)) {
      const text = cellText(cell).normalize('NFKC').trim()
      const labelled = /(?:所在|所属)?(?:党支部|支部)(?:名称)?(?:\(盖章\))?\s*:\s*([^\s:]+)/.exec(text)?.[1]
      if (labelled !== undefined) return labelled.replace(/(填报|填表|汇总|日期|联系|负责).*$/, '')
      const titled =
        /^(.{2,40}?支部(?:委员会)?)(?=(?:全体|在册)?(?:正式|预备)?(?:党员)?(?:基本)?(?:信息|情况)?(?:花名册|名册|名单|汇总表|一览表|登记表|统计表|台账|台帐|信息表|信息))/.exec(
          text,
        )?.[1]
      if (titled !== undefined && !/^(各|全|所属|下属)/.test(titled)) return cleanBranch(titled)
    }
  return ''
}

function branchInSheetName(sheetName: string): string {
  return cleanBranch(sheetName.trim())
}

/** 去掉编号、人数、“党员名单”之类，剩下支部名；不是支部为空。 */
function cleanBranch(text: string): string {
  const bare = text
    .normalize('NFKC')
    .trim()
    .replace(/^\(?[一二三四五六七八九十\d]+[)、.:]\s*/, '')
    .replace(/[(](?:共)?\d+\s*(?:人|名)[^()]*[)]$/, '')
    .replace(/(?:共\s*)?\d+\s*(?:人|名)(?:党员)?$/, '')
    .replace(/(?:全体)?党员(?:花名册|名册|名单|信息|情况)?$/, '')
    .replace(/[:\s]+$/, '')
    .trim()
  return /支部(委员会)?$/.test(bare) && bare.length >= 3 && bare.length <= 60 ? bare : ''
}

export function firstText(line: readonly (SheetCell | undefined)[]): string {
  const text = cellText(line.find((cell) => cellText(cell).trim() !== ''))
    .replaceAll(/\s+/gu, ' ')
    .trim()
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
