import type { PlainDate } from '../calendar/plain-date.ts'
import { committeePosts } from '../election/tenure.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, notPrescribed, type OrganizationRule } from '../organization/group-index.ts'
import type { ProfileValues } from '../regulation/profile.ts'
import { judged } from '../regulation/rule.ts'
import { EVIDENCE_LIMIT } from './gap-judgement.ts'
import { notYetAnnual } from './lecture-rules.ts'
import { notBranch } from './meeting-rules.ts'
import { judgedYear } from './period-checks.ts'
import { isOver, yearPeriod } from './periods.ts'
import { talkCoverage, type TalkCoverageTable } from './talk.ts'

const RECORDED_IN = '谈心谈话'

/** 判定年度的谈心谈话覆盖：在任委员（没有委员会的为书记）与名册上党籍正常的党员。 */
export function yearCoverage(organization: OrganizationFacts, asOf: PlainDate, values: ProfileValues): TalkCoverageTable {
  const year = judgedYear(asOf)
  const committee = new Map(
    committeePosts(organization.posts, asOf).map((post) => [post.memberId, { id: post.memberId, name: post.memberName }]),
  )
  const talks = organization.life.talks
    .filter((each) => each.heldOn.startsWith(`${year}-`) && each.heldOn <= asOf)
    .flatMap(({ heldOn, talkerIds, subjectIds }) =>
      talkerIds.flatMap((talkerId) => subjectIds.map((memberId) => ({ talkerId, memberId, heldOn }))),
    )
  const members = organization.members.filter((each) => each.partyStatus === '正常').map(({ id, name }) => ({ id, name }))
  return talkCoverage([...committee.values()], members, talks, { minimum: values.talkPairMin ?? 1, coverage: values.talkCoverage })
}

/** B30：支委两两、支委与党员、党员之间每年谈心谈话不少于一次。次数与口径取年末那天的。 */
export const yearlyTalks: OrganizationRule = {
  id: 'B30',
  parameters: ['talkPairMin', 'talkCoverage'],
  judge: (organization, asOf, profile, _group, dated) => {
    const year = judgedYear(asOf)
    const values = dated.on(yearPeriod(year).until)
    const { talkPairMin: minimum, talkCoverage: coverage } = values
    if (minimum === null) return notPrescribed(profile, '谈心谈话的次数')
    const refused = notBranch(organization) ?? notYetAnnual(organization, year, '谈心谈话')
    if (refused) return refused
    const name = organization.shortName
    if (organization.members.length === 0) return notApplicable(`${name}名下没有党员。`)
    const table = yearCoverage(organization, asOf, values)
    const nameOf = new Map(table.committee.map((each) => [each.id, each.name]))
    const pairs = table.pairs.filter((each) => each.count < minimum)
    const members = table.members.filter((each) => each.lacks.length > 0)
    const facts = [
      { label: '支委两两', value: `谈到 ${table.coveredPairCount} ÷ ${table.pairCount} 对`, recordedIn: RECORDED_IN, link: '/life/talk' },
      {
        label: '党员',
        value: `谈够 ${table.coveredMemberCount} ÷ ${table.members.length} 人`,
        recordedIn: RECORDED_IN,
        link: '/life/talk',
      },
      ...pairs.slice(0, EVIDENCE_LIMIT).map((each) => ({
        label: `${nameOf.get(each.aId) ?? ''}、${nameOf.get(each.bId) ?? ''}`,
        value: '支委之间还没有谈',
        recordedIn: RECORDED_IN,
      })),
      ...members.slice(0, EVIDENCE_LIMIT).map((each) => ({ label: each.name, value: each.lacks.join('；'), recordedIn: RECORDED_IN })),
    ]
    const workings = [
      `每年不少于 ${minimum} 次：支委两两；每名党员被${coverage === '全部两两' ? '每名支委' : '任一支委'}谈到；党员之间`,
      ...(table.committee.length === 0 ? ['没有登记在任书记、委员，支委一侧无从核对'] : []),
    ]
    const remedies = [{ label: '登记谈心谈话', route: 'life.recordTalks', input: { organizationId: organization.id } }]
    if (pairs.length === 0 && members.length === 0) {
      return judged('达标', `${name} ${year} 年支委之间、支委与党员、党员之间都谈到了。`, { facts, workings })
    }
    const still = `支委之间还有 ${pairs.length} 对、党员还有 ${members.length} 人没有谈够`
    const due = yearPeriod(year).until
    const memberIds = [...new Set([...pairs.flatMap((each) => [each.aId, each.bId]), ...members.map((each) => each.memberId)])]
    if (!isOver(yearPeriod(year), asOf)) {
      return judged('达标', `${name} ${year} 年${still}，${due} 前办。`, { facts, workings, dueOn: due, remedies, memberIds })
    }
    return judged('不达标', `${name} ${year} 年${still}。`, { facts, workings, remedies, memberIds })
  },
}

export const TALK_RULES: readonly OrganizationRule[] = [yearlyTalks]
