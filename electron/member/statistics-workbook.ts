import { formatChinese, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { ReconciliationRow, StatisticTable } from '../../shared/member/statistics-contract.ts'
import { DECREASE_CAUSES, INCREASE_CAUSES } from '../../shared/member/statistics-reconciliation.ts'
import { writeWorkbook, type WrittenCell, type WrittenSheet } from '../exchange/write-workbook.ts'

export type Structure = {
  readonly asOf: PlainDate
  readonly dates: PlainDate[]
  readonly totals: number[]
  readonly suspended: number[]
  readonly tables: StatisticTable[]
}

export type BalanceSheet = {
  readonly openingOn: PlainDate
  readonly closingOn: PlainDate
  readonly rows: ReconciliationRow[]
  readonly total: ReconciliationRow
}

const head = (text: string): WrittenCell => ({ kind: '文字', text, style: '表头' })
const words = (text: string): WrittenCell => ({ kind: '文字', text, style: '正文' })
const count = (number: number): WrittenCell => ({ kind: '数', number, style: '居中' })
const title = (text: string): WrittenCell => ({ kind: '文字', text, style: '标题' })
const note = (text: string): WrittenCell => ({ kind: '文字', text, style: '说明' })

/** 两张表：结构统计（各维度各档、逐年对比）与党内统计对账。同样的入参逐字节相同。 */
export function statisticsWorkbook(
  scopeName: string,
  structure: Omit<Structure, 'asOf'>,
  balance: BalanceSheet & { readonly year: number },
): Uint8Array {
  return writeWorkbook([structureSheet(scopeName, structure), balanceSheet(scopeName, balance)])
}

function structureSheet(scopeName: string, { dates, totals, suspended, tables }: Omit<Structure, 'asOf'>): WrittenSheet {
  const last = dates.length + 1
  const rows: WrittenSheet['rows'] = [
    { cells: [title('党员结构统计')], height: 32 },
    { cells: [note(`${scopeName}　　口径：组织关系所在、党籍正常的正式与预备党员；归并与分档未核实。`)], height: 20 },
    { cells: [head('项目'), head('档'), ...dates.map((on) => head(on))] },
    { cells: [words('党员总数'), words(''), ...totals.map(count)] },
    { cells: [words('另有停止党籍'), words(''), ...suspended.map(count)] },
    ...tables.flatMap(({ dimension, buckets }) =>
      buckets.map(({ bucket, counts }, index) => ({
        cells: [words(index === 0 ? dimension : ''), words(bucket), ...counts.map(count)],
      })),
    ),
  ]
  return {
    name: '结构统计',
    rows,
    merges: [
      { top: 0, left: 0, bottom: 0, right: last },
      { top: 1, left: 0, bottom: 1, right: last },
    ],
    columnWidths: [14, 22, ...dates.map(() => 12)],
    frozenRows: 3,
    titleRows: { from: 2, to: 2 },
  }
}

function balanceSheet(
  scopeName: string,
  { year, openingOn, closingOn, rows, total }: BalanceSheet & { readonly year: number },
): WrittenSheet {
  const headings = [
    '党支部',
    '期初人数',
    ...INCREASE_CAUSES,
    '增加小计',
    ...DECREASE_CAUSES,
    '减少小计',
    '期末账面',
    '期末名册',
    '不平之处',
  ]
  const line = (row: ReconciliationRow): WrittenCell[] => {
    const added = INCREASE_CAUSES.map((cause) => row.increases[cause])
    const lost = DECREASE_CAUSES.map((cause) => row.decreases[cause])
    const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0)
    return [
      words(row.name),
      count(row.opening),
      ...added.map(count),
      count(sum(added)),
      ...lost.map(count),
      count(sum(lost)),
      count(row.closing),
      count(row.counted),
      words(row.problem),
    ]
  }
  const last = headings.length - 1
  const first = INCREASE_CAUSES.length + 3
  return {
    name: '党内统计对账',
    rows: [
      { cells: [title(`${year} 年党内统计对账表`)], height: 32 },
      {
        cells: [note(`${scopeName}　　期初 ${formatChinese(openingOn)}，期末 ${formatChinese(closingOn)}；党内统计正式口径未核实。`)],
        height: 20,
      },
      {
        cells: headings.map((_, column) =>
          head(
            column === 0
              ? '党支部'
              : column === 1
                ? '期初'
                : column === 2
                  ? '增加'
                  : column === first
                    ? '减少'
                    : column === last - 2
                      ? '期末'
                      : '',
          ),
        ),
      },
      { cells: headings.map(head) },
      ...rows.map((row) => ({ cells: line(row) })),
      { cells: line(total) },
    ],
    merges: [
      { top: 0, left: 0, bottom: 0, right: last },
      { top: 1, left: 0, bottom: 1, right: last },
      { top: 2, left: 2, bottom: 2, right: first - 1 },
      { top: 2, left: first, bottom: 2, right: last - 3 },
      { top: 2, left: last - 2, bottom: 2, right: last - 1 },
    ],
    columnWidths: [24, 9, ...INCREASE_CAUSES.map(() => 9), 9, ...DECREASE_CAUSES.map(() => 9), 9, 9, 9, 30],
    frozenRows: 4,
    titleRows: { from: 2, to: 3 },
  }
}
