import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { findBrowserPdfPrinter } from '../../electron/document/browser-pdf-printer.ts'
import { renderDocx } from '../../electron/document/docx-render.ts'
import { layOut } from '../../electron/document/page-layout.ts'
import { renderHtml } from '../../electron/document/render-html.ts'
import { linesOf, readPdf, textOf, type PdfPage } from '../kit/read-pdf.ts'
import { docxToPdf, findExecutable } from '../kit/renderers.ts'
import { checkLayout } from './layout-checker.ts'
import { longNotice, shortRequest } from './sample-documents.ts'

const soffice = findExecutable('soffice')
const printer = findBrowserPdfPrinter()
if (!soffice) console.warn('没有装 LibreOffice（soffice），跳过 docx 的渲染实测。')
if (!printer) console.warn('没有找到 Chromium 系浏览器，跳过 HTML 的渲染实测。')

const NOTICE = { fullPages: [2, 3, 4], hanLines: true }
const REQUEST = { fullPages: [], hanLines: false }

/** 把 docx 里的一处改坏，用来证明检查器抓得住。 */
function tamper(docx: Uint8Array, part: string, from: string | RegExp, to: string): Uint8Array {
  const files = unzipSync(docx)
  const before = strFromU8(files[part] ?? new Uint8Array())
  const after = before.replaceAll(from instanceof RegExp ? new RegExp(from, 'g') : from, to)
  if (after === before) throw new Error(`${part} 里没有 ${String(from)}，没改成`)
  return zipSync({ ...files, [part]: strToU8(after) })
}

function anyFooter(docx: Uint8Array, from: string, to: string): Uint8Array {
  const names = Object.keys(unzipSync(docx)).filter((name) => /^word\/footer\d+\.xml$/.test(name))
  const name = names.find((each) => strFromU8(unzipSync(docx)[each] ?? new Uint8Array()).includes(from))
  if (!name) throw new Error(`没有页脚含 ${from}`)
  return tamper(docx, name, from, to)
}

describe.runIf(soffice !== null)('docx 用 LibreOffice 排出来量', () => {
  const notice = () => renderDocx(longNotice())
  test('通知与请示逐项合乎国标；播种的错误都抓得住', { timeout: 180_000 }, async () => {
    const good = notice()
    // 版记与正文同面的一份，抄送三行。
    const samePage = Array.from({ length: 12 }, (_, index) => longNotice(index)).find((model) => layOut(model).colophonPlace === '同面')
    if (!samePage) throw new Error('样例里应有版记同面的')
    const faulty: [string, Uint8Array][] = [
      ['行', tamper(good, 'word/styles.xml', 'w:line="579"', 'w:line="600"')],
      ['字', tamper(good, 'word/styles.xml', '<w:spacing w:val="-5"/>', '<w:spacing w:val="20"/>')],
      ['行左端', tamper(good, 'word/document.xml', 'w:left="1587"', 'w:left="1700"')],
      ['标志上边缘', tamper(good, 'word/document.xml', 'w:before="1984"', 'w:before="1700"')],
      ['红线在发文字号下', tamper(good, 'word/document.xml', 'w:line="156"', 'w:line="300"')],
      ['页码右端', anyFooter(good, '<w:jc w:val="right"/>', '<w:jc w:val="left"/>')],
      ['偶数面', tamper(good, 'word/document.xml', '<w:type w:val="evenPage"/>', '<w:type w:val="continuous"/>')],
      ['印发', tamper(good, 'word/document.xml', '印发</w:t>', '</w:t>')],
    ]
    const pdfs = await docxToPdf(soffice ?? '', [
      good,
      renderDocx(shortRequest()),
      renderDocx(samePage),
      ...faulty.map(([, bytes]) => bytes),
    ])
    const pages: PdfPage[][] = await Promise.all(pdfs.map((pdf) => readPdf(pdf)))
    expect(checkLayout(pages[0] ?? [], NOTICE)).toEqual([])
    expect(checkLayout(pages[1] ?? [], REQUEST)).toEqual([])
    expect(checkLayout(pages[2] ?? [], REQUEST)).toEqual([])
    const caught = faulty.map(([name], index) => checkLayout(pages[index + 3] ?? [], NOTICE).some((fault) => fault.includes(name)))
    expect(faulty.map(([name]) => name).filter((_, index) => !caught[index])).toEqual([])
  })

  test('各种长短的正文，版记都在最后一面的偶数面、印发行齐全', { timeout: 180_000 }, async () => {
    const documents = Array.from({ length: 12 }, (_, index) => renderDocx(longNotice(index)))
    const pdfs = await docxToPdf(soffice ?? '', documents)
    for (const pdf of pdfs) {
      const pages = await readPdf(pdf)
      expect(pages.length % 2).toBe(0)
      const text = linesOf(pages.at(-1)?.glyphs ?? [])
        .map(textOf)
        .join('\n')
      expect(text).toContain('抄送：')
      expect(text).toMatch(/4月27日印发/)
      expect(
        pages
          .slice(0, -1)
          .flatMap((page) => page.glyphs)
          .filter((glyph) => glyph.char === '抄'),
      ).toEqual([])
    }
  })
})

describe.runIf(printer !== null)('HTML 用本机 Chromium 排出来量', () => {
  const pagesOf = async (html: string) => readPdf((await printer?.print(html, new AbortController().signal)) ?? new Uint8Array())

  test('通知与请示逐项合乎国标', { timeout: 120_000 }, async () => {
    expect(checkLayout(await pagesOf(renderHtml(longNotice())), NOTICE)).toEqual([])
    const request = await pagesOf(renderHtml(shortRequest()))
    expect(checkLayout(request, REQUEST)).toEqual([])
    expect(request.filter((page) => page.width > page.height)).toHaveLength(3)
  })

  test('播种的错误抓得住：页码放错边、红线挪位', { timeout: 120_000 }, async () => {
    const html = renderHtml(longNotice())
    const wrongSide = html.replaceAll(/right:(\d+(?:\.\d+)?)pt/g, 'left:$1pt')
    expect(checkLayout(await pagesOf(wrongSide), NOTICE).join('；')).toContain('页码右端')
    const movedRule = html.replace(/(<svg class="r"[^>]*top:)([\d.]+)pt/, (_, head: string, top: string) => `${head}${Number(top) + 8}pt`)
    expect(checkLayout(await pagesOf(movedRule), NOTICE).join('；')).toContain('红线在发文字号下')
  })

  test('取消立即停下，不留临时文件', { timeout: 60_000 }, async () => {
    const controller = new AbortController()
    const printing = printer?.print(renderHtml(longNotice()), controller.signal)
    setTimeout(() => controller.abort(), 50)
    await expect(printing).rejects.toThrow('已取消')
  })
})
