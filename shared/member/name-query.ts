import { strokesOf } from './strokes.ts'

/** 搜索框里的一串，按能怎样理解各留一份；都理解不了的为空串。 */
export type NameQuery = {
  /** 汉字与拼音字母，可以混着写；ü 已写作 v。 */
  readonly spelling: string
  /** 笔顺前缀，1 横 2 竖 3 撇 4 点 5 折。 */
  readonly strokes: string
  /** 从第一个字起各字的笔画数，如“7画11画”。 */
  readonly strokeCounts: readonly number[]
}

/** 姓名里的一个字：原字与全部读音（ü 写作 v，另附 u、yu 两种打法）。外文名一个词算一个。 */
export type NameUnit = { readonly character: string; readonly readings: readonly string[] }

const STROKE_LETTERS: Readonly<Record<string, string>> = { h: '1', s: '2', p: '3', n: '4', z: '5' }
/** 短的先当首字母（zs 是张三）与尾号，够长才也当笔顺。 */
const STROKES_MIN = 3
/** 这么长的笔顺前缀才从名字中间的字找起，免得短的处处都对上。 */
const STROKES_ANYWHERE = 4

/** 理解搜索框里的一串：`zhangxm`、`张xm`、`lv`、`hspnz`、`34151`、`7画` 都行；空白、隔音符、间隔号不计。 */
export function readNameQuery(text: string): NameQuery {
  const folded = text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/ü|u:/g, 'v')
    .replaceAll(/[\s'’·]/gu, '')
  const counts = /^(\d{1,2}画)+$/.test(folded) ? folded.split('画').slice(0, -1).map(Number) : []
  return {
    spelling: /^[\p{L}\p{Co}-]+$/u.test(folded) && counts.length === 0 ? folded : '',
    strokes: strokeQuery(folded),
    strokeCounts: counts,
  }
}

function strokeQuery(folded: string): string {
  if (folded.length < STROKES_MIN) return ''
  if (/^[1-5]+$/.test(folded)) return folded
  return /^[hspnz]+$/.test(folded) ? Array.from(folded, (letter) => STROKE_LETTERS[letter] ?? '').join('') : ''
}

/** 供检索的一个姓名：造一次，反复用。笔顺到有人按笔画找时才展开。 */
export class SearchableName {
  readonly units: readonly NameUnit[]
  private readonly name: string
  private orders: readonly string[] | null = null

  constructor(name: string, units: readonly NameUnit[]) {
    this.name = name
    this.units = units
  }

  /** 从每个字起的笔顺连写；没有笔顺数据的字是“?”，没有汉字的姓名为空。 */
  strokes(): readonly string[] {
    this.orders ??= this.strokesFromEachCharacter()
    return this.orders
  }

  /** 第 `index` 个字的笔画数；没有这个字为 0。 */
  strokeCount(index: number): number {
    const strokes = this.strokes()
    return (strokes[index]?.length ?? 0) - (strokes[index + 1]?.length ?? 0)
  }

  private strokesFromEachCharacter(): string[] {
    if (!/\p{Script=Han}/u.test(this.name)) return []
    const orders = nameCharacters(this.name).map((character) => strokesOf(character) ?? '?')
    return orders.map((_, index) => orders.slice(index).join(''))
  }
}

/**
 * 一个姓名是否对上：拼音与汉字从任一个字起（搜“xiaoming”“xm”也对上张晓明，而“ang”不会搜出所有姓张的），
 * 每个字可打全拼、首字母（zh、ch、sh 算一个声母）或原字，末字可只打半截；笔顺从首字起，够长的也从别的字起。
 */
export function matchesName(query: NameQuery, name: SearchableName): boolean {
  if (query.strokeCounts.length > 0) return query.strokeCounts.every((count, index) => name.strokeCount(index) === count)
  if (query.spelling !== '' && matchesSpelling(query.spelling, name.units)) return true
  return query.strokes !== '' && matchesStrokes(query.strokes, name.strokes())
}

function matchesSpelling(text: string, units: readonly NameUnit[]): boolean {
  for (let start = 0; start < units.length; start += 1) if (spellsFrom(text, 0, units, start)) return true
  return false
}

function spellsFrom(text: string, at: number, units: readonly NameUnit[], index: number): boolean {
  if (at >= text.length) return true
  const unit = units[index]
  if (unit === undefined) return false
  const next = (length: number) => spellsFrom(text, at + length, units, index + 1)
  if (unit.character !== '' && text.startsWith(unit.character, at) && next(unit.character.length)) return true
  for (const reading of unit.readings) {
    if (reading[0] !== text[at]) continue
    if (text.startsWith(reading, at) && next(reading.length)) return true
    if (reading.startsWith(text.slice(at))) return true
    if (reading[1] === 'h' && text[at + 1] === 'h' && next(2)) return true
    if (next(1)) return true
  }
  return false
}

function matchesStrokes(prefix: string, strokes: readonly string[]): boolean {
  const [first, ...others] = strokes
  if (first?.startsWith(prefix)) return true
  return prefix.length >= STROKES_ANYWHERE && others.some((rest) => rest.startsWith(prefix))
}

function nameCharacters(name: string): string[] {
  return Array.from(name).filter((character) => /[\p{L}\p{Co}]/u.test(character))
}
