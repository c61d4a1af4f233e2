import { describe, expect, it } from 'vitest'
import { HOLIDAYS } from '../../shared/calendar/holidays.ts'
import { publicityNotice } from '../../shared/calendar/publicity-notice.ts'
import {
  candidatePublicity,
  conclusionProblem,
  periodOf,
  publicityState,
  type PublicityFacts,
} from '../../shared/calendar/publicity-record.ts'
import { publicityTasks } from '../../shared/calendar/publicity-tasks.ts'
import { dutyTasks } from '../../shared/calendar/tasks.ts'
import { planProcess, type ProcessFacts } from '../../shared/election/process.ts'
import { BUILT_IN_STANDARDS } from '../../shared/compliance/standards.ts'
import { branch, groupOf, term } from '../compliance/facts.ts'

/** 场景 7.23：2026-06-15 张贴，端午放假 19 日至 21 日。 */
const POSTED: PublicityFacts = {
  id: 'p1',
  kind: '拟列发展对象',
  about: '张三',
  nextStep: '列为发展对象',
  postedOn: '2026-06-15',
  days: 5,
  unit: '工作日',
  countsPostedDay: false,
  outcome: null,
  concludedOn: null,
}
const PERIOD = periodOf(POSTED, HOLIDAYS)

describe('场景 7.23：公示期满以前不能列为发展对象', () => {
  it.each([
    ['2026-06-22', '公示中'],
    ['2026-06-23', '公示中'],
    ['2026-06-24', '届满待办'],
  ])('%s %s', (asOf, state) => expect(publicityState(POSTED, PERIOD, asOf)).toBe(state))

  it('23 日当天还不能办，24 日起可以；中止随时可以', () => {
    expect(conclusionProblem(POSTED, PERIOD, '无异议', '2026-06-23')).toMatch(/2026-06-23 届满.*2026-06-24 起才能列为发展对象/)
    expect(conclusionProblem(POSTED, PERIOD, '无异议', '2026-06-24')).toBeNull()
    expect(conclusionProblem(POSTED, PERIOD, '有反映，查核后继续', '2026-06-23')).not.toBeNull()
    expect(conclusionProblem(POSTED, PERIOD, '中止', '2026-06-16')).toBeNull()
    expect(conclusionProblem(POSTED, PERIOD, '中止', '2026-06-14')).toMatch(/早于张贴日/)
  })

  it('参数改为计入张贴日：22 日届满，23 日可办', () => {
    const counted = { ...POSTED, countsPostedDay: true }
    expect(periodOf(counted, HOLIDAYS)).toMatchObject({ endsOn: '2026-06-22', nextStepOn: '2026-06-23' })
  })

  it('公示一纸里写着由张贴日推出的起止', () => {
    const notice = publicityNotice({
      ...POSTED,
      organizationName: '中共金圆信托第二支部委员会',
      contact: '苏晴，0592-1234567',
      period: PERIOD,
    })
    expect(notice.title).toBe('关于张三拟列为发展对象的公示')
    expect(notice.body).toContain('公示期自2026年6月16日起至2026年6月23日止（5个工作日）')
    expect(notice.body).toContain('联系人、电话：苏晴，0592-1234567')
  })
})

describe('日历里的公示', () => {
  const tasks = (record: PublicityFacts, today: string) =>
    publicityTasks(groupOf(today, [branch({ publicities: [record] })]), { from: '2026-01-01', until: '2026-12-31', today })

  it('届满后的首个工作日是应办日；登记了结果即已办', () => {
    expect(tasks(POSTED, '2026-06-16')).toMatchObject([{ dueOn: '2026-06-24', state: '未到期', isDefaultDate: true }])
    expect(tasks(POSTED, '2026-06-24')).toMatchObject([{ state: '今天', remedies: [{ label: '登记公示情况' }] }])
    expect(tasks(POSTED, '2026-06-25')).toMatchObject([{ state: '逾期' }])
    expect(tasks({ ...POSTED, outcome: '无异议', concludedOn: '2026-06-24' }, '2026-06-25')).toMatchObject([
      { state: '已办', doneOn: '2026-06-24', doneBy: '记录' },
    ])
  })

  it('届满次日逢周六的，落到下周一；周日调休上班的，就在周日', () => {
    expect(tasks({ ...POSTED, postedOn: '2026-07-10' }, '2026-07-13')).toMatchObject([{ startsOn: '2026-07-18', dueOn: '2026-07-20' }])
    expect(tasks({ ...POSTED, postedOn: '2026-09-11' }, '2026-09-14')).toMatchObject([{ startsOn: '2026-09-19', dueOn: '2026-09-20' }])
  })

  it.each([
    ['branch.dues-publish', '党费收缴使用', '2026-10-20'],
    ['branch.disclosure', '党务公开', '2026-10-20'],
  ] as const)('%s 由公示登记看出办了，别类的不算', (dutyId, kind, postedOn) => {
    const today = '2026-11-02'
    const stateWith = (each: PublicityFacts) =>
      dutyTasks(
        groupOf(today, [branch({ publicities: [each] })]),
        { papers: [], marks: [], floatingBranchIds: new Set(), abroadBranchIds: new Set() },
        (id, on) => BUILT_IN_STANDARDS.profileFor(id, on).values,
        { from: '2026-10-01', until: '2026-12-31', today },
      ).find((task) => task.dutyId === dutyId)
    expect(stateWith({ ...POSTED, kind, postedOn })).toMatchObject({ doneOn: postedOn, doneBy: '记录' })
    expect(stateWith({ ...POSTED, kind, postedOn, outcome: '中止', concludedOn: postedOn })?.doneOn).toBeNull()
    expect(stateWith({ ...POSTED, postedOn })).toMatchObject({ doneOn: null, canMarkDone: true })
  })
})

describe('候选人公示拦住大会', () => {
  const candidate: PublicityFacts = { ...POSTED, kind: '换届候选人', nextStep: '召开大会选举' }
  const planWith = (meetingOn: string, record: PublicityFacts, changes: Partial<ProcessFacts> = {}) =>
    planProcess(
      {
        kind: '换届',
        term: term('2023-09-01'),
        vacancies: [],
        meetingOn,
        overdueReason: '',
        done: { 请示: '2026-05-20', 批复: '2026-06-01' },
        publicity: candidatePublicity([record], meetingOn, HOLIDAYS),
        ...changes,
      },
      '2026-06-16',
      BUILT_IN_STANDARDS.profileFor('b1', '2026-08-31').values,
      HOLIDAYS,
    )

  it.each([
    ['2026-06-22', '早于窗口'],
    ['2026-06-23', '早于窗口'],
    ['2026-06-24', '在窗口内'],
  ])('大会定在 %s：%s', (meetingOn, verdict) => {
    const { window, steps } = planWith(meetingOn, candidate)
    expect(window).toMatchObject({ opensOn: '2026-06-24', verdict })
    expect(steps.find(({ kind }) => kind === '党员大会')?.state === '停用').toBe(verdict === '早于窗口')
    if (verdict === '早于窗口') expect(window.message).toMatch(/候选人公示 2026-06-23 才届满，2026-06-24 起才能开会选举/)
  })

  it('补选、首届也拦；指派没有大会，不拦', () => {
    const vacancies = [{ title: '书记', vacantOn: '2026-06-01' }] as const
    expect(planWith('2026-06-23', candidate, { kind: '补选', vacancies }).window.verdict).toBe('早于窗口')
    expect(planWith('2026-06-23', candidate, { isFirst: true, term: null }).window.verdict).toBe('早于窗口')
    expect(planWith('2026-06-23', candidate, { kind: '指派', vacancies }).window.verdict).toBe('在窗口内')
  })

  it('中止的、别类的、上一次选举的公示不拦', () => {
    expect(planWith('2026-06-23', { ...candidate, outcome: '中止', concludedOn: '2026-06-17' }).window.verdict).toBe('在窗口内')
    expect(planWith('2026-06-23', POSTED).window.verdict).toBe('在窗口内')
    expect(candidatePublicity([{ ...candidate, postedOn: '2025-06-20' }], '2026-06-23', HOLIDAYS)).toBeNull()
  })
})
