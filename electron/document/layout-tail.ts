import { formatChinese } from '../../shared/calendar/plain-date.ts'
import { BLOCK_ID } from '../../shared/document/inspection.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import { breakLines } from './line-breaking.ts'
import { textWidth } from './measure.ts'
import { bodyStyle, oneLine, paragraph, placedLine, type Flow, type UnplacedLine } from './page-flow.ts'
import { CELL, SEAL_BLANK_LINES, SIZE, TEXT_WIDTH, TRACKING } from './styles.ts'

/** 附件说明（7.3.4）各项：序号前缀与名称；名称换行与名称首字对齐。 */
export function attachmentListIndent(count: number): { label: number; name: number } {
  if (count === 1) return { label: CELL * 2, name: CELL * 5 }
  return { label: CELL * 5, name: CELL * 5 + textWidth(count > 9 ? '10. ' : '1. ', SIZE.body) }
}

function attachmentListLines(flow: Flow, model: DocumentModel): { head: string; line: UnplacedLine }[] {
  const count = model.attachmentNames.length
  const { name: x } = attachmentListIndent(count)
  return model.attachmentNames.flatMap((name, index) => {
    const head = count === 1 ? '附件：' : `${index === 0 ? '附件：' : ''}${index + 1}.`
    return breakLines([{ text: name, face: '仿宋' }], {
      size: SIZE.body,
      tracking: TRACKING,
      firstRoom: TEXT_WIDTH - x,
      room: TEXT_WIDTH - x,
    }).map((line, row) => ({ head: row === 0 ? head : '', line: placedLine(line, x, bodyStyle(flow.geometry)) }))
  })
}

/** 署名前空几行：用印空两行（容得下印章），不用印空一行，没有落款不空。 */
export function blankBeforeSignature({ signature }: Pick<DocumentModel, 'signature'>): number {
  return signature.mode === '用印' ? SEAL_BLANK_LINES : signature.mode === '不用印' ? 1 : 0
}

/** 末段之后必须同面的部分：附件说明、空行、署名、日期、附注。没有落款时不必同面，为 0。 */
export function tailHeight(flow: Flow, model: DocumentModel): number {
  if (model.signature.mode === '无') return 0
  const list = model.attachmentNames.length > 0 ? 1 + attachmentListLines(flow, model).length : 0
  return (list + blankBeforeSignature(model) + 2 + noteLines(flow, model).length) * flow.pitch
}

function noteLines(flow: Flow, { note }: DocumentModel): UnplacedLine[] {
  return note === '' ? [] : paragraph([{ text: `（${note}）`, face: '仿宋' }], TEXT_WIDTH, CELL * 2, 0, bodyStyle(flow.geometry))
}

/** 附件说明、出席名单、落款、附注。 */
export function placeTail(flow: Flow, model: DocumentModel): void {
  if (model.signature.mode !== '无' && flow.room < tailHeight(flow, model) - 0.5 && flow.sheet.y > 0 && endsWithTable(model))
    flow.newSheet(flow.sheet.orientation)
  placeAttachmentList(flow, model)
  placeAttendance(flow, model)
  flow.block = BLOCK_ID.signature
  placeSignature(flow, model)
  flow.block = BLOCK_ID.note
  flow.text('p', noteLines(flow, model))
}

/** 末块是表、表单时带不动它的行，整个落款另面。 */
function endsWithTable({ body }: DocumentModel): boolean {
  const kind = body.at(-1)?.kind
  return kind === '表' || kind === '键值'
}

function placeAttachmentList(flow: Flow, model: DocumentModel): void {
  if (model.attachmentNames.length === 0) return
  flow.block = BLOCK_ID.attachmentList
  flow.advance(flow.pitch)
  const { label } = attachmentListIndent(model.attachmentNames.length)
  for (const { head, line } of attachmentListLines(flow, model)) {
    const x = head.startsWith('附件') ? CELL * 2 : label
    const headLine = head ? [oneLine(head, { ...bodyStyle(flow.geometry), face: '仿宋', tracking: TRACKING }, { x })] : []
    if (flow.room < flow.pitch - 0.5) flow.newSheet(flow.sheet.orientation)
    const { y } = flow.sheet
    flow.put({ kind: '文', block: flow.block, tag: 'p', lines: [...headLine, line].map((each) => ({ ...each, y })) })
    flow.advance(flow.pitch)
  }
}

/** 出席、请假、列席人员名单（10.3）：下空一行，左空二字，黑体栏名，回行与冒号后首字对齐。 */
function placeAttendance(flow: Flow, model: DocumentModel): void {
  if (model.attendance.length === 0) return
  flow.block = BLOCK_ID.attendance
  flow.advance(flow.pitch)
  const style = bodyStyle(flow.geometry)
  for (const { label, names } of model.attendance) {
    const lines = paragraph([{ text: names, face: '仿宋' }], TEXT_WIDTH, ATTENDANCE_INDENT, ATTENDANCE_INDENT, style)
    for (const [index, line] of lines.entries()) {
      if (flow.room < flow.pitch - 0.5) flow.newSheet(flow.sheet.orientation)
      const head = index === 0 ? [oneLine(`${label}：`, { ...style, face: '黑体', tracking: TRACKING }, { x: CELL * 2 })] : []
      const { y } = flow.sheet
      flow.put({ kind: '文', block: flow.block, tag: 'p', lines: [...head, line].map((each) => ({ ...each, y })) })
      flow.advance(flow.pitch)
    }
  }
}

/** 名单的起点：左空二字，加“出席：”三字。 */
export const ATTENDANCE_INDENT = CELL * 5

/**
 * 加盖印章时署名与成文日期的共同中线（自版心左边起，磅）：日期右空四字，署名以日期为准居中（7.3.5.1）；
 * 署名太长、右端会出版心时，两者一起左移到恰好不出。
 */
export function signatureAxis({ signature }: Pick<DocumentModel, 'signature'>): number {
  const date = textWidth(formatChinese(signature.datedOn), SIZE.body)
  const issuer = textWidth(signature.issuer, SIZE.body)
  return Math.max(TEXT_WIDTH / 2, Math.min(TEXT_WIDTH - CELL * 4 - date / 2, TEXT_WIDTH - issuer / 2 - 1))
}

/**
 * 不加盖印章时署名与日期的起点（7.3.5.2）：署名右空二字，日期首字比署名首字右移二字；
 * 日期会出版心右空二字的界时，日期右空二字，署名相应左移。
 */
export function unsealedSignature({ signature }: Pick<DocumentModel, 'signature'>): { issuerX: number; dateX: number } {
  const right = TEXT_WIDTH - CELL * 2
  const date = textWidth(formatChinese(signature.datedOn), SIZE.body)
  const issuerX = Math.max(0, right - textWidth(signature.issuer, SIZE.body))
  const dateX = Math.min(issuerX + CELL * 2, right - date)
  return { issuerX: Math.min(issuerX, dateX - CELL * 2), dateX }
}

function placeSignature(flow: Flow, model: DocumentModel): void {
  const { issuer, datedOn, mode } = model.signature
  if (mode === '无') return
  const style = { ...bodyStyle(flow.geometry), face: '仿宋' as const }
  flow.advance(flow.pitch * blankBeforeSignature(model))
  if (mode === '用印') {
    const center = signatureAxis(model)
    flow.text('p', [oneLine(issuer, style, { center })])
    flow.text('p', [oneLine(formatChinese(datedOn), style, { center })])
    return
  }
  const { issuerX, dateX } = unsealedSignature(model)
  flow.text('p', [oneLine(issuer, style, { x: issuerX })])
  flow.text('p', [oneLine(formatChinese(datedOn), style, { x: dateX })])
}
