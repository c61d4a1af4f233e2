import type { Span } from '../../shared/document/block.ts'
import { charWidth, isLatin, textWidth } from './measure.ts'

/** 一行里同字体的一截；`isLatin` 的用 Times New Roman。 */
export type LinePart = { readonly text: string; readonly face: Span['face']; readonly isLatin: boolean }

/** 排好的一行。`width` 是自然宽度（含字距）；`isFull` 表示须两端对齐到 `room`。 */
export type Line = {
  readonly parts: readonly LinePart[]
  readonly text: string
  readonly width: number
  readonly room: number
  readonly isFull: boolean
}

export type LineOptions = {
  readonly size: number
  /** 每个字之后加的字距，磅，可为负。 */
  readonly tracking: number
  readonly firstRoom: number
  readonly room: number
}

/** 行首禁则：这些不能起行。 */
const NO_START = new Set('、，。．：；？！）》〉」』】〕”’…—％%～·,.:;?!)]}')
/** 行末禁则：这些不能收行。 */
const NO_END = new Set('（《〈“‘「『【〔([{￥$')
/** 只占左半格的标点，可以挤进上一行的末尾。 */
const HALF = new Set('、，。．：；？！）》〉」』】〕”’')

type Token = { text: string; face: Span['face']; width: number; isLatin: boolean; isSpace: boolean }

/**
 * 汉文断行：逐字可断，西文词与数字不拆，行首行末禁则；末尾多一个半格标点时挤进本行（挤不进则推下一字）。
 * 比一行还长的西文逐字拆开。结果只取决于字数与标点，与装了什么字体无关。
 */
export function breakLines(spans: readonly Span[], options: LineOptions): Line[] {
  const queue = tokenize(spans, options)
  const lines: Line[] = []
  let current: Token[] = []
  let width = 0
  const room = () => (lines.length === 0 ? options.firstRoom : options.room)
  const flush = (isFull: boolean) => {
    while (current.at(-1)?.isSpace) current.pop()
    lines.push(toLine(current, room(), isFull, options))
    current = []
    width = 0
  }
  let index = 0
  while (index < queue.length) {
    const token = queue[index]
    if (!token) break
    if (current.length === 0 && token.isSpace && lines.length > 0) {
      index += 1
      continue
    }
    if (width + token.width <= room() + 0.01) {
      current.push(token)
      width += token.width
      index += 1
      continue
    }
    if (current.length === 0) {
      queue.splice(index, 1, ...splitWord(token, options))
      if (queue[index] === token || (queue[index]?.width ?? 0) > room()) {
        current.push(queue[index] ?? token)
        index += 1
        flush(true)
      }
      continue
    }
    const next = queue[index + 1]
    if (HALF.has(token.text) && !(next && startsBadly(next)) && width + token.width / 2 <= room() + current.length * 0.35) {
      current.push(token)
      index += 1
      flush(index < queue.length)
      continue
    }
    // 推出：下一行不能以禁则字起，本行不能以禁则字收；至少留下一字，免得空转。
    let taken = 0
    while (current.length - taken > 1 && (startsBadly(queue[index - taken]) || endsBadly(current[current.length - taken - 1]))) taken += 1
    if (startsBadly(queue[index - taken]) || endsBadly(current[current.length - taken - 1])) taken = 0
    current.splice(current.length - taken, taken)
    index -= taken
    flush(true)
  }
  if (current.length > 0 || lines.length === 0) flush(false)
  return lines
}

function startsBadly(token: Token | undefined): boolean {
  return token !== undefined && NO_START.has(Array.from(token.text)[0] ?? '')
}

function endsBadly(token: Token | undefined): boolean {
  return token !== undefined && NO_END.has(Array.from(token.text).at(-1) ?? '')
}

function tokenize(spans: readonly Span[], { size, tracking }: LineOptions): Token[] {
  const tokens: Token[] = []
  for (const { text, face } of spans) {
    let word: Token | null = null
    for (const char of text) {
      const width = charWidth(char, size) + tracking
      const isSpace = char === ' ' || char === '\u3000'
      if (isLatin(char) && !isSpace) {
        if (word) {
          word.text += char
          word.width += width
        } else {
          word = { text: char, face, width, isLatin: true, isSpace: false }
          tokens.push(word)
        }
        continue
      }
      word = null
      tokens.push({ text: char, face, width, isLatin: isLatin(char), isSpace })
    }
  }
  return tokens
}

function splitWord(token: Token, { size, tracking }: LineOptions): Token[] {
  return Array.from(token.text).map((text) => ({ ...token, text, width: charWidth(text, size) + tracking }))
}

function toLine(tokens: readonly Token[], room: number, isFull: boolean, options: LineOptions): Line {
  const parts: { text: string; face: Span['face']; isLatin: boolean }[] = []
  for (const token of tokens) {
    const last = parts.at(-1)
    if (last?.face === token.face && last.isLatin === token.isLatin) last.text += token.text
    else parts.push({ text: token.text, face: token.face, isLatin: token.isLatin })
  }
  const text = tokens.map((token) => token.text).join('')
  const width = textWidth(text, options.size) + Array.from(text).length * options.tracking
  return { parts, text, width, room, isFull }
}

/**
 * 两端对齐时每字之间应有的字距（磅）。末尾挤进来的半格标点只算半格。
 * 不满行（段末）用 `tracking` 原值。
 */
export function letterSpacing(line: Line, size: number, tracking: number): number {
  if (!line.isFull) return Math.min(tracking, spacingToFit(line, size))
  return spacingToFit(line, size)
}

function spacingToFit(line: Line, size: number): number {
  const chars = Array.from(line.text)
  const gaps = chars.length - 1
  if (gaps <= 0) return 0
  const natural = textWidth(line.text, size)
  const overhang = natural > line.room && HALF.has(chars.at(-1) ?? '') ? size / 2 : 0
  return (line.room + overhang - natural) / gaps
}
