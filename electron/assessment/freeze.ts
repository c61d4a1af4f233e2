import type { freezeContract } from '../../shared/assessment/freeze-contract.ts'
import { freezeDifferences } from '../../shared/assessment/freeze-differences.ts'
import { partsOf } from '../../shared/calendar/plain-date.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { frozenChanges, frozenSheets, insertFreeze, insertFrozenChange, liftedFreezes, liftFreeze, liveFreeze } from './freeze-queries.ts'
import { loadLiveSheets } from './queries.ts'

/** 年度考核的冻结：定了的得分、名次与依据存下来，以后记录再变也不动它；再改要理由与授权。 */
export const freezeHandlers: Handlers<typeof freezeContract> = {
  'assessment.frozenState': async ({ db, today }, { year }) => {
    const freeze = await liveFreeze(db, year)
    const frozen = freeze ? await frozenSheets(db, year) : null
    return {
      freeze,
      differences: frozen
        ? freezeDifferences(frozen.sheets, await loadLiveSheets(db, year, today)).map((each) => ({ ...each, details: [...each.details] }))
        : [],
      changes: await frozenChanges(db, year),
      lifted: await liftedFreezes(db, year),
    }
  },

  'assessment.freeze': async (context, { year, approvedBy, documentNo }) => {
    const { db, today, at, actor } = context
    if (year >= partsOf(today).year)
      throw new DomainError('YEAR_NOT_OVER', `${year} 年度还没有过完，得分是预评，不能冻结；${year + 1} 年 1 月 1 日起可以冻结。`)
    const live = await liveFreeze(db, year)
    if (live)
      throw new DomainError(
        'YEAR_FROZEN',
        `${year} 年度考核已由${live.approvedBy}批准冻结。要按现在的得分重新定，请先写明理由与授权解冻，再冻结。`,
      )
    const sheets = await loadLiveSheets(db, year, today)
    if (sheets.length === 0) throw new DomainError('NO_BRANCH', `${year} 年度没有参评的党支部，没有得分可冻结。`)
    await insertFreeze(db, {
      id: context.newId(),
      year,
      asOf: `${year}-12-31`,
      sheetsJson: JSON.stringify(sheets),
      approvedBy,
      documentNo,
      frozenAt: at,
      frozenBy: actor,
    })
    context.summarize(`冻结 ${year} 年度考核：${sheets.length} 个支部，${approvedBy}批准${documentNo === '' ? '' : `（${documentNo}）`}`)
    return { year, branchCount: sheets.length }
  },

  'assessment.liftFreeze': async (context, { year, reason, authorizedBy }) => {
    const { db, at, actor } = context
    const live = await liveFreeze(db, year)
    if (!live) throw new DomainError('YEAR_NOT_FROZEN', `${year} 年度考核没有冻结，不用解冻。`)
    await liftFreeze(db, live.id, { liftedAt: at, liftedBy: actor, liftReason: reason, liftAuthorizedBy: authorizedBy })
    context.summarize(`解冻 ${year} 年度考核：${reason}（${authorizedBy}授权）`)
    return { year }
  },
}

type Grounds = { readonly reason: string; readonly authorizedBy: string } | null

/**
 * 年度冻结着的，改评定、加减分、否决须给理由与授权人，并留一条；没有冻结的什么也不做。
 * 改了以后冻结时的得分不变，差别在考核页看得到；要按新的算，解冻后重新冻结。
 * @throws DomainError `YEAR_FROZEN`
 */
export async function keepFrozenGrounds(
  context: CommandContext,
  year: number,
  given: Grounds,
  change: { readonly organizationIds: readonly string[]; readonly matter: string },
): Promise<void> {
  const { db, at, actor } = context
  const live = await liveFreeze(db, year)
  if (!live) return
  if (given === null) throw new DomainError('YEAR_FROZEN', `${year} 年度考核已经冻结，再改须填写理由与授权人，会留痕；这次没有存。`)
  for (const organizationId of change.organizationIds)
    await insertFrozenChange(db, {
      id: context.newId(),
      freezeId: live.id,
      organizationId,
      matter: change.matter,
      ...given,
      changedAt: at,
      actor,
    })
}
