import { useSyncExternalStore } from 'react'

/** 地址里 `#` 之后的部分：`/organization/abc?act=revise`。 */
export type Location = { path: string; query: URLSearchParams }

/** 每个页面拿到的东西：路径里的参数（如 id）与 `?` 之后的查询。 */
export type PageProps = { parameters: Readonly<Record<string, string>>; query: URLSearchParams }

function readHash(): string {
  return window.location.hash.replace(/^#/, '') || '/'
}

/** 拦住要去的地址的人：返回真就是拦下了（并已把地址退回原处）。 */
let keeper: ((wanted: string) => boolean) | null = null

/** 有没保存的内容时拦换页，见 leave-guard.ts；返回撤岗的函数。同时只有一处在守。 */
export function keepHere(hold: (wanted: string) => boolean): () => void {
  keeper = hold
  return () => {
    if (keeper === hold) keeper = null
  }
}

function subscribe(listener: () => void): () => void {
  const heard = () => {
    if (keeper?.(window.location.hash) !== true) listener()
  }
  window.addEventListener('hashchange', heard)
  return () => window.removeEventListener('hashchange', heard)
}

export function parseHash(hash: string): Location {
  const [path = '/', search = ''] = hash.split('?', 2)
  return { path: path === '' ? '/' : path, query: new URLSearchParams(search) }
}

export function useLocation(): Location {
  return parseHash(useSyncExternalStore(subscribe, readHash))
}

/** `/organization/:id?` 对 `/organization/abc` 得 `{ id: 'abc' }`；对不上得 null。 */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/').filter(Boolean)
  const given = path.split('/').filter(Boolean)
  if (given.length > wanted.length) return null
  const parameters: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index]
    if (part.startsWith(':')) {
      const isOptional = part.endsWith('?')
      if (value === undefined && !isOptional) return null
      if (value !== undefined) {
        const decoded = decodedPart(value)
        if (decoded === null) return null
        parameters[part.slice(1, isOptional ? -1 : undefined)] = decoded
      }
    } else if (part !== value) return null
  }
  return parameters
}

/** 手改过的地址里百分号可能不成对；解不开的当作没有这个页面，不让整个界面崩掉。 */
function decodedPart(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

export type Query = Readonly<Record<string, string | number | null | undefined>>

/** 站内链接，直接作 `<a href>`：键盘、右键、后退都按浏览器的习惯走。 */
export function hrefTo(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query))
    if (value !== null && value !== undefined && value !== '') search.set(key, String(value))
  const text = search.toString()
  return `#${path}${text === '' ? '' : `?${text}`}`
}

export function navigate(path: string, query: Query = {}, options: { replace?: boolean } = {}): void {
  const href = hrefTo(path, query)
  if (options.replace) {
    window.history.replaceState(null, '', href)
    window.dispatchEvent(new HashChangeEvent('hashchange'))
  } else window.location.hash = href
}
