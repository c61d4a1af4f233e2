import { sql } from 'kysely'
import * as z from 'zod'
import type { rankedSheet, VETO_IDS } from '../../shared/assessment/contract.ts'
import {
  groupScores,
  judgementDay,
  previousJudgementDay,
  type AssessmentRecords,
  type GroupScore,
} from '../../shared/assessment/group-scores.ts'
import { DEFAULT_SCHEME, schemeWith, type AssessmentScheme, type SchemeWeights } from '../../shared/assessment/scheme.ts'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { Standards } from '../../shared/compliance/standards.ts'
import type { GroupFacts } from '../../shared/organization/facts.ts'
import { judgedGroup } from '../compliance/judged-queries.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'
import { frozenSheets } from './freeze-queries.ts'

export type RankedSheet = z.input<typeof rankedSheet>
type VetoId = (typeof VETO_IDS)[number]

/** 判定日的全集团事实、所用的标准，与由它们算出、按名次排的年度得分表。 */
export type AssessedGroup = { readonly facts: GroupFacts; readonly standards: Standards; readonly sheets: RankedSheet[] }

/**
 * 全集团的年度得分表，按名次排；年度还没开始为 null。冻结了的年度用冻结时存下的得分。`asOf` 在年末之前的，按当天判定。
 * 名次变化与上一考核年度的年末相比，上年一项评定也没有的为 null。
 */
export async function loadAssessedGroup(db: ReadDb, year: number, asOf: PlainDate): Promise<AssessedGroup | null> {
  const assessed = await loadLiveGroup(db, year, asOf)
  const frozen = await frozenSheets(db, year)
  return assessed && frozen && asOf >= frozen.asOf ? { ...assessed, sheets: frozen.sheets } : assessed
}

/** 同 `loadAssessedGroup`，不管冻结，按现在的记录算。 */
async function loadLiveGroup(db: ReadDb, year: number, asOf: PlainDate): Promise<AssessedGroup | null> {
  const day = judgementDay(year, asOf)
  if (day === null) return null
  const { facts, standards, scores } = await scoresOn(db, year, day)
  const previousRanks = new Map<string, number>()
  if (await hasRatings(db, year - 1)) {
    const previous = await scoresOn(db, year - 1, previousJudgementDay(day))
    for (const { organizationId, rank } of previous.scores) previousRanks.set(organizationId, rank)
  }
  const sheets = scores.map((score) => {
    const previous = previousRanks.get(score.organizationId)
    return {
      ...score,
      tasks: score.tasks.map((task) => ({ ...task, items: task.items.map((item) => ({ ...item, workings: [...item.workings] })) })),
      adjustments: [...score.adjustments],
      vetoes: [...score.vetoes],
      vetoHints: [...score.vetoHints],
      pendingItems: [...score.pendingItems],
      rankChange: previous === undefined ? null : previous - score.rank,
    }
  })
  return { facts, standards, sheets }
}

/** 同 `loadAssessedGroup`，只要得分表；年度还没开始为空。 */
export async function loadScoreSheets(db: ReadDb, year: number, asOf: PlainDate): Promise<RankedSheet[]> {
  const frozen = await frozenSheets(db, year)
  return frozen && asOf >= frozen.asOf ? frozen.sheets : loadLiveSheets(db, year, asOf)
}

/** 同 `loadScoreSheets`，不管冻结，按现在的记录算。 */
export async function loadLiveSheets(db: ReadDb, year: number, asOf: PlainDate): Promise<RankedSheet[]> {
  return (await loadLiveGroup(db, year, asOf))?.sheets ?? []
}

async function scoresOn(
  db: ReadDb,
  year: number,
  day: PlainDate,
): Promise<{ facts: GroupFacts; standards: Standards; scores: GroupScore[] }> {
  const { facts, findings, standards } = await judgedGroup(db, day)
  return { facts, standards, scores: groupScores(facts, findings, await loadScoreRecords(db, year), standards) }
}

/** 一个考核年度人工录入的评定、加减分、否决与所用的方案；已有事实与发现的，配上它就能算分。 */
export async function loadScoreRecords(db: ReadDb, year: number): Promise<AssessmentRecords> {
  const ratings = await db.selectFrom('assessmentRating').selectAll().where('year', '=', year).execute()
  const adjustments = await db
    .selectFrom('assessmentAdjustment')
    .selectAll()
    .where('year', '=', year)
    .where('deletedAt', 'is', null)
    .orderBy('createdAt')
    .orderBy(sql`rowid`)
    .execute()
  const vetoes = await db
    .selectFrom('assessmentVeto')
    .selectAll()
    .where('year', '=', year)
    .where('withdrawnAt', 'is', null)
    .orderBy('confirmedOn')
    .orderBy('vetoId')
    .execute()
  return {
    year,
    scheme: await schemeOfYear(db, year),
    ratings,
    adjustments: adjustments.map((row) => ({ ...row, kind: kindOf(row.kind) })),
    vetoes: vetoes.map((row) => ({ ...row, vetoId: row.vetoId as VetoId })),
  }
}

function kindOf(kind: string): '加分' | '减分' {
  return kind === '加分' ? '加分' : '减分'
}

/** 某考核年度用的评分方案：最后保存的、已起用的一版；从没改过的用默认。 */
export async function schemeOfYear(db: ReadDb, year: number): Promise<AssessmentScheme> {
  const row = await db
    .selectFrom('assessmentScheme')
    .selectAll()
    .where('fromYear', '<=', year)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? schemeWith(row.version, storedWeights.parse(JSON.parse(row.contentJson))) : DEFAULT_SCHEME
}

const storedWeights = z.array(
  z.object({
    taskNo: z.number().int(),
    weightCenti: z.number().int(),
    items: z.array(z.object({ itemId: z.string(), weightCenti: z.number().int() })),
  }),
)

export async function insertScheme(db: WriteDb, fromYear: number, weights: SchemeWeights, at: string): Promise<number> {
  const newest = await db.selectFrom('assessmentScheme').select('version').orderBy('version', 'desc').limit(1).executeTakeFirst()
  const version = (newest?.version ?? DEFAULT_SCHEME.version) + 1
  await db
    .insertInto('assessmentScheme')
    .values({ version, fromYear, contentJson: JSON.stringify(weights), createdAt: at })
    .execute()
  return version
}

export async function hasRatings(db: ReadDb, year: number): Promise<boolean> {
  const row = await db.selectFrom('assessmentRating').select('year').where('year', '=', year).limit(1).executeTakeFirst()
  return row !== undefined
}

/** 已有评定的考核年度。 */
export async function ratedYears(db: ReadDb): Promise<number[]> {
  const rows = await db.selectFrom('assessmentRating').select('year').distinct().orderBy('year').execute()
  return rows.map((row) => row.year)
}

export async function saveRating(
  db: WriteDb,
  rating: { year: number; organizationId: string; itemId: string; ratioPermyriad: number | null; basis: string; ratedAt: string },
): Promise<void> {
  const { ratioPermyriad, basis, ratedAt } = rating
  await db
    .insertInto('assessmentRating')
    .values(rating)
    .onConflict((conflict) => conflict.columns(['year', 'organizationId', 'itemId']).doUpdateSet({ ratioPermyriad, basis, ratedAt }))
    .execute()
}

/** 撤回一项评定，返回原来的比率与依据；原来没有评定的为 undefined。 */
export async function deleteRating(db: WriteDb, year: number, organizationId: string, itemId: string) {
  return db
    .deleteFrom('assessmentRating')
    .where('year', '=', year)
    .where('organizationId', '=', organizationId)
    .where('itemId', '=', itemId)
    .returning(['ratioPermyriad', 'basis'])
    .executeTakeFirst()
}

export type NewAdjustment = {
  id: string
  year: number
  organizationId: string
  kind: '加分' | '减分'
  pointsCenti: number
  reason: string
  documentNo: string
  createdAt: string
}

export async function insertAdjustment(db: WriteDb, adjustment: NewAdjustment): Promise<void> {
  await db.insertInto('assessmentAdjustment').values(adjustment).execute()
}

export async function adjustmentById(db: ReadDb, id: string) {
  return db.selectFrom('assessmentAdjustment').selectAll().where('id', '=', id).executeTakeFirst()
}

/** 撤下（`deletedAt` 为时刻）或恢复（null）一条加减分。 */
export async function setAdjustmentDeletedAt(db: WriteDb, id: string, deletedAt: string | null): Promise<void> {
  await db.updateTable('assessmentAdjustment').set({ deletedAt }).where('id', '=', id).execute()
}

export async function insertVeto(
  db: WriteDb,
  veto: { id: string; year: number; organizationId: string; vetoId: VetoId; basis: string; confirmedBy: string; confirmedOn: PlainDate },
): Promise<void> {
  await db.insertInto('assessmentVeto').values(veto).execute()
}

export async function liveVeto(db: ReadDb, year: number, organizationId: string, vetoId: VetoId) {
  return db
    .selectFrom('assessmentVeto')
    .selectAll()
    .where('year', '=', year)
    .where('organizationId', '=', organizationId)
    .where('vetoId', '=', vetoId)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst()
}

export async function withdrawVeto(db: WriteDb, id: string, withdrawnAt: string, withdrawalReason: string): Promise<void> {
  await db.updateTable('assessmentVeto').set({ withdrawnAt, withdrawalReason }).where('id', '=', id).execute()
}

/** 一个支部一个年度已撤下的加减分与已撤回的否决。 */
export async function withdrawnRecords(db: ReadDb, year: number, organizationId: string) {
  const adjustments = await db
    .selectFrom('assessmentAdjustment')
    .selectAll()
    .where('year', '=', year)
    .where('organizationId', '=', organizationId)
    .where('deletedAt', 'is not', null)
    .orderBy('deletedAt')
    .execute()
  const vetoes = await db
    .selectFrom('assessmentVeto')
    .selectAll()
    .where('year', '=', year)
    .where('organizationId', '=', organizationId)
    .where('withdrawnAt', 'is not', null)
    .orderBy('withdrawnAt')
    .execute()
  return {
    adjustments: adjustments.map((row) => ({ ...row, kind: kindOf(row.kind), deletedAt: row.deletedAt ?? '' })),
    vetoes: vetoes.map((row) => ({ ...row, vetoId: row.vetoId as VetoId, withdrawnAt: row.withdrawnAt ?? '' })),
  }
}

/** 判定日存在的党组织：校验入参用的编码、简称与层级。 */
export async function organizationsOn(db: ReadDb, on: PlainDate) {
  const rows = await db
    .selectFrom('organization')
    .innerJoin('organizationVersion', 'organizationVersion.organizationId', 'organization.id')
    .select([
      'organization.id',
      'organization.code',
      'organizationVersion.shortName',
      'organizationVersion.name',
      'organizationVersion.level',
    ])
    .where('organization.establishedOn', '<=', on)
    .where((eb) => eb.or([eb('organization.dissolvedOn', 'is', null), eb('organization.dissolvedOn', '>', on)]))
    .where('organizationVersion.effectiveOn', '<=', on)
    .orderBy('organizationVersion.effectiveOn')
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** 一个年度已登记、未作废的公文，按成文日与文号。 */
export async function documentsOfYear(db: ReadDb, year: number) {
  return (
    db
      .selectFrom('document')
      .select(['id', 'kind', 'origin', 'number', 'title', 'subjectId', 'datedOn', 'modelJson', 'docxSha256', 'documentCode', 'serial'])
      // 组织生活会、民主评议的报告是哪一次、哪一年度的。
      .select(sql<string | null>`json_extract("document"."fieldsJson", '$.lifeRecordId')`.as('lifeRecordId'))
      .select(sql<number | null>`json_extract("document"."fieldsJson", '$.year')`.as('lifeYear'))
      .where('status', '=', '已登记')
      .where('datedOn', '>=', `${year}-01-01`)
      .where('datedOn', '<=', `${year}-12-31`)
      .orderBy('datedOn')
      .orderBy('documentCode')
      .orderBy('serial')
      .execute()
  )
}
