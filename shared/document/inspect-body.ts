import { textOfBlock, type Block } from './block.ts'
import { IssueList, regulationClause, standardClause, type ContentIssue } from './content-issue.ts'
import { BLOCK_ID } from './inspection.ts'
import type { DocumentModel } from './model.ts'
import { textOfDocument } from './text.ts'

/** 模板没有填完的痕迹。公文里不会正常出现这些字样；签字、填写的空格另有块，不在此列。 */
const PLACEHOLDER = /[{}]|undefined|null|NaN|\[object|×{2,}|_{2,}|…{2}待填|TODO/

// 与契约入口同一口径；模型也可能来自旧库，所以再查一遍。换行只会把段落排乱，也不许有。
const CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u

/** 必有文字的块；空行、分页本来就没有字，表与表单的空格留给人填。 */
const WRITTEN: ReadonlySet<Block['kind']> = new Set(['段', '标题', '注', '居中', '顶格', '居右'])

const HALF_WIDTH = /\p{Script=Han}[,;:?!]\p{Script=Han}/u

/** 正文与附件。 */
export function inspectBody(model: DocumentModel): ContentIssue[] {
  const list = new IssueList()
  const at = list.at('正文', '正文', BLOCK_ID.body(0))
  at(model.body.length === 0, '红', '缺正文。', { basis: regulationClause('第九条（九）'), remedy: '请写正文。' })
  for (const [index, block] of model.body.entries()) {
    const atBlock = list.at('正文', `正文第 ${index + 1} 段`, BLOCK_ID.body(index))
    const text = textOfBlock(block)
    atBlock(WRITTEN.has(block.kind) && !text.trim(), '红', '正文有空段。', {
      basis: standardClause('7.3.3'),
      remedy: '请删去空段，或补上文字。',
    })
    const half = HALF_WIDTH.exec(text)
    atBlock(half !== null, '提示', `“${half?.[0] ?? ''}”用了半角标点。`, {
      basis: 'GB/T 15834',
      remedy: '汉字之间请用全角标点。',
      excerpt: half?.[0] ?? '',
    })
  }
  inspectLevels(list, model.body)
  inspectAttachments(list, model)
  inspectText(list, model)
  return list.issues
}

const NUMERALS = '零一二三四五六七八九十'

/** 一至九十九的汉字数目；不是则为 null。 */
function chineseValue(text: string): number | null {
  const ten = text.indexOf('十')
  const digit = (part: string) => (part === '' ? null : NUMERALS.indexOf(part))
  if (ten < 0) return text.length === 1 ? digit(text) : null
  const tens = ten === 0 ? 1 : digit(text.slice(0, ten))
  const ones = digit(text.slice(ten + 1)) ?? 0
  return tens === null || tens < 0 || ones < 0 ? null : tens * 10 + ones
}

/** 层次序数“一、”“（一）”逐个相连（7.3.3）；上一级换了，下一级从头起。 */
function inspectLevels(list: IssueList, body: readonly Block[]): void {
  let first = 0
  let second = 0
  for (const [index, block] of body.entries()) {
    const text = textOfBlock(block)
    const at = list.at('正文', `正文第 ${index + 1} 段`, BLOCK_ID.body(index))
    const check = (found: string, expected: number, write: (value: number) => string) => {
      const value = chineseValue(found)
      if (value === null) return expected
      at(value !== expected, '橙', `层次序数不连续：这里是“${write(value)}”，应为“${write(expected)}”。`, {
        basis: standardClause('7.3.3'),
        remedy: `请改为“${write(expected)}”，或补上漏掉的一条。`,
        excerpt: write(value),
      })
      return value
    }
    const one = /^([一二三四五六七八九十]{1,3})、/.exec(text)
    const two = /^（([一二三四五六七八九十]{1,3})）/.exec(text)
    if (one) {
      first = check(one[1] ?? '', first + 1, (value) => `${chineseOf(value)}、`)
      second = 0
    } else if (two) second = check(two[1] ?? '', second + 1, (value) => `（${chineseOf(value)}）`)
  }
}

function chineseOf(value: number): string {
  const tens = Math.floor(value / 10)
  const ones = value % 10
  if (tens === 0) return NUMERALS.charAt(ones)
  return `${tens === 1 ? '' : NUMERALS.charAt(tens)}十${ones === 0 ? '' : NUMERALS.charAt(ones)}`
}

function inspectAttachments(list: IssueList, { attachmentNames, attachments, body }: DocumentModel): void {
  const at = list.at('附件', '附件说明', BLOCK_ID.attachmentList)
  const basis = standardClause('7.3.4、7.3.7')
  at(attachmentNames.length !== attachments.length, '红', `附件说明列 ${attachmentNames.length} 件，实有 ${attachments.length} 件。`, {
    basis,
    remedy: '请补上附件，或改附件说明。',
  })
  for (const [index, name] of attachmentNames.entries()) {
    const actual = attachments[index]?.name
    at(actual !== undefined && actual !== name, '红', `附件 ${index + 1} 的说明“${name}”与附件标题“${actual ?? ''}”不一致。`, {
      basis,
      remedy: '请改成逐字相同。',
      excerpt: name,
    })
    at(/[。，；、：]$/.test(name), '红', `附件名称“${name}”末尾不加标点。`, {
      basis: standardClause('7.3.4'),
      remedy: '请删去末尾的标点。',
      excerpt: name,
    })
    at(attachmentNames.indexOf(name) !== index, '橙', `附件名称“${name}”重复。`, { basis, remedy: '请改名区分。', excerpt: name })
  }
  for (const [index, each] of attachments.entries()) {
    const atOne = list.at('附件', `附件 ${index + 1}`, BLOCK_ID.attachment(index))
    atOne(
      each.blocks.every((block) => textOfBlock(block).trim() === ''),
      '红',
      `附件 ${index + 1}“${each.name}”是空的。`,
      {
        basis,
        remedy: '请补上内容，或删去这件附件与附件说明里的这一项。',
      },
    )
    for (const block of each.blocks)
      atOne(
        block.kind === '表' && block.rows.some((row) => row.length !== block.columns.length),
        '红',
        `附件 ${index + 1}“${each.name}”的表有一行格数与表头不符。`,
        { basis, remedy: '请补齐或删去多出的格。' },
      )
  }
  for (const [index, block] of body.entries()) {
    list.at('附件', `正文第 ${index + 1} 段`, BLOCK_ID.body(index))(
      block.kind === '表' && block.rows.some((row) => row.length !== block.columns.length),
      '红',
      '正文的表有一行格数与表头不符。',
      { basis, remedy: '请补齐或删去多出的格。' },
    )
    for (const [text, number] of textOfBlock(block).matchAll(/附件(\d{1,2})/g))
      list.at('附件', `正文第 ${index + 1} 段`, BLOCK_ID.body(index))(
        Number(number) > Math.max(1, attachments.length),
        '橙',
        `正文提到“${text}”，没有这件附件。`,
        {
          basis,
          remedy: '请核对附件序号。',
          excerpt: text,
        },
      )
  }
}

function inspectText(list: IssueList, model: DocumentModel): void {
  const text = textOfDocument(model)
  const at = list.at('正文', '全文', null)
  const placeholder = PLACEHOLDER.exec(text)
  at(placeholder !== null, '红', `文中留有未填完的字样“${placeholder?.[0] ?? ''}”。`, {
    basis: '定稿不得留有未填的空',
    remedy: '请补上或删去。',
    excerpt: placeholder?.[0] ?? '',
  })
  at(CONTROL.test(text.replaceAll('\n', '').replaceAll('\t', '')), '红', '文中有不能打印的控制字符。', {
    basis: '控制字符印不出，还会写坏文件',
    remedy: '多半是从别处粘贴带来的，请删去后重打。',
  })
}
