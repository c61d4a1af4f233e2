/**
 * 中文没有空格，检索按相邻两字切：“研究部署”切成 研究、究部、部署，末字单独再留一个，两字词、长词、单字都找得到。
 * 英文字母与数字连着的算一个词。大小写、全角半角不分。
 */

const RUN = /[\p{Script=Han}〇]+|(?:(?![\p{Script=Han}〇])[\p{L}\p{N}])+/gu
const HAN = /^[\p{Script=Han}〇]/u

function normalized(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** 一截一截：汉字归汉字，别的字母数字归别的，标点空白断开。 */
function runs(text: string): string[] {
  return normalized(text).match(RUN) ?? []
}

function pairs(characters: readonly string[]): string[] {
  return characters.slice(0, -1).map((character, index) => character + (characters[index + 1] ?? ''))
}

/** 编进索引的词，空格隔开。 */
export function indexWords(text: string): string {
  return runs(text)
    .flatMap((run) => {
      if (!HAN.test(run)) return [run]
      const characters = Array.from(run)
      return [...pairs(characters), characters.at(-1) ?? '']
    })
    .join(' ')
}

/** 人输入的几个词，各自都要出现；没有可检索的字为空。 */
export function searchTerms(query: string): string[] {
  return normalized(query)
    .split(/\s+/)
    .filter((term) => runs(term).length > 0)
}

/** 写成全文检索的条件：每个词是一串紧挨着的词，末一个按前缀认。 */
export function matchExpression(terms: readonly string[]): string {
  return terms
    .map((term) => {
      const parts = runs(term)
      const words = parts.flatMap((run, index) => {
        if (!HAN.test(run)) return [run]
        const characters = Array.from(run)
        const isLast = index === parts.length - 1
        if (characters.length === 1) return characters
        return isLast ? pairs(characters) : [...pairs(characters), characters.at(-1) ?? '']
      })
      return `"${words.join(' ')}" *`
    })
    .join(' AND ')
}

export type Fragment = { readonly before: string; readonly hit: string; readonly after: string }

/** 摘出词在一段文字里第一次出现的地方，前后各留 `around` 个字；没有出现为 null。 */
export function fragmentOf(text: string, terms: readonly string[], around = 24): Fragment | null {
  const flat = text.replaceAll(/\s+/g, ' ')
  // 规整会改变长短的（如 ㎡ → m2）位置对不上，这时不标出来、只给开头。
  const plain = normalized(flat)
  const isAligned = plain.length === flat.length
  let first: { at: number; length: number } | null = null
  for (const term of terms) {
    const at = plain.indexOf(term)
    if (at >= 0 && (first === null || at < first.at)) first = { at, length: term.length }
  }
  if (first === null) return null
  if (!isAligned) return { before: '', hit: '', after: clip(flat, 0, around * 2) }
  const start = Math.max(0, first.at - around)
  const end = first.at + first.length
  return {
    before: (start > 0 ? '…' : '') + flat.slice(start, first.at),
    hit: flat.slice(first.at, end),
    after: clip(flat, end, around),
  }
}

function clip(text: string, from: number, length: number): string {
  const rest = text.slice(from)
  return rest.length > length ? `${rest.slice(0, length)}…` : rest
}
