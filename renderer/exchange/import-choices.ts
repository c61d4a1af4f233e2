import type { ImportPreview, ImportRow } from '../../shared/exchange/contract.ts'
import type { SheetChoice } from '../../shared/exchange/layout-contract.ts'
import { linkedFields } from '../../shared/exchange/roster-compose.ts'
import { rowPlace } from '../../shared/exchange/roster-diff.ts'
import type { RosterFieldKey } from '../../shared/exchange/roster-fields.ts'

/** 行的身份：工作表名加行号。 */
export const keyOf = rowPlace

/** 只有新增与变更能采用；拒绝的要回原表改，疑似重复的要先指认。 */
export function isWritable(row: ImportRow): boolean {
  return row.outcome === '新增' || row.outcome === '变更'
}

/** 人在看差异时定下的全部：重新比对之后仍按行、按字段认。 */
export type Choices = {
  readonly asOf: string
  readonly branchChoices: Readonly<Record<string, string>>
  readonly layoutChoices: readonly SheetChoice[]
  readonly matches: ReadonlyMap<string, { sheet: string; rowNo: number; memberId: string | null }>
  readonly clearing: readonly RosterFieldKey[]
  /** 人点过的行：采用或不采用；没点过的，没有疑点的采用。 */
  readonly accepted: ReadonlyMap<string, boolean>
  readonly keptCells: ReadonlyMap<string, ReadonlySet<RosterFieldKey>>
  readonly keptFields: ReadonlySet<RosterFieldKey>
}

export const NO_CHOICES: Choices = {
  asOf: '',
  branchChoices: {},
  layoutChoices: [],
  matches: new Map(),
  clearing: [],
  accepted: new Map(),
  keptCells: new Map(),
  keptFields: new Set(),
}

/** 预览与落库都要带的那几样。 */
export function comparisonInput({ asOf, branchChoices, layoutChoices, matches, clearing }: Choices) {
  return {
    ...(asOf === '' ? {} : { asOf }),
    branchChoices: { ...branchChoices },
    layoutChoices: [...layoutChoices],
    matches: [...matches.values()],
    clearing: [...clearing],
  }
}

export function isKept(choices: Choices, row: ImportRow, field: RosterFieldKey): boolean {
  return choices.keptFields.has(field) || (choices.keptCells.get(keyOf(row))?.has(field) ?? false)
}

/** 这一行采不采用：人点过的听人的，没点过的看有没有疑点；改动全不采用的自然不采用。 */
export function isAccepted(choices: Choices, row: ImportRow): boolean {
  if (!isWritable(row)) return false
  if (row.outcome === '变更' && row.changes.every(({ field }) => isKept(choices, row, field))) return false
  return choices.accepted.get(keyOf(row)) ?? row.doubts.length === 0
}

/** 一格采用或不改；与它互相约束的格（人员类别与转正日期等）一起。 */
export function withCell(choices: Choices, row: ImportRow, field: RosterFieldKey, isAdopted: boolean): Choices {
  const fields = linkedFields(field).filter((each) => row.outcome !== '变更' || row.changes.some((change) => change.field === each))
  const kept = new Set(choices.keptCells.get(keyOf(row)))
  for (const each of fields) {
    if (isAdopted) kept.delete(each)
    else kept.add(each)
  }
  const keptCells = new Map(choices.keptCells).set(keyOf(row), kept)
  const accepted = isAdopted ? new Map(choices.accepted).set(keyOf(row), true) : choices.accepted
  return { ...choices, keptCells, accepted }
}

export function withField(choices: Choices, field: RosterFieldKey, isAdopted: boolean): Choices {
  const keptFields = new Set(choices.keptFields)
  for (const each of linkedFields(field)) {
    if (isAdopted) keptFields.delete(each)
    else keptFields.add(each)
  }
  return { ...choices, keptFields }
}

export function withRows(choices: Choices, rows: readonly ImportRow[], isAdopted: boolean): Choices {
  const accepted = new Map(choices.accepted)
  const keptCells = new Map(choices.keptCells)
  for (const row of rows) {
    if (!isWritable(row)) continue
    accepted.set(keyOf(row), isAdopted)
    // 逐格都不改的行又点了采用，就是要改：把逐格的取舍放开。
    if (isAdopted && row.changes.length > 0 && row.changes.every(({ field }) => keptCells.get(keyOf(row))?.has(field)))
      keptCells.delete(keyOf(row))
  }
  return { ...choices, accepted, keptCells }
}

export function withMatches(choices: Choices, settled: readonly { row: ImportRow; memberId: string | null | undefined }[]): Choices {
  const matches = new Map(choices.matches)
  for (const { row, memberId } of settled) {
    if (memberId === undefined) matches.delete(keyOf(row))
    else matches.set(keyOf(row), { sheet: row.sheet, rowNo: row.rowNo, memberId })
  }
  return { ...choices, matches }
}

/** 落库要带的取舍：采用的行，与其中不改的格。 */
export function rowChoices(choices: Choices, preview: ImportPreview) {
  const accepted = preview.rows.filter((row) => isAccepted(choices, row))
  return {
    accepted: accepted.map(({ sheet, rowNo }) => ({ sheet, rowNo })),
    keptCells: accepted.flatMap((row) => {
      const fields = [...(choices.keptCells.get(keyOf(row)) ?? [])]
      return fields.length > 0 ? [{ sheet: row.sheet, rowNo: row.rowNo, fields }] : []
    }),
    keptFields: [...choices.keptFields],
  }
}

/** 把对一张表的更正并进已有的：同一列、同一项后说的为准。 */
export function withSheetChoice(choices: Choices, change: Partial<SheetChoice> & { sheet: string }): Choices {
  const known = choices.layoutChoices.find(({ sheet }) => sheet === change.sheet)
  const base: SheetChoice = known ?? { sheet: change.sheet, isIgnored: false, header: null, columns: [] }
  const columns = new Map(base.columns.map(({ column, field }) => [column, field]))
  for (const { column, field } of change.columns ?? []) {
    // 一个字段只取一列：改到这一列，就从别的列上拿开。
    if (field !== null) for (const [other, taken] of columns) if (taken === field && other !== column) columns.set(other, null)
    columns.set(column, field)
  }
  const next: SheetChoice = {
    sheet: change.sheet,
    isIgnored: change.isIgnored ?? base.isIgnored,
    header: change.header === undefined ? base.header : change.header,
    // 换了表头行，原来按列号的更正就不作数了。
    columns: change.header === undefined ? [...columns].map(([column, field]) => ({ column, field })) : [],
  }
  return { ...choices, layoutChoices: [...choices.layoutChoices.filter(({ sheet }) => sheet !== change.sheet), next] }
}
