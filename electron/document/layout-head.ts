import { formatChinese } from '../../shared/calendar/plain-date.ts'
import { BLOCK_ID } from '../../shared/document/inspection.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import type { Face } from './fonts.ts'
import type { Geometry } from './geometry.ts'
import { textWidth } from './measure.ts'
import { bodyStyle, oneLine, paragraph, type Flow } from './page-flow.ts'
import { BASELINE, ASCENT, CELL, LETTER, PITCH, RED, SIZE, TEXT_WIDTH, markFit, mm } from './styles.ts'
import { compilerRows } from './compiler-rows.ts'
import { breakTitle } from './title-break.ts'

/** 份号、密级和保密期限、紧急程度，自上而下（7.2.1–7.2.3）；份号仿宋，后两项黑体。 */
export function securityLines({ head }: DocumentModel): { text: string; face: Face }[] {
  return [
    { text: head.copyNumber, face: '仿宋' as const },
    { text: head.secrecy, face: '黑体' as const },
    { text: head.urgency, face: '黑体' as const },
  ].filter(({ text }) => text !== '')
}

/** 签发人每行排两位（7.2.6）。 */
export function signerRows(signers: readonly string[]): string[] {
  const rows: string[] = []
  for (let index = 0; index < signers.length; index += 2) rows.push(signers.slice(index, index + 2).join('　'))
  return rows.length > 0 ? rows : ['']
}

/** 签发人姓名的起点（自版心左边，磅）：最宽的一行右空一字。 */
export function signerNameX(rows: readonly string[]): number {
  return TEXT_WIDTH - CELL - Math.max(...rows.map((row) => textWidth(row, SIZE.body)), 0)
}

/** 信函首页的纵向位置（磅，自纸的上边）：标志上边缘 30 毫米，其下 4 毫米红双线，再下 7/8 字高是第一行字（10.1）。 */
export function letterPositions(mark: string): { readonly markTop: number; readonly ruleTop: number; readonly textTop: number } {
  const { size } = markFit(mark)
  const markTop = mm(30)
  const ruleTop = markTop + size + mm(4)
  return { markTop, ruleTop, textTop: ruleTop + LETTER.ruleHeight + LETTER.textGap }
}

/** 让首行字的上沿落在 `textTop`（自纸的上边），这一行的行盒该从排版原点起多少。 */
export function letterFirstLine(mark: string, { marginTop, pitch }: Geometry): number {
  return letterPositions(mark).textTop - marginTop - (BASELINE * pitch - ASCENT * SIZE.body)
}

/** 版头、标题、主送（7.2、7.3.1、7.3.2、10.1、10.3）。 */
export function placeHead(flow: Flow, model: DocumentModel): void {
  if (model.form === '信函') placeLetterHead(flow, model)
  else if (model.form !== '普通') placeRedHead(flow, model)
  if (model.title !== '') {
    flow.block = BLOCK_ID.title
    placeTitle(flow, model.title, 'h1')
    flow.advance(flow.pitch)
  }
  if (model.recipients.length === 0) return
  flow.block = BLOCK_ID.recipients
  flow.text('p', paragraph([{ text: recipientsText(model), face: '仿宋' }], TEXT_WIDTH, 0, 0, bodyStyle(flow.geometry)))
}

export function recipientsText({ recipients }: DocumentModel): string {
  return `${recipients.join('、')}：`
}

export function placeTitle(flow: Flow, title: string, tag: 'h1' | 'h2'): void {
  const style = { size: SIZE.title, pitch: PITCH.title, face: '小标宋' as const }
  flow.text(
    tag,
    breakTitle(title, SIZE.title, flow.width).map((line) => oneLine(line, style, { center: flow.width / 2 })),
  )
}

function placeRedHead(flow: Flow, model: DocumentModel): void {
  const { mark, number } = model.head
  const style = bodyStyle(flow.geometry)
  flow.block = BLOCK_ID.mark
  for (const { text, face } of securityLines(model)) flow.text('p', [oneLine(text, { ...style, face }, { x: 0 })])
  flow.sheet.y = flow.geometry.markTop
  const { size, scale } = markFit(mark)
  flow.text('p', [oneLine(mark, { size, scale, pitch: size * 1.1, face: '小标宋', color: RED.color }, { center: TEXT_WIDTH / 2 })])
  flow.advance(flow.pitch * 2)
  flow.block = BLOCK_ID.number
  if (model.direction === '上行') placeSigners(flow, model)
  else if (number !== '') flow.text('p', [oneLine(number, { ...style, face: '仿宋' }, { center: TEXT_WIDTH / 2 })])
  if (model.head.compiler !== '') placeCompiler(flow, model)
  flow.advance(RED.gapLine)
  flow.rule(0, flow.sheet.y, TEXT_WIDTH, RED.width, RED.color)
  flow.advance(flow.pitch * 2)
}

/** 上行文：发文字号左空一字，与最后一行签发人同行；签发人右空一字（7.2.5、7.2.6）。 */
function placeSigners(flow: Flow, { head }: DocumentModel): void {
  const style = bodyStyle(flow.geometry)
  const rows = signerRows(head.signers)
  const nameX = signerNameX(rows)
  for (const [index, row] of rows.entries()) {
    flow.block = BLOCK_ID.number
    if (index === rows.length - 1) flow.beside(oneLine(head.number, { ...style, face: '仿宋' }, { x: CELL }))
    flow.block = BLOCK_ID.signers
    if (index === 0) flow.beside(oneLine(SIGNER_LABEL, { ...style, face: '仿宋' }, { x: nameX - textWidth(SIGNER_LABEL, SIZE.body) }))
    flow.beside(oneLine(row, { ...style, face: '楷体' }, { x: nameX }))
    flow.advance(flow.pitch)
  }
}

export const SIGNER_LABEL = '签发人：'

/** 纪要：编发机关左空一字，日期右空一字，在红线之上。 */
function placeCompiler(flow: Flow, { head, signature }: DocumentModel): void {
  const style = { ...bodyStyle(flow.geometry), face: '仿宋' as const }
  for (const { compiler, date } of compilerRows(head.compiler, formatChinese(signature.datedOn))) {
    if (compiler !== '') flow.beside(oneLine(compiler, style, { x: CELL }))
    if (date !== '') flow.beside(oneLine(date, style, { right: TEXT_WIDTH - CELL }))
    flow.advance(flow.pitch)
  }
}

/** 红双线的两条（磅，`top` 自纸的上边）：上面那对上粗下细，下面那对上细下粗；长 170 毫米，居中。 */
export function letterRules(top: number, isThickFirst: boolean): readonly { readonly top: number; readonly weight: number }[] {
  const { thick, thin, ruleHeight } = LETTER
  return isThickFirst
    ? [
        { top, weight: thick },
        { top: top + ruleHeight - thin, weight: thin },
      ]
    : [
        { top, weight: thin },
        { top: top + ruleHeight - thick, weight: thick },
      ]
}

function placeLetterHead(flow: Flow, model: DocumentModel): void {
  const { mark, number } = model.head
  const { marginTop } = flow.geometry
  const { size, scale } = markFit(mark)
  const { markTop, ruleTop } = letterPositions(mark)
  flow.block = BLOCK_ID.mark
  // 行高 1.1 倍字高时字身上沿恰在行盒上边。
  const style = { size, scale, pitch: size * 1.1, face: '小标宋' as const, color: RED.color }
  flow.beside(oneLine(mark, style, { center: TEXT_WIDTH / 2 }), markTop - marginTop)
  for (const rule of [...letterRules(ruleTop, true), ...letterRules(LETTER.footRuleTop, false)])
    flow.rule(LETTER.ruleX, rule.top - marginTop, LETTER.ruleWidth, rule.weight, RED.color)
  flow.sheet.y = letterFirstLine(mark, flow.geometry)
  const left = securityLines(model)
  const body = bodyStyle(flow.geometry)
  for (let row = 0; row < Math.max(1, left.length); row += 1) {
    const each = left[row]
    if (each) flow.beside(oneLine(each.text, { ...body, face: each.face }, { x: 0 }))
    flow.block = BLOCK_ID.number
    if (row === 0 && number !== '') flow.beside(oneLine(number, { ...body, face: '仿宋' }, { right: TEXT_WIDTH }))
    flow.block = BLOCK_ID.mark
    flow.advance(flow.pitch)
  }
  flow.advance(flow.pitch * 2)
}
