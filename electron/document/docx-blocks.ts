import { headingFace, keptSignAfter, type Block, type BlockOf } from '../../shared/document/block.ts'
import { BALLOT_NOTE_LABEL, layBallot } from './ballot.ts'
import { titleXml } from './docx-head.ts'
import { STYLE_ID } from './docx-styles.ts'
import { tableXml } from './docx-table.ts'
import { gridOfPairs, gridOfTable } from './grid-table.ts'
import { pictureXml } from './docx-picture.ts'
import { signRows } from './sign-line.ts'
import { CELL, PITCH, TABLE } from './styles.ts'
import { blankParagraphs, endParagraph, paragraphXml, run } from './wml.ts'

export type BlockPlace = {
  /** 排字区的宽与高（磅）。 */
  readonly width: number
  readonly height: number
  readonly pitch: number
  /** 与下一段同面：末段与落款（7.3.5.5）。 */
  readonly keepNext: boolean
  /** 下一块是表：段后留出空隙。 */
  readonly isBeforeTable: boolean
  /** 前面已有内容：选票须另起一面。 */
  readonly isFirst: boolean
  /** 第几块，给图编号用。 */
  readonly order: number
}

export function isTable(block: Block | undefined): boolean {
  return block?.kind === '表' || block?.kind === '键值'
}

/** 正文、附件里的各块。 */
export function blocksXml(
  blocks: readonly Block[],
  place: Pick<BlockPlace, 'width' | 'height' | 'pitch' | 'isFirst'>,
  keepsLast: boolean,
): string {
  return blocks
    .map((item, index) => {
      const between = isTable(item) && isTable(blocks[index - 1]) ? gapParagraph() : ''
      const isFirst = place.isFirst && index === 0
      return (
        between +
        blockXml(item, {
          ...place,
          keepNext: (keepsLast && index === blocks.length - 1) || keptSignAfter(blocks, index) !== null,
          isBeforeTable: isTable(blocks[index + 1]),
          isFirst,
          order: index,
        })
      )
    })
    .join('')
}

/** 两张表之间须隔一段，否则 Word 会并成一张。 */
function gapParagraph(): string {
  return paragraphXml({ style: STYLE_ID.end, spacing: { line: TABLE.gap } })
}

function blockXml(item: Block, place: BlockPlace): string {
  const { width, pitch, keepNext, isBeforeTable } = place
  const gap = (line: number) => (isBeforeTable ? { spacing: { line, after: TABLE.gap } } : {})
  switch (item.kind) {
    case '段':
      return paragraphXml(
        { style: STYLE_ID.body, keepNext, ...gap(pitch) },
        run(item.lead, headingFace(item.leadLevel)) + run(item.text, '仿宋'),
      )
    case '标题':
      return paragraphXml(
        { style: STYLE_ID.headings[item.level - 1] ?? STYLE_ID.body, keepNext: true, ...gap(pitch) },
        run(item.text, headingFace(item.level)),
      )
    case '注':
      return paragraphXml({ style: STYLE_ID.note, keepNext, ...gap(PITCH.table) }, run(item.text, '仿宋'))
    case '顶格':
      return paragraphXml({ style: STYLE_ID.flush, keepNext, ...gap(pitch) }, run(item.text, item.face))
    case '居右':
      return paragraphXml(
        { style: STYLE_ID.flush, keepNext, ...gap(pitch), indent: { right: CELL * 2 }, alignment: 'right' },
        run(item.text, '仿宋', { tracking: 0 }),
      )
    case '居中':
      return centeredXml(item, place)
    case '表':
      return tableXml(gridOfTable(item, width))
    case '键值':
      return tableXml(gridOfPairs(item, width))
    case '签字':
      return signsXml(item, place)
    case '选票':
      return ballotsXml(item, place)
    case '图':
      return pictureXml(item, place, place.order)
    case '空行':
      return blankParagraphs(item.count, keepNext)
    case '分页':
      return place.isFirst ? '' : endParagraph('<w:r><w:br w:type="page"/></w:r>')
  }
}

function centeredXml({ text, face, size }: BlockOf<'居中'>, { width, pitch, keepNext, isBeforeTable }: BlockPlace): string {
  const after = isBeforeTable ? TABLE.gap : 0
  if (size === '3号')
    return paragraphXml(
      { style: STYLE_ID.flush, keepNext, spacing: { line: pitch, after }, alignment: 'center' },
      run(text, face, { tracking: 0 }),
    )
  if (face === '小标宋') return titleXml(text, STYLE_ID.title, width, after)
  return paragraphXml({ style: STYLE_ID.title, spacing: { line: PITCH.title, after } }, run(text, face))
}

/** 签字行：横线是带下划线的制表符，位置与分页 HTML 同一套数。 */
function signsXml(item: BlockOf<'签字'>, { width, keepNext }: BlockPlace): string {
  return signRows(item, width)
    .map((row) => {
      const tabs: { type: 'left'; at: number }[] = []
      const content = row.map(({ text, x, lineX, lineWidth }, index) => {
        const before = index === 0 ? '' : run('\t', '仿宋')
        if (index > 0) tabs.push({ type: 'left', at: x })
        if (lineWidth > 0) tabs.push({ type: 'left', at: lineX + lineWidth })
        return before + run(text, '仿宋', { tracking: 0 }) + (lineWidth > 0 ? run('\t', '仿宋', { isUnderlined: true }) : '')
      })
      return paragraphXml({ style: STYLE_ID.flush, keepNext, alignment: 'left', indent: { left: row[0]?.x ?? 0 }, tabs }, content.join(''))
    })
    .join('')
}

/** 选票：每面第一张另起一面，张与张之间以虚线裁开；同一张票只写一遍，其余照抄。 */
function ballotsXml(item: BlockOf<'选票'>, { width, height, isFirst }: BlockPlace): string {
  const laid = layBallot(item, width, height)
  const { style, slot } = laid
  const title = (before: number, pageBreakBefore: boolean) =>
    paragraphXml(
      { style: STYLE_ID.title, pageBreakBefore, spacing: { line: style.titlePitch, before } },
      run(laid.titleLines.join('\n'), '小标宋', { size: style.title }),
    )
  const small = { size: style.note, tracking: 0 }
  const line = { line: style.notePitch }
  const space = (points: number) => paragraphXml({ style: STYLE_ID.end, spacing: { line: points } })
  const hang = style.note * BALLOT_NOTE_LABEL.length
  const rest = [
    item.subtitle === ''
      ? ''
      : paragraphXml({ style: STYLE_ID.flush, spacing: line, alignment: 'center' }, run(item.subtitle, '仿宋', small)),
    space(style.gap),
    ...laid.tables.map((grid) => tableXml(grid) + space(style.gap)),
    ...laid.noteParagraphs.map((text, index) =>
      paragraphXml(
        { style: STYLE_ID.flush, spacing: line, indent: { left: hang, ...(index === 0 ? { hanging: hang } : {}) } },
        run(`${index === 0 ? BALLOT_NOTE_LABEL : ''}${text}`, '仿宋', small),
      ),
    ),
    item.seal === ''
      ? ''
      : paragraphXml(
          { style: STYLE_ID.flush, spacing: { ...line, before: style.notePitch }, indent: { right: CELL * 2 }, alignment: 'right' },
          run(item.seal, '仿宋', small),
        ),
  ].join('')
  const first = title(0, true) + rest
  const next = title(style.gap, false) + rest
  const cut = (before: number) =>
    paragraphXml({
      style: STYLE_ID.end,
      spacing: { line: slot - before - laid.height },
      rule: { weight: 4, color: '000000', isDashed: true },
    })
  const parts: string[] = []
  for (let done = 0; done < item.copies; done += 1) {
    const row = done % laid.perPage
    parts.push(row === 0 ? (done === 0 && isFirst ? title(0, false) + rest : first) : next)
    if (row < laid.perPage - 1) parts.push(cut(row === 0 ? 0 : style.gap))
  }
  return parts.join('')
}
