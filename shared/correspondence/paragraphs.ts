import type { Block } from '../document/block.ts'
import { BLOCK_ID } from '../document/inspection.ts'
import type { DocumentModel } from '../document/model.ts'
import type { DraftEdits, DraftParagraph } from './draft.ts'

/** 段落由谁推出、叫什么；起草时登记在块上。 */
export type ParagraphMark = { readonly id: string; readonly sources: readonly string[] }

export type EditedDocument = {
  readonly model: DocumentModel
  readonly paragraphs: readonly DraftParagraph[]
  readonly problems: readonly string[]
  readonly cautions: readonly string[]
}

type Paragraph = Extract<Block, { kind: '段' }>

// 与字段同一口径：换行用来分段，其余控制字符不许有。
const CONTROL = /(?!\n)[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u
const LONGEST = 2000

/**
 * 把人改过的段落放回公文。没有登记段名的段按次序编号；
 * 一段改成几行就成几段，改成空就删去；数据推出的文字与改的时候不同的，标出来。
 */
export function editParagraphs(
  model: DocumentModel,
  marks: ReadonlyMap<Block, ParagraphMark>,
  overrides: DraftEdits['paragraphs'],
): EditedDocument {
  const paragraphs: DraftParagraph[] = []
  const problems: string[] = []
  const known = new Set<string>()

  const editAll = (blocks: readonly Block[], place: string, prefix: string, blockIdAt: (index: number) => string): Block[] => {
    const written: Block[] = []
    const put = (added: readonly Block[]) => {
      const first = written.length
      written.push(...added)
      return added.map((_, at) => blockIdAt(first + at))
    }
    for (const [index, block] of blocks.entries()) {
      if (block.kind !== '段') {
        put([block])
        continue
      }
      const mark = marks.get(block)
      const id = `${prefix}${mark?.id ?? `p${index + 1}`}`
      const derivedText = block.lead + block.text
      const override = Object.hasOwn(overrides, id) ? overrides[id] : undefined
      const text = override === undefined ? derivedText : override.text.replaceAll('\r\n', '\n').trim()
      const isOverridden = override !== undefined && text !== derivedText
      known.add(id)
      const lines = text.split('\n').map((line) => line.trim())
      if (isOverridden && CONTROL.test(text)) problems.push(`${place}“${opening(derivedText)}”一段含有不能打印的控制字符，请删去后重填`)
      if (isOverridden && lines.some((line) => line.length > LONGEST))
        problems.push(`${place}“${opening(derivedText)}”一段超过 ${LONGEST} 个字，请压缩或分段`)
      const blockIds = put(isOverridden ? lines.filter((line) => line !== '').map((line, at) => rewritten(block, line, at)) : [block])
      paragraphs.push({
        id,
        place,
        derivedText,
        text,
        isOverridden,
        isStale: isOverridden && override.basedOn !== derivedText,
        sources: [...(mark?.sources ?? [])],
        blockIds,
      })
    }
    return written
  }

  const body = editAll(model.body, '正文', '', BLOCK_ID.body)
  const attachments = model.attachments.map((each, index) => ({
    ...each,
    blocks: editAll(each.blocks, `附件${index + 1}`, `a${index + 1}.`, (block) => BLOCK_ID.attachmentBlock(index, block)),
  }))
  const stale = paragraphs.filter((each) => each.isStale)
  const lost = Object.keys(overrides).filter((id) => !known.has(id))
  return {
    model: { ...model, body, attachments },
    paragraphs,
    problems,
    cautions: [
      ...stale.map((each) => `${each.place}“${opening(each.derivedText)}”一段您改过，改了以后记录又变了；请重新取数，或确认保留您写的。`),
      ...(lost.length > 0 ? [`您改过的 ${lost.length} 段，按现在的记录已不在这份文书里，没有写入。`] : []),
    ],
  }
}

/** 改过的首段仍以原来的标题句起头的，标题句照样用标题的字体。 */
function rewritten(block: Paragraph, line: string, at: number): Paragraph {
  const keepsLead = at === 0 && block.lead !== '' && line.startsWith(block.lead)
  return keepsLead ? { ...block, text: line.slice(block.lead.length) } : { ...block, lead: '', text: line }
}

function opening(text: string): string {
  const characters = Array.from(text)
  return characters.length <= 12 ? text : `${characters.slice(0, 12).join('')}……`
}
