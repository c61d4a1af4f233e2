import { minutesBetween } from './activity-rules.ts'

/**
 * 一次活动写成人看的一份，留前后值用：标签 → 内容，都是文字，日后改了字段也读得懂旧的痕迹。
 */
export type ActivitySnapshot = Readonly<Record<string, string>>

export type SnapshotSource = {
  readonly title: string
  readonly types: readonly { readonly type: string }[]
  readonly groupName: string
  readonly heldOn: string
  readonly startsAt: string
  readonly endsAt: string
  readonly place: string
  readonly hostName: string
  readonly recorderName: string
  readonly postponeReason: string
  readonly contentKinds: readonly string[]
  readonly narrative: string
  readonly archiveCategory: string
  readonly eHomeOn: string | null
  readonly eHomeNo: string
  readonly extras: Readonly<Record<string, string | boolean | null>>
  readonly topics: readonly {
    readonly type: string
    readonly title: string
    readonly startsAt: string | null
    readonly endsAt: string | null
    readonly speakerName: string
    readonly speakerRole: string | null
    readonly summary: string
    readonly resolution: string
    readonly votes: readonly {
      readonly matter: string
      readonly subject: string
      readonly method: string
      readonly expectedCount: number
      readonly presentCount: number
      readonly approveCount: number
      readonly againstCount: number
      readonly abstainCount: number
      readonly writtenApproveCount: number
    }[]
  }[]
  readonly attendance: readonly { readonly name: string; readonly status: string; readonly reason: string }[]
  readonly guests: readonly { readonly name: string; readonly role: string }[]
  readonly tasks: readonly {
    readonly content: string
    readonly ownerName: string
    readonly dueOn: string | null
    readonly doneOn: string | null
    readonly note: string
  }[]
  readonly files: readonly { readonly kind: string; readonly name: string; readonly sha256: string }[]
  readonly deletedAt: string | null
}

const EXTRA_LABELS: Readonly<Record<string, string>> = {
  theme: '主题',
  deliberation: '酝酿意见',
  duesNote: '党费收缴情况',
  studySource: '学习来源',
  testNote: '测试情况',
  practiceKind: '主题实践的类型',
  firstAgenda: '第一议题',
  discussesBranchWork: '研究支部建设',
  hearsBranchReports: '听取支部汇报',
}

export function snapshotOf(activity: SnapshotSource): ActivitySnapshot {
  const { startsAt, endsAt } = activity
  const snapshot: Record<string, string> = {
    名称: activity.title,
    类型: activity.types.map(({ type }) => type).join('、'),
    党小组: activity.groupName,
    日期: activity.heldOn,
    时间: `${startsAt} 至 ${endsAt}（${minutesBetween(startsAt, endsAt)} 分钟）`,
    地点: activity.place,
    主持人: activity.hostName,
    记录人: activity.recorderName,
    顺延原因: activity.postponeReason,
    内容类型: activity.contentKinds.join('、'),
    整体记录: activity.narrative,
    归档类目: activity.archiveCategory,
    党建e家登记: [activity.eHomeOn ?? '', activity.eHomeNo].filter((each) => each !== '').join(' '),
    列席人员: activity.guests.map(({ name, role }) => named(name, role)).join('、'),
    议定事项: activity.tasks
      .map(
        (task) =>
          `${task.content}（${[task.ownerName, task.dueOn, task.doneOn === null ? '' : `${task.doneOn} 办结`, task.note].filter(Boolean).join('，')}）`,
      )
      .join('；'),
    附件: activity.files.map(({ kind, name, sha256 }) => `${kind} ${name} ${sha256.slice(0, 8)}`).join('；'),
    回收站: activity.deletedAt === null ? '' : '已移入',
  }
  for (const [key, label] of Object.entries(EXTRA_LABELS)) snapshot[label] = extraText(activity.extras[key] ?? null)
  for (const [index, topic] of activity.topics.entries()) snapshot[`议题 ${index + 1}`] = topicText(topic)
  for (const status of ['出席', '请假', '缺席', '列席'])
    snapshot[`签到：${status}`] = activity.attendance
      .filter((line) => line.status === status)
      .map(({ name, reason }) => named(name, reason))
      .join('、')
  return snapshot
}

/** 有哪几项变了，前后各是什么。 */
export function snapshotChanges(before: ActivitySnapshot, after: ActivitySnapshot): { label: string; before: string; after: string }[] {
  const labels = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...labels]
    .map((label) => ({ label, before: before[label] ?? '', after: after[label] ?? '' }))
    .filter((item) => item.before !== item.after)
}

function topicText(topic: SnapshotSource['topics'][number]): string {
  const votes = topic.votes.map(
    (vote) =>
      `${vote.matter}${vote.subject === '' ? '' : `“${vote.subject}”`}（${vote.method}）应到 ${vote.expectedCount}、实到 ${vote.presentCount}，赞成 ${vote.approveCount}、反对 ${vote.againstCount}、弃权 ${vote.abstainCount}、书面赞成 ${vote.writtenApproveCount}`,
  )
  const time = topic.startsAt === null ? '' : `${topic.startsAt}–${topic.endsAt ?? ''}`
  const speaker = topic.speakerName === '' ? '' : `主讲 ${named(topic.speakerName, topic.speakerRole ?? '')}`
  return [
    `${topic.type}：${topic.title}`,
    time,
    speaker,
    topic.summary,
    topic.resolution === '' ? '' : `决议：${topic.resolution}`,
    ...votes,
  ]
    .filter((part) => part !== '')
    .join('\n')
}

function extraText(value: string | boolean | null): string {
  if (typeof value === 'boolean') return value ? '是' : ''
  return value ?? ''
}

function named(name: string, remark: string): string {
  return remark === '' ? name : `${name}（${remark}）`
}
