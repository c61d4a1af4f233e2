import * as XLSX from '@e965/xlsx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readWorkbook } from '../../electron/exchange/read-workbook.ts'
import { writeWorkbook, type WrittenCell } from '../../electron/exchange/write-workbook.ts'
import type { TemplateReading } from '../../shared/exchange/export-contract.ts'
import { cellText, type Sheet } from '../../shared/exchange/sheet.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import { openTestBackend } from '../kit/backend.ts'
import { VARIED_PEOPLE } from '../kit/export-people.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { wireFile } from '../kit/roster-workbook.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const head = (text: string): WrittenCell => ({ kind: '文字', text, style: '表头' })
const blankCell: WrittenCell = { kind: '文字', text: '', style: '正文' }
const HEADINGS = ['序号', '姓名', '身份证号码', '出生年月', '所属党支部', '党费标准', '手机号码', '党龄', '民族'] as const

/** 一张街道发来的空表：标题、两行合并表头、预写了序号的五个空行、合并的签字栏，另有一张填表说明。 */
function streetTemplate(blankRows = 5): Buffer {
  const last = HEADINGS.length - 1
  const foot = 3 + blankRows
  return Buffer.from(
    writeWorkbook([
      {
        name: '填表说明',
        rows: [{ cells: [head('请于月底前报送')] }],
        merges: [],
        columnWidths: [40],
        frozenRows: 0,
        titleRows: null,
      },
      {
        name: '花名册',
        rows: [
          { cells: [{ kind: '文字', text: '某街道党员花名册', style: '标题' }] },
          { cells: HEADINGS.map(head) },
          { cells: HEADINGS.map(() => head('')) },
          ...Array.from({ length: blankRows }, (_, index) => ({
            cells: [{ kind: '数', number: index + 1, style: '居中' } as const, ...HEADINGS.slice(1).map(() => blankCell)],
          })),
          { cells: [{ kind: '文字', text: '填表人：　　　　审核人：', style: '脚注' }] },
        ],
        merges: [
          { top: 0, left: 0, bottom: 0, right: last },
          ...HEADINGS.map((_, column) => ({ top: 1, left: column, bottom: 2, right: column })),
          { top: foot, left: 0, bottom: foot, right: last },
        ],
        columnWidths: HEADINGS.map(() => 12),
        frozenRows: 3,
        titleRows: null,
      },
    ]),
  )
}

async function openWithTemplate(
  template: WireFile,
  change: (sheet: TemplateReading['sheets'][number]) => TemplateReading['sheets'][number],
) {
  const backend = openTestBackend('2026-09-14')
  const tree = await plantSmallTree(backend)
  for (const [index, each] of VARIED_PEOPLE.entries())
    await backend.call('member.create', { profile: syntheticPerson(index, each), branchId: tree.first, groupId: null, fromOn: null })
  const reading = await backend.call('exchange.readTemplate', { file: template })
  const sheet = reading.sheets[0]
  if (!sheet) throw new Error('没有认出表头')
  const { templateId } = await backend.call('exchange.saveTemplate', {
    name: '街道花名册',
    file: template,
    sheet: change(sheet),
    codeStyle: '名称',
  })
  return Object.assign(backend, { templateId, reading })
}

const asIs = (sheet: TemplateReading['sheets'][number]) => sheet
const bytesOf = (file: WireFile) => Buffer.from(file.base64, 'base64')
const texts = (sheet: Sheet | undefined, row: number) => (sheet?.rows[row] ?? []).map(cellText)

describe('用户登记的模板', () => {
  it('认出合并的两行表头；认不出的列留给人，其余逐列给出字段', async () => {
    await using backend = await openWithTemplate(wireFile(streetTemplate(), '空表.xlsx'), asIs)
    const [sheet] = backend.reading.sheets
    expect(backend.reading.sheets).toHaveLength(1)
    expect(sheet).toMatchObject({ name: '花名册', headerTop: 1, headerRows: 2 })
    expect(sheet?.columns.map(({ heading, field }) => [heading, field])).toEqual([
      ['序号', 'sequence'],
      ['姓名', 'name'],
      ['身份证号码', 'identityNumber'],
      ['出生年月', 'birthOn'],
      ['所属党支部', 'branch'],
      ['党费标准', null],
      ['手机号码', 'mobile'],
      ['党龄', 'partyAge'],
      ['民族', 'ethnicity'],
    ])
  })

  it('数据多过空行：签字栏与它的合并下移，表头、别的表、列宽不动', async () => {
    const template = streetTemplate()
    await using backend = await openWithTemplate(wireFile(template, '空表.xlsx'), asIs)
    const { file, rowCount, notes } = await backend.call('exchange.exportTemplate', {
      templateId: backend.templateId,
      fullNumbers: { purpose: '报上级党委组织部' },
      filter: {},
    })
    expect(file.fileName).toBe('街道花名册-2026-09-14.xlsx')
    expect(rowCount).toBe(VARIED_PEOPLE.length)
    expect(notes.join('')).toContain('党费标准')
    const [note, sheet] = await readWorkbook(file.fileName, bytesOf(file))
    expect(texts(note, 0)).toEqual(['请于月底前报送'])
    expect(texts(sheet, 0)).toEqual(['某街道党员花名册'])
    expect(texts(sheet, 1)).toEqual([...HEADINGS])
    expect(sheet?.rows).toHaveLength(3 + VARIED_PEOPLE.length + 1)
    const foot = 3 + VARIED_PEOPLE.length
    expect(texts(sheet, foot)).toEqual(['填表人：　　　　审核人：'])
    expect(sheet?.merges).toContainEqual({ top: foot, left: 0, bottom: foot, right: HEADINGS.length - 1 })
    expect(sheet?.merges).toContainEqual({ top: 1, left: 3, bottom: 2, right: 3 })
    const rows = sheet?.rows.slice(3, foot) ?? []
    expect(rows.map((row) => cellText(row[0]))).toEqual(VARIED_PEOPLE.map((_, index) => String(index + 1)))
    expect(new Set(rows.map((row) => row[2]?.kind))).toEqual(new Set(['文本']))
    expect(rows.find((row) => cellText(row[1]) === '钱到月')?.[3]).toMatchObject({ kind: '文本', text: '1969年1月' })
    expect(rows.find((row) => cellText(row[1]) === '李流动')?.[3]).toMatchObject({ kind: '日期' })
    expect(rows.some((row) => cellText(row[1]) === '=1+1')).toBe(true)
    const parts = unzipSync(bytesOf(file))
    const original = unzipSync(template)
    expect(strFromU8(parts['xl/worksheets/sheet2.xml'] ?? new Uint8Array())).not.toMatch(/<f[ >/]/)
    // 除了被填的表与新增的格式，包里的每个部件都逐字节相同。
    for (const name of Object.keys(original).filter((each) => !['xl/worksheets/sheet2.xml', 'xl/styles.xml'].includes(each)))
      expect(Buffer.from(parts[name] ?? []).equals(Buffer.from(original[name] ?? [])), name).toBe(true)
    const widths = (xml: Uint8Array | undefined) => /<cols>.*?<\/cols>/.exec(strFromU8(xml ?? new Uint8Array()))?.[0]
    expect(widths(parts['xl/worksheets/sheet2.xml'])).toBe(widths(original['xl/worksheets/sheet2.xml']))
  })

  it('填进去的格沿用空行的字体与边框，只换数字格式', async () => {
    await using backend = await openWithTemplate(wireFile(streetTemplate(), '空表.xlsx'), asIs)
    const { file } = await backend.call('exchange.exportTemplate', {
      templateId: backend.templateId,
      fullNumbers: { purpose: '报上级党委组织部' },
      filter: {},
    })
    const parts = unzipSync(bytesOf(file))
    const sheet = strFromU8(parts['xl/worksheets/sheet2.xml'] ?? new Uint8Array())
    const styles = strFromU8(parts['xl/styles.xml'] ?? new Uint8Array())
    const formats = [...(/<cellXfs\b[^>]*>([\s\S]*?)<\/cellXfs>/.exec(styles)?.[1] ?? '').matchAll(/<xf\b([^>]*)>/g)].map(
      ([, text]) => text ?? '',
    )
    const styleOf = (cell: string) => formats[Number(new RegExp(`<c r="${cell}" s="(\\d+)"`).exec(sheet)?.[1])] ?? ''
    expect(styleOf('B4')).toContain('borderId="1"')
    expect(styleOf('C4')).toContain('numFmtId="49"')
    // 出生年月是日期格：字体与边框照空行。
    const look = (text: string) => [/fontId="\d+"/.exec(text)?.[0], /borderId="\d+"/.exec(text)?.[0]]
    expect(look(styleOf('D4'))).toEqual(look(styleOf('B4')))
    expect(Number(/count="(\d+)"/.exec(/<cellXfs\b[^>]*>/.exec(styles)?.[0] ?? '')?.[1])).toBe(formats.length)
  })

  it('人少于空行：余下的空行留着格式、去掉预写的序号，签字栏不动', async () => {
    await using backend = await openWithTemplate(wireFile(streetTemplate(20), '空表.xlsx'), asIs)
    const { file } = await backend.call('exchange.exportTemplate', {
      templateId: backend.templateId,
      fullNumbers: { purpose: '报上级党委组织部' },
      filter: {},
    })
    const [, sheet] = await readWorkbook(file.fileName, bytesOf(file))
    expect(texts(sheet, 23)).toEqual(['填表人：　　　　审核人：'])
    expect(
      sheet?.rows
        .slice(3 + VARIED_PEOPLE.length, 23)
        .flat()
        .filter((cell) => cell !== undefined),
    ).toEqual([])
  })

  it.each(['xlsx', 'biff8'] as const)(
    '空行的格里存着空字串（别的软件导出的 %s 空表）：照样算空行，签字栏仍在数据之后',
    async (bookType) => {
      const sheet = XLSX.utils.aoa_to_sheet([
        ['序号', '姓名', '身份证号码'],
        [1, '', ''],
        [2, '', ' '],
        [3, '', ''],
        ['填表人：', '', ''],
      ])
      const workbook = XLSX.utils.book_new()
      XLSX.utils.book_append_sheet(workbook, sheet, '花名册')
      const bytes = Buffer.from(XLSX.write(workbook, { type: 'buffer', bookType }) as Buffer)
      await using backend = await openWithTemplate(wireFile(bytes, bookType === 'xlsx' ? '空表.xlsx' : '空表.xls'), asIs)
      const { file } = await backend.call('exchange.exportTemplate', {
        templateId: backend.templateId,
        fullNumbers: { purpose: '报上级党委组织部' },
        filter: {},
      })
      const [filled] = await readWorkbook(file.fileName, bytesOf(file))
      const firsts = filled?.rows.map((row) => cellText(row[0]))
      expect(firsts).toEqual(['序号', ...VARIED_PEOPLE.map((_, index) => String(index + 1)), '填表人：'])
    },
  )

  it('人定过的列记住，下一张模板自动照办；定为留空的也照办', async () => {
    const template = wireFile(streetTemplate(), '空表.xlsx')
    await using backend = await openWithTemplate(template, (sheet) => ({
      ...sheet,
      columns: sheet.columns.map((each) =>
        each.heading === '党费标准' ? { ...each, field: 'remark' } : each.heading === '党龄' ? { ...each, field: null } : each,
      ),
    }))
    const again = await backend.call('exchange.readTemplate', { file: template })
    const fields = new Map(again.sheets[0]?.columns.map(({ heading, field }) => [heading, field]))
    expect([fields.get('党费标准'), fields.get('党龄')]).toEqual(['remark', null])
  })

  it('.xls 空表填成 .xls：表头、合并与别的表都在，说明样式保不住', async () => {
    const workbook = XLSX.read(streetTemplate(), { type: 'buffer' })
    const bytes = Buffer.from(XLSX.write(workbook, { type: 'buffer', bookType: 'biff8' }) as Buffer)
    await using backend = await openWithTemplate(wireFile(bytes, '空表.xls'), asIs)
    expect(backend.reading.keepsStyle).toBe(false)
    const { file, notes } = await backend.call('exchange.exportTemplate', {
      templateId: backend.templateId,
      fullNumbers: { purpose: '报上级党委组织部' },
      filter: {},
    })
    expect(notes.join('')).toContain('样式')
    const [note, sheet] = await readWorkbook(file.fileName, bytesOf(file))
    expect(texts(note, 0)).toEqual(['请于月底前报送'])
    const foot = 3 + VARIED_PEOPLE.length
    expect(texts(sheet, foot)).toEqual(['填表人：　　　　审核人：'])
    expect(sheet?.merges).toContainEqual({ top: foot, left: 0, bottom: foot, right: HEADINGS.length - 1 })
    expect(sheet?.rows.slice(3, foot).every((row) => row[2]?.kind === '文本')).toBe(true)
    const again = await backend.call('exchange.exportTemplate', {
      templateId: backend.templateId,
      fullNumbers: { purpose: '报上级党委组织部' },
      filter: {},
    })
    expect(again.file.base64 === file.base64).toBe(true)
  })

  it('下拉选项随数据延长；计算链去掉，免得指到别的格', async () => {
    const parts = unzipSync(streetTemplate())
    const path = 'xl/worksheets/sheet2.xml'
    const validation =
      '<dataValidations count="1"><dataValidation type="list" sqref="I4:I8"><formula1>"汉族,回族"</formula1></dataValidation></dataValidations>'
    const xml = strFromU8(parts[path] ?? new Uint8Array()).replace('<pageMargins', `${validation}<pageMargins`)
    const chained = zipSync({
      ...parts,
      [path]: strToU8(xml),
      'xl/calcChain.xml': strToU8(
        '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A9" i="2"/></calcChain>',
      ),
      '[Content_Types].xml': strToU8(
        strFromU8(parts['[Content_Types].xml'] ?? new Uint8Array()).replace(
          '</Types>',
          '<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>',
        ),
      ),
    })
    await using backend = await openWithTemplate(wireFile(chained, '空表.xlsx'), asIs)
    const { file } = await backend.call('exchange.exportTemplate', {
      templateId: backend.templateId,
      fullNumbers: { purpose: '报上级党委组织部' },
      filter: {},
    })
    const written = unzipSync(bytesOf(file))
    expect(strFromU8(written[path] ?? new Uint8Array())).toContain(`sqref="I4:I${3 + VARIED_PEOPLE.length}"`)
    expect(Object.keys(written)).not.toContain('xl/calcChain.xml')
    expect(strFromU8(written['[Content_Types].xml'] ?? new Uint8Array())).not.toContain('calcChain')
  })

  it('坏输入：没有表头、一列也没有对应、重名、撤下以后再用，都拒绝且什么也不写', async () => {
    const template = wireFile(streetTemplate(), '空表.xlsx')
    await using backend = await openWithTemplate(template, asIs)
    const blank = XLSX.utils.book_new()
    XLSX.utils.book_append_sheet(blank, XLSX.utils.aoa_to_sheet([['说明'], ['没有表头']]), '表')
    const notTemplate = wireFile(Buffer.from(XLSX.write(blank, { type: 'buffer', bookType: 'xlsx' }) as Buffer), '别的.xlsx')
    expect(await backend.refused('exchange.readTemplate', { file: notTemplate })).toMatchObject({ code: 'TEMPLATE_NOT_RECOGNIZED' })
    expect(await backend.refused('exchange.readTemplate', { file: { ...template, fileName: '空表.docx' } })).toMatchObject({
      code: 'TEMPLATE_FORMAT_REFUSED',
    })
    const sheet = backend.reading.sheets[0]
    if (!sheet) throw new Error('没有认出表头')
    const save = { name: '另一张', file: template, sheet, codeStyle: '名称' } as const
    expect(await backend.refused('exchange.saveTemplate', { ...save, name: '街道花名册' })).toMatchObject({ code: 'TEMPLATE_NAME_TAKEN' })
    const blanks = { ...sheet, columns: sheet.columns.map((each) => ({ ...each, field: null })) }
    expect(await backend.refused('exchange.saveTemplate', { ...save, sheet: blanks })).toMatchObject({ code: 'TEMPLATE_EMPTY' })
    await backend.call('exchange.removeTemplate', { templateId: backend.templateId })
    expect(await backend.refused('exchange.exportTemplate', { templateId: backend.templateId, filter: {} })).toMatchObject({
      code: 'TEMPLATE_UNKNOWN',
    })
    expect((await backend.call('exchange.templates', {})).rows).toEqual([])
  })
})
