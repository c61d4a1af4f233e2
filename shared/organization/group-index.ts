import type { HolidayTable } from '../calendar/holidays.ts'
import type { PlainDate } from '../calendar/plain-date.ts'
import { judged, type Judgement, type Rule } from '../regulation/rule.ts'
import type { StandardProfile } from '../regulation/profile.ts'
import type { GroupFacts, OrganizationFacts } from './facts.ts'

/** 全集团组织的索引：看隶属与覆盖的规则据此找上下级。 */
export type GroupIndex = {
  readonly organizations: readonly OrganizationFacts[]
  readonly byId: ReadonlyMap<string, OrganizationFacts>
  /** 在用的节假日表；数工作日一律用它。 */
  readonly holidays: HolidayTable
}

export function indexGroup(group: GroupFacts): GroupIndex {
  return {
    organizations: group.organizations,
    byId: new Map(group.organizations.map((each) => [each.id, each])),
    holidays: group.holidays,
  }
}

/** 对一个党组织下判断的规则。 */
export type OrganizationRule = Rule<OrganizationFacts, GroupIndex>

export function notApplicable(reason: string): Judgement {
  return judged('不适用', reason)
}

/** 现行口径没有这条规定：以它为前提的规则不适用，并说明是哪个方案没写。 */
export function notPrescribed(profile: StandardProfile, what: string): Judgement {
  return judged('不适用', `“${profile.name}”没有规定${what}。`)
}

/** 人数事实：名册算出，人能对上“正式＋预备”。 */
export function sizeFacts(organization: OrganizationFacts, asOf: PlainDate): Judgement['facts'] {
  const probationary = organization.memberCount - organization.fullMemberCount
  return [
    { label: `${asOf} 党员人数`, value: `${organization.memberCount} 人`, recordedIn: '党员名册' },
    { label: '其中正式、预备', value: `正式 ${organization.fullMemberCount} 人、预备 ${probationary} 人`, recordedIn: '党员名册' },
  ]
}
