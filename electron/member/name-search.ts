import { pinyin } from 'pinyin-pro'
import { SearchableName, type NameUnit } from '../../shared/member/name-query.ts'

/** 存库的姓名拼音：从每个字起的连写，空格相隔，如“zhangxiaoming xiaoming ming”。 */
export type NameSpelling = { readonly namePinyin: string; readonly nameInitials: string }

/**
 * 姓名的拼音与首字母，各自从每个字起写一遍，名册据此排序。
 * 姓氏多音取姓的读音（曾 zeng、单 shan、尉迟 yuchi），ü 写作 v；没有读音的生僻字跳过。
 */
export function spellName(name: string): NameSpelling {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true, nonZh: 'consecutive' })
    .flatMap((part) => part.toLowerCase().split(/[^a-z]+/))
    .filter((part) => part !== '')
  const initials = syllables.map((syllable) => syllable.slice(0, 1))
  return { namePinyin: fromEverySyllable(syllables), nameInitials: fromEverySyllable(initials) }
}

function fromEverySyllable(parts: readonly string[]): string {
  return parts.map((_, index) => parts.slice(index).join('')).join(' ')
}

/** 同音同字的共用一个，两万人也不过几千个。 */
const unitsByReading = new Map<string, NameUnit>()

/** 一个姓名的字与音，供检索；`namePinyin` 是存库的拼音，姓氏的读音从它来，别的读音逐字补上。 */
export function readableName(name: string, namePinyin: string): SearchableName {
  const syllables = syllablesOf(namePinyin)
  const parts = name.match(/[\p{Script=Han}\p{Co}]|[\p{L}\p{M}'-]+/gu) ?? []
  // 有读不出音的字时数目对不上：原字各自成一个，靠逐字的读音。
  const isAligned = parts.length === syllables.length
  return new SearchableName(
    name,
    parts.map((part, index) => unitOf(part, isAligned ? (syllables[index] ?? '') : '')),
  )
}

function unitOf(part: string, stored: string): NameUnit {
  const key = `${part}/${stored}`
  const known = unitsByReading.get(key)
  if (known) return known
  const unit = { character: part.toLowerCase(), readings: withTypings([stored, ...readingsOf(part)]) }
  unitsByReading.set(key, unit)
  return unit
}

/** “zhangxiaoming xiaoming ming”还原成逐字的音节：前后两段之差。 */
function syllablesOf(namePinyin: string): string[] {
  const tails = namePinyin.split(' ').filter((tail) => tail !== '')
  return tails.map((tail, index) => tail.slice(0, tail.length - (tails[index + 1]?.length ?? 0)))
}

/** 一个字的全部读音：单 dan shan chan、仇 chou qiu；外文词就是它自己。 */
function readingsOf(part: string): readonly string[] {
  if (!/^\p{Script=Han}$/u.test(part)) return [part.toLowerCase()]
  return pinyin(part, { toneType: 'none', type: 'array', multiple: true, v: true }).filter((reading) => /^[a-z]+$/.test(reading))
}

/** 多音的并在一起；ü 可打 v、u、yu：吕 lv、lu、lyu。 */
function withTypings(readings: readonly string[]): string[] {
  const typed = readings.flatMap((reading) =>
    reading.includes('v') ? [reading, reading.replace('v', 'u'), reading.replace('v', 'yu')] : [reading],
  )
  return [...new Set(typed.filter((reading) => reading !== ''))]
}
