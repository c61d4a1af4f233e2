import { describe, expect, it } from 'vitest'
import { STUDY_RULES } from '../../shared/education/study-rules.ts'
import type { ActivityFacts, MemberAttendanceFacts } from '../../shared/organizational-life/facts.ts'
import { judge, onlyProfile, provesVerdicts, rootCommittee, withMembers } from '../compliance/facts.ts'
import { activity, groupSpan, lifeBranch, topic } from '../organizational-life/life-facts.ts'

provesVerdicts(STUDY_RULES, { D02: ['达标', '提示'], D06: ['达标'] })

const HOUR = 60

/** 各月各一次集中学习，每次 `hours` 小时。 */
function studies(count: number, hours: number, changes: Partial<ActivityFacts> = {}): ActivityFacts[] {
  return Array.from({ length: count }, (_, index) =>
    activity('集中学习', `2026-${String(1 + (index % 6)).padStart(2, '0')}-${String(1 + Math.floor(index / 6)).padStart(2, '0')}`, {
      id: `s${index}`,
      minutes: hours * HOUR,
      ...changes,
    }),
  )
}

describe('D01 支部全年集中学习 12 天，不满一天按 6 小时折算', () => {
  const at = (count: number, asOf: string) => judge('D01', lifeBranch({ activities: studies(count, 6) }), asOf).verdict

  it.each([
    [5, '2026-07-31', '达标'],
    [5, '2026-08-01', '提示'],
    [6, '2026-08-01', '达标'],
    [9, '2026-10-31', '达标'],
    [9, '2026-11-01', '提示'],
    [10, '2026-11-01', '达标'],
    [11, '2026-12-30', '达标'],
    [11, '2026-12-31', '不达标'],
    [12, '2026-12-31', '达标'],
    [12, '2026-08-01', '达标'],
  ])('学了 %i 天，%s：%s', (count, asOf, verdict) => expect(at(count, asOf)).toBe(verdict))

  it('差一分钟也不够；含学习内容的主题党日算，几类合办的只计一次时长', () => {
    const days = studies(11, 6)
    const judgeWith = (more: ActivityFacts) => judge('D01', lifeBranch({ activities: [...days, more] }), '2026-12-31').verdict
    expect(judgeWith(activity('主题党日', '2026-06-20', { minutes: 6 * HOUR - 1, contentKinds: ['政治学习'] }))).toBe('不达标')
    expect(judgeWith(activity('主题党日', '2026-06-20', { minutes: 6 * HOUR, contentKinds: ['政治学习'] }))).toBe('达标')
    expect(judgeWith(activity('主题党日', '2026-06-20', { minutes: 6 * HOUR, contentKinds: ['志愿服务'] }))).toBe('不达标')
    expect(judgeWith(activity(['主题党日', '党员大会', '党课'], '2026-06-20', { minutes: 3 * HOUR }))).toBe('不达标')
  })

  it('党小组自己的学习不算支部的天数', () => {
    const activities = studies(12, 6, { groupId: 'g1' })
    expect(judge('D01', lifeBranch({ activities, groups: [groupSpan('g1')] }), '2026-12-31').verdict).toBe('不达标')
  })

  it('供销社方案、国家最低线没有天数；党委不适用', () => {
    const organization = lifeBranch({ activities: studies(12, 6) })
    for (const profile of ['LZ20', 'GJ'])
      expect(judge('D01', organization, '2026-12-31', { standards: onlyProfile(profile) }).verdict).toBe('不适用')
    expect(judge('D01', rootCommittee(), '2026-12-31').verdict).toBe('不适用')
    expect(judge('D01', organization, '2026-12-31', { standards: onlyProfile('JY17') }).verdict).toBe('达标')
  })
})

describe('D02 党员全年 32 学时：只算支部集体学习，不够的提示', () => {
  const attendance = (memberId: string, hours: number): MemberAttendanceFacts => ({
    memberId,
    expected: 20,
    present: 20,
    absentOn: [],
    studyMinutes: hours * HOUR,
  })
  const at = (hours: number, asOf: string) =>
    judge('D02', lifeBranch({ attendance: [attendance('m1', hours), attendance('m2', 40)] }, withMembers(2, 0)), asOf)

  it.each([
    [19, '2026-09-30', '达标'],
    [19, '2026-10-01', '提示'],
    [20, '2026-10-01', '达标'],
    [27, '2026-11-30', '达标'],
    [27, '2026-12-01', '提示'],
    [28, '2026-12-01', '达标'],
    [31, '2026-12-30', '达标'],
    [31, '2026-12-31', '提示'],
    [32, '2026-12-31', '达标'],
  ])('%i 学时，%s：%s', (hours, asOf, verdict) => expect(at(hours, asOf).verdict).toBe(verdict))

  it('说出是谁、差多少，不说成不达标', () => {
    const found = at(31, '2026-12-31')
    expect(found.memberIds).toEqual(['m1'])
    expect(found.severity).toBe('提示')
    expect(found.workings.join('')).toContain('外出培训的学时没有登记')
  })

  it('豁免的、年中转来的、停止党籍的不计', () => {
    const [first, second] = withMembers(2, 0).members ?? []
    if (!first || !second) throw new Error('没有造出党员')
    const life = { attendance: [attendance('m1', 40)] }
    for (const change of [{ isExempt: true }, { branchSince: '2026-01-02' }, { partyStatus: '停止党籍' as const }]) {
      const members = [first, { ...second, ...change }]
      expect(judge('D02', lifeBranch(life, { members }), '2026-12-31').verdict).toBe('达标')
    }
    const settled = [first, { ...second, branchSince: '2026-01-01' }]
    expect(judge('D02', lifeBranch(life, { members: settled }), '2026-12-31').verdict).toBe('提示')
  })

  it('集团 2017 年方案没有学时', () => {
    const organization = lifeBranch({}, withMembers(2, 0))
    expect(judge('D02', organization, '2026-12-31', { standards: onlyProfile('JY17') }).verdict).toBe('不适用')
  })
})

describe('D06 集中学习后的测试，提倡项', () => {
  it('有测试的达标，没有的不适用、不扣分', () => {
    expect(judge('D06', lifeBranch({ activities: studies(2, 2, { hasTest: true }) }), '2026-12-31').verdict).toBe('达标')
    expect(judge('D06', lifeBranch({ activities: studies(2, 2) }), '2026-12-31').verdict).toBe('不适用')
  })
})

describe('D08 主题实践每季度至少一次', () => {
  it.each([
    ['2026-03-31', '达标'],
    ['2026-04-01', '不达标'],
  ])('第一季度没有，%s：%s', (asOf, verdict) => expect(judge('D08', lifeBranch(), asOf).verdict).toBe(verdict))

  it('季末当天办的算；一季办两次不补别的季', () => {
    expect(judge('D08', lifeBranch({ activities: [activity('主题实践', '2026-03-31')] }), '2026-04-01').verdict).toBe('达标')
    const twice = [activity('主题实践', '2026-01-05'), activity('主题实践', '2026-03-31')]
    expect(judge('D08', lifeBranch({ activities: twice }), '2026-07-01').verdict).toBe('不达标')
  })

  it('“经常性”的原文没有次数', () =>
    expect(judge('D08', lifeBranch(), '2026-04-01', { standards: onlyProfile('JY17') }).verdict).toBe('不适用'))
})

describe('D09 “七一”纪念活动，6 月 20 日至 7 月 10 日', () => {
  const at = (activities: readonly ActivityFacts[], asOf: string) => judge('D09', lifeBranch({ activities }), asOf).verdict
  const marked = (heldOn: string) => activity('主题实践', heldOn, { practiceKind: '七一纪念' })

  it.each([
    ['2026-06-19', '不达标'],
    ['2026-06-20', '达标'],
    ['2026-07-10', '达标'],
    ['2026-07-11', '不达标'],
  ])('办在 %s，窗口过后：%s', (heldOn, verdict) => expect(at([marked(heldOn)], '2026-07-12')).toBe(verdict))

  it('窗口以前不适用，窗口里没办是待办，次日起不达标', () => {
    expect(['2026-06-19', '2026-06-20', '2026-07-10', '2026-07-11'].map((asOf) => at([], asOf))).toEqual([
      '不适用',
      '达标',
      '达标',
      '不达标',
    ])
  })

  it('标题、主题写明的也算；只开了会看不出是不是的，待确认', () => {
    const [byTitle, byTheme, plain] = [{ title: '庆祝建党105周年主题党日' }, { theme: '七一重温誓词' }, {}].map((changes) =>
      activity('主题党日', '2026-07-01', { theme: '', topics: [topic('主题党日')], ...changes }),
    )
    if (!byTitle || !byTheme || !plain) throw new Error('没有造出活动')
    expect([at([byTitle], '2026-07-11'), at([byTheme], '2026-07-11'), at([plain], '2026-07-11')]).toEqual(['达标', '达标', '待确认'])
  })
})
