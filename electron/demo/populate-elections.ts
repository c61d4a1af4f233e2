import { addDays, addYears, partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { PostTitle, TermMilestoneKind } from '../../shared/glossary.ts'
import { BRANCHES, COMMITTEE_CODE, DEMO_UNIT, GENERAL_BRANCH, isTrustBranch, type BranchPlan, type SeatPlan } from './group-plan.ts'
import {
  organizationIdOf,
  type Call,
  type OrganizationIds,
  type PartyGroup,
  type RosterMember,
  type Rosters,
  type Step,
} from './population.ts'
import { branchTerms, type DemoTerm } from './terms-plan.ts'

const DUTIES: Partial<Record<PostTitle, string>> = {
  书记: '主持全面工作',
  副书记: '协助书记，分管学习教育',
  组织委员: '组织发展、党员管理与党费收缴',
  宣传委员: '宣传教育与意识形态',
  纪检委员: '党员监督与纪律检查',
  青年委员: '青年工作',
  群团委员: '工会与群团工作',
  统战委员: '统一战线工作',
}

const ISSUED_BY_SUPERIOR: ReadonlySet<TermMilestoneKind> = new Set(['上级提醒', '督促指导', '请示批复', '结果批复'])

const ADMINISTRATIVE_POSTS = ['总经理', '副总经理', '综合部经理', '业务部经理', '财务部经理', '风控部经理', '人力资源部主管', '业务主管']

type Counts = { terms: number; posts: number }

/** 党委、党总支、各支部的历届届次、节点、批复、班子与出缺，以及党小组组长。 */
export async function recordElections(
  call: Call,
  asOf: PlainDate,
  organizations: OrganizationIds,
  rosters: Rosters,
  groups: readonly PartyGroup[],
  step: Step,
): Promise<Counts> {
  const recorder = new ElectionRecorder(call, asOf)
  const cadresOf = (shortName: string) => rosters.byBranch.get(BRANCHES.find((plan) => plan.shortName === shortName)?.code ?? '') ?? []

  await recorder.upperBody(
    organizationIdOf(organizations, COMMITTEE_CODE),
    { seq: 2, electedOn: addYears(asOf, -2), years: 5 },
    [['书记'], ['副书记'], ['组织委员'], ['宣传委员'], ['统战委员'], ['纪委书记'], ['委员']],
    [...cadresOf('机关第一').slice(0, 5), ...cadresOf('机关第二').slice(0, 2)],
  )
  await recorder.upperBody(
    organizationIdOf(organizations, GENERAL_BRANCH.code),
    { seq: 3, electedOn: addDays(addYears(asOf, -1), -60), years: 3 },
    [['书记'], ['副书记'], ['组织委员'], ['宣传委员'], ['纪检委员']],
    ['信托第一', '信托第二', '信托第三', '信托第四', '信托第五'].flatMap((name) => cadresOf(name).slice(0, 1)),
  )
  await step('党委与党总支的届次')

  for (const plan of BRANCHES) {
    const members = rosters.byBranch.get(plan.code) ?? []
    await recorder.branch(plan, organizationIdOf(organizations, plan.code), members)
    await step(`届次与班子：${plan.shortName}`)
  }
  for (const group of groups) await recorder.groupLeader(group)
  return recorder.counts
}

class ElectionRecorder {
  readonly counts: Counts = { terms: 0, posts: 0 }
  private readonly call: Call
  private readonly asOf: PlainDate
  /** 已是支部委员的人，不再兼组长，除非组里没有别的正式党员。 */
  private readonly seated = new Set<string>()

  constructor(call: Call, asOf: PlainDate) {
    this.call = call
    this.asOf = asOf
  }

  async upperBody(
    organizationId: string,
    term: { seq: number; electedOn: PlainDate; years: number },
    seats: readonly SeatPlan[],
    people: readonly RosterMember[],
  ): Promise<void> {
    await this.term(
      organizationId,
      { ...term, milestones: [], approvals: [] },
      seats.length,
      DEMO_UNIT.superiorName,
      DEMO_UNIT.documentCode,
    )
    await this.seats(organizationId, seats, people, { fromOn: term.electedOn, source: '选举', documentNo: '' })
  }

  async branch(plan: BranchPlan, organizationId: string, members: readonly RosterMember[]): Promise<void> {
    const approver = isTrustBranch(plan) ? GENERAL_BRANCH.name : DEMO_UNIT.approver
    const seatCount = plan.hasCommittee === false ? null : plan.seats.length
    if (plan.term === null) {
      const establishedOn = addDays(this.asOf, -45)
      await this.seats(organizationId, plan.seats, members, {
        fromOn: establishedOn,
        source: '指派',
        documentNo: `鹭金信总〔${establishedOn.slice(0, 4)}〕8号`,
      })
    } else {
      const terms = branchTerms(plan.term, this.asOf)
      for (const [index, term] of terms.entries()) {
        await this.term(organizationId, term, seatCount, approver, `鹭金${plan.shortName}支`)
        // 现届必录；2017 年以来有历史的支部补录历届；上一年度考核要看的那一届也录。
        const nextElectedOn = terms[index + 1]?.electedOn
        if (nextElectedOn === undefined || plan.term.history !== undefined || partsOf(nextElectedOn).year >= partsOf(this.asOf).year - 1)
          await this.seats(
            organizationId,
            plan.seats,
            members.filter(({ person }) => person.fullOn !== null && person.fullOn <= term.electedOn),
            { fromOn: term.electedOn, source: '选举', documentNo: '' },
            plan.dutylessSeat,
          )
      }
    }
    await this.departures(plan, organizationId, members)
    await this.administrativePosts(plan, members)
  }

  async groupLeader(group: PartyGroup): Promise<void> {
    if (!group.hasLeader) return
    const { establishedOn } = group
    const fullMembers = group.members.filter(({ person }) => person.fullOn !== null && person.fullOn <= establishedOn)
    const leader = fullMembers.find((member) => !this.seated.has(member.memberId)) ?? fullMembers[0]
    if (!leader) return
    await this.appoint(group.groupId, leader, '组长', { fromOn: establishedOn, source: '选举', documentNo: '' }, '召集党小组会')
  }

  private async term(
    organizationId: string,
    term: Pick<DemoTerm, 'seq' | 'electedOn' | 'milestones' | 'approvals'>,
    seatCount: number | null,
    approver: string,
    ownCode: string,
  ): Promise<void> {
    const year = term.electedOn.slice(0, 4)
    const { termId } = await this.call('election.recordTerm', {
      organizationId,
      seq: term.seq,
      electedOn: term.electedOn,
      seatCount,
      approvalDocumentNo: `鹭金演党〔${year}〕${40 + term.seq}号`,
      resultReportNo: `${ownCode}〔${year}〕${term.seq}号`,
    })
    this.counts.terms += 1
    for (const milestone of term.milestones) {
      await this.call('election.recordMilestone', {
        termId,
        ...milestone,
        // 提醒、督促、批复是上级发的，请示、报告、通知是自己发的。
        documentNo: `${ISSUED_BY_SUPERIOR.has(milestone.kind) ? DEMO_UNIT.documentCode : ownCode}〔${milestone.occurredOn.slice(0, 4)}〕${term.seq + 105}号`,
      })
    }
    for (const approval of term.approvals) {
      await this.call('election.recordApproval', {
        termId,
        ...approval,
        documentNo: `鹭金演党〔${approval.approvedOn.slice(0, 4)}〕${60 + term.seq}号`,
        approver,
      })
    }
  }

  private async seats(
    organizationId: string,
    seats: readonly SeatPlan[],
    people: readonly RosterMember[],
    appointment: { fromOn: PlainDate; source: '选举' | '指派'; documentNo: string },
    dutylessSeat?: number,
  ): Promise<void> {
    for (const [index, titles] of seats.entries()) {
      const member = people[index]
      if (!member) continue
      this.seated.add(member.memberId)
      for (const title of titles) {
        await this.appoint(
          organizationId,
          member,
          title,
          appointment,
          index === dutylessSeat ? '' : (DUTIES[title] ?? '党委分工范围内工作'),
        )
      }
    }
  }

  private async departures(plan: BranchPlan, organizationId: string, members: readonly RosterMember[]): Promise<void> {
    for (const departure of plan.departures ?? []) {
      const { posts } = await this.call('election.board', { organizationId, asOf: this.asOf })
      const post = posts.find((candidate) => candidate.title === departure.title && candidate.untilOn === null)
      if (!post) throw new Error(`${plan.shortName}没有在任的${departure.title}`)
      const untilOn = addDays(this.asOf, -departure.daysAgo)
      await this.call('election.endPost', { postId: post.id, untilOn, endReason: departure.reason })
      const successor = members[plan.seats.length]
      if (departure.filledAfterDays === undefined || !successor) continue
      const fromOn = addDays(untilOn, departure.filledAfterDays)
      await this.appoint(
        organizationId,
        successor,
        departure.title,
        { fromOn, source: '补选', documentNo: '' },
        DUTIES[departure.title] ?? '',
      )
    }
  }

  /** 汇总表里没有行政职务，支部班子与后备人选逐人补录，换届名册要用。 */
  private async administrativePosts(plan: BranchPlan, members: readonly RosterMember[]): Promise<void> {
    if (plan.form === '离退休党支部') return
    for (const [index, { memberId }] of members.slice(0, plan.seats.length + 2).entries()) {
      const { member } = await this.call('member.detail', { memberId, asOf: this.asOf })
      const adminPost = ADMINISTRATIVE_POSTS[index] ?? '业务主管'
      await this.call('member.update', { memberId, profile: { ...member, adminPost } })
    }
  }

  private async appoint(
    organizationId: string,
    member: RosterMember,
    title: PostTitle,
    appointment: { fromOn: PlainDate; source: '选举' | '补选' | '指派'; documentNo: string },
    duty: string,
  ): Promise<void> {
    await this.call('election.appoint', { organizationId, memberId: member.memberId, title, duty, ...appointment })
    this.counts.posts += 1
  }
}
