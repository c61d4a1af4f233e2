import { describe, expect, it } from 'vitest'
import { maskIdentityNumber } from '../../shared/member/masking.ts'
import { isOneOff } from '../../shared/exchange/suspects.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import type { MemberProfile } from '../../shared/member/contract.ts'
import { checkCharacter } from '../../shared/member/identity-number.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { rosterFile, row, text } from '../kit/roster-workbook.ts'
import { syntheticIdentityNumber, syntheticPerson } from '../kit/synthetic-person.ts'

const FIRST = '中共测试制造公司第一支部委员会'
const SECOND = '中共测试商贸公司支部委员会'

async function openWith(...people: MemberProfile[]) {
  const backend = openTestBackend()
  const tree = await plantSmallTree(backend)
  for (const profile of people) await backend.call('member.create', { profile, branchId: tree.first, groupId: null, fromOn: null })
  return Object.assign(backend, { tree })
}

const fileOf = (person: MemberProfile, branch = FIRST, cells = {}): WireFile =>
  rosterFile([{ name: '一', rows: [row(person, branch, cells)] }])

async function reasonsFor(backend: TestBackend, file: WireFile): Promise<string[]> {
  const { rows } = await backend.call('exchange.previewRoster', { file })
  return rows.flatMap(({ suspects }) => suspects.flatMap(({ reasons }) => reasons))
}

/** 把前 17 位里的一位换成别的，末位校验码随之重算：两个都合法、只差一位的证号。 */
function oneOff(number: string, at: number): string {
  const body = number.slice(0, 17)
  const changed = body.slice(0, at) + String((Number(body[at]) + 2) % 10) + body.slice(at + 1)
  return changed + checkCharacter(changed)
}

const KNOWN = syntheticPerson(40, { name: '林晓东', mobile: '13700000001' })

describe('疑似同一人', () => {
  it('证号差一位：前 17 位错一位或相邻两位颠倒都算，错两位不算', () => {
    const number = syntheticIdentityNumber('1980-05-06', 123)
    expect(isOneOff(number, oneOff(number, 15))).toBe(true)
    expect(isOneOff(number, oneOff(oneOff(number, 15), 3))).toBe(false)
    const swapped = `${number.slice(0, 14)}213`
    expect(isOneOff(number, swapped + checkCharacter(swapped))).toBe(true)
    expect(isOneOff(number, number)).toBe(false)
  })

  it.each<[string, MemberProfile, string[]]>([
    ['同名同生日', { ...KNOWN, identityNumber: syntheticIdentityNumber(KNOWN.birthOn, 887), mobile: '' }, ['同名同生日']],
    [
      '同名而证号差一位（生日也跟着错）',
      { ...KNOWN, identityNumber: oneOff(KNOWN.identityNumber, 9), birthOn: '1971-02-13', mobile: '' },
      ['同名而证号差一位'],
    ],
    [
      '姓名错一个字、证号差一位',
      { ...KNOWN, name: '林小东', identityNumber: oneOff(KNOWN.identityNumber, 15), mobile: '' },
      ['姓名相近、证号差一位'],
    ],
    ['同手机号', { ...syntheticPerson(99), mobile: KNOWN.mobile }, ['同手机号']],
    ['只有姓名相同的不算', { ...syntheticPerson(99), name: KNOWN.name }, []],
    ['毫不相干的不算', syntheticPerson(99), []],
  ])('%s', async (_, person, expected) => {
    await using backend = await openWith(KNOWN)
    expect(await reasonsFor(backend, fileOf(person))).toEqual(expected)
  })

  it('表里证号格读不出的：同名同支部或同名同生日的列出来，指认之后证号保留名册的', async () => {
    await using backend = await openWith(KNOWN)
    const file = fileOf({ ...KNOWN, address: '某市新址' }, FIRST, { 公民身份证号: text('') })
    const preview = await backend.call('exchange.previewRoster', { file })
    expect(preview.rows[0]).toMatchObject({ outcome: '疑似重复' })
    expect(preview.rows[0]?.suspects[0]?.reasons).toEqual(['同名同生日', '同名同支部', '同手机号'])
    const memberId = preview.rows[0]?.suspects[0]?.memberId ?? ''
    const matches = [{ sheet: '一', rowNo: 5, memberId }]
    const settled = await backend.call('exchange.previewRoster', { file, matches })
    expect(settled.rows[0]?.changes.map(({ label }) => label)).toEqual(['家庭住址'])
    await backend.call('exchange.importRoster', { file, matches, digest: settled.digest })
    const { rows } = await backend.call('member.list', {})
    expect(rows).toMatchObject([{ identityNumber: maskIdentityNumber(KNOWN.identityNumber), address: '某市新址' }])
  })

  it('不指认就说不同的人而证号又读不出：照样拒绝', async () => {
    await using backend = await openWith(KNOWN)
    const file = fileOf(KNOWN, FIRST, { 公民身份证号: text('') })
    const { rows } = await backend.call('exchange.previewRoster', { file, matches: [{ sheet: '一', rowNo: 5, memberId: null }] })
    expect(rows[0]?.outcome).toBe('拒绝')
  })

  it('同一份表里同名同生日而证号不同的两行：都要人确认，说出另一行在哪', async () => {
    await using backend = await openWith()
    const twin = { ...KNOWN, identityNumber: syntheticIdentityNumber(KNOWN.birthOn, 887), mobile: '' }
    const file = rosterFile([{ name: '一', rows: [row(KNOWN, FIRST), row(twin, FIRST), row(syntheticPerson(99), FIRST)] }])
    const { rows } = await backend.call('exchange.previewRoster', { file })
    expect(rows.map(({ outcome, doubts }) => [outcome, doubts.map(({ reason }) => reason.slice(0, 5))])).toEqual([
      ['新增', ['与第 6 ']],
      ['新增', ['与第 5 ']],
      ['新增', []],
    ])
  })

  it('证号相同而姓名不同（改名、错字，或姓名列错开了行）：列为待确认，说出名册里是谁；只差空格、间隔号的不算', async () => {
    const ali = syntheticPerson(41, { name: '阿不都·艾力' })
    await using backend = await openWith(KNOWN, ali)
    const file = rosterFile([
      { name: '一', rows: [row({ ...KNOWN, name: '林晓冬' }, FIRST), row({ ...ali, name: '阿不都艾力', address: '某市新址' }, FIRST)] },
    ])
    const { rows } = await backend.call('exchange.previewRoster', { file })
    expect(rows.map(({ outcome, doubts }) => [outcome, doubts.map(({ label }) => label)])).toEqual([
      ['变更', ['姓名']],
      ['变更', []],
    ])
    expect(rows[0]?.doubts[0]?.reason).toContain(`与名册里的“${KNOWN.name}”相同而姓名不同`)
  })

  it('与名册相同的行没有什么要写，也就没有什么要确认：疑点只作告知', async () => {
    await using backend = await openWith({ ...KNOWN, mobile: '1370000' })
    const { rows, counts } = await backend.call('exchange.previewRoster', { file: fileOf({ ...KNOWN, mobile: '1370000' }) })
    expect(rows[0]).toMatchObject({ outcome: '相同', doubts: [] })
    expect(rows[0]?.notes.map(({ label }) => label)).toContain('手机号')
    expect(counts).toMatchObject({ same: 1, doubtful: 0 })
  })

  it('两行指认成同一个人、指认给证号就在表里的人，都不成立', async () => {
    await using backend = await openWith(KNOWN)
    const memberId = (await backend.call('member.list', {})).rows[0]?.id ?? ''
    const twin = { ...KNOWN, identityNumber: syntheticIdentityNumber(KNOWN.birthOn, 887), mobile: '' }
    const other = { ...KNOWN, identityNumber: syntheticIdentityNumber(KNOWN.birthOn, 889), mobile: '' }
    const two = rosterFile([{ name: '一', rows: [row(twin, FIRST), row(other, SECOND)] }])
    const both = [5, 6].map((rowNo) => ({ sheet: '一', rowNo, memberId }))
    expect((await backend.refused('exchange.previewRoster', { file: two, matches: both })).message).toContain('指认成了同一个人')
    const withOwn = rosterFile([{ name: '一', rows: [row(KNOWN, FIRST), row(twin, FIRST)] }])
    const failure = await backend.refused('exchange.previewRoster', { file: withOwn, matches: [{ sheet: '一', rowNo: 6, memberId }] })
    expect(failure.code).toBe('ROSTER_MATCH_REFUSED')
    expect(failure.message).toContain('证号就在')
  })
})

describe('逐格取舍', () => {
  it('一行里不改的格保留原值，其余照改；按字段不改的每一行都不改', async () => {
    await using backend = await openWith(KNOWN, syntheticPerson(50))
    const file = rosterFile([
      {
        name: '一',
        rows: [
          row({ ...KNOWN, education: '硕士研究生', address: '甲路', landline: '123' }, SECOND),
          row({ ...syntheticPerson(50), education: '大专', address: '乙路', landline: '456' }, FIRST),
        ],
      },
    ])
    const { digest } = await backend.call('exchange.previewRoster', { file })
    const done = await backend.call('exchange.importRoster', {
      file,
      digest,
      keptCells: [{ sheet: '一', rowNo: 5, fields: ['education', 'branch'] }],
      keptFields: ['landline'],
    })
    expect(done).toMatchObject({ added: 0, changed: 2 })
    const { rows } = await backend.call('member.list', { sort: '出生日期' })
    expect(rows.find(({ name }) => name === KNOWN.name)).toMatchObject({
      education: KNOWN.education,
      address: '甲路',
      landline: '',
      branchName: FIRST,
    })
    expect(rows.find(({ name }) => name !== KNOWN.name)).toMatchObject({ education: '大专', address: '乙路', landline: '' })
  })

  it('取舍之后自相矛盾的拒绝，什么也不写：采用转正日期而不改人员类别', async () => {
    await using backend = await openWith({ ...KNOWN, category: '预备党员', fullOn: null })
    const file = fileOf(KNOWN)
    const { digest } = await backend.call('exchange.previewRoster', { file })
    const failure = await backend.refused('exchange.importRoster', {
      file,
      digest,
      keptCells: [{ sheet: '一', rowNo: 5, fields: ['category'] }],
    })
    expect(failure.code).toBe('ROSTER_KEPT_CELLS_REFUSED')
    expect((await backend.call('member.batches', {})).total).toBe(0)
  })

  it('一行的改动全不采用，就不算采用；新登记的人不能缺必需的格', async () => {
    await using backend = await openWith(KNOWN)
    const file = rosterFile([{ name: '一', rows: [row({ ...KNOWN, address: '甲路' }, FIRST), row(syntheticPerson(60), FIRST)] }])
    const { digest } = await backend.call('exchange.previewRoster', { file })
    const failure = await backend.refused('exchange.importRoster', {
      file,
      digest,
      keptCells: [{ sheet: '一', rowNo: 6, fields: ['ethnicity'] }],
    })
    expect(failure.message).toContain('新登记的人不能没有民族')
    const done = await backend.call('exchange.importRoster', {
      file,
      digest,
      keptCells: [
        { sheet: '一', rowNo: 5, fields: ['address'] },
        { sheet: '一', rowNo: 6, fields: ['mobile'] },
      ],
    })
    expect(done).toMatchObject({ added: 1, changed: 0, skipped: 1 })
    expect((await backend.call('member.list', { search: syntheticPerson(60).identityNumber })).rows[0]).toMatchObject({ mobile: '' })
  })

  it('表里空着：不选就保留原值，选了清空就列为变更、落库后清空', async () => {
    await using backend = await openWith(KNOWN)
    const file = fileOf(KNOWN, FIRST, { 家庭住址: text(''), 工作岗位: text('') })
    const kept = await backend.call('exchange.previewRoster', { file })
    expect(kept.rows[0]).toMatchObject({ outcome: '相同', doubts: [] })
    expect(kept.rows[0]?.notes.map(({ label }) => label)).toEqual(['工作岗位', '家庭住址'])
    const cleared = await backend.call('exchange.previewRoster', { file, clearing: ['address'] })
    expect(cleared.rows[0]?.changes).toMatchObject([{ field: 'address', before: KNOWN.address, after: '' }])
    await backend.call('exchange.importRoster', { file, clearing: ['address'], digest: cleared.digest })
    expect((await backend.call('member.list', {})).rows[0]).toMatchObject({ address: '', job: KNOWN.job })
  })
})

describe('随时间变化的字段', () => {
  it('由预备改为正式须带转正日期', async () => {
    await using backend = await openWith({ ...KNOWN, category: '预备党员', fullOn: null })
    const bare = await backend.call('exchange.previewRoster', { file: fileOf({ ...KNOWN, fullOn: null }) })
    expect(bare.rows[0]?.refusals.map(({ label }) => label)).toEqual(['人员类别'])
    expect(bare.rows[0]?.refusals[0]?.reason).toContain('须有转正日期')
    const dated = await backend.call('exchange.previewRoster', { file: fileOf(KNOWN) })
    expect(dated.rows[0]).toMatchObject({ outcome: '变更', refusals: [] })
  })

  it('失联、流动、党籍状态的变化没有日期或依据：要人确认', async () => {
    await using backend = await openWith(KNOWN)
    const file = fileOf({ ...KNOWN, isLost: true, lostOn: null, isFloating: true, floatingTo: '某省某县', partyStatus: '停止党籍' })
    const { rows } = await backend.call('exchange.previewRoster', { file })
    expect(rows[0]?.outcome).toBe('变更')
    expect(rows[0]?.doubts.map(({ label }) => label)).toEqual(['是否为失联党员', '是否为流动党员', '党籍状态'])
  })
})
