import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import type { ActivityType } from '../../shared/organizational-life/activity-types.ts'
import {
  LIFE_MEETING_MATERIALS,
  NO_LIFE,
  REVIEW_STAGES,
  type ActivityFacts,
  type GroupSpan,
  type LeaderFacts,
  type LifeFacts,
  type LifeMeetingFacts,
  type ReviewFacts,
  type ReviewGrade,
  type TopicFacts,
  type VoteFacts,
} from '../../shared/organizational-life/facts.ts'
import { countedTypes } from '../../shared/organizational-life/type-standing.ts'
import { branch, post } from '../compliance/facts.ts'

/** 一段有结论的议题。 */
export function topic(type: ActivityType, changes: Partial<TopicFacts> = {}): TopicFacts {
  return {
    id: `t-${type}-${changes.seq ?? 1}`,
    seq: 1,
    type,
    title: `${type}的议题`,
    minutes: 60,
    speakerId: null,
    speakerName: '',
    speakerRole: null,
    hasConclusion: true,
    ...changes,
  }
}

/** 一次样样齐全的活动；测试只改它要说的那一点。`types` 的第一个是主标签。 */
export function activity(
  types: ActivityType | readonly ActivityType[],
  heldOn: string,
  changes: Partial<ActivityFacts> = {},
): ActivityFacts {
  const all = typeof types === 'string' ? [types] : types
  const primary = all[0] ?? '其他'
  const topics = changes.topics ?? all.map((type, index) => topic(type, { seq: index + 1 }))
  return {
    id: `${primary}-${heldOn}-${changes.groupId ?? ''}`,
    groupId: null,
    title: primary,
    heldOn,
    minutes: 120,
    primaryType: primary,
    types: all,
    hasRecord: false,
    counted: countedTypes({ types: all, presentCount: changes.presentCount ?? 10, hasRecord: changes.hasRecord ?? false, topics }),
    topics,
    votes: [],
    tasks: [],
    hostId: '甲',
    hostName: '甲',
    recorderName: '乙',
    postponeReason: '',
    contentKinds: ['政治学习'],
    archiveCategory: '三会一课',
    theme: '学党章',
    practiceKind: null,
    hasTest: false,
    discussesBranchWork: false,
    hearsBranchReports: false,
    eHomeOn: heldOn,
    expectedCount: 10,
    presentCount: 10,
    voterExpectedCount: 10,
    voterPresentCount: 10,
    photoCount: 1,
    textLength: 500,
    isBackfilled: false,
    required: { done: 14, total: 14, missing: [] },
    ...changes,
  }
}

export function groupSpan(id: string, changes: Partial<GroupSpan> = {}): GroupSpan {
  return {
    id,
    name: `第${id}小组`,
    leaders: [post('组长', `组长${id}`, { fromOn: '2020-01-01' })],
    establishedOn: '2020-01-01',
    dissolvedOn: null,
    ...changes,
  }
}

export function vote(changes: Partial<VoteFacts> = {}): VoteFacts {
  return {
    topicId: 't',
    matter: '一般事项',
    subject: '',
    method: '举手表决',
    expectedCount: 20,
    presentCount: 20,
    approveCount: 20,
    againstCount: 0,
    abstainCount: 0,
    writtenApproveCount: 0,
    ...changes,
  }
}

/** 各季应到、出席次数相同的领导干部。 */
export function leader(name: string, quarters: readonly (readonly [expected: number, present: number])[]): LeaderFacts {
  return {
    memberId: name,
    name,
    adminPost: '部门总经理',
    quarters: [0, 1, 2, 3].map((index) => ({ expected: quarters[index]?.[0] ?? 0, present: quarters[index]?.[1] ?? 0 })),
  }
}

export function lifeMeeting(heldOn: string | null, changes: Partial<LifeMeetingFacts> = {}): LifeMeetingFacts {
  return {
    id: `lm-${heldOn ?? ''}-${changes.groupId ?? ''}`,
    year: Number((heldOn ?? '2026').slice(0, 4)),
    groupId: null,
    activityId: null,
    heldOn,
    theme: '学党章',
    materials: LIFE_MEETING_MATERIALS,
    criticisms: [{ memberId: 'm1', name: '党员1', selfCount: 1, receivedCount: 2 }],
    ...changes,
  }
}

/** 六个环节都在 `decidedOn` 办完的民主评议；`grades` 逐人给等次，`预备` 开头的是预备党员。 */
export function review(
  year: number,
  decidedOn: string | null,
  grades: readonly ReviewGrade[] = ['优秀', '合格', '合格', '合格'],
): ReviewFacts {
  return {
    id: `r${year}`,
    year,
    activityId: null,
    stages: decidedOn === null ? [] : REVIEW_STAGES.map((stage) => ({ stage, on: decidedOn })),
    decidedOn,
    results: grades.map((grade, index) => ({
      memberId: `m${index + 1}`,
      name: `党员${index + 1}`,
      category: grade === '不定等次' ? '预备党员' : '正式党员',
      grade,
      feedbackOn: decidedOn,
      handledOn: null,
      isCommended: false,
    })),
    overLimitReason: '',
  }
}

/** 设有支部委员会（甲书记，乙、丙、丁委员）的党支部。 */
export function lifeBranch(life: Partial<LifeFacts> = {}, changes: Partial<OrganizationFacts> = {}): OrganizationFacts {
  return branch({
    posts: [
      post('书记', '甲', { fromOn: '2020-01-01' }),
      post('组织委员', '乙', { fromOn: '2020-01-01' }),
      post('宣传委员', '丙', { fromOn: '2020-01-01' }),
      post('纪检委员', '丁', { fromOn: '2020-01-01' }),
    ],
    ...changes,
    life: { ...NO_LIFE, ...life, activities: (life.activities ?? []).toSorted((a, b) => (a.heldOn < b.heldOn ? -1 : 1)) },
  })
}
