const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/iu
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cf}]/gu
/** 一级名称的上限，给 Windows 路径总长 260 留余地。 */
const LONGEST = 80

/**
 * 清洗成 Windows、macOS、Linux 都能落盘的一级名称：换掉非法字符，去首尾空格与末尾的点，
 * 避开保留名，过长截断（保留扩展名）。清洗后为空的用“未命名”。
 */
export function safeName(name: string): string {
  const dot = name.lastIndexOf('.')
  const hasExtension = dot > 0 && /^\.[a-z0-9]{1,5}$/i.test(name.slice(dot))
  const extension = hasExtension ? name.slice(dot) : ''
  const cleaned = (hasExtension ? name.slice(0, dot) : name).normalize('NFC').replaceAll(FORBIDDEN, '_').replaceAll(/\s+/g, ' ')
  const stem = trimmed(Array.from(trimmed(cleaned)).slice(0, LONGEST).join(''))
  const first = stem.split('.')[0] ?? ''
  return (stem === '' ? '未命名' : RESERVED.test(first.trim()) ? `_${stem}` : stem) + extension
}

/** Windows 不认末尾的点和空格。 */
function trimmed(text: string): string {
  return text.replace(/^ +/, '').replace(/[. ]+$/, '')
}

/** 在 `taken`（小写）里没有用过的名字；重名的在扩展名前加“(2)”。用过的记进 `taken`。 */
export function uniqueName(name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  for (let ordinal = 1; ; ordinal += 1) {
    const candidate = ordinal === 1 ? name : `${stem}(${ordinal})${extension}`
    // Windows 与 macOS 的文件名不分大小写。
    const key = candidate.toLowerCase()
    if (taken.has(key)) continue
    taken.add(key)
    return candidate
  }
}
