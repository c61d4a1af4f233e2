import type { layoutContract } from '../../shared/exchange/layout-contract.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import type { ReadDb } from '../db/open.ts'
import { deleteLayout, layoutById, layoutRows, renameLayout, upsertLayout } from './layout-queries.ts'
import { recognizeFile } from './roster-reading.ts'

/** 认表头，与记住的表形。 */
export const layoutHandlers: Handlers<typeof layoutContract> = {
  'exchange.recognizeSheets': (context, { file, choices }) => recognizeFile(context, file, choices),

  'exchange.layouts': async ({ db }) => ({ rows: await layoutRows(db) }),

  'exchange.rememberLayout': async (context, { name, fingerprint, decision }) => {
    const layoutId = await upsertLayout(context.db, { id: context.newId(), name, fingerprint, decision, at: context.at })
    context.summarize(`记住表形“${name}”`)
    return { layoutId }
  },

  'exchange.renameLayout': async (context, { layoutId, name }) => {
    const layout = await requireLayout(context.db, layoutId)
    await renameLayout(context.db, layoutId, name)
    context.summarize(`表形“${layout.name}”改名为“${name}”`)
    return { layoutId }
  },

  'exchange.removeLayout': async (context, { layoutId }) => {
    const layout = await requireLayout(context.db, layoutId)
    await deleteLayout(context.db, layoutId)
    context.summarize(`不再记住表形“${layout.name}”`)
    return { layoutId }
  },
}

async function requireLayout(db: ReadDb, layoutId: string): Promise<{ id: string; name: string }> {
  const layout = await layoutById(db, layoutId)
  if (!layout) throw new DomainError('LAYOUT_UNKNOWN', '没有这个表形，可能已被删去，请刷新后再看。')
  return layout
}
