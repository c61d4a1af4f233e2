import type { PlainDate } from '../calendar/plain-date.ts'
import { attendanceCheck } from '../election/electorate.ts'
import type { VoteMatter } from './activity-types.ts'

export type VoteCount = {
  readonly heldOn: PlainDate
  readonly matter: VoteMatter
  /** 应到、实到有表决权的人数；支委会是委员人数。 */
  readonly expectedCount: number
  readonly presentCount: number
  readonly approveCount: number
  readonly againstCount: number
  readonly abstainCount: number
  /** 会前书面赞成的票数。 */
  readonly writtenApproveCount: number
}

export type VoteOutcome = {
  readonly isQuorate: boolean
  readonly isPassed: boolean
  readonly denominator: string
  readonly workings: readonly string[]
  readonly ruleIds: readonly string[]
  /** 数对不上的地方；有则不能存。 */
  readonly problems: readonly string[]
}

/** 一种事项的到会线与通过线。分母随事项切换：只有选举按实到会，其余按应到会（C-38）。 */
type Line = {
  readonly quorum: (vote: VoteCount) => { readonly isMet: boolean; readonly working: string }
  readonly base: '应到会有表决权' | '实到会有选举权' | '应到委员'
  readonly countsWritten: boolean
  readonly ruleIds: readonly string[]
}

const LINES: Readonly<Record<VoteMatter, Line>> = {
  一般事项: { quorum: atLeastHalf('有表决权'), base: '应到会有表决权', countsWritten: false, ruleIds: ['N-04'] },
  接收预备党员: { quorum: moreThanHalf, base: '应到会有表决权', countsWritten: true, ruleIds: ['N-27'] },
  预备党员转正: { quorum: moreThanHalf, base: '应到会有表决权', countsWritten: true, ruleIds: ['N-27'] },
  选举: {
    quorum: ({ presentCount, expectedCount, heldOn }) => {
      const { isValid, working } = attendanceCheck(presentCount, expectedCount, heldOn)
      return { isMet: isValid, working }
    },
    base: '实到会有选举权',
    countsWritten: false,
    ruleIds: ['N-09', 'N-12'],
  },
  支委会表决: { quorum: atLeastHalf('委员'), base: '应到委员', countsWritten: false, ruleIds: ['N-05'] },
}

/** “半数以上”含半数（N-04；支委会见 N-05 与口径 K1）。 */
function atLeastHalf(who: string): Line['quorum'] {
  return ({ presentCount, expectedCount }) => {
    const isMet = expectedCount > 0 && presentCount * 2 >= expectedCount
    return {
      isMet,
      working: `到会${who} ${presentCount}×2=${presentCount * 2}，${isMet ? '不少于' : '少于'}应到 ${expectedCount}（半数以上，含半数）`,
    }
  }
}

/** 接收、转正：实到“必须超过”应到的半数，正好半数不行；书面意见不增加实到（N-27）。 */
function moreThanHalf({ presentCount, expectedCount }: VoteCount): { isMet: boolean; working: string } {
  const isMet = presentCount * 2 > expectedCount
  return {
    isMet,
    working: `实到有表决权 ${presentCount}×2=${presentCount * 2}，${isMet ? '超过' : '没有超过'}应到 ${expectedCount}（必须超过半数；书面意见不算到会）`,
  }
}

/**
 * 一次表决到会够不够、通过没有，连同算式。到会不够的会议无效，票数再多也不算通过。
 * 选举的当选人在换届流程里逐人计票，这里只核到会与过半。
 */
export function tally(vote: VoteCount): VoteOutcome {
  const line = LINES[vote.matter]
  const quorum = line.quorum(vote)
  const written = line.countsWritten ? vote.writtenApproveCount : 0
  const ayes = vote.approveCount + written
  const base = vote.matter === '选举' ? vote.presentCount : vote.expectedCount
  const hasMajority = ayes * 2 > base
  const sum = written > 0 ? `到会赞成 ${vote.approveCount}＋书面赞成 ${written}＝${ayes}` : `赞成 ${ayes}`
  return {
    isQuorate: quorum.isMet,
    isPassed: quorum.isMet && hasMajority,
    denominator: `${line.base} ${base}`,
    workings: [
      quorum.working,
      `${sum}，${ayes}×2=${ayes * 2} ${hasMajority ? '大于' : '不大于'}${line.base} ${base}`,
      quorum.isMet ? (hasMajority ? '通过' : '没有通过') : '到会人数不够，会议无效，不能表决',
    ],
    ruleIds: line.ruleIds,
    problems: problemsOf(vote, line),
  }
}

function problemsOf(vote: VoteCount, line: Line): string[] {
  const { expectedCount, presentCount, approveCount, againstCount, abstainCount, writtenApproveCount } = vote
  const cast = approveCount + againstCount + abstainCount
  return [
    ...(presentCount > expectedCount ? [`实到 ${presentCount} 人多于应到 ${expectedCount} 人，请核对签到。`] : []),
    ...(cast > presentCount
      ? [`赞成 ${approveCount}＋反对 ${againstCount}＋弃权 ${abstainCount}＝${cast}，多于到会有表决权的 ${presentCount} 人，请核对票数。`]
      : []),
    ...(writtenApproveCount > 0 && !line.countsWritten
      ? [`只有接收预备党员、转正可以计会前的书面意见，“${vote.matter}”不能计，请去掉书面赞成 ${writtenApproveCount} 票。`]
      : []),
    ...(line.countsWritten && writtenApproveCount > expectedCount - presentCount && presentCount <= expectedCount
      ? [`会前书面赞成 ${writtenApproveCount} 票，多于没有到会的 ${expectedCount - presentCount} 人；到了会的不再计书面意见，请核对。`]
      : []),
  ]
}
