import { pinyin } from 'pinyin-pro'

/** 存库的姓名拼音：从每个字起的连写，空格相隔，如“zhangxiaoming xiaoming ming”。 */
export type NameSpelling = { readonly namePinyin: string; readonly nameInitials: string }

/**
 * 姓名的拼音与首字母，各自从每个字起写一遍：搜“xiaoming”“xm”也按字头对上，
 * 而不会让“ang”搜出所有姓张的。姓氏多音取姓的读音（曾 zeng、单 shan、尉迟 yuchi），ü 写作 v；
 * 没有读音的生僻字跳过。
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

/** 搜索框里的一串拼音：ü 与 u: 写作 v，去掉空格与隔音符；含别的字符则不是拼音，返回 null。 */
export function spellingQuery(text: string): string | null {
  const folded = text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/ü|u:/g, 'v')
    .replaceAll(/[\s'’]/g, '')
  return /^[a-z]+$/.test(folded) ? folded : null
}
