import { describe, expect, it } from 'vitest'
import type { ActivityDraftInput } from '../../shared/organizational-life/activity-draft.ts'
import type { VoteMatter } from '../../shared/organizational-life/activity-types.ts'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallBranch } from '../kit/small-branch.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'
import { committeeMeeting, record, refusedUntouched, threeInOne } from './activity-fixture.ts'

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

  it('只能由党员大会表决的事项记在支委会上，支委会表决记在党员大会上：拒绝，不给出错的分母', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallBranch(backend)
    const voting = (matter: VoteMatter) =>
      committeeMeeting(second, {
        topics: [
          {
            type: '支委会',
            title: '表决',
            votes: [{ matter, subject: '', method: '举手表决', approveCount: 3, againstCount: 0, abstainCount: 0 }],
          },
        ],
      })
    for (const matter of ['接收预备党员', '预备党员转正', '选举'] as const) {
      const refusal = await refusedUntouched(backend, voting(matter))
      expect(refusal.problems).toMatchObject([{ place: 'topics.0.votes.0.matter', message: expect.stringContaining(matter) as string }])
    }
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
