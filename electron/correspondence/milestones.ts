import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { TermMilestoneKind } from '../../shared/glossary.ts'
import type { WriteDb } from '../db/open.ts'
import type { CommandContext } from '../dispatch/handlers.ts'
import { ALL_TIME, insertMilestone, loadTerms, removeTermRecord } from '../election/queries.ts'

/** 登记这几种公文时同时留下的换届节点：记录一次，处处生成。 */
export const MILESTONE_OF: Readonly<Record<string, TermMilestoneKind>> = {
  W04: '上级提醒',
  W05: '换届请示',
  W06: '请示批复',
  W08: '大会通知',
  W10: '结果报告',
  W11: '结果批复',
  E16: '分工公布',
}

/** 上报的节点等来批复时，随之登记的节点。 */
const ANSWERED_BY: Partial<Record<TermMilestoneKind, TermMilestoneKind>> = { 换届请示: '请示批复', 结果报告: '结果批复' }

const GENERATED_NOTE = '由发文登记生成'
const REPLIED_NOTE = '由批复挂接生成'

type Occurrence = { readonly occurredOn: PlainDate; readonly documentNo: string }

/** 登记发文留下的节点；本届已有同一种的不再记。 */
export async function recordIssueMilestone(
  context: CommandContext,
  milestone: { readonly kind: string; readonly termId: string | null; readonly subjectId: string } & Occurrence,
): Promise<void> {
  const kind = MILESTONE_OF[milestone.kind]
  if (kind === undefined || milestone.termId === null) return
  await record(context, milestone.subjectId, milestone.termId, kind, milestone, GENERATED_NOTE)
}

/**
 * 批复挂上请示：找到请示留下的节点所在的那一届，登记相应的批复节点。
 * 返回节点的 id 与说明；请示与换届无关、或那一届已有批复节点的，返回 null。
 */
export async function recordReplyMilestone(
  context: CommandContext,
  request: { readonly subjectId: string; readonly number: string },
  reply: Occurrence,
): Promise<{ id: string; label: string } | null> {
  for (const term of await loadTerms(context.db, ALL_TIME, [request.subjectId]))
    for (const { kind, documentNo } of term.milestones) {
      const answer = ANSWERED_BY[kind]
      if (answer === undefined || documentNo !== request.number) continue
      const id = await record(context, request.subjectId, term.id, answer, reply, REPLIED_NOTE)
      return id === null ? null : { id, label: `第 ${term.seq} 届“${answer}”` }
    }
  return null
}

async function record(
  { db, at, newId }: CommandContext,
  organizationId: string,
  termId: string,
  kind: TermMilestoneKind,
  { occurredOn, documentNo }: Occurrence,
  note: string,
): Promise<string | null> {
  // 节点的日期可能晚于今天（成文日期可改），查有无时取全部。
  const term = (await loadTerms(db, ALL_TIME, [organizationId])).find((each) => each.id === termId)
  if (!term || term.milestones.some((each) => each.kind === kind)) return null
  const id = newId()
  await insertMilestone(db, { id, termId, kind, occurredOn, documentNo, note }, at)
  return id
}

/** 作废时撤下由发文登记生成的节点；人工登记的不动。返回是否撤了。 */
export async function withdrawIssueMilestone(
  db: WriteDb,
  document: { readonly kind: string; readonly subjectId: string; readonly number: string },
  at: string,
): Promise<boolean> {
  const kind = MILESTONE_OF[document.kind]
  let hasWithdrawn = false
  if (kind === undefined) return false
  for (const term of await loadTerms(db, ALL_TIME, [document.subjectId]))
    for (const each of term.milestones)
      if (each.kind === kind && each.documentNo === document.number && each.note === GENERATED_NOTE) {
        await removeTermRecord(db, 'termMilestone', each.id, at)
        hasWithdrawn = true
      }
  return hasWithdrawn
}

/** 解除挂接时撤下由它生成的节点；后来人工改过的不动。返回是否撤了。 */
export async function withdrawReplyMilestone(db: WriteDb, subjectId: string, milestoneId: string, at: string): Promise<boolean> {
  for (const term of await loadTerms(db, ALL_TIME, [subjectId]))
    for (const each of term.milestones)
      if (each.id === milestoneId && each.note === REPLIED_NOTE) {
        await removeTermRecord(db, 'termMilestone', each.id, at)
        return true
      }
  return false
}
