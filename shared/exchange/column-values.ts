import { educationBook, ethnicityBook, jobBook } from '../member/codes.ts'
import { foldCharacters } from '../member/characters.ts'
import { readDate } from './date-cell.ts'
import { CATEGORY_WORDS, GENDER_WORDS, STATUS_WORDS, wordIn, YES_NO_WORDS } from './roster-words.ts'
import type { RosterFieldKey } from './roster-fields.ts'
import { cellText, type SheetCell } from './sheet.ts'

/** 一列里取来看的格：空格不算，最多这么多个，均匀地取。 */
export const SAMPLE_LIMIT = 20

/** 一列的样子：有几格有值、取了哪些来看。 */
export type ColumnSample = { readonly filled: number; readonly cells: readonly SheetCell[] }

/** 取一列的样本；`rows` 是数据行。 */
export function sampleColumn(rows: readonly (readonly (SheetCell | undefined)[])[], column: number): ColumnSample {
  const step = Math.max(1, Math.floor(rows.length / (SAMPLE_LIMIT * 2)))
  const found: SheetCell[] = []
  for (let index = 0; index < rows.length; index += step) {
    const cell = rows[index]?.[column]
    if (cell === undefined || (cell.kind === '文本' && cell.text.trim() === '')) continue
    found.push(cell)
  }
  const stride = Math.max(1, found.length / SAMPLE_LIMIT)
  const cells = Array.from({ length: Math.min(found.length, SAMPLE_LIMIT) }, (_, index) => found[Math.floor(index * stride)]).filter(
    (cell) => cell !== undefined,
  )
  return { filled: found.length, cells }
}

/** 样本里像某个字段的值占几成，0 到 1；没有值为 null。 */
export function fitOf(field: RosterFieldKey, { cells }: ColumnSample): number | null {
  if (cells.length === 0) return null
  const suits = SUITS[field]
  return cells.reduce((count, cell) => count + (suits(cell, tidy(cell)) ? 1 : 0), 0) / cells.length
}

/** 样本里满足条件的占几成；没有值为 0。 */
export function shareOf({ cells }: ColumnSample, test: (text: string, cell: SheetCell) => boolean): number {
  return cells.length === 0 ? 0 : cells.reduce((count, cell) => count + (test(tidy(cell), cell) ? 1 : 0), 0) / cells.length
}

function tidy(cell: SheetCell): string {
  return foldCharacters(cellText(cell)).replaceAll(/\s/gu, '')
}

const HAN = /\p{Script=Han}/u

export function isIdentityShaped(text: string, cell: SheetCell): boolean {
  return /^'?(\d{15}|\d{17}[\dXx])$/.test(text) || (cell.kind === '数字' && cell.number >= 1e14) || /^\d\.\d+E\+1[47]$/i.test(text)
}

export function isDateLike(text: string, cell: SheetCell): boolean {
  if (cell.kind === '日期') return true
  if (/^\d{1,2}$/.test(text) || isIdentityShaped(text, cell)) return false
  return readDate(cell).kind === '日期' || /^\d{2}[年./-]\d{1,2}([月./-]\d{1,2}日?)?$/.test(text) || /^\d{6}$/.test(text)
}

/** 像年龄：18 到 110 的整数，或“45岁”。 */
export function isAge(text: string): boolean {
  const age = /^(\d{2,3})(周?岁)?$/.exec(text)
  return age !== null && Number(age[1]) >= 18 && Number(age[1]) <= 110
}

export function isBranchCode(text: string): boolean {
  return !HAN.test(text) && /^[0-9A-Za-z]+([.\-_][0-9A-Za-z]+)*$/.test(text) && /\d/.test(text)
}

export function isPartyPost(text: string): boolean {
  return /^(党委|党总支|党支部|支部|纪委)?(书记|副书记|(组织|宣传|纪检|青年|群团|统战|保密|群工|生活|学习)?委员|(党小组)?组长|支委|党员|普通党员|无)([、,，/](书记|副书记|(组织|宣传|纪检|青年)?委员))*$/.test(
    text,
  )
}

function isPhone(text: string): boolean {
  return /^(\+?86)?1\d{10}([、,;/，；]1?\d{7,10})*$/.test(text.replaceAll('-', ''))
}

function isLandline(text: string): boolean {
  return /^(\(?0\d{2,3}\)?-?)?\d{7,8}([-转]\d{1,5})?$/.test(text)
}

/** 不像别的专门的东西，是一般文字。 */
function isProse(text: string, cell: SheetCell): boolean {
  return !isIdentityShaped(text, cell) && cell.kind !== '日期' && !isPhone(text)
}

const known = (book: typeof educationBook, text: string) => /\p{Script=Han}/u.test(text) && book.find(text).kind === '认得'

const SUITS: Readonly<Record<RosterFieldKey, (cell: SheetCell, text: string) => boolean>> = {
  name: (cell, text) =>
    cell.kind === '文本' &&
    /^[\p{L}\p{M}·•‧∙⋅・･．.\-'?？\ue000-\uf8ff\u{f0000}-\u{fffff}]{1,30}$/u.test(text) &&
    !/支部|公司|党委|正式|预备|大学|族$/.test(text),
  branch: (cell, text) =>
    (cell.kind === '文本' && HAN.test(text) && text.length >= 2 && !isDateLike(text, cell) && !/^[是否男女]$/.test(text)) ||
    isBranchCode(text),
  identityNumber: (cell, text) => isIdentityShaped(text, cell) || /^[\dXx*]{15,18}$/.test(text),
  gender: (_, text) => wordIn(GENDER_WORDS, text) !== undefined,
  ethnicity: (_, text) => known(ethnicityBook, text) || (/^\d{1,2}$/.test(text) && ethnicityBook.find(text).kind === '认得'),
  birthOn: (cell, text) => isDateLike(text, cell),
  joinedOn: (cell, text) => isDateLike(text, cell),
  fullOn: (cell, text) => isDateLike(text, cell) || /^(未转正|预备|待转正)$/.test(text),
  lostOn: (cell, text) => isDateLike(text, cell),
  education: (_, text) =>
    educationBook.find(text).kind === '认得' || /大学|本科|专科|大专|中专|研究生|博士|硕士|高中|初中|小学|中技|职高|学历/.test(text),
  category: (_, text) => wordIn(CATEGORY_WORDS, text) !== undefined,
  partyStatus: (_, text) => wordIn(STATUS_WORDS, text) !== undefined,
  job: (cell, text) => isProse(text, cell) && !isAge(text) && wordIn(CATEGORY_WORDS, text) === undefined,
  mobile: (_, text) => isPhone(text) || /^1\d{9,11}$/.test(text) || /^\d\.\d+E\+10$/i.test(text),
  landline: (_, text) => isLandline(text),
  address: (cell, text) => isProse(text, cell) && (HAN.test(text) || text.length >= 4) && !/^[是否男女]$/.test(text),
  isLost: (cell, text) => cell.kind === '是否' || wordIn(YES_NO_WORDS, text) !== undefined,
  isFloating: (cell, text) => cell.kind === '是否' || wordIn(YES_NO_WORDS, text) !== undefined,
  floatingTo: isText,
  adminPost: (cell, text) => isText(cell, text) && !/^\d+$/.test(text),
  remark: (cell) => cell.kind !== '错误',
}

function isText(cell: SheetCell, text: string): boolean {
  return isProse(text, cell)
}

/** 光凭值就认得出的字段，表头不认识或只差一个字时用它证明；次序即先后。 */
export const TELLING_FIELDS: readonly RosterFieldKey[] = [
  'identityNumber',
  'category',
  'gender',
  'ethnicity',
  'partyStatus',
  'education',
  'mobile',
  'branch',
  'job',
  'name',
]

/** 值有多像：比 `fitOf` 严，供没有表头可凭时用。 */
export function tellingFit(field: RosterFieldKey, sample: ColumnSample): number {
  switch (field) {
    case 'branch':
      return shareOf(sample, (text) => /支部/.test(text))
    case 'job':
      return shareOf(sample, (text) => known(jobBook, text) || (/^\d{3,4}$/.test(text) && jobBook.find(text).kind === '认得'))
    case 'education':
      return shareOf(sample, (text) => known(educationBook, text))
    case 'ethnicity':
      return shareOf(sample, (text) => known(ethnicityBook, text))
    case 'category':
      return shareOf(sample, (text) => /^\d*(正式|预备)(党员)?$|^中共(正式|预备)?党员$/.test(text))
    case 'partyStatus':
      return shareOf(sample, (text) => /^\d*(正常|停止党籍)$/.test(text))
    case 'name':
      return shareOf(
        sample,
        (text) =>
          /^[\p{Script=Han}]{2,4}$|^[\p{Script=Han}·]{4,20}$/u.test(text) && SURNAME.test(text) && !/族$|党员$|大学|大专|本科/.test(text),
      )
    case 'gender':
      return shareOf(sample, (text) => text === '男' || text === '女')
    default:
      return fitOf(field, sample) ?? 0
  }
}

const SURNAME =
  /^[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖闫付岳代覃帅仝邸阿买艾图]/u
