import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { Endpoint } from '../../shared/contract/endpoint.ts'
import { contract } from '../../shared/contract/index.ts'
import { openDemoBackend, type TestBackend } from '../kit/backend.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'
import { findSubject, type Subject } from '../kit/scope-subject.ts'

// 除了看原文的三条命令与写明用途的导出，任何响应里都找不到名册里的一个证号、一个手机号，
// 找不到谈话要点与处分的原文。先看契约里谁的出参带着这些字段，再拿演示集团真的走一遍。

const endpoints = Object.entries<Endpoint>(contract)

/** 看原文的：入操作日志的命令。 */
const REVEALING = ['member.reveal', 'member.revealEvent', 'life.revealTalk']

/** 出参里有敏感字段的路由与怎么处置；遮＝后端先遮再给，原文＝必须给原文的理由。 */
const DECISIONS: Readonly<Record<string, string>> = {
  'member.reveal': '看原文：逐项、入日志',
  'member.revealEvent': '看原文：处分等的内容，入日志',
  'life.revealTalk': '看原文：谈话要点，入日志',
  'member.list': '遮',
  'member.detail': '遮',
  'member.recycled': '遮，连同不能恢复的原因里的证号',
  'member.departed': '遮；开除、除名等的说明与文号也遮',
  'member.batchChanges': '遮；前后值说出第几位不同',
  'member.batchReversal': '遮；冲突的三个值都遮',
  'member.life': '遮；处分等整段遮',
  'exchange.previewRoster': '遮；行号与格子名认得出是哪一行',
  'organization.tree': '原文：党组织的联系电话是对外的工作电话，印在公文附注里',
  'organization.card': '原文：同上',
  'settings.overview': '原文：本单位的联系电话，同上',
}

/** 出参里叫这些名字的字段就是敏感的；`detail`、`note` 只在一生与减员里是处分的内容。 */
const SENSITIVE_KEYS = ['identityNumber', 'mobile', 'landline', 'points', 'contactPhone']

/** 出参带文件而不记导出的：预览与自己另记的。 */
const NOT_EXPORTS: Readonly<Record<string, string>> = {
  'correspondence.previewPdf': '页面里的预览，还没有交到人手里',
  'correspondence.templateFile': '空的红头模板，没有记录内容',
  'settings.exportJournal': '自己记一条，连同末条散列',
}

function outputSchema(endpoint: Endpoint): string {
  return JSON.stringify(z.toJSONSchema(endpoint.output, { io: 'output', unrepresentable: 'any' }))
}

describe('契约', () => {
  test('出参里有敏感字段的路由都写明了怎么处置，没有多余的', () => {
    const carrying = endpoints
      .filter(([, endpoint]) => SENSITIVE_KEYS.some((key) => outputSchema(endpoint).includes(`"${key}":`)))
      .map(([route]) => route)
    expect(carrying.filter((route) => DECISIONS[route] === undefined)).toEqual([])
    const routes = new Set(endpoints.map(([route]) => route))
    expect(Object.keys(DECISIONS).filter((route) => !routes.has(route))).toEqual([])
  })

  test('看原文的都是命令：入操作日志', () => {
    expect(REVEALING.map((route) => endpoints.find(([name]) => name === route)?.[1].kind)).toEqual(['command', 'command', 'command'])
  })

  test('产出文件的路由都记导出；不记的写明为什么', () => {
    const silent = endpoints
      .filter(([, endpoint]) => outputSchema(endpoint).includes('"base64":') && endpoint.isExport !== true)
      .map(([route]) => route)
    expect(silent.toSorted()).toEqual(Object.keys(NOT_EXPORTS).toSorted())
  })
})

const SECRET_POINTS = '谈到家里老人住院，想调离一线岗位'
const SECRET_DISCIPLINE = { detail: '严重警告', documentNo: '厦纪立〔2026〕77号', note: '违反中央八项规定精神收受礼金' } as const

let backend: TestBackend
let subject: Subject
let secrets: ReadonlySet<string>

beforeAll(async () => {
  backend = await openDemoBackend()
  ;({ mine: subject } = await findSubject(backend))
  const { organizationId, memberId } = subject
  const { rows } = await backend.call('member.list', { organizationId, limit: 3 })
  await backend.call('member.recordEvent', {
    memberIds: [memberId],
    event: { kind: '处分', occurredOn: '2026-09-01', ...SECRET_DISCIPLINE },
  })
  await backend.call('life.recordTalks', {
    organizationId,
    heldOn: '2026-09-10',
    talkerIds: [rows[1]?.id ?? ''],
    memberIds: [memberId],
    kind: '日常',
    means: '见面',
    points: SECRET_POINTS,
  })
  const profile = syntheticPerson(900, { mobile: '13811119999' })
  const made = await backend.call('member.create', { profile, branchId: organizationId, groupId: null, fromOn: '2026-09-01' })
  await backend.call('member.remove', { memberId: made.memberId, reason: '登错' })
  const stored = await backend.backend.database.kysely.selectFrom('member').select(['identityNumber', 'mobile', 'landline']).execute()
  const contacts = new Set(
    (await backend.backend.database.kysely.selectFrom('organizationVersion').select('contactPhone').execute()).map(
      ({ contactPhone }) => contactPhone,
    ),
  )
  const numbers = stored.flatMap(({ identityNumber, mobile, landline }) => [identityNumber, mobile, landline])
  secrets = new Set(numbers.filter((each) => each.length >= 11 && !contacts.has(each)))
  expect(secrets.size).toBeGreaterThan(1500)
}, 600_000)
afterAll(() => backend[Symbol.asyncDispose]())

/** 响应里出现的原文。整串数字先抠出来比，两千个号码逐个找太慢。 */
function leaksIn(text: string): string[] {
  const numbers = [...text.matchAll(/\d{10,17}[\dXx]?|0\d{2,3}-\d{7,8}/g)]
    .map(([number]) => number.toUpperCase())
    .filter((each) => secrets.has(each))
  const { documentNo, note } = SECRET_DISCIPLINE
  return [...new Set(numbers), ...[SECRET_POINTS, documentNo, note].filter((secret) => text.includes(secret))]
}

/** 响应里的全部文字；docx、xlsx、zip 拆开看。 */
function textOf(value: unknown): string {
  const texts: string[] = []
  const unpack = (bytes: Uint8Array): void => {
    if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return void texts.push(new TextDecoder().decode(bytes))
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

const YEAR = { from: '2026-01-01', until: '2026-12-31' }

/** 按字段名填必填项。 */
const VALUES: Readonly<Record<string, () => unknown>> = {
  organizationId: () => subject.organizationId,
  branchId: () => subject.organizationId,
  memberId: () => subject.memberId,
  activityId: () => subject.activityId,
  fileId: () => subject.fileId,
  processId: () => subject.processId,
  meetingId: () => subject.lifeMeetingId,
  reviewId: () => subject.reviewId,
  documentId: () => subject.documentId,
  draftId: () => subject.draftId,
  themePlanId: () => subject.themePlanId,
  year: () => 2026,
  month: () => '2026-08',
  asOf: () => '2026-09-14',
  on: () => '2026-09-14',
  heldOn: () => '2026-09-10',
  range: () => YEAR,
  text: () => '学习',
  types: () => ['党员大会'],
  format: () => 'docx',
  paper: () => '记录',
  filter: () => ({}),
  dimension: () => '性别',
  bucket: () => '男',
  way: () => '重新划分',
  withPhotos: () => false,
  names: () => ['张三'],
  direction: () => '期末',
  cause: () => null,
  ruleId: () => 'G02',
  itemId: () => '2.1',
}

/** 光按字段名填不对的。 */
const INPUTS: Readonly<Record<string, () => readonly unknown[]>> = {
  'member.list': () => [{ limit: 500 }, { limit: 500, offset: 500 }, { search: '138', limit: 500 }],
  'exchange.exportTable': () => ['official', 'memberLibrary', 'oldStatistics'].map((layout) => ({ layout, format: 'xlsx', filter: {} })),
  'life.exportAllLedgers': () => [{ year: 2026, formats: ['xlsx'], withPhotos: false }],
  'calendar.exportWallChart': () => [{ year: 2026, paper: 'A3', format: 'docx' }],
  'compliance.exportCheckSheet': () => [{ format: 'xlsx' }],
  'settings.journal': () => [{ limit: 500 }, { limit: 500, offset: 500 }],
  'correspondence.exportMany': () => [{ documentIds: [subject.documentId], format: 'docx 包' }],
  'correspondence.draft': () => [{ kind: 'W05', organizationId: subject.organizationId, processId: subject.processId }],
}

/** 必填项按字段名填；有填不出的返回 null。 */
function filled(endpoint: Endpoint): readonly unknown[] | null {
  const schema = z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any' }) as { required?: string[] }
  const entries = (schema.required ?? []).map((key) => [key, VALUES[key]?.()] as const)
  if (entries.some(([, value]) => value === undefined)) return null
  const input = Object.fromEntries(entries)
  return endpoint.input.safeParse(input).success ? [input] : null
}

/** 读数据而不改的：查询与产出文件的长任务。要浏览器、要本机软件、要外来文件的不在内。 */
const NEEDS_MORE =
  /Pdf$|openDocument|preview(Roster|Annotations)|importAnnotations|recognizeSheets|signInSheet|sealFile|readTemplate|readHolidayFile|exportCollectionForms/
const readable = endpoints.filter(
  ([route, { kind, isExport }]) => (kind === 'query' || isExport === true) && !NEEDS_MORE.test(route) && !route.startsWith('security.'),
)

describe('演示集团的实际响应', () => {
  let walked = 0

  test.each(readable)(
    '%s：没有名册里的证号、电话，没有谈话要点与处分原文',
    async (route, endpoint) => {
      const inputs = INPUTS[route]?.() ?? filled(endpoint)
      if (inputs === null) return
      for (const input of inputs) {
        const reply = await backend.backend.dispatcher.dispatch(route, input)
        expect(leaksIn(textOf(reply))).toEqual([])
        if (reply.ok) walked += 1
      }
    },
    120_000,
  )

  test('走到的路由够多：入参造不出、都被拒绝的不算', () => {
    expect(walked).toBeGreaterThan(90)
  })

  test('撤下日志里的原文：操作日志的入参与说明也没有', async () => {
    const rows = await backend.backend.database.kysely.selectFrom('journal').select(['summary', 'inputJson']).execute()
    expect(leaksIn(JSON.stringify(rows))).toEqual([])
  })

  test('导入预览：同一批人再导一次，响应里没有一个完整的号码', async () => {
    const exported = await backend.call('exchange.exportRoster', { fullNumbers: { purpose: '核对' } })
    expect(leaksIn(textOf(exported)).length).toBeGreaterThan(1000)
    const preview = await backend.call('exchange.previewRoster', { file: exported })
    expect(preview.rows.length).toBeGreaterThan(1000)
    expect(leaksIn(JSON.stringify(preview))).toEqual([])
    expect(leaksIn(JSON.stringify(await backend.call('exchange.recognizeSheets', { file: exported })))).toEqual([])
  }, 120_000)

  test('导出留痕：谁、多少人、给没给全文、做什么用', async () => {
    await backend.call('exchange.exportRoster', { organizationId: subject.organizationId })
    const { rows } = await backend.call('settings.journal', { limit: 1 })
    expect(rows[0]).toMatchObject({ route: 'exchange.exportRoster', actor: '本机用户' })
    expect(rows[0]?.summary).toMatch(/^导出“党员名册-2026-09-14\.xlsx”：\d+ 人，证号与电话遮着$/)
    await backend.call('exchange.exportRoster', { organizationId: subject.organizationId, fullNumbers: { purpose: '报上级党委组织部' } })
    const [full] = (await backend.call('settings.journal', { limit: 1 })).rows
    expect(full?.summary).toMatch(/^导出“党员名册-2026-09-14\.xlsx”：\d+ 人，含完整的证号与电话，用途：报上级党委组织部$/)
  })

  test('采集表非要完整的号码不可：没写用途不给，写了才给', async () => {
    const input = { filter: { organizationId: subject.organizationId }, packing: '一个党支部合订一份' } as const
    expect(await backend.refused('exchange.exportCollectionForms', input)).toMatchObject({ code: 'PURPOSE_REQUIRED' })
    const { file } = await backend.call('exchange.exportCollectionForms', { ...input, fullNumbers: { purpose: '本人核对签字' } })
    expect(leaksIn(textOf({ file })).length).toBeGreaterThan(0)
  }, 60_000)
})
