import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query } from '../contract/endpoint.ts'
import { multiLine, optionalLine, singleLine } from '../contract/text.ts'
import { severity, verdict } from '../regulation/finding.ts'
import { ruleStatus, strength } from '../regulation/provision.ts'
import { INDICATOR_PACKS } from './indicator-packs.ts'
import { OVERRIDE_REACHES } from './standards.ts'

/** 参数的一个值：整数、文字、是否、人数三元组；null 为没有规定。收什么由参数目录的 `input` 说明。 */
export const parameterValue = z.json().describe('参数的值；范围见 compliance.parameters')

const parameterChange = z.object({ key: singleLine(60).describe('参数名，如 groupMax'), value: parameterValue })
const chainLink = z.object({ profileId: singleLine(80), fromOn: plainDate.nullable().describe('第一节为 null，其余是起日') })

const overrideInput = z.object({
  organizationId: z.string(),
  reach: z.enum(OVERRIDE_REACHES).default('本组织'),
  key: singleLine(60).describe('参数名；整套方案都换的写 wholeProfile，值写方案编号'),
  value: parameterValue,
  fromOn: plainDate,
  untilOn: plainDate.nullable().describe('含当日；长期有效为 null'),
  documentNo: singleLine(80).describe('依据文号'),
  approvedBy: singleLine(60).describe('批准人'),
  reason: multiLine(500),
})

/** 一个参数在页面上怎么填。 */
const parameterInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('整数'), min: z.number(), max: z.number(), unit: z.string() }),
  z.object({ kind: z.literal('委员会人数') }),
  z.object({ kind: z.literal('月数或及时'), min: z.number(), max: z.number() }),
  z.object({ kind: z.literal('选项'), options: z.array(z.string()) }),
  z.object({ kind: z.literal('是否') }),
  z.object({ kind: z.literal('月日') }),
])

const profileView = z.object({
  id: z.string(),
  name: z.string(),
  versionOn: plainDate,
  note: z.string(),
  isBuiltIn: z.boolean(),
  basedOnId: z.string().nullable(),
  createdAt: z.string().nullable(),
  createdBy: z.string(),
  /** 停用的不能再选进方案链；已在链上的照旧。 */
  isRetired: z.boolean(),
  retirementReason: z.string(),
  isOnChain: z.boolean(),
})

const overrideView = z.object({
  id: z.string(),
  organizationId: z.string(),
  organizationName: z.string(),
  reach: z.enum(OVERRIDE_REACHES),
  key: z.string(),
  meaning: z.string(),
  value: parameterValue,
  valueText: z.string(),
  fromOn: plainDate,
  untilOn: plainDate.nullable(),
  documentNo: z.string(),
  approvedBy: z.string(),
  reason: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
  /** 撤下的不再生效，留着可查；没有撤下为 null。 */
  withdrawnAt: z.string().nullable(),
  withdrawnBy: z.string(),
  withdrawalReason: z.string(),
  state: z.enum(['生效中', '未到期', '已到期', '已撤下']).describe('在判定日看；未到期指还没有开始'),
  ruleIds: z.array(z.string()).describe('读这个参数的规则号；整套方案的为空，所有按参数判的都用它'),
})

const judgementView = z.object({
  verdict,
  severity,
  message: z.string(),
  dueOn: plainDate.nullable(),
  profileName: z.string(),
})

export const standardsContract = {
  'compliance.parameters': query(
    '参数目录：每个参数的含义、各方案原文、有类型的值与可填范围、来源、是否产品默认、哪些规则读它',
    z.object({}),
    z.object({
      profiles: z.array(profileView),
      parameters: z.array(
        z.object({
          catalogKey: z.string().describe('目录里的键，如 org.group_max'),
          meaning: z.string(),
          note: z.string(),
          texts: z.record(z.string(), z.string()).describe('五个内置方案的原文'),
          isProductDefault: z.boolean().describe('含〔产品默认〕的数值'),
          isUnverified: z.boolean(),
          /** 有类型、可编辑的值；空的只供查看。 */
          values: z.array(
            z.object({
              key: z.string(),
              meaning: z.string(),
              input: parameterInput,
              isOptional: z.boolean().describe('可以填“没有规定”'),
              byProfile: z.record(z.string(), z.object({ value: parameterValue, text: z.string() })),
              ruleIds: z.array(z.string()),
            }),
          ),
        }),
      ),
    }),
  ),
  'compliance.chainHistory': query(
    '方案链：现行的与历次改动',
    z.object({}),
    z.object({
      revisions: z
        .array(
          z.object({
            revision: z.number().int().describe('0 为内置链'),
            isCurrent: z.boolean(),
            links: z.array(
              z.object({ profileId: z.string(), profileName: z.string(), fromOn: plainDate.nullable(), untilOn: plainDate.nullable() }),
            ),
            reason: z.string(),
            documentNo: z.string(),
            approvedBy: z.string(),
            changedAt: z.string(),
            changedBy: z.string(),
          }),
        )
        .describe('新的在前，末一个总是内置链'),
    }),
  ),
  'compliance.overrides': query(
    '组织覆盖：一个党组织另取的参数，或整体采用的另一套方案；全部或一个党组织的，撤下的也在',
    z.object({ organizationId: z.string().nullable().default(null), asOf: plainDate.optional() }),
    z.object({ asOf: plainDate, overrides: z.array(overrideView) }),
  ),
  'compliance.indicatorPacks': query(
    '专项指标包（JG22、QJ20）的条目与启停',
    z.object({}),
    z.object({
      items: z.array(
        z.object({
          ruleId: z.string(),
          pack: z.enum(INDICATOR_PACKS),
          quote: z.string(),
          citation: z.string(),
          strength,
          check: z.enum(['自动', '半自动', '人工']),
          status: ruleStatus,
          isEnabled: z.boolean(),
          isEnabledByDefault: z.boolean(),
          reason: z.string(),
          changedAt: z.string().nullable(),
          changedBy: z.string(),
        }),
      ),
    }),
  ),
  'compliance.previewStandards': query(
    '切换前对照：拟用的方案链、方案版本、覆盖、指标启停会使哪些发现改变；不写库',
    z.object({
      asOf: plainDate.optional(),
      links: z.array(chainLink).max(50).nullable().default(null).describe('拟用的方案链；null 为不改。拟新增的方案版本写“拟”'),
      profile: z
        .object({ basedOnId: singleLine(80), changes: z.array(parameterChange).max(200) })
        .nullable()
        .default(null)
        .describe('拟新增的方案版本，在链里以“拟”称它；不给链时视作替换判定日所用的方案'),
      overrides: z.array(overrideInput).max(100).default([]).describe('拟登记的覆盖'),
      withdrawnOverrideIds: z.array(z.string()).max(200).default([]),
      indicators: z
        .array(z.object({ ruleId: z.string(), isEnabled: z.boolean() }))
        .max(200)
        .default([]),
    }),
    z.object({
      asOf: plainDate,
      comparedCount: z.number().int().describe('比了多少条结论'),
      changes: z.array(
        z.object({
          organizationId: z.string(),
          organizationName: z.string(),
          ruleId: z.string(),
          taskNo: z.number().int(),
          quote: z.string(),
          before: judgementView.nullable().describe('原来没有这条结论（没启用）为 null'),
          after: judgementView.nullable(),
          reasons: z.array(z.object({ key: z.string(), meaning: z.string(), from: z.string(), to: z.string() })),
          cause: z.string().describe('一句话：哪个参数从几到几，或哪一条启用停用'),
        }),
      ),
    }),
  ),
  'compliance.addProfile': command(
    '新增方案版本：从一个方案复制，改其中几个参数；旧版本不动',
    z.object({
      name: singleLine(60),
      basedOnId: singleLine(80),
      versionOn: plainDate.describe('版本日期，一般是新文件的成文日'),
      note: multiLine(1000).describe('依据哪份文件'),
      changes: z.array(parameterChange).min(1, '至少改一个参数').max(200),
    }),
    z.object({ profileId: z.string() }),
  ),
  'compliance.setProfileRetired': command(
    '停用或恢复一个自己的方案版本；不删',
    z.object({ profileId: z.string(), isRetired: z.boolean(), reason: multiLine(500) }),
    z.object({ profileId: z.string(), isRetired: z.boolean() }),
  ),
  'compliance.changeChain': command(
    '改方案链：整条给出，首尾相接；旧的留着可查',
    z.object({
      links: z.array(chainLink).min(1, '至少一节').max(50),
      reason: singleLine(300),
      documentNo: optionalLine(80),
      approvedBy: singleLine(60),
    }),
    z.object({ revision: z.number().int() }),
  ),
  'compliance.recordOverride': command(
    '登记组织覆盖：一个参数另取值，或整体采用另一套方案；须有依据文号、批准人与起止日，同一项的时段不得重叠',
    overrideInput,
    z.object({ overrideId: z.string() }),
  ),
  'compliance.endOverride': command(
    '提前结束一条覆盖：改它的止日，以前的结论不变',
    z.object({ overrideId: z.string(), untilOn: plainDate, reason: singleLine(300) }),
    z.object({ overrideId: z.string() }),
  ),
  'compliance.withdrawOverride': command(
    '撤下一条登记错的覆盖：自始不算，留着可查',
    z.object({ overrideId: z.string(), reason: singleLine(300) }),
    z.object({ overrideId: z.string() }),
  ),
  'compliance.setIndicators': command(
    '启用或停用专项指标包里的条目',
    z.object({ ruleIds: z.array(z.string()).min(1, '至少选一条').max(200), isEnabled: z.boolean(), reason: singleLine(300) }),
    z.object({ changed: z.number().int() }),
  ),
} as const
