import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query } from '../contract/endpoint.ts'
import { multiLine, optionalLine, singleLine } from '../contract/text.ts'
import { DATE_PRECISIONS, GENDERS, PARTY_STATUSES, PERSON_CATEGORIES, RIGHTS_STATUSES } from '../glossary.ts'
import { batchContract } from './batch-contract.ts'
import { groupingContract } from './grouping-contract.ts'
import { BULK_FIELDS, lifeContract, type BulkField } from './life-contract.ts'
import { revealContract } from './reveal-contract.ts'
import { RECORDED_FIELDS } from './rules.ts'
import { STATISTIC_DIMENSIONS } from './statistics.ts'
import { statisticsContract } from './statistics-contract.ts'

const precision = z.enum(DATE_PRECISIONS).default('日')

/** 党员信息采集的字段；`education` `job` `ethnicity` 存官方代码表的名称，导出时再配代码。 */
export const memberProfile = z.object({
  name: singleLine(60),
  gender: z.enum(GENDERS),
  ethnicity: singleLine(20),
  birthOn: plainDate,
  birthOnPrecision: precision,
  identityNumber: z.string(),
  education: optionalLine(40),
  category: z.enum(PERSON_CATEGORIES),
  /** 入党日期：支部大会通过之日。 */
  joinedOn: plainDate,
  joinedOnPrecision: precision,
  /** 转为正式党员日期；预备党员为 null。 */
  fullOn: plainDate.nullable(),
  fullOnPrecision: precision,
  job: optionalLine(120),
  /** 行政职务，自由填写。 */
  adminPost: optionalLine(60),
  mobile: optionalLine(30),
  landline: optionalLine(30),
  address: optionalLine(200),
  partyStatus: z.enum(PARTY_STATUSES),
  isLost: z.boolean(),
  lostOn: plainDate.nullable(),
  lostOnPrecision: precision,
  isFloating: z.boolean(),
  floatingTo: optionalLine(100),
  rightsStatus: z.enum(RIGHTS_STATUSES).default('正常'),
  remark: multiLine(500),
})
export type MemberProfile = z.infer<typeof memberProfile>

/** 名册的一行；证号、电话、备注里的号码是遮好的，看原文走 `member.reveal`。 */
export const memberRow = memberProfile.extend({
  id: z.string(),
  branchId: z.string(),
  branchName: z.string(),
  /** 表格里用的简称。 */
  branchShortName: z.string(),
  groupId: z.string().nullable(),
  groupName: z.string(),
  groupShortName: z.string(),
  /** 判定日的年龄与党龄（整年）；预备党员党龄为 null。 */
  age: z.number().int(),
  partyAge: z.number().int().nullable(),
  /** 应填而空的字段名（中文）。 */
  missing: z.array(z.string()),
})
export type MemberRow = z.infer<typeof memberRow>

export const MEMBER_SORTS = ['支部', '姓名', '出生日期', '入党日期', '党龄'] as const

export const memberFilter = z.object({
  asOf: plainDate.optional(),
  /** 姓名、拼音全拼或首字母、证号尾号、手机号。 */
  search: z.string().max(60).default(''),
  /** 某组织及其全部下级。 */
  organizationId: z.string().nullable().default(null),
  category: z.enum(PERSON_CATEGORIES).nullable().default(null),
  gender: z.enum(GENDERS).nullable().default(null),
  education: z.string().nullable().default(null),
  partyStatus: z.enum(PARTY_STATUSES).nullable().default(null),
  isLost: z.boolean().nullable().default(null),
  isFloating: z.boolean().nullable().default(null),
  hasMissing: z.boolean().nullable().default(null),
  /** 缺这一项的。 */
  lacking: z.enum(RECORDED_FIELDS.map(({ label }) => label)).optional(),
  /** 统计里的一档，如 年龄 31—35岁；只含党籍正常的。 */
  statistic: z.object({ dimension: z.enum(STATISTIC_DIMENSIONS), bucket: z.string() }).optional(),
})
export type MemberFilter = z.infer<typeof memberFilter>

/** 不筛：在册的每一个人。 */
export const EVERYONE: MemberFilter = memberFilter.parse({})

export const memberContract = {
  ...batchContract,
  ...lifeContract,
  ...statisticsContract,
  ...groupingContract,
  ...revealContract,
  'member.list': query(
    '党员名册（筛选、拼音搜索、排序、取一段）',
    memberFilter.extend({
      sort: z.enum(MEMBER_SORTS).default('支部'),
      descending: z.boolean().default(false),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(0).max(500).default(100),
    }),
    z.object({ asOf: plainDate, total: z.number().int(), rows: z.array(memberRow) }),
  ),
  'member.detail': query(
    '一名党员的全部信息与经历',
    z.object({ memberId: z.string(), asOf: plainDate.optional() }),
    z.object({
      member: memberRow,
      assignments: z.array(
        z.object({
          branchName: z.string(),
          groupName: z.string(),
          fromOn: plainDate.nullable(),
          untilOn: plainDate.nullable(),
          reason: z.string(),
        }),
      ),
      posts: z.array(z.object({ organizationName: z.string(), title: z.string(), fromOn: plainDate, untilOn: plainDate.nullable() })),
    }),
  ),
  'member.create': command(
    '登记一名党员',
    z.object({ profile: memberProfile, branchId: z.string(), groupId: z.string().nullable(), fromOn: plainDate.nullable() }),
    z.object({ memberId: z.string() }),
  ),
  'member.update': command(
    '改一名党员的信息',
    z.object({
      memberId: z.string(),
      profile: memberProfile,
      /** 动手改之前看到的样子；给了而库里已不是这样（别处改过），就拒绝，不盖掉别人的改动。两处遮着的几项都可以照原样带回，等于没有动。 */
      basedOn: memberProfile.optional(),
    }),
    z.object({ memberId: z.string() }),
  ),
  'member.changeField': command(
    '成批改一个字段（更正名册，从头就如此）；一个变更批次，可整批撤销',
    z.object({
      memberIds: z.array(z.string()).min(1).max(2000),
      field: z.enum(Object.keys(BULK_FIELDS) as [BulkField, ...BulkField[]]),
      value: multiLine(500),
    }),
    z.object({ changed: z.number().int(), batchId: z.string().nullable() }),
  ),
  'member.assign': command(
    '把党员编入党支部、党小组（自某日起）',
    z.object({
      memberIds: z.array(z.string()).min(1).max(2000),
      branchId: z.string(),
      groupId: z.string().nullable(),
      fromOn: plainDate,
      reason: singleLine(100),
      /** 动手之前看到各人编在哪里；给了而库里已不是这样（别处调过），就拒绝。 */
      basedOn: z.array(z.object({ memberId: z.string(), branchId: z.string(), groupId: z.string().nullable() })).optional(),
    }),
    z.object({ moved: z.number().int() }),
  ),
  'member.remove': command(
    '把党员移入回收站（可恢复）',
    z.object({
      memberId: z.string(),
      reason: singleLine(200),
      basedOn: memberProfile.optional().describe('动手之前看到的样子；别处改过就拒绝'),
    }),
    z.object({ memberId: z.string() }),
  ),
  'member.restore': command('从回收站恢复党员', z.object({ memberId: z.string() }), z.object({ memberId: z.string() })),
  'member.recycled': query(
    '回收站里的党员',
    z.object({}),
    z.object({
      rows: z.array(
        z.object({
          memberId: z.string(),
          name: z.string(),
          identityNumber: z.string(),
          branchName: z.string(),
          deletedAt: z.string(),
          reason: z.string(),
          /** 现在不能恢复的原因与怎么办；能恢复为空串。 */
          blockedBy: z.string(),
        }),
      ),
    }),
  ),
} as const
