/** 从 XML 里取花名册用得着的那一点东西：不建树，不认自定义实体（也就没有实体炸弹）。 */

/** 部件的文字；声明为 UTF-16 的按 UTF-16 解。没有这个部件为空串。 */
export function xmlText(part: Buffer | undefined): string {
  if (part === undefined) return ''
  if (part[0] === 0xff && part[1] === 0xfe) return new TextDecoder('utf-16le').decode(part)
  if (part[0] === 0xfe && part[1] === 0xff) return new TextDecoder('utf-16be').decode(part)
  const text = part.toString('utf8')
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** 根元素的命名空间前缀（含冒号）；没有前缀为空串。 */
export function prefixOf(xml: string, root: string): string {
  return new RegExp(`<([\\w.-]+:)?${root}[\\s>/]`).exec(xml)?.[1] ?? ''
}

/**
 * 所有叫这个名字的开标签，连同属性；前缀不论。没有收住的到此为止。
 * 不用一条正则从头配到尾：坏文件里一串没收住的标签，会让它每一处都扫到文末。
 */
export function elementsIn(xml: string, name: string): string[] {
  const start = new RegExp(`<(?:[\\w.-]{1,40}:)?${name}(?=[\\s/>])`, 'g')
  const found: string[] = []
  for (let each = start.exec(xml); each !== null; each = start.exec(xml)) {
    const end = endOfTag(xml, start.lastIndex)
    if (end < 0) break
    found.push(xml.slice(each.index, end + 1))
    start.lastIndex = end + 1
  }
  return found
}

/** 开标签收住的“>”在哪；引号里的不算，没有收住为 -1。 */
function endOfTag(xml: string, from: number): number {
  const mark = /[>"']/g
  for (let at = from; ;) {
    mark.lastIndex = at
    const found = mark.exec(xml)
    if (found === null) return -1
    if (found[0] === '>') return found.index
    const closing = xml.indexOf(found[0], found.index + 1)
    if (closing < 0) return -1
    at = closing + 1
  }
}

/** 去掉从 `open` 到 `close` 的各段；没有收住的抛出。各段只扫一遍。 */
export function withoutSpans(xml: string, open: string, close: string): string {
  let kept = ''
  let from = 0
  for (let at = xml.indexOf(open); at >= 0; at = xml.indexOf(open, from)) {
    const end = xml.indexOf(close, at + open.length)
    if (end < 0) throw new Error(`${open} 没有收住`)
    kept += xml.slice(from, at)
    from = end + close.length
  }
  return kept + xml.slice(from)
}

/** 一个开标签的属性，值还没有反转义。 */
export function attributesOf(element: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name, double, single] of element.matchAll(/([\w:.-]{1,64})\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    attributes.set(name ?? '', double ?? single ?? '')
  return attributes
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** 反转义实体，以及 OOXML 的 `_xHHHH_` 写法；换行统一为 \n。 */
export function unescapeXml(text: string): string {
  let plain = text
  if (plain.includes('&'))
    plain = plain.replace(
      /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g,
      (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
        if (name !== undefined) return ENTITIES[name] ?? whole
        const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal)
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
      },
    )
  if (plain.includes('_x')) plain = plain.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return plain.includes('\r') ? plain.replaceAll(/\r\n?/g, '\n') : plain
}

/** 一段富文本或纯文本里的文字：各 <t> 相连，注音（rPh）不算。 */
export function plainText(xml: string, prefix: string): string {
  const body = xml.includes(`<${prefix}rPh `) ? withoutSpans(xml, `<${prefix}rPh `, `</${prefix}rPh>`) : xml
  const [open, close] = [`<${prefix}t`, `</${prefix}t>`]
  let text = ''
  for (let at = body.indexOf(open); at >= 0; at = body.indexOf(open, at + 1)) {
    const next = body.charCodeAt(at + open.length)
    if (next !== 0x3e && next > 0x20) continue
    const start = body.indexOf('>', at)
    if (start < 0) break
    if (body.charCodeAt(start - 1) === 0x2f) continue
    const end = body.indexOf(close, start)
    if (end < 0) break
    const inner = body.slice(start + 1, end)
    text += inner.startsWith('<![CDATA[') ? inner.replace(/^<!\[CDATA\[([^]*)\]\]>$/, '$1') : unescapeXml(inner)
    at = end
  }
  return text
}
