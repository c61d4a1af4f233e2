import { createHash } from 'node:crypto'
import type { ReadDb, WriteDb } from '../db/open.ts'

/** 留存一个文件的原件，按散列认：同样的内容只存一份。返回散列与字节数。 */
export async function keepFile(db: WriteDb, bytes: Uint8Array): Promise<{ sha256: string; byteCount: number }> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await db
    .insertInto('keptFile')
    .values({ sha256, byteCount: bytes.length, content: Buffer.from(bytes) })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
  return { sha256, byteCount: bytes.length }
}

/** 取回原件；没有为 null。 */
export async function keptFile(db: ReadDb, sha256: string): Promise<Uint8Array | null> {
  const row = await db.selectFrom('keptFile').select('content').where('sha256', '=', sha256).executeTakeFirst()
  return row?.content ?? null
}
