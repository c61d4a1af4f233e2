import { textWidth } from './measure.ts'

/** 不起行的虚词与标点：词意要完整，“的”“和”不能落到下一行开头。 */
const NO_LINE_START = new Set(['的', '和', '与', '及', '等', '之', '了', '、', '》', '”', '〉', '）', '〕', '年', '月', '日', '号'])
/** 不收行的词：标题开头的“关于”和介词、书名号前半。 */
const NO_LINE_END = new Set([
  '关于',
  '对',
  '在',
  '将',
  '把',
  '为',
  '以',
  '和',
  '与',
  '及',
  '《',
  '“',
  '〈',
  '（',
  '〔',
  '在',
  '同意',
  '进行',
])

const SEGMENTER = new Intl.Segmenter('zh-Hans', { granularity: 'word' })

/** 词的切分点：标题里所有可以断行的地方。书名号、引号内也可以断，但前后标点跟着走。 */
function words(title: string): string[] {
  return [...SEGMENTER.segment(title)].map(({ segment }) => segment)
}

/**
 * 公文标题断行（7.3.1）：词意完整、排列对称，多行成梯形或菱形——行长只有一个高峰，相邻两行不等长。
 * 行数取放得下的最少数；`soft` 是一行宜容的宽度，`room` 是上限。单位磅。
 * 在所有断法中取“断坏词的次数、离理想形状的远近”最小者，一样好时取靠前的，所以结果确定。
 */
export function breakTitle(title: string, size: number, room: number, soft = room - size * 4): string[] {
  const segments = words(title)
  const total = textWidth(title, size)
  if (total <= soft || segments.length <= 1) return total <= room ? [title] : hardSplit(title, size, room)
  for (let count = 2; count <= segments.length; count += 1) {
    if (total / count > room) continue
    const best = search(segments, count, size, room)
    if (best) return best
  }
  return hardSplit(title, size, room)
}

function search(segments: readonly string[], count: number, size: number, room: number): string[] | null {
  const widths = segments.map((segment) => textWidth(segment, size))
  const splits = nameSplits(segments)
  const prefix = [0]
  for (const width of widths) prefix.push((prefix.at(-1) ?? 0) + width)
  const between = (from: number, to: number) => (prefix[to] ?? 0) - (prefix[from] ?? 0)
  const target = between(0, segments.length) / count
  type State = { cost: number; cuts: readonly number[] }
  // 状态：断到哪个词、上一行多宽、是否已过高峰。标题至多百字，逐一展开即可。
  let states = new Map<string, State & { at: number; last: number; hasFallen: boolean }>()
  states.set('0', { at: 0, last: 0, hasFallen: false, cost: 0, cuts: [] })
  for (let line = 0; line < count; line += 1) {
    const next: typeof states = new Map()
    for (const state of states.values()) {
      const isLast = line === count - 1
      for (let to = state.at + 1; to <= segments.length; to += 1) {
        if (isLast !== (to === segments.length)) continue
        const width = between(state.at, to)
        if (width > room) break
        let cost = state.cost + ((width - target) / size) ** 2
        if (line > 0) {
          const change = width - state.last
          if (Math.abs(change) < size * 0.9) cost += 60
          if (change > 0 && state.hasFallen) cost += 400
        }
        const hasFallen = state.hasFallen || (line > 0 && width < state.last)
        if (!isLast) cost += seamCost(segments[to - 1] ?? '', segments[to] ?? '') + (splits.has(to) ? NAME_SPLIT_COST : 0)
        const key = `${to}|${Math.round(width)}|${hasFallen ? 1 : 0}`
        const known = next.get(key)
        if (!known || cost < known.cost) next.set(key, { at: to, last: width, hasFallen, cost, cuts: [...state.cuts, to] })
      }
    }
    states = next
  }
  const best = [...states.values()].sort((a, b) => a.cost - b.cost)[0]
  if (!best) return null
  return best.cuts.map((to, index) => segments.slice(best.cuts[index - 1] ?? 0, to).join(''))
}

/** 拆开单位名称：宁可行长差几个字，也在“公司”“支部委员会”之后断；但不为此排成长方形。 */
const NAME_SPLIT_COST = 50

/** 单位名称里一截完整的称谓到哪里为止。 */
const NAME_END = /党小组会?|公司|集团(?!有限|股份|公司)|总支部委员会|支部委员会|支部(?!委员)|委员会/g
/** 单位名称从哪里起：这些词之后。 */
const NAME_LEAD = /关于|同意|成立|召开|做好|印发|撤销|补选|增补|延期|提前|[《“〈（的和与及、]/g

/** 落在单位名称一截之中的断点（断在第几个词之前），如“产业｜投资有限公司”。 */
function nameSplits(segments: readonly string[]): ReadonlySet<number> {
  const title = segments.join('')
  const leads = [...title.matchAll(NAME_LEAD)].map((match) => match.index + match[0].length)
  let from = 0
  const chunks = [...title.matchAll(NAME_END)].map((match) => {
    const end = match.index + match[0].length
    const start = Math.max(from, ...leads.filter((at) => at <= match.index))
    from = end
    return { start, end }
  })
  const splits = new Set<number>()
  let at = 0
  for (const [index, segment] of segments.entries()) {
    if (chunks.some(({ start, end }) => at > start && at < end)) splits.add(index)
    at += segment.length
  }
  return splits
}

function seamCost(before: string, after: string): number {
  let cost = 0
  if (NO_LINE_START.has(after) || NO_LINE_START.has(Array.from(after)[0] ?? '')) cost += 200
  if (NO_LINE_END.has(before) || NO_LINE_END.has(Array.from(before).at(-1) ?? '')) cost += 200
  if (/\d$/.test(before) || /^(年度|年|届)/.test(after)) cost += 200
  // “的”字收行是自然的停顿；单字词收行、起行多半是切坏了词。
  if (before === '的') cost -= 8
  else if (Array.from(before).length === 1) cost += 12
  if (Array.from(after).length === 1) cost += 12
  return cost
}

function hardSplit(title: string, size: number, room: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const char of title) {
    if (line && textWidth(line + char, size) > room) {
      lines.push(line)
      line = ''
    }
    line += char
  }
  if (line) lines.push(line)
  return lines
}

/** 断行处拆开的词：两行接起来再分词，跨过断点的就是。 */
export function brokenWords(lines: readonly string[]): string[] {
  const found: string[] = []
  const text = lines.join('')
  const seams = new Set<number>()
  let at = 0
  for (const line of lines.slice(0, -1)) seams.add((at += line.length))
  for (const { segment, index, isWordLike } of SEGMENTER.segment(text)) {
    if (isWordLike !== true) continue
    for (const seam of seams) if (seam > index && seam < index + segment.length) found.push(segment)
  }
  return found
}
