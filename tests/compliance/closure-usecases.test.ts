import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OutputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract } from '../../shared/contract/index.ts'
import { fixedClock } from '../../electron/backend.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree, type SmallTree } from '../kit/organization-tree.ts'
import { readDocx } from '../kit/read-docx.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

type Finding = OutputOf<AppContract['compliance.findings']>['findings'][number]

const TODAY = '2026-09-14'

/** 一棵小树，商贸支部只有 1 名正式党员：A03（一般）为黄，可关。 */
let backend: TestBackend
let tree: SmallTree
let now = TODAY

beforeEach(async () => {
  now = TODAY
  backend = openTestBackend(TODAY, { clock: { now: () => fixedClock(now).now(), today: () => now } })
  tree = await plantSmallTree(backend)
  await enroll(1)
})
afterEach(() => backend[Symbol.asyncDispose]())

async function enroll(index: number): Promise<void> {
  await backend.call('member.create', { profile: syntheticPerson(index), branchId: tree.second, groupId: null, fromOn: '2015-01-02' })
}

async function findingOf(ruleId: string, organizationId = tree.second): Promise<Finding | undefined> {
  const { findings } = await backend.call('compliance.findings', {
    organizationId,
    severities: ['红线', '应当', '提示', '待确认', '达标', '不适用'],
  })
  return findings.find((each) => each.ruleId === ruleId)
}

const closing = (changes: Partial<Parameters<typeof close>[0]> = {}) => ({
  organizationId: tree.second,
  ruleId: 'A03',
  reason: '业务独立，年内撤并，暂不联合',
  documentNo: '测党〔2026〕3号',
  closedBy: '苏晴',
  recheckOn: '2026-12-14',
  ...changes,
})
function close(input: { organizationId: string; ruleId: string; reason: string; documentNo: string; closedBy: string; recheckOn: string }) {
  return backend.call('compliance.closeFinding', input)
}

describe('填写理由关闭：经调度器、真实库', () => {
  it('关一条黄：计数减一、矩阵不再标、台账有记、日志有一句；发现还看得到', async () => {
    expect(await findingOf('A03')).toMatchObject({ severity: '提示', strength: '一般', closure: null })
    const before = await backend.call('compliance.dashboard', {})
    const { closureId } = await close(closing())
    const after = await backend.call('compliance.dashboard', {})
    expect(after.counts).toEqual({ ...before.counts, yellow: before.counts.yellow - 1 })
    expect([before.closedCount, after.closedCount]).toEqual([0, 1])
    const cell = (board: typeof before) => board.matrix.find((row) => row.organizationId === tree.second)?.cells[0]?.findingCount ?? 0
    expect(cell(after)).toBe(cell(before) - 1)
    expect(after.spread.find((each) => each.severity === '提示')?.tasks ?? []).not.toEqual(
      before.spread.find((each) => each.severity === '提示')?.tasks,
    )
    expect(await findingOf('A03')).toMatchObject({
      severity: '提示',
      closure: { id: closureId, closedBy: '苏晴', recheckOn: '2026-12-14' },
    })
    const { rows } = await backend.call('compliance.closures', {})
    expect(rows).toMatchObject([
      { id: closureId, ruleId: 'A03', state: '关闭中', organizationName: '商贸支部', documentNo: '测党〔2026〕3号' },
    ])
    const journal = await backend.call('settings.journal', { offset: 0, limit: 1 })
    expect(journal.rows[0]?.summary).toContain('关闭商贸支部的 A03')
  })

  it('复查日前一天还关着，当天自动回来，次日仍在；台账写明到了复查日', async () => {
    await close(closing())
    for (const [day, isClosed] of [
      ['2026-12-13', true],
      ['2026-12-14', false],
      ['2026-12-15', false],
    ] as const) {
      now = day
      expect((await findingOf('A03'))?.closure !== null, day).toBe(isClosed)
    }
    expect((await findingOf('A03'))?.reopening).toMatchObject({ because: '到了复查日', reason: '业务独立，年内撤并，暂不联合' })
    expect((await backend.call('compliance.closures', {})).rows[0]?.state).toBe('到了复查日')
    now = '2026-10-01'
    expect((await backend.call('compliance.dashboard', { asOf: '2026-09-13' })).closedCount).toBe(0)
  })

  it('事实变了自动回来：又编入一名党员，人数不同', async () => {
    await close(closing())
    await enroll(2)
    expect(await findingOf('A03')).toMatchObject({ closure: null, reopening: { because: '事实变了' } })
    expect((await backend.call('compliance.closures', {})).rows[0]?.state).toBe('事实变了')
  })

  it('撤销关闭立即重新计入，留痕；再撤被拒绝', async () => {
    const { closureId } = await close(closing())
    await backend.call('compliance.withdrawClosure', { closureId, reason: '上级要求照办' })
    expect(await findingOf('A03')).toMatchObject({ closure: null })
    expect((await backend.call('compliance.closures', {})).rows[0]).toMatchObject({ state: '已撤销', withdrawalReason: '上级要求照办' })
    expect((await backend.refused('compliance.withdrawClosure', { closureId, reason: '再撤' })).code).toBe('ALREADY_WITHDRAWN')
  })

  it('橙的、没有结论的、重复关的、复查日不对的、没写理由的：说清楚，什么也没写', async () => {
    await close(closing())
    const refused = async (changes: Parameters<typeof closing>[0]) => backend.refused('compliance.closeFinding', closing(changes))
    expect(await refused({ ruleId: 'A24' })).toMatchObject({ code: 'CANNOT_CLOSE' })
    expect((await refused({})).message).toContain('已在 2026-09-14 关闭')
    expect((await refused({ ruleId: 'Z99' })).code).toBe('FINDING_UNKNOWN')
    expect((await refused({ organizationId: 'nobody' })).code).toBe('ORGANIZATION_UNKNOWN')
    expect((await refused({ reason: '  ' })).problems[0]).toMatchObject({ place: 'reason' })
    await backend.call('compliance.withdrawClosure', {
      closureId: (await backend.call('compliance.closures', {})).rows[0]?.id ?? '',
      reason: '重来',
    })
    for (const recheckOn of [TODAY, '2026-09-01', '2027-09-15'])
      expect((await refused({ recheckOn })).problems[0]?.place, recheckOn).toBe('recheckOn')
    expect((await backend.call('compliance.closures', {})).rows).toHaveLength(1)
  })
})

describe('人工勾核表：经调度器、真实库', () => {
  const items = (ruleId: string) => [{ organizationId: tree.second, ruleId }]
  const record = (changes: Record<string, unknown> = {}) => ({
    items: items('G02'),
    verdict: '达标' as const,
    basis: '七项制度已上墙',
    evidence: '照片 3 张',
    checkedOn: TODAY,
    checkedBy: '苏晴',
    ...changes,
  })
  const rowOf = async (ruleId: string, term: '本期' | '上期' = '本期') =>
    (await backend.call('compliance.checkSheet', { ruleId, term })).rows.find((row) => row.organizationId === tree.second)

  it('列出该勾的：党委的、支部的各归各；给规则或党组织才逐行', async () => {
    const sheet = await backend.call('compliance.checkSheet', {})
    expect(sheet.rows).toEqual([])
    const item = sheet.items.find((each) => each.ruleId === 'G02')
    expect(item).toMatchObject({ period: '2026', until: '2026-12-31', opensOn: '2026-12-02', defaultValidUntil: '2027-12-31' })
    expect(item?.counts['未到勾核期']).toBe(2)
    expect((await backend.call('compliance.checkSheet', { ruleId: 'G02' })).rows.map((row) => row.organizationName)).toEqual([
      '第一支部',
      '商贸支部',
    ])
    const committee = (await backend.call('compliance.checkSheet', { organizationId: tree.committee })).rows
    expect(committee.map((row) => row.ruleId)).not.toContain('G02')
  })

  it('批量勾三个状态各有结论；结论进发现，来源是人工勾核', async () => {
    const both = [tree.first, tree.second].map((organizationId) => ({ organizationId, ruleId: 'G02' }))
    expect(await backend.call('compliance.recordChecks', record({ items: both }))).toEqual({ recorded: 2, corrected: 0 })
    await backend.call('compliance.recordChecks', record({ items: items('F14'), verdict: '不达标', basis: '没有意见表' }))
    expect(await findingOf('G02')).toMatchObject({ verdict: '达标', source: '人工勾核' })
    expect(await findingOf('F14')).toMatchObject({ verdict: '不达标', severity: '应当', source: '人工勾核' })
    expect(await rowOf('G02')).toMatchObject({ state: '已勾核', check: { verdict: '达标', validUntil: '2027-12-31' } })
    const cell = (await backend.call('compliance.dashboard', {})).matrix.find((row) => row.organizationId === tree.second)?.cells[5]
    expect(cell).toMatchObject({ taskNo: 6, severity: '应当', findingCount: 1 })
  })

  it('失效回待确认，重新勾就好', async () => {
    await backend.call('compliance.recordChecks', record({ validUntil: '2026-10-31' }))
    now = '2026-10-31'
    expect((await findingOf('G02'))?.verdict).toBe('达标')
    now = '2026-11-01'
    expect((await findingOf('G02'))?.verdict).toBe('待确认')
    expect((await rowOf('G02'))?.state).toBe('已失效')
    await backend.call('compliance.recordChecks', record({ checkedOn: '2026-11-01', correctionReason: '有效期到了重勾' }))
    expect((await findingOf('G02'))?.verdict).toBe('达标')
  })

  it('更正须写原因，原来的留痕；撤下回到没有勾', async () => {
    await backend.call('compliance.recordChecks', record())
    const again = await backend.refused('compliance.recordChecks', record({ verdict: '不达标' }))
    expect(again.problems[0]).toMatchObject({ place: 'correctionReason' })
    expect((await findingOf('G02'))?.verdict).toBe('达标')
    expect(await backend.call('compliance.recordChecks', record({ verdict: '不达标', correctionReason: '照片是去年的' }))).toEqual({
      recorded: 1,
      corrected: 1,
    })
    const history = (await backend.call('compliance.checkHistory', { organizationId: tree.second, ruleId: 'G02' })).rows
    expect(history).toHaveLength(2)
    expect(history.find((row) => row.supersededAt !== null)).toMatchObject({ verdict: '达标', supersedeReason: '照片是去年的' })
    const current = history.find((row) => row.supersededAt === null)
    await backend.call('compliance.withdrawCheck', { checkId: current?.id ?? '', reason: '勾错支部' })
    expect(await findingOf('G02')).toBeUndefined()
    expect((await rowOf('G02'))?.state).toBe('未到勾核期')
  })

  it('上期可补勾；勾核日在今天以后、早于那一期、有效期倒置、不该勾的：一项不能就一项也不登记', async () => {
    await backend.call('compliance.recordChecks', record({ term: '上期', validUntil: '2026-12-31' }))
    expect((await rowOf('G02', '上期'))?.state).toBe('已勾核')
    expect((await rowOf('G02'))?.state).toBe('沿用上期')
    const refused = (changes: Record<string, unknown>) =>
      backend.refused('compliance.recordChecks', record({ items: items('F14'), ...changes }))
    expect((await refused({ checkedOn: '2026-09-15' })).problems[0]?.place).toBe('checkedOn')
    expect((await refused({ checkedOn: '2026-06-30' })).message).toContain('2026-07-01')
    expect((await refused({ validUntil: '2026-09-01' })).problems[0]?.place).toBe('validUntil')
    expect((await refused({ basis: ' ' })).problems[0]?.place).toBe('basis')
    const mixed = await refused({ items: [...items('F14'), ...items('A15'), { organizationId: tree.committee, ruleId: 'G02' }] })
    expect(mixed.problems).toHaveLength(2)
    expect((await rowOf('F14'))?.state).toBe('未到勾核期')
  })

  it('导出：一个支部一份 docx，原文、看什么、证据、勾选处都在；总表 xlsx', async () => {
    await backend.call('compliance.recordChecks', record())
    const { fileName, base64 } = await backend.call('compliance.exportCheckSheet', { organizationIds: [tree.second], format: 'docx' })
    expect(fileName).toBe('商贸支部人工勾核表.docx')
    const text = readDocx(Buffer.from(base64, 'base64')).paragraphs().join('\n')
    for (const piece of ['商贸支部人工勾核表', '有条件的要做到制度上墙', '☑达标', '七项制度已上墙', '□达标', '勾核人'])
      expect(text).toContain(piece)
    const zip = await backend.call('compliance.exportCheckSheet', { format: 'docx' })
    expect(Object.keys(unzipSync(Buffer.from(zip.base64, 'base64')))).toContain('第一支部人工勾核表.docx')
    const book = await backend.call('compliance.exportCheckSheet', { format: 'xlsx' })
    expect(book.fileName).toBe(`人工勾核表-${TODAY}.xlsx`)
    const sheet = Buffer.from(unzipSync(Buffer.from(book.base64, 'base64'))['xl/worksheets/sheet1.xml'] ?? []).toString('utf8')
    expect(sheet).toContain('有条件的要做到制度上墙')
  })
})

describe('支部体检单', () => {
  it('每条发现、条文、期限、责任人都在；关闭了的另列，写明理由与复查日', async () => {
    await close(closing())
    const sheet = await backend.call('compliance.checkup', { organizationId: tree.second })
    const { findings } = await backend.call('compliance.findings', { organizationId: tree.second })
    expect(sheet.rows.map((row) => row.ruleId).toSorted()).toEqual(findings.map((each) => each.ruleId).toSorted())
    expect(sheet.rows.at(-1)).toMatchObject({ ruleId: 'A03', isClosed: true })
    expect(sheet.rows[0]?.responsible).toBe('书记空缺，由上级党组织明确')
    const { fileName, base64 } = await backend.call('compliance.exportCheckup', { organizationIds: [tree.second], format: 'docx' })
    expect(fileName).toBe(`商贸支部体检单-${TODAY}.docx`)
    const text = readDocx(Buffer.from(base64, 'base64')).paragraphs().join('\n')
    for (const { message, quote } of findings) {
      expect(text).toContain(message)
      expect(text).toContain(quote)
    }
    for (const piece of ['责任人', '填写理由关闭的，1条', '业务独立，年内撤并', '2026-12-14', '支部书记']) expect(text).toContain(piece)
  })

  it('整批打成 zip，同样的记录逐字节相同；取消则什么也没有', async () => {
    const once = await backend.call('compliance.exportCheckup', { format: 'docx' })
    expect(once.fileName).toBe(`支部体检单-${TODAY}.zip`)
    expect(Object.keys(unzipSync(Buffer.from(once.base64, 'base64'))).toSorted()).toEqual(
      ['SHA256SUMS.txt', `商贸支部体检单-${TODAY}.docx`, `第一支部体检单-${TODAY}.docx`].toSorted(),
    )
    expect((await backend.call('compliance.exportCheckup', { format: 'docx' })).base64).toBe(once.base64)
    const running = backend.backend.dispatcher.dispatch('compliance.exportCheckup', { format: 'docx', taskId: 't1' })
    await new Promise((resolve) => setImmediate(resolve))
    await backend.call('settings.cancelTask', { runningTaskId: 't1' })
    expect(await running).toMatchObject({ ok: false, failure: { code: 'CANCELLED' } })
  })

  it('党委没有体检单，没有的支部、没有打印器都说清楚', async () => {
    expect((await backend.refused('compliance.checkup', { organizationId: tree.committee })).message).toContain('体检单按党支部出')
    expect((await backend.refused('compliance.exportCheckup', { organizationIds: ['nobody'], format: 'docx' })).code).toBe('NOT_A_BRANCH')
    expect((await backend.refused('compliance.exportCheckup', { format: '合并 PDF' })).code).toBe('NO_PDF_PRINTER')
  })
})

describe('趋势：月末回看', () => {
  it('过去的月末按那天的记录判，本月取判定日，与工作台同数', async () => {
    const board = await backend.call('compliance.dashboard', {})
    const month = await backend.call('compliance.trendMonth', { month: '2026-09' })
    const sum = (key: 'red' | 'orange' | 'yellow' | 'pending') => month.rows.reduce((total, row) => total + row[key], 0)
    expect(month.asOf).toBe(TODAY)
    expect({ red: sum('red'), orange: sum('orange'), yellow: sum('yellow'), pending: sum('pending') }).toEqual(board.counts)
    expect((await backend.call('compliance.trendMonth', { month: '2026-02' })).asOf).toBe('2026-02-28')
    await close(closing())
    const yellow = async (key: string) =>
      (await backend.call('compliance.trendMonth', { month: key })).rows.find((row) => row.organizationId === tree.second)?.yellow ?? 0
    expect(await yellow('2026-08')).toBe((await yellow('2026-09')) + 1)
  })
})

describe('工作台只看一个党组织', () => {
  it('给党总支则连同下级；各处同一个范围；没有的党组织被拒绝', async () => {
    const whole = await backend.call('compliance.dashboard', {})
    const general = await backend.call('compliance.dashboard', { organizationId: tree.general })
    expect(whole.matrix.map((row) => row.organizationName)).toEqual(['第一支部', '商贸支部'])
    expect(general.matrix.map((row) => row.organizationName)).toEqual(['第一支部'])
    expect(general.memberCount).toBe(0)
    const { findings } = await backend.call('compliance.findings', { organizationId: tree.general, includesBelow: true })
    expect(new Set(findings.map((each) => each.organizationId))).toEqual(new Set([tree.general, tree.first]))
    const { red, orange, yellow, pending } = general.counts
    expect(red + orange + yellow + pending).toBe(findings.length)
    const own = await backend.call('compliance.findings', { organizationId: tree.general })
    expect(new Set(own.findings.map((each) => each.organizationId))).toEqual(new Set([tree.general]))
    expect((await backend.refused('compliance.dashboard', { organizationId: 'nobody' })).code).toBe('ORGANIZATION_UNKNOWN')
  })
})
