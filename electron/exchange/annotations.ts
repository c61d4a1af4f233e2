import { createHash } from 'node:crypto'
import type { exchangeContract } from '../../shared/exchange/contract.ts'
import type { RowDifference, WritableRow } from '../../shared/exchange/roster-diff.ts'
import { importResult, previewResult, sheetResults, type SheetResults } from '../../shared/exchange/row-results.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { annotateFile } from './annotated-file.ts'
import { keptImportResults } from './queries.ts'
import { compareRoster, importDate } from './roster-comparison.ts'
import { readRoster, type RosterReading } from './roster-reading.ts'

type AnnotationRoutes = Pick<typeof exchangeContract, 'exchange.previewAnnotations' | 'exchange.importAnnotations'>

/** 把结果写回用户自己那张表的副本。 */
export const annotationHandlers: Handlers<AnnotationRoutes> = {
  'exchange.previewAnnotations': async (context, { file, ...input }) => {
    const asOf = importDate(input.asOf, context.today)
    const reading = await readRoster(context, file, input.layoutChoices)
    const { rows } = await compareRoster(context, context.db, reading, asOf, input)
    await context.report(85, 100, '写进原表的副本')
    const results = sheetResults(
      reading.sheets,
      rows.map((row) => ({ sheet: row.entry.sheet, rowNo: row.entry.rowNo, result: previewResult(row) })),
    )
    return annotateFile(file, results)
  },

  'exchange.importAnnotations': async (context, { file, batchId }) => {
    const kept = await keptImportResults(context.db, batchId)
    if (!kept) throw new DomainError('IMPORT_RESULTS_UNKNOWN', '这一批没有留下逐行的结果（不是导入，或是旧版本导的），写不了标注的副本。')
    const sha256 = createHash('sha256').update(file.base64, 'base64').digest('hex')
    if (sha256 !== kept.fileSha256)
      throw new DomainError(
        'FILE_NOT_THE_IMPORTED_ONE',
        `“${file.fileName}”与当时导入的“${kept.fileName}”内容不同，行号可能对不上，没有写。请选当时导入的那一份（导入之后没有改过、没有另存过的）。`,
      )
    await context.report(30, 100, '写进原表的副本')
    return annotateFile(file, kept.sheets)
  },
}

/** 落库时逐行的结果：写了的、没采用的、拒绝的。 */
export function writtenResults(reading: RosterReading, rows: readonly RowDifference[], chosen: readonly WritableRow[]): SheetResults[] {
  const written = new Map(chosen.map((row) => [row.entry, row]))
  return sheetResults(
    reading.sheets,
    rows.map((row) => ({ sheet: row.entry.sheet, rowNo: row.entry.rowNo, result: importResult(row, written.get(row.entry) ?? null) })),
  )
}
