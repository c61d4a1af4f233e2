import { formatChinese } from '../../shared/calendar/plain-date.ts'
import type { DocumentModel, Form } from '../../shared/document/model.ts'
import { breakLines, type Line } from './line-breaking.ts'
import { textWidth } from './measure.ts'
import { COLOPHON_RULE, PITCH, SIZE, TEXT_WIDTH } from './styles.ts'

export type Colophon = NonNullable<DocumentModel['colophon']>

/** 版记里左右各空一字；一字按 4号字（14 磅）计。 */
export const COLOPHON_CELL = SIZE.small

/** 抄送：4号仿宋，左右各空一字，回行与冒号后首字对齐，最后标句号（7.4.2）。没有抄送为空。 */
export function copiesText(copies: readonly string[]): string {
  return copies.length === 0 ? '' : `${copies.join('，')}。`
}

export const COPIES_LABEL = '抄送：'

export function copiesLines(copies: readonly string[]): Line[] {
  if (copies.length === 0) return []
  const room = TEXT_WIDTH - COLOPHON_CELL * 2 - SIZE.small * COPIES_LABEL.length
  return breakLines([{ text: copiesText(copies), face: '仿宋' }], { size: SIZE.small, tracking: 0, firstRoom: room, room })
}

/** 印发机关左空一字，印发日期加“印发”右空一字（7.4.3）。 */
export function printedText(colophon: Colophon): string {
  return `${formatChinese(colophon.printedOn)}印发`
}

/** 印发机关与日期之间至少留两字：LibreOffice 会在汉字与数字间另加空隙。 */
const PRINTED_GAP = SIZE.small * 2
/** 印发机关名称太长时横向最多压到八成；还放不下，日期另起一行。 */
const PRINTER_LEAST_SCALE = 0.8

/** 印发机关怎么放：横向缩放，以及各行文字；只有一行时日期与它同行，多行时日期独占末行。 */
export function printerFit(colophon: Colophon): { scale: number; lines: readonly Line[]; isDateBelow: boolean } {
  const room = TEXT_WIDTH - COLOPHON_CELL * 2
  const beside = room - textWidth(printedText(colophon), SIZE.small) - PRINTED_GAP
  const scale = Math.min(1, beside / textWidth(colophon.printer, SIZE.small))
  const isDateBelow = scale < PRINTER_LEAST_SCALE
  const lines = breakLines([{ text: colophon.printer, face: '仿宋' }], {
    size: SIZE.small,
    tracking: 0,
    firstRoom: isDateBelow ? room : Infinity,
    room,
  })
  return { scale: isDateBelow ? 1 : Math.floor(scale * 100) / 100, lines, isDateBelow }
}

/** 一条线所占的高（磅）：固定行高的空段加其下边框。`weight` 是八分之一磅。 */
export function ruleHeight(weight: number): number {
  return COLOPHON_RULE.line + weight / 8
}

/**
 * 版记总高（磅），末条线的下缘为底。docx 的版记框由它定高，两行抄送也不会吃掉印发行。
 * 信函的版记不加印发机关、日期与分隔线（10.1），只有抄送；没有抄送就没有版记。
 */
export function colophonHeight(colophon: Colophon, form: Form): number {
  const copies = copiesLines(colophon.copies).length
  if (form === '信函') return copies * PITCH.small
  const { lines, isDateBelow } = printerFit(colophon)
  const printed = lines.length + (isDateBelow ? 1 : 0)
  return (
    ruleHeight(COLOPHON_RULE.thick) * 2 + (copies > 0 ? copies * PITCH.small + ruleHeight(COLOPHON_RULE.thin) : 0) + printed * PITCH.small
  )
}
