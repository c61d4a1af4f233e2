import type { PlainDate } from '../calendar/plain-date.ts'
import { foldCharacters } from '../member/characters.ts'
import { educationBook, ethnicityBook, jobBook, type CodeBook } from '../member/codes.ts'
import type { MemberProfile } from '../member/contract.ts'
import { isHalfMasked } from '../member/masking.ts'
import { readIdentityNumber, type IdentityNumber } from '../member/identity-number.ts'
import { nameDoubt, nameProblem, normalizeName } from '../member/name.ts'
import { isMobile, normalizeMobile } from '../member/profile.ts'
import type { RosterRow } from './data-rows.ts'
import { birthWindow, eventWindow, readDate, type DateReading, type DateWindow } from './date-cell.ts'
import { fieldLabel, type RosterFieldKey } from './roster-fields.ts'
import { CATEGORY_WORDS, GENDER_WORDS, STATUS_WORDS, wordIn, YES_NO_WORDS } from './roster-words.ts'
import { cellName, cellText, type SheetCell } from './sheet.ts'

/** 一格的说明：列名、表里的值、为什么与怎么办；`cell` 是 `D12` 这样的格子名，表里没有这一列时不给。 */
export type CellRemark = { readonly label: string; readonly value: string; readonly reason: string; readonly cell?: string }

/** 一行读出来的值；表里没有这一列或留空的字段不出现。 */
export type RosterValues = Partial<Omit<MemberProfile, 'rightsStatus'>>

export type RosterEntry = {
  readonly sheet: string
  readonly rowNo: number
  readonly branchName: string
  readonly values: RosterValues
  /** 各字段取自从 0 起的第几列；同一张表的各行共用一个。没有这一列的字段不出现。 */
  readonly places: ReadonlyMap<RosterFieldKey, number>
  /** 证号合法时读出的生日与性别。 */
  readonly identity: IdentityNumber | null
  /** 表里有这一列而这一格留空的字段。 */
  readonly blanks: ReadonlySet<RosterFieldKey>
  readonly refusals: readonly CellRemark[]
  readonly doubts: readonly CellRemark[]
  /** 给人看的原文：拒绝的行也要能认出是谁。 */
  readonly shownName: string
  readonly shownIdentityNumber: string
}

const TEXT_LIMITS = {
  education: 40,
  job: 120,
  adminPost: 60,
  mobile: 30,
  landline: 30,
  address: 200,
  floatingTo: 100,
  remark: 500,
} as const
const CONTROL = /[\p{Cc}\u2028\u2029\ufffe\uffff]|\p{Cs}/u
const SHOWN_LENGTH = 60

/** 读一行要用的：各字段在哪一列、今天、同一份文件里党组织清单的 代码 → 全称。 */
export type RowContext = {
  readonly places: ReadonlyMap<RosterFieldKey, number>
  readonly today: PlainDate
  readonly organizationNames: ReadonlyMap<string, string>
}

/** 逐格读一行：每格要么得到值，要么得到拒绝的说明；跨格的规则在与名册合并之后再查。 */
export function readRosterRow(row: RosterRow, context: RowContext): RosterEntry {
  const reader = new RowReader(row, context)
  const values = reader.values()
  const blanks = new Set<RosterFieldKey>()
  for (const key of context.places.keys()) if (!row.cells.has(key)) blanks.add(key)
  return {
    sheet: row.sheet,
    rowNo: row.rowNo,
    branchName: reader.branchName(),
    values,
    places: context.places,
    identity: reader.identity,
    blanks,
    refusals: reader.refusals,
    doubts: reader.doubts,
    shownName: values.name ?? shown(row.cells.get('name')),
    shownIdentityNumber: values.identityNumber ?? shown(row.cells.get('identityNumber')),
  }
}

type DatedKey = 'birthOn' | 'joinedOn' | 'fullOn' | 'lostOn'
type Writable<T> = { -readonly [K in keyof T]: T[K] }

class RowReader {
  readonly refusals: CellRemark[] = []
  readonly doubts: CellRemark[] = []
  identity: IdentityNumber | null = null
  private readonly row: RosterRow
  private readonly context: RowContext

  constructor(row: RosterRow, context: RowContext) {
    this.row = row
    this.context = context
  }

  values(): RosterValues {
    const values: Writable<RosterValues> = {}
    const put = <K extends keyof RosterValues>(key: K, value: RosterValues[K] | null) => {
      if (value !== null) values[key] = value
    }
    put('name', this.name())
    put('identityNumber', this.identityNumber())
    put('gender', this.choice('gender', GENDER_WORDS, '男或女'))
    put('ethnicity', this.ethnicity())
    this.dated(values, 'birthOn', birthWindow)
    put('education', this.coded('education', educationBook))
    put('category', this.choice('category', CATEGORY_WORDS, '正式党员或预备党员'))
    const birthOn = this.identity?.birthOn ?? values.birthOn
    const window = (today: PlainDate) => eventWindow(birthOn, today)
    this.dated(values, 'joinedOn', window)
    this.dated(values, 'fullOn', window)
    put('job', this.coded('job', jobBook))
    put('adminPost', this.text('adminPost'))
    put('mobile', this.mobile())
    put('landline', this.landline())
    put('address', this.text('address'))
    put('partyStatus', this.choice('partyStatus', STATUS_WORDS, '正常或停止党籍'))
    put('isLost', this.flag('isLost'))
    this.dated(values, 'lostOn', window)
    put('isFloating', this.flag('isFloating'))
    put('floatingTo', this.text('floatingTo'))
    put('remark', this.text('remark'))
    this.categoryFromFullOn(values)
    return values
  }

  /** 表里的支部；写的是代码而同一份文件里有党组织清单的，换成全称。 */
  branchName(): string {
    const text = this.row.cells.has('branch') ? this.line('branch') : this.row.branchHint
    if (text === null || text === '') return ''
    const named = this.context.organizationNames.get(text) ?? text
    if (named.length <= 80) return named
    this.refuse('branch', '党支部名称超过 80 个字，请核对。')
    return ''
  }

  /** 有的版式没有“人员类别”而有“转正日期”：转了正的就是正式党员；没有转正日期的不猜。 */
  private categoryFromFullOn(values: Writable<RosterValues>): void {
    if (this.context.places.has('category') || values.fullOn === undefined || values.fullOn === null) return
    values.category = '正式党员'
    this.doubt('category', `表里没有人员类别这一列，有转正日期（${values.fullOn}），按正式党员读。`)
  }

  private name(): string | null {
    const text = this.plain('name')
    if (text === null) {
      if (!this.row.cells.has('name')) this.refuse('name', '姓名没有填写。')
      return null
    }
    const name = normalizeName(text)
    const problem = nameProblem(name)
    if (problem !== '') return this.refuse('name', problem)
    const doubt = nameDoubt(name)
    if (doubt !== '') this.doubt('name', doubt)
    return name
  }

  private identityNumber(): string | null {
    const cell = this.row.cells.get('identityNumber')
    if (cell?.kind === '数字' && !/^\d{15}$/.test(cellText(cell)))
      return this.refuse('identityNumber', '该格是数字格式，15 位以后的数字已丢失，请按证件重新填写，并把该列设为文本格式。')
    const text = cell === undefined ? '' : this.plain('identityNumber')
    if (text === null) return null
    const reading = readIdentityNumber(text, this.context.today)
    if (!reading.ok) return this.refuse('identityNumber', reading.reason)
    if (reading.doubt !== '') this.doubt('identityNumber', reading.doubt)
    this.identity = reading.identity
    return reading.identity.number
  }

  private ethnicity(): string | null {
    const text = this.line('ethnicity')
    if (text === null) return null
    const reading = ethnicityBook.find(text)
    if (reading.kind === '认得') return reading.label
    return this.refuse(
      'ethnicity',
      reading.kind === '矛盾' ? reading.reason : '不在 56 个民族的代码表里，请写成“01 汉族”或“汉族”这样的形式。',
    )
  }

  private coded(key: 'education' | 'job', book: CodeBook): string | null {
    const text = this.text(key)
    if (text === null) return null
    const reading = book.find(text)
    if (reading.kind === '认得') return reading.label
    if (reading.kind === '矛盾') return this.refuse(key, reading.reason)
    this.doubt(key, `不在${book.name}代码表里，按原文保存；上报前请改成代码表里的一项。`)
    return text
  }

  private mobile(): string | null {
    const text = this.text('mobile')
    if (text === null) return null
    if (/^\d(\.\d+)?E\+?\d+$/i.test(text)) return this.refuse('mobile', '手机号被写成了科学记数法，请重新填写，并把该列设为文本格式。')
    if (isHalfMasked(text)) return this.refuse('mobile', '手机号是遮着的（中间是星号），请换成有完整号码的表，或把这一格清空。')
    const mobile = normalizeMobile(text)
    if (!isMobile(mobile)) this.doubt('mobile', '不是 11 位手机号，请核对。')
    return mobile
  }

  private landline(): string | null {
    const text = this.text('landline')
    if (text !== null && isHalfMasked(text))
      return this.refuse('landline', '固定电话是遮着的（中间是星号），请换成有完整号码的表，或把这一格清空。')
    return text
  }

  /** 可以只写到年、月的日期，连同精度一起写进 `values`。 */
  private dated(values: Writable<RosterValues>, key: DatedKey, window: (today: PlainDate) => DateWindow): void {
    const reading = this.date(key, window)
    if (reading === null) return
    values[key] = reading.date
    values[`${key}Precision`] = reading.precision
  }

  private date(key: DatedKey, window: (today: PlainDate) => DateWindow): Extract<DateReading, { kind: '日期' }> | null {
    const cell = this.sound(key)
    if (cell === null) return null
    const { today } = this.context
    const reading = readDate(cell, needsWindow(cell) ? window(today) : undefined)
    if (reading.kind === '空') return null
    if (reading.kind === '不是日期') return this.refuse(key, reading.reason)
    if (reading.date > today) return this.refuse(key, `日期 ${reading.date} 在今天（${today}）之后，请核对。`)
    if (reading.doubt !== '') this.doubt(key, reading.doubt)
    return reading
  }

  private flag(key: 'isLost' | 'isFloating'): boolean | null {
    const chosen = this.choice(key, YES_NO_WORDS, '是或否')
    return chosen === null ? null : chosen === '是'
  }

  private choice<T extends string>(key: RosterFieldKey, options: Readonly<Record<string, T>>, wanted: string): T | null {
    const text = this.line(key)
    if (text === null) return null
    return wordIn(options, text) ?? this.refuse(key, `只能填${wanted}。`)
  }

  private text(key: keyof typeof TEXT_LIMITS): string | null {
    const text = this.line(key)
    if (text === null) return null
    const limit = TEXT_LIMITS[key]
    if (text.length > limit) return this.refuse(key, `有 ${text.length} 个字，超过 ${limit} 个字的上限，请缩短。`)
    return text
  }

  /** 单行文字：格内换行与制表符改为空格；以 = + - @ 开头的也只是文字。 */
  private line(key: RosterFieldKey): string | null {
    const written = this.plain(key)
    if (written === null) return null
    const text = foldCharacters(written.replaceAll(/[\r\n\t]+/g, ' ')).trim()
    if (text === '') return null
    if (CONTROL.test(text)) return this.refuse(key, '含有不能打印的控制字符，请删去后重填。')
    return text
  }

  private plain(key: RosterFieldKey): string | null {
    const cell = this.sound(key)
    if (cell === null) return null
    if (cell.kind === '日期') return this.refuse(key, '该格是日期格式，应为文字，请改成文本格式后重填。')
    return cellText(cell)
  }

  /** 有值可读的格：公式错误、没有算好的公式一律拒收。 */
  private sound(key: RosterFieldKey): SheetCell | null {
    const cell = this.row.cells.get(key)
    if (cell?.kind === '错误') return this.refuse(key, `该格是公式错误 ${cell.text}，请改正后重填。`)
    if (cell?.kind === '公式无值') return this.refuse(key, '该格是没有算好的公式，请在 Excel 里打开、保存后再导入，或改成值。')
    return cell ?? null
  }

  private refuse(key: RosterFieldKey, reason: string): null {
    this.refusals.push(this.remark(key, reason))
    return null
  }

  private doubt(key: RosterFieldKey, reason: string): void {
    this.doubts.push(this.remark(key, reason))
  }

  private remark(key: RosterFieldKey, reason: string): CellRemark {
    const column = this.context.places.get(key)
    const place = column === undefined ? {} : { cell: cellName(this.row.rowNo - 1, column) }
    return { label: fieldLabel(key), value: shown(this.row.cells.get(key)), reason, ...place }
  }
}

/** 只有写得不全或连写的日期才要看范围：省得每格都算。 */
function needsWindow(cell: SheetCell): boolean {
  return cell.kind === '文本' && !/^\s*\d{4}[-/.年]/.test(cell.text)
}

/** 说明里引用的格值：控制字符与半个代理对显示为 �，过长截断。 */
export function shown(cell: SheetCell | undefined): string {
  const text = Array.from(cellText(cell), (character) => (CONTROL.test(character) ? '\ufffd' : character))
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH).join('')}…` : text.join('')
}
