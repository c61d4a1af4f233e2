import { addDays, type PlainDate } from '../calendar/plain-date.ts'
import type { MemberFacts, OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, notPrescribed, type OrganizationRule } from '../organization/group-index.ts'
import type { MemberAttendanceFacts } from '../organizational-life/facts.ts'
import { EVIDENCE_LIMIT } from '../organizational-life/gap-judgement.ts'
import { notBranch } from '../organizational-life/meeting-rules.ts'
import { judgedYear } from '../organizational-life/period-checks.ts'
import { judged } from '../regulation/rule.ts'

/** 无故缺席满几次〔产品默认〕。 */
export const ABSENCE_LIMIT = 3
/** 应到满几次才算出勤率〔产品默认〕：年初应到一两次，缺一次就是一半，说明不了什么。 */
const LEAST_EXPECTED = 3
/** 触发以后几日内谈话〔产品默认〕。 */
const TALK_WITHIN_DAYS = 30

const RECORDED_IN = '组织生活签到'

type Row = { readonly member: MemberFacts; readonly attendance: MemberAttendanceFacts }

/** 出勤作硬性要求的党员与各自当年的出勤；没有应到过的不列。 */
export function attendanceRows(organization: OrganizationFacts): Row[] {
  const byMember = new Map(organization.life.attendance.map((each) => [each.memberId, each]))
  return organization.members.flatMap((member) => {
    const attendance = byMember.get(member.id)
    return attendance && attendance.expected > 0 && member.partyStatus === '正常' && !member.isExempt ? [{ member, attendance }] : []
  })
}

/** 无故缺席满三次的党员，与第三次是哪天。 */
export function frequentAbsentees(organization: OrganizationFacts): (Row & { readonly since: PlainDate })[] {
  return attendanceRows(organization).flatMap((row) => {
    const since = row.attendance.absentOn[ABSENCE_LIMIT - 1]
    return since === undefined ? [] : [{ ...row, since }]
  })
}

function rateText({ present, expected }: MemberAttendanceFacts): string {
  return `实到 ${present} ÷ 应到 ${expected} = ${Math.floor((present * 100) / expected)}%`
}

/** D15：党员当年的出勤率与无故缺席。 */
export const memberAttendance: OrganizationRule = {
  id: 'D15',
  parameters: ['attendanceWarnPercent'],
  judge: (organization, asOf, profile) => {
    const percent = profile.values.attendanceWarnPercent
    if (percent === null) return notPrescribed(profile, '出勤率的预警线')
    const refused = notBranch(organization)
    if (refused) return refused
    const name = organization.shortName
    const rows = attendanceRows(organization)
    if (rows.length === 0) return notApplicable(`${name}今年还没有签到记录。`)
    const absentees = frequentAbsentees(organization)
    const low = rows.filter(({ attendance: { expected, present } }) => expected >= LEAST_EXPECTED && present * 100 < expected * percent)
    const total = rows.reduce(
      (sum, { attendance }) => ({ expected: sum.expected + attendance.expected, present: sum.present + attendance.present }),
      { expected: 0, present: 0 },
    )
    const line = ({ member, attendance }: Row) => ({
      label: member.name,
      value: `${rateText(attendance)}${attendance.absentOn.length > 0 ? `；无故缺席 ${attendance.absentOn.length} 次` : ''}`,
      recordedIn: RECORDED_IN,
    })
    const workings = [
      `党员出勤率 = 实到 ÷ 应到，低于 ${percent}%〔产品默认〕提示；应到不足 ${LEAST_EXPECTED} 次的先不算率〔产品默认〕`,
      `缺席而没有请假的算无故，满 ${ABSENCE_LIMIT} 次〔产品默认〕不达标；请假算未到、不算无故`,
      '豁免的党员不计；到别的支部参加的在那个支部',
    ]
    const remedies = [
      { label: '看今年的活动与签到', route: 'life.activities', input: { organizationId: organization.id, year: judgedYear(asOf) } },
    ]
    const whole = {
      label: `${judgedYear(asOf)} 年全支部`,
      value: `实到 ${total.present} ÷ 应到 ${total.expected}`,
      recordedIn: RECORDED_IN,
    }
    if (absentees.length > 0) {
      return judged(
        '不达标',
        `${name}有 ${absentees.length} 名党员无故缺席满 ${ABSENCE_LIMIT} 次${low.length > 0 ? `，出勤率低于 ${percent}% 的 ${low.length} 人` : ''}。`,
        {
          facts: [whole, ...absentees.slice(0, EVIDENCE_LIMIT).map(line)],
          workings,
          remedies,
          memberIds: [...new Set([...absentees, ...low].map(({ member }) => member.id))],
        },
      )
    }
    if (low.length > 0) {
      return judged('提示', `${name}有 ${low.length} 名党员今年的出勤率低于 ${percent}%。`, {
        facts: [whole, ...low.slice(0, EVIDENCE_LIMIT).map(line)],
        workings,
        remedies,
        memberIds: low.map(({ member }) => member.id),
      })
    }
    return judged('达标', `${name} ${rows.length} 名党员今年的出勤率都不低于 ${percent}%，没有人无故缺席满 ${ABSENCE_LIMIT} 次。`, {
      facts: [whole],
      workings,
    })
  },
}

/** D17：无故缺席满三次的，三十日内谈话提醒。欠交党费、义务清单两种情形还没有记录，不在内。 */
export const absenteeTalks: OrganizationRule = {
  id: 'D17',
  parameters: [],
  judge: (organization, asOf) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const name = organization.shortName
    const absentees = frequentAbsentees(organization)
    if (absentees.length === 0) return notApplicable(`${name}今年没有无故缺席满 ${ABSENCE_LIMIT} 次的党员。`)
    const rows = absentees.map(({ member, since }) => {
      const by = addDays(since, TALK_WITHIN_DAYS)
      const talk = organization.life.talks.find((each) => each.heldOn >= since && each.subjectIds.includes(member.id)) ?? null
      return { member, since, by, talk }
    })
    const facts = rows.map(({ member, since, by, talk }) => ({
      label: member.name,
      value: `${since} 第 ${ABSENCE_LIMIT} 次无故缺席，${by} 前谈话；${talk ? `${talk.heldOn} 谈过（${talk.kind}）` : '还没有谈'}`,
      recordedIn: '组织生活签到、谈心谈话',
    }))
    const workings = [
      `第 ${ABSENCE_LIMIT} 次无故缺席之日起 ${TALK_WITHIN_DAYS} 日内〔产品默认〕有谈话记录，当日有效`,
      '欠交党费、义务清单未达标两种情形，待党费、义务清单有了记录再判',
    ]
    const missing = rows.filter(({ talk, by }) => talk === null && asOf > by)
    const late = rows.filter(({ talk, by }) => talk !== null && talk.heldOn > by)
    const waiting = rows.filter(({ talk, by }) => talk === null && asOf <= by)
    const names = (list: readonly (typeof rows)[number][]) => list.map(({ member }) => member.name).join('、')
    const remedies = [...missing, ...waiting].map(({ member }) => ({
      label: `登记与${member.name}的谈话`,
      route: 'life.recordTalks',
      input: { organizationId: organization.id, memberIds: [member.id], kind: '提醒' },
    }))
    const detail = { facts, workings, remedies, memberIds: rows.map(({ member }) => member.id) }
    if (missing.length > 0)
      return judged('不达标', `${name}${names(missing)}无故缺席满 ${ABSENCE_LIMIT} 次，过了 ${TALK_WITHIN_DAYS} 日还没有谈话提醒。`, detail)
    if (late.length > 0) return judged('提示', `${name}${names(late)}的谈话提醒晚于 ${TALK_WITHIN_DAYS} 日。`, detail)
    const dueOn = waiting.map(({ by }) => by).toSorted()[0] ?? null
    const message =
      waiting.length > 0
        ? `${name}${names(waiting)}无故缺席满 ${ABSENCE_LIMIT} 次，请在 ${dueOn ?? ''} 前谈话提醒。`
        : `${name}无故缺席满 ${ABSENCE_LIMIT} 次的 ${rows.length} 名党员都及时谈过话。`
    return judged(waiting.length > 0 ? '提示' : '达标', message, { ...detail, dueOn })
  },
}

export const ATTENDANCE_RULES: readonly OrganizationRule[] = [memberAttendance, absenteeTalks]
