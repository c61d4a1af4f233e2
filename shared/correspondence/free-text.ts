import type { Block, Column } from '../document/block.ts'
import type { Attachment } from '../document/model.ts'

/**
 * 自由起草的正文：一行一段的纯文本，按层次序数认出标题（GB/T 9704-2012 7.3.3）：
 * `一、` `（一）` `1.` `（1）`；以 `|` 分格的连续几行是表，第一行是表头。
 * 半角括号与“1、”理成规范写法，别的一字不动。
 */
export function parseBody(text: string): Block[] {
  const blocks: Block[] = []
  let rows: string[][] = []
  const closeTable = () => {
    if (rows.length > 0) blocks.push(tableOf(rows))
    rows = []
  }
  for (const raw of text.replaceAll('\r\n', '\n').split('\n')) {
    const line = raw.replace(/^[\s\u3000]+|[\s\u3000]+$/g, '')
    if (isTableRow(line)) {
      rows.push(cellsOf(line))
      continue
    }
    closeTable()
    if (line !== '') blocks.push(blockOf(line))
  }
  closeTable()
  return blocks
}

/** 独占一行、不到这么长又没有句号的，是层次标题；更长的是正文。 */
const LONGEST_HEADING = 40

function blockOf(raw: string): Block {
  const line = tidyOrdinal(raw)
  const level = levelOf(line)
  if (level === 0) return { kind: '段', lead: '', leadLevel: 1, text: line }
  const end = line.indexOf('。')
  if (end < 0 || end === line.length - 1) {
    if (Array.from(line).length <= LONGEST_HEADING) return { kind: '标题', level, text: line }
    return { kind: '段', lead: '', leadLevel: level, text: line }
  }
  // 标题句与正文接排：标题句用该层的字体，其余仿宋。
  return { kind: '段', lead: line.slice(0, end + 1), leadLevel: level, text: line.slice(end + 1) }
}

function tidyOrdinal(line: string): string {
  return line
    .replace(/^[(（]\s*([一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）]\s*/, '（$1）')
    .replace(/^([一二三四五六七八九十]{1,3})\s*[、.．]\s*/, '$1、')
    .replace(/^(\d{1,2})\s*[、．.](?!\d)\s*/, '$1.')
}

function levelOf(line: string): number {
  if (/^[一二三四五六七八九十]{1,3}、/.test(line)) return 1
  if (/^（[一二三四五六七八九十]{1,3}）/.test(line)) return 2
  if (/^\d{1,2}\.(?!\d)/.test(line)) return 3
  return /^（\d{1,2}）/.test(line) ? 4 : 0
}

function isTableRow(line: string): boolean {
  return line.startsWith('|') || (line.match(/\|/g)?.length ?? 0) >= 2
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split('|')
    .map((cell) => cell.trim())
}

/** 分隔行（全是横线）不要；各行格数以表头为准，少的补空，多的并进末格。 */
function tableOf(rows: readonly (readonly string[])[]): Block {
  const [head = [], ...rest] = rows.filter((cells) => !cells.every((cell) => /^:?-{2,}:?$/.test(cell)))
  const columns = head.map((label, index): Column => {
    const longest = Math.max(...[head, ...rest].map((cells) => Array.from(cells[index] ?? '').length), 2)
    return { label, share: Math.min(longest, 24), align: longest > 12 ? '居左' : '居中' }
  })
  const fit = (cells: readonly string[]) =>
    columns.map((_, index) => (index === columns.length - 1 ? cells.slice(index).join(' ') : (cells[index] ?? '')))
  return { kind: '表', columns, rows: rest.map(fit) }
}

/**
 * 附件：一行 `附件：名称` 起一件，其下直到下一件都是它的内容，语法同正文；名称后写“（横排）”的另面横排。
 * 问题写明是第几件、怎么办。
 */
export function parseAttachments(text: string): { attachments: Attachment[]; problems: string[] } {
  const attachments: Attachment[] = []
  const problems: string[] = []
  let current: { name: string; orientation: Attachment['orientation']; lines: string[] } | null = null
  const close = () => {
    if (!current) return
    const { name, orientation, lines } = current
    const blocks = parseBody(lines.join('\n'))
    const place = `附件 ${attachments.length + 1}`
    if (name === '') problems.push(`${place}没有名称，请写成“附件：名称”`)
    else if (blocks.length === 0) problems.push(`${place}“${name}”是空的，请在它下面写内容，或删去这一件`)
    else if (attachments.some((each) => each.name === name)) problems.push(`${place}与前面的附件同名“${name}”，请改名或删去一件`)
    attachments.push({ name, orientation, blocks })
  }
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const heading = /^\s*附件\s*\d{0,2}\s*[:：]\s*(.*?)\s*$/.exec(line)
    if (heading) {
      close()
      const title = heading[1] ?? ''
      const isLandscape = /[（(]横排[)）]$/.test(title)
      current = {
        name: title.replace(/[（(]横排[)）]$/, '').replace(/[。，；、]+$/, ''),
        orientation: isLandscape ? '横向' : '纵向',
        lines: [],
      }
    } else if (current) current.lines.push(line)
    else if (line.trim() !== '') {
      problems.push('附件要先写一行“附件：名称”，再写内容')
      break
    }
  }
  close()
  return { attachments, problems }
}
