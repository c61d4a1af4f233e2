import { BLOCK_ID } from '../../shared/document/inspection.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import { layOut } from './page-layout.ts'

/** 目录：正文第几块是目录表，表里各行依次指向正文第几块。页码写在各行的末一格。 */
export type Contents = { readonly table: number; readonly targets: readonly number[] }

/** 排一遍，把各块所在的面数填进目录表。表的行数、各行的高不因填页码而变，所以只排一遍。 */
export function withPageNumbers(model: DocumentModel, { table, targets }: Contents): DocumentModel {
  const pageOf = new Map<string, number>()
  for (const [index, page] of layOut(model).pages.entries())
    for (const { block } of page.items) if (!pageOf.has(block)) pageOf.set(block, index + 1)
  const body = model.body.map((item, index) => {
    if (index !== table || item.kind !== '表') return item
    const rows = item.rows.map((cells, row) => {
      const target = targets[row]
      const page = target === undefined ? undefined : pageOf.get(BLOCK_ID.body(target))
      return [...cells.slice(0, -1), page === undefined ? '' : String(page)]
    })
    return { ...item, rows }
  })
  return { ...model, body }
}
