import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Endpoint } from '../../shared/contract/endpoint.ts'
import type { Envelope } from '../../shared/contract/envelope.ts'
import { backendContract } from '../../shared/contract/index.ts'
import { ROUTE_ACCESS } from '../../shared/security/route-access.ts'
import type { Session } from '../../shared/security/session.ts'
import { openDemoBackend, type TestBackend } from '../kit/backend.ts'
import { findSubject, foreignTokens, type ForeignTokens, type Subject } from '../kit/scope-subject.ts'
import { bytesOf, plainSheet, wireFile } from '../kit/roster-workbook.ts'

// 演示集团里一个支部的操作员、一个党总支的操作员：每条放行的查询与导出都走一遍，范围外的编号、姓名、名称一个也不许出现。

const endpoints = Object.entries<Endpoint>(backendContract)
/** 有范围的操作员走得通的查询与长任务。 */
const readable = endpoints.filter(([route, { kind }]) => {
  const access = ROUTE_ACCESS[route]
  return kind !== 'command' && access?.roles.includes('支部操作员') === true && access.scope.way !== '全集团'
})

/** 要浏览器内核才能排 PDF、要本机办公软件才打得开的：内容与同一份 docx、网页预览出自一处，那两条在下面走过。 */
const NEEDS_MACHINE: ReadonlySet<string> = new Set(['correspondence.previewPdf', 'correspondence.exportPdf', 'correspondence.openDocument'])

let backend: TestBackend
let mine: Subject
let theirs: Subject
let foreign: ForeignTokens = { names: ['某某某'], foundIn: () => [] }
let operator: Session
/** 各范围的根与范围外的一切。 */
const scopes = new Map<string, { rootId: string; foreign: ForeignTokens }>()
let templateId = '没有这张模板'
const ask = (route: string, input: unknown, session = operator): Promise<Envelope> =>
  backend.backend.dispatcher.dispatch(route, input, session)

beforeAll(async () => {
  backend = await openDemoBackend()
  const found = await findSubject(backend)
  mine = found.mine
  theirs = found.theirs
  const workbook = wireFile(bytesOf(plainSheet(['姓名', '所在支部'], []), 'xlsx'), '区里的表.xlsx')
  const [sheet] = (await backend.call('exchange.readTemplate', { file: workbook })).sheets
  if (!sheet) throw new Error('没有认出模板的表头')
  ;({ templateId } = await backend.call('exchange.saveTemplate', { name: '区里的表', file: workbook, sheet, codeStyle: '名称' }))
  for (const { organizationId } of [mine, theirs])
    await backend.call('calendar.recordPublicity', {
      organizationId,
      kind: '拟列发展对象',
      about: '名单附后',
      postedOn: '2026-09-07',
      days: 5,
      unit: '工作日',
      countsPostedDay: false,
    })
  for (const [name, rootId] of [
    ['支部', mine.organizationId],
    ['党总支', found.generalBranchId],
  ] as const)
    scopes.set(name, { rootId, foreign: await foreignTokens(backend, rootId) })
  sitDown('支部')
}, 300_000)

/** 换成看这个范围的操作员。 */
function sitDown(name: string): void {
  const scope = scopes.get(name)
  if (!scope) throw new Error(`没有“${name}”的操作员`)
  foreign = scope.foreign
  operator = {
    accountId: 'op',
    name: '林操作',
    role: '支部操作员',
    organizationId: scope.rootId,
    signedInAt: '2026-09-14T01:00:00.000Z',
  }
}
afterAll(() => backend[Symbol.asyncDispose]())

/** 必填的入参；用 `of` 的编号填，换成别的支部的就该被拒绝。没列的路由没有必填项。 */
const INPUTS: Readonly<Record<string, (of: Subject) => readonly unknown[]>> = {
  'organization.card': ({ organizationId }) => [{ organizationId }],
  'member.attendance': ({ organizationId }) => [{ organizationId }],
  'member.life': ({ memberId }) => [{ memberId }],
  'member.detail': ({ memberId }) => [{ memberId }],
  'member.statisticPeople': () => [{ on: '2026-09-14', dimension: '性别', bucket: '男' }],
  'member.reconciliation': () => [{ year: 2025 }],
  'member.reconciliationPeople': ({ organizationId }) => [
    { year: 2025, branchId: organizationId, direction: '期末', cause: null },
    { year: 2025, branchId: null, direction: '期初', cause: null, organizationId },
  ],
  'member.exportStatistics': () => [{ year: 2025 }],
  'member.groupingPlan': ({ organizationId }) => [{ branchId: organizationId, way: '重新划分' }],
  'member.list': () => [{ limit: 500 }, { search: '张' }],
  'exchange.exportTable': () =>
    ['official', 'memberLibrary', 'organizationLibrary'].map((layout) => ({ layout, format: 'xlsx', filter: {} })),
  'exchange.exportCollectionForms': () => [{ filter: {}, packing: '一个党支部合订一份', fullNumbers: { purpose: '核对' } }],
  'exchange.exportTemplate': () => [{ templateId, filter: {} }],
  'election.process': ({ processId }) => [{ processId }],
  'election.board': ({ organizationId }) => [{ organizationId }],
  'election.removed': ({ organizationId }) => [{ organizationId }],
  'life.files': ({ activityId }) => [{ activityId }],
  'life.file': ({ fileId }) => [{ fileId }],
  'life.ledger': ({ organizationId }) => [{ organizationId, year: 2026 }],
  'life.exportLedger': ({ organizationId }) => [{ organizationId, year: 2026, format: 'docx', withPhotos: false }],
  'life.exportAllLedgers': () => [{ year: 2026, formats: ['xlsx'], withPhotos: false }],
  'life.exportRecord': ({ activityId }) => [{ activityId, paper: '记录', format: 'docx' }],
  'life.minutesPreview': ({ activityId }) => [{ activityId, paper: '记录' }],
  'life.exportThemePlan': ({ themePlanId, organizationId }) => [{ themePlanId, organizationId, format: 'docx' }],
  'life.search': () => [{ text: '学习' }],
  'life.lifeMeetings': () => [{}, { year: 2025 }],
  'life.lifeMeeting': ({ lifeMeetingId }) => [{ meetingId: lifeMeetingId }],
  'life.reviews': () => [{}, { year: 2025 }],
  'life.review': ({ reviewId }) => [{ reviewId }],
  'life.talks': () => [{}, { year: 2025 }],
  'life.talkCoverage': ({ organizationId }) => [{ organizationId }],
  'compliance.checkHistory': ({ organizationId }) => [{ organizationId, ruleId: 'G02' }],
  'compliance.exportCheckSheet': () => [{ format: 'xlsx' }],
  'compliance.trendMonth': () => [{ month: '2026-06' }],
  'compliance.checkup': ({ organizationId }) => [{ organizationId }],
  'compliance.exportCheckup': () => [{ format: 'docx' }],
  'calendar.agenda': () => [{ range: YEAR }],
  'calendar.tasks': () => [{ range: YEAR, limit: 500 }],
  'calendar.publicityPeriod': () => [{ postedOn: '2026-09-07', days: 5, unit: '工作日', countsPostedDay: false }],
  'calendar.publicityDefaults': ({ organizationId }) => [{ organizationId, kind: '拟列发展对象', postedOn: '2026-09-07' }],
  'calendar.exportCalendar': () => [{ range: YEAR }],
  'calendar.exportWallChart': () => [{ year: 2026, paper: 'A3', format: 'docx' }],
  'correspondence.draft': (of) => draftsOf(of),
  'correspondence.exportDraft': (of) => draftsOf(of),
  'correspondence.issuedRequest': ({ documentId }) => [{ documentId }],
  'correspondence.savedDraft': ({ draftId }) => [{ draftId }],
  'correspondence.processPapers': ({ processId }) => [{ processId }],
  'correspondence.exportProcessPapers': ({ processId }) => [{ processId }],
  'correspondence.document': ({ documentId }) => [{ documentId }],
  'correspondence.exportDocx': ({ documentId }) => [{ documentId }],
  'correspondence.exportMany': ({ documentId }) => [{ documentIds: [documentId], format: 'docx 包' }],
  'correspondence.previewHtml': ({ documentId }) => [{ documentId }],
  'correspondence.previewPdf': ({ organizationId }) => [{ kind: 'W05', organizationId }],
  'correspondence.exportPdf': ({ documentId }) => [{ documentId }],
  'correspondence.openDocument': ({ documentId }) => [{ documentId }],
  'assessment.ranking': () => [{ year: 2025 }],
  'assessment.sheet': ({ organizationId }) => [{ year: 2025, organizationId }],
  'assessment.evidence': ({ organizationId }) => [{ year: 2025, organizationId, itemId: '2.1' }],
  'assessment.withdrawn': ({ organizationId }) => [{ year: 2025, organizationId }],
  'assessment.gaps': () => [{ year: 2025 }],
  'assessment.exportPackage': () => [{ year: 2025 }],
  'life.activity': ({ activityId }) => [{ activityId }],
  'life.activities': () => [
    { year: 2026, limit: 500 },
    { year: 2025, limit: 500 },
  ],
  'life.activityChanges': ({ activityId }) => [{ activityId }],
  'life.expectedRoll': ({ organizationId }) => [{ organizationId, types: ['党员大会'], heldOn: '2026-09-10' }],
  'life.matchNames': ({ organizationId }) => [
    { organizationId, types: ['党员大会'], heldOn: '2026-09-10', names: foreign.names.slice(0, 40) },
  ],
  'life.batchBranches': () => [{ heldOn: '2026-09-10', types: ['党员大会'] }],
  'life.requiredItems': ({ organizationId }) => [
    { activity: { organizationId, types: ['党员大会'], heldOn: '2026-09-10', startsAt: '09:00', endsAt: '10:00' } },
  ],
  'life.tally': () => [
    { heldOn: '2026-09-10', matter: '一般事项', expectedCount: 10, presentCount: 9, approveCount: 9, againstCount: 0, abstainCount: 0 },
  ],
  'life.activityDraft': ({ organizationId, activityId }) => [
    { organizationId, types: ['党员大会'], heldOn: '2026-09-10' },
    { organizationId, types: ['党员大会'], heldOn: '2026-09-10', source: { kind: '照某次', activityId } },
  ],
  'life.matrix': () => [{ year: 2026 }],
  'life.month': ({ organizationId }) => [{ organizationId, month: '2026-08' }],
  'life.months': () => [{ year: 2026 }],
  'life.closedMonthChanges': ({ organizationId }) => [{ organizationId, year: 2026 }],
  'life.gapNotes': () => [{ year: 2026 }],
  'life.themePlans': () => [{ year: 2026 }],
  'exchange.signInSheet': () => [{ file: wireFile(bytesOf(plainSheet(['姓名', '签到'], [['王思齐', '√']]), 'xlsx'), '签到.xlsx') }],
  'exchange.sealFile': () => [{ file: { fileName: '签到.xlsx', base64: 'AAAA' }, passphrase: '口令口令口令' }],
  'settings.taskProgress': () => [{ runningTaskId: 'x' }],
  'settings.cancelTask': () => [{ runningTaskId: 'x' }],
}

const YEAR = { from: '2026-01-01', until: '2026-12-31' }
const draftsOf = ({ organizationId, processId }: Subject) => [
  { kind: 'W05', organizationId, processId, fields: { process: '经支委会研究，推荐酝酿产生。', place: '三楼会议室' } },
  { kind: 'W01', organizationId },
]

/** 响应里的全部文字：文件也拆开看（docx、xlsx、zip 套 zip）。 */
function textOf(value: unknown): string {
  const texts: string[] = []
  const unpack = (bytes: Uint8Array): void => {
    if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) {
      texts.push(new TextDecoder().decode(bytes))
      return
    }
    for (const [name, content] of Object.entries(unzipSync(bytes))) {
      texts.push(name)
      if (/\.(docx|xlsx|zip)$/.test(name)) unpack(content)
      else if (/\.(xml|rels|txt|html|json|csv|ics)$/.test(name)) texts.push(strFromU8(content))
    }
  }
  texts.push(
    JSON.stringify(value, (key, inner: unknown) => {
      if (key !== 'base64' || typeof inner !== 'string') return inner
      unpack(Buffer.from(inner, 'base64'))
      return ''
    }),
  )
  return texts.join('\n')
}

describe.each(['支部', '党总支'])('%s操作员能走的每条查询与导出', (scopeName) => {
  beforeAll(() => sitDown(scopeName))

  test('都有样例入参：没有必填项的不必列', async () => {
    for (const [route, endpoint] of readable) {
      const inputs = INPUTS[route]?.(mine) ?? [{}]
      for (const input of inputs) expect(endpoint.input.safeParse(input).success, `${route} 的样例入参`).toBe(true)
    }
    await Promise.resolve()
  })

  test.each(readable.filter(([route]) => !NEEDS_MACHINE.has(route)).map(([route]) => route))(
    '%s：响应里没有别的支部的编号、姓名、名称',
    async (route) => {
      for (const input of INPUTS[route]?.(mine) ?? [{}]) {
        const reply = await ask(route, input)
        expect(reply.ok || REFUSALS_OF_THEIR_OWN.has(reply.failure.code), JSON.stringify(reply).slice(0, 300)).toBe(true)
        // 自己填进去的字原样回来不算。
        const given = JSON.stringify(input)
        expect(foreign.foundIn(textOf(reply)).filter((token) => !given.includes(token))).toEqual([])
      }
    },
    60_000,
  )

  test.each(
    readable.map(([route]) => route).filter((route) => INPUTS[route]?.({ ...EMPTY }).some((input) => JSON.stringify(input).includes(MARK))),
  )('%s：换成别的支部的编号就拒绝，与不存在的说同样的话', async (route) => {
    const [theirInput] = INPUTS[route]?.(theirs) ?? []
    const [noInput] = INPUTS[route]?.({ ...EMPTY }) ?? []
    const reply = await ask(route, theirInput)
    const nowhere = await ask(route, noInput)
    expect(reply).toMatchObject({ ok: false, failure: { code: 'FORBIDDEN' } })
    expect(nowhere).toEqual(reply)
    expect(foreign.foundIn(JSON.stringify(reply))).toEqual([])
  })
})

test.each(['支部', '党总支'])('%s操作员的概况：党组织与党员只数自己范围里的', async (scopeName) => {
  sitDown(scopeName)
  const reply = await ask('settings.overview', {})
  const tree = (await ask('organization.tree', {})) as { value: { nodes: readonly unknown[] } }
  const list = (await ask('member.list', {})) as { value: { total: number } }
  expect(reply).toMatchObject({
    ok: true,
    value: { organizationCount: tree.value.nodes.length, memberCount: list.value.total, isEmpty: false },
  })
  const whole = await backend.call('settings.overview', {})
  expect(list.value.total).toBeLessThan(whole.memberCount)
  expect(list.value.total).toBeGreaterThan(0)
})

test('党总支操作员看得到下属支部的，支部操作员看不到上级与兄弟的', async () => {
  sitDown('党总支')
  expect(await ask('organization.card', { organizationId: mine.organizationId })).toMatchObject({ ok: true })
  const { ids } = await idsInTree()
  expect(ids.length).toBeGreaterThan(1)
  expect(ids).toContain(mine.organizationId)
  sitDown('支部')
  expect((await idsInTree()).ids).not.toContain(scopes.get('党总支')?.rootId)
})

async function idsInTree(): Promise<{ ids: string[] }> {
  const reply = (await ask('organization.tree', {})) as { value: { nodes: { id: string; level: string }[] } }
  return { ids: reply.value.nodes.filter(({ level }) => level !== '党小组').map(({ id }) => id) }
}

test('粘贴名单对姓名：别的支部的人与名册里没有的人，说的话一样', async () => {
  sitDown('支部')
  const names = [...foreign.names.slice(0, 40), '查无此人']
  const reply = await ask('life.matchNames', { organizationId: mine.organizationId, types: ['党员大会'], heldOn: '2026-09-10', names })
  expect(reply).toMatchObject({ ok: true })
  const { matches } = (
    reply as { value: { matches: { text: string; outcome: string; message: string; candidates: { memberId: string }[] }[] } }
  ).value
  expect(matches).toHaveLength(41)
  for (const { text, message } of matches.filter(({ outcome }) => outcome === '没有此人'))
    expect(message).toBe(`名册里没有“${text}”，请核对写法；外单位的人记在列席人员里`)
  const offered = matches.flatMap(({ candidates }) => candidates.map(({ memberId }) => memberId))
  expect(foreign.foundIn(offered.join())).toEqual([])
  expect(matches.filter(({ outcome }) => outcome === '非本支部')).toEqual([])
})

/** 用例自己的拒绝（这一届不用这份文书、没有到日子……），与放行无关。 */
const REFUSALS_OF_THEIR_OWN: ReadonlySet<string> = new Set(['DOCUMENT_INCOMPLETE'])

const MARK = '没有这个编号'
const EMPTY: Subject = {
  organizationId: MARK,
  memberId: MARK,
  activityId: MARK,
  fileId: MARK,
  processId: MARK,
  lifeMeetingId: MARK,
  reviewId: MARK,
  documentId: MARK,
  draftId: MARK,
  themePlanId: MARK,
}
