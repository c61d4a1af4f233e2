import { educationBook, ethnicityBook, jobBook } from './codes.ts'
import type { MemberProfile } from './contract.ts'
import { readIdentityNumber } from './identity-number.ts'
import { normalizeName } from './name.ts'
import { storedDate } from '../calendar/date-precision.ts'
import type { PlainDate } from '../calendar/plain-date.ts'

/** 手机号的规范写法：去空格、连字符与 +86 前缀。 */
export function normalizeMobile(text: string): string {
  const digits = text.normalize('NFKC').replaceAll(/[\s-]/gu, '')
  return digits.replace(/^(\+|00)86(?=1\d{10}$)/, '')
}

export function isMobile(text: string): boolean {
  return /^1\d{10}$/.test(text)
}

/** 入册前的规范写法：姓名、证号（15 位升 18 位）、代码项、手机号。不合法的原样留给规则去说。 */
export function normalizeProfile(profile: MemberProfile, today: PlainDate): MemberProfile {
  const identity = readIdentityNumber(profile.identityNumber, today)
  const named = (book: typeof jobBook, text: string) => {
    const reading = book.find(text)
    return reading.kind === '认得' ? reading.label : text
  }
  return {
    ...profile,
    birthOn: storedDate(profile.birthOn, profile.birthOnPrecision),
    joinedOn: storedDate(profile.joinedOn, profile.joinedOnPrecision),
    fullOn: profile.fullOn === null ? null : storedDate(profile.fullOn, profile.fullOnPrecision),
    fullOnPrecision: profile.fullOn === null ? '日' : profile.fullOnPrecision,
    lostOn: profile.lostOn === null ? null : storedDate(profile.lostOn, profile.lostOnPrecision),
    lostOnPrecision: profile.lostOn === null ? '日' : profile.lostOnPrecision,
    name: normalizeName(profile.name),
    identityNumber: identity.ok ? identity.identity.number : profile.identityNumber,
    ethnicity: named(ethnicityBook, profile.ethnicity),
    education: named(educationBook, profile.education),
    job: named(jobBook, profile.job),
    mobile: normalizeMobile(profile.mobile),
  }
}
