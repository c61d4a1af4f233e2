import { describe, expect, it } from 'vitest'
import { LIFE_ITEM_IDS } from '../../shared/assessment/life-ratings.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { readRows } from './read-workbook.ts'
import { plantGroup } from './small-group.ts'

const YEAR = 2026

async function rateAll(backend: TestBackend, organizationIds: string[], ratioPermyriad: number | null, year = YEAR) {
  const { tasks } = await backend.call('assessment.scheme', { year })
  for (const item of tasks.flatMap((task) => task.items).filter((each) => !each.isComputed))
    await backend.call('assessment.rate', { year, organizationIds, itemId: item.itemId, ratioPermyriad, basis: '按台账核对' })
  keepFormerRatings(backend, organizationIds, ratioPermyriad, year)
}

/** 组织生活几项改由记录计算以前人工评定过的，留在库里；没有会议活动记录的年度沿用它们。 */
function keepFormerRatings(backend: TestBackend, organizationIds: string[], ratioPermyriad: number | null, year: number) {
  const insert = backend.backend.database.native.prepare(
    "INSERT INTO assessmentRating VALUES (?, ?, ?, ?, '按台账核对', '2026-09-01T08:00:00.000Z')",
  )
  for (const organizationId of organizationIds) for (const itemId of LIFE_ITEM_IDS) insert.run(year, organizationId, itemId, ratioPermyriad)
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
    ['还没开始的年度', { itemId: '3.1', year: 2027 }, 'YEAR_NOT_STARTED', /2027 年度还没有开始/],
    ['没有依据', { itemId: '3.1', basis: '  ' }, 'INVALID_INPUT', /不能为空/],
    ['超过 100%', { itemId: '3.1', ratioPermyriad: 10_001 }, 'INVALID_INPUT', /10000/],
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
      itemId: '3.1',
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
      itemId: '3.1',
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

describe('组织生活几项由会议活动的记录计算', () => {
  it('没有记录的沿用留存的评定，一有记录就按记录算，评定留在算式里备查，并点得到每次会议', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first } = await plantGroup(backend)
    keepFormerRatings(backend, [first], 9600, YEAR)
    const item = async (itemId: string) =>
      (await backend.call('assessment.sheet', { year: YEAR, organizationId: first })).tasks
        .flatMap((task) => task.items)
        .find((each) => each.itemId === itemId)
    expect(await item('2.1')).toMatchObject({ source: '人工评定', ratioPermyriad: 9600 })
    expect((await backend.call('assessment.evidence', { year: YEAR, organizationId: first, itemId: '2.1' })).rows).toEqual([])
    const { activityId } = await backend.call('life.recordActivity', {
      activity: {
        organizationId: first,
        types: ['支委会'],
        heldOn: '2026-09-08',
        startsAt: '15:00',
        endsAt: '16:00',
        topics: [{ type: '支委会', title: '研究工作', resolution: '通过' }],
        unlisted: '出席',
      },
    })
    const computed = await item('2.1')
    // 到 9 月 14 日：大会 0/2、支委会 1/9（9 月已开）、学习 0/8；3×1/9÷8。
    expect(computed).toMatchObject({ source: '记录计算', ratioPermyriad: 417 })
    expect(computed?.workings.join('｜')).toContain('改由记录计算以前的人工评定比率 96.00%（按台账核对），留存备查')
    const { rows } = await backend.call('assessment.evidence', { year: YEAR, organizationId: first, itemId: '2.1' })
    expect(rows.map((row) => [row.activityId, row.note])).toEqual([[activityId, '支委会']])
    const { total } = backend.backend.database.native.prepare('SELECT count(*) AS total FROM assessmentRating').get() as { total: number }
    expect(total).toBe(LIFE_ITEM_IDS.length)
  })

  it('由记录计算的项不再人工评，也没有会议活动可点的项说清楚', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first } = await plantGroup(backend)
    const refused = await backend.refused('assessment.rate', {
      year: YEAR,
      organizationIds: [first],
      itemId: '2.2',
      ratioPermyriad: 10_000,
      basis: '按台账',
    })
    expect(refused).toMatchObject({ code: 'ITEM_COMPUTED', message: expect.stringContaining('会议活动') as string })
    expect((await backend.refused('assessment.evidence', { year: YEAR, organizationId: first, itemId: '3.1' })).code).toBe(
      'ITEM_NOT_FROM_ACTIVITIES',
    )
  })
})
