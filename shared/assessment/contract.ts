import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, exporting, query, task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { fullNumbers } from '../contract/full-numbers.ts'
import { optionalLine, singleLine } from '../contract/text.ts'
import { freezeContract, frozenGrounds } from './freeze-contract.ts'

const year = z.number().int().min(2000).max(2199)

/** 一个考核项的比率，万分比 0–10000；不适用为 null。 */
export const itemScore = z.object({
  itemId: z.string(),
  name: z.string(),
  weightCenti: z.number().int().describe('权重，百分之一分'),
  isApplicable: z.boolean(),
  ratioPermyriad: z.number().int().min(0).max(10000),
  /** 该项在任务内分摊后的得分，百分之一分。 */
  scoreCenti: z.number().int(),
  source: z.enum(['记录计算', '人工评定', '待补证']),
  basis: z.string(),
  workings: z.array(z.string()),
})
export type ItemScore = z.infer<typeof itemScore>

export const taskScore = z.object({
  taskNo: z.number().int(),
  name: z.string(),
  weightCenti: z.number().int(),
  isApplicable: z.boolean(),
  scoreCenti: z.number().int(),
  ratioPermyriad: z.number().int(),
  items: z.array(itemScore),
})

export const VETO_IDS = ['V1', 'V2', 'V3', 'V4', 'V5', 'V6', 'V7', 'V8', 'V9', 'V10'] as const

export const adjustment = z.object({
  id: z.string(),
  kind: z.enum(['加分', '减分']),
  pointsCenti: z.number().int(),
  reason: z.string(),
  documentNo: z.string(),
})
export const veto = z.object({
  vetoId: z.enum(VETO_IDS),
  name: z.string(),
  basis: z.string(),
  confirmedBy: z.string(),
  confirmedOn: plainDate,
})

export const scoreSheet = z.object({
  year,
  organizationId: z.string(),
  organizationName: z.string(),
  organizationCode: z.string(),
  schemeVersion: z.number().int(),
  tasks: z.array(taskScore),
  baseCenti: z.number().int(),
  bonusCenti: z.number().int(),
  deductionCenti: z.number().int(),
  finalCenti: z.number().int(),
  grade: z.enum(['优秀', '良好', '较好', '一般', '较差']),
  stars: z.number().int().min(1).max(5),
  category: z.enum(['先进', '中间', '后进']),
  adjustments: z.array(adjustment),
  vetoes: z.array(veto),
  /** 系统提示、待人工确认的否决情形（如逾期超过 180 天）。 */
  vetoHints: z.array(z.object({ vetoId: z.enum(VETO_IDS), reason: z.string() })),
  /** 数据不足以判定、记 0 分待补证的项。 */
  pendingItems: z.array(z.string()),
})
export type ScoreSheet = z.infer<typeof scoreSheet>

export const rankedSheet = scoreSheet.extend({
  rank: z.number().int(),
  /** 与上年名次之差，正为上升；上年没有为 null。 */
  rankChange: z.number().int().nullable(),
})

export const schemeItem = z.object({
  itemId: z.string(),
  name: z.string(),
  weightCenti: z.number().int().min(0),
  isComputed: z.boolean(),
  formula: z.string(),
})
export const scheme = z.object({
  version: z.number().int(),
  isLocked: z.boolean(),
  tasks: z.array(
    z.object({ taskNo: z.number().int(), name: z.string(), weightCenti: z.number().int().min(0), items: z.array(schemeItem) }),
  ),
})
export type Scheme = z.infer<typeof scheme>

export const packageGap = z.object({
  organizationId: z.string(),
  organizationName: z.string(),
  volume: z.string(),
  item: z.string(),
  state: z.enum(['已有', '缺', '待后续功能']),
  advice: z.string(),
})

export const assessmentContract = {
  ...freezeContract,
  'assessment.scheme': query('现行评分方案（权重）', z.object({ year: year.optional() }), scheme),
  'assessment.saveScheme': command(
    '保存评分权重为新版本：八项之和须为 100，各任务内各项之和须等于任务权重',
    z.object({
      /** 自哪个考核年度起用；缺省今年。往年的得分不变。 */
      fromYear: year.optional(),
      tasks: z.array(
        z.object({
          taskNo: z.number().int(),
          weightCenti: z.number().int().min(0),
          items: z.array(z.object({ itemId: z.string(), weightCenti: z.number().int().min(0) })),
        }),
      ),
    }),
    z.object({ version: z.number().int() }),
  ),
  'assessment.ranking': query(
    '年度排名（并列跳号）',
    z.object({ year, asOf: plainDate.optional() }),
    z.object({ year, rows: z.array(rankedSheet), averageCenti: z.number().int().nullable() }),
  ),
  'assessment.sheet': query(
    '一个支部的年度得分表',
    z.object({ year, organizationId: z.string(), asOf: plainDate.optional() }),
    rankedSheet,
  ),
  'assessment.evidence': query(
    '一项由会议活动计算的得分，用到的每次记录',
    z.object({ year, organizationId: z.string(), itemId: z.string(), asOf: plainDate.optional() }),
    z.object({
      rows: z.array(
        z.object({
          activityId: z.string(),
          heldOn: plainDate,
          title: z.string(),
          presentCount: z.number().int(),
          expectedCount: z.number().int(),
          /** 算在哪一类，或者为什么没有算数。 */
          note: z.string(),
        }),
      ),
    }),
  ),
  'assessment.rate': command(
    '人工评定一项（须写依据）；得分率为空表示不适用',
    z.object({
      year,
      organizationIds: z.array(z.string()).min(1).max(600),
      itemId: z.string(),
      ratioPermyriad: z.number().int().min(0).max(10000).nullable(),
      basis: singleLine(300),
      frozenYear: frozenGrounds,
    }),
    z.object({ rated: z.number().int() }),
  ),
  'assessment.adjust': command(
    '登记加分或减分',
    z.object({
      year,
      organizationId: z.string(),
      kind: z.enum(['加分', '减分']),
      pointsCenti: z.number().int().min(1).max(10000),
      reason: singleLine(200),
      documentNo: optionalLine(60),
      frozenYear: frozenGrounds,
    }),
    z.object({ adjustmentId: z.string() }),
  ),
  'assessment.withdrawRating': command(
    '撤回一项人工评定，回到待补证',
    z.object({ year, organizationId: z.string(), itemId: z.string(), frozenYear: frozenGrounds }),
    z.object({ itemId: z.string() }),
  ),
  'assessment.removeAdjustment': command(
    '撤下加减分',
    z.object({ adjustmentId: z.string(), frozenYear: frozenGrounds }),
    z.object({ adjustmentId: z.string() }),
  ),
  'assessment.restoreAdjustment': command(
    '恢复撤下的加减分',
    z.object({ adjustmentId: z.string(), frozenYear: frozenGrounds }),
    z.object({ adjustmentId: z.string() }),
  ),
  'assessment.confirmVeto': command(
    '由有权人确认一票否决（系统只提示，不自动定）',
    z.object({
      year,
      organizationId: z.string(),
      vetoId: z.enum(VETO_IDS),
      basis: singleLine(300),
      confirmedBy: singleLine(60),
      frozenYear: frozenGrounds,
    }),
    z.object({ vetoId: z.enum(VETO_IDS) }),
  ),
  'assessment.withdrawVeto': command(
    '撤回一票否决',
    z.object({ year, organizationId: z.string(), vetoId: z.enum(VETO_IDS), reason: singleLine(200), frozenYear: frozenGrounds }),
    z.object({ vetoId: z.enum(VETO_IDS) }),
  ),
  'assessment.withdrawn': query(
    '一个支部一个年度已撤下的加减分与已撤回的否决',
    z.object({ year, organizationId: z.string() }),
    z.object({
      adjustments: z.array(adjustment.extend({ withdrawnAt: z.string() })),
      vetoes: z.array(veto.extend({ withdrawnAt: z.string(), withdrawalReason: z.string() })),
    }),
  ),
  'assessment.gaps': query(
    '材料包缺项单',
    z.object({ year, organizationId: z.string().nullable().default(null), asOf: plainDate.optional() }),
    z.object({ year, rows: z.array(packageGap), haveCount: z.number().int(), needCount: z.number().int() }),
  ),
  'assessment.exportPackage': exporting(
    task(
      '生成年度材料包 zip（每支部一个目录；同样输入逐字节相同）',
      z.object({
        year,
        organizationIds: z.array(z.string()).default([]),
        asOf: plainDate.optional(),
        fullNumbers: fullNumbers.describe('卷里的党员花名册要不要完整的证号与电话'),
        taskId: z.string().optional(),
      }),
      z.object({ file, sha256: z.string(), branchCount: z.number().int(), fileCount: z.number().int(), gapCount: z.number().int() }),
    ),
  ),
  'assessment.exportRanking': exporting(query('导出年度得分表 xlsx', z.object({ year, asOf: plainDate.optional() }), file)),
} as const
