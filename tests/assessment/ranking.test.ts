import { describe, expect, it } from 'vitest'
import { ranked, type RankingEntry } from '../../shared/assessment/ranking.ts'
import { ratio } from '../../shared/assessment/ratio.ts'

const branch = (organizationCode: string, changes: Partial<RankingEntry> = {}): RankingEntry => ({
  organizationCode,
  isVetoed: false,
  finalCenti: 9000,
  baseCenti: 9000,
  taskCenti: { 1: 1400, 2: 2000, 4: 1600 },
  rectificationRate: null,
  attendanceRate: null,
  ...changes,
})
const order = (entries: readonly RankingEntry[]) => ranked(entries).map((each) => `${each.organizationCode}=${each.rank}`)

describe('5.3 排名与并列', () => {
  it('场景 7.29：final 同为 90.00，base 90.00 先于 89.20；95.00 而否决成立的排在未否决者之后', () => {
    const first = branch('甲')
    const second = branch('乙', { baseCenti: 8920 })
    const vetoed = branch('丙', { finalCenti: 9500, baseCenti: 9500, isVetoed: true })
    expect(order([vetoed, second, first])).toEqual(['甲=1', '乙=2', '丙=3'])
  })

  it('场景 7.29：全部键相等并列同名次，后面跳号，列内按组织代码', () => {
    expect(order([branch('001.003'), branch('001.001'), branch('001.002', { finalCenti: 8000 })])).toEqual([
      '001.001=1',
      '001.003=1',
      '001.002=3',
    ])
  })

  const decisive: [string, Partial<RankingEntry>][] = [
    ['①未否决优先', { isVetoed: true, finalCenti: 9999 }],
    ['②final 降序', { finalCenti: 8999, baseCenti: 9999 }],
    ['③base 降序', { baseCenti: 8999, taskCenti: { 1: 1500, 2: 2200, 4: 1800 } }],
    ['④任务二', { taskCenti: { 1: 1500, 2: 1999, 4: 1800 } }],
    ['⑤任务一', { taskCenti: { 1: 1399, 2: 2000, 4: 1800 } }],
    ['⑥任务四', { taskCenti: { 1: 1400, 2: 2000, 4: 1599 }, rectificationRate: ratio(1) }],
    ['⑦整改按期完成率', { rectificationRate: ratio(8, 9), attendanceRate: ratio(1) }],
    ['⑧平均出勤率', { attendanceRate: ratio(85, 100) }],
  ]
  it.each(decisive)('%s：前面的键相等时由它决出，且压过后面的键', (_, worse) => {
    const better = branch('z', { rectificationRate: ratio(1), attendanceRate: ratio(86, 100) })
    const other = branch('a', { rectificationRate: ratio(1), attendanceRate: ratio(86, 100), ...worse })
    expect(order([other, better])).toEqual(['z=1', 'a=2'])
  })

  it('三个并列第一，下一名是第四', () => {
    expect(order([branch('a'), branch('b'), branch('c'), branch('d', { finalCenti: 1 })])).toEqual(['a=1', 'b=1', 'c=1', 'd=4'])
  })
})
