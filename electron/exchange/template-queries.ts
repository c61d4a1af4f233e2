import type { ExportFieldKey } from '../../shared/exchange/export-fields.ts'
import type { CodeStyle } from '../../shared/exchange/export-fields.ts'
import { headingKey, type TemplateColumn, type TemplateSheet } from '../../shared/exchange/export-template.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

/** 登记过的一张模板；文件原文另取。 */
export type StoredTemplate = {
  readonly id: string
  readonly name: string
  readonly fileName: string
  readonly sheet: TemplateSheet
  readonly codeStyle: CodeStyle
  readonly updatedAt: string
}

const COLUMNS = ['id', 'name', 'fileName', 'sheetName', 'headerTop', 'headerRows', 'columnsJson', 'codeStyle', 'updatedAt'] as const

function storedTemplate(row: {
  id: string
  name: string
  fileName: string
  sheetName: string
  headerTop: number
  headerRows: number
  columnsJson: string
  codeStyle: string
  updatedAt: string
}): StoredTemplate {
  const { id, name, fileName, updatedAt } = row
  const columns = JSON.parse(row.columnsJson) as TemplateColumn[]
  return {
    id,
    name,
    fileName,
    sheet: { name: row.sheetName, headerTop: row.headerTop, headerRows: row.headerRows, columns },
    codeStyle: row.codeStyle as CodeStyle,
    updatedAt,
  }
}

/** 登记过、没有撤下的模板，按名称排。 */
export async function templates(db: ReadDb): Promise<StoredTemplate[]> {
  const rows = await db.selectFrom('exportTemplate').where('deletedAt', 'is', null).select(COLUMNS).orderBy('name').execute()
  return rows.map(storedTemplate)
}

export async function templateById(db: ReadDb, id: string): Promise<(StoredTemplate & { readonly fileBase64: string }) | null> {
  const row = await db
    .selectFrom('exportTemplate')
    .where('deletedAt', 'is', null)
    .where('id', '=', id)
    .select([...COLUMNS, 'fileBase64'])
    .executeTakeFirst()
  return row ? { ...storedTemplate(row), fileBase64: row.fileBase64 } : null
}

/** 人在历次模板里为各表头定过的字段，后定的为准；null 是定为留空。 */
export async function rememberedHeadings(db: ReadDb): Promise<ReadonlyMap<string, ExportFieldKey | null>> {
  const known = await templates(db)
  const byTime = known.toSorted((a, b) => (a.updatedAt < b.updatedAt ? -1 : a.updatedAt > b.updatedAt ? 1 : 0))
  return new Map(byTime.flatMap(({ sheet }) => sheet.columns.map(({ heading, field }) => [headingKey(heading), field] as const)))
}

export async function insertTemplate(
  db: WriteDb,
  template: { id: string; name: string; fileName: string; fileBase64: string; sheet: TemplateSheet; codeStyle: CodeStyle; at: string },
): Promise<void> {
  const { id, name, fileName, fileBase64, sheet, codeStyle, at } = template
  await db
    .insertInto('exportTemplate')
    .values({
      id,
      name,
      fileName,
      fileBase64,
      sheetName: sheet.name,
      headerTop: sheet.headerTop,
      headerRows: sheet.headerRows,
      columnsJson: JSON.stringify(sheet.columns),
      codeStyle,
      createdAt: at,
      updatedAt: at,
    })
    .execute()
}

export async function updateTemplate(
  db: WriteDb,
  change: { id: string; name: string; columns: readonly TemplateColumn[]; codeStyle: CodeStyle; at: string },
): Promise<void> {
  const { id, name, columns, codeStyle, at } = change
  await db
    .updateTable('exportTemplate')
    .set({ name, columnsJson: JSON.stringify(columns), codeStyle, updatedAt: at })
    .where('id', '=', id)
    .execute()
}

export async function withdrawTemplate(db: WriteDb, id: string, at: string): Promise<void> {
  await db.updateTable('exportTemplate').set({ deletedAt: at }).where('id', '=', id).execute()
}
