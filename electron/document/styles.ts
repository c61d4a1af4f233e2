/**
 * 版式常量，全部出自 GB/T 9704-2012；两个写手只从这里取数。长度单位都是磅（pt），写明毫米的除外。
 * 版心取通行读法：上 37、下 35 毫米，固定行距 28.95 磅（225 毫米 ÷ 22 行 = 579 缇）。
 */

/** 毫米 → 磅。 */
export function mm(length: number): number {
  return (length * 72) / 25.4
}

/** 磅 → 缇（1/20 磅），docx 的整数单位。 */
export function twips(points: number): number {
  return Math.round(points * 20)
}

export const PAGE = { width: 11906 / 20, height: 16838 / 20 } as const

/** 页边距（5.2.1）：天头 37、订口 28 毫米，版心 156×225 毫米。取整到缇，两个写手用同一个数。 */
export const MARGIN = { top: 2098 / 20, bottom: 1984 / 20, left: 1587 / 20, right: 1474 / 20 } as const

/** 横向附件页：把纵向的纸逆时针转四分之一圈，订口在上。 */
export const LANDSCAPE_MARGIN = { top: MARGIN.left, right: MARGIN.top, bottom: MARGIN.right, left: MARGIN.bottom } as const

export const TEXT_WIDTH = PAGE.width - MARGIN.left - MARGIN.right
export const TEXT_HEIGHT = PAGE.height - MARGIN.top - MARGIN.bottom
export const LANDSCAPE_WIDTH = PAGE.height - LANDSCAPE_MARGIN.left - LANDSCAPE_MARGIN.right
export const LANDSCAPE_HEIGHT = PAGE.width - LANDSCAPE_MARGIN.top - LANDSCAPE_MARGIN.bottom

/** 字号：2号 22、3号 16、4号 14、小四 12（5.2.2、7.3.1、7.4）。 */
export const SIZE = { title: 22, body: 16, small: 14, table: 12 } as const

export const LINES_PER_PAGE = 22
export const CHARS_PER_LINE = 28

/** 正文行距 579 缇；标题行距 = 22 + 7/8×15.8。 */
export const PITCH = { body: 579 / 20, title: 35.75, small: 20, table: 18 } as const

/** 字距缩 0.25 磅，加两端对齐，一行恰好 28 字：一字 15.79 磅。 */
export const TRACKING = -0.25

/** “一字”的宽度：版心宽 ÷ 28。 */
export const CELL = TEXT_WIDTH / CHARS_PER_LINE

/** 固定行距里基线在行高的八成处（Word、LibreOffice 皆然）；字身上沿在基线上 0.88 个字高。 */
export const BASELINE = 0.8
export const ASCENT = 0.88

/** 发文机关标志上边缘至版心上边缘 35 毫米（7.2.4）。 */
export const MARK_TOP = mm(35)
/** 标志字号由字数定：最高 44 磅，横向最多压到六成，仍放不下再缩小。 */
export const MARK = { maxSize: 44, minScale: 0.6, fill: 0.985 } as const

/** 红色分隔线：发文字号下 4 毫米，与版心等宽，1.5 磅（7.2.7）。其所在空段固定 7.8 磅。 */
export const RED = { color: 'FF0000', width: 1.5, gapLine: 7.8 } as const

/**
 * 信函（10.1）：红双线长 170 毫米居中，一对在标志下 4 毫米，一对在距下页边 20 毫米处；首行字离上面那对 7/8 个 3号字高。
 * 国标没有规定线的粗细，取粗线 2.25 磅、细线 0.75 磅、间距 1 磅。
 */
export const LETTER = {
  thick: 2.25,
  thin: 0.75,
  ruleHeight: 4,
  ruleWidth: mm(170),
  ruleX: (PAGE.width - mm(170)) / 2 - MARGIN.left,
  footRuleTop: PAGE.height - mm(20) - 4,
  textGap: (SIZE.body * 7) / 8,
} as const

/** 页码：一字线上距版心下边缘 7 毫米（7.5）；页脚距纸边 25.1 毫米。 */
export const PAGE_NUMBER = { below: mm(7), footerDistance: 1423 / 20 } as const

/** 版记的线：首末 0.35 毫米、中间 0.25 毫米（7.4.1），docx 以八分之一磅计。 */
export const COLOPHON_RULE = { thick: 8, thin: 6, line: 3 } as const

/** 表格：边线半磅，格内左右留 1.2 毫米、上下各 3 磅；与上文隔 6 磅。 */
export const TABLE = { border: 0.5, padX: mm(1.2), padY: 3, gap: 6 } as const

/** 落款前空两行，容得下 42 毫米的圆章下套（7.3.5.1）。 */
export const SEAL_BLANK_LINES = 2

/** 发文机关标志的字号（磅）与横向缩放（1 为不缩），使全文不超出版心。 */
export function markFit(mark: string): { size: number; scale: number } {
  const count = Math.max(1, Array.from(mark).length)
  const room = TEXT_WIDTH * MARK.fill
  const scale = Math.min(1, room / (count * MARK.maxSize))
  if (scale >= MARK.minScale) return { size: MARK.maxSize, scale: Math.floor(scale * 100) / 100 }
  return { size: Math.floor((room / (count * MARK.minScale)) * 2) / 2, scale: MARK.minScale }
}
