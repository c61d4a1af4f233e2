import { describe, expect, it } from 'vitest'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallBranch } from '../kit/small-branch.ts'
import { committeeMeeting, record, threeInOne } from './activity-fixture.ts'

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
