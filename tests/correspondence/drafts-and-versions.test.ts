import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { completeRequest, plantBranch } from './branch-fixture.ts'

const shaOf = (file: { base64: string }) => createHash('sha256').update(Buffer.from(file.base64, 'base64')).digest('hex')

describe('草稿', () => {
  test('没写完也能存；多份互不相干；接着改、留痕；删去可恢复；登记后收起', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const incomplete = { kind: 'W05' as const, organizationId: tree.first, fields: { place: '三楼会议室' } }
    const first = await backend.call('correspondence.saveDraft', { request: incomplete })
    const second = await backend.call('correspondence.saveDraft', { request: { kind: 'F01', organizationId: tree.committee } })
    expect((await backend.call('correspondence.drafts', {})).rows.map(({ id }) => id).toSorted()).toEqual(
      [first.draftId, second.draftId].toSorted(),
    )
    const again = await backend.call('correspondence.saveDraft', {
      ...first,
      request: completeRequest(tree, { place: '五楼报告厅' }),
    })
    expect(again).toEqual({ draftId: first.draftId, revision: 2 })
    const opened = await backend.call('correspondence.savedDraft', { draftId: first.draftId })
    expect(opened.request.fields['place']).toBe('五楼报告厅')
    expect(opened.changes.find(({ label }) => label === '大会地点')).toMatchObject({
      before: '三楼会议室',
      after: '五楼报告厅',
      actor: '本机用户',
    })
    await backend.call('correspondence.removeDraft', { draftId: second.draftId })
    expect((await backend.call('correspondence.drafts', {})).rows).toHaveLength(1)
    await backend.call('correspondence.restoreDraft', { draftId: second.draftId })
    const issued = await backend.call('correspondence.issue', { ...opened.request, draftId: first.draftId })
    const rows = (await backend.call('correspondence.drafts', { includesClosed: true })).rows
    expect(rows.find(({ id }) => id === first.draftId)?.documentNumber).toBe(issued.number)
    expect((await backend.call('correspondence.drafts', {})).rows.map(({ id }) => id)).toEqual([second.draftId])
    expect((await backend.refused('correspondence.saveDraft', { ...again, request: incomplete })).code).toBe('DRAFT_ISSUED')
  })

  test('两处同时改一份草稿：后存的不盖掉先存的', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const { draftId } = await backend.call('correspondence.saveDraft', { request: completeRequest(tree) })
    await backend.call('correspondence.saveDraft', { draftId, revision: 1, request: completeRequest(tree, { place: '甲' }) })
    const failure = await backend.refused('correspondence.saveDraft', {
      draftId,
      revision: 1,
      request: completeRequest(tree, { place: '乙' }),
    })
    expect(failure.message).toContain('在别处存过')
    expect((await backend.call('correspondence.savedDraft', { draftId })).request.fields['place']).toBe('甲')
  })

  test('数据变了而文未变：改过的列出当时、现在与所写，没改过的说明已跟着变', async () => {
    await using fixture = await plantBranch({ withSecretary: false })
    const { backend, tree, memberIds } = fixture
    const appoint = {
      organizationId: tree.first,
      memberId: memberIds[0] ?? '',
      title: '书记' as const,
      fromOn: '2023-10-23',
      source: '选举' as const,
    }
    const { postId } = await backend.call('election.appoint', appoint)
    const mine = await backend.call('correspondence.saveDraft', { request: completeRequest(tree, { signer: '我写的' }) })
    const plain = await backend.call('correspondence.saveDraft', { request: completeRequest(tree) })
    const drifts = async (draftId: string) => (await backend.call('correspondence.savedDraft', { draftId })).drifts
    expect(await drifts(mine.draftId)).toEqual([])
    await backend.call('election.endPost', { postId, untilOn: '2026-05-01', endReason: '调离' })
    await backend.call('election.appoint', { ...appoint, memberId: memberIds[1] ?? '', fromOn: '2026-05-01', source: '补选' })
    expect((await drifts(mine.draftId)).find(({ key }) => key === 'signer')).toEqual({
      key: 'signer',
      label: '签发人',
      derivedBefore: '江以恒',
      derivedNow: '林葵',
      written: '我写的',
      isOverridden: true,
    })
    expect((await drifts(plain.draftId)).find(({ key }) => key === 'signer')).toMatchObject({ written: '林葵', isOverridden: false })
  })
})

describe('已登记的不能改，只能另存新版', () => {
  test('文号不变，原件保留，谁、何时、为何都在；旧版导出的与当时逐字节相同', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const issued = await backend.call('correspondence.issue', completeRequest(tree))
    const original = await backend.call('correspondence.exportDocx', { documentId: issued.documentId })
    const { request } = await backend.call('correspondence.issuedRequest', { documentId: issued.documentId })
    const revised = await backend.call('correspondence.revise', {
      ...request,
      fields: { ...request.fields, place: '五楼报告厅' },
      documentId: issued.documentId,
      reason: '会场改了',
    })
    expect(revised).toMatchObject({ number: issued.number, revision: 2 })
    const { versions, document } = await backend.call('correspondence.document', { documentId: issued.documentId })
    expect(document).toMatchObject({ revision: 2, docxSha256: revised.docxSha256, number: issued.number })
    expect(versions).toMatchObject([
      { revision: 2, reason: '会场改了', isCurrent: true, versionedBy: '本机用户' },
      { revision: 1, reason: '', isCurrent: false, docxSha256: issued.docxSha256 },
    ])
    const current = await backend.call('correspondence.exportDocx', { documentId: issued.documentId })
    expect(shaOf(current)).toBe(revised.docxSha256)
    const old = await backend.call('correspondence.exportDocx', { documentId: issued.documentId, revision: 1 })
    expect(old.base64).toBe(original.base64)
    expect(old.fileName).toContain('第1版')
    expect((await backend.call('correspondence.register', {})).rows).toHaveLength(1)
  })

  test('拒绝：没改、换了代字或年份、换了文种、已作废、补登的', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const { documentId } = await backend.call('correspondence.issue', completeRequest(tree))
    const revise = (fields: Record<string, string>) =>
      backend.refused('correspondence.revise', { ...completeRequest(tree, fields), documentId, reason: '改' })
    expect((await revise({})).code).toBe('NOTHING_CHANGED')
    expect((await revise({ documentCode: '制一支' })).code).toBe('NUMBER_FIXED')
    expect((await revise({ datedOn: '2025-12-31' })).code).toBe('NUMBER_FIXED')
    const other = await backend.refused('correspondence.revise', { kind: 'W04', organizationId: tree.first, documentId, reason: '改' })
    expect(other.code).toBe('NOT_SAME_DOCUMENT')
    await backend.call('correspondence.void', { documentId, reason: '重拟' })
    expect((await revise({ place: '别处' })).code).toBe('ALREADY_VOID')
  })

  test('签发、用印、送达留痕；新版要重新办；登错的撤回仍看得见', async () => {
    await using fixture = await plantBranch()
    const { backend, tree } = fixture
    const { documentId } = await backend.call('correspondence.issue', completeRequest(tree))
    const record = (kind: '签发' | '用印' | '送达', occurredOn = '2026-06-01') =>
      ({ documentId, kind, occurredOn, handler: '江以恒', note: '' }) as const
    await backend.call('correspondence.recordEvent', record('签发'))
    const { eventId } = await backend.call('correspondence.recordEvent', record('用印'))
    const stages = async () => (await backend.call('correspondence.document', { documentId })).document.stages.map(({ kind }) => kind)
    expect(await stages()).toEqual(['签发', '用印'])
    await backend.call('correspondence.withdrawEvent', { eventId, reason: '登错' })
    expect(await stages()).toEqual(['签发'])
    expect((await backend.call('correspondence.document', { documentId })).events).toMatchObject([
      { kind: '签发', withdrawnAt: null },
      { kind: '用印', withdrawalReason: '登错' },
    ])
    expect((await backend.refused('correspondence.recordEvent', record('送达', '2026-05-31'))).message).toContain('早于成文日期')
    expect((await backend.refused('correspondence.recordEvent', record('送达', '2026-06-02'))).message).toContain('在今天')
    // 签发以后再改、再作废，要写授权人并留痕；没写的什么也不动。
    const elsewhere = { ...completeRequest(tree, { place: '别处' }), documentId, reason: '改会场' }
    expect(await backend.refused('correspondence.revise', elsewhere)).toMatchObject({ code: 'SIGNED_NEEDS_AUTHORITY' })
    expect(await backend.refused('correspondence.void', { documentId, reason: '重拟' })).toMatchObject({ code: 'SIGNED_NEEDS_AUTHORITY' })
    // 撤回签发等于绕开授权，也一样要；撤回别的不要。
    const signed = (await backend.call('correspondence.document', { documentId })).events.find(({ kind }) => kind === '签发')
    const withdrawal = { eventId: signed?.id ?? '', reason: '登错' }
    expect(await backend.refused('correspondence.withdrawEvent', withdrawal)).toMatchObject({ code: 'SIGNED_NEEDS_AUTHORITY' })
    expect(await stages()).toEqual(['签发'])
    await backend.call('correspondence.withdrawEvent', { ...withdrawal, authorizedBy: '集团党委 林书记' })
    expect(await stages()).toEqual([])
    await backend.call('correspondence.recordEvent', record('签发'))
    await backend.call('correspondence.revise', { ...elsewhere, authorizedBy: '集团党委 林书记' })
    expect(await stages()).toEqual([])
    expect((await backend.call('settings.protectedChanges', {})).rows).toMatchObject([
      { subject: '已签发公文', reason: '改会场', authorizedBy: '集团党委 林书记' },
      { subject: '已签发公文', reason: '登错', authorizedBy: '集团党委 林书记' },
    ])
    expect((await backend.call('settings.journal', {})).rows[0]?.summary).toContain('改会场')
    // 新版还没有签发，作废只要理由。
    await backend.call('correspondence.void', { documentId, reason: '重拟' })
  })
})
