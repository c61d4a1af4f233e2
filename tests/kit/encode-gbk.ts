/** 由解码器反推出的 GBK 编码表：Node 只会解 GBK，不会编。 */
let table: Map<string, readonly [number, number]> | null = null

function gbkTable(): Map<string, readonly [number, number]> {
  if (table !== null) return table
  const decoder = new TextDecoder('gb18030')
  const found = new Map<string, readonly [number, number]>()
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1) {
      if (low === 0x7f) continue
      const character = decoder.decode(new Uint8Array([high, low]))
      if (Array.from(character).length === 1 && character !== '\ufffd' && !found.has(character)) found.set(character, [high, low])
    }
  table = found
  return found
}

/** 按 GBK 编码；GBK 没有的字抛错，免得测试悄悄少了字。 */
export function encodeGbk(text: string): Buffer {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) bytes.push(code)
    else {
      const pair = gbkTable().get(character)
      if (!pair) throw new Error(`GBK 里没有“${character}”`)
      bytes.push(...pair)
    }
  }
  return Buffer.from(bytes)
}
