import * as XLSX from '@e965/xlsx'
import { DomainError } from '../dispatch/domain-error.ts'
import type { FilledTemplate, TemplateFill } from './fill-template.ts'
import { soundFile } from './workbook-guard.ts'
import { biffCell } from './write-biff.ts'

/**
 * 把数据填进 .xls 空表：表头、合并、列宽与别的工作表都在，样式写不进去。数据多过空行时表尾下移。
 * 同样的入参逐字节相同。与导入一样先看清再解析：坏的公式记录会让解析库停不下来，公式只留算好的值。
 * @throws DomainError `TEMPLATE_UNREADABLE`
 */
export async function fillBiffTemplate(fileName: string, template: Buffer, fill: TemplateFill): Promise<FilledTemplate> {
  const sound = await soundFile(fileName, template)
  if (sound.kind !== 'xls') throw new DomainError('TEMPLATE_UNREADABLE', '这份模板不是 .xls 文件，请重新登记。')
  const workbook = XLSX.read(sound.stream, { type: 'buffer', cellNF: true, cellFormula: false })
  const sheet = workbook.Sheets[fill.sheetName]
  if (!sheet) throw new DomainError('TEMPLATE_UNREADABLE', `这份模板里找不到工作表“${fill.sheetName}”，请重新登记。`)
  const range = XLSX.utils.decode_range(sheet['!ref'] ?? 'A1')
  const cells = Array.from({ length: range.e.r + 1 }, (_, row) =>
    Array.from({ length: range.e.c + 1 }, (__, column): XLSX.CellObject | null => {
      const cell: unknown = sheet[XLSX.utils.encode_cell({ r: row, c: column })]
      return isCell(cell) && cell.t !== 'z' ? cell : null
    }),
  )
  const hasContent = (row: readonly (XLSX.CellObject | null)[]) =>
    row.some((cell, column) => {
      const text = String(cell?.v ?? '').trim()
      return text !== '' && !(fill.sequenceColumns.includes(column) && /^\d+$/.test(text))
    })
  const found = cells.findIndex((row, index) => index >= fill.dataTop && hasContent(row))
  const footTop = found === -1 ? cells.length : found
  const shift = found === -1 ? 0 : Math.max(0, fill.rows.length - (footTop - fill.dataTop))
  const width = Math.max(range.e.c + 1, ...fill.columns.map((column) => column + 1))
  const data = fill.rows.map((row) => {
    const line: (XLSX.CellObject | null)[] = Array.from({ length: width }, () => null)
    for (const [at, column] of fill.columns.entries()) {
      const cell = row[at]
      if (cell) line[column] = biffCell(cell)
    }
    return line
  })
  const spare = Math.max(0, footTop - fill.dataTop - data.length)
  const grid = [
    ...cells.slice(0, fill.dataTop),
    ...Array.from({ length: Math.max(0, fill.dataTop - cells.length) }, () => []),
    ...data,
    ...Array.from({ length: found === -1 ? 0 : spare }, () => []),
    ...cells.slice(footTop),
  ]
  const written = XLSX.utils.aoa_to_sheet(grid)
  const lastRow = fill.dataTop + data.length - 1
  written['!merges'] = (sheet['!merges'] ?? []).flatMap(({ s, e }) => {
    if (s.r >= footTop) return [{ s: { ...s, r: s.r + shift }, e: { ...e, r: e.r + shift } }]
    return e.r < fill.dataTop || s.r > lastRow ? [{ s, e }] : []
  })
  if (sheet['!cols']) written['!cols'] = sheet['!cols']
  workbook.Sheets[fill.sheetName] = written
  const bytes: unknown = XLSX.write(workbook, { type: 'array', bookType: 'biff8' })
  return { bytes: bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : (bytes as Uint8Array), notes: [] }
}

function isCell(value: unknown): value is XLSX.CellObject {
  return typeof value === 'object' && value !== null && 't' in value
}
