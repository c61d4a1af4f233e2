import type { PlainDate } from '../calendar/plain-date.ts'
import type { PostTitle } from '../glossary.ts'
import { attendanceCheck } from './electorate.ts'
import type { ProcessKind, ProcessVacancy } from './process.ts'

export const OFFICES = ['委员', '书记', '副书记'] as const
export type Office = (typeof OFFICES)[number]

/** 委员由党员大会选；书记、副书记一般由新一届委员会第一次会议选，不设委员会的由党员大会选（N-07）。 */
export const BALLOT_VENUES = ['党员大会', '委员会'] as const
export type BallotVenue = (typeof BALLOT_VENUES)[number]

export const BALLOT_KINDS = ['正式选举', '再投', '另选'] as const
export type BallotKind = (typeof BALLOT_KINDS)[number]

export const MARKS = ['赞成', '反对', '弃权'] as const
export type Mark = (typeof MARKS)[number]

/** 一张选票：对候选人的表示与另选他人。没有画的按弃权。 */
export type Paper = {
  readonly number: number
  readonly marks: Readonly<Record<string, Mark>>
  /** 另选他人：名册里认得出的给 memberId，认不出的只有写下的姓名，计入所选人数而不计票。 */
  readonly writeIns: readonly { readonly memberId: string | null; readonly name: string }[]
}

export type PaperVerdict = {
  readonly isValid: boolean
  /** 所选人数：赞成的候选人加另选他人。 */
  readonly chosenCount: number
  readonly reason: string
  /** 另选他人算不算票：反对了几人才能另选几人，弃权的不得另选（N-13）。 */
  readonly countsWriteIns: boolean
}

/** 当场判一张票：所选人数不多于应选名额的有效（N-13）。 */
export function judgePaper(paper: Paper, nomineeIds: readonly string[], seats: number): PaperVerdict {
  const ayes = nomineeIds.filter((id) => paper.marks[id] === '赞成').length
  const noes = nomineeIds.filter((id) => paper.marks[id] === '反对').length
  const chosenCount = ayes + paper.writeIns.length
  const parts = paper.writeIns.length > 0 ? `赞成 ${ayes} 人、另选 ${paper.writeIns.length} 人，共 ${chosenCount} 人` : `赞成 ${ayes} 人`
  if (chosenCount > seats) return { isValid: false, chosenCount, reason: `${parts}，多于应选 ${seats} 人`, countsWriteIns: false }
  const countsWriteIns = paper.writeIns.length > 0 && paper.writeIns.length <= noes
  if (paper.writeIns.length > noes)
    return {
      isValid: true,
      chosenCount,
      reason: `反对 ${noes} 人而另选 ${paper.writeIns.length} 人，弃权的不得另选他人，另选不计`,
      countsWriteIns,
    }
  if (chosenCount === 0 && noes === 0) return { isValid: true, chosenCount, reason: '全部弃权，计入有效票', countsWriteIns }
  return { isValid: true, chosenCount, reason: `${parts}，不多于应选`, countsWriteIns }
}

export type BallotSetup = {
  readonly office: Office
  readonly venue: BallotVenue
  readonly kind: BallotKind
  readonly heldOn: PlainDate
  readonly seats: number
  /** 应到会、实到会有选举权的人数。 */
  readonly dueCount: number
  readonly presentCount: number
  readonly issuedCount: number
  readonly collectedCount: number
}

export type Nominee = { readonly memberId: string; readonly name: string; readonly title: PostTitle; readonly isWriteIn: boolean }
export type Tally = { readonly ayes: number; readonly noes: number; readonly abstentions: number }

/** 逐张录入给选票，汇总录入给无效票数与各人票数。 */
export type BallotEntry =
  | { readonly entry: '逐张'; readonly papers: readonly Paper[] }
  | { readonly entry: '汇总'; readonly invalidCount: number; readonly tallies: ReadonlyMap<string, Tally> }

export const NOMINEE_VERDICTS = ['当选', '平票', '过半未当选', '未过半', '待定'] as const
export type NomineeVerdict = (typeof NOMINEE_VERDICTS)[number]

export type CountedNominee = Nominee & Tally & { readonly verdict: NomineeVerdict; readonly shortfall: number }

export type BallotCount = {
  /** 到会与选票是否有效；无效的不产生当选人，须重新投票。 */
  readonly isEffective: boolean
  /** 票录完、数对得上，可以签字。 */
  readonly isComplete: boolean
  readonly attendance: { readonly isValid: boolean; readonly working: string }
  readonly enteredCount: number
  readonly validCount: number
  readonly invalidCount: number
  readonly remainingCount: number
  /** 当选至少要的赞成票：实到会的过半数。 */
  readonly majority: number
  readonly nominees: readonly CountedNominee[]
  readonly electedIds: readonly string[]
  readonly tiedIds: readonly string[]
  /** 平票者里还要产生的名额。 */
  readonly tiedSeats: number
  /** 当选不足应选的名额（不含待再投的）。 */
  readonly shortage: number
  readonly conclusion: string
  readonly ruleIds: readonly string[]
  readonly workings: readonly string[]
  /** 数对不上的地方；有则不能签字。 */
  readonly problems: readonly string[]
}

/**
 * 计一轮票。当选须赞成票超过实到会有选举权人数的半数（N-12、C-38，2020 年条例原条未见，取题库口径）；
 * 过半的多于应选取票多的，末位相等的待再投；不足应选的另选。
 */
export function countBallot(setup: BallotSetup, nominees: readonly Nominee[], entry: BallotEntry): BallotCount {
  const tallies = entry.entry === '汇总' ? entry.tallies : tallyPapers(entry.papers, nominees, setup.seats)
  const enteredCount = entry.entry === '汇总' ? setup.collectedCount : entry.papers.length
  const ids = nominees.filter((each) => !each.isWriteIn).map((each) => each.memberId)
  const invalidCount =
    entry.entry === '汇总' ? entry.invalidCount : entry.papers.filter((paper) => !judgePaper(paper, ids, setup.seats).isValid).length
  const validCount = enteredCount - invalidCount
  const attendance = attendanceOf(setup)
  const problems = [
    ...setupProblems(setup),
    ...(entry.entry === '汇总' ? tallyProblems(setup, nominees, entry.tallies, entry.invalidCount) : paperProblems(setup, entry.papers)),
  ]
  const isOverCollected = setup.collectedCount > setup.issuedCount
  const isEffective = attendance.isValid && !isOverCollected
  const remainingCount = Math.max(0, setup.collectedCount - enteredCount)
  const isComplete = problems.length === 0 && remainingCount === 0
  const majority = Math.floor(setup.presentCount / 2) + 1
  const ranked = nominees
    .map((nominee) => ({ ...nominee, ...(tallies.get(nominee.memberId) ?? NO_VOTES) }))
    .toSorted((a, b) => b.ayes - a.ayes)
  const outcome = isEffective ? decide(ranked, setup) : NOBODY
  const counted = ranked.map((nominee) => ({
    ...nominee,
    verdict: verdictOf(nominee, outcome, setup, isComplete && isEffective),
    shortfall: Math.max(0, majority - nominee.ayes),
  }))
  const workings = [
    attendance.working,
    `收回 ${setup.collectedCount} ${isOverCollected ? '多于' : '不多于'}发出 ${setup.issuedCount}（N-13）`,
    `有效 ${validCount} + 无效 ${invalidCount} = 已录 ${enteredCount}${remainingCount > 0 ? `，余 ${remainingCount} 张` : ''}`,
    setup.kind === '再投'
      ? '就票数相等的人再投，得赞成票多的当选（N-12）'
      : `过半：赞成票 × 2 > 实到会 ${setup.presentCount}，即至少 ${majority} 票（N-12、C-38）`,
  ]
  return {
    isEffective,
    isComplete,
    attendance,
    enteredCount,
    validCount,
    invalidCount,
    remainingCount,
    majority,
    nominees: counted,
    electedIds: isComplete ? outcome.electedIds : [],
    tiedIds: isComplete ? outcome.tiedIds : [],
    tiedSeats: isComplete ? outcome.tiedSeats : 0,
    shortage: isComplete ? outcome.shortage : 0,
    conclusion: conclusionOf(setup, { attendance, isOverCollected, isComplete, remainingCount, ranked, outcome, problems }),
    ruleIds: setup.venue === '党员大会' ? ['N-09', 'N-12', 'N-13'] : ['N-05', 'N-07', 'N-12', 'N-13'],
    workings,
    problems,
  }
}

const NO_VOTES: Tally = { ayes: 0, noes: 0, abstentions: 0 }

/** 党员大会：应到会的五分之四（N-09、C-37）；委员会：半数以上委员到会，含半数（N-05、K1）。 */
function attendanceOf({ venue, presentCount, dueCount, heldOn }: BallotSetup): { isValid: boolean; working: string } {
  if (venue === '党员大会') return attendanceCheck(presentCount, dueCount, heldOn)
  const isValid = dueCount > 0 && presentCount * 2 >= dueCount
  return { isValid, working: `到会委员 ${presentCount}×2=${presentCount * 2}，${isValid ? '不少于' : '少于'}委员 ${dueCount}` }
}

function setupProblems({ presentCount, dueCount, issuedCount }: BallotSetup): string[] {
  return [
    ...(presentCount > dueCount ? [`实到 ${presentCount} 多于应到 ${dueCount}，请核对签到与应到会名单。`] : []),
    ...(issuedCount > presentCount ? [`发出选票 ${issuedCount} 张，多于实到 ${presentCount} 人，请核对。`] : []),
  ]
}

function paperProblems({ collectedCount }: BallotSetup, papers: readonly Paper[]): string[] {
  return papers.length > collectedCount ? [`已录 ${papers.length} 张，多于收回的 ${collectedCount} 张，请删去多录的。`] : []
}

/** 汇总录入：每名候选人的赞成、反对、弃权相加须等于有效票；另选他人只有赞成。 */
function tallyProblems(
  setup: BallotSetup,
  nominees: readonly Nominee[],
  tallies: ReadonlyMap<string, Tally>,
  invalidCount: number,
): string[] {
  const valid = setup.collectedCount - invalidCount
  if (valid < 0) return [`无效票 ${invalidCount} 张多于收回的 ${setup.collectedCount} 张，请核对。`]
  const problems: string[] = []
  let chosen = 0
  for (const nominee of nominees) {
    const tally = tallies.get(nominee.memberId) ?? NO_VOTES
    chosen += tally.ayes
    const sum = tally.ayes + tally.noes + tally.abstentions
    if (!nominee.isWriteIn && sum !== valid)
      problems.push(
        `${nominee.name}赞成 ${tally.ayes} + 反对 ${tally.noes} + 弃权 ${tally.abstentions} = ${sum}，与有效票 ${valid} 对不上，请核对。`,
      )
    if (nominee.isWriteIn && tally.ayes > valid) problems.push(`另选${nominee.name} ${tally.ayes} 票，多于有效票 ${valid}，请核对。`)
  }
  if (chosen > valid * setup.seats)
    problems.push(`赞成票合计 ${chosen}，多于有效票 ${valid} × 应选 ${setup.seats} = ${valid * setup.seats}，必有录错，请核对。`)
  return problems
}

/** 按选票算出各人票数；无效票不计，没有画的计弃权。 */
export function tallyPapers(papers: readonly Paper[], nominees: readonly Nominee[], seats: number): Map<string, Tally> {
  const onPaper = nominees.filter((each) => !each.isWriteIn).map((each) => each.memberId)
  const tallies = new Map<string, Tally>(nominees.map((each) => [each.memberId, NO_VOTES]))
  const add = (memberId: string, mark: Mark): void => {
    const { ayes, noes, abstentions } = tallies.get(memberId) ?? NO_VOTES
    tallies.set(memberId, {
      ayes: ayes + (mark === '赞成' ? 1 : 0),
      noes: noes + (mark === '反对' ? 1 : 0),
      abstentions: abstentions + (mark === '弃权' ? 1 : 0),
    })
  }
  for (const paper of papers) {
    const verdict = judgePaper(paper, onPaper, seats)
    if (!verdict.isValid) continue
    for (const id of onPaper) add(id, paper.marks[id] ?? '弃权')
    if (verdict.countsWriteIns) for (const { memberId } of paper.writeIns) if (memberId !== null) add(memberId, '赞成')
  }
  return tallies
}

type Ranked = Nominee & Tally
type Outcome = {
  readonly electedIds: readonly string[]
  readonly tiedIds: readonly string[]
  readonly tiedSeats: number
  readonly shortage: number
}
const NOBODY: Outcome = { electedIds: [], tiedIds: [], tiedSeats: 0, shortage: 0 }

function passes(nominee: Tally, { kind, presentCount }: BallotSetup): boolean {
  return kind === '再投' ? nominee.ayes > 0 : nominee.ayes * 2 > presentCount
}

function decide(ranked: readonly Ranked[], setup: BallotSetup): Outcome {
  const passing = ranked.filter((nominee) => passes(nominee, setup))
  const last = passing[setup.seats - 1]
  if (passing.length <= setup.seats || last === undefined)
    return { electedIds: passing.map((each) => each.memberId), tiedIds: [], tiedSeats: 0, shortage: setup.seats - passing.length }
  const above = passing.filter((each) => each.ayes > last.ayes)
  const level = passing.filter((each) => each.ayes === last.ayes)
  if (above.length + level.length === setup.seats)
    return { electedIds: [...above, ...level].map((each) => each.memberId), tiedIds: [], tiedSeats: 0, shortage: 0 }
  return {
    electedIds: above.map((each) => each.memberId),
    tiedIds: level.map((each) => each.memberId),
    tiedSeats: setup.seats - above.length,
    shortage: 0,
  }
}

function verdictOf(nominee: Ranked, outcome: Outcome, setup: BallotSetup, isFinal: boolean): NomineeVerdict {
  if (!isFinal) return passes(nominee, setup) && setup.kind !== '再投' ? '待定' : '未过半'
  if (outcome.electedIds.includes(nominee.memberId)) return '当选'
  if (outcome.tiedIds.includes(nominee.memberId)) return '平票'
  return passes(nominee, setup) ? '过半未当选' : '未过半'
}

type Ended = {
  readonly attendance: { readonly isValid: boolean; readonly working: string }
  readonly isOverCollected: boolean
  readonly isComplete: boolean
  readonly remainingCount: number
  readonly ranked: readonly Ranked[]
  readonly outcome: Outcome
  readonly problems: readonly string[]
}

function conclusionOf(
  setup: BallotSetup,
  { attendance, isOverCollected, isComplete, remainingCount, ranked, outcome, problems }: Ended,
): string {
  if (!attendance.isValid) {
    const rule = setup.venue === '党员大会' ? '达不到应到会的五分之四，不能选举（N-09）' : '不足半数委员，不能选举（N-05）'
    return `到会${rule}。${attendance.working}。`
  }
  if (isOverCollected) return `收回 ${setup.collectedCount} 张多于发出 ${setup.issuedCount} 张，本次选举无效，应当重新投票（N-13）。`
  if (problems.length > 0) return `票数对不上：${problems[0] ?? ''}`
  if (!isComplete) return progressOf(ranked, setup, remainingCount)
  const names = (ids: readonly string[]) => ids.map((id) => ranked.find((each) => each.memberId === id)?.name ?? '').join('、')
  const elected = outcome.electedIds.length > 0 ? `${names(outcome.electedIds)} ${outcome.electedIds.length} 人当选` : '没有人当选'
  if (outcome.tiedIds.length > 0)
    return `${elected}；${names(outcome.tiedIds)}票数相等，不能确定其余 ${outcome.tiedSeats} 名，应当就这 ${outcome.tiedIds.length} 人再次投票（N-12）。`
  if (outcome.shortage > 0)
    return `${elected}，少于应选 ${setup.seats} 名，不足的 ${outcome.shortage} 名应当另行选举；接近应选名额的，经到会半数以上同意也可以减少名额（N-12）。`
  return `${elected}，选足应选 ${setup.seats} 名。`
}

/** 还没录完时：余下的票会不会改变结果。 */
function progressOf(ranked: readonly Ranked[], setup: BallotSetup, remaining: number): string {
  const leading = ranked.slice(0, setup.seats)
  const next = ranked[setup.seats]
  const last = leading.at(-1)
  const isSettled =
    setup.kind !== '再投' &&
    leading.length === setup.seats &&
    leading.every((each) => each.ayes * 2 > setup.presentCount) &&
    last !== undefined &&
    (next === undefined || last.ayes > next.ayes + remaining)
  return isSettled
    ? `余 ${remaining} 张不会改变前 ${setup.seats} 名过半的结果；录完并由监票人签字后才写入当选。`
    : `还有 ${remaining} 张没有录入，录完才能下结论。`
}

/** 一个职务已签字的各轮合起来：谁当选、下一步要不要再投或另选。 */
export type OfficeOutcome = {
  readonly electedIds: readonly string[]
  readonly next: { readonly kind: BallotKind; readonly seats: number; readonly nomineeIds: readonly string[] | null } | null
}

export type SignedRound = {
  readonly kind: BallotKind
  readonly seats: number
  readonly count: Pick<BallotCount, 'isEffective' | 'electedIds' | 'tiedIds' | 'tiedSeats' | 'shortage'>
  /** 经到会半数以上同意减少名额。 */
  readonly isReduced: boolean
}

/**
 * 依轮次合并。再投只就平票的几人；另选可以从未当选的得票多的人里提，也可以重新提名（nomineeIds 为 null）。
 * `seats` 是该职务的应选名额。
 */
export function outcomeOf(rounds: readonly SignedRound[], seats: number): OfficeOutcome {
  const electedIds: string[] = []
  let next: OfficeOutcome['next'] = { kind: '正式选举', seats, nomineeIds: null }
  for (const round of rounds) {
    if (!round.count.isEffective) continue
    electedIds.push(...round.count.electedIds)
    const open = seats - electedIds.length
    if (round.count.tiedIds.length > 0) next = { kind: '再投', seats: round.count.tiedSeats, nomineeIds: round.count.tiedIds }
    else if (open > 0 && !round.isReduced) next = { kind: '另选', seats: open, nomineeIds: null }
    else next = null
  }
  return { electedIds, next }
}

export type OfficeSeats = { readonly office: Office; readonly seats: number; readonly venue: BallotVenue }

/**
 * 一个流程要选哪几个职务、各几名、在哪里选。不设委员会的由党员大会直接选书记（N-07）。
 * `hasCommittee` 是新一届（补选为本届）设不设委员会；副书记有人选才选。
 */
export function officesOf(
  process: { readonly kind: ProcessKind; readonly seatCount: number | null; readonly vacancies: readonly ProcessVacancy[] },
  hasCommittee: boolean,
  deputyCount: number,
): OfficeSeats[] {
  if (process.kind === '指派') return []
  const venue: BallotVenue = hasCommittee ? '委员会' : '党员大会'
  const isVacant = (title: PostTitle) => process.kind === '换届' || process.vacancies.some((each) => each.title === title)
  const deputies = process.kind === '换届' ? deputyCount : process.vacancies.filter((each) => each.title === '副书记').length
  return [
    ...(process.seatCount === null ? [] : [{ office: '委员' as const, seats: process.seatCount, venue: '党员大会' as const }]),
    ...(isVacant('书记') ? [{ office: '书记' as const, seats: 1, venue }] : []),
    ...(deputies > 0 ? [{ office: '副书记' as const, seats: deputies, venue }] : []),
  ]
}
