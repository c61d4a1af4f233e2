import { normalizeHeading } from './heading.ts'
import { cellText, sheetLabel, unmerge, type Sheet } from './sheet.ts'

/** 签到表里的一个人：写的姓名、签到栏怎么写的、据此是来了还是没来。`rowNo` 从 1 起，与表格行号一致。 */
export type SignInRow = {
  readonly name: string
  readonly rowNo: number
  /** 没有签到栏的为空串。 */
  readonly mark: string
  readonly status: '出席' | '请假' | '缺席'
}

export type SignInReading = {
  readonly sheet: string
  /** 认出的各姓名列的表头，一页并排几栏的有几个；没有表头的为空。 */
  readonly nameHeadings: readonly string[]
  readonly signHeadings: readonly string[]
  readonly rows: readonly SignInRow[]
}

const NAME_HEADING = /^(党员|参会|与会|出席|签到|参加)?(人员|人)?(姓名|名字|名单)$|^(参会|与会|出席|签到|参加|到会)(人员|人|党员)$/u
const SIGN_HEADING = /签到|签名|签字|到会|出席|出勤|考勤|到场|参会情况|参加情况|是否参加|是否到/u
/** 表头在前多少行里找。 */
const SEARCH_ROWS = 30

/**
 * 从一张表里读签到：找“姓名”列（一页可并排几栏），与它右边最近的“签到”栏。有签到栏的，空着的是缺席，
 * 写着“请假”“事假”“公差”的是请假，“否”“缺席”“×”的是缺席，其余算出席；没有签到栏的，列出来的都算出席。
 * 没有表头、只有一列而像姓名的，照一列姓名读。读不出姓名为 null。
 */
export function readSignIns(sheet: Sheet): SignInReading | null {
  const rows = unmerge(sheet).rows.map((row) => Array.from(row, (cell) => cellText(cell).trim()))
  const top = rows.slice(0, SEARCH_ROWS).findIndex((row) => row.some(isNameHeading))
  const label = sheetLabel(sheet)
  if (top < 0) {
    // 没有表头的，须只有一列，且多半像姓名。
    if (rows.some((row) => row.slice(1).some((text) => text !== ''))) return null
    const names = rows.flatMap((row, index) => signIn(row[0] ?? '', '', index, false))
    const plausible = names.filter(({ name }) => /^[\p{Script=Han}·]{2,10}$/u.test(name)).length
    return plausible > 0 && plausible * 2 >= names.length ? { sheet: label, nameHeadings: [], signHeadings: [], rows: names } : null
  }
  const heading = rows[top] ?? []
  const nameColumns = heading.flatMap((text, column) => (isNameHeading(text) ? [column] : []))
  const bands = nameColumns.map((nameColumn, index) => {
    const end = nameColumns[index + 1] ?? heading.length
    const signColumn = heading.findIndex((text, column) => column > nameColumn && column < end && SIGN_HEADING.test(text))
    return { nameColumn, signColumn: signColumn < 0 ? null : signColumn }
  })
  const read = rows.slice(top + 1).flatMap((row, index) =>
    bands.flatMap(({ nameColumn, signColumn }) => {
      const mark = signColumn === null ? '' : (row[signColumn] ?? '')
      return signIn(row[nameColumn] ?? '', mark, top + 1 + index, signColumn !== null)
    }),
  )
  return {
    sheet: label,
    nameHeadings: nameColumns.map((column) => heading[column] ?? ''),
    signHeadings: bands.flatMap(({ signColumn }) => (signColumn === null ? [] : [heading[signColumn] ?? ''])),
    rows: read,
  }
}

function isNameHeading(text: string): boolean {
  return NAME_HEADING.test(normalizeHeading(text))
}

function signIn(name: string, mark: string, index: number, hasSignColumn: boolean): SignInRow[] {
  if (name === '' || isNameHeading(name) || /^(合计|总计|小计|备注|说明|填表)/u.test(name)) return []
  return [{ name, rowNo: index + 1, mark, status: hasSignColumn ? statusOf(mark) : '出席' }]
}

function statusOf(mark: string): SignInRow['status'] {
  const text = mark.replaceAll(/[\s。.]/gu, '')
  if (/假|公差|出差|外出|因公/u.test(text)) return '请假'
  if (text === '' || /^(否|未|无|没|缺|旷|×|✗|✘|x|X|0|-|－|\/)/u.test(text)) return '缺席'
  return '出席'
}
