import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import path from 'node:path'
import type { Envelope } from '../../shared/contract/envelope.ts'
import { bundleFile } from './bundle-files.ts'
import { SECURITY_HEADERS } from './security-headers.ts'

/** 花名册与公文都以 Base64 随 JSON 上来：64 MB 的请求体约合 48 MB 的文件。 */
export const MAX_BODY_BYTES = 64 * 1024 * 1024
/** 令牌桶：瞬时最多这么多个请求，之后每秒补这么多。一个人点不到，失控的脚本会撞上。 */
const BURST = 600
const REFILL_PER_SECOND = 200

export type HostOptions = {
  dispatch(route: string, input: unknown): Promise<Envelope>
  /** 界面产物所在目录的绝对路径。 */
  bundleRoot: string
  /** 每次启动随机生成的密钥：持有者就是用户本人。 */
  key: string
  /** 单调时钟，毫秒；测试可给定。 */
  elapsed?: () => number
}

/** 传输层的拒绝：还没到调度器就挡下了，因此不是信封，而是一句中文。 */
class Rejection extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/**
 * 回环主机：只在 127.0.0.1 上服务同一个界面与同一个调度器。
 * 别的网页、别的域名、没有密钥的程序都进不来；能进来的只有 `POST /rpc/<路由>` 与界面文件。
 */
export function createHost(options: HostOptions): Server {
  const admit = rateLimiter(options.elapsed ?? (() => performance.now()))
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 10_000 }, (request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
    answer(request, response, options, admit).catch((error: unknown) => {
      if (error instanceof Rejection) sayNo(response, error.status, error.message)
      else sayNo(response, 500, '本机的基石程序处理这个请求时出了意外。')
    })
  })
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\n\r\n')
    else socket.destroy()
  })
  return server
}

async function answer(request: IncomingMessage, response: ServerResponse, options: HostOptions, admit: () => boolean): Promise<void> {
  if (!admit()) throw new Rejection(429, '请求太多，请稍后再试。')
  const host = ownHost(request)
  refuseForeignOrigin(request, host)
  const url = parseTarget(request, host)
  const cookieName = `jishi_${host.split(':')[1] ?? ''}`

  if (url.pathname.startsWith('/rpc/')) {
    if (request.method !== 'POST') throw new Rejection(405, '调用路由只能用 POST。')
    if (!holdsKey(request, options.key, cookieName)) throw new Rejection(401, '没有密钥或密钥已失效：请用基石启动时给出的网址打开。')
    return answerCall(request, response, url.pathname.slice('/rpc/'.length), options)
  }

  if (request.method !== 'GET' && request.method !== 'HEAD') throw new Rejection(405, '界面文件只能用 GET 取。')
  const offered = url.searchParams.get('key')
  if (offered !== null) {
    if (!sameKey(offered, options.key)) throw new Rejection(403, '密钥不对：请用基石最近一次启动时给出的网址打开。')
    // 密钥换成 cookie 后立刻从地址栏去掉，免得留在历史记录与截图里。cookie 不分端口，所以名字带端口。
    response.setHeader('set-cookie', `${cookieName}=${options.key}; Path=/; HttpOnly; SameSite=Strict`)
    response.writeHead(303, { location: '/', 'cache-control': 'no-store' }).end()
    return
  }
  if (!holdsKey(request, options.key, cookieName)) throw new Rejection(401, '没有密钥或密钥已失效：请用基石启动时给出的网址打开。')
  const file = await bundleFile(path.resolve(options.bundleRoot), url.pathname)
  if (!file) throw new Rejection(404, '没有这个文件。')
  response.writeHead(200, {
    'content-type': file.mimeType,
    'content-length': file.bytes.length,
    'cache-control': file.isImmutable ? 'private, max-age=31536000, immutable' : 'no-store',
  })
  response.end(request.method === 'HEAD' ? undefined : file.bytes)
}

async function answerCall(request: IncomingMessage, response: ServerResponse, route: string, options: HostOptions): Promise<void> {
  const mediaType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') throw new Rejection(415, '请求体须是 application/json。')
  const body = await readBody(request)
  let input: unknown
  try {
    input = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new Rejection(400, '请求体不是完整的 JSON。')
  }
  const envelope = await options.dispatch(route, input)
  const reply = Buffer.from(JSON.stringify(envelope))
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': reply.length,
    'cache-control': 'no-store',
  })
  response.end(reply)
}

/** 防 DNS 重绑定：恶意域名解析到 127.0.0.1 时，Host 仍是那个域名。 */
function ownHost(request: IncomingMessage): string {
  const port = request.socket.localPort ?? 0
  const host = request.headers.host ?? ''
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) throw new Rejection(403, '只接受发给本机回环地址的请求。')
  return host
}

function refuseForeignOrigin(request: IncomingMessage, host: string): void {
  const { origin } = request.headers
  if (origin !== undefined && origin !== `http://${host}`) throw new Rejection(403, '不接受别的网页发来的请求。')
}

function parseTarget(request: IncomingMessage, host: string): URL {
  const target = request.url ?? ''
  // 绝对形式与 `//` 开头的目标会被 URL 解析成别的主机；自己的页面从不这样请求。
  if (!target.startsWith('/') || target.startsWith('//')) throw new Rejection(400, '网址不合要求。')
  try {
    return new URL(target, `http://${host}`)
  } catch {
    throw new Rejection(400, '网址不合要求。')
  }
}

function holdsKey(request: IncomingMessage, key: string, cookieName: string): boolean {
  const header = request.headers['x-jishi-key']
  if (typeof header === 'string') return sameKey(header, key)
  const cookies = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return cookies.some((pair) => pair.startsWith(`${cookieName}=`) && sameKey(pair.slice(cookieName.length + 1), key))
}

function sameKey(offered: string, key: string): boolean {
  const a = Buffer.from(offered)
  const b = Buffer.from(key)
  return a.length === b.length && timingSafeEqual(a, b)
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const tooLarge = new Rejection(413, `文件太大：一次最多 ${Math.round((MAX_BODY_BYTES * 3) / 4 / 1024 / 1024)} MB。`)
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw tooLarge
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function sayNo(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  // 请求体可能还没读完（如超大），不复用这条连接。
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', connection: 'close' })
  response.end(`${message}\n`)
}

function rateLimiter(elapsed: () => number): () => boolean {
  let tokens = BURST
  let last = elapsed()
  return () => {
    const now = elapsed()
    tokens = Math.min(BURST, tokens + ((now - last) / 1000) * REFILL_PER_SECOND)
    last = now
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}
