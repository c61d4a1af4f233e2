import { correspondenceContract } from '../../shared/correspondence/contract.ts'
import { pending } from '../dispatch/pending.ts'
import type { PdfPrinter } from '../document/pdf-printer.ts'

export const correspondenceHandlers = (_pdfPrinter: PdfPrinter | null) => pending(correspondenceContract)
