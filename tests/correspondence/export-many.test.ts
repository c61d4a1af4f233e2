import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { createBackend, type BackendOptions } from '../../electron/backend.ts'
import { openTestBackend } from '../kit/backend.ts'
import { readRows } from '../assessment/read-workbook.ts'
import { completeRequest, plantBranch } from './branch-fixture.ts'

const bytesOf = (file: { base64: string }) => Buffer.from(file.base64, 'base64')
const shaOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** 记下要排的 HTML，交回一份假 PDF：这里只看送去排的是什么，真 PDF 由旅程去看。 */
function recordingPrinter() {
  const printed: string[] = []
  const printer: NonNullable<BackendOptions['pdfPrinter']> = {
    print: (html) => {
      printed.push(html)
      return Promise.resolve(Buffer.from(`%PDF ${printed.length}`))
    },
  }
  return { printed, printer }
}

async function plantThree(options: Partial<BackendOptions> = {}) {
  const fixture = await plantBranch({ backend: options })
  const ids: string[] = []
  for (const place of ['一楼', '二楼', '三楼'])
    ids.push((await fixture.backend.call('correspondence.issue', completeRequest(fixture.tree, { place }))).documentId)
  return { fixture, ids, [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose]() }
}

describe('批量导出与批量打印', () => {
  test('docx 包：一份一个文件，连同校验值清单；勾选先后不同，逐字节相同', async () => {
    await using planted = await plantThree()
    const { fixture, ids } = planted
    const { backend } = fixture
    const zip = bytesOf(await backend.call('correspondence.exportMany', { documentIds: ids, format: 'docx 包' }))
    const parts = unzipSync(new Uint8Array(zip))
    const names = Object.keys(parts)
    expect(names).toHaveLength(4)
    const sums = strFromU8(parts['SHA256SUMS.txt'] ?? new Uint8Array())
    const { rows } = await backend.call('correspondence.register', {})
    for (const row of rows) {
      const name = names.find((each) => each.includes(row.number)) ?? ''
      expect(shaOf(parts[name] ?? new Uint8Array())).toBe(row.docxSha256)
      expect(sums).toContain(`${row.docxSha256}  ${name}`)
    }
    const again = await backend.call('correspondence.exportMany', { documentIds: ids.toReversed(), format: 'docx 包' })
    expect(bytesOf(again).equals(zip)).toBe(true)
  })

  test('合成一份 PDF：一次排版，各面按文号依次相接', async () => {
    const { printed, printer } = recordingPrinter()
    await using planted = await plantThree({ pdfPrinter: printer })
    const { fixture, ids } = planted
    const file = await fixture.backend.call('correspondence.exportMany', { documentIds: ids.toReversed(), format: '合并 PDF' })
    expect(file.fileName).toMatch(/^公文合订（第一支〔2026〕1号等3份）\.pdf$/)
    expect(printed).toHaveLength(1)
    const html = printed[0] ?? ''
    const single = (await fixture.backend.call('correspondence.previewHtml', { documentId: ids[0] ?? '' })).html
    expect(html.match(/<section/g)?.length).toBe((single.match(/<section/g)?.length ?? 0) * 3)
    const order = ['一楼', '二楼', '三楼'].map((place) => html.indexOf(`${place}召开`))
    expect(order.every((at) => at > 0)).toBe(true)
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(html.match(/<html/g)).toHaveLength(1)
  })

  test('有一份不能导出就一份也不导出，逐份说明', async () => {
    await using planted = await plantThree()
    const { fixture, ids } = planted
    const { backend, tree } = fixture
    const earlier = await backend.call('correspondence.recordEarlier', {
      number: '第一支〔2025〕1号',
      genre: '通知',
      title: '此前的通知',
      organizationId: tree.first,
      datedOn: '2025-03-01',
    })
    const failure = await backend.refused('correspondence.exportMany', {
      documentIds: [...ids, earlier.documentId, 'nobody'],
      format: 'docx 包',
    })
    expect(failure.problems.map(({ message }) => message)).toEqual([
      '第一支〔2025〕1号是补登的此前发文，没有定稿',
      '登记簿里没有这份公文，请刷新后重选',
    ])
    expect((await backend.refused('correspondence.exportMany', { documentIds: ids, format: '合并 PDF' })).code).toBe('NO_PDF_PRINTER')
  })

  test('进行到一半可以取消', async () => {
    const { printer } = recordingPrinter()
    await using planted = await plantThree({
      pdfPrinter: {
        print: async (html, signal) => {
          await planted.fixture.backend.call('settings.cancelTask', { runningTaskId: '批量' })
          return printer.print(html, signal)
        },
      },
    })
    const { fixture, ids } = planted
    const failure = await fixture.backend.refused('correspondence.exportMany', { documentIds: ids, format: 'PDF 包', taskId: '批量' })
    expect(failure.code).toBe('CANCELLED')
    expect((await fixture.backend.call('settings.taskProgress', { runningTaskId: '批量' })).state).toBe('已取消')
  })
})

describe('登记簿按年导出与打印', () => {
  test('xlsx：登记与缺号两张表，按文号排，同样的登记逐字节相同', async () => {
    await using planted = await plantThree()
    const { fixture, ids } = planted
    const { backend } = fixture
    await backend.call('correspondence.void', { documentId: ids[1] ?? '', reason: '重复' })
    await backend.call('correspondence.reserveNumbers', { documentCode: '第一支', year: 2026, reservedFor: '苏晴', purpose: '补选请示' })
    const file = await backend.call('correspondence.registerWorkbook', { year: 2026 })
    expect(file.fileName).toBe('2026年发文登记簿.xlsx')
    const sheets = readRows(bytesOf(file))
    const column = (name: string, at: number) => (sheets[name] ?? []).slice(2).map((row) => row[at]?.value)
    expect(column('发文登记簿', 0).slice(0, 3)).toEqual(['第一支〔2026〕1号', '第一支〔2026〕2号', '第一支〔2026〕3号'])
    expect(column('发文登记簿', 8)[1]).toBe('作废：重复')
    expect(column('缺号清单', 1).slice(0, 2)).toEqual(['作废', '预留未用'])
    expect((await backend.call('correspondence.registerWorkbook', { year: 2026 })).base64).toBe(file.base64)
    expect((await backend.refused('correspondence.registerWorkbook', { year: 2020 })).code).toBe('REGISTER_EMPTY')
  })

  test('打印：表头每面重复，作废的也在，标题里的尖括号不成标记', async () => {
    const { printed, printer } = recordingPrinter()
    await using planted = await plantThree({ pdfPrinter: printer })
    const { fixture } = planted
    const { backend, tree } = fixture
    await backend.call('correspondence.recordEarlier', {
      number: '第一支〔2026〕9号',
      genre: '通知',
      title: '关于<b>甲</b>的通知',
      organizationId: tree.first,
      datedOn: '2026-03-01',
    })
    await backend.call('correspondence.registerPdf', { year: 2026 })
    expect(printed[0]).toContain('display: table-header-group')
    expect(printed[0]).toContain('关于&lt;b&gt;甲&lt;/b&gt;的通知')
    expect(printed[0]).toContain('第一支〔2026〕4号（真缺')
  })
})

describe('用 Word 或 WPS 打开', () => {
  test('浏览器里如实拒绝；窗口里写出副本再打开，副本不是登记簿，改它不影响导出', async () => {
    const opened: string[] = []
    await using planted = await plantThree({ openFile: (file) => Promise.resolve((opened.push(file), '')) })
    const { fixture, ids } = planted
    const { backend } = fixture
    const documentId = ids[0] ?? ''
    expect((await backend.call('settings.overview', {})).canOpenFiles).toBe(true)
    const { path: copy } = await backend.call('correspondence.openDocument', { documentId })
    expect(opened).toEqual([copy])
    const exported = bytesOf(await backend.call('correspondence.exportDocx', { documentId }))
    expect(readFileSync(copy).equals(exported)).toBe(true)
    writeFileSync(copy, '在 Word 里改过')
    expect(bytesOf(await backend.call('correspondence.exportDocx', { documentId })).equals(exported)).toBe(true)
    const second = await backend.call('correspondence.openDocument', { documentId })
    expect(second.path).not.toBe(copy)
    expect(readFileSync(copy, 'utf8')).toBe('在 Word 里改过')
  })

  test('副本是明文：退出（锁定）时清掉，上次断电留下的打开时清掉', async () => {
    const dataDirectory = mkdtempSync(path.join(tmpdir(), 'jishi-copies-'))
    const folder = path.join(dataDirectory, '打开的副本')
    const leave = (name: string) => {
      mkdirSync(folder, { recursive: true })
      writeFileSync(path.join(folder, name), '公文')
    }
    leave('上次断电留下的.docx')
    const backend = createBackend({ dataDirectory, openFile: () => Promise.resolve('') })
    expect(readdirSync(folder)).toEqual([])
    leave('这次打开的.docx')
    await backend.close()
    expect(readdirSync(folder)).toEqual([])
    rmSync(dataDirectory, { recursive: true })
  })

  test('浏览器模式与打不开的', async () => {
    await using backend = openTestBackend()
    expect((await backend.call('settings.overview', {})).canOpenFiles).toBe(false)
    await using planted = await plantThree()
    const { fixture, ids } = planted
    expect((await fixture.backend.refused('correspondence.openDocument', { documentId: ids[0] ?? '' })).message).toContain('下载后双击打开')
    await using failing = await plantThree({ openFile: () => Promise.resolve('没有关联的程序') })
    const failure = await failing.fixture.backend.refused('correspondence.openDocument', { documentId: failing.ids[0] ?? '' })
    expect(failure.message).toMatch(/副本已写到.*没有关联的程序.*装有 Word 或 WPS/)
  })
})
