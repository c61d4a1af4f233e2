import type { Span } from '../../shared/document/block.ts'
import { headingFace, textOfBlock, type Block } from '../../shared/document/block.ts'
import type { ContentIssue } from '../../shared/document/content-issue.ts'
import { inspectContent } from '../../shared/document/inspect-content.ts'
import {
  BLOCK_ID,
  INSPECTION_LEVELS,
  INSPECTION_TOPICS,
  type FontCoverage,
  type InspectionContext,
  type InspectionItem,
  type InspectionPlace,
} from '../../shared/document/inspection.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import { renderDocx } from './docx-render.ts'
import { inspectDocx } from './inspect-docx.ts'
import { inspectPages, linesOfPage } from './inspect-pages.ts'
import { textOfLine } from './page-flow.ts'
import { layOut, type LaidDocument } from './page-layout.ts'

/**
 * 自检单：内容、排好的各面、写出的 docx 三处都查。红的在前；同级按项目次序。
 * `docx` 是写出的那份文件，不给则现排一份。每条给出在哪一面、哪一行、哪一块，供预览加框。
 */
export function inspect(model: DocumentModel, context: InspectionContext = {}, docx: Uint8Array = renderDocx(model)): InspectionItem[] {
  const laid = layOut(model)
  const items = [
    ...inspectContent(model, context).map((issue) => located(issue, laid)),
    ...inspectPages(model, laid),
    ...inspectDocx(model, docx),
    ...(context.fonts ? inspectGlyphs(model, context.fonts, laid) : []),
  ]
  const rank = (item: InspectionItem) => INSPECTION_LEVELS.indexOf(item.level) * 100 + INSPECTION_TOPICS.indexOf(item.topic)
  return items.sort((a, b) => rank(a) - rank(b))
}

function located({ blockId, label, excerpt, ...rest }: ContentIssue, laid: LaidDocument): InspectionItem {
  return {
    topic: rest.topic,
    level: rest.level,
    place: placeOf(blockId, excerpt, label, laid),
    message: rest.message,
    basis: rest.basis,
    remedy: rest.remedy,
  }
}

/** 这一块（或这一块里含 `excerpt` 的那一行）在第几面第几行；没有落到纸上为 null。 */
function placeOf(blockId: string | null, excerpt: string, label: string, { pages }: LaidDocument): InspectionPlace {
  const nowhere = { page: null, line: null, blockId, label }
  if (blockId === null && excerpt === '') return nowhere
  let fallback: InspectionPlace | null = null
  for (const [index, page] of pages.entries()) {
    for (const [row, { block, lines }] of linesOfPage(page).entries()) {
      if (blockId !== null && block !== blockId) continue
      const place = { page: index + 1, line: row + 1, blockId: blockId ?? block, label: `${label}（第 ${index + 1} 面第 ${row + 1} 行）` }
      if (excerpt === '' || lines.some((line) => textOfLine(line).includes(excerpt))) return place
      fallback ??= place
    }
    const table = page.items.find((item) => item.kind === '表' && item.block === blockId)
    if (table) fallback ??= { page: index + 1, line: null, blockId, label: `${label}（第 ${index + 1} 面）` }
    if (blockId === BLOCK_ID.colophon && page.hasColophon)
      return { page: index + 1, line: null, blockId, label: `${label}（第 ${index + 1} 面）` }
  }
  return fallback ?? nowhere
}

type Piece = { readonly text: string; readonly face: Span['face']; readonly blockId: string; readonly label: string }

function piecesOfBlock(block: Block, blockId: string, label: string): Piece[] {
  const piece = (text: string, face: Span['face']): Piece => ({ text, face, blockId, label })
  switch (block.kind) {
    case '段':
      return [piece(block.lead, headingFace(block.leadLevel)), piece(block.text, '仿宋')]
    case '标题':
      return [piece(block.text, headingFace(block.level))]
    case '居中':
    case '顶格':
      return [piece(block.text, block.face)]
    default:
      return [piece(textOfBlock(block), '仿宋')]
  }
}

function piecesOf(model: DocumentModel): Piece[] {
  const { head, signature } = model
  return [
    { text: head.mark, face: '小标宋', blockId: BLOCK_ID.mark, label: '版头' },
    { text: model.title, face: '小标宋', blockId: BLOCK_ID.title, label: '标题' },
    { text: head.signers.join(''), face: '楷体', blockId: BLOCK_ID.signers, label: '签发人' },
    { text: model.recipients.join(''), face: '仿宋', blockId: BLOCK_ID.recipients, label: '主送机关' },
    ...model.body.flatMap((block, index) => piecesOfBlock(block, BLOCK_ID.body(index), `正文第 ${index + 1} 段`)),
    ...model.attendance.map(({ names }): Piece => ({ text: names, face: '仿宋', blockId: BLOCK_ID.attendance, label: '名单' })),
    ...(signature.mode === '无' ? [] : [{ text: signature.issuer, face: '仿宋' as const, blockId: BLOCK_ID.signature, label: '落款' }]),
    { text: model.note, face: '仿宋', blockId: BLOCK_ID.note, label: '附注' },
    ...model.attachments.flatMap((each, index) => [
      { text: each.name, face: '小标宋' as const, blockId: BLOCK_ID.attachment(index), label: `附件 ${index + 1}` },
      ...each.blocks.flatMap((block, row) => piecesOfBlock(block, BLOCK_ID.attachmentBlock(index, row), `附件 ${index + 1}`)),
    ]),
    { text: (model.colophon?.copies ?? []).join(''), face: '仿宋', blockId: BLOCK_ID.colophon, label: '版记' },
  ]
}

/** 本机字体里没有的字：一个字只说一次，说出在哪里。 */
function inspectGlyphs(model: DocumentModel, fonts: FontCoverage, laid: LaidDocument): InspectionItem[] {
  const seen = new Set<string>()
  const items: InspectionItem[] = []
  for (const { text, face, blockId, label } of piecesOf(model))
    for (const char of text) {
      if (!/\p{Script=Han}/u.test(char)) continue
      const support = fonts.supportOf(face, char)
      if (support === '有' || seen.has(`${support}${char}`)) continue
      seen.add(`${support}${char}`)
      const code = `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase()}`
      const place = placeOf(blockId, char, label, laid)
      items.push(
        support === '缺'
          ? {
              topic: '缺字',
              level: '红',
              place,
              message: `“${char}”（${code}）本机没有一种字体能显示，印出来会是空框。`,
              basis: '姓名、地名须照实印出',
              remedy: '请装上收有这个字的字体（如宋体-ExtB、全字库），或换一台机器打印。',
            }
          : {
              topic: '缺字',
              level: '提示',
              place,
              message: `“${char}”（${code}）${face}里没有，会用别的字体代替，字形不一。`,
              basis: '国标字体只收常用字',
              remedy: '请印出来看一眼；介意的请装收字更全的字体。',
            },
      )
    }
  return items
}
