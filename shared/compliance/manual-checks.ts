import { addMonths, type PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationLevel } from '../glossary.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import type { CheckCycle, CheckPeriod } from '../regulation/manual-check.ts'
import type { Provision } from '../regulation/provision.ts'
import { CATALOG } from './provisions.ts'

/**
 * 一条要人勾核的规则：勾哪一级党组织、多久一次。
 * - 人工：没有可算的数据，结论全由人登记；
 * - 确认：规则先判，判不准的（待确认、提示）由人确认；
 * - 核对：规则照判，另要每期登记一次“核对过”。
 */
export type ManualCheckSpec = {
  readonly ruleId: string
  readonly kind: '人工' | '确认' | '核对'
  readonly cycle: CheckCycle
  readonly levels: readonly OrganizationLevel[]
  /** 只对国有企业的党组织。 */
  readonly isStateOwnedOnly?: true
  /** 勾的时候看什么，一句话。 */
  readonly hint: string
}

type Options = Partial<Pick<ManualCheckSpec, 'isStateOwnedOnly' | 'kind'>>

const BRANCH: readonly OrganizationLevel[] = ['党支部']
const COMMITTEE: readonly OrganizationLevel[] = ['党委']

function spec(
  ruleId: string,
  cycle: CheckCycle,
  levels: readonly OrganizationLevel[],
  hint: string,
  options: Options = {},
): ManualCheckSpec {
  return { ruleId, kind: '人工', cycle, levels, hint, ...options }
}

/** 勾核的级次与周期：谓词写了频次的照谓词，没写的每年一次〔产品默认〕。 */
export const MANUAL_CHECKS: readonly ManualCheckSpec[] = [
  spec('A01', '半年', BRANCH, '支部对照名册逐人核对过，写明核对日期与核对人', { kind: '核对' }),
  spec('A03', '年', BRANCH, '对照联合组建批复，覆盖单位与批复一致', { kind: '确认' }),
  spec('A28', '年', BRANCH, '书记的行政职务是职能部门或子公司主要负责人；不是的，写明说明', { kind: '确认' }),
  spec('B18', '年', BRANCH, '有年度计划，每季度有安排；写明计划名称', { kind: '核对' }),
  spec('B32', '季', COMMITTEE, '翻本季党委会、中心组学习纪要，第一个议题是理论学习'),
  spec('B33', '年', BRANCH, '党员入党纪念日当月有政治生日记录'),
  spec('B34', '年', BRANCH, '七项制度都有文本'),
  spec('C09', '年', BRANCH, '领导干部出国（境）的审批机关与干部管理权限一致；没有此类情形的勾“不适用”'),
  spec('C12', '季', BRANCH, '本季与每名流动党员联系过，写明联系日期', { kind: '核对' }),
  spec('C22', '年', BRANCH, '名册人数与上级系统一致，写明核对日期与两边的人数', { kind: '核对' }),
  spec('D07', '年', BRANCH, '上级全年给过经费、阵地、学习资料或师资保障'),
  spec('D09', '年', BRANCH, '“七一”期间的活动是纪念活动；写明是哪一次', { kind: '确认' }),
  spec('D10', '年', BRANCH, '有党员示范岗、佩戴党徽登记；不是服务行业和窗口单位的勾“不适用”'),
  spec('D20', '年', BRANCH, '登记开除党籍的都有处分决定文号；没有此类情形的勾“不适用”'),
  spec('D24', '年', BRANCH, '有线索的都谈过话并进入处置流程；没有线索的勾“不适用”'),
  spec('D26', '年', BRANCH, '档案缺件的党员都有补办任务和结论；没有缺件的勾“不适用”'),
  spec('D27', '年', BRANCH, '承诺书都签了，年底有践诺评议'),
  spec('D28', '年', BRANCH, '责任区、先锋岗、先锋队至少有一项台账'),
  spec('D30', '年', BRANCH, '有青年理论学习小组，全年学习不少于 4 次'),
  spec('E09', '年', BRANCH, '发展党员没有查实的违规；查实的有处理记录'),
  spec('E13', '年', BRANCH, '按地方模板办的材料齐'),
  spec('E15', '年', COMMITTEE, '有“双培养”名单', { isStateOwnedOnly: true }),
  spec('F01', '年', BRANCH, '诫勉谈话都有批准依据，写明文号或批准人', { kind: '确认' }),
  spec('F05', '年', BRANCH, '没有面谈的是失去联系等确实谈不成的，写明情形', { kind: '确认' }),
  spec('F12', '年', BRANCH, '关怀台账按六类登记'),
  spec('F14', '半年', BRANCH, '本半年征求过群众意见，有意见表'),
  spec('G02', '年', BRANCH, '制度上墙；条件不具备的写明'),
  spec('G09', '年', BRANCH, '归档的每件都定了保管期限', { kind: '核对' }),
  spec('G12', '年', BRANCH, '有议事规则文本，“三重一大”事项有研究记录'),
  spec('G13', '年', COMMITTEE, '有现行的前置研究事项清单', { isStateOwnedOnly: true }),
  spec('G17', '年', COMMITTEE, '登记党建入章、双向进入交叉任职的情况', { isStateOwnedOnly: true }),
  spec('H04', '半年', BRANCH, '活动没有休闲、娱乐、单纯体育锻炼而无党性教育内容的'),
  spec('H09', '年', BRANCH, '标识、挂牌登记齐'),
  spec('K06', '年', COMMITTEE, '全年每个支部都被听取过汇报', { kind: '核对' }),
  spec('K29', '年', COMMITTEE, '当年示范点不少于 1 个'),
  spec('K30', '年', COMMITTEE, '有上级评、党员群众评两组分'),
  spec('K32', '季', COMMITTEE, '本季观摩过'),
  spec('K35', '半年', BRANCH, '本半年上报过经验信息'),
  spec('K38', '半年', COMMITTEE, '本半年研判过意识形态，有阵地登记'),
  spec('K39', '年', COMMITTEE, '全年开过联席会议', { isStateOwnedOnly: true }),
  spec('K40', '年', COMMITTEE, '当年的评价标准已发布，写明文号', { kind: '确认' }),
  spec('K42', '年', BRANCH, '书记领了《党支部书记工作手册》，有发放登记'),
  spec('N-07', '年', BRANCH, '选举结果已报上级，书记、副书记有批准，委员有备案；写明文号', { kind: '确认' }),
  spec('N-14', '年', BRANCH, '按第六类情形不计入的，上级认可，写明文号', { kind: '确认' }),
]

const provisions = new Map(CATALOG.map((provision) => [provision.id, provision]))

export function manualProvision(ruleId: string): Provision {
  const provision = provisions.get(ruleId)
  if (!provision) throw new Error(`勾核项 ${ruleId} 没有条文`)
  return provision
}

export function manualCheckSpec(ruleId: string): ManualCheckSpec | null {
  return MANUAL_CHECKS.find((each) => each.ruleId === ruleId) ?? null
}

/** 年度项在当年存续满几个月才勾核。 */
const YEARLY_MIN_MONTHS = 6

type Subject = Pick<OrganizationFacts, 'level' | 'unitType' | 'establishedOn'>

/** 这个党组织这一期该不该勾这条：级次、单位类型对得上，并且只看完整存续的一期（年度项存续满六个月）。 */
export function isDueFor(spec: ManualCheckSpec, organization: Subject, period: Pick<CheckPeriod, 'from' | 'until'>): boolean {
  if (!spec.levels.includes(organization.level)) return false
  if (spec.isStateOwnedOnly && organization.unitType !== '国有企业') return false
  const since: PlainDate = spec.cycle === '年' ? addMonths(period.until, -YEARLY_MIN_MONTHS) : period.from
  return organization.establishedOn <= since
}
