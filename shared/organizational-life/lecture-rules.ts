import { type PlainDate } from '../calendar/plain-date.ts'
import { isInOffice } from '../election/tenure.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, notPrescribed, type OrganizationRule } from '../organization/group-index.ts'
import { judged, type Judgement } from '../regulation/rule.ts'
import type { ActivityFacts, LeaderFacts } from './facts.ts'
import { activityFact, gapRemedies, judgePeriods, latest, recordRemedy, RECORDED_IN, uncountedText } from './gap-judgement.ts'
import { heldInYear, notBranch } from './meeting-rules.ts'
import { judgedYear, lectureQuarterChecks, lectureYearCheck, spanOf } from './period-checks.ts'
import { coversMostOfYear, isOver, quarterOf, yearPeriod } from './periods.ts'

/** 年度事项在当年存续不足六个月不考核。 */
export function notYetAnnual(organization: OrganizationFacts, year: number, what: string): Judgement | null {
  if (coversMostOfYear(spanOf(organization), year)) return null
  return notApplicable(`${organization.shortName}在 ${year} 年存续不足 6 个月，${what}不考核。`)
}

/** B06：全年党课——没有不达标，不足目标提示。 */
export const lecturesInYear: OrganizationRule = {
  id: 'B06',
  parameters: ['lectureMin', 'lectureTarget'],
  judge: (organization, asOf, profile, _group, dated) => {
    const { lectureMin, lectureTarget } = dated.on(yearPeriod(judgedYear(asOf)).until)
    if (lectureMin === null) return notPrescribed(profile, '全年党课的次数')
    const year = judgedYear(asOf)
    const refused = notBranch(organization) ?? notYetAnnual(organization, year, '全年党课')
    if (refused) return refused
    const check = lectureYearCheck(organization, year, asOf, dated)
    if (!check) return notPrescribed(profile, '全年党课的次数')
    const count = check.held.length
    const target = Math.max(lectureMin, lectureTarget ?? lectureMin)
    const due = yearPeriod(year).until
    const facts = [
      { label: `${year} 年党课`, value: `${count} 次`, recordedIn: RECORDED_IN },
      ...latest(check.held).map((each) => activityFact(each)),
      ...latest(check.doubtful).map((each) => activityFact(each, uncountedText(each, '党课'))),
    ]
    const workings = [`到 ${asOf} 党课 ${count} 次；下限 ${lectureMin} 次，目标 ${target} 次`]
    const record = recordRemedy(organization, ['党课'], asOf, '记录党课')
    const name = organization.shortName
    if (count >= target) return judged('达标', `${name}今年已上党课 ${count} 次。`, { facts, workings })
    if (!isOver(yearPeriod(year), asOf)) {
      const message = `${name}今年已上党课 ${count} 次，目标 ${target} 次，${due} 前办。`
      return judged('达标', message, { facts, workings, dueOn: due, remedies: [record] })
    }
    if (count >= lectureMin) {
      return judged('提示', `${name} ${year} 年党课 ${count} 次，达到下限，没有到目标 ${target} 次。`, {
        facts,
        workings,
        remedies: [record],
      })
    }
    return judged(
      '不达标',
      `${name} ${year} 年${count === 0 ? '没有上党课' : `党课只有 ${count} 次，不足 ${lectureMin} 次`}${check.note ? '（已说明）' : ''}。`,
      {
        facts,
        workings,
        remedies: gapRemedies(organization, check),
        ...(count === 0 ? { severity: '红线' as const } : {}),
      },
    )
  },
}

/** B07：按季要求的方案，每季至少一次党课。 */
export const lectureEachQuarter: OrganizationRule = {
  id: 'B07',
  parameters: ['lecturePerQuarter'],
  judge: (organization, asOf, profile, _group, dated) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const checks = lectureQuarterChecks(organization, judgedYear(asOf), asOf, dated)
    if (checks.length === 0) return notPrescribed(profile, '每季度的党课次数')
    return judgePeriods(organization, asOf, checks, { what: '党课', demand: '每季度至少 1 次' })
  },
}

/** 这次活动里谁主讲了党课：党课那几段的主讲人；没有分段的看不出。 */
function lecturers(activity: ActivityFacts) {
  return activity.topics.filter((topic) => topic.type === '党课' && (topic.speakerId !== null || topic.speakerName !== ''))
}

/** 主讲人当日在任书记；只登记了身份的按身份。 */
export function isBySecretary(organization: OrganizationFacts, activity: ActivityFacts): boolean {
  const secretaries = organization.posts.filter((post) => post.title === '书记' && isInOffice(post, activity.heldOn))
  return lecturers(activity).some((topic) => {
    if (topic.speakerId !== null && secretaries.length > 0) return secretaries.some((post) => post.memberId === topic.speakerId)
    return topic.speakerRole === '书记' || secretaries.some((post) => post.memberName === topic.speakerName)
  })
}

/** 判定年度里由书记主讲的党课。 */
export function secretaryLectures(organization: OrganizationFacts, asOf: PlainDate): ActivityFacts[] {
  return heldInYear(organization, asOf, '党课').filter((each) => isBySecretary(organization, each))
}

/** B08：书记全年至少讲一次党课。 */
export const secretaryLecture: OrganizationRule = {
  id: 'B08',
  parameters: ['secretaryLectures'],
  judge: (organization, asOf, profile, _group, dated) => {
    const required = dated.on(yearPeriod(judgedYear(asOf)).until).secretaryLectures
    if (required === null) return notPrescribed(profile, '党支部书记讲党课的次数')
    const year = judgedYear(asOf)
    const refused = notBranch(organization) ?? notYetAnnual(organization, year, '书记讲党课')
    if (refused) return refused
    const all = heldInYear(organization, asOf, '党课')
    const own = secretaryLectures(organization, asOf)
    const unnamed = all.filter((each) => lecturers(each).length === 0)
    const due = yearPeriod(year).until
    const facts = [
      { label: `${year} 年书记主讲的党课`, value: `${own.length} 次`, recordedIn: RECORDED_IN },
      ...latest(own).map((each) => activityFact(each)),
      ...latest(unnamed).map((each) => activityFact(each, '党课没有登记主讲人')),
    ]
    const workings = [`党课 ${all.length} 次，其中书记主讲 ${own.length} 次，要求 ${required} 次；没有登记主讲人的 ${unnamed.length} 次`]
    const name = organization.shortName
    const record = recordRemedy(organization, ['党课'], asOf, '记录书记讲党课')
    if (own.length >= required) return judged('达标', `${name}书记今年已讲党课 ${own.length} 次。`, { facts, workings })
    if (!isOver(yearPeriod(year), asOf)) {
      return judged('达标', `${name}书记今年还要讲党课 ${required - own.length} 次，${due} 前办。`, {
        facts,
        workings,
        dueOn: due,
        remedies: [record],
      })
    }
    if (unnamed.length > 0) {
      const message = `${name} ${year} 年有 ${unnamed.length} 次党课没有登记主讲人，看不出书记讲没讲。`
      return judged('待确认', message, { facts, workings, remedies: [record] })
    }
    return judged('不达标', `${name}书记 ${year} 年没有讲党课。`, { facts, workings, remedies: [record] })
  },
}

/** 名册没有登记行政职务，领导干部无从认定。 */
export function unknownLeaders(organization: OrganizationFacts): Judgement | null {
  const { adminPostCount, leaders } = organization.life
  const name = organization.shortName
  if (organization.members.length > 0 && adminPostCount === 0) {
    return judged('待确认', `${name}的名册没有登记行政职务，认不出哪些是中层以上党员领导干部。`, {
      facts: [{ label: '登记了行政职务的党员', value: '0 人', recordedIn: '党员名册' }],
      remedies: [{ label: '补登行政职务', route: 'member.list', input: { organizationId: organization.id } }],
    })
  }
  return leaders.length === 0 ? notApplicable(`${name}没有登记中层以上行政职务的党员。`) : null
}

/** B09：中层以上党员领导干部每人全年主讲党课不少于一次。 */
export const leaderLecture: OrganizationRule = {
  id: 'B09',
  parameters: ['leaderLectures'],
  judge: (organization, asOf, profile, _group, dated) => {
    const required = dated.on(yearPeriod(judgedYear(asOf)).until).leaderLectures
    if (required === null) return notPrescribed(profile, '领导干部讲党课的次数')
    const year = judgedYear(asOf)
    const refused = notBranch(organization) ?? notYetAnnual(organization, year, '领导干部讲党课') ?? unknownLeaders(organization)
    if (refused) return refused
    const lectures = heldInYear(organization, asOf, '党课')
    const countOf = (leader: LeaderFacts) =>
      lectures.filter((each) => lecturers(each).some((topic) => topic.speakerId === leader.memberId)).length
    const counts = organization.life.leaders.map((leader) => ({ leader, count: countOf(leader) }))
    const lacking = counts.filter(({ count }) => count < required)
    const due = yearPeriod(year).until
    const facts = counts.slice(0, 20).map(({ leader, count }) => ({
      label: `${leader.name}（${leader.adminPost}）`,
      value: `主讲党课 ${count} 次`,
      recordedIn: RECORDED_IN,
    }))
    const workings = [`每人全年不少于 ${required} 次；按本支部记录的党课主讲人算，到别的支部讲的请在那个支部登记`]
    const names = lacking.map(({ leader }) => leader.name).join('、')
    const detail = { facts, workings, memberIds: lacking.map(({ leader }) => leader.memberId) }
    const name = organization.shortName
    if (lacking.length === 0) return judged('达标', `${name} ${counts.length} 名中层以上党员领导干部今年都讲过党课。`, { facts, workings })
    const remedies = [recordRemedy(organization, ['党课'], asOf, '记录领导干部讲党课')]
    if (!isOver(yearPeriod(year), asOf)) {
      return judged('达标', `${name}还有 ${lacking.length} 名领导干部今年没有讲党课（${names}），${due} 前办。`, {
        ...detail,
        dueOn: due,
        remedies,
      })
    }
    return judged('不达标', `${name}有 ${lacking.length} 名中层以上党员领导干部 ${year} 年没有讲党课：${names}。`, { ...detail, remedies })
  },
}

/** 一名领导干部的出席情况：全年率与哪几个过完的季度一次没有参加。 */
function leaderStanding(leader: LeaderFacts, asOf: PlainDate) {
  const expected = leader.quarters.reduce((total, each) => total + each.expected, 0)
  const present = leader.quarters.reduce((total, each) => total + each.present, 0)
  const current = asOf.endsWith('-12-31') ? 5 : quarterOf(asOf)
  const absentQuarters = leader.quarters.flatMap((each, index) =>
    index + 1 < current && each.expected > 0 && each.present === 0 ? [index + 1] : [],
  )
  return { leader, expected, present, absentQuarters }
}

/** B10：党员领导干部以普通党员身份参加所在支部（党小组）组织生活：出席率与每季至少一次。按全年算，线取年末那天的。 */
export const leaderAttendance: OrganizationRule = {
  id: 'B10',
  parameters: ['leaderAttendancePercent'],
  judge: (organization, asOf, profile, _group, dated) => {
    const percent = dated.on(yearPeriod(judgedYear(asOf)).until).leaderAttendancePercent
    if (percent === null) return notPrescribed(profile, '党员领导干部参加组织生活的出席率')
    const refused = notBranch(organization) ?? unknownLeaders(organization)
    if (refused) return refused
    const standings = organization.life.leaders.map((leader) => leaderStanding(leader, asOf))
    const known = standings.filter(({ expected }) => expected > 0)
    if (known.length === 0) return notApplicable(`${organization.shortName}今年还没有领导干部应到的组织生活。`)
    const isLow = ({ expected, present }: (typeof known)[number]) => present * 100 < expected * percent
    const wrong = known.filter((each) => isLow(each) || each.absentQuarters.length > 0)
    const facts = known.slice(0, 20).map(({ leader, expected, present, absentQuarters }) => ({
      label: `${leader.name}（${leader.adminPost}）`,
      value: `出席 ${present} ÷ 应到 ${expected}${absentQuarters.length > 0 ? `；第 ${absentQuarters.join('、')} 季度一次没有参加` : ''}`,
      recordedIn: '组织生活签到',
    }))
    const workings = [`出席率 = 出席 ÷ 应到，不低于 ${percent}%〔产品默认〕；每个过完的季度不少于 1 次〔产品默认〕`]
    if (wrong.length === 0) {
      return judged('达标', `${organization.shortName} ${known.length} 名党员领导干部参加组织生活的出席率都在 ${percent}% 以上。`, {
        facts,
        workings,
      })
    }
    const names = wrong.map(({ leader }) => leader.name).join('、')
    return judged('不达标', `${organization.shortName}有 ${wrong.length} 名党员领导干部参加组织生活不够：${names}。`, {
      facts,
      workings,
      memberIds: wrong.map(({ leader }) => leader.memberId),
      remedies: [
        { label: '看今年的活动与签到', route: 'life.activities', input: { organizationId: organization.id, year: judgedYear(asOf) } },
      ],
    })
  },
}

export const LECTURE_RULES: readonly OrganizationRule[] = [
  lecturesInYear,
  lectureEachQuarter,
  secretaryLecture,
  leaderLecture,
  leaderAttendance,
]
