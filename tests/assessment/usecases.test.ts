import { describe, expect, it } from 'vitest'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { readRows } from './read-workbook.ts'
import { plantGroup } from './small-group.ts'

const YEAR = 2026

async function rateAll(backend: TestBackend, organizationIds: string[], ratioPermyriad: number | null, year = YEAR) {
  const { tasks } = await backend.call('assessment.scheme', { year })
  for (const item of tasks.flatMap((task) => task.items).filter((each) => !each.isComputed))
    await backend.call('assessment.rate', { year, organizationIds, itemId: item.itemId, ratioPermyriad, basis: '按台账核对' })
}

describe('评分方案', () => {
  it('默认第 1 版；保存合规的权重成为新版本，只管起用年度以后', async () => {
    await using backend = openTestBackend('2026-09-14')
    const scheme = await backend.call('assessment.scheme', {})
    expect(scheme).toMatchObject({ version: 1, isLocked: false })
    const tasks = scheme.tasks.map((task) => ({
      taskNo: task.taskNo,
      weightCenti: task.taskNo === 1 ? 1600 : task.taskNo === 2 ? 2100 : task.weightCenti,
      items: task.items.map((item) => ({
        itemId: item.itemId,
        weightCenti: item.itemId === '1.1' ? 600 : item.itemId === '2.1' ? 900 : item.weightCenti,
      })),
    }))
    expect(await backend.call('assessment.saveScheme', { tasks })).toEqual({ version: 2 })
    expect((await backend.call('assessment.scheme', { year: 2026 })).tasks[0]).toMatchObject({ weightCenti: 1600 })
    expect((await backend.call('assessment.scheme', { year: 2025 })).version).toBe(1)
    expect((await backend.refused('assessment.saveScheme', { tasks })).code).toBe('SCHEME_UNCHANGED')
  })

  it('权重不平：逐处说明，什么也不写', async () => {
    await using backend = openTestBackend()
    const { tasks } = await backend.call('assessment.scheme', {})
    const failure = await backend.refused('assessment.saveScheme', {
      tasks: tasks.map((task) => (task.taskNo === 1 ? { ...task, weightCenti: 1501 } : task)),
    })
    expect(failure.code).toBe('SCHEME_UNBALANCED')
    expect(failure.problems.map((each) => each.place)).toEqual(['任务一 组织体系', '八项任务'])
    expect(failure.message).toMatch(/各项之和 15\.00，应等于任务权重 15\.01，差 0\.01/)
    expect((await backend.call('assessment.scheme', {})).version).toBe(1)
  })

  it('已结束且评过的年度锁定：不能再改它的权重', async () => {
    await using backend = openTestBackend('2027-01-08')
    const { first } = await plantGroup(backend)
    await rateAll(backend, [first], 10_000, 2026)
    const { tasks, isLocked } = await backend.call('assessment.scheme', { year: 2026 })
    expect(isLocked).toBe(true)
    const failure = await backend.refused('assessment.saveScheme', { fromYear: 2026, tasks })
    expect(failure).toMatchObject({ code: 'SCHEME_LOCKED', message: expect.stringContaining('2027') as string })
  })
})

describe('评定、排名与名次变化', () => {
  it('没有评定的 25 项待补证；评满后满分、并列跳号，列内按组织代码', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first, second, third } = await plantGroup(backend)
    const before = await backend.call('assessment.sheet', { year: YEAR, organizationId: first })
    expect(before.pendingItems).toHaveLength(25)
    expect(before.tasks[0]).toMatchObject({ scoreCenti: 1500 })
    await rateAll(backend, [first, second, third], 10_000)
    const { rows, averageCenti } = await backend.call('assessment.ranking', { year: YEAR })
    expect(rows[0]).toMatchObject({ organizationId: first, rank: 1, finalCenti: 10_000, grade: '优秀', stars: 5, rankChange: null })
    // 第二、第三支部都没有届次与班子，1.2、1.3 待补证；第三支部没有党员，1.1 也不通过。
    expect(rows.map((row) => [row.organizationId, row.rank, row.finalCenti])).toEqual([
      [first, 1, 10_000],
      [second, 2, 9000],
      [third, 3, 8500],
    ])
    expect(averageCenti).toBe(9167)
    expect(rows[1]?.pendingItems).toEqual(['1.2 任期换届', '1.3 班子健全'])
    expect(rows[0]?.tasks[1]?.items[0]).toMatchObject({ source: '人工评定', basis: '按台账核对' })
    expect(rows[0]?.tasks[0]?.items[0]?.source).toBe('记录计算')
  })

  it('完全相同的两个支部并列，后一名跳号', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, third, first } = await plantGroup(backend)
    await rateAll(backend, [first, second, third], 0)
    await backend.call('assessment.adjust', { year: YEAR, organizationId: first, kind: '减分', pointsCenti: 2000, reason: '通报批评' })
    await backend.call('assessment.adjust', { year: YEAR, organizationId: second, kind: '减分', pointsCenti: 2000, reason: '通报批评' })
    const { rows } = await backend.call('assessment.ranking', { year: YEAR })
    expect(rows.map((row) => [row.organizationCode, row.rank, row.finalCenti])).toEqual([
      ['001.001', 1, 0],
      ['001.002', 2, 0],
      ['001.003', 3, 0],
    ])
    await backend.call('assessment.confirmVeto', {
      year: YEAR,
      organizationId: first,
      vetoId: 'V3',
      basis: '查实台账弄虚作假',
      confirmedBy: '集团党委会',
    })
    const after = await backend.call('assessment.ranking', { year: YEAR })
    expect(after.rows.map((row) => row.organizationCode)).toEqual(['001.002', '001.003', '001.001'])
  })

  it('上年有评定时给名次变化，没有则为空', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first, second, third } = await plantGroup(backend)
    await rateAll(backend, [first], 0, 2025)
    await rateAll(backend, [second, third], 10_000, 2025)
    await rateAll(backend, [first, second, third], 10_000)
    const { rows } = await backend.call('assessment.ranking', { year: YEAR })
    expect(Object.fromEntries(rows.map((row) => [row.organizationId, row.rankChange]))).toEqual({ [first]: 2, [second]: -1, [third]: -1 })
    expect((await backend.call('assessment.ranking', { year: 2025 })).rows.every((row) => row.rankChange === null)).toBe(true)
  })

  it('评为不适用的项权重在任务内分摊；撤回评定回到待补证', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first } = await plantGroup(backend)
    await rateAll(backend, [first], 10_000)
    await backend.call('assessment.rate', {
      year: YEAR,
      organizationIds: [first],
      itemId: '3.2',
      ratioPermyriad: null,
      basis: '无因私出国（境）',
    })
    expect((await backend.call('assessment.sheet', { year: YEAR, organizationId: first })).tasks[2]).toMatchObject({ scoreCenti: 1000 })
    await backend.call('assessment.withdrawRating', { year: YEAR, organizationId: first, itemId: '3.2' })
    const sheet = await backend.call('assessment.sheet', { year: YEAR, organizationId: first })
    expect(sheet.tasks[2]).toMatchObject({ scoreCenti: 800 })
    expect(sheet.pendingItems).toEqual(['3.2 出国（境）'])
    expect((await backend.refused('assessment.withdrawRating', { year: YEAR, organizationId: first, itemId: '3.2' })).code).toBe(
      'RATING_MISSING',
    )
    const { rows } = await backend.call('settings.journal', {})
    expect(rows.find((row) => row.route === 'assessment.withdrawRating')?.summary).toContain('无因私出国（境）')
  })

  it.each([
    ['由记录计算的项', { itemId: '1.2' }, 'ITEM_COMPUTED', /由记录计算/],
    ['没有的项', { itemId: '9.9' }, 'ITEM_UNKNOWN', /没有“9\.9”/],
    ['还没开始的年度', { itemId: '2.1', year: 2027 }, 'YEAR_NOT_STARTED', /2027 年度还没有开始/],
    ['没有依据', { itemId: '2.1', basis: '  ' }, 'INVALID_INPUT', /不能为空/],
    ['超过 100%', { itemId: '2.1', ratioPermyriad: 10_001 }, 'INVALID_INPUT', /10000/],
  ])('评定%s：拒绝', async (_, change, code, message) => {
    await using backend = openTestBackend('2026-09-14')
    const { first } = await plantGroup(backend)
    const request = { year: YEAR, organizationIds: [first], ratioPermyriad: 9000, basis: '按台账', ...change }
    const failure = await backend.refused('assessment.rate', request)
    expect(failure).toMatchObject({ code, message: expect.stringMatching(message) as string })
  })

  it('一批里有一个不是党支部，整批不写', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first, committee } = await plantGroup(backend)
    const failure = await backend.refused('assessment.rate', {
      year: YEAR,
      organizationIds: [first, committee],
      itemId: '2.1',
      ratioPermyriad: 9000,
      basis: '按台账',
    })
    expect(failure).toMatchObject({ code: 'NOT_A_BRANCH', message: expect.stringContaining('集团党委是党委') as string })
    expect((await backend.call('assessment.sheet', { year: YEAR, organizationId: first })).pendingItems).toHaveLength(25)
  })

  it('判定日为年末：次年看上年，届期按 12 月 31 日判', async () => {
    await using backend = openTestBackend('2028-02-01')
    const { first } = await plantGroup(backend)
    const judged = async (year: number) => (await backend.call('assessment.sheet', { year, organizationId: first })).tasks[0]?.items[1]
    expect(await judged(2026)).toMatchObject({ ratioPermyriad: 10_000 })
    expect(await judged(2027)).toMatchObject({ ratioPermyriad: 0, basis: '届满未换，已逾期 225 天' })
  })
})

describe('加减分与一票否决', () => {
  it('登记、撤下、恢复；撤下的可查', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first } = await plantGroup(backend)
    await rateAll(backend, [first], 9000)
    const points = { year: YEAR, organizationId: first, pointsCenti: 300, reason: '省级先进', documentNo: '闽委〔2026〕3号' }
    const { adjustmentId } = await backend.call('assessment.adjust', { ...points, kind: '加分' })
    await backend.call('assessment.adjust', { ...points, kind: '加分' })
    const sheet = await backend.call('assessment.sheet', { year: YEAR, organizationId: first })
    expect(sheet).toMatchObject({ bonusCenti: 500, finalCenti: sheet.baseCenti + 500 })
    await backend.call('assessment.removeAdjustment', { adjustmentId })
    expect((await backend.refused('assessment.removeAdjustment', { adjustmentId })).code).toBe('ADJUSTMENT_REMOVED')
    expect((await backend.call('assessment.sheet', { year: YEAR, organizationId: first })).bonusCenti).toBe(300)
    expect((await backend.call('assessment.withdrawn', { year: YEAR, organizationId: first })).adjustments).toHaveLength(1)
    await backend.call('assessment.restoreAdjustment', { adjustmentId })
    expect((await backend.call('assessment.sheet', { year: YEAR, organizationId: first })).adjustments).toHaveLength(2)
  })

  it('系统只提示 V1；有权人附依据确认后才封顶，撤回后复原且可查', async () => {
    await using backend = openTestBackend('2027-12-31')
    const { first } = await plantGroup(backend)
    await rateAll(backend, [first], 10_000, 2027)
    const sheet = () => backend.call('assessment.sheet', { year: 2027, organizationId: first })
    const hinted = await sheet()
    expect(hinted).toMatchObject({ finalCenti: 9400, grade: '优秀', vetoes: [] })
    expect(hinted.vetoHints.map((each) => each.vetoId)).toEqual(['V1'])
    const veto = { year: 2027, organizationId: first, vetoId: 'V1', basis: '逾期 225 天，无批复', confirmedBy: '集团党委会' } as const
    expect((await backend.refused('assessment.confirmVeto', { ...veto, confirmedBy: '' })).code).toBe('INVALID_INPUT')
    await backend.call('assessment.confirmVeto', veto)
    expect((await backend.refused('assessment.confirmVeto', veto)).code).toBe('VETO_CONFIRMED')
    expect(await sheet()).toMatchObject({ finalCenti: 9400, grade: '一般', stars: 2, category: '后进', vetoHints: [] })
    await backend.call('assessment.withdrawVeto', { year: 2027, organizationId: first, vetoId: 'V1', reason: '补到延期批复' })
    expect(await sheet()).toMatchObject({ grade: '优秀', vetoes: [] })
    const { vetoes } = await backend.call('assessment.withdrawn', { year: 2027, organizationId: first })
    expect(vetoes).toMatchObject([{ vetoId: 'V1', withdrawalReason: '补到延期批复' }])
    await backend.call('assessment.confirmVeto', veto)
  })
})

describe('导出年度得分表', () => {
  it('三张表可读、得分是数字、两次导出逐字节相同、文字不成公式', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first, second, third } = await plantGroup(backend)
    await rateAll(backend, [first, second, third], 9000)
    await backend.call('assessment.rate', {
      year: YEAR,
      organizationIds: [first],
      itemId: '2.1',
      ratioPermyriad: 10_000,
      basis: "=cmd|'/C calc'!A0",
    })
    const file = await backend.call('assessment.exportRanking', { year: YEAR })
    expect(await backend.call('assessment.exportRanking', { year: YEAR })).toEqual(file)
    expect(file.fileName).toBe('2026年度考核得分表.xlsx')
    const sheets = readRows(Buffer.from(file.base64, 'base64'))
    const [ranking, items] = [sheets['总分与名次'] ?? [], sheets['逐项得分与依据'] ?? []]
    const headers = ranking[1]?.map((each) => each.value) ?? []
    const finalColumn = headers.indexOf('得分')
    expect(ranking.slice(2, 5).map((row) => row[2]?.value)).toEqual(['第一支部', '第二:支部.', '第三支部'])
    const sheet = await backend.call('assessment.sheet', { year: YEAR, organizationId: first })
    expect(ranking[2]?.[finalColumn]).toMatchObject({ value: sheet.finalCenti / 100, type: 'n' })
    expect(items.flat().find((each) => String(each.value).startsWith('=cmd'))).toMatchObject({ type: 's', hasFormula: false })
  })

  it('没有党支部：中文拒绝', async () => {
    await using backend = openTestBackend()
    expect((await backend.refused('assessment.exportRanking', { year: YEAR })).message).toMatch(/还没有党支部/)
  })
})
