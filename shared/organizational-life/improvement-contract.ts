import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query } from '../contract/endpoint.ts'
import { multiLine, optionalLine, singleLine } from '../contract/text.ts'
import { IMPROVEMENT_SCOPES, IMPROVEMENT_SOURCES, IMPROVEMENT_STATES } from './improvement.ts'

export const improvementView = z.object({
  id: z.string(),
  organizationId: z.string(),
  organizationName: z.string(),
  meetingId: z.string().nullable(),
  source: z.enum(IMPROVEMENT_SOURCES),
  scope: z.enum(IMPROVEMENT_SCOPES),
  memberId: z.string().nullable(),
  memberName: z.string(),
  problem: z.string(),
  measure: z.string(),
  ownerId: z.string().nullable(),
  ownerName: z.string(),
  dueOn: plainDate.nullable(),
  state: z.enum(IMPROVEMENT_STATES),
  isOverdue: z.boolean(),
  overdueDays: z.number().int(),
  nextStates: z.array(z.enum(IMPROVEMENT_STATES)),
  supervisionNo: z.string(),
  revision: z.number().int(),
  recordedOn: plainDate,
  changes: z.array(
    z.object({
      fromState: z.enum(IMPROVEMENT_STATES),
      toState: z.enum(IMPROVEMENT_STATES),
      changedOn: plainDate,
      note: z.string(),
      actor: z.string(),
    }),
  ),
})
export type ImprovementView = z.infer<typeof improvementView>

const content = {
  source: z.enum(IMPROVEMENT_SOURCES),
  scope: z.enum(IMPROVEMENT_SCOPES),
  memberId: z.string().nullable().default(null),
  problem: singleLine(500),
  measure: multiLine(1000),
  ownerId: z.string().nullable().default(null),
  ownerName: optionalLine(60),
  dueOn: plainDate.nullable().default(null),
  supervisionNo: optionalLine(60),
}
const touched = z.object({ improvementId: z.string() })

export const improvementContract = {
  'life.improvements': query(
    '整改问题：来源、措施、责任人、时限与状态，逾期的在前',
    z.object({
      organizationId: z.string().optional(),
      meetingId: z.string().optional(),
      isOpenOnly: z.boolean().default(false).describe('只要没有销号的'),
    }),
    z.object({
      asOf: plainDate,
      rows: z.array(improvementView),
      removed: z.array(z.object({ id: z.string(), organizationName: z.string(), problem: z.string(), reason: z.string() })),
    }),
  ),
  'life.recordImprovement': command(
    '登记一个整改问题',
    z.object({ organizationId: z.string(), meetingId: z.string().nullable().default(null), ...content }),
    touched,
  ),
  'life.reviseImprovement': command(
    '更改整改问题的表现、措施、责任人、时限',
    z.object({ improvementId: z.string(), revision: z.number().int(), ...content }),
    touched,
  ),
  'life.changeImprovementState': command(
    '改整改问题的状态，留下日期与说明',
    z.object({
      improvementId: z.string(),
      toState: z.enum(IMPROVEMENT_STATES),
      changedOn: plainDate,
      note: optionalLine(300),
    }),
    touched,
  ),
  'life.withdrawImprovement': command('撤下整改问题（可恢复）', z.object({ improvementId: z.string(), reason: singleLine(200) }), touched),
  'life.restoreImprovement': command('恢复撤下的整改问题', z.object({ improvementId: z.string() }), touched),
} as const
