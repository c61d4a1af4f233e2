import type { CodeStyle, ExportFieldKey, OrganizationFieldKey } from './export-fields.ts'

/** 版式里的一列；`field` 为 null 的是名册不记的，照列留空。`under` 是两行表头的下一行。 */
export type LayoutColumn<Field> = {
  readonly heading: string
  readonly under?: string
  readonly width: number
  readonly field: Field | null
}

export const EXPORT_LAYOUT_IDS = ['official', 'memberLibrary', 'organizationLibrary', 'groupTables', 'oldStatistics'] as const
export type ExportLayoutId = (typeof EXPORT_LAYOUT_IDS)[number]

export const EXPORT_FORMATS = ['xlsx', 'xls', 'zip'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** 一种固定版式。`people`、`organizations` 至少有一张；两张都有的装成一个 zip。 */
export type ExportLayout = {
  readonly id: ExportLayoutId
  readonly name: string
  /** 文件名的前半。 */
  readonly fileTitle: string
  /** 给人看的一句：什么时候用。 */
  readonly purpose: string
  readonly formats: readonly ExportFormat[]
  readonly codeStyle: CodeStyle
  /** 有标题、单位行与脚注的官方表；其余第一行就是表头。 */
  readonly isOfficial: boolean
  readonly people?: { readonly title: string; readonly columns: readonly LayoutColumn<ExportFieldKey>[] }
  readonly organizations?: { readonly title: string; readonly columns: readonly LayoutColumn<OrganizationFieldKey>[] }
}

function column<Field>(heading: string, field: Field | null, width = Math.max(9, heading.length * 2 + 2)): LayoutColumn<Field> {
  return { heading, field, width }
}

function person(heading: string, field: ExportFieldKey | null = null, width?: number): LayoutColumn<ExportFieldKey> {
  return column(heading, field, width)
}

function organization(heading: string, field: OrganizationFieldKey | null = null, width?: number): LayoutColumn<OrganizationFieldKey> {
  return column(heading, field, width)
}

/** 2017 版《党员基本信息汇总表》二十列，“联系电话”下分两列。 */
const OFFICIAL: readonly LayoutColumn<ExportFieldKey>[] = [
  person('序号', 'sequence', 6),
  person('姓名', 'name', 12),
  person('所在党支部', 'branch', 32),
  person('公民身份证号', 'identityNumber', 20),
  person('性别', 'gender', 5),
  person('民族', 'ethnicity', 11),
  person('出生日期', 'birthOn', 11),
  person('学历', 'education', 14),
  person('人员类别', 'category', 9),
  person('加入党组织日期', 'joinedOn', 11),
  person('转为正式党员日期', 'fullOn', 11),
  person('工作岗位', 'job', 32),
  { heading: '联系电话', under: '手机号', field: 'mobile', width: 13 },
  { heading: '联系电话', under: '固定电话', field: 'landline', width: 13 },
  person('家庭住址', 'address', 30),
  person('党籍状态', 'partyStatus', 9),
  person('是否为\n失联党员', 'isLost', 9),
  person('失去联系日期', 'lostOn', 11),
  person('是否为\n流动党员', 'isFloating', 9),
  person('外出流向', 'floatingTo', 16),
]

const MEMBER_LIBRARY: readonly LayoutColumn<ExportFieldKey>[] = [
  person('序号', 'sequence', 6),
  person('姓名', 'name', 12),
  person('性别', 'gender', 6),
  person('公民身份号码', 'identityNumber', 20),
  person('民族', 'ethnicity', 11),
  person('出生日期', 'birthOn', 12),
  person('学历', 'education', 16),
  person('人员类别', 'category', 10),
  person('学位'),
  person('所在党支部', 'branch', 32),
  person('手机号码', 'mobile', 13),
  person('入党日期', 'joinedOn', 12),
  person('转正日期', 'fullOn', 12),
  person('党龄', 'partyAge', 6),
  person('党龄校正值'),
  person('新社会阶层类型'),
  person('工作岗位', 'job', 32),
  person('从事专业技术职务'),
  person('是否农民工'),
  person('现居住地', 'address', 30),
  person('户籍所在地'),
  person('是否失联党员', 'isLost'),
  person('是否流动党员', 'isFloating'),
  person('入党类型'),
  person('转正情况'),
  person('入党时所在支部'),
  person('延长预备期时间'),
]

const ORGANIZATION_LIBRARY: readonly LayoutColumn<OrganizationFieldKey>[] = [
  organization('序号', 'sequence', 6),
  organization('党组织全称', 'name', 36),
  organization('组织树', 'path', 40),
  organization('党组织简称', 'shortName', 18),
  organization('党内统计用党组织简称', 'shortName', 18),
  organization('成立日期', 'establishedOn', 12),
  organization('党组织编码', 'code', 16),
  organization('党组织联系人', 'contactName', 12),
  organization('联系电话', 'contactPhone', 14),
  organization('组织类别', 'level', 10),
  organization('是否具有"审批预备党员权限"'),
  organization('功能型党组织'),
  organization('党组织所在单位情况'),
  organization('党组织所在行政区划'),
  organization('批准成立的上级党组织', 'parentName', 32),
  organization('是否为新业态'),
  organization('驻外情况'),
  organization('党组织曾用名'),
  organization('单位名称（全称）', 'companyName', 30),
  organization('UUID', 'id', 38),
  organization('有无统一社会信用代码'),
  organization('法人单位统一社会信用代码'),
  organization('单位性质类别'),
  organization('法人单位标识'),
  organization('建立党组情况'),
  organization('法人单位建立党组织情况'),
  organization('在岗职工人数', 'staffTotal'),
  organization('企业控制（控股）情况'),
  organization('企业规模'),
  organization('单位所在目录'),
  organization('单位隶属关系'),
  organization('单位所在行政区划'),
  organization('单位名称(全称)', 'companyName', 30),
  organization('机构类型'),
  organization('法人单位统一社会信用代码'),
  organization('新经济行业'),
  organization('经济行业'),
  organization('经济类型'),
  organization('新经济类型'),
  organization('成立日期'),
  organization('注册地行政区划'),
  organization('注册地址'),
  organization('组织机构代码'),
  organization('上级主管部门名称'),
  organization('单位隶属关系'),
]

const GROUP_PEOPLE: readonly LayoutColumn<ExportFieldKey>[] = [
  person('集团员工编码'),
  person('企业名称', 'companyName', 32),
  person('党员唯一标识', 'memberId', 38),
  person('姓名', 'name', 12),
  person('性别', 'gender', 6),
  person('公民身份号码', 'identityNumber', 20),
  person('出生日期', 'birthOn', 12),
  person('学历', 'education', 16),
  person('学位'),
  person('民族', 'ethnicity', 11),
  person('工作岗位', 'job', 32),
  person('新社会阶层类型'),
  person('从事专业技术职务'),
  person('是否农民工'),
  person('手机号码', 'mobile', 13),
  person('组织关系所在党支部', 'branch', 32),
  person('党组织唯一标识', 'branchId', 38),
  person('联合支部所在单位', 'coveredUnits', 30),
  person('户籍所在地'),
  person('现居住地', 'address', 30),
  person('入党日期', 'joinedOn', 12),
  person('转正日期', 'fullOn', 12),
  person('党龄', 'partyAge', 6),
  person('党龄校正值'),
  person('进入本信息系统类型'),
  person('进入本信息系统日期'),
  person('进入本信息系统操作党组织唯一标识'),
  person('离开本信息系统类型'),
  person('离开本信息系统日期'),
  person('离开本信息系统操作党组织唯一标识'),
  person('更新时间戳'),
  person('操作党组织'),
]

const GROUP_ORGANIZATIONS: readonly LayoutColumn<OrganizationFieldKey>[] = [
  organization('党组织唯一标识', 'id', 38),
  organization('企业名称', 'companyName', 32),
  organization('上一级党组织唯一标识', 'parentId', 38),
  organization('党组织编码', 'code', 16),
  organization('党组织全称', 'name', 36),
  organization('党组织简称', 'shortName', 18),
  organization('组织类别', 'level', 10),
  organization('成立日期', 'establishedOn', 12),
  organization('党组织党员人数', 'memberCount'),
  organization('党组织联系人集团员工编码'),
  organization('党组织联系人', 'contactName', 12),
  organization('联系电话', 'contactPhone', 14),
  organization('党组织所在单位情况'),
  organization('党组织所在行政区划'),
  organization('显示排序', 'sequence', 8),
  organization('批准成立的上级党组织全称', 'parentName', 32),
  organization('删除标识'),
  organization('更新时间戳'),
  organization('党支部标准化规范化建设类别'),
  organization('操作党组织'),
]

const OLD_STATISTICS: readonly LayoutColumn<ExportFieldKey>[] = [
  person('姓名', 'name', 12),
  person('身份证号码', 'identityNumber', 20),
  person('性别', 'gender', 6),
  person('民族', 'ethnicity', 11),
  person('籍贯'),
  person('是否台湾省籍'),
  person('出生日期', 'birthOn', 12),
  person('学历', 'education', 16),
  person('人员类别', 'category', 10),
  person('所在党组织', 'branch', 32),
  person('入党时间', 'joinedOn', 12),
  person('转正时间', 'fullOn', 12),
  person('工作岗位', 'job', 32),
  person('参加工作日期'),
  person('家庭住址', 'address', 30),
  person('联系电话', 'mobile', 13),
  person('婚姻状况'),
  person('党员档案所在单位'),
  person('技术职称'),
  person('新社会阶层类型'),
  person('一线情况'),
  person('培训情况'),
  // 原系统的表头末尾有一个空格。
  person('是否农民工 '),
  person('是否失联党员', 'isLost'),
  person('信息完整度(%)'),
]

export const EXPORT_LAYOUTS: readonly ExportLayout[] = [
  {
    id: 'official',
    name: '2017 版《党员基本信息汇总表》',
    fileTitle: '党员基本信息汇总表',
    purpose: '报上级、存档的官方表：二十列，代码项写“代码 名称”，一个党支部一张表。',
    formats: ['xlsx', 'xls'],
    codeStyle: '代码 名称',
    isOfficial: true,
    people: { title: '党员基本信息汇总表', columns: OFFICIAL },
  },
  {
    id: 'groupTables',
    name: '集团两表（党员信息、党组织信息）',
    fileTitle: '集团两表',
    purpose: '集团信息标准的两张表，装在一个压缩包里。',
    formats: ['zip'],
    codeStyle: '名称',
    isOfficial: false,
    people: { title: '党员信息', columns: GROUP_PEOPLE },
    organizations: { title: '党组织信息', columns: GROUP_ORGANIZATIONS },
  },
  {
    id: 'memberLibrary',
    name: '党员信息库列表',
    fileTitle: '党员信息库',
    purpose: '与党员信息库的列表同列，便于逐列核对。',
    formats: ['xlsx', 'xls'],
    codeStyle: '名称',
    isOfficial: false,
    people: { title: '党员信息库', columns: MEMBER_LIBRARY },
  },
  {
    id: 'organizationLibrary',
    name: '党组织信息库列表',
    fileTitle: '党组织信息库',
    purpose: '与党组织信息库的列表同列；只按日期与党组织范围，不看党员筛选。',
    formats: ['xlsx', 'xls'],
    codeStyle: '名称',
    isOfficial: false,
    organizations: { title: '党组织信息库', columns: ORGANIZATION_LIBRARY },
  },
  {
    id: 'oldStatistics',
    name: '旧党内统计系统列表',
    fileTitle: '党员花名册',
    purpose: '旧系统的列；列的先后未核实，交之前请与对方的表核对。',
    formats: ['xlsx', 'xls'],
    codeStyle: '名称',
    isOfficial: false,
    people: { title: '党员花名册', columns: OLD_STATISTICS },
  },
]

export function exportLayout(id: ExportLayoutId): ExportLayout {
  const found = EXPORT_LAYOUTS.find((layout) => layout.id === id)
  if (!found) throw new RangeError(`没有版式 ${id}`)
  return found
}

/** 这份版式里名册没有记、只能留空的列。 */
export function unrecordedHeadings(layout: ExportLayout): string[] {
  const columns = [...(layout.people?.columns ?? []), ...(layout.organizations?.columns ?? [])]
  return [...new Set(columns.filter(({ field }) => field === null).map(({ heading }) => heading.trim()))]
}
