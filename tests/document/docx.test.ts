import { describe, expect, test } from 'vitest'
import { renderDocx } from '../../electron/document/docx-render.ts'
import { layOut } from '../../electron/document/page-layout.ts'
import { renderHtml } from '../../electron/document/render-html.ts'
import { documentModel } from '../../shared/document/model.ts'
import { textOfDocument } from '../../shared/document/text.ts'
import { readDocx, styleOf } from '../kit/read-docx.ts'
import { longNotice, paragraphOf, shortRequest } from './sample-documents.ts'

const request = readDocx(renderDocx(shortRequest()))
const notice = readDocx(renderDocx(longNotice()))

describe('docx 结构', () => {
  test('每截文字都写全三个西文属性、东亚字体与 eastAsia 提示', () => {
    const fonts = [...request.part('word/document.xml').matchAll(/<w:rFonts [^>]*\/>/g)].map(([tag]) => tag)
    expect(fonts.length).toBeGreaterThan(50)
    for (const tag of fonts) {
      if (tag.includes('w:ascii="宋体"')) continue
      for (const attribute of ['ascii', 'hAnsi', 'cs']) expect(tag).toContain(`w:${attribute}="Times New Roman"`)
      expect(tag).toMatch(/w:eastAsia="(仿宋_GB2312|黑体|楷体_GB2312|方正小标宋简体|SimSun-ExtB)"/)
      expect(tag).toContain('w:hint="eastAsia"')
    }
    const runs = request.part('word/document.xml').split('<w:r>').slice(1)
    expect(runs.filter((run) => /<w:t[ >]/.test(run) && !run.startsWith('<w:rPr><w:rFonts '))).toEqual([])
  })

  test('样式里没有主题字体', () => {
    expect(request.part('word/styles.xml')).not.toMatch(/Theme=/)
  })

  test('正文 3 号、行距 579 缇固定值、字距 −5 缇、两端对齐、首行两字', () => {
    const styles = request.part('word/styles.xml')
    const normal = styleOf(styles, 'Normal')
    expect(normal).toContain('<w:sz w:val="32"/>')
    expect(normal).toContain('w:line="579" w:lineRule="exact"')
    expect(normal).toContain('<w:spacing w:val="-5"/>')
    expect(normal).toContain('<w:jc w:val="both"/>')
    expect(normal).toContain('<w:overflowPunct/>')
    expect(styleOf(styles, 'GwBody')).toContain('w:firstLineChars="200"')
    expect(styleOf(styles, 'GwTitle')).toContain('<w:sz w:val="44"/>')
    expect(styleOf(styles, 'GwH1')).toContain('w:eastAsia="黑体"')
    expect(styleOf(styles, 'GwH2')).toContain('w:eastAsia="楷体_GB2312"')
  })

  test('A4，上 37、下 35、左 28、右 26 毫米，行网格 579；横向附件对调', () => {
    const sections = [...request.part('word/document.xml').matchAll(/<w:sectPr.*?<\/w:sectPr>/g)].map(([xml]) => xml)
    expect(sections).toHaveLength(3)
    const [main = '', roster = '', statement = ''] = sections
    expect(main).toMatch(/<w:pgSz w:w="11906" w:h="16838"[^>]*\/>/)
    expect(main).toMatch(/w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/)
    expect(main).toContain('w:linePitch="579"')
    expect(roster).toMatch(/w:w="16838" w:h="11906" w:orient="landscape"/)
    expect(roster).toMatch(/w:top="1587" w:right="2098" w:bottom="1474" w:left="1984"/)
    expect(statement).toMatch(/w:w="11906" w:h="16838"/)
  })

  test('奇偶页脚不同；单页靠右双页靠左', () => {
    expect(notice.part('word/settings.xml')).toContain('<w:evenAndOddHeaders')
    const footers = notice.names.filter((name) => /^word\/footer\d+\.xml$/.test(name)).map((name) => notice.part(name))
    expect(footers.some((xml) => xml.includes('<w:jc w:val="right"/>'))).toBe(true)
    expect(footers.some((xml) => xml.includes('<w:jc w:val="left"/>'))).toBe(true)
  })

  test('版记另面时用偶数页分节，由 Word 保证落在偶数面', () => {
    expect(layOut(longNotice()).colophonPlace).toBe('次面')
    expect(notice.part('word/document.xml')).toContain('<w:type w:val="evenPage"/>')
  })

  test('纸上文字与模型逐字一致，没有占位符', () => {
    const model = shortRequest()
    const text = request.paragraphs().join('\n').replaceAll('\t', '')
    const squeezed = text.replaceAll(/\s/g, '')
    for (const line of textOfDocument(model).split(/[\n\t]/)) expect(squeezed).toContain(line.replaceAll(/\s/g, ''))
    expect(text).not.toMatch(/[{}]|undefined|null|NaN/)
  })

  test('四字节生僻字照样写出', () => {
    expect(request.part('word/document.xml')).toContain('𠮷')
    expect(request.part('word/document.xml')).toContain('𬭚')
    // 国标字体里没有扩展区的字，指明用收有它的字体。
    expect(request.part('word/document.xml')).toMatch(/w:eastAsia="SimSun-ExtB"[^>]*\/><\/w:rPr><w:t xml:space="preserve">𬭚</)
    expect(renderHtml(shortRequest())).toContain('𬭚')
  })

  test('XML 与 HTML 的特殊字符转义，不会写坏文件', () => {
    const model = { ...longNotice(1), note: '<script>alert("&")</script>' }
    const docx = readDocx(renderDocx(model))
    expect(docx.paragraphs().join('')).toContain('<script>alert("&")</script>')
    expect(renderHtml(model)).not.toContain('<script>')
  })
})

describe('可复现', () => {
  test('同样的模型两次写出逐字节相同；存库再读也相同', () => {
    const first = renderDocx(shortRequest())
    const second = renderDocx(documentModel.parse(JSON.parse(JSON.stringify(shortRequest()))))
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
    expect(renderHtml(shortRequest())).toBe(renderHtml(shortRequest()))
  })

  test('时间取成文日期，不取时钟', () => {
    const core = readDocx(renderDocx(shortRequest())).part('docProps/core.xml')
    expect(core).toContain('2026-09-14T00:00:00Z')
    expect(core).not.toContain(new Date().toISOString().slice(0, 13))
  })

  test('内容变了字节就变', () => {
    const changed = { ...shortRequest(), note: '联系人：某人，电话：0592-1' }
    expect(Buffer.from(renderDocx(changed)).equals(Buffer.from(renderDocx(shortRequest())))).toBe(false)
  })
})

describe('排版的边界', () => {
  test('落款所在的一面必有正文（7.3.5.5）', () => {
    for (let length = 1; length <= 700; length += 28) {
      const model = { ...longNotice(0), body: [paragraphOf('支'.repeat(length)), paragraphOf('特此通知。')] }
      const { pages } = layOut(model)
      const signing = pages.find((page) => page.items.some((item) => item.kind === '文' && item.lines[0]?.parts[0]?.text === '2026'))
      const texts =
        signing?.items.flatMap((item) =>
          item.kind === '文' ? item.lines.map((line) => line.parts.map((part) => part.text).join('')) : [],
        ) ?? []
      expect(texts.some((text) => text.includes('支支') || text.includes('特此通知'))).toBe(true)
    }
  })

  test('版记总在最后一面，且是偶数面；前面的空白面与它都不编页码', () => {
    for (let paragraphs = 0; paragraphs <= 14; paragraphs += 1) {
      const { pages, colophonPlace } = layOut(longNotice(paragraphs))
      expect(pages.length % 2).toBe(0)
      expect(pages.findIndex((page) => page.hasColophon)).toBe(pages.length - 1)
      const unnumbered = pages.filter((page) => !page.isNumbered).length
      expect(unnumbered).toBe(colophonPlace === '隔面' ? 2 : 0)
    }
  })

  test('没有一行越过版心下边', () => {
    for (const page of layOut(shortRequest()).pages) expect(page.used).toBeLessThanOrEqual(page.orientation === '纵向' ? 638 : 443)
  })
})
