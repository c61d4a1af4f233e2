import type { archiveContract } from '../../shared/organizational-life/archive-contract.ts'
import type { AttachmentStore } from '../attachment/store.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import type { PdfPrinter } from '../document/pdf-printer.ts'
import { ledgerHandlers } from './ledger.ts'
import { attachmentHandlers } from './attachment-commands.ts'
import { searchHandlers } from './search.ts'

/** 附件原件放在哪里，由组装点给定。 */
export type ArchiveServices = { readonly store: AttachmentStore; readonly pdfPrinter: PdfPrinter | null }

export function archiveHandlers({ store, pdfPrinter }: ArchiveServices): Handlers<typeof archiveContract> {
  return {
    ...attachmentHandlers(store),
    ...ledgerHandlers({ store, pdfPrinter }),
    ...searchHandlers,
  }
}
