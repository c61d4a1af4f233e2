import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** 传输层的拒绝：还没到调度器就挡下了，因此不是信封，而是一句中文。 */
export class Rejection extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** 自己的页面一次带十几个头；再多的不是自己的页面，也不让 Node 把超出的悄悄丢掉。 */
const MAX_HEADERS = 64
/** 这些头各只认一个：给两个，前后各程序可能各取一个，查过的就不是用到的。 */
const SINGLE_HEADERS = ['host', 'origin', 'referer', 'content-type', 'content-length', 'x-jishi-key', 'sec-fetch-site']

export type Target = { kind: '路由'; route: string } | { kind: '文件'; pathname: string; offeredKey: string | null }

/**
 * 一个请求该不该理：头、主机名、来处、网址的写法、密钥，依次查；不该理的抛 `Rejection`。
 * 只看请求头，不碰请求体。密钥写在网址里的由调用者换成 cookie。
 */
export function checkRequest(request: IncomingMessage, key: string): { host: string; target: Target } {
  refuseOddHeaders(request)
  const host = ownHost(request)
  refuseForeignPage(request, host)
  const target = parseTarget(request, host)
  if (target.kind === '路由') {
    if (request.method !== 'POST') throw new Rejection(405, '调用路由只能用 POST。')
  } else if (request.method !== 'GET' && request.method !== 'HEAD') throw new Rejection(405, '界面文件只能用 GET 取。')
  if (target.kind === '文件' && target.offeredKey !== null) {
    if (!isSameKey(target.offeredKey, key)) throw new Rejection(403, '密钥不对：请用基石最近一次启动时给出的网址打开。')
  } else if (!holdsKey(request, key, cookieName(host))) throw new Rejection(401, '没有密钥或密钥已失效：请用基石启动时给出的网址打开。')
  return { host, target }
}

/** cookie 不分端口，所以名字带端口。 */
export function cookieName(host: string): string {
  return `jishi_${host.split(':')[1] ?? ''}`
}

function refuseOddHeaders(request: IncomingMessage): void {
  if (request.rawHeaders.length > MAX_HEADERS * 2) throw new Rejection(431, '请求头太多。')
  for (const name of SINGLE_HEADERS)
    if ((request.headersDistinct[name]?.length ?? 0) > 1) throw new Rejection(400, `请求头 ${name} 只能有一个。`)
  // 没有 WebSocket，也不换协议；不理会 Upgrade 而照常作答，会让中间的程序以为换成了。
  if (request.headers.upgrade !== undefined) throw new Rejection(400, '不支持换成别的协议。')
}

/** 防 DNS 重绑定：恶意域名解析到 127.0.0.1 时，Host 仍是那个域名。 */
function ownHost(request: IncomingMessage): string {
  const port = request.socket.localPort ?? 0
  const host = request.headers.host ?? ''
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) throw new Rejection(403, '只接受发给本机回环地址的请求。')
  return host
}

/**
 * 别的网页（含本机别的端口：端口不同仍算同站，SameSite 的 cookie 会带上）一律不理。
 * 浏览器替自己的页面写 same-origin，替地址栏里输入的写 none；自己的页面从不带 Referer。
 */
function refuseForeignPage(request: IncomingMessage, host: string): void {
  const { origin, referer } = request.headers
  const site = request.headers['sec-fetch-site']
  const isForeign =
    (origin !== undefined && origin !== `http://${host}`) ||
    (referer !== undefined && !referer.startsWith(`http://${host}/`)) ||
    (site !== undefined && site !== 'same-origin' && site !== 'none')
  if (isForeign) throw new Rejection(403, '不接受别的网页发来的请求。')
}

const ROUTE_TARGET = /^\/rpc\/([A-Za-z][A-Za-z0-9]*\.[A-Za-z][A-Za-z0-9]*)$/

function parseTarget(request: IncomingMessage, host: string): Target {
  const raw = request.url ?? ''
  // 路由照原样认：不解码、不化简 `..`，也不带参数。
  const route = ROUTE_TARGET.exec(raw)?.[1]
  if (route !== undefined) return { kind: '路由', route }
  // 绝对形式与 `//` 开头的目标会被 URL 解析成别的主机；自己的页面从不这样请求。
  if (!raw.startsWith('/') || raw.startsWith('//') || !URL.canParse(raw, `http://${host}`)) throw new Rejection(400, '网址不合要求。')
  const { pathname, searchParams } = new URL(raw, `http://${host}`)
  if (/^\/rpc(\/|$)/i.test(pathname)) throw new Rejection(404, '没有这条路由。')
  return { kind: '文件', pathname, offeredKey: searchParams.get('key') }
}

function holdsKey(request: IncomingMessage, key: string, name: string): boolean {
  const header = request.headers['x-jishi-key']
  if (typeof header === 'string') return isSameKey(header, key)
  const cookies = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return cookies.some((pair) => pair.startsWith(`${name}=`) && isSameKey(pair.slice(name.length + 1), key))
}

function isSameKey(offered: string, key: string): boolean {
  const a = Buffer.from(offered)
  const b = Buffer.from(key)
  return a.length === b.length && timingSafeEqual(a, b)
}
