import { settingsContract } from '../../shared/settings/contract.ts'
import type { OpenedDatabase } from '../db/open.ts'
import { pending } from '../dispatch/pending.ts'
import type { TaskRegistry } from '../dispatch/tasks.ts'

export const settingsHandlers = (_services: { database: OpenedDatabase; tasks: TaskRegistry; canPrintPdf: boolean; appVersion: string }) =>
  pending(settingsContract)
