import { makeDate, type PlainDate } from '../calendar/plain-date.ts'
import type { MemberFacts, OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, notPrescribed, type OrganizationRule } from '../organization/group-index.ts'
import type { ActivityFacts } from '../organizational-life/facts.ts'
import { activityFact, EVIDENCE_LIMIT, judgePeriods, latest, recordRemedy, RECORDED_IN } from '../organizational-life/gap-judgement.ts'
import { isJulyFirst } from '../organizational-life/july-first.ts'
import { notYetAnnual } from '../organizational-life/lecture-rules.ts'
import { heldInYear, notBranch } from '../organizational-life/meeting-rules.ts'
import { judgedYear, practiceChecks, studyMinutes } from '../organizational-life/period-checks.ts'
import { isOver, yearPeriod } from '../organizational-life/periods.ts'
import { judged } from '../regulation/rule.ts'

/** 一年里的一道线：过了 `after` 还不到全年要求的 `done`／`of`，提醒。 */
type Milestone = { readonly month: number; readonly day: number; readonly done: number; readonly of: number }

/** D01：7 月底 12 天里的 6 天、10 月底 10 天；D02：9 月底 32 学时里的 20、11 月底 28。 */
const BRANCH_MILESTONES: readonly Milestone[] = [
  { month: 7, day: 31, done: 6, of: 12 },
  { month: 10, day: 31, done: 10, of: 12 },
]
const MEMBER_MILESTONES: readonly Milestone[] = [
  { month: 9, day: 30, done: 20, of: 32 },
  { month: 11, day: 30, done: 28, of: 32 },
]

/** 判定日已经过去的最后一道线：那天以前应有多少；一道也没过为 null。 */
function expectedBy(milestones: readonly Milestone[], whole: number, year: number, asOf: PlainDate) {
  const passed = milestones.findLast(({ month, day }) => asOf > makeDate(year, month, day))
  return passed ? { by: makeDate(year, passed.month, passed.day), amount: Math.ceil((whole * passed.done) / passed.of) } : null
}

/** 去掉尾零的小数，最多两位：`7.5`、`12`。向下取，不把没到的说成到了。 */
function amountText(value: number): string {
  return String(Math.floor(value * 100) / 100)
}

/** 支部（不是某个党小组）当年的集体学习。 */
function branchStudies(organization: OrganizationFacts, asOf: PlainDate): ActivityFacts[] {
  return heldInYear(organization, asOf).filter((each) => each.groupId === null && studyMinutes(each) > 0)
}

/** D01：支部全年集中学习天数；不满一天的按小时折算。 */
export const branchStudyDays: OrganizationRule = {
  id: 'D01',
  parameters: ['studyBranchDays', 'studyDayHours'],
  judge: (organization, asOf, profile, _group, dated) => {
    const year = judgedYear(asOf)
    const period = yearPeriod(year)
    const { studyBranchDays: days, studyDayHours: hours } = dated.on(period.until)
    if (days === null || hours === null) return notPrescribed(profile, '支部集中学习的天数')
    const refused = notBranch(organization) ?? notYetAnnual(organization, year, '集中学习天数')
    if (refused) return refused
    const studies = branchStudies(organization, asOf)
    const minutes = studies.reduce((total, each) => total + studyMinutes(each), 0)
    const done = minutes / 60 / hours
    const name = organization.shortName
    const facts = [
      { label: `${year} 年集中学习`, value: `${studies.length} 次，合计 ${amountText(minutes / 60)} 小时`, recordedIn: RECORDED_IN },
      ...latest(studies).map((each) => activityFact(each, `${amountText(studyMinutes(each) / 60)} 小时`)),
    ]
    const workings = [
      `${amountText(minutes / 60)} 小时 ÷ ${hours} 小时／天〔产品默认〕= ${amountText(done)} 天，全年不少于 ${days} 天`,
      '算集中学习、党课，与含学习内容的党员大会、主题党日；几类合办的一次只计一次时长。支部的天数与党员的学时分别计',
    ]
    const remedies = [recordRemedy(organization, ['集中学习'], asOf, '记录集中学习')]
    if (done >= days) return judged('达标', `${name}今年已集中学习 ${amountText(done)} 天。`, { facts, workings })
    if (isOver(period, asOf)) {
      return judged('不达标', `${name} ${year} 年集中学习 ${amountText(done)} 天，不足 ${days} 天。`, { facts, workings, remedies })
    }
    const line = expectedBy(BRANCH_MILESTONES, days, year, asOf)
    const detail = { facts, workings, dueOn: period.until, remedies }
    if (line && done < line.amount) {
      const message = `${name}今年集中学习 ${amountText(done)} 天，到 ${line.by} 宜有 ${line.amount} 天，全年不少于 ${days} 天。`
      return judged('提示', message, detail)
    }
    return judged('达标', `${name}今年已集中学习 ${amountText(done)} 天，全年 ${days} 天，${period.until} 前学够。`, detail)
  },
}

/** 全年都编在本支部、学习作硬性要求的党员：年中转来的，此前的学时在原来的支部。 */
function assessedMembers(organization: OrganizationFacts, year: number): MemberFacts[] {
  return organization.members.filter(
    (each) => each.partyStatus === '正常' && !each.isExempt && (each.branchSince === null || each.branchSince <= makeDate(year, 1, 1)),
  )
}

/** D02：每名党员全年学时。系统只算支部组织的集体学习，外出培训的学时没有登记，不够的请人核对。 */
export const memberStudyHours: OrganizationRule = {
  id: 'D02',
  parameters: ['studyMemberHours'],
  judge: (organization, asOf, profile, _group, dated) => {
    const year = judgedYear(asOf)
    const period = yearPeriod(year)
    const hours = dated.on(period.until).studyMemberHours
    if (hours === null) return notPrescribed(profile, '党员的学时')
    const refused = notBranch(organization) ?? notYetAnnual(organization, year, '党员学时')
    if (refused) return refused
    const name = organization.shortName
    const members = assessedMembers(organization, year)
    if (members.length === 0) return notApplicable(`${name}没有全年在册、须计学时的党员。`)
    const minutesOf = new Map(organization.life.attendance.map((each) => [each.memberId, each.studyMinutes]))
    const line = isOver(period, asOf) ? { by: period.until, amount: hours } : expectedBy(MEMBER_MILESTONES, hours, year, asOf)
    const rows = members.map((member) => ({ member, hours: (minutesOf.get(member.id) ?? 0) / 60 }))
    const short = line ? rows.filter((each) => each.hours < line.amount).toSorted((a, b) => a.hours - b.hours) : []
    const exempt = organization.members.filter((each) => each.isExempt).length
    const facts = [
      {
        label: '须计学时的党员',
        value: `${members.length} 人，够 ${hours} 学时的 ${rows.filter((each) => each.hours >= hours).length} 人`,
        recordedIn: '组织生活签到',
      },
      ...short
        .slice(0, EVIDENCE_LIMIT)
        .map((each) => ({ label: each.member.name, value: `集体学习 ${amountText(each.hours)} 学时`, recordedIn: '组织生活签到' })),
    ]
    const workings = [
      `每人实到的集体学习时长合计，全年不少于 ${hours} 学时；外出培训的学时没有登记，请人核对`,
      ...(exempt > 0 ? [`年老体弱、身患重病等豁免的 ${exempt} 人不计`] : []),
    ]
    const detail = { facts, workings, dueOn: isOver(period, asOf) ? null : period.until, memberIds: short.map(({ member }) => member.id) }
    if (line && short.length > 0) {
      const message = `${name}有 ${short.length} 名党员的集体学习到 ${line.by} 不足 ${line.amount} 学时，请核对外出培训的学时或安排补学。`
      return judged('提示', message, { ...detail, remedies: [recordRemedy(organization, ['集中学习'], asOf, '记录集中学习')] })
    }
    const done = isOver(period, asOf) ? `${year} 年的集体学习都够 ${hours} 学时` : '的集体学习学时跟得上进度'
    return judged('达标', `${name} ${members.length} 名党员${done}。`, detail)
  },
}

/** D08：主题实践活动，每季度至少一次。 */
export const practiceEachQuarter: OrganizationRule = {
  id: 'D08',
  parameters: ['practicePerQuarter'],
  judge: (organization, asOf, profile, _group, dated) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const checks = practiceChecks(organization, judgedYear(asOf), asOf, dated)
    if (checks.length === 0) return notPrescribed(profile, '主题实践活动的次数')
    return judgePeriods(organization, asOf, checks, { what: '主题实践活动', demand: '每季度至少 1 次〔产品默认〕' })
  },
}

/** “七一”纪念活动的窗口〔产品默认〕。 */
const JULY_FIRST = { from: [6, 20], until: [7, 10] } as const

/** D09：六月二十日至七月十日之间至少一次纪念活动；开了活动而看不出是不是的，由人确认。 */
export const julyFirst: OrganizationRule = {
  id: 'D09',
  parameters: [],
  judge: (organization, asOf) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const year = judgedYear(asOf)
    const from = makeDate(year, ...JULY_FIRST.from)
    const until = makeDate(year, ...JULY_FIRST.until)
    const name = organization.shortName
    if (asOf < from) return notApplicable(`${name}今年的“七一”纪念活动还没有到日子（${from} 起）。`)
    if (organization.establishedOn > from)
      return notApplicable(`${name} ${organization.establishedOn} 才成立，今年的“七一”纪念活动不考核。`)
    const within = heldInYear(organization, asOf).filter((each) => each.heldOn >= from && each.heldOn <= until)
    const held = within.filter(isJulyFirst)
    const workings = [`${from} 至 ${until}〔产品默认〕之间不少于 1 次；小类选了“七一纪念”，或标题、主题写明的算`]
    const facts = [
      { label: '期间的纪念活动', value: `${held.length} 次`, recordedIn: RECORDED_IN },
      ...latest(held.length > 0 ? held : within).map((each) => activityFact(each)),
    ]
    const remedies = [recordRemedy(organization, ['主题实践'], asOf < until ? asOf : until, '记录“七一”纪念活动')]
    if (held.length > 0) return judged('达标', `${name}今年“七一”期间开展纪念活动 ${held.length} 次。`, { facts, workings })
    if (asOf <= until) return judged('达标', `${name}的“七一”纪念活动，${until} 前办。`, { facts, workings, dueOn: until, remedies })
    if (within.length > 0) {
      const message = `${name}“七一”期间开展过 ${within.length} 次活动，没有写明是纪念活动，请确认。`
      return judged('待确认', message, { facts, workings, remedies })
    }
    return judged('不达标', `${name}今年“七一”期间没有开展纪念活动。`, { facts, workings, remedies })
  },
}

/** D06：提倡集中学习后测试检验，只加分不扣分：有测试的达标，没有的不适用。 */
export const testedStudies: OrganizationRule = {
  id: 'D06',
  parameters: [],
  judge: (organization, asOf) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const name = organization.shortName
    const studies = heldInYear(organization, asOf, '集中学习')
    const tested = studies.filter((each) => each.hasTest)
    if (tested.length === 0) return notApplicable(`${name}今年的集中学习还没有测试记录；提倡项，不扣分。`)
    return judged('达标', `${name}今年 ${studies.length} 次集中学习，有 ${tested.length} 次作了测试。`, {
      facts: latest(tested).map((each) => activityFact(each, '写了测试情况')),
      workings: [`有测试记录的 ${tested.length} ÷ ${studies.length} 次；提倡项，只加分不扣分。测得怎样由人看`],
    })
  },
}

export const STUDY_RULES: readonly OrganizationRule[] = [branchStudyDays, memberStudyHours, testedStudies, practiceEachQuarter, julyFirst]
