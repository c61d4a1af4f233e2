import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { query } from '../contract/endpoint.ts'
import { finding, severity } from '../regulation/finding.ts'
import { provision, ruleStatus } from '../regulation/provision.ts'
import { standardsContract } from './standards-contract.ts'
import { AWAITED_AREAS } from './awaited-data.ts'
import { checkContract } from './check-contract.ts'
import { checkupContract, trendContract } from './checkup-contract.ts'
import { closureContract } from './closure-contract.ts'

const asOf = plainDate.optional()

export const dashboard = z.object({
  asOf: plainDate,
  branchCount: z.number().int(),
  memberCount: z.number().int(),
  counts: z.object({ red: z.number().int(), orange: z.number().int(), yellow: z.number().int(), pending: z.number().int() }),
  /** 四级各涉及几个党组织、落在哪几项任务里（多的在前）。 */
  spread: z.array(
    z.object({
      severity,
      organizationCount: z.number().int(),
      tasks: z.array(z.object({ taskNo: z.number().int(), count: z.number().int() })),
    }),
  ),
  /** 填写理由关闭、现在不计入的条数。 */
  closedCount: z.number().int(),
  /** 支部 × 八项任务。 */
  matrix: z.array(
    z.object({
      organizationId: z.string(),
      organizationName: z.string(),
      level: z.string(),
      memberCount: z.number().int(),
      cells: z.array(
        z.object({
          taskNo: z.number().int(),
          /** 本年度该任务得分率，万分比；没有评分为 null。 */
          ratioPermyriad: z.number().int().nullable(),
          severity: severity.nullable().describe('该格最重的发现；该任务尚无规则判定为 null'),
          findingCount: z.number().int(),
        }),
      ),
      /** 本年度预评分，百分之一分；没有评分为 null。 */
      scoreCenti: z.number().int().nullable(),
    }),
  ),
  /** 本月必做与 180 天内到期，按日期排。 */
  dues: z.array(
    z.object({
      dueOn: plainDate,
      kind: z.enum(['换届提醒', '换届请示', '届满换届', '书记补选', '委员补选', '预备期满']),
      organizationId: z.string(),
      organizationName: z.string(),
      title: z.string(),
      ruleId: z.string(),
      /** 已过、今天、30 天内、以后。 */
      window: z.enum(['已过', '今天', '30天内', '以后']),
      remedies: finding.shape.remedies,
    }),
  ),
})
export type Dashboard = z.infer<typeof dashboard>

export const complianceContract = {
  ...standardsContract,
  ...closureContract,
  ...checkContract,
  ...trendContract,
  ...checkupContract,
  'compliance.dashboard': query(
    '工作台：发现计数、支部×任务矩阵、到期清单；可只看一个党组织连同全部下级',
    z.object({ asOf, organizationId: z.string().nullable().default(null) }),
    dashboard,
  ),
  'compliance.findings': query(
    '全集团、一个党组织或说到一名党员的发现，带条文、事实、算法与消除动作',
    z.object({
      asOf,
      organizationId: z.string().nullable().default(null),
      includesBelow: z.boolean().default(false).describe('连同它的全部下级'),
      taskNo: z.number().int().min(1).max(9).nullable().default(null),
      severities: z.array(severity).default(['红线', '应当', '提示', '待确认']),
      memberId: z.string().nullable().default(null).describe('只要说到这名党员的'),
    }),
    z.object({ asOf: plainDate, findings: z.array(finding) }),
  ),
  'compliance.catalog': query(
    '规则目录：每条规则的原文、出处、强度、判定谓词、触发的文书或提醒，与归宿',
    z.object({}),
    z.object({
      rules: z.array(
        provision.extend({
          status: ruleStatus,
          awaits: z
            .object({ lacks: z.string().describe('判定缺的是什么记录'), area: z.enum(AWAITED_AREAS).describe('归哪一块功能') })
            .nullable()
            .describe('待数据的写明缺什么、归哪一块；其余为 null'),
          judgedBy: z.string().nullable().describe('国家规定与种子规则是同一件事、已由后者判定的，写那条规则号；否则为 null'),
        }),
      ),
      statuses: z.array(z.object({ status: ruleStatus, meaning: z.string() })).describe('各归宿的意思'),
    }),
  ),
  'compliance.conflicts': query(
    '口径冲突：同一件事各文本怎么说、系统怎么取、为什么',
    z.object({}),
    z.object({
      conflicts: z.array(
        z.object({
          id: z.string(),
          matter: z.string(),
          taskNo: z.number().int().min(1).max(9),
          texts: z.array(z.object({ source: z.string(), says: z.string() })),
          taken: z.string().describe('系统怎么取'),
          reason: z.string(),
          ruleIds: z.array(z.string()).describe('相关的规则号'),
          unverified: z.string().optional().describe('还没有核实的地方'),
        }),
      ),
    }),
  ),
  'compliance.profiles': query(
    '标准方案：五个内置方案的参数与现行方案链',
    z.object({ asOf }),
    z.object({
      asOf: plainDate,
      currentProfileId: z.string(),
      chain: z.array(z.object({ profileId: z.string(), fromOn: plainDate.nullable(), untilOn: plainDate.nullable() })),
      profiles: z.array(z.object({ id: z.string(), name: z.string(), versionOn: plainDate, note: z.string(), readOnly: z.boolean() })),
      parameters: z.array(z.object({ key: z.string(), meaning: z.string(), values: z.record(z.string(), z.string()), note: z.string() })),
    }),
  ),
} as const
