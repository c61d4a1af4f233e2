import { addYears, daysBetween, partsOf, type PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, notPrescribed, type OrganizationRule } from '../organization/group-index.ts'
import type { Fact, Remedy } from '../regulation/finding.ts'
import { judged, type Judgement } from '../regulation/rule.ts'
import { boardFacts } from './committee-rules.ts'
import type { PostFacts } from './facts.ts'
import { committeePosts, electedTerms, fillDeadline, isInOffice, memberVacancies, secretaryVacancy, type Vacancy } from './tenure.ts'

function isBranchLike(organization: OrganizationFacts): boolean {
  return organization.level === '党支部' || organization.level === '党总支'
}

/** 在任书记；几人并任取先任的。 */
function secretaryOf(organization: OrganizationFacts, asOf: PlainDate): PostFacts | null {
  const held = committeePosts(organization.posts, asOf).filter((post) => post.title === '书记')
  return held.toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1))[0] ?? null
}

function vacancyFacts(vacancies: readonly Vacancy[]): Fact[] {
  return vacancies.map((each) => ({
    label: `${each.title}出缺`,
    value: `${each.vacantOn} ${each.leftBy}${each.endReason}`.trim(),
    recordedIn: '班子登记',
  }))
}

function fillRemedies(organization: OrganizationFacts, asOf: PlainDate, vacancy: Vacancy): Remedy[] {
  const appoint = (source: '补选' | '指派', label: string): Remedy => ({
    label,
    route: 'election.appoint',
    input: { organizationId: organization.id, title: vacancy.title, fromOn: asOf, source },
  })
  const byElection = appoint('补选', `登记补选${vacancy.title}`)
  const open = (kind: '补选' | '指派', label: string): Remedy => ({
    label,
    route: 'election.openProcess',
    input: { organizationId: organization.id, kind },
  })
  const byProcess = open('补选', '进入补选流程')
  return vacancy.title === '书记'
    ? [byElection, appoint('指派', '登记上级指派书记'), byProcess, open('指派', '进入指派流程')]
    : [byElection, byProcess]
}

/** A28：书记由职能部门或子公司主要负责人担任，最终由人确认。 */
export const secretaryCandidate: OrganizationRule = {
  id: 'A28',
  parameters: [],
  judge: (organization, asOf) => {
    if (organization.level !== '党支部') return notApplicable(`${organization.shortName}不是党支部。`)
    const secretary = secretaryOf(organization, asOf)
    if (!secretary) return notApplicable(`${organization.shortName}书记空缺。`)
    const { adminPost, memberName } = secretary
    const facts = [{ label: `书记${memberName}的行政职务`, value: adminPost || '没有登记', recordedIn: '党员名册' }]
    const remedies = [{ label: '补登行政职务', route: 'member.update', input: { memberId: secretary.memberId } }]
    const detail = { facts, memberIds: [secretary.memberId] }
    if (adminPost === '') {
      return judged('待确认', `${organization.shortName}书记${memberName}没有登记行政职务，请确认是否主要负责人。`, { ...detail, remedies })
    }
    if (/副/.test(adminPost)) {
      const message = `${organization.shortName}书记${memberName}现任${adminPost}，不是主要负责人，须有说明。`
      return judged('提示', message, { ...detail, workings: ['行政职务含“副”，按副职看'], remedies })
    }
    if (/(总经理|总裁|董事长|主任|部长|经理|院长|校长|主要负责人)(（.*）)?$/.test(adminPost)) {
      const message = `${organization.shortName}书记${memberName}现任${adminPost}，是主要负责人。`
      return judged('达标', message, { ...detail, workings: ['行政职务为正职'] })
    }
    return judged('待确认', `${organization.shortName}书记${memberName}现任${adminPost}，请确认是否主要负责人。`, { ...detail, remedies })
  },
}

/** A29：书记一般应当具有 1 年以上党龄，自转正日算到任职日。 */
export const secretaryPartyAge: OrganizationRule = {
  id: 'A29',
  parameters: ['secretaryPartyAgeYears'],
  eventOn: (organization, asOf) => secretaryOf(organization, asOf)?.fromOn ?? asOf,
  judge: (organization, asOf, profile) => {
    const years = profile.values.secretaryPartyAgeYears
    if (years === null) return notPrescribed(profile, '书记的党龄')
    if (!isBranchLike(organization)) return notApplicable(`${organization.shortName}不是党支部、党总支。`)
    const secretary = secretaryOf(organization, asOf)
    if (!secretary) return notApplicable(`${organization.shortName}书记空缺。`)
    const { memberName, memberFullOn, fromOn } = secretary
    const memberIds = [secretary.memberId]
    const facts = [
      { label: `书记${memberName}转正日`, value: memberFullOn ?? '没有转正', recordedIn: '党员名册' },
      { label: '任书记日', value: fromOn, recordedIn: '班子登记' },
    ]
    const enough = memberFullOn === null ? null : addYears(memberFullOn, years)
    const workings =
      enough === null ? ['没有转正日，党龄未起算'] : [`转正日 ${memberFullOn ?? ''} + ${years} 年 = ${enough}，应不晚于 ${fromOn}`]
    if (enough !== null && enough <= fromOn) {
      return judged('达标', `${organization.shortName}书记${memberName}任职时党龄满 ${years} 年。`, { facts, workings, memberIds })
    }
    const message = `${organization.shortName}书记${memberName} ${fromOn} 任职时党龄不满 ${years} 年。`
    return judged('不达标', message, { facts, workings, memberIds })
  },
}

/** A30：书记空缺应当在 1 个月内补选到位（或由上级指派）。 */
export const secretaryFilling: OrganizationRule = {
  id: 'A30',
  parameters: ['secretaryVacancy'],
  eventOn: (organization, asOf) => secretaryVacancy(organization.posts, asOf)?.vacantOn ?? asOf,
  judge: (organization, asOf, profile) => {
    const months = profile.values.secretaryVacancy
    if (months === null) return notPrescribed(profile, '书记补选的期限')
    if (!isBranchLike(organization)) return notApplicable(`${organization.shortName}不是党支部、党总支。`)
    const secretary = secretaryOf(organization, asOf)
    if (secretary) return filledSecretary(organization, secretary, asOf, months)
    const vacancy = secretaryVacancy(organization.posts, asOf)
    if (!vacancy) {
      return judged('待确认', `${organization.shortName}没有登记书记，不知自何日空缺。`, {
        facts: boardFacts(organization, asOf),
        remedies: [
          { label: '登记书记任职', route: 'election.appoint', input: { organizationId: organization.id, title: '书记', source: '选举' } },
        ],
      })
    }
    return openVacancy(organization, [vacancy], asOf, months, '书记')
  },
}

/** 本年度内补选到位但晚于期限的给提示；否则达标。 */
function filledSecretary(organization: OrganizationFacts, secretary: PostFacts, asOf: PlainDate, months: number | '及时'): Judgement {
  const facts = boardFacts(organization, asOf)
  const memberIds = [secretary.memberId]
  const filled = judged('达标', `${organization.shortName}书记${secretary.memberName}在任。`, { facts, memberIds })
  if (months === '及时' || partsOf(secretary.fromOn).year !== partsOf(asOf).year) return filled
  const before = organization.posts.filter((post) => post.title === '书记' && post.untilOn !== null && post.untilOn <= secretary.fromOn)
  const left = before.toSorted((a, b) => ((a.untilOn ?? '') < (b.untilOn ?? '') ? 1 : -1))[0]
  if (!left?.untilOn || organization.posts.some((post) => post.title === '书记' && isInOffice(post, left.untilOn ?? asOf))) return filled
  const dueOn = fillDeadline(left.untilOn, months)
  const late = daysBetween(dueOn, secretary.fromOn)
  if (late <= 0) return filled
  const message = `${organization.shortName}书记 ${left.untilOn} 空缺，${secretary.fromOn} 才补选到位，超过期限 ${dueOn} ${late} 天。`
  return judged('提示', message, { facts, workings: [`补选期限 ${left.untilOn} + ${months} 个月 = ${dueOn}`], dueOn, memberIds })
}

/** 还空着的职务：期限内提示，过期不达标；只要求“及时”的口径没有期限，一直提示。 */
function openVacancy(
  organization: OrganizationFacts,
  vacancies: readonly Vacancy[],
  asOf: PlainDate,
  months: number | '及时',
  name: string,
): Judgement {
  const earliest = vacancies[0]
  if (!earliest) return notApplicable(`${organization.shortName}没有${name}出缺。`)
  const facts = [...vacancyFacts(vacancies), ...boardFacts(organization, asOf)]
  const remedies = fillRemedies(organization, asOf, earliest)
  const how = name === '书记' ? '补选或由上级指派' : '召开党员大会补选'
  const count = vacancies.length > 1 ? ` ${vacancies.length} 名` : ''
  const head = `${organization.shortName}${name} ${earliest.vacantOn} 起出缺${count}`
  if (months === '及时') {
    return judged('提示', `${head}，应当及时${how}（该口径没有规定月数）。`, { facts, remedies })
  }
  const dueOn = fillDeadline(earliest.vacantOn, months)
  const workings = [`补选期限 ${earliest.vacantOn} + ${months} 个月 = ${dueOn}（当日有效）`]
  if (asOf <= dueOn) {
    const left = daysBetween(asOf, dueOn)
    return judged('提示', `${head}，应当在 ${dueOn} 前${how}，还有 ${left} 天。`, { facts, workings, dueOn, remedies })
  }
  const overdue = daysBetween(dueOn, asOf)
  return judged('不达标', `${head}，应当在 ${dueOn} 前${how}，已超期 ${overdue} 天。`, {
    facts,
    workings: [...workings, `${asOf} − ${dueOn} = ${overdue} 天`],
    dueOn,
    remedies,
  })
}

/** A31：书记由上级指派的，须有文号，待条件成熟后再选举。 */
export const assignedSecretary: OrganizationRule = {
  id: 'A31',
  parameters: [],
  judge: (organization, asOf) => {
    if (!isBranchLike(organization)) return notApplicable(`${organization.shortName}不是党支部、党总支。`)
    const secretary = secretaryOf(organization, asOf)
    if (secretary?.source !== '指派') return notApplicable(`${organization.shortName}的书记不是上级指派。`)
    const facts = [{ label: '书记指派文号', value: secretary.documentNo || '没有登记', recordedIn: '班子登记' }]
    if (secretary.documentNo === '') {
      return judged('不达标', `${organization.shortName}书记${secretary.memberName}由上级指派，没有登记指派文号。`, {
        facts,
        memberIds: [secretary.memberId],
        remedies: [{ label: '补登指派文号', route: 'election.updateDuty', input: { postId: secretary.id, duty: secretary.duty } }],
      })
    }
    const message = `${organization.shortName}书记${secretary.memberName}由上级指派（${secretary.documentNo}），待条件成熟后再选举。`
    return judged('达标', message, {
      facts,
      memberIds: [secretary.memberId],
      workings: ['指派只作为补选期限内到位的替代，不等于选举'],
    })
  },
}

/** A32：委员出缺应当在 3 个月内召开党员大会补选；委员不能以指派代替补选。 */
export const memberFilling: OrganizationRule = {
  id: 'A32',
  parameters: ['memberVacancy'],
  eventOn: (organization, asOf) => openMemberVacancies(organization, asOf)[0]?.vacantOn ?? asOf,
  judge: (organization, asOf, profile) => {
    const months = profile.values.memberVacancy
    if (months === null) return notPrescribed(profile, '委员补选的期限')
    if (!isBranchLike(organization)) return notApplicable(`${organization.shortName}不是党支部、党总支。`)
    const assigned = assignedMembers(organization, asOf)
    const [first] = assigned
    if (first) {
      const message = `${organization.shortName}${first.title}${first.memberName}由上级指派；委员缺额应由党员大会补选，不能以指派代替。`
      return judged('不达标', message, {
        facts: boardFacts(organization, asOf),
        workings: ['支部工作条例：上级可以指派的是书记、副书记'],
        memberIds: assigned.map((post) => post.memberId),
        remedies: [{ label: '撤下登错的任职', route: 'election.removePost', input: { postId: first.id } }],
      })
    }
    const vacancies = openMemberVacancies(organization, asOf)
    if (vacancies.length === 0) {
      const term = electedTerms(organization.terms, asOf).at(-1)
      if (!term || committeePosts(organization.posts, asOf).length === 0)
        return notApplicable(`${organization.shortName}没有委员会或没有登记班子。`)
      return judged('达标', `${organization.shortName}没有委员出缺。`, { facts: boardFacts(organization, asOf) })
    }
    return openVacancy(organization, vacancies, asOf, months, '委员')
  },
}

/** 先出缺的在前。没有登记过任何班子的不推缺额，由书记一条作待确认。 */
export function openMemberVacancies(organization: OrganizationFacts, asOf: PlainDate): Vacancy[] {
  const term = electedTerms(organization.terms, asOf).at(-1)
  if (!term || organization.posts.length === 0 || !isBranchLike(organization)) return []
  return memberVacancies(term, organization.posts, asOf)
}

/** 由上级指派、又不是书记副书记的在任委员。 */
function assignedMembers(organization: OrganizationFacts, asOf: PlainDate): PostFacts[] {
  const posts = committeePosts(organization.posts, asOf)
  const leaders = new Set(posts.filter((post) => post.title === '书记' || post.title === '副书记').map((post) => post.memberId))
  return posts.filter((post) => post.source === '指派' && !leaders.has(post.memberId))
}

export const VACANCY_RULES: readonly OrganizationRule[] = [
  secretaryCandidate,
  secretaryPartyAge,
  secretaryFilling,
  assignedSecretary,
  memberFilling,
]
