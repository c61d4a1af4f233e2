import * as XLSX from '@e965/xlsx'

export type ReadCell = { readonly value: unknown; readonly type: string; readonly hasFormula: boolean }

/** 用另一个库读回 xlsx：表名 → 行 → 格。 */
export function readRows(bytes: Uint8Array): Record<string, ReadCell[][]> {
  const workbook = XLSX.read(bytes, { type: 'buffer', cellFormula: true, dense: true })
  return Object.fromEntries(
    workbook.SheetNames.map((name) => {
      const rows = workbook.Sheets[name]?.['!data'] ?? []
      return [name, rows.map((row) => row.map((cell) => ({ value: cell.v, type: cell.t, hasFormula: cell.f !== undefined })))]
    }),
  )
}
