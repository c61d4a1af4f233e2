import { keptSignAfter, type Block } from '../../shared/document/block.ts'
import { BLOCK_ID } from '../../shared/document/inspection.ts'
import type { Attachment, DocumentModel } from '../../shared/document/model.ts'
import { colophonHeight } from './colophon.ts'
import { geometryOf, type Geometry } from './geometry.ts'
import { blockLines, placeBlock } from './layout-blocks.ts'
import { placeHead, placeTitle } from './layout-head.ts'
import { placeTail, tailHeight } from './layout-tail.ts'
import { Flow, bodyStyle, oneLine, type LaidPage } from './page-flow.ts'
import { signRows } from './sign-line.ts'
import { PITCH, TABLE } from './styles.ts'

/** 版记落在哪里：与正文同一面、紧接的偶数面、隔一个空白面的偶数面；信函只求在最后一面。 */
export type ColophonPlace = '无' | '同面' | '次面' | '隔面'
export type LaidDocument = { readonly pages: readonly LaidPage[]; readonly colophonPlace: ColophonPlace; readonly geometry: Geometry }

/**
 * 把模型排成一面一面：每一行在纸上的位置、每一面有哪些行。HTML 照此画，docx 据此安排版记与页码。
 * 行高固定、断行只看字数，所以结果与装了什么字体无关。
 */
export function layOut(model: DocumentModel): LaidDocument {
  const flow = new Flow(geometryOf(model))
  placeHead(flow, model)
  placeBody(flow, model)
  placeTail(flow, model)
  for (const [index, each] of model.attachments.entries()) placeAttachment(flow, each, index, model.attachments.length)
  const colophonPlace = placeColophon(flow, model)
  const { length } = flow.sheets
  return {
    pages: flow.sheets.map(({ orientation, isNumbered, hasColophon, items, y }, index) => ({
      orientation,
      isNumbered: isNumbered && carriesNumber(model, index, length),
      hasColophon,
      items,
      used: y,
    })),
    colophonPlace,
    geometry: flow.geometry,
  }
}

/** 信函首页不显示页码（10.1）；没有版头的只有一面时不编，选票不编。 */
function carriesNumber(model: DocumentModel, index: number, count: number): boolean {
  if (model.form === '信函') return index > 0
  if (model.form === '普通') return count > 1 && !model.body.some(({ kind }) => kind === '选票')
  return true
}

function placeBody(flow: Flow, model: DocumentModel): void {
  const tail = tailHeight(flow, model)
  placeBlocks(flow, model.body, BLOCK_ID.body, tail)
}

/** 逐块放；`tail` 是末块之后必须同面的高度（落款），没有为 0。 */
function placeBlocks(flow: Flow, blocks: readonly Block[], idOf: (index: number) => string, tail: number): void {
  for (const [index, item] of blocks.entries()) {
    flow.block = idOf(index)
    if (index > 0 && isTable(item)) flow.advance(TABLE.gap)
    if (
      item.kind === '标题' &&
      blocks[index - 1]?.kind !== '标题' &&
      flow.sheet.y > 0 &&
      flow.room < keptHeight(flow, blocks, index, tail) - 0.5
    )
      flow.newSheet(flow.sheet.orientation)
    const lines = blockLines(item, flow)
    const below = index === blocks.length - 1 ? tail : signHeight(flow, blocks, index)
    if (!lines || below === 0) {
      placeBlock(flow, item, -1, below)
      continue
    }
    // 印章与成文日期所在的一面须有正文（7.3.5.5），签字行也一样：放不下就带上末段的两行。
    const left = flow.room - lines.length * flow.pitch
    const mustCarry = left < below && (left >= 0 || remainderAfterBreak(flow, lines.length) < below)
    placeBlock(flow, item, mustCarry ? Math.max(0, lines.length - 2) : -1)
  }
}

function isTable(item: Block | undefined): boolean {
  return item?.kind === '表' || item?.kind === '键值'
}

/** 紧跟着要与正文同面的签字行，连同隔着的空行与一句话有多高；没有为 0。 */
function signHeight(flow: Flow, blocks: readonly Block[], index: number): number {
  return (keptSignAfter(blocks, index) ?? []).reduce((height, item) => {
    if (item.kind === '签字') return height + signRows(item, flow.width).length * flow.pitch
    return height + (item.kind === '空行' ? item.count : (blockLines(item, flow)?.length ?? 1)) * flow.pitch
  }, 0)
}

/** 标题不落在面末：自 `index` 起的各级标题，加紧随其后的一行（表的首行）；后面就是末段与落款的，连同落款。 */
function keptHeight(flow: Flow, blocks: readonly Block[], index: number, tail: number): number {
  let height = 0
  for (const [offset, item] of blocks.slice(index).entries()) {
    const lines = blockLines(item, flow)
    if (item.kind === '标题') {
      height += (lines?.length ?? 1) * flow.pitch
      continue
    }
    if (!lines) {
      // 只有一行的表随签字行走，标题也跟着。
      const below = item.kind === '表' && item.rows.length === 1 ? signHeight(flow, blocks, index + offset) : 0
      return height + (isTable(item) ? TABLE.gap + (PITCH.table + TABLE.padY * 2) * 2 + below : flow.pitch)
    }
    const isLast = index + offset === blocks.length - 1
    return height + (isLast && lines.length <= 2 ? lines.length * flow.pitch + tail : flow.pitch)
  }
  return height + tail
}

function remainderAfterBreak(flow: Flow, count: number): number {
  const here = Math.floor((flow.room + 0.5) / flow.pitch)
  return flow.geometry.textHeight - (count - here) * flow.pitch
}

function placeAttachment(flow: Flow, item: Attachment, index: number, count: number): void {
  flow.newSheet(item.orientation)
  flow.block = BLOCK_ID.attachment(index)
  flow.text('p', [oneLine(attachmentLabel(index, count), { ...bodyStyle(flow.geometry), face: '黑体' }, { x: 0 })])
  flow.advance(flow.pitch)
  placeTitle(flow, item.name, 'h2')
  flow.advance(flow.pitch / 2)
  placeBlocks(flow, item.blocks, (row) => BLOCK_ID.attachmentBlock(index, row), 0)
}

/** 只有一件附件不编号（7.3.6）。 */
export function attachmentLabel(index: number, count: number): string {
  return count === 1 ? '附件' : `附件${index + 1}`
}

/**
 * 版记在最后一面，且落在偶数面（双面印刷时总在背面）。docx 由 Word 重新断行，行数可能差一两行，
 * 所以同面要求留出三行余量、并且本面不是刚起头；否则另面（docx 用“偶数页分节”保证奇偶）。
 */
function placeColophon(flow: Flow, model: DocumentModel): ColophonPlace {
  if (!model.colophon) return '无'
  const height = colophonHeight(model.colophon, model.form)
  if (height === 0) return '无'
  flow.block = BLOCK_ID.colophon
  const isLetter = model.form === '信函'
  const isEven = flow.sheets.length % 2 === 0
  const margin = flow.pitch * 3
  const fits = flow.sheet.orientation === '纵向' && flow.geometry.foot - flow.sheet.y >= height + margin && flow.sheet.y >= margin
  if (fits && (isEven || isLetter)) {
    flow.sheet.hasColophon = true
    return '同面'
  }
  if (isEven && !isLetter) {
    flow.newSheet('纵向', false)
    flow.newSheet('纵向', false)
  } else flow.newSheet('纵向')
  flow.sheet.hasColophon = true
  return isEven && !isLetter ? '隔面' : '次面'
}
