import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext } from '../dispatch/handlers.ts'
import { organizationsAt } from '../member/queries.ts'
import { refuseIf, strangers } from './branch-roster.ts'
import { memberNames } from './life-evidence-queries.ts'
import type { ReviewRecord } from './review-queries.ts'

/** 几处一起拒绝，逐条列出。 */
export function refusal(code: string, problems: readonly string[]): DomainError {
  return new DomainError(code, problems.join(' '), { problems: problems.map((message) => ({ place: '', message })) })
}

/** 评议对象须在参评名单里。 */
export async function refuseOutsiders({ db }: CommandContext, review: ReviewRecord, ids: readonly string[]): Promise<void> {
  const listed = review.results.map(({ memberId }) => ({ id: memberId }))
  refuseIf('NOT_IN_REVIEW', strangers(ids, listed, await memberNames(db, ids), `${review.year} 年度的参评名单里`))
}

export async function summarizeReview(context: CommandContext, { organizationId, year }: ReviewRecord, what: string): Promise<void> {
  const organization = (await organizationsAt(context.db, context.today)).get(organizationId)
  context.summarize(`“${organization?.shortName ?? ''}”${year} 年度民主评议：${what}`)
}
