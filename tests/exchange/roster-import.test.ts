import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { maskIdentityNumber, maskProfile } from '../../shared/member/masking.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import {
  bytesOf,
  date,
  number,
  officialWorkbook,
  plainSheet,
  rosterFile,
  row,
  text,
  wireFile,
  type FixtureRow,
} from '../kit/roster-workbook.ts'
import { syntheticIdentityNumber, syntheticPerson } from '../kit/synthetic-person.ts'

const FIRST = '中共测试制造公司第一支部委员会'
const SECOND = '中共测试商贸公司支部委员会'
const people = Array.from({ length: 6 }, (_, index) => syntheticPerson(index))

function person(index: number) {
  return syntheticPerson(index)
}

async function openWithTree(today = '2026-09-14') {
  const backend = openTestBackend(today)
  return Object.assign(backend, { tree: await plantSmallTree(backend) })
}

async function importAll(backend: TestBackend, file: WireFile, asOf?: string) {
  const dates = asOf === undefined ? {} : { asOf }
  const preview = await backend.call('exchange.previewRoster', { file, ...dates })
  return backend.call('exchange.importRoster', { file, digest: preview.digest, ...dates })
}

/** 名册相关各表的行数：用来断言“什么也没写”。 */
function counts(backend: TestBackend): Record<string, number> {
  const tables = ['member', 'memberAssignment', 'changeBatch', 'batchChange']
  return Object.fromEntries(
    tables.map((table) => [
      table,
      (backend.backend.database.native.prepare(`SELECT count(*) AS n FROM "${table}"`).get() as { n: number }).n,
    ]),
  )
}
const NOTHING = { member: 0, memberAssignment: 0, changeBatch: 0, batchChange: 0 }

/** 一行里出的问题：`列名：说明`。 */
async function refusalsOf(backend: TestBackend, fixture: FixtureRow): Promise<string[]> {
  const { rows } = await backend.call('exchange.previewRoster', { file: rosterFile([{ name: '一', rows: [fixture] }]) })
  return rows.flatMap(({ refusals }) => refusals.map(({ label, reason }) => `${label}：${reason}`))
}

describe.each(['xls', 'xlsx'] as const)('官方 2017 版《党员基本信息汇总表》（.%s）', (format) => {
  const file = rosterFile(
    [
      { name: '第一支部 ', rows: people.slice(0, 4).map((each) => row(each, FIRST)) },
      { name: '商贸支部', rows: people.slice(4).map((each) => row(each, '商贸支部')) },
    ],
    format,
  )

  it('认出版式、表头两行、数据行与脚注，代码表跳过', async () => {
    await using backend = await openWithTree()
    const preview = await backend.call('exchange.previewRoster', { file })
    expect(preview.layout).toContain('2017 版')
    expect(preview.sheets.map(({ name, headerRows, dataRows }) => [name.trim(), headerRows, dataRows])).toEqual([
      ['第一支部', 2, 4],
      ['商贸支部', 2, 2],
      ['民族', 0, 0],
      ['学历', 0, 0],
      ['工作岗位', 0, 0],
    ])
    expect(preview.sheets[0]?.columns.filter(({ field }) => field !== null)).toHaveLength(19)
    expect(preview.sheets[0]?.columns.find(({ field }) => field === 'landline')?.heading).toBe('联系电话/固定电话')
    expect(preview.sheets[0]?.note).toContain('第 9 行不是党员，未读：注：此表可从系统导出')
    expect(preview.counts).toEqual({ added: 6, changed: 0, same: 0, refused: 0, suspected: 0, doubtful: 0 })
    expect(preview.rows[0]).toMatchObject({ rowNo: 5, name: people[0]?.name, branchName: FIRST, outcome: '新增' })
    expect(counts(backend)).toEqual(NOTHING)
  })

  it('确认后一个事务落库，各项与表里一致，批次与前后值有记录', async () => {
    await using backend = await openWithTree()
    const done = await importAll(backend, file)
    expect(done).toMatchObject({ added: 6, changed: 0, skipped: 0 })
    expect(counts(backend)).toEqual({ member: 6, memberAssignment: 6, changeBatch: 1, batchChange: 6 })
    const { rows } = await backend.call('member.list', {})
    for (const each of people) {
      expect(rows).toContainEqual(expect.objectContaining(maskProfile(each)))
      const { id = '' } = rows.find(({ name }) => name === each.name) ?? {}
      const { values } = await backend.call('member.reveal', { memberId: id, fields: ['identityNumber', 'mobile', 'landline'] })
      expect(values).toEqual({ identityNumber: each.identityNumber, mobile: each.mobile, landline: each.landline })
    }
    expect(rows.filter(({ branchName }) => branchName === SECOND)).toHaveLength(2)
    expect((await backend.call('member.batches', {})).rows).toMatchObject([
      { kind: '导入', fileName: `花名册.${format}`, added: 6, changed: 0 },
    ])
  })

  it('同一份再导一次全部相同', async () => {
    await using backend = await openWithTree()
    await importAll(backend, file)
    const preview = await backend.call('exchange.previewRoster', { file })
    expect(preview.counts).toMatchObject({ added: 0, changed: 0, same: 6, refused: 0 })
    expect(preview.untouchedCount).toBe(0)
  })
})

describe('与名册的差异', () => {
  it('“表中没有的人”只数在册的：已转出的不算；表里又列了他的，要先登记怎么回来，也不算在没有的人里', async () => {
    await using backend = await openWithTree()
    await importAll(backend, rosterFile([{ name: '一', rows: people.slice(0, 3).map((each) => row(each, FIRST)) }]))
    const preview = (indexes: readonly number[]) =>
      backend.call('exchange.previewRoster', {
        file: rosterFile([{ name: '一', rows: indexes.map((index) => row(person(index), FIRST)) }]),
      })
    expect((await preview([0])).untouchedCount).toBe(2)
    const { rows } = await backend.call('member.list', { search: person(1).identityNumber })
    const event = { kind: '组织关系转出', occurredOn: '2026-09-01', detail: '外市某单位党委' } as const
    await backend.call('member.recordEvent', { memberIds: [rows[0]?.id ?? ''], event })
    expect((await preview([0])).untouchedCount).toBe(1)
    expect((await preview([0, 2])).untouchedCount).toBe(0)
    expect((await preview([0, 1])).untouchedCount).toBe(1)
  })

  it('变更逐字段给出旧值与新值，留空的保留原值并说明', async () => {
    await using backend = await openWithTree()
    await importAll(backend, rosterFile([{ name: '一', rows: [row(person(0), FIRST), row(person(1), FIRST)] }]))
    const file = rosterFile([
      { name: '一', rows: [row({ ...person(0), address: '某市新址 9 号', education: '硕士研究生' }, FIRST, { 手机号: null })] },
    ])
    const preview = await backend.call('exchange.previewRoster', { file })
    expect(preview.rows[0]?.changes).toEqual([
      { field: 'education', label: '学历', cell: 'H5', before: '大学', after: '硕士研究生' },
      { field: 'address', label: '家庭住址', cell: 'O5', before: person(0).address, after: '某市新址 9 号' },
    ])
    expect(preview.rows[0]?.notes).toEqual([{ label: '手机号', cell: 'M5', value: '', reason: '表中为空，保留名册里的“138******00”。' }])
    expect(preview.untouchedCount).toBe(1)
    await backend.call('exchange.importRoster', { file, digest: preview.digest })
    const { rows } = await backend.call('member.list', { search: person(0).identityNumber })
    expect(rows[0]).toMatchObject({ address: '某市新址 9 号', education: '硕士研究生', mobile: '138******00' })
    const { rows: batches } = await backend.call('member.batches', {})
    const changes = await backend.call('member.batchChanges', { batchId: batches[0]?.batchId ?? '' })
    expect(changes.rows[0]?.changes).toEqual([
      { label: '学历', before: '大学', after: '硕士研究生' },
      { label: '家庭住址', before: person(0).address, after: '某市新址 9 号' },
    ])
  })

  it('在任书记不能经导入改成停止党籍或预备党员；登记卸任以后可以', async () => {
    await using backend = await openWithTree()
    await importAll(backend, rosterFile([{ name: '一', rows: [row(person(0), FIRST)] }]))
    const memberId = (await backend.call('member.list', {})).rows[0]?.id ?? ''
    const { postId } = await backend.call('election.appoint', {
      organizationId: backend.tree.first,
      memberId,
      title: '书记',
      fromOn: '2025-01-10',
      source: '选举',
    })
    const stopped = row({ ...person(0), partyStatus: '停止党籍' }, FIRST)
    const probationary = row({ ...person(0), category: '预备党员', fullOn: null }, FIRST)
    const reason = /现任书记，.*请先在“届次与班子”里登记卸任/
    expect((await refusalsOf(backend, stopped)).join('；')).toMatch(reason)
    expect((await refusalsOf(backend, probationary)).join('；')).toMatch(reason)
    await backend.call('election.endPost', { postId, untilOn: '2026-09-01', endReason: '其他' })
    expect(await refusalsOf(backend, stopped)).toEqual([])
  })

  it('换支部是一项变更，落库时自汇总日期起补一条内部调整', async () => {
    await using backend = await openWithTree()
    await importAll(backend, rosterFile([{ name: '一', rows: [row(person(0), FIRST)] }]))
    const file = rosterFile([{ name: '一', rows: [row(person(0), SECOND)] }])
    const preview = await backend.call('exchange.previewRoster', { file, asOf: '2026-08-01' })
    expect(preview.rows[0]?.changes).toEqual([{ field: 'branch', label: '所在党支部', cell: 'C5', before: FIRST, after: SECOND }])
    await backend.call('exchange.importRoster', { file, asOf: '2026-08-01', digest: preview.digest })
    const branchOn = async (asOf: string) => (await backend.call('member.list', { asOf })).rows.map(({ branchName }) => branchName)
    expect([await branchOn('2026-07-31'), await branchOn('2026-08-01'), await branchOn('2026-08-02')]).toEqual([
      [FIRST],
      [SECOND],
      [SECOND],
    ])
    const memberId = preview.rows[0]?.memberId ?? ''
    const { assignments } = await backend.call('member.detail', { memberId })
    expect(assignments.at(-1)).toMatchObject({ fromOn: '2026-08-01', reason: '内部调整（花名册导入）' })
    const back = rosterFile([{ name: '一', rows: [row(person(0), FIRST)] }])
    const early = await backend.call('exchange.previewRoster', { file: back, asOf: '2026-07-31' })
    expect(early.rows[0]?.refusals[0]?.reason).toContain('2026-08-01 才编入')
  })

  it('同名不同证号绝不合并：同名同生日的列为疑似重复，由人指认是不是同一人', async () => {
    await using backend = await openWithTree()
    await importAll(backend, rosterFile([{ name: '一', rows: [row(person(0), FIRST)] }]))
    const memberId = (await backend.call('member.list', {})).rows[0]?.id ?? ''
    const number = syntheticIdentityNumber(person(0).birthOn, 731)
    const file = rosterFile([{ name: '一', rows: [row({ ...person(0), identityNumber: number, mobile: '' }, FIRST)] }])
    const preview = await backend.call('exchange.previewRoster', { file })
    expect(preview.rows[0]).toMatchObject({ outcome: '疑似重复', memberId: null, changes: [] })
    expect(preview.rows[0]?.suspects).toEqual([
      {
        memberId,
        name: person(0).name,
        identityNumber: maskIdentityNumber(person(0).identityNumber),
        branchName: FIRST,
        reasons: ['同名同生日'],
      },
    ])
    // 没有指认的不导入。
    expect(await backend.call('exchange.importRoster', { file, digest: preview.digest })).toMatchObject({
      added: 0,
      changed: 0,
      skipped: 1,
    })
    const place = { sheet: '一', rowNo: 5 }
    const same = await backend.call('exchange.previewRoster', { file, matches: [{ ...place, memberId }] })
    expect(same.rows[0]).toMatchObject({ outcome: '变更', memberId })
    expect(same.rows[0]?.changes.map(({ field, before, after }) => [field, before, after])).toEqual([
      // 遮着也看得出是哪几位不同。
      ['identityNumber', maskIdentityNumber(person(0).identityNumber), expect.stringMatching(/^3502\*{12}\w\w（.*位不同）$/)],
    ])
    expect(same.rows[0]?.doubts[0]?.reason).toContain('采用就改证号')
    const matches = [{ ...place, memberId: null }]
    const different = await backend.call('exchange.previewRoster', { file, matches })
    expect(different.rows[0]).toMatchObject({ outcome: '新增', suspects: [] })
    await backend.call('exchange.importRoster', { file, matches, digest: different.digest })
    expect(counts(backend)['member']).toBe(2)
  })

  it('库里没有的支部名：该行拒绝并列出；指定对应后可导入，指定错了拒绝', async () => {
    await using backend = await openWithTree()
    const file = rosterFile([{ name: '一', rows: [row(person(0), '第一党支部'), row(person(1), FIRST)] }])
    const preview = await backend.call('exchange.previewRoster', { file })
    expect(preview.unknownBranches).toEqual(['第一党支部'])
    expect(preview.rows.map(({ outcome }) => outcome)).toEqual(['拒绝', '新增'])
    const choices = { branchChoices: { 第一党支部: backend.tree.first } }
    const settled = await backend.call('exchange.previewRoster', { file, ...choices })
    expect(settled.unknownBranches).toEqual([])
    expect(await backend.call('exchange.importRoster', { file, ...choices, digest: settled.digest })).toMatchObject({ added: 2 })
    const wrong = await backend.refused('exchange.previewRoster', { file, branchChoices: { 第一党支部: backend.tree.committee } })
    expect(wrong.code).toBe('BRANCH_CHOICE_REFUSED')
  })

  it('预览之后名册有变化则拒绝，什么也不写', async () => {
    await using backend = await openWithTree()
    await importAll(backend, rosterFile([{ name: '一', rows: [row(person(0), FIRST)] }]))
    const file = rosterFile([{ name: '一', rows: [row({ ...person(0), address: '甲' }, FIRST), row(person(1), FIRST)] }])
    const preview = await backend.call('exchange.previewRoster', { file })
    const memberId = preview.rows[0]?.memberId ?? ''
    await backend.call('member.update', { memberId, profile: { ...person(0), address: '乙' } })
    const before = counts(backend)
    const failure = await backend.refused('exchange.importRoster', { file, digest: preview.digest })
    expect(failure.code).toBe('ROSTER_CHANGED_SINCE_PREVIEW')
    expect(counts(backend)).toEqual(before)
  })

  it('只采用勾选的行；勾了不能写的行则拒绝', async () => {
    await using backend = await openWithTree()
    const file = rosterFile([{ name: '一', rows: [row(person(0), FIRST), row(person(1), FIRST), row(person(2), '没有的支部')] }])
    const { digest } = await backend.call('exchange.previewRoster', { file })
    const failure = await backend.refused('exchange.importRoster', { file, digest, accepted: [{ sheet: '一', rowNo: 7 }] })
    expect(failure.message).toContain('“一”表第 7 行')
    expect(counts(backend)).toEqual(NOTHING)
    const done = await backend.call('exchange.importRoster', { file, digest, accepted: [{ sheet: '一', rowNo: 6 }] })
    expect(done).toMatchObject({ added: 1, skipped: 2 })
    expect((await backend.call('member.list', {})).rows.map(({ name }) => name)).toEqual([person(1).name])
  })

  it('取消则不落任何数据', async () => {
    await using backend = await openWithTree()
    const file = rosterFile([{ name: '一', rows: Array.from({ length: 6000 }, (_, index) => row(person(index), FIRST)) }])
    const { digest } = await backend.call('exchange.previewRoster', { file })
    const running = backend.refused('exchange.importRoster', { file, digest, taskId: '导入' })
    // 同一个连接看得到事务里还没提交的行：等它写到一半再取消。
    while (counts(backend)['member'] === 0) await new Promise((resolve) => setImmediate(resolve))
    expect(counts(backend)['member']).toBeLessThan(6000)
    expect(await backend.call('settings.cancelTask', { runningTaskId: '导入' })).toEqual({ wasRunning: true })
    expect((await running).code).toBe('CANCELLED')
    expect(counts(backend)).toEqual(NOTHING)
  })
})

describe('逐格拒绝，说明哪一格、为什么、怎么办', () => {
  it.each<[string, FixtureRow, string]>([
    [
      '证号是数字',
      row(person(0), FIRST, { 公民身份证号: number(350203198506150000, '0') }),
      '公民身份证号：该格是数字格式，15 位以后的数字已丢失',
    ],
    ['末尾被抹零', row(person(0), FIRST, { 公民身份证号: text('350203198506150000') }), '公民身份证号：身份证号末三位是 000 而校验码应为'],
    ['校验码错', row(person(0), FIRST, { 公民身份证号: text('35020319850615001X') }), '公民身份证号：身份证号校验不符：末位应为 1'],
    ['一月十月不分', row(person(0), FIRST, { 加入党组织日期: number(1979.1) }), '加入党组织日期：数字 1979.1 分不清是 1 月还是 10 月'],
    ['不存在的日期', row(person(0), FIRST, { 加入党组织日期: text('2001-02-29') }), '加入党组织日期：“2001-02-29”不是有效日期'],
    [
      '未来日期',
      row(person(0), FIRST, { 转为正式党员日期: date('2026-09-15') }),
      '转为正式党员日期：日期 2026-09-15 在今天（2026-09-14）之后',
    ],
    [
      '不满十八岁',
      row({ ...person(0), joinedOn: '1977-12-31' }, FIRST),
      '加入党组织日期：入党日期 1977-12-31 早于年满十八岁之日 1978-01-01',
    ],
    ['转正早于入党', row({ ...person(0), fullOn: '1982-06-30' }, FIRST), '转为正式党员日期：转正日期 1982-06-30 早于入党日期'],
    ['预备有转正日', row({ ...person(0), category: '预备党员' }, FIRST), '转为正式党员日期：人员类别是预备党员却填了转正日期'],
    ['一个字的名字', row({ ...person(0), name: '王' }, FIRST), '姓名：姓名应为 2 至 30 个字，这里是 1 个字'],
    ['没有姓名', row(person(0), FIRST, { 姓名: null }), '姓名：姓名没有填写。'],
    ['民族代码与名称矛盾', row(person(0), FIRST, { 民族: text('02 汉族') }), '民族：民族代码 02 是“蒙古族”'],
    ['没有的民族', row(person(0), FIRST, { 民族: text('火星族') }), '民族：不在 56 个民族的代码表里'],
    ['类别写错', row(person(0), FIRST, { 人员类别: text('积极分子') }), '人员类别：只能填正式党员或预备党员。'],
    ['超长', row({ ...person(0), address: '某'.repeat(201) }, FIRST), '家庭住址：有 201 个字，超过 200 个字的上限'],
    ['控制字符', row(person(0), FIRST, { 家庭住址: text('某市\u0007某路') }), '家庭住址：含有不能打印的控制字符'],
    ['公式错误', row(person(0), FIRST, { 家庭住址: { t: 'e', v: 0x2a } }), '家庭住址：该格是公式错误 #N/A'],
    ['日期进了文字列', row(person(0), FIRST, { 家庭住址: date('2020-01-01') }), '家庭住址：该格是日期格式'],
    ['失联日期无失联', row({ ...person(0), lostOn: '2020-01-01' }, FIRST), '失去联系日期：没有标为失联却填了失去联系日期'],
    ['科学记数法手机号', row(person(0), FIRST, { 手机号: text('1.38E+10') }), '手机号：手机号被写成了科学记数法'],
    ['支部没填', row(person(0), ''), '所在党支部：所在党支部没有填写。'],
  ])('%s', async (_, fixture, expected) => {
    await using backend = await openWithTree()
    const refusals = await refusalsOf(backend, fixture)
    expect(refusals).toHaveLength(1)
    expect(refusals[0]).toContain(expected)
  })

  it('没有算好的公式格拒收，算好的取值', async () => {
    await using backend = await openWithTree()
    const rows = [
      row(person(0), FIRST, { 家庭住址: { t: 'n', v: 0, f: 'VLOOKUP(A1,B:C,2,0)' } }),
      row(person(1), FIRST, { 家庭住址: { t: 's', v: '某路 2 号', f: 'A1&"号"' } }),
    ]
    const parts = unzipSync(bytesOf(officialWorkbook([{ name: '一', rows }]), 'xlsx'))
    const xml = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    // 许多程序写公式时不算值：去掉值，就是那样的文件。
    const uncalculated = xml.replace('</f><v>0</v>', '</f>')
    expect(uncalculated).not.toBe(xml)
    const file = wireFile(zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(uncalculated) }))
    const preview = await backend.call('exchange.previewRoster', { file })
    expect(preview.rows[0]?.refusals[0]?.reason).toContain('没有算好的公式')
    expect(preview.rows[1]?.outcome).toBe('新增')
    await importAll(backend, file)
    expect((await backend.call('member.list', {})).rows.map(({ address }) => address)).toEqual(['某路 2 号'])
  })

  it('重复证号：内容不同的全部拒绝并互相指出，内容相同的只留第一行', async () => {
    await using backend = await openWithTree()
    const file = rosterFile([
      { name: '一', rows: [row(person(0), FIRST), row(person(1), FIRST), row({ ...person(0), name: '另一人' }, FIRST)] },
      { name: '二', rows: [row(person(1), FIRST)] },
    ])
    const { rows } = await backend.call('exchange.previewRoster', { file })
    expect(rows.map(({ outcome }) => outcome)).toEqual(['拒绝', '新增', '拒绝', '拒绝'])
    expect(rows[0]?.refusals[0]?.reason).toBe('证号与第 7 行重复，请核对后只留一行。')
    expect(rows[2]?.refusals[0]?.reason).toBe('证号与第 5 行重复，请核对后只留一行。')
    expect(rows[3]?.refusals[0]?.reason).toBe('证号与“一”表第 6 行重复，内容相同，只导入第一次出现的那行。')
  })

  it('性别、生日与证号不符只提示，照样能导入', async () => {
    await using backend = await openWithTree()
    const file = rosterFile([{ name: '一', rows: [row({ ...person(0), gender: '女', birthOn: '1960-01-02' }, FIRST)] }])
    const preview = await backend.call('exchange.previewRoster', { file })
    expect(preview.counts).toMatchObject({ added: 1, doubtful: 1 })
    expect(preview.rows[0]?.doubts.map(({ label }) => label)).toEqual(['性别', '出生日期'])
    await importAll(backend, file)
    expect((await backend.call('member.list', {})).rows[0]).toMatchObject({ gender: '女', birthOn: '1960-01-02' })
  })

  it('拒绝的行不落库，其余照落', async () => {
    await using backend = await openWithTree()
    const file = rosterFile([{ name: '一', rows: [row({ ...person(0), name: '王' }, FIRST), row(person(1), FIRST)] }])
    expect(await importAll(backend, file)).toMatchObject({ added: 1, skipped: 1 })
    expect(counts(backend)).toEqual({ member: 1, memberAssignment: 1, changeBatch: 1, batchChange: 1 })
  })
})

describe('别的版式', () => {
  const headings = ['身份证号码', '姓 名', '党籍状态', '入党时间', '转正时间', '民族', '所属党支部', '联系电话']
  const line = (index: number, status: string, fullOn: string) => {
    const { identityNumber, name, joinedOn } = person(index)
    return [identityNumber, name, status, joinedOn.replaceAll('-', '/'), fullOn, '汉', FIRST, '13900000000']
  }

  it('列序、表头写法不同也认；“党籍状态”里是正式/预备时按人员类别读；性别生日由证号取得并提示', async () => {
    await using backend = await openWithTree()
    const file = wireFile(bytesOf(plainSheet(headings, [line(0, '正式', '1983年7月1日'), line(1, '预备党员', '')]), 'xlsx'))
    const preview = await backend.call('exchange.previewRoster', { file })
    expect(preview.layout).toBe('按表头识别的花名册')
    expect(preview.sheets[0]?.columns.map(({ field }) => field)).toEqual([
      'identityNumber',
      'name',
      'category',
      'joinedOn',
      'fullOn',
      'ethnicity',
      'branch',
      'mobile',
    ])
    expect(preview.rows.map(({ outcome, category }) => [outcome, category])).toEqual([
      ['新增', '正式党员'],
      ['新增', '预备党员'],
    ])
    expect(preview.rows[0]?.notes.map(({ label }) => label)).toEqual(['性别', '出生日期'])
    await importAll(backend, file)
    expect((await backend.call('member.list', { search: person(0).identityNumber })).rows[0]).toMatchObject({
      gender: '男',
      fullOn: '1983-07-01',
    })
  })

  it('缺必需列时说明缺哪几列、认出了哪几列', async () => {
    await using backend = await openWithTree()
    const file = wireFile(
      bytesOf(plainSheet(['姓名', '性别', '民族', '学历', '职务'], [['张三', '男', '汉族', '大学', '经理']]), 'xls'),
      '花名册.xls',
    )
    const failure = await backend.refused('exchange.previewRoster', { file })
    expect(failure.code).toBe('ROSTER_COLUMNS_MISSING')
    expect(failure.message).toContain('缺 1 列：公民身份证号')
    expect(failure.message).toContain('已认出：姓名、性别、民族、学历')
  })

  it('没有花名册的表格说明每张表是什么', async () => {
    await using backend = await openWithTree()
    const file = wireFile(bytesOf(plainSheet(['科目', '金额'], [['办公费', '100']]), 'xlsx'))
    expect((await backend.refused('exchange.previewRoster', { file })).code).toBe('ROSTER_NOT_RECOGNIZED')
  })
})
