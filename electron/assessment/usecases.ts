import { assessmentContract } from '../../shared/assessment/contract.ts'
import { judgementDay } from '../../shared/assessment/group-scores.ts'
import { isLifeItem, LIFE_ITEM_IDS, ratingEvidence } from '../../shared/assessment/life-ratings.ts'
import {
  DEFAULT_SCHEME,
  formatCenti,
  schemeItemById,
  schemeProblems,
  schemeWith,
  VETO_NAMES,
  type AssessmentScheme,
} from '../../shared/assessment/scheme.ts'
import { partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { AttachmentStore } from '../attachment/store.ts'
import { loadGroupFacts } from '../compliance/queries.ts'
import { loadStandards } from '../compliance/standards-queries.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { frozenYearsFrom } from './freeze-queries.ts'
import { freezeHandlers, keepFrozenGrounds } from './freeze.ts'
import { exportPackage, packageGaps } from './package.ts'
import {
  adjustmentById,
  deleteRating,
  hasRatings,
  insertAdjustment,
  insertScheme,
  insertVeto,
  liveVeto,
  loadScoreSheets,
  organizationsOn,
  ratedYears,
  saveRating,
  schemeOfYear,
  setAdjustmentDeletedAt,
  withdrawnRecords,
  withdrawVeto,
  type RankedSheet,
} from './queries.ts'
import { rankingWorkbook } from './score-workbook.ts'

/** `store` 是附件的原件：材料包里的台账印照片。 */
export const assessmentHandlers = (store: AttachmentStore): Handlers<typeof assessmentContract> => ({
  ...freezeHandlers,

  'assessment.scheme': async ({ db, today }, { year = partsOf(today).year }) => ({
    ...schemeView(await schemeOfYear(db, year)),
    isLocked: year < partsOf(today).year && (await hasRatings(db, year)),
  }),

  'assessment.saveScheme': async (context, { fromYear = partsOf(context.today).year, tasks }) => {
    const { db, today, at } = context
    const problems = schemeProblems(tasks)
    if (problems.length > 0)
      throw new DomainError(
        'SCHEME_UNBALANCED',
        `评分权重有 ${problems.length} 处不合要求，没有保存：${problems.map((each) => `${each.place}${each.message}`).join('')}`,
        { problems },
      )
    const locked = (await ratedYears(db)).filter((year) => year >= fromYear && year < partsOf(today).year)
    if (locked.length > 0)
      throw new DomainError(
        'SCHEME_LOCKED',
        `${locked.join('、')} 年度已结束并作过评定，方案已锁定。请把起用年度改为 ${Math.max(...locked) + 1} 或以后。`,
      )
    const frozen = await frozenYearsFrom(db, fromYear)
    if (frozen.length > 0)
      throw new DomainError(
        'SCHEME_LOCKED',
        `${frozen.join('、')} 年度考核已经冻结，权重不能再改。请把起用年度改为 ${Math.max(...frozen) + 1} 或以后，或先写明理由与授权解冻。`,
      )
    const current = await schemeOfYear(db, fromYear)
    if (weightsText(schemeWith(current.version, tasks)) === weightsText(current))
      throw new DomainError('SCHEME_UNCHANGED', `权重与 ${fromYear} 年度现行的第 ${current.version} 版完全相同，不必另存。`)
    const version = await insertScheme(db, fromYear, tasks, at)
    context.summarize(`保存评分方案第 ${version} 版，自 ${fromYear} 年度起用`)
    return { version }
  },

  'assessment.ranking': async ({ db, today }, { year, asOf = today }) => {
    requireStarted(year, asOf)
    const rows = await loadScoreSheets(db, year, asOf)
    return { year, rows, averageCenti: averageOf(rows) }
  },

  'assessment.sheet': async ({ db, today }, { year, organizationId, asOf = today }) => {
    requireStarted(year, asOf)
    const sheet = (await loadScoreSheets(db, year, asOf)).find((each) => each.organizationId === organizationId)
    if (!sheet) throw await notAssessed(db, year, asOf, organizationId)
    return sheet
  },

  'assessment.evidence': async ({ db, today }, { year, organizationId, itemId, asOf = today }) => {
    const day = requireStarted(year, asOf)
    if (!isLifeItem(itemId)) {
      const ids = LIFE_ITEM_IDS.join('、')
      throw new DomainError('ITEM_NOT_FROM_ACTIVITIES', `${itemId} 不是由会议活动计算的考核项；由会议活动计算的有 ${ids}。`)
    }
    const facts = await loadGroupFacts(db, day, [organizationId])
    const [organization] = facts.organizations
    if (organization?.level !== '党支部') throw await notAssessed(db, year, day, organizationId)
    const dated = (await loadStandards(db)).datedFor(organizationId)
    return {
      rows: ratingEvidence(organization, itemId, { year, asOf: day, dated, holidays: facts.holidays }).map(({ activity, note }) => ({
        activityId: activity.id,
        heldOn: activity.heldOn,
        title: activity.title || activity.primaryType,
        presentCount: activity.presentCount,
        expectedCount: activity.expectedCount,
        note,
      })),
    }
  },

  'assessment.rate': async (context, { year, organizationIds, itemId, ratioPermyriad, basis, frozenYear }) => {
    const { db, today, at } = context
    const item = requireManualItem(itemId)
    const unique = [...new Set(organizationIds)]
    const names = await requireBranches(db, year, today, unique)
    for (const organizationId of unique) await saveRating(db, { year, organizationId, itemId, ratioPermyriad, basis, ratedAt: at })
    const value = percentText(ratioPermyriad)
    const matter = `${year} 年度 ${itemId} ${item.name}评定为${value}`
    await keepFrozenGrounds(context, year, frozenYear, { organizationIds: unique, matter })
    context.summarize(`${matter}：${names.length > 3 ? `${names.length} 个支部` : names.join('、')}`)
    return { rated: unique.length }
  },

  'assessment.withdrawRating': async (context, { year, organizationId, itemId, frozenYear }) => {
    const { db, today } = context
    const item = requireManualItem(itemId)
    const names = await requireBranches(db, year, today, [organizationId])
    const withdrawn = await deleteRating(db, year, organizationId, itemId)
    if (!withdrawn) throw new DomainError('RATING_MISSING', `${names.join('')} ${year} 年度的 ${itemId} ${item.name}还没有评定，不用撤回。`)
    await keepFrozenGrounds(context, year, frozenYear, { organizationIds: [organizationId], matter: `撤回 ${itemId} ${item.name}的评定` })
    context.summarize(
      `撤回${names.join('')} ${year} 年度 ${itemId} ${item.name}的评定（原为${percentText(withdrawn.ratioPermyriad)}：${withdrawn.basis}）`,
    )
    return { itemId }
  },

  'assessment.adjust': async (context, { year, organizationId, frozenYear, ...rest }) => {
    const { db, today, at } = context
    const names = await requireBranches(db, year, today, [organizationId])
    const id = context.newId()
    await insertAdjustment(db, { id, year, organizationId, ...rest, createdAt: at })
    const matter = `${rest.kind} ${formatCenti(rest.pointsCenti)}：${rest.reason}`
    await keepFrozenGrounds(context, year, frozenYear, { organizationIds: [organizationId], matter })
    context.summarize(`${names.join('')} ${year} 年度${rest.kind} ${formatCenti(rest.pointsCenti)}：${rest.reason}`)
    return { adjustmentId: id }
  },

  'assessment.removeAdjustment': async (context, { adjustmentId, frozenYear }) => {
    const { db, at } = context
    const found = await requireAdjustment(db, adjustmentId)
    if (found.deletedAt !== null) throw new DomainError('ADJUSTMENT_REMOVED', '这条加减分已经撤下，不用再撤。')
    await setAdjustmentDeletedAt(db, adjustmentId, at)
    await keepFrozenGrounds(context, found.year, frozenYear, {
      organizationIds: [found.organizationId],
      matter: `撤下${found.kind} ${formatCenti(found.pointsCenti)}：${found.reason}`,
    })
    context.summarize(`撤下${found.kind} ${formatCenti(found.pointsCenti)}：${found.reason}`)
    return { adjustmentId }
  },

  'assessment.restoreAdjustment': async (context, { adjustmentId, frozenYear }) => {
    const { db } = context
    const found = await requireAdjustment(db, adjustmentId)
    if (found.deletedAt === null) throw new DomainError('ADJUSTMENT_LIVE', '这条加减分没有撤下，不用恢复。')
    await setAdjustmentDeletedAt(db, adjustmentId, null)
    await keepFrozenGrounds(context, found.year, frozenYear, {
      organizationIds: [found.organizationId],
      matter: `恢复${found.kind} ${formatCenti(found.pointsCenti)}：${found.reason}`,
    })
    context.summarize(`恢复${found.kind} ${formatCenti(found.pointsCenti)}：${found.reason}`)
    return { adjustmentId }
  },

  'assessment.confirmVeto': async (context, { year, organizationId, vetoId, basis, confirmedBy, frozenYear }) => {
    const { db, today } = context
    const names = await requireBranches(db, year, today, [organizationId])
    if (await liveVeto(db, year, organizationId, vetoId))
      throw new DomainError('VETO_CONFIRMED', `${names.join('')} ${year} 年度的 ${vetoId} 已经确认过。要改依据，请先撤回再重新确认。`)
    await insertVeto(db, { id: context.newId(), year, organizationId, vetoId, basis, confirmedBy, confirmedOn: today })
    await keepFrozenGrounds(context, year, frozenYear, {
      organizationIds: [organizationId],
      matter: `确认一票否决 ${vetoId} ${VETO_NAMES[vetoId]}`,
    })
    context.summarize(`${confirmedBy}确认${names.join('')} ${year} 年度一票否决 ${vetoId} ${VETO_NAMES[vetoId]}`)
    return { vetoId }
  },

  'assessment.withdrawVeto': async (context, { year, organizationId, vetoId, reason, frozenYear }) => {
    const { db, at } = context
    const live = await liveVeto(db, year, organizationId, vetoId)
    if (!live) throw new DomainError('VETO_MISSING', `${year} 年度没有确认过 ${vetoId}，不用撤回。`)
    await withdrawVeto(db, live.id, at, reason)
    await keepFrozenGrounds(context, year, frozenYear, {
      organizationIds: [organizationId],
      matter: `撤回一票否决 ${vetoId} ${VETO_NAMES[vetoId]}`,
    })
    context.summarize(`撤回 ${year} 年度一票否决 ${vetoId}：${reason}`)
    return { vetoId }
  },

  'assessment.withdrawn': async ({ db }, { year, organizationId }) => {
    const { adjustments, vetoes } = await withdrawnRecords(db, year, organizationId)
    return {
      adjustments: adjustments.map(({ deletedAt, ...row }) => ({ ...row, withdrawnAt: deletedAt })),
      vetoes: vetoes.map((row) => ({ ...row, name: VETO_NAMES[row.vetoId] })),
    }
  },

  'assessment.gaps': async ({ db, today }, { year, organizationId, asOf = today }) => {
    const day = requireStarted(year, asOf)
    const rows = await packageGaps(db, year, day, organizationId)
    return {
      year,
      rows,
      haveCount: rows.filter((each) => each.state === '已有').length,
      needCount: rows.length,
    }
  },

  'assessment.exportPackage': async (context, { year, organizationIds, asOf = context.today, fullNumbers }) => {
    const day = requireStarted(year, asOf)
    return exportPackage(context, store, { year, day, organizationIds, fullNumbers })
  },

  'assessment.exportRanking': async ({ db, today }, { year, asOf = today }) => {
    const day = requireStarted(year, asOf)
    const sheets = await loadScoreSheets(db, year, day)
    if (sheets.length === 0) throw new DomainError('NO_BRANCH', `${day} 还没有党支部，没有得分表可导出。请先登记党支部。`)
    const bytes = rankingWorkbook(sheets, year, day)
    return { fileName: `${year}年度考核得分表.xlsx`, base64: Buffer.from(bytes).toString('base64') }
  },
})

function schemeView({ version, tasks }: AssessmentScheme) {
  return { version, tasks: tasks.map((task) => ({ ...task, items: [...task.items] })) }
}

function weightsText(scheme: AssessmentScheme): string {
  return scheme.tasks.map((task) => `${task.weightCenti}:${task.items.map((item) => item.weightCenti).join(',')}`).join(';')
}

function percentText(ratioPermyriad: number | null): string {
  return ratioPermyriad === null ? '不适用' : `${(ratioPermyriad / 100).toFixed(2)}%`
}

function averageOf(rows: readonly RankedSheet[]): number | null {
  if (rows.length === 0) return null
  return Math.round(rows.reduce((total, each) => total + each.finalCenti, 0) / rows.length)
}

/** 考核年度的判定日；年度还没有开始的拒绝。 */
function requireStarted(year: number, asOf: PlainDate): PlainDate {
  const day = judgementDay(year, asOf)
  if (day === null)
    throw new DomainError(
      'YEAR_NOT_STARTED',
      `${year} 年度还没有开始（判定日 ${asOf}），没有得分。请选 ${partsOf(asOf).year} 或以前的年度。`,
    )
  return day
}

function requireManualItem(itemId: string) {
  const item = schemeItemById(itemId)
  const last = DEFAULT_SCHEME.tasks.at(-1)?.items.at(-1)?.itemId ?? ''
  if (!item) throw new DomainError('ITEM_UNKNOWN', `没有“${itemId}”这个考核项；考核项编号自 1.1 至 ${last}。`)
  if (item.isComputed)
    throw new DomainError(
      'ITEM_COMPUTED',
      `${itemId} ${item.name}由记录计算，不能人工评定。得分不对时，请改正党员、届次、任职或会议活动的记录。`,
    )
  return item
}

/** 各支部在该年度都参评；返回简称。 */
async function requireBranches(db: ReadDb, year: number, today: PlainDate, organizationIds: readonly string[]): Promise<string[]> {
  const day = requireStarted(year, today)
  const organizations = await organizationsOn(db, day)
  return organizationIds.map((id) => {
    const found = organizations.get(id)
    if (!found)
      throw new DomainError('ORGANIZATION_UNKNOWN', `${year} 年度（${day}）没有这个党组织，可能尚未成立或已撤销。请在列表里重新选择。`)
    if (found.level !== '党支部')
      throw new DomainError('NOT_A_BRANCH', `${found.shortName}是${found.level}，年度考核只评党支部。请改选党支部。`)
    return found.shortName
  })
}

async function notAssessed(db: ReadDb, year: number, today: PlainDate, organizationId: string): Promise<DomainError> {
  try {
    await requireBranches(db, year, today, [organizationId])
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
  return new DomainError('NOT_ASSESSED', `这个党支部没有参加 ${year} 年度考核。`)
}

async function requireAdjustment(db: ReadDb, id: string) {
  const found = await adjustmentById(db, id)
  if (!found) throw new DomainError('ADJUSTMENT_UNKNOWN', '没有这条加减分，可能已被别处更改。请刷新后再试。')
  return found
}
