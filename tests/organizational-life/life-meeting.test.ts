import { draftOfActivity } from '../../renderer/organizational-life/activity-form.ts'
import { describe, expect, test } from 'vitest'
import {
  criticismCoverage,
  lifeStepProblem,
  materialsOf,
  standingSteps,
  yearProblem,
} from '../../shared/organizational-life/life-meeting.ts'
import { plantLifeBranch, recordMeeting, type LifeBranch } from './appraisal-fixture.ts'

async function openMeeting({ backend, branchId }: LifeBranch, change: { year?: number; plannedOn?: string | null } = {}): Promise<string> {
  const { meetingId } = await backend.call('life.openLifeMeeting', {
    organizationId: branchId,
    year: 2026,
    theme: '学党章、强党性、作表率',
    plannedOn: '2026-12-10',
    plannedTime: '下午2时30分',
    place: '三楼会议室',
    ...change,
  })
  return meetingId
}

describe('材料七项（B23）', () => {
  const nothing = { theme: '', steps: [], opinionCount: 0, talkCount: 0, examinationCount: 0, criticismCount: 0, measureCount: 0 }

  test('什么也没有，一项也不算；样样都有，七项齐', () => {
    expect(materialsOf(nothing)).toEqual([])
    expect(
      materialsOf({
        theme: '主题',
        steps: [{ kind: '会前学习', doneOn: '2026-11-01' }],
        opinionCount: 1,
        talkCount: 1,
        examinationCount: 1,
        criticismCount: 1,
        measureCount: 1,
      }),
    ).toHaveLength(7)
  })

  test('批评意见、整改措施只登记了日期的不算材料', () => {
    const dated = [
      { kind: '批评与自我批评' as const, doneOn: '2026-12-10' },
      { kind: '整改清单' as const, doneOn: '2026-12-11' },
    ]
    expect(materialsOf({ ...nothing, steps: dated })).toEqual([])
  })
})

describe('批评与自我批评逐人核对（B24）', () => {
  test('自我批评、收到的相互批评分别数；请假的人不在到会名单里', () => {
    const people = [
      { id: 'a', name: '甲' },
      { id: 'b', name: '乙' },
    ]
    const coverage = criticismCoverage(people, [
      { memberId: 'a', kind: '自我批评', criticId: null, content: '学习不够' },
      { memberId: 'a', kind: '相互批评', criticId: 'b', content: '调研偏少' },
      { memberId: 'b', kind: '相互批评', criticId: 'a', content: '创新不足' },
      { memberId: 'c', kind: '自我批评', criticId: null, content: '不在会上' },
    ])
    expect(coverage).toEqual([
      { memberId: 'a', name: '甲', selfCount: 1, receivedCount: 1 },
      { memberId: 'b', name: '乙', selfCount: 0, receivedCount: 1 },
    ])
  })
})

describe('各步的先后', () => {
  // 会议 2026-12-10：前一天、当天、后一天。
  test.each([
    ['会前学习', '2026-12-09', true],
    ['会前学习', '2026-12-10', true],
    ['会前学习', '2026-12-11', false],
    ['整改清单', '2026-12-09', false],
    ['整改清单', '2026-12-10', true],
    ['整改清单', '2026-12-11', true],
    ['批评与自我批评', '2026-12-10', true],
    ['批评与自我批评', '2026-12-11', false],
  ] as const)('%s %s：说得通 %s', (kind, on, isFine) => {
    expect(lifeStepProblem(kind, on, '2026-12-10') === null).toBe(isFine)
  })

  test.each([
    ['2025-12-31', false],
    ['2026-01-01', true],
    ['2027-12-31', true],
    ['2028-01-01', false],
  ])('2026 年度、%s：与年度说得通 %s', (on, isFine) => {
    expect(yearProblem('会议', 2026, on) === null).toBe(isFine)
  })

  test('没有登记日期的，从会议记录、发文登记簿、谈话里看得出就算办了；登记过的照登记', () => {
    const steps = standingSteps([{ kind: '谈心谈话', doneOn: '2026-11-30', summary: '', activityId: null, documentId: null }], {
      heldOn: '2026-12-10',
      notice: { id: 'd1', datedOn: '2026-11-20' },
      report: null,
      talkedOn: '2026-12-01',
      examinedOn: null,
      improvedOn: null,
    })
    const stateOf = (kind: string) => steps.find((step) => step.kind === kind)
    expect(stateOf('方案通知')).toMatchObject({ doneOn: '2026-11-20', documentId: 'd1', source: '发文登记簿' })
    expect(stateOf('谈心谈话')).toMatchObject({ doneOn: '2026-11-30', source: '登记' })
    expect(stateOf('批评与自我批评')).toMatchObject({ doneOn: '2026-12-10', source: '会议记录' })
    expect(stateOf('情况报告')).toMatchObject({ doneOn: null, source: '' })
  })
})

describe('从筹备到情况报告', () => {
  test('一步步办完：材料 7/7，情况报告没有缺项，登记后回到“情况报告”一步', async () => {
    await using branch = await plantLifeBranch()
    const { backend, branchId, idOf } = branch
    const meetingId = await openMeeting(branch)
    const draft = () => backend.call('correspondence.draft', { kind: 'W16', organizationId: branchId, year: 2026, lifeRecordId: meetingId })
    expect((await draft()).missing.join()).toContain('还没有指明组织生活会是哪一次活动')

    await backend.call('life.recordLifeMeetingStep', { meetingId, kind: '会前学习', doneOn: '2026-12-01', summary: '学习党章' })
    await backend.call('life.recordOpinions', { meetingId, source: '群众', contents: ['多到一线', '会风再实一些'] })
    await backend.call('life.recordTalks', {
      organizationId: branchId,
      heldOn: '2026-12-05',
      kind: '专题',
      means: '见面',
      talkerIds: [idOf('江以恒')],
      memberIds: [idOf('林葵'), idOf('董念慈')],
      meetingId,
      points: '谈了思想',
    })
    await backend.call('life.recordExaminations', { meetingId, memberIds: ['', idOf('江以恒')], submittedOn: '2026-12-08' })
    const activityId = await recordMeeting(branch, '2026-12-10', [idOf('何川')])
    await backend.call('life.linkLifeMeeting', { meetingId, activityId })
    const { people } = await backend.call('life.lifeMeeting', { meetingId })
    // 指明以后，那次活动不能改得不再是组织生活会；这一边会照样算开过。
    const held = await backend.call('life.activity', { activityId })
    const revised = draftOfActivity(held)
    expect(
      await backend.refused('life.reviseActivity', {
        activityId,
        revision: held.revision,
        activity: { ...revised, types: ['其他'], topics: [], narrative: '打扫卫生' },
      }),
    ).toMatchObject({ code: 'APPRAISAL_LINKED' })
    expect((await backend.call('life.activity', { activityId })).revision).toBe(held.revision)
    expect(people.find((person) => person.name === '何川')).toMatchObject({ attendance: '请假', shortage: '' })
    expect(people.filter((person) => person.shortage !== '')).toHaveLength(10)
    for (const person of people.filter((each) => each.attendance === '出席')) {
      const critic = people.find((other) => other.memberId !== person.memberId && other.attendance === '出席')
      await backend.call('life.saveCriticisms', {
        meetingId,
        memberId: person.memberId,
        selfCriticisms: ['理论学习不够系统'],
        mutualCriticisms: [{ criticId: critic?.memberId ?? '', content: '深入一线偏少' }],
      })
    }
    await backend.call('life.recordImprovement', {
      organizationId: branchId,
      meetingId,
      source: '批评意见',
      scope: '班子',
      problem: '调查研究不够深入',
      measure: '每名委员每季度到一线不少于两次',
      ownerId: idOf('江以恒'),
      dueOn: '2027-03-31',
    })
    const view = await backend.call('life.lifeMeeting', { meetingId })
    expect(view.missingMaterials).toEqual([])
    expect(view.cautions).toEqual([])
    expect(view.talkCount).toBe(2)

    const report = await draft()
    expect(report.missing).toEqual([])
    expect(report.inspection.filter((item) => item.level !== '提示')).toEqual([])
    const { documentId } = await backend.call('correspondence.issue', {
      kind: 'W16',
      organizationId: branchId,
      year: 2026,
      lifeRecordId: meetingId,
    })
    const after = await backend.call('life.lifeMeeting', { meetingId })
    expect(after.steps.find((step) => step.kind === '情况报告')).toMatchObject({
      doneOn: '2026-12-20',
      source: '发文登记簿',
      document: { id: documentId },
    })
    const { rows } = await backend.call('life.lifeMeetings', { year: 2026 })
    expect(rows[0]).toMatchObject({ heldOn: '2026-12-10', improvementCount: 1, openImprovementCount: 1 })
  })

  test('以党小组为单位召开：只认本小组的活动，逐人核对只看小组的人（B22）', async () => {
    await using branch = await plantLifeBranch()
    const { backend, branchId, tree, idOf } = branch
    const memberIds = ['江以恒', '林葵'].map(idOf)
    await backend.call('member.assign', { memberIds, branchId, groupId: tree.group, fromOn: '2024-01-01', reason: '编组' })
    const { meetingId } = await backend.call('life.openLifeMeeting', {
      organizationId: branchId,
      groupId: tree.group,
      year: 2026,
      theme: '主题',
    })
    const { people } = await backend.call('life.lifeMeeting', { meetingId })
    expect(people.map(({ name }) => name).toSorted()).toEqual(['江以恒', '林葵'].toSorted())
    const activityId = await recordMeeting(branch, '2026-12-10')
    expect((await backend.refused('life.linkLifeMeeting', { meetingId, activityId })).code).toBe('GROUP_MISMATCH')
  })
})

describe('坏输入：说清楚，什么也不写', () => {
  test('逐项', async () => {
    await using branch = await plantLifeBranch()
    const { backend, branchId, tree, idOf } = branch
    const meetingId = await openMeeting(branch)
    const before = await backend.call('life.lifeMeeting', { meetingId })
    const refusals = [
      await backend.refused('life.openLifeMeeting', { organizationId: branchId, year: 2026 }),
      await backend.refused('life.openLifeMeeting', { organizationId: branchId, year: 2027 }),
      await backend.refused('life.openLifeMeeting', { organizationId: tree.committee, year: 2026 }),
      await backend.refused('life.openLifeMeeting', { organizationId: branchId, year: 2024, plannedOn: '2026-12-10' }),
      await backend.refused('life.recordLifeMeetingStep', { meetingId, kind: '会前学习', doneOn: '2026-12-21', summary: '' }),
      await backend.refused('life.recordLifeMeetingStep', { meetingId, kind: '会前学习', doneOn: '2025-12-31', summary: '' }),
      await backend.refused('life.recordLifeMeetingStep', {
        meetingId,
        kind: '会前学习',
        doneOn: '2026-12-01',
        summary: '',
        activityId: 'x',
      }),
      await backend.refused('life.recordLifeMeetingStep', {
        meetingId,
        kind: '方案通知',
        doneOn: '2026-12-01',
        summary: '',
        documentId: 'x',
      }),
      await backend.refused('life.recordExaminations', { meetingId, memberIds: ['x'], submittedOn: '2026-12-01' }),
      await backend.refused('life.saveCriticisms', {
        meetingId,
        memberId: idOf('林葵'),
        selfCriticisms: [],
        mutualCriticisms: [{ criticId: idOf('林葵'), content: '自己提自己' }],
      }),
      await backend.refused('life.linkLifeMeeting', { meetingId, activityId: 'x' }),
      await backend.refused('life.reviseLifeMeeting', { meetingId, revision: 9, theme: '改' }),
    ]
    expect(refusals.map(({ code }) => code)).toEqual([
      'LIFE_MEETING_OPEN',
      'YEAR_IN_FUTURE',
      'WRONG_LEVEL',
      'YEAR_MISMATCH',
      'DATE_IN_FUTURE',
      'YEAR_MISMATCH',
      'ACTIVITY_NOT_FOUND',
      'DOCUMENT_NOT_FOUND',
      'NOT_IN_BRANCH',
      'OWN_CRITIC',
      'ACTIVITY_NOT_FOUND',
      'STALE',
    ])
    for (const { message } of refusals) expect(message).toMatch(/[请到]/)
    expect(await backend.call('life.lifeMeeting', { meetingId })).toEqual(before)
  })

  test('会前各步晚于会议的活动指不上去；没有标组织生活会的活动也指不上去', async () => {
    await using branch = await plantLifeBranch()
    const { backend, branchId } = branch
    const meetingId = await openMeeting(branch)
    const activityId = await recordMeeting(branch, '2026-12-10')
    await backend.call('life.recordLifeMeetingStep', { meetingId, kind: '对照检查', doneOn: '2026-12-12', summary: '' })
    expect((await backend.refused('life.linkLifeMeeting', { meetingId, activityId })).code).toBe('STEP_ORDER')
    const { activityId: lecture } = await backend.call('life.recordActivity', {
      activity: { organizationId: branchId, types: ['党课'], heldOn: '2026-12-11', startsAt: '09:00', endsAt: '10:00', unlisted: '出席' },
    })
    expect((await backend.refused('life.linkLifeMeeting', { meetingId, activityId: lecture })).code).toBe('NOT_LIFE_MEETING')
  })

  test('撤下写明原因，可以恢复', async () => {
    await using branch = await plantLifeBranch()
    const { backend } = branch
    const meetingId = await openMeeting(branch)
    await backend.call('life.withdrawLifeMeeting', { meetingId, reason: '登错支部' })
    const listed = await backend.call('life.lifeMeetings', { year: 2026 })
    expect(listed.rows).toEqual([])
    expect(listed.removed).toMatchObject([{ id: meetingId, reason: '登错支部' }])
    expect(listed.without.map((each) => each.organizationName)).toContain('第一支部')
    await backend.call('life.restoreLifeMeeting', { meetingId })
    expect((await backend.call('life.lifeMeetings', { year: 2026 })).rows).toHaveLength(1)
  })
})
