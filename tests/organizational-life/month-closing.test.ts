import { describe, expect, it } from 'vitest'
import type { ActivityDraftInput } from '../../shared/organizational-life/activity-draft.ts'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallBranch } from '../kit/small-branch.ts'

const meeting = (organizationId: string, change: Partial<ActivityDraftInput> = {}): ActivityDraftInput => ({
  organizationId,
  types: ['支委会'],
  heldOn: '2026-08-20',
  startsAt: '15:00',
  endsAt: '16:00',
  place: '三楼',
  unlisted: '出席',
  ...change,
})

const grounds = { reason: '地点记错', authorizedBy: '集团党委组织部 林部长' }

describe('月结', () => {
  it('没过完的月不能结，过完的次日就能；缺项照样能结，但列出来', async () => {
    await using last = openTestBackend('2026-08-31')
    const onLastDay = await plantSmallBranch(last)
    const failure = await last.refused('life.closeMonth', { organizationIds: [onLastDay.second], month: '2026-08' })
    expect(failure.code).toBe('MONTH_NOT_OVER')
    await using backend = openTestBackend('2026-09-01')
    const { second } = await plantSmallBranch(backend)
    await backend.call('life.recordActivity', { activity: meeting(second) })
    const { closed, notices } = await backend.call('life.closeMonth', { organizationIds: [second], month: '2026-08' })
    expect(closed).toBe(1)
    expect(notices.join('')).toContain('还缺')
    const { months } = await backend.call('life.months', { organizationId: second, year: 2026 })
    expect(
      months.filter(({ isClosed }) => isClosed).map(({ month, activityCount, incompleteCount }) => [month, activityCount, incompleteCount]),
    ).toEqual([['2026-08', 1, 1]])
  })

  it('看全集团的一个月也逐次核必录项；看一整年不核的写明没核，不冒充 0', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, first } = await plantSmallBranch(backend)
    await backend.call('life.recordActivity', { activity: meeting(second) })
    await backend.call('life.recordActivity', { activity: meeting(second, { heldOn: '2026-08-31', startsAt: '09:00', endsAt: '10:00' }) })
    await backend.call('life.recordActivity', { activity: meeting(second, { heldOn: '2026-09-01' }) })
    const august = await backend.call('life.months', { year: 2026, month: '2026-08' })
    expect(new Set(august.months.map(({ month }) => month))).toEqual(new Set(['2026-08']))
    const countOf = (id: string) => august.months.find(({ organizationId }) => organizationId === id)
    expect(countOf(second)).toMatchObject({ activityCount: 2, incompleteCount: 2 })
    expect(countOf(first)).toMatchObject({ activityCount: 0, incompleteCount: 0 })
    const year = await backend.call('life.months', { year: 2026 })
    expect(new Set(year.months.map(({ incompleteCount }) => incompleteCount))).toEqual(new Set([null]))
  })

  it('有一个不能结，一个也不锁，逐个说为什么', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, committee, group } = await plantSmallBranch(backend)
    await backend.call('life.closeMonth', { organizationIds: [second], month: '2026-08' })
    const failure = await backend.refused('life.closeMonth', { organizationIds: [committee, second, group, 'x'], month: '2026-08' })
    expect(failure.problems.map(({ message }) => message)).toEqual([
      '2026-08 已经结过账',
      '党小组的记录随所在支部月结，请选党支部',
      '没有找到这个党组织，请重新选择',
    ])
    const { months } = await backend.call('life.months', { organizationId: committee, year: 2026 })
    expect(months.some(({ isClosed }) => isClosed)).toBe(false)
  })
})

describe('结账以后改动', () => {
  it('记录、更改、移走、恢复都要理由与授权人；给了的留前后值', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallBranch(backend)
    const { activityId } = await backend.call('life.recordActivity', { activity: meeting(second) })
    await backend.call('life.closeMonth', { organizationIds: [second], month: '2026-08' })
    expect((await backend.call('life.activity', { activityId })).isMonthClosed).toBe(true)
    const revised = meeting(second, { place: '二楼' })
    for (const refusal of [
      backend.refused('life.recordActivity', { activity: meeting(second, { heldOn: '2026-08-27' }) }),
      backend.refused('life.reviseActivity', { activityId, revision: 1, activity: revised }),
      backend.refused('life.removeActivity', { activityId, revision: 1, reason: '重复' }),
      backend.refused('life.recordEHome', { activityIds: [activityId], on: '2026-09-14' }),
    ])
      expect(await refusal).toMatchObject({ code: 'MONTH_CLOSED' })
    expect(await backend.call('life.activity', { activityId })).toMatchObject({ revision: 1, place: '三楼', deletedAt: null })
    expect((await backend.call('life.activities', { organizationId: second, year: 2026 })).total).toBe(1)
    await backend.call('life.reviseActivity', { activityId, revision: 1, activity: revised, closedMonth: grounds })
    await backend.call('life.removeActivity', {
      activityId,
      revision: 2,
      reason: '重复',
      closedMonth: { ...grounds, reason: '并到另一次' },
    })
    const { changes } = await backend.call('life.closedMonthChanges', { organizationId: second, year: 2026 })
    expect(changes).toHaveLength(2)
    expect(changes.find(({ reason }) => reason === '地点记错')).toMatchObject({
      month: '2026-08',
      authorizedBy: '集团党委组织部 林部长',
      items: [{ label: '地点', before: '三楼', after: '二楼' }],
    })
    expect(await backend.refused('life.restoreActivity', { activityId })).toMatchObject({ code: 'MONTH_CLOSED' })
    await backend.call('life.restoreActivity', { activityId, closedMonth: grounds })
    const trail = await backend.call('life.activityChanges', { activityId })
    expect(trail.changes.map(({ kind, authorizedBy }) => [kind, authorizedBy])).toEqual(
      ['恢复', '移入回收站', '更改'].map((kind) => [kind, '集团党委组织部 林部长']),
    )
  })

  it('补录到已结账的月份：前值为空，后值是全部内容', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallBranch(backend)
    await backend.call('life.closeMonth', { organizationIds: [second], month: '2026-08' })
    await backend.call('life.recordActivity', { activity: meeting(second), closedMonth: grounds })
    const { changes } = await backend.call('life.closedMonthChanges', { organizationId: second, year: 2026 })
    expect(changes[0]?.items.find(({ label }) => label === '地点')).toEqual({ label: '地点', before: '', after: '三楼' })
  })

  it('把日期改到、改出已结账的月份都算改动它；没结账的月份照改', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallBranch(backend)
    const { activityId } = await backend.call('life.recordActivity', { activity: meeting(second, { heldOn: '2026-09-01' }) })
    await backend.call('life.closeMonth', { organizationIds: [second], month: '2026-08' })
    const into = { activityId, revision: 1, activity: meeting(second, { heldOn: '2026-08-31' }) }
    expect(await backend.refused('life.reviseActivity', into)).toMatchObject({ code: 'MONTH_CLOSED' })
    await backend.call('life.reviseActivity', { activityId, revision: 1, activity: meeting(second, { heldOn: '2026-09-02' }) })
    await backend.call('life.reviseActivity', { ...into, revision: 2, closedMonth: grounds })
    const out = { activityId, revision: 3, activity: meeting(second, { heldOn: '2026-09-01' }) }
    expect(await backend.refused('life.reviseActivity', out)).toMatchObject({ code: 'MONTH_CLOSED' })
  })

  it('反月结写明理由与授权人，之后照常改；再结一次另立一行，前一次的痕迹还在', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallBranch(backend)
    const reopening = { organizationId: second, month: '2026-08', reason: '漏录一次支委会', authorizedBy: '林部长' }
    expect(await backend.refused('life.reopenMonth', reopening)).toMatchObject({ code: 'NOT_CLOSED' })
    await backend.call('life.closeMonth', { organizationIds: [second], month: '2026-08' })
    const unauthorized = await backend.refused('life.reopenMonth', { ...reopening, authorizedBy: ' ' })
    expect(unauthorized.problems.map(({ place }) => place)).toEqual(['authorizedBy'])
    await backend.call('life.reopenMonth', reopening)
    expect((await backend.call('settings.protectedChanges', {})).rows).toMatchObject([
      { subject: '已月结台账', matter: '反月结 2026-08', reason: '漏录一次支委会', authorizedBy: '林部长' },
    ])
    await backend.call('life.recordActivity', { activity: meeting(second) })
    const august = async () =>
      (await backend.call('life.months', { organizationId: second, year: 2026 })).months.find(({ month }) => month === '2026-08')
    expect(await august()).toMatchObject({ isClosed: false, reopenReason: '漏录一次支委会' })
    await backend.call('life.closeMonth', { organizationIds: [second], month: '2026-08' })
    expect(await august()).toMatchObject({ isClosed: true, reopenedAt: null })
    const count = backend.backend.database.native.prepare('SELECT count(*) FROM monthClosing').pluck().get()
    expect(count).toBe(2)
  })
})

describe('漏开说明', () => {
  it('同一个缺口后填的代替先填的，先填的留痕；可撤下；将来的不必说明', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, general, group } = await plantSmallBranch(backend)
    const note = { organizationId: second, type: '支委会' as const, period: '2026-08' }
    await backend.call('life.recordGapNote', { ...note, reason: '书记住院' })
    const { noteId } = await backend.call('life.recordGapNote', { ...note, reason: '书记住院，副书记出差' })
    const notes = async () => (await backend.call('life.gapNotes', { organizationId: second, year: 2026 })).notes
    expect((await notes()).map(({ reason }) => reason)).toEqual(['书记住院，副书记出差'])
    expect(backend.backend.database.native.prepare('SELECT count(*) FROM gapNote').pluck().get()).toBe(2)
    await backend.call('life.withdrawGapNote', { noteId })
    expect(await notes()).toEqual([])
    expect(await backend.refused('life.withdrawGapNote', { noteId })).toMatchObject({ code: 'ALREADY_WITHDRAWN' })
    expect(await backend.refused('life.recordGapNote', { ...note, type: '党员大会', period: '2026-Q4', reason: 'x' })).toMatchObject({
      code: 'PERIOD_IN_FUTURE',
    })
    expect(await backend.refused('life.recordGapNote', { ...note, period: '2026-10', reason: 'x' })).toMatchObject({
      code: 'PERIOD_IN_FUTURE',
    })
    expect(await backend.refused('life.recordGapNote', { ...note, period: '2026-13', reason: 'x' })).toMatchObject({
      code: 'INVALID_INPUT',
    })
    await backend.call('life.recordGapNote', { ...note, period: '2026-Q3', type: '党员大会', reason: '封闭施工' })
    expect(
      await backend.refused('life.recordGapNote', { organizationId: general, type: '党小组会', period: '2026-08', reason: 'x' }),
    ).toMatchObject({ code: 'TYPE_NOT_HELD' })
    expect(await backend.refused('life.recordGapNote', { ...note, groupId: group, type: '党小组会', reason: 'x' })).toMatchObject({
      code: 'GROUP_NOT_IN_BRANCH',
    })
  })
})
