/** 一个不该放行的请求：原样写进套接字的字节。`halts` 是写完不关，看主机等多久。 */
export type HostileRequest = { kind: string; name: string; bytes: Buffer }

type Call = {
  method?: string
  target?: string
  version?: string
  /** 缺省为自己的主机名与端口；null 为不写。 */
  host?: string | null
  /** 缺省带对的密钥头；null 为不带。 */
  key?: string | null
  contentType?: string | null
  headers?: readonly string[]
  body?: string | Buffer
  /** 缺省写 Content-Length；null 为不写（自己在 headers 里写）。 */
  length?: number | null
}

type Own = { port: number; key: string }

/** 只改 `change` 里的几处，其余都是会放行的写法：被拒就是因为这几处。 */
export function callBytes({ port, key }: Own, change: Call = {}): Buffer {
  const body = typeof change.body === 'string' || change.body === undefined ? Buffer.from(change.body ?? '{}') : change.body
  const host = change.host === undefined ? `127.0.0.1:${port}` : change.host
  const length = change.length === undefined ? body.length : change.length
  const contentType = change.contentType === undefined ? 'application/json' : change.contentType
  const offered = change.key === undefined ? key : change.key
  const head = [
    `${change.method ?? 'POST'} ${change.target ?? '/rpc/settings.overview'} ${change.version ?? 'HTTP/1.1'}`,
    ...(host === null ? [] : [`Host: ${host}`]),
    ...(offered === null ? [] : [`X-Jishi-Key: ${offered}`]),
    ...(contentType === null ? [] : [`Content-Type: ${contentType}`]),
    ...(length === null ? [] : [`Content-Length: ${length}`]),
    ...(change.headers ?? []),
    'Connection: close',
  ]
  // latin1：测试里有意写进不合规的单字节。
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body])
}

/** 取界面文件的请求，带对的密钥。 */
export function fileBytes(own: Own, target: string, change: Call = {}): Buffer {
  return callBytes(own, { method: 'GET', target, contentType: null, length: null, body: '', ...change })
}

/** 全部例子。分类的依据：谁发的（来处、主机名、密钥），发的什么（网址、方法、头、请求体），怎么发的（分帧、升级、慢）。 */
export function hostileRequests(own: Own): HostileRequest[] {
  const { port, key } = own
  const call = (change: Call) => callBytes(own, change)
  const file = (target: string, change: Call = {}) => fileBytes(own, target, change)
  const each = <T>(kind: string, values: readonly T[], bytes: (value: T) => Buffer | string): HostileRequest[] =>
    values.map((value) => ({ kind, name: shortened(value), bytes: Buffer.from(bytes(value)) }))
  const named = (kind: string, cases: Readonly<Record<string, Buffer | string>>): HostileRequest[] =>
    Object.entries(cases).map(([name, bytes]) => ({ kind, name, bytes: Buffer.from(bytes) }))
  const wrongKey = key.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
  const complete = call({}).toString('latin1')

  return [
    ...each('主机名（DNS 重绑定）', foreignHosts(port), (host) => call({ host })),
    ...named('主机名（DNS 重绑定）', {
      不写: call({ host: null }),
      '写两个，对的在前': call({ headers: ['Host: evil.example'] }),
      '写两个，对的在后': call({ host: 'evil.example', headers: [`Host: 127.0.0.1:${port}`] }),
      'X-Forwarded-Host 冒充': call({ host: 'evil.example', headers: [`X-Forwarded-Host: 127.0.0.1:${port}`] }),
      'Forwarded 冒充': call({ host: 'evil.example', headers: [`Forwarded: host=127.0.0.1:${port}`] }),
    }),
    ...each('来处', foreignOrigins(port), (origin) => call({ headers: [`Origin: ${origin}`] })),
    ...named('来处', {
      '写两个，对的在前': call({ headers: [`Origin: http://127.0.0.1:${port}`, 'Origin: https://evil.example'] }),
      取界面文件也不许: file('/index.html', { headers: ['Origin: https://evil.example'] }),
      拿着网址里的密钥也不许: file(`/?key=${key}`, { key: null, headers: ['Origin: https://evil.example'] }),
    }),
    ...each('前一页', foreignPages(port), (page) => call({ headers: [`Referer: ${page}`] })),
    ...each('浏览器标的站点关系', ['cross-site', 'same-site', 'CROSS-SITE', '', 'evil', 'none, cross-site'], (site) =>
      call({ headers: [`Sec-Fetch-Site: ${site}`] }),
    ),
    ...each('浏览器标的站点关系：取文件', ['cross-site', 'same-site'], (site) =>
      file('/index.html', { headers: [`Sec-Fetch-Site: ${site}`, 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: script'] }),
    ),
    ...each('密钥头', wrongKeys(key, wrongKey), (offered) => call({ key: offered })),
    ...each('cookie', wrongCookies(port, key, wrongKey), (cookie) => call({ key: null, headers: [`Cookie: ${cookie}`] })),
    ...named('密钥放错地方', {
      什么也不带: call({ key: null }),
      'Authorization: Bearer': call({ key: null, headers: [`Authorization: Bearer ${key}`] }),
      'Authorization: Basic': call({ key: null, headers: [`Authorization: Basic ${Buffer.from(`:${key}`).toString('base64')}`] }),
      路由的参数里: call({ key: null, target: `/rpc/settings.overview?key=${key}` }),
      请求体里: call({ key: null, body: JSON.stringify({ key }) }),
      'Set-Cookie 头里': call({ key: null, headers: [`Set-Cookie: jishi_${port}=${key}`] }),
      别的头名里: call({ key: null, headers: [`Jishi-Key: ${key}`, `X-Jishi_Key: ${key}`] }),
      '头写两个，错的在前': call({ key: wrongKey, headers: [`X-Jishi-Key: ${key}`] }),
      '头写两个，对的在前': call({ headers: [`X-Jishi-Key: ${wrongKey}`] }),
      '头错而 cookie 对': call({ key: wrongKey, headers: [`Cookie: jishi_${port}=${key}`] }),
      没有密钥取首页: file('/', { key: null }),
      没有密钥取产物: file('/assets/app.js', { key: null }),
      没有密钥问有没有: file('/index.html', { key: null, method: 'HEAD' }),
      网址里错的密钥: file(`/?key=${wrongKey}`, { key: null }),
      网址里空的密钥: file('/?key=', { key: null }),
      网址里两个密钥错的在前: file(`/?key=${wrongKey}&key=${key}`, { key: null }),
      网址里密钥在井号后: file(`/#key=${key}`, { key: null }),
    }),
    ...each('路由的网址写法', oddRouteTargets(port), (target) => call({ target })),
    ...each('文件的网址写法', oddFileTargets(port), (target) => file(target)),
    ...each(
      '调用路由的方法',
      METHODS.filter((method) => method !== 'POST'),
      (method) => call({ method }),
    ),
    ...each(
      '取文件的方法',
      METHODS.filter((method) => method !== 'GET' && method !== 'HEAD'),
      (method) => file('/index.html', { method }),
    ),
    ...named('方法', {
      '方法改写头：X-HTTP-Method-Override': call({ method: 'GET', headers: ['X-HTTP-Method-Override: POST'] }),
      '参数改写方法：_method': call({ method: 'GET', target: '/rpc/settings.overview?_method=POST' }),
    }),
    ...each('跨源预检', ['https://evil.example', 'null', `http://127.0.0.1:${port}`], (origin) =>
      call({
        method: 'OPTIONS',
        headers: [`Origin: ${origin}`, 'Access-Control-Request-Method: POST', 'Access-Control-Request-Headers: x-jishi-key'],
      }),
    ),
    ...named('跨源预检', {
      专用网络预检: call({
        method: 'OPTIONS',
        key: null,
        headers: ['Access-Control-Request-Private-Network: true', 'Origin: https://evil.example'],
      }),
    }),
    ...each('内容类型', CONTENT_TYPES, (contentType) => call({ contentType })),
    ...named('内容类型', {
      不写: call({ contentType: null }),
      '写两个，对的在前': call({ headers: ['Content-Type: text/plain'] }),
      '写两个，对的在后': call({ contentType: 'text/plain', headers: ['Content-Type: application/json'] }),
    }),
    ...each('压缩过的请求体', ['gzip', 'br', 'deflate', 'identity, gzip', 'x-gzip'], (coding) =>
      call({ headers: [`Content-Encoding: ${coding}`] }),
    ),
    ...each('不是 JSON 的请求体', NOT_JSON, (body) => call({ body: typeof body === 'string' ? body : Buffer.from(body) })),
    ...named('分帧与走私', framing(own, complete)),
    ...each('换协议', ['websocket', 'h2c', 'TLS/1.3', 'foo'], (protocol) =>
      call({
        headers: [
          `Upgrade: ${protocol}`,
          'Connection: Upgrade',
          'Sec-WebSocket-Version: 13',
          'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
        ],
      }),
    ),
    ...named('换协议', {
      'WebSocket 握手首页': file('/', {
        headers: ['Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='],
      }),
      'HTTP/2 明文前言': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      'TLS 握手': Buffer.from('160301000a0100000603030000', 'hex'),
      'HTTP/0.9': 'GET /index.html\r\n',
      'HTTP/0.9 带密钥': `GET /?key=${key}\r\n`,
      'SMTP 口气': 'HELO evil.example\r\n',
      'Redis 口气': '*1\r\n$4\r\nPING\r\n',
    }),
    ...each('协议版本', ['HTTP/9.9', 'HTTP/1', 'HTTP/1.10', 'http/1.1', 'HTP/1.1', 'HTTP/-1.1', 'HTTP/1.1 HTTP/1.1', 'ICY'], (version) =>
      call({ version }),
    ),
    ...named('头', oddHeaders(own)),
  ]
}

const foreignHosts = (port: number) => [
  'evil.example',
  `evil.example:${port}`,
  '127.0.0.1',
  'localhost',
  `127.0.0.1:${port + 1}`,
  `localhost:${port - 1}`,
  `127.0.0.1.evil.example:${port}`,
  `localhost.evil.example:${port}`,
  `evil.localhost:${port}`,
  `[::1]:${port}`,
  `[::ffff:127.0.0.1]:${port}`,
  `0.0.0.0:${port}`,
  `127.1:${port}`,
  `127.0.0.2:${port}`,
  `2130706433:${port}`,
  `0x7f000001:${port}`,
  `0177.0.0.1:${port}`,
  `127.0.0.1.:${port}`,
  `localhost.:${port}`,
  `127.0.0.1:0${port}`,
  `127.0.0.1:${port}, evil.example`,
  `127.0.0.1:${port}/`,
  `user@127.0.0.1:${port}`,
  `127.0.0.1:${port}#`,
  `127.0.0.1%3a${port}`,
  `192.168.1.5:${port}`,
  `jishi.local:${port}`,
  '',
]

const foreignOrigins = (port: number) => [
  'https://evil.example',
  `http://evil.example:${port}`,
  'null',
  'file://',
  'chrome-extension://abcdefghijklmnop',
  'app://bundle',
  `https://127.0.0.1:${port}`,
  `http://127.0.0.1:${port + 1}`,
  'http://127.0.0.1',
  `http://localhost:${port}`,
  `http://127.0.0.1:${port}/`,
  `http://127.0.0.1:${port}.evil.example`,
  `http://user@127.0.0.1:${port}`,
  `HTTP://127.0.0.1:${port}`,
  `http://127.0.0.1:${port} https://evil.example`,
  '',
]

const foreignPages = (port: number) => [
  'https://evil.example/',
  `https://evil.example/?http://127.0.0.1:${port}/`,
  `http://127.0.0.1:${port}.evil.example/`,
  `http://127.0.0.1:${port}@evil.example/`,
  `http://127.0.0.1:${port + 1}/`,
  `https://127.0.0.1:${port}/`,
  'about:blank',
  '',
]

const wrongKeys = (key: string, wrongKey: string) => [
  '',
  wrongKey,
  key.slice(0, -1),
  `${key}A`,
  key.slice(1),
  key.toUpperCase(),
  key.toLowerCase(),
  `"${key}"`,
  `${key},${key}`,
  `${key};`,
  `Bearer ${key}`,
  encodeURIComponent(`${key}=`),
  `\u00ff${key.slice(1)}`,
  'A'.repeat(key.length),
  'A'.repeat(8000),
  '0',
  'null',
  'undefined',
  'true',
  '*',
]

const wrongCookies = (port: number, key: string, wrongKey: string) => [
  '',
  `jishi_${port}=`,
  `jishi_${port}=${wrongKey}`,
  `jishi_${port}=${key.slice(0, -1)}`,
  `jishi_${port}=${key}A`,
  `jishi_${port}="${key}"`,
  `jishi_${port}= ${key}`,
  `jishi_${port + 1}=${key}`,
  `jishi_=${key}`,
  `jishi=${key}`,
  `JISHI_${port}=${key}`,
  `xjishi_${port}=${key}`,
  `jishi_${port}x=${key}`,
  `jishi_${port}=${wrongKey}; jishi_${port}=; jishi_${port + 1}=${key}`,
  `a=jishi_${port}=${key}`,
  `jishi_${port}=${key.slice(0, 10)}; ${key.slice(10)}`,
  `jishi_${port}%3D${key}`,
  `${'a=1; '.repeat(1000)}b=2`,
]

const oddRouteTargets = (port: number) => [
  `http://127.0.0.1:${port}/rpc/settings.overview`,
  'http://evil.example/rpc/settings.overview',
  '//127.0.0.1/rpc/settings.overview',
  '//rpc/settings.overview',
  '/rpc//settings.overview',
  '/rpc/settings.overview/',
  '/rpc/settings.overview?',
  '/rpc/settings.overview?x=1',
  '/rpc/settings.overview#x',
  '/./rpc/settings.overview',
  '/assets/../rpc/settings.overview',
  '/rpc/../rpc/settings.overview',
  '/rpc/x/../settings.overview',
  '/rpc\\settings.overview',
  '\\rpc\\settings.overview',
  '/%72pc/settings.overview',
  '/rpc/%73ettings.overview',
  '/rpc/settings%2eoverview',
  '/rpc%2fsettings.overview',
  '/rpc/settings.overview%00',
  '/rpc/settings.overview%0d%0aX-Evil:1',
  '/rpc/settings.overview;x=1',
  '/RPC/settings.overview',
  '/rpc/',
  '/rpc',
  '/rpc/settings',
  '/rpc/settings.',
  '/rpc/.overview',
  '/rpc/settings.overview.extra',
  '/rpc/__proto__',
  '/rpc/__proto__.toString',
  '/rpc/\u00e8.overview',
  `/rpc/${'a'.repeat(20_000)}.b`,
  'rpc/settings.overview',
  '*',
  '',
]

const oddFileTargets = (port: number) => [
  '/../secret.js',
  '/..%2fsecret.js',
  '/%2e%2e/secret.js',
  '/%2e%2e%2fsecret.js',
  '/..%5csecret.js',
  '/..\\secret.js',
  '/assets/../../secret.js',
  '/assets/..%2f..%2fsecret.js',
  '/assets/..%252f..%252fsecret.js',
  '/%c0%ae%c0%ae/secret.js',
  '/%uff0e%uff0e/secret.js',
  '/....//secret.js',
  '/.%00./secret.js',
  '/index.html%00',
  '/index.html%00.js',
  '/%00',
  '/secret.js',
  '/index.html/',
  '/INDEX.HTML.bak',
  '/index.html::$DATA',
  '/c:/windows/win.ini',
  '/%5c%5cevil.example%5cshare%5cx.js',
  '/etc/passwd',
  '/proc/self/environ',
  '/.env',
  '/.git/config',
  '/notes.txt',
  '/基石.sqlite',
  '/assets',
  '/assets/',
  '/%E0%A4%A',
  '/%',
  `//127.0.0.1:${port}/index.html`,
  `http://127.0.0.1:${port}/index.html`,
  'file:///etc/passwd',
  `/${'a'.repeat(20_000)}`,
  `/?${'a=1&'.repeat(5000)}`,
]

const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'COPY',
  'LINK',
  'SEARCH',
  'post',
  'POSTT',
  'P\u00d6ST',
  '',
]

const CONTENT_TYPES = [
  'text/plain',
  'text/plain;charset=UTF-8',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/html',
  'text/json',
  'application/jsonp',
  'application/javascript',
  'application/json-patch+json',
  'application/vnd.api+json',
  'text/plain; application/json',
  'text/plain, application/json',
  'application/json, text/plain',
  '*/*',
  'application',
  ';application/json',
  '',
]

const NOT_JSON: readonly (string | number[])[] = [
  '',
  ' ',
  '{',
  '{"a":1',
  '{"a":1,}',
  "{'a':1}",
  '{a:1}',
  '{} {}',
  '{}//',
  '/*x*/{}',
  'undefined',
  'NaN',
  'Infinity',
  '01',
  '"\u0001"',
  '"\\x41"',
  'a=1&b=2',
  '<x/>',
  '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--',
  '{}\u0000',
  ")]}',\n{}",
  [0x22, 0xff, 0x22],
  [0x22, 0xc0, 0xaf, 0x22],
  [0x22, 0xed, 0xa0, 0x80, 0x22],
  [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00],
  [0x1f, 0x8b, 0x08, 0x00],
  [0x00, 0x00, 0x00, 0x00],
]

/** 让前后两段程序对“请求到哪里为止”看法不一的写法；请求体里藏着一个完整合法的调用，放行了就会多一次。 */
function framing(own: Own, complete: string): Record<string, Buffer | string> {
  const call = (change: Call) => callBytes(own, change)
  const chunked = (body: string, headers: readonly string[] = ['Transfer-Encoding: chunked']) => call({ length: null, headers, body })
  return {
    '两个长度，不一样': call({ headers: ['Content-Length: 3'] }),
    '两个长度，一样': call({ headers: ['Content-Length: 2'] }),
    '长度写成 2, 2': call({ length: null, headers: ['Content-Length: 2, 2'] }),
    长度为负: call({ length: -1 }),
    长度带加号: call({ length: null, headers: ['Content-Length: +2'] }),
    长度是十六进制: call({ length: null, headers: ['Content-Length: 0x2'] }),
    长度带小数: call({ length: null, headers: ['Content-Length: 2.0'] }),
    长度夹空格: call({ length: null, headers: ['Content-Length: 1 2'] }),
    长度不是数: call({ length: null, headers: ['Content-Length: two'] }),
    长度溢出: call({ length: null, headers: ['Content-Length: 99999999999999999999999'] }),
    声称超大: call({ length: 65 * 1024 * 1024 }),
    声称一个太字节: call({ length: 2 ** 40 }),
    '长度与分块都写，藏一个调用': call({ length: 4, headers: ['Transfer-Encoding: chunked'], body: `0\r\n\r\n${complete}` }),
    '分块在前，长度在后': chunked(`0\r\n\r\n${complete}`, ['Transfer-Encoding: chunked', 'Content-Length: 4']),
    分块写两遍: chunked('2\r\n{}\r\n0\r\n\r\n', ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity']),
    分块不在最后: chunked('2\r\n{}\r\n0\r\n\r\n', ['Transfer-Encoding: chunked, identity']),
    分块名里夹字: chunked('2\r\n{}\r\n0\r\n\r\n', ['Transfer-Encoding: xchunked']),
    分块名后有冒号前空格: chunked('2\r\n{}\r\n0\r\n\r\n', ['Transfer-Encoding : chunked']),
    分块前有垂直制表: chunked('2\r\n{}\r\n0\r\n\r\n', ['Transfer-Encoding: \u000bchunked']),
    压缩加分块: chunked('2\r\n{}\r\n0\r\n\r\n', ['Transfer-Encoding: gzip', 'Content-Encoding: gzip']),
    块长不是数: chunked('zz\r\n{}\r\n0\r\n\r\n'),
    块长为负: chunked('-2\r\n{}\r\n0\r\n\r\n'),
    块长溢出: chunked('ffffffffffffffffff\r\n{}\r\n0\r\n\r\n'),
    '块长带 0x': chunked('0x2\r\n{}\r\n0\r\n\r\n'),
    块的扩展超长: chunked(`2;${'a'.repeat(40_000)}\r\n{}\r\n0\r\n\r\n`),
    块比说的长: chunked('1\r\n{}\r\n0\r\n\r\n'),
    块尾没有换行: chunked('2\r\n{}0\r\n\r\n'),
    块只用换行符: chunked('2\n{}\n0\n\n'),
    没有结束块就断: chunked('2\r\n{}\r\n'),
    块写到一半就断: chunked('ff\r\n{}'),
    块后的尾头夹密钥: call({
      key: null,
      length: null,
      headers: ['Transfer-Encoding: chunked', 'Trailer: X-Jishi-Key'],
      body: `2\r\n{}\r\n0\r\nX-Jishi-Key: ${own.key}\r\n\r\n`,
    }),
    请求体没写够就断: call({ length: 100 }),
    请求头没写完就断: `POST /rpc/settings.overview HTTP/1.1\r\nHost: 127.0.0.1:${own.port}\r\n`,
    没有密钥的请求体里藏一个调用: call({ key: null, body: complete }),
    别处来的请求体里藏一个调用: call({ headers: ['Origin: https://evil.example'], body: complete }),
    类型不对的请求体里藏一个调用: call({ contentType: 'text/plain', body: complete }),
    取文件的请求体里藏一个调用: fileBytes(own, '/没有.js', { length: complete.length, body: complete }),
    管线里接连两个没有密钥的: Buffer.concat([call({ key: null }), call({ key: null })]),
    管线里接连二十个没有密钥的: Buffer.concat(Array.from({ length: 20 }, () => call({ key: null }))),
    没有密钥的后面紧跟半个: Buffer.concat([call({ key: null }), Buffer.from('POST /rpc/settings.overview HTTP/1.1\r\nX-')]),
    'Expect 不认识的': call({ headers: ['Expect: 200-ok'] }),
  }
}

function oddHeaders(own: Own): Record<string, Buffer | string> {
  const call = (change: Call) => callBytes(own, change)
  const host = `Host: 127.0.0.1:${own.port}`
  return {
    '头夹换行（值里裸的 LF）': call({ headers: ['X-A: 1\nX-Jishi-Key: x'] }),
    '头夹回车（值里裸的 CR）': call({ headers: ['X-A: 1\rX-B: 2'] }),
    '头里有 NUL': call({ headers: ['X-A: 1\u00002'] }),
    头名里有空格: call({ headers: ['X A: 1'] }),
    头名是空的: call({ headers: [': 1'] }),
    头没有冒号: call({ headers: ['XA'] }),
    折行的头: call({ headers: ['X-A: 1\r\n 2'] }),
    第一行前有空格: ` ${call({}).toString('latin1')}`,
    请求行用制表符: call({}).toString('latin1').replace('POST ', 'POST\t'),
    只用换行符分行: call({}).toString('latin1').replaceAll('\r\n', '\n'),
    一个头十七千字节: call({ headers: [`X-A: ${'a'.repeat(17 * 1024)}`] }),
    一百个头: call({ headers: Array.from({ length: 100 }, (_, index) => `X-${index}: 1`) }),
    '两千多个头，把坏的来处藏在后面': call({
      headers: [...Array.from({ length: 2100 }, () => 'a:'), 'Origin: https://evil.example'],
    }),
    三千个头: call({ headers: Array.from({ length: 3000 }, () => 'a:1') }),
    换行注入的网址: `POST /rpc/settings.overview\r\n${host} HTTP/1.1\r\n${host}\r\n\r\n`,
    只有换行: '\r\n\r\n\r\n',
    '一串 NUL': '\u0000'.repeat(64),
    随机字节: Buffer.from(Array.from({ length: 512 }, (_, index) => (index * 151 + 37) % 256)),
    整兆的乱字: 'x'.repeat(1024 * 1024),
  }
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 90 ? `${text.slice(0, 60)}……（${text.length} 字）` : text
}
