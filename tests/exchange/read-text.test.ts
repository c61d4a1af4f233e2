import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readWorkbook } from '../../electron/exchange/read-workbook.ts'
import { DomainError } from '../../electron/dispatch/domain-error.ts'
import { cellText, sheetLabel } from '../../shared/exchange/sheet.ts'
import { encodeGbk } from '../kit/encode-gbk.ts'
import { bytesOf, officialWorkbook, row } from '../kit/roster-workbook.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const TEXT = '姓名,公民身份证号,备注\r\n张三,350299198506150015,"第一行\n第二行，含""引号"""\r\n李四,350299198506160010,\r\n'
const EXPECTED = [
  ['姓名', '公民身份证号', '备注'],
  ['张三', '350299198506150015', '第一行\n第二行，含"引号"'],
  ['李四', '350299198506160010'],
]

async function textsOf(bytes: Uint8Array, fileName = '名册.csv'): Promise<string[][]> {
  const [sheet] = await readWorkbook(fileName, bytes)
  return (sheet?.rows ?? []).map((line) => line.map(cellText))
}

async function refusal(bytes: Uint8Array, fileName: string): Promise<DomainError> {
  try {
    await readWorkbook(fileName, bytes)
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
  throw new Error('本应被拒绝，却读出来了')
}

function utf16(text: string, order: 'le' | 'be', withMark: boolean): Buffer {
  const bytes = Buffer.from((withMark ? '\ufeff' : '') + text, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

describe('分隔的文字：编码自动认', () => {
  it.each<[string, () => Uint8Array]>([
    ['UTF-8', () => strToU8(TEXT)],
    ['UTF-8 带 BOM', () => strToU8(`\ufeff${TEXT}`)],
    ['GBK', () => encodeGbk(TEXT)],
    ['UTF-16 LE 带 BOM（Excel 的“Unicode 文本”）', () => utf16(TEXT, 'le', true)],
    ['UTF-16 BE 带 BOM', () => utf16(TEXT, 'be', true)],
    ['UTF-16 LE 不带 BOM', () => utf16(TEXT, 'le', false)],
  ])('%s', async (_, bytes) => expect(await textsOf(bytes())).toEqual(EXPECTED))

  it('GB18030 的四字节生僻字', async () => {
    // 0x82358738 是一个四字节编码，GBK 里没有。
    const rare = Buffer.concat([encodeGbk('姓名,备注\n'), Buffer.from([0x82, 0x35, 0x87, 0x38]), encodeGbk('某,无\n')])
    const expected = new TextDecoder('gb18030').decode(Buffer.from([0x82, 0x35, 0x87, 0x38]))
    expect(Array.from(expected)).toHaveLength(1)
    expect((await textsOf(rare))[1]?.[0]).toBe(`${expected}某`)
  })

  it('全是英文数字的也读', async () =>
    expect(await textsOf(strToU8('a,b\n1,2\n'))).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]))

  it('末尾的汉字被截断：说文件不完整，不读成乱码', async () => {
    const whole = strToU8('姓名,备注\n张三,中')
    expect((await refusal(whole.subarray(0, whole.length - 1), '名册.csv')).code).toBe('FILE_CORRUPT')
    const gbk = encodeGbk('姓名,备注\n张三,某某支部')
    expect((await refusal(gbk.subarray(0, gbk.length - 1), '名册.csv')).code).toBe('FILE_CORRUPT')
  })

  it('引号没有收住：说从哪一行起', async () => {
    const error = await refusal(strToU8('姓名,备注\n张三,"没有收住\n李四,x\n'), '名册.csv')
    expect(error.code).toBe('FILE_CORRUPT')
    expect(error.message).toContain('第 2 行起有一个引号没有收住')
  })

  it('哪种编码都不是的拒绝', async () => {
    expect((await refusal(Buffer.from([0x61, 0x2c, 0xff, 0x20, 0xff, 0x0a, 0x80, 0x80]), '名册.csv')).code).toBe('FILE_ENCODING')
  })
})

describe('分隔符与写法', () => {
  it.each([
    ['制表符', '\t'],
    ['分号', ';'],
    ['竖线', '|'],
    ['中文逗号', '，'],
  ])('%s', async (_, delimiter) => {
    const lines = [
      ['姓名', '性别', '住址'],
      ['张三', '男', '某市,某区'],
      ['李四', '女', '某路'],
    ]
    expect(await textsOf(strToU8(lines.map((line) => line.join(delimiter)).join('\n')), '名册.txt')).toEqual(lines)
  })

  it('="…" 与前面的制表符是防止被改成数字的，取里面的文字', async () => {
    expect(await textsOf(strToU8('证号,手机\n="350299198506150015",\t13800000000\n'))).toEqual([
      ['证号', '手机'],
      ['350299198506150015', '13800000000'],
    ])
  })

  it('空行照留，行号与文件一致', async () => {
    const [sheet] = await readWorkbook('名册.csv', strToU8('标题\n\n姓名,性别\n张三,男'))
    expect(sheet?.rows.map((line) => line.length)).toEqual([1, 0, 2, 2])
  })

  it('回车、换行、回车换行都算换行', async () => {
    for (const end of ['\r\n', '\n', '\r'])
      expect(await textsOf(strToU8(['a,b', '1,2'].join(end)))).toEqual([
        ['a', 'b'],
        ['1', '2'],
      ])
  })
})

describe('一个压缩包里几份表格', () => {
  const official = bytesOf(officialWorkbook([{ name: '一', rows: [row(syntheticPerson(0), '第一支部')] }]), 'xlsx')
  const officialXls = bytesOf(officialWorkbook([{ name: '二', rows: [row(syntheticPerson(1), '第二支部')] }]), 'xls')

  it('各份都读，表名前带文件名；系统杂物略去', async () => {
    const bytes = zipSync({
      '甲公司/花名册.xlsx': new Uint8Array(official),
      '乙公司.xls': new Uint8Array(officialXls),
      '丙公司.csv': new Uint8Array(encodeGbk('姓名,公民身份证号\n张三,350299198506150015\n')),
      '__MACOSX/甲公司/._花名册.xlsx': strToU8('x'),
      '~$花名册.xlsx': strToU8('x'),
      '说明.docx': strToU8('x'),
    })
    const labels = (await readWorkbook('各单位.zip', bytes)).map(sheetLabel)
    expect(labels).toContain('甲公司/花名册.xlsx/一')
    expect(labels).toContain('乙公司.xls/二')
    expect(labels).toContain('丙公司.csv/丙公司')
    expect(labels.some((label) => label.includes('MACOSX') || label.includes('说明'))).toBe(false)
  })

  it('文件名是 GBK 而没有标明的也读得出', async () => {
    const zip = Buffer.from(zipSync({ 'AAAA.csv': strToU8('姓名,性别\n张三,男\n') }))
    const gbk = encodeGbk('名册')
    for (let at = zip.indexOf('AAAA'); at >= 0; at = zip.indexOf('AAAA', at + 1)) gbk.copy(zip, at)
    expect((await readWorkbook('包.zip', zip)).map(({ book }) => book)).toEqual(['名册.csv'])
  })

  it.each<[string, Record<string, Uint8Array>, string]>([
    ['路径往上跳', { '../花名册.csv': strToU8('姓名,性别\n') }, 'FILE_UNSAFE_PATH'],
    ['绝对路径', { '/etc/花名册.csv': strToU8('姓名,性别\n') }, 'FILE_UNSAFE_PATH'],
    ['盘符', { 'C:\\花名册.csv': strToU8('姓名,性别\n') }, 'FILE_UNSAFE_PATH'],
    ['压缩包套压缩包', { '里.zip': zipSync({ 'a.csv': strToU8('x') }) }, 'FILE_NESTED_ARCHIVE'],
    ['改名的压缩包', { '里.xlsx': zipSync({ 'a.csv': strToU8('x') }) }, 'FILE_NESTED_ARCHIVE'],
    ['里面有一份坏的', { '好.csv': strToU8('姓名,性别\n'), '坏.xlsx': new Uint8Array(official.subarray(0, 900)) }, 'FILE_CORRUPT'],
    ['没有表格', { '说明.docx': strToU8('x') }, 'FILE_NOT_SPREADSHEET'],
  ])('%s', async (_, files, code) => expect((await refusal(zipSync(files), '包.zip')).code).toBe(code))

  it('解压后太大的不打开', async () => {
    const zeros = new Uint8Array(60 * 1024 * 1024)
    expect((await refusal(zipSync({ '炸弹.csv': zeros }), '包.zip')).code).toBe('FILE_UNPACKS_TOO_LARGE')
  })
})

describe('扩展名与内容不符', () => {
  it('叫 .csv 其实是 xlsx 的，按内容读', async () => {
    const bytes = bytesOf(officialWorkbook([{ name: '一', rows: [row(syntheticPerson(0), '第一支部')] }]), 'xlsx')
    expect((await readWorkbook('花名册.csv', bytes))[0]?.name).toBe('一')
  })
  it('叫 .xls 其实是文字的，说清楚怎么办', async () => {
    const error = await refusal(encodeGbk('姓名\t性别\n张三\t男\n'), '导出.xls')
    expect(error.code).toBe('FILE_NOT_SPREADSHEET')
    expect(error.message).toContain('改成 .csv')
  })
})
