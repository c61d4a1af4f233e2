import { describe, expect, it } from 'vitest'
import type { ActivityDraftInput } from '../../shared/organizational-life/activity-draft.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallBranch, recordEvent } from '../kit/small-branch.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

/** 各项齐全的一次支委会。 */
function committeeMeeting(organizationId: string, change: Partial<ActivityDraftInput> = {}): ActivityDraftInput {
  return {
    organizationId,
    types: ['支委会'],
    heldOn: '2026-09-08',
    startsAt: '15:00',
    endsAt: '16:00',
    place: '三楼会议室',
    topics: [{ type: '支委会', title: '研究发展对象', summary: '三名委员逐一发言', resolution: '同意列为发展对象' }],
    unlisted: '出席',
    ...change,
  }
}

/** 14:00–17:00 一场，主题党日、党员大会、党课三段议题（场景 7.10）。 */
function threeInOne(organizationId: string, change: Partial<ActivityDraftInput> = {}): ActivityDraftInput {
  return {
    organizationId,
    types: ['主题党日', '党员大会', '党课'],
    heldOn: '2026-09-01',
    startsAt: '14:00',
    endsAt: '17:00',
    topics: [
      { type: '主题党日', title: '学习细则', startsAt: '14:00', endsAt: '15:00', summary: '通读原文' },
      {
        type: '党员大会',
        title: '审议上半年支部工作报告',
        startsAt: '15:00',
        endsAt: '16:00',
        resolution: '通过',
        votes: [{ matter: '一般事项', method: '举手表决', approveCount: 9, againstCount: 0, abstainCount: 1 }],
      },
      { type: '党课', title: '把规矩立在业务前面', startsAt: '16:00', endsAt: '17:00', speakerRole: '书记', summary: '讲三点' },
    ],
    unlisted: '出席',
    ...change,
  }
}

const record = (backend: TestBackend, activity: ActivityDraftInput) => backend.call('life.recordActivity', { activity })

/** 与活动有关的各表，一行不差才算什么也没写。 */
function rowsOf(backend: TestBackend): string {
  const { native } = backend.backend.database
  const tables = ['activity', 'activityType', 'activityTopic', 'activityVote', 'activityAttendance', 'activityGuest', 'activityTask']
  return [...tables, 'activityChange', 'closedMonthChange', 'journal']
    .map((table) => JSON.stringify(native.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()))
    .join('\n')
}

async function refusedUntouched(backend: TestBackend, activity: ActivityDraftInput) {
  const before = rowsOf(backend)
  const failure = await backend.refused('life.recordActivity', { activity })
  expect(rowsOf(backend)).toBe(before)
  return failure
}

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

describe('坏输入：说清楚，什么也不写', () => {
  it('结束早于开始、未来日期、议题超出起止、类型不能合并，一次说全', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallBranch(backend)
    const reversed = await refusedUntouched(backend, committeeMeeting(second, { startsAt: '16:00', endsAt: '15:00' }))
    expect(reversed).toMatchObject({ code: 'ACTIVITY_INVALID', problems: [{ place: 'endsAt' }] })
    expect((await refusedUntouched(backend, committeeMeeting(second, { startsAt: '15:00', endsAt: '15:00' }))).code).toBe(
      'ACTIVITY_INVALID',
    )
    const tomorrow = await refusedUntouched(backend, committeeMeeting(second, { heldOn: '2026-09-15' }))
    expect(tomorrow.message).toContain('在今天（2026-09-14）之后')
    await record(backend, committeeMeeting(second, { heldOn: '2026-09-14' }))
    const several = await refusedUntouched(
      backend,
      committeeMeeting(second, {
        types: ['支委会', '党员大会'],
        topics: [{ type: '支委会', title: '过晚', startsAt: '15:30', endsAt: '17:00' }],
        tasks: [{ content: '倒着办', dueOn: '2026-09-07' }],
      }),
    )
    expect(several.problems.map(({ place }) => place)).toEqual(['types', 'topics.0.startsAt', 'tasks.0.dueOn'])
  })

  it('支部成立前、撤销当天', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, first } = await plantSmallBranch(backend)
    const early = await refusedUntouched(backend, committeeMeeting(second, { heldOn: '2009-12-31' }))
    expect(early.message).toContain('2010-01-01 才成立')
    await backend.call('organization.dissolve', {
      organizationId: first,
      dissolvedOn: '2026-09-10',
      reason: '撤并',
      documentNo: '测党〔2026〕3号',
      mergedIntoId: second,
    })
    const after = await refusedUntouched(backend, committeeMeeting(first, { heldOn: '2026-09-10' }))
    expect(after.message).toContain('已于 2026-09-10 撤销')
    expect((await record(backend, committeeMeeting(first, { heldOn: '2026-09-09' }))).revision).toBe(1)
  })

  it('签到里有非本支部党员：说他编在哪里，可记列席；应到的人不能记列席；同一人两次', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, first, id } = await plantSmallBranch(backend)
    const { memberId: stranger } = await backend.call('member.create', {
      profile: syntheticPerson(50, { name: '钱外来' }),
      branchId: first,
      groupId: null,
      fromOn: null,
    })
    const meeting = (attendance: ActivityDraftInput['attendance']) => threeInOne(second, attendance ? { attendance } : {})
    const failure = await refusedUntouched(backend, meeting([{ memberId: stranger, status: '出席' }]))
    expect(failure.message).toContain('钱外来在 2026-09-01 编在“第一支部”，不是“商贸支部”的党员；来旁听的请记为列席')
    expect((await refusedUntouched(backend, meeting([{ memberId: id('丁一'), status: '列席' }]))).message).toContain('不能记列席')
    const twice = [
      { memberId: id('丁一'), status: '出席' as const },
      { memberId: id('丁一'), status: '请假' as const },
    ]
    expect((await refusedUntouched(backend, meeting(twice))).message).toContain('同一个人出现两次')
    expect((await refusedUntouched(backend, meeting([{ memberId: '没有这个人', status: '出席' }]))).message).toContain('不在名册里')
    const { activityId } = await record(backend, meeting([{ memberId: stranger, status: '列席', reason: '兄弟支部' }]))
    expect(await backend.call('life.activity', { activityId })).toMatchObject({ expectedCount: 12, presentCount: 12 })
  })

  it('重复录入同一次：指出已有那次，时间不重叠的不算，明知再录可以', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallBranch(backend)
    await record(backend, committeeMeeting(second))
    const failure = await refusedUntouched(backend, committeeMeeting(second, { startsAt: '15:30', endsAt: '16:30' }))
    expect(failure).toMatchObject({ code: 'DUPLICATE_ACTIVITY' })
    expect(failure.message).toContain('15:00 至 16:00 已有一次同类活动“2026 年 9 月支委会”')
    await record(backend, committeeMeeting(second, { startsAt: '16:00', endsAt: '17:00' }))
    await backend.call('life.recordActivity', { activity: committeeMeeting(second), allowsDuplicate: true })
    expect((await backend.call('life.activities', { organizationId: second, year: 2026 })).total).toBe(3)
  })

  it('计票：票多于到会、书面意见用在一般事项、指到别的支部的换届流程', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallBranch(backend)
    const withVote = (vote: Record<string, unknown>) =>
      threeInOne(second, {
        types: ['党员大会'],
        topics: [
          {
            type: '党员大会',
            title: '审议',
            votes: [{ matter: '一般事项', method: '举手表决', approveCount: 10, againstCount: 0, abstainCount: 0, ...vote }],
          },
        ],
      })
    expect((await refusedUntouched(backend, withVote({ againstCount: 1 }))).message).toContain('多于到会有表决权的 10 人')
    expect((await refusedUntouched(backend, withVote({ writtenApproveCount: 1 }))).message).toContain('书面意见')
    expect((await refusedUntouched(backend, withVote({ presentCount: 11 }))).message).toContain('多于应到 10 人')
    expect((await refusedUntouched(backend, withVote({ electionProcessId: '没有' }))).message).toContain('换届')
  })

  it('主持人、主讲人不在名册，党小组会没选小组，党总支不开党小组会', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, general } = await plantSmallBranch(backend)
    expect((await refusedUntouched(backend, committeeMeeting(second, { hostId: 'x' }))).problems).toMatchObject([{ place: 'hostId' }])
    const group = committeeMeeting(second, { types: ['党小组会'], topics: [] })
    expect((await refusedUntouched(backend, group)).problems).toMatchObject([{ place: 'groupId' }])
    const wrong = await refusedUntouched(backend, committeeMeeting(general, { types: ['党小组会'], topics: [] }))
    expect(wrong.message).toContain('党小组设在党支部')
    expect((await refusedUntouched(backend, committeeMeeting('没有', {}))).code).toBe('ORGANIZATION_UNKNOWN')
  })
})

describe('党组织的成立与撤销不能把已有的活动甩在外面', () => {
  it('成立日期改到活动以后、撤销日期不晚于活动的拒绝；活动次日撤销可以', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first, second } = await plantSmallBranch(backend)
    const { activityId } = await record(backend, { ...committeeMeeting(first), heldOn: '2026-09-10' })
    const dissolution = { organizationId: first, reason: '撤并', documentNo: '1号', mergedIntoId: second }
    const failure = await backend.refused('organization.dissolve', { ...dissolution, dissolvedOn: '2026-09-10' })
    expect(failure).toMatchObject({ code: 'ACTIVITY_LATER' })
    const establishment = { organizationId: first, code: '001.001.001', establishmentDocumentNo: '' }
    const late = await backend.refused('organization.correctEstablishment', { ...establishment, establishedOn: '2026-09-11' })
    expect(late.message).toContain('2026-09-10')
    await backend.call('organization.dissolve', { ...dissolution, dissolvedOn: '2026-09-11' })
    expect((await backend.call('life.activity', { activityId })).organizationName).toBe('第一支部')
  })
})

describe('更改、回收站、恢复', () => {
  it('改动留前后值；议定事项的编号接得上；已被别人改过的不盖掉', async () => {
    await using backend = openTestBackend('2026-09-08')
    const { second } = await plantSmallBranch(backend)
    const draft = committeeMeeting(second, { tasks: [{ content: '公示', dueOn: '2026-09-20' }] })
    const { activityId } = await record(backend, draft)
    const [task] = (await backend.call('life.activity', { activityId })).tasks
    const tasks = [{ id: task?.id ?? null, content: '公示五天', dueOn: '2026-09-20' }]
    const revised = { ...draft, place: '二楼会议室', tasks, topics: [] }
    expect(await backend.call('life.reviseActivity', { activityId, revision: 1, activity: revised })).toMatchObject({ revision: 2 })
    const view = await backend.call('life.activity', { activityId })
    expect(view).toMatchObject({
      place: '二楼会议室',
      topics: [],
      tasks: [{ id: task?.id, content: '公示五天' }],
      recordedOn: '2026-09-08',
    })
    const { changes } = await backend.call('life.activityChanges', { activityId })
    expect(changes).toHaveLength(1)
    expect(changes[0]?.items.map(({ label, before, after }) => [label, before.slice(0, 7), after.slice(0, 7)])).toEqual(
      expect.arrayContaining([
        ['地点', '三楼会议室', '二楼会议室'],
        ['议题 1', '支委会：研究发', ''],
      ]),
    )
    const stale = await backend.refused('life.reviseActivity', { activityId, revision: 1, activity: { ...draft, place: '一楼' } })
    expect(stale).toMatchObject({ code: 'STALE_REVISION' })
    expect((await backend.call('life.activity', { activityId })).place).toBe('二楼会议室')
  })

  it('签到里的人后来移入回收站：改时点名让人去掉；主持人后来移走的不妨碍改别的', async () => {
    await using backend = openTestBackend('2026-09-08')
    const { second, id } = await plantSmallBranch(backend)
    const draft = threeInOne(second, {
      hostId: id('丁一'),
      hostName: '',
      unlisted: '缺席',
      attendance: [{ memberId: id('欧阳青'), status: '出席' }],
      topics: [],
    })
    const { activityId } = await record(backend, draft)
    for (const name of ['丁一', '欧阳青']) await backend.call('member.remove', { memberId: id(name), reason: '重复登记' })
    const failure = await backend.refused('life.reviseActivity', { activityId, revision: 1, activity: { ...draft, place: '二楼' } })
    expect(failure.problems).toEqual([
      { place: 'attendance.0', message: '签到里的欧阳青不在名册里（可能已移入回收站），请去掉或重新选择。' },
    ])
    await backend.call('life.reviseActivity', { activityId, revision: 1, activity: { ...draft, place: '二楼', attendance: [] } })
    expect(await backend.call('life.activity', { activityId })).toMatchObject({
      hostName: '丁一',
      place: '二楼',
      expectedCount: 10,
      presentCount: 0,
    })
  })

  it('移入回收站不再列出、不再算重复；恢复时若已另录一次就拒绝', async () => {
    await using backend = openTestBackend('2026-09-08')
    const { second } = await plantSmallBranch(backend)
    const { activityId } = await record(backend, committeeMeeting(second))
    await backend.call('life.removeActivity', { activityId, revision: 1, reason: '录错支部' })
    expect((await backend.call('life.activities', { organizationId: second, year: 2026 })).total).toBe(0)
    const { rows } = await backend.call('life.activities', { organizationId: second, year: 2026, removed: true })
    expect(rows).toMatchObject([{ id: activityId, deletionReason: '录错支部' }])
    expect(await backend.refused('life.reviseActivity', { activityId, revision: 2, activity: committeeMeeting(second) })).toMatchObject({
      code: 'ACTIVITY_REMOVED',
    })
    const again = await record(backend, committeeMeeting(second))
    expect(await backend.refused('life.restoreActivity', { activityId })).toMatchObject({ code: 'DUPLICATE_ACTIVITY' })
    await backend.call('life.removeActivity', { activityId: again.activityId, revision: 1, reason: '重录' })
    await backend.call('life.restoreActivity', { activityId })
    expect((await backend.call('life.activities', { organizationId: second, year: 2026 })).rows).toMatchObject([{ id: activityId }])
    const { changes } = await backend.call('life.activityChanges', { activityId })
    expect(changes.map(({ kind }) => kind)).toEqual(['恢复', '移入回收站'])
    expect(await backend.refused('life.restoreActivity', { activityId })).toMatchObject({ code: 'NOT_REMOVED' })
  })

  it('登记党建e家：一次登几条，早于活动的一条也不登，可撤去', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallBranch(backend)
    const one = await record(backend, committeeMeeting(second))
    const two = await record(backend, committeeMeeting(second, { heldOn: '2026-09-11' }))
    const activityIds = [one.activityId, two.activityId]
    const early = await backend.refused('life.recordEHome', { activityIds, on: '2026-09-10', number: '' })
    expect(early.code).toBe('BEFORE_HELD')
    expect((await backend.call('life.activity', { activityId: one.activityId })).eHomeOn).toBeNull()
    await backend.call('life.recordEHome', { activityIds, on: '2026-09-11', number: 'E-1' })
    expect(await backend.call('life.activity', { activityId: two.activityId })).toMatchObject({ eHomeOn: '2026-09-11', eHomeNo: 'E-1' })
    await backend.call('life.recordEHome', { activityIds, on: null, number: '' })
    expect((await backend.call('life.activity', { activityId: two.activityId })).eHomeOn).toBeNull()
  })
})

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
    expect((await record(backend, draft)).notices).toEqual([])
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
