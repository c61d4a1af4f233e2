import type { PlainDate } from '../calendar/plain-date.ts'
import type { DatePrecision, Gender, PartyStatus, PersonCategory, PostTitle, RightsStatus, TermMilestoneKind } from '../glossary.ts'
import type { UnitSettings } from '../settings/contract.ts'

/** 起草一份公文要看的事实，都是成文日的样子。 */
export type DraftOrganization = {
  readonly id: string
  readonly name: string
  readonly shortName: string
  readonly level: string
  readonly documentCode: string
  readonly contactName: string
  readonly contactPhone: string
}

export type DraftTerm = {
  readonly id: string
  readonly seq: number
  readonly electedOn: PlainDate
  readonly termYears: number
  readonly seatCount: number | null
  /** 届满日与生效届满日（有获批延期则为延期日）。 */
  readonly endsOn: PlainDate
  readonly effectiveEndsOn: PlainDate
  readonly extension: { readonly approvedOn: PlainDate; readonly documentNo: string; readonly approver: string } | null
}

export type DraftMember = {
  readonly id: string
  readonly name: string
  readonly gender: Gender
  readonly ethnicity: string
  readonly birthOn: PlainDate
  /** 只知道年月、只知道年的，不写出没有的日。 */
  readonly birthOnPrecision: DatePrecision
  readonly education: string
  readonly category: PersonCategory
  readonly joinedOn: PlainDate
  readonly joinedOnPrecision: DatePrecision
  readonly fullOn: PlainDate | null
  readonly fullOnPrecision: DatePrecision
  readonly job: string
  readonly adminPost: string
  readonly partyStatus: PartyStatus
  readonly rightsStatus: RightsStatus
  readonly remark: string
}

export type DraftPost = {
  readonly memberId: string
  readonly memberName: string
  readonly title: PostTitle
  /** 分工；没有登记为空。 */
  readonly duty: string
}

/** 本届以来以本党组织为事由登记过、没有作废的发文；`fields` 是当时起草填的。 */
export type DraftIssued = {
  readonly kind: string
  readonly number: string
  readonly title: string
  readonly datedOn: PlainDate
  readonly fields: Readonly<Record<string, string>>
}

/** 本届登记的节点，如“换届请示”“请示批复”。 */
export type DraftMilestone = { readonly kind: TermMilestoneKind; readonly occurredOn: PlainDate; readonly documentNo: string }

/** 出缺：什么职务、哪天、谁、为什么、最迟哪天补上。 */
export type DraftVacancy = {
  readonly title: string
  readonly vacantOn: PlainDate
  readonly leftBy: string
  readonly endReason: string
  readonly fillBy: PlainDate
}

/** 一名被选举人的得票。 */
export type DraftVote = { readonly name: string; readonly ayes: number; readonly noes: number; readonly abstentions: number }

/** 一次投票的计票结果；`post` 是选什么。 */
export type DraftCount = {
  readonly post: '委员' | '书记' | '副书记'
  /** 在哪里选：委员会选书记、副书记时，应到、实到是委员人数。 */
  readonly venue: '党员大会' | '委员会'
  readonly expected: number
  readonly present: number
  readonly issued: number
  readonly returned: number
  readonly valid: number
  readonly votes: readonly DraftVote[]
  /** 当选人姓名，连同其后再次投票、另行选举产生的。 */
  readonly elected: readonly string[]
  /** 其中不是首轮产生的；得票不在 `votes` 里比过半。 */
  readonly electedLater: readonly string[]
}

/** 换届（补选）流程里已经定下的事；没有的为空。 */
export type DraftProcess = {
  readonly id: string
  readonly kind: string
  /** 要选出的是第几届；补选、指派为 null。 */
  readonly seq: number | null
  /** 新一届的任期年数；还没有写入新一届为 null。 */
  readonly newTermYears: number | null
  readonly meetingOn: PlainDate | null
  readonly place: string
  /** 委员应选名额；不设委员会为 0，补选、指派为 null。 */
  readonly seatCount: number | null
  readonly chair: string
  /** 候选人酝酿那一步登记的日期。 */
  readonly nominatedOn: PlainDate | null
  readonly candidates: readonly { readonly memberId: string; readonly proposedPost: string }[]
  readonly counts: readonly DraftCount[]
  readonly scrutineers: readonly string[]
  readonly tellers: readonly string[]
}

export type DraftFacts = {
  readonly today: PlainDate
  /** 本单位（党委）设置；没有配置为 null。 */
  readonly unit: UnitSettings | null
  /** 设置里另定的党委落款署名；空着或没有就用全称。 */
  readonly committeeSignature?: string
  readonly organization: DraftOrganization
  /** 上级链，从直接上级到最上级。 */
  readonly superiors: readonly DraftOrganization[]
  readonly term: DraftTerm | null
  /** 党籍与编入都有效的党员，次序同名册。 */
  readonly members: readonly DraftMember[]
  readonly electorate: Electorate
  readonly posts: readonly DraftPost[]
  readonly vacancies: readonly DraftVacancy[]
  readonly milestones: readonly DraftMilestone[]
  readonly issued: readonly DraftIssued[]
  /** 换届流程；没有按流程办的为 null。 */
  readonly process: DraftProcess | null
  /** 已用到的最大序号，键为“代字|年份”。 */
  readonly lastSerials: ReadonlyMap<string, number>
}

/** 应到会名单里的一个人：不计入的写理由与上级同意的文号，计入的为空串。 */
export type ElectoratePerson = DraftMember & { readonly reason: string; readonly documentNo: string }

/** 应到会（N-14）：按换届流程大会日（没有流程的按成文日）的名册，与换届驾驶舱是同一个数、同一份理由。 */
export type Electorate = {
  /** 取名册的大会日；没有流程、没定日子，取成文日名册的为 null。 */
  readonly meetingOn: PlainDate | null
  /** 党籍正常的党员。 */
  readonly all: readonly ElectoratePerson[]
  readonly full: readonly ElectoratePerson[]
  readonly probationary: readonly ElectoratePerson[]
  readonly voters: readonly ElectoratePerson[]
  /** （拟）不计入应到会的正式党员。 */
  readonly excluded: readonly ElectoratePerson[]
  /** 没有选举权的正式党员：留党察看、权利中止。 */
  readonly suspended: readonly ElectoratePerson[]
}

/** `on` 当日已转正的。 */
export function fullMembersOf(members: readonly DraftMember[], on: PlainDate): DraftMember[] {
  return members.filter(({ category, fullOn }) => category === '正式党员' && (fullOn === null || fullOn <= on))
}

/** 到会的法定最少人数：应到会的五分之四，向上取整（《中国共产党基层组织选举工作条例》）。 */
export function quorum(voterCount: number): number {
  return Math.ceil((voterCount * 4) / 5)
}

/** 候选人的最少人数：应选 + 应选的 20% 向上取整（同条例第十三条）。 */
export function leastCandidates(seats: number): number {
  return seats + Math.ceil(seats / 5)
}
