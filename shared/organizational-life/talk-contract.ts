import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query } from '../contract/endpoint.ts'
import { multiLine, optionalLine, singleLine } from '../contract/text.ts'
import { TALK_COVERAGES } from '../regulation/profile.ts'
import { TALK_KINDS } from './facts.ts'
import { assessmentYear } from './life-meeting-contract.ts'
import { TALK_MEANS, TALK_OCCASIONS, TALKER_ROLES } from './talk.ts'

/** 一次谈心谈话；要点不在列表里，点开另取。 */
export const talkView = z.object({
  id: z.string(),
  organizationId: z.string(),
  organizationName: z.string(),
  heldOn: plainDate,
  kind: z.enum(TALK_KINDS),
  means: z.enum(TALK_MEANS),
  occasion: z.string(),
  talkerId: z.string(),
  talkerName: z.string(),
  talkerRole: z.enum(TALKER_ROLES),
  memberId: z.string(),
  memberName: z.string(),
  place: z.string(),
  hasPoints: z.boolean(),
  followUp: z.string(),
  meetingId: z.string().nullable(),
  revision: z.number().int(),
  recordedOn: plainDate,
})
export type TalkView = z.infer<typeof talkView>

const person = z.object({ id: z.string(), name: z.string() })

export const talkCoverageView = z.object({
  asOf: plainDate,
  year: z.number().int(),
  organizationName: z.string(),
  coverage: z.enum(TALK_COVERAGES).nullable(),
  /** 每年至少几次；口径没有规定为 null（按 1 次列出）。 */
  minimum: z.number().int().nullable(),
  committee: z.array(person),
  pairs: z.array(z.object({ aId: z.string(), bId: z.string(), count: z.number().int(), lastOn: plainDate.nullable() })),
  members: z.array(
    z.object({
      memberId: z.string(),
      name: z.string(),
      byCommittee: z.array(z.number().int()),
      fromCommittee: z.number().int(),
      withMembers: z.number().int(),
      lacks: z.array(z.string()),
    }),
  ),
  pairCount: z.number().int(),
  coveredPairCount: z.number().int(),
  coveredMemberCount: z.number().int(),
})
export type TalkCoverageView = z.infer<typeof talkCoverageView>

const details = {
  kind: z.enum(TALK_KINDS),
  means: z.enum(TALK_MEANS),
  occasion: z.enum([...TALK_OCCASIONS, '']).default(''),
  place: optionalLine(60),
  points: multiLine(4000),
  followUp: optionalLine(300),
}
const touched = z.object({ talkId: z.string() })

export const talkContract = {
  'life.talks': query(
    '谈心谈话记录（不含要点），新的在前',
    z.object({
      organizationId: z.string().optional(),
      year: assessmentYear.optional(),
      memberId: z.string().optional().describe('谈话人或对象是他'),
      meetingId: z.string().optional(),
    }),
    z.object({
      asOf: plainDate,
      rows: z.array(talkView),
      removed: z.array(z.object({ id: z.string(), heldOn: plainDate, talkerName: z.string(), memberName: z.string(), reason: z.string() })),
    }),
  ),
  'life.revealTalk': command(
    '看一次谈话的要点（敏感，看一次入一次操作日志）',
    z.object({ talkId: z.string() }),
    z.object({ points: z.string() }),
  ),
  'life.talkCoverage': query(
    '谈心谈话覆盖表：支委两两、支委与党员、党员之间',
    z.object({ organizationId: z.string(), year: assessmentYear.optional() }),
    talkCoverageView,
  ),
  'life.recordTalks': command(
    '登记谈心谈话：一名或几名谈话人与一名或几名对象，逐对各记一次',
    z.object({
      organizationId: z.string(),
      heldOn: plainDate,
      talkerIds: z.array(z.string()).min(1, '还没有选谈话人').max(50),
      memberIds: z.array(z.string()).min(1, '还没有选谈话对象').max(200),
      meetingId: z.string().nullable().default(null),
      ...details,
    }),
    z.object({ talkIds: z.array(z.string()) }),
  ),
  'life.reviseTalk': command(
    '更改一次谈话的类型、方式、要点与跟进；要点不给即不动',
    z.object({ talkId: z.string(), revision: z.number().int(), heldOn: plainDate, ...details, points: z.string().max(4000).optional() }),
    touched,
  ),
  'life.withdrawTalk': command('撤下一次谈话记录（可恢复）', z.object({ talkId: z.string(), reason: singleLine(200) }), touched),
  'life.restoreTalk': command('恢复撤下的谈话记录', z.object({ talkId: z.string() }), touched),
} as const
