import type { correspondenceContract } from '../../shared/correspondence/contract.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import type { PdfPrinter } from '../document/pdf-printer.ts'
import { draftHandlers } from './draft-commands.ts'
import { exportHandlers, type CopyOpener } from './export-commands.ts'
import { incomingHandlers } from './incoming-commands.ts'
import { issueHandlers } from './issue-commands.ts'
import { letterheadHandlers } from './letterhead-commands.ts'
import { processPaperHandlers } from './process-papers.ts'
import { registerHandlers } from './register-commands.ts'
import { replyHandlers } from './reply-commands.ts'

/** 本机能做的外事：排 PDF、用 Word 打开副本。做不了的为 null，用到时如实拒绝。 */
export type CorrespondenceServices = { readonly pdfPrinter: PdfPrinter | null; readonly openCopy: CopyOpener | null }

export const correspondenceHandlers = ({ pdfPrinter, openCopy }: CorrespondenceServices): Handlers<typeof correspondenceContract> => ({
  ...issueHandlers(pdfPrinter),
  ...draftHandlers,
  ...processPaperHandlers,
  ...registerHandlers,
  ...exportHandlers(pdfPrinter, openCopy),
  ...incomingHandlers,
  ...replyHandlers,
  ...letterheadHandlers,
})
