import { mkdirSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHost } from '../../electron/host/http.ts'
import { scratchDirectory } from '../kit/scratch.ts'
import { callBytes, fileBytes, hostileRequests } from './hostile-requests.ts'

// 越权与畸形的请求逐例原样写进套接字：一个也到不了调度器，什么也不泄露，主机照常工作。
const KEY = 'k3y-Of_The-Loopback-Host_0123456789abcdefgh'
/** 界面产物之外的文件里的字；哪个响应里有它就是读出了界。 */
const SECRET = '目录之外的机密'
const PAGE = '界面首页'

// 例子在收集时就要列出来（标题里有名字），端口到起来以后才知道：名字按占位端口列，字节按真端口造。
const listed = hostileRequests({ port: 40_000, key: KEY })
const COUNT = listed.length

const scratch = scratchDirectory()
const dispatched: string[] = []
let server: Server
let port = 0

beforeAll(async () => {
  const bundleRoot = path.join(scratch.path, 'renderer')
  mkdirSync(path.join(bundleRoot, 'assets'), { recursive: true })
  writeFileSync(path.join(bundleRoot, 'index.html'), PAGE)
  writeFileSync(path.join(bundleRoot, 'assets', 'app.js'), PAGE)
  writeFileSync(path.join(bundleRoot, 'notes.txt'), SECRET)
  writeFileSync(path.join(scratch.path, 'secret.js'), SECRET)
  let now = 0
  server = createHost({
    dispatch: (route) => {
      dispatched.push(route)
      return Promise.resolve({ ok: true, value: '调度器答的' })
    },
    bundleRoot,
    key: KEY,
    // 速率另测；这里每个请求隔一秒，不让它替别的检查挡下。
    elapsed: () => (now += 1000),
    patience: { headers: 300, request: 600 },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
  scratch[Symbol.dispose]()
})

/** 写进去，等主机断开，返回它说的全部。 */
function exchange(bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let received = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setEncoding('utf8').on('data', (chunk: string) => (received += chunk))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(received))
  })
}

const statusesOf = (received: string) => [...received.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))

async function expectAlive(): Promise<void> {
  const before = dispatched.length
  expect(await exchange(callBytes({ port, key: KEY }))).toContain('调度器答的')
  expect(dispatched.length).toBe(before + 1)
}

test('不改动的写法会放行：下面每一例被拒，都是因为它改的那一处', async () => {
  await expectAlive()
  expect(await exchange(fileBytes({ port, key: KEY }, '/index.html'))).toContain(PAGE)
  for (const headers of [
    [`Origin: http://127.0.0.1:${port}`, 'Sec-Fetch-Site: same-origin'],
    [`Referer: http://127.0.0.1:${port}/`],
    [`Cookie: a=1; jishi_${port}=${KEY}`],
  ])
    expect(await exchange(callBytes({ port, key: KEY }, { headers }))).toContain('调度器答的')
  expect(await exchange(callBytes({ port, key: KEY }, { host: `localhost:${port}` }))).toContain('调度器答的')
})

test(`越权与畸形的请求共 ${COUNT} 例，不少于 200 例，没有重样的`, () => {
  expect(COUNT).toBeGreaterThanOrEqual(200)
  expect(new Set(listed.map(({ bytes }) => bytes.toString('latin1'))).size).toBe(COUNT)
  expect(hostileRequests({ port, key: KEY }).map(({ kind }) => kind)).toEqual(listed.map(({ kind }) => kind))
})

describe(`零放行（${COUNT} 例）`, () => {
  test.each(listed.map(({ kind, name }, index) => [index + 1, kind, name] as const))('%i %s：%s', async (number) => {
    const { bytes } = hostileRequests({ port, key: KEY })[number - 1] ?? { bytes: Buffer.alloc(0) }
    const before = dispatched.length
    const received = await exchange(bytes)
    expect(dispatched.length, '走到了调度器').toBe(before)
    for (const status of statusesOf(received)) expect(status, received.slice(0, 200)).toBeGreaterThanOrEqual(400)
    for (const leak of [KEY, SECRET, PAGE, '调度器答的', scratch.path]) expect(received).not.toContain(leak)
    expect(received).not.toMatch(/access-control-allow|set-cookie|location:|\bat \S+ \(|\.ts:/i)
    await expectAlive()
  })
})

describe('慢的与开着不放的', () => {
  test('请求头一个字一个字地挤：到时断开，不到调度器', async () => {
    const before = dispatched.length
    const startedAt = performance.now()
    const received = await new Promise<string>((resolve) => {
      let text = ''
      const bytes = callBytes({ port, key: KEY })
      const socket = connect(port, '127.0.0.1')
      let sent = 0
      const drip = setInterval(() => {
        if (sent < bytes.length) socket.write(bytes.subarray(sent, (sent += 1)))
      }, 50)
      socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      socket.on('error', () => undefined)
      socket.on('close', () => {
        clearInterval(drip)
        resolve(text)
      })
    })
    expect(statusesOf(received).every((status) => status >= 400)).toBe(true)
    expect(performance.now() - startedAt).toBeLessThan(5000)
    expect(dispatched.length).toBe(before)
    await expectAlive()
  })

  test('开二百条连接什么也不说：照常答正常的请求，到时全部断开', async () => {
    const sockets = Array.from({ length: 200 }, () => connect(port, '127.0.0.1').on('error', () => undefined))
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.on('connect', resolve))))
    await expectAlive()
    await Promise.all(
      sockets.map((socket) => (socket.closed ? Promise.resolve() : new Promise((resolve) => socket.on('close', resolve).resume()))),
    )
    await expectAlive()
  })
})
