import { isMobile } from '../member/profile.ts'
import type { RosterMember } from './roster-member.ts'
import type { RosterEntry } from './roster-rows.ts'

/** 疑似就是表里这个人的在册党员，与为什么这样疑。是不是同一人由人指认，系统不合并。 */
export type Suspect = { readonly member: RosterMember; readonly reasons: readonly string[] }

/** 一行最多列几个疑似的人。 */
const SUSPECTS_SHOWN = 5

/**
 * 证号对不上名册的行，找疑似的人：同名同生日、同名而证号差一位、姓名相近而证号差一位、同手机号；
 * 表里没有证号的，再看同名同支部。只有姓名相同的从不列：同名的人太多。
 */
export class SuspectIndex {
  private readonly byName = new Map<string, RosterMember[]>()
  private readonly byMobile = new Map<string, RosterMember[]>()
  private readonly byPart = new Map<string, RosterMember[]>()

  constructor(members: Iterable<RosterMember>) {
    for (const member of members) {
      const { name, mobile, identityNumber } = member.profile
      append(this.byName, foldPerson(name), member)
      if (isMobile(mobile)) append(this.byMobile, mobile, member)
      for (const part of numberParts(identityNumber)) append(this.byPart, part, member)
    }
  }

  /** `branchId` 是这一行写的支部；写的证号不合法时按原文比。 */
  find(entry: RosterEntry, branchId: string | null): Suspect[] {
    if (this.byName.size === 0) return []
    const { values } = entry
    const name = values.name ?? ''
    const number = (values.identityNumber ?? entry.shownIdentityNumber).toUpperCase()
    const found = new Map<RosterMember, string[]>()
    const add = (member: RosterMember, reason: string) => found.set(member, [...(found.get(member) ?? []), reason])
    for (const member of name === '' ? [] : (this.byName.get(foldPerson(name)) ?? [])) {
      const { profile } = member
      const birthOn = values.birthOn ?? entry.identity?.birthOn
      if (birthOn === profile.birthOn) add(member, '同名同生日')
      if (isOneOff(number, profile.identityNumber)) add(member, '同名而证号差一位')
      if (number === '' && branchId !== null && member.branchId === branchId) add(member, '同名同支部')
    }
    const nearby = new Set(numberParts(number).flatMap((part) => this.byPart.get(part) ?? []))
    for (const member of nearby)
      if (!found.has(member) && isOneOff(number, member.profile.identityNumber) && isSimilarName(name, member.profile.name))
        add(member, '姓名相近、证号差一位')
    for (const member of this.byMobile.get(values.mobile ?? '') ?? []) add(member, '同手机号')
    return [...found]
      .map(([member, reasons]) => ({ member, reasons }))
      .toSorted(
        (a, b) => b.reasons.length - a.reasons.length || a.member.profile.identityNumber.localeCompare(b.member.profile.identityNumber),
      )
      .slice(0, SUSPECTS_SHOWN)
  }
}

function append<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key)
  if (group) group.push(value)
  else groups.set(key, [value])
}

/** 比姓名用的写法：不看全半角、空格与间隔号。 */
export function foldPerson(name: string): string {
  return name.normalize('NFKC').replaceAll(/[\s·]/gu, '')
}

/** 证号分三段，差一位的两个证号总有两段相同（末位校验码随之而变，不算在内）；以此找近的，不必两两相比。 */
function numberParts(number: string): string[] {
  if (number.length !== 18) return []
  const [region, month, rest] = [number.slice(0, 6), number.slice(6, 12), number.slice(12, 17)]
  return [`${region}${month}*`, `${region}*${rest}`, `*${month}${rest}`]
}

/** 前 17 位里错一位，或相邻两位颠倒。校验码能查出任一位的错，所以两个合法证号差的那一位总连着末位。 */
export function isOneOff(left: string, right: string): boolean {
  if (left.length !== 18 || right.length !== 18 || left === right) return false
  const wrong: number[] = []
  for (let index = 0; index < 17; index += 1) if (left[index] !== right[index]) wrong.push(index)
  if (wrong.length <= 1) return true
  const [first = 0, second = 0] = wrong
  return wrong.length === 2 && second === first + 1 && left[first] === right[second] && left[second] === right[first]
}

/** 同姓，长短至多差一个字，且至多一个字不同。 */
function isSimilarName(left: string, right: string): boolean {
  const [a, b] = [Array.from(foldPerson(left)), Array.from(foldPerson(right))]
  if (a[0] === undefined || a[0] !== b[0] || Math.abs(a.length - b.length) > 1) return false
  const same = a.filter((character, index) => character === b[index]).length
  return same >= Math.max(a.length, b.length) - 1
}
