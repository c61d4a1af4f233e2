import type { DocumentModel } from '../../shared/document/model.ts'
import { COLOPHON_CELL, COPIES_LABEL, colophonHeight, copiesText, printedText, printerFit, type Colophon } from './colophon.ts'
import { STYLE_ID } from './docx-styles.ts'
import { COLOPHON_RULE, MARGIN, PAGE, SIZE, TEXT_WIDTH } from './styles.ts'
import { endParagraph, paragraphXml, run, shapeRun, type ShapeNumbers } from './wml.ts'

/**
 * 版记：放进贴着版心下边缘的文本框，框高由各行算出，两行抄送也不会吃掉印发行。
 * 线各占一个固定行高的空段，不受文字缩进影响。信函的版记只有抄送（10.1）。
 */
export function colophonXml(colophon: Colophon, { form }: Pick<DocumentModel, 'form'>, numbers: ShapeNumbers): string {
  const height = colophonHeight(colophon, form)
  return endParagraph(
    shapeRun(numbers, {
      x: MARGIN.left,
      y: PAGE.height - MARGIN.bottom - height,
      width: TEXT_WIDTH,
      height,
      anchor: 'b',
      content: form === '信函' ? copiesXml(colophon) : colophonLines(colophon),
    }),
  )
}

function ruleXml(weight: number): string {
  return paragraphXml({ style: STYLE_ID.rule, spacing: { line: COLOPHON_RULE.line }, rule: { weight, color: '000000' } })
}

function colophonLines(colophon: Colophon): string {
  const copies = colophon.copies.length === 0 ? '' : copiesXml(colophon) + ruleXml(COLOPHON_RULE.thin)
  return ruleXml(COLOPHON_RULE.thick) + copies + printedXml(colophon) + ruleXml(COLOPHON_RULE.thick)
}

function copiesXml({ copies }: Colophon): string {
  const hanging = SIZE.small * COPIES_LABEL.length
  return paragraphXml(
    { style: STYLE_ID.small, indent: { left: COLOPHON_CELL + hanging, right: COLOPHON_CELL, hanging } },
    run(`${COPIES_LABEL}${copiesText(copies)}`, '仿宋'),
  )
}

/** 印发机关与印发日期：放得下写在一行，放不下日期另起一行。 */
function printedXml(colophon: Colophon): string {
  const { scale, isDateBelow } = printerFit(colophon)
  const printer = run(colophon.printer, '仿宋', { scale })
  const date = printedText(colophon)
  const indent = { left: COLOPHON_CELL, right: COLOPHON_CELL }
  if (isDateBelow)
    return (
      paragraphXml({ style: STYLE_ID.small, indent }, printer) +
      paragraphXml({ style: STYLE_ID.small, indent, alignment: 'right' }, run(date, '仿宋'))
    )
  return paragraphXml(
    {
      style: STYLE_ID.small,
      alignment: 'left',
      indent: { left: COLOPHON_CELL },
      tabs: [{ type: 'right', at: TEXT_WIDTH - COLOPHON_CELL }],
    },
    printer + run(`\t${date}`, '仿宋'),
  )
}
