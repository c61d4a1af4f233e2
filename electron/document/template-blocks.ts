import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { headingFace, type Block, type BlockOf } from '../../shared/document/block.ts'
import type { Attachment, DocumentModel } from '../../shared/document/model.ts'
import { DOCX_FONT, LATIN, type Face } from './fonts.ts'
import { CELL, PITCH, SIZE, TABLE, TEXT_WIDTH, twips } from './styles.ts'

/** 写进别人模板里的段落：样式表由模板定，所以字体、字号、行距都直接写在段上。 */
type Look = {
  readonly face?: Face
  readonly size?: number
  readonly alignment?: (typeof AlignmentType)[keyof typeof AlignmentType]
  readonly indent?: boolean
  readonly isNewPage?: boolean
}

function run(text: string, face: Face = '仿宋', size: number = SIZE.body): TextRun {
  return new TextRun({ text, size: size * 2, font: { ascii: LATIN, hAnsi: LATIN, eastAsia: DOCX_FONT[face].name } })
}

function paragraph(children: readonly TextRun[], { alignment, indent = false, isNewPage = false, size = SIZE.body }: Look): Paragraph {
  return new Paragraph({
    children: [...children],
    alignment: alignment ?? AlignmentType.JUSTIFIED,
    pageBreakBefore: isNewPage,
    ...(indent ? { indent: { firstLine: twips(CELL * 2) } } : {}),
    spacing: { before: 0, after: 0, line: twips(size > SIZE.body ? PITCH.title : PITCH.body), lineRule: LineRuleType.EXACT },
  })
}

export function plainParagraph(text: string, look: Look = {}): Paragraph {
  return paragraph(text === '' ? [] : [run(text, look.face, look.size)], look)
}

/** 模板里放不下的块；都放得下为空串。 */
export function unsupportedBlock(model: DocumentModel): string {
  const kinds = new Set([...model.body, ...model.attachments.flatMap(({ blocks }) => blocks)].map(({ kind }) => kind))
  return [
    kinds.has('选票') ? '选票' : '',
    kinds.has('键值') ? '键值表' : '',
    kinds.has('签字') ? '签字行' : '',
    kinds.has('图') ? '图片' : '',
  ]
    .filter((each) => each !== '')
    .join('、')
}

/** 一块正文写成模板里的段或表。 */
export function blockParagraphs(item: Block): (Paragraph | Table)[] {
  switch (item.kind) {
    case '段':
      return [paragraph([...(item.lead === '' ? [] : [run(item.lead, headingFace(item.leadLevel))]), run(item.text)], { indent: true })]
    case '标题':
      return [plainParagraph(item.text, { face: headingFace(item.level), indent: true })]
    case '注':
      return [plainParagraph(item.text, { size: SIZE.table })]
    case '居中':
      return [
        plainParagraph(item.text, { face: item.face, alignment: AlignmentType.CENTER, size: item.size === '2号' ? SIZE.title : SIZE.body }),
      ]
    case '顶格':
      return [plainParagraph(item.text, { face: item.face })]
    case '居右':
      return [plainParagraph(item.text, { alignment: AlignmentType.RIGHT })]
    case '空行':
      return Array.from({ length: item.count }, () => plainParagraph(''))
    case '分页':
      return [plainParagraph('', { isNewPage: true })]
    case '表':
      return [table(item)]
    case '签字':
    case '键值':
    case '选票':
    case '图':
      throw new Error(`模板放不下“${item.kind}”，应先查过`)
  }
}

function table(item: BlockOf<'表'>): Table {
  const shares = item.columns.reduce((sum, { share }) => sum + share, 0)
  const widths = item.columns.map(({ share }) => Math.floor((twips(TEXT_WIDTH) * share) / shares))
  const border = { style: BorderStyle.SINGLE, size: TABLE.border * 8, color: '000000' }
  const row = (cells: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: cells.map(
        (text, index) =>
          new TableCell({
            width: { size: widths[index] ?? 0, type: WidthType.DXA },
            verticalAlign: VerticalAlignTable.CENTER,
            children: [
              new Paragraph({
                alignment: isHead || item.columns[index]?.align === '居中' ? AlignmentType.CENTER : AlignmentType.LEFT,
                spacing: { before: 0, after: 0, line: twips(PITCH.table), lineRule: LineRuleType.EXACT },
                children: text === '' ? [] : [run(text, isHead ? '黑体' : '仿宋', SIZE.table)],
              }),
            ],
          }),
      ),
    })
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: widths.reduce((sum, each) => sum + each, 0), type: WidthType.DXA },
    columnWidths: widths,
    borders: { top: border, bottom: border, left: border, right: border, insideHorizontal: border, insideVertical: border },
    rows: [
      row(
        item.columns.map(({ label }) => label),
        true,
      ),
      ...item.rows.map((cells) => row(cells, false)),
    ],
  })
}

/** 一个附件：另面起，“附件 n”黑体顶格，标题居中。横排的在模板里只能竖排。 */
export function attachmentParagraphs(item: Attachment, index: number, count: number): (Paragraph | Table)[] {
  return [
    plainParagraph(`附件${count > 1 ? index + 1 : ''}`, { face: '黑体', alignment: AlignmentType.LEFT, isNewPage: true }),
    plainParagraph(''),
    plainParagraph(item.name, { face: '小标宋', size: SIZE.title, alignment: AlignmentType.CENTER }),
    plainParagraph(''),
    ...item.blocks.flatMap(blockParagraphs),
  ]
}
