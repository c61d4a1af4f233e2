import * as XLSX from '@e965/xlsx'
import fc from 'fast-check'
import { zipSync, strToU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readWorkbook } from '../../electron/exchange/read-workbook.ts'
import { DomainError } from '../../electron/dispatch/domain-error.ts'
import { cellText } from '../../shared/exchange/sheet.ts'
import { openTestBackend } from '../kit/backend.ts'
import { bytesOf, date, number, officialWorkbook, plainSheet, row, text, wireFile } from '../kit/roster-workbook.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

async function refusal(bytes: Uint8Array, fileName = '花名册.xlsx'): Promise<DomainError> {
  try {
    await readWorkbook(fileName, Buffer.from(bytes))
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
  throw new Error('本应被拒绝，却读出来了')
}

const roster = officialWorkbook([{ name: '一', rows: [row(syntheticPerson(0), '第一支部')] }])
const xlsx = bytesOf(roster, 'xlsx')
const xls = bytesOf(roster, 'xls')

/** 改一个 xlsx 的部件再装回去。 */
function repacked(change: (parts: Record<string, Uint8Array>) => Record<string, Uint8Array>): Uint8Array {
  return zipSync(change(unzipSync(xlsx)))
}

/** 直接写的工作表 XML。 */
function withSheetXml(xml: string): Uint8Array {
  return repacked((parts) => ({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(xml) }))
}
const worksheet = (inner: string, tail = '') =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${inner}</sheetData>${tail}</worksheet>`

/** 把一个复合文档流改名或改字节，造加密与别的文档。 */
function container(streams: Record<string, Uint8Array>): Uint8Array {
  type Library = {
    utils: { cfb_new(): object; cfb_add(file: object, name: string, content: Uint8Array): void }
    write(file: object, o: { type: 'buffer' }): Buffer
  }
  const library = XLSX.CFB as Library
  const file = library.utils.cfb_new()
  for (const [name, content] of Object.entries(streams)) library.utils.cfb_add(file, name, content)
  return library.write(file, { type: 'buffer' })
}

function workbookStream(file: Buffer): Buffer {
  const library = XLSX.CFB as {
    read(data: Buffer, o: { type: 'buffer' }): object
    find(file: object, name: string): { content: Uint8Array }
  }
  return Buffer.from(library.find(library.read(file, { type: 'buffer' }), '/Workbook').content)
}

/** 流里第一条某类记录的位置。 */
function recordOf(stream: Buffer, type: number): number {
  for (let at = 0; at + 4 <= stream.length; at += 4 + stream.readUInt16LE(at + 2)) if (stream.readUInt16LE(at) === type) return at
  throw new Error('流里没有这类记录')
}

describe('坏文件一律中文说明，不崩', () => {
  it.each<[string, () => Uint8Array, string, string]>([
    ['空文件', () => new Uint8Array(), 'FILE_EMPTY', '空文件'],
    ['文本', () => strToU8('姓名,证号\n张三,1'), 'FILE_NOT_SPREADSHEET', '不是 .xlsx 或 .xls 表格'],
    ['改名的网页', () => strToU8('<html><table><tr><td>姓名</td></tr></table></html>'), 'FILE_NOT_SPREADSHEET', '其实是网页'],
    ['PDF', () => strToU8('%PDF-1.7 …'), 'FILE_NOT_SPREADSHEET', 'PDF'],
    ['图片', () => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'FILE_NOT_SPREADSHEET', '不是'],
    ['别的压缩包', () => zipSync({ '照片.jpg': strToU8('x') }), 'FILE_NOT_SPREADSHEET', '压缩包或别的文档'],
    [
      'Word 文档',
      () => zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8('<x/>') }),
      'FILE_NOT_SPREADSHEET',
      '别的文档',
    ],
    [
      'xlsb',
      () => zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'xl/workbook.bin': strToU8('x') }),
      'FILE_NOT_SPREADSHEET',
      '.xlsb',
    ],
    ['截断的 xlsx', () => xlsx.subarray(0, Math.floor(xlsx.length * 0.7)), 'FILE_CORRUPT', '已损坏'],
    ['截断的 xls', () => xls.subarray(0, Math.floor(xls.length * 0.5)), 'FILE_CORRUPT', '已损坏'],
    ['只有头的 xls', () => xls.subarray(0, 512), 'FILE_CORRUPT', '已损坏'],
    ['只有头的 zip', () => new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), 'FILE_CORRUPT', '已损坏'],
    ['工作表 XML 被截断', () => withSheetXml('<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'), 'FILE_CORRUPT', '已损坏'],
    ['加密的 xlsx', () => container({ EncryptedPackage: strToU8('密'), EncryptionInfo: strToU8('密') }), 'FILE_ENCRYPTED', '设有打开密码'],
    ['老 Word 文档', () => container({ WordDocument: strToU8('x') }), 'FILE_NOT_SPREADSHEET', '别的 Office 文档'],
    ['Excel 95', () => container({ Book: strToU8('x') }), 'FILE_NOT_SPREADSHEET', 'Excel 95'],
    ['没有内容的 xls', () => container({ Workbook: strToU8('x') }), 'FILE_CORRUPT', '已损坏'],
    ['超过 40 MB', () => Buffer.concat([xlsx, Buffer.alloc(41 * 1024 * 1024)]), 'FILE_TOO_LARGE', '超过 40 MB'],
  ])('%s', async (_, make, code, words) => {
    const error = await refusal(make())
    expect(error.code).toBe(code)
    expect(error.message).toContain(words)
    expect(error.message).toContain('花名册.xlsx')
  })

  it('加密的 xls：有 FILEPASS 记录', async () => {
    const record = (type: number, body: readonly number[]) => [type & 255, type >> 8, body.length & 255, body.length >> 8, ...body]
    const stream = new Uint8Array([...record(0x0809, Array<number>(16).fill(0)), ...record(0x002f, [1, 0, 1, 0]), ...record(0x000a, [])])
    expect((await refusal(container({ Workbook: stream }), '花名册.xls')).code).toBe('FILE_ENCRYPTED')
  })

  it('zip 炸弹：声明的大小就超限的、压缩比离谱的、谎报大小的都打不开', async () => {
    const zeros = new Uint8Array(60 * 1024 * 1024)
    const ratio = repacked((parts) => ({ ...parts, 'xl/worksheets/sheet1.xml': zeros }))
    expect((await refusal(ratio)).code).toBe('FILE_UNPACKS_TOO_LARGE')
    const many = repacked((parts) => ({
      ...parts,
      ...Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`xl/media/${i}.xml`, new Uint8Array(15 * 1024 * 1024)])),
    }))
    expect((await refusal(many)).code).toBe('FILE_UNPACKS_TOO_LARGE')
    // 中央目录里把解压大小改小：解到声明的大小就停。
    const lying = Buffer.from(ratio)
    for (let at = lying.indexOf('PK\u0001\u0002'); at >= 0; at = lying.indexOf('PK\u0001\u0002', at + 4))
      if (lying.readUInt32LE(at + 24) > 1024 * 1024) lying.writeUInt32LE(1000, at + 24)
    expect((await refusal(lying)).code).toBe('FILE_CORRUPT')
  })

  it('校验和不符的部件不用', async () => {
    const stored = Buffer.from(zipSync(unzipSync(xlsx), { level: 0 }))
    const at = stored.indexOf('<sheetData>')
    stored[at + 20] = (stored[at + 20] ?? 0) ^ 1
    expect((await refusal(stored)).code).toBe('FILE_CORRUPT')
  })

  it('十万列说到了哪一列；声明很宽而内容不宽的照读', async () => {
    const wide = `<row r="1">${'<c><v>1</v></c>'.repeat(100_000)}</row>`
    const error = await refusal(withSheetXml(worksheet(wide)))
    expect(error.code).toBe('SHEET_TOO_WIDE')
    expect(error.message).toContain('超过 2000 列')
    const declared = worksheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row>').replace(
      '<sheetData>',
      '<dimension ref="A1:XFD1048576"/><sheetData>',
    )
    const [sheet] = await readWorkbook('宽.xlsx', Buffer.from(withSheetXml(declared)))
    expect(sheet?.rows).toHaveLength(1)
    expect(sheet?.rows[0]).toHaveLength(1)
  })

  it('十万行以外还有内容则拒绝，行号离谱的也不卡死', async () => {
    const far = worksheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="100001"><c r="A100001"><v>1</v></c></row>')
    expect((await refusal(withSheetXml(far))).code).toBe('SHEET_TOO_LONG')
    const absurd = worksheet('<row r="1"><c r="A99999999999"><v>1</v></c></row>')
    expect((await refusal(withSheetXml(absurd))).code).toBe('SHEET_TOO_LONG')
  })

  it('经调度器读坏文件：拒绝而不是故障', async () => {
    await using backend = openTestBackend()
    const failure = await backend.refused('exchange.previewRoster', { file: wireFile(xls.subarray(0, 2000), '坏.xls') })
    expect(failure.code).toBe('FILE_CORRUPT')
  })

  it('随机改坏几个字节：要么照样读出，要么中文拒绝，绝不是别的错', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(xls, xlsx),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 40 }),
        async (original, damage) => {
          const bytes = Buffer.from(original)
          for (const [at, value] of damage) bytes[at % bytes.length] = value
          try {
            await readWorkbook('坏.xls', bytes)
          } catch (error) {
            expect(error).toBeInstanceOf(DomainError)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('单元格的类型原样保留', () => {
  const workbook = () =>
    plainSheet(['数', '日期', '文字', '是否'], [[number(13800000000, '0_ '), date('1985-06-15'), text('19850615'), { t: 'b', v: true }]])

  it.each(['xls', 'xlsx'] as const)('.%s 的数字、日期、文字、是否分得清', async (format) => {
    const [sheet] = await readWorkbook('类型', bytesOf(workbook(), format))
    expect(sheet?.rows[1]?.map((cell) => cell?.kind)).toEqual(['数字', '日期', '文本', '是否'])
    expect(sheet?.rows[1]?.map(cellText)).toEqual(['13800000000', '1985-06-15', '19850615', '是'])
  })

  it('上一份 .xls 自带的数字格式不带到下一份：日期照样是日期', async () => {
    const stream = workbookStream(bytesOf(workbook(), 'xls'))
    const at = recordOf(stream, 0x041e) + 4
    // 把这份表自己的日期格式改记在“短日期”的号上，写成没有年月日的样子。
    const length = stream.readUInt16LE(at + 2)
    stream.writeUInt16LE(14, at)
    stream.fill('0', at + 5, at + 5 + length)
    await readWorkbook('上一份.xls', container({ '/Workbook': stream }))
    expect((XLSX.SSF as { get_table(): Record<string, string> }).get_table()['14']).toBe('m/d/yy')
    const [sheet] = await readWorkbook('下一份', bytesOf(workbook(), 'xls'))
    expect(sheet?.rows[1]?.map((cell) => cell?.kind)).toEqual(['数字', '日期', '文本', '是否'])
  })

  it.each(['xls', 'xlsx'] as const)('.%s 的 1904 历法换算到同一天', async (format) => {
    const book = plainSheet(['日期'], [[number(29751, 'yyyy-mm-dd')]])
    book.Workbook = { WBProps: { date1904: true } }
    const [sheet] = await readWorkbook('1904', bytesOf(book, format))
    expect(cellText(sheet?.rows[1]?.[0])).toBe('1985-06-15')
  })

  it('日期不受时区影响', async () => {
    const zone = process.env['TZ']
    try {
      for (const each of ['Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
        process.env['TZ'] = each
        const [sheet] = await readWorkbook('时区', bytesOf(workbook(), 'xlsx'))
        expect(cellText(sheet?.rows[1]?.[1])).toBe('1985-06-15')
      }
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })

  it.each([
    ['yyyy"年"m"月"d"日"', '日期'],
    ['[$-F800]dddd\\, mmmm dd\\, yyyy', '日期'],
    ['yyyy.mm', '日期'],
    ['0_ ', '数字'],
    ['#,##0.00', '数字'],
    ['"日期"0', '数字'],
    ['0.00E+00', '数字'],
    ['[h]:mm:ss', '数字'],
  ])('数字格式 %s 是%s', async (format, kind) => {
    const [sheet] = await readWorkbook('格式', bytesOf(plainSheet(['值'], [[number(31213, format)]]), 'xlsx'))
    expect(sheet?.rows[1]?.[0]?.kind).toBe(kind)
  })

  it('.xlsx 的公式：取算好的值，没算过的标出来，结果是空文字的当空格', async () => {
    const cells = [
      '<c r="A1" t="str"><f>B1&amp;"号"</f><v>3号</v></c>',
      '<c r="B1"><f>1+1</f><v>2</v></c>',
      '<c r="C1"><f>1+1</f></c>',
      '<c r="D1" s="0"><f>1+1</f><v></v></c>',
      '<c r="E1" t="str"><f>IF(1,"","")</f><v></v></c>',
      '<c r="F1" t="b"><f t="shared" si="0"/></c>',
      '<c r="G1"><f t="array" ref="G1:XFD1048576">坏公式((((</f><v>7</v></c>',
      '<c r="H1"><v>8</v></c>',
    ]
    const [sheet] = await readWorkbook('公式', Buffer.from(withSheetXml(worksheet(`<row r="1">${cells.join('')}</row>`))))
    expect(sheet?.rows[0]).toEqual([
      { kind: '文本', text: '3号' },
      { kind: '数字', number: 2 },
      { kind: '公式无值' },
      { kind: '公式无值' },
      undefined,
      { kind: '公式无值' },
      { kind: '数字', number: 7 },
      { kind: '数字', number: 8 },
    ])
  })

  it('.xls 的公式：取算好的值，表达式是坏的也不碍事', async () => {
    const stream = workbookStream(bytesOf(plainSheet(['值'], [[number(31213, 'yyyy-mm-dd')]]), 'xls'))
    const at = recordOf(stream, 0x0203)
    const [row, column, format, value] = [0, 2, 4, 6].map((offset) =>
      stream.subarray(at + 4 + offset, at + 4 + offset + (offset === 6 ? 8 : 2)),
    )
    const body = Buffer.concat(
      [row, column, format, value, Buffer.from([0, 0, 0, 0, 0, 0, 9, 0]), Buffer.alloc(9, 0x20)].filter((part) => part !== undefined),
    )
    const header = Buffer.from([0x06, 0x00, body.length, 0])
    const formula = Buffer.concat([stream.subarray(0, at), header, body, stream.subarray(at + 18)])
    const [sheet] = await readWorkbook('公式.xls', Buffer.from(container({ Workbook: formula })))
    expect(sheet?.rows[1]?.[0]).toMatchObject({ kind: '日期', date: '1985-06-15' })
  })

  it('.xls 里坏掉的公式记录不会让程序卡死', async () => {
    const stream = workbookStream(xls)
    // 0x0221 是数组公式：把一条普通记录冒充成它，内容就是坏的。
    stream.writeUInt16LE(0x0221, recordOf(stream, 0x0204))
    const sheets = await readWorkbook('坏.xls', Buffer.from(container({ Workbook: stream })))
    expect(sheets.length).toBeGreaterThan(0)
  })

  it('合并区域越界、乱序照读', async () => {
    const book = plainSheet(['甲', '乙'], [['一', '二']])
    const sheet = book.Sheets['名册']
    if (sheet)
      sheet['!merges'] = [
        { s: { r: 1, c: 1 }, e: { r: 900, c: 300 } },
        { s: { r: 0, c: 1 }, e: { r: 0, c: 0 } },
      ]
    const [read] = await readWorkbook('合并', bytesOf(book, 'xlsx'))
    expect(read?.merges.every(({ top, left, bottom, right }) => top <= bottom && left <= right)).toBe(true)
  })
})
