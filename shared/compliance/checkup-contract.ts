import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { exporting, query, task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { findingSource, severity } from '../regulation/finding.ts'

export const trendContract = {
  'compliance.trendMonth': query(
    '一个月末（本月取判定日）的红、橙、黄、待确认计数，由那一天的记录回看判定推出',
    z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '应写成 2026-09 这样的年月'), asOf: plainDate.optional() }),
    z.object({
      month: z.string(),
      asOf: plainDate,
      rows: z.array(
        z.object({
          organizationId: z.string(),
          organizationName: z.string(),
          level: z.string(),
          red: z.number().int(),
          orange: z.number().int(),
          yellow: z.number().int(),
          pending: z.number().int(),
        }),
      ),
    }),
  ),
} as const

export const checkupContract = {
  'compliance.checkup': query(
    '一个党支部的体检单：每条发现、条文、期限、责任人',
    z.object({ organizationId: z.string(), asOf: plainDate.optional() }),
    z.object({
      asOf: plainDate,
      organizationName: z.string(),
      counts: z.object({ red: z.number().int(), orange: z.number().int(), yellow: z.number().int(), pending: z.number().int() }),
      rows: z.array(
        z.object({
          ruleId: z.string(),
          severity,
          source: findingSource,
          message: z.string(),
          quote: z.string(),
          citation: z.string(),
          dueOn: plainDate.nullable(),
          responsible: z.string(),
          remedy: z.string(),
          isClosed: z.boolean(),
        }),
      ),
    }),
  ),
  'compliance.exportCheckup': exporting(
    task(
      '支部体检单：一个支部一份 docx 或 PDF，几个支部打成 zip 或合成一份 PDF 打印',
      z.object({
        asOf: plainDate.optional(),
        organizationIds: z.array(z.string()).default([]).describe('空为全部党支部'),
        format: z.enum(['docx', 'PDF', '合并 PDF']),
        taskId: z.string().optional(),
      }),
      file,
    ),
  ),
} as const
