import { shownDate } from '../calendar/date-precision.ts'
import type { PlainDate } from '../calendar/plain-date.ts'
import type { DatePrecision, PartyStatus, PersonCategory, RightsStatus } from '../glossary.ts'

/** 权利状态的依据：哪天登记的哪一件事、理由与批准文号。 */
export type RightsGround = {
  readonly occurredOn: PlainDate
  readonly occurredOnPrecision: DatePrecision
  readonly detail: string
  readonly documentNo: string
}

/** 某日编在这里的一名党员，都是那天的样子。 */
export type RollMember = {
  readonly id: string
  readonly name: string
  readonly category: PersonCategory
  readonly fullOn: PlainDate | null
  readonly partyStatus: PartyStatus
  readonly rightsStatus: RightsStatus
  /** 没有登记事件的（由名册导入或直接填的）为 null。 */
  readonly ground: RightsGround | null
}

/** 一个人在应到会名单里是什么情形；除“计入”外各减一项。 */
export const ROLL_STANDINGS = ['计入', '预备党员', '停止党籍', '留党察看', '权利中止', '不计入应到会'] as const
export type RollStanding = (typeof ROLL_STANDINGS)[number]

export type AttendanceLine = {
  readonly memberId: string
  readonly name: string
  readonly category: PersonCategory
  readonly standing: RollStanding
  /** 计入应到会有表决权（选举权）的人数；标了“不计入应到会”而没有上级同意的文号的照样计入。 */
  readonly isCounted: boolean
  /** 不计入（或标了不计入）的理由；情形是“计入”的为空串。 */
  readonly reason: string
  /** 不计入依据的条文；情形是“计入”的为空串。 */
  readonly basis: string
  readonly documentNo: string
  /** 手续上还差什么；不差为空串。 */
  readonly problem: string
}

export type AttendanceRoll = {
  readonly asOf: PlainDate
  readonly lines: readonly AttendanceLine[]
  /** N_all：正式＋预备，党籍正常。 */
  readonly memberCount: number
  /** N_full：其中的正式党员。 */
  readonly fullMemberCount: number
  /** N_vote：应到会有表决权（选举权）的人数。 */
  readonly voterCount: number
  /** 怎么从 N_full 减到 N_vote，一步一句。 */
  readonly workings: readonly string[]
}

export const UNCOUNTED_BASIS = '中央组织部关于应到会人数的答复（N-14）：经上级同意并由党员大会通过，可以不计算在应到会人数内'

const BASIS = {
  预备: '《中国共产党章程》第七条：预备党员没有表决权、选举权和被选举权',
  停止: '《中国共产党党员教育管理工作条例》第二十四条：停止党籍的不再享有党员权利，不计入党员人数',
  察看: '《中国共产党章程》第四十一条：党员在留党察看期间没有表决权、选举权和被选举权',
  中止: '《中国共产党基层组织选举工作条例》第五条：依法留置、逮捕的，表决权、选举权和被选举权相应中止',
} as const

/**
 * 某日的应到会名单（N-14）：逐人计入或不计入，不计入的写明理由与条文。
 * 系统只照登记的算，不替人作结论；“不计入”而没有上级同意文号的照样计入，在 `problem` 里点明。
 */
export function attendanceRoll(asOf: PlainDate, members: readonly RollMember[]): AttendanceRoll {
  const lines = members.map((member) => lineOf(member, asOf))
  const present = members.filter(({ partyStatus }) => partyStatus === '正常')
  const full = present.filter((member) => isFullOn(member, asOf))
  const voterCount = lines.filter(({ isCounted }) => isCounted).length
  const less = (standing: RollStanding) => lines.filter((line) => line.standing === standing && !line.isCounted).length
  const steps = [
    ['留党察看', less('留党察看')],
    ['权利中止', less('权利中止')],
    ['获准不计入', less('不计入应到会')],
  ] as const
  const subtractions = steps.filter(([, count]) => count > 0)
  return {
    asOf,
    lines,
    memberCount: present.length,
    fullMemberCount: full.length,
    voterCount,
    workings: [
      `党员人数＝正式 ${full.length}＋预备 ${present.length - full.length}＝${present.length}（党籍正常的）`,
      `应到会＝正式党员 ${full.length}${subtractions.map(([label, count]) => `－${label} ${count}`).join('')}＝${voterCount}`,
    ],
  }
}

function isFullOn({ category, fullOn }: RollMember, asOf: PlainDate): boolean {
  return category === '正式党员' && (fullOn === null || fullOn <= asOf)
}

function lineOf(member: RollMember, asOf: PlainDate): AttendanceLine {
  const isFull = isFullOn(member, asOf)
  const line = {
    memberId: member.id,
    name: member.name,
    category: isFull ? ('正式党员' as const) : ('预备党员' as const),
    documentNo: member.ground?.documentNo ?? '',
  }
  const excluded = (standing: RollStanding, reason: string, basis: string): AttendanceLine => ({
    ...line,
    standing,
    isCounted: false,
    reason,
    basis,
    problem: '',
  })
  if (member.partyStatus !== '正常') return excluded('停止党籍', `${sinceOf(member.ground)}停止党籍`, BASIS.停止)
  if (!isFull) return excluded('预备党员', '预备党员', BASIS.预备)
  switch (member.rightsStatus) {
    case '正常':
      return { ...line, documentNo: '', standing: '计入', isCounted: true, reason: '', basis: '', problem: '' }
    case '留党察看':
      return excluded('留党察看', member.ground === null ? '留党察看期间' : `${sinceOf(member.ground)}起留党察看`, BASIS.察看)
    // 留置、逮捕是哪一种不写：名单人人看得到，条文里两种都有。
    case '权利中止':
      return excluded('权利中止', `${sinceOf(member.ground)}权利中止`, BASIS.中止)
    case '不计入应到会': {
      const problem = uncountedProblem(member.ground)
      const what = problem === '' ? '获准不计入' : '标为不计入'
      const reason = `${sinceOf(member.ground)}${what}${inBrackets(member.ground?.detail)}`
      return { ...excluded('不计入应到会', reason, UNCOUNTED_BASIS), isCounted: problem !== '', problem }
    }
  }
}

function uncountedProblem(ground: RightsGround | null): string {
  if (ground === null) return '名册上标为不计入，但没有登记理由与上级同意的文号，仍计入；请在此人页面登记“不计入应到会”。'
  return ground.documentNo === '' ? '没有上级同意的文号，仍计入；请更正那条登记。' : ''
}

function sinceOf(ground: RightsGround | null): string {
  return ground === null ? '' : `自 ${shownDate(ground.occurredOn, ground.occurredOnPrecision)} `
}

function inBrackets(text: string | undefined): string {
  return text === undefined || text === '' ? '' : `（${text}）`
}
