import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InputOf, OutputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract } from '../../shared/contract/index.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'

type Profile = InputOf<AppContract['organization.create']>['profile']
type Finding = OutputOf<AppContract['compliance.findings']>['findings'][number]

const ALL = ['红线', '应当', '提示', '待确认', '达标', '不适用'] as const

/** 与性别“男”、生日相符的合法证号：17 位本体加校验码。 */
function identityNumber(index: number): string {
  const body = `35020319850615${String(index * 2 + 1).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0)
  return `${body}${'10X98765432'.charAt(sum % 11)}`
}

describe('工作台与规则检查：经调度器、真实库', () => {
  let backend: TestBackend
  let branchId: string
  const today = '2026-09-14'

  const profile = (changes: Partial<Profile>): Profile => ({
    level: '党支部',
    parentId: null,
    name: '中共金圆集团委员会',
    shortName: '集团党委',
    form: '单独组建',
    unitType: '国有企业',
    coveredUnits: [],
    staffTotal: null,
    nonpartyStaffTotal: null,
    contactName: '',
    contactPhone: '',
    documentCode: '',
    approvalDocumentNo: '',
    ...changes,
  })
  const organize = async (code: string, changes: Partial<Profile>) => {
    const input = { code, establishedOn: '2015-01-01', establishmentDocumentNo: '', profile: profile(changes) }
    return (await backend.call('organization.create', input)).organizationId
  }
  const enroll = async (index: number, isFull: boolean) => {
    const member = {
      name: `党员${'甲乙丙丁戊己庚辛壬癸'.charAt(index % 10)}${'一二三'.charAt(Math.floor(index / 10))}`,
      gender: '男' as const,
      ethnicity: '汉族',
      birthOn: '1985-06-15',
      identityNumber: identityNumber(index),
      education: '',
      category: isFull ? ('正式党员' as const) : ('预备党员' as const),
      joinedOn: isFull ? '2010-07-01' : '2026-01-10',
      fullOn: isFull ? '2011-07-01' : null,
      job: '',
      adminPost: '',
      mobile: '',
      landline: '',
      address: '',
      partyStatus: '正常' as const,
      isLost: false,
      lostOn: null,
      isFloating: false,
      floatingTo: '',
      remark: '',
    }
    return (await backend.call('member.create', { profile: member, branchId, groupId: null, fromOn: isFull ? '2015-01-02' : '2026-01-10' }))
      .memberId
  }
  const finding = async (ruleId: string, asOf: string): Promise<Finding> => {
    const { findings } = await backend.call('compliance.findings', { asOf, organizationId: branchId, severities: [...ALL] })
    const found = findings.find((each) => each.ruleId === ruleId)
    if (!found) throw new Error(`没有 ${ruleId} 的结论`)
    return found
  }

  beforeEach(async () => {
    backend = openTestBackend(today)
    const rootId = await organize('001', { level: '党委' })
    branchId = await organize('001.001', { parentId: rootId, name: '中共金圆信托第二支部委员会', shortName: '信托二支部' })
  })
  afterEach(() => backend[Symbol.asyncDispose]())

  it('正式 19、预备 1：应当划分党小组（橙）；预备党员转出后 19 人转不适用，按日期各看各的', async () => {
    for (let index = 0; index < 19; index += 1) await enroll(index, true)
    const probationary = await enroll(19, false)
    expect(await finding('A04', today)).toMatchObject({ verdict: '不达标', severity: '应当', profileName: '金圆现行标准方案（2026）' })

    const other = await organize('001.002', { parentId: await rootOf(), name: '中共金圆担保支部', shortName: '担保支部' })
    await backend.call('member.assign', { memberIds: [probationary], branchId: other, groupId: null, fromOn: '2026-09-10', reason: '调动' })
    expect(await finding('A04', today)).toMatchObject({ verdict: '不适用' })
    expect(await finding('A04', '2026-09-09')).toMatchObject({ verdict: '不达标' })
  })

  it('2017-06-15 选举、2019-06-20 换届：首届 2 年逾期 5 天（红），新届 3 年', async () => {
    const term = (seq: number, electedOn: string) =>
      backend.call('election.recordTerm', {
        organizationId: branchId,
        seq,
        electedOn,
        seatCount: null,
        approvalDocumentNo: '',
        resultReportNo: '',
        remark: '',
      })
    expect(await term(1, '2017-06-15')).toMatchObject({ termYears: 2, endsOn: '2019-06-15' })
    expect(await finding('A15', '2019-06-15')).toMatchObject({ verdict: '达标' })
    expect(await term(2, '2019-06-20')).toMatchObject({ termYears: 3, endsOn: '2022-06-20' })
    const overdue = await finding('A15', '2019-06-20')
    expect(overdue).toMatchObject({ verdict: '不达标', severity: '红线', dueOn: '2019-06-15' })
    expect(overdue.workings.join()).toContain('= 5 天')
    expect((await finding('A18', '2020-01-01')).dueOn).toBe('2021-12-20')
    expect((await finding('A19', '2020-01-01')).dueOn).toBe('2022-02-20')
  })

  it('工作台：计数与发现一致，到期清单带预填动作，回看以前的日子', async () => {
    await backend.call('election.recordTerm', {
      organizationId: branchId,
      seq: 1,
      electedOn: '2023-06-16',
      seatCount: null,
      approvalDocumentNo: '',
      resultReportNo: '',
      remark: '',
    })
    await enroll(0, true)
    const board = await backend.call('compliance.dashboard', {})
    expect(board).toMatchObject({ asOf: today, branchCount: 1, memberCount: 1 })
    const { findings } = await backend.call('compliance.findings', {})
    const { red, orange, yellow, pending } = board.counts
    expect(red + orange + yellow + pending).toBe(findings.length)
    // 逾期换届一条，主题党日漏开一条。
    expect(findings.filter((each) => each.severity === '红线').map((each) => each.ruleId)).toEqual(['A15', 'B14'])
    expect(red).toBe(2)
    expect(board.dues.map((due) => due.kind)).toContain('届满换届')
    expect(board.dues.find((due) => due.kind === '换届请示')?.remedies[0]?.input).toEqual({ kind: 'W05', organizationId: branchId })
    expect(board.matrix[0]?.cells[0]).toMatchObject({ taskNo: 1, severity: '红线' })
    const before = await backend.call('compliance.dashboard', { asOf: '2026-06-16' })
    expect(before.counts.red).toBe(1)
  })

  it('按严重程度、任务、组织筛选', async () => {
    const red = await backend.call('compliance.findings', { severities: ['应当'], organizationId: branchId, taskNo: 1 })
    expect(red.findings.length).toBeGreaterThan(0)
    for (const each of red.findings) expect([each.severity, each.organizationId, each.taskNo]).toEqual(['应当', branchId, 1])
    for (const each of (await backend.call('compliance.findings', { taskNo: 2 })).findings) expect(each.taskNo).toBe(2)
    expect((await backend.call('compliance.findings', { taskNo: 8 })).findings).toEqual([])
  })

  it('目录 265 条、口径冲突 42 处、方案 5 个、参数 84 个；2018-07-12 前现行方案是 2017 年原文', async () => {
    expect((await backend.call('compliance.catalog', {})).rules).toHaveLength(265)
    expect((await backend.call('compliance.conflicts', {})).conflicts).toHaveLength(42)
    const now = await backend.call('compliance.profiles', {})
    expect([now.profiles.length, now.parameters.length, now.currentProfileId]).toEqual([5, 84, 'DEF'])
    expect((await backend.call('compliance.profiles', { asOf: '2018-07-11' })).currentProfileId).toBe('JY17')
  })

  async function rootOf(): Promise<string> {
    const { nodes } = await backend.call('organization.tree', {})
    const root = nodes.find((node) => node.level === '党委')
    if (!root) throw new Error('没有党委')
    return root.id
  }
})

it('空库也能打开工作台', async () => {
  await using backend = openTestBackend('2026-09-14')
  const board = await backend.call('compliance.dashboard', {})
  expect(board).toMatchObject({ branchCount: 0, memberCount: 0, matrix: [], dues: [] })
})
