import { describe, expect, it } from 'vitest'
import { countBySeverity, taskMatrix } from '../../shared/compliance/dashboard.ts'
import { duesOf, type Due } from '../../shared/compliance/dues.ts'
import { evaluateGroup } from '../../shared/compliance/evaluate.ts'
import { BUILT_IN_STANDARDS } from '../../shared/compliance/standards.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import { branch, extension, formerPost, generalBranch, groupOf, milestone, post, rootCommittee, term, withMembers } from './facts.ts'

/** 2023-06-16 选举：提醒线 2025-12-16，请示线 2026-02-16，2026-06-16 届满。 */
const ending = (changes: Parameters<typeof term>[1] = {}) => branch({ terms: [term('2023-06-16', { seq: 3, ...changes })] })
const dues = (organization: OrganizationFacts, asOf: string): Due[] =>
  duesOf(groupOf(asOf, [rootCommittee(), organization]), BUILT_IN_STANDARDS).filter((due) => due.organizationId === organization.id)
const brief = (list: readonly Due[]) => list.map((due) => [due.kind, due.dueOn, due.window])

describe('到期清单：180 天内到期与已过未办', () => {
  it.each([
    ['2025-06-18', []],
    ['2025-06-19', [['换届提醒', '2025-12-16', '以后']]],
    [
      '2025-11-15',
      [
        ['换届提醒', '2025-12-16', '以后'],
        ['换届请示', '2026-02-16', '以后'],
      ],
    ],
    [
      '2025-11-16',
      [
        ['换届提醒', '2025-12-16', '30天内'],
        ['换届请示', '2026-02-16', '以后'],
      ],
    ],
    [
      '2025-12-16',
      [
        ['换届提醒', '2025-12-16', '今天'],
        ['换届请示', '2026-02-16', '以后'],
      ],
    ],
    [
      '2025-12-18',
      [
        ['换届提醒', '2025-12-16', '已过'],
        ['换届请示', '2026-02-16', '以后'],
        ['届满换届', '2026-06-16', '以后'],
      ],
    ],
  ])('%s', (asOf, expected) => expect(brief(dues(ending(), asOf))).toEqual(expected))

  it('办过的不再列；迟办也算办过', () => {
    const done = ending({ milestones: [milestone('上级提醒', '2025-12-20'), milestone('换届请示', '2026-02-10')] })
    expect(brief(dues(done, '2026-03-01'))).toEqual([['届满换届', '2026-06-16', '以后']])
  })

  it('届满以后不再要提醒，请示与换届仍在，预填下一届届次', () => {
    const overdue = dues(ending(), '2026-09-14')
    expect(brief(overdue)).toEqual([
      ['换届请示', '2026-02-16', '已过'],
      ['届满换届', '2026-06-16', '已过'],
    ])
    expect(overdue[1]?.remedies.at(-1)).toMatchObject({ route: 'election.recordTerm', input: { organizationId: 'b1', seq: 4 } })
  })

  it('获批延期后几条线随新届满日推后', () => {
    const extended = ending({ approvals: [extension('2026-06-01', '2026-12-16')] })
    expect(brief(dues(extended, '2026-07-01'))).toEqual([
      ['换届提醒', '2026-06-16', '已过'],
      ['换届请示', '2026-08-16', '以后'],
      ['届满换届', '2026-12-16', '以后'],
    ])
  })

  it('书记、委员补选期限；党委不列', () => {
    const posts = [
      formerPost('书记', '甲', '2026-08-31'),
      formerPost('宣传委员', '乙', '2026-07-10'),
      post('组织委员', '丙'),
      post('纪检委员', '丁'),
    ]
    const vacant = branch({ terms: [term('2025-06-16', { seatCount: 4 })], posts })
    expect(brief(dues(vacant, '2026-09-14'))).toEqual([
      ['书记补选', '2026-09-30', '30天内'],
      ['委员补选', '2026-10-10', '30天内'],
    ])
    expect(dues(generalBranch({ ...vacant, id: 'g', level: '党委' }), '2026-09-14')).toEqual([])
  })

  it('期限逢法定假日提醒提前到前一工作日，期限本身不变；缺节假日表的年份标暂算', () => {
    const onHoliday = branch({ posts: [formerPost('书记', '甲', '2026-09-04')] })
    const [due] = dues(onHoliday, '2026-09-14')
    expect(due?.dueOn).toBe('2026-10-04')
    expect(due?.title).toContain('请在 2026-09-30 前办')
    const nextYear = branch({ posts: [formerPost('书记', '甲', '2026-12-02')] })
    expect(dues(nextYear, '2026-12-10')[0]?.title).toContain('暂算')
  })

  it('预备期满：入党日加一年且未转正', () => {
    const [due, ...others] = dues(branch(withMembers(3, 1)), '2026-09-14')
    expect(others).toEqual([])
    expect(due).toMatchObject({ kind: '预备期满', dueOn: '2027-01-10', title: expect.stringContaining('党员4预备期满') as string })
  })
})

describe('工作台矩阵', () => {
  const organizations = [rootCommittee(), generalBranch(), ending()]
  const facts = groupOf('2026-09-14', organizations)
  const findings = evaluateGroup(facts, BUILT_IN_STANDARDS)

  it('只列党支部；组织体系格取最重的发现，没有规则的任务没有颜色', () => {
    const rows = taskMatrix(facts, findings, [])
    expect(rows.map((row) => row.organizationId)).toEqual(['b1'])
    expect(rows[0]?.cells).toHaveLength(8)
    expect(rows[0]?.cells[0]).toMatchObject({ taskNo: 1, severity: '红线', ratioPermyriad: null })
    expect(rows[0]?.cells[1]).toMatchObject({ taskNo: 2, ratioPermyriad: null, severity: '红线' })
    expect(rows[0]?.cells[7]).toEqual({ taskNo: 8, ratioPermyriad: null, severity: null, findingCount: 0 })
    expect(rows[0]?.scoreCenti).toBeNull()
  })

  const task = (taskNo: number, ratioPermyriad: number, source: string, isApplicable = true) => ({
    taskNo,
    ratioPermyriad,
    isApplicable,
    items: [{ source }],
  })

  it('得分率与预评分取自考核；不适用的任务没有得分率', () => {
    const tasks = [task(1, 8000, '记录计算'), task(2, 9500, '人工评定'), task(5, 0, '人工评定', false)]
    const [row] = taskMatrix(facts, findings, [{ organizationId: 'b1', finalCenti: 8812, tasks }])
    expect(row?.scoreCenti).toBe(8812)
    expect(row?.cells[0]?.ratioPermyriad).toBe(8000)
    expect(row?.cells[1]?.ratioPermyriad).toBe(9500)
    expect(row?.cells[4]?.ratioPermyriad).toBeNull()
  })

  it('一项也没评过的任务不画成 0，也不给预评分；由记录算的任务一照给', () => {
    const tasks = [task(1, 8000, '记录计算'), task(2, 0, '待补证')]
    const [row] = taskMatrix(facts, findings, [{ organizationId: 'b1', finalCenti: 1200, tasks }])
    expect(row?.scoreCenti).toBeNull()
    expect(row?.cells[0]?.ratioPermyriad).toBe(8000)
    expect(row?.cells[1]?.ratioPermyriad).toBeNull()
  })

  it('四级计数等于各级发现数', () => {
    const counts = countBySeverity(findings)
    expect(counts.red).toBe(findings.filter((each) => each.severity === '红线').length)
    expect(counts.red).toBeGreaterThan(0)
    expect(counts.pending).toBeGreaterThan(0)
  })
})
