import type { HeadedColumn } from './column-decision.ts'
import type { LayoutDecision, SheetChoice } from './layout-contract.ts'
import type { RosterFieldKey } from './roster-fields.ts'
import { cellText } from './sheet.ts'
import type { Grid, Header } from './header-rows.ts'

/** 记住的一个表形，按指纹取用。 */
export type RememberedLayout = { readonly layoutId: string; readonly name: string; readonly decision: LayoutDecision }

/**
 * 表形指纹：自动认出的表头各列文字，排过序，所以与列序、数据多少无关。
 * 没有认出表头的，用头三行有内容的文字（数字不算）。同样的表恒得同样的 16 位十六进制。
 */
export function fingerprintOf(header: Header | null, grid: Grid): string {
  const texts =
    header !== null && header.height > 0
      ? header.columns.map(({ parts }) => parts.join('/')).sort()
      : grid
          .filter((row) => row.some((cell) => cell !== undefined))
          .slice(0, 3)
          .map((row) => row.map((cell) => cellText(cell).replaceAll(/[\d\s]/gu, '')).join('\u0001'))
  return hash(`${header === null ? '无' : '有'}\u0000${texts.join('\u0000')}`)
}

/** 64 位 FNV-1a，十六进制；只用来认表形，不涉及保密。 */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n
  for (let index = 0; index < text.length; index += 1) value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n)
  return value.toString(16).padStart(16, '0')
}

/** 记住的各列落到这张表：同样文字的表头按先后对应；这张表没有的列略去。 */
export function rememberedFields(columns: readonly HeadedColumn[], decision: LayoutDecision): ReadonlyMap<number, RosterFieldKey | null> {
  const waiting = new Map<string, (RosterFieldKey | null)[]>()
  for (const { heading, field } of decision.columns) waiting.set(heading, [...(waiting.get(heading) ?? []), field])
  const found = new Map<number, RosterFieldKey | null>()
  for (const { column, parts } of columns) {
    const fields = waiting.get(parts.join('/'))
    const field = fields?.shift()
    if (field !== undefined) found.set(column, field)
  }
  return found
}

/** 一张表识别结果里值得记住的：忽略与否、人指定的表头、各列取什么。 */
export function decisionOf(
  columns: readonly { heading: string; field: RosterFieldKey | null }[],
  choice: Pick<SheetChoice, 'isIgnored' | 'header'>,
): LayoutDecision {
  return {
    isIgnored: choice.isIgnored,
    header: choice.header,
    columns: columns.filter(({ heading }) => heading !== '').map(({ heading, field }) => ({ heading, field })),
  }
}
