import { read } from '@e965/xlsx'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { annotateText } from '../../electron/exchange/annotate-text.ts'
import { writeBiffWorkbook } from '../../electron/exchange/write-biff.ts'
import { writeWorkbook, type WrittenSheet } from '../../electron/exchange/write-workbook.ts'
import { icalendar } from '../../shared/calendar/icalendar.ts'

// 名册里的一格、活动的一句话会走进表格软件与日历：到了那里仍只是文字，不成公式、不多出事件。
const FORMULAS = [
  '=1+1',
  "=cmd|' /C calc'!A0",
  '=HYPERLINK("http://evil.example","点我")',
  '=WEBSERVICE("http://evil.example")',
  '+86 592 1234567',
  '-2+3',
  '@SUM(A1:A9)',
  '\t=1+1',
  '＝1+1',
]

const sheetOf = (texts: readonly string[]): WrittenSheet => ({
  name: '名册',
  rows: texts.map((text) => ({ cells: [{ kind: '文字' as const, text, style: '正文' as const }] })),
  merges: [],
  columnWidths: [20],
  frozenRows: 0,
  titleRows: null,
})

describe('像公式的文字写进表格', () => {
  test('xlsx：没有一格是公式，读回来一字不差；半角起始符的格带前缀引号样式', () => {
    const bytes = writeWorkbook([sheetOf(FORMULAS)])
    const parts = unzipSync(bytes)
    const xml = Buffer.from(parts['xl/worksheets/sheet1.xml'] ?? []).toString('utf8')
    expect(xml).not.toMatch(/<f[ >/]/)
    const { Sheets } = read(bytes, { cellFormula: true })
    FORMULAS.forEach((text, index) => {
      const cell = Sheets['名册']?.[`A${index + 1}`] as { t: string; v: string; f?: string }
      expect(cell).toMatchObject({ t: 's', v: text })
      expect(cell.f).toBeUndefined()
    })
    const styles = Buffer.from(parts['xl/styles.xml'] ?? []).toString('utf8')
    const formats = [...(/<cellXfs.*<\/cellXfs>/.exec(styles)?.[0] ?? '').matchAll(/<xf [^>]*>/g)].map(([each]) => each)
    const used = [...xml.matchAll(/<c r="A\d+" s="(\d+)"/g)].map(([, style]) => formats[Number(style)]?.includes('quotePrefix="1"'))
    expect(used).toEqual(FORMULAS.map((text) => /^[=+\-@\t]/.test(text)))
  })

  test('xls：都是文字格', () => {
    const { Sheets } = read(writeBiffWorkbook([sheetOf(FORMULAS)]), { cellFormula: true })
    FORMULAS.forEach((text, index) => {
      const cell = Sheets['名册']?.[`A${index + 1}`] as { t: string; v: string; f?: string }
      expect(cell).toMatchObject({ t: 's', v: text })
      expect(cell.f).toBeUndefined()
    })
  })

  test.each(FORMULAS)('csv 的回写格：%s', (text) => {
    const results = { book: '', sheet: '', headerRow: 1, runs: [{ from: 2, to: 2, result: text, reason: text }] }
    const [, line = ''] = annotateText({ text: '姓名\n甲\n', delimiter: ',' }, results, ['结果', '原因']).split('\n')
    expect(line.startsWith("甲,'") || line.startsWith(`甲,"'`)).toBe(true)
    expect(line).not.toMatch(/,"?[=+\-@＝\t]/)
  })
})

test('写进表格的工作表名、文字里的标签与实体：转义，不混进部件', () => {
  const text = '</t></is></c><c><f>1+1</f></c>&amp;<!--]]>'
  const bytes = writeWorkbook([{ ...sheetOf([text]), name: '<&">' }])
  const { SheetNames, Sheets } = read(bytes, { cellFormula: true })
  expect(SheetNames).toEqual(['<&">'])
  expect(Sheets['<&">']?.['A1']).toMatchObject({ t: 's', v: text })
  expect(Sheets['<&">']?.['B1']).toBeUndefined()
})

test.each(['\r\n', '\n', '\r'])('日历：文字里用 %j 夹带的事件与提醒不成真，还是一件事的文字', (newline) => {
  const planted = ['开会', 'END:VEVENT', 'BEGIN:VEVENT', 'UID:evil', 'BEGIN:VALARM', 'ACTION:PROCEDURE', 'ATTACH:file:///evil.exe'].join(
    newline,
  )
  const text = icalendar(
    planted,
    [{ uid: planted, on: '2026-10-08', summary: planted, description: planted, categories: [planted], remindOn: ['2026-10-07'] }],
    '2026-09-14T01:00:00.000Z',
  )
  const lines = text.split(/\r\n|\r|\n/).filter((line) => !line.startsWith(' '))
  expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1)
  expect(lines.filter((line) => line === 'BEGIN:VALARM')).toHaveLength(1)
  expect(lines.filter((line) => /^(ATTACH|ACTION:PROCEDURE|UID:evil)/.test(line))).toEqual([])
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
})
