import { createHash } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readDocx } from '../kit/read-docx.ts'
import { NAMES, plantBranch, type BranchFixture } from './branch-fixture.ts'

/** 第一支部的换届流程走到计票签字：第四届 2023-10-23 选出，2026-10-15 开会，四选三。 */
async function plantProcess(today = '2026-10-16') {
  const fixture = await plantBranch({ today })
  const { backend, tree, memberIds } = fixture
  const { processId } = await backend.call('election.openProcess', { organizationId: tree.first, kind: '换届' })
  const step = (kind: '请示' | '批复', doneOn: string, documentNo: string) =>
    backend.call('election.recordStep', { processId, kind, doneOn, documentNo })
  await step('请示', '2026-06-10', '一支〔2026〕1号')
  await step('批复', '2026-06-28', '测集党〔2026〕6号')
  await backend.call('election.reviseProcess', {
    processId,
    meetingOn: '2026-10-15',
    meetingPlace: '三楼会议室',
    seatCount: 3,
    chair: '江以恒',
    scrutineers: '何川',
    tellers: '沈若',
  })
  for (const index of [0, 1, 2, 3])
    await backend.call('election.addCandidate', { processId, memberId: memberIds[index] ?? '', office: '委员' })
  await backend.call('election.addCandidate', { processId, memberId: memberIds[0] ?? '', office: '书记' })
  return { ...fixture, processId }
}

async function countVotes({ backend, memberIds, processId }: BranchFixture & { processId: string }) {
  const { candidates } = await backend.call('election.process', { processId })
  await backend.call('election.confirmCandidates', { processId, candidateIds: candidates.map((each) => each.id), stage: '正式候选人' })
  const { ballotId } = await backend.call('election.openBallot', {
    processId,
    office: '委员',
    heldOn: '2026-10-15',
    presentCount: 9,
    issuedCount: 9,
    collectedCount: 9,
    entry: '汇总',
  })
  const ayes = [9, 8, 7, 2]
  const tallies = ayes.map((each, index) => ({ memberId: memberIds[index] ?? '', ayes: each, noes: 9 - each, abstentions: 0 }))
  await backend.call('election.recordTallies', { ballotId, invalidCount: 0, tallies })
  await backend.call('election.confirmBallot', { ballotId, scrutineer: '何川', teller: '沈若' })
}

const zipOf = (file: { base64: string }) => unzipSync(Buffer.from(file.base64, 'base64'))

describe('整套文书', () => {
  test('流程里定下的事各份都带出来：缺的列清楚，能出的就出', async () => {
    const fixture = await plantProcess()
    await using backend = fixture.backend
    const { rows } = await backend.call('correspondence.processPapers', { processId: fixture.processId })
    expect(rows).toHaveLength(22)
    const of = (kind: string) => rows.find((row) => row.kind === kind)
    expect(of('E06')).toMatchObject({ state: '可以出', isNumbered: false, missing: [] })
    expect(of('W09')).toMatchObject({ state: '可以出' })
    expect(of('W06')).toMatchObject({ state: '另有文号', number: '测集党〔2026〕6号', documentId: null })
    expect(of('E01')?.missing).toContain('缺酝酿经过：请如实写推荐、讨论、征求意见的经过')
    expect(of('W10')?.missing.join()).toContain('缺实到会人数')
    expect(of('E08')).toBeUndefined()
  })

  test('签了字的计票写进报告单与会议记录；没签字的不写', async () => {
    const fixture = await plantProcess()
    await using backend = fixture.backend
    const sheet = { kind: 'E13', organizationId: fixture.tree.first, processId: fixture.processId } as const
    expect((await backend.call('correspondence.draft', sheet)).missing).not.toEqual([])
    await countVotes(fixture)
    const draft = await backend.call('correspondence.draft', sheet)
    expect(draft.missing).toEqual([])
    expect(draft.fields.find((field) => field.key === 'elected')).toMatchObject({ value: '江以恒、林葵、董念慈', derivedFrom: '换届流程' })
    const report = await backend.call('correspondence.draft', { ...sheet, kind: 'E10' })
    expect(report.html.replaceAll(/<[^>]+>/g, '')).toContain('9×5＝45，不少于10×4＝40')
  })

  test('打成 zip：目录、校验值齐全，逐份是真的 docx，没有占位符；再打一次逐字节相同', async () => {
    const fixture = await plantProcess()
    await using backend = fixture.backend
    await countVotes(fixture)
    const { processId } = fixture
    const { file, paperCount, missingCount } = await backend.call('correspondence.exportProcessPapers', { processId })
    expect(file.fileName).toMatch(/换届文书\.zip$/)
    const parts = zipOf(file)
    const names = Object.keys(parts)
    expect(names[0]).toBe('00 目录与缺项单.docx')
    expect(names.filter((name) => name.endsWith('.docx'))).toHaveLength(paperCount + 1)
    expect(paperCount + missingCount).toBe(20)
    const sums = strFromU8(parts['SHA256SUMS.txt'] ?? new Uint8Array())
    for (const name of names.filter((each) => each.endsWith('.docx'))) {
      const bytes = parts[name] ?? new Uint8Array()
      expect(sums).toContain(`${createHash('sha256').update(bytes).digest('hex')}  ${name}`)
      const text = readDocx(bytes).paragraphs().join('\n')
      expect(text).not.toMatch(/[{}]|undefined|null|NaN|\[object/)
    }
    const contents = readDocx(parts['00 目录与缺项单.docx'] ?? new Uint8Array())
      .paragraphs()
      .join('\n')
    expect(contents).toContain('换届提醒通知')
    expect(contents).toContain('缺酝酿经过')
    expect(contents).toContain('原件不在本系统，请附原件')
    const again = await backend.call('correspondence.exportProcessPapers', { processId })
    expect(again.file.base64).toBe(file.base64)
  })

  test('没登记的几份文号预排不重；已登记的放定稿，与登记簿导出的逐字节相同', async () => {
    const fixture = await plantProcess()
    await using backend = fixture.backend
    await countVotes(fixture)
    const { processId, tree } = fixture
    const request = { kind: 'W08', organizationId: tree.first, processId, asOf: '2026-10-08' } as const
    const fields = { meetingTime: '下午2时30分', datedOn: '2026-10-08' }
    const { documentId, number } = await backend.call('correspondence.issue', { ...request, fields })
    const { file } = await backend.call('correspondence.exportProcessPapers', { processId })
    const parts = zipOf(file)
    const issued = Object.entries(parts).find(([name]) => name.includes(number))
    const exported = await backend.call('correspondence.exportDocx', { documentId })
    expect(Buffer.from(issued?.[1] ?? []).toString('base64')).toBe(exported.base64)
    const numbers = Object.entries(parts).flatMap(([name, bytes]) =>
      name.endsWith('.docx') && !name.startsWith('00')
        ? [/[\p{Script=Han}]+〔2026〕\d+号/u.exec(readDocx(bytes).paragraphs().slice(0, 4).join('\n'))?.[0] ?? '']
        : [],
    )
    const assigned = numbers.filter((each) => each !== '')
    expect(assigned.length).toBeGreaterThan(1)
    expect(new Set(assigned).size).toBe(assigned.length)
    const board = await backend.call('election.board', { organizationId: tree.first })
    expect(board.terms[0]?.milestones.map((each) => each.kind)).toContain('大会通知')
  })

  test('存着的草稿用草稿里改过的；没存的照样列缺项', async () => {
    const fixture = await plantProcess()
    await using backend = fixture.backend
    const { processId, tree } = fixture
    const request = {
      kind: 'W08' as const,
      organizationId: tree.first,
      processId,
      fields: { meetingTime: '下午2时', datedOn: '2026-10-08' },
    }
    const row = async () => (await backend.call('correspondence.processPapers', { processId })).rows.find((each) => each.kind === 'W08')
    expect((await row())?.missing.join()).toContain('缺开会时间')
    const { draftId } = await backend.call('correspondence.saveDraft', { request })
    expect(await row()).toMatchObject({ state: '可以出', draftId })
  })

  test('选票：按姓氏笔画，印几张就有几张，一页两张', async () => {
    const fixture = await plantProcess()
    await using backend = fixture.backend
    const request = { kind: 'E06' as const, organizationId: fixture.tree.first, processId: fixture.processId, fields: { copies: '7' } }
    const file = await backend.call('correspondence.exportDraft', request)
    const text = readDocx(Buffer.from(file.base64, 'base64')).paragraphs().join('\n')
    expect(text.match(/选　票/g)).toHaveLength(7)
    const [江, 林, 董, 苏] = ['江以恒', '林葵', '董念慈', '苏晴'].map((name) => text.indexOf(name))
    expect([江, 苏, 林, 董].every((at, index, all) => index === 0 || (all[index - 1] ?? 0) < (at ?? -1))).toBe(true)
    expect(NAMES).toContain('苏晴')
    const failure = await backend.refused('correspondence.issue', request)
    expect(failure.code).toBe('NOT_NUMBERED')
  })

  test('没有这个流程、别的支部的流程：拒绝', async () => {
    const fixture = await plantProcess()
    await using backend = fixture.backend
    expect((await backend.refused('correspondence.processPapers', { processId: 'nobody' })).code).toBe('PROCESS_NOT_FOUND')
    expect((await backend.refused('correspondence.exportProcessPapers', { processId: 'nobody' })).code).toBe('PROCESS_NOT_FOUND')
    const failure = await backend.refused('correspondence.draft', {
      kind: 'W05',
      organizationId: fixture.tree.second,
      processId: fixture.processId,
    })
    expect(failure.code).toBe('PROCESS_NOT_FOUND')
  })

  test('取消：什么也不给', async () => {
    const fixture = await plantProcess()
    await using backend = fixture.backend
    const running = backend.refused('correspondence.exportProcessPapers', { processId: fixture.processId, taskId: 't1' })
    await backend.call('settings.cancelTask', { runningTaskId: 't1' })
    expect((await running).code).toBe('CANCELLED')
  })
})
