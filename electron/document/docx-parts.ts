import {
  AlignmentType,
  BorderStyle,
  Footer,
  HeightRule,
  LineRuleType,
  PageNumber,
  Paragraph,
  TabStopType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
  type IParagraphOptions,
  type IRunOptions,
} from 'docx'
import { ShapeRun, type IShapeOptions } from 'docx/shapes'
import { headingFace, textOfBlock, type Block, type Span } from '../../shared/document/block.ts'
import type { Attachment, DocumentModel } from '../../shared/document/model.ts'
import { formatChinese } from '../../shared/calendar/plain-date.ts'
import { COLOPHON_CELL, COPIES_LABEL, colophonHeight, copiesText, printedText, printerFit, type Colophon } from './colophon.ts'
import { STYLE_ID } from './docx-styles.ts'
import { DOCX_FONT, LATIN, type Face } from './fonts.ts'
import { attachmentLabel, attachmentListIndent, columnWidths, signatureAxis, signerRows } from './page-layout.ts'
import {
  CELL,
  COLOPHON_RULE,
  LANDSCAPE_MARGIN,
  LANDSCAPE_WIDTH,
  MARGIN,
  MARK_TOP,
  PAGE,
  PAGE_NUMBER,
  PITCH,
  RED,
  SEAL_BLANK_LINES,
  SIZE,
  TABLE,
  TEXT_WIDTH,
  markFit,
  twips,
} from './styles.ts'
import { breakTitle } from './title-break.ts'

/** 汉字与全角标点用东亚字体，西文与数字用 Times New Roman；三个属性都写，另加 eastAsia 提示，弯引号才不会落到西文字体。 */
function run(text: string, face: Face, options: IRunOptions = {}): TextRun {
  return new TextRun({
    text,
    font: { ascii: LATIN, hAnsi: LATIN, cs: LATIN, eastAsia: DOCX_FONT[face].name, hint: 'eastAsia' },
    ...options,
  })
}

function exactly(points: number, before = 0, after = 0): NonNullable<IParagraphOptions['spacing']> {
  return { before: twips(before), after: twips(after), line: twips(points), lineRule: LineRuleType.EXACT }
}

function blank(count: number, keepNext = false): Paragraph[] {
  return Array.from({ length: count }, () => new Paragraph({ style: STYLE_ID.flush, keepNext }))
}

/** 版头与标题、主送（7.2、7.3.1、7.3.2）。 */
export function headParagraphs(model: DocumentModel): Paragraph[] {
  const { size, scale } = markFit(model.head.mark)
  return [
    new Paragraph({
      style: STYLE_ID.mark,
      spacing: exactly(size * 1.1, MARK_TOP),
      children: [
        run(model.head.mark, '小标宋', { size: size * 2, color: RED.color, ...(scale === 1 ? {} : { scale: Math.round(scale * 100) }) }),
      ],
    }),
    ...blank(2),
    ...numberParagraphs(model),
    new Paragraph({
      style: STYLE_ID.rule,
      spacing: exactly(RED.gapLine),
      border: { bottom: { style: BorderStyle.SINGLE, size: RED.width * 8, space: 0, color: RED.color } },
    }),
    ...blank(2),
    titleParagraph(model.title, STYLE_ID.title, TEXT_WIDTH),
    ...blank(1),
    new Paragraph({ style: STYLE_ID.flush, children: [run(`${model.recipients.join('、')}：`, '仿宋')] }),
  ]
}

function numberParagraphs(model: DocumentModel): Paragraph[] {
  const number = (children: TextRun[], options: IParagraphOptions = {}) => new Paragraph({ style: STYLE_ID.flush, ...options, children })
  if (model.direction !== '上行')
    return [number([run(model.head.number, '仿宋', { characterSpacing: 0 })], { alignment: AlignmentType.CENTER })]
  const rows = signerRows(model.head.signers)
  const widest = Math.max(...rows.map((row) => Array.from(row).length)) * SIZE.body
  const nameX = twips(TEXT_WIDTH - CELL - widest)
  const labelX = nameX - twips(SIZE.body * 4)
  return rows.map((row, index) =>
    number(
      [
        run(`${index === rows.length - 1 ? model.head.number : ''}\t${index === 0 ? '签发人：' : ''}`, '仿宋', { characterSpacing: 0 }),
        ...(index === 0 ? [] : [run('\t', '仿宋')]),
        run(row, '楷体', { characterSpacing: 0 }),
      ],
      {
        alignment: AlignmentType.LEFT,
        indent: { left: twips(CELL), firstLine: 0 },
        tabStops: [
          { type: TabStopType.LEFT, position: labelX },
          { type: TabStopType.LEFT, position: nameX },
        ],
      },
    ),
  )
}

export function titleParagraph(title: string, style: string, width: number): Paragraph {
  const lines = breakTitle(title, SIZE.title, width)
  return new Paragraph({ style, children: lines.map((line, index) => run(line, '小标宋', index === 0 ? {} : { break: 1 })) })
}

/** 正文、附件里的一块；`keepNext` 让末段与落款同面（7.3.5.5）。 */
export function blockChildren(item: Block, width: number, keepNext = false, isBeforeTable = false): (Paragraph | Table)[] {
  const gap = (pitch: number) => (isBeforeTable ? { spacing: exactly(pitch, 0, TABLE.gap) } : {})
  switch (item.kind) {
    case '段':
      return [
        new Paragraph({
          style: STYLE_ID.body,
          keepNext,
          ...gap(PITCH.body),
          children: spanRuns([
            { text: item.lead, face: headingFace(item.leadLevel) },
            { text: item.text, face: '仿宋' },
          ]),
        }),
      ]
    case '标题':
      return [
        new Paragraph({
          style: STYLE_ID.headings[item.level - 1] ?? STYLE_ID.body,
          keepNext: true,
          ...gap(PITCH.body),
          children: spanRuns([{ text: item.text, face: headingFace(item.level) }]),
        }),
      ]
    case '注':
      return [
        new Paragraph({ style: STYLE_ID.note, keepNext, ...gap(PITCH.table), children: spanRuns([{ text: item.text, face: '仿宋' }]) }),
      ]
    case '表':
      return [table(item, width)]
    default:
      return textOfBlock(item)
        .split('\n')
        .map((text) => new Paragraph({ style: STYLE_ID.flush, keepNext, children: spanRuns([{ text, face: '仿宋' }]) }))
  }
}

function spanRuns(spans: readonly Span[]): TextRun[] {
  return spans.filter(({ text }) => text !== '').map(({ text, face }) => run(text, face))
}

function table(item: Extract<Block, { kind: '表' }>, width: number): Table {
  const widths = columnWidths(item.columns, width).map(twips)
  const border = { style: BorderStyle.SINGLE, size: TABLE.border * 8, space: 0, color: '000000' }
  const row = (cells: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      height: { value: twips(PITCH.table + TABLE.padY * 2), rule: HeightRule.ATLEAST },
      children: cells.map(
        (text, index) =>
          new TableCell({
            width: { size: widths[index] ?? 0, type: WidthType.DXA },
            verticalAlign: VerticalAlignTable.CENTER,
            children: [
              new Paragraph({
                style: isHead ? STYLE_ID.tableHead : STYLE_ID.tableCell,
                ...(!isHead && item.columns[index]?.align === '居左' ? { alignment: AlignmentType.LEFT } : {}),
                children: text === '' ? [] : [run(text, isHead ? '黑体' : '仿宋')],
              }),
            ],
          }),
      ),
    })
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: widths.reduce((sum, each) => sum + each, 0), type: WidthType.DXA },
    columnWidths: widths,
    margins: {
      left: twips(TABLE.padX),
      right: twips(TABLE.padX),
      top: twips(TABLE.padY),
      bottom: twips(TABLE.padY),
      marginUnitType: WidthType.DXA,
    },
    borders: { top: border, bottom: border, left: border, right: border, insideHorizontal: border, insideVertical: border },
    rows: [
      row(
        item.columns.map((each) => each.label),
        true,
      ),
      ...item.rows.map((cells) => row(cells, false)),
    ],
  })
}

/** 附件说明（7.3.4）：下空一行、左空二字，名称换行与首字对齐。 */
export function attachmentListParagraphs(names: readonly string[]): Paragraph[] {
  if (names.length === 0) return []
  const { label, name: x } = attachmentListIndent(names.length)
  return [
    ...blank(1, true),
    ...names.map((name, index) => {
      const start = index === 0 ? CELL * 2 : label
      // 只有一件时“附件：”恰好三字宽，名称紧跟其后，不用制表位。
      const head = names.length === 1 ? '附件：' : `${index === 0 ? '附件：' : ''}${index + 1}.\t`
      return new Paragraph({
        style: STYLE_ID.flush,
        keepNext: true,
        alignment: AlignmentType.LEFT,
        indent: { left: twips(x), hanging: twips(x - start) },
        tabStops: [{ type: TabStopType.LEFT, position: twips(x) }],
        children: [run(`${head}${name}`, '仿宋')],
      })
    }),
  ]
}

/** 落款与附注：署名、日期以同一中线居中，前空两行给印章。 */
export function signatureParagraphs(model: DocumentModel): Paragraph[] {
  const left = twips(2 * signatureAxis(model) - TEXT_WIDTH)
  const line = (text: string, keepNext: boolean) =>
    new Paragraph({
      style: STYLE_ID.flush,
      keepNext,
      alignment: AlignmentType.CENTER,
      indent: { left, firstLine: 0 },
      children: [run(text, '仿宋', { characterSpacing: 0 })],
    })
  return [
    ...blank(SEAL_BLANK_LINES, true),
    line(model.signature.issuer, true),
    line(formatChinese(model.signature.datedOn), model.note !== ''),
    ...(model.note === '' ? [] : [new Paragraph({ style: STYLE_ID.body, children: [run(`（${model.note}）`, '仿宋')] })]),
  ]
}

/** 一件附件（7.3.6）：另面，“附件n”顶格，标题在第三行。`isNewSection` 时由分节另面。 */
export function attachmentChildren(item: Attachment, index: number, count: number, isNewSection: boolean): (Paragraph | Table)[] {
  const width = item.orientation === '纵向' ? TEXT_WIDTH : LANDSCAPE_WIDTH
  const title = breakTitle(item.name, SIZE.title, width)
  return [
    new Paragraph({
      style: STYLE_ID.attachmentLabel,
      pageBreakBefore: !isNewSection,
      children: [run(attachmentLabel(index, count), '黑体')],
    }),
    ...blank(1, true),
    new Paragraph({
      style: STYLE_ID.attachmentTitle,
      spacing: exactly(PITCH.title, 0, PITCH.body / 2),
      children: title.map((line, row) => run(line, '小标宋', row === 0 ? {} : { break: 1 })),
    }),
    ...item.blocks.flatMap((each, row) => blockChildren(each, width, false, item.blocks[row + 1]?.kind === '表')),
  ]
}

/**
 * 版记：放进贴着版心下边缘的文本框，框高由各行算出，两行抄送也不会吃掉印发行。
 * 线各占一个固定行高的空段，不受文字缩进影响。
 */
export function colophonParagraph(colophon: Colophon): Paragraph {
  const height = colophonHeight(colophon)
  return new Paragraph({
    style: STYLE_ID.end,
    children: [
      shape({
        type: 'rectangle',
        transformation: { width: pixels(TEXT_WIDTH), height: pixels(height) },
        line: 'none',
        floating: {
          horizontalPosition: { relative: 'page', offset: emu(MARGIN.left) },
          verticalPosition: { relative: 'page', offset: emu(PAGE.height - MARGIN.bottom - height) },
          allowOverlap: true,
        },
        textOptions: { verticalAlignment: 'bottom', margins: { top: 0, right: 0, bottom: 0, left: 0 } },
        children: colophonLines(colophon),
      }),
    ],
  })
}

function colophonLines(colophon: Colophon): Paragraph[] {
  const line = (weight: number) =>
    new Paragraph({
      style: STYLE_ID.rule,
      spacing: exactly(COLOPHON_RULE.line),
      border: { bottom: { style: BorderStyle.SINGLE, size: weight, space: 0, color: '000000' } },
    })
  const hang = SIZE.small * COPIES_LABEL.length
  return [
    line(COLOPHON_RULE.thick),
    ...(colophon.copies.length === 0
      ? []
      : [
          new Paragraph({
            style: STYLE_ID.small,
            indent: { left: twips(COLOPHON_CELL + hang), right: twips(COLOPHON_CELL), hanging: twips(hang) },
            children: [run(`${COPIES_LABEL}${copiesText(colophon.copies)}`, '仿宋')],
          }),
          line(COLOPHON_RULE.thin),
        ]),
    ...printedParagraphs(colophon),
    line(COLOPHON_RULE.thick),
  ]
}

/** 印发机关与印发日期：放得下写在一行，放不下日期另起一行。 */
function printedParagraphs(colophon: Colophon): Paragraph[] {
  const { scale, isDateBelow } = printerFit(colophon)
  const printer = run(colophon.printer, '仿宋', scale === 1 ? {} : { scale: Math.round(scale * 100) })
  const date = printedText(colophon)
  const side = { left: twips(COLOPHON_CELL), right: twips(COLOPHON_CELL), firstLine: 0 }
  if (isDateBelow)
    return [
      new Paragraph({ style: STYLE_ID.small, indent: side, children: [printer] }),
      new Paragraph({ style: STYLE_ID.small, indent: side, alignment: AlignmentType.RIGHT, children: [run(date, '仿宋')] }),
    ]
  return [
    new Paragraph({
      style: STYLE_ID.small,
      alignment: AlignmentType.LEFT,
      indent: { left: twips(COLOPHON_CELL), firstLine: 0 },
      tabStops: [{ type: TabStopType.RIGHT, position: twips(TEXT_WIDTH - COLOPHON_CELL) }],
      children: [printer, run(`\t${date}`, '仿宋')],
    }),
  ]
}

/** 节末的空段只占一磅，免得把满面挤出一张空白。 */
export function endParagraph(): Paragraph {
  return new Paragraph({ style: STYLE_ID.end })
}

function pageNumberRun(): TextRun {
  const song = DOCX_FONT.宋体.name
  return new TextRun({
    children: ['— ', PageNumber.CURRENT, ' —'],
    font: { ascii: song, hAnsi: song, cs: song, eastAsia: song, hint: 'eastAsia' },
  })
}

/** 页脚：单页右空一字，双页左空一字（7.5）。横向页的页码在纸的左侧，单页居下、双页居上。 */
export function pageFooters(kind: '纵向' | '横向' | '空'): { default: Footer; even: Footer } {
  if (kind === '空') return { default: new Footer({ children: [endParagraph()] }), even: new Footer({ children: [endParagraph()] }) }
  if (kind === '纵向') {
    const footer = (alignment: 'left' | 'right') =>
      new Footer({
        children: [
          new Paragraph({
            style: STYLE_ID.pageNumber,
            alignment,
            indent: alignment === 'right' ? { right: twips(CELL), firstLine: 0 } : { left: twips(CELL), firstLine: 0 },
            children: [pageNumberRun()],
          }),
        ],
      })
    return { default: footer(AlignmentType.RIGHT), even: footer(AlignmentType.LEFT) }
  }
  const turned = (isOdd: boolean) => {
    const length = 100
    const thickness = 20
    const top = isOdd ? PAGE.width - LANDSCAPE_MARGIN.bottom - CELL - length : LANDSCAPE_MARGIN.top + CELL
    const left = LANDSCAPE_MARGIN.left - PAGE_NUMBER.below - thickness / 2
    return new Footer({
      children: [
        new Paragraph({
          style: STYLE_ID.end,
          children: [
            shape({
              type: 'rectangle',
              transformation: { width: pixels(thickness), height: pixels(length) },
              line: 'none',
              floating: {
                horizontalPosition: { relative: 'page', offset: emu(left) },
                verticalPosition: { relative: 'page', offset: emu(top) },
                allowOverlap: true,
              },
              textOptions: { direction: 'topToBottom', verticalAlignment: 'center', margins: { top: 0, right: 0, bottom: 0, left: 0 } },
              children: [
                new Paragraph({
                  style: STYLE_ID.pageNumber,
                  alignment: isOdd ? AlignmentType.RIGHT : AlignmentType.LEFT,
                  indent: { left: 0, firstLine: 0 },
                  children: [pageNumberRun()],
                }),
              ],
            }),
          ],
        }),
      ],
    })
  }
  return { default: turned(true), even: turned(false) }
}

/** 库的两个入口各有一份类型声明，同一个类在类型上互不相认；这里是唯一的接头处。 */
function shape(options: IShapeOptions): TextRun {
  const drawn: unknown = new ShapeRun(options)
  return drawn as TextRun
}

/** ShapeRun 的尺寸按 96 dpi 的像素计。 */
function pixels(points: number): number {
  return (points * 96) / 72
}

function emu(points: number): number {
  return Math.round(points * 12700)
}
