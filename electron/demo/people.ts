import { addDays, addYears, partsOf, wholeYears, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { Gender, PartyStatus, PersonCategory } from '../../shared/glossary.ts'
import { checkCharacter } from '../../shared/member/identity-number.ts'
import { composeName, MINORITY_PEOPLE } from './names.ts'
import { SeededRandom } from './seeded-random.ts'

/** 名册里的一个人，字段同官方 2017 版《党员基本信息汇总表》。 */
export type DemoPerson = {
  readonly name: string
  readonly gender: Gender
  readonly ethnicity: string
  readonly birthOn: PlainDate
  readonly identityNumber: string
  readonly education: string
  readonly category: PersonCategory
  readonly joinedOn: PlainDate
  readonly fullOn: PlainDate | null
  readonly job: string
  readonly mobile: string
  readonly landline: string
  readonly address: string
  readonly partyStatus: PartyStatus
  readonly lostOn: PlainDate | null
  readonly floatingTo: string
}

/** 一类人怎么造：骨干转正早（可登记 2017 年以来的任职）、普通党员、预备党员、退休党员。 */
export type PersonKind = '骨干' | '新任骨干' | '普通' | '预备' | '新近预备' | '退休' | '退休骨干'

// 省与设区的市真实存在，县级段取从未启用的 99：号码合乎 GB 11643，但不可能发给任何人。
const UNASSIGNED_REGIONS = ['350299', '350199', '350599', '350699', '350399', '360199', '330199', '440199']

/** 骨干的入党日不晚于此：2017 年当选时党龄已过一年。 */
const CADRE_JOINED_BY = '2014-06-30'
const FLOATING_PLACES = ['福建省演示市演示县', '广东省演示市演示区', '江西省演示市演示县']

/** 一家演示集团的人：同一判定日、同样的调用次序，得到同样的人。 */
export class DemoPeople {
  private readonly random = new SeededRandom('鹭江金圆演示集团·党员')
  private readonly asOf: PlainDate
  private readonly identityNumbers = new Set<string>()
  private ordinal = 0
  private probationaryOrdinal = 0

  constructor(asOf: PlainDate) {
    this.asOf = asOf
  }

  create(kind: PersonKind): DemoPerson {
    const { random } = this
    const ordinal = (this.ordinal += 1)
    const minority = kind === '普通' && ordinal % 97 === 60 ? MINORITY_PEOPLE[Math.floor(ordinal / 97) % MINORITY_PEOPLE.length] : undefined
    const named = minority ?? composeName(random, ordinal)
    const { birthOn, joinedOn } = this.datesOf(kind)
    const isRetired = kind === '退休' || kind === '退休骨干'
    const isProbationary = kind === '预备' || kind === '新近预备'
    const hasNoAddress = kind === '普通' && ordinal % 331 === 20
    const hasNoMobile = kind === '普通' && ordinal % 397 === 33
    return {
      ...named,
      birthOn,
      identityNumber: this.issueIdentityNumber(birthOn, named.gender),
      education: educationOf(random, wholeYears(birthOn, this.asOf)),
      category: isProbationary ? '预备党员' : '正式党员',
      joinedOn,
      fullOn: isProbationary ? null : addYears(joinedOn, 1),
      job: isRetired ? '退休人员' : jobOf(random, kind),
      // 199-0000 段未放号，拨不通。
      mobile: hasNoMobile ? '' : String(19_900_000_000 + ordinal),
      landline: ordinal % 5 === 0 ? `0592-0${String(ordinal).padStart(6, '0')}` : '',
      address: hasNoAddress
        ? ''
        : `演示省鹭江市演示区拾光路${random.integer(1, 199)}号${random.integer(1, 20)}栋${random.integer(1, 30)}0${random.integer(1, 6)}室`,
      partyStatus: '正常',
      lostOn: kind === '普通' && ordinal % 467 === 300 ? addDays(this.asOf, -random.integer(60, 150)) : null,
      floatingTo: kind === '普通' && ordinal % 83 === 70 ? random.pick(FLOATING_PLACES) : '',
    }
  }

  private datesOf(kind: PersonKind): { birthOn: PlainDate; joinedOn: PlainDate } {
    const { random, asOf } = this
    const back = (years: number) => addDays(addYears(asOf, -years), -random.integer(0, 364))
    if (kind === '骨干') {
      const earliest = addYears(asOf, -12)
      const joinedOn = addDays(earliest < CADRE_JOINED_BY ? earliest : CADRE_JOINED_BY, -random.integer(0, 2600))
      return { joinedOn, birthOn: addDays(addYears(joinedOn, -random.integer(21, 26)), -random.integer(0, 364)) }
    }
    if (kind === '新任骨干') return { joinedOn: addDays(addYears(asOf, -3), -random.integer(10, 40)), birthOn: back(32) }
    if (kind === '退休' || kind === '退休骨干') {
      const birthOn = back(kind === '退休骨干' ? random.integer(61, 66) : random.integer(61, 88))
      return { birthOn, joinedOn: addDays(addYears(birthOn, random.integer(21, 35)), random.integer(0, 364)) }
    }
    if (kind === '预备') return { birthOn: back(random.integer(24, 33)), joinedOn: this.probationaryJoinedOn() }
    if (kind === '新近预备') return { birthOn: back(random.integer(24, 33)), joinedOn: addDays(asOf, -random.integer(20, 150)) }
    const age = random.integer(25, 57)
    const birthOn = back(age)
    const joinedOn = addDays(addYears(birthOn, random.integer(20, Math.min(age - 3, 34))), random.integer(0, 364))
    return { birthOn, joinedOn }
  }

  /** 预备党员：多数在预备期内，一名三十天内期满，一名期满未讨论。 */
  private probationaryJoinedOn(): PlainDate {
    const ordinal = (this.probationaryOrdinal += 1)
    if (ordinal === 4) return addDays(addYears(this.asOf, -1), 18)
    if (ordinal === 9) return addDays(addYears(this.asOf, -1), -25)
    return addDays(this.asOf, -this.random.integer(20, 330))
  }

  private issueIdentityNumber(birthOn: PlainDate, gender: Gender): string {
    const { year, month, day } = partsOf(birthOn)
    const birth = `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`
    for (;;) {
      const half = this.random.integer(0, 499)
      const sequence = String(half * 2 + (gender === '男' ? 1 : 0)).padStart(3, '0')
      const first17 = `${this.random.pick(UNASSIGNED_REGIONS)}${birth}${sequence}`
      if (this.identityNumbers.has(first17)) continue
      this.identityNumbers.add(first17)
      return first17 + checkCharacter(first17)
    }
  }
}

/** 由既有的人改出：停止党籍、性别与证号不符等少数特例。 */
export function withPartyStatus(person: DemoPerson, partyStatus: PartyStatus): DemoPerson {
  return { ...person, partyStatus }
}

function educationOf(random: SeededRandom, age: number): string {
  if (age >= 61) return random.pick(['大专', '中等专科', '普通高中', '初中', '大学'])
  if (age >= 45) return random.pick(['大学', '大学', '大专', '硕士研究生', '中央党校大学'])
  return random.pick(['大学', '大学', '大学', '硕士研究生', '硕士研究生', '大专', '博士研究生'])
}

function jobOf(random: SeededRandom, kind: PersonKind): string {
  if (kind === '骨干' || kind === '新任骨干') return '公有经济控制企业管理岗位'
  return random.pick([
    '公有经济控制企业管理岗位',
    '公有经济控制企业专业技术岗位',
    '公有经济控制企业专业技术岗位',
    '公有经济控制单位工勤岗位',
  ])
}
