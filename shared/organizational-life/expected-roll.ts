import type { PlainDate } from '../calendar/plain-date.ts'
import { attendanceRoll, type AttendanceLine, type RollMember } from '../member/attendance.ts'
import type { Audience } from './activity-rules.ts'
import type { AttendanceStatus } from './activity-types.ts'

/** 那天编在这里（或在任）的一个人，都是那天的样子。 */
export type RollPerson = RollMember & {
  readonly groupId: string | null
  readonly groupName: string
  /** 在任职务。 */
  readonly posts: readonly string[]
  readonly isFloating: boolean
  readonly floatingTo: string
  readonly isLost: boolean
  /** 出勤豁免的缘由（N-20）；没有为空串。 */
  readonly exemption: string
}

export type RollLine = {
  readonly memberId: string
  readonly name: string
  readonly category: AttendanceLine['category']
  readonly groupId: string | null
  readonly groupName: string
  readonly posts: readonly string[]
  /** 算进到会率的分母。 */
  readonly isExpected: boolean
  /** 算进表决的分母；豁免出勤的照样有表决权。 */
  readonly isVoter: boolean
  readonly isFloating: boolean
  readonly floatingTo: string
  readonly isLost: boolean
  readonly exemption: string
  readonly reason: string
  readonly basis: string
  readonly problem: string
}

export type Roll = {
  readonly lines: readonly RollLine[]
  readonly expectedCount: number
  readonly voterCount: number
  readonly workings: readonly string[]
  readonly problems: readonly string[]
}

const EXEMPTION_BASIS =
  '《中国共产党党员教育管理工作条例》第二十三条：对年老体弱、行动不便、身患重病或者失能的党员，参加组织活动和学习不作硬性要求（N-20）'

/**
 * 一次活动的应到名单。到会率的分母含预备党员，不含停止党籍、权利中止、获准不计入应到会与豁免出勤的；
 * 表决的分母另算（N-14），豁免出勤的仍有表决权。
 */
export function expectedRollOf(on: PlainDate, audience: Audience, people: readonly RollPerson[]): Roll {
  const roll = attendanceRoll(on, people)
  const byId = new Map(people.map((person) => [person.id, person]))
  const lines = roll.lines.flatMap((line) => {
    const person = byId.get(line.memberId)
    return person ? [rollLine(line, person)] : []
  })
  const expectedCount = lines.filter(({ isExpected }) => isExpected).length
  const voterCount = lines.filter(({ isVoter }) => isVoter).length
  const less = lines.filter(({ isExpected }) => !isExpected).length
  const who = { 全体党员: '党员', 小组党员: '小组党员', 在任委员: '在任委员' }[audience]
  return {
    lines,
    expectedCount,
    voterCount,
    workings: [
      `应到＝${who} ${lines.length}${less > 0 ? `－不计入应到 ${less}` : ''}＝${expectedCount}`,
      ...(audience === '在任委员' ? [] : roll.workings.slice(1)),
    ],
    problems: lines.flatMap(({ name, problem }) => (problem === '' ? [] : [`${name}：${problem}`])),
  }
}

const NOT_EXPECTED: readonly AttendanceLine['standing'][] = ['停止党籍', '权利中止', '不计入应到会']

function rollLine(line: AttendanceLine, person: RollPerson): RollLine {
  const isUncounted = NOT_EXPECTED.includes(line.standing) && !line.isCounted
  const isExempt = !isUncounted && person.exemption !== ''
  return {
    memberId: line.memberId,
    name: line.name,
    category: line.category,
    groupId: person.groupId,
    groupName: person.groupName,
    posts: person.posts,
    isExpected: !isUncounted && !isExempt,
    isVoter: line.isCounted,
    isFloating: person.isFloating,
    floatingTo: person.floatingTo,
    isLost: person.isLost,
    exemption: isExempt ? person.exemption : '',
    reason: isExempt ? `豁免出勤（${person.exemption}）` : line.reason,
    basis: isExempt ? EXEMPTION_BASIS : line.basis,
    problem: line.problem,
  }
}

export type SignIn = { readonly memberId: string; readonly status: AttendanceStatus; readonly reason: string }
export type FrozenLine = SignIn & { readonly isExpected: boolean; readonly isVoter: boolean }
export type Headcounts = {
  readonly expectedCount: number
  readonly presentCount: number
  readonly voterExpectedCount: number
  readonly voterPresentCount: number
  /** 应到而请假、缺席又没有写原因的。 */
  readonly unexplainedCount: number
}

/**
 * 应到名单对上签到，成为要存的各行：没有签到的应到的人按 `unlisted`；一个签到也没有、又照缺席算的，是还没有录签到，不留行。
 * 豁免出勤而来了的，算应到也算实到。不在名单里的（列席）两样都不算。
 */
export function attendanceLines(roll: Roll, signIns: readonly SignIn[], unlisted: '出席' | '缺席'): FrozenLine[] {
  if (signIns.length === 0 && unlisted === '缺席') return []
  const listed = new Map(signIns.map((each) => [each.memberId, each]))
  const rest = roll.lines.filter(({ memberId, isExpected }) => isExpected && !listed.has(memberId))
  const onRoll = new Map(roll.lines.map((line) => [line.memberId, line]))
  return [...signIns, ...rest.map(({ memberId }) => ({ memberId, status: unlisted, reason: '' }))].map((each) => {
    const line = onRoll.get(each.memberId)
    const isGuest = each.status === '列席' || line === undefined
    const comesAnyway = line !== undefined && line.exemption !== '' && each.status === '出席'
    return { ...each, isExpected: !isGuest && (line.isExpected || comesAnyway), isVoter: !isGuest && line.isVoter }
  })
}

/** 冻结的人数。还没有录签到的，应到取名单，实到为 0；表决的应到总取名单，豁免出勤的也在内。 */
export function headcountsOf(roll: Roll, lines: readonly FrozenLine[]): Headcounts {
  if (lines.length === 0)
    return {
      expectedCount: roll.expectedCount,
      presentCount: 0,
      voterExpectedCount: roll.voterCount,
      voterPresentCount: 0,
      unexplainedCount: 0,
    }
  const here = lines.filter(({ status }) => status === '出席')
  return {
    expectedCount: lines.filter(({ isExpected }) => isExpected).length,
    presentCount: here.filter(({ isExpected }) => isExpected).length,
    voterExpectedCount: roll.voterCount,
    voterPresentCount: here.filter(({ isVoter }) => isVoter).length,
    unexplainedCount: lines.filter(({ status, reason, isExpected }) => isExpected && status !== '出席' && reason === '').length,
  }
}
