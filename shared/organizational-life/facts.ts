import type { PlainDate } from '../calendar/plain-date.ts'
import type { PostFacts } from '../election/facts.ts'
import type { PersonCategory } from '../glossary.ts'
import type { ActivityType, PracticeKind, SpeakerRole, VoteMatter } from './activity-types.ts'
import type { ImprovementSource, ImprovementState } from './improvement.ts'
import type { TalkerRole, TalkMeans } from './talk.ts'

// 规则判定组织生活要看的事实。库里怎么存由各自的查询翻成这个样子；规则、矩阵、计分都只看这里。

/** 一段议题；没有主讲人的，编号为 null、姓名为空串、身份为 null。`minutes` 是这一段的时长，没有写起止的为 null。 */
export type TopicFacts = {
  readonly id: string
  readonly seq: number
  readonly type: ActivityType
  readonly title: string
  readonly minutes: number | null
  readonly speakerId: string | null
  readonly speakerName: string
  readonly speakerRole: SpeakerRole | null
  /** 写了发言要点、决议，或登记了表决：这一段有自己的结论。 */
  readonly hasConclusion: boolean
}

/** 一项表决。人数、票数都是登记时的数。 */
export type VoteFacts = {
  readonly topicId: string
  readonly matter: VoteMatter
  readonly subject: string
  readonly method: string
  readonly expectedCount: number
  readonly presentCount: number
  readonly approveCount: number
  readonly againstCount: number
  readonly abstainCount: number
  readonly writtenApproveCount: number
}

/** 议定事项。 */
export type ActivityTaskFacts = {
  readonly id: string
  readonly content: string
  readonly ownerName: string
  readonly dueOn: PlainDate | null
  readonly doneOn: PlainDate | null
}

/** 一次会议或活动。人数是保存时由出勤行算出、冻结在活动上的。 */
export type ActivityFacts = {
  readonly id: string
  /** 以党小组为单位开的，是哪个小组；支部开的为 null。 */
  readonly groupId: string | null
  readonly title: string
  readonly heldOn: PlainDate
  /** 时长，分钟；几类合办也只有这一个时长，学时只计一次。 */
  readonly minutes: number
  readonly primaryType: ActivityType
  /** 含主类型，次序同登记。 */
  readonly types: readonly ActivityType[]
  /** 有整体记录（或支委会的酝酿意见）。 */
  readonly hasRecord: boolean
  /** 计入的类型：主类型，加上有自己议题与结论的几类；只有题目没有内容的、没有人签到的一类也不计。 */
  readonly counted: readonly ActivityType[]
  readonly topics: readonly TopicFacts[]
  readonly votes: readonly VoteFacts[]
  readonly tasks: readonly ActivityTaskFacts[]
  readonly hostId: string | null
  readonly hostName: string
  readonly recorderName: string
  /** 顺延原因；没有顺延或没有写为空串。 */
  readonly postponeReason: string
  /** 主题党日的内容类型。 */
  readonly contentKinds: readonly string[]
  readonly archiveCategory: string
  /** 主题党日、组织生活会的主题；没有写为空串。 */
  readonly theme: string
  /** 主题实践、志愿服务的小类；没有选为 null。 */
  readonly practiceKind: PracticeKind | null
  /** 集中学习写了测试情况。 */
  readonly hasTest: boolean
  /** 党委会勾了“专题研究党支部建设”“听取党支部工作汇报”。 */
  readonly discussesBranchWork: boolean
  readonly hearsBranchReports: boolean
  /** 已在党建 e 家办理的登记日期。 */
  readonly eHomeOn: PlainDate | null
  readonly expectedCount: number
  readonly presentCount: number
  readonly voterExpectedCount: number
  readonly voterPresentCount: number
  readonly photoCount: number
  /** 正文字数：整体记录、各段要点与决议合计。 */
  readonly textLength: number
  /** 迟于发生日太久才录入。 */
  readonly isBackfilled: boolean
  /** 按类型应填的必录项：填了几项、共几项、缺哪些。 */
  readonly required: { readonly done: number; readonly total: number; readonly missing: readonly string[] }
}

/** 本支部的党小组，自成立日起、到撤销前一日止（null 为至今）。 */
export type GroupSpan = {
  readonly id: string
  readonly name: string
  /** 历任组长。 */
  readonly leaders: readonly PostFacts[]
  readonly establishedOn: PlainDate
  readonly dissolvedOn: PlainDate | null
}

/** 漏开说明。`period` 写 `2026-09`、`2026-Q3` 或 `2026`；有说明的仍是缺口，只是标出。 */
export type GapNoteFacts = {
  readonly id: string
  readonly type: ActivityType
  readonly groupId: string | null
  readonly period: string
  readonly reason: string
}

/** 判定日仍锁定的月结。 */
export type MonthClosingFacts = { readonly month: string; readonly closedOn: PlainDate }

/** 一名党员领导干部（名册登记了中层以上行政职务的）当年各季在本支部（党小组）组织生活的应到与实到。 */
export type LeaderFacts = {
  readonly memberId: string
  readonly name: string
  readonly adminPost: string
  /** 四个季度，次序固定。 */
  readonly quarters: readonly { readonly expected: number; readonly present: number }[]
}

/**
 * 一名党员当年在本党组织（含党小组）各次活动的应到与实到；到别的支部参加的在那个支部。
 * `studyMinutes` 是实到的集体学习时长合计，几类合办的一次只计一次。
 */
export type MemberAttendanceFacts = {
  readonly memberId: string
  readonly expected: number
  readonly present: number
  /** 缺席（没有请假）的日子，先后为序。 */
  readonly absentOn: readonly PlainDate[]
  readonly studyMinutes: number
}

/** 问题清单上的一条。`isReported` 是标为本级无法解决时写了上报给谁。 */
export type ImprovementFacts = {
  readonly id: string
  readonly source: ImprovementSource
  readonly problem: string
  readonly measure: string
  readonly ownerName: string
  readonly dueOn: PlainDate | null
  readonly state: ImprovementState
  readonly recordedOn: PlainDate
  readonly isReported: boolean
}

/** 组织生活会的七项材料。 */
export const LIFE_MEETING_MATERIALS = ['主题', '会前学习', '征求意见', '谈心谈话', '对照检查', '批评意见', '整改措施'] as const
export type LifeMeetingMaterial = (typeof LIFE_MEETING_MATERIALS)[number]

/** 一次组织生活会（以党小组为单位开的各是一次）。 */
export type LifeMeetingFacts = {
  readonly id: string
  readonly year: number
  readonly groupId: string | null
  /** 与哪次活动是同一件事；还没有登记会议为 null。 */
  readonly activityId: string | null
  /** 召开日；还没开为 null。 */
  readonly heldOn: PlainDate | null
  readonly theme: string
  readonly materials: readonly LifeMeetingMaterial[]
  /** 到会党员各作了几条自我批评、收到几条相互批评。 */
  readonly criticisms: readonly {
    readonly memberId: string
    readonly name: string
    readonly selfCount: number
    readonly receivedCount: number
  }[]
}

/** 民主评议的六个环节。 */
export const REVIEW_STAGES = ['学习动员', '党员自评', '党员互评', '民主测评', '组织评定', '处理反馈'] as const
export type ReviewStage = (typeof REVIEW_STAGES)[number]

export const REVIEW_GRADES = ['优秀', '合格', '基本合格', '不合格', '不定等次'] as const
export type ReviewGrade = (typeof REVIEW_GRADES)[number]

/** 一个党支部一个评议年度的民主评议。 */
export type ReviewFacts = {
  readonly id: string
  /** 评议年度；归哪一年以它为准。 */
  readonly year: number
  readonly activityId: string | null
  readonly stages: readonly { readonly stage: ReviewStage; readonly on: PlainDate }[]
  /** 作出组织评定意见的日子，即完成日；还没有为 null。 */
  readonly decidedOn: PlainDate | null
  readonly results: readonly {
    readonly memberId: string
    readonly name: string
    readonly category: PersonCategory
    readonly grade: ReviewGrade | null
    readonly feedbackOn: PlainDate | null
    /** 评为不合格以后登记的后续处置日；没有为 null。 */
    readonly handledOn: PlainDate | null
    /** 当年列入了先优推荐。 */
    readonly isCommended: boolean
  }[]
  /** 优秀超过比例时确认上报的理由；没有为空串。 */
  readonly overLimitReason: string
}

export const TALK_KINDS = ['日常', '专题', '提醒', '诫勉'] as const
export type TalkKind = (typeof TALK_KINDS)[number]

/** 一次谈心谈话。要点是敏感内容，规则用不着，不取。 */
export type TalkFacts = {
  readonly id: string
  readonly heldOn: PlainDate
  readonly kind: TalkKind
  readonly means: TalkMeans
  /** 触发事件；没有写为空串。 */
  readonly occasion: string
  readonly talkerRole: TalkerRole
  readonly talkerIds: readonly string[]
  readonly subjectIds: readonly string[]
}

/**
 * 一个党支部的组织生活：到判定日为止、当年与上一年发生的。次序都按日期。
 * 月结、漏开说明、民主评议按所属的月、周期、评议年度取，不按登记日截断，用的时候自看日期。
 */
export type LifeFacts = {
  readonly activities: readonly ActivityFacts[]
  readonly groups: readonly GroupSpan[]
  readonly gapNotes: readonly GapNoteFacts[]
  readonly closings: readonly MonthClosingFacts[]
  readonly leaders: readonly LeaderFacts[]
  /** 名册里登记了行政职务的党员人数；一个也没有的，领导干部无从认定。 */
  readonly adminPostCount: number
  readonly lifeMeetings: readonly LifeMeetingFacts[]
  readonly reviews: readonly ReviewFacts[]
  readonly talks: readonly TalkFacts[]
  readonly attendance: readonly MemberAttendanceFacts[]
  readonly improvements: readonly ImprovementFacts[]
}

/** 没有任何组织生活记录。 */
export const NO_LIFE: LifeFacts = {
  activities: [],
  groups: [],
  gapNotes: [],
  closings: [],
  leaders: [],
  adminPostCount: 0,
  lifeMeetings: [],
  reviews: [],
  talks: [],
  attendance: [],
  improvements: [],
}
