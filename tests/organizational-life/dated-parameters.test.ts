import { describe, expect, it } from 'vitest'
import { lifeRatings } from '../../shared/assessment/life-ratings.ts'
import { HOLIDAYS } from '../../shared/calendar/holidays.ts'
import { addDays } from '../../shared/calendar/plain-date.ts'
import type { ParameterOverride, Standards } from '../../shared/compliance/standards.ts'
import type { ActivityFacts } from '../../shared/organizational-life/facts.ts'
import { branchMonths } from '../../shared/organizational-life/month-matrix.ts'
import { judge, onlyProfile, standardsWith, withMembers } from '../compliance/facts.ts'
import { activity, leader, lifeBranch, lifeMeeting, review } from './life-facts.ts'

// 判定时取事件日期有效的参数值，不取当前值：一期一期地取，会议按期末日，党日按应开日，活动按举行日。

const override = (changes: Partial<ParameterOverride>): ParameterOverride => ({
  id: 'o1',
  organizationId: 'b1',
  reach: '本组织',
  key: 'committeeMeetingPerMonth',
  value: 2,
  fromOn: '2026-06-01',
  untilOn: null,
  documentNo: '金圆党〔2026〕3号',
  approvedBy: '集团党委',
  reason: '',
  ...changes,
})
const overridden = (...changes: Partial<ParameterOverride>[]): Standards =>
  standardsWith({ overrides: changes.map((each, index) => override({ id: `o${index}`, ...each })) })

const month = (index: number) => String(index).padStart(2, '0')
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)
/** 一月到八月每月一次支委会。 */
const monthly = lifeBranch({ activities: upTo(8).map((each) => activity('支委会', `2026-${month(each)}-10`)) })

const gapMonths = (ruleId: string, organization: typeof monthly, asOf: string, standards: Standards) =>
  judge(ruleId, organization, asOf, { standards })
    .remedies.filter((each) => each.route === 'life.recordGapNote')
    .map((each) => each.input['period'])

const slotsOf = (organization: typeof monthly, asOf: string, standards: Standards) =>
  branchMonths(organization, {
    year: Number(asOf.slice(0, 4)),
    asOf,
    dated: standards.datedFor(organization.id),
    holidays: HOLIDAYS,
    strengthOf: () => '一般',
  })

describe('支委会每月次数年内改了：各月按月末那天的值', () => {
  it('自 6 月 1 日起每月 2 次：前五个月仍按 1 次，六月起才漏开', () => {
    expect(gapMonths('B03', monthly, '2026-09-01', overridden({}))).toEqual(['2026-06', '2026-07', '2026-08'])
  })

  it.each([
    ['起日是六月末日的前一天', '2026-06-29', null, ['2026-06', '2026-07', '2026-08']],
    ['起日就是六月末日', '2026-06-30', null, ['2026-06', '2026-07', '2026-08']],
    ['起日是六月末日的后一天', '2026-07-01', null, ['2026-07', '2026-08']],
    ['止日是七月末日的前一天', '2026-06-01', '2026-07-30', ['2026-06']],
    ['止日就是七月末日', '2026-06-01', '2026-07-31', ['2026-06', '2026-07']],
    ['止日是七月末日的后一天', '2026-06-01', '2026-08-01', ['2026-06', '2026-07']],
  ])('%s（%s 至 %s）', (_name, fromOn, untilOn, expected) => {
    expect(gapMonths('B03', monthly, '2026-09-01', overridden({ fromOn, untilOn }))).toEqual(expected)
  })

  it('矩阵、计分与规则同一个数', () => {
    const standards = overridden({})
    const states = slotsOf(monthly, '2026-09-01', standards).map((slots) => slots[1]?.state)
    expect(states.slice(0, 8)).toEqual([...upTo(5).map(() => '已办'), '漏开', '漏开', '漏开'])
    const input = { year: 2026, asOf: '2026-09-01', dated: standards.datedFor('b1'), holidays: HOLIDAYS }
    expect(lifeRatings(monthly, input).get('2.1')?.workings).toContain('支委会 5 ÷ 8（缺6月、7月、8月）')
  })

  it('覆盖为不要求：那几个月不考核，别的月照旧', () => {
    const none = lifeBranch({})
    const standards = overridden({ value: null, fromOn: '2026-02-01', untilOn: '2026-02-28' })
    expect(gapMonths('B03', none, '2026-04-01', standards)).toEqual(['2026-01', '2026-03'])
    expect(judge('B03', none, '2026-04-01', { standards: overridden({ value: null, fromOn: '2026-01-01' }) }).verdict).toBe('不适用')
  })
})

describe('主题党日的顺延年内改了：各月按应开日那天的值', () => {
  const dayOn = (heldOn: string) => lifeBranch({ activities: [activity('主题党日', heldOn, { postponeReason: '书记出差' })] })
  /** 2026-06-01（周一）、2026-05-06 是应开日；开在其后第三个工作日。 */
  const isLate = (heldOn: string, fromOn: string, untilOn: string | null = null) =>
    judge('B14', dayOn(heldOn), heldOn, {
      standards: overridden({ key: 'themeDayPostponeWorkdays', value: 5, fromOn, untilOn }),
    }).workings.some((each) => each.includes(`${heldOn} 开，未按期`))

  it.each([
    ['起日前一天就是应开日', '2026-06-02', null, true],
    ['起日当天是应开日', '2026-06-01', null, false],
    ['起日后一天是应开日', '2026-05-31', null, false],
    ['止日前一天是应开日', '2026-05-01', '2026-06-02', false],
    ['止日当天是应开日', '2026-05-01', '2026-06-01', false],
    ['止日后一天是应开日', '2026-05-01', '2026-05-31', true],
  ])('%s（%s 至 %s）：六月开在第三个工作日，未按期＝%s', (_name, fromOn, untilOn, expected) => {
    expect(isLate('2026-06-04', fromOn, untilOn)).toBe(expected)
  })

  it('年中才放宽的，前五个月不跟着放宽；矩阵同', () => {
    expect(isLate('2026-04-07', '2026-06-01')).toBe(true)
    const organization = dayOn('2026-04-07')
    const standards = overridden({ key: 'themeDayPostponeWorkdays', value: 5 })
    expect(slotsOf(organization, '2026-06-10', standards)[3]?.[3]?.state).toBe('晚开')
  })

  it('时长按举行那天的值', () => {
    const short = (heldOn: string) => lifeBranch({ activities: [activity('主题党日', heldOn, { minutes: 90 })] })
    const standards = overridden({ key: 'themeDayMinHours', value: 1, fromOn: '2026-06-02' })
    expect(judge('B16', short('2026-06-01'), '2026-06-10', { standards }).verdict).toBe('提示')
    expect(judge('B16', short('2026-06-02'), '2026-06-10', { standards }).verdict).toBe('达标')
  })
})

describe('方案链年中切换：2018-07-12 起才有到会率警戒线', () => {
  const low = (heldOn: string): ActivityFacts => activity('党员大会', heldOn, { expectedCount: 20, presentCount: 10 })
  const others = ['2018-02-10', '2018-05-10', '2018-07-20'].map((on) => activity('党员大会', on))

  it.each([
    ['切换前一天', '2018-07-11', '达标'],
    ['切换当天', '2018-07-12', '提示'],
    ['切换后一天', '2018-07-13', '提示'],
  ])('%s（%s）到会一半：%s', (_name, heldOn, verdict) => {
    const organization = lifeBranch({ activities: [...others, low(heldOn)] })
    expect(judge('B02', organization, '2018-07-25').verdict).toBe(verdict)
  })

  it('第三季度起不再要求的方案，前两季度的漏开还在', () => {
    const standards = standardsWith({
      chain: [
        { profileId: 'JY17', fromOn: null, untilOn: '2018-07-11' },
        { profileId: 'X', fromOn: '2018-07-12', untilOn: null },
      ],
      profiles: onlyProfile('DEF').profiles.flatMap((each) =>
        each.id === 'DEF' ? [each, { ...each, id: 'X', name: '不要求', values: { ...each.values, congressPerQuarter: null } }] : [each],
      ),
    })
    const found = judge('B01', lifeBranch({}), '2018-10-01', { standards })
    expect(found.message).toContain('第一季度、第二季度')
    expect(found.message).not.toContain('第三季度')
    expect(found.profileName).toBe('金圆2017原文、不要求')
  })
})

describe('本组织覆盖只标在用到它的那期的结论上', () => {
  const marks = (ruleId: string, asOf: string, changes: Partial<ParameterOverride>) =>
    judge(ruleId, monthly, asOf, { standards: overridden(changes) }).overrides.map((each) => each.fromOn)

  it.each([
    ['那一期还没开始', '2026-05-31', []],
    ['那一期开始了', '2026-06-01', ['2026-06-01']],
    ['那一期早已过完、覆盖也到期了', '2026-09-01', ['2026-06-01']],
  ])('%s（%s）', (_name, asOf, expected) => {
    expect(marks('B03', asOf, { untilOn: '2026-06-30' })).toEqual(expected)
  })

  it('判定日在覆盖期内、却没有一期取它的值，不标；用不到的规则不标', () => {
    expect(marks('B03', '2026-06-15', { fromOn: '2026-06-10', untilOn: '2026-06-20' })).toEqual([])
    expect(marks('B01', '2026-09-01', {})).toEqual([])
  })

  it('一年里用过两条就列两条，各列一次', () => {
    const standards = overridden({ untilOn: '2026-06-30' }, { fromOn: '2026-07-01', value: 3 })
    const found = judge('B03', monthly, '2026-09-01', { standards })
    expect(found.overrides.map((each) => [each.fromOn, each.value])).toEqual([
      ['2026-06-01', '2 次'],
      ['2026-07-01', '3 次'],
    ])
  })
})

describe('滚动间隔：满三个月那天要求看的才算', () => {
  // 2026-02-10 开过，满三个月是 5 月 10 日；第二季度开在 6 月 20 日，季度没有漏。
  const branch = lifeBranch({ activities: ['2026-02-10', '2026-06-20'].map((on) => activity('党员大会', on)) })
  it.each([
    ['起日是那天的前一天', '2026-05-09', '提示'],
    ['起日就是那天', '2026-05-10', '提示'],
    ['起日是那天的后一天', '2026-05-11', '达标'],
  ])('%s（%s）：%s', (_name, fromOn, verdict) => {
    const standards = overridden({ key: 'congressRollingCheck', value: false, fromOn: '2020-01-01', untilOn: addDays(fromOn, -1) })
    expect(judge('B01', branch, '2026-06-30', { standards }).verdict).toBe(verdict)
  })
})

describe('全年的事项取年末那天的值：组织生活会、谈心谈话、领导干部出席', () => {
  it.each([
    ['年末前一天起', '2026-12-30', '不达标'],
    ['年末那天起', '2026-12-31', '不达标'],
    ['次年元旦起', '2027-01-01', '达标'],
  ])('B20 %s（%s）要求两次，只开了一次：%s', (_name, fromOn, verdict) => {
    const standards = overridden({ key: 'lifeMeetingMin', value: 2, fromOn })
    expect(judge('B20', lifeBranch({ lifeMeetings: [lifeMeeting('2026-11-10')] }), '2026-12-31', { standards }).verdict).toBe(verdict)
  })

  it('次年才改的只管次年：当年照旧要求，次年起不要求', () => {
    const standards = overridden({ key: 'lifeMeetingMin', value: null, fromOn: '2027-01-01' })
    expect(judge('B20', lifeBranch({ lifeMeetings: [lifeMeeting('2026-11-10')] }), '2026-12-31', { standards }).verdict).toBe('达标')
    expect(judge('B20', lifeBranch(), '2027-01-02', { standards }).verdict).toBe('不适用')
  })

  it.each([
    ['2026-06-30', '达标'],
    ['2026-12-31', '不达标'],
  ])('B10 出席率线的覆盖止于 %s：%s', (untilOn, verdict) => {
    const people = withMembers(3, 0)
    const branch = lifeBranch(
      {
        leaders: [
          leader('m1', [
            [10, 9],
            [10, 9],
            [10, 9],
            [10, 9],
          ]),
        ],
        adminPostCount: 1,
      },
      people,
    )
    const standards = overridden({ key: 'leaderAttendancePercent', value: 95, fromOn: '2026-01-01', untilOn })
    expect(judge('B10', branch, '2026-12-31', { standards }).verdict).toBe(verdict)
  })

  it.each([
    ['2026-12-30', '不达标'],
    ['2026-12-31', '不适用'],
  ])('B30 只在 %s 这一天不要求谈话：%s', (fromOn, verdict) => {
    const standards = overridden({ key: 'talkPairMin', value: null, fromOn, untilOn: fromOn })
    expect(judge('B30', lifeBranch({}, withMembers(3, 0)), '2026-12-31', { standards }).verdict).toBe(verdict)
  })
})

describe('组织生活会安排在哪个季度，按举行那天的值', () => {
  it.each([
    ['举行前一天起改为第三季度', '2026-08-19', '达标'],
    ['举行当天起', '2026-08-20', '达标'],
    ['举行后一天起', '2026-08-21', '提示'],
  ])('%s（%s），8 月 20 日开的：%s', (_name, fromOn, verdict) => {
    const standards = overridden({ key: 'lifeMeetingPreferredQuarter', value: 3, fromOn })
    const branch = lifeBranch({ lifeMeetings: [lifeMeeting('2026-08-20')] })
    expect(judge('B21', branch, '2026-12-31', { standards }).verdict).toBe(verdict)
    const rating = lifeRatings(branch, { year: 2026, asOf: '2026-12-31', dated: standards.datedFor('b1'), holidays: HOLIDAYS }).get('2.3')
    expect(rating?.workings.join('').includes('再减 0.1')).toBe(verdict === '提示')
  })
})

describe('民主评议：窗口按评议年度末日，优秀比例按评定那天', () => {
  it.each([
    ['评议年度末日前一天起', '2026-12-30', '达标'],
    ['评议年度末日起', '2026-12-31', '达标'],
    ['次日起', '2027-01-01', '不达标'],
  ])('%s（%s）窗口延到四月底，四月十五日判 2026 年度还没有评：%s', (_name, fromOn, verdict) => {
    const standards = overridden({ key: 'reviewWindowUntil', value: '04-30', fromOn })
    expect(judge('B25', lifeBranch(), '2027-04-15', { standards }).verdict).toBe(verdict)
  })

  it.each([
    ['评定前一天起', '2027-02-09', '提示'],
    ['评定当天起', '2027-02-10', '提示'],
    ['评定后一天起', '2027-02-11', '达标'],
  ])('%s（%s）改为四分之一，六人评优两人：%s', (_name, fromOn, verdict) => {
    const standards = overridden({ key: 'excellentOneIn', value: 4, fromOn })
    const branch = lifeBranch({ reviews: [review(2026, '2027-02-10', ['优秀', '优秀', '合格', '合格', '合格', '合格'])] })
    for (const id of ['B29', 'N-35']) expect(judge(id, branch, '2027-03-01', { standards }).verdict, id).toBe(verdict)
  })
})
