/**
 * 组织生活的词：活动类型、内容、主讲人身份、签到、表决（dictionary 3.5）。
 * 换届、补选大会与讨论接收、转正都是“党员大会”里带计票的一段议题，不另成类型。
 */
export const ACTIVITY_TYPES = [
  '党员大会',
  '支委会',
  '党小组会',
  '党课',
  '主题党日',
  '组织生活会',
  '民主评议',
  '集中学习',
  '主题实践',
  '党委会',
  '中心组学习',
  '其他',
] as const
export type ActivityType = (typeof ACTIVITY_TYPES)[number]

/** 只由委员参加的会：不能与全体党员的活动记成同一次（应到的人不是一拨）。 */
export const COMMITTEE_TYPES = ['支委会', '党委会'] as const satisfies readonly ActivityType[]

/** 主题党日的内容类型（B17）。 */
export const CONTENT_KINDS = [
  '政治学习',
  '党性教育',
  '专题研讨',
  '实践锻炼',
  '调研考察',
  '交纳党费',
  '谈心谈话',
  '志愿服务',
  '新党员宣誓',
  '其他',
] as const
export type ContentKind = (typeof CONTENT_KINDS)[number]

export const SPEAKER_ROLES = ['书记', '领导', '党员', '外请'] as const
export type SpeakerRole = (typeof SPEAKER_ROLES)[number]

export const ATTENDANCE_STATUSES = ['出席', '请假', '缺席', '列席'] as const
export type AttendanceStatus = (typeof ATTENDANCE_STATUSES)[number]

export const ACTIVITY_FILE_KINDS = ['照片', '签到表', '讲稿', '其他'] as const
export type ActivityFileKind = (typeof ACTIVITY_FILE_KINDS)[number]

/** 表决的事项，各有各的到会线与通过线（N-04、N-05、N-09、N-12、N-27）。 */
export const VOTE_MATTERS = ['一般事项', '接收预备党员', '预备党员转正', '选举', '支委会表决'] as const
export type VoteMatter = (typeof VOTE_MATTERS)[number]

export const VOTE_METHODS = ['无记名投票', '举手表决', '记名投票', '口头表决'] as const
export type VoteMethod = (typeof VOTE_METHODS)[number]

/** 主题实践、志愿服务的小类（dictionary 3.5）。 */
export const PRACTICE_KINDS = [
  '联系群众',
  '责任区',
  '示范岗',
  '攻关',
  '设岗定责',
  '义务劳动',
  '结对帮扶',
  '志愿服务',
  '社区报到',
  '七一纪念',
  '其他',
] as const
export type PracticeKind = (typeof PRACTICE_KINDS)[number]

export const STUDY_SOURCES = ['支部', '党校', '线上'] as const
export type StudySource = (typeof STUDY_SOURCES)[number]

/** 缺省的归档类目：第一类型就是它该归的类。 */
export const ARCHIVE_CATEGORIES = ['三会一课', '主题党日', '组织生活会', '民主评议', '学习教育', '主题实践', '党委会议', '其他'] as const
export type ArchiveCategory = (typeof ARCHIVE_CATEGORIES)[number]

export const ARCHIVE_CATEGORY_OF: Readonly<Record<ActivityType, ArchiveCategory>> = {
  党员大会: '三会一课',
  支委会: '三会一课',
  党小组会: '三会一课',
  党课: '三会一课',
  主题党日: '主题党日',
  组织生活会: '组织生活会',
  民主评议: '民主评议',
  集中学习: '学习教育',
  主题实践: '主题实践',
  党委会: '党委会议',
  中心组学习: '党委会议',
  其他: '其他',
}
