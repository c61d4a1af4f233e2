import { describe, expect, test } from 'vitest'
import { IMPROVEMENT_STATES, isOverdue, nextStates } from '../../shared/organizational-life/improvement.ts'
import { plantLifeBranch } from './appraisal-fixture.ts'

describe('整改问题的状态', () => {
  test('销号以前先要待验收；没有一个状态走不动', () => {
    for (const state of IMPROVEMENT_STATES) {
      expect(nextStates(state).length).toBeGreaterThan(0)
      expect(nextStates(state)).not.toContain(state)
      if (state !== '待验收') expect(nextStates(state)).not.toContain('已销号')
    }
  })

  test.each([
    ['2026-12-09', false],
    ['2026-12-10', false],
    ['2026-12-11', true],
  ])('时限 12 月 10 日，%s：逾期 %s', (asOf, overdue) => {
    expect(isOverdue({ state: '整改中', dueOn: '2026-12-10' }, asOf)).toBe(overdue)
    expect(isOverdue({ state: '已销号', dueOn: '2026-12-10' }, asOf)).toBe(false)
  })
})

describe('登记、改状态、逾期', () => {
  test('一路到销号，每次改动留下日期、说明、经手人；逾期的在前', async () => {
    await using branch = await plantLifeBranch()
    const { backend, branchId, idOf } = branch
    const base = { organizationId: branchId, source: '自查', scope: '班子', problem: '调研不够' } as const
    const { improvementId } = await backend.call('life.recordImprovement', {
      ...base,
      measure: '每季度下基层',
      ownerId: idOf('江以恒'),
      dueOn: '2026-12-10',
    })
    await backend.call('life.recordImprovement', { ...base, problem: '学习不深', dueOn: '2026-12-01' })
    const { rows } = await backend.call('life.improvements', { organizationId: branchId })
    expect(rows.map((row) => [row.problem, row.overdueDays])).toEqual([
      ['学习不深', 19],
      ['调研不够', 10],
    ])
    const change = { improvementId, changedOn: '2026-12-12' }
    await backend.call('life.changeImprovementState', { ...change, toState: '整改中' })
    await backend.call('life.changeImprovementState', { ...change, toState: '待验收' })
    await backend.call('life.changeImprovementState', { ...change, toState: '已销号', note: '支委会验收通过' })
    const closed = (await backend.call('life.improvements', { organizationId: branchId })).rows.find((row) => row.id === improvementId)
    expect(closed).toMatchObject({ state: '已销号', isOverdue: false })
    expect(closed?.changes.map((each) => each.toState)).toEqual(['整改中', '待验收', '已销号'])
    expect((await backend.call('life.improvements', { isOpenOnly: true })).rows).toHaveLength(1)
  })

  test('坏输入：跳过验收、没有措施、没有说明、日期倒着走、个人问题没有人，都不写', async () => {
    await using branch = await plantLifeBranch()
    const { backend, branchId, idOf } = branch
    const base = { organizationId: branchId, source: '自查', scope: '班子', problem: '调研不够' } as const
    const { improvementId } = await backend.call('life.recordImprovement', base)
    const change = { improvementId, changedOn: '2026-12-12' }
    const refusals = [
      await backend.refused('life.changeImprovementState', { ...change, toState: '已销号', note: '好了' }),
      await backend.refused('life.changeImprovementState', { ...change, toState: '待验收' }),
      await backend.refused('life.changeImprovementState', { ...change, toState: '本级无法解决已上报' }),
      await backend.refused('life.changeImprovementState', { ...change, toState: '整改中', changedOn: '2026-12-21' }),
      await backend.refused('life.recordImprovement', { ...base, scope: '个人' }),
      await backend.refused('life.recordImprovement', { ...base, memberId: idOf('何川') }),
      await backend.refused('life.recordImprovement', { ...base, ownerId: 'x' }),
      await backend.refused('life.reviseImprovement', { ...base, improvementId, revision: 9 }),
    ]
    expect(refusals.map(({ code }) => code)).toEqual([
      'STATE_ORDER',
      'MEASURE_REQUIRED',
      'NOTE_REQUIRED',
      'DATE_IN_FUTURE',
      'PERSON_REQUIRED',
      'BOARD_HAS_NO_PERSON',
      'NOT_IN_BRANCH',
      'STALE',
    ])
    const { rows } = await backend.call('life.improvements', { organizationId: branchId })
    expect(rows).toMatchObject([{ state: '未整改', changes: [] }])
  })
})
