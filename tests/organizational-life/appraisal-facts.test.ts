import { expect, test } from 'vitest'
import { loadLifeMeetingFacts, loadReviewFacts } from '../../electron/organizational-life/appraisal-fact-queries.ts'
import { loadTalkFacts } from '../../electron/organizational-life/talk-queries.ts'
import { plantLifeBranch, recordMeeting } from './appraisal-fixture.ts'

test('规则看到的只有判定日已经发生的：会议、评定、反馈、谈话，前一天、当天、后一天', async () => {
  await using branch = await plantLifeBranch()
  const { backend, branchId, idOf } = branch
  const db = backend.backend.database.kysely
  const { meetingId } = await backend.call('life.openLifeMeeting', { organizationId: branchId, year: 2026, theme: '主题' })
  await backend.call('life.linkLifeMeeting', { meetingId, activityId: await recordMeeting(branch, '2026-12-10', [idOf('何川')]) })
  await backend.call('life.saveCriticisms', { meetingId, memberId: idOf('林葵'), selfCriticisms: ['不够深入'], mutualCriticisms: [] })
  const { reviewId } = await backend.call('life.openReview', { organizationId: branchId, year: 2026, rosterOn: '2026-12-01' })
  await backend.call('life.setReviewExemption', { reviewId, memberId: idOf('何川'), reason: '长期卧床' })
  const { people, revision } = await backend.call('life.review', { reviewId })
  const rated = people.filter(({ exemptReason }) => exemptReason === '')
  await backend.call('life.saveGrades', {
    reviewId,
    revision,
    rows: rated.map(({ memberId, category }) => ({ memberId, grade: category === '预备党员' ? ('不定等次' as const) : ('合格' as const) })),
  })
  await backend.call('life.recordReviewStage', { reviewId, stage: '组织评定', doneOn: '2026-12-10', summary: '' })
  await backend.call('life.recordFeedback', { reviewId, memberIds: rated.map(({ memberId }) => memberId), feedbackOn: '2026-12-11' })
  await backend.call('life.recordTalks', {
    organizationId: branchId,
    heldOn: '2026-12-10',
    kind: '日常',
    means: '见面',
    talkerIds: [idOf('江以恒')],
    memberIds: [idOf('何川')],
  })
  for (const [asOf, isOn] of [
    ['2026-12-09', false],
    ['2026-12-10', true],
    ['2026-12-11', true],
  ] as const) {
    const meeting = (await loadLifeMeetingFacts(db, asOf, [branchId])).get(branchId)?.[0]
    expect(meeting?.heldOn ?? null).toBe(isOn ? '2026-12-10' : null)
    // 请假的何川不在逐人核对里；林葵有一条自我批评。
    expect(meeting?.criticisms).toHaveLength(isOn ? 10 : 0)
    if (isOn) expect(meeting?.criticisms.find(({ name }) => name === '林葵')).toMatchObject({ selfCount: 1, receivedCount: 0 })
    const review = (await loadReviewFacts(db, asOf, [branchId])).get(branchId)?.[0]
    expect(review?.decidedOn).toBe(isOn ? '2026-12-10' : null)
    expect(review?.results).toHaveLength(11)
    expect(review?.results.filter(({ grade }) => grade !== null)).toHaveLength(isOn ? 10 : 0)
    expect(review?.results.filter(({ feedbackOn }) => feedbackOn !== null)).toHaveLength(asOf === '2026-12-11' ? 10 : 0)
    expect((await loadTalkFacts(db, asOf, [branchId])).get(branchId) ?? []).toHaveLength(isOn ? 1 : 0)
  }
})

test('撤下的不再是事实', async () => {
  await using branch = await plantLifeBranch()
  const { backend, branchId } = branch
  const db = backend.backend.database.kysely
  const { meetingId } = await backend.call('life.openLifeMeeting', { organizationId: branchId, year: 2026, theme: '主题' })
  const { reviewId } = await backend.call('life.openReview', { organizationId: branchId, year: 2026, rosterOn: '2026-12-01' })
  expect((await loadLifeMeetingFacts(db, '2026-12-20')).get(branchId)).toHaveLength(1)
  expect((await loadReviewFacts(db, '2026-12-20')).get(branchId)).toHaveLength(1)
  await backend.call('life.withdrawLifeMeeting', { meetingId, reason: '登错' })
  await backend.call('life.withdrawReview', { reviewId, reason: '登错' })
  expect((await loadLifeMeetingFacts(db, '2026-12-20')).get(branchId)).toBeUndefined()
  expect((await loadReviewFacts(db, '2026-12-20')).get(branchId)).toBeUndefined()
})
