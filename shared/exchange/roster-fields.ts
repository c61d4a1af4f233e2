/** 花名册里能导入的一列。`isRequired` 的列缺了就无法入册。 */
export type RosterField = {
  readonly key: RosterFieldKey
  readonly label: string
  readonly aliases: readonly string[]
  readonly isRequired: boolean
}

export const ROSTER_FIELD_KEYS = [
  'name',
  'branch',
  'identityNumber',
  'gender',
  'ethnicity',
  'birthOn',
  'education',
  'category',
  'joinedOn',
  'fullOn',
  'job',
  'mobile',
  'landline',
  'address',
  'partyStatus',
  'isLost',
  'lostOn',
  'isFloating',
  'floatingTo',
  'adminPost',
  'remark',
] as const
export type RosterFieldKey = (typeof ROSTER_FIELD_KEYS)[number]

function field(key: RosterFieldKey, label: string, isRequired: boolean, ...aliases: string[]): RosterField {
  return { key, label, aliases: [label, ...aliases], isRequired }
}

/** 次序即《党员基本信息汇总表》的列序；表头写法不同的列入别名。性别、出生日期缺列时可由证号取得。 */
export const ROSTER_FIELDS: readonly RosterField[] = [
  field('name', '姓名', true, '党员姓名'),
  field('branch', '所在党支部', true, '党支部名称', '所属党支部', '所在党组织', '组织关系所在党支部', '编入党支部', '党支部', '所在支部'),
  field(
    'identityNumber',
    '公民身份证号',
    true,
    '公民身份号码',
    '公民身份证号码',
    '身份证号',
    '身份证号码',
    '身份证',
    '居民身份证号',
    '居民身份证号码',
    '身份证号码（如果重复将忽略）',
  ),
  field('gender', '性别', false),
  field('ethnicity', '民族', true),
  field('birthOn', '出生日期', false, '出生年月', '出生年月日'),
  field('education', '学历', false, '最高学历', '文化程度'),
  field('category', '人员类别', true, '党籍状态（正式党员或预备党员）', '预/正', '人员类型', '党员类别'),
  field('joinedOn', '加入党组织日期', true, '入党时间', '入党日期', '加入党组织时间', '加入中共组织的时间'),
  field('fullOn', '转为正式党员日期', false, '转正时间', '转正日期', '转为正式党员时间'),
  field('job', '工作岗位', false),
  field('mobile', '手机号', false, '手机号码', '联系电话', '移动电话', '手机', '联系电话/手机号', '联系方式'),
  field('landline', '固定电话', false, '座机号码', '联系电话/固定电话', '座机'),
  field('address', '家庭住址', false, '现居住地', '家庭地址'),
  field('partyStatus', '党籍状态', false),
  field('isLost', '是否为失联党员', false, '是否失联党员', '是否失联'),
  field('lostOn', '失去联系日期', false, '失联日期'),
  field('isFloating', '是否为流动党员', false, '是否流动党员', '是否流动'),
  field('floatingTo', '外出流向', false, '流向'),
  field('adminPost', '行政职务', false),
  field('remark', '备注', false),
]

const LABELS: ReadonlyMap<RosterFieldKey, string> = new Map(ROSTER_FIELDS.map(({ key, label }) => [key, label]))

export function fieldLabel(key: RosterFieldKey): string {
  return LABELS.get(key) ?? key
}

const BY_HEADING: ReadonlyMap<string, RosterFieldKey> = new Map(
  ROSTER_FIELDS.flatMap(({ key, aliases }) => aliases.map((alias) => [normalizeHeading(alias), key] as const)),
)

/** 表头里的换行、空格、星号、全半角不算数。 */
export function normalizeHeading(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s\u200b*★※:]/gu, '')
}

/** 一个（已归一的）表头对应哪个字段；括号里的说明不认识时去掉再认。 */
export function fieldOfHeading(heading: string): RosterFieldKey | null {
  return BY_HEADING.get(heading) ?? BY_HEADING.get(heading.replaceAll(/\([^()]*\)/g, '')) ?? null
}
