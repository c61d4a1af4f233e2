import type { AccountRole } from '../glossary.ts'

/**
 * 范围内外由归属判断的各种对象。多数按入参的字段名认（见 `KIND_OF_FIELD`），同名异物的由路由自己写明。
 * - `everMember`：曾经或现在编在范围内的人。改旧的活动记录时，名单上已调走的人也算。
 * - `readableThemePlan`、`readableTemplate`：自己的，或上级下发、共用给自己的；只许看，不许改。
 */
export type OwnedKind =
  | 'organization'
  | 'member'
  | 'everMember'
  | 'memberEvent'
  | 'term'
  | 'post'
  | 'process'
  | 'activity'
  | 'activityFile'
  | 'activityTask'
  | 'activityTemplate'
  | 'readableTemplate'
  | 'themePlan'
  | 'readableThemePlan'
  | 'lifeMeeting'
  | 'lifeMeetingOpinion'
  | 'improvement'
  | 'review'
  | 'reviewFollowUp'
  | 'talk'
  | 'gapNote'
  | 'dutyMark'
  | 'publicity'
  | 'document'
  | 'draft'
  | 'lifeRecord'
  | 'closure'
  | 'check'
  | 'override'

/** 结果里只留范围内的行：`list` 是那一列行的路径（如 `plans[].targets`），`by` 是行里的编号字段。 */
export type KeptRows = { readonly list: string; readonly by: string; readonly kind: OwnedKind }

/**
 * 有范围的身份走这条路由时怎么收窄。
 * - 无需：不涉及哪个党组织的记录（目录、条文、节假日……）；
 * - 全集团：不分党组织，有范围的身份不能走；
 * - 按入参：入参里每个编号指到的对象都须在范围内，且至少指到一个；`fill` 缺省填成自己的范围；
 * - 只留范围内：入参照样查，结果里再滤去范围外的行。
 */
export type RouteScope =
  | { readonly way: '无需' }
  | { readonly way: '全集团' }
  | {
      readonly way: '按入参' | '只留范围内'
      /** 没给时填成自己的范围；`[]` 结尾的填成范围内的党支部。 */
      readonly fill?: string
      /** 这条路由里，字段名认不出或另有所指的。 */
      readonly kinds?: Readonly<Record<string, OwnedKind | '不查'>>
      readonly keeps?: readonly KeptRows[]
      /** 结果里清空的列：不分党组织、滤不出来的。 */
      readonly clears?: readonly string[]
    }

export type RouteAccess = { readonly roles: readonly AccountRole[]; readonly scope: RouteScope }

/** 入参字段名 → 指的是什么。 */
export const KIND_OF_FIELD: Readonly<Record<string, OwnedKind | '不查'>> = {
  organizationId: 'organization',
  organizationIds: 'organization',
  branchId: 'organization',
  groupId: 'organization',
  underId: 'organization',
  issuerId: 'organization',
  subjectId: 'organization',
  targetIds: 'organization',
  memberId: 'member',
  memberIds: 'member',
  talkerIds: 'member',
  hostId: 'member',
  recorderId: 'member',
  speakerId: 'member',
  ownerId: 'member',
  criticId: 'member',
  activityId: 'activity',
  activityIds: 'activity',
  fileId: 'activityFile',
  themePlanId: 'readableThemePlan',
  meetingId: 'lifeMeeting',
  opinionId: 'lifeMeetingOpinion',
  improvementId: 'improvement',
  reviewId: 'review',
  followUpId: 'reviewFollowUp',
  talkId: 'talk',
  noteId: 'gapNote',
  markId: 'dutyMark',
  publicityId: 'publicity',
  processId: 'process',
  electionProcessId: 'process',
  termId: 'term',
  postId: 'post',
  documentId: 'document',
  documentIds: 'document',
  draftId: 'draft',
  lifeRecordId: 'lifeRecord',
  closureId: 'closure',
  checkId: 'check',
  overrideId: 'override',
  // 以下不是哪个党组织的记录。
  taskId: '不查',
  runningTaskId: '不查',
  ruleId: '不查',
  ruleIds: '不查',
  dutyId: '不查',
  itemId: '不查',
  reservationId: '不查',
}

const EVERYONE: readonly AccountRole[] = ['党委管理员', '支部操作员', '只读检查员']

/** 按入参收窄的细节；不给就是“入参里的编号都须在范围内”。 */
type Narrowing = Omit<Extract<RouteScope, { way: '按入参' | '只留范围内' }>, 'way'>

function narrowed({ keeps, clears, ...rest }: Narrowing): RouteScope {
  if (keeps === undefined && clears === undefined) return { way: '按入参', ...rest }
  return { way: '只留范围内', ...rest, ...(keeps ? { keeps } : {}), ...(clears ? { clears } : {}) }
}

/** 人人可看（或可导出），有范围的只见范围内。 */
export const viewing = (narrowing: Narrowing = {}): RouteAccess => ({ roles: EVERYONE, scope: narrowed(narrowing) })

/** 人人可看，不涉及哪个党组织。 */
export const OPEN: RouteAccess = { roles: EVERYONE, scope: { way: '无需' } }

/** 管理员与操作员可办，操作员只办范围内的。 */
export const handling = (narrowing: Narrowing = {}): RouteAccess => ({
  roles: ['党委管理员', '支部操作员'],
  scope: narrowed(narrowing),
})

/** 全集团的总账：管理员与不限范围的检查员可看。 */
export const WHOLE_GROUP: RouteAccess = { roles: ['党委管理员', '只读检查员'], scope: { way: '全集团' } }

/** 只有党委管理员办。 */
export const ADMIN_ONLY: RouteAccess = { roles: ['党委管理员'], scope: { way: '全集团' } }

/** 不论身份都可办、不涉及哪个党组织的小事（取消自己的长任务、改自己的口令）。 */
export const PERSONAL: RouteAccess = OPEN

export const routes = <R extends string>(access: RouteAccess, ...names: readonly R[]): Record<R, RouteAccess> =>
  Object.fromEntries(names.map((name) => [name, access])) as Record<R, RouteAccess>

export const rows = (list: string, by: string, kind: OwnedKind): KeptRows => ({ list, by, kind })
