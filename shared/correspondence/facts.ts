import type { PlainDate } from '../calendar/plain-date.ts'
import type { Gender, PartyStatus, PersonCategory, PostTitle, RightsStatus } from '../glossary.ts'
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
  readonly education: string
  readonly category: PersonCategory
  readonly joinedOn: PlainDate
  readonly fullOn: PlainDate | null
  readonly job: string
  readonly adminPost: string
  readonly partyStatus: PartyStatus
  readonly rightsStatus: RightsStatus
  readonly remark: string
}

export type DraftPost = { readonly memberId: string; readonly memberName: string; readonly title: PostTitle }

export type DraftFacts = {
  readonly today: PlainDate
  /** 本单位（党委）设置；没有配置为 null。 */
  readonly unit: UnitSettings | null
  readonly organization: DraftOrganization
  /** 上级链，从直接上级到最上级。 */
  readonly superiors: readonly DraftOrganization[]
  readonly term: DraftTerm | null
  /** 党籍与编入都有效的党员，次序同名册。 */
  readonly members: readonly DraftMember[]
  readonly posts: readonly DraftPost[]
  /** 已用到的最大序号，键为“代字|年份”。 */
  readonly lastSerials: ReadonlyMap<string, number>
}

/** 应到会的算法：正式党员，党籍正常、权利正常者计入；其余逐类列出。 */
export type Electorate = {
  readonly all: readonly DraftMember[]
  readonly full: readonly DraftMember[]
  readonly probationary: readonly DraftMember[]
  readonly voters: readonly DraftMember[]
  /** 拟按规定不计入应到会的正式党员。 */
  readonly excluded: readonly DraftMember[]
  /** 没有选举权的正式党员：留党察看、权利中止、停止党籍。 */
  readonly suspended: readonly DraftMember[]
}

export function electorateOf(members: readonly DraftMember[], asOf: PlainDate): Electorate {
  const isFull = (member: DraftMember) => member.category === '正式党员' && (member.fullOn === null || member.fullOn <= asOf)
  const full = members.filter(isFull)
  const normal = full.filter((member) => member.partyStatus === '正常')
  return {
    all: members,
    full,
    probationary: members.filter((member) => !isFull(member)),
    voters: normal.filter((member) => member.rightsStatus === '正常'),
    excluded: normal.filter((member) => member.rightsStatus === '不计入应到会'),
    suspended: full.filter((member) => member.partyStatus !== '正常' || ['留党察看', '权利中止'].includes(member.rightsStatus)),
  }
}

/** 到会的法定最少人数：应到会的五分之四，向上取整（《中国共产党基层组织选举工作条例》）。 */
export function quorum(voterCount: number): number {
  return Math.ceil((voterCount * 4) / 5)
}

/** 候选人的最少人数：应选 + 应选的 20% 向上取整（同条例第十三条）。 */
export function leastCandidates(seats: number): number {
  return seats + Math.ceil(seats / 5)
}
