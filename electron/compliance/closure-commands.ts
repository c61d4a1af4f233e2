import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { closureContract, ClosureState } from '../../shared/compliance/closure-contract.ts'
import { closureBar, factSummary, latestRecheck } from '../../shared/regulation/closure.ts'
import type { Finding } from '../../shared/regulation/finding.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { organizationsAt } from '../member/queries.ts'
import { loadOrganizations } from '../organization/queries.ts'
import { closureRows, findClosure, insertClosure, withdrawClosure } from './closure-queries.ts'
import { judgedGroup } from './judged-queries.ts'

export const closureHandlers: Handlers<typeof closureContract> = {
  'compliance.closeFinding': async (context, input) => {
    const { db, today, at, actor } = context
    const { organizationId, ruleId, reason, documentNo, closedBy, recheckOn } = input
    if (!(await organizationsAt(db, today)).has(organizationId))
      throw new DomainError('ORGANIZATION_UNKNOWN', '没有这个党组织，可能已被删改。请回到工作台重新打开这条发现。')
    const { findings } = await judgedGroup(db, today)
    const finding = findings.find((each) => each.organizationId === organizationId && each.ruleId === ruleId)
    if (!finding) throw new DomainError('FINDING_UNKNOWN', `${ruleId} 现在对这个党组织没有结论，不必关闭。请刷新工作台。`)
    refuseUnclosable(finding)
    refuseBadRecheck(today, recheckOn)
    const closureId = context.newId()
    await insertClosure(db, {
      id: closureId,
      organizationId,
      ruleId,
      message: finding.message,
      factSummary: factSummary(finding),
      reason,
      documentNo,
      closedOn: today,
      closedBy,
      recheckOn,
      recordedAt: at,
      recordedBy: actor,
    })
    context.summarize(`关闭${finding.organizationName}的 ${ruleId}：${reason}；${recheckOn} 复查`)
    return { closureId }
  },

  'compliance.withdrawClosure': async (context, { closureId, reason }) => {
    const stored = await findClosure(context.db, closureId)
    if (!stored) throw new DomainError('CLOSURE_UNKNOWN', '没有这次关闭，请刷新后再看。')
    if (stored.withdrawnOn !== null) throw new DomainError('ALREADY_WITHDRAWN', `这次关闭已在 ${stored.withdrawnOn} 撤销，不必再撤。`)
    await withdrawClosure(context.db, closureId, {
      withdrawnOn: context.today,
      withdrawnAt: context.at,
      withdrawnBy: context.actor,
      withdrawalReason: reason,
    })
    context.summarize(`撤销关闭 ${stored.ruleId}（${stored.message}）：${reason}`)
    return { withdrawn: true }
  },

  'compliance.closures': async ({ db, today }, input) => {
    const asOf = input.asOf ?? today
    const stored = (await closureRows(db)).filter(
      (row) => row.closedOn <= asOf && (input.organizationId === null || row.organizationId === input.organizationId),
    )
    if (stored.length === 0) return { asOf, rows: [] }
    const { findings } = await judgedGroup(db, asOf)
    const known = new Map(findings.map((finding) => [`${finding.organizationId} ${finding.ruleId}`, finding]))
    const names = new Map((await loadOrganizations(db)).map((each) => [each.id, each.versions.at(-1)?.shortName ?? each.code]))
    return {
      asOf,
      rows: stored.map((row) => ({
        id: row.id,
        organizationId: row.organizationId,
        organizationName: names.get(row.organizationId) ?? '（已删除）',
        ruleId: row.ruleId,
        message: row.message,
        reason: row.reason,
        documentNo: row.documentNo,
        closedOn: row.closedOn,
        closedBy: row.closedBy,
        recheckOn: row.recheckOn,
        recordedBy: row.recordedBy,
        withdrawnOn: row.withdrawnOn,
        withdrawnBy: row.withdrawnBy,
        withdrawalReason: row.withdrawalReason,
        state: stateOf(row, known.get(`${row.organizationId} ${row.ruleId}`), asOf),
      })),
    }
  },
}

function refuseUnclosable(finding: Finding): void {
  const bar = closureBar(finding)
  if (bar !== null) throw new DomainError('CANNOT_CLOSE', bar)
  if (finding.closure)
    throw new DomainError(
      'ALREADY_CLOSED',
      `这一条已在 ${finding.closure.closedOn} 关闭，${finding.closure.recheckOn} 复查。要改理由，先撤销关闭再重新填写。`,
    )
}

function refuseBadRecheck(today: PlainDate, recheckOn: PlainDate): void {
  const latest = latestRecheck(today)
  if (recheckOn > today && recheckOn <= latest) return
  const message = recheckOn <= today ? `复查日应在今天（${today}）以后` : `复查日最晚到 ${latest}：关得再久，也要一年内回头看一次`
  throw new DomainError('BAD_RECHECK_DAY', `${message}。请改复查日。`, { problems: [{ place: 'recheckOn', message }] })
}

type StoredClosure = { readonly id: string; readonly withdrawnOn: PlainDate | null; readonly recheckOn: PlainDate }

/** 同一条发现先后关过几次的，只有最近一次还管着；早先的照它当时的结局写。 */
function stateOf(row: StoredClosure, finding: Finding | undefined, asOf: PlainDate): ClosureState {
  if (row.withdrawnOn !== null && row.withdrawnOn <= asOf) return '已撤销'
  if (finding?.closure?.id === row.id) return '关闭中'
  if (finding?.reopening?.id === row.id) return finding.reopening.because
  if (asOf >= row.recheckOn) return '到了复查日'
  return finding?.severity === '提示' ? '事实变了' : '已消除'
}
