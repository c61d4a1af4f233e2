import * as XLSX from '@e965/xlsx'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { maskIdentityNumber } from '../../shared/member/masking.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import type { SheetReading } from '../../shared/exchange/layout-contract.ts'
import { decisionOf } from '../../shared/exchange/layout-memory.ts'
import { openTestBackend } from '../kit/backend.ts'
import { encodeGbk } from '../kit/encode-gbk.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { bytesOf, plainSheet, text, wireFile } from '../kit/roster-workbook.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const FIRST = '中共测试制造公司第一支部委员会'
const people = Array.from({ length: 6 }, (_, index) => syntheticPerson(index * 3))

async function openWithTree() {
  const backend = openTestBackend()
  return Object.assign(backend, { tree: await plantSmallTree(backend) })
}

const HEADINGS = ['唯一码', '姓名', '党支部', '民族', '预/正', '入党时间', '加分项']
const lineOf = (index: number) => {
  const { identityNumber, name, joinedOn } = people[index] ?? syntheticPerson(0)
  return [identityNumber, name, FIRST, '汉族', '正式', joinedOn, `第 ${index} 名`]
}
/** “唯一码”里是证号，光看表头认不出。 */
const strange = (from: number, to: number): WireFile =>
  wireFile(
    bytesOf(
      plainSheet(
        HEADINGS,
        Array.from({ length: to - from }, (_, index) => lineOf(from + index)),
      ),
      'xlsx',
    ),
    '自制花名册.xlsx',
  )

function columnOf(sheet: SheetReading | undefined, heading: string) {
  return sheet?.columns.find((column) => column.heading === heading)
}

describe('认不准的列先不取，人确认了才取', () => {
  it('缺证号不能导入，但说出哪一列像；只认表头时给出判断、理由与头几行原文', async () => {
    await using backend = await openWithTree()
    const file = strange(0, 4)
    const failure = await backend.refused('exchange.previewRoster', { file })
    expect(failure.code).toBe('ROSTER_COLUMNS_MISSING')
    expect(failure.message).toContain('A 列“唯一码”像公民身份证号，请在表头对应里确认')
    const { sheets } = await backend.call('exchange.recognizeSheets', { file })
    expect(sheets[0]).toMatchObject({ state: '待确认', isFault: true, headerTop: 1, headerRows: 1 })
    expect(columnOf(sheets[0], '唯一码')).toMatchObject({
      letter: 'A',
      field: null,
      suggestion: 'identityNumber',
      suggestionLabel: '公民身份证号',
      confidence: '待确认',
      samples: people.slice(0, 3).map(({ identityNumber }) => maskIdentityNumber(identityNumber)),
    })
    expect(columnOf(sheets[0], '唯一码')?.reason).toContain('请确认')
    expect(columnOf(sheets[0], '姓名')).toMatchObject({ field: 'name', confidence: '确定' })
    expect(sheets[0]?.head[0]).toEqual({ rowNo: 1, cells: HEADINGS })
  })

  it('人指定以后读得出，理由是“由人指定”', async () => {
    await using backend = await openWithTree()
    const layoutChoices = [{ sheet: '名册', columns: [{ column: 0, field: 'identityNumber' as const }] }]
    const preview = await backend.call('exchange.previewRoster', { file: strange(0, 4), layoutChoices })
    expect(preview.counts).toMatchObject({ added: 4, refused: 0 })
    expect(columnOf(preview.sheets[0], '唯一码')).toMatchObject({ field: 'identityNumber', confidence: '确定', reason: '由人指定。' })
  })

  it('指定为不取的列不取；忽略的表不读', async () => {
    await using backend = await openWithTree()
    const book = plainSheet(
      ['姓名', '身份证号', '党支部', '民族', '预/正', '入党时间', '手机'],
      [[people[0]?.name ?? '', people[0]?.identityNumber ?? '', FIRST, '汉族', '正式', '1990-07-01', '13800000000']],
    )
    XLSX.utils.book_append_sheet(
      book,
      XLSX.utils.aoa_to_sheet([
        ['姓名', '身份证号'],
        ['某人', people[1]?.identityNumber ?? ''],
      ]),
      '去年',
    )
    const file = wireFile(bytesOf(book, 'xlsx'))
    const preview = await backend.call('exchange.previewRoster', {
      file,
      layoutChoices: [
        { sheet: '名册', columns: [{ column: 6, field: null }] },
        { sheet: '去年', isIgnored: true },
      ],
    })
    expect(preview.sheets.map(({ name, state }) => [name, state])).toEqual([
      ['名册', '花名册'],
      ['去年', '已忽略'],
    ])
    expect(preview.rows).toHaveLength(1)
    await backend.call('exchange.importRoster', {
      file,
      digest: preview.digest,
      layoutChoices: [
        { sheet: '名册', columns: [{ column: 6, field: null }] },
        { sheet: '去年', isIgnored: true },
      ],
    })
    expect((await backend.call('member.list', {})).rows.map(({ mobile }) => mobile)).toEqual([''])
  })

  it('预览与确认给的更正不一样，摘要对不上，什么也不写', async () => {
    await using backend = await openWithTree()
    const file = strange(0, 4)
    const layoutChoices = [{ sheet: '名册', columns: [{ column: 0, field: 'identityNumber' as const }] }]
    const { digest } = await backend.call('exchange.previewRoster', { file, layoutChoices })
    const others = [
      {
        sheet: '名册',
        columns: [
          { column: 0, field: 'identityNumber' as const },
          { column: 6, field: 'remark' as const },
        ],
      },
    ]
    expect((await backend.refused('exchange.importRoster', { file, digest, layoutChoices: others })).code).toBe(
      'ROSTER_CHANGED_SINCE_PREVIEW',
    )
  })

  it('表头行认错了可以指定；没有表头的也可以指定', async () => {
    await using backend = await openWithTree()
    const rows = [['说明', '以下各列依次为', '见附件'], ...Array.from({ length: 4 }, (_, index) => lineOf(index).slice(0, 6))]
    const workbook = XLSX.utils.book_new()
    XLSX.utils.book_append_sheet(workbook, XLSX.utils.aoa_to_sheet(rows.map((line) => line.map((cell) => text(cell)))), '无表头')
    const file = wireFile(bytesOf(workbook, 'xlsx'))
    const { sheets } = await backend.call('exchange.recognizeSheets', { file })
    expect(sheets[0]).toMatchObject({ state: '待确认', headerRows: 0 })
    expect(sheets[0]?.note).toContain('没有找到表头')
    const fields = ['identityNumber', 'name', 'branch', 'ethnicity', 'category', 'joinedOn'] as const
    const layoutChoices = [{ sheet: '无表头', header: { top: 2, rows: 0 }, columns: fields.map((field, column) => ({ column, field })) }]
    const preview = await backend.call('exchange.previewRoster', { file, layoutChoices })
    expect(preview.counts).toMatchObject({ added: 4, refused: 0 })
    expect(preview.rows.map(({ rowNo }) => rowNo)).toEqual([2, 3, 4, 5])
  })
})

describe('记住表形：下次同形的表自动照此', () => {
  async function remember(backend: Awaited<ReturnType<typeof openWithTree>>, name = '街道花名册') {
    const { sheets } = await backend.call('exchange.recognizeSheets', {
      file: strange(0, 4),
      choices: [{ sheet: '名册', columns: [{ column: 0, field: 'identityNumber' }] }],
    })
    const [sheet] = sheets
    if (!sheet) throw new Error('没有认到表')
    const decision = decisionOf(sheet.columns, { isIgnored: false, header: null })
    return backend.call('exchange.rememberLayout', { name, fingerprint: sheet.fingerprint, decision })
  }

  it('换一批人、换列序也认得，并说明是照哪个表形', async () => {
    await using backend = await openWithTree()
    await remember(backend)
    const order = [5, 1, 6, 0, 3, 2, 4]
    const shuffled = (line: readonly string[]) => order.map((at) => line[at] ?? '')
    const file = wireFile(bytesOf(plainSheet(shuffled(HEADINGS), [shuffled(lineOf(4)), shuffled(lineOf(5))]), 'xls'), '下月.xls')
    const preview = await backend.call('exchange.previewRoster', { file })
    expect(preview.counts).toMatchObject({ added: 2, refused: 0 })
    expect(preview.sheets[0]).toMatchObject({ layoutName: '街道花名册' })
    expect(preview.sheets[0]?.note).toContain('按记住的表形“街道花名册”读')
    expect(columnOf(preview.sheets[0], '唯一码')).toMatchObject({ field: 'identityNumber', confidence: '确定' })
  })

  it('多一列就是另一种表形，不套用', async () => {
    await using backend = await openWithTree()
    await remember(backend)
    const file = wireFile(
      bytesOf(
        plainSheet(
          [...HEADINGS, '新加的列'],
          [
            [...lineOf(0), ''],
            [...lineOf(1), ''],
            [...lineOf(2), ''],
          ],
        ),
        'xlsx',
      ),
    )
    expect((await backend.refused('exchange.previewRoster', { file })).code).toBe('ROSTER_COLUMNS_MISSING')
  })

  it('同一表形再记一次是改，不是添；可查、可改名、可删，删了就不再照此', async () => {
    await using backend = await openWithTree()
    const first = await remember(backend)
    expect(await remember(backend, '街道花名册（新）')).toEqual(first)
    const { rows } = await backend.call('exchange.layouts', {})
    expect(rows).toMatchObject([{ layoutId: first.layoutId, name: '街道花名册（新）' }])
    expect(rows[0]?.decision.columns).toContainEqual({ heading: '唯一码', field: 'identityNumber' })
    await backend.call('exchange.renameLayout', { layoutId: first.layoutId, name: '东街' })
    expect((await backend.call('exchange.layouts', {})).rows[0]?.name).toBe('东街')
    await backend.call('exchange.removeLayout', { layoutId: first.layoutId })
    expect((await backend.call('exchange.layouts', {})).rows).toEqual([])
    expect((await backend.refused('exchange.previewRoster', { file: strange(0, 4) })).code).toBe('ROSTER_COLUMNS_MISSING')
    expect((await backend.refused('exchange.removeLayout', { layoutId: first.layoutId })).code).toBe('LAYOUT_UNKNOWN')
    expect((await backend.refused('exchange.renameLayout', { layoutId: '没有', name: '甲' })).code).toBe('LAYOUT_UNKNOWN')
  })

  it('这次另指定的优先于记住的', async () => {
    await using backend = await openWithTree()
    await remember(backend)
    const preview = await backend.call('exchange.previewRoster', {
      file: strange(0, 4),
      layoutChoices: [{ sheet: '名册', columns: [{ column: 6, field: 'remark' }] }],
    })
    expect(preview.counts.added).toBe(4)
    expect(columnOf(preview.sheets[0], '加分项')).toMatchObject({ field: 'remark', reason: '由人指定。' })
  })
})

describe('集团两表压缩包', () => {
  const members = (branchColumn: string, branchValue: string) =>
    bytesOf(
      plainSheet(
        [
          '集团员工编码',
          '企业名称',
          '党员唯一标识',
          '姓名',
          '性别',
          '公民身份号码',
          '出生日期',
          '学历',
          '民族',
          branchColumn,
          '入党日期',
          '转正日期',
        ],
        people
          .slice(0, 3)
          .map(({ name, gender, identityNumber, birthOn, joinedOn, fullOn }, index) => [
            `E${index}`,
            '测试制造公司',
            `M${index}`,
            name,
            gender,
            identityNumber,
            birthOn,
            '21 大学',
            '01 汉族',
            branchValue,
            joinedOn,
            index === 2 ? '' : (fullOn ?? ''),
          ]),
      ),
      'xlsx',
    )
  const organizations = bytesOf(
    plainSheet(
      [
        '党组织唯一标识',
        '企业名称',
        '上一级党组织唯一标识',
        '党组织编码',
        '党组织全称',
        '党组织简称',
        '组织类别',
        '党组织联系人',
        '联系电话',
      ],
      [['ORG-1', '测试制造公司', '', '001.002', FIRST, '一支部', '党支部', '某人', '13800000000']],
    ),
    'xlsx',
  )
  const zip = (member: Uint8Array) =>
    wireFile(zipSync({ '党员信息.xlsx': new Uint8Array(member), '党组织信息.xlsx': new Uint8Array(organizations) }), '集团报送.zip')

  it('党员信息照读，党组织信息不当名册；有转正日期的按正式党员，没有的不猜', async () => {
    await using backend = await openWithTree()
    const preview = await backend.call('exchange.previewRoster', { file: zip(members('组织关系所在党支部', FIRST)) })
    expect(preview.layout).toContain('集团国企标准')
    expect(preview.sheets.map(({ name, state }) => [name, state])).toEqual([
      ['党员信息.xlsx/名册', '花名册'],
      ['党组织信息.xlsx/名册', '党组织信息'],
    ])
    expect(preview.rows.map(({ outcome, category }) => [outcome, category])).toEqual([
      ['新增', '正式党员'],
      ['新增', '正式党员'],
      ['拒绝', ''],
    ])
    expect(preview.rows[2]?.refusals).toMatchObject([{ label: '人员类别' }])
    expect(preview.sheets[0]?.lacking).toEqual(['人员类别'])
  })

  it.each(['ORG-1', '001.002'])('支部一列写的是代码 %s：按同一包里的党组织信息换成全称', async (code) => {
    await using backend = await openWithTree()
    const preview = await backend.call('exchange.previewRoster', { file: zip(members('组织关系所在党支部', code)) })
    expect(preview.rows.slice(0, 2).map(({ outcome, branchName }) => [outcome, branchName])).toEqual([
      ['新增', FIRST],
      ['新增', FIRST],
    ])
  })
})

describe('没有支部列的表', () => {
  const headings = ['姓名', '身份证号', '民族', '预/正', '入党时间']
  const line = (index: number) => {
    const { name, identityNumber, joinedOn } = people[index] ?? syntheticPerson(0)
    return [name, identityNumber, '汉族', '正式', joinedOn]
  }
  const sheet = (rows: readonly (readonly string[])[]) => wireFile(encodeGbk(rows.map((cells) => cells.join(',')).join('\n')), '名册.csv')

  it('分段行里的支部管它下面的人', async () => {
    await using backend = await openWithTree()
    const file = sheet([headings, [FIRST], line(0), line(1), ['二、商贸支部（2人）'], line(2), line(3)])
    const preview = await backend.call('exchange.previewRoster', { file })
    expect(preview.sheets[0]).toMatchObject({ branchSource: '分段行', dataRows: 4, lacking: [] })
    expect(preview.rows.map(({ branchName }) => branchName)).toEqual([
      FIRST,
      FIRST,
      '中共测试商贸公司支部委员会',
      '中共测试商贸公司支部委员会',
    ])
  })

  it('表头上方写着“党支部：……”的取它', async () => {
    await using backend = await openWithTree()
    const preview = await backend.call('exchange.previewRoster', {
      file: sheet([['党员花名册'], [`党支部：${FIRST} 填报日期：2026年9月`], headings, line(0)]),
    })
    expect(preview.sheets[0]).toMatchObject({ branchSource: '说明行' })
    expect(preview.rows[0]).toMatchObject({ outcome: '新增', branchName: FIRST })
  })

  it('哪里都没有的：已在册的照常更新，新增的拒绝并说明', async () => {
    await using backend = await openWithTree()
    const preview = await backend.call('exchange.previewRoster', { file: sheet([headings, line(0)]) })
    expect(preview.sheets[0]).toMatchObject({ branchSource: '没有', lacking: ['所在党支部'] })
    expect(preview.rows[0]?.refusals).toMatchObject([{ label: '所在党支部' }])
  })
})

describe('只有几列的补充表', () => {
  it('姓名、证号、手机三列也能更新已在册的人，别的不动', async () => {
    await using backend = await openWithTree()
    const [person] = people
    if (!person) throw new Error('没有人')
    const whole = wireFile(
      bytesOf(
        plainSheet(
          ['姓名', '身份证号', '党支部', '民族', '预/正', '入党时间'],
          [[person.name, person.identityNumber, FIRST, '汉族', '正式', person.joinedOn]],
        ),
        'xlsx',
      ),
    )
    const { digest } = await backend.call('exchange.previewRoster', { file: whole })
    await backend.call('exchange.importRoster', { file: whole, digest })
    const extra = wireFile(strToU8(`姓名,身份证号,手机\n${person.name},${person.identityNumber},13912345678\n`), '手机.csv')
    const preview = await backend.call('exchange.previewRoster', { file: extra })
    expect(preview.rows).toMatchObject([{ outcome: '变更', changes: [{ field: 'mobile', after: '139******78' }] }])
  })
})
