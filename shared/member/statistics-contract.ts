import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { exporting, query, task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { DECREASE_CAUSES, INCREASE_CAUSES } from './statistics-reconciliation.ts'
import { STATISTIC_DIMENSIONS } from './statistics.ts'

const organizationId = z.string().nullable().default(null).describe('某组织及其全部下级；不给为全部')

const person = z.object({
  memberId: z.string(),
  name: z.string(),
  branchName: z.string(),
  /** 与那一档有关的一项：年龄、学历、日期……。 */
  detail: z.string(),
})

export const statisticTable = z.object({
  dimension: z.enum(STATISTIC_DIMENSIONS),
  /** 口径。 */
  note: z.string(),
  /** 各档各日的人数，与 `dates` 同序。 */
  buckets: z.array(z.object({ bucket: z.string(), counts: z.array(z.number().int()) })),
})
export type StatisticTable = z.infer<typeof statisticTable>

const causeCounts = <K extends string>(causes: readonly [K, ...K[]]) => z.record(z.enum(causes), z.number().int())

export const reconciliationRow = z.object({
  branchId: z.string(),
  name: z.string(),
  opening: z.number().int(),
  increases: causeCounts(INCREASE_CAUSES),
  decreases: causeCounts(DECREASE_CAUSES),
  closing: z.number().int(),
  counted: z.number().int(),
  /** 不平之处；平的为空。 */
  problem: z.string(),
})
export type ReconciliationRow = z.infer<typeof reconciliationRow>

const period = z.object({
  year: z.number().int().min(1921).max(2200),
  organizationId,
})

export const statisticsContract = {
  'member.statistics': query(
    '党员结构：各维度各档的人数，与往年年末对比',
    z.object({ asOf: plainDate.optional(), organizationId, years: z.number().int().min(0).max(10).default(4) }),
    z.object({
      asOf: plainDate,
      dates: z.array(plainDate),
      /** 各日的党员人数 N_all（正式＋预备，党籍正常）。 */
      totals: z.array(z.number().int()),
      /** 各日停止党籍、另行列出的人数。 */
      suspended: z.array(z.number().int()),
      tables: z.array(statisticTable),
    }),
  ),
  'member.statisticPeople': query(
    '结构表里的一个数是哪些人',
    z.object({ on: plainDate, organizationId, dimension: z.enum(STATISTIC_DIMENSIONS), bucket: z.string() }),
    z.object({ rows: z.array(person) }),
  ),
  'member.reconciliation': query(
    '党内统计对账：上年末＋增（按因）－减（按因）＝本年末，逐支部',
    period,
    z.object({
      /** 期初（上年末）与期末（本年末，未到年末为今天）。 */
      openingOn: plainDate,
      closingOn: plainDate,
      rows: z.array(reconciliationRow),
      total: reconciliationRow,
    }),
  ),
  'member.reconciliationPeople': query(
    '对账表里的一个数是哪些人',
    period.extend({
      branchId: z.string().nullable(),
      /** 增减的方向与原因；期初、期末给 null。 */
      direction: z.enum(['期初', '增', '减', '期末']),
      cause: z.string().nullable(),
    }),
    z.object({ rows: z.array(person) }),
  ),
  'member.exportStatistics': exporting(
    task(
      '导出结构统计与对账表 xlsx',
      z.object({
        asOf: plainDate.optional(),
        organizationId,
        years: z.number().int().min(0).max(10).default(4),
        year: period.shape.year,
        taskId: z.string().optional(),
      }),
      z.object({ file }),
    ),
  ),
} as const
