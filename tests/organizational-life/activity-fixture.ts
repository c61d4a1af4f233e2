import { expect } from 'vitest'
import type { ActivityDraftInput } from '../../shared/organizational-life/activity-draft.ts'
import type { TestBackend } from '../kit/backend.ts'

/** 各项齐全的一次支委会。 */
export function committeeMeeting(organizationId: string, change: Partial<ActivityDraftInput> = {}): ActivityDraftInput {
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
export function threeInOne(organizationId: string, change: Partial<ActivityDraftInput> = {}): ActivityDraftInput {
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

export const record = (backend: TestBackend, activity: ActivityDraftInput) => backend.call('life.recordActivity', { activity })

/** 与活动有关的各表，一行不差才算什么也没写。 */
export function rowsOf(backend: TestBackend): string {
  const { native } = backend.backend.database
  const tables = ['activity', 'activityType', 'activityTopic', 'activityVote', 'activityAttendance', 'activityGuest', 'activityTask']
  return [...tables, 'activityChange', 'closedMonthChange', 'journal']
    .map((table) => JSON.stringify(native.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()))
    .join('\n')
}

export async function refusedUntouched(backend: TestBackend, activity: ActivityDraftInput) {
  const before = rowsOf(backend)
  const failure = await backend.refused('life.recordActivity', { activity })
  expect(rowsOf(backend)).toBe(before)
  return failure
}
