import type { ActivityExtras, TopicDraft } from './activity-draft.ts'
import type { ActivityFileKind, ActivityType } from './activity-types.ts'

/** 核必录项要看的；草稿与存下的记录都能给出。 */
export type RecordedActivity = {
  readonly types: readonly ActivityType[]
  readonly groupId: string | null
  readonly place: string
  readonly hostName: string
  readonly recorderName: string
  readonly contentKinds: readonly string[]
  readonly narrative: string
  readonly archiveCategory: string
  readonly eHomeOn: string | null
  readonly extras: ActivityExtras
  readonly topics: readonly (Pick<TopicDraft, 'type' | 'title' | 'speakerName' | 'speakerRole' | 'summary' | 'resolution'> & {
    readonly votes: readonly unknown[]
  })[]
  /** 实到人数；0 为还没有录签到。 */
  readonly presentCount: number
  /** 应到而请假、缺席又没有写原因的人数。 */
  readonly unexplainedCount: number
  readonly fileKinds: readonly ActivityFileKind[]
}

export type RequiredItem = { readonly label: string; readonly isDone: boolean }

/**
 * 一次活动的必录项（dictionary 3.5）：通用的，加上各类型另外的。起止时间、日期、类型不填就存不下，不在此列。
 * 缺项照样可以先存，由这里列出来。
 */
export function requiredItemsOf(activity: RecordedActivity): RequiredItem[] {
  const { types, topics } = activity
  const hasRecord = activity.narrative !== ''
  const items: RequiredItem[] = [
    { label: '地点', isDone: activity.place !== '' },
    { label: '主持人', isDone: activity.hostName !== '' },
    { label: '记录人', isDone: activity.recorderName !== '' },
    { label: '签到', isDone: activity.presentCount > 0 },
    { label: '请假、缺席的原因', isDone: activity.presentCount > 0 && activity.unexplainedCount === 0 },
    { label: '议题', isDone: topics.length > 0 },
    { label: '发言要点', isDone: hasRecord || (topics.length > 0 && topics.every(({ summary }) => summary !== '')) },
    { label: '决议或结论', isDone: topics.some(({ resolution }) => resolution !== '') },
    { label: '照片', isDone: activity.fileKinds.includes('照片') },
    { label: '归档类目', isDone: activity.archiveCategory !== '' },
    { label: '党建e家登记', isDone: activity.eHomeOn !== null },
    ...types.slice(1).map((type) => ({
      label: `${type}的议题与结论`,
      isDone: topics.some((topic) => topic.type === type && (topic.summary !== '' || topic.resolution !== '')),
    })),
  ]
  return [...items, ...types.flatMap((type) => SPECIFIC[type]?.(activity) ?? [])]
}

export function requiredSummary(items: readonly RequiredItem[]): { done: number; total: number; missing: string[] } {
  const missing = items.filter(({ isDone }) => !isDone).map(({ label }) => label)
  return { done: items.length - missing.length, total: items.length, missing }
}

const firstAgenda = ({ extras }: RecordedActivity): RequiredItem[] => [{ label: '第一议题', isDone: extras.firstAgenda !== '' }]

/** 各类型另外要录的。组织生活会、民主评议各环节的材料在它们自己的页面核。 */
const SPECIFIC: Readonly<Partial<Record<ActivityType, (activity: RecordedActivity) => RequiredItem[]>>> = {
  党员大会: ({ topics }) => [
    {
      label: '表决方式与赞成、反对、弃权票数',
      isDone: topics.some(({ type, votes }) => type === '党员大会' && votes.length > 0),
    },
  ],
  支委会: ({ extras, topics }) => [
    { label: '酝酿意见', isDone: extras.deliberation !== '' || topics.some(({ type, summary }) => type === '支委会' && summary !== '') },
  ],
  党小组会: ({ groupId }) => [{ label: '党小组', isDone: groupId !== null }],
  党课: ({ topics, fileKinds }) => {
    const lectures = topics.filter(({ type }) => type === '党课')
    return [
      { label: '党课题目', isDone: lectures.length > 0 },
      { label: '主讲人', isDone: lectures.some(({ speakerName }) => speakerName !== '') },
      { label: '主讲人身份', isDone: lectures.some(({ speakerRole }) => speakerRole !== null) },
      { label: '讲稿', isDone: fileKinds.includes('讲稿') },
    ]
  },
  主题党日: ({ extras, contentKinds }) => [
    { label: '主题', isDone: extras.theme !== '' },
    { label: '内容类型', isDone: contentKinds.length > 0 },
    { label: '党费收缴情况', isDone: extras.duesNote !== '' },
  ],
  组织生活会: ({ extras }) => [{ label: '组织生活会主题', isDone: extras.theme !== '' }],
  集中学习: ({ extras, topics, narrative }) => [
    { label: '学习内容', isDone: narrative !== '' || topics.some(({ type }) => type === '集中学习') },
    { label: '学习来源', isDone: extras.studySource !== null },
    { label: '测试情况', isDone: extras.testNote !== '' },
  ],
  主题实践: ({ extras }) => [{ label: '主题实践的类型', isDone: extras.practiceKind !== null }],
  党委会: firstAgenda,
  中心组学习: firstAgenda,
}
