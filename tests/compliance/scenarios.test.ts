import { describe, expect, it } from 'vitest'
import { publicityPeriod } from '../../shared/calendar/publicity.ts'
import { HOLIDAYS } from '../../shared/calendar/holidays.ts'
import { addYears } from '../../shared/calendar/plain-date.ts'
import { awaitedOf, statusOf } from '../../shared/compliance/catalog.ts'
import { duesOf } from '../../shared/compliance/dues.ts'
import { CATALOG } from '../../shared/compliance/provisions.ts'
import { BUILT_IN_STANDARDS } from '../../shared/compliance/standards.ts'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallBranch, recordEvent } from '../kit/small-branch.ts'
import { branch, groupOf, judge, rootCommittee, withMembers } from './facts.ts'

/** 场景里系统还没有地方登记的一半：归待数据，写明缺什么，不假装判过。 */
function awaited(ruleId: string, lacks: RegExp): void {
  const provision = CATALOG.find(({ id }) => id === ruleId)
  if (!provision) throw new Error(`没有 ${ruleId}`)
  expect(statusOf(provision), ruleId).toBe('待数据')
  expect(awaitedOf(provision)?.lacks, ruleId).toMatch(lacks)
}

describe('场景 7.15：介绍信开出以后、回执以前', () => {
  it('登记转出以前仍计入原支部的党员数与应到会；自登记的转出日起移出', async () => {
    await using backend = openTestBackend('2026-05-01')
    const { second, id } = await plantSmallBranch(backend)
    const countOn = async (asOf: string) => (await backend.call('member.list', { asOf, organizationId: second })).total
    const expectedOn = async (heldOn: string) =>
      (await backend.call('life.expectedRoll', { organizationId: second, groupId: null, types: ['党员大会'], heldOn })).lines.map(
        ({ memberId }) => memberId,
      )
    const before = await countOn('2026-04-19')
    await recordEvent(backend, id('丁一'), { kind: '组织关系转出', occurredOn: '2026-04-20', detail: '某市某局党支部' })
    expect(await countOn('2026-04-10')).toBe(before)
    expect(await countOn('2026-04-19')).toBe(before)
    expect(await countOn('2026-04-20')).toBe(before - 1)
    expect(await expectedOn('2026-04-10')).toContain(id('丁一'))
    expect(await expectedOn('2026-04-20')).not.toContain(id('丁一'))
  })

  it('介绍信的开具日、有效期、回执日还没有地方登记：超期未接、90 天上限待数据', () => {
    awaited('N-22', /回执/)
    awaited('N-23', /介绍信.*有效期/)
    awaited('C05', /有效期.*回执日/)
  })
})

describe('场景 7.19：党费的核定', () => {
  it('核定月额、年内不变、1000 元上限都待数据：没有党费台账，一条也不判', () => {
    awaited('N-33', /基数.*核定月额/)
    awaited('D11', /应交、实交/)
    awaited('D21', /核定表/)
    const findings = ['N-33', 'D11', 'D21'].map((ruleId) => () => judge(ruleId, branch(), '2026-07-31'))
    for (const find of findings) expect(find).toThrow(/没有规则/)
  })
})

describe('场景 7.23：列为发展对象以前的公示', () => {
  const POSTED_ON = '2026-06-15'
  const values = BUILT_IN_STANDARDS.profileFor('b1', POSTED_ON).values
  const days = values.publicityWorkdays ?? 0

  it('按现行方案 5 个工作日、张贴日不计：06-23 届满，最早 06-24 列为；改为计入则 06-22 届满', () => {
    const term = { days, unit: '工作日', countsPostedDay: values.publicityCountsPostedDay } as const
    expect(publicityPeriod(POSTED_ON, term, HOLIDAYS)).toMatchObject({
      counted: ['2026-06-16', '2026-06-17', '2026-06-18', '2026-06-22', '2026-06-23'],
      endsOn: '2026-06-23',
      nextStepOn: '2026-06-24',
    })
    expect(publicityPeriod(POSTED_ON, { ...term, countsPostedDay: true }, HOLIDAYS).endsOn).toBe('2026-06-22')
  })

  it('满一年日 2026-03-10，含当日', () => expect(addYears('2025-03-10', 1)).toBe('2026-03-10'))

  it('半年考察、培训与各步日期还没有地方登记：E14、E05、N-28 待数据', () => {
    awaited('E14', /培训/)
    awaited('E05', /公示/)
    awaited('N-28', /半年考察/)
  })
})

describe('场景 7.26：转入的预备党员，2026-09-01 期满，新支部还不熟悉', () => {
  const base = withMembers(4, 1)
  const members = (base.members ?? []).map((member) =>
    member.category === '预备党员' ? { ...member, joinedOn: '2025-09-01', transferredInOn: '2026-07-01' } : member,
  )
  const receiving = branch({ ...base, members })

  it.each([
    ['2026-09-01', '达标'],
    ['2026-09-02', '提示'],
    ['2027-02-28', '提示'],
    ['2027-03-01', '提示'],
    ['2027-03-02', '不达标'],
  ])('%s 判 %s：可推迟到 2027-03-01，推迟期内不计未按期转正', (asOf, verdict) => {
    const finding = judge('N-30', receiving, asOf)
    expect(finding.verdict).toBe(verdict)
    expect(finding.workings.join()).toContain('转正时间从预备期满之日算起')
  })

  it.each([
    ['2026-09-01', '2026-09-01', '今天'],
    ['2026-09-02', '2027-03-01', '以后'],
    ['2027-03-01', '2027-03-01', '今天'],
    ['2027-03-02', '2027-03-01', '已过'],
  ])('%s 的到期清单：期限 %s（%s），不列成已过', (asOf, dueOn, window) => {
    const dues = duesOf(groupOf(asOf, [rootCommittee(), receiving]), BUILT_IN_STANDARDS).filter(({ kind }) => kind === '预备期满')
    expect(dues).toMatchObject([{ dueOn, window }])
  })
})
