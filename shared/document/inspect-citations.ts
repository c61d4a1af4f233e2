import { NATIONAL_SOURCES } from '../regulation/sources.ts'
import { SUPERSEDED_SOURCES } from '../regulation/superseded.ts'
import { textOfBlock } from './block.ts'
import { IssueList, type ContentIssue } from './content-issue.ts'
import { BLOCK_ID } from './inspection.ts'
import type { DocumentModel } from './model.ts'

/** 现行规定的全名（书名号内）。 */
const CURRENT_NAMES = Object.values(NATIONAL_SOURCES).flatMap((source) =>
  [...source.matchAll(/《([^》]+)》/g)].map(([, name]) => name ?? ''),
)
const TRIAL = '（试行）'

/** 引用的规定是否现行（按成文日期）、名称写没写全。 */
export function inspectCitations(model: DocumentModel): ContentIssue[] {
  const list = new IssueList()
  const on = model.signature.datedOn
  const places = [
    { label: '标题', blockId: BLOCK_ID.title as string, text: model.title },
    ...model.body.map((block, index) => ({ label: `正文第 ${index + 1} 段`, blockId: BLOCK_ID.body(index), text: textOfBlock(block) })),
    ...model.attachments.flatMap((each, index) =>
      each.blocks.map((block, row) => ({
        label: `附件 ${index + 1}`,
        blockId: BLOCK_ID.attachmentBlock(index, row),
        text: textOfBlock(block),
      })),
    ),
  ]
  for (const { label, blockId, text } of places) {
    const at = list.at('引用', label, blockId)
    for (const { name, pattern, until, replacement } of SUPERSEDED_SOURCES) {
      const found = pattern.exec(text)
      at(found !== null && on >= until, '橙', `引用的${name}自 ${until} 起已不再施行。`, {
        basis: `现行的是${replacement}`,
        remedy: `请改引${replacement}；确为叙述历史的可以保留。`,
        excerpt: found?.[0] ?? '',
      })
    }
    for (const name of CURRENT_NAMES) {
      const short = `《${name.replace(TRIAL, '')}》`
      at(name.endsWith(TRIAL) && text.includes(short), '提示', `${short}的名称不全，应为《${name}》。`, {
        basis: '引用规定写全名，“（试行）”是名称的一部分',
        remedy: `请改为《${name}》。`,
        excerpt: short,
      })
    }
  }
  return list.issues
}
