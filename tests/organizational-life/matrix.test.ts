import { describe, expect, it } from 'vitest'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallBranch } from '../kit/small-branch.ts'

describe('党支部 × 月的矩阵：经调度器、真实库', () => {
  it('五个位置与规则同源；漏开、待办、补录、晚开各是各的；写了说明仍是缺口', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallBranch(backend)
    const record = (types: ('支委会' | '主题党日' | '党员大会')[], heldOn: string) =>
      backend.call('life.recordActivity', {
        activity: {
          organizationId: second,
          types,
          heldOn,
          startsAt: '14:00',
          endsAt: '16:00',
          contentKinds: ['政治学习'],
          topics: types.map((type) => ({ type, title: `${type}议题`, resolution: '通过' })),
          unlisted: '出席',
        },
      })
    await record(['主题党日', '党员大会'], '2026-09-01')
    await record(['支委会'], '2026-09-12')
    await record(['主题党日'], '2026-08-20')
    const matrix = await backend.call('life.matrix', { year: 2026 })
    expect(matrix).toMatchObject({ year: 2026, asOf: '2026-09-14' })
    expect(matrix.themeDays[0]).toEqual({ month: '2026-01', on: '2026-01-04', isProvisional: false })
    const row = matrix.rows.find((each) => each.organizationId === second)
    const states = (month: number) => row?.months[month - 1]?.map((slot) => slot.state)
    // 九月：大会补录（九月一日开、十四日才录）、支委会已办、小组会待办、党日补录、党课未上。
    expect(states(9)).toEqual(['补录', '已办', '待办', '补录', '待办'])
    expect(states(8)).toEqual(['不须办', '漏开', '漏开', '晚开', '不须办'])
    expect(states(7)?.[3]).toBe('红线')
    expect(states(6)).toEqual(['漏开', '漏开', '漏开', '红线', '不须办'])
    expect(states(10)).toEqual(['未到期', '未到期', '未到期', '未到期', '未到期'])

    const { findings } = await backend.call('compliance.findings', { organizationId: second, taskNo: 2 })
    const gaps = (ruleId: string) =>
      findings.find((each) => each.ruleId === ruleId)?.remedies.filter((each) => each.route === 'life.recordGapNote')
    const missed = (position: number) => row?.months.filter((slots) => ['漏开', '红线'].includes(slots[position]?.state ?? '')).length
    expect([missed(0), missed(1), missed(3)]).toEqual([gaps('B01')?.length, gaps('B03')?.length, gaps('B14')?.length])

    const before = await backend.call('life.month', { organizationId: second, month: '2026-08' })
    const gap = before.slots[1]
    expect(gap).toMatchObject({ position: '支委会', state: '漏开', ruleId: 'B03', period: '2026-08', dueOn: '2026-08-31' })
    expect(gap?.quote).toBe('党支部委员会一般每月召开1次')
    const note = gap?.remedies.find((each) => each.route === 'life.recordGapNote')
    await backend.call('life.recordGapNote', {
      organizationId: second,
      type: '支委会',
      period: '2026-08',
      reason: '两名委员住院',
      ...note?.input,
    })
    const after = await backend.call('life.month', { organizationId: second, month: '2026-08' })
    expect(after.slots[1]).toMatchObject({ state: '漏开', gapNotes: [{ reason: '两名委员住院' }] })
    const explained = (await backend.call('life.matrix', { year: 2026 })).rows.find((each) => each.organizationId === second)
    expect([explained?.gapCount, explained?.explainedCount]).toEqual([row?.gapCount, 1])
  })

  it('往年按年末定；不是党支部的、没有的组织说清楚', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { committee, second } = await plantSmallBranch(backend)
    expect((await backend.call('life.matrix', { year: 2025 })).asOf).toBe('2025-12-31')
    expect((await backend.call('life.matrix', { year: 2026, underId: committee })).rows.map((each) => each.organizationId)).toContain(
      second,
    )
    expect((await backend.refused('life.month', { organizationId: committee, month: '2026-08' })).code).toBe('NOT_A_BRANCH')
    expect((await backend.refused('life.matrix', { year: 2026, underId: '没有' })).code).toBe('ORGANIZATION_UNKNOWN')
  })
})
