import { describe, expect, it } from 'vitest'
import { HOLIDAYS } from '../../shared/calendar/holidays.ts'
import { BUILT_IN_STANDARDS } from '../../shared/compliance/standards.ts'
import type { TermFacts } from '../../shared/election/facts.ts'
import { planProcess, stepOrderProblem, type ProcessFacts, type ProcessStepKind } from '../../shared/election/process.ts'

const { values } = BUILT_IN_STANDARDS.profileOn('2026-09-14')

const term = (change: Partial<TermFacts> = {}): TermFacts => ({
  id: 't3',
  seq: 3,
  electedOn: '2023-09-28',
  termYears: 3,
  termYearsBasis: '',
  seatCount: 5,
  approvalDocumentNo: '',
  approvals: [],
  milestones: [],
  ...change,
})

const facts = (change: Partial<ProcessFacts> = {}): ProcessFacts => ({
  kind: '换届',
  term: term(),
  vacancies: [],
  meetingOn: '2026-09-14',
  overdueReason: '',
  done: { 请示: '2026-05-21', 批复: '2026-06-18' },
  ...change,
})

const plan = (change: Partial<ProcessFacts> = {}, asOf = '2026-09-14') => planProcess(facts(change), asOf, values, HOLIDAYS)
const stepOf = (kind: ProcessStepKind, change: Partial<ProcessFacts> = {}, asOf = '2026-09-14') => {
  const step = plan(change, asOf).steps.find((each) => each.kind === kind)
  if (!step) throw new Error(`没有${kind}`)
  return step
}

describe('合法窗口：批复次日起，至届满日当日', () => {
  it.each([
    ['批复当日', '2026-06-18', '早于窗口'],
    ['批复次日', '2026-06-19', '在窗口内'],
    ['届满前一天', '2026-09-27', '在窗口内'],
    ['届满当日', '2026-09-28', '在窗口内'],
    ['届满次日', '2026-09-29', '晚于窗口'],
  ])('%s %s：%s', (_name, meetingOn, verdict) => {
    expect(plan({ meetingOn }).window.verdict).toBe(verdict)
  })

  it('大会日期就是示意图里的 2026-09-14：距届满 14 天', () => {
    expect(plan().window.message).toBe('在合法窗口内，距届满 14 天。')
  })

  it('没有批复：日期可行但窗口没有开', () => {
    const { window } = plan({ done: {} })
    expect(window).toMatchObject({ opensOn: null, verdict: '在窗口内' })
    expect(window.message).toContain('待上级批复')
  })

  it.each([
    ['2026-05-27', '早于窗口'],
    ['2026-05-28', '在窗口内'],
  ])('A16：没有获批提前，选举日不早于请示线 2026-05-28（%s：%s）', (meetingOn, verdict) => {
    expect(plan({ meetingOn, done: { 请示: '2026-03-01', 批复: '2026-03-20' } }).window.verdict).toBe(verdict)
  })

  it.each([
    ['2025-09-27', '早于窗口'],
    ['2025-09-28', '在窗口内'],
    ['2025-10-20', '在窗口内'],
  ])('C-04：获批提前不超过 12 个月（%s：%s）', (meetingOn, verdict) => {
    const early = { kind: '提前' as const, approvedOn: '2025-08-01', documentNo: '党〔2025〕8号', newEndOn: '2025-10-20' }
    const change = { meetingOn, term: term({ approvals: [early] }), done: { 批复: '2025-08-01' } }
    expect(plan(change, '2025-10-25').window.verdict).toBe(verdict)
  })

  it.each([
    ['2026-12-28', '在窗口内'],
    ['2026-12-29', '晚于窗口'],
  ])('A16：获批延期，窗口到新的届满日（%s：%s）', (meetingOn, verdict) => {
    const extension = { kind: '延期' as const, approvedOn: '2026-09-01', documentNo: '党〔2026〕8号', newEndOn: '2026-12-28' }
    expect(plan({ meetingOn, term: term({ approvals: [extension] }) }).window.verdict).toBe(verdict)
  })

  it('出窗停用大会通知及以后各步，会前已办的不受影响；写明逾期缘由则不停用', () => {
    const blocked = plan({ meetingOn: '2026-09-29' })
      .steps.filter((each) => each.state === '停用')
      .map((each) => each.kind)
    expect(blocked).toEqual(['大会通知', '党员大会', '结果报告', '结果批复', '备案', '分工公布'])
    expect(plan({ meetingOn: '2026-09-29', overdueReason: '已报党委' }).steps.some((each) => each.state === '停用')).toBe(false)
  })
})

describe('倒排各步', () => {
  it('提醒 T−6 月、请示 T−4 月、大会到届满日、报结果会后 7 天、分工 30 日内', () => {
    expect(plan().steps.map((each) => [each.kind, each.dueOn])).toEqual([
      ['上级提醒', '2026-03-28'],
      ['请示', '2026-05-28'],
      ['批复', '2026-09-13'],
      ['候选人酝酿', '2026-09-13'],
      ['应到会核查', '2026-09-07'],
      ['大会通知', '2026-09-07'],
      ['党员大会', '2026-09-28'],
      ['结果报告', '2026-09-21'],
      ['结果批复', null],
      ['备案', null],
      ['分工公布', '2026-10-14'],
    ])
  })

  it('逢非工作日期限不顺延，提前到前一工作日，并写出原因', () => {
    // 2026-03-28 是周六，前一工作日为 3-27。
    expect(stepOf('上级提醒')).toMatchObject({ dueOn: '2026-03-28', actBy: '2026-03-27' })
    expect(stepOf('上级提醒').basis).toContain('逢非工作日，期限不顺延，提前到 2026-03-27 办')
    // 2026-05-28 是周四，当天办。
    expect(stepOf('请示')).toMatchObject({ dueOn: '2026-05-28', actBy: '2026-05-28' })
  })

  it('改大会日期，会前会后各步随之重排，届满线不动', () => {
    const moved = (kind: ProcessStepKind) => stepOf(kind, { meetingOn: '2026-09-21' }).dueOn
    expect(moved('大会通知')).toBe('2026-09-14')
    expect(moved('分工公布')).toBe('2026-10-21')
    expect(moved('请示')).toBe('2026-05-28')
  })

  it.each([
    ['前一天办', '2026-05-27', '已办'],
    ['当天办', '2026-05-28', '已办'],
    ['后一天办', '2026-05-29', '迟办'],
  ])('A19 请示%s：%s', (_name, doneOn, state) => {
    expect(stepOf('请示', { done: { 请示: doneOn, 批复: '2026-06-18' } }).state).toBe(state)
  })

  it.each([
    ['2026-05-27', '待办'],
    ['2026-05-28', '待办'],
    ['2026-05-29', '逾期'],
  ])('没有请示，%s：%s', (asOf, state) => {
    expect(stepOf('请示', { done: {}, meetingOn: null }, asOf).state).toBe(state)
  })

  it('没有节假日表的年份标暂算', () => {
    const later = { term: term({ electedOn: '2024-09-28' }), meetingOn: '2027-09-14', done: {} }
    expect(stepOf('大会通知', later).isProvisional).toBe(true)
  })

  it('当前该办的是第一个没办的', () => {
    expect(plan().currentStep).toBe('上级提醒')
    expect(plan({ done: { 上级提醒: '2026-03-20', 请示: '2026-05-21' } }).currentStep).toBe('批复')
  })
})

describe('补选与指派的期限（A30、A32、C-06、C-07）', () => {
  it.each([
    ['书记', '2026-08-20', '2026-09-20'],
    ['书记', '2026-01-31', '2026-02-28'],
    ['纪检委员', '2026-06-14', '2026-09-14'],
    ['副书记', '2026-06-14', '2026-09-14'],
  ] as const)('%s %s 出缺，%s 前到位', (title, vacantOn, closesOn) => {
    expect(plan({ kind: '补选', vacancies: [{ title, vacantOn }], meetingOn: null, done: {} }).deadlineOn).toBe(closesOn)
  })

  it.each([
    ['2026-09-19', '在窗口内'],
    ['2026-09-20', '在窗口内'],
    ['2026-09-21', '晚于窗口'],
  ])('指派书记 %s：%s', (meetingOn, verdict) => {
    expect(plan({ kind: '指派', vacancies: [{ title: '书记', vacantOn: '2026-08-20' }], meetingOn, done: {} }).window.verdict).toBe(verdict)
  })

  it('几处出缺取最早的期限；只写“及时”的方案没有期限', () => {
    const vacancies = [
      { title: '组织委员' as const, vacantOn: '2026-06-20' },
      { title: '书记' as const, vacantOn: '2026-08-01' },
    ]
    expect(plan({ kind: '补选', vacancies, meetingOn: null, done: {} }).deadlineOn).toBe('2026-09-01')
    const lenient = BUILT_IN_STANDARDS.profileOn('2026-09-14').values
    const unstated = { ...lenient, secretaryVacancy: '及时', memberVacancy: '及时' } as const
    const timely = planProcess(facts({ kind: '补选', vacancies, meetingOn: null, done: {} }), '2026-09-14', unstated, HOLIDAYS)
    expect(timely.deadlineOn).toBeNull()
  })

  it('指派只有请示、上级指派、分工三步', () => {
    expect(plan({ kind: '指派', vacancies: [], meetingOn: null, done: {} }).steps.map((each) => each.title)).toEqual([
      '指派请示',
      '上级指派',
      '分工公布',
    ])
  })
})

describe('先后', () => {
  it.each([
    ['批复', '2026-05-20', '早于换届请示'],
    ['批复', '2026-05-21', null],
    ['批复', '2026-09-14', '不早于党员大会'],
    ['批复', '2026-09-13', null],
    ['结果报告', '2026-09-13', '早于党员大会'],
    ['结果报告', '2026-09-14', null],
    ['大会通知', '2026-09-15', '晚于党员大会'],
  ] as const)('%s %s：%s', (kind, on, problem) => {
    const found = stepOrderProblem(kind, on, '换届', { 请示: '2026-05-21', 党员大会: '2026-09-14' })
    if (problem === null) expect(found).toBeNull()
    else expect(found).toContain(problem)
  })
})
