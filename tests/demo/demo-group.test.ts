import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OutputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract, Route } from '../../shared/contract/index.ts'
import { produceDemoFiles } from '../../electron/demo/deliverables.ts'
import { movableClock } from '../../electron/backend.ts'
import { populateDemo, type DemoResult } from '../../electron/demo/populate.ts'
import { TIED_SHORT_NAMES } from '../../electron/demo/ratings-plan.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { demoData } from '../kit/demo-data.ts'

const AS_OF = '2026-09-14'
const LAST_YEAR = 2025

const dispatchOf = (backend: TestBackend) => (route: string, input: unknown) => backend.call(route as Route, input as never)

describe('演示集团：全部经路由造成，情形齐全', () => {
  let backend: TestBackend
  let result: DemoResult
  let findings: OutputOf<AppContract['compliance.findings']>['findings']

  beforeAll(async () => {
    const made = await demoData(AS_OF)
    result = made.result
    backend = openTestBackend(AS_OF, { isDisposable: true }, made.directory)
    findings = (await backend.call('compliance.findings', { asOf: AS_OF })).findings
  }, 300_000)
  afterAll(() => backend[Symbol.asyncDispose]())

  const activitiesOf = async (year: number) => {
    const pages = [0, 2000].map((offset) => backend.call('life.activities', { year, offset, limit: 2000 }))
    return (await Promise.all(pages)).flatMap(({ rows }) => rows)
  }

  it('1 个党委、1 个党总支、26 个党支部，约 1,100 名党员', async () => {
    const { nodes } = await backend.call('organization.tree', { asOf: AS_OF })
    const count = (level: string) => nodes.filter((node) => node.level === level).length
    expect([count('党委'), count('党总支'), count('党支部')]).toEqual([1, 1, 26])
    expect(nodes).toHaveLength(result.organizations)
    const { total } = await backend.call('member.list', { asOf: AS_OF, limit: 0 })
    expect(total).toBe(result.members)
    expect(total).toBeGreaterThanOrEqual(1050)
    expect(total).toBeLessThanOrEqual(1150)
  })

  it('坏行逐行被拒绝、各有原因：校验码错、位数不对、数字证号、重复证号、入党不满十八周岁、未来日期', () => {
    expect(result.refusedRows.map((row) => row.sheet).sort()).toEqual(
      ['信托第一', '供应链', '大厦物业', '担保第二', '数字科技', '机关第三'].sort(),
    )
    for (const row of result.refusedRows) expect(row.reasons.join()).toMatch(/[\u4e00-\u9fff]{4,}/)
  })

  it('两年的组织生活：逐月有记录，夹着补录、缺照片、到会少；当年的主题党日有照片且原件完好；上年十二个月都有支部月结', async () => {
    const [lastYear, thisYear] = [await activitiesOf(LAST_YEAR), await activitiesOf(LAST_YEAR + 1)]
    expect(lastYear.length + thisYear.length).toBe(result.activities)
    expect(new Set(lastYear.map(({ heldOn }) => heldOn.slice(5, 7))).size).toBe(12)
    expect(thisYear.every(({ heldOn }) => heldOn <= AS_OF)).toBe(true)
    const backfilled = [...lastYear, ...thisYear].filter(({ isBackfilled }) => isBackfilled)
    expect(backfilled.length).toBeGreaterThan(5)
    expect(backfilled.length).toBeLessThan(result.activities / 10)
    expect(thisYear.filter(({ photoCount }) => photoCount > 0).length).toBeGreaterThan(80)
    expect(thisYear.some(({ presentCount, expectedCount }) => presentCount * 10 < expectedCount * 8)).toBe(true)
    expect((await backend.call('life.checkAttachments', { isThorough: true })).faulty).toEqual([])
    const { months } = await backend.call('life.months', { year: LAST_YEAR })
    expect(new Set(months.filter(({ isClosed }) => isClosed).map(({ month }) => month)).size).toBe(12)
    const { rows: meetings } = await backend.call('life.lifeMeetings', { year: LAST_YEAR })
    expect(meetings.length).toBeGreaterThan(20)
    const { rows: reviews } = await backend.call('life.reviews', { year: LAST_YEAR })
    expect(reviews.filter(({ decidedOn }) => decidedOn !== null).length).toBeGreaterThan(10)
  })

  it('生僻字与长名原样进库，能按证号找回', async () => {
    const { rows } = await backend.call('member.list', { asOf: AS_OF, search: '阿卜杜热依木', limit: 10 })
    expect(rows.map((row) => row.name)).toContain('阿卜杜热依木·麦麦提敏')
    const rare = await backend.call('member.list', { asOf: AS_OF, search: '𠮷', limit: 10 })
    expect(rare.total).toBeGreaterThan(0)
  })

  it.each([
    ['A01', '名册缺项', ''],
    ['A02', '正式党员不足 3 人', '信托第五'],
    ['A04', '满 20 人未划党小组', '商业保理'],
    ['A05', '党小组超过 10 人', '金融控股'],
    ['A06', '满 50 人应升格党总支', '数字科技'],
    ['A06', '刚满 50 人，升格在办理宽限内', '资产管理'],
    ['A08', '满 100 人应升格党委', '大厦物业'],
    ['A15', '逾期换届', '创业投资'],
    ['A15', '逾期超过 180 天', '大厦物业'],
    ['A16', '提前换届未经批准', '置业第二'],
    ['A17', '延期超过一年', '离退休'],
    ['A18', '未提前 6 个月提醒', '机关第三'],
    ['A19', '未提前 4 个月报请示', '担保第二'],
    ['A21', '正式党员 7 人以上未设支委会', '信托第一'],
    ['A25', '正式党员不足 7 人却设支委会', '信托第三'],
    ['A26', '未设纪检委员', '融资租赁'],
    ['A27', '副书记两名', '数字科技'],
    ['A29', '书记党龄不足一年', '金融控股'],
    ['A30', '书记空缺超过 1 个月', '会展服务'],
    ['A32', '委员出缺超过 3 个月', '资产管理'],
    ['A33', '委员没有分工', '置业第二'],
  ])('%s：%s（%s）', (ruleId, _situation, shortName) => {
    const hits = findings.filter((finding) => finding.ruleId === ruleId && ['不达标', '提示', '待确认'].includes(finding.verdict))
    expect(hits.map((finding) => finding.organizationName).join('、')).toContain(shortName)
    expect(hits.length).toBeGreaterThan(0)
  })

  it('书记空缺未满 1 个月、委员出缺未满 3 个月的支部不判不达标', () => {
    const failing = (ruleId: string) =>
      findings.filter((finding) => finding.ruleId === ruleId && finding.verdict === '不达标').map((finding) => finding.organizationName)
    expect(failing('A30').join()).not.toContain('担保第三')
    expect(failing('A32').join()).not.toContain('数字科技')
  })

  it('2017 年当选的届次按两年任期，其后三年', async () => {
    const { nodes } = await backend.call('organization.tree', { asOf: AS_OF })
    const id = nodes.find((node) => node.shortName === '机关第一')?.id ?? ''
    const { terms } = await backend.call('election.board', { organizationId: id, asOf: AS_OF })
    const byElection = new Map(terms.map((term) => [term.electedOn, term]))
    expect(byElection.get('2017-06-15')).toMatchObject({ termYears: 2, endsOn: '2019-06-15' })
    expect(byElection.get('2019-06-20')).toMatchObject({ termYears: 3, endsOn: '2022-06-20' })
  })

  it('届次状态各种都有：在届、延期中、届满未换、已换届、无届次', async () => {
    const { rows } = await backend.call('election.overview', { asOf: AS_OF })
    const states = new Set(rows.map((row) => row.state))
    for (const state of ['在届', '延期中', '届满未换', '无届次']) expect(states).toContain(state)
  })

  it('两个年度都有评定，上一年度有一对并列、其后跳号，被否决的排在最后', async () => {
    for (const year of [LAST_YEAR, LAST_YEAR + 1]) {
      const { rows } = await backend.call('assessment.ranking', { year })
      // 信托第六是本年新成立的，不参加上一年度的考核。
      expect(rows).toHaveLength(year === LAST_YEAR ? 25 : 26)
      expect(rows.at(-1)?.vetoes).toHaveLength(1)
      expect(rows.at(-1)?.category).toBe('后进')
    }
    const { rows } = await backend.call('assessment.ranking', { year: LAST_YEAR })
    const { nodes } = await backend.call('organization.tree', { asOf: AS_OF })
    const tiedIds = TIED_SHORT_NAMES.map((name) => nodes.find((node) => node.shortName === name)?.id)
    const tied = rows.filter((row) => tiedIds.includes(row.organizationId))
    expect(new Set(tied.map((row) => row.rank)).size).toBe(1)
    expect(new Set(tied.map((row) => row.finalCenti)).size).toBe(1)
    const rank = tied[0]?.rank ?? 0
    expect(rows.map((row) => row.rank)).not.toContain(rank + 1)
    expect(new Set(rows.map((row) => row.finalCenti)).size).toBeGreaterThan(10)
  })

  it('换届、补选、指派流程各到一步：一个委员已计票签字，一个票没录完，一个等批复，一个等指派', async () => {
    const { rows } = await backend.call('election.processes', { asOf: AS_OF })
    expect(rows.map((row) => `${row.organizationName}${row.kind}`).toSorted()).toEqual(
      ['产业投资换届', '信托第二换届', '会展服务指派', '资产管理补选'].toSorted(),
    )
    expect(rows.every((row) => row.confirmedOn === null)).toBe(true)
    const viewOf = async (name: string) => {
      const processId = rows.find((row) => row.organizationName === name)?.id ?? ''
      return backend.call('election.process', { processId, asOf: AS_OF })
    }
    const counted = await viewOf('产业投资')
    expect(counted.ballots[0]).toMatchObject({ office: '委员', count: { isComplete: true, invalidCount: 1 } })
    expect(counted.offices.map((office) => office.next === null)).toEqual([true, false])
    const counting = await viewOf('资产管理')
    expect(counting.ballots[0]).toMatchObject({ signedAt: null, count: { isComplete: false, remainingCount: 3, invalidCount: 1 } })
    expect((await viewOf('信托第二')).currentStep).toBe('批复')
  })

  it('历史党员、事件、不计入应到会都有：转出、去世、除名、退党各在其列，转出又转入的仍在册', async () => {
    const { rows } = await backend.call('member.departed', { asOf: AS_OF })
    const reasons = rows.map(({ reason }) => reason).toSorted()
    expect(reasons).toEqual(['组织关系转出', '组织关系转出', '去世', '去世', '除名', '退党'].toSorted())
    const { nodes } = await backend.call('organization.tree', { asOf: AS_OF })
    const organizationId = nodes.find((node) => node.shortName === '离退休')?.id ?? ''
    const { lines } = await backend.call('member.attendance', { organizationId, asOf: AS_OF })
    const uncounted = lines.filter(({ standing }) => standing === '不计入应到会')
    expect(uncounted.map(({ isCounted, documentNo }) => [isCounted, documentNo === ''])).toEqual([
      [false, false],
      [false, false],
    ])
  })

  it('同一判定日再造一遍，公文、名册、材料包逐字节相同', async () => {
    const hashesOf = async (source: TestBackend) => {
      const { files } = await produceDemoFiles(dispatchOf(source), AS_OF)
      return files.map((file) => `${file.path} ${createHash('sha256').update(file.bytes).digest('hex')}`)
    }
    const first = await hashesOf(backend)
    // 三种公文各一份，另有一份补登的上年换届提醒，材料包里才有当年公文。
    expect(first.filter((line) => line.includes('.docx '))).toHaveLength(4)
    // 年度材料包一个，另有三个出得了文书的换届、补选流程各一套。
    expect(first.filter((line) => line.includes('.zip '))).toHaveLength(4)
    const clock = movableClock(AS_OF)
    await using again = openTestBackend(AS_OF, { clock, isDisposable: true })
    await populateDemo(dispatchOf(again), { asOf: AS_OF, moveTo: clock.moveTo, report: () => Promise.resolve() })
    expect(await hashesOf(again)).toEqual(first)
  }, 300_000)
})

describe('判定日取在闰日也造得成', () => {
  it('2028-02-29', async () => {
    const asOf = '2028-02-29'
    const clock = movableClock(asOf)
    await using backend = openTestBackend(asOf, { clock, isDisposable: true })
    const { refusedRows } = await populateDemo(dispatchOf(backend), { asOf, moveTo: clock.moveTo, report: () => Promise.resolve() })
    expect(refusedRows).toHaveLength(6)
    const { counts } = await backend.call('compliance.dashboard', { asOf })
    expect(counts.red).toBeGreaterThanOrEqual(3)
  }, 300_000)
})
