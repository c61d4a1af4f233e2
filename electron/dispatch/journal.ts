import { createHash } from 'node:crypto'
import { maskedInput } from '../../shared/settings/journal-masking.ts'
import { FIRST_PREVIOUS_HASH, journalHash, type JournalContent } from '../db/journal-chain.ts'
import type { WriteDb } from '../db/open.ts'

/** 日志里的入参：文件内容换成散列与大小，敏感的按 `maskedInput` 遮，其余原样。 */
export function journalInput(input: unknown): string {
  return JSON.stringify(input, function (this: unknown, key, value: unknown) {
    if ((key === 'base64' || key.endsWith('Base64')) && typeof value === 'string')
      return `sha256:${createHash('sha256').update(value, 'base64').digest('hex')}（${value.length} 字符）`
    if (/passphrase/i.test(key) && typeof value === 'string') return '（口令，不入日志）'
    return maskedInput(this, key, value)
  })
}

/** 在命令的事务里记一条，接在上一条的散列之后；事务撤回则链也退回原处。 */
export async function recordInJournal(db: WriteDb, content: JournalContent): Promise<void> {
  const last = await db.selectFrom('journal').select('hash').orderBy('seq', 'desc').limit(1).executeTakeFirst()
  const previousHash = last?.hash ?? FIRST_PREVIOUS_HASH
  await db
    .insertInto('journal')
    .values({ ...content, previousHash, hash: journalHash(previousHash, content) })
    .execute()
}
