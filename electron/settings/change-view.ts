import { columnName } from '../../shared/settings/column-names.ts'
import type { ChangedRow } from '../../shared/settings/journal-contract.ts'
import { recordName } from '../../shared/settings/record-names.ts'
import { digestIn, type Cells, type CellValue } from '../../shared/settings/row-changes.ts'
import { isSensitiveColumn, maskedColumn } from '../../shared/settings/sensitive-columns.ts'
import { isVeiledColumn } from '../../shared/settings/veiled-columns.ts'
import type { FullChange } from '../db/undo.ts'

/** 编号与程序自己记的，看了无益的列。 */
const UNSHOWN: ReadonlySet<string> = new Set(['id', 'createdAt', 'updatedAt', 'namePinyin', 'nameInitials', 'revision', 'seriesId'])

/** 哪几列说得出这一行是谁、是什么，按先后取。 */
const TITLE_COLUMNS = [
  'name',
  'shortName',
  'title',
  'memberId',
  'organizationId',
  'branchId',
  'activityId',
  'year',
  'month',
  'kind',
  'itemId',
  'key',
] as const

/** 一格至多显示多少字。 */
const LONGEST_SHOWN = 300

type Names = ReadonlyMap<string, string>

/** 一行改动里出现的编号：拿去取名字。 */
export function idsIn({ before, after, key }: FullChange, current: Cells | null): string[] {
  return [...Object.values(before), ...Object.values(after), ...Object.values(current ?? {}), ...key].filter(
    (value): value is string => typeof value === 'string' && value.length <= 40,
  )
}

/** 给人看的一行改动；敏感的遮好。`current` 是现在的整行，只用来认这一行是谁。 */
export function changedRow(change: FullChange, current: Cells | null, names: Names): ChangedRow {
  const { shape, action, before, after, ordinal } = change
  const isBlank = (value: CellValue | undefined) => value === undefined || value === null || value === ''
  const columns = shape.columns.filter(
    (column) =>
      !UNSHOWN.has(column) &&
      (column in before || column in after) &&
      // 增的空着的格、认不出是谁的编号，看了无益。
      !(isBlank(before[column]) && isBlank(after[column])) &&
      ![before[column], after[column]].some((value) => isBareId(value) && !names.has(String(value))),
  )
  return {
    ordinal,
    table: shape.name,
    tableLabel: recordName(shape.name),
    action,
    title: rowTitle({ ...current, ...after, ...before }, shape.name, names),
    fields: columns.map((column) => ({
      column,
      label: columnName(shape.name, column) ?? column,
      before: action === '增' ? null : shown(shape.name, column, before[column] ?? null, names),
      after: action === '删' ? null : shown(shape.name, column, after[column] ?? null, names),
      isMasked: isVeiledColumn(shape.name, column),
    })),
  }
}

function isBareId(value: CellValue | undefined): boolean {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
}

/** 这一行是谁、是什么。 */
export function rowTitle(row: Cells, table: string, names: Names): string {
  const parts = TITLE_COLUMNS.flatMap((column) => {
    const value = row[column]
    if (value === null || value === undefined || value === '') return []
    return isBareId(value) && !names.has(String(value)) ? [] : [shown(table, column, value, names)]
  })
  const own = table === 'member' || table === 'organization' ? (names.get(String(row['id'] ?? '')) ?? '') : ''
  return [...new Set([own, ...parts])]
    .filter((part) => part !== '')
    .slice(0, 3)
    .join('，')
}

function shown(table: string, column: string, value: CellValue, names: Names): string {
  if (value === null) return ''
  if (typeof value === 'number') return /^(is|has|must)[A-Z]/.test(column) ? (value === 1 ? '是' : '否') : String(value)
  const digest = digestIn(value)
  if (digest) return `（${digest.length} 字，未列）`
  const text =
    names.get(value) ??
    (isVeiledColumn(table, column) && !isSensitiveColumn(table, column) ? hidden(value) : maskedColumn(table, column, value))
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}……（共 ${text.length} 字）` : text
}

/** 成块的、住址一类：不显示原文，只说填没填。 */
function hidden(value: string): string {
  return value === '' ? '' : '＊＊＊'
}
