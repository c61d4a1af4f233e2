import { describe, expect, test } from 'vitest'
import { plantBranch, type BranchFixture } from './branch-fixture.ts'

const REPLY = {
  receivedOn: '2026-06-24',
  sender: '中共测试集团有限公司委员会',
  senderNumber: '测集党〔2026〕6号',
  title: '关于同意补选的批复',
  genre: '批复' as const,
  datedOn: '2026-06-22',
}

/** 组织委员林葵 2026-05-29 调离，发起补选。 */
async function plantByElection(today: string) {
  const fixture = await plantBranch({ today })
  const { backend, tree, memberIds } = fixture
  const appointed = { organizationId: tree.first, memberId: memberIds[1] ?? '', title: '组织委员', fromOn: '2023-10-23' } as const
  const { postId } = await backend.call('election.appoint', { ...appointed, source: '选举' })
  await backend.call('election.endPost', { postId, untilOn: '2026-05-29', endReason: '调离' })
  const { processId } = await backend.call('election.openProcess', {
    organizationId: tree.first,
    kind: '补选',
    titles: ['组织委员'],
    meetingOn: '2026-07-20',
  })
  return { ...fixture, processId }
}

const fields = {
  reason: '2026年6月5日支部委员会研究并征求党员意见，苏晴同志作风正派、熟悉党务',
  candidates: '苏晴,组织委员\n董念慈,组织委员',
  meetingOn: '2026-07-20',
  place: '三楼会议室',
  datedOn: '2026-06-10',
}

async function issueRequest({ backend, tree, processId }: BranchFixture & { processId: string }, datedOn = '2026-06-10') {
  const request = { kind: 'W12', organizationId: tree.first, processId, fields: { ...fields, datedOn } } as const
  const { missing, fields: asked } = await backend.call('correspondence.draft', request)
  const appraisals = Object.fromEntries(
    asked.filter((field) => field.problem !== '' && field.value === '').map((field) => [field.key, '政治坚定，工作认真']),
  )
  expect(missing.every((each) => each.startsWith('缺'))).toBe(true)
  return backend.call('correspondence.issue', { ...request, fields: { ...request.fields, ...appraisals } })
}

async function stepOf({ backend, processId }: BranchFixture & { processId: string }, kind: string) {
  const { steps } = await backend.call('election.process', { processId })
  return steps.find((step) => step.kind === kind)
}

describe('补选、指派的文书登记后记进流程的步骤', () => {
  test('补选请示登记即记日期、文号与文书；不留换届节点；作废撤下而责任人留着', async () => {
    await using fixture = await plantByElection('2026-07-01')
    const { backend, processId, tree } = fixture
    await backend.call('election.recordStep', { processId, kind: '请示', assignee: '何川', doneOn: null })
    const { documentId, number } = await issueRequest(fixture)
    expect(await stepOf(fixture, '请示')).toMatchObject({ doneOn: '2026-06-10', documentNo: number, documentId, assignee: '何川' })
    const { terms } = await backend.call('election.board', { organizationId: tree.first })
    expect(terms.flatMap((term) => term.milestones)).toEqual([])
    await backend.call('correspondence.void', { documentId, reason: '人选有误' })
    expect(await stepOf(fixture, '请示')).toMatchObject({ doneOn: null, documentNo: '', documentId: null, note: '', assignee: '何川' })
  })

  test('补选的大会通知不记成换届的大会通知', async () => {
    await using fixture = await plantByElection('2026-07-14')
    const { backend, processId, tree } = fixture
    await issueRequest(fixture)
    await backend.call('election.recordStep', { processId, kind: '批复', doneOn: '2026-06-22', documentNo: '测集党〔2026〕6号' })
    const notice = { meetingOn: '2026-07-20', place: '三楼会议室', meetingTime: '下午2时30分', datedOn: '2026-07-13' }
    await backend.call('correspondence.issue', { kind: 'W08', organizationId: tree.first, processId, fields: notice })
    expect(await stepOf(fixture, '大会通知')).toMatchObject({ doneOn: '2026-07-13' })
    const { terms } = await backend.call('election.board', { organizationId: tree.first })
    expect(terms.flatMap((term) => term.milestones)).toEqual([])
  })

  test('收来的批复挂到补选请示即记批复一步；解除挂接撤下', async () => {
    await using fixture = await plantByElection('2026-07-01')
    const { backend } = fixture
    const { documentId } = await issueRequest(fixture)
    const request = { source: '发文', id: documentId } as const
    const { milestone } = await backend.call('correspondence.recordIncoming', { incoming: REPLY, repliesTo: request })
    expect(milestone).toBe('流程“请示批复”一步')
    expect(await stepOf(fixture, '批复')).toMatchObject({ doneOn: '2026-06-22', documentNo: '测集党〔2026〕6号', documentId: null })
    expect(await backend.call('correspondence.withdrawReply', { request })).toEqual({ withdrawnMilestone: true })
    expect(await stepOf(fixture, '批复')).toMatchObject({ doneOn: null, documentNo: '', note: '' })
  })

  test('人工登记过的不动，作废也不撤；先后颠倒的不自动记', async () => {
    await using fixture = await plantByElection('2026-07-01')
    const { backend, processId } = fixture
    await backend.call('election.recordStep', { processId, kind: '请示', doneOn: '2026-06-08', documentNo: '旧号' })
    const { documentId } = await issueRequest(fixture)
    expect(await stepOf(fixture, '请示')).toMatchObject({ doneOn: '2026-06-08', documentNo: '旧号' })
    await backend.call('correspondence.void', { documentId, reason: '重复' })
    expect(await stepOf(fixture, '请示')).toMatchObject({ doneOn: '2026-06-08', documentNo: '旧号' })
    await backend.call('election.recordStep', { processId, kind: '请示', doneOn: null })
    await backend.call('election.recordStep', { processId, kind: '批复', doneOn: '2026-06-09', documentNo: '测集党〔2026〕5号' })
    await issueRequest(fixture, '2026-06-12')
    expect(await stepOf(fixture, '请示')).toMatchObject({ doneOn: null, documentNo: '' })
  })

  test('另存新版改了成文日期，步骤的日期跟着改', async () => {
    await using fixture = await plantByElection('2026-07-01')
    const { backend } = fixture
    const { documentId, number } = await issueRequest(fixture)
    const { request } = await backend.call('correspondence.issuedRequest', { documentId })
    const revised = { ...request, fields: { ...request.fields, datedOn: '2026-06-11' } }
    await backend.call('correspondence.revise', { ...revised, documentId, reason: '日期写错' })
    expect(await stepOf(fixture, '请示')).toMatchObject({ doneOn: '2026-06-11', documentNo: number, documentId })
  })

  test('指派任职的通知登记后把文号带到“上级指派”，到任日仍由确认到任登记', async () => {
    await using fixture = await plantBranch({ today: '2026-06-20' })
    const { backend, tree, memberIds } = fixture
    const { posts } = await backend.call('election.board', { organizationId: tree.first })
    await backend.call('election.endPost', { postId: posts[0]?.id ?? '', untilOn: '2026-05-29', endReason: '调离' })
    const { processId } = await backend.call('election.openProcess', { organizationId: tree.first, kind: '指派' })
    const assigned = { appointee: '林葵,书记', decidedOn: '2026-06-01', datedOn: '2026-06-02' }
    const issued = await backend.call('correspondence.issue', { kind: 'W12N', organizationId: tree.first, processId, fields: assigned })
    expect(await stepOf({ ...fixture, processId }, '上级指派')).toMatchObject({ doneOn: null, documentNo: issued.number })
    await backend.call('election.confirmAssignment', {
      processId,
      memberId: memberIds[1] ?? '',
      title: '书记',
      fromOn: '2026-06-03',
      documentNo: issued.number,
      confirmedBy: '何川',
    })
    expect(await stepOf({ ...fixture, processId }, '上级指派')).toMatchObject({ doneOn: '2026-06-03', documentNo: issued.number })
  })
})
