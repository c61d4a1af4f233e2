import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { MemberProfile } from '../../shared/member/contract.ts'
import { checkCharacter } from '../../shared/member/identity-number.ts'

/** 合成证号：前六位 350299 没有对应的区县，末位按 GB 11643 算出，不会是真人。 */
export function syntheticIdentityNumber(birthOn: PlainDate, sequence: number): string {
  const body = `350299${birthOn.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
  return body + checkCharacter(body)
}

/** 一名各项齐全的合成党员；第 `index` 人的证号、生日、手机号各不相同。 */
export function syntheticPerson(index: number, change: Partial<MemberProfile> = {}): MemberProfile {
  const day = String((index % 28) + 1).padStart(2, '0')
  const month = String((Math.floor(index / 28) % 12) + 1).padStart(2, '0')
  const birthOn = `${1960 + (Math.floor(index / 336) % 35)}-${month}-${day}`
  // 一天里可有 999 个顺序码；同一生日的人按轮次错开，奇数为男。
  const sequence = Math.floor(index / 11_760) * 2 + 101
  return {
    name: `${SURNAMES[index % SURNAMES.length] ?? ''}${GIVEN[Math.floor(index / SURNAMES.length) % GIVEN.length] ?? ''}`,
    gender: '男',
    ethnicity: '汉族',
    birthOn,
    birthOnPrecision: '日',
    identityNumber: syntheticIdentityNumber(birthOn, sequence),
    education: '大学',
    category: '正式党员',
    joinedOn: `${Number(birthOn.slice(0, 4)) + 22}-07-01`,
    joinedOnPrecision: '日',
    fullOn: `${Number(birthOn.slice(0, 4)) + 23}-07-01`,
    fullOnPrecision: '日',
    job: '公有经济控制企业管理岗位',
    adminPost: '',
    mobile: String(13800000000 + index),
    landline: '',
    address: `某市某区某路 ${index + 1} 号`,
    partyStatus: '正常',
    isLost: false,
    lostOn: null,
    lostOnPrecision: '日',
    isFloating: false,
    floatingTo: '',
    rightsStatus: '正常',
    remark: '',
    ...change,
  }
}

const SURNAMES = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈', '褚', '卫', '欧阳', '曾', '吕']
const GIVEN = ['明远', '建国', '秀英', '志强', '海燕', '思齐', '文博', '晓东', '雪梅', '子涵', '䶮', '𬱖之']
