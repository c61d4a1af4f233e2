import type { InspectionItem, InspectionLevel, InspectionTopic } from '../../shared/document/inspection.ts'
import { BLOCK_ID } from '../../shared/document/inspection.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import { standardClause } from '../../shared/document/content-issue.ts'
import { textWidth } from './measure.ts'
import { textOfLine, type LaidPage, type PlacedLine, type PlacedText } from './page-flow.ts'
import type { LaidDocument } from './page-layout.ts'
import { CHARS_PER_LINE, LINES_PER_PAGE, MARGIN, RED, SIZE, TEXT_WIDTH, mm } from './styles.ts'
import { brokenWords } from './title-break.ts'

/** 从排好的各面量：版心、每面行数、每行字数、标题断行、红线、页码、版记。量的是行的实际位置，不是样式值。 */
export function inspectPages(model: DocumentModel, laid: LaidDocument): InspectionItem[] {
  const report = new PageReport()
  for (const [index, page] of laid.pages.entries()) {
    inspectArea(report, page, index + 1, laid)
    inspectLines(report, page, index + 1, laid)
  }
  inspectTitles(report, laid)
  inspectRed(report, model, laid)
  inspectFirstPage(report, model, laid)
  inspectNumbers(report, model, laid)
  inspectColophon(report, model, laid)
  return report.items
}

type Where = { readonly page: number | null; readonly line?: number | null; readonly block?: string | null; readonly label?: string }

class PageReport {
  readonly items: InspectionItem[] = []

  say(topic: InspectionTopic, level: InspectionLevel, where: Where, message: string, basis: string, remedy: string): void {
    const { page, line = null, block = null } = where
    const label = where.label ?? (page === null ? '全文' : `第 ${page} 面${line === null ? '' : `第 ${line} 行`}`)
    this.items.push({ topic, level, place: { page, line, blockId: block, label }, message, basis, remedy })
  }
}

/** 一面里的文字行，自上而下；同一行高上的几截算一行。 */
export function linesOfPage(page: LaidPage): { readonly y: number; readonly block: string; readonly lines: readonly PlacedLine[] }[] {
  const rows: { y: number; block: string; lines: PlacedLine[] }[] = []
  const texts = page.items.filter((item): item is PlacedText => item.kind === '文')
  const all = texts.flatMap((item) => item.lines.map((line) => ({ block: item.block, line })))
  for (const { block, line } of all.sort((a, b) => a.line.y - b.line.y)) {
    const last = rows.at(-1)
    if (last && Math.abs(last.y - line.y) < 1) last.lines.push(line)
    else rows.push({ y: line.y, block, lines: [line] })
  }
  return rows
}

/** 字形排到哪里（磅）：左端、右端。两端对齐行末挤进来的标点占半格，允许探出。 */
function extentOf(line: PlacedLine): { left: number; right: number } {
  const text = textOfLine(line)
  const width = (textWidth(text, line.size) + (Array.from(text).length - 1) * line.spacing) * line.scale
  return { left: line.x, right: line.x + width }
}

const HANGING = SIZE.body / 2 + 1

function inspectArea(report: PageReport, page: LaidPage, number: number, { geometry }: LaidDocument): void {
  const isUpright = page.orientation === '纵向'
  const width = isUpright ? TEXT_WIDTH : Infinity
  const bottom = isUpright ? geometry.textHeight : Infinity
  for (const [index, row] of linesOfPage(page).entries()) {
    const where = { page: number, line: index + 1, block: row.block }
    for (const line of row.lines) {
      const { left, right } = extentOf(line)
      if (left < -0.5 || right > width + HANGING)
        report.say(
          '版心',
          '红',
          where,
          `“${excerpt(textOfLine(line))}”排出了版心左右边。`,
          standardClause('5.2.1'),
          '请缩短这一行的文字，或改用能折行的写法。',
        )
      if (line.y + line.pitch > bottom + 1)
        report.say(
          '版心',
          '红',
          where,
          `“${excerpt(textOfLine(line))}”排到了版心下边之外。`,
          standardClause('5.2.1'),
          '请把这一段分成几段，或另起一面。',
        )
    }
  }
  for (const item of page.items) {
    if (item.kind !== '表') continue
    const height = item.rows.reduce((sum, row) => sum + row.height, 0)
    if (item.y + height > (isUpright ? geometry.textHeight : TEXT_WIDTH) + 1)
      report.say(
        '版心',
        '红',
        { page: number, block: item.block },
        '表格有一行高过一面，排到了版心之外。',
        standardClause('5.2.1'),
        '请把这一格的文字拆成几行，或改写成正文。',
      )
  }
}

/** 正文面应是 22 行、每行 28 字（5.2.3）；有表、有大字的面不数行，只看正文行的行距与字数。 */
function inspectLines(report: PageReport, page: LaidPage, number: number, { geometry }: LaidDocument): void {
  if (page.orientation === '横向') return
  const rows = linesOfPage(page)
  const body = rows.filter((row) => row.lines.every((line) => line.size === SIZE.body))
  const isPlain = body.length === rows.length && page.items.every((item) => item.kind === '文')
  if (isPlain && rows.length > LINES_PER_PAGE)
    report.say(
      '版心',
      '红',
      { page: number },
      `本面排了 ${rows.length} 行，一般每面 ${LINES_PER_PAGE} 行。`,
      standardClause('5.2.3'),
      '请不要改动正文行距。',
    )
  for (const [index, row] of rows.entries()) {
    const next = rows[index + 1]
    const [line] = row.lines
    if (!line || line.size !== SIZE.body) continue
    const where = { page: number, line: index + 1, block: row.block }
    if (next && next.lines[0]?.size === SIZE.body && next.y - row.y < geometry.pitch - 0.5)
      report.say(
        '版心',
        '红',
        where,
        `行距 ${(next.y - row.y).toFixed(1)} 磅，小于 ${geometry.pitch} 磅，一面会多于 ${LINES_PER_PAGE} 行。`,
        standardClause('3.2、5.2.3'),
        '请不要改动正文行距。',
      )
    const text = textOfLine(line)
    const cells = line.room === null ? null : Math.round((line.room / TEXT_WIDTH) * CHARS_PER_LINE)
    const count = Array.from(text).length
    if (line.isFull && cells !== null && /^\p{Script=Han}+$/u.test(text) && cells <= CHARS_PER_LINE && count !== cells)
      report.say(
        '版心',
        '红',
        where,
        `满行 ${count} 字，应为 ${cells} 字（每行 ${CHARS_PER_LINE} 字）。`,
        standardClause('5.2.3'),
        '请不要改动字号、字距。',
      )
  }
}

/** 标题：词意完整、排列对称、不孤字（7.3.1）。 */
function inspectTitles(report: PageReport, { pages }: LaidDocument): void {
  for (const [index, page] of pages.entries())
    for (const item of page.items) {
      if (item.kind !== '文' || !item.lines.every((line) => line.size === SIZE.title)) continue
      inspectTitle(report, item, { page: index + 1, block: item.block, label: `第 ${index + 1} 面标题` })
    }
}

function inspectTitle(report: PageReport, item: PlacedText, where: Where): void {
  const basis = standardClause('7.3.1')
  const remedy = '请改动标题用词或压缩字数，让断行落在词与词之间。'
  const texts = item.lines.map(textOfLine)
  for (const word of brokenWords(texts)) report.say('标题', '橙', where, `标题断行拆开了“${word}”。`, basis, remedy)
  const widths = texts.map((text) => Array.from(text).length)
  if (texts.length > 1 && widths.some((width) => width <= 2)) report.say('标题', '橙', where, '标题有一行只剩一两个字。', basis, remedy)
  if (texts.length > 3) report.say('标题', '橙', where, `标题排了 ${texts.length} 行，宜压缩到三行以内。`, basis, '请压缩标题。')
  if (texts.length < 2) return
  const peak = widths.indexOf(Math.max(...widths))
  const isOnePeak = widths.every(
    (width, index) => index === 0 || (index <= peak ? width > (widths[index - 1] ?? 0) : width < (widths[index - 1] ?? 0)),
  )
  if (!isOnePeak) report.say('标题', '橙', where, `标题各行 ${widths.join('、')} 字，不成梯形或菱形。`, basis, remedy)
}

/** 红线：文件、纪要在文号下 4 毫米，与版心等宽；信函两对，长 170 毫米（7.2.7、10.1）。 */
function inspectRed(report: PageReport, { form }: DocumentModel, { pages, geometry }: LaidDocument): void {
  const red = pages.flatMap((page, index) =>
    page.items.flatMap((item) => (item.kind === '线' && item.color === RED.color ? [{ item, page: index + 1 }] : [])),
  )
  const expected = form === '普通' ? 0 : form === '信函' ? 4 : 1
  const basis = standardClause(form === '信函' ? '10.1' : '7.2.7')
  const remedy = '红线由版式定，请重新选择版式。'
  if (red.length !== expected || red.some(({ page }) => page !== 1)) {
    report.say('红线', '红', { page: 1 }, `首页应有 ${expected} 条红线，现有 ${red.length} 条。`, basis, remedy)
    return
  }
  const width = form === '信函' ? mm(170) : TEXT_WIDTH
  for (const { item } of red) {
    if (Math.abs(item.width - width) > 1)
      report.say('红线', '红', { page: 1 }, `红线长 ${toMm(item.width)} 毫米，应为 ${toMm(width)} 毫米。`, basis, remedy)
    const centre = MARGIN.left + item.x + item.width / 2
    if (Math.abs(centre - (MARGIN.left + TEXT_WIDTH / 2)) > mm(1.5)) report.say('红线', '红', { page: 1 }, '红线没有居中。', basis, remedy)
  }
  const [line] = red
  const first = pages[0]
  if (!line || !first || form === '信函') return
  const above = linesOfPage(first)
    .filter((row) => row.y < line.item.y)
    .at(-1)
  const bottom = above ? above.y + geometry.pitch * 0.8 + SIZE.body * 0.12 : 0
  const gap = line.item.y - bottom
  if (Math.abs(gap - mm(4)) > mm(0.6)) report.say('红线', '红', { page: 1 }, `红线离上一行 ${toMm(gap)} 毫米，应为 4 毫米。`, basis, remedy)
}

function toMm(points: number): string {
  return ((points * 25.4) / 72).toFixed(1)
}

/** 首页必须显示正文（7.3.3）；落款所在的一面须有正文（7.3.5.5）。 */
function inspectFirstPage(report: PageReport, model: DocumentModel, { pages }: LaidDocument): void {
  const blocksOf = (page: LaidPage | undefined) => new Set(page?.items.map((item) => item.block) ?? [])
  const hasBody = (page: LaidPage | undefined) => [...blocksOf(page)].some((block) => block.startsWith('body.'))
  if (model.form !== '普通' && model.body.length > 0 && !hasBody(pages[0]))
    report.say(
      '正文',
      '红',
      { page: 1, block: BLOCK_ID.title },
      '首页没有正文。',
      standardClause('7.3.3'),
      '请压缩标题，或把主送机关移到版记。',
    )
  if (model.signature.mode === '无') return
  const signed = pages.findIndex((page) => blocksOf(page).has(BLOCK_ID.signature))
  if (signed >= 0 && !hasBody(pages[signed]))
    report.say(
      '落款',
      '橙',
      { page: signed + 1, block: BLOCK_ID.signature },
      '落款所在的一面没有正文。',
      standardClause('7.3.5.5'),
      '请增减正文或调整附件说明，使落款与正文同面。',
    )
}

/** 页码：文件、纪要面面有（版记前空白面除外），信函首页没有（7.5、10.1）。 */
function inspectNumbers(report: PageReport, { form }: DocumentModel, { pages, colophonPlace }: LaidDocument): void {
  if (form === '普通') return
  for (const [index, page] of pages.entries()) {
    const isBlankTail = colophonPlace === '隔面' && index >= pages.length - 2
    const expected = !isBlankTail && !(form === '信函' && index === 0)
    if (page.isNumbered !== expected)
      report.say(
        '页码',
        '红',
        { page: index + 1 },
        expected ? '这一面缺页码。' : '这一面不应有页码。',
        standardClause(form === '信函' ? '10.1' : '7.5'),
        '页码由版式定，请重新选择版式。',
      )
  }
}

/** 版记在最后一面、落在偶数面，离正文至少留得下（7.4）。 */
function inspectColophon(report: PageReport, { form, colophon }: DocumentModel, { pages, colophonPlace }: LaidDocument): void {
  if (!colophon || colophonPlace === '无') return
  const at = pages.findIndex((page) => page.hasColophon)
  const where = { page: at + 1, block: BLOCK_ID.colophon }
  if (at !== pages.length - 1)
    report.say('版记', '红', where, '版记不在最后一面。', standardClause('7.4.1'), '版记由版式定，请重新选择版式。')
  if (form !== '信函' && pages.length % 2 !== 0)
    report.say(
      '版记',
      '红',
      where,
      `共 ${pages.length} 面，版记落在奇数面。`,
      `${standardClause('6.2、7.4.1')}，双面印刷时版记在背面`,
      '版记由版式定，请重新选择版式。',
    )
}

function excerpt(text: string): string {
  const chars = Array.from(text)
  return chars.length <= 12 ? text : `${chars.slice(0, 12).join('')}……`
}
