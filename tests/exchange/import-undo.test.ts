import { describe, expect, it } from 'vitest'
import { maskIdentityNumber, maskPhone } from '../../shared/member/masking.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { rosterFile, row, text } from '../kit/roster-workbook.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const FIRST = '中共测试制造公司第一支部委员会'
const SECOND = '中共测试商贸公司支部委员会'
const person = syntheticPerson

async function openWithTree() {
  const backend = openTestBackend()
  return Object.assign(backend, { tree: await plantSmallTree(backend) })
}

async function importAll(backend: TestBackend, file: WireFile) {
  const preview = await backend.call('exchange.previewRoster', { file })
  return backend.call('exchange.importRoster', { file, digest: preview.digest })
}

/** 名册此刻的全部内容，不看更新时刻：用来断言“恢复到导入之前”。 */
function roster(backend: TestBackend): unknown[] {
  const { native } = backend.backend.database
  return [
    ...native.prepare('SELECT * FROM member WHERE deletedAt IS NULL ORDER BY id').all(),
    ...native
      .prepare('SELECT a.* FROM memberAssignment a JOIN member m ON m.id = a.memberId WHERE m.deletedAt IS NULL ORDER BY a.id')
      .all(),
  ].map((each) => ({ ...(each as object), updatedAt: '' }))
}

async function undo(backend: TestBackend, batchId: string, skipsConflicts = false) {
  const { digest } = await backend.call('member.batchReversal', { batchId })
  return backend.call('member.undoBatch', { batchId, digest, skipsConflicts })
}

describe('撤销一次导入', () => {
  it('新增、变更、调支部混在一批里：撤销后名册与导入之前一字不差', async () => {
    await using backend = await openWithTree()
    await importAll(backend, rosterFile([{ name: '一', rows: [row(person(0), FIRST), row(person(1), FIRST)] }]))
    const before = roster(backend)
    const { batchId } = await importAll(
      backend,
      rosterFile([
        {
          name: '二',
          rows: [row({ ...person(0), education: '硕士研究生', address: '新址' }, FIRST), row(person(1), SECOND), row(person(2), SECOND)],
        },
      ]),
    )
    expect(roster(backend)).not.toEqual(before)
    expect(await undo(backend, batchId)).toMatchObject({ restored: 2, recycled: 1, skipped: 0 })
    expect(roster(backend)).toEqual(before)
    const { rows } = await backend.call('member.recycled', {})
    expect(rows).toMatchObject([{ identityNumber: maskIdentityNumber(person(2).identityNumber), reason: '撤销：导入花名册“花名册.xlsx”' }])
  })

  it('撤销了再撤销那次“撤销”，等于重做', async () => {
    await using backend = await openWithTree()
    const { batchId } = await importAll(backend, rosterFile([{ name: '一', rows: [row(person(0), FIRST), row(person(1), SECOND)] }]))
    const imported = roster(backend)
    const { undoBatchId } = await undo(backend, batchId)
    expect(roster(backend)).toEqual([])
    await undo(backend, undoBatchId)
    expect(roster(backend)).toEqual(imported)
  })

  it('新增的人其后登记了一件事：列为冲突；那件事撤下了就不再拦', async () => {
    await using backend = await openWithTree()
    const { batchId } = await importAll(backend, rosterFile([{ name: '一', rows: [row(person(0), FIRST), row(person(1), FIRST)] }]))
    const memberId = (await backend.call('member.list', { search: person(0).identityNumber })).rows[0]?.id ?? ''
    const event = { kind: '奖励' as const, occurredOn: '2026-09-01', detail: '优秀共产党员' }
    const { eventIds } = await backend.call('member.recordEvent', { memberIds: [memberId], event })
    const { recycled, conflicts } = await backend.call('member.batchReversal', { batchId })
    expect(recycled).toBe(1)
    expect(conflicts).toMatchObject([{ memberId, label: '一生里的事件', current: '奖励' }])
    await backend.call('member.withdrawEvent', { eventId: eventIds[0] ?? '', reason: '登错了人' })
    expect(await backend.call('member.batchReversal', { batchId })).toMatchObject({ recycled: 2, conflicts: [] })
  })

  it('新增的人其后任了职、调了支部、改了信息：列为冲突，选跳过时留着他，其余照撤', async () => {
    await using backend = await openWithTree()
    const people = [person(0), person(1), person(2), person(3)]
    const { batchId } = await importAll(backend, rosterFile([{ name: '一', rows: people.map((each) => row(each, FIRST)) }]))
    const idOf = async (index: number) => (await backend.call('member.list', { search: person(index).identityNumber })).rows[0]?.id ?? ''
    await backend.call('election.appoint', {
      organizationId: backend.tree.first,
      memberId: await idOf(0),
      title: '书记',
      fromOn: '2025-01-10',
      source: '选举',
    })
    await backend.call('member.assign', {
      memberIds: [await idOf(1)],
      branchId: backend.tree.second,
      groupId: null,
      fromOn: '2026-09-01',
      reason: '内部调整',
    })
    await backend.call('member.update', { memberId: await idOf(2), profile: { ...person(2), mobile: '13900000000' } })
    const preview = await backend.call('member.batchReversal', { batchId })
    expect(preview.recycled).toBe(1)
    expect(preview.conflicts.map(({ name, label }) => [name, label])).toEqual(
      expect.arrayContaining([
        [person(0).name, '任职'],
        [person(1).name, '所在党支部'],
        [person(2).name, '手机号'],
      ]),
    )
    const phone = preview.conflicts.find(({ label }) => label === '手机号')
    expect(phone).toMatchObject({ after: maskPhone(person(2).mobile), current: '139******00' })
    expect((await backend.refused('member.undoBatch', { batchId, digest: preview.digest })).code).toBe('BATCH_HAS_CONFLICTS')
    expect((await backend.call('member.list', {})).total).toBe(4)
    expect(await undo(backend, batchId, true)).toMatchObject({ recycled: 1, skipped: 3 })
    expect((await backend.call('member.list', {})).total).toBe(3)
  })

  it('导入调了支部、其后又调走的：只有编入一处冲突，信息照样恢复', async () => {
    await using backend = await openWithTree()
    await importAll(backend, rosterFile([{ name: '一', rows: [row(person(0), FIRST)] }]))
    const { batchId } = await importAll(backend, rosterFile([{ name: '一', rows: [row({ ...person(0), education: '大专' }, SECOND)] }]))
    const memberId = (await backend.call('member.list', {})).rows[0]?.id ?? ''
    await backend.call('member.assign', {
      memberIds: [memberId],
      branchId: backend.tree.first,
      groupId: null,
      fromOn: '2026-09-14',
      reason: '改回',
    })
    const preview = await backend.call('member.batchReversal', { batchId })
    expect(preview.conflicts.map(({ label, reason }) => [label, reason])).toEqual([['所在党支部', '这一批之后又调整过编入。']])
    await undo(backend, batchId, true)
    expect((await backend.call('member.list', {})).rows[0]).toMatchObject({ education: '大学' })
  })

  it('撤销到一半取消：什么也没改', async () => {
    await using backend = await openWithTree()
    const rows = Array.from({ length: 3000 }, (_, index) => row(person(index), FIRST))
    const { batchId } = await importAll(backend, rosterFile([{ name: '一', rows }]))
    const { digest } = await backend.call('member.batchReversal', { batchId })
    const running = backend.refused('member.undoBatch', { batchId, digest, taskId: '撤销' })
    const recycled = () =>
      (backend.backend.database.native.prepare('SELECT count(*) AS n FROM member WHERE deletedAt IS NOT NULL').get() as { n: number }).n
    while (recycled() === 0) await new Promise((resolve) => setImmediate(resolve))
    await backend.call('settings.cancelTask', { runningTaskId: '撤销' })
    expect((await running).code).toBe('CANCELLED')
    expect(recycled()).toBe(0)
  })
})

describe('随时间变化的字段经导入改', () => {
  it('失联、转正记成带日期的事件，撤销时事件撤下、任意日期回看都复原', async () => {
    await using backend = await openWithTree()
    const probationary = { ...person(1), category: '预备党员' as const, joinedOn: '2025-07-01', fullOn: null }
    await importAll(backend, rosterFile([{ name: '一', rows: [row(person(0), FIRST), row(probationary, FIRST)] }]))
    const before = roster(backend)
    const { batchId } = await importAll(
      backend,
      rosterFile([
        {
          name: '二',
          rows: [
            row({ ...person(0), isLost: true, lostOn: '2026-03-05' }, FIRST),
            row({ ...probationary, category: '正式党员', fullOn: '2026-07-01' }, FIRST),
          ],
        },
      ]),
    )
    const on = async (asOf: string, index: number) =>
      (await backend.call('member.list', { asOf, search: person(index).identityNumber })).rows[0]
    expect([(await on('2026-03-04', 0))?.isLost, (await on('2026-03-05', 0))?.isLost]).toEqual([false, true])
    expect([(await on('2026-06-30', 1))?.category, (await on('2026-07-01', 1))?.category]).toEqual(['预备党员', '正式党员'])
    const preview = await backend.call('member.batchReversal', { batchId })
    expect(preview.conflicts).toEqual([])
    await undo(backend, batchId)
    expect(roster(backend)).toEqual(before)
    expect((await on('2026-03-05', 0))?.isLost).toBe(false)
    expect((await on('2026-07-01', 1))?.category).toBe('预备党员')
  })

  it('失去联系日期、转正日期只写到月：照月记，事件也标到月，不补日', async () => {
    await using backend = await openWithTree()
    const probationary = { ...person(1), category: '预备党员' as const, joinedOn: '2025-07-01', fullOn: null }
    await importAll(backend, rosterFile([{ name: '一', rows: [row(person(0), FIRST), row(probationary, FIRST)] }]))
    await importAll(
      backend,
      rosterFile([
        {
          name: '二',
          rows: [
            row({ ...person(0), isLost: true }, FIRST, { 失去联系日期: text('2026.03') }),
            row({ ...probationary, category: '正式党员' }, FIRST, { 转为正式党员日期: text('2026年7月') }),
          ],
        },
      ]),
    )
    const found = async (index: number) => {
      const member = (await backend.call('member.list', { search: person(index).identityNumber })).rows[0]
      const { entries } = await backend.call('member.life', { memberId: member?.id ?? '' })
      return { member, events: entries.flatMap(({ event }) => (event ? [event.input] : [])) }
    }
    const lost = await found(0)
    expect(lost.member).toMatchObject({ isLost: true, lostOn: '2026-03-01', lostOnPrecision: '月' })
    expect(lost.events).toContainEqual(expect.objectContaining({ kind: '失去联系', occurredOn: '2026-03-01', occurredOnPrecision: '月' }))
    const full = await found(1)
    expect(full.member).toMatchObject({ category: '正式党员', fullOn: '2026-07-01', fullOnPrecision: '月' })
    expect(full.events).toContainEqual(expect.objectContaining({ kind: '转正', occurredOnPrecision: '月' }))
  })

  it('导入记了失联、其后又登记了恢复联系：撤销时列为冲突，不把一生弄得前后矛盾', async () => {
    await using backend = await openWithTree()
    await importAll(backend, rosterFile([{ name: '一', rows: [row(person(0), FIRST)] }]))
    const lost = row({ ...person(0), isLost: true, lostOn: '2026-03-05', education: '大专' }, FIRST)
    const { batchId } = await importAll(backend, rosterFile([{ name: '二', rows: [lost] }]))
    const memberId = (await backend.call('member.list', {})).rows[0]?.id ?? ''
    await backend.call('member.recordEvent', {
      memberIds: [memberId],
      event: { kind: '恢复联系', occurredOn: '2026-09-01' },
    })
    const preview = await backend.call('member.batchReversal', { batchId })
    expect(preview.conflicts.map(({ label }) => label)).toEqual(['一生里的事件'])
    await undo(backend, batchId, true)
    const [row0] = (await backend.call('member.list', {})).rows
    expect(row0).toMatchObject({ education: '大学', isLost: false })
  })
})
