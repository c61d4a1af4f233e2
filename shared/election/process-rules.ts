import { addDays, addMonths, type PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, type OrganizationRule } from '../organization/group-index.ts'
import type { Fact, Remedy } from '../regulation/finding.ts'
import { judged, type Judgement } from '../regulation/rule.ts'
import { countBallot, outcomeOf, type BallotCount } from './ballot.ts'
import { electionLink, type BallotFacts, type ElectionFacts } from './election-facts.ts'
import { DOUBTFUL_GROUND } from './electorate.ts'
import { electedTerms } from './tenure.ts'

const RECORDED_IN = '选举流程'

/** 结果报告应在会后几日内、批复备案应在报告后几日内〔产品默认〕。 */
const REPORT_DAYS = 7
const REPLY_DAYS = 30

/** 本届以来的选举：选出本届的那次、本届的补选与指派，和正在办的下一次。先后为序。 */
function currentElections(organization: OrganizationFacts, asOf: PlainDate): ElectionFacts[] {
  const current = electedTerms(organization.terms, asOf).at(-1)
  return organization.elections.filter(
    (each) => each.meetingOn <= asOf && (!current || each.newTermId === current.id || each.meetingOn >= current.electedOn),
  )
}

/** 已经投过票（或确认过当选）的选举；指派没有选举。 */
function heldElections(organization: OrganizationFacts, asOf: PlainDate): ElectionFacts[] {
  return currentElections(organization, asOf).filter(
    (each) => each.form !== '指派' && (each.confirmedOn !== null || each.ballots.length > 0 || asOf > each.meetingOn),
  )
}

function title(election: ElectionFacts): string {
  return `${election.meetingOn} ${election.form}`
}

function fact(election: ElectionFacts, value: string): Fact {
  return { label: title(election), value, recordedIn: RECORDED_IN, link: electionLink(election) }
}

/** 打开那几个流程补登。 */
function open(elections: readonly ElectionFacts[], label: string): Remedy[] {
  return [...new Set(elections.map(({ id }) => id))].map((processId) => ({ label, route: 'election.processes', input: { processId } }))
}

function none(organization: OrganizationFacts): Judgement {
  return notApplicable(`${organization.shortName}本届没有在换届流程里登记的选举。`)
}

/** N-10：委员候选人的差额不少于应选人数的百分之二十；不足一人的进一。 */
export const candidateMargin: OrganizationRule = {
  id: 'N-10',
  parameters: [],
  judge: (organization, asOf) => {
    const name = organization.shortName
    // 另选、再投只就剩下的名额，差额看第一次正式选举；还没有投票的看正式候选人名单。
    const rows = currentElections(organization, asOf).flatMap((election) => {
      const first = election.ballots.find((each) => each.office === '委员' && each.kind === '正式选举')
      const listed = first ? first.nominees.filter((each) => !each.isWriteIn).length : (election.officialCandidates.委员 ?? 0)
      const seats = first?.seats ?? election.seatCount
      return seats === null || listed === 0 ? [] : [{ election, seats, listed, needed: seats + Math.ceil(seats / 5) }]
    })
    if (rows.length === 0) return notApplicable(`${name}本届没有登记委员的候选人名单。`)
    const short = rows.filter((each) => each.listed < each.needed)
    const facts = rows.map((each) => fact(each.election, `应选委员 ${each.seats} 名，候选人 ${each.listed} 名`))
    const workings = rows.map(
      ({ seats, needed, listed }) => `应选 ${seats} + 差额 ${seats} × 20% 向上取整 ${needed - seats} = ${needed}，候选人 ${listed}`,
    )
    if (short.length === 0) return judged('达标', `${name}委员候选人的差额不少于百分之二十。`, { facts, workings })
    return judged(
      '不达标',
      `${name}${short.map(({ election, listed, needed }) => `${title(election)}的委员候选人 ${listed} 名，不足 ${needed} 名`).join('；')}。`,
      {
        facts,
        workings,
        remedies: open(
          short.map(({ election }) => election),
          '核对候选人名单',
        ),
      },
    )
  },
}

/** N-11：上级同意人选的批复早于选举日，有酝酿记录。 */
export const candidateConsent: OrganizationRule = {
  id: 'N-11',
  parameters: [],
  judge: (organization, asOf) => {
    const name = organization.shortName
    const held = heldElections(organization, asOf)
    if (held.length === 0) return none(organization)
    const rows = held.map((election) => {
      const approvedOn = election.done.批复 ?? null
      const discussedOn = election.done.候选人酝酿 ?? null
      const lacks = [
        ...(approvedOn === null ? ['没有登记上级批复'] : approvedOn >= election.meetingOn ? [`批复 ${approvedOn} 不早于选举日`] : []),
        ...(discussedOn === null ? ['没有登记候选人酝酿'] : discussedOn > election.meetingOn ? [`酝酿 ${discussedOn} 晚于选举日`] : []),
      ]
      return { election, approvedOn, discussedOn, lacks }
    })
    const wrong = rows.filter(({ lacks }) => lacks.length > 0)
    const facts = rows.map(({ election, approvedOn, discussedOn }) =>
      fact(election, `批复 ${approvedOn ?? '没有登记'}，酝酿 ${discussedOn ?? '没有登记'}`),
    )
    const workings = ['上级同意人选的批复须早于选举日；正式候选人须在会前经党员酝酿确定。是不是按多数党员意见提出的，由人核对']
    if (wrong.length === 0) return judged('达标', `${name}的候选人经上级同意、会前酝酿，再交大会选举。`, { facts, workings })
    return judged('不达标', `${name}${wrong.map(({ election, lacks }) => `${title(election)}${lacks.join('、')}`).join('；')}。`, {
      facts,
      workings,
      remedies: open(
        wrong.map(({ election }) => election),
        '补登批复与酝酿',
      ),
    })
  },
}

function counted(ballot: BallotFacts): BallotCount {
  const tallies = new Map(ballot.nominees.map(({ memberId, ayes, noes, abstentions }) => [memberId, { ayes, noes, abstentions }]))
  return countBallot(ballot, ballot.nominees, { entry: '汇总', invalidCount: ballot.invalidCount, tallies })
}

function ballotTitle(ballot: BallotFacts): string {
  return `${ballot.heldOn} 选${ballot.office}${ballot.kind === '正式选举' ? '' : `（${ballot.kind}）`}`
}

function ballotFact(election: ElectionFacts, ballot: BallotFacts, value: string): Fact {
  return { label: ballotTitle(ballot), value, recordedIn: RECORDED_IN, link: electionLink(election) }
}

/** N-12：当选须赞成票过实到会的半数；平票再投、不足另选，没有办完的待确认。 */
export const electedByMajority: OrganizationRule = {
  id: 'N-12',
  parameters: [],
  judge: (organization, asOf) => {
    const name = organization.shortName
    const elections = currentElections(organization, asOf).map((election) => ({
      election,
      ballots: election.ballots.filter((each) => each.isSigned && each.heldOn <= asOf),
    }))
    const rows = elections.flatMap(({ election, ballots }) => ballots.map((ballot) => ({ election, ballot, count: counted(ballot) })))
    if (rows.length === 0) return notApplicable(`${name}本届没有签字确认的计票。`)
    const wrong = rows.filter(({ count }) => !count.attendance.isValid)
    const pending = elections.flatMap(({ ballots }) =>
      [...new Set(ballots.map(({ office }) => office))].flatMap((office) => {
        const rounds = ballots.filter((each) => each.office === office).toSorted((a, b) => a.round - b.round)
        const [first] = rounds
        if (!first) return []
        const { next } = outcomeOf(
          rounds.map((each) => ({ kind: each.kind, seats: each.seats, count: counted(each), isReduced: each.isReduced })),
          first.seats,
        )
        return next && next.kind !== '正式选举' ? [{ office, next }] : []
      }),
    )
    const facts = rows.map(({ election, ballot, count }) => ballotFact(election, ballot, count.conclusion))
    const workings = [
      '赞成票 > 实到会有选举权人数 ÷ 2 始得当选；过半的多于应选取票多的，末位相等的再投，不足的另选',
      ...rows.flatMap(({ count }) => count.workings.slice(-1)),
    ]
    const remedies = open(
      rows.map(({ election }) => election),
      '看计票',
    )
    if (wrong.length > 0)
      return judged('不达标', `${name}${wrong.map(({ ballot }) => ballotTitle(ballot)).join('、')}到会人数不够，选举无效。`, {
        facts,
        workings,
        remedies,
      })
    const short = rows.filter(({ ballot, count }) => ballot.kind !== '再投' && count.problems.length > 0)
    if (short.length > 0)
      return judged('不达标', `${name}${short.map(({ ballot, count }) => `${ballotTitle(ballot)}：${count.problems[0] ?? ''}`).join('')}`, {
        facts,
        workings,
        remedies,
      })
    if (pending.length > 0)
      return judged(
        '待确认',
        `${name}${pending.map(({ office, next }) => `${office}还应${next.kind} ${next.seats} 名`).join('、')}，办完再确认。`,
        { facts, workings, remedies },
      )
    return judged('达标', `${name}的当选人赞成票都超过实到会的半数。`, { facts, workings })
  },
}

/** N-13：收回的选票不多于发出的。 */
export const papersCollected: OrganizationRule = {
  id: 'N-13',
  parameters: [],
  judge: (organization, asOf) => {
    const name = organization.shortName
    const rows = currentElections(organization, asOf).flatMap((election) => election.ballots.map((ballot) => ({ election, ballot })))
    if (rows.length === 0) return notApplicable(`${name}本届没有登记计票。`)
    const over = rows.filter(({ ballot }) => ballot.collectedCount > ballot.issuedCount)
    const facts = rows.map(({ election, ballot: each }) =>
      ballotFact(election, each, `发出 ${each.issuedCount} 张，收回 ${each.collectedCount} 张，无效 ${each.invalidCount} 张`),
    )
    const workings = ['收回 ≤ 发出，选举有效；一张票所选人数 ≤ 应选名额的有效，逐张录入时当场判；全部无记名']
    if (over.length === 0) return judged('达标', `${name}各次选举收回的选票都不多于发出的。`, { facts, workings })
    return judged(
      '不达标',
      `${name}${over.map(({ ballot: each }) => `${ballotTitle(each)}收回 ${each.collectedCount} 张，多于发出 ${each.issuedCount} 张`).join('；')}，选举无效。`,
      {
        facts,
        workings,
        remedies: open(
          over.map(({ election }) => election),
          '核对选票',
        ),
      },
    )
  },
}

/** N-14：不计入应到会的，有上级同意、党员大会通过，且属所列情形。 */
export const approvedExclusions: OrganizationRule = {
  id: 'N-14',
  parameters: [],
  judge: (organization, asOf) => {
    const name = organization.shortName
    const rows = currentElections(organization, asOf).flatMap((election) =>
      election.exclusions.map((each) => ({
        election,
        each,
        lacks: [
          ...(each.approvalDocumentNo === '' || each.approvedOn === null ? ['没有上级同意'] : []),
          // 大会当天通过；会后还没有登记的才算缺。
          ...(asOf > election.meetingOn && each.adoptedOn === null ? ['没有大会通过'] : []),
        ],
      })),
    )
    if (rows.length === 0) return notApplicable(`${name}本届选举没有登记不计入应到会的党员。`)
    const wrong = rows.filter(({ lacks }) => lacks.length > 0)
    const doubtful = rows.filter(({ each }) => each.ground === DOUBTFUL_GROUND)
    const facts = rows.map(({ election, each, lacks }) => ({
      label: each.name,
      value: `${title(election)}，${each.ground}；${lacks.length > 0 ? lacks.join('、') : `${each.approvalDocumentNo}，大会 ${each.adoptedOn ?? '当天'}通过`}`,
      recordedIn: RECORDED_IN,
      link: electionLink(election),
    }))
    const workings = ['须经上级同意，并由党员大会通过；情形按所列五类，第六类只见于另一版本']
    const detail = {
      facts,
      workings,
      memberIds: [...new Set(rows.map(({ each }) => each.memberId))],
      remedies: open(
        rows.map(({ election }) => election),
        '补登同意与通过',
      ),
    }
    if (wrong.length > 0)
      return judged(
        '不达标',
        `${name}不计入应到会的党员中，${wrong.map(({ each, lacks }) => `${each.name}${lacks.join('、')}`).join('；')}。`,
        detail,
      )
    if (doubtful.length > 0)
      return judged('待确认', `${name}有 ${doubtful.length} 名党员按“${DOUBTFUL_GROUND}”不计入应到会，两个版本不一，请确认。`, detail)
    return judged('达标', `${name}不计入应到会的 ${rows.length} 名党员都有上级同意与大会通过。`, { ...detail, remedies: [] })
  },
}

/** N-07：选举结果报上级：书记、副书记经批准，委员备案。没有在流程里登记的，看本届的批复文号，由人核对。 */
export const resultsApproved: OrganizationRule = {
  id: 'N-07',
  parameters: [],
  judge: (organization, asOf) => {
    const name = organization.shortName
    if (organization.level === '党委') return notApplicable(`${name}的选举结果报上级党组织，不在本集团登记。`)
    const confirmed = currentElections(organization, asOf).filter((each) => each.confirmedOn !== null && each.form !== '指派')
    if (confirmed.length === 0) return byDocumentNo(organization, asOf)
    const rows = confirmed.map((election) => {
      const { 结果报告: reportedOn, 结果批复: repliedOn, 备案: filedOn } = election.done
      const lacks = [
        ...(reportedOn === undefined ? ['结果报告'] : []),
        ...(repliedOn === undefined ? ['书记、副书记的批准'] : []),
        ...(filedOn === undefined ? ['委员备案'] : []),
      ]
      return { election, lacks, by: addDays(reportedOn ?? addDays(election.meetingOn, REPORT_DAYS), REPLY_DAYS) }
    })
    const lacking = rows.filter(({ lacks }) => lacks.length > 0)
    const overdue = lacking.filter(({ by }) => asOf > by)
    const facts = rows.map(({ election, lacks }) => fact(election, lacks.length === 0 ? '报告、批准、备案齐' : `还没有${lacks.join('、')}`))
    const workings = [`书记、副书记报批准，委员报备案；规定没有给天数，会后 ${REPORT_DAYS} 天报告、报告后 ${REPLY_DAYS} 天〔产品默认〕`]
    const detail = {
      facts,
      workings,
      remedies: open(
        lacking.map(({ election }) => election),
        '登记结果批复与备案',
      ),
    }
    if (overdue.length > 0)
      return judged(
        '不达标',
        `${name}${overdue.map(({ election, lacks }) => `${title(election)}没有登记${lacks.join('、')}`).join('；')}。`,
        detail,
      )
    const dueOn = lacking.map(({ by }) => by).toSorted()[0] ?? null
    if (lacking.length > 0)
      return judged('达标', `${name}的选举结果还要办${lacking.flatMap(({ lacks }) => lacks).join('、')}，${dueOn ?? ''} 前办。`, {
        ...detail,
        dueOn,
      })
    return judged('达标', `${name}的选举结果已报上级批准、备案。`, { facts, workings })
  },
}

/** 直接登记的届次没有流程：有批复文号的算批准过，没有的请人核对。 */
function byDocumentNo(organization: OrganizationFacts, asOf: PlainDate): Judgement {
  const name = organization.shortName
  const term = electedTerms(organization.terms, asOf).at(-1)
  if (!term) return notApplicable(`${name}没有登记届次。`)
  const repliedOn = term.milestones.findLast(({ kind, occurredOn }) => kind === '结果批复' && occurredOn <= asOf)?.occurredOn ?? null
  const facts: Fact[] = [
    {
      label: `第 ${term.seq} 届 ${term.electedOn} 选出`,
      value: term.approvalDocumentNo || (repliedOn === null ? '没有登记批复' : `${repliedOn} 批复`),
      recordedIn: '届次登记',
    },
  ]
  const workings = ['本届直接登记，没有走换届流程：按届次的批复文号或“结果批复”节点看；委员备案由人核对']
  if (term.approvalDocumentNo !== '' || repliedOn !== null) return judged('达标', `${name}本届的选举结果有上级批复。`, { facts, workings })
  return judged('待确认', `${name}本届没有登记选举结果的批复，请核对。`, {
    facts,
    workings,
    remedies: [{ label: '补登批复文号', route: 'election.board', input: { organizationId: organization.id } }],
  })
}

/** N-03：成立党支部的请示，一个月以内批复，并报上级备案。 */
export const establishmentReply: OrganizationRule = {
  id: 'N-03',
  parameters: [],
  judge: (organization, asOf) => {
    const name = organization.shortName
    const first = organization.elections.find((each) => each.form === '首届')
    const requestedOn = first?.done.请示
    if (!first || requestedOn === undefined) return notApplicable(`${name}没有在首届选举流程里登记成立请示。`)
    const { 批复: repliedOn, 备案: filedOn } = first.done
    const by = addMonths(requestedOn, 1)
    const facts = [fact(first, `请示 ${requestedOn}，批复 ${repliedOn ?? '没有登记'}，备案 ${filedOn ?? '没有登记'}`)]
    const workings = [`请示 ${requestedOn} + 1 个月 = ${by}，当日有效；收文日没有另记的，按请示日算`]
    const detail = { facts, workings, remedies: open([first], '登记批复与备案') }
    if (repliedOn === undefined && asOf > by)
      return judged('不达标', `${name}的成立请示 ${requestedOn} 报送，过了 1 个月没有批复。`, detail)
    if (repliedOn === undefined) return judged('达标', `${name}的成立请示待批复，${by} 前办。`, { ...detail, dueOn: by })
    if (repliedOn > by) return judged('不达标', `${name}的成立请示 ${requestedOn} 报送，${repliedOn} 才批复，超过 1 个月。`, detail)
    if (filedOn === undefined && first.confirmedOn !== null && asOf > addDays(first.confirmedOn, REPLY_DAYS))
      return judged('不达标', `${name}的成立批复与选举结果没有登记报上级备案。`, detail)
    return judged('达标', `${name}的成立请示 1 个月以内批复${filedOn === undefined ? '，选举以后报上级备案' : '，已报上级备案'}。`, {
      ...detail,
      remedies: [],
    })
  },
}

export const PROCESS_RULES: readonly OrganizationRule[] = [
  establishmentReply,
  resultsApproved,
  candidateMargin,
  candidateConsent,
  electedByMajority,
  papersCollected,
  approvedExclusions,
]
