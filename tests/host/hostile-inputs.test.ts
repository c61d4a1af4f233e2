import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contract } from '../../shared/contract/index.ts'
import { envelope } from '../../shared/contract/envelope.ts'
import { createHost } from '../../electron/host/http.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'

// 有密钥、写法也对，但内容是坏的：到得了调度器，做不成任何事。后面是真的后端与真的数据文件。
const KEY = 'k'
let app: TestBackend
let server: Server
let origin = ''

beforeAll(async () => {
  app = openTestBackend()
  server = createHost({
    dispatch: (route, input) => app.backend.dispatcher.dispatch(route, input),
    bundleRoot: '/nowhere',
    key: KEY,
    elapsed: (
      (now) => () =>
        (now += 1000)
    )(0),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await app[Symbol.asyncDispose]()
})

async function post(route: string, body: string): Promise<{ status: number; text: string }> {
  const headers = { 'content-type': 'application/json', 'x-jishi-key': KEY }
  const response = await fetch(`${origin}/rpc/${route}`, { method: 'POST', headers, body })
  return { status: response.status, text: await response.text() }
}

const entries = async () => (await app.call('settings.verifyJournal', {})).count

/** 被挡在主机外（4xx），或信封说不行；什么也没写，说法是中文，没有内部细节，之后照常。 */
async function expectNothingDone(route: string, body: string): Promise<void> {
  const before = await entries()
  const { status, text } = await post(route, body)
  if (status === 200) {
    const reply = envelope.parse(JSON.parse(text))
    if (reply.ok) throw new Error(`${route} 竟做成了：${text.slice(0, 200)}`)
    expect(['UNKNOWN_ROUTE', 'INVALID_INPUT']).toContain(reply.failure.code)
    expect(reply.failure.message).toMatch(/[\u4e00-\u9fff]/)
  } else expect(status).toBeGreaterThanOrEqual(400)
  expect(text).not.toMatch(/\bat \S+ \(|\.ts:|sqlite_|SELECT |ZodError/)
  expect(await entries()).toBe(before)
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
}

describe('没有的路由', () => {
  test.each([
    'constructor.name',
    'toString.call',
    'hasOwnProperty.call',
    'settings.nothing',
    'Settings.overview',
    'settings.Overview',
    'x.y',
  ])('%s', (route) => expectNothingDone(route, '{}'))
})

/** 每个收入参的命令都试一遍：形状不对的一概不做。 */
const commands = Object.entries(contract)
  .filter(([, endpoint]) => endpoint.kind !== 'query' && !endpoint.input.safeParse({}).success)
  .map(([route]) => route)

const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
const HOSTILE: Readonly<Record<string, string>> = {
  空值: 'null',
  数: '1e309',
  文字: '"x"',
  数组: '[]',
  污染原型: '{"__proto__":{"polluted":true}}',
  污染构造器: '{"constructor":{"prototype":{"polluted":true}}}',
  转义写的污染: '{"\\u005f_proto__":{"polluted":true}}',
  冒充有方法的对象: '{"toString":1,"valueOf":1,"toJSON":"x","then":"x"}',
}

test(`契约里须有入参的写入路由有 ${commands.length} 条，都在下面`, () => {
  expect(commands.length).toBeGreaterThan(100)
})

describe('须有入参的每条写入路由', () => {
  test.each(Object.entries(HOSTILE))('%s：一条也不做', async (_name, body) => {
    for (const route of commands) await expectNothingDone(route, body)
  })
})

test.each(['党组织的形状', '整个请求体', '每个字段'])('嵌套十万层（%s）：一条也不做，不撑爆栈', async (place) => {
  const body = {
    党组织的形状: `{"code":"001","profile":${deep(100_000)}}`,
    整个请求体: deep(100_000),
    每个字段: `{"id":${deep(100_000)},"name":${deep(100_000)}}`,
  }[place]
  for (const route of ['organization.create', ...commands.slice(0, 5)]) await expectNothingDone(route, body ?? '')
})

/** 只收对象的查询没有必填项时，多余的键不起作用，也不会改到别处去。 */
test('没有必填项的查询：污染原型的键不起作用', async () => {
  for (const body of [HOSTILE['污染原型'] ?? '', HOSTILE['污染构造器'] ?? '', HOSTILE['转义写的污染'] ?? '']) {
    await post('settings.overview', body)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  }
})

test('文字里的控制符、半个代理对、超长的字：存得下就原样取回，存不下就拒绝，不坏库', async () => {
  const profile = {
    level: '党委',
    parentId: null,
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
  }
  const names = [
    '\u0000',
    '名\u0000字',
    '\ud800',
    '\u202e反过来',
    'x'.repeat(5_000_000),
    "'; DROP TABLE member; --",
    '%00',
    '${7*7}',
    '<b>党委</b>',
  ]
  const outcomes: string[] = []
  for (const [index, name] of names.entries()) {
    const input = {
      code: `9${String(index).padStart(2, '0')}`,
      establishedOn: '2010-01-01',
      establishmentDocumentNo: '',
      profile: { ...profile, name },
    }
    const { status, text } = await post('organization.create', JSON.stringify(input))
    const reply = status === 200 ? envelope.parse(JSON.parse(text)) : null
    outcomes.push(reply?.ok === true ? '存下' : '拒绝')
    const stored = JSON.stringify(await app.call('organization.tree', {})).includes(JSON.stringify(name).slice(1, -1))
    expect(stored, JSON.stringify(name).slice(0, 40)).toBe(reply?.ok === true)
  }
  expect(outcomes).toContain('存下')
  expect(outcomes).toContain('拒绝')
  expect(await app.call('settings.verifyJournal', {})).toMatchObject({ isIntact: true })
})
