import * as z from 'zod'
import { command, query } from '../contract/endpoint.ts'
import { multiLine, optionalLine, singleLine } from '../contract/text.ts'
import { plainDate } from './plain-date.ts'
import { PUBLICITY_KINDS, PUBLICITY_OUTCOMES, PUBLICITY_STATES } from './publicity-record.ts'
import { PUBLICITY_UNITS } from './publicity.ts'

const term = {
  postedOn: plainDate.describe('张贴日'),
  days: z.number().int('公示天数须是整数').min(1, '公示至少 1 天').max(365, '公示不会超过 365 天').describe('公示几天'),
  unit: z.enum(PUBLICITY_UNITS),
  countsPostedDay: z.boolean().default(false).describe('张贴日计不计入'),
}

export const publicityPeriod = z.object({
  startsOn: plainDate,
  endsOn: plainDate,
  nextStepOn: plainDate,
  counted: z.array(plainDate),
  isProvisional: z.boolean(),
})

const details = {
  organizationId: z.string(),
  kind: z.enum(PUBLICITY_KINDS),
  about: singleLine(120).describe('公示谁、公示什么'),
  nextStep: optionalLine(40).describe('届满以后办什么；不写用这一类的'),
  ...term,
  place: optionalLine(80),
  contact: optionalLine(80),
}

export const publicityRow = z.object({
  id: z.string(),
  organizationId: z.string(),
  organizationName: z.string(),
  organizationFullName: z.string(),
  kind: z.enum(PUBLICITY_KINDS),
  about: z.string(),
  nextStep: z.string(),
  ...term,
  place: z.string(),
  contact: z.string(),
  period: publicityPeriod,
  state: z.enum(PUBLICITY_STATES),
  outcome: z.enum(PUBLICITY_OUTCOMES).nullable(),
  concludedOn: plainDate.nullable(),
  opinions: z.string(),
  recordedBy: z.string(),
})
export type PublicityRow = z.infer<typeof publicityRow>

const publicityId = z.string()

export const publicityContract = {
  'calendar.publicityPeriod': query('张贴日起公示几天：计入哪几天、哪天届满、哪天起可办下一步', z.object(term), publicityPeriod),
  'calendar.publicityDefaults': query(
    '这个党组织这一类公示按现行方案公示几天、张贴日计不计入',
    z.object({ organizationId: z.string(), kind: z.enum(PUBLICITY_KINDS), postedOn: plainDate }),
    z.object({
      days: z.number().int(),
      countsPostedDay: z.boolean(),
      nextStep: z.string(),
      basis: z.string().describe('天数与张贴日计法的依据'),
    }),
  ),
  'calendar.publicities': query(
    '登记的公示：各到了哪一步；正在公示与届满待办的在前',
    z.object({
      organizationId: z.string().nullable().default(null).describe('不给则全集团'),
      includesBelow: z.boolean().default(false).describe('连同全部下级'),
    }),
    z.object({ today: plainDate, rows: z.array(publicityRow) }),
  ),
  'calendar.recordPublicity': command('登记一次公示', z.object(details), z.object({ publicityId, period: publicityPeriod })),
  'calendar.correctPublicity': command(
    '更正登记的公示',
    z.object({ publicityId, ...details }).omit({ organizationId: true }),
    z.object({ publicityId, period: publicityPeriod }),
  ),
  'calendar.closePublicity': command(
    '登记公示结果与办下一步的日期；届满以前只能中止',
    z.object({
      publicityId,
      outcome: z.enum(PUBLICITY_OUTCOMES),
      concludedOn: plainDate,
      opinions: multiLine(2000).describe('反映了什么、怎么查核的'),
    }),
    z.object({ publicityId }),
  ),
  'calendar.reopenPublicity': command('撤回登记的公示结果', z.object({ publicityId }), z.object({ publicityId })),
  'calendar.withdrawPublicity': command('撤下登记错的公示', z.object({ publicityId, reason: singleLine(200) }), z.object({ publicityId })),
} as const
