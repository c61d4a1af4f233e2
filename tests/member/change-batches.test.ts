import { describe, expect, it } from 'vitest'
import { liveMembers, updateMembers } from '../../electron/member/record-queries.ts'
import { recordBatch } from '../../electron/member/change-batch-queries.ts'
import type { MemberProfile } from '../../shared/member/contract.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

async function openWithMembers(count: number) {
  const backend = openTestBackend()
  const tree = await plantSmallTree(backend)
  const ids: string[] = []
  for (let index = 0; index < count; index += 1) {
    const { memberId } = await backend.call('member.create', {
      profile: syntheticPerson(index),
      branchId: tree.first,
      groupId: null,
      fromOn: null,
    })
    ids.push(memberId)
  }
  return Object.assign(backend, { tree, ids })
}

/** 像批量编辑那样改一批人：经同一个接口记成一批。 */
async function editInBatch(backend: TestBackend, ids: readonly string[], change: Partial<MemberProfile>): Promise<string> {
  const { database } = backend.backend
  const recorded = await database.kysely.transaction().execute(async (db) => {
    let next = 0
    const context = { db, at: '2026-09-14T01:00:00.000Z', actor: '测试', newId: () => `batch-${(next += 1)}-${Math.random()}` }
    return recordBatch(context, { kind: '批量修改', title: '改一批' }, ids, async () => {
      const members = await liveMembers(db, ids)
      await updateMembers(
        db,
        members.map(({ id, profile }) => ({ id, profile: { ...profile, ...change } })),
        context.at,
      )
      return undefined
    })
  })
  return recorded.batchId ?? ''
}

async function profileOf(backend: TestBackend, memberId: string) {
  return (await backend.call('member.detail', { memberId })).member
}

describe('变更批次', () => {
  it('记下逐人前后值，撤销后名册复原，撤销本身也是一批、也能再撤销', async () => {
    await using backend = await openWithMembers(3)
    const { ids } = backend
    const batchId = await editInBatch(backend, ids.slice(0, 2), { education: '博士研究生', adminPost: '经理' })
    const listed = await backend.call('member.batches', {})
    expect(listed.rows).toMatchObject([{ batchId, kind: '批量修改', added: 0, changed: 2, undoneBy: null }])
    const { rows } = await backend.call('member.batchChanges', { batchId })
    expect(rows).toHaveLength(2)
    expect(rows[0]?.changes).toEqual([
      { label: '学历', before: '大学', after: '博士研究生' },
      { label: '行政职务', before: '', after: '经理' },
    ])
    const preview = await backend.call('member.batchReversal', { batchId })
    expect(preview).toMatchObject({ restored: 2, restoredFields: 4, recycled: 0, settled: 0, conflicts: [] })
    const undone = await backend.call('member.undoBatch', { batchId, digest: preview.digest })
    expect(undone).toMatchObject({ restored: 2, recycled: 0, skipped: 0 })
    expect(await profileOf(backend, ids[0] ?? '')).toMatchObject({ education: '大学', adminPost: '' })
    expect((await backend.call('member.batches', {})).rows).toMatchObject([
      { kind: '撤销', undoes: batchId },
      { batchId, undoneBy: undone.undoBatchId },
    ])
    expect((await backend.refused('member.batchReversal', { batchId })).code).toBe('BATCH_ALREADY_UNDONE')
    const again = await backend.call('member.batchReversal', { batchId: undone.undoBatchId })
    await backend.call('member.undoBatch', { batchId: undone.undoBatchId, digest: again.digest })
    expect(await profileOf(backend, ids[0] ?? '')).toMatchObject({ education: '博士研究生', adminPost: '经理' })
    expect((await backend.call('member.batches', { memberId: ids[2] ?? '' })).total).toBe(0)
    const { rows: journal } = await backend.call('settings.journal', {})
    expect(journal.filter(({ route }) => route === 'member.undoBatch')).toHaveLength(2)
  })

  it('其后又改过的字段列为冲突：三个值都给出；不选跳过就整批不撤，选了跳过撤其余', async () => {
    await using backend = await openWithMembers(2)
    const { ids } = backend
    const batchId = await editInBatch(backend, ids, { education: '博士研究生', adminPost: '经理' })
    const current = await profileOf(backend, ids[0] ?? '')
    await backend.call('member.update', {
      memberId: ids[0] ?? '',
      profile: { ...syntheticPerson(0), adminPost: '总经理', education: current.education },
    })
    const preview = await backend.call('member.batchReversal', { batchId })
    expect(preview.conflicts).toEqual([
      {
        memberId: ids[0],
        name: current.name,
        label: '行政职务',
        before: '',
        after: '经理',
        current: '总经理',
        reason: '这一批之后又改过。',
      },
    ])
    const refused = await backend.refused('member.undoBatch', { batchId, digest: preview.digest })
    expect(refused.code).toBe('BATCH_HAS_CONFLICTS')
    expect(await profileOf(backend, ids[1] ?? '')).toMatchObject({ adminPost: '经理' })
    const undone = await backend.call('member.undoBatch', { batchId, digest: preview.digest, skipsConflicts: true })
    expect(undone).toMatchObject({ restored: 2, skipped: 1 })
    expect(await profileOf(backend, ids[0] ?? '')).toMatchObject({ adminPost: '总经理', education: '大学' })
    expect(await profileOf(backend, ids[1] ?? '')).toMatchObject({ adminPost: '', education: '大学' })
  })

  it('预览之后名册又变了，撤销被拒绝，什么也没改', async () => {
    await using backend = await openWithMembers(1)
    const [memberId = ''] = backend.ids
    const batchId = await editInBatch(backend, [memberId], { adminPost: '经理' })
    const { digest } = await backend.call('member.batchReversal', { batchId })
    await backend.call('member.update', { memberId, profile: { ...syntheticPerson(0), adminPost: '主任' } })
    expect((await backend.refused('member.undoBatch', { batchId, digest, skipsConflicts: true })).code).toBe('BATCH_CHANGED_SINCE_PREVIEW')
    expect(await profileOf(backend, memberId)).toMatchObject({ adminPost: '主任' })
  })

  it('撤回会使在任书记变回预备党员的，列为冲突', async () => {
    await using backend = openTestBackend()
    const tree = await plantSmallTree(backend)
    const { memberId } = await backend.call('member.create', {
      profile: { ...syntheticPerson(0), category: '预备党员', fullOn: null },
      branchId: tree.first,
      groupId: null,
      fromOn: null,
    })
    const batchId = await editInBatch(backend, [memberId], { category: '正式党员', fullOn: '2020-07-01' })
    await backend.call('election.appoint', { organizationId: tree.first, memberId, title: '书记', fromOn: '2025-01-10', source: '选举' })
    const preview = await backend.call('member.batchReversal', { batchId })
    expect(preview.conflicts.map(({ label }) => label)).toEqual(['人员类别', '转为正式党员日期'])
    expect(preview.conflicts[0]?.reason).toContain('书记')
    expect(preview.restored).toBe(0)
  })

  it('已移入回收站的人不替他改信息，列为冲突', async () => {
    await using backend = await openWithMembers(1)
    const [memberId = ''] = backend.ids
    const batchId = await editInBatch(backend, [memberId], { adminPost: '经理' })
    await backend.call('member.remove', { memberId, reason: '重复' })
    const preview = await backend.call('member.batchReversal', { batchId })
    expect(preview.conflicts[0]?.reason).toContain('回收站')
  })

  it('什么也没变的不留空批次', async () => {
    await using backend = await openWithMembers(1)
    expect(await editInBatch(backend, backend.ids, { education: '大学' })).toBe('')
    expect((await backend.call('member.batches', {})).total).toBe(0)
  })
})
