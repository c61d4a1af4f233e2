import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { query } from '../contract/endpoint.ts'
import { remedy } from '../regulation/finding.ts'

const year = z.number().int().min(2000).max(2199)
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应写成 2026-09 这样的形式')

/** 每格五个位置，次序固定。不划党小组的支部，第三个位置看支部全体党员学习。 */
export const MATRIX_POSITIONS = ['党员大会', '支委会', '党小组会', '主题党日', '党课'] as const
export type MatrixPosition = (typeof MATRIX_POSITIONS)[number]

/**
 * 已办=按要求办了；补录=办了，录得晚；晚开=办了但未按期、时长不足或到会不够；待办=本期还没过完、还没办；
 * 漏开=本期过完没办（橙、黄）；红线=漏开且按红线；不须办=本月没有要求；未到期=本期还没开始。
 */
export const SLOT_STATES = ['已办', '补录', '晚开', '待办', '漏开', '红线', '不须办', '未到期'] as const
export const slotState = z.enum(SLOT_STATES)
export type SlotState = z.infer<typeof slotState>

export const matrixSlot = z.object({
  state: slotState,
  /** 判定它的规则号；不须办的也写，供点开看为什么。 */
  ruleId: z.string(),
  /** 本月算在这个位置上的活动。 */
  activityIds: z.array(z.string()),
  /** 有漏开说明。 */
  isExplained: z.boolean(),
  /** 要特别说明的一句，如“顺延 2 个工作日，没有写原因”；没有为空串。 */
  remark: z.string(),
})
export type MatrixSlot = z.infer<typeof matrixSlot>

export const matrixRow = z.object({
  organizationId: z.string(),
  organizationCode: z.string(),
  organizationName: z.string(),
  parentId: z.string().nullable(),
  /** 全年（到判定日）漏开的周期数：一个季度没开大会是一个，一个小组一个月没开是一个。 */
  gapCount: z.number().int(),
  explainedCount: z.number().int(),
  /** 十二个月，每月五个位置，次序同 `MATRIX_POSITIONS`。 */
  months: z.array(z.array(matrixSlot)),
})
export type MatrixRow = z.infer<typeof matrixRow>

/** 一个位置的来龙去脉：条文、周期、活动、缺哪个小组、怎么补。 */
export const slotDetail = z.object({
  position: z.enum(MATRIX_POSITIONS),
  state: slotState,
  ruleId: z.string(),
  quote: z.string(),
  citation: z.string(),
  /** 一句完整的中文。 */
  message: z.string(),
  /** 周期：`2026-09`、`2026-Q3` 或 `2026`；不须办的为空串。 */
  period: z.string(),
  /** 周期的最后一天；不须办为 null。 */
  dueOn: plainDate.nullable(),
  activities: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      heldOn: plainDate,
      groupId: z.string().nullable(),
      isBackfilled: z.boolean(),
      presentCount: z.number().int(),
      expectedCount: z.number().int(),
    }),
  ),
  /** 还没开的党小组；不以小组计的为空。 */
  missingGroups: z.array(z.object({ id: z.string(), name: z.string() })),
  gapNotes: z.array(z.object({ id: z.string(), groupId: z.string().nullable(), reason: z.string() })),
  workings: z.array(z.string()),
  remedies: z.array(remedy),
})
export type SlotDetail = z.infer<typeof slotDetail>

export const matrixContract = {
  'life.matrix': query(
    '党支部 × 月：三会一课与主题党日各开没开',
    z.object({
      year,
      /** 只看这个党总支（党委）下的党支部；null 为全集团。 */
      underId: z.string().nullable().default(null),
      asOf: plainDate.optional(),
    }),
    z.object({
      year,
      asOf: plainDate,
      /** 各月主题党日应开日；缺节假日表的标暂算。规定不限日子的为 null。 */
      themeDays: z.array(z.object({ month, on: plainDate.nullable(), isProvisional: z.boolean() })),
      rows: z.array(matrixRow),
    }),
  ),
  'life.month': query(
    '一个党支部一个月的五个位置：条文、活动、缺口与补法',
    z.object({ organizationId: z.string(), month, asOf: plainDate.optional() }),
    z.object({ organizationId: z.string(), organizationName: z.string(), month, asOf: plainDate, slots: z.array(slotDetail) }),
  ),
} as const
