import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureBuilt } from '../kit/built.ts'
import { startHost, type RunningHost } from '../kit/host.ts'
import { scratchDirectory } from '../kit/scratch.ts'

// 别的网页、别的域名、没有密钥的程序、畸形的请求：一个也不放行。
const scratch = scratchDirectory()
let host: RunningHost

beforeAll(async () => {
  ensureBuilt()
  host = await startHost(scratch.path, { today: '2026-09-14' })
})

afterAll(async () => {
  await host.stop()
  scratch[Symbol.dispose]()
})

type Reply = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

/** 用最底层的客户端发请求：fetch 不让改 Host、Origin，也会替我们整理路径。 */
function send(options: { method?: string; path: string; headers?: Record<string, string>; body?: string }): Promise<Reply> {
  const { port } = new URL(host.origin)
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, method: options.method ?? 'GET', path: options.path, headers: options.headers, agent: false },
      (incoming) => {
        let body = ''
        incoming.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }))
      },
    )
    outgoing.on('error', reject)
    outgoing.end(options.body)
  })
}

const JSON_HEADERS = { 'content-type': 'application/json' }
const rpc = (headers: Record<string, string>, extra: { method?: string; path?: string; body?: string } = {}) =>
  send({
    method: extra.method ?? 'POST',
    path: extra.path ?? '/rpc/settings.overview',
    headers,
    ...(extra.method === undefined ? { body: extra.body ?? '{}' } : {}),
  })

describe('该放行的', () => {
  test('首次访问带密钥：换成 HttpOnly、SameSite=Strict 的 cookie，网址里去掉密钥', async () => {
    const first = await send({ path: `/?key=${host.key}` })
    expect(first.status).toBe(303)
    expect(first.headers['location']).toBe('/')
    const cookie = String(first.headers['set-cookie'])
    expect(cookie).toMatch(/; HttpOnly/)
    expect(cookie).toMatch(/; SameSite=Strict/)
    const page = await send({ path: '/', headers: { cookie: cookie.split(';')[0] ?? '' } })
    expect(page.status).toBe(200)
    expect(page.body).toContain('<div id="root">')
    const script = /src="\.(\/assets\/[^"]+\.js)"/.exec(page.body)?.[1] ?? ''
    const asset = await send({ path: script, headers: { cookie: cookie.split(';')[0] ?? '' } })
    expect(asset).toMatchObject({ status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8' } })
    expect(asset.headers['cache-control']).toContain('immutable')
  })

  test('带密钥头或 cookie 的同源调用', async () => {
    const { port } = new URL(host.origin)
    for (const headers of [{ 'x-jishi-key': host.key }, { cookie: `other=1; jishi_${port}=${host.key}`, origin: host.origin }]) {
      const reply = await rpc({ ...JSON_HEADERS, ...headers })
      expect(reply.status).toBe(200)
      expect(JSON.parse(reply.body)).toMatchObject({ ok: true, value: { today: '2026-09-14' } })
    }
  })

  test('用 localhost 打开也行，Origin 须与之一致', async () => {
    const { port } = new URL(host.origin)
    const own = { ...JSON_HEADERS, 'x-jishi-key': host.key, host: `localhost:${port}` }
    expect((await rpc({ ...own, origin: `http://localhost:${port}` })).status).toBe(200)
    expect((await rpc({ ...own, origin: host.origin })).status).toBe(403)
  })
})

describe('不该放行的', () => {
  const withKey = () => ({ ...JSON_HEADERS, 'x-jishi-key': host.key })
  const anotherPort = () => String(Number(new URL(host.origin).port) + 1)

  test.each<[string, number, () => Promise<Reply>]>([
    ['没有密钥', 401, () => rpc(JSON_HEADERS)],
    ['错的密钥头', 401, () => rpc({ ...JSON_HEADERS, 'x-jishi-key': host.key.replace(/.$/, '!') })],
    ['空的密钥头', 401, () => rpc({ ...JSON_HEADERS, 'x-jishi-key': '' })],
    ['别的端口的 cookie', 401, () => rpc({ ...JSON_HEADERS, cookie: `jishi_${anotherPort()}=${host.key}` })],
    ['密钥只在网址里（路由不带参数）', 404, () => rpc(JSON_HEADERS, { path: `/rpc/settings.overview?key=${host.key}` })],
    ['网址里错的密钥', 403, () => send({ path: '/?key=wrong' })],
    ['网址里空的密钥', 403, () => send({ path: '/?key=' })],
    ['没有密钥取界面', 401, () => send({ path: '/' })],
    ['没有密钥取产物', 401, () => send({ path: '/index.html' })],
    ['DNS 重绑定：别的 Host', 403, () => rpc({ ...withKey(), host: 'evil.example' })],
    ['别的 Host 带对的端口', 403, () => rpc({ ...withKey(), host: `evil.example:${new URL(host.origin).port}` })],
    ['Host 端口不对', 403, () => rpc({ ...withKey(), host: `127.0.0.1:${anotherPort()}` })],
    ['跨站的 Origin', 403, () => rpc({ ...withKey(), origin: 'https://evil.example' })],
    ['Origin 为 null（沙箱框、file://）', 403, () => rpc({ ...withKey(), origin: 'null' })],
    ['本机别的端口的 Origin', 403, () => rpc({ ...withKey(), origin: `http://127.0.0.1:${anotherPort()}` })],
    ['https 的同名 Origin', 403, () => rpc({ ...withKey(), origin: host.origin.replace('http:', 'https:') })],
    ['跨站页面拿着密钥打开界面', 403, () => send({ path: `/?key=${host.key}`, headers: { origin: 'https://evil.example' } })],
    ['GET 调用路由', 405, () => rpc(withKey(), { method: 'GET' })],
    ['PUT 调用路由', 405, () => rpc(withKey(), { method: 'PUT' })],
    ['OPTIONS 预检', 405, () => rpc({ ...withKey(), 'access-control-request-method': 'POST' }, { method: 'OPTIONS' })],
    ['POST 界面文件', 405, () => send({ method: 'POST', path: '/', headers: withKey(), body: '{}' })],
    ['表单类型（跨站可免预检）', 415, () => rpc({ ...withKey(), 'content-type': 'text/plain' })],
    ['没有内容类型', 415, () => rpc({ 'x-jishi-key': host.key })],
    ['类型名里夹带', 415, () => rpc({ ...withKey(), 'content-type': 'text/plain; application/json' })],
    ['不完整的 JSON', 400, () => rpc(withKey(), { body: '{"a":' })],
    ['空的请求体', 400, () => rpc(withKey(), { body: '' })],
    ['不是 UTF-8', 400, () => rpc(withKey(), { body: Buffer.from([0x22, 0xff, 0x22]).toString('latin1') + '\u00ff' })],
    ['声称超大的请求体', 413, () => rpc({ ...withKey(), 'content-length': String(65 * 1024 * 1024) })],
    ['绝对形式的网址', 400, () => rpc(withKey(), { path: 'http://evil.example/rpc/settings.overview' })],
    ['双斜杠的网址', 400, () => rpc(withKey(), { path: '//evil.example/rpc/settings.overview' })],
  ])('%s → %i', async (_name, status, act) => {
    const reply = await act()
    expect(reply.status).toBe(status)
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(reply.body).toMatch(/[\u4e00-\u9fff]/)
    // 不泄露堆栈、路径与数据；被拒的响应也带安全头，且从不给跨源许可。
    expect(reply.body).not.toMatch(/at \S+ \(|\.js|\.ts|sqlite/i)
    expect(reply.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
    expect(String(reply.headers['content-security-policy'])).toContain("frame-ancestors 'none'")
    expect(reply.headers['access-control-allow-origin']).toBeUndefined()
    expect(reply.headers['set-cookie']).toBeUndefined()
  })

  test.each([
    '/../package.json',
    '/assets/../../main/call.js',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/assets/%00.js',
    '/assets/..%5c..%5cmain%5ccall.js',
    '/%E0%A4%A',
    '/assets',
    '/.built',
    '/main/call.js',
    '/基石.sqlite',
  ])('界面目录之外的、没有的：%s → 404', async (path) => {
    const reply = await send({ path: encodeURI(path).replaceAll('%25', '%'), headers: { 'x-jishi-key': host.key } })
    expect(reply.status).toBe(404)
    expect(reply.body).not.toContain('"name"')
  })

  test('边传边超：没有声明长度的超大请求体被掐断', async () => {
    const { port } = new URL(host.origin)
    const status = await new Promise<number>((resolve) => {
      const outgoing = request(
        { host: '127.0.0.1', port, method: 'POST', path: '/rpc/settings.overview', headers: withKey(), agent: false },
        (incoming) => {
          resolve(incoming.statusCode ?? 0)
          outgoing.destroy()
        },
      )
      outgoing.on('error', () => resolve(413))
      const chunk = Buffer.alloc(4 * 1024 * 1024, 0x20)
      const pump = (left: number) => {
        if (left > 0 && !outgoing.destroyed) outgoing.write(chunk, () => pump(left - 1))
      }
      pump(17)
    })
    expect(status).toBe(413)
  })

  test('不是 HTTP 的东西、重复的 Host、夹带换行：断开，主机照常工作', async () => {
    const { port } = new URL(host.origin)
    for (const bytes of [
      '\u0000\u0001\u0002\r\n\r\n',
      'GET / HTTP/1.1\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
      'POST /rpc/x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    ]) {
      const answer = await new Promise<string>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes))
        let received = ''
        socket.on('data', (chunk) => (received += chunk.toString()))
        socket.on('error', () => resolve(received))
        socket.on('close', () => resolve(received))
      })
      expect(answer).not.toMatch(/^HTTP\/1\.1 200/)
    }
    expect((await rpc(withKey())).status).toBe(200)
  })
})
