import { describe, expect, it } from 'vitest'
import type { OrganizationNode, OrganizationProfile } from '../../shared/organization/contract.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

function profile(change: Partial<OrganizationProfile> = {}): OrganizationProfile {
  return {
    level: '党支部',
    parentId: null,
    name: '中共测试公司新设支部委员会',
    shortName: '新设支部',
    form: '单独组建',
    unitType: '国有企业',
    coveredUnits: [],
    staffTotal: null,
    nonpartyStaffTotal: null,
    contactName: '',
    contactPhone: '',
    documentCode: '',
    approvalDocumentNo: '',
    ...change,
  }
}

function creation(change: Partial<OrganizationProfile> = {}, establishedOn = '2020-06-01', code = '001.009') {
  return { code, establishedOn, establishmentDocumentNo: '测党〔2020〕9号', profile: profile(change) }
}

async function nodeOf(backend: TestBackend, organizationId: string, asOf?: string): Promise<OrganizationNode | undefined> {
  const { nodes } = await backend.call('organization.tree', { ...(asOf ? { asOf } : {}), includeDissolved: true })
  return nodes.find((node) => node.id === organizationId)
}

/** 现在的样子，改几处。 */
async function changed(backend: TestBackend, organizationId: string, change: Partial<OrganizationProfile>): Promise<OrganizationProfile> {
  const { history } = await backend.call('organization.card', { organizationId })
  return { ...profile(history.at(-1)?.profile), ...change }
}

async function enrol(
  backend: TestBackend,
  branchId: string,
  index: number,
  change: Parameters<typeof syntheticPerson>[1] = {},
  groupId: string | null = null,
  fromOn: string | null = null,
): Promise<string> {
  const { memberId } = await backend.call('member.create', { profile: syntheticPerson(index, change), branchId, groupId, fromOn })
  return memberId
}

/** 全部表的内容，用来证明“什么也没写”。 */
function dump(backend: TestBackend): string {
  const { native } = backend.backend.database
  const tables = ['organization', 'organizationVersion', 'memberAssignment', 'term', 'post', 'journal']
  return JSON.stringify(tables.map((table) => native.prepare(`SELECT * FROM ${table} ORDER BY 1`).all()))
}

async function refusedUntouched(backend: TestBackend, act: () => Promise<{ code: string; message: string }>) {
  const before = dump(backend)
  const failure = await act()
  expect(dump(backend)).toBe(before)
  expect(failure.message).toMatch(/[\u4e00-\u9fff]{6,}/)
  return failure
}

describe('新设与按日期回看', () => {
  it('成立前一天没有，当天起有', async () => {
    await using backend = openTestBackend()
    const { committee } = await plantSmallTree(backend)
    const { organizationId } = await backend.call('organization.create', creation({ parentId: committee }))
    expect(await nodeOf(backend, organizationId, '2020-05-31')).toBeUndefined()
    expect((await nodeOf(backend, organizationId, '2020-06-01'))?.name).toBe('中共测试公司新设支部委员会')
    expect(await backend.refused('organization.card', { organizationId, asOf: '2020-05-31' })).toMatchObject({
      code: 'NOT_YET_ESTABLISHED',
    })
  })

  it('变更自生效日起换样子，之前的日子仍是旧样子；同日再改是改正那一版', async () => {
    await using backend = openTestBackend()
    const { first, general, committee } = await plantSmallTree(backend)
    const revise = async (name: string) =>
      backend.call('organization.revise', {
        organizationId: first,
        effectiveOn: '2025-03-01',
        profile: await changed(backend, first, { parentId: committee, name }),
      })
    await revise('中共测试制造公司支部委员会')
    await revise('中共测试制造有限公司支部委员会')
    const before = await nodeOf(backend, first, '2025-02-28')
    const after = await nodeOf(backend, first, '2025-03-01')
    expect([before?.parentId, before?.name]).toEqual([general, '中共测试制造公司第一支部委员会'])
    expect([after?.parentId, after?.name]).toEqual([committee, '中共测试制造有限公司支部委员会'])
    const { history } = await backend.call('organization.card', { organizationId: first })
    expect(history.map((each) => each.effectiveOn)).toEqual(['2010-01-01', '2025-03-01'])
  })

  it('注入字符当普通文字存下并原样取回', async () => {
    await using backend = openTestBackend()
    const { committee } = await plantSmallTree(backend)
    const name = `'); DROP TABLE organization; --<b>&amp;=SUM(A1)`
    const { organizationId } = await backend.call('organization.create', creation({ parentId: committee, name, shortName: '=cmd|1' }))
    expect(await nodeOf(backend, organizationId)).toMatchObject({ name, shortName: '=cmd|1' })
  })

  it('覆盖单位、职工数、空值原样取回', async () => {
    await using backend = openTestBackend()
    const { committee } = await plantSmallTree(backend)
    const change = {
      parentId: committee,
      form: '联合党支部' as const,
      coveredUnits: ['甲公司', '乙“公司”'],
      staffTotal: 30,
      nonpartyStaffTotal: 0,
    }
    const { organizationId } = await backend.call('organization.create', creation(change))
    expect(await nodeOf(backend, organizationId)).toMatchObject(change)
  })
})

describe('人数 N_all 与 N_full', () => {
  it('正式＋预备、党籍正常；上级含下级；党小组的人不重复算', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { committee, general, first, second, group } = await plantSmallTree(backend)
    await enrol(backend, first, 0, {}, group)
    await enrol(backend, first, 1)
    await enrol(backend, first, 2, { category: '预备党员', fullOn: null, joinedOn: '2026-01-10' })
    await enrol(backend, first, 3, { partyStatus: '停止党籍' })
    await enrol(backend, second, 4)
    const counts = async (id: string) => {
      const node = await nodeOf(backend, id)
      return [node?.memberCount, node?.fullMemberCount]
    }
    expect(await counts(group)).toEqual([1, 1])
    expect(await counts(first)).toEqual([3, 2])
    expect(await counts(general)).toEqual([3, 2])
    expect(await counts(committee)).toEqual([4, 3])
  })

  it('入党、转正、编入、编出都按当日：前一天不算，当天算', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first, second } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0, { joinedOn: '2024-05-10', fullOn: '2025-05-10' })
    await backend.call('member.assign', { memberIds: [memberId], branchId: second, groupId: null, fromOn: '2026-03-01', reason: '调动' })
    const counts = async (id: string, asOf: string) => {
      const node = await nodeOf(backend, id, asOf)
      return [node?.memberCount, node?.fullMemberCount]
    }
    expect(await counts(first, '2024-05-09')).toEqual([0, 0])
    expect(await counts(first, '2024-05-10')).toEqual([1, 0])
    expect(await counts(first, '2025-05-09')).toEqual([1, 0])
    expect(await counts(first, '2025-05-10')).toEqual([1, 1])
    expect([await counts(first, '2026-02-28'), await counts(second, '2026-02-28')]).toEqual([
      [1, 1],
      [0, 0],
    ])
    expect([await counts(first, '2026-03-01'), await counts(second, '2026-03-01')]).toEqual([
      [0, 0],
      [1, 1],
    ])
  })
})

describe('拒绝的都说明原因，什么也不写', () => {
  it.each([
    ['没有上级的党支部', {}, 'HIERARCHY_INVALID', '须有上级'],
    ['第二个最上级党委', { level: '党委' }, 'HIERARCHY_INVALID', '只能有一个'],
    ['非党员多于职工总数', { staffTotal: 3, nonpartyStaffTotal: 4 }, 'STAFF_MISMATCH', '4 人多于职工总数 3 人'],
  ] as const)('%s', async (_name, change, code, text) => {
    await using backend = openTestBackend()
    await plantSmallTree(backend)
    const failure = await refusedUntouched(backend, () => backend.refused('organization.create', creation(change)))
    expect(failure).toMatchObject({ code })
    expect(failure.message).toContain(text)
  })

  it('层级：党支部不能在党支部、党小组下，党小组只能在党支部下，党总支不能在党总支下', async () => {
    await using backend = openTestBackend()
    const tree = await plantSmallTree(backend)
    for (const [level, parentId] of [
      ['党支部', tree.first],
      ['党支部', tree.group],
      ['党小组', tree.committee],
      ['党小组', tree.general],
      ['党总支', tree.general],
      ['党委', tree.general],
    ] as const) {
      const failure = await refusedUntouched(backend, () => backend.refused('organization.create', creation({ level, parentId })))
      expect(failure.message).toContain('不能隶属于')
    }
  })

  it('编码重复、同级重名、上级不存在、早于上级成立、未来成立', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { committee } = await plantSmallTree(backend)
    const parentId = committee
    const code = await refusedUntouched(backend, () =>
      backend.refused('organization.create', creation({ parentId }, '2020-06-01', '001.002')),
    )
    expect(code).toMatchObject({ code: 'CODE_IN_USE' })
    const name = await refusedUntouched(backend, () =>
      backend.refused('organization.create', creation({ parentId, name: '中共测试商贸公司支部委员会' })),
    )
    expect(name.message).toContain('名称相同')
    const missing = await refusedUntouched(backend, () => backend.refused('organization.create', creation({ parentId: '没有' })))
    expect(missing.message).toContain('上级党组织不存在')
    const early = await refusedUntouched(backend, () => backend.refused('organization.create', creation({ parentId }, '2009-12-31')))
    expect(early.message).toContain('2010-01-01 才成立')
    const future = await refusedUntouched(backend, () => backend.refused('organization.create', creation({ parentId }, '2026-09-15')))
    expect(future).toMatchObject({ code: 'DATE_IN_FUTURE' })
    await backend.call('organization.create', creation({ parentId }, '2026-09-14'))
  })

  it('名称超长、含控制字符、空白、日期没有这一天：在入口就拒绝并指出是哪一格', async () => {
    await using backend = openTestBackend()
    const { committee: parentId } = await plantSmallTree(backend)
    for (const [name, reason] of [
      ['支'.repeat(81), '不能超过 80 个字'],
      ['支部\u0007', '控制字符'],
      ['   ', '不能为空'],
    ] as const) {
      const failure = await backend.refused('organization.create', creation({ parentId, name }))
      expect(failure.problems).toEqual([{ place: 'profile.name', message: expect.stringContaining(reason) as string }])
    }
    const day = await backend.refused('organization.create', creation({ parentId }, '2026-02-30'))
    expect(day.problems[0]).toMatchObject({ place: 'establishedOn' })
  })

  it('循环上级：不能隶属于自己、自己的下级，已登记的将来变更也算在内', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { committee } = await plantSmallTree(backend)
    const make = (code: string, name: string, parentId: string) =>
      backend.call('organization.create', creation({ level: '党委', parentId, name, shortName: name }, '2015-01-01', code))
    const a = (await make('001.101', '甲党委', committee)).organizationId
    const b = (await make('001.102', '乙党委', committee)).organizationId
    const revise = async (organizationId: string, parentId: string, effectiveOn: string) => ({
      organizationId,
      effectiveOn,
      profile: await changed(backend, organizationId, { parentId }),
    })
    const self = await revise(a, a, '2026-01-01')
    expect((await refusedUntouched(backend, () => backend.refused('organization.revise', self))).message).toContain('成了环')
    await backend.call('organization.revise', await revise(b, a, '2026-12-01'))
    const loop = await revise(a, b, '2026-06-01')
    expect((await refusedUntouched(backend, () => backend.refused('organization.revise', loop))).message).toContain(
      '自 2026-12-01 起上下级成了环',
    )
  })

  it('生效日早于成立日、一年以后的拒绝；一年以内的将来可以先登记', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first } = await plantSmallTree(backend)
    const next = await changed(backend, first, { shortName: '新一支部' })
    const on = (effectiveOn: string) => ({ organizationId: first, effectiveOn, profile: next })
    expect(await backend.refused('organization.revise', on('2009-12-31'))).toMatchObject({ code: 'EFFECTIVE_BEFORE_ESTABLISHED' })
    expect(await backend.refused('organization.revise', on('2027-09-15'))).toMatchObject({ code: 'EFFECTIVE_TOO_LATE' })
    await backend.call('organization.revise', on('2027-09-14'))
    expect((await nodeOf(backend, first))?.shortName).toBe('第一支部')
    expect((await nodeOf(backend, first, '2027-09-14'))?.shortName).toBe('新一支部')
  })

  it('党支部下有党小组时不能升格为党总支；党小组不能改层级', async () => {
    await using backend = openTestBackend()
    const { first, group, committee } = await plantSmallTree(backend)
    const upgrade = {
      organizationId: first,
      effectiveOn: '2026-01-01',
      profile: await changed(backend, first, { level: '党总支', parentId: committee }),
    }
    expect((await refusedUntouched(backend, () => backend.refused('organization.revise', upgrade))).message).toContain(
      '党小组“第一支部第一党小组”',
    )
    const level = {
      organizationId: group,
      effectiveOn: '2026-01-01',
      profile: await changed(backend, group, { level: '党支部', parentId: committee }),
    }
    expect(await backend.refused('organization.revise', level)).toMatchObject({ code: 'GROUP_LEVEL_FIXED' })
  })
})

describe('改正成立登记', () => {
  it('成立日前移，首版随之前移；后移不得越过名下最早的记录', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallTree(backend)
    await backend.call('election.recordTerm', { organizationId: second, seq: 1, electedOn: '2012-05-01', seatCount: null })
    const correct = (establishedOn: string) => ({ organizationId: second, code: '001.002', establishedOn, establishmentDocumentNo: '改' })
    expect(await backend.refused('organization.correctEstablishment', correct('2012-05-02'))).toMatchObject({
      code: 'ESTABLISHED_AFTER_RECORDS',
    })
    await backend.call('organization.correctEstablishment', correct('2012-05-01'))
    expect(await nodeOf(backend, second, '2012-04-30')).toBeUndefined()
    expect(await nodeOf(backend, second, '2012-05-01')).toMatchObject({
      establishedOn: '2012-05-01',
      effectiveOn: '2012-05-01',
      establishmentDocumentNo: '改',
    })
    expect(await backend.refused('organization.correctEstablishment', correct('2009-12-31'))).toMatchObject({ code: 'HIERARCHY_INVALID' })
  })

  it('上级的成立日不能改到下级之后', async () => {
    await using backend = openTestBackend()
    const { general } = await plantSmallTree(backend)
    const failure = await backend.refused('organization.correctEstablishment', {
      organizationId: general,
      code: '001.001',
      establishedOn: '2010-01-02',
      establishmentDocumentNo: '',
    })
    expect(failure.message).toContain('第一支部委员会')
  })
})

describe('撤并与恢复', () => {
  const dissolution = (organizationId: string, mergedIntoId: string | null, dissolvedOn = '2026-06-30') => ({
    organizationId,
    dissolvedOn,
    reason: '机构调整',
    documentNo: '测党〔2026〕8号',
    mergedIntoId,
  })

  it('撤销前一天还在，当天起不在；要看已撤销的须说明', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallTree(backend)
    await backend.call('organization.dissolve', dissolution(second, null))
    const ids = async (asOf: string) => (await backend.call('organization.tree', { asOf })).nodes.map((node) => node.id)
    expect(await ids('2026-06-29')).toContain(second)
    expect(await ids('2026-06-30')).not.toContain(second)
    expect(await nodeOf(backend, second, '2026-07-01')).toMatchObject({ dissolvedOn: '2026-06-30', dissolutionReason: '机构调整' })
  })

  it('名下有党员或下级的须先并入他处', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { general, second } = await plantSmallTree(backend)
    await enrol(backend, second, 0)
    for (const [id, text] of [
      [second, '1 名党员、0 个下级'],
      [general, '0 名党员、1 个下级'],
    ] as const) {
      const failure = await refusedUntouched(backend, () => backend.refused('organization.dissolve', dissolution(id, null)))
      expect(failure).toMatchObject({ code: 'NOT_EMPTY' })
      expect(failure.message).toContain(text)
    }
  })

  it('并入：党员自撤销日编入对方，党小组随支部改隶属、组内的人不散，班子卸任；恢复后与原来一字不差', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first, second, group } = await plantSmallTree(backend)
    const secretary = await enrol(backend, first, 0, {}, group)
    await enrol(backend, first, 1)
    await backend.call('election.recordTerm', { organizationId: first, seq: 1, electedOn: '2025-01-01', seatCount: null })
    await backend.call('election.appoint', {
      organizationId: first,
      memberId: secretary,
      title: '书记',
      fromOn: '2025-01-01',
      source: '选举',
    })
    const picture = () =>
      JSON.stringify(
        [
          'SELECT id, dissolvedOn, mergedIntoId, dissolutionReason FROM organization ORDER BY id',
          'SELECT * FROM organizationVersion ORDER BY organizationId, effectiveOn',
          'SELECT * FROM memberAssignment ORDER BY id',
          'SELECT id, untilOn, endReason FROM post ORDER BY id',
        ].map((query) => backend.backend.database.native.prepare(query).all()),
      )
    const before = picture()
    const { movedMembers } = await backend.call('organization.dissolve', dissolution(first, second))
    expect(movedMembers).toBe(2)
    const count = async (id: string, asOf: string) => (await nodeOf(backend, id, asOf))?.memberCount
    expect([await count(first, '2026-06-29'), await count(second, '2026-06-29')]).toEqual([2, 0])
    expect([await count(first, '2026-06-30'), await count(second, '2026-06-30')]).toEqual([0, 2])
    expect(await nodeOf(backend, group, '2026-06-30')).toMatchObject({ parentId: second, memberCount: 1 })
    const { posts } = await backend.call('election.board', { organizationId: first })
    expect(posts[0]).toMatchObject({ untilOn: '2026-06-30', endReason: '其他' })

    await backend.call('organization.restore', { organizationId: first })
    expect(picture()).toBe(before)
  })

  it('恢复前又有人转走的，指名说明并拒绝', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first, second, general } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0, { name: '欧阳一心' })
    await backend.call('organization.dissolve', dissolution(first, second))
    const third = (await backend.call('organization.create', creation({ parentId: general }))).organizationId
    await backend.call('member.assign', { memberIds: [memberId], branchId: third, groupId: null, fromOn: '2026-07-15', reason: '调动' })
    const moved = await refusedUntouched(backend, () => backend.refused('organization.restore', { organizationId: first }))
    expect(moved).toMatchObject({ code: 'MEMBERS_MOVED_SINCE' })
    expect(moved.message).toContain('欧阳一心')
  })

  it('恢复前下级又有变更的拒绝', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first, second, group } = await plantSmallTree(backend)
    await backend.call('organization.dissolve', dissolution(first, second))
    await backend.call('organization.dissolve', dissolution(group, null, '2026-08-01'))
    const failure = await refusedUntouched(backend, () => backend.refused('organization.restore', { organizationId: first }))
    expect(failure).toMatchObject({ code: 'CHILDREN_CHANGED_SINCE' })
    expect(failure.message).toContain('第一支部第一党小组')
    await backend.call('organization.restore', { organizationId: group })
    await backend.call('organization.restore', { organizationId: first })
    expect(await nodeOf(backend, group)).toMatchObject({ parentId: first })
  })

  it('恢复时名称已被占用的拒绝', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, committee } = await plantSmallTree(backend)
    await backend.call('organization.dissolve', dissolution(second, null))
    await backend.call('organization.create', creation({ parentId: committee, name: '中共测试商贸公司支部委员会' }, '2026-07-01'))
    const failure = await refusedUntouched(backend, () => backend.refused('organization.restore', { organizationId: second }))
    expect(failure.message).toContain('名称相同')
  })

  it('党小组撤销后组员留在支部；恢复后回到组里', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first, group } = await plantSmallTree(backend)
    await enrol(backend, first, 0, {}, group)
    await backend.call('organization.dissolve', dissolution(group, null))
    const groupOf = async () => (await backend.call('member.list', {})).rows[0]?.groupId
    expect(await groupOf()).toBeNull()
    expect((await nodeOf(backend, first))?.memberCount).toBe(1)
    await backend.call('organization.restore', { organizationId: group })
    expect(await groupOf()).toBe(group)
  })

  it.each([
    ['并入自己', (tree: Tree) => [tree.second, tree.second], 'MERGE_TARGET_INVALID'],
    ['并入自己的下级', (tree: Tree) => [tree.general, tree.first], 'MERGE_INTO_DESCENDANT'],
    ['党支部并入党委', (tree: Tree) => [tree.second, tree.committee], 'MERGE_LEVEL_MISMATCH'],
    ['党支部并入党小组', (tree: Tree) => [tree.second, tree.group], 'MERGE_LEVEL_MISMATCH'],
    ['党小组并入党支部', (tree: Tree) => [tree.group, tree.second], 'MERGE_LEVEL_MISMATCH'],
  ] as const)('%s：拒绝', async (_name, pick, code) => {
    await using backend = openTestBackend('2026-09-14')
    const [id = '', into = ''] = pick(await plantSmallTree(backend))
    expect(await refusedUntouched(backend, () => backend.refused('organization.dissolve', dissolution(id, into)))).toMatchObject({ code })
  })

  it('撤销日早于成立、在将来、早于其后的变更或编入：拒绝', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first, second } = await plantSmallTree(backend)
    expect(await backend.refused('organization.dissolve', dissolution(second, null, '2009-12-31'))).toMatchObject({
      code: 'DISSOLVED_BEFORE_ESTABLISHED',
    })
    expect(await backend.refused('organization.dissolve', dissolution(second, null, '2026-09-15'))).toMatchObject({
      code: 'DATE_IN_FUTURE',
    })
    const memberId = await enrol(backend, first, 0)
    await backend.call('member.assign', { memberIds: [memberId], branchId: second, groupId: null, fromOn: '2026-07-01', reason: '调动' })
    const failure = await refusedUntouched(backend, () =>
      backend.refused('organization.dissolve', dissolution(first, second, '2026-06-30')),
    )
    expect(failure).toMatchObject({ code: 'MEMBERS_CHANGED_LATER' })
    await backend.call('organization.dissolve', dissolution(first, second, '2026-07-01'))
  })

  it('撤并过的不能再改、再撤；没有撤并的不需要恢复', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallTree(backend)
    expect(await backend.refused('organization.restore', { organizationId: second })).toMatchObject({ code: 'NOT_DISSOLVED' })
    const next = await changed(backend, second, { shortName: '改名' })
    await backend.call('organization.dissolve', dissolution(second, null))
    expect(await backend.refused('organization.dissolve', dissolution(second, null))).toMatchObject({ code: 'ALREADY_DISSOLVED' })
    const revise = { organizationId: second, effectiveOn: '2026-05-01', profile: next }
    expect(await backend.refused('organization.revise', revise)).toMatchObject({ code: 'ALREADY_DISSOLVED' })
  })
})

type Tree = Awaited<ReturnType<typeof plantSmallTree>>
