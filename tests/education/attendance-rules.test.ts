import { describe, expect, it } from 'vitest'
import { ATTENDANCE_RULES } from '../../shared/education/attendance-rules.ts'
import type { MemberAttendanceFacts, TalkFacts } from '../../shared/organizational-life/facts.ts'
import { judge, onlyProfile, provesVerdicts, withMembers } from '../compliance/facts.ts'
import { lifeBranch } from '../organizational-life/life-facts.ts'

provesVerdicts(ATTENDANCE_RULES)

function record(memberId: string, expected: number, present: number, absentOn: readonly string[] = []): MemberAttendanceFacts {
  return { memberId, expected, present, absentOn, studyMinutes: 0 }
}

describe('D15 出勤率与无故缺席', () => {
  const at = (attendance: MemberAttendanceFacts) => judge('D15', lifeBranch({ attendance: [attendance] }, withMembers(1, 0)), '2026-09-14')

  it.each([
    [record('m1', 10, 8), '达标', '恰 80%'],
    [record('m1', 10, 7), '提示', '低一次'],
    [record('m1', 100, 79), '提示', '79%'],
    [record('m1', 3, 2), '提示', '应到满三次起算率'],
    [record('m1', 2, 0), '达标', '应到两次还说明不了什么'],
    [record('m1', 20, 18, ['2026-03-01', '2026-04-01']), '达标', '无故缺席两次'],
    [record('m1', 20, 17, ['2026-03-01', '2026-04-01', '2026-05-01']), '不达标', '无故缺席三次'],
  ])('%j：%s（%s）', (attendance, verdict) => expect(at(attendance).verdict).toBe(verdict))

  it('请假不算无故；豁免的不计；还没有签到不适用', () => {
    expect(at(record('m1', 20, 16)).verdict).toBe('达标')
    const [member] = withMembers(1, 0).members ?? []
    if (!member) throw new Error('没有造出党员')
    const exempt = lifeBranch({ attendance: [record('m1', 10, 0)] }, { members: [{ ...member, isExempt: true }] })
    expect(judge('D15', exempt, '2026-09-14').verdict).toBe('不适用')
    expect(judge('D15', lifeBranch({}, withMembers(1, 0)), '2026-09-14').verdict).toBe('不适用')
  })

  it('没有写预警线的方案不适用', () => {
    const organization = lifeBranch({ attendance: [record('m1', 10, 1)] }, withMembers(1, 0))
    expect(judge('D15', organization, '2026-09-14', { standards: onlyProfile('GJ') }).verdict).toBe('不适用')
  })
})

describe('D17 无故缺席满三次，三十日内谈话', () => {
  const absent = record('m1', 20, 17, ['2026-03-01', '2026-04-01', '2026-05-01'])
  const talk = (heldOn: string): TalkFacts => ({
    id: 't',
    heldOn,
    kind: '提醒',
    means: '电话',
    occasion: '',
    talkerRole: '委员',
    talkerIds: ['乙'],
    subjectIds: ['m1'],
  })
  const at = (talks: readonly TalkFacts[], asOf: string) =>
    judge('D17', lifeBranch({ attendance: [absent], talks }, withMembers(2, 0)), asOf).verdict

  it('第三次 5 月 1 日：5 月 31 日仍有效，6 月 1 日起不达标', () => {
    expect(['2026-05-30', '2026-05-31', '2026-06-01'].map((asOf) => at([], asOf))).toEqual(['提示', '提示', '不达标'])
  })

  it('三十日内谈过达标，晚了提示；第三次以前谈的不算', () => {
    expect(at([talk('2026-05-31')], '2026-09-14')).toBe('达标')
    expect(at([talk('2026-06-01')], '2026-09-14')).toBe('提示')
    expect(at([talk('2026-04-30')], '2026-09-14')).toBe('不达标')
  })

  it('没有人缺席满三次不适用', () => {
    expect(judge('D17', lifeBranch({ attendance: [record('m1', 9, 9)] }, withMembers(1, 0)), '2026-09-14').verdict).toBe('不适用')
  })
})
