import type { PlainDate } from '../calendar/plain-date.ts'
import { committeePosts, isInOffice } from '../election/tenure.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, type OrganizationRule } from '../organization/group-index.ts'
import type { Fact } from '../regulation/finding.ts'
import { judged } from '../regulation/rule.ts'
import type { VoteMatter } from './activity-types.ts'
import type { ActivityFacts, VoteFacts } from './facts.ts'
import { activityFact, latest, reviseRemedy } from './gap-judgement.ts'
import { heldInYear, notBranch } from './meeting-rules.ts'
import { isCommitteeQuorate } from './period-checks.ts'

type Ballot = { readonly activity: ActivityFacts; readonly vote: VoteFacts }

function ballotsOf(organization: OrganizationFacts, asOf: PlainDate, matters: readonly VoteMatter[]): Ballot[] {
  return heldInYear(organization, asOf).flatMap((activity) =>
    activity.votes.filter((vote) => matters.includes(vote.matter)).map((vote) => ({ activity, vote })),
  )
}

function ballotFact({ activity, vote }: Ballot): Fact {
  const { matter, subject, expectedCount, presentCount, approveCount, writtenApproveCount } = vote
  const written = writtenApproveCount > 0 ? `、书面赞成 ${writtenApproveCount}` : ''
  return activityFact(
    activity,
    `${matter}${subject === '' ? '' : `（${subject}）`}：应到 ${expectedCount}、实到 ${presentCount}、赞成 ${approveCount}${written}`,
  )
}

type VoteRule = {
  readonly id: string
  readonly matters: readonly VoteMatter[]
  readonly what: string
  readonly line: string
  readonly isQuorate: (vote: VoteFacts) => boolean
}

/** 表决的到会线：够不够人数。赞成不过线只是没有通过，不是违规。 */
function voteRule({ id, matters, what, line, isQuorate }: VoteRule): OrganizationRule {
  return {
    id,
    parameters: [],
    judge: (organization, asOf) => {
      const refused = notBranch(organization)
      if (refused) return refused
      const ballots = ballotsOf(organization, asOf, matters)
      if (ballots.length === 0) return notApplicable(`${organization.shortName}今年的会议记录里没有${what}。`)
      const invalid = ballots.filter(({ vote }) => !isQuorate(vote))
      const facts = latest(invalid.length > 0 ? invalid : ballots).map(ballotFact)
      const workings = [
        line,
        ...ballots.map(({ activity, vote }) => `${activity.heldOn}：实到 ${vote.presentCount}、应到 ${vote.expectedCount}`),
      ]
      if (invalid.length === 0) {
        return judged('达标', `${organization.shortName}今年 ${ballots.length} 次${what}，到会人数都够。`, { facts, workings })
      }
      const days = [...new Set(invalid.map(({ activity }) => activity.heldOn))].join('、')
      return judged('不达标', `${organization.shortName}有 ${invalid.length} 次${what}到会人数不够，会议无效：${days}。`, {
        facts,
        workings,
        remedies: [...new Set(invalid.map(({ activity }) => activity))].map((each) =>
          reviseRemedy(organization, each, `核对 ${each.heldOn} 的应到与实到，不够的另行开会表决`),
        ),
      })
    },
  }
}

/** N-04：党员大会表决，到会有表决权的不少于应到会的半数。 */
export const congressQuorum = voteRule({
  id: 'N-04',
  matters: ['一般事项'],
  what: '党员大会表决',
  line: '到会有表决权 ≥ 应到会有表决权 ÷ 2（“半数以上”含半数）',
  isQuorate: ({ presentCount, expectedCount }) => presentCount * 2 >= expectedCount,
})

/** N-27：接收、转正大会，到会有表决权的须超过应到会的半数。 */
export const admissionQuorum = voteRule({
  id: 'N-27',
  matters: ['接收预备党员', '预备党员转正'],
  what: '接收、转正的表决',
  line: '到会有表决权 > 应到会有表决权 ÷ 2（必须超过半数；会前书面意见不算到会）',
  isQuorate: ({ presentCount, expectedCount }) => presentCount * 2 > expectedCount,
})

/** N-09：选举，到会有选举权的不少于应到会的五分之四。 */
export const electionQuorum = voteRule({
  id: 'N-09',
  matters: ['选举'],
  what: '选举',
  line: '到会有选举权 ≥ 应到会有选举权 × 4 ÷ 5',
  isQuorate: ({ presentCount, expectedCount }) => presentCount * 5 >= expectedCount * 4,
})

/** N-05：支委会须有半数以上委员到会。 */
export const committeeQuorum: OrganizationRule = {
  id: 'N-05',
  parameters: [],
  judge: (organization, asOf) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const meetings = heldInYear(organization, asOf, '支委会')
    if (meetings.length === 0) return notApplicable(`${organization.shortName}今年没有支委会记录。`)
    const invalid = meetings.filter((each) => !isCommitteeQuorate(each))
    const workings = [
      '到会委员 ≥ 委员总数 ÷ 2（含半数，4 名委员到 2 名有效）',
      ...meetings.map((each) => `${each.heldOn}：到会 ${each.presentCount}、委员 ${each.expectedCount}`),
      '重要事项提交党员大会前是否先经支委会讨论，由人对照会议记录核对',
    ]
    const facts = latest(invalid.length > 0 ? invalid : meetings).map((each) => activityFact(each))
    if (invalid.length === 0) {
      return judged('达标', `${organization.shortName}今年 ${meetings.length} 次支委会，到会委员都不少于半数。`, { facts, workings })
    }
    return judged('不达标', `${organization.shortName}有 ${invalid.length} 次支委会到会委员不足半数，会议无效：${daysOf(invalid)}。`, {
      facts,
      workings,
      remedies: invalid.map((each) => reviseRemedy(organization, each, `核对 ${each.heldOn} 的到会委员，不够的另行开会`)),
    })
  },
}

function daysOf(activities: readonly ActivityFacts[]): string {
  return activities.map((each) => each.heldOn).join('、')
}

type HostStanding = '合规' | '不合规' | '没有登记'

/** 主持人那天是不是书记、副书记、委员（党小组会为组长）。只写了姓名的按姓名对。 */
function hostStanding(organization: OrganizationFacts, activity: ActivityFacts): HostStanding {
  if (activity.hostId === null && activity.hostName === '') return '没有登记'
  const isHost = (id: string, name: string) => (activity.hostId === null ? name === activity.hostName : id === activity.hostId)
  if (activity.groupId !== null) {
    const group = organization.life.groups.find((each) => each.id === activity.groupId)
    if (!group || group.leaders.length === 0) return '没有登记'
    return group.leaders.some((post) => isInOffice(post, activity.heldOn) && isHost(post.memberId, post.memberName)) ? '合规' : '不合规'
  }
  const posts = committeePosts(organization.posts, activity.heldOn)
  if (posts.length === 0) return '没有登记'
  return posts.some((post) => isHost(post.memberId, post.memberName)) ? '合规' : '不合规'
}

/** N-06：党员大会、支委会由书记（或受委托的副书记、委员）主持，党小组会由组长主持。 */
export const meetingHost: OrganizationRule = {
  id: 'N-06',
  parameters: [],
  judge: (organization, asOf) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const meetings = heldInYear(organization, asOf).filter((each) =>
      each.groupId === null ? each.counted.includes('党员大会') || each.counted.includes('支委会') : each.counted.includes('党小组会'),
    )
    if (meetings.length === 0) return notApplicable(`${organization.shortName}今年没有党员大会、支委会、党小组会的记录。`)
    const standings = meetings.map((activity) => ({ activity, standing: hostStanding(organization, activity) }))
    const those = (wanted: HostStanding) => standings.filter(({ standing }) => standing === wanted).map(({ activity }) => activity)
    const wrong = those('不合规')
    const unknown = those('没有登记')
    const hostFact = (each: ActivityFacts) => activityFact(each, `主持人 ${each.hostName || '没有登记'}`)
    const workings = ['主持人当日在任书记、副书记或委员；党小组会为当日在任的组长']
    const remedies = [...wrong, ...unknown].map((each) => reviseRemedy(organization, each, `更正 ${each.heldOn} 的主持人`))
    if (wrong.length > 0) {
      return judged('不达标', `${organization.shortName}有 ${wrong.length} 次会议的主持人不在任：${daysOf(wrong)}。`, {
        facts: latest(wrong).map(hostFact),
        workings,
        remedies,
      })
    }
    if (unknown.length > 0) {
      return judged('待确认', `${organization.shortName}有 ${unknown.length} 次会议没有登记主持人，或当日没有在任班子、组长可对照。`, {
        facts: latest(unknown).map(hostFact),
        workings,
        remedies,
      })
    }
    return judged('达标', `${organization.shortName}今年 ${meetings.length} 次会议都由在任的书记、委员或组长主持。`, {
      facts: latest(meetings).map(hostFact),
      workings,
    })
  },
}

export const VALIDITY_RULES: readonly OrganizationRule[] = [congressQuorum, committeeQuorum, meetingHost, electionQuorum, admissionQuorum]
