import { isSensitiveColumn } from './sensitive-columns.ts'

/** 成块的内容：本身不单列敏感，里面会夹着证号、电话。 */
const MIXED_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  member: ['address'],
  talk: ['followUp'],
  organizationVersion: ['contactPhone'],
  batchChange: ['changesJson'],
  importChange: ['beforeJson', 'afterJson'],
  document: ['fieldsJson', 'modelJson'],
  documentVersion: ['fieldsJson', 'modelJson'],
  documentDraft: ['requestJson', 'derivedJson'],
  documentDraftChange: ['beforeText', 'afterText'],
}

/** 口令、密钥一类的列：哪张表都遮，前后值只记散列，也就撤不回。 */
export function isSecretColumn(column: string): boolean {
  return /passphrase|password|secret|salt|verifier/i.test(column)
}

/** 前后值要另放的列：导出时可以只给加盐的散列，不给原文。 */
export function isVeiledColumn(table: string, column: string): boolean {
  return isSensitiveColumn(table, column) || (MIXED_COLUMNS[table]?.includes(column) ?? false) || isSecretColumn(column)
}
