import { ADMISSION_PROVISIONS } from '../admission/provisions.ts'
import { NATIONAL_ADMISSION_PROVISIONS } from '../admission/national-provisions.ts'
import { CARE_PROVISIONS } from '../care/provisions.ts'
import { DUES_PROVISIONS } from '../dues/provisions.ts'
import { DISCIPLINE_PROVISIONS } from '../education/discipline-provisions.ts'
import { NATIONAL_EDUCATION_PROVISIONS } from '../education/national-provisions.ts'
import { STUDY_PROVISIONS } from '../education/study-provisions.ts'
import { NATIONAL_ELECTION_PROVISIONS } from '../election/national-provisions.ts'
import { GOVERNANCE_PROVISIONS } from '../governance/provisions.ts'
import { MOBILE_MEMBER_PROVISIONS } from '../membership/mobile-provisions.ts'
import { NATIONAL_MEMBERSHIP_PROVISIONS } from '../membership/national-provisions.ts'
import { TRANSFER_PROVISIONS } from '../membership/transfer-provisions.ts'
import { MEETING_PROVISIONS } from '../organizational-life/meeting-provisions.ts'
import { NATIONAL_LIFE_PROVISIONS } from '../organizational-life/national-provisions.ts'
import { REVIEW_PROVISIONS } from '../organizational-life/review-provisions.ts'
import { THEME_DAY_PROVISIONS } from '../organizational-life/theme-day-provisions.ts'
import { NATIONAL_ORGANIZATION_PROVISIONS } from '../organization/national-provisions.ts'
import type { Provision, RuleStatus } from '../regulation/provision.ts'
import { RESOURCE_PROVISIONS } from '../resources/provisions.ts'
import { DUTY_PROVISIONS } from '../supervision/duty-provisions.ts'
import { GRADING_PROVISIONS } from '../supervision/grading-provisions.ts'
import { RECTIFICATION_PROVISIONS } from '../supervision/rectification-provisions.ts'
import { REPORT_PROVISIONS } from '../supervision/report-provisions.ts'
import { PROVISIONS, RULES } from './evaluate.ts'

/** 各归宿的意思，给人看。 */
export const STATUS_MEANINGS: Readonly<Record<RuleStatus, string>> = {
  自动实现: '系统按已登记的数据直接判定。',
  半自动实现: '系统先判，其中有的情况由人登记或确认。',
  人工勾核: '没有可算的数据，由人对照依据与证据勾核。',
  待数据: '判定要用的记录，本系统现在还没有地方登记。暂不判定，不算达标，也不算不达标。',
}

/** 规则目录：全部种子规则与国家规定补充，先种子、后国家，各按编号。 */
export const CATALOG: readonly Provision[] = [
  ...PROVISIONS,
  ...MEETING_PROVISIONS,
  ...THEME_DAY_PROVISIONS,
  ...REVIEW_PROVISIONS,
  ...TRANSFER_PROVISIONS,
  ...MOBILE_MEMBER_PROVISIONS,
  ...STUDY_PROVISIONS,
  ...DISCIPLINE_PROVISIONS,
  ...DUES_PROVISIONS,
  ...ADMISSION_PROVISIONS,
  ...CARE_PROVISIONS,
  ...GOVERNANCE_PROVISIONS,
  ...RESOURCE_PROVISIONS,
  ...REPORT_PROVISIONS,
  ...GRADING_PROVISIONS,
  ...RECTIFICATION_PROVISIONS,
  ...DUTY_PROVISIONS,
  ...NATIONAL_ORGANIZATION_PROVISIONS,
  ...NATIONAL_ELECTION_PROVISIONS,
  ...NATIONAL_LIFE_PROVISIONS,
  ...NATIONAL_MEMBERSHIP_PROVISIONS,
  ...NATIONAL_EDUCATION_PROVISIONS,
  ...NATIONAL_ADMISSION_PROVISIONS,
].toSorted((a, b) => orderOf(a) - orderOf(b) || (a.id < b.id ? -1 : 1))

function orderOf(provision: Provision): number {
  return provision.id.startsWith('N-') ? 1 : 0
}

/** 国家规定与种子规则是同一件事、已由后者判定的：国家规定 → 种子规则。 */
export const JUDGED_BY: Readonly<Record<string, string>> = { 'N-15': 'A18', 'N-16': 'A13' }

const implemented = new Set(RULES.map((rule) => rule.id))

/** 一条规定的归宿：有规则的按机检程度；没有规则的，人工项为人工勾核，其余待数据。 */
export function statusOf(provision: Provision): RuleStatus {
  if (implemented.has(JUDGED_BY[provision.id] ?? provision.id)) return provision.check === '自动' ? '自动实现' : '半自动实现'
  return provision.check === '人工' ? '人工勾核' : '待数据'
}
