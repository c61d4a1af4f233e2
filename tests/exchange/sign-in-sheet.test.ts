import { describe, expect, it } from 'vitest'
import { openTestBackend } from '../kit/backend.ts'
import { bytesOf, plainSheet, wireFile } from '../kit/roster-workbook.ts'

describe('从表格读签到', () => {
  it.each(['xlsx', 'xls'] as const)('.%s：姓名列与签到栏，空着的缺席，写了假的请假', async (format) => {
    await using backend = openTestBackend()
    const book = plainSheet(
      ['序号', '姓名', '部门', '签到'],
      [
        ['1', '王思齐', '办公室', '√'],
        ['2', '叶闻舟', '财务部', '事假'],
        ['3', '许嘉澍', '法务部', ''],
        ['4', '陈以宁', '人力部', '缺席'],
        ['', '合计', '', ''],
      ],
    )
    const { sheets } = await backend.call('exchange.signInSheet', { file: wireFile(bytesOf(book, format), `签到.${format}`) })
    expect(sheets).toHaveLength(1)
    expect(sheets[0]).toMatchObject({ nameHeadings: ['姓名'], signHeadings: ['签到'] })
    expect(sheets[0]?.rows.map(({ name, rowNo, status }) => [name, rowNo, status])).toEqual([
      ['王思齐', 2, '出席'],
      ['叶闻舟', 3, '请假'],
      ['许嘉澍', 4, '缺席'],
      ['陈以宁', 5, '缺席'],
    ])
  })

  it('一页并排两栏的，各栏看各自的签名；没有签到栏的，列出来的都算出席', async () => {
    await using backend = openTestBackend()
    const two = plainSheet(
      ['姓名', '签名', '姓名', '签名'],
      [
        ['王思齐', '王思齐', '叶闻舟', ''],
        ['许嘉澍', '', '', ''],
      ],
    )
    const read = await backend.call('exchange.signInSheet', { file: wireFile(bytesOf(two, 'xlsx'), '签到.xlsx') })
    expect(read.sheets[0]?.rows.map(({ name, status }) => `${name}${status}`)).toEqual(['王思齐出席', '叶闻舟缺席', '许嘉澍缺席'])
    const list = wireFile(Buffer.from('王思齐\n叶闻舟\n'), '名单.txt')
    const plain = await backend.call('exchange.signInSheet', { file: list })
    expect(plain.sheets[0]?.rows.map(({ name, status }) => `${name}${status}`)).toEqual(['王思齐出席', '叶闻舟出席'])
  })

  it('没有姓名列、伪装的文件：说明怎么办', async () => {
    await using backend = openTestBackend()
    const none = plainSheet(['日期', '金额'], [['2026-09-01', '12']])
    expect(await backend.refused('exchange.signInSheet', { file: wireFile(bytesOf(none, 'xlsx'), '账.xlsx') })).toMatchObject({
      code: 'NO_NAMES_FOUND',
    })
    expect(await backend.refused('exchange.signInSheet', { file: wireFile(Buffer.from('%PDF-1.4 \0'), '签到.xlsx') })).toMatchObject({
      code: 'FILE_NOT_SPREADSHEET',
    })
  })
})
