/**
 * 术语表：一个概念一个词。标识符用左边，界面文字用右边；代码、表、契约、页面都从这里取词。
 */

export const ORGANIZATION_LEVELS = ['党委', '党总支', '党支部', '党小组'] as const
export type OrganizationLevel = (typeof ORGANIZATION_LEVELS)[number]

export const ORGANIZATION_FORMS = ['单独组建', '联合党支部', '临时党支部', '离退休党支部', '流动党员党支部', '项目党支部'] as const
export type OrganizationForm = (typeof ORGANIZATION_FORMS)[number]

export const UNIT_TYPES = ['国有企业', '机关', '事业', '非公企业', '社会组织'] as const
export type UnitType = (typeof UNIT_TYPES)[number]

export const PERSON_CATEGORIES = ['正式党员', '预备党员'] as const
export type PersonCategory = (typeof PERSON_CATEGORIES)[number]

export const PARTY_STATUSES = ['正常', '停止党籍'] as const
export type PartyStatus = (typeof PARTY_STATUSES)[number]

/** 日期记到哪一级：只知道年月、只知道年的，存那个月、那一年的第一天，显示时不写没有的日。 */
export const DATE_PRECISIONS = ['日', '月', '年'] as const
export type DatePrecision = (typeof DATE_PRECISIONS)[number]

export const GENDERS = ['男', '女'] as const
export type Gender = (typeof GENDERS)[number]

/** 权利状态：只有“正常”且未获准不计入者进入应到会人数。 */
export const RIGHTS_STATUSES = ['正常', '留党察看', '权利中止', '不计入应到会'] as const
export type RightsStatus = (typeof RIGHTS_STATUSES)[number]

export const POST_TITLES = [
  '书记',
  '副书记',
  '组织委员',
  '宣传委员',
  '纪检委员',
  '青年委员',
  '群团委员',
  '统战委员',
  '保密委员',
  '委员',
  '纪委书记',
  '纪委委员',
  '组长',
] as const
export type PostTitle = (typeof POST_TITLES)[number]

export const POST_SOURCES = ['选举', '补选', '指派'] as const
export type PostSource = (typeof POST_SOURCES)[number]

export const POST_END_REASONS = ['换届', '调离', '退休', '免职', '辞职', '处分', '去世', '其他'] as const
export type PostEndReason = (typeof POST_END_REASONS)[number]

export const TERM_APPROVAL_KINDS = ['延期', '提前'] as const
export type TermApprovalKind = (typeof TERM_APPROVAL_KINDS)[number]

/** 换届过程中有日期、可留痕的节点。 */
export const TERM_MILESTONE_KINDS = [
  '上级提醒',
  '督促指导',
  '换届请示',
  '请示批复',
  '大会通知',
  '结果报告',
  '结果批复',
  '分工公布',
] as const
export type TermMilestoneKind = (typeof TERM_MILESTONE_KINDS)[number]

/** 八项任务，次序固定；第九项“督查考核”不进热力矩阵。 */
export const TASKS = ['组织体系', '组织生活', '组织关系', '教育管理', '发展党员', '关怀帮扶', '建章立制', '基础保障'] as const

/** 切片：英文标识 ↔ 中文名，界面与目录用同一个词。 */
export const SLICES = {
  organization: '党组织',
  member: '党员名册',
  election: '届次与班子',
  compliance: '工作台',
  correspondence: '公文',
  assessment: '考核与材料包',
  calendar: '工作日历',
  exchange: '表格导入导出',
  /** 路由写 life，目录是 organizational-life。 */
  life: '组织生活',
  settings: '设置',
  security: '数据安全',
  /** 路由写 rescue，目录在 security：数据打不开时的修复。 */
  rescue: '修复数据',
} as const

/** 本机多人用时的登录身份。 */
export const ACCOUNT_ROLES = ['党委管理员', '支部操作员', '只读检查员'] as const
export type AccountRole = (typeof ACCOUNT_ROLES)[number]
