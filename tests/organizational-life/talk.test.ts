import { describe, expect, test } from 'vitest'
import { talkCoverage } from '../../shared/organizational-life/talk.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'
import { plantLifeBranch } from './appraisal-fixture.ts'

const [a, b, c, d] = ['甲', '乙', '丙', '丁'].map((name, index) => ({ id: `p${index}`, name })) as [Person, Person, Person, Person]
type Person = { id: string; name: string }
const talk = (one: Person, other: Person, heldOn = '2026-05-01') => ({ talkerId: one.id, memberId: other.id, heldOn })

describe('谈心谈话覆盖（B30）', () => {
  const anyone = { minimum: 1, coverage: '任一支委' as const }

  test('支委两两：谁找谁不分，每对一格', () => {
    const table = talkCoverage([a, b, c], [a, b, c, d], [talk(b, a), talk(a, b, '2026-03-01')], anyone)
    expect(table).toMatchObject({ pairCount: 3, coveredPairCount: 1 })
    expect(table.pairs[0]).toEqual({ aId: 'p0', bId: 'p1', count: 2, lastOn: '2026-05-01' })
  })

  test('任一支委谈到即可；改“全部两两”，没谈到的逐个点名', () => {
    const talks = [talk(a, c), talk(c, d)]
    const [row] = talkCoverage([a, b], [a, b, c, d], talks, anyone).members
    expect(row).toMatchObject({ name: '丙', byCommittee: [1, 0], fromCommittee: 1, withMembers: 1, lacks: [] })
    const [strict] = talkCoverage([a, b], [a, b, c, d], talks, { minimum: 1, coverage: '全部两两' }).members
    expect(strict?.lacks).toEqual(['乙还没有谈到'])
  })

  test('党员之间一次也没有的点出来；只有一名普通党员的无人可谈，不算欠', () => {
    expect(talkCoverage([a], [a, b, c], [talk(a, b), talk(a, c)], anyone).members.map((row) => row.lacks)).toEqual([
      ['还没有与其他党员谈过'],
      ['还没有与其他党员谈过'],
    ])
    expect(talkCoverage([a], [a, b], [talk(a, b)], anyone).members[0]?.lacks).toEqual([])
  })
})

describe('登记谈话', () => {
  const once = { heldOn: '2026-11-02', kind: '日常', means: '见面' } as const

  test('批量登记逐对各记一次，身份由任职推出；支委互谈不重复记', async () => {
    await using branch = await plantLifeBranch()
    const { backend, branchId, idOf } = branch
    const committee = ['江以恒', '林葵', '董念慈'].map(idOf)
    const paired = await backend.call('life.recordTalks', { ...once, organizationId: branchId, talkerIds: committee, memberIds: committee })
    expect(paired.talkIds).toHaveLength(3)
    const members = ['苏晴', '陈知行', '许望舒', '叶青', '沈若', '何川', '新苗'].map(idOf)
    const rest = [...members, idOf('𠮷田野')]
    await backend.call('life.recordTalks', {
      ...once,
      heldOn: '2026-11-03',
      organizationId: branchId,
      talkerIds: [idOf('江以恒')],
      memberIds: rest,
    })
    const { rows } = await backend.call('life.talks', { organizationId: branchId, year: 2026 })
    expect(rows).toHaveLength(11)
    expect(new Set(rows.map((row) => row.talkerRole))).toEqual(new Set(['书记', '委员']))
    const coverage = await backend.call('life.talkCoverage', { organizationId: branchId, year: 2026 })
    expect(coverage).toMatchObject({ pairCount: 3, coveredPairCount: 3, coverage: '任一支委' })
    expect(coverage.members.every((row) => row.fromCommittee === 1)).toBe(true)
  })

  test('要点不在列表里，点开才取，也不进操作日志', async () => {
    await using branch = await plantLifeBranch()
    const { backend, branchId, idOf } = branch
    const secret = '思想上有波动，家中老人住院'
    const { talkIds } = await backend.call('life.recordTalks', {
      ...once,
      organizationId: branchId,
      talkerIds: [idOf('江以恒')],
      memberIds: [idOf('何川')],
      points: secret,
    })
    const [talkId = ''] = talkIds
    const listed = await backend.call('life.talks', { organizationId: branchId })
    expect(JSON.stringify(listed)).not.toContain(secret)
    expect(listed.rows[0]?.hasPoints).toBe(true)
    expect((await backend.call('life.revealTalk', { talkId })).points).toBe(secret)
    const { revision } = listed.rows[0] ?? { revision: 0 }
    await backend.call('life.reviseTalk', { ...once, talkId, revision, followUp: '每月联系一次' })
    expect((await backend.call('life.revealTalk', { talkId })).points).toBe(secret)
    const journal = await backend.call('settings.exportJournal', {})
    expect(Buffer.from(journal.base64, 'base64').toString('utf8')).not.toContain(secret)
  })

  test('坏输入：自己找自己、对象不在本支部、将来的日期、重复登记、身份不明，都说清楚、不写', async () => {
    await using branch = await plantLifeBranch()
    const { backend, branchId, tree, idOf } = branch
    const profile = syntheticPerson(300, { name: '外人' })
    const { memberId: outsider } = await backend.call('member.create', { profile, branchId: tree.second, groupId: null, fromOn: null })
    const base = { ...once, organizationId: branchId, talkerIds: [idOf('江以恒')], memberIds: [idOf('何川')] }
    await backend.call('life.recordTalks', base)
    const refusals = [
      await backend.refused('life.recordTalks', { ...base, memberIds: [idOf('江以恒')] }),
      await backend.refused('life.recordTalks', { ...base, memberIds: [outsider] }),
      await backend.refused('life.recordTalks', { ...base, talkerIds: [outsider] }),
      await backend.refused('life.recordTalks', { ...base, heldOn: '2026-12-21' }),
      await backend.refused('life.recordTalks', base),
      await backend.refused('life.recordTalks', { ...base, organizationId: tree.committee }),
      await backend.refused('life.recordTalks', { ...base, meetingId: 'x', heldOn: '2026-11-05' }),
      await backend.refused('life.revealTalk', { talkId: 'x' }),
    ]
    expect(refusals.map(({ code }) => code)).toEqual([
      'TALK_WITH_SELF',
      'NOT_IN_BRANCH',
      'TALKER_NOT_KNOWN',
      'DATE_IN_FUTURE',
      'TALK_DUPLICATE',
      'WRONG_LEVEL',
      'LIFE_MEETING_NOT_FOUND',
      'TALK_NOT_FOUND',
    ])
    expect((await backend.call('life.talks', { organizationId: branchId })).rows).toHaveLength(1)
  })
})
