import type { HolidayTable } from '../calendar/holidays.ts'
import type { PlainDate } from '../calendar/plain-date.ts'
import type { PublicityFacts } from '../calendar/publicity-record.ts'
import type { OrganizationForm, OrganizationLevel, PartyStatus, PersonCategory, RightsStatus, UnitType } from '../glossary.ts'
import type { ElectionFacts } from '../election/election-facts.ts'
import type { PostFacts, TermFacts } from '../election/facts.ts'
import type { MemberEventKind } from '../member/event-kinds.ts'
import type { LifeFacts } from '../organizational-life/facts.ts'
import type { ClosureFacts } from '../regulation/closure.ts'
import type { ManualCheckFacts } from '../regulation/manual-check.ts'

/** 判定日编在某党支部里的一名党员。 */
export type MemberFacts = {
  readonly id: string
  readonly name: string
  readonly category: PersonCategory
  readonly joinedOn: PlainDate
  readonly fullOn: PlainDate | null
  /** 延长预备期后的期满日；没有延长为 null。 */
  readonly probationEndsOn: PlainDate | null
  readonly partyStatus: PartyStatus
  readonly rightsStatus: RightsStatus
  readonly groupId: string | null
  /** 是否失去联系、自哪天；没有登记日期为 null。 */
  readonly isLost: boolean
  readonly lostOn: PlainDate | null
  /** 停止党籍自哪天；没有停止、或不知自哪天为 null。 */
  readonly suspendedOn: PlainDate | null
  /** 是否流动外出、自哪天；建册时就在外、不知自哪天为 null。 */
  readonly isFloating: boolean
  readonly floatingOn: PlainDate | null
  /** 由组织关系转入编进本组织的，自哪天；不是为 null。 */
  readonly transferredInOn: PlainDate | null
  /** 年老体弱、身患重病等，学习与出勤不作硬性要求。 */
  readonly isExempt: boolean
  /** 自哪天编在本组织；建册时就在为 null。 */
  readonly branchSince: PlainDate | null
  /** 出生日期与身份证号一致。 */
  readonly isBirthInNumber: boolean
  /** 应填而空的字段名。 */
  readonly missing: readonly string[]
}

/** 一件要书记面谈的事：转入转出、流动外出、处分处置；记在事情发生时所在的党支部。 */
export type MemberEventFacts = {
  readonly id: string
  readonly memberId: string
  readonly name: string
  readonly kind: MemberEventKind
  readonly occurredOn: PlainDate
}

/** 一个考核年度登记了评定的考核项编号。 */
export type RatedYearFacts = { readonly year: number; readonly itemIds: readonly string[] }

/** 本单位保存过的一版评分方案，自 `fromYear` 年度起用。 */
export type SavedSchemeFacts = { readonly version: number; readonly fromYear: number; readonly savedOn: PlainDate }

export type PartyGroupFacts = {
  readonly id: string
  readonly name: string
  readonly leaderName: string | null
}

/**
 * 判定日的一个党组织，规则只看这些。`members` 只含直接编在本组织的党员；
 * 人数 N_all（正式＋预备，党籍正常）、N_full（正式）含全部下级。
 */
export type OrganizationFacts = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly shortName: string
  readonly level: OrganizationLevel
  readonly form: OrganizationForm
  readonly unitType: UnitType
  readonly parentId: string | null
  readonly coveredUnits: readonly string[]
  readonly establishedOn: PlainDate
  readonly establishmentDocumentNo: string
  /** 现行版本（升格、隶属变更）的批准文号与生效日。 */
  readonly approvalDocumentNo: string
  readonly effectiveOn: PlainDate
  /** 最近一次改隶属的日期与批准文号（没有登记为空串）；从没改过为 null。 */
  readonly affiliationChange: { readonly on: PlainDate; readonly documentNo: string } | null
  /** 最近一次升格：哪天由哪一级升上来；从没升过为 null。 */
  readonly levelChange: { readonly on: PlainDate; readonly from: OrganizationLevel; readonly documentNo: string } | null
  readonly staffTotal: number | null
  readonly nonpartyStaffTotal: number | null
  readonly childIds: readonly string[]
  readonly memberCount: number
  readonly fullMemberCount: number
  readonly members: readonly MemberFacts[]
  readonly groups: readonly PartyGroupFacts[]
  /** N_all 的变化：自 `on` 起为 `total`，升序；用来推“自何日起连续达到 50 人”。 */
  readonly sizeSteps: readonly { readonly on: PlainDate; readonly total: number }[]
  readonly terms: readonly TermFacts[]
  readonly posts: readonly PostFacts[]
  /** 换届、补选、首届选举的流程登记，按大会日期；只有大会日期已定、不晚于判定日的。 */
  readonly elections: readonly ElectionFacts[]
  /** 当年与上一年要书记面谈的事，按日期。 */
  readonly memberEvents: readonly MemberEventFacts[]
  /** 当年与上一年度的考核评定；评分方案只在党委有。 */
  readonly ratedYears: readonly RatedYearFacts[]
  readonly savedSchemes: readonly SavedSchemeFacts[]
  /** 组织生活：会议、活动、民主评议、谈话。 */
  readonly life: LifeFacts
  /** 判定日已经张贴的公示，从新到旧；撤下的不在内。 */
  readonly publicities: readonly PublicityFacts[]
  /** 填写理由关闭的（含已到期、已撤的）与勾核登记；按判定日取用由规则引擎做。 */
  readonly closures: readonly ClosureFacts[]
  readonly manualChecks: readonly ManualCheckFacts[]
}

/** 全集团在判定日的事实；规则引擎的唯一输入。 */
export type GroupFacts = {
  readonly asOf: PlainDate
  readonly organizations: readonly OrganizationFacts[]
  /** 在用的节假日表：内置的，盖上用户导入或改过的年份。 */
  readonly holidays: HolidayTable
}
