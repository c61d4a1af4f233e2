import { expect, test } from 'vitest'
import type { BlockInput } from '../../shared/document/block.ts'
import { draftDocument } from '../../shared/document/model.ts'
import { renderDocx } from '../../electron/document/docx-render.ts'
import { layOut } from '../../electron/document/page-layout.ts'
import { HALF_PAGE_PICTURE } from '../../electron/document/picture.ts'
import { renderHtml } from '../../electron/document/render-html.ts'
import { readDocx } from '../kit/read-docx.ts'
import { solidPng } from '../kit/pictures.ts'
import { unzipSync } from 'fflate'

const WIDE = solidPng(160, 90, [200, 30, 30])
const TALL = solidPng(90, 160, [30, 30, 200])

function photo(bytes: Uint8Array, width: number, height: number, caption: string): BlockInput {
  return {
    kind: '图',
    mime: 'image/png',
    base64: Buffer.from(bytes).toString('base64'),
    width,
    height,
    caption,
    maxHeight: HALF_PAGE_PICTURE,
  }
}

function sheet(body: BlockInput[]) {
  return draftDocument({
    form: '普通',
    genre: '内部文书',
    direction: '内部',
    head: { mark: '', number: '', signers: [] },
    title: '照片页',
    recipients: [],
    body,
    attachmentNames: [],
    attachments: [],
    signature: { issuer: '第一支部', datedOn: '2026-09-01', mode: '无' },
    note: '',
    colophon: null,
  })
}

test('照片装进 docx：原字节、关系、内容类型、尺寸、替代文字；同一张放两次只存一份', () => {
  const model = sheet([photo(WIDE, 160, 90, '签到'), photo(TALL, 90, 160, '会场 <一>'), photo(WIDE, 160, 90, '再放一次')])
  const bytes = renderDocx(model)
  const docx = readDocx(bytes)
  const media = docx.names.filter((name) => name.startsWith('word/media/'))
  expect(media).toHaveLength(2)
  expect(
    media.map((name) => Buffer.from(unzipSync(bytes)[name] ?? []).equals(WIDE) || Buffer.from(unzipSync(bytes)[name] ?? []).equals(TALL)),
  ).toEqual([true, true])
  expect(docx.part('[Content_Types].xml')).toContain('<Default Extension="png" ContentType="image/png"/>')
  const relations = docx.part('word/_rels/document.xml.rels')
  const xml = docx.part('word/document.xml')
  const used = [...xml.matchAll(/r:embed="([^"]+)"/g)].map(([, id]) => id)
  expect(used).toHaveLength(3)
  for (const id of used) expect(relations).toContain(`Id="${id ?? ''}"`)
  expect(xml).toContain('descr="会场 &lt;一&gt;"')
  expect(new Set([...xml.matchAll(/<wp:docPr id="(\d+)"/g)].map(([, id]) => id)).size).toBe(3)
  const [first] = [...xml.matchAll(/<wp:extent cx="(\d+)" cy="(\d+)"\/>/g)]
  expect(Number(first?.[1]) / Number(first?.[2])).toBeCloseTo(160 / 90, 2)
  expect(Buffer.from(renderDocx(model)).equals(Buffer.from(bytes))).toBe(true)
})

test('分页 HTML 与版面：大照片缩进版心、两幅一面、图注居中跟着图，不出版心', () => {
  const photos = Array.from({ length: 5 }, (_, index) => photo(TALL, 3000, 4000, `照片${index + 1}`))
  const model = sheet([{ kind: '分页' }, ...photos])
  const laid = layOut(model)
  const perPage = laid.pages.map((page) => page.items.filter(({ kind }) => kind === '图').length)
  expect(perPage).toEqual([0, 2, 2, 1])
  for (const page of laid.pages) {
    expect(page.used).toBeLessThanOrEqual(laid.geometry.textHeight + 0.5)
    for (const item of page.items) if (item.kind === '图') expect(item.width / item.height).toBeCloseTo(3 / 4, 2)
  }
  const html = renderHtml(model)
  expect(html.match(/<img /g)).toHaveLength(5)
  expect(html).toContain('alt="照片5"')
  expect(html).toContain('src="data:image/png;base64,')
})
