import type { ContentKind } from '../../shared/organizational-life/activity-types.ts'

/** 一个月的主题党日：主题、内容、两段议题。 */
export type ThemeOfMonth = {
  readonly theme: string
  readonly contentKinds: readonly ContentKind[]
  readonly topics: readonly { readonly title: string; readonly summary: string; readonly resolution: string }[]
}

/** 十二个月的主题，泛泛的演示文字，不引具体讲话与文件的原文。 */
export const THEMES: readonly ThemeOfMonth[] = [
  theme('学习党章、规划全年', ['政治学习', '交纳党费'], '学习党章总纲和第一章', '讨论年度学习计划'),
  theme('走访慰问、服务群众', ['志愿服务', '谈心谈话', '交纳党费'], '部署走访慰问安排', '交流联系群众情况'),
  theme('学雷锋志愿服务', ['志愿服务', '交纳党费'], '社区志愿服务', '交流志愿服务体会'),
  theme('国家安全教育', ['政治学习', '专题研讨', '交纳党费'], '学习国家安全知识', '研讨岗位上的保密要求'),
  theme('弘扬劳动精神', ['党性教育', '实践锻炼', '交纳党费'], '学习先进事迹', '义务劳动'),
  theme('廉洁从业教育', ['党性教育', '交纳党费'], '学习纪律处分条例', '观看警示教育片并讨论'),
  theme('重温入党誓词', ['党性教育', '新党员宣誓', '交纳党费'], '重温入党誓词', '书记讲党课：不忘来路'),
  theme('防汛防台与安全生产', ['实践锻炼', '交纳党费'], '排查安全隐患', '交流值班值守情况'),
  theme('学习发展党员工作规定', ['政治学习', '专题研讨', '交纳党费'], '学习发展党员工作规定', '研究培养联系人职责'),
  theme('参观红色展馆', ['党性教育', '调研考察', '交纳党费'], '参观红色展馆', '交流参观体会'),
  theme('优化营商环境专题研讨', ['专题研讨', '调研考察', '交纳党费'], '学习优化营商环境要求', '结合岗位研讨服务改进'),
  theme('总结全年、查找不足', ['政治学习', '谈心谈话', '交纳党费'], '总结全年组织生活', '党员谈不足与打算'),
]

function theme(name: string, contentKinds: readonly ContentKind[], ...titles: readonly string[]): ThemeOfMonth {
  return {
    theme: name,
    contentKinds,
    topics: titles.map((title, index) => ({
      title,
      summary: index === 0 ? `主持人领学并布置“${title}”，党员逐一发言。` : `三名党员作重点发言，其余党员结合岗位谈了认识。`,
      resolution: index === 0 ? '' : `会后每人形成一条改进打算，下月党小组会上交流。`,
    })),
  }
}

/** 支委会轮着讨论的事。 */
export const COMMITTEE_TOPICS: readonly { readonly title: string; readonly resolution: string; readonly task: string }[] = [
  { title: '研究年度工作要点和组织生活计划', resolution: '原则通过，由组织委员修改后印发', task: '印发年度组织生活计划' },
  { title: '讨论党费收缴和使用情况', resolution: '同意公示上季度党费收缴使用情况', task: '公示党费收缴使用情况' },
  { title: '分析党员思想状况', resolution: '班子成员分头谈心谈话', task: '完成谈心谈话并登记' },
  { title: '研究入党积极分子培养', resolution: '同意确定培养联系人', task: '建立培养联系档案' },
  { title: '研究主题党日安排', resolution: '按方案组织，责任到人', task: '落实场地和学习材料' },
  { title: '听取党小组工作情况', resolution: '各党小组按月报送活动记录', task: '检查党小组活动记录' },
  { title: '研究意识形态和安全生产工作', resolution: '每季度研判一次', task: '形成研判记录' },
]

/** 党小组会轮着做的事。 */
export const GROUP_TOPICS: readonly string[] = [
  '交流主题党日体会',
  '学习上级文件精神',
  '讨论入党申请人情况',
  '交流岗位难题与改进办法',
  '酝酿党员大会议题',
  '批评与自我批评',
]

/** 一个季度的党员大会。 */
export const GENERAL_TOPICS: readonly { readonly title: string; readonly resolution: string }[] = [
  { title: '听取支委会第一季度工作报告', resolution: '同意报告，提出三条改进意见' },
  { title: '听取支委会上半年工作报告', resolution: '同意报告，下半年抓好学习教育' },
  { title: '讨论支部第三季度工作', resolution: '同意支委会安排' },
  { title: '听取支委会全年工作报告', resolution: '同意报告' },
]

export const GAP_REASONS: readonly string[] = [
  '当月集中迎接审计，支部委员会未能召开，已在次月补议有关事项',
  '书记、组织委员同期外出培训，未能召开',
  '办公场所搬迁，当月未能组织',
]

export const PLACES: readonly string[] = ['党员活动室', '三楼会议室', '五楼多功能厅', '职工之家']
