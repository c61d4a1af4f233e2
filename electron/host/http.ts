import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import path from 'node:path'
import type { Envelope } from '../../shared/contract/envelope.ts'
import { bundleFile } from './bundle-files.ts'
import { checkRequest, cookieName, Rejection } from './request-checks.ts'
import { SECURITY_HEADERS } from './security-headers.ts'

/** 花名册与公文都以 Base64 随 JSON 上来：64 MB 的请求体约合 48 MB 的文件。 */
export const MAX_BODY_BYTES = 64 * 1024 * 1024
/** 令牌桶：瞬时最多这么多个请求，之后每秒补这么多。一个人点不到，失控的脚本会撞上。 */
const BURST = 600
const REFILL_PER_SECOND = 200
/** 浏览器对一个主机只开六条连接；开着不放的占不满文件句柄。 */
const MAX_CONNECTIONS = 256

export type HostOptions = {
  dispatch(route: string, input: unknown): Promise<Envelope>
  /** 界面产物所在目录的绝对路径。 */
  bundleRoot: string
  /** 每次启动随机生成的密钥：持有者就是用户本人。 */
  key: string
  /** 单调时钟，毫秒；测试可给定。 */
  elapsed?: () => number
  /** 请求头、整个请求各等多少毫秒；测试可给短的。 */
  patience?: { headers: number; request: number }
}

/**
 * 回环主机：只在 127.0.0.1 上服务同一个界面与同一个调度器。
 * 别的网页、别的域名、没有密钥的程序都进不来；能进来的只有 `POST /rpc/<路由>` 与界面文件。
 */
export function createHost(options: HostOptions): Server {
  const elapsed = options.elapsed ?? (() => performance.now())
  const admit = { own: rateLimiter(elapsed), strange: rateLimiter(elapsed) }
  const { headers, request } = options.patience ?? { headers: 10_000, request: 60_000 }
  const timeouts = { headersTimeout: headers, requestTimeout: request, connectionsCheckingInterval: Math.min(headers, 5000) }
  const server = createServer(timeouts, (incoming, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
    answer(incoming, response, options, admit).catch((error: unknown) => {
      if (error instanceof Rejection) sayNo(response, error.status, error.message)
      else sayNo(response, 500, '本机的基石程序处理这个请求时出了意外。')
    })
  })
  // 缺省只记前两千个头、其余悄悄丢掉；这里一个不丢，由大小上限与 checkRequest 拒绝。
  server.maxHeadersCount = 0
  server.maxConnections = MAX_CONNECTIONS
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\n\r\n')
    else socket.destroy()
  })
  return server
}

/** 自己的页面与不相干的各有各的份额：别人发得再多，也不耽误用户。 */
type Admit = { own: () => boolean; strange: () => boolean }

async function answer(request: IncomingMessage, response: ServerResponse, options: HostOptions, admit: Admit): Promise<void> {
  const { host, target } = checked(request, options.key, admit)
  if (target.kind === '路由') return answerCall(request, response, target.route, options)
  if (target.offeredKey !== null) {
    // 密钥换成 cookie 后立刻从地址栏去掉，免得留在历史记录与截图里。
    response.setHeader('set-cookie', `${cookieName(host)}=${options.key}; Path=/; HttpOnly; SameSite=Strict`)
    response.writeHead(303, { location: '/', 'cache-control': 'no-store' }).end()
    return
  }
  const file = await bundleFile(path.resolve(options.bundleRoot), target.pathname)
  if (!file) throw new Rejection(404, '没有这个文件。')
  response.writeHead(200, {
    'content-type': file.mimeType,
    'content-length': file.bytes.length,
    'cache-control': file.isImmutable ? 'private, max-age=31536000, immutable' : 'no-store',
  })
  response.end(request.method === 'HEAD' ? undefined : file.bytes)
}

function checked(request: IncomingMessage, key: string, admit: Admit): ReturnType<typeof checkRequest> {
  const tooMany = '请求太多，请稍后再试。'
  let passed: ReturnType<typeof checkRequest>
  try {
    passed = checkRequest(request, key)
  } catch (error) {
    throw admit.strange() ? error : new Rejection(429, tooMany)
  }
  if (!admit.own()) throw new Rejection(429, tooMany)
  return passed
}

async function answerCall(request: IncomingMessage, response: ServerResponse, route: string, options: HostOptions): Promise<void> {
  // 压缩过的请求体要先解开才知道多大；自己的页面不压缩。
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') throw new Rejection(415, '请求体不要压缩。')
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
