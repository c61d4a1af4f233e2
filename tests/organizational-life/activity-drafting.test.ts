import { describe, expect, it } from 'vitest'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallBranch } from '../kit/small-branch.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'
import { committeeMeeting, record, threeInOne } from './activity-fixture.ts'

describe('粘贴一列姓名', () => {
  it('对上、同音、非本支部、没有此人、重复各说明白，漏了谁也说', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, first, id } = await plantSmallBranch(backend)
    await backend.call('member.create', {
      profile: syntheticPerson(50, { name: '钱外来' }),
      branchId: first,
      groupId: null,
      fromOn: null,
    })
    const { matches, missingIds } = await backend.call('life.matchNames', {
      organizationId: second,
      types: ['党员大会'],
      heldOn: '2026-09-14',
      names: ['1. 王思齐\n2. 叶文舟', '丁 一（迟到）', '王思齐', '钱外来', '查无此人'],
    })
    expect(matches.map(({ text, outcome }) => [text, outcome])).toEqual([
      ['1. 王思齐', '对上'],
      ['2. 叶文舟', '疑似'],
      ['丁 一（迟到）', '对上'],
      ['王思齐', '重复'],
      ['钱外来', '非本支部'],
      ['查无此人', '没有此人'],
    ])
    expect(matches[1]?.candidates).toMatchObject([{ memberId: id('叶闻舟'), why: '同音' }])
    expect(matches[4]?.candidates).toMatchObject([{ branchName: '第一支部', isExpected: false }])
    expect(missingIds).toHaveLength(10)
  })

  it('支委会里贴了支部别的党员：说是本支部的、可列席，不拿写法相近的委员顶替', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, id } = await plantSmallBranch(backend)
    const { memberId } = await backend.call('member.create', {
      profile: syntheticPerson(70, { name: '叶闻州' }),
      branchId: second,
      groupId: null,
      fromOn: null,
    })
    const { matches } = await backend.call('life.matchNames', {
      organizationId: second,
      types: ['支委会'],
      heldOn: '2026-09-14',
      names: ['叶闻州'],
    })
    expect(matches[0]).toMatchObject({ outcome: '非本支部', message: '叶闻州是本支部党员，不在这次的应到名单里，可记为列席' })
    expect(matches[0]?.candidates.map((candidate) => candidate.memberId)).toEqual([memberId, id('叶闻舟')])
  })

  it('同名的列出出生年份与小组给人选；写了年份的直接认', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallBranch(backend)
    const twin = syntheticPerson(400, { name: '丁一' })
    await backend.call('member.create', { profile: twin, branchId: second, groupId: null, fromOn: null })
    const year = twin.birthOn.slice(0, 4)
    const match = (names: string[]) =>
      backend.call('life.matchNames', { organizationId: second, types: ['党课'], heldOn: '2026-09-14', names })
    const [plain] = (await match(['丁一'])).matches
    expect(plain).toMatchObject({ outcome: '同名', memberId: null })
    expect(plain?.candidates.map(({ birthYear }) => birthYear).toSorted()).toEqual(['1960', year])
    expect((await match([`丁一 ${year}年生`])).matches).toMatchObject([{ outcome: '对上' }])
    expect((await match([`丁一（${year}）`])).matches).toMatchObject([{ outcome: '对上' }])
  })
})

describe('底稿', () => {
  it('照上次：时间地点、议题名目、记录人照上次，要点决议票数不带；应到的人都先记出席', async () => {
    await using backend = openTestBackend('2026-10-12')
    const { second } = await plantSmallBranch(backend)
    await record(backend, committeeMeeting(second, { recorderName: '叶闻舟', guests: [{ name: '李督导', role: '集团组织部' }] }))
    const { draft, likeHeldOn, roll } = await backend.call('life.activityDraft', {
      organizationId: second,
      types: ['支委会'],
      heldOn: '2026-10-12',
    })
    expect(likeHeldOn).toBe('2026-09-08')
    expect(draft).toMatchObject({
      heldOn: '2026-10-12',
      startsAt: '15:00',
      place: '三楼会议室',
      hostName: '王思齐',
      recorderName: '叶闻舟',
      guests: [{ name: '李督导' }],
      topics: [{ title: '研究发展对象', summary: '', resolution: '', votes: [] }],
      tasks: [],
    })
    expect(draft.attendance.map(({ status }) => status)).toEqual(['出席', '出席', '出席'])
    expect(roll.expectedCount).toBe(3)
    // 底稿不改一字也存得下：这就是最少步骤。
    const { activityId } = await record(backend, draft)
    expect(await backend.call('life.activity', { activityId })).toMatchObject({ presentCount: 3, title: '2026 年 10 月支委会' })
  })

  it('上次三类合办、这次只办主题党日：只带主题党日的议题，存得下', async () => {
    await using backend = openTestBackend('2026-10-08')
    const { second } = await plantSmallBranch(backend)
    await record(backend, threeInOne(second))
    const request = { organizationId: second, types: ['主题党日' as const], heldOn: '2026-10-08' }
    const { draft } = await backend.call('life.activityDraft', request)
    expect(draft.topics.map(({ title }) => title)).toEqual(['学习细则'])
    expect((await record(backend, { ...draft, narrative: '通读原文' })).notices).toEqual([])
  })

  it('照某一次、照模板：应到的人按它的类型算', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallBranch(backend)
    const { activityId } = await record(backend, committeeMeeting(second))
    const { draft, roll } = await backend.call('life.activityDraft', {
      organizationId: second,
      types: ['党课'],
      heldOn: '2026-09-14',
      source: { kind: '照某次', activityId },
    })
    expect(draft.types).toEqual(['支委会'])
    expect(roll).toMatchObject({ audience: '在任委员', expectedCount: 3 })
    expect(draft.attendance).toHaveLength(3)
  })

  it('没有上次的给空白：主题党日缺省两个半小时', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallBranch(backend)
    const blank = await backend.call('life.activityDraft', { organizationId: second, types: ['主题党日'], heldOn: '2026-09-01' })
    expect(blank).toMatchObject({ likeActivityId: null, draft: { startsAt: '14:00', endsAt: '16:30', topics: [] } })
    expect(blank.draft.attendance).toHaveLength(12)
  })
})
