import { describe, expect, it } from 'vitest'
import { readWorkbook } from '../../electron/exchange/read-workbook.ts'
import { cellText } from '../../shared/exchange/sheet.ts'
import { EDUCATIONS, JOBS } from '../../shared/member/code-tables.ts'
import { flowsOf, type ReconciledPerson } from '../../shared/member/statistics-reconciliation.ts'
import {
  bucketOf,
  comparedDates,
  STATISTIC_BUCKETS,
  STATISTIC_DIMENSIONS,
  tally,
  type StatisticPerson,
} from '../../shared/member/statistics.ts'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const PERSON: StatisticPerson = {
  gender: '男',
  ethnicity: '汉族',
  birthOn: '1986-09-14',
  education: '大学',
  job: '公有经济控制企业管理岗位',
  category: '正式党员',
  fullOn: '2016-09-14',
}

describe('分档', () => {
  it('年龄：生日前一天、当天、后一天', () => {
    const bornOn = { ...PERSON, birthOn: '1990-09-14' }
    expect(bucketOf('年龄', bornOn, '2021-09-13')).toBe('30岁及以下')
    expect(bucketOf('年龄', bornOn, '2021-09-14')).toBe('31—35岁')
    expect(bucketOf('年龄', bornOn, '2021-09-15')).toBe('31—35岁')
    expect(bucketOf('年龄', bornOn, '2051-09-13')).toBe('56—60岁')
    expect(bucketOf('年龄', bornOn, '2051-09-14')).toBe('61岁及以上')
  })

  it('党龄：满五年的前一天、当天、后一天；预备党员与缺转正日期的另列', () => {
    expect(bucketOf('党龄', PERSON, '2021-09-13')).toBe('不满5年')
    expect(bucketOf('党龄', PERSON, '2021-09-14')).toBe('5—9年')
    expect(bucketOf('党龄', PERSON, '2021-09-15')).toBe('5—9年')
    expect(bucketOf('党龄', { ...PERSON, category: '预备党员', fullOn: null }, '2021-09-14')).toBe('未转正（不计党龄）')
    expect(bucketOf('党龄', { ...PERSON, fullOn: null }, '2021-09-14')).toBe('正式党员缺转正日期')
  })

  it('官方代码表的每一项都归得进列出的一档', () => {
    for (const { label } of EDUCATIONS)
      expect(STATISTIC_BUCKETS.学历).toContain(bucketOf('学历', { ...PERSON, education: label }, '2026-09-14'))
    for (const { label } of JOBS) expect(STATISTIC_BUCKETS.岗位).toContain(bucketOf('岗位', { ...PERSON, job: label }, '2026-09-14'))
    const grouped = (label: string) => bucketOf('学历', { ...PERSON, education: label }, '2026-09-14')
    expect([grouped('博士研究生'), grouped('中央党校大学'), grouped('中央党校大专'), grouped('技工学校')]).toEqual([
      '研究生',
      '大学本科',
      '大学专科',
      '中专、职高、技校',
    ])
    const placed = (label: string) => bucketOf('岗位', { ...PERSON, job: label }, '2026-09-14')
    expect([
      placed('公有经济控制企业专业技术岗位'),
      placed('公有经济控制单位工勤岗位'),
      placed('退休人员'),
      placed('内部退养职工'),
    ]).toEqual(['专业技术岗位', '工勤岗位', '离退休', '内部退养'])
  })

  it('各档合计等于总人数，一个不漏', () => {
    const people = [
      PERSON,
      { ...PERSON, education: '自考本科', job: '' },
      { ...PERSON, education: '', ethnicity: '回族', gender: '女' as const },
    ]
    for (const dimension of STATISTIC_DIMENSIONS)
      expect(
        tally(dimension, people, '2026-09-14').reduce((sum, count) => sum + count, 0),
        dimension,
      ).toBe(people.length)
  })

  it('逐年对比：往年年末与判定日', () => {
    expect(comparedDates('2026-09-14', 2)).toEqual(['2024-12-31', '2025-12-31', '2026-09-14'])
    expect(comparedDates('2026-12-31', 1)).toEqual(['2025-12-31', '2026-12-31'])
  })
})

const LIFE: ReconciledPerson = {
  id: '甲',
  assignments: [{ branchId: '一', fromOn: null, untilOn: null }],
  periods: [{ fromOn: null, untilOn: null, isNormal: true, joinedOn: '2010-07-01' }],
  events: [],
}

describe('增减的原因', () => {
  const during = (person: Partial<ReconciledPerson>) =>
    flowsOf({ ...LIFE, ...person }, '2025-12-31', '2026-12-31').map(({ on, branchId, direction, cause }) => [
      on,
      branchId,
      direction,
      cause,
    ])

  it('一年里没有变化的没有增减', () => {
    expect(during({})).toEqual([])
  })

  it('期初次日起算、期末当日截止', () => {
    const joined = (joinedOn: string) => during({ periods: [{ fromOn: null, untilOn: null, isNormal: true, joinedOn }] })
    expect(joined('2025-12-31')).toEqual([])
    expect(joined('2026-01-01')).toEqual([['2026-01-01', '一', '增', '发展党员']])
    expect(joined('2026-12-31')).toEqual([['2026-12-31', '一', '增', '发展党员']])
    expect(joined('2027-01-01')).toEqual([])
  })

  it('转入、转出、去世、除名按登记的事件', () => {
    const leaving = (kind: '组织关系转出' | '去世' | '除名' | '取消预备党员资格') =>
      during({
        assignments: [{ branchId: '一', fromOn: null, untilOn: '2026-05-01' }],
        events: [{ kind, occurredOn: '2026-05-01' }],
      })[0]?.[3]
    expect([leaving('组织关系转出'), leaving('去世'), leaving('除名'), leaving('取消预备党员资格')]).toEqual([
      '转出',
      '去世',
      '出党',
      '取消预备资格',
    ])
    const arriving = during({
      assignments: [{ branchId: '一', fromOn: '2026-03-01', untilOn: null }],
      events: [{ kind: '组织关系转入', occurredOn: '2026-03-01' }],
    })
    expect(arriving).toEqual([['2026-03-01', '一', '增', '转入']])
  })

  it('没有登记事件的增减列为“原因未登记”，不猜', () => {
    expect(during({ assignments: [{ branchId: '一', fromOn: '2026-03-01', untilOn: '2026-06-01' }] })).toEqual([
      ['2026-03-01', '一', '增', '原因未登记'],
      ['2026-06-01', '一', '减', '原因未登记'],
    ])
  })

  it('支部间调动两边各记一笔；停止与恢复党籍各记一笔', () => {
    const moved = during({
      assignments: [
        { branchId: '一', fromOn: null, untilOn: '2026-04-01' },
        { branchId: '二', fromOn: '2026-04-01', untilOn: null },
      ],
    })
    expect(moved).toEqual([
      ['2026-04-01', '一', '减', '支部间调出'],
      ['2026-04-01', '二', '增', '支部间调入'],
    ])
    const stopped = during({
      periods: [
        { fromOn: null, untilOn: '2026-02-01', isNormal: true, joinedOn: '2010-07-01' },
        { fromOn: '2026-02-01', untilOn: '2026-08-01', isNormal: false, joinedOn: '2010-07-01' },
        { fromOn: '2026-08-01', untilOn: null, isNormal: true, joinedOn: '2010-07-01' },
      ],
      events: [
        { kind: '停止党籍', occurredOn: '2026-02-01' },
        { kind: '恢复党籍', occurredOn: '2026-08-01' },
      ],
    })
    expect(stopped.map(([, , , cause]) => cause)).toEqual(['停止党籍', '恢复党籍'])
  })
})

async function openWithHistory() {
  const backend = openTestBackend('2026-09-14')
  const tree = await plantSmallTree(backend)
  const create = async (index: number, branchId: string, change = {}) =>
    (await backend.call('member.create', { profile: syntheticPerson(index, change), branchId, groupId: null, fromOn: null })).memberId
  const stayed = await create(0, tree.first)
  const moved = await create(1, tree.first)
  const developed = await create(2, tree.second, { joinedOn: '2026-07-01', category: '预备党员', fullOn: null })
  const suspended = await create(3, tree.second, { partyStatus: '停止党籍' })
  await backend.call('member.assign', {
    memberIds: [moved],
    branchId: tree.second,
    groupId: null,
    fromOn: '2026-03-01',
    reason: '工作调动',
  })
  return Object.assign(backend, { ...tree, stayed, moved, developed, suspended })
}

describe('统计与对账', () => {
  it('结构表：总数是党籍正常的，停止党籍另列；每个数点开就是那些人', async () => {
    await using backend = await openWithHistory()
    const { dates, totals, suspended, tables } = await backend.call('member.statistics', { years: 1 })
    expect(dates).toEqual(['2025-12-31', '2026-09-14'])
    expect(totals).toEqual([2, 3])
    expect(suspended).toEqual([1, 1])
    for (const { dimension, buckets } of tables)
      for (const { bucket, counts } of buckets)
        for (const [index, on] of dates.entries()) {
          const { rows } = await backend.call('member.statisticPeople', { on, dimension, bucket })
          expect(rows, `${on} ${dimension} ${bucket}`).toHaveLength(counts[index] ?? -1)
          // 到名册里按同一档筛，是同一些人。
          const roster = await backend.call('member.list', { asOf: on, statistic: { dimension, bucket } })
          expect(roster.rows.map(({ id }) => id).toSorted()).toEqual(rows.map(({ memberId }) => memberId).toSorted())
        }
  })

  it('对账表：逐支部期初＋增－减＝期末，与名册另数的一致；点开是人', async () => {
    await using backend = await openWithHistory()
    const { openingOn, closingOn, rows, total } = await backend.call('member.reconciliation', { year: 2026 })
    expect([openingOn, closingOn]).toEqual(['2025-12-31', '2026-09-14'])
    const byName = new Map(rows.map((row) => [row.name, row]))
    expect(byName.get('第一支部')).toMatchObject({ opening: 2, closing: 1, counted: 1, problem: '' })
    expect(byName.get('第一支部')?.decreases['支部间调出']).toBe(1)
    expect(byName.get('商贸支部')).toMatchObject({ opening: 0, closing: 2, counted: 2, problem: '' })
    expect(byName.get('商贸支部')?.increases).toMatchObject({ 发展党员: 1, 支部间调入: 1, 原因未登记: 0 })
    expect(total).toMatchObject({ opening: 2, closing: 3, counted: 3, problem: '' })
    const people = await backend.call('member.reconciliationPeople', { year: 2026, branchId: null, direction: '增', cause: '发展党员' })
    expect(people.rows.map(({ memberId, detail }) => [memberId, detail])).toEqual([[backend.developed, '2026-07-01 发展党员']])
  })

  it('只看一个党总支：范围之外的不算', async () => {
    await using backend = await openWithHistory()
    const { totals } = await backend.call('member.statistics', { organizationId: backend.general, years: 0 })
    expect(totals).toEqual([1])
    const { rows } = await backend.call('member.reconciliation', { year: 2026, organizationId: backend.general })
    expect(rows.map(({ name }) => name)).toEqual(['第一支部'])
  })

  it('还没开始的年度拒绝；没有这个组织也拒绝', async () => {
    await using backend = await openWithHistory()
    expect(await backend.refused('member.reconciliation', { year: 2027 })).toMatchObject({ code: 'YEAR_NOT_STARTED' })
    expect(await backend.refused('member.statistics', { organizationId: '没有' })).toMatchObject({ code: 'ORGANIZATION_UNKNOWN' })
  })

  it('导出 xlsx：两张表，数与页面一致，逐字节可重现', async () => {
    await using backend = await openWithHistory()
    const { file } = await backend.call('member.exportStatistics', { years: 1, year: 2026 })
    const [structure, balance] = await readWorkbook(file.fileName, Buffer.from(file.base64, 'base64'))
    expect(structure?.rows[3]?.map(cellText)).toEqual(['党员总数', undefined, '2', '3'].map((text) => text ?? ''))
    expect(balance?.rows.at(-1)?.map(cellText).slice(0, 2)).toEqual(['合计', '2'])
    const again = await backend.call('member.exportStatistics', { years: 1, year: 2026 })
    expect(again.file.base64 === file.base64).toBe(true)
  })
})
