import { formatChinese } from '../../shared/calendar/plain-date.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import { STYLE_ID } from './docx-styles.ts'
import type { Geometry } from './geometry.ts'
import {
  SIGNER_LABEL,
  letterFirstLine,
  letterPositions,
  letterRules,
  recipientsText,
  securityLines,
  signerNameX,
  signerRows,
} from './layout-head.ts'
import { CELL, LETTER, MARGIN, RED, SIZE, TEXT_WIDTH, markFit } from './styles.ts'
import { compilerRows } from './compiler-rows.ts'
import { breakTitle } from './title-break.ts'
import { blankParagraphs, paragraphXml, run, shapeRun, type ShapeNumbers } from './wml.ts'

/** 版头、标题、主送（7.2、7.3.1、7.3.2、10.1、10.3）。 */
export function headXml(model: DocumentModel, geometry: Geometry, numbers: ShapeNumbers): string {
  const head = model.form === '信函' ? letterHead(model, geometry, numbers) : model.form === '普通' ? '' : redHead(model, geometry)
  const title = model.title === '' ? '' : titleXml(model.title, STYLE_ID.title, TEXT_WIDTH) + blankParagraphs(1)
  const recipients = model.recipients.length === 0 ? '' : paragraphXml({ style: STYLE_ID.flush }, run(recipientsText(model), '仿宋'))
  return head + title + recipients
}

/** 断好行的大标题：断点由我们定，词不拆开。 */
export function titleXml(title: string, style: string, width: number, after = 0): string {
  const lines = breakTitle(title, SIZE.title, width)
  const spacing = after === 0 ? {} : { spacing: { line: TITLE_PITCH, after } }
  return paragraphXml({ style, ...spacing }, run(lines.join('\n'), '小标宋'))
}

const TITLE_PITCH = 35.75

function redHead(model: DocumentModel, geometry: Geometry): string {
  const { size, scale } = markFit(model.head.mark)
  const above = securityLines(model)
  return [
    ...above.map(({ text, face }) => paragraphXml({ style: STYLE_ID.flush }, run(text, face, { tracking: 0 }))),
    paragraphXml(
      { style: STYLE_ID.mark, spacing: { line: size * 1.1, before: geometry.markTop - above.length * geometry.pitch } },
      run(model.head.mark, '小标宋', { color: RED.color, scale, size }),
    ),
    blankParagraphs(2),
    model.direction === '上行' ? signersXml(model) : numberXml(model.head.number),
    model.head.compiler === '' ? '' : compilerXml(model),
    paragraphXml({ style: STYLE_ID.rule, spacing: { line: RED.gapLine }, rule: { weight: RED.width * 8, color: RED.color } }),
    blankParagraphs(2),
  ].join('')
}

function numberXml(number: string): string {
  return number === '' ? '' : paragraphXml({ style: STYLE_ID.flush, alignment: 'center' }, run(number, '仿宋', { tracking: 0 }))
}

/** 上行文：发文字号左空一字，与最后一行签发人同行；签发人右空一字（7.2.5、7.2.6）。 */
function signersXml({ head }: DocumentModel): string {
  const rows = signerRows(head.signers)
  const nameX = signerNameX(rows)
  const tabs = [
    { type: 'left' as const, at: nameX - SIZE.body * SIGNER_LABEL.length },
    { type: 'left' as const, at: nameX },
  ]
  return rows
    .map((row, index) => {
      const number = index === rows.length - 1 ? head.number : ''
      const lead = index === 0 ? `${number}\t${SIGNER_LABEL}` : `${number}\t\t`
      return paragraphXml(
        { style: STYLE_ID.flush, alignment: 'left', indent: { left: CELL }, tabs },
        run(lead, '仿宋', { tracking: 0 }) + run(row, '楷体', { tracking: 0 }),
      )
    })
    .join('')
}

/** 纪要：编发机关左空一字，日期右空一字，在红线之上。 */
function compilerXml({ head, signature }: DocumentModel): string {
  return compilerRows(head.compiler, formatChinese(signature.datedOn))
    .map(({ compiler, date }) =>
      paragraphXml(
        { style: STYLE_ID.flush, alignment: 'left', indent: { left: CELL }, tabs: [{ type: 'right', at: TEXT_WIDTH - CELL }] },
        run(date === '' ? compiler : `${compiler}\t${date}`, '仿宋', { tracking: 0 }),
      ),
    )
    .join('')
}

/** 信函：标志与两对红双线都钉在纸上；文号顶格居右，密级等顶格居左（10.1）。 */
function letterHead(model: DocumentModel, geometry: Geometry, numbers: ShapeNumbers): string {
  const { mark, number } = model.head
  const { size, scale } = markFit(mark)
  const { markTop, ruleTop } = letterPositions(mark)
  const markBox = shapeRun(numbers, {
    x: MARGIN.left,
    y: markTop,
    width: TEXT_WIDTH,
    height: size * 1.1,
    content: paragraphXml({ style: STYLE_ID.mark, spacing: { line: size * 1.1 } }, run(mark, '小标宋', { color: RED.color, scale, size })),
  })
  const rules = [...letterRules(ruleTop, true), ...letterRules(LETTER.footRuleTop, false)].map(({ top, weight }) =>
    shapeRun(numbers, { x: MARGIN.left + LETTER.ruleX, y: top, width: LETTER.ruleWidth, height: weight, fill: RED.color }),
  )
  const left = securityLines(model)
  const rows = Array.from({ length: Math.max(1, left.length) }, (_, index) => {
    const each = left[index]
    return paragraphXml(
      {
        style: STYLE_ID.flush,
        alignment: 'left',
        tabs: [{ type: 'right', at: TEXT_WIDTH }],
        ...(index === 0 ? { spacing: { line: geometry.pitch, before: letterFirstLine(mark, geometry) } } : {}),
      },
      (index === 0 ? markBox + rules.join('') : '') +
        run(each?.text ?? '', each?.face ?? '仿宋', { tracking: 0 }) +
        (index === 0 && number !== '' ? run(`\t${number}`, '仿宋', { tracking: 0 }) : ''),
    )
  })
  return rows.join('') + blankParagraphs(2)
}
