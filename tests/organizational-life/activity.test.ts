import { describe, expect, it } from 'vitest'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallBranch, recordEvent } from '../kit/small-branch.ts'
import { committeeMeeting, record, threeInOne } from './activity-fixture.ts'

describe('记录一次活动', () => {
  it('支委会：应到的是在任委员，没有签到的按出席，存下后原样读回，缺项列出来', async () => {
    await using backend = openTestBackend('2026-09-08')
    const { second, id } = await plantSmallBranch(backend)
    const tasks = [{ topicSeq: 1, content: '公示', ownerId: id('叶闻舟'), dueOn: '2026-09-20' }]
    const saved = await record(backend, committeeMeeting(second, { hostId: id('王思齐'), recorderName: '叶闻舟', tasks }))
    expect(saved).toMatchObject({ revision: 1, notices: [], requiredItems: { missing: ['照片', '党建e家登记'] } })
    const view = await backend.call('life.activity', { activityId: saved.activityId })
    expect(view).toMatchObject({
      title: '2026 年 9 月支委会',
      hostName: '王思齐',
      minutes: 60,
      expectedCount: 3,
      presentCount: 3,
      archiveCategory: '三会一课',
      isBackfilled: false,
      isMonthClosed: false,
      recordedOn: '2026-09-08',
      types: [{ type: '支委会', isPrimary: true, isCounted: true }],
      tasks: [{ topicSeq: 1, content: '公示', ownerName: '叶闻舟', doneOn: null }],
    })
    expect(view.attendance.map((line) => `${line.name}${line.status}`)).toEqual(['王思齐出席', '许嘉澍出席', '叶闻舟出席'])
  })

  it('场景 7.10：三类各有议题，各计一次；时长只计一次 3 小时；大会的分母是应到有表决权', async () => {
    await using backend = openTestBackend('2026-09-01')
    const { second } = await plantSmallBranch(backend)
    const { activityId, notices } = await record(backend, threeInOne(second))
    const view = await backend.call('life.activity', { activityId })
    expect(view.types.map(({ type, isCounted }) => [type, isCounted])).toEqual([
      ['主题党日', true],
      ['党员大会', true],
      ['党课', true],
    ])
    expect(view).toMatchObject({ minutes: 180, expectedCount: 12, presentCount: 12, voterExpectedCount: 10, voterPresentCount: 10 })
    expect(view.topics[1]?.votes[0]).toMatchObject({
      expectedCount: 10,
      presentCount: 10,
      outcome: { isQuorate: true, isPassed: true, denominator: '应到会有表决权 10' },
    })
    expect(notices).toEqual([])
  })

  it('场景 7.10：没有分议题的一段记录，只计主标签，另两类待确认并说出来', async () => {
    await using backend = openTestBackend('2026-09-01')
    const { second } = await plantSmallBranch(backend)
    const { activityId, notices, requiredItems } = await record(backend, threeInOne(second, { topics: [], narrative: '下午的活动记录' }))
    const view = await backend.call('life.activity', { activityId })
    expect(view.types.map(({ type, isCounted }) => [type, isCounted]).toSorted()).toEqual([
      ['主题党日', true],
      ['党员大会', false],
      ['党课', false],
    ])
    expect(notices.join('')).toContain('暂不计次，列为待确认')
    expect(requiredItems.missing).toContain('党员大会的议题与结论')
  })

  it.each([
    ['只有题目', {}, false],
    ['写了要点', { summary: '三名委员逐一发言' }, true],
    ['写了决议', { resolution: '同意' }, true],
    [
      '登记了表决',
      { votes: [{ matter: '支委会表决' as const, method: '举手表决' as const, approveCount: 3, againstCount: 0, abstainCount: 0 }] },
      true,
    ],
  ])('%s的支委会：算不算一次有效的会——%s %s', async (_name, content, isCounted) => {
    await using backend = openTestBackend('2026-09-08')
    const { second } = await plantSmallBranch(backend)
    const topics = [{ type: '支委会' as const, title: '研究发展对象', ...content }]
    const { activityId, notices } = await record(backend, committeeMeeting(second, { topics }))
    expect(notices.join('').includes('“支委会”（只有题目，没有发言要点、决议，也没有整体记录）暂不计次')).toBe(!isCounted)
    expect((await backend.call('life.activity', { activityId })).types).toMatchObject([{ type: '支委会', isCounted }])
    const { slots } = await backend.call('life.month', { organizationId: second, month: '2026-09' })
    const slot = slots.find(({ position }) => position === '支委会')
    expect([slot?.state, slot?.activities.length]).toEqual(isCounted ? ['已办', 1] : ['待办', 0])
    expect(slot?.message.includes('只有题目')).toBe(!isCounted)
    expect(slot?.remedies.filter(({ route }) => route === 'life.reviseActivity').map(({ input }) => input['activityId'])).toEqual(
      isCounted ? [] : [activityId],
    )
  })

  it('发生日与录入日分开：第 4 天起标补录，并告诉人', async () => {
    await using backend = openTestBackend('2026-09-12')
    const { second } = await plantSmallBranch(backend)
    const inTime = await record(backend, committeeMeeting(second, { heldOn: '2026-09-09' }))
    const late = await record(backend, committeeMeeting(second, { heldOn: '2026-09-08' }))
    expect(inTime.notices).toEqual([])
    expect(late.notices.join('')).toContain('补录')
    const { rows } = await backend.call('life.activities', { organizationId: second, year: 2026, month: 9 })
    expect(rows.map(({ heldOn, isBackfilled }) => [heldOn, isBackfilled])).toEqual([
      ['2026-09-09', false],
      ['2026-09-08', true],
    ])
  })

  it('党小组会只算那个小组的人，主持人缺省是组长', async () => {
    await using backend = openTestBackend('2026-09-08')
    const { second, partyGroup, id } = await plantSmallBranch(backend)
    await backend.call('election.appoint', {
      organizationId: partyGroup,
      memberId: id('陈以宁'),
      title: '组长',
      fromOn: '2024-01-01',
      source: '选举',
    })
    const request = { organizationId: second, groupId: partyGroup, types: ['党小组会' as const], heldOn: '2026-09-08' }
    const roll = await backend.call('life.expectedRoll', request)
    expect(roll).toMatchObject({ audience: '小组党员', expectedCount: 3, hostName: '陈以宁' })
    expect(roll.lines.map(({ name, groupName }) => `${name} ${groupName}`)).toEqual([
      '陈以宁 商贸一组',
      '林柏川 商贸一组',
      '郑若谷 商贸一组',
    ])
  })

  it('应到按开会那天：换届以前的支委会算当时的委员，转正以前的大会不给表决权，豁免出勤的不算缺席', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, id } = await plantSmallBranch(backend)
    await recordEvent(backend, id('丁一'), { kind: '学时出勤豁免', occurredOn: '2026-09-10', detail: '年老体弱' })
    const roll = (types: ['支委会'] | ['党员大会'], heldOn: string) =>
      backend.call('life.expectedRoll', { organizationId: second, types, heldOn })
    expect(await roll(['支委会'], '2023-09-27')).toMatchObject({ expectedCount: 0 })
    expect(await roll(['支委会'], '2023-09-28')).toMatchObject({ expectedCount: 3, hostName: '王思齐' })
    expect(await roll(['党员大会'], '2026-09-09')).toMatchObject({ expectedCount: 12, voterCount: 10 })
    expect(await roll(['党员大会'], '2026-09-10')).toMatchObject({ expectedCount: 11, voterCount: 10 })
    const { lines } = await roll(['党员大会'], '2026-09-10')
    expect(lines.find(({ name }) => name === '丁一')).toMatchObject({ isExpected: false, isVoter: true, exemption: '年老体弱' })
  })
})

describe('主题党日顺延', () => {
  it.each([
    ['2026-01-04', false],
    ['2026-01-05', true],
    ['2026-01-06', true],
  ])('2026 年 1 月首个工作日是 1 月 4 日（调休上班）：%s 开而没写原因，提醒：%s', async (heldOn, isReminded) => {
    await using backend = openTestBackend('2026-01-06')
    const { second } = await plantSmallBranch(backend, '2025-12-01')
    const themeDay = { ...threeInOne(second), types: ['主题党日' as const], topics: [], heldOn }
    const { notices } = await record(backend, themeDay)
    expect(notices.some((notice) => notice.includes('首个工作日 2026-01-04'))).toBe(isReminded)
    const reasoned = await record(backend, { ...themeDay, startsAt: '09:00', endsAt: '11:00', postponeReason: '书记参加培训' })
    expect(reasoned.notices.some((notice) => notice.includes('首个工作日'))).toBe(false)
  })
})
