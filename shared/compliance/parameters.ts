import { PROFILE_IDS, type BuiltInProfileId } from '../regulation/profile.ts'

/** 标准方案的一个参数：五个方案各写什么，逐字供人核对。“—”表示该方案没有规定。 */
export type Parameter = {
  readonly key: string
  readonly meaning: string
  readonly values: Readonly<Record<BuiltInProfileId, string>>
  readonly note: string
}

type Cells = readonly [string, string, string, string, string]

/** `cells` 的次序同 `PROFILE_IDS`：现行方案、金圆 2017、市直 2022、供销社 2020、国家最低线。 */
function parameter(key: string, meaning: string, cells: Cells, note = ''): Parameter {
  const values = Object.fromEntries(PROFILE_IDS.map((id, column) => [id, cells[column]])) as Record<BuiltInProfileId, string>
  return { key, meaning, values, note }
}

/** 组织设置、任期换届、班子：规则 A01–A33 用到的参数；有类型的数值在各方案的 `values` 里。 */
const ORGANIZATION_AND_ELECTION: readonly Parameter[] = [
  parameter(
    'org.branch_min_full',
    '建支部最少正式党员',
    ['3', '—', '—', '3', '3'],
    '市直机关 2022 年方案写“党员达到3人”，未限定正式；产品按正式党员',
  ),
  parameter('org.branch_max', '支部人数上限', ['<50', '<50', '<50', '<50(正式)', '一般≤50'], '恰 50 人按 [50,100) 计，应升党总支'),
  parameter('org.joint_max_units', '联合支部覆盖单位', ['5', '—', '—', '—', '5']),
  parameter(
    'org.group_required_at',
    '应划党小组的党员人数（含预备）',
    ['20', '20', '20', '未定数字', '未定数字（较多或分散）'],
    '原文“党员人数”未写正式，按含预备党员计',
  ),
  parameter('org.group_max', '每组上限', ['10', '10', '10', '未定数字', '未定数字']),
  parameter('org.group_min', '每组下限', ['3且正式≥1', '—', '—', '—', '—'], '参照《中央和国家机关党小组工作规则（试行）》'),
  parameter('org.general_branch_at', '升党总支', ['50', '50', '50', '50', '50〔未核实〕']),
  parameter('org.committee_at', '升党委', ['100', '100', '100', '100', '100']),
  parameter('org.upgrade_grace_months', '升格办理宽限(月)', ['6〔产品默认〕', '—', '—', '—', '—']),
  parameter('org.project_branch_months', '项目建支部周期', ['6', '—', '—', '—', '6']),
  parameter(
    'term.branch_years',
    '支部任期(年)',
    ['3', '2', '2', '3', '3'],
    '2 年已被 2018 年任期意见取代；2018-07-12 前选出的届次仍按 2 年',
  ),
  parameter('term.general_years', '总支任期', ['3', '3', '3', '3', '3']),
  parameter('term.committee_years', '党委任期', ['5', '—', '—', '5', '5'], '集团 2017 年方案未写党委任期，登记届次时取国家规定 5 年'),
  parameter('term.ext_max_months', '延期上限', ['12', '12', '12', '12', '12']),
  parameter(
    'term.early_max_months',
    '提前上限',
    ['12', '—', '—', '12', '12'],
    '集团 2017 年方案只限“延长≤1年”；条例对延期、提前均一般不超过 1 年',
  ),
  parameter('term.remind_months', '上级提前提醒', ['6', '—', '—', '6', '6']),
  parameter('term.request_months', '支部报请示提前', ['4', '—', '—', '4', '—'], '4 个月请示线出自供销社 2020 年方案，国家规定没有此线'),
  parameter('cmt.required_full', '设支委会正式党员数', ['7', '—', '—', '7', '7']),
  parameter('cmt.branch', '支委会人数[常规]/上限', ['[3,5]/7', '—', '—', '[3,5]/7', '[3,5]/7']),
  parameter('cmt.general', '总支委员会', ['[5,7]/9', '—', '—', '[5,7]/9', '〔未核实〕']),
  parameter('cmt.deputy_max', '副书记上限', ['1', '1(必要时)', '1(必要时)', '1(必要时)', '1(必要时)']),
  parameter('sec.party_age_years', '书记党龄', ['1', '—', '—', '1', '1']),
  parameter('vac.secretary_months', '书记空缺补选期限', ['1', '1', '1', '及时', '及时'], '国家规定为“及时”；集团为 1 个月'),
  parameter('vac.member_months', '委员出缺补选期限', ['3', '3', '3', '及时', '及时'], '国家规定为“及时”；集团为 3 个月'),
]

/** 组织生活至考核的参数：先供查看核对，相应功能到位后各自取用。 */
const OTHER_TASKS: readonly Parameter[] = [
  parameter('meet.general.per_quarter', '党员大会/季', ['1', '1(每3个月)', '1(每3个月)', '1', '1']),
  parameter('meet.general.rolling_check', '3个月滚动检查', ['提示', '开', '开', '关', '关']),
  parameter('meet.cmt.per_month', '支委会/月', ['1', '1', '1', '1', '1']),
  parameter('meet.group.per_month', '党小组会/月', ['1', '1', '1', '1', '1']),
  parameter('meet.nogroup_study.per_month', '无小组全体学习/月', ['1', '1', '1', '—', '—']),
  parameter('lecture.min / lecture.target', '党课/年 下限/目标', ['1 / 2', '1 / 2', '1 / 2', '4(每季1)', '—(定期)']),
  parameter('lecture.secretary', '书记讲党课/年', ['1', '1(“带头”)', '1', '1', '1(党委书记)']),
  parameter('lecture.leader', '领导干部讲党课/年', ['1(中层以上)', '1(中层以上)', '1(处级以上)', '—', '—']),
  parameter('day.rule', '主题党日规则', ['每月首个工作日', '每月首个工作日', '每月首个工作日', '每月任一天', '每月相对固定 1 天']),
  parameter('day.postpone_workdays', '可顺延(工作日)', ['2', '2', '2', '—', '—'], '原文“1-2天”有歧义，按工作日解'),
  parameter('day.min_hours', '时长(小时)', ['2', '2', '2', '—', '—']),
  parameter('life.min', '组织生活会/年', ['1', '1(1–2)', '1(1–2)', '1', '1']),
  parameter('life.preferred', '优先期', ['Q4', '—', '—', 'Q4', 'Q4']),
  parameter('review.per_year', '民主评议/年', ['1', '1', '1', '1', '1']),
  parameter('review.window', '评议窗口', ['12-01～次年03-31', '年底或次年初', '年底或次年初', '—', '—'], '窗口日〔产品默认〕'),
  parameter('review.excellent_ratio', '优秀比例上限', ['1/3', '—', '—', '1/3', '1/3']),
  parameter('review.excellent_base', '基数', ['正式党员', '—', '—', '党员', '党员总数（答复口径解为正式党员）']),
  parameter('talk.pair_min', '谈心谈话/年', ['1', '—', '—', '1', '1']),
  parameter('talk.coverage', '支委与党员覆盖方式', ['任一支委', '—', '—', '任一支委', '任一支委'], '可改“全部两两”'),
  parameter('talk.triggers', '书记必谈四类', ['开', '开', '开', '关', '关（另有提醒谈话）']),
  parameter('study.branch_days', '支部集中学习天/年', ['12', '12', '12(其他6)', '—', '—']),
  parameter('study.day_hours', '1天折算小时', ['6', '6', '6', '—', '—'], '〔产品默认〕有地方按 8 小时折算'),
  parameter('study.member_hours', '党员学时/年', ['32', '—', '—', '32', '32'], '市直机关基层党建方案的专项培训为 24 学时'),
  parameter('study.cadre_hours', '书记班子学时/年', ['56', '—', '—', '56', '—']),
  parameter('study.cadre_train', '书记班子集中培训/年', ['1', '—', '—', '1', '—']),
  parameter(
    'rel.over_months',
    '转关系阈值(月)',
    ['6；恰6个月给提示', '>6', '>6', '—', '≥6'],
    '恰 6 个月两口径冲突：开证明信判合规，同时提示宜转关系',
  ),
  parameter('rel.noproof_max_months', '免凭证上限', ['3', '3', '3', '—', '—']),
  parameter('rel.letter_max_days', '介绍信有效期上限', ['90', '—', '—', '—', '90']),
  parameter('float.months', '流动党员判定(月)', ['6', '“较长时间”', '“较长时间”', '—', '6(连续)']),
  parameter('float.area', '流出地界', ['厦门市外', '厦门市外', '**市外', '—', '—'], '可配'),
  parameter('float.contact_days', '联系间隔(天)', ['90〔产品默认〕', '—', '—', '—', '经常']),
  parameter('lost.stop_months / lost.expel_years', '停止党籍/除名', ['6 / 2', '“依据失联时间”', '同', '—', '6 / 2']),
  parameter('abroad.scope', '因私出国审批范围', ['全部因私', '全部因私', '全部因私', '—', '学习研究/定居']),
  parameter('abroad.contact_months / abroad.stop_years', '联系/停止党籍', ['6 / 5', '—', '—', '—', '6 / 5']),
  parameter('dues.bands', '党费比例档', ['0.5%／1%／1.5%／2% 四档', '—', '—', '—', '0.5%／1%／1.5%／2% 四档']),
  parameter('dues.cap', '月交纳一般上限(元)', ['1000', '—', '—', '—', '1000']),
  parameter(
    'dues.fix_rule',
    '核定方式',
    ['年初核定年内不变', '—', '—', '核定', '年初核定(2017)'],
    '2008 年规定工资变动当月调整，2017 年通知改为年初核定、年内一般不变动',
  ),
  parameter('dues.publish', '公示', ['Q4 1次', '—', '—', 'Q4 1次', '每年1次']),
  parameter('dev.ruleset', '发展党员规则集', ['按节点日期(2026-05-11切换)', '2014', '2014', '2014', '2026']),
  parameter('dev.pub_days', '公示工作日', ['5', '公示制(未定日数)', '同', '公示(未定日数)', '5']),
  parameter('dev.approve_from', '审批3个月起算', ['上报日(无则大会日)', '—', '—', '—', '文本“对上报的决议…三个月内”'], '文本有歧义'),
  parameter('dev.db_months', '信息库更新', ['6', '6', '6', '—', '6(考察)']),
  parameter('dev.activist_at', '须建积极分子队伍(非党员职工)', ['50', '50', '50', '—', '—']),
  parameter('dev.stale_years', '长期未发展', ['2〔产品默认〕', '“长期”', '“长期”', '—', '“长期”']),
  parameter('report.monthly_day', '月报日', ['17', '17', '25', '—', '—'], '区级方案为每半年报告一次'),
  parameter('report.branch_per_year', '支部年度报告', ['1', '—', '—', '1', '—']),
  parameter('hear.per_quarter', '党委听取汇报', ['1', '—', '—', '1', '—']),
  parameter('check.per_year', '制度检查/年', ['1', '1', '1', '—', '—']),
  parameter('sweep.per_year', '全面摸底/年', ['1', '—', '—', '1', '—']),
  parameter(
    'staff.ratio',
    '专职党务比例',
    ['1%', '—', '—', '—', '〔未核实〕'],
    '区级方案：国企 1%、机关 2%；国家对机关为一般占 1% 至 2%，国企条款未核实',
  ),
  parameter('fund.ratio / fund.carry', '党建经费比例/结转上限', ['1% / 2%', '“列支”', '“列支”', '—', '1% / 2%']),
  parameter('contact.visits', '联系点走访/年', ['2', '—', '—', '建立即可', '—'], '市直机关方案为 2 次；区级方案为蹲点 15、20 天'),
  parameter('star.levels', '评星级数', ['5', '“五好”+量化', '“五好”+量化', '先进/中间/后进', '—'], '区级方案为五级评星定级'),
  parameter('attend.warn', '出勤预警', ['80%〔产品默认〕', '“重视出勤率”', '同', '—', '—']),
  parameter('plan.deadline', '年度计划审议截止', ['02-28', '“每年初”', '“每年初”', '“年度有计划”', '—'], '〔产品默认〕'),
  parameter('attend.leader', '领导干部参加组织生活出席率', ['80%', '—', '—', '—', '“双重组织生活”'], '〔产品默认〕'),
  parameter('practice.per_quarter', '主题实践/季', ['1', '“经常性”', '“经常性”', '—', '—'], '〔产品默认〕'),
  parameter('dues.core_month', '党费核定月份', ['1月', '—', '—', '“认真核定”', '每年初']),
  parameter('dev.pub_count_start_day', '公示张贴日计入', ['否', '—', '—', '—', '文本未定'], '〔产品默认〕取严'),
  parameter(
    'dues.annual_bonus_month',
    '年薪制兑现当月计费基数',
    ['当月实领总额', '—', '—', '—', '当月实领总额'],
    '党务问答口径，与月额一般≤1000并列提示',
  ),
]

export const PARAMETERS: readonly Parameter[] = [...ORGANIZATION_AND_ELECTION, ...OTHER_TASKS]
