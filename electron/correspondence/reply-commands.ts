import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { incomingContract, ReplyRef } from '../../shared/correspondence/incoming-contract.ts'
import { REPLY_GENRES, replyProblem, waitingDays, type ReplyEnd } from '../../shared/correspondence/reply.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { organizationsAt } from '../member/queries.ts'
import { incomingRecords } from './incoming-queries.ts'
import { recordReplyMilestone, withdrawReplyMilestone } from './milestones.ts'
import { recordReplyStep, withdrawReplyStep } from './process-steps.ts'
import { registeredDocuments } from './queries.ts'
import { deleteReplyLink, insertReplyLink, isSameEnd, replyLinks, type ReplyLink } from './reply-queries.ts'

type Routes = 'correspondence.requests' | 'correspondence.linkReply' | 'correspondence.withdrawReply'

/** 能当请示或批复的一件：发文或收文，连同答复关系要看的要素。 */
type Item = ReplyRef & {
  readonly number: string
  readonly title: string
  readonly genre: string
  readonly datedOn: PlainDate
  readonly isVoid: boolean
  readonly issuerName: string
  readonly subjectId: string | null
}

/** 全部发文、收文与它们之间的挂接。 */
type LinkEnds = { readonly items: readonly Item[]; readonly links: readonly ReplyLink[] }

export const replyHandlers: Handlers<Pick<typeof incomingContract, Routes>> = {
  'correspondence.requests': async ({ db, today }) => {
    const ends = await linkEnds(db)
    const organizations = await organizationsAt(db, today)
    const rows = ends.items
      .filter(({ genre, isVoid }) => genre === '请示' && !isVoid)
      .map((item) => {
        const reply = replyLinkOf(ends, item)
        return {
          source: item.source,
          id: item.id,
          number: item.number,
          title: item.title,
          issuerName: item.issuerName,
          subjectName: item.subjectId === null ? '' : (organizations.get(item.subjectId)?.shortName ?? ''),
          datedOn: item.datedOn,
          waitingDays: waitingDays(item, reply?.datedOn ?? today),
          reply,
        }
      })
    const replies = ends.items
      .filter((item) => REPLY_GENRES.some((genre) => genre === item.genre) && !item.isVoid && replyLinkOf(ends, item) === null)
      .map(({ source, id, number, title, datedOn, issuerName }) => ({ source, id, number, title, datedOn, issuerName }))
    return {
      // 未复的在前，等得久的在前。
      rows: rows.toSorted((a, b) => Number(a.reply !== null) - Number(b.reply !== null) || (a.datedOn < b.datedOn ? -1 : 1)),
      replies: replies.toSorted((a, b) => (a.datedOn < b.datedOn ? 1 : -1)),
    }
  },

  'correspondence.linkReply': async (context, { request, reply }) => ({ milestone: await linkReply(context, request, reply) }),

  'correspondence.withdrawReply': async (context, { request }) => {
    const { db, at } = context
    const ends = await linkEnds(db)
    const link = ends.links.find((each) => isSameEnd(each.request, request))
    const item = ends.items.find((each) => isSameEnd(each, request))
    if (!link || !item) throw new DomainError('NOT_LINKED', '这份请示没有挂批复，不用解除。')
    await deleteReplyLink(db, link.id)
    const replyItem = ends.items.find((each) => isSameEnd(each, link.reply))
    const isMilestoneWithdrawn =
      link.milestoneId !== null && item.subjectId !== null && (await withdrawReplyMilestone(db, item.subjectId, link.milestoneId, at))
    const isStepWithdrawn =
      link.milestoneId === null &&
      item.subjectId !== null &&
      replyItem !== undefined &&
      (await withdrawReplyStep(db, item.subjectId, replyItem.number, at))
    const withdrawnMilestone = isMilestoneWithdrawn || isStepWithdrawn
    context.summarize(`解除${labelOf(item)}与批复的挂接`)
    return { withdrawnMilestone }
  },
}

/** 把批复挂到请示上，返回随之登记的换届节点的说明；没有为空串。 */
export async function linkReply(context: CommandContext, request: ReplyRef, reply: ReplyRef): Promise<string> {
  const { db, at, actor } = context
  const ends = await linkEnds(db)
  const requestItem = requireItem(ends, request, '请示')
  const replyItem = requireItem(ends, reply, '批复')
  const problem = replyProblem(endOf(ends, requestItem), endOf(ends, replyItem))
  if (problem !== '') throw new DomainError('REPLY_REFUSED', `${problem}。`, { problems: [{ place: 'reply', message: problem }] })
  const { subjectId, number } = requestItem
  const occurrence = { occurredOn: replyItem.datedOn, documentNo: replyItem.number }
  const milestone = subjectId === null ? null : await recordReplyMilestone(context, { subjectId, number }, occurrence)
  const step =
    subjectId === null || milestone !== null
      ? null
      : await recordReplyStep(
          db,
          { subjectId, number },
          { ...occurrence, documentId: replyItem.source === '发文' ? replyItem.id : null },
          at,
        )
  await insertReplyLink(db, { id: context.newId(), request, reply, milestoneId: milestone?.id ?? null, linkedAt: at, linkedBy: actor })
  const label = milestone?.label ?? step?.label ?? ''
  const note = label === '' ? (step?.problem ?? '').replace(/。$/, '') : `登记${label}`
  context.summarize(`批复${labelOf(replyItem)}挂到请示${labelOf(requestItem)}${note === '' ? '' : `，${note}`}`)
  return label
}

export async function linkEnds(db: ReadDb): Promise<LinkEnds> {
  const documents = await registeredDocuments(db, { kind: null, subjectId: null, year: null })
  const incoming = await incomingRecords(db, null, false)
  return {
    links: await replyLinks(db),
    items: [
      ...documents.map(({ id, number, title, genre, datedOn, status, issuerName, subjectId }): Item => ({
        source: '发文',
        id,
        number,
        title,
        genre,
        datedOn,
        isVoid: status === '已作废',
        issuerName,
        subjectId,
      })),
      ...incoming.map((record): Item => ({
        source: '收文',
        id: record.id,
        number: record.senderNumber === '' ? incomingNumber(record.year, record.serial) : record.senderNumber,
        title: record.title,
        genre: record.genre,
        datedOn: record.datedOn ?? record.receivedOn,
        isVoid: false,
        issuerName: record.sender,
        subjectId: record.organizationId,
      })),
    ],
  }
}

/** 挂在另一端的那一件；没有挂为 null。 */
export function replyLinkOf({ items, links }: LinkEnds, ref: ReplyRef) {
  const link = links.find((each) => isSameEnd(each.request, ref) || isSameEnd(each.reply, ref))
  if (!link) return null
  const otherRef = isSameEnd(link.request, ref) ? link.reply : link.request
  const other = items.find((each) => isSameEnd(each, otherRef))
  return other ? { source: other.source, id: other.id, number: other.number, title: other.title, datedOn: other.datedOn } : null
}

function endOf(ends: LinkEnds, item: Item): ReplyEnd {
  return { ...item, linkedTo: replyLinkOf(ends, item)?.number ?? '' }
}

function requireItem({ items }: LinkEnds, ref: ReplyRef, role: string): Item {
  const item = items.find((each) => isSameEnd(each, ref))
  if (item) return item
  throw new DomainError('NOT_FOUND', `没有这份${role}，可能已经撤下。请刷新后重选。`)
}

function labelOf({ number, title }: Item): string {
  return `${number}《${title}》`
}

/** 收文编号：按收文日期的年份连续编。 */
export function incomingNumber(year: number, serial: number): string {
  return `收〔${year}〕${serial}号`
}
