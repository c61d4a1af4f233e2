import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { replyProblem, waitingDays, type ReplyEnd } from '../../shared/correspondence/reply.ts'
import { solidPng } from '../kit/pictures.ts'
import { completeRequest, plantBranch, type BranchFixture } from './branch-fixture.ts'

const REPLY = {
  receivedOn: '2026-06-20',
  sender: '中共某某区直属机关工作委员会',
  senderNumber: '区直工委〔2026〕15号',
  title: '关于同意换届选举的批复',
  genre: '批复' as const,
  datedOn: '2026-06-18',
}

async function issueRequest({ backend, tree }: BranchFixture, fields: Record<string, string> = {}) {
  const { documentId, number } = await backend.call('correspondence.issue', completeRequest(tree, fields))
  return { ref: { source: '发文' as const, id: documentId }, number }
}

describe('收文登记', () => {
  test('按收文年份连续编号，附件原样留存、散列可查，同一内容只存一份', async () => {
    await using fixture = await plantBranch({ today: '2026-07-01' })
    const { backend } = fixture
    const bytes = Buffer.from('%PDF-1.7 批复扫描件')
    const file = { fileName: '批复.pdf', base64: bytes.toString('base64') }
    const first = await backend.call('correspondence.recordIncoming', { incoming: REPLY, files: [file] })
    expect(first.number).toBe('收〔2026〕1号')
    const second = await backend.call('correspondence.recordIncoming', {
      incoming: { ...REPLY, senderNumber: '区直工委〔2026〕16号', title: '关于做好七一工作的通知', genre: '通知' },
      files: [{ ...file, fileName: '又一份.pdf' }],
    })
    expect(second.number).toBe('收〔2026〕2号')
    const { rows } = await backend.call('correspondence.incoming', {})
    expect(rows.map(({ number }) => number)).toEqual(['收〔2026〕2号', '收〔2026〕1号'])
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(rows[1]?.files).toEqual([{ position: 1, fileName: '批复.pdf', sha256, byteCount: bytes.length }])
    const kept = await backend.call('correspondence.incomingFile', { incomingId: first.incomingId, position: 1 })
    expect(Buffer.from(kept.base64, 'base64').equals(bytes)).toBe(true)
    const count = await backend.backend.database.kysely.selectFrom('keptFile').select('sha256').execute()
    expect(count).toHaveLength(1)
  })

  test('补承办与批示、添附件；撤下可恢复，编号不回收', async () => {
    await using fixture = await plantBranch({ today: '2026-07-01' })
    const { backend } = fixture
    const { incomingId } = await backend.call('correspondence.recordIncoming', { incoming: REPLY })
    await backend.call('correspondence.reviseIncoming', {
      incomingId,
      incoming: { ...REPLY, handler: '党群工作部', instruction: '请组织科办理。\n王明 6月21日' },
      files: [{ fileName: '批示单.png', base64: Buffer.from(solidPng(8, 6, [1, 2, 3])).toString('base64') }],
    })
    const [row] = (await backend.call('correspondence.incoming', { year: 2026 })).rows
    expect(row).toMatchObject({ handler: '党群工作部', instruction: '请组织科办理。\n王明 6月21日', files: [{ fileName: '批示单.png' }] })
    await backend.call('correspondence.removeIncoming', { incomingId, reason: '登错' })
    expect((await backend.call('correspondence.incoming', {})).rows).toEqual([])
    expect((await backend.call('correspondence.recordIncoming', { incoming: REPLY })).number).toBe('收〔2026〕2号')
    const failure = await backend.refused('correspondence.restoreIncoming', { incomingId })
    expect(failure.code).toBe('INCOMING_REPEATED')
  })

  test('坏输入：重复字号、未来收文、成文晚于收文、空附件、控制字符、超长标题，什么也不写', async () => {
    await using fixture = await plantBranch({ today: '2026-07-01' })
    const { backend } = fixture
    await backend.call('correspondence.recordIncoming', { incoming: REPLY })
    const other = { ...REPLY, senderNumber: '区直工委〔2026〕99号' }
    const refused = (incoming: typeof REPLY, files: { fileName: string; base64: string }[] = []) =>
      backend.refused('correspondence.recordIncoming', { incoming, files })
    expect((await refused(REPLY)).problems[0]).toMatchObject({ place: 'incoming.senderNumber' })
    expect((await refused({ ...other, receivedOn: '2026-07-02' })).problems[0]).toMatchObject({ place: 'incoming.receivedOn' })
    expect((await refused({ ...other, datedOn: '2026-06-21' })).problems[0]).toMatchObject({ place: 'incoming.datedOn' })
    expect((await refused(other, [{ fileName: '空.pdf', base64: '' }])).message).toContain('“空.pdf”是空文件')
    expect((await refused({ ...other, title: '关于\u0007批复' })).problems[0]).toMatchObject({ place: 'incoming.title' })
    expect((await refused({ ...other, title: '长'.repeat(201) })).problems[0]).toMatchObject({ place: 'incoming.title' })
    expect((await backend.call('correspondence.incoming', {})).rows).toHaveLength(1)
    expect(await backend.backend.database.kysely.selectFrom('keptFile').select('sha256').execute()).toEqual([])
  })
})

describe('批复挂接到请示', () => {
  const request: ReplyEnd = {
    source: '发文',
    number: '甲〔2026〕1号',
    title: '请示',
    genre: '请示',
    datedOn: '2026-06-01',
    isVoid: false,
    linkedTo: '',
  }
  const reply: ReplyEnd = {
    source: '收文',
    number: '乙〔2026〕1号',
    title: '批复',
    genre: '批复',
    datedOn: '2026-06-02',
    isVoid: false,
    linkedTo: '',
  }

  test.each([
    ['前一天', '2026-05-31', /批复日期 2026-05-31 早于请示日期 2026-06-01/],
    ['当天', '2026-06-01', /^$/],
    ['后一天', '2026-06-02', /^$/],
  ])('批复早于请示拒绝：%s', (_name, datedOn, expected) => {
    expect(replyProblem(request, { ...reply, datedOn })).toMatch(expected)
  })

  test('一请一复；只有批复或函能答复请示；作废的不挂', () => {
    expect(replyProblem({ ...request, linkedTo: '丙〔2026〕1号' }, reply)).toContain('一请一复')
    expect(replyProblem(request, { ...reply, linkedTo: '丙〔2026〕1号' })).toContain('只答复一份请示')
    expect(replyProblem({ ...request, genre: '报告' }, reply)).toContain('不是请示')
    expect(replyProblem(request, { ...reply, genre: '通知' })).toContain('只有批复')
    expect(replyProblem(request, { ...reply, genre: '函' })).toBe('')
    expect(replyProblem({ ...request, isVoid: true }, reply)).toContain('作废')
  })

  test('已等天数：当天为 0', () => {
    expect(waitingDays(request, '2026-06-01')).toBe(0)
    expect(waitingDays(request, '2026-06-02')).toBe(1)
  })

  test('收文时即挂上：未复变已复，本届登记“请示批复”；解除后撤回', async () => {
    await using fixture = await plantBranch({ today: '2026-07-01' })
    const { backend, tree } = fixture
    const { ref, number } = await issueRequest(fixture, { datedOn: '2026-06-01' })
    const before = await backend.call('correspondence.requests', {})
    expect(before.rows).toMatchObject([{ number, waitingDays: 30, reply: null }])
    const done = await backend.call('correspondence.recordIncoming', { incoming: REPLY, repliesTo: ref })
    expect(done.milestone).toBe('第 4 届“请示批复”')
    const milestones = async () => (await backend.call('election.board', { organizationId: tree.first })).terms[0]?.milestones ?? []
    expect(await milestones()).toMatchObject([
      { kind: '换届请示', documentNo: number },
      { kind: '请示批复', occurredOn: '2026-06-18', documentNo: '区直工委〔2026〕15号' },
    ])
    const after = await backend.call('correspondence.requests', {})
    expect(after.rows).toMatchObject([{ waitingDays: 17, reply: { source: '收文', number: '区直工委〔2026〕15号' } }])
    expect(after.replies).toEqual([])
    const incomingId = after.rows[0]?.reply?.id ?? ''
    expect((await backend.refused('correspondence.removeIncoming', { incomingId, reason: '登错' })).code).toBe('LINKED')
    expect(await backend.call('correspondence.withdrawReply', { request: ref })).toEqual({ withdrawnMilestone: true })
    expect(await milestones()).toMatchObject([{ kind: '换届请示' }])
    expect((await backend.call('correspondence.requests', {})).replies).toMatchObject([{ source: '收文' }])
  })

  test('批复早于请示：收文连同附件都不登记', async () => {
    await using fixture = await plantBranch({ today: '2026-07-01' })
    const { backend } = fixture
    const { ref } = await issueRequest(fixture, { datedOn: '2026-06-19' })
    const failure = await backend.refused('correspondence.recordIncoming', {
      incoming: REPLY,
      files: [{ fileName: '批复.pdf', base64: Buffer.from('%PDF-1.7 早').toString('base64') }],
      repliesTo: ref,
    })
    expect(failure).toMatchObject({ code: 'REPLY_REFUSED', message: expect.stringContaining('早于请示日期 2026-06-19') as string })
    expect((await backend.call('correspondence.incoming', {})).rows).toEqual([])
    const kept = await backend.backend.database.kysely.selectFrom('keptFile').select('sha256').execute()
    expect(kept.map(({ sha256 }) => sha256)).not.toContain(createHash('sha256').update('%PDF-1.7 早').digest('hex'))
  })

  test('第二份批复挂不上', async () => {
    await using fixture = await plantBranch({ today: '2026-07-01' })
    const { backend } = fixture
    const { ref } = await issueRequest(fixture)
    await backend.call('correspondence.recordIncoming', {
      incoming: { ...REPLY, receivedOn: '2026-07-01', datedOn: '2026-07-01' },
      repliesTo: ref,
    })
    const failure = await backend.refused('correspondence.recordIncoming', {
      incoming: { ...REPLY, senderNumber: '区直工委〔2026〕16号', receivedOn: '2026-07-01', datedOn: '2026-07-01' },
      repliesTo: ref,
    })
    expect(failure.message).toContain('一请一复')
  })
})
