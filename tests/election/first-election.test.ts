import { describe, expect, it } from 'vitest'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const NAMES = ['王思齐', '叶闻舟', '许嘉澍', '陈以宁', '林柏川', '郑若谷', '周见山', '顾南乔']

/** 第二支部八名正式党员，从没选举过；今天 2026-09-14。 */
async function newBranch(backend: TestBackend) {
  const { second: branch } = await plantSmallTree(backend)
  const members: string[] = []
  for (const [index, name] of NAMES.entries()) {
    const profile = syntheticPerson(index, { name })
    members.push((await backend.call('member.create', { profile, branchId: branch, groupId: null, fromOn: null })).memberId)
  }
  const { processId } = await backend.call('election.openProcess', { organizationId: branch, kind: '换届', seatCount: 3 })
  return { branch, members, processId }
}

describe('首届选举（N-03、N-11）', () => {
  it('没有登记过届次的支部从成立批复走到写入第一届；撤销恢复', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { branch, members, processId } = await newBranch(backend)
    const opened = await backend.call('election.process', { processId })
    expect(opened).toMatchObject({ title: '选举第 1 届', termNote: '支部成立后的首届选举', seq: 1, deadlineOn: null })
    expect(opened.steps.map((step) => step.title).slice(0, 2)).toEqual(['成立请示', '请示批复'])
    expect(opened.window).toMatchObject({ verdict: '未定', isBlocking: false })
    await backend.call('election.recordStep', { processId, kind: '请示', doneOn: '2026-08-03', documentNo: '筹〔2026〕1号' })
    await backend.call('election.recordStep', { processId, kind: '批复', doneOn: '2026-08-20', documentNo: '测党〔2026〕8号' })
    const setup = { processId, seatCount: 3, meetingPlace: '三楼会议室' }
    await backend.call('election.reviseProcess', { ...setup, meetingOn: '2026-08-20' })
    expect((await backend.call('election.process', { processId })).window).toMatchObject({ verdict: '早于窗口', isBlocking: true })
    await backend.call('election.reviseProcess', { ...setup, meetingOn: '2026-08-21' })
    expect((await backend.call('election.process', { processId })).window).toMatchObject({ verdict: '在窗口内', opensOn: '2026-08-21' })
    await backend.call('election.reviseProcess', { ...setup, meetingOn: '2026-09-14' })
    const { steps } = await backend.call('election.process', { processId })
    expect(steps.find((step) => step.kind === '批复')).toMatchObject({ doneOn: '2026-08-20', documentNo: '测党〔2026〕8号' })

    for (const memberId of members.slice(0, 4)) await backend.call('election.addCandidate', { processId, memberId, office: '委员' })
    await backend.call('election.addCandidate', { processId, memberId: members[0] ?? '', office: '书记' })
    const { candidates } = await backend.call('election.process', { processId })
    await backend.call('election.confirmCandidates', { processId, candidateIds: candidates.map((each) => each.id), stage: '正式候选人' })
    await vote(backend, processId, '委员', 8, members.slice(0, 4), [8, 7, 6, 3])
    await vote(backend, processId, '书记', 3, members.slice(0, 1), [3])
    const result = await backend.call('election.confirmResult', { processId, confirmedBy: '顾南乔', approvalDocumentNo: '测党〔2026〕9号' })
    const { terms } = await backend.call('election.board', { organizationId: branch })
    expect(terms).toMatchObject([{ id: result.termId, seq: 1, electedOn: '2026-09-14', seatCount: 3 }])
    await backend.call('election.recordStep', { processId, kind: '结果报告', doneOn: '2026-09-14', documentNo: '二支〔2026〕1号' })
    const done = await backend.call('election.process', { processId })
    expect(done.steps.find((step) => step.kind === '结果报告')).toMatchObject({ doneOn: '2026-09-14' })
    expect(done.title).toBe('选举第 1 届')

    await backend.call('election.withdrawResult', { processId, reason: '登错' })
    expect((await backend.call('election.board', { organizationId: branch })).terms).toEqual([])
  })

  it('整套文书按首届列：成立请示与批复代替换届的，没有届次也排得出；不说换届', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { branch, processId } = await newBranch(backend)
    const { rows } = await backend.call('correspondence.processPapers', { processId })
    const kinds: string[] = rows.map((row) => row.kind)
    expect(kinds).toEqual(expect.arrayContaining(['W01', 'W02', 'W08', 'E06', 'W10', 'W11']))
    expect(kinds.filter((kind) => ['W04', 'W05', 'W06'].includes(kind))).toEqual([])
    expect(rows.flatMap((row) => row.missing).filter((each) => each.includes('缺届次'))).toEqual([])
    const notice = await backend.call('correspondence.draft', { kind: 'W08', organizationId: branch, processId })
    expect(notice.fields.find((field) => field.key === 'agenda')?.value).toBe(
      '讨论通过选举办法和监票人、计票人名单\n选举第一届支部委员会委员',
    )
    await backend.call('election.recordStep', { processId, kind: '批复', doneOn: '2026-08-20', documentNo: '测党〔2026〕8号' })
    const report = await backend.call('correspondence.draft', { kind: 'W10', organizationId: branch, processId })
    expect(report.fields.find((field) => field.key === 'replyNo')).toMatchObject({ label: '成立批复文号', value: '测党〔2026〕8号' })
    for (const row of rows) {
      const draft = await backend.call('correspondence.draft', { kind: row.kind, organizationId: branch, processId })
      expect(draft.title, row.kind).not.toContain('换届')
    }
  })

  it('只有换届可作首届；有过届次的照旧', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second: branch } = await plantSmallTree(backend)
    expect((await backend.refused('election.openProcess', { organizationId: branch, kind: '补选' })).code).toBe('NO_CURRENT_TERM')
    await backend.call('election.openProcess', { organizationId: branch, kind: '换届' })
    expect((await backend.refused('election.openProcess', { organizationId: branch, kind: '换届' })).code).toBe('PROCESS_OPEN')
  })
})

async function vote(
  backend: TestBackend,
  processId: string,
  office: '委员' | '书记',
  count: number,
  nominees: readonly string[],
  ayes: readonly number[],
) {
  const counts = { presentCount: count, issuedCount: count, collectedCount: count, entry: '汇总' as const }
  const { ballotId } = await backend.call('election.openBallot', { processId, office, heldOn: '2026-09-14', ...counts })
  const tallies = nominees.map((memberId, index) => ({
    memberId,
    ayes: ayes[index] ?? 0,
    noes: count - (ayes[index] ?? 0),
    abstentions: 0,
  }))
  await backend.call('election.recordTallies', { ballotId, invalidCount: 0, tallies })
  await backend.call('election.confirmBallot', { ballotId, scrutineer: '周见山', teller: '顾南乔' })
}
