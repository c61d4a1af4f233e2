import { describe, expect, it } from 'vitest'
import type { InputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract } from '../../shared/contract/index.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const NAMES = ['王思齐', '叶闻舟', '许嘉澍', '陈以宁', '林柏川', '郑若谷', '周见山', '顾南乔', '丁一', '欧阳青', '吴景行', '何清越']

async function enrol(backend: TestBackend, branchId: string, index: number, change: Parameters<typeof syntheticPerson>[1] = {}) {
  const profile = syntheticPerson(index, { name: NAMES[index] ?? '', ...change })
  return (await backend.call('member.create', { profile, branchId, groupId: null, fromOn: null })).memberId
}

/** 第二支部：12 名正式党员，第 3 届 2023-09-28 选出 3 名委员，2026-09-28 届满，今天 2026-09-14。 */
async function branchNearTermEnd(backend: TestBackend) {
  const { second: branch, committee } = await plantSmallTree(backend)
  const members: string[] = []
  for (const index of NAMES.keys()) members.push(await enrol(backend, branch, index))
  const { termId } = await backend.call('election.recordTerm', { organizationId: branch, seq: 3, electedOn: '2023-09-28', seatCount: 3 })
  for (const [index, title] of (['书记', '组织委员', '纪检委员'] as const).entries())
    await backend.call('election.appoint', {
      organizationId: branch,
      memberId: members[index] ?? '',
      title,
      fromOn: '2023-09-28',
      source: '选举',
    })
  return { branch, committee, members, termId }
}

const id = (members: readonly string[], index: number): string => members[index] ?? ''

async function step(backend: TestBackend, processId: string, kind: InputOf<AppContract['election.recordStep']>['kind'], doneOn: string) {
  await backend.call('election.recordStep', { processId, kind, doneOn, documentNo: `${kind}1号` })
}

/** 走到可以投票：请示、批复、提名 4 人为委员候选人（1 人为书记候选人）、定为正式候选人、大会日期今天。 */
async function readyToVote(backend: TestBackend) {
  const base = await branchNearTermEnd(backend)
  const { processId } = await backend.call('election.openProcess', { organizationId: base.branch, kind: '换届' })
  await step(backend, processId, '请示', '2026-05-21')
  await step(backend, processId, '批复', '2026-06-18')
  await backend.call('election.reviseProcess', { processId, meetingOn: '2026-09-14', seatCount: 3, meetingPlace: '三楼会议室' })
  for (const [index, title] of (
    [
      [0, '委员'],
      [1, '组织委员'],
      [2, '纪检委员'],
      [3, '委员'],
    ] as const
  ).values())
    await backend.call('election.addCandidate', { processId, memberId: id(base.members, index), office: '委员', title })
  await backend.call('election.addCandidate', { processId, memberId: id(base.members, 0), office: '书记' })
  const { candidates } = await backend.call('election.process', { processId })
  await backend.call('election.confirmCandidates', { processId, candidateIds: candidates.map((each) => each.id), stage: '正式候选人' })
  return { ...base, processId }
}

async function openBallot(backend: TestBackend, processId: string, change: Partial<InputOf<AppContract['election.openBallot']>> = {}) {
  const counts = { presentCount: 10, issuedCount: 10, collectedCount: 10 }
  return (await backend.call('election.openBallot', { processId, office: '委员', heldOn: '2026-09-14', ...counts, ...change })).ballotId
}

/** 每人得给定的赞成票，其余反对；一票总落在当时选得最少的几张上，不让一张票选过了头。 */
async function votePapers(backend: TestBackend, ballotId: string, nominees: readonly string[], ayes: readonly number[], papers = 10) {
  const chosen = Array.from({ length: papers }, () => new Set<string>())
  for (const [index, memberId] of nominees.entries())
    for (const marks of chosen.toSorted((a, b) => a.size - b.size).slice(0, ayes[index])) marks.add(memberId)
  for (const [index, approved] of chosen.entries()) {
    const marks = Object.fromEntries(nominees.map((memberId) => [memberId, approved.has(memberId) ? '赞成' : '反对'] as const))
    await backend.call('election.recordPaper', { ballotId, number: index + 1, marks })
  }
}

const sign = (backend: TestBackend, ballotId: string) =>
  backend.call('election.confirmBallot', { ballotId, scrutineer: '吴景行', teller: '何清越' })

function dump(backend: TestBackend): string {
  const { native } = backend.backend.database
  const tables = [
    'electionProcess',
    'electionStep',
    'electionExclusion',
    'electionCandidate',
    'ballot',
    'ballotNominee',
    'ballotPaper',
    'term',
    'termMilestone',
    'post',
    'journal',
  ]
  return JSON.stringify(tables.map((table) => native.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()))
}

async function refusedUntouched(backend: TestBackend, act: () => Promise<{ code: string; message: string }>) {
  const before = dump(backend)
  const failure = await act()
  expect(dump(backend)).toBe(before)
  expect(failure.message).toMatch(/[\u4e00-\u9fff]{4,}/)
  return failure
}

describe('换届：从发起到写入当选', () => {
  it('走完一遍：两轮投票、签字、确认，写入新一届与任职、上届卸任；撤销恢复原状', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { branch, members, processId, termId } = await readyToVote(backend)
    const ballotId = await openBallot(backend, processId)
    await votePapers(backend, ballotId, members.slice(0, 4), [9, 8, 7, 2])
    await sign(backend, ballotId)
    const leaders = await openBallot(backend, processId, { office: '书记', presentCount: 3, issuedCount: 3, collectedCount: 3 })
    await votePapers(backend, leaders, members.slice(0, 1), [3], 3)
    await sign(backend, leaders)
    const counted = await backend.call('election.process', { processId })
    expect(counted.confirmObstacle).toBe('')
    expect(counted.offices.map((each) => each.elected.map((person) => person.name))).toEqual([['王思齐', '叶闻舟', '许嘉澍'], ['王思齐']])

    const before = await backend.call('election.board', { organizationId: branch })
    await backend.call('election.confirmResult', { processId, confirmedBy: '吴景行', approvalDocumentNo: '测党〔2026〕9号' })
    const after = await backend.call('election.board', { organizationId: branch })
    expect(after.terms[0]).toMatchObject({ seq: 4, electedOn: '2026-09-14', seatCount: 3, endsOn: '2029-09-14' })
    const held = after.posts.filter((post) => post.untilOn === null).map((post) => `${post.memberName}${post.title}`)
    expect(held.toSorted()).toEqual(['叶闻舟组织委员', '王思齐书记', '许嘉澍纪检委员'].toSorted())
    expect(after.posts.filter((post) => post.untilOn === '2026-09-14' && post.endReason === '换届')).toHaveLength(3)
    const confirmed = await backend.call('election.process', { processId })
    expect(confirmed.steps.find((each) => each.kind === '党员大会')).toMatchObject({ state: '已办', doneOn: '2026-09-14' })

    await step(backend, processId, '结果报告', '2026-09-14')
    const reported = await backend.call('election.board', { organizationId: branch })
    expect(reported.terms[0]?.milestones).toMatchObject([{ kind: '结果报告', occurredOn: '2026-09-14' }])

    await backend.call('election.withdrawResult', { processId, reason: '核票有误' })
    const restored = await backend.call('election.board', { organizationId: branch })
    expect(restored.terms[0]?.id).toBe(termId)
    expect(restored.posts).toEqual(before.posts)
  })

  it('没有批复不能投票、不能定正式候选人（N-11）', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { branch, members } = await branchNearTermEnd(backend)
    const { processId } = await backend.call('election.openProcess', { organizationId: branch, kind: '换届', meetingOn: '2026-09-14' })
    const { candidateId } = await backend.call('election.addCandidate', { processId, memberId: id(members, 0), office: '委员' })
    const settled = await refusedUntouched(backend, () =>
      backend.refused('election.confirmCandidates', { processId, candidateIds: [candidateId], stage: '正式候选人' }),
    )
    expect(settled.code).toBe('NOT_APPROVED')
    const opened = await refusedUntouched(backend, () =>
      backend.refused('election.openBallot', {
        processId,
        office: '委员',
        heldOn: '2026-09-14',
        presentCount: 10,
        issuedCount: 10,
        collectedCount: 10,
      }),
    )
    expect(opened.message).toContain('还没有登记上级同意的批复')
  })

  it('批复早于请示、大会不晚于批复都拒绝，什么也不写', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { branch } = await branchNearTermEnd(backend)
    const { processId } = await backend.call('election.openProcess', { organizationId: branch, kind: '换届' })
    await step(backend, processId, '请示', '2026-05-21')
    const record = (doneOn: string) => backend.refused('election.recordStep', { processId, kind: '批复', doneOn })
    expect((await refusedUntouched(backend, () => record('2026-05-20'))).message).toContain('先有请示才有批复')
    await backend.call('election.reviseProcess', { processId, meetingOn: '2026-09-01', seatCount: 3 })
    expect((await refusedUntouched(backend, () => record('2026-09-01'))).message).toContain('须早于选举日（N-11）')
    await step(backend, processId, '批复', '2026-05-21')
  })

  it('出窗停用后续：晚于届满日的大会不能登通知；登记延期批复后恢复', async () => {
    await using backend = openTestBackend('2026-09-29')
    const { branch, termId } = await branchNearTermEnd(backend)
    const { processId } = await backend.call('election.openProcess', { organizationId: branch, kind: '换届' })
    await step(backend, processId, '请示', '2026-05-21')
    await step(backend, processId, '批复', '2026-06-18')
    await backend.call('election.reviseProcess', { processId, meetingOn: '2026-09-29', seatCount: 3 })
    const view = await backend.call('election.process', { processId })
    expect(view.window).toMatchObject({ verdict: '晚于窗口', isBlocking: true, closesOn: '2026-09-28' })
    expect(view.steps.filter((each) => each.state === '停用').map((each) => each.kind)).toEqual([
      '大会通知',
      '党员大会',
      '结果报告',
      '结果批复',
      '备案',
      '分工公布',
    ])
    const refused = await refusedUntouched(backend, () =>
      backend.refused('election.recordStep', { processId, kind: '大会通知', doneOn: '2026-09-20' }),
    )
    expect(refused.code).toBe('OUT_OF_WINDOW')
    await backend.call('election.recordApproval', {
      termId,
      kind: '延期',
      approvedOn: '2026-09-20',
      documentNo: '测党〔2026〕20号',
      approver: '集团党委',
      newEndOn: '2026-12-28',
    })
    const extended = await backend.call('election.process', { processId })
    expect(extended.window).toMatchObject({ verdict: '在窗口内', closesOn: '2026-12-28' })
    await step(backend, processId, '大会通知', '2026-09-20')
  })

  it('逾期换届写明缘由可以继续', async () => {
    await using backend = openTestBackend('2026-10-10')
    const { branch } = await branchNearTermEnd(backend)
    const { processId } = await backend.call('election.openProcess', { organizationId: branch, kind: '换届' })
    await step(backend, processId, '请示', '2026-05-21')
    await step(backend, processId, '批复', '2026-06-18')
    await backend.call('election.reviseProcess', {
      processId,
      meetingOn: '2026-10-10',
      seatCount: 3,
      overdueReason: '班子待定，已向党委说明',
    })
    const { window } = await backend.call('election.process', { processId })
    expect(window).toMatchObject({ verdict: '晚于窗口', isBlocking: false })
  })
})

describe('应到会（N-14）', () => {
  it('不计入须有情形、理由与上级批复文号；没有文号仍计入', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { members, processId } = await readyToVote(backend)
    const record = (approvalDocumentNo: string, approvedOn: string | null) =>
      backend.call('election.recordExclusion', {
        processId,
        memberId: id(members, 7),
        ground: '年老体弱卧床或长期患病不能自理',
        reason: '长期卧床',
        approvalDocumentNo,
        approvedOn,
        adoptedOn: null,
      })
    await record('', null)
    const without = await backend.call('election.process', { processId })
    expect(without.electorate).toMatchObject({ dueCount: 12, quorum: 10, excludedCount: 0 })
    expect(without.electorate.problems[0]).toContain('还没有上级同意不计入的批复文号，仍计入应到会')
    await record('测党〔2026〕12号', '2026-06-18')
    const approved = await backend.call('election.process', { processId })
    expect(approved.electorate).toMatchObject({ allCount: 12, dueCount: 11, quorum: 9, excludedCount: 1 })
    expect(approved.electorate.workings[0]).toBe('党员 12 − 预备党员 0 − 没有选举权 0 − 获准不计入 1 = 应到会 11')
  })

  it('有文号没日期、预备党员、不在册的都拒绝', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { branch, members, processId } = await readyToVote(backend)
    const probationary = await enrol(backend, branch, 30, { name: '新同志', category: '预备党员', joinedOn: '2026-03-01', fullOn: null })
    const base = { processId, ground: '不能表达意志' as const, reason: '医院证明', adoptedOn: null }
    const refuse = (memberId: string, approvalDocumentNo: string, approvedOn: string | null) =>
      refusedUntouched(backend, () => backend.refused('election.recordExclusion', { ...base, memberId, approvalDocumentNo, approvedOn }))
    expect((await refuse(id(members, 7), '1号', null)).code).toBe('APPROVAL_DATE_REQUIRED')
    expect((await refuse(id(members, 7), '', '2026-06-18')).code).toBe('APPROVAL_NO_REQUIRED')
    expect((await refuse(probationary, '', null)).code).toBe('NOT_COUNTED_ANYWAY')
    expect((await refuse('nobody', '', null)).code).toBe('MEMBER_NOT_IN_ROSTER')
  })

  it('预备党员、留党察看不计入', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { branch, processId } = await readyToVote(backend)
    await enrol(backend, branch, 30, { name: '新同志', category: '预备党员', joinedOn: '2026-03-01', fullOn: null })
    await enrol(backend, branch, 31, { name: '受处分', rightsStatus: '留党察看' })
    const { electorate } = await backend.call('election.process', { processId })
    expect(electorate).toMatchObject({ allCount: 14, probationaryCount: 1, dueCount: 12 })
    expect(electorate.disfranchised).toMatchObject([{ name: '受处分', why: '留党察看' }])
  })
})

describe('候选人', () => {
  it('按姓氏笔画排：王 4、叶 5、许 6、陈 7', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { processId } = await readyToVote(backend)
    const { candidates } = await backend.call('election.process', { processId })
    const board = candidates.filter((each) => each.office === '委员')
    expect(board.map((each) => [each.member.name, each.strokeCount])).toEqual([
      ['王思齐', 4],
      ['叶闻舟', 5],
      ['许嘉澍', 6],
      ['陈以宁', 7],
    ])
  })

  it.each([
    [3, 3, '没有差额'],
    [3, 2, '少于应选名额'],
    [3, 4, ''],
    [5, 5, '没有差额'],
    [5, 6, ''],
    [6, 7, '差额不足'],
    [6, 8, ''],
  ])('N-10：应选 %i 候选 %i：%s', async (seatCount, count, problem) => {
    await using backend = openTestBackend('2026-09-14')
    const { branch, members } = await branchNearTermEnd(backend)
    const { processId } = await backend.call('election.openProcess', { organizationId: branch, kind: '换届', seatCount })
    for (let index = 0; index < count; index += 1)
      await backend.call('election.addCandidate', { processId, memberId: id(members, index), office: '委员' })
    const { issues } = await backend.call('election.process', { processId })
    const margin = issues.find((each) => each.ruleId === 'N-10' && each.office === '委员')?.message ?? ''
    expect(margin.includes(problem) && (margin === '') === (problem === '')).toBe(true)
  })

  it('同名不同人可以并列，选票上注明出生年月；同一人不能提两次；预备党员不能提', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { branch, members } = await branchNearTermEnd(backend)
    const namesake = await enrol(backend, branch, 40, { name: '王思齐' })
    const probationary = await enrol(backend, branch, 30, { name: '新同志', category: '预备党员', joinedOn: '2026-03-01', fullOn: null })
    const { processId } = await backend.call('election.openProcess', { organizationId: branch, kind: '换届' })
    const nominate = (memberId: string) => ({ processId, memberId, office: '委员' as const })
    await backend.call('election.addCandidate', nominate(id(members, 0)))
    await backend.call('election.addCandidate', nominate(namesake))
    const { candidates, issues } = await backend.call('election.process', { processId })
    expect(candidates.map((each) => each.ballotName)).toEqual(['王思齐（1960.01）', '王思齐（1960.02）'])
    expect(issues.some((each) => each.message.startsWith('两名候选人同名“王思齐”'))).toBe(true)
    const twice = await refusedUntouched(backend, () => backend.refused('election.addCandidate', nominate(id(members, 0))))
    expect(twice.code).toBe('ALREADY_NOMINATED')
    const early = await refusedUntouched(backend, () => backend.refused('election.addCandidate', nominate(probationary)))
    expect(early.code).toBe('NOT_ELIGIBLE')
  })

  it('没有笔顺数据的字提示人工确定次序，定后按人工次序，清空恢复笔画', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { branch, members, processId } = await readyToVote(backend)
    const rare = await enrol(backend, branch, 41, { name: '𬭎大同' })
    await backend.call('election.addCandidate', { processId, memberId: rare, office: '委员' })
    const names = async () => (await backend.call('election.process', { processId })).candidates.filter((each) => each.office === '委员')
    const listed = await names()
    expect(listed.at(-1)?.member.name).toBe('𬭎大同')
    const { issues } = await backend.call('election.process', { processId })
    expect(issues.some((each) => each.message.includes('“𬭎”没有笔顺数据'))).toBe(true)
    const reversed = listed.map((each) => each.id).toReversed()
    await backend.call('election.setCandidateOrder', { processId, office: '委员', candidateIds: reversed })
    expect((await names()).map((each) => each.id)).toEqual(reversed)
    await backend.call('election.setCandidateOrder', { processId, office: '委员', candidateIds: [] })
    expect((await names())[0]?.memberId).toBe(id(members, 0))
  })
})

describe('选票与计票', () => {
  it('差额不足不能开始投票', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { processId } = await readyToVote(backend)
    const { candidates } = await backend.call('election.process', { processId })
    const extra = candidates.find((each) => each.member.name === '陈以宁')
    await backend.call('election.removeCandidate', { candidateId: extra?.id ?? '' })
    const refused = await refusedUntouched(backend, () =>
      backend.refused('election.openBallot', {
        processId,
        office: '委员',
        heldOn: '2026-09-14',
        presentCount: 10,
        issuedCount: 10,
        collectedCount: 10,
      }),
    )
    expect(refused.message).toContain('没有差额')
  })

  it.each([
    ['实到多于应到', { presentCount: 13 }, 'PRESENT_OVER_DUE'],
    ['发出多于实到', { issuedCount: 11 }, 'ISSUED_OVER_PRESENT'],
    ['投票日不是大会日', { heldOn: '2026-09-13' }, 'NOT_MEETING_DAY'],
    ['日期在将来', { heldOn: '2026-09-15' }, 'DATE_IN_FUTURE'],
  ])('%s：拒绝', async (_name, change, code) => {
    await using backend = openTestBackend('2026-09-14')
    const { processId } = await readyToVote(backend)
    const base = { processId, office: '委员' as const, heldOn: '2026-09-14', presentCount: 10, issuedCount: 10, collectedCount: 10 }
    const refused = await refusedUntouched(backend, () => backend.refused('election.openBallot', { ...base, ...change }))
    expect(refused.code).toBe(code)
  })

  it('无效票当场判出并保留号码；另选他人计票；候选人写进另选、写两次、超出收回数拒绝', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { members, processId } = await readyToVote(backend)
    const ballotId = await openBallot(backend, processId)
    const [a, b, c, d, , , other] = members
    const all = Object.fromEntries([a, b, c, d].map((memberId) => [memberId ?? '', '赞成' as const]))
    const invalid = await backend.call('election.recordPaper', { ballotId, number: 1, marks: all })
    expect(invalid).toMatchObject({ isValid: false, reason: '赞成 4 人，多于应选 3 人' })
    const writeIns = [{ memberId: other ?? '', name: '周见山' }]
    await backend.call('election.recordPaper', { ballotId, number: 2, marks: { [a ?? '']: '赞成', [b ?? '']: '反对' }, writeIns })
    const { ballots } = await backend.call('election.process', { processId })
    expect(ballots[0]?.papers.map((each) => [each.number, each.isValid])).toEqual([
      [1, false],
      [2, true],
    ])
    expect(ballots[0]?.count.nominees.find((each) => each.name === '周见山')).toMatchObject({ ayes: 1, isWriteIn: true })
    const refuse = (input: Partial<InputOf<AppContract['election.recordPaper']>>) =>
      refusedUntouched(backend, () => backend.refused('election.recordPaper', { ballotId, number: 3, marks: {}, ...input }))
    expect((await refuse({ writeIns: [{ memberId: a ?? '', name: '王思齐' }] })).code).toBe('WRITE_IN_NOMINEE')
    expect((await refuse({ writeIns: [...writeIns, ...writeIns] })).code).toBe('WRITE_IN_TWICE')
    expect((await refuse({ number: 11 })).code).toBe('PAPER_OVER_COLLECTED')
    await backend.call('election.removePaper', { ballotId, number: 2 })
    const removed = await backend.call('election.process', { processId })
    expect(removed.ballots[0]?.count.nominees.some((each) => each.isWriteIn)).toBe(false)
  })

  it('没录完、候选人作监票人都不能签字；签字后不能改，撤签再改', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { members, processId } = await readyToVote(backend)
    const ballotId = await openBallot(backend, processId)
    const refuseSign = (scrutineer: string) =>
      refusedUntouched(backend, () => backend.refused('election.confirmBallot', { ballotId, scrutineer, teller: '何清越' }))
    expect((await refuseSign('吴景行')).code).toBe('COUNT_INCOMPLETE')
    await votePapers(backend, ballotId, members.slice(0, 4), [9, 8, 7, 2])
    expect((await refuseSign('王思齐')).code).toBe('SCRUTINEER_IS_NOMINEE')
    await sign(backend, ballotId)
    const changed = await refusedUntouched(backend, () => backend.refused('election.removePaper', { ballotId, number: 1 }))
    expect(changed.code).toBe('ALREADY_SIGNED')
    await backend.call('election.reopenBallot', { ballotId, reason: '复核' })
    await backend.call('election.removePaper', { ballotId, number: 1 })
  })

  it('平票再投、得票多的当选；选足后才能选书记', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { members, processId } = await readyToVote(backend)
    const ballotId = await openBallot(backend, processId)
    await votePapers(backend, ballotId, members.slice(0, 4), [9, 8, 6, 6])
    await sign(backend, ballotId)
    const tied = await backend.call('election.process', { processId })
    expect(tied.offices[0]?.next).toMatchObject({ kind: '再投', seats: 1 })
    expect(tied.offices[1]?.obstacle).toContain('委员还没有选足')
    const again = await openBallot(backend, processId)
    await votePapers(backend, again, members.slice(2, 4), [6, 4])
    await sign(backend, again)
    const { offices } = await backend.call('election.process', { processId })
    expect(offices[0]).toMatchObject({ next: null })
    expect(offices[0]?.elected.map((each) => each.name)).toEqual(['王思齐', '叶闻舟', '许嘉澍'])
  })

  it('当选不足：另选重新提名；提名少于应选拒绝；半数以上同意可减少名额', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { members, processId } = await readyToVote(backend)
    const ballotId = await openBallot(backend, processId)
    await votePapers(backend, ballotId, members.slice(0, 4), [9, 8, 5, 5])
    await sign(backend, ballotId)
    const short = await backend.call('election.process', { processId })
    expect(short.offices[0]?.next).toMatchObject({ kind: '另选', seats: 1 })
    const base = { processId, office: '委员' as const, heldOn: '2026-09-14', presentCount: 10, issuedCount: 10, collectedCount: 10 }
    const none = await refusedUntouched(backend, () => backend.refused('election.openBallot', { ...base, nomineeIds: [] }))
    expect(none.code).toBe('TOO_FEW_NOMINEES')
    const elected = await refusedUntouched(backend, () => backend.refused('election.openBallot', { ...base, nomineeIds: [id(members, 0)] }))
    expect(elected.code).toBe('ALREADY_ELECTED')
    const reduce = (agreedCount: number) => ({ ballotId, agreedCount, reason: '接近应选名额' })
    const half = await refusedUntouched(backend, () => backend.refused('election.approveReduction', reduce(4)))
    expect(half.code).toBe('REDUCTION_NOT_AGREED')
    await backend.call('election.approveReduction', reduce(5))
    const settled = await backend.call('election.process', { processId })
    expect(settled.offices[0]?.next).toBeNull()
  })

  it('没有当选委员的人不能作书记候选人（N-07）', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { members, processId } = await readyToVote(backend)
    const ballotId = await openBallot(backend, processId)
    await votePapers(backend, ballotId, members.slice(0, 4), [5, 9, 8, 7])
    await sign(backend, ballotId)
    const counts = { presentCount: 3, issuedCount: 3, collectedCount: 3 }
    const refused = await refusedUntouched(backend, () =>
      backend.refused('election.openBallot', { processId, office: '书记', heldOn: '2026-09-14', ...counts }),
    )
    expect(refused.message).toContain('王思齐没有当选委员')
  })

  it('收回多于发出：本轮无效，签字后重新正式选举', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { members, processId } = await readyToVote(backend)
    const ballotId = await openBallot(backend, processId, { collectedCount: 11 })
    await votePapers(backend, ballotId, members.slice(0, 4), [11, 9, 8, 2], 11)
    await sign(backend, ballotId)
    const { offices } = await backend.call('election.process', { processId })
    expect(offices[0]).toMatchObject({ elected: [], next: { kind: '正式选举', seats: 3 } })
    const again = await openBallot(backend, processId)
    await votePapers(backend, again, members.slice(0, 4), [9, 8, 7, 2])
    await sign(backend, again)
    const settled = await backend.call('election.process', { processId })
    expect(settled.offices[0]?.elected).toHaveLength(3)
  })

  it('不设委员会的由党员大会直接选书记，分母是实到会', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { branch, members } = await branchNearTermEnd(backend)
    const { processId } = await backend.call('election.openProcess', { organizationId: branch, kind: '换届', seatCount: null })
    await step(backend, processId, '请示', '2026-05-21')
    await step(backend, processId, '批复', '2026-06-18')
    await backend.call('election.reviseProcess', { processId, meetingOn: '2026-09-14', seatCount: null })
    const { candidateId } = await backend.call('election.addCandidate', { processId, memberId: id(members, 0), office: '书记' })
    await backend.call('election.confirmCandidates', { processId, candidateIds: [candidateId], stage: '正式候选人' })
    const ballotId = await openBallot(backend, processId, { office: '书记' })
    await votePapers(backend, ballotId, members.slice(0, 1), [6])
    await sign(backend, ballotId)
    const view = await backend.call('election.process', { processId })
    expect(view.ballots[0]).toMatchObject({ venue: '党员大会', dueCount: 12, count: { majority: 6 } })
    await backend.call('election.confirmResult', { processId, confirmedBy: '吴景行' })
    const { overview } = await backend.call('election.board', { organizationId: branch })
    expect(overview).toMatchObject({ secretaryName: '王思齐', currentTerm: { seq: 4, seatCount: null } })
  })

  it('汇总录入：票数对不上拒绝，对得上可签字', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { members, processId } = await readyToVote(backend)
    const ballotId = await openBallot(backend, processId, { entry: '汇总' })
    const tallies = (last: number) =>
      [9, 8, 7, last].map((ayes, index) => ({ memberId: id(members, index), ayes, noes: index === 3 ? 7 : 9 - ayes, abstentions: 0 }))
    const wrong = await refusedUntouched(backend, () =>
      backend.refused('election.recordTallies', { ballotId, invalidCount: 1, tallies: tallies(3) }),
    )
    expect(wrong.message).toBe('陈以宁赞成 3 + 反对 7 + 弃权 0 = 10，与有效票 9 对不上，请核对。')
    await backend.call('election.recordTallies', { ballotId, invalidCount: 1, tallies: tallies(2) })
    await sign(backend, ballotId)
  })
})

describe('补选与指派', () => {
  it('委员出缺 3 个月内补选；补选后写入任职，撤销恢复', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { branch, members } = await branchNearTermEnd(backend)
    const { posts } = await backend.call('election.board', { organizationId: branch })
    const discipline = posts.find((post) => post.title === '纪检委员')
    await backend.call('election.endPost', { postId: discipline?.id ?? '', untilOn: '2026-07-01', endReason: '调离' })
    const assigned = await refusedUntouched(backend, () =>
      backend.refused('election.openProcess', { organizationId: branch, kind: '指派' }),
    )
    expect(assigned.message).toContain('上级可以指派的只有书记、副书记')
    const { processId } = await backend.call('election.openProcess', { organizationId: branch, kind: '补选' })
    await step(backend, processId, '请示', '2026-07-10')
    await step(backend, processId, '批复', '2026-07-20')
    await backend.call('election.reviseProcess', { processId, meetingOn: '2026-09-14', seatCount: 1 })
    const view = await backend.call('election.process', { processId })
    expect(view).toMatchObject({ title: '补选纪检委员', deadlineOn: '2026-10-01', seatCount: 1 })
    for (const index of [4, 5])
      await backend.call('election.addCandidate', { processId, memberId: id(members, index), office: '委员', title: '纪检委员' })
    const { candidates } = await backend.call('election.process', { processId })
    await backend.call('election.confirmCandidates', { processId, candidateIds: candidates.map((each) => each.id), stage: '正式候选人' })
    const ballotId = await openBallot(backend, processId)
    await votePapers(backend, ballotId, [id(members, 4), id(members, 5)], [8, 1])
    await sign(backend, ballotId)
    await backend.call('election.confirmResult', { processId, confirmedBy: '吴景行' })
    const filled = await backend.call('election.board', { organizationId: branch })
    expect(filled.posts.filter((post) => post.source === '补选')).toMatchObject([
      { memberName: '林柏川', title: '纪检委员', fromOn: '2026-09-14' },
    ])
    expect(filled.overview.vacancies).toEqual([])
    await backend.call('election.withdrawResult', { processId, reason: '登错' })
    expect((await backend.call('election.board', { organizationId: branch })).overview.vacancies).toHaveLength(1)
  })

  it('书记出缺 1 个月内可由上级指派，须有文号；撤销恢复空缺', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { branch, members } = await branchNearTermEnd(backend)
    const { posts } = await backend.call('election.board', { organizationId: branch })
    const secretary = posts.find((post) => post.title === '书记')
    await backend.call('election.endPost', { postId: secretary?.id ?? '', untilOn: '2026-08-20', endReason: '调离' })
    const { processId } = await backend.call('election.openProcess', { organizationId: branch, kind: '指派' })
    expect(await backend.call('election.process', { processId })).toMatchObject({ title: '指派书记', deadlineOn: '2026-09-20' })
    const base = { processId, memberId: id(members, 4), title: '书记' as const, confirmedBy: '吴景行', documentNo: '测党〔2026〕30号' }
    const early = await refusedUntouched(backend, () => backend.refused('election.confirmAssignment', { ...base, fromOn: '2026-08-19' }))
    expect(early.code).toBe('ASSIGNED_BEFORE_VACANT')
    const other = await refusedUntouched(backend, () =>
      backend.refused('election.confirmAssignment', { ...base, title: '组织委员', fromOn: '2026-09-10' }),
    )
    expect(other.code).toBe('NOT_VACANT')
    await backend.call('election.confirmAssignment', { ...base, fromOn: '2026-09-10' })
    const filled = await backend.call('election.board', { organizationId: branch })
    expect(filled.posts.find((post) => post.source === '指派')).toMatchObject({
      memberName: '林柏川',
      title: '书记',
      documentNo: '测党〔2026〕30号',
    })
    await backend.call('election.withdrawResult', { processId, reason: '登错' })
    expect((await backend.call('election.board', { organizationId: branch })).overview.secretaryName).toBe('')
  })

  it('没有出缺不能发起；同一党组织不能有两个没办完的换届', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { branch } = await branchNearTermEnd(backend)
    const fill = await refusedUntouched(backend, () => backend.refused('election.openProcess', { organizationId: branch, kind: '补选' }))
    expect(fill.code).toBe('NOT_VACANT')
    const { processId } = await backend.call('election.openProcess', { organizationId: branch, kind: '换届' })
    const again = await refusedUntouched(backend, () => backend.refused('election.openProcess', { organizationId: branch, kind: '换届' }))
    expect(again.code).toBe('PROCESS_OPEN')
    await backend.call('election.withdrawProcess', { processId, reason: '重新研究' })
    expect(await backend.call('election.processes', {})).toMatchObject({
      rows: [],
      removed: [{ title: '第 3 届换第 4 届', reason: '重新研究' }],
    })
    await backend.call('election.restoreProcess', { processId })
    expect((await backend.call('election.processes', {})).rows).toHaveLength(1)
  })
})
