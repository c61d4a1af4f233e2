import Database from 'better-sqlite3-multiple-ciphers'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { migrations } from '../../migrations/index.ts'
import { migrate } from './migrate.ts'

type Column = { name: string; type: string; notnull: 0 | 1; pk: number; dflt_value: string | null }

/** 由迁移后的空库生成 Kysely 的表类型：没有人把一列写两遍。 */
export function generateTables(): string {
  const connection = new Database(':memory:')
  migrate(connection, migrations)
  const names = connection
    .prepare(`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
    .pluck()
    .all() as string[]
  const interfaces = names.map((name) => {
    const columns = connection.pragma(`table_info("${name}")`) as Column[]
    const hasRowIdKey = columns.filter((column) => column.pk > 0).length === 1
    const lines = columns.map((column) => `  ${column.name}: ${typeOf(column, hasRowIdKey)}`)
    return `export interface ${pascal(name)}Table {\n${lines.join('\n')}\n}\n`
  })
  connection.close()
  const index = `export interface Tables {\n${names.map((name) => `  ${name}: ${pascal(name)}Table`).join('\n')}\n}\n`
  return `// 由 npm run tables 从迁移后的空库生成，不要手改。\nimport type { Generated } from 'kysely'\n\n${interfaces.join('\n')}\n${index}`
}

function typeOf(column: Column, hasRowIdKey: boolean): string {
  const base = column.type === 'INTEGER' ? 'number' : column.type === 'BLOB' ? 'Uint8Array' : 'string'
  const nullable = column.notnull === 0 && column.pk === 0 ? `${base} | null` : base
  const isRowId = hasRowIdKey && column.pk === 1 && column.type === 'INTEGER'
  return column.dflt_value !== null || isRowId ? `Generated<${nullable}>` : nullable
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

export const TABLES_FILE = fileURLToPath(new URL('./tables.ts', import.meta.url))

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const generated = generateTables()
  let current = ''
  try {
    current = readFileSync(TABLES_FILE, 'utf8')
  } catch {
    // 第一次生成时文件还不存在。
  }
  if (current !== generated) writeFileSync(TABLES_FILE, generated)
}
