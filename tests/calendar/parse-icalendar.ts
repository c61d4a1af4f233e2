import { TextDecoder } from 'node:util'

export type ParsedEvent = Readonly<Record<string, string>> & { readonly alarms: string }

/**
 * 照 RFC 5545 严格地读回来：每行以 CRLF 结束、不超过 75 个八位组、折行不拆开一个字；成对的 BEGIN、END；
 * 文字反转义。不合规的就抛错。独立于写的那一边，不共用代码。
 */
export function parseIcalendar(bytes: Uint8Array): { properties: Record<string, string>; events: ParsedEvent[] } {
  const lines: Uint8Array[] = []
  let start = 0
  for (let index = 0; index < bytes.length; index += 1) {
    if (bytes[index] !== 0x0a) continue
    if (bytes[index - 1] !== 0x0d) throw new Error(`第 ${lines.length + 1} 行不是以 CRLF 结束`)
    lines.push(bytes.subarray(start, index - 1))
    start = index + 1
  }
  if (start !== bytes.length) throw new Error('最后一行没有 CRLF')
  const strict = new TextDecoder('utf-8', { fatal: true })
  const logical: string[] = []
  for (const [index, line] of lines.entries()) {
    if (line.length > 75) throw new Error(`第 ${index + 1} 行有 ${line.length} 个八位组`)
    // fatal：一个字的字节被拆到两行，这里就会抛。
    const text = strict.decode(line)
    if (text.startsWith(' ')) logical[logical.length - 1] = `${logical.at(-1) ?? ''}${text.slice(1)}`
    else logical.push(text)
  }
  const stack: string[] = []
  const properties: Record<string, string> = {}
  const events: ParsedEvent[] = []
  let event: Record<string, string> = {}
  let alarms: string[] = []
  for (const line of logical) {
    const match = /^([A-Z-]+)((?:;[^:]*)?):(.*)$/s.exec(line)
    if (!match) throw new Error(`这一行不是“名:值”：${line}`)
    const [, name = '', , raw = ''] = match
    const inside = stack.at(-1)
    if (name === 'BEGIN') {
      stack.push(raw)
      if (raw === 'VEVENT') {
        event = {}
        alarms = []
      }
    } else if (name === 'END') {
      if (stack.pop() !== raw) throw new Error(`END:${raw} 没有对应的 BEGIN`)
      if (raw === 'VEVENT') {
        for (const required of ['UID', 'DTSTAMP', 'DTSTART']) if (!(required in event)) throw new Error(`事件缺 ${required}`)
        events.push({ ...event, alarms: alarms.join(' ') })
      }
    } else if (inside === 'VALARM') {
      if (name === 'TRIGGER') alarms.push(raw)
    } else if (inside === 'VEVENT') event[name] = unescapeText(raw)
    else properties[name] = unescapeText(raw)
  }
  if (stack.length > 0) throw new Error(`${stack.join('、')} 没有结束`)
  return { properties, events }
}

function unescapeText(raw: string): string {
  if (/(?<!\\)(?:\\\\)*\\(?![\\;,nN])/.test(raw)) throw new Error(`不认识的转义：${raw}`)
  return raw.replaceAll(/\\([\\;,nN])/g, (_whole, letter: string) => (letter.toLowerCase() === 'n' ? '\n' : letter))
}
