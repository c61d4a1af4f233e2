import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query } from '../contract/endpoint.ts'
import { multiLine, optionalLine, singleLine } from '../contract/text.ts'
import { DATE_PRECISIONS, PERSON_CATEGORIES } from '../glossary.ts'
import { ROLL_STANDINGS } from './attendance.ts'
import { DEPARTURE_KINDS, MEMBER_EVENT_KINDS } from './event-kinds.ts'

export const attendanceLine = z.object({
  memberId: z.string(),
  name: z.string(),
  category: z.enum(PERSON_CATEGORIES),
  standing: z.enum(ROLL_STANDINGS),
  isCounted: z.boolean(),
  reason: z.string(),
  basis: z.string(),
  documentNo: z.string(),
  problem: z.string(),
})

/** 登记一件事所填的。 */
export const eventInput = z.object({
  kind: z.enum(MEMBER_EVENT_KINDS),
  occurredOn: plainDate,
  occurredOnPrecision: z.enum(DATE_PRECISIONS).default('日'),
  /** 补充说明：去向、新职务、新学历、处分种类、不计入的理由、延长到哪天……叫什么由事件种类定。 */
  detail: optionalLine(100),
  documentNo: optionalLine(60),
  note: multiLine(500),
  /** 行政职务变动时一并改的工作岗位。 */
  job: optionalLine(120),
  /** 转入、调整、重新入党编到哪里。 */
  branchId: z.string().nullable().default(null),
  groupId: z.string().nullable().default(null),
})
export type EventInput = z.input<typeof eventInput>
/** 每一格都有值的样子：表单里正填着的。 */
export type EventDraft = z.output<typeof eventInput>

const recorded = z.object({ eventIds: z.array(z.string()), doubts: z.array(z.string()) })

/** 一生里的一行：事件、编入、任职，或名册上直接记的入党与转正。 */
export const lifeEntry = z.object({
  key: z.string(),
  source: z.enum(['事件', '名册', '编入', '任职']),
  on: plainDate.nullable().describe('起始不详的为 null'),
  precision: z.enum(DATE_PRECISIONS),
  title: z.string(),
  detail: z.string(),
  documentNo: z.string(),
  note: z.string(),
  /** 处分等的内容、文号与说明遮着，看原文走 `member.revealEvent`。 */
  isMasked: z.boolean(),
  /** 事件才有：可更正、可撤下。 */
  event: z
    .object({ eventId: z.string(), isWithdrawn: z.boolean(), withdrawalReason: z.string(), recordedAt: z.string(), input: eventInput })
    .nullable(),
})
export type LifeEntry = z.infer<typeof lifeEntry>

export const departedRow = z.object({
  memberId: z.string(),
  name: z.string(),
  gender: z.string(),
  identityNumber: z.string(),
  /** 减员的原因；没有登记原因、只是编出的写“未说明”。 */
  reason: z.enum([...DEPARTURE_KINDS, '未说明']),
  leftOn: plainDate,
  precision: z.enum(DATE_PRECISIONS),
  documentNo: z.string(),
  detail: z.string(),
  branchName: z.string(),
  /** 还能怎么回来：转入、重新入党，或不能与为什么。 */
  comeback: z.enum(['组织关系转入', '重新入党', '不能']),
  comebackNote: z.string(),
})
export type DepartedRow = z.infer<typeof departedRow>

/** 可以成批改的字段；随时间变化的（党籍、流动……）登记事件，不在此列。 */
export const BULK_FIELDS = {
  ethnicity: '民族',
  job: '工作岗位',
  adminPost: '行政职务',
  education: '学历',
  landline: '固定电话',
  address: '家庭住址',
  remark: '备注',
} as const
export type BulkField = keyof typeof BULK_FIELDS

export const lifeContract = {
  'member.attendance': query(
    '某日一个党组织的应到会名单：逐人计入或不计入，写明理由与条文',
    z.object({ organizationId: z.string(), asOf: plainDate.optional() }),
    z.object({
      asOf: plainDate,
      lines: z.array(attendanceLine),
      memberCount: z.number().int().describe('N_all：正式＋预备，党籍正常'),
      fullMemberCount: z.number().int().describe('N_full：其中的正式党员'),
      voterCount: z.number().int().describe('N_vote：应到会有表决权（选举权）的人数'),
      workings: z.array(z.string()),
    }),
  ),
  'member.life': query(
    '一名党员的一生：逐条事件、编入、任职，年龄党龄与应到会资格的算式，修改的痕迹',
    z.object({ memberId: z.string(), asOf: plainDate.optional() }),
    z.object({
      asOf: plainDate,
      entries: z.array(lifeEntry),
      workings: z.array(z.object({ label: z.string(), value: z.string(), working: z.string() })),
      /** 在册为 null；不在册写原因与日期。 */
      departure: z.object({ reason: z.string(), on: plainDate }).nullable(),
      trail: z.array(z.object({ at: z.string(), actor: z.string(), summary: z.string() })),
    }),
  ),
  'member.recordEvent': command(
    '登记党员的一件事（可几个人同一件事）；只登记，不自动作结论',
    z.object({ memberIds: z.array(z.string()).min(1).max(2000), event: eventInput }),
    recorded.extend({ batchId: z.string().nullable() }),
  ),
  'member.correctEvent': command(
    '更正一件事：旧的留痕，另立新的',
    z.object({ eventId: z.string(), event: eventInput, reason: optionalLine(200) }),
    recorded,
  ),
  'member.withdrawEvent': command(
    '撤下登错的一件事（留痕）',
    z.object({ eventId: z.string(), reason: singleLine(200) }),
    z.object({ memberId: z.string() }),
  ),
  'member.departed': query(
    '历史党员：某日已不在册的人，按原因、年度查',
    z.object({
      asOf: plainDate.optional(),
      search: z.string().max(60).default(''),
      reason: z
        .enum([...DEPARTURE_KINDS, '未说明'])
        .nullable()
        .default(null),
      year: z.number().int().nullable().default(null),
      organizationId: z.string().nullable().default(null),
    }),
    z.object({
      asOf: plainDate,
      rows: z.array(departedRow),
      /** 每年每种原因几人，不受筛选影响。 */
      counts: z.array(z.object({ year: z.number().int(), reason: z.string(), count: z.number().int() })),
    }),
  ),
  'member.completeness': query(
    '信息完整度：每个支部每个字段应填几人、已填几人',
    z.object({ organizationId: z.string().nullable().default(null), asOf: plainDate.optional() }),
    z.object({
      asOf: plainDate,
      fields: z.array(z.string()),
      rows: z.array(
        z.object({
          branchId: z.string(),
          branchName: z.string(),
          memberCount: z.number().int(),
          cells: z.array(z.object({ field: z.string(), due: z.number().int(), filled: z.number().int() })),
        }),
      ),
    }),
  ),
} as const
