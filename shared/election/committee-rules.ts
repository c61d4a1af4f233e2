import { addDays, type PlainDate } from '../calendar/plain-date.ts'
import type { PostTitle } from '../glossary.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, notPrescribed, sizeFacts, type OrganizationRule } from '../organization/group-index.ts'
import type { Fact, Remedy } from '../regulation/finding.ts'
import type { CommitteeSize } from '../regulation/profile.ts'
import { judged, type Judgement } from '../regulation/rule.ts'
import type { PostFacts } from './facts.ts'
import { committeePosts, committeeSize, electedTerms, secretaryVacancy } from './tenure.ts'

/** 委员会的最少人数：少于 3 人不成其为委员会。 */
const LEAST_COMMITTEE = 3

/** 设支部委员会：本届批准了职数，或在任已有 3 人以上。 */
export function hasCommittee(organization: OrganizationFacts, asOf: PlainDate): boolean {
  const seats = electedTerms(organization.terms, asOf).at(-1)?.seatCount ?? null
  return seats !== null || committeeSize(organization.posts, asOf) >= LEAST_COMMITTEE
}

/** 在任班子：一人一条，列出全部职务。 */
export function boardFacts(organization: OrganizationFacts, asOf: PlainDate): Fact[] {
  const titles = new Map<string, string[]>()
  for (const post of committeePosts(organization.posts, asOf))
    titles.set(post.memberName, [...(titles.get(post.memberName) ?? []), post.title])
  if (titles.size === 0) return [{ label: '在任班子', value: '没有登记', recordedIn: '班子登记' }]
  return [...titles].map(([name, held]) => ({ label: name, value: held.join('、'), recordedIn: '班子登记' }))
}

function appoint(organization: OrganizationFacts, asOf: PlainDate, title: PostTitle, label = `登记${title}`): Remedy {
  return { label, route: 'election.appoint', input: { organizationId: organization.id, title, fromOn: asOf, source: '补选' } }
}

/** A21：正式党员 7 人以上的支部应当设立支部委员会。 */
export const committeeRequired: OrganizationRule = {
  id: 'A21',
  parameters: ['committeeRequiredAt'],
  judge: (organization, asOf, profile) => {
    const threshold = profile.values.committeeRequiredAt
    if (threshold === null) return notPrescribed(profile, '设立支部委员会的人数')
    if (organization.level !== '党支部') return notApplicable(`${organization.shortName}不是党支部。`)
    const full = organization.fullMemberCount
    if (full < threshold) return notApplicable(`${organization.shortName}正式党员 ${full} 人，不足 ${threshold} 人，不要求设支部委员会。`)
    const size = committeeSize(organization.posts, asOf)
    const facts = [...sizeFacts(organization, asOf), ...boardFacts(organization, asOf)]
    const workings = [`正式党员 ${full} ≥ ${threshold}`, `在任委员 ${size} 人，委员会至少 ${LEAST_COMMITTEE} 人`]
    if (size >= LEAST_COMMITTEE) {
      return judged('达标', `${organization.shortName}正式党员 ${full} 人，已设支部委员会，在任 ${size} 人。`, { facts, workings })
    }
    const message = `${organization.shortName}正式党员 ${full} 人，达到 ${threshold} 人，应当设立支部委员会；在任委员只有 ${size} 人。`
    return judged('不达标', message, { facts, workings, remedies: [appoint(organization, asOf, '委员', '登记委员任职')] })
  },
}

type SizeLimit = CommitteeSize & { readonly isRedBelow: boolean }

function sizeVerdict(organization: OrganizationFacts, asOf: PlainDate, name: string, limit: SizeLimit): Judgement {
  const size = committeeSize(organization.posts, asOf)
  const facts = boardFacts(organization, asOf)
  const workings = [`常规 ${limit.min} ≤ 委员 ${size} ≤ ${limit.max}，最多 ${limit.cap} 人（兼任算一人）`]
  const head = `${organization.shortName}${name}在任 ${size} 人`
  if (size > limit.cap) return judged('不达标', `${head}，超过上限 ${limit.cap} 人。`, { facts, workings, severity: '红线' })
  if (size > limit.max) return judged('提示', `${head}，多于一般的 ${limit.max} 人，不超过 ${limit.cap} 人。`, { facts, workings })
  if (size >= limit.min) return judged('达标', `${head}，在 ${limit.min} 至 ${limit.max} 人之内。`, { facts, workings })
  const remedies = [appoint(organization, asOf, '委员', '登记补选的委员')]
  const short = judged('不达标', `${head}，少于 ${limit.min} 人。`, { facts, workings, remedies })
  return limit.isRedBelow ? { ...short, severity: '红线' } : short
}

/** A22：支部委员会 3 至 5 人，一般不超过 7 人。 */
export const branchCommitteeSize: OrganizationRule = {
  id: 'A22',
  parameters: ['branchCommittee'],
  judge: (organization, asOf, profile) => {
    const limit = profile.values.branchCommittee
    if (limit === null) return notPrescribed(profile, '支部委员会的人数')
    if (organization.level !== '党支部') return notApplicable(`${organization.shortName}不是党支部。`)
    if (!hasCommittee(organization, asOf)) return notApplicable(`${organization.shortName}没有设支部委员会。`)
    return sizeVerdict(organization, asOf, '支部委员会', { ...limit, isRedBelow: false })
  },
}

/** A23：党总支委员会 5 至 7 人，一般不超过 9 人。 */
export const generalCommitteeSize: OrganizationRule = {
  id: 'A23',
  parameters: ['generalCommittee'],
  judge: (organization, asOf, profile) => {
    const limit = profile.values.generalCommittee
    if (limit === null) return notPrescribed(profile, '党总支委员会的人数')
    if (organization.level !== '党总支') return notApplicable(`${organization.shortName}不是党总支。`)
    if (organization.posts.length === 0) {
      return judged('待确认', `${organization.shortName}没有登记班子，无法判定委员会人数。`, {
        remedies: [appoint(organization, asOf, '书记')],
      })
    }
    return sizeVerdict(organization, asOf, '委员会', { ...limit, isRedBelow: true })
  },
}

const DUTIES = ['书记', '组织', '宣传', '纪检'] as const
type Duty = (typeof DUTIES)[number]
const DUTY_TITLES: Readonly<Record<Duty, PostTitle>> = { 书记: '书记', 组织: '组织委员', 宣传: '宣传委员', 纪检: '纪检委员' }

/** 担任某项职责的在任职务：按职务名，或分工里写明。 */
function holders(posts: readonly PostFacts[], duty: Duty): PostFacts[] {
  if (duty === '书记') return posts.filter((post) => post.title === '书记')
  return posts.filter((post) => post.title === DUTY_TITLES[duty] || post.duty.includes(duty))
}

/** 书记兼任纪检：没有别的人担任纪检。 */
function isSecretaryDisciplining(posts: readonly PostFacts[]): boolean {
  const secretaries = new Set(holders(posts, '书记').map((post) => post.memberId))
  const discipline = holders(posts, '纪检')
  return discipline.length > 0 && discipline.every((post) => secretaries.has(post.memberId))
}

/** A24：设支部委员会的，书记、组织、宣传、纪检四项职责都有人。 */
export const committeeDuties: OrganizationRule = {
  id: 'A24',
  parameters: ['branchCommittee'],
  judge: (organization, asOf, profile) => {
    if (profile.values.branchCommittee === null) return notPrescribed(profile, '支部委员会的职责配备')
    if (organization.level !== '党支部') return notApplicable(`${organization.shortName}不是党支部。`)
    if (!hasCommittee(organization, asOf)) return notApplicable(`${organization.shortName}没有设支部委员会。`)
    const posts = committeePosts(organization.posts, asOf)
    const missing = DUTIES.filter((duty) => holders(posts, duty).length === 0)
    const facts = boardFacts(organization, asOf)
    const workings = DUTIES.map((duty) => `${duty}：${names(holders(posts, duty)) || '没有人'}`)
    if (missing.length > 0) {
      return judged('不达标', `${organization.shortName}支部委员会缺${missing.map((duty) => DUTY_TITLES[duty]).join('、')}。`, {
        facts,
        workings,
        remedies: missing.map((duty) => appoint(organization, asOf, DUTY_TITLES[duty])),
      })
    }
    if (isSecretaryDisciplining(posts)) {
      const message = `${organization.shortName}书记、组织、宣传、纪检四项职责都有人，其中纪检由书记兼任，不利于监督。`
      return judged('提示', message, {
        facts,
        workings,
        memberIds: idsOf(holders(posts, '纪检')),
        remedies: [appoint(organization, asOf, '纪检委员')],
      })
    }
    return judged('达标', `${organization.shortName}书记、组织、宣传、纪检四项职责都有人。`, { facts, workings })
  },
}

function idsOf(posts: readonly PostFacts[]): string[] {
  return [...new Set(posts.map((post) => post.memberId))]
}

function names(posts: readonly PostFacts[]): string {
  return [...new Set(posts.map((post) => post.memberName))].join('、')
}

/** A25：正式党员不足 7 人的党支部设 1 名书记，可增 1 名副书记，不新设支部委员会。 */
export const smallBranchBoard: OrganizationRule = {
  id: 'A25',
  parameters: ['committeeRequiredAt'],
  judge: (organization, asOf, profile) => {
    const threshold = profile.values.committeeRequiredAt
    if (threshold === null) return notPrescribed(profile, '不设支部委员会时的班子')
    if (organization.level !== '党支部') return notApplicable(`${organization.shortName}不是党支部。`)
    const full = organization.fullMemberCount
    if (full >= threshold) return notApplicable(`${organization.shortName}正式党员 ${full} 人，应设支部委员会。`)
    if (organization.posts.length === 0) return notApplicable(`${organization.shortName}没有登记班子，书记是否到位另行判定。`)
    const posts = committeePosts(organization.posts, asOf)
    const count = (title: PostTitle): number => new Set(posts.filter((post) => post.title === title).map((post) => post.memberId)).size
    const [secretaries, deputies] = [count('书记'), count('副书记')]
    const facts = [...sizeFacts(organization, asOf), ...boardFacts(organization, asOf)]
    const workings = [`正式党员 ${full} < ${threshold}`, `书记 ${secretaries} 人，应为 1 人`, `副书记 ${deputies} 人，不超过 1 人`]
    if (secretaries === 0) {
      const message = `${organization.shortName}正式党员 ${full} 人，应设 1 名书记，现在空缺。`
      const isVacant = secretaryVacancy(organization.posts, asOf) !== null
      return judged(isVacant ? '提示' : '不达标', message, { facts, workings, remedies: [appoint(organization, asOf, '书记')] })
    }
    const holding = (title: PostTitle) => idsOf(posts.filter((post) => post.title === title))
    if (secretaries > 1) {
      return judged('不达标', `${organization.shortName}只应设 1 名书记，在任 ${secretaries} 名。`, {
        facts,
        workings,
        memberIds: holding('书记'),
      })
    }
    if (deputies > 1) {
      return judged('不达标', `${organization.shortName}正式党员 ${full} 人，至多增设 1 名副书记，在任 ${deputies} 名。`, {
        facts,
        workings,
        memberIds: holding('副书记'),
      })
    }
    if (hasCommittee(organization, asOf)) {
      const message = `${organization.shortName}正式党员 ${full} 人，不足 ${threshold} 人，下届起不再设支部委员会。`
      return judged('提示', message, { facts, workings })
    }
    return judged('达标', `${organization.shortName}正式党员 ${full} 人，设 1 名书记${deputies > 0 ? '、1 名副书记' : ''}。`, {
      facts,
      workings,
    })
  },
}

/** A26：支部委员会设立纪检委员。 */
export const disciplineMember: OrganizationRule = {
  id: 'A26',
  parameters: [],
  judge: (organization, asOf) => {
    if (organization.level !== '党支部') return notApplicable(`${organization.shortName}不是党支部。`)
    if (!hasCommittee(organization, asOf)) return notApplicable(`${organization.shortName}没有设支部委员会。`)
    const posts = committeePosts(organization.posts, asOf)
    const discipline = holders(posts, '纪检')
    const facts = boardFacts(organization, asOf)
    const workings = [`纪检：${names(discipline) || '没有人'}`]
    const remedies = [appoint(organization, asOf, '纪检委员')]
    if (discipline.length === 0) {
      return judged('不达标', `${organization.shortName}支部委员会没有纪检委员。`, { facts, workings, remedies })
    }
    if (isSecretaryDisciplining(posts)) {
      return judged('提示', `${organization.shortName}的纪检委员由书记${names(discipline)}兼任，宜另设。`, {
        facts,
        workings,
        memberIds: idsOf(discipline),
        remedies,
      })
    }
    return judged('达标', `${organization.shortName}支部委员会设有纪检委员${names(discipline)}。`, {
      facts,
      workings,
      memberIds: idsOf(discipline),
    })
  },
}

/** A27：必要时增加一名副书记。 */
export const deputyLimit: OrganizationRule = {
  id: 'A27',
  parameters: ['deputyMax'],
  judge: (organization, asOf, profile) => {
    const limit = profile.values.deputyMax
    if (organization.level !== '党支部' && organization.level !== '党总支')
      return notApplicable(`${organization.shortName}不是党支部、党总支。`)
    const deputies = committeePosts(organization.posts, asOf).filter((post) => post.title === '副书记')
    const count = new Set(deputies.map((post) => post.memberId)).size
    if (count === 0) return notApplicable(`${organization.shortName}没有设副书记。`)
    const detail = {
      facts: boardFacts(organization, asOf),
      workings: [`副书记 ${count} 人，不超过 ${limit} 人`],
      memberIds: idsOf(deputies),
    }
    if (count <= limit) return judged('达标', `${organization.shortName}设 ${count} 名副书记。`, detail)
    return judged('不达标', `${organization.shortName}有 ${count} 名副书记，一般只增加 ${limit} 名。`, detail)
  },
}

/** 换届或调整后几天内明确分工〔产品默认〕。 */
const DUTY_DAYS = 30

/** A33：班子成员分工明确——每人有职务分工或书面分工。 */
export const divisionOfDuties: OrganizationRule = {
  id: 'A33',
  parameters: [],
  judge: (organization, asOf) => {
    if (organization.level === '党小组') return notApplicable('党小组没有委员会。')
    const posts = committeePosts(organization.posts, asOf)
    if (posts.length === 0) return notApplicable(`${organization.shortName}没有登记在任班子。`)
    const lacking = posts.filter((post) => !posts.some((other) => other.memberId === post.memberId && hasDuty(other)))
    const facts = boardFacts(organization, asOf)
    const workings = [
      `在任 ${committeeSize(organization.posts, asOf)} 人，没有分工 ${lacking.length} 人`,
      `任职后 ${DUTY_DAYS} 日内明确〔产品默认〕`,
    ]
    if (lacking.length === 0) return judged('达标', `${organization.shortName}班子成员都有分工。`, { facts, workings })
    const dueOn = lacking.map((post) => addDays(post.fromOn, DUTY_DAYS)).toSorted()[0] ?? asOf
    const remedies = lacking.map((post) => ({
      label: `登记${post.memberName}的分工`,
      route: 'election.updateDuty',
      input: { postId: post.id, documentNo: post.documentNo },
    }))
    const who = `${names(lacking)}没有登记分工`
    const detail = { facts, workings, memberIds: idsOf(lacking) }
    if (asOf <= dueOn) return judged('待确认', `${organization.shortName}${who}，应在 ${dueOn} 前明确。`, { ...detail, dueOn, remedies })
    return judged('不达标', `${organization.shortName}${who}，已超过任职后 ${DUTY_DAYS} 日。`, { ...detail, dueOn, remedies })
  },
}

/** 职务本身就是分工的（书记、组织委员……）不必另写；委员、副书记须写明。 */
function hasDuty(post: PostFacts): boolean {
  return post.duty !== '' || (post.title !== '委员' && post.title !== '副书记')
}

export const COMMITTEE_RULES: readonly OrganizationRule[] = [
  committeeRequired,
  branchCommitteeSize,
  generalCommitteeSize,
  committeeDuties,
  smallBranchBoard,
  disciplineMember,
  deputyLimit,
  divisionOfDuties,
]
