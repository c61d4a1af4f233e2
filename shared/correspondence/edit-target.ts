import { BLOCK_ID } from '../document/inspection.ts'
import type { DraftField, DraftParagraph } from './draft.ts'

/** 纸上的一块，到左边哪里去改：哪个字段（`at` 是光标放在第几个字符前，不定为 null），或哪一段正文。 */
export type EditTarget =
  { readonly kind: '字段'; readonly key: string; readonly at: number | null } | { readonly kind: '段落'; readonly id: string }

/** 版头、落款等固定的块由哪些字段写成；前面的优先。 */
const FIELDS_OF: Readonly<Record<string, readonly string[]>> = {
  [BLOCK_ID.mark]: ['mark', 'issuer'],
  [BLOCK_ID.number]: ['documentCode'],
  [BLOCK_ID.signers]: ['signer'],
  [BLOCK_ID.title]: ['title'],
  [BLOCK_ID.recipients]: ['recipients'],
  [BLOCK_ID.attachmentList]: ['attachments'],
  [BLOCK_ID.signature]: ['signatureName', 'issuer', 'datedOn'],
  [BLOCK_ID.note]: ['note', 'contactName'],
  [BLOCK_ID.attendance]: ['attendance1'],
  [BLOCK_ID.colophon]: ['copies', 'printer'],
}

/**
 * 点预览里的一块，该跳到哪里。`text` 是这一块印出来的字，用来在多行字段里找到那一行。
 * 纸上由别处推出、这里改不了的（如花名册表格）为 null。
 */
export function editTargetOf(
  block: { readonly id: string; readonly text: string },
  draft: { readonly fields: readonly DraftField[]; readonly paragraphs: readonly DraftParagraph[] },
): EditTarget | null {
  const paragraph = draft.paragraphs.find(({ blockIds }) => blockIds.includes(block.id))
  if (paragraph) return { kind: '段落', id: paragraph.id }
  const keys = FIELDS_OF[block.id] ?? (block.id.startsWith('attachment.') ? ['attachments'] : ['ending', 'body'])
  for (const key of keys) {
    const field = draft.fields.find((each) => each.key === key)
    // 结语与正文同在正文里，只有字对得上才是结语。
    if (!field || (key === 'ending' && field.value !== block.text)) continue
    return { kind: '字段', key, at: field.input === '多行' ? placeIn(field.value, block.text) : null }
  }
  return null
}

/** 印出来的字与写的字，层次序数的标点可能理过，从第一个汉字数目以后找。 */
function placeIn(value: string, text: string): number | null {
  const opening = text.replace(/^[(（]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?\s*/, '').slice(0, 16)
  const found = opening === '' ? -1 : value.indexOf(opening)
  return found < 0 ? null : found
}
