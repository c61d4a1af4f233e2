import { describe, expect, it } from 'vitest'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { syntheticIdentityNumber, syntheticPerson } from '../kit/synthetic-person.ts'
import type { MemberProfile } from '../../shared/member/contract.ts'

async function enrol(
  backend: TestBackend,
  branchId: string,
  index: number,
  change: Partial<MemberProfile> = {},
  groupId: string | null = null,
) {
  const { memberId } = await backend.call('member.create', { profile: syntheticPerson(index, change), branchId, groupId, fromOn: null })
  return memberId
}

async function names(backend: TestBackend, filter: Record<string, unknown>): Promise<string[]> {
  const { rows } = await backend.call('member.list', filter)
  return rows.map(({ name }) => name)
}

describe('登记与更改', () => {
  it('登记后在名册里看得到，年龄、党龄、缺项都算好', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first } = await plantSmallTree(backend)
    await enrol(backend, first, 0, {
      name: '曾 小贤',
      birthOn: '1990-09-14',
      identityNumber: syntheticIdentityNumber('1990-09-14', 101),
      mobile: '',
      joinedOn: '2012-07-01',
      fullOn: '2013-07-01',
    })
    const { total, rows } = await backend.call('member.list', {})
    expect(total).toBe(1)
    expect(rows[0]).toMatchObject({ name: '曾小贤', age: 36, branchName: '中共测试制造公司第一支部委员会', missing: ['手机号'] })
  })

  it('15 位旧号升为 18 位、代码写法归一后存库', async () => {
    await using backend = openTestBackend()
    const { first } = await plantSmallTree(backend)
    await enrol(backend, first, 0, {
      birthOn: '1949-12-31',
      joinedOn: '1970-01-01',
      fullOn: '1971-01-01',
      identityNumber: '110105491231002',
      ethnicity: '01 汉',
      education: '本科',
    })
    const { rows } = await backend.call('member.list', {})
    expect(rows[0]).toMatchObject({ identityNumber: '1101************2X', ethnicity: '汉族', education: '大学' })
    const { values } = await backend.call('member.reveal', { memberId: rows[0]?.id ?? '', fields: ['identityNumber'] })
    expect(values).toEqual({ identityNumber: '11010519491231002X' })
  })

  it('不合要求的逐格说明，什么也不写', async () => {
    await using backend = openTestBackend()
    const { first } = await plantSmallTree(backend)
    const failure = await backend.refused('member.create', {
      profile: syntheticPerson(0, {
        identityNumber: '35020319850615001X',
        joinedOn: '1970-01-01',
        fullOn: '1969-01-01',
        ethnicity: '火星族',
      }),
      branchId: first,
      groupId: null,
      fromOn: null,
    })
    expect(failure.problems.map(({ place }) => place)).toEqual([
      'profile.identityNumber',
      'profile.joinedOn',
      'profile.fullOn',
      'profile.ethnicity',
    ])
    expect((await backend.call('member.list', {})).total).toBe(0)
  })

  it('同一证号不能登记两次，改成别人的证号也不行', async () => {
    await using backend = openTestBackend()
    const { first } = await plantSmallTree(backend)
    await enrol(backend, first, 0, { name: '张三' })
    const second = await enrol(backend, first, 1)
    const failure = await backend.refused('member.update', { memberId: second, profile: syntheticPerson(0) })
    expect(failure.code).toBe('IDENTITY_NUMBER_TAKEN')
    expect(failure.message).toContain('张三')
  })

  it('只能编入党支部，党小组须属于本支部', async () => {
    await using backend = openTestBackend()
    const { committee, second, group } = await plantSmallTree(backend)
    const input = { profile: syntheticPerson(0), fromOn: null }
    expect((await backend.refused('member.create', { ...input, branchId: committee, groupId: null })).message).toContain('只能编入党支部')
    expect((await backend.refused('member.create', { ...input, branchId: second, groupId: group })).message).toContain('不属于')
  })
})

describe('编入与按日期回看', () => {
  it('自某日起换支部：前一天在原处，当天、后一天在新处', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first, second } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0)
    await backend.call('member.assign', {
      memberIds: [memberId],
      branchId: second,
      groupId: null,
      fromOn: '2026-03-10',
      reason: '工作调动',
    })
    const branchOn = async (asOf: string) => (await backend.call('member.list', { asOf })).rows.map(({ branchId }) => branchId)
    expect([await branchOn('2026-03-09'), await branchOn('2026-03-10'), await branchOn('2026-03-11')]).toEqual([
      [first],
      [second],
      [second],
    ])
    const { assignments } = await backend.call('member.detail', { memberId })
    expect(assignments.map(({ fromOn, untilOn }) => [fromOn, untilOn])).toEqual([
      [null, '2026-03-10'],
      ['2026-03-10', null],
    ])
  })

  it('没有的党组织拒绝，不当作“没有人”', async () => {
    await using backend = openTestBackend()
    await plantSmallTree(backend)
    expect((await backend.refused('member.list', { organizationId: '没有这个' })).message).toContain('没有这个党组织')
    expect((await backend.refused('exchange.exportRoster', { organizationId: '没有这个' })).message).toContain('没有这个党组织')
  })

  it('转正前一天回看是预备党员，转正当天起是正式党员，筛选与组织人数同一口径', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first } = await plantSmallTree(backend)
    await enrol(backend, first, 0, { name: '钱转正', joinedOn: '2024-07-01', fullOn: '2025-07-01' })
    const on = async (asOf: string) => {
      const [row] = (await backend.call('member.list', { asOf })).rows
      const full = (await backend.call('member.list', { asOf, category: '正式党员' })).total
      const probationary = (await backend.call('member.list', { asOf, category: '预备党员' })).total
      const { nodes } = await backend.call('organization.tree', { asOf })
      return [row?.category, full, probationary, nodes.find(({ id }) => id === first)?.fullMemberCount]
    }
    expect(await on('2025-06-30')).toEqual(['预备党员', 0, 1, 0])
    expect(await on('2025-07-01')).toEqual(['正式党员', 1, 0, 1])
    expect(await on('2025-07-02')).toEqual(['正式党员', 1, 0, 1])
  })

  it('入党以前回看不在册', async () => {
    await using backend = openTestBackend()
    const { first } = await plantSmallTree(backend)
    await enrol(backend, first, 0, { joinedOn: '2020-07-01', fullOn: '2021-07-01' })
    expect((await backend.call('member.list', { asOf: '2020-06-30' })).total).toBe(0)
    expect((await backend.call('member.list', { asOf: '2020-07-01' })).total).toBe(1)
  })

  it('同一天再调整是改正；早于现编入日、将来的日期都拒绝', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first, second, group } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0)
    const assign = { memberIds: [memberId], groupId: null, reason: '调整' }
    await backend.call('member.assign', { ...assign, branchId: second, fromOn: '2026-03-10' })
    await backend.call('member.assign', { ...assign, branchId: first, groupId: group, fromOn: '2026-03-10' })
    expect((await backend.call('member.detail', { memberId })).assignments).toHaveLength(2)
    expect((await backend.refused('member.assign', { ...assign, branchId: second, fromOn: '2026-03-09' })).message).toContain('2026-03-10')
    expect((await backend.refused('member.assign', { ...assign, branchId: second, fromOn: '2026-09-15' })).code).toBe(
      'ASSIGNMENT_IN_FUTURE',
    )
  })

  it('已在该处的不算移动；有一人不存在则整批不动', async () => {
    await using backend = openTestBackend()
    const { first, second } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0)
    const assign = { groupId: null, fromOn: '2026-03-10', reason: '调整' }
    expect(await backend.call('member.assign', { ...assign, memberIds: [memberId], branchId: first })).toEqual({ moved: 0 })
    await backend.refused('member.assign', { ...assign, memberIds: [memberId, '没有这个人'], branchId: second })
    expect((await backend.call('member.detail', { memberId })).assignments).toHaveLength(1)
  })
})

describe('回收站', () => {
  it('移入后名册里没有，恢复后原样回来', async () => {
    await using backend = openTestBackend()
    const { first } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0)
    await backend.call('member.remove', { memberId, reason: '重复登记' })
    expect((await backend.call('member.list', {})).total).toBe(0)
    expect((await backend.call('member.recycled', {})).rows).toMatchObject([
      { memberId, reason: '重复登记', branchName: '中共测试制造公司第一支部委员会' },
    ])
    await backend.call('member.restore', { memberId })
    expect((await backend.call('member.list', {})).rows[0]?.branchId).toBe(first)
  })

  it('还有在任职务的不能移入，逐一说明是哪里的什么职务；都卸任了才可以', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first, group } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0, { name: '张三' })
    const post = { memberId, duty: '', fromOn: '2026-03-01', documentNo: '测党〔2026〕1号' } as const
    const secretary = await backend.call('election.appoint', { ...post, organizationId: first, title: '书记', source: '指派' })
    const leader = await backend.call('election.appoint', { ...post, organizationId: group, title: '组长', source: '选举' })
    const both = await backend.refused('member.remove', { memberId, reason: '调离集团' })
    expect(both.code).toBe('MEMBER_HOLDS_POST')
    expect(both.message).toMatch(/^张三仍任(第一支部书记、第一党小组组长|第一党小组组长、第一支部书记)，请先在“届次与班子”里登记卸任/)
    expect((await backend.call('member.list', {})).total).toBe(1)

    await backend.call('election.endPost', { postId: secretary.postId, untilOn: '2026-09-13', endReason: '调离' })
    const one = await backend.refused('member.remove', { memberId, reason: '调离集团' })
    expect(one.message).toContain('张三仍任第一党小组组长，')
    await backend.call('election.endPost', { postId: leader.postId, untilOn: '2026-09-14', endReason: '调离' })
    await backend.call('member.remove', { memberId, reason: '调离集团' })
    expect((await backend.call('member.list', {})).total).toBe(0)
  })

  it('证号已被别人用上时不能恢复，并说明是谁', async () => {
    await using backend = openTestBackend()
    const { first } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0)
    await backend.call('member.remove', { memberId, reason: '误登' })
    await enrol(backend, first, 0, { name: '李四' })
    const failure = await backend.refused('member.restore', { memberId })
    expect(failure.message).toContain('李四')
    expect((await backend.call('member.recycled', {})).rows).toHaveLength(1)
  })
})

describe('名册的筛选与搜索', () => {
  it('按支部树筛选：上级含全部下级，党小组只含组员', async () => {
    await using backend = openTestBackend()
    const tree = await plantSmallTree(backend)
    await enrol(backend, tree.first, 0, { name: '甲一' })
    await enrol(backend, tree.first, 1, { name: '乙二' }, tree.group)
    await enrol(backend, tree.second, 2, { name: '丙三' })
    expect(await names(backend, { organizationId: tree.committee })).toEqual(['甲一', '乙二', '丙三'])
    expect(await names(backend, { organizationId: tree.general })).toEqual(['甲一', '乙二'])
    expect(await names(backend, { organizationId: tree.group })).toEqual(['乙二'])
  })

  it('拼音全拼、首字母、生僻字、长名、证号尾号、手机号都搜得到', async () => {
    await using backend = openTestBackend()
    const { first } = await plantSmallTree(backend)
    const people = ['曾小贤', '吕布衣', '单雄信', '尉迟敬德', '张𬱖', '𠮷田明', '阿卜杜热依木·买买提吐尔逊', '张晓明', 'John Smith']
    for (const [index, name] of people.entries()) await enrol(backend, first, index, { name })
    const search = (text: string) => names(backend, { search: text })
    expect(await search('zengxiao')).toEqual(['曾小贤'])
    expect(await search('lv')).toEqual(['吕布衣'])
    expect(await search('lü')).toEqual(['吕布衣'])
    expect(await search('Shan Xiong')).toEqual(['单雄信'])
    expect(await search('ycjd')).toEqual(['尉迟敬德'])
    expect(await search('xiaoming')).toEqual(['张晓明'])
    expect(await search('xm')).toEqual(['张晓明'])
    expect(await search('ang')).toEqual([])
    expect(await search('𬱖')).toEqual(['张𬱖'])
    expect(await search('𠮷')).toEqual(['𠮷田明'])
    expect(await search('木买买提')).toEqual(['阿卜杜热依木·买买提吐尔逊'])
    expect(await search('木•买')).toEqual(['阿卜杜热依木·买买提吐尔逊'])
    expect(await search('smith')).toEqual(['John Smith'])
    expect(await search('13800000004')).toEqual(['张𬱖'])
    expect(await search(syntheticPerson(3).identityNumber.slice(-6).toLowerCase())).toContain('尉迟敬德')
  })

  it('通配符与引号只是文字', async () => {
    await using backend = openTestBackend()
    const { first } = await plantSmallTree(backend)
    await enrol(backend, first, 0)
    for (const text of ['%', '_', "'", "' OR 1=1 --", '\\', '"']) expect(await names(backend, { search: text })).toEqual([])
  })

  it('缺项筛选与逐人算出的缺项一致', async () => {
    await using backend = openTestBackend()
    const { first } = await plantSmallTree(backend)
    const gaps: Partial<MemberProfile>[] = [
      {},
      { education: '' },
      { fullOn: null },
      { category: '预备党员', fullOn: null },
      { job: '' },
      { mobile: '' },
      { address: '' },
      { isLost: true },
      { isLost: true, lostOn: '2025-01-01' },
      { isFloating: true },
      { isFloating: true, floatingTo: '某省某县' },
      { landline: '', adminPost: '', remark: '' },
    ]
    for (const [index, gap] of gaps.entries()) await enrol(backend, first, index, gap)
    const { rows } = await backend.call('member.list', {})
    const lacking = await backend.call('member.list', { hasMissing: true })
    const complete = await backend.call('member.list', { hasMissing: false })
    expect(new Set(lacking.rows.map(({ id }) => id))).toEqual(new Set(rows.filter(({ missing }) => missing.length > 0).map(({ id }) => id)))
    expect(lacking.total + complete.total).toBe(gaps.length)
    expect(lacking.total).toBe(7)
  })

  it('排序与取一段', async () => {
    await using backend = openTestBackend()
    const { first } = await plantSmallTree(backend)
    await enrol(backend, first, 0, { name: '王甲', fullOn: '1990-07-01' })
    await enrol(backend, first, 1, { name: '安乙', fullOn: '2000-07-01' })
    await enrol(backend, first, 2, { name: '张丙', category: '预备党员', fullOn: null })
    expect(await names(backend, { sort: '姓名' })).toEqual(['安乙', '王甲', '张丙'])
    expect(await names(backend, { sort: '姓名', descending: true })).toEqual(['张丙', '王甲', '安乙'])
    expect(await names(backend, { sort: '党龄' })).toEqual(['张丙', '安乙', '王甲'])
    expect(await names(backend, { sort: '姓名', offset: 1, limit: 1 })).toEqual(['王甲'])
    expect((await backend.call('member.list', { limit: 0 })).total).toBe(3)
  })
})
