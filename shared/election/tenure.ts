import { addMonths, addYears, type PlainDate } from '../calendar/plain-date.ts'
import type { PostTitle } from '../glossary.ts'
import type { PostFacts, TermApprovalFacts, TermFacts } from './facts.ts'

/** 届满日 = 选举日 + 任期年数；月末不溢出（2024-02-29 + 3 年 = 2027-02-28）。 */
export function termEnd(term: TermFacts): PlainDate {
  return addYears(term.electedOn, term.termYears)
}

/** 判定日已有的延期批复，按批复日先后。 */
export function extensionsOf(term: TermFacts, asOf: PlainDate): TermApprovalFacts[] {
  return approvalsOf(term, '延期', asOf)
}

export function approvalsOf(term: TermFacts, kind: TermApprovalFacts['kind'], asOf: PlainDate): TermApprovalFacts[] {
  return term.approvals
    .filter((approval) => approval.kind === kind && approval.approvedOn <= asOf)
    .toSorted((a, b) => (a.approvedOn < b.approvedOn ? -1 : 1))
}

/** 生效届满日：有获批延期取最晚的新届满日，否则为届满日。 */
export function effectiveTermEnd(term: TermFacts, asOf: PlainDate): PlainDate {
  return extensionsOf(term, asOf).reduce((latest, each) => (each.newEndOn > latest ? each.newEndOn : latest), termEnd(term))
}

/** 判定日已选出的各届，先后为序；末一个是本届。 */
export function electedTerms(terms: readonly TermFacts[], asOf: PlainDate): TermFacts[] {
  return terms.filter((term) => term.electedOn <= asOf).toSorted((a, b) => (a.electedOn < b.electedOn ? -1 : 1))
}

/** 卸任当日即不在任：空缺自那日起。 */
export function isInOffice(post: PostFacts, on: PlainDate): boolean {
  return post.fromOn <= on && (post.untilOn === null || post.untilOn > on)
}

const NOT_COMMITTEE: readonly PostTitle[] = ['组长', '纪委书记', '纪委委员']

/** 党的委员会的职务；党小组组长、纪委另算。 */
export function isCommitteeTitle(title: PostTitle): boolean {
  return !NOT_COMMITTEE.includes(title)
}

/** 委员会在任职务（一人兼任几职就有几条）。 */
export function committeePosts(posts: readonly PostFacts[], on: PlainDate): PostFacts[] {
  return posts.filter((post) => isCommitteeTitle(post.title) && isInOffice(post, on))
}

/** 在任的委员人数：兼任只算一人。 */
export function committeeSize(posts: readonly PostFacts[], on: PlainDate): number {
  return new Set(committeePosts(posts, on).map((post) => post.memberId)).size
}

export type Vacancy = { readonly title: PostTitle; readonly vacantOn: PlainDate; readonly leftBy: string; readonly endReason: string }

/** 在任书记空缺；从来没有登记过书记的返回 null（无从起算，另作待确认）。 */
export function secretaryVacancy(posts: readonly PostFacts[], asOf: PlainDate): Vacancy | null {
  const secretaries = posts.filter((post) => post.title === '书记' && post.fromOn <= asOf)
  if (secretaries.some((post) => isInOffice(post, asOf))) return null
  return secretaries.map(vacancyLeft).toSorted((a, b) => (a.vacantOn < b.vacantOn ? 1 : -1))[0] ?? null
}

function vacancyLeft(post: PostFacts): Vacancy {
  return { title: post.title, vacantOn: post.untilOn ?? post.fromOn, leftBy: post.memberName, endReason: post.endReason ?? '' }
}

/**
 * 本届还缺的委员（书记空缺另计）。应选职数减在任人数是缺额；缺额按离任先后，先离的先补上，
 * 所以还空着的是最后离任的几个。没有登记职数的，按离任人数减去其后补选人数算。
 */
export function memberVacancies(term: TermFacts, posts: readonly PostFacts[], asOf: PlainDate): Vacancy[] {
  const seats = term.seatCount
  const held = new Set(committeePosts(posts, asOf).map((post) => post.memberId))
  const secretary = secretaryVacancy(posts, asOf)
  const departures = departuresSince(term.electedOn, posts, held, asOf).filter((each) => !isSame(each, secretary))
  const open = seats === null ? departures.length - arrivalsSince(term.electedOn, posts, asOf) : seats - held.size - (secretary ? 1 : 0)
  if (open <= 0) return []
  const known = departures.slice(-open)
  const unexplained = Array.from({ length: open - known.length }, () => ({
    title: '委员' as const,
    vacantOn: term.electedOn,
    leftBy: '',
    endReason: '选举后一直未选齐',
  }))
  return [...unexplained, ...known]
}

function isSame(a: Vacancy, b: Vacancy | null): boolean {
  return b !== null && a.leftBy === b.leftBy && a.vacantOn === b.vacantOn
}

/** 本届选出以后离开委员会的人，每人一条，先后为序；改任别职仍在委员会的不算。 */
function departuresSince(electedOn: PlainDate, posts: readonly PostFacts[], held: ReadonlySet<string>, asOf: PlainDate): Vacancy[] {
  const byMember = new Map<string, PostFacts>()
  for (const post of posts) {
    if (!isCommitteeTitle(post.title) || post.untilOn === null || post.untilOn > asOf || post.endReason === '换届') continue
    if (post.untilOn <= electedOn || held.has(post.memberId)) continue
    const other = byMember.get(post.memberId)
    if (!other?.untilOn || other.untilOn < post.untilOn || post.title === '书记') byMember.set(post.memberId, post)
  }
  return [...byMember.values()].map(vacancyLeft).toSorted((a, b) => (a.vacantOn < b.vacantOn ? -1 : 1))
}

/** 本届选出以后才进委员会、现仍在任的人数。 */
function arrivalsSince(electedOn: PlainDate, posts: readonly PostFacts[], asOf: PlainDate): number {
  const before = new Set(posts.filter((post) => isCommitteeTitle(post.title) && post.fromOn <= electedOn).map((post) => post.memberId))
  return new Set(
    committeePosts(posts, asOf)
      .map((post) => post.memberId)
      .filter((id) => !before.has(id)),
  ).size
}

/** 期限 = 起算日 + N 个自然月，当日有效。 */
export function fillDeadline(vacantOn: PlainDate, months: number): PlainDate {
  return addMonths(vacantOn, months)
}
