import { describe, expect, it } from 'vitest'
import { addDays, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { appointmentProblem, postConflict, type Candidate } from '../../shared/election/appointment.ts'
import type { PostFacts, TermFacts } from '../../shared/election/facts.ts'
import { currentTerm, termLines, termState, vacancies } from '../../shared/election/terms.ts'

const MONTHS = { remindMonths: 6, requestMonths: 4 }
const WITHIN = { secretaryVacancy: 1, memberVacancy: 3 } as const

function term(change: Partial<TermFacts> = {}): TermFacts {
  return {
    id: 't1',
    seq: 1,
    electedOn: '2023-08-31',
    termYears: 3,
    termYearsBasis: '',
    seatCount: null,
    approvalDocumentNo: '',
    approvals: [],
    milestones: [],
    ...change,
  }
}

function post(id: string, change: Partial<PostFacts> = {}): PostFacts {
  return {
    id,
    termId: 't1',
    memberId: `m${id}`,
    memberName: `党员${id}`,
    memberFullOn: '2010-01-01',
    adminPost: '',
    title: '委员',
    duty: '',
    dutyAssignedOn: null,
    fromOn: '2023-08-31',
    untilOn: null,
    endReason: null,
    source: '选举',
    documentNo: '',
    ...change,
  }
}

/** 前一天、当天、后一天的结果。 */
function around<T>(day: PlainDate, judge: (on: PlainDate) => T): T[] {
  return [-1, 0, 1].map((shift) => judge(addDays(day, shift)))
}

describe('届次状态（支部工作条例：任期届满应当按期换届）', () => {
  const one = term()
  const state = (terms: readonly TermFacts[]) => (on: PlainDate) => termState(terms[0] ?? one, terms, on, MONTHS)

  it('届满日当天仍在届，次日才是届满未换', () => {
    expect(around('2026-08-31', state([one]))).toEqual(['待换届', '待换届', '届满未换'])
  })

  it('提醒线当天进入待换届；8 月 31 日届满往前六个月取 2 月末', () => {
    expect(termLines(one, '2026-01-01', MONTHS)).toEqual({
      remindBy: '2026-02-28',
      requestBy: '2026-04-30',
      endsOn: '2026-08-31',
      daysLeft: 242,
    })
    expect(around('2026-02-28', state([one]))).toEqual(['在届', '待换届', '待换届'])
  })

  it('闰日选举的届满在平年 2 月 28 日', () => {
    expect(termLines(term({ electedOn: '2024-02-29' }), '2026-01-01', MONTHS).endsOn).toBe('2027-02-28')
  })

  it('获批延期的：原届满次日至延期日为延期中，再过一日届满未换', () => {
    const extended = term({ approvals: [{ kind: '延期', approvedOn: '2026-08-01', documentNo: '1号', newEndOn: '2027-02-28' }] })
    expect(around('2026-08-31', state([extended]))).toEqual(['待换届', '待换届', '延期中'])
    expect(around('2027-02-28', state([extended]))).toEqual(['延期中', '延期中', '届满未换'])
    expect(termLines(extended, '2026-09-14', MONTHS)).toMatchObject({ remindBy: '2026-08-28', endsOn: '2027-02-28' })
  })

  it('回看批复以前的日子，延期还不算数', () => {
    const extended = term({ approvals: [{ kind: '延期', approvedOn: '2026-09-10', documentNo: '1号', newEndOn: '2027-02-28' }] })
    expect(around('2026-09-10', state([extended]))).toEqual(['届满未换', '延期中', '延期中'])
  })

  it('提前换届的批复不改届满日', () => {
    const early = term({ approvals: [{ kind: '提前', approvedOn: '2026-01-01', documentNo: '1号', newEndOn: '2026-03-01' }] })
    expect(termLines(early, '2026-02-01', MONTHS).endsOn).toBe('2026-08-31')
  })

  it('新一届选举当天起，上一届为已换届', () => {
    const next = term({ id: 't2', seq: 2, electedOn: '2026-08-20' })
    expect(around('2026-08-20', state([one, next]))).toEqual(['待换届', '已换届', '已换届'])
    expect(around('2026-08-20', (on) => currentTerm([one, next], on)?.id)).toEqual(['t1', 't2', 't2'])
  })

  it('第一届选举以前没有本届', () => {
    expect(around('2023-08-31', (on) => currentTerm([one], on)?.id ?? null)).toEqual([null, 't1', 't1'])
  })

  it('方案没写提醒线时画 6 个月、4 个月的参考线', () => {
    expect(termLines(one, '2026-01-01', { remindMonths: null, requestMonths: null })).toMatchObject({
      remindBy: '2026-02-28',
      requestBy: '2026-04-30',
    })
  })

  it('7.4：2017-06-15 选举的两年届满，2019-06-20 换届后三年届满', () => {
    const first = term({ electedOn: '2017-06-15', termYears: 2 })
    const second = term({ id: 't2', seq: 2, electedOn: '2019-06-20', termYears: 3 })
    expect(around('2019-06-15', (on) => termState(first, [first, second], on, MONTHS))).toEqual(['待换届', '待换届', '届满未换'])
    expect(around('2019-06-20', (on) => termState(first, [first, second], on, MONTHS))).toEqual(['届满未换', '已换届', '已换届'])
    expect(termLines(second, '2021-12-20', MONTHS)).toEqual({
      remindBy: '2021-12-20',
      requestBy: '2022-02-20',
      endsOn: '2022-06-20',
      daysLeft: 182,
    })
    expect(termLines(second, '2022-06-21', MONTHS).daysLeft).toBe(-1)
  })
})

describe('出缺与补选期限（书记 1 个月、委员 3 个月）', () => {
  const seated = term({ seatCount: 3 })
  const secretary = post('1', { title: '书记' })
  const organizer = post('2', { title: '组织委员' })
  const discipline = post('3', { title: '纪检委员' })

  it('书记卸任当日起算，期限到下月同日；卸任前一天不算出缺', () => {
    const left = { ...secretary, untilOn: '2026-01-31', endReason: '调离' as const }
    const gaps = (on: PlainDate) => vacancies([seated], [left, organizer, discipline], on, WITHIN)
    expect(around('2026-01-31', gaps)).toEqual([
      [],
      [{ title: '书记', vacantOn: '2026-01-31', fillBy: '2026-02-28' }],
      [{ title: '书记', vacantOn: '2026-01-31', fillBy: '2026-02-28' }],
    ])
  })

  it('接任当天不再出缺', () => {
    const left = { ...secretary, untilOn: '2026-03-01', endReason: '退休' as const }
    const successor = post('4', { title: '书记', fromOn: '2026-03-20', source: '补选' })
    const count = (on: PlainDate) => vacancies([seated], [left, organizer, discipline, successor], on, WITHIN).length
    expect(around('2026-03-20', count)).toEqual([1, 0, 0])
  })

  it('委员调离后三个月内补选；换届卸任不是出缺', () => {
    const left = { ...organizer, untilOn: '2026-05-31', endReason: '调离' as const }
    expect(vacancies([seated], [secretary, left, discipline], '2026-06-01', WITHIN)).toEqual([
      { title: '组织委员', vacantOn: '2026-05-31', fillBy: '2026-08-31' },
    ])
    const next = term({ id: 't2', seq: 2, electedOn: '2026-08-31', seatCount: 3 })
    const ended = [secretary, left, discipline].map((each) => ({
      ...each,
      untilOn: each.untilOn ?? '2026-08-31',
      endReason: '换届' as const,
    }))
    const board = ['书记', '组织委员', '纪检委员'] as const
    const renewed = board.map((title, index) => post(`n${index}`, { title, termId: 't2', fromOn: '2026-08-31' }))
    expect(vacancies([seated, next], [...ended, ...renewed], '2026-09-01', WITHIN)).toEqual([])
  })

  it('一人兼两职离任只缺一席', () => {
    const both = post('3', { id: '9', title: '宣传委员', untilOn: '2026-05-31', endReason: '调离' })
    const left = { ...discipline, untilOn: '2026-05-31', endReason: '调离' as const }
    expect(vacancies([seated], [secretary, organizer, left, { ...both, memberId: left.memberId }], '2026-06-01', WITHIN)).toHaveLength(1)
  })

  it('方案只写“及时”补选的，期限就是空缺之日', () => {
    const left = { ...secretary, untilOn: '2026-01-31', endReason: '调离' as const }
    const [gap] = vacancies([seated], [left, organizer, discipline], '2026-02-10', { secretaryVacancy: '及时', memberVacancy: '及时' })
    expect(gap?.fillBy).toBe('2026-01-31')
  })
})

describe('任职资格（党章：正式党员有选举权和被选举权）', () => {
  const candidate: Candidate = { name: '张三', category: '正式党员', joinedOn: '2024-05-10', fullOn: '2025-05-10', partyStatus: '正常' }

  it('转正前一天不能任书记，当天起可以', () => {
    expect(around('2025-05-10', (on) => appointmentProblem(candidate, '书记', '党支部', on) === null)).toEqual([false, true, true])
  })

  it('预备党员可任党小组组长，不能任委员', () => {
    const probationary = { ...candidate, category: '预备党员' as const, fullOn: null }
    expect(appointmentProblem(probationary, '组长', '党小组', '2024-06-01')).toBeNull()
    expect(appointmentProblem(probationary, '委员', '党支部', '2024-06-01')).toContain('没有被选举权')
  })

  it.each([
    ['停止党籍不能任职', { ...candidate, partyStatus: '停止党籍' as const }, '书记', '党支部', '停止党籍'],
    ['组长只在党小组', candidate, '组长', '党支部', '党小组'],
    ['党小组不设书记', candidate, '书记', '党小组', '组长'],
    ['党支部不设纪委', candidate, '纪委书记', '党支部', '纪检委员'],
  ] as const)('%s', (_name, who, title, level, reason) => {
    expect(appointmentProblem(who, title, level, '2026-01-01')).toContain(reason)
  })

  it('前任卸任当天后任可以接任；早一天就是两个书记', () => {
    const former = post('1', { title: '书记', untilOn: '2026-03-01', endReason: '调离' })
    const conflicts = around('2026-03-01', (fromOn) => postConflict([former, post('2', { title: '书记', fromOn })]))
    expect(conflicts.map((each) => each === null)).toEqual([false, true, true])
    expect(conflicts[0]).toContain('书记只能一人')
  })

  it('同一人同一职务不能重叠，兼任不同职务可以', () => {
    const first = post('1', { title: '宣传委员', memberId: 'm' })
    expect(postConflict([first, post('2', { title: '宣传委员', memberId: 'm', fromOn: '2024-01-01' })])).toContain('重复登记')
    expect(postConflict([first, post('2', { title: '青年委员', memberId: 'm', fromOn: '2024-01-01' })])).toBeNull()
  })
})
