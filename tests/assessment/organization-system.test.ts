import { describe, expect, it } from 'vitest'
import {
  completeCommitteeRating,
  organizationSetupRating,
  termRenewalRating,
  vetoHints,
} from '../../shared/assessment/organization-system.ts'
import { permyriadOf } from '../../shared/assessment/ratio.ts'
import type { ItemRating } from '../../shared/assessment/scoring.ts'
import { evaluateOrganization as evaluate } from '../../shared/compliance/evaluate.ts'
import { BUILT_IN_STANDARDS as DEFAULT } from '../../shared/compliance/standards.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import { indexGroup } from '../../shared/organization/group-index.ts'
import {
  branch,
  earlyApproval,
  extension,
  formerPost,
  milestone,
  groupOf,
  partyGroups,
  post,
  rootCommittee,
  term,
  withMembers,
} from '../compliance/facts.ts'

const permyriad = (rating: ItemRating) => (rating.ratio === null ? null : permyriadOf(rating.ratio))

function evaluateOrganization(organization: OrganizationFacts, asOf: string) {
  return evaluate(organization, asOf, indexGroup(groupOf(asOf, [rootCommittee(), organization])), DEFAULT)
}

describe('1.1 组织设置：适用集 A02、A04、A05、A06、A08、A21、A24 的通过数÷适用数', () => {
  const setup = (organization: OrganizationFacts) => organizationSetupRating(evaluateOrganization(organization, '2026-12-31'))

  it('场景 7.1：正式 19＋预备 1 而没有划党小组，A04 不通过', () => {
    const rating = setup(branch({ ...withMembers(19, 1), posts: committee() }))
    expect(rating.basis).toContain('A04')
    expect(rating.workings.join('\n')).toMatch(/A04 不达标/)
    expect(permyriad(rating)).toBeLessThan(10_000)
  })

  it('预备党员转出剩 19 人，A04 转不适用，其余通过为满分', () => {
    expect(permyriad(setup(branch({ ...withMembers(19, 0), posts: committee() })))).toBe(10_000)
  })

  it('只看适用集里的规则，别的规则不达标不影响', () => {
    const organization = branch({ ...withMembers(5, 0), terms: [term('2020-01-01')] })
    expect(evaluateOrganization(organization, '2026-12-31').some((each) => each.ruleId === 'A15' && each.verdict === '不达标')).toBe(true)
    expect(permyriad(setup(organization))).toBe(10_000)
  })

  it('正式 2 人的党支部：唯一适用的 A02 不通过，得 0', () => {
    expect(permyriad(setup(branch(withMembers(2, 0))))).toBe(0)
  })

  it('没有适用的规则为不适用，不是满分也不是 0', () => {
    expect(organizationSetupRating([]).ratio).toBeNull()
  })

  it('20 人划成两组、组长齐、人人入组，A04、A05 通过', () => {
    const organization = branch({ ...withMembers(20, 0, ['g1', 'g2']), groups: partyGroups('g1', 'g2'), posts: committee() })
    expect(permyriad(setup(organization))).toBe(10_000)
  })
})

function committee() {
  return [post('书记', '甲'), post('组织委员', '乙'), post('宣传委员', '丙'), post('纪检委员', '丁')]
}

describe('1.2 任期换届', () => {
  const rate = (terms: ReturnType<typeof term>[], asOf: string, changes: Partial<OrganizationFacts> = {}) =>
    termRenewalRating(branch({ terms, ...changes }), asOf, DEFAULT)

  it('场景 7.4：2017-06-15 选举（任期 2 年）、2019-06-20 换届，逾期 5 天得 0.5', () => {
    const rating = rate([term('2017-06-15', { seq: 1 }), term('2019-06-20', { seq: 2 })], '2019-12-31')
    expect(permyriad(rating)).toBe(5000)
    expect(rating.basis).toBe('换届逾期 5 天')
  })

  it.each([
    ['届满前一天', '2026-06-15', 10_000],
    ['届满当天', '2026-06-16', 10_000],
    ['逾期 1 天', '2026-06-17', 5000],
    ['逾期 90 天', '2026-09-14', 5000],
    ['逾期 91 天', '2026-09-15', 2000],
    ['逾期 180 天', '2026-12-13', 2000],
    ['逾期 181 天', '2026-12-14', 0],
  ])('2023-06-16 选举、尚未换届，%s（%s）', (_, asOf, expected) => {
    expect(permyriad(rate([term('2023-06-16')], asOf))).toBe(expected)
  })

  const renewed = (milestones: ReturnType<typeof milestone>[], approvals = {}, electedOn = '2026-06-10') => [
    term('2023-06-16', { seq: 1, milestones, ...approvals }),
    term(electedOn, { seq: 2 }),
  ]
  const reminded = milestone('上级提醒', '2025-12-16')

  it.each([
    ['请示在 T−4 当天', '2026-02-16', 10_000],
    ['请示早一天', '2026-02-15', 10_000],
    ['请示迟一天', '2026-02-17', 9000],
  ])('按期换届，%s', (_, requestedOn, expected) => {
    expect(permyriad(rate(renewed([reminded, milestone('换届请示', requestedOn)]), '2026-12-31'))).toBe(expected)
  })

  it.each([
    ['提醒迟一天', [milestone('上级提醒', '2025-12-17'), milestone('换届请示', '2026-02-01')]],
    ['没有提醒', [milestone('换届请示', '2026-02-01')]],
    ['没有请示', [reminded]],
  ])('按期换届但节点不齐：%s，得 0.9', (_, milestones) => {
    expect(permyriad(rate(renewed(milestones), '2026-12-31'))).toBe(9000)
  })

  it('获批提前换届：以批复代替请示，提醒线未到不要求', () => {
    const terms = renewed([], { approvals: [earlyApproval('2025-10-01', '2025-11-20')] }, '2025-11-20')
    expect(permyriad(rate(terms, '2025-12-31'))).toBe(10_000)
  })

  it('在获批延期内换届、或判定日仍在延期内，得 0.8', () => {
    const extended = { approvals: [extension('2026-05-01', '2026-12-16')] }
    expect(permyriad(rate(renewed([], extended, '2026-12-16'), '2026-12-31'))).toBe(8000)
    expect(permyriad(rate([term('2023-06-16', extended)], '2026-12-16'))).toBe(8000)
    expect(permyriad(rate([term('2023-06-16', extended)], '2026-12-17'))).toBe(5000)
  })

  it('延期已批而原届满日未到，仍是在届 1', () => {
    expect(permyriad(rate([term('2023-06-16', { approvals: [extension('2026-05-01', '2026-12-16')] })], '2026-06-16'))).toBe(10_000)
  })

  it('往年的逾期换届不扣今年的分', () => {
    expect(permyriad(rate([term('2017-06-15', { seq: 1 }), term('2019-06-20', { seq: 2 })], '2020-12-31'))).toBe(10_000)
  })

  it('没有届次记 0 分待补证；临时党支部不适用', () => {
    expect(rate([], '2026-12-31')).toMatchObject({ source: '待补证', ratio: { num: 0n } })
    expect(rate([], '2026-12-31', { form: '临时党支部' }).ratio).toBeNull()
  })
})

describe('V1 只提示：逾期换届超过 180 天', () => {
  it.each([
    ['180 天', '2026-12-13', 0],
    ['181 天', '2026-12-14', 1],
  ])('逾期 %s（%s）', (_, asOf, count) => {
    expect(vetoHints(branch({ terms: [term('2023-06-16')] }), asOf, DEFAULT)).toHaveLength(count)
  })

  it('年内换届已逾期 200 天，换完也提示', () => {
    const organization = branch({ terms: [term('2022-06-16', { seq: 1 }), term('2026-01-02', { seq: 2 })] })
    expect(vetoHints(organization, '2026-12-31', DEFAULT)[0]).toMatchObject({
      vetoId: 'V1',
      reason: expect.stringContaining('换届逾期 200 天') as string,
    })
  })
})

describe('1.3 班子健全：gap = 书记超限天数×2 + 委员超限天数，比率 max(0, 1−gap/90)', () => {
  const current = term('2024-06-16', { seatCount: 3 })
  const rate = (posts: ReturnType<typeof post>[], asOf = '2026-12-31', terms = [current]) =>
    completeCommitteeRating(branch({ terms, posts }), asOf, DEFAULT)
  const others = [post('组织委员', '乙'), post('宣传委员', '丙')]

  it('书记、委员都在任，满分', () => {
    expect(permyriad(rate([post('书记', '甲'), ...others]))).toBe(10_000)
  })

  it.each([
    ['补选期限当天', '2026-04-01', 10_000],
    ['过期限 1 天', '2026-04-02', 9778],
    ['过期限 45 天', '2026-05-16', 0],
    ['过期限 46 天', '2026-05-17', 0],
  ])('书记 2026-03-01 离任（期限 04-01），%s（%s）', (_, asOf, expected) => {
    expect(permyriad(rate([formerPost('书记', '甲', '2026-03-01'), ...others], asOf))).toBe(expected)
  })

  it.each([
    ['补选期限当天', '2026-06-01', 10_000],
    ['过期限 1 天', '2026-06-02', 9889],
    ['过期限 90 天', '2026-08-30', 0],
  ])('委员 2026-03-01 离任（期限 06-01），%s（%s）', (_, asOf, expected) => {
    const posts = [post('书记', '甲'), post('组织委员', '乙'), formerPost('宣传委员', '丙', '2026-03-01')]
    expect(permyriad(rate(posts, asOf))).toBe(expected)
  })

  it('补上之日起不再计：书记 03-01 离任、04-11 补选，超限 04-02 至 04-10 共 9 天', () => {
    const posts = [formerPost('书记', '甲', '2026-03-01'), post('书记', '戊', { fromOn: '2026-04-11', source: '补选' }), ...others]
    const rating = rate(posts)
    expect(rating.basis).toBe('书记超限空缺 9 天、委员 0 天')
    expect(permyriad(rating)).toBe(8000)
  })

  it('跨年的空缺只计考核年度内的天数', () => {
    const posts = [formerPost('书记', '甲', '2025-11-01'), post('书记', '戊', { fromOn: '2026-01-11', source: '补选' }), ...others]
    expect(rate(posts, '2025-12-31').basis).toBe('书记超限空缺 30 天、委员 0 天')
    expect(rate(posts, '2026-12-31').basis).toBe('书记超限空缺 10 天、委员 0 天')
  })

  it('换届后才补录班子的，往届不当作全员空缺', () => {
    const posts = [post('书记', '甲'), ...others].map((each) => ({ ...each, fromOn: '2026-10-10' }))
    const terms = [term('2023-10-12', { seq: 1, seatCount: 3 }), term('2026-10-10', { seq: 2, seatCount: 3 })]
    expect(permyriad(rate(posts, '2026-12-31', terms))).toBe(10_000)
  })

  it('换届卸任不是出缺', () => {
    const posts = [
      formerPost('书记', '旧', '2026-06-10', { endReason: '换届', fromOn: '2023-06-16' }),
      ...[post('书记', '甲'), ...others].map((each) => ({ ...each, fromOn: '2026-06-10' })),
    ]
    const terms = [term('2023-06-16', { seq: 1 }), term('2026-06-10', { seq: 2, seatCount: 3 })]
    expect(permyriad(rate(posts, '2026-12-31', terms))).toBe(10_000)
  })

  it('一条任职也没有，待补证', () => {
    expect(rate([]).source).toBe('待补证')
  })
})
