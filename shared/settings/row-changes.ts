/** 库里一格的值。整数在安全范围内；二进制写成 `hex:` 开头的文字。 */
export type CellValue = string | number | null
export type Cells = Readonly<Record<string, CellValue>>

export const CHANGE_ACTIONS = ['增', '改', '删'] as const
export type ChangeAction = (typeof CHANGE_ACTIONS)[number]

/** 一行的改动：改的只留变了的列；增的 `after`、删的 `before` 是全行，空着的列不写。 */
export type RowChange = {
  readonly table: string
  /** 主键各列的值，按主键的次序；没有主键的表是全部的列。 */
  readonly key: readonly CellValue[]
  readonly action: ChangeAction
  readonly before: Cells
  readonly after: Cells
}

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

/**
 * 前后两行比出的改动；一样的（改了又改回来、删了又照样写回）为 null。
 * @param before 原来没有这一行为 null。
 */
export function rowChange(table: string, key: readonly CellValue[], before: Cells | null, after: Cells | null): RowChange | null {
  if (before === null) return after === null ? null : { table, key, action: '增', before: {}, after: filled(after) }
  if (after === null) return { table, key, action: '删', before: filled(before), after: {} }
  const changed = Object.keys(after).filter((column) => (before[column] ?? null) !== (after[column] ?? null))
  if (changed.length === 0) return null
  const only = (row: Cells) => Object.fromEntries(changed.map((column) => [column, row[column] ?? null]))
  return { table, key, action: '改', before: only(before), after: only(after) }
}

/** 空着的列不写。 */
function filled(row: Cells): Cells {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
}
