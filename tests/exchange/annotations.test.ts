import * as XLSX from '@e965/xlsx'
import { strFromU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { annotateText, encodeGbk } from '../../electron/exchange/annotate-text.ts'
import { annotateXlsx } from '../../electron/exchange/annotate-xlsx.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { bytesOf, number, officialWorkbook, rosterFile, row, wireFile } from '../kit/roster-workbook.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const FIRST = '中共测试制造公司第一支部委员会'
const person = syntheticPerson

async function openWithTree() {
  const backend = openTestBackend()
  return Object.assign(backend, { tree: await plantSmallTree(backend) })
}

const bytes = (file: WireFile) => Buffer.from(file.base64, 'base64')
const gridOf = (file: WireFile, sheet: string): (string | undefined)[][] => {
  const workbook = XLSX.read(bytes(file), { type: 'buffer' })
  return XLSX.utils.sheet_to_json<(string | undefined)[]>(workbook.Sheets[sheet] ?? {}, { header: 1, raw: false, defval: '' })
}

/** 落库后的回写：新增、变更、相同、没有采用、拒绝各一行。 */
const ROWS = [
  row(person(1), FIRST),
  row({ ...person(0), education: '大专' }, FIRST),
  row(person(2), FIRST),
  row(person(3), FIRST, { 公民身份证号: number(350203198506150000, '0') }),
  row(person(4), '没有的支部'),
]

describe.each(['xlsx', 'xls'] as const)('回写到原表的副本（.%s）', (format) => {
  it('值、列序、工作表都不变，末尾两列写明每一行的结果与原因；预览与落库之后都能要', async () => {
    await using backend = await openWithTree()
    const seed = rosterFile([{ name: '一', rows: [row(person(0), FIRST)] }])
    const seeded = await backend.call('exchange.previewRoster', { file: seed })
    await backend.call('exchange.importRoster', { file: seed, digest: seeded.digest })
    const file = rosterFile([{ name: '一', rows: ROWS }], format)
    const preview = await backend.call('exchange.previewRoster', { file })
    const before = gridOf(file, '一')
    const foreseen = await backend.call('exchange.previewAnnotations', { file })
    expect(foreseen.file.fileName).toBe(`花名册-结果.${format}`)
    expect(foreseen.losses.length).toBe(format === 'xls' ? 1 : 0)
    const results = (output: WireFile) => gridOf(output, '一').map((line) => line.slice(20))
    expect(
      results(foreseen.file)
        .slice(3, 9)
        .map(([result]) => result),
    ).toEqual(['结果', '将新增', '将变更', '将新增', '拒绝，请改后再报', '拒绝，请改后再报'])
    const done = await backend.call('exchange.importRoster', {
      file,
      digest: preview.digest,
      accepted: [
        { sheet: '一', rowNo: 5 },
        { sheet: '一', rowNo: 6 },
      ],
    })
    const { file: output } = await backend.call('exchange.importAnnotations', { file, batchId: done.batchId })
    const after = gridOf(output, '一')
    expect(after.map((line) => line.slice(0, 20))).toEqual(before.map((line) => line.slice(0, 20)))
    expect(
      results(output)
        .slice(4, 9)
        .map(([result]) => result),
    ).toEqual(['已新增', '已变更', '没有采用', '拒绝，请改后再报', '拒绝，请改后再报'])
    const reasons = results(output).map(([, reason]) => reason ?? '')
    expect(reasons[3]).toContain('原因')
    expect(reasons[5]).toBe('学历：大学 → 大专。')
    expect(reasons[7]).toContain('公民身份证号（D8）')
    expect(reasons[8]).toContain('没有叫这个名字的党支部')
    expect(XLSX.read(bytes(output), { type: 'buffer' }).SheetNames).toEqual(XLSX.read(bytes(file), { type: 'buffer' }).SheetNames)
    // 回写的副本再导一次：那两列不认，别的照旧。
    const again = await backend.call('exchange.previewRoster', { file: output })
    expect(again.rows.map(({ outcome }) => outcome)).toEqual(['相同', '相同', '新增', '拒绝', '拒绝'])
  })

  it('换了一份文件的、不是导入的批次，都拒绝', async () => {
    await using backend = await openWithTree()
    const file = rosterFile([{ name: '一', rows: [row(person(0), FIRST)] }], format)
    const { digest } = await backend.call('exchange.previewRoster', { file })
    const { batchId } = await backend.call('exchange.importRoster', { file, digest })
    const other = rosterFile([{ name: '一', rows: [row(person(1), FIRST)] }], format)
    expect((await backend.refused('exchange.importAnnotations', { file: other, batchId })).code).toBe('FILE_NOT_THE_IMPORTED_ONE')
    expect((await backend.refused('exchange.importAnnotations', { file, batchId: '没有' })).code).toBe('IMPORT_RESULTS_UNKNOWN')
  })
})

describe('.xlsx 的原件不动', () => {
  const source = bytesOf(officialWorkbook([{ name: '一', rows: [row(person(0), FIRST), row(person(1), FIRST)] }]), 'xlsx')
  const results = [{ book: '', sheet: '一', headerRow: 4, runs: [{ from: 5, to: 6, result: '已新增', reason: '' }] }]

  it('除那张表之外的部件逐字节相同，那张表里原有的每一格逐字相同', () => {
    const before = unzipSync(source)
    const after = unzipSync(annotateXlsx(source, results, ['结果', '原因']))
    expect(Object.keys(after)).toEqual(Object.keys(before))
    const changed = Object.keys(before).filter((name) => Buffer.compare(before[name] ?? Buffer.of(), after[name] ?? Buffer.of()) !== 0)
    expect(changed).toEqual(['xl/worksheets/sheet1.xml'])
    const cells = (parts: Record<string, Uint8Array>) =>
      strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array()).match(/<c [^>]*?(?:\/>|>.*?<\/c>)/g) ?? []
    const kept = cells(after).filter((cell) => !/r="(U|V)\d+"/.test(cell))
    expect(kept).toEqual(cells(before))
  })

  it('同样的入参逐字节相同', () => {
    expect(Buffer.compare(annotateXlsx(source, results, ['结果', '原因']), annotateXlsx(source, results, ['结果', '原因']))).toBe(0)
  })

  it.each<[string, string, string]>([
    ['行与格都不写位置', '<row><c t="inlineStr"><is><t>甲</t></is></c><c/></row><row/>', 'B'],
    [
      '带名字空间前缀',
      '<x:row r="1"><x:c r="A1" t="str"><x:v>甲</x:v></x:c></x:row><x:row r="2"><x:c r="C2"><x:v>1</x:v></x:c></x:row>',
      'D',
    ],
    [
      '右边有一长串只有样式的空格',
      '<row r="1" spans="1:200"><c r="A1"><v>1</v></c><c r="B1" s="3"/><c r="GR1" s="3"/></row><row r="2"><c r="A2"><v>2</v></c></row>',
      'B',
    ],
  ])('别的软件写的表：%s', (_name, rows, column) => {
    const prefix = rows.startsWith('<x:') ? 'x:' : ''
    const sheet = `<${prefix}worksheet><${prefix}dimension ref="A1:B2"/><${prefix}sheetData>${rows}</${prefix}sheetData></${prefix}worksheet>`
    const parts = { ...unzipSync(source), 'xl/worksheets/sheet1.xml': Buffer.from(sheet) }
    const made = annotateXlsx(
      zipped(parts),
      [{ ...(results[0] ?? fail()), headerRow: 1, runs: [{ from: 2, to: 2, result: '拒绝', reason: '缺 <姓名> & “=1”' }] }],
      ['结果', '原因'],
    )
    const xml = strFromU8(unzipSync(made)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    expect(xml).toContain(`r="${column}1"`)
    expect(xml).toContain(`r="${column}2"`)
    expect(xml).toContain('缺 &lt;姓名&gt; &amp; “=1”')
    expect(xml).not.toContain('spans=')
    // 一行里的列号须从左到右。
    for (const [line] of xml.matchAll(/<(?:x:)?row\b.*?<\/(?:x:)?row>/g)) {
      const order = [...line.matchAll(/r="([A-Z]+)\d+"/g)].map(([, letters = '']) => XLSX.utils.decode_col(letters))
      expect(order).toEqual(order.toSorted((a, b) => a - b))
    }
  })
})

describe('文本表格', () => {
  const results = { book: '', sheet: '名册', headerRow: 1, runs: [{ from: 2, to: 2, result: '拒绝', reason: '姓名“甲,乙”：请改。' }] }

  it('原文一个字不改，每条记录末尾加两格；引号里的换行不算行，格数不齐的补齐', () => {
    const text = '姓名,住址,备注\r\n"张""三","甲\r\n路"\r\n李四,乙路,无'
    expect(annotateText({ text, delimiter: ',' }, results, ['结果', '原因'])).toBe(
      '姓名,住址,备注,结果,原因\r\n"张""三","甲\r\n路",,拒绝,"姓名“甲,乙”：请改。"\r\n李四,乙路,无',
    )
  })

  it('GBK 编码与解码互逆；编不进去的字给 null', () => {
    const text = '姓名,囍，“中共”—①'
    expect(new TextDecoder('gbk').decode(encodeGbk(text) ?? Buffer.of())).toBe(text)
    expect(encodeGbk('𬱖')).toBeNull()
  })
})

describe('别的文件', () => {
  const HEAD = '姓名,所在党支部,公民身份证号,性别,民族,出生日期,学历,人员类别,加入党组织日期,转为正式党员日期'
  const line = (index: number, change: Partial<ReturnType<typeof person>> = {}) => {
    const { name, identityNumber, gender, ethnicity, birthOn, education, category, joinedOn, fullOn } = { ...person(index), ...change }
    return [name, FIRST, identityNumber, gender, ethnicity, birthOn, education, category, joinedOn, fullOn].join(',')
  }
  const gbk = (lines: readonly string[]) => encodeGbk(`${lines.join('\r\n')}\r\n`) ?? Buffer.of()

  it('GBK 的 .csv 回写还是 GBK，原来的每个字节都在', async () => {
    await using backend = await openWithTree()
    const source = gbk([HEAD, line(1), line(0, { ethnicity: '火星族' })])
    const file = wireFile(source, '名册.csv')
    const { file: output, losses } = await backend.call('exchange.previewAnnotations', { file })
    expect(losses).toEqual([])
    const text = new TextDecoder('gbk', { fatal: true }).decode(bytes(output)).split('\r\n')
    const before = new TextDecoder('gbk').decode(source).split('\r\n')
    for (const [index, each] of before.entries()) expect(text[index]?.startsWith(each)).toBe(true)
    expect(text.slice(0, 3).map((each) => each.split(',')[10])).toEqual(['结果', '将新增', '拒绝，请改后再报'])
    expect(text[2]).toContain('民族')
  })

  it('压缩包里逐份回写，别的文件原样放回', async () => {
    await using backend = await openWithTree()
    const book = bytesOf(officialWorkbook([{ name: '一', rows: [row(person(0), FIRST)] }]), 'xlsx')
    const parts = { '第一支部.xlsx': book, '第二支部.csv': gbk([HEAD, line(1)]), '说明.docx': Buffer.from('不是表格') }
    const file = wireFile(zipped(parts), '汇总.zip')
    const { digest, counts } = await backend.call('exchange.previewRoster', { file })
    expect(counts).toMatchObject({ added: 2 })
    const { batchId } = await backend.call('exchange.importRoster', { file, digest })
    const { file: output } = await backend.call('exchange.importAnnotations', { file, batchId })
    const after = unzipSync(bytes(output))
    expect(Object.keys(after).toSorted()).toEqual(Object.keys(parts).toSorted())
    expect(Buffer.from(after['说明.docx'] ?? []).toString()).toBe('不是表格')
    expect(new TextDecoder('gbk').decode(after['第二支部.csv'])).toContain('已新增')
    expect(strFromU8(unzipSync(after['第一支部.xlsx'] ?? new Uint8Array())['xl/worksheets/sheet1.xml'] ?? new Uint8Array())).toContain(
      '已新增',
    )
  })
})

function zipped(parts: Record<string, Uint8Array>): Uint8Array {
  return zipSync(parts)
}

function fail(): never {
  throw new Error('没有')
}
