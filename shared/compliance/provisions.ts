import { ADMISSION_PROVISIONS } from '../admission/provisions.ts'
import { NATIONAL_ADMISSION_PROVISIONS } from '../admission/national-provisions.ts'
import { CARE_PROVISIONS } from '../care/provisions.ts'
import { DUES_PROVISIONS } from '../dues/provisions.ts'
import { DISCIPLINE_PROVISIONS } from '../education/discipline-provisions.ts'
import { NATIONAL_EDUCATION_PROVISIONS } from '../education/national-provisions.ts'
import { STUDY_PROVISIONS } from '../education/study-provisions.ts'
import { COMMITTEE_PROVISIONS } from '../election/committee-provisions.ts'
import { NATIONAL_ELECTION_PROVISIONS } from '../election/national-provisions.ts'
import { TERM_PROVISIONS } from '../election/term-provisions.ts'
import { GOVERNANCE_PROVISIONS } from '../governance/provisions.ts'
import { MOBILE_MEMBER_PROVISIONS } from '../membership/mobile-provisions.ts'
import { NATIONAL_MEMBERSHIP_PROVISIONS } from '../membership/national-provisions.ts'
import { TRANSFER_PROVISIONS } from '../membership/transfer-provisions.ts'
import { MEETING_PROVISIONS } from '../organizational-life/meeting-provisions.ts'
import { NATIONAL_LIFE_PROVISIONS } from '../organizational-life/national-provisions.ts'
import { REVIEW_PROVISIONS } from '../organizational-life/review-provisions.ts'
import { THEME_DAY_PROVISIONS } from '../organizational-life/theme-day-provisions.ts'
import { NATIONAL_ORGANIZATION_PROVISIONS } from '../organization/national-provisions.ts'
import { ORGANIZATION_PROVISIONS } from '../organization/provisions.ts'
import type { Provision } from '../regulation/provision.ts'
import { RESOURCE_PROVISIONS } from '../resources/provisions.ts'
import { DUTY_PROVISIONS } from '../supervision/duty-provisions.ts'
import { GRADING_PROVISIONS } from '../supervision/grading-provisions.ts'
import { RECTIFICATION_PROVISIONS } from '../supervision/rectification-provisions.ts'
import { REPORT_PROVISIONS } from '../supervision/report-provisions.ts'

/** 规则目录：全部种子规则与国家规定补充，先种子、后国家，各按编号。 */
export const CATALOG: readonly Provision[] = [
  ...ORGANIZATION_PROVISIONS,
  ...TERM_PROVISIONS,
  ...COMMITTEE_PROVISIONS,
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
