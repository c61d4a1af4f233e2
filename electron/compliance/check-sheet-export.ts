import type * as z from 'zod'
import type { checkContract } from '../../shared/compliance/check-contract.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { TaskContext } from '../dispatch/handlers.ts'
import type { PdfPrinter } from '../document/pdf-printer.ts'
import { recordedUnit } from '../settings/queries.ts'
import { checkSheet } from './check-sheet.ts'
import { checkSheetDocument, checkSheetWorkbook, type SheetLine } from './check-sheet-documents.ts'
import { judgedGroup } from './judged-queries.ts'
import { exportPapers, type Paper } from './paper-export.ts'

type Input = z.output<(typeof checkContract)['compliance.exportCheckSheet']['input']>

export async function exportCheckSheet(context: TaskContext, pdfPrinter: PdfPrinter | null, input: Input): Promise<WireFile> {
  const { organizationIds, format, term } = input
  const asOf = input.asOf ?? context.today
  await context.report(0, 1, '核对要勾的')
  const group = await judgedGroup(context.db, asOf)
  const sheet = checkSheet(group, term)
  const itemOf = new Map(sheet.items.map((item) => [item.ruleId, item]))
  const wanted = new Set(organizationIds)
  const lines = group.facts.organizations
    .filter((each) => wanted.size === 0 || wanted.has(each.id))
    .flatMap((each) =>
      sheet.rows
        .filter((row) => row.organizationId === each.id)
        .flatMap((row): SheetLine[] => {
          const item = itemOf.get(row.ruleId)
          return item ? [{ item, row }] : []
        }),
    )
  if (lines.length === 0)
    throw new DomainError('NOTHING_TO_CHECK', `${asOf} 所选的党组织没有要勾核的规则，没有勾核表可导出。请换个党组织。`)
  const bundleName = `人工勾核表-${asOf}`
  if (format === 'xlsx') {
    await context.report(1, 1, '完成')
    return { fileName: `${bundleName}.xlsx`, base64: Buffer.from(checkSheetWorkbook(asOf, lines)).toString('base64') }
  }
  const issuer = (await recordedUnit(context.db))?.fullName ?? ''
  const papers = [...new Set(lines.map(({ row }) => row.organizationId))].map((id): Paper => {
    const own = lines.filter(({ row }) => row.organizationId === id)
    const name = own[0]?.row.organizationName ?? ''
    return { name: `${name}人工勾核表`, model: checkSheetDocument(name, asOf, issuer, own) }
  })
  return exportPapers(context, pdfPrinter, papers, bundleName, format === 'PDF' ? '合并 PDF' : 'docx')
}
