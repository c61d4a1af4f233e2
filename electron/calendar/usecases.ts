import type { calendarContract } from '../../shared/calendar/contract.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import type { PdfPrinter } from '../document/pdf-printer.ts'
import { exportHandlers } from './export-commands.ts'
import { holidayHandlers } from './holiday-commands.ts'
import { publicityHandlers } from './publicity-commands.ts'
import { reminderHandlers } from './reminder-commands.ts'
import { taskHandlers } from './task-commands.ts'

export const calendarHandlers = (pdfPrinter: PdfPrinter | null): Handlers<typeof calendarContract> => ({
  ...taskHandlers,
  ...holidayHandlers,
  ...publicityHandlers,
  ...reminderHandlers,
  ...exportHandlers(pdfPrinter),
})
