import { describe, expect, it } from 'vitest'
import { COMMITTEE_RULES } from '../../shared/election/committee-rules.ts'
import type { PostFacts } from '../../shared/election/facts.ts'
import type { PostTitle } from '../../shared/glossary.ts'
import { branch, formerPost, generalBranch, judge, onlyProfile, post, term, provesVerdicts } from '../compliance/facts.ts'

provesVerdicts(COMMITTEE_RULES)

const TODAY = '2026-09-14'
const FULL: readonly PostTitle[] = [
  '书记',
  '组织委员',
  '宣传委员',
  '纪检委员',
  '委员',
  '青年委员',
  '群团委员',
  '统战委员',
  '保密委员',
  '副书记',
]
/** `count` 个人各任一职，前四个是必配职责。 */
const board = (count: number): PostFacts[] => FULL.slice(0, count).map((title, index) => post(title, `委员${index + 1}`, { duty: '分工' }))

describe('A21「有正式党员7人以上的支部，应当设立党支部委员会」', () => {
  it.each([
    [6, '不适用', '不适用'],
    [7, '不达标', '应当'],
    [8, '不达标', '应当'],
  ] as const)('正式党员 %i 人、没有委员会：%s', (full, verdict, severity) => {
    expect(judge('A21', branch({ fullMemberCount: full, posts: board(1) }), TODAY)).toMatchObject({ verdict, severity })
  })
  it.each([
    [2, '不达标'],
    [3, '达标'],
  ] as const)('正式党员 7 人、在任委员 %i 人：%s', (count, verdict) => {
    expect(judge('A21', branch({ fullMemberCount: 7, posts: board(count) }), TODAY).verdict).toBe(verdict)
  })
  it('按正式党员计，预备党员不算', () => {
    expect(judge('A21', branch({ memberCount: 8, fullMemberCount: 6 }), TODAY).verdict).toBe('不适用')
  })
  it('一人兼任三职只算一名委员', () => {
    const alone = (['书记', '组织委员', '纪检委员'] as const).map((title) => post(title, '张三'))
    expect(judge('A21', branch({ posts: alone }), TODAY).verdict).toBe('不达标')
  })
})

describe('A22「党支部委员会由3至5人组成，一般不超过7人」', () => {
  it.each([
    [3, '达标', '达标'],
    [5, '达标', '达标'],
    [6, '提示', '提示'],
    [7, '提示', '提示'],
    [8, '不达标', '红线'],
  ] as const)('%i 人：%s', (count, verdict, severity) => {
    expect(judge('A22', branch({ posts: board(count) }), TODAY)).toMatchObject({ verdict, severity })
  })
  it('设了委员会（批准职数）却只剩 2 人：不达标', () => {
    const organization = branch({ posts: board(2), terms: [term('2024-06-16', { seatCount: 3 })] })
    expect(judge('A22', organization, TODAY)).toMatchObject({ verdict: '不达标', severity: '应当' })
  })
  it('没有设委员会不适用', () => expect(judge('A22', branch({ posts: board(1) }), TODAY).verdict).toBe('不适用'))
})

describe('A23「党总支委员会由5至7人组成，一般不超过9人」', () => {
  it.each([
    [4, '不达标', '红线'],
    [5, '达标', '达标'],
    [7, '达标', '达标'],
    [8, '提示', '提示'],
    [9, '提示', '提示'],
    [10, '不达标', '红线'],
  ] as const)('%i 人：%s', (count, verdict, severity) => {
    expect(judge('A23', generalBranch({ posts: board(count) }), TODAY)).toMatchObject({ verdict, severity })
  })
  it('没有登记班子待确认；国家最低线职数未核实，不适用', () => {
    expect(judge('A23', generalBranch(), TODAY).verdict).toBe('待确认')
    expect(judge('A23', generalBranch({ posts: board(3) }), TODAY, { standards: onlyProfile('GJ') }).verdict).toBe('不适用')
  })
})

describe('A24「党支部委员会设书记和组织委员、宣传委员、纪检委员等」', () => {
  it('四项职责都有人：达标', () => expect(judge('A24', branch({ posts: board(4) }), TODAY).verdict).toBe('达标'))
  it('缺纪检：不达标（橙），逐项给登记动作', () => {
    const finding = judge('A24', branch({ posts: board(3) }), TODAY)
    expect(finding).toMatchObject({ verdict: '不达标', severity: '应当' })
    expect(finding.message).toContain('缺纪检委员')
    expect(finding.remedies[0]?.input).toMatchObject({ title: '纪检委员', organizationId: 'b1' })
  })
  it('书记兼纪检：提示（黄）', () => {
    const posts = [...board(3), post('纪检委员', '委员1')]
    expect(judge('A24', branch({ posts }), TODAY)).toMatchObject({ verdict: '提示', severity: '提示' })
  })
  it('别的委员兼纪检不提示；分工里写明宣传的也算', () => {
    expect(judge('A24', branch({ posts: [...board(3), post('纪检委员', '委员2')] }), TODAY).verdict).toBe('达标')
    const byDuty = [post('书记', '甲'), post('组织委员', '乙', { duty: '组织、宣传' }), post('纪检委员', '丙')]
    expect(judge('A24', branch({ posts: byDuty }), TODAY).verdict).toBe('达标')
  })
  it('卸任当日即不在任', () => {
    const posts = [...board(3), formerPost('纪检委员', '丁', TODAY)]
    expect(judge('A24', branch({ posts }), TODAY).verdict).toBe('不达标')
    expect(judge('A24', branch({ posts }), '2026-09-13').verdict).toBe('达标')
  })
})

describe('A25「正式党员不足7人的党支部，设1名书记」', () => {
  const small = (posts: PostFacts[], full = 6) => branch({ memberCount: full, fullMemberCount: full, posts })
  it('1 名书记达标，再加 1 名副书记也达标', () => {
    expect(judge('A25', small([post('书记', '甲')]), TODAY).verdict).toBe('达标')
    expect(judge('A25', small([post('书记', '甲'), post('副书记', '乙')]), TODAY).verdict).toBe('达标')
  })
  it('2 名书记、2 名副书记都不达标', () => {
    expect(judge('A25', small([post('书记', '甲'), post('书记', '乙')]), TODAY)).toMatchObject({ verdict: '不达标', severity: '应当' })
    expect(judge('A25', small([post('书记', '甲'), post('副书记', '乙'), post('副书记', '丙')]), TODAY).verdict).toBe('不达标')
  })
  it('还设着委员会给提示；正式党员 7 人不适用', () => {
    expect(judge('A25', small(board(3)), TODAY).verdict).toBe('提示')
    expect(judge('A25', small(board(3), 7), TODAY).verdict).toBe('不适用')
  })
  it('只有副书记、从没有书记：不达标', () => expect(judge('A25', small([post('副书记', '乙')]), TODAY).verdict).toBe('不达标'))
})

describe('A26「推动所有党支部委员会设立纪检委员」', () => {
  it('没有纪检委员：黄', () => {
    expect(judge('A26', branch({ posts: board(3) }), TODAY)).toMatchObject({ verdict: '不达标', severity: '提示' })
  })
  it('书记兼任：黄；另设：达标', () => {
    expect(judge('A26', branch({ posts: [...board(3), post('纪检委员', '委员1')] }), TODAY)).toMatchObject({ severity: '提示' })
    expect(judge('A26', branch({ posts: board(4) }), TODAY).verdict).toBe('达标')
  })
})

describe('A27「必要时增加一名副书记」', () => {
  it.each([
    [0, '不适用'],
    [1, '达标'],
    [2, '不达标'],
  ] as const)('%i 名副书记：%s', (count, verdict) => {
    const deputies = Array.from({ length: count }, (_, index) => post('副书记', `副${index}`))
    const finding = judge('A27', branch({ posts: [post('书记', '甲'), ...deputies] }), TODAY)
    expect(finding.verdict).toBe(verdict)
    if (verdict === '不达标') expect(finding.severity).toBe('提示')
  })
})

describe('A33「党支部班子成员应当分工明确、各负其责」', () => {
  const unclear = branch({ posts: [post('书记', '甲'), post('委员', '乙', { fromOn: '2026-08-15' })] })
  it.each([
    ['2026-09-14', '待确认'],
    ['2026-09-15', '不达标'],
  ] as const)('委员 2026-08-15 任职没有分工，%s：%s（30 日内）', (asOf, verdict) => {
    expect(judge('A33', unclear, asOf)).toMatchObject({ verdict, dueOn: '2026-09-14' })
  })
  it('写明分工或任专职委员即达标', () => {
    const clear = branch({ posts: [post('书记', '甲'), post('组织委员', '乙'), post('委员', '丙', { duty: '群团工作' })] })
    expect(judge('A33', clear, TODAY).verdict).toBe('达标')
  })
})
