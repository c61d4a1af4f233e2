import type { ReplyRef } from '../../shared/correspondence/incoming-contract.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

/** 一对挂接：请示一端、批复一端，与随之登记的换届节点。 */
export type ReplyLink = { id: string; request: ReplyRef; reply: ReplyRef; milestoneId: string | null }

export async function replyLinks(db: ReadDb): Promise<ReplyLink[]> {
  const rows = await db.selectFrom('replyLink').selectAll().orderBy('linkedAt').orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id,
    request: endOf(row.requestDocumentId, row.requestIncomingId),
    reply: endOf(row.replyDocumentId, row.replyIncomingId),
    milestoneId: row.milestoneId,
  }))
}

function endOf(documentId: string | null, incomingId: string | null): ReplyRef {
  return documentId === null ? { source: '收文', id: incomingId ?? '' } : { source: '发文', id: documentId }
}

export function isSameEnd(a: ReplyRef, b: ReplyRef): boolean {
  return a.source === b.source && a.id === b.id
}

export async function insertReplyLink(
  db: WriteDb,
  link: ReplyLink & { readonly linkedAt: string; readonly linkedBy: string },
): Promise<void> {
  const { id, request, reply, milestoneId, linkedAt, linkedBy } = link
  await db
    .insertInto('replyLink')
    .values({
      id,
      requestDocumentId: request.source === '发文' ? request.id : null,
      requestIncomingId: request.source === '收文' ? request.id : null,
      replyDocumentId: reply.source === '发文' ? reply.id : null,
      replyIncomingId: reply.source === '收文' ? reply.id : null,
      milestoneId,
      linkedAt,
      linkedBy,
    })
    .execute()
}

export async function deleteReplyLink(db: WriteDb, id: string): Promise<void> {
  await db.deleteFrom('replyLink').where('id', '=', id).execute()
}
