import { unzipSync, zipSync, type Zippable } from 'fflate'
import writeXlsxFile from 'write-excel-file/node'
import { partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'

export type SheetColumn = { readonly label: string; readonly width: number; readonly align?: 'left' | 'center' | 'right' }
/** 一张表：标题行、表头、数据、表下的说明。数字格写成数字，其余一律是文本，任何内容都不会成为公式。 */
export type WorkSheet = {
  readonly name: string
  readonly title: string
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly SheetValue[])[]
  readonly notes?: readonly string[]
}

type Cell = { value: string; type: StringConstructor } | { value: number; type: NumberConstructor; format: string }

/** 一格：`points` 是百分之一分，写成两位小数的数字。 */
export type SheetValue = string | number | { readonly points: number }

function cell(value: SheetValue): Cell {
  if (typeof value === 'string') return { value, type: String }
  if (typeof value === 'number') return { value, type: Number, format: '0' }
  return { value: value.points / 100, type: Number, format: '0.00' }
}

const FONT = '宋体'
const HEAD_FILL = '#EFEEEB'
const BORDER = { borderStyle: 'thin', borderColor: '#918D85' } as const

/** 写成 xlsx。同样的入参逐字节相同：包内时间取 `on`，次序固定。 */
export async function workbookBytes(sheets: readonly WorkSheet[], on: PlainDate): Promise<Uint8Array> {
  const written = await writeXlsxFile(
    sheets.map((sheet) => ({
      sheet: sheet.name,
      stickyRowsCount: 2,
      columns: sheet.columns.map(({ width }) => ({ width })),
      data: [
        [{ value: sheet.title, type: String, fontWeight: 'bold' as const, fontSize: 14, columnSpan: sheet.columns.length, height: 26 }],
        sheet.columns.map(({ label }) => ({
          value: label,
          type: String,
          fontWeight: 'bold' as const,
          align: 'center' as const,
          alignVertical: 'center' as const,
          backgroundColor: HEAD_FILL,
          wrap: true,
          ...BORDER,
        })),
        ...sheet.rows.map((row) =>
          row.map((value, index) => ({
            ...cell(value),
            align: sheet.columns[index]?.align ?? (typeof value === 'string' ? ('left' as const) : ('right' as const)),
            alignVertical: 'center' as const,
            wrap: true,
            ...BORDER,
          })),
        ),
        ...(sheet.notes ?? []).map((note) => [{ value: note, type: String, columnSpan: sheet.columns.length, wrap: true }]),
      ],
    })),
    { fontFamily: FONT, fontSize: 11 },
  ).toBuffer()
  return repacked(new Uint8Array(written), on)
}

/** 库写出的包带当时的时刻；换成固定的时刻与次序重新打包。 */
function repacked(bytes: Uint8Array, on: PlainDate): Uint8Array {
  const parts = unzipSync(bytes)
  const { year, month, day } = partsOf(on)
  const mtime = new Date(year, month - 1, day, 9, 0, 0)
  const files: Zippable = {}
  for (const name of Object.keys(parts).sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))) {
    const content = parts[name]
    if (content) files[name] = [content, { mtime, level: 6 }]
  }
  return zipSync(files)
}

function rankOf(name: string): number {
  return name === '[Content_Types].xml' ? 0 : name.startsWith('_rels/') ? 1 : 2
}
