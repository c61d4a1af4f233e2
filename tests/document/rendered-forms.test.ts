import { describe, expect, test } from 'vitest'
import { findBrowserPdfPrinter } from '../../electron/document/browser-pdf-printer.ts'
import { renderDocx } from '../../electron/document/docx-render.ts'
import { linesOfPage } from '../../electron/document/inspect-pages.ts'
import { textOfLine } from '../../electron/document/page-flow.ts'
import { layOut } from '../../electron/document/page-layout.ts'
import { renderHtml } from '../../electron/document/render-html.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import { foldCharacters } from '../../shared/member/characters.ts'
import { linesOf, readPdf, textOf as rawTextOf, type Glyph, type PdfPage } from '../kit/read-pdf.ts'
import { docxToPdf, findExecutable } from '../kit/renderers.ts'
import { GOOD_DOCUMENTS } from './good-documents.ts'
import { longNotice } from './sample-documents.ts'
import { sampleBallots, sampleLetter, sampleMinutes, sampleStatement } from './sample-forms.ts'

const soffice = findExecutable('soffice')
const printer = findBrowserPdfPrinter()

/** Chromium 的 PDF 把“门”“工”记成部首，折回通行的字再比。 */
const textOf = (line: readonly Glyph[]) => foldCharacters(rawTextOf(line))

const red = (page: PdfPage | undefined) => page?.glyphs.filter((glyph) => glyph.color === '#ff0000') ?? []
const redBars = (page: PdfPage | undefined) =>
  (page?.shapes ?? [])
    .filter((shape) => shape.color === '#ff0000' && shape.x1 - shape.x0 > 100)
    .sort((a, b) => a.top - b.top)
    // LibreOffice 把段落边框画两遍。
    .filter((shape, index, all) => index === 0 || Math.abs(shape.top - (all[index - 1]?.top ?? 0)) > 0.05)
const top = (glyphs: readonly Glyph[]) => Math.min(...glyphs.map((glyph) => glyph.top))
const bottom = (glyphs: readonly Glyph[]) => Math.max(...glyphs.map((glyph) => glyph.bottom))
const left = (glyphs: readonly Glyph[]) => Math.min(...glyphs.map((glyph) => glyph.x0))
const right = (glyphs: readonly Glyph[]) => Math.max(...glyphs.map((glyph) => glyph.x1))
const lineWith = (page: PdfPage | undefined, text: string) => {
  const found = linesOf(page?.glyphs ?? []).find((line) => textOf(line).includes(text))
  if (!found) throw new Error(`纸上没有“${text}”`)
  return found
}
const around = (value: number, target: number, tolerance: number) => {
  expect(value).toBeGreaterThan(target - tolerance)
  expect(value).toBeLessThan(target + tolerance)
}

/** 信函（10.1）：逐项从纸上量。 */
function checkLetter(pages: readonly PdfPage[]): void {
  const [first] = pages
  const mark = red(first)
  around(top(mark), 30, 1)
  around((left(mark) + right(mark)) / 2, 106, 0.8)
  const bars = redBars(first)
  expect(bars).toHaveLength(4)
  for (const bar of bars) {
    around(bar.x1 - bar.x0, 170, 0.6)
    around((bar.x0 + bar.x1) / 2, 105, 0.6)
  }
  const [thick, thin, footThin, footThick] = bars
  if (!thick || !thin || !footThin || !footThick) throw new Error('红线不足四条')
  around(thick.top - bottom(mark), 4, 0.6)
  expect(thick.bottom - thick.top).toBeGreaterThan(thin.bottom - thin.top)
  expect(footThick.bottom - footThick.top).toBeGreaterThan(footThin.bottom - footThin.top)
  around(297 - footThick.bottom, 20, 1.2)
  const number = lineWith(first, '3号').filter((glyph) => glyph.top > thin.bottom)
  around(top(number) - thin.bottom, 4.94, 0.7)
  around(right(number), 184, 0.6)
  around(left(number), 28, 0.6)
  expect(linesOf(first?.glyphs ?? []).filter((line) => /^—\d+—$/.test(textOf(line)))).toEqual([])
  for (const [index, page] of pages.slice(1).entries()) lineWith(page, `—${index + 2}—`)
  const copies = lineWith(pages.at(-1), '抄送：')
  around(left(copies), 33, 1)
  expect(linesOf(pages.at(-1)?.glyphs ?? []).some((line) => textOf(line).includes('印发'))).toBe(false)
}

/** 纪要（10.3）：标志、编号、红线、名单、版记。 */
function checkMinutes(pages: readonly PdfPage[]): void {
  const [first] = pages
  around(top(red(first)), 72, 1)
  const [bar, ...more] = redBars(first)
  expect(more).toEqual([])
  if (!bar) throw new Error('没有红线')
  around(bar.x1 - bar.x0, 156, 0.5)
  const number = lineWith(first, '〔2026〕8号')
  around((left(number) + right(number)) / 2, 106, 0.8)
  const compiler = lineWith(first, '委员会办公室')
  around(left(compiler), 33.6, 0.6)
  around(right(compiler), 178.4, 0.8)
  around(bar.top - bottom(compiler), 4, 0.6)
  const present = lineWith(pages[1], '出席：')
  around(left(present), 39.1, 0.6)
  expect(pages.length % 2).toBe(0)
  const rules = (pages.at(-1)?.shapes ?? []).filter((shape) => shape.x1 - shape.x0 > 150).sort((a, b) => a.top - b.top)
  around(rules.at(-1)?.bottom ?? 0, 262, 0.5)
}

/** 按字形边缘：首行字上沿 37 毫米，满面 22 行、末行字下沿 262 毫米；标志、版记、页码与通行读法同位。 */
function checkStrict(pages: readonly PdfPage[]): void {
  around(top(red(pages[0])), 72, 1)
  for (const page of pages.slice(1, 4)) {
    const lines = linesOf(page.glyphs.filter((glyph) => glyph.top < 263))
    expect(lines).toHaveLength(22)
    around(top(lines[0] ?? []), 37, 0.6)
    around(bottom(lines.at(-1) ?? []), 262, 0.6)
    for (const line of lines.filter((each) => each.length >= 26 && each.every((glyph) => /\p{Script=Han}/u.test(glyph.char)))) {
      expect(line.length).toBe(left(line) > 35 ? 26 : 28)
      around(right(line), 184, 0.6)
    }
  }
  const rules = (pages.at(-1)?.shapes ?? []).filter((shape) => shape.x1 - shape.x0 > 150).sort((a, b) => a.top - b.top)
  around(rules.at(-1)?.bottom ?? 0, 262, 0.5)
  const number = lineWith(pages[0], '—1—')
  around((top(number) + bottom(number)) / 2, 269, 0.6)
}

/** 表单：签字的横线在栏名之后、同一行上；合并表头、键值表的框线齐全。 */
function checkStatement(pages: readonly PdfPage[]): void {
  expect(pages).toHaveLength(2)
  for (const label of ['总监票人：', '计票人：', '记录人：']) {
    const line = lineWith(pages[0], label)
    const blank = [...(pages[0]?.shapes ?? [])].find(
      (shape) => shape.x1 - shape.x0 > 20 && shape.x1 - shape.x0 < 60 && Math.abs(shape.top - bottom(line)) < 2 && shape.x0 > left(line),
    )
    expect(blank, `“${label}”后面没有横线`).toBeDefined()
  }
  expect(textOf(lineWith(pages[1], '清点选票'))).toBe('清点选票报告单')
}

/** 选票：每面两张，一样大，中间有裁切线，不编页码。 */
function checkBallots(pages: readonly PdfPage[]): void {
  expect(pages).toHaveLength(3)
  for (const [index, page] of pages.entries()) {
    const titles = linesOf(page.glyphs).filter((line) => textOf(line).includes('委员选票'))
    expect(titles).toHaveLength(index === 2 ? 1 : 2)
    const [one, two] = titles
    if (one && two) around(top(two) - top(one), 112.5 + 2, 2)
    expect(linesOf(page.glyphs).some((line) => /^—\d+—$/.test(textOf(line)))).toBe(false)
    expect(linesOf(page.glyphs).filter((line) => textOf(line) === '（支部盖章）')).toHaveLength(titles.length)
  }
}

const CASES: readonly { readonly what: string; readonly model: DocumentModel; readonly check: (pages: readonly PdfPage[]) => void }[] = [
  { what: '信函', model: sampleLetter(4), check: checkLetter },
  { what: '信函，按字形边缘', model: { ...sampleLetter(4), pageArea: 'strict' }, check: checkLetter },
  { what: '纪要', model: sampleMinutes(), check: checkMinutes },
  { what: '通知，按字形边缘', model: { ...longNotice(), pageArea: 'strict' }, check: checkStrict },
  { what: '报告单', model: sampleStatement(), check: checkStatement },
  { what: '选票', model: sampleBallots(5, 2), check: checkBallots },
]

/** 各面第一行与最后一行字，用来逐面对照。 */
function edgesOfLayout(model: DocumentModel): string[] {
  return layOut(model).pages.map((page) => {
    const texts = page.items.some((item) => item.kind === '表')
      ? []
      : linesOfPage(page).map(({ lines }) =>
          [...lines]
            .sort((a, b) => a.x - b.x)
            .map(textOfLine)
            .join(''),
        )
    return `${texts[0] ?? ''}|${texts.at(-1) ?? ''}`.replaceAll(/\s/g, '')
  })
}
function edgesOfPdf(pages: readonly PdfPage[], expected: readonly string[]): string[] {
  return pages.map((page, index) => {
    if (expected[index] === '|') return '|'
    const texts = linesOf(page.glyphs.filter((glyph) => !glyph.isTurned && glyph.top < 263))
      .map(textOf)
      .filter((text) => !/^—\d+—$/.test(text))
    // 版记另查；正文的末一行在抄送之上。
    const copies = texts.findIndex((text) => text.startsWith('抄送：') || text.endsWith('印发'))
    const body = copies < 0 ? texts : texts.slice(0, copies)
    return `${body[0] ?? ''}|${body.at(-1) ?? ''}`
  })
}

/**
 * LibreOffice 在汉字与数字间另加空隙，带数字的段里断行会差一两个字；面数、面首六字、面末六字仍须相同。
 */
function edges(texts: readonly string[]): string {
  return texts
    .map((text) => {
      const [first = '', last = ''] = text.split('|')
      return `${first.slice(0, 6)}|${last.slice(-6)}`
    })
    .join('\n')
}

describe.runIf(soffice !== null)('各种版式，docx 用 LibreOffice 排出来量', () => {
  test('逐项合乎国标', { timeout: 180_000 }, async () => {
    const pdfs = await docxToPdf(
      soffice ?? '',
      CASES.map(({ model }) => renderDocx(model)),
    )
    for (const [index, { check }] of CASES.entries()) check(await readPdf(pdfs[index] ?? new Uint8Array()))
  })

  test('与分页预览逐面一致：面数、每面首末行', { timeout: 180_000 }, async () => {
    const pdfs = await docxToPdf(
      soffice ?? '',
      GOOD_DOCUMENTS.map(([, model]) => renderDocx(model)),
    )
    const differing: string[] = []
    for (const [index, [what, model]] of GOOD_DOCUMENTS.entries()) {
      const expected = edgesOfLayout(model)
      const actual = edgesOfPdf(await readPdf(pdfs[index] ?? new Uint8Array()), expected)
      if (edges(actual) !== edges(expected)) differing.push(`${what}\n${expected.join('\n')}\n----\n${actual.join('\n')}`)
    }
    expect(differing).toEqual([])
  })
})

describe.runIf(printer !== null)('各种版式，HTML 用本机 Chromium 排出来量', () => {
  const pagesOf = async (model: DocumentModel) =>
    readPdf((await printer?.print(renderHtml(model), new AbortController().signal)) ?? new Uint8Array())

  test.each(CASES)('$what', { timeout: 60_000 }, async ({ model, check }) => {
    const pages = await pagesOf(model)
    check(pages)
    const expected = edgesOfLayout(model)
    expect(edgesOfPdf(pages, expected)).toEqual(expected)
  })
})
