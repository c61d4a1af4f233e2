import { addDays, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { PostTitle } from '../../shared/glossary.ts'
import { BRANCHES, type BranchPlan } from './group-plan.ts'
import { organizationIdOf, type Call, type OrganizationIds, type RosterMember, type Rosters, type Step } from './population.ts'

/**
 * 几个进行到不同步骤的流程：产业投资换届今天开会、委员已计票签字、书记待选；信托第二刚报请示，预备人选待批；
 * 资产管理补选宣传委员，票录了一多半；会展服务等上级指派书记。都不确认当选，班子与届次不因此变。
 */
export async function recordProcesses(
  call: Call,
  asOf: PlainDate,
  organizations: OrganizationIds,
  rosters: Rosters,
  step: Step,
): Promise<void> {
  const branchOf = (shortName: string): { plan: BranchPlan; organizationId: string; members: readonly RosterMember[] } => {
    const plan = BRANCHES.find((each) => each.shortName === shortName)
    if (!plan) throw new Error(`演示集团里没有${shortName}`)
    const members = (rosters.byBranch.get(plan.code) ?? []).filter(({ person }) => person.fullOn !== null && person.fullOn <= asOf)
    return { plan, organizationId: organizationIdOf(organizations, plan.code), members }
  }
  await countedElection(call, asOf, branchOf('产业投资'))
  await step('换届流程：产业投资')
  await requestedElection(call, asOf, branchOf('信托第二'))
  await fillingByElection(call, asOf, branchOf('资产管理'))
  await call('election.openProcess', { organizationId: branchOf('会展服务').organizationId, kind: '指派' })
  await step('补选与指派流程')
}

type Branch = { readonly plan: BranchPlan; readonly organizationId: string; readonly members: readonly RosterMember[] }

const APPROVAL_NO = '鹭金演党'

async function countedElection(call: Call, asOf: PlainDate, { organizationId, members }: Branch): Promise<void> {
  const { processId } = await call('election.openProcess', { organizationId, kind: '换届', meetingOn: asOf })
  const elder = members.at(-1)
  const clerks = members.slice(-4, -1).map(({ person }) => person.name)
  const { seatCount } = await call('election.process', { processId })
  const seats = seatCount ?? 5
  await call('election.reviseProcess', {
    processId,
    meetingOn: asOf,
    meetingPlace: '三楼会议室',
    seatCount: seats,
    chair: members[0]?.person.name ?? '',
    scrutineers: clerks[0] ?? '',
    tellers: clerks[1] ?? '',
  })
  if (elder)
    await call('election.recordExclusion', {
      processId,
      memberId: elder.memberId,
      ground: '年老体弱卧床或长期患病不能自理',
      reason: '长期卧床，医院证明存支部',
      approvalDocumentNo: `${APPROVAL_NO}〔${asOf.slice(0, 4)}〕112号`,
      approvedOn: addDays(asOf, -60),
      adoptedOn: null,
    })
  const titles: readonly PostTitle[] = ['委员', '组织委员', '宣传委员', '纪检委员', '青年委员', '群团委员', '统战委员', '保密委员']
  const nominees = members.slice(0, seats + Math.ceil(seats / 5))
  for (const [index, { memberId }] of nominees.entries())
    await call('election.addCandidate', { processId, memberId, office: '委员', title: titles[index] ?? '委员' })
  const leader = nominees[0]?.memberId ?? ''
  await call('election.addCandidate', { processId, memberId: leader, office: '书记' })
  await settle(call, processId)
  await call('election.recordStep', {
    processId,
    kind: '候选人酝酿',
    doneOn: addDays(asOf, -20),
    assignee: clerks[0] ?? '',
    note: '分党小组酝酿',
  })
  await call('election.recordStep', { processId, kind: '应到会核查', doneOn: addDays(asOf, -14), assignee: clerks[1] ?? '' })
  await call('election.recordStep', { processId, kind: '大会通知', doneOn: addDays(asOf, -10), assignee: clerks[1] ?? '' })
  const { electorate } = await call('election.process', { processId })
  const presentCount = electorate.dueCount - 2
  const counts = { presentCount, issuedCount: presentCount, collectedCount: presentCount }
  const { ballotId } = await call('election.openBallot', { processId, office: '委员', heldOn: asOf, ...counts })
  for (let number = 1; number <= presentCount; number += 1)
    await call('election.recordPaper', { ballotId, number, marks: marksOf(nominees, seats, number) })
  await call('election.confirmBallot', { ballotId, scrutineer: clerks[0] ?? '监票人', teller: clerks[1] ?? '计票人' })
}

/** 第 7 张多选一人作废，其余各张选足：每隔几张换掉一人，最后一名总差几票。 */
function marksOf(nominees: readonly RosterMember[], seats: number, number: number): Record<string, '赞成' | '反对' | '弃权'> {
  const skipped = number === 7 ? -1 : number % 5 === 0 ? number % seats : nominees.length - 1
  return Object.fromEntries(
    nominees.map(({ memberId }, index) => [memberId, index === skipped ? (number % 3 === 0 ? '弃权' : '反对') : '赞成'] as const),
  )
}

async function requestedElection(call: Call, asOf: PlainDate, { organizationId, members }: Branch): Promise<void> {
  const { processId } = await call('election.openProcess', { organizationId, kind: '换届', meetingOn: addDays(asOf, 75) })
  for (const [index, title] of (['组织委员', '宣传委员', '纪检委员', '委员'] as const).entries()) {
    const memberId = members[index]?.memberId
    if (memberId !== undefined) await call('election.addCandidate', { processId, memberId, office: '委员', title })
  }
}

async function fillingByElection(call: Call, asOf: PlainDate, { organizationId, members, plan }: Branch): Promise<void> {
  const { processId } = await call('election.openProcess', { organizationId, kind: '补选', meetingOn: asOf })
  const { deadlineOn } = await call('election.process', { processId })
  const isLate = deadlineOn !== null && asOf > deadlineOn
  await call('election.reviseProcess', {
    processId,
    meetingOn: asOf,
    meetingPlace: '二楼党员活动室',
    seatCount: 1,
    overdueReason: isLate ? '人选酝酿两次未定，已向党委说明' : '',
  })
  await call('election.recordStep', {
    processId,
    kind: '请示',
    doneOn: addDays(asOf, -40),
    documentNo: `鹭金${plan.shortName}支〔${asOf.slice(0, 4)}〕21号`,
  })
  await call('election.recordStep', {
    processId,
    kind: '批复',
    doneOn: addDays(asOf, -28),
    documentNo: `${APPROVAL_NO}〔${asOf.slice(0, 4)}〕131号`,
  })
  await call('election.recordStep', { processId, kind: '候选人酝酿', doneOn: addDays(asOf, -12), note: '全体党员会上酝酿' })
  const nominees = members.slice(plan.seats.length, plan.seats.length + 2)
  for (const { memberId } of nominees) await call('election.addCandidate', { processId, memberId, office: '委员', title: '宣传委员' })
  await settle(call, processId)
  const { electorate } = await call('election.process', { processId })
  const presentCount = electorate.dueCount - 4
  const counts = { presentCount, issuedCount: presentCount, collectedCount: presentCount }
  const { ballotId } = await call('election.openBallot', { processId, office: '委员', heldOn: asOf, ...counts })
  for (let number = 1; number <= presentCount - 3; number += 1) {
    const chosen = nominees[number % 4 === 0 ? 1 : 0]
    const marks = Object.fromEntries(
      nominees.map(({ memberId }) => [memberId, number === 9 || memberId === chosen?.memberId ? '赞成' : '反对'] as const),
    )
    await call('election.recordPaper', { ballotId, number, marks })
  }
}

async function settle(call: Call, processId: string): Promise<void> {
  const { candidates } = await call('election.process', { processId })
  await call('election.confirmCandidates', { processId, candidateIds: candidates.map((each) => each.id), stage: '正式候选人' })
}
