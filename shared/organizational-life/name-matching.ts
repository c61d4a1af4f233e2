import { normalizeName } from '../member/name.ts'

/** 名册里的一个人；`readings` 是逐字的全部读音，供认同音字。 */
export type NamedPerson = {
  readonly memberId: string
  readonly name: string
  readonly readings: readonly (readonly string[])[]
}

export type MatchReason = '同名' | '错一字' | '同音' | '漏一字' | '多一字' | '字序颠倒'

export type NameGuess = { readonly memberId: string; readonly why: MatchReason }

/** 一列里的一格还原成姓名：去序号、称谓、标点与后面的备注。 */
export function bareName(text: string): string {
  const name = normalizeName(text)
    .replace(/^[\s(（[]*\d+[\s.、，,)）\]:：-]*/u, '')
    .replace(/[（(【[].*$/u, '')
    .replace(/[\s,，]*\d{4,}[年生]*$/u, '')
    .replace(/(同志|书记|委员|组长|党员)$/u, '')
    .replace(/^[\s、，,;；.。:：]+|[\s、，,;；.。:：√✓✔]+$/gu, '')
  return normalizeName(name)
}

/** 一格里有几个人的拆开：“张三、李四”，或隔着两个以上空格的；“张　　三”是撑开的两字名，不拆。空的去掉。 */
export function splitNames(cell: string): string[] {
  return cell
    .split(/[\n\r\t、，,;；/]+/u)
    .flatMap((part) => {
      const words = part.trim().split(/\s{2,}/u)
      return words.every((word) => Array.from(word).length > 1) ? words : [part.trim()]
    })
    .filter((part) => bareName(part) !== '')
}

/** 像这个写法的人：先是一字不差的，没有才给错一字、同音、多漏一字、颠倒的。 */
export function guessNames(
  text: string,
  people: readonly NamedPerson[],
  readingsOf: (name: string) => readonly (readonly string[])[],
): NameGuess[] {
  const name = bareName(text)
  const exact = people.filter((person) => normalizeName(person.name) === name)
  if (exact.length > 0) return exact.map(({ memberId }) => ({ memberId, why: '同名' }))
  const readings = readingsOf(name)
  return people
    .flatMap((person) => {
      const why = likeness(name, readings, person)
      return why === null ? [] : [{ memberId: person.memberId, why }]
    })
    .toSorted((a, b) => ORDER.indexOf(a.why) - ORDER.indexOf(b.why))
}

const ORDER: readonly MatchReason[] = ['同名', '同音', '错一字', '字序颠倒', '漏一字', '多一字']

function likeness(name: string, readings: readonly (readonly string[])[], person: NamedPerson): MatchReason | null {
  const [written, known] = [Array.from(name), Array.from(normalizeName(person.name))]
  if (written.length < 2) return null
  if (written.length === known.length) {
    const different = written.flatMap((character, index) => (character === known[index] ? [] : [index]))
    if (soundsSame(readings, person.readings)) return '同音'
    // 两个字的名字错一个字就只剩一半，还须姓对得上。
    if (different.length === 1 && (written.length > 2 || different[0] !== 0)) return '错一字'
    if (written.length > 2 && different.length === 2 && written.toSorted().join('') === known.toSorted().join('')) return '字序颠倒'
    return null
  }
  if (written.length === known.length - 1 && isWithout(known, written)) return '漏一字'
  if (written.length === known.length + 1 && isWithout(written, known)) return '多一字'
  return null
}

function soundsSame(a: readonly (readonly string[])[], b: readonly (readonly string[])[]): boolean {
  return (
    a.length > 0 && a.length === b.length && a.every((readings, index) => readings.some((reading) => (b[index] ?? []).includes(reading)))
  )
}

/** 长的去掉一个字就是短的。 */
function isWithout(longer: readonly string[], shorter: readonly string[]): boolean {
  return longer.some((_, index) => [...longer.slice(0, index), ...longer.slice(index + 1)].join('') === shorter.join(''))
}
