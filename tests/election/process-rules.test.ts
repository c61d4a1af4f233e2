import { describe, expect, it } from 'vitest'
import type { BallotFacts, ElectionFacts } from '../../shared/election/election-facts.ts'
import { PROCESS_RULES } from '../../shared/election/process-rules.ts'
import { branch, judge, milestone, provesVerdicts, rootCommittee, term } from '../compliance/facts.ts'

provesVerdicts(PROCESS_RULES)

/** 二十人到会、选五名委员的一轮：六名候选人，前五名过半。 */
function ballot(changes: Partial<BallotFacts> = {}): BallotFacts {
  const ayes = [19, 18, 17, 16, 15, 5]
  return {
    id: 'v1',
    round: 1,
    office: '委员',
    venue: '党员大会',
    kind: '正式选举',
    heldOn: '2026-06-10',
    seats: 5,
    dueCount: 25,
    presentCount: 20,
    issuedCount: 20,
    collectedCount: 20,
    invalidCount: 0,
    isSigned: true,
    isReduced: false,
    nominees: ayes.map((count, index) => ({
      memberId: `m${index}`,
      name: `候选人${index}`,
      title: '委员',
      isWriteIn: false,
      ayes: count,
      noes: 20 - count,
      abstentions: 0,
    })),
    ...changes,
  }
}

/** 样样齐全、已确认当选的一次换届。 */
function election(changes: Partial<ElectionFacts> = {}): ElectionFacts {
  return {
    id: 'p1',
    form: '换届',
    meetingOn: '2026-06-10',
    confirmedOn: '2026-06-10',
    newTermId: 't2026-06-10',
    seatCount: 5,
    done: {
      请示: '2026-02-01',
      批复: '2026-05-01',
      候选人酝酿: '2026-05-20',
      结果报告: '2026-06-15',
      结果批复: '2026-06-30',
      备案: '2026-06-30',
    },
    officialCandidates: { 委员: 6 },
    ballots: [ballot()],
    exclusions: [],
    ...changes,
  }
}

const at = (ruleId: string, changes: Partial<ElectionFacts>, asOf = '2026-09-14') =>
  judge(ruleId, branch({ terms: [term('2026-06-10')], elections: [election(changes)] }), asOf)

describe('N-10 差额不少于应选的百分之二十，不足一人进一', () => {
  it.each([
    [5, 5, '不达标'],
    [5, 6, '达标'],
    [3, 3, '不达标'],
    [3, 4, '达标'],
    [6, 7, '不达标'],
    [6, 8, '达标'],
  ])('应选 %i、候选人 %i：%s', (seats, listed, verdict) => {
    expect(at('N-10', { seatCount: seats, officialCandidates: { 委员: listed }, ballots: [] }).verdict).toBe(verdict)
  })

  it('投过票的看选票上的候选人，另选他人不算；只补选书记的没有委员名单', () => {
    const nominees = ballot().nominees.map((each, index) => ({ ...each, isWriteIn: index === 5 }))
    expect(at('N-10', { ballots: [ballot({ nominees })], officialCandidates: { 委员: 9 } }).verdict).toBe('不达标')
    expect(at('N-10', { seatCount: null, officialCandidates: { 书记: 1 }, ballots: [] }).verdict).toBe('不适用')
  })
})

describe('N-11 上级同意人选的批复早于选举日，有酝酿记录', () => {
  const done = (approved: string | null, discussed: string | null) => ({
    done: { ...(approved === null ? {} : { 批复: approved }), ...(discussed === null ? {} : { 候选人酝酿: discussed }) },
  })
  it.each([
    ['2026-06-09', '2026-06-10', '达标'],
    ['2026-06-10', '2026-06-10', '不达标'],
    ['2026-06-11', '2026-06-10', '不达标'],
    ['2026-06-09', '2026-06-11', '不达标'],
    [null, '2026-06-09', '不达标'],
    ['2026-06-09', null, '不达标'],
  ])('批复 %s、酝酿 %s：%s', (approved, discussed, verdict) => expect(at('N-11', done(approved, discussed)).verdict).toBe(verdict))

  it('还没有开会的不判；指派不是选举；直接登记的届次不适用', () => {
    const waiting = { ...done(null, null), meetingOn: '2026-09-14', confirmedOn: null, newTermId: null, ballots: [] }
    expect(at('N-11', waiting, '2026-09-14').verdict).toBe('不适用')
    expect(at('N-11', waiting, '2026-09-15').verdict).toBe('不达标')
    expect(at('N-11', { form: '指派', done: {} }).verdict).toBe('不适用')
    expect(judge('N-11', branch({ terms: [term('2026-06-10')] }), '2026-09-14').verdict).toBe('不适用')
  })

  it('以前各届的选举不看', () => {
    const past = election({ id: 'p0', meetingOn: '2023-06-10', newTermId: 't2023-06-10', done: {} })
    expect(judge('N-11', branch({ terms: [term('2023-06-10'), term('2026-06-10')], elections: [past] }), '2026-09-14').verdict).toBe(
      '不适用',
    )
  })
})

describe('N-12 当选须赞成票过实到会半数', () => {
  it('五人过半选足达标；到会不足五分之四的不达标', () => {
    expect(at('N-12', {}).verdict).toBe('达标')
    expect(at('N-12', { ballots: [ballot({ dueCount: 26 })] }).verdict).toBe('不达标')
  })

  it('恰半数不当选，应另选，没有办完待确认；减少名额的不必另选', () => {
    const nominees = ballot().nominees.map((each, index) => (index === 4 ? { ...each, ayes: 10, noes: 10 } : each))
    expect(at('N-12', { ballots: [ballot({ nominees })] }).verdict).toBe('待确认')
    expect(at('N-12', { ballots: [ballot({ nominees, isReduced: true })] }).verdict).toBe('达标')
    const enough = ballot().nominees.map((each, index) => (index === 4 ? { ...each, ayes: 11, noes: 9 } : each))
    expect(at('N-12', { ballots: [ballot({ nominees: enough })] }).verdict).toBe('达标')
  })

  it('没有签字的不算', () => expect(at('N-12', { ballots: [ballot({ isSigned: false })] }).verdict).toBe('不适用'))
})

describe('N-13 收回的选票不多于发出的', () => {
  it.each([
    [19, '达标'],
    [20, '达标'],
    [21, '不达标'],
  ])('发出 20、收回 %i：%s', (collectedCount, verdict) =>
    expect(at('N-13', { ballots: [ballot({ collectedCount })] }).verdict).toBe(verdict),
  )
  it('没有计票不适用', () => expect(at('N-13', { ballots: [] }).verdict).toBe('不适用'))
})

describe('N-14 不计入应到会须上级同意、大会通过', () => {
  type Excluded = ElectionFacts['exclusions'][number]
  const excluded: Excluded = {
    memberId: 'm9',
    name: '老党员',
    ground: '年老体弱卧床或长期患病不能自理',
    reason: '',
    approvalDocumentNo: '金圆党〔2026〕5号',
    approvedOn: '2026-05-01',
    adoptedOn: '2026-06-10',
  }
  const found = (change: Partial<Excluded>, asOf?: string) => at('N-14', { exclusions: [{ ...excluded, ...change }] }, asOf).verdict

  it('都有达标；缺上级同意不达标', () => {
    expect(found({})).toBe('达标')
    expect(found({ approvalDocumentNo: '' })).toBe('不达标')
    expect(found({ approvedOn: null })).toBe('不达标')
  })

  it('大会通过：大会当天还不算缺，次日没有登记不达标', () => {
    expect(found({ adoptedOn: null }, '2026-06-10')).toBe('达标')
    expect(found({ adoptedOn: null }, '2026-06-11')).toBe('不达标')
  })

  it('只见于另一版本的第六类待确认；没有这样的党员不适用', () => {
    expect(found({ ground: '回原籍长期居住的离退休党员' })).toBe('待确认')
    expect(at('N-14', {}).verdict).toBe('不适用')
  })
})

describe('N-07 选举结果报上级批准、备案', () => {
  const { done } = election()
  it('齐了达标；只缺备案，报告后三十天内是待办，次日起不达标', () => {
    expect(at('N-07', {}).verdict).toBe('达标')
    const lacking = { 结果报告: done.结果报告 ?? '', 结果批复: done.结果批复 ?? '' }
    expect(['2026-07-14', '2026-07-15', '2026-07-16'].map((asOf) => at('N-07', { done: lacking }, asOf).verdict)).toEqual([
      '达标',
      '达标',
      '不达标',
    ])
  })

  it('报告也没有的，会后七天加三十天', () => {
    expect(['2026-07-16', '2026-07-17', '2026-07-18'].map((asOf) => at('N-07', { done: {} }, asOf).verdict)).toEqual([
      '达标',
      '达标',
      '不达标',
    ])
  })

  it('直接登记的届次看批复文号或结果批复节点，都没有待确认；最上级党委不适用', () => {
    const direct = (changes: Parameters<typeof term>[1]) =>
      judge('N-07', branch({ terms: [term('2026-06-10', changes)] }), '2026-09-14').verdict
    expect(direct({ approvalDocumentNo: '金圆党〔2026〕20号' })).toBe('达标')
    expect(direct({ milestones: [milestone('结果批复', '2026-06-30')] })).toBe('达标')
    expect(direct({})).toBe('待确认')
    expect(judge('N-07', rootCommittee({ terms: [term('2024-06-10')] }), '2026-09-14').verdict).toBe('不适用')
  })
})

describe('N-03 成立请示一个月以内批复', () => {
  const first = (done: ElectionFacts['done'], asOf: string) =>
    at('N-03', { form: '首届', meetingOn: '2026-01-10', done, confirmedOn: null, newTermId: null }, asOf).verdict

  it('1 月 31 日请示，2 月 28 日到期：当天仍在期限，次日起不达标', () => {
    expect(['2026-02-27', '2026-02-28', '2026-03-01'].map((asOf) => first({ 请示: '2026-01-31' }, asOf))).toEqual([
      '达标',
      '达标',
      '不达标',
    ])
  })
  it('按期批复达标，晚一天不达标；没有首届流程不适用', () => {
    expect(first({ 请示: '2026-01-31', 批复: '2026-02-28' }, '2026-09-14')).toBe('达标')
    expect(first({ 请示: '2026-01-31', 批复: '2026-03-01' }, '2026-09-14')).toBe('不达标')
    expect(at('N-03', {}).verdict).toBe('不适用')
  })
})
