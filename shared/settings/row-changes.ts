/** 库里一格的值。整数在安全范围内；二进制写成 `hex:` 开头的文字。 */
export type CellValue = string | number | null
export type Cells = Readonly<Record<string, CellValue>>

export const CHANGE_ACTIONS = ['增', '改', '删'] as const
export type ChangeAction = (typeof CHANGE_ACTIONS)[number]

/** 太长的“改后”不照抄，只记散列与字数：现在的值在表里，被改掉时又会作为“改前”全文记下。 */
export type Digest = { readonly sha256: string; readonly length: number }

const DIGEST = /^sha256:([0-9a-f]{64})（(\d+) 字）$/

export function digestText({ sha256, length }: Digest): string {
  return `sha256:${sha256}（${length} 字）`
}

/** 是不是代替长文的散列；不是为 null。 */
export function digestIn(value: CellValue): Digest | null {
  const match = typeof value === 'string' ? DIGEST.exec(value) : null
  return match ? { sha256: match[1] ?? '', length: Number(match[2]) } : null
}
