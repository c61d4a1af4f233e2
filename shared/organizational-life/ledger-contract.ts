import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { exporting, query, task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { multiLine, optionalLine } from '../contract/text.ts'
import { ACTIVITY_TYPES, ARCHIVE_CATEGORIES } from './activity-types.ts'

export const LEDGER_FORMATS = ['docx', 'pdf', 'xlsx'] as const
export type LedgerFormat = (typeof LEDGER_FORMATS)[number]

const year = z.number().int().min(1900).max(2199)
const category = z.enum(ARCHIVE_CATEGORIES)
const taskId = z.string().max(64).optional()

/** 台账里一次活动的一行，与它还缺什么。 */
export const ledgerEntry = z.object({
  activityId: z.string(),
  category,
  heldOn: plainDate,
  title: z.string(),
  types: z.array(z.enum(ACTIVITY_TYPES)),
  groupName: z.string(),
  expectedCount: z.number().int(),
  presentCount: z.number().int(),
  photoCount: z.number().int(),
  /** 必录项缺哪几项、没有照片、原件缺失损坏、补录；齐全为空。 */
  gaps: z.array(z.string()),
})
export type LedgerEntry = z.infer<typeof ledgerEntry>

export const ledger = z.object({
  organizationId: z.string(),
  organizationName: z.string(),
  title: z.string(),
  year,
  entries: z.array(ledgerEntry),
  /** 各类目几次，次序同归档类目，没有的也列。 */
  categories: z.array(z.object({ category, count: z.number().int() })),
  photoCount: z.number().int(),
  /** 有缺项的活动数。 */
  gapCount: z.number().int(),
  /** 已月结到哪几个月。 */
  closedMonths: z.array(z.string()),
})

/** 台账与会议文书：都是由记录排出来的，改了记录再导一次就是新的。 */
export const ledgerContract = {
  'life.ledger': query(
    '一个支部一年的台账：目录与缺项',
    z.object({ organizationId: z.string(), year, category: category.nullable().default(null) }),
    ledger,
  ),

  'life.exportLedger': exporting(
    task(
      '导出一个支部一年的台账：封面、目录、逐次记录、签到、照片页',
      z.object({
        organizationId: z.string(),
        year,
        category: category.nullable().default(null),
        format: z.enum(LEDGER_FORMATS),
        withPhotos: z.boolean().default(true),
        taskId,
      }),
      z.object({ file, activityCount: z.number().int(), photoCount: z.number().int(), notes: z.array(z.string()) }),
    ),
  ),

  'life.exportAllLedgers': exporting(
    task(
      '一键导出全部支部一年的台账，打成一个 zip',
      z.object({
        year,
        /** 连同下级；不给则全集团的党支部。 */
        organizationId: z.string().nullable().default(null),
        formats: z.array(z.enum(LEDGER_FORMATS)).min(1, '至少选一种格式'),
        withPhotos: z.boolean().default(true),
        taskId,
      }),
      z.object({ file, branchCount: z.number().int(), fileCount: z.number().int(), notes: z.array(z.string()) }),
    ),
  ),

  'life.exportRecord': exporting(
    task(
      '导出一次活动的会议记录或纪要（W13）',
      z.object({
        activityId: z.string(),
        paper: z.enum(['记录', '纪要']),
        format: z.enum(['docx', 'pdf']),
        /** 纪要的编号，如“〔2026〕8号”。 */
        number: optionalLine(40),
        withPhotos: z.boolean().default(true),
        taskId,
      }),
      z.object({ file, notes: z.array(z.string()) }),
    ),
  ),

  'life.minutesPreview': query(
    '会议记录或纪要的分页预览（W13）',
    z.object({ activityId: z.string(), paper: z.enum(['记录', '纪要']), number: optionalLine(40) }),
    z.object({ title: z.string(), html: z.string() }),
  ),

  'life.exportThemePlan': exporting(
    task(
      '导出主题党日活动方案（W14）',
      z.object({
        themePlanId: z.string(),
        /** 写成哪个支部的方案；不给则按下发的党委写。 */
        organizationId: z.string().nullable().default(null),
        format: z.enum(['docx', 'pdf']),
        hostName: optionalLine(60),
        owner: optionalLine(100),
        dues: multiLine(500),
        preparation: multiLine(1000),
        taskId,
      }),
      z.object({ file }),
    ),
  ),
}
