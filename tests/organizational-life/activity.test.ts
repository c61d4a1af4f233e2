import { describe, expect, it } from 'vitest'
import type { ActivityDraftInput } from '../../shared/organizational-life/activity-draft.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { BRANCH_NAMES, plantSmallBranch } from '../kit/small-branch.ts'

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

const record = (backend: TestBackend, activity: ActivityDraftInput) => backend.call('life.recordActivity', { activity })

/** 拒绝前后库里一行没有变。 */
function rowsOf(backend: TestBackend): string {
  const { native } = backend.backend.database
  return ['activity', 'activityTopic', 'activityAttendance', 'activityTask', 'activityChange', 'closedMonthChange', 'journal']
    .map((table) => JSON.stringify(native.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()))
    .join('\n')
}

describe('记录一次支委会', () => {
  it('应到的是在任委员，没有签到的按出席，存下后原样读回', async () => {
    await using backend = openTestBackend('2026-09-08')
    const { second, id } = await plantSmallBranch(backend)
    const { activityId, revision, requiredItems } = await record(
      backend,
      committeeMeeting(second, {
        hostId: id('王思齐'),
        recorderName: '叶闻舟',
        tasks: [{ topicSeq: 1, content: '公示', ownerId: id('叶闻舟'), dueOn: '2026-09-20' }],
      }),
    )
    expect(revision).toBe(1)
    const view = await backend.call('life.activity', { activityId })
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
    })
    expect(view.attendance.map((line) => [line.name, line.status])).toEqual([
      ['王思齐', '出席'],
      ['许嘉澍', '出席'],
      ['叶闻舟', '出席'],
    ])
    expect(view.tasks).toMatchObject([{ topicSeq: 1, content: '公示', ownerName: '叶闻舟', doneOn: null }])
    expect(requiredItems.missing).toEqual(['照片', '党建e家登记'])
    expect(BRANCH_NAMES).toHaveLength(12)
  })
})

describe('拒绝而什么也不写', () => {
  it('结束早于开始', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallBranch(backend)
    const before = rowsOf(backend)
    const failure = await backend.refused('life.recordActivity', {
      activity: committeeMeeting(second, { startsAt: '16:00', endsAt: '15:00' }),
    })
    expect(failure).toMatchObject({ code: 'ACTIVITY_INVALID' })
    expect(failure.problems).toMatchObject([{ place: 'endsAt' }])
    expect(rowsOf(backend)).toBe(before)
  })
})
