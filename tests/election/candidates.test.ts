import { describe, expect, it } from 'vitest'
import { BUILT_IN_STANDARDS } from '../../shared/compliance/standards.ts'
import type { Office } from '../../shared/election/ballot.ts'
import { checkCandidates, type CandidateSlate } from '../../shared/election/candidates.ts'
import { attendanceRoll, type RollMember } from '../../shared/member/attendance.ts'
import { countElectorate as countOn, quorumOf, type ExclusionFacts } from '../../shared/election/electorate.ts'
import type { CandidateMember, CandidateRecord } from '../../shared/election/process-records.ts'
import type { PostTitle } from '../../shared/glossary.ts'

const { values } = BUILT_IN_STANDARDS.profileOn('2026-09-14')

function candidate(memberId: string, office: Office, title: PostTitle, change: Partial<CandidateMember> = {}): CandidateRecord {
  const member: CandidateMember = {
    id: memberId,
    name: `党员${memberId}`,
    gender: '男',
    ethnicity: '汉族',
    birthOn: '1980-01-01',
    education: '大学',
    category: '正式党员',
    joinedOn: '2005-07-01',
    fullOn: '2006-07-01',
    partyStatus: '正常',
    rightsStatus: '正常',
    job: '',
    adminPost: '',
    ...change,
  }
  return { id: `${office}${memberId}`, memberId, office, title, stage: '预备人选', position: null, note: '', member }
}

const board = (): CandidateRecord[] => [
  candidate('1', '委员', '委员'),
  candidate('2', '委员', '组织委员'),
  candidate('3', '委员', '纪检委员'),
  candidate('4', '委员', '委员'),
  candidate('1', '书记', '书记'),
]

function issues(candidates: readonly CandidateRecord[], change: Partial<CandidateSlate> = {}): string[] {
  const rosterIds = new Set(candidates.map((each) => each.memberId))
  const slate: CandidateSlate = {
    level: '党支部',
    seatCount: 3,
    meetingOn: '2026-09-14',
    candidates,
    rosterIds,
    isFullBoard: true,
    ...change,
  }
  return checkCandidates(slate, values).map((each) => each.ruleId)
}

describe('候选人核对', () => {
  it('差额、职数、纪检、书记齐了，没有问题', () => {
    expect(issues(board())).toEqual([])
  })

  it.each([
    ['2025-09-13', []],
    ['2025-09-14', []],
    ['2025-09-15', ['A29']],
  ])('A29：书记党龄满 1 年，%s 转正：%j', (fullOn, expected) => {
    const changed = board().map((each) => (each.memberId === '1' ? candidate('1', each.office, each.title, { fullOn }) : each))
    expect(issues(changed)).toEqual(expected)
  })

  it.each([
    [2, ['A22']],
    [3, []],
    [5, []],
    [6, ['A22']],
    [7, ['A22']],
    [8, ['A22']],
  ])('A22：支部委员会 3 至 5 人，应选 %i 名：%j', (seatCount, expected) => {
    const extra = Array.from({ length: 8 }, (_, index) => candidate(`x${index}`, '委员', '委员'))
    expect(issues([...board(), ...extra], { seatCount }).filter((id) => id === 'A22')).toEqual(expected)
  })

  it('A22 的轻重：6、7 名提示，超过 7 名应当改', () => {
    const strengthAt = (seatCount: number) =>
      checkCandidates(
        { level: '党支部', seatCount, meetingOn: '2026-09-14', candidates: [], rosterIds: new Set(), isFullBoard: true },
        values,
      ).find((each) => each.ruleId === 'A22')?.strength
    expect([strengthAt(6), strengthAt(7), strengthAt(8), strengthAt(2)]).toEqual(['一般', '一般', '应当', '应当'])
  })

  it('A26：没有拟任纪检委员的；A24：书记兼任纪检', () => {
    expect(
      issues(
        board()
          .filter((each) => each.memberId !== '3')
          .concat(candidate('5', '委员', '委员')),
      ),
    ).toEqual(['A26'])
    const both = board().map((each) => (each.memberId === '3' ? candidate('3', '委员', '宣传委员') : each))
    expect(issues(both.map((each) => (each.id === '委员1' ? candidate('1', '委员', '纪检委员') : each)))).toEqual(['A24'])
  })

  it('N-07：书记候选人须也是委员候选人；N-10：书记一般等额；A27：副书记不超过 1 名', () => {
    expect(issues([...board().filter((each) => each.office === '委员'), candidate('9', '书记', '书记')])).toEqual(['N-07'])
    expect(issues([...board(), candidate('2', '书记', '书记')])).toEqual(['N-10'])
    expect(issues([...board(), candidate('2', '副书记', '副书记'), candidate('3', '副书记', '副书记')])).toEqual(['A27'])
    expect(issues(board().filter((each) => each.office === '委员'))).toEqual(['N-10'])
  })

  it.each([
    ['预备党员', { category: '预备党员' as const, fullOn: null }],
    ['停止党籍', { partyStatus: '停止党籍' as const }],
    ['留党察看', { rightsStatus: '留党察看' as const }],
    ['大会以后才转正', { fullOn: '2026-09-15' }],
  ])('没有被选举权：%s', (_name, change) => {
    expect(issues([...board(), candidate('6', '委员', '委员', change)])).toEqual(['党章'])
  })

  it('大会当天转正的可以', () => {
    expect(issues([...board(), candidate('6', '委员', '委员', { fullOn: '2026-09-14' })])).toEqual([])
  })

  it('不在本党组织名册的；同名的提示区分', () => {
    expect(issues([...board(), candidate('6', '委员', '委员')], { rosterIds: new Set(['1', '2', '3', '4']) })).toEqual(['N-11'])
    expect(issues([...board(), candidate('6', '委员', '委员', { name: '党员2' })])).toEqual(['N-13'])
  })

  it('补选只查资格与差额，不查整个班子', () => {
    expect(issues([candidate('5', '委员', '宣传委员'), candidate('6', '委员', '宣传委员')], { seatCount: 1, isFullBoard: false })).toEqual(
      [],
    )
    expect(issues([candidate('5', '委员', '宣传委员')], { seatCount: 1, isFullBoard: false })).toEqual(['N-10'])
  })
})

describe('应到会人数', () => {
  const countElectorate = (members: readonly RollMember[], exclusions: readonly ExclusionFacts[], on: string) =>
    countOn(attendanceRoll(on, members), exclusions, on)
  const member = (id: string, change: Partial<RollMember> = {}): RollMember => ({
    id,
    name: `党员${id}`,
    category: '正式党员',
    fullOn: '2010-01-01',
    partyStatus: '正常',
    rightsStatus: '正常',
    ground: null,
    ...change,
  })
  const exclusion = (memberId: string, change: Partial<ExclusionFacts> = {}): ExclusionFacts => ({
    memberId,
    ground: '不能表达意志',
    reason: '医院证明',
    approvalDocumentNo: '党〔2026〕1号',
    approvedOn: '2026-06-01',
    adoptedOn: '2026-09-14',
    ...change,
  })

  it('示意图里的一支：28 − 2 − 1 = 25', () => {
    const members = [
      ...Array.from({ length: 26 }, (_, index) => member(`f${index}`)),
      member('p1', { category: '预备党员', fullOn: null }),
      member('p2', { category: '预备党员', fullOn: null }),
    ]
    const count = countElectorate(members, [exclusion('f0')], '2026-09-14')
    expect(count).toMatchObject({ allCount: 28, probationaryCount: 2, dueCount: 25, quorum: 20, problems: [] })
  })

  it.each([
    ['2026-09-13', 0],
    ['2026-09-14', 1],
    ['2026-09-15', 1],
  ])('2026-09-14 转正，%s 开会计入 %i 人', (on, dueCount) => {
    expect(countElectorate([member('a', { fullOn: '2026-09-14' })], [], on).dueCount).toBe(dueCount)
  })

  it('停止党籍不算党员；留党察看、权利中止没有选举权', () => {
    const members = [
      member('a', { partyStatus: '停止党籍' }),
      member('b', { rightsStatus: '留党察看' }),
      member('c', { rightsStatus: '权利中止' }),
      member('d'),
    ]
    const count = countElectorate(members, [], '2026-09-14')
    expect(count).toMatchObject({ allCount: 3, dueCount: 1 })
    expect(count.disfranchised.map((each) => each.why)).toEqual(['留党察看', '权利中止'])
  })

  it('名册上标为不计入：有上级同意的文号才减，没有的照样计入并说明', () => {
    const approved = { occurredOn: '2025-03-01', occurredOnPrecision: '日', detail: '不能表达意志', documentNo: '党〔2025〕9号' } as const
    const withNo = member('a', { rightsStatus: '不计入应到会', ground: approved })

    const without = member('b', { rightsStatus: '不计入应到会' })
    const count = countElectorate([withNo, without], [], '2026-09-14')
    expect(count.dueCount).toBe(1)
    expect(count.problems).toEqual(['党员b在名册里标为“不计入应到会”，没有上级同意的文号，仍计入应到会。'])
  })

  it('N-14：批复晚于大会、没有大会通过、只见一个版本的情形都提示', () => {
    const late = countElectorate([member('a')], [exclusion('a', { approvedOn: '2026-09-15' })], '2026-09-14')
    expect(late.problems[0]).toContain('晚于大会 2026-09-14')
    expect(late.dueCount).toBe(1)
    const unadopted = countElectorate([member('a')], [exclusion('a', { adoptedOn: null })], '2026-09-14')
    expect(unadopted.problems).toEqual(['党员a不计入应到会还须提交党员大会通过。'])
    const doubtful = countElectorate([member('a')], [exclusion('a', { ground: '回原籍长期居住的离退休党员' })], '2026-09-14')
    expect(doubtful.problems[0]).toContain('只见于一个版本')
  })

  it.each([
    [5, '2026-09-14', 4],
    [6, '2026-09-14', 5],
    [10, '2026-09-14', 8],
    [10, '2020-07-12', 9],
    [10, '2020-07-13', 8],
  ])('应到 %i，%s 最少到 %i 人（C-37）', (due, on, least) => {
    expect(quorumOf(due, on)).toBe(least)
  })
})
