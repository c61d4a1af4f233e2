import { describe, expect, it } from 'vitest'
import type { EventInput } from '../../shared/member/life-contract.ts'
import type { MemberProfile } from '../../shared/member/contract.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { rosterFile, row } from '../kit/roster-workbook.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const TODAY = '2026-11-21'

async function enrol(backend: TestBackend, branchId: string, index: number, change: Partial<MemberProfile> = {}): Promise<string> {
  const input = { profile: syntheticPerson(index, change), branchId, groupId: null, fromOn: null }
  return (await backend.call('member.create', input)).memberId
}

const record = (backend: TestBackend, memberId: string, event: EventInput) =>
  backend.call('member.recordEvent', { memberIds: [memberId], event })

/** 某日一个党组织的三个数：党员、正式、应到会。 */
async function counts(backend: TestBackend, organizationId: string, asOf: string): Promise<number[]> {
  const roll = await backend.call('member.attendance', { organizationId, asOf })
  const { nodes } = await backend.call('organization.tree', { asOf })
  const node = nodes.find(({ id }) => id === organizationId)
  expect([node?.memberCount, node?.fullMemberCount]).toEqual([roll.memberCount, roll.fullMemberCount])
  return [roll.memberCount, roll.fullMemberCount, roll.voterCount]
}

const statusOn = async (backend: TestBackend, memberId: string, asOf: string) =>
  (await backend.call('member.detail', { memberId, asOf })).member.partyStatus

describe('任意日期回看', () => {
  it('停止与恢复党籍：前一天、当天、后一天的人数与花名册都是那天的样子', async () => {
    await using backend = openTestBackend(TODAY)
    const { first } = await plantSmallTree(backend)
    await enrol(backend, first, 0)
    const memberId = await enrol(backend, first, 1)
    await record(backend, memberId, { kind: '停止党籍', occurredOn: '2024-03-10', documentNo: '测党〔2024〕3号' })
    await record(backend, memberId, { kind: '恢复党籍', occurredOn: '2026-03-10' })
    expect(await counts(backend, first, '2024-03-09')).toEqual([2, 2, 2])
    expect(await counts(backend, first, '2024-03-10')).toEqual([1, 1, 1])
    expect(await counts(backend, first, '2026-03-09')).toEqual([1, 1, 1])
    expect(await counts(backend, first, '2026-03-10')).toEqual([2, 2, 2])
    expect(await statusOn(backend, memberId, '2025-01-01')).toBe('停止党籍')
    expect((await backend.call('member.list', { asOf: '2025-01-01', partyStatus: '停止党籍' })).total).toBe(1)
    expect((await backend.call('member.list', { partyStatus: '停止党籍' })).total).toBe(0)
    const { lines } = await backend.call('member.attendance', { organizationId: first, asOf: '2025-01-01' })
    expect(lines.find((line) => line.memberId === memberId)).toMatchObject({
      isCounted: false,
      reason: '自 2024-03-10 停止党籍',
      documentNo: '测党〔2024〕3号',
    })
  })

  it('留党察看、权利中止、不计入应到会只减应到会，不减党员人数', async () => {
    await using backend = openTestBackend(TODAY)
    const { first } = await plantSmallTree(backend)
    const [one, two, three] = [await enrol(backend, first, 0), await enrol(backend, first, 1), await enrol(backend, first, 2)]
    await record(backend, one, { kind: '留党察看', occurredOn: '2025-01-01', detail: '一年' })
    await record(backend, two, { kind: '权利中止', occurredOn: '2025-02-01', detail: '留置' })
    await record(backend, three, { kind: '不计入应到会', occurredOn: '2025-03-01', detail: '不能表达意志', documentNo: '1号' })
    expect(await counts(backend, first, '2024-12-31')).toEqual([3, 3, 3])
    expect(await counts(backend, first, '2025-01-31')).toEqual([3, 3, 2])
    expect(await counts(backend, first, '2025-03-01')).toEqual([3, 3, 0])
    await record(backend, one, { kind: '恢复党员权利', occurredOn: '2026-01-01' })
    expect(await counts(backend, first, '2025-12-31')).toEqual([3, 3, 0])
    expect(await counts(backend, first, '2026-01-01')).toEqual([3, 3, 1])
  })

  it('不计入应到会没有上级文号的不能登记', async () => {
    await using backend = openTestBackend(TODAY)
    const { first } = await plantSmallTree(backend)
    const memberIds = [await enrol(backend, first, 0)]
    const failure = await backend.refused('member.recordEvent', {
      memberIds,
      event: { kind: '不计入应到会', occurredOn: '2025-03-01', detail: '不能表达意志' },
    })
    expect(failure).toMatchObject({ code: 'EVENT_REFUSED', problems: [{ place: 'documentNo' }] })
  })

  it('转正：登记之前是预备党员，当天起是正式党员；学历、职务按当日', async () => {
    await using backend = openTestBackend(TODAY)
    const { first } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0, { category: '预备党员', joinedOn: '2025-07-01', fullOn: null })
    await record(backend, memberId, { kind: '转正', occurredOn: '2026-07-01', documentNo: '测党〔2026〕7号' })
    await record(backend, memberId, { kind: '学历变化', occurredOn: '2026-08-01', detail: '硕士研究生' })
    expect(await counts(backend, first, '2026-06-30')).toEqual([1, 0, 0])
    expect(await counts(backend, first, '2026-07-01')).toEqual([1, 1, 1])
    const educationOn = async (asOf: string) => (await backend.call('member.list', { asOf })).rows[0]?.education
    expect([await educationOn('2026-07-31'), await educationOn('2026-08-01')]).toEqual(['大学', '硕士研究生'])
    expect((await backend.call('member.list', {})).rows[0]).toMatchObject({ category: '正式党员', fullOn: '2026-07-01' })
  })

  it('工作台的事实与党组织树的人数同一口径，人数变化也按停止、恢复分段', async () => {
    await using backend = openTestBackend(TODAY)
    const { committee, first } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0)
    await enrol(backend, first, 1)
    await record(backend, memberId, { kind: '停止党籍', occurredOn: '2024-03-10' })
    for (const [asOf, expected] of [
      ['2024-03-09', 2],
      ['2024-03-10', 1],
      [TODAY, 1],
    ] as const) {
      expect((await backend.call('compliance.dashboard', { asOf })).memberCount).toBe(expected)
      expect((await counts(backend, committee, asOf))[0]).toBe(expected)
    }
  })
})

describe('登记、更正、撤下', () => {
  it('撤下以后一切如初；更正是旧的留痕、另立新的', async () => {
    await using backend = openTestBackend(TODAY)
    const { first } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0)
    const before = (await backend.call('member.detail', { memberId })).member
    const { eventIds } = await record(backend, memberId, { kind: '失去联系', occurredOn: '2026-01-01', occurredOnPrecision: '月' })
    expect((await backend.call('member.detail', { memberId })).member).toMatchObject({
      isLost: true,
      lostOn: '2026-01-01',
      lostOnPrecision: '月',
    })
    const corrected = await backend.call('member.correctEvent', {
      eventId: eventIds[0] ?? '',
      event: { kind: '失去联系', occurredOn: '2026-02-15' },
      reason: '查了微信记录',
    })
    expect((await backend.call('member.detail', { memberId })).member).toMatchObject({ lostOn: '2026-02-15', lostOnPrecision: '日' })
    const stale = await backend.refused('member.withdrawEvent', { eventId: eventIds[0] ?? '', reason: '重复' })
    expect(stale).toMatchObject({ code: 'EVENT_WITHDRAWN' })
    await backend.call('member.withdrawEvent', { eventId: corrected.eventIds[0] ?? '', reason: '登错人' })
    expect((await backend.call('member.detail', { memberId })).member).toEqual(before)
    const { entries } = await backend.call('member.life', { memberId })
    expect(entries.filter(({ event }) => event?.isWithdrawn).map(({ event }) => event?.withdrawalReason)).toEqual([
      '更正：查了微信记录',
      '登错人',
    ])
  })

  it('撤下会让其后的事件不成立的拒绝，什么也没变', async () => {
    await using backend = openTestBackend(TODAY)
    const { first } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0)
    const { eventIds } = await record(backend, memberId, { kind: '停止党籍', occurredOn: '2024-03-10' })
    await record(backend, memberId, { kind: '恢复党籍', occurredOn: '2025-03-10' })
    const failure = await backend.refused('member.withdrawEvent', { eventId: eventIds[0] ?? '', reason: '登错' })
    expect(failure).toMatchObject({ code: 'EVENT_NEEDED_LATER' })
    expect(await statusOn(backend, memberId, '2024-06-01')).toBe('停止党籍')
  })

  it('已由事件推出的项不能在信息表里直接改，也绕不过去；别的项照改', async () => {
    await using backend = openTestBackend(TODAY)
    const { first } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0)
    await record(backend, memberId, { kind: '停止党籍', occurredOn: '2026-03-10' })
    const { member } = await backend.call('member.detail', { memberId })
    const failure = await backend.refused('member.update', { memberId, profile: { ...member, partyStatus: '正常' } })
    expect(failure).toMatchObject({ code: 'STATE_RECORDED_BY_EVENT', problems: [{ place: 'profile.partyStatus' }] })
    await backend.call('member.update', { memberId, profile: { ...member, address: '新住址', education: '大专' } })
    expect((await backend.call('member.detail', { memberId, asOf: '2026-03-09' })).member).toMatchObject({
      partyStatus: '正常',
      address: '新住址',
      education: '大专',
    })
  })

  it('在任的人要先卸任才能登记停止党籍与减员；将来的日期拒绝', async () => {
    await using backend = openTestBackend(TODAY)
    const { second } = await plantSmallTree(backend)
    const memberId = await enrol(backend, second, 0)
    const post = { organizationId: second, memberId, title: '书记', source: '选举', fromOn: '2024-05-10' } as const
    const { postId } = await backend.call('election.appoint', post)
    for (const event of [
      { kind: '停止党籍', occurredOn: '2026-03-10' },
      { kind: '去世', occurredOn: '2026-03-10' },
    ] as const)
      expect((await backend.refused('member.recordEvent', { memberIds: [memberId], event })).message).toContain('还任商贸支部书记')
    await backend.call('election.endPost', { postId, untilOn: '2026-03-10', endReason: '去世' })
    const future = { memberIds: [memberId], event: { kind: '去世' as const, occurredOn: '2026-11-22' } }
    expect((await backend.refused('member.recordEvent', future)).message).toContain('在今天（2026-11-21）之后')
    await record(backend, memberId, { kind: '去世', occurredOn: '2026-03-10' })
  })
})

describe('减员与历史党员', () => {
  it('去世：当日起不在册，历史党员里按原因、年度查得到', async () => {
    await using backend = openTestBackend(TODAY)
    const { first } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0, { name: '曾小贤' })
    await enrol(backend, first, 1)
    await record(backend, memberId, { kind: '去世', occurredOn: '2026-03-10' })
    expect(await counts(backend, first, '2026-03-09')).toEqual([2, 2, 2])
    expect(await counts(backend, first, '2026-03-10')).toEqual([1, 1, 1])
    const { rows, counts: byYear } = await backend.call('member.departed', { reason: '去世', year: 2026, search: 'zxx' })
    expect(rows).toMatchObject([{ memberId, reason: '去世', leftOn: '2026-03-10', comeback: '不能' }])
    expect(byYear).toEqual([{ year: 2026, reason: '去世', count: 1 }])
    expect((await backend.call('member.departed', { asOf: '2026-03-09' })).rows).toEqual([])
    const { departure, workings } = await backend.call('member.life', { memberId })
    expect(departure).toEqual({ reason: '去世', on: '2026-03-10' })
    // 1960-01-01 生、1983-07-01 转正：年龄与党龄都停在去世那天，不再往后长。
    expect(workings.slice(0, 2)).toEqual([
      { label: '年龄', value: '66 岁', working: '自 1960-01-01 到 2026-03-10（去世之日）的整年' },
      { label: '党龄', value: '42 年', working: '自转正 1983-07-01 到 2026-03-10（不在册之日）的整年' },
    ])
  })

  it('转出再转入：中间不在册；撤下转入又回到不在册', async () => {
    await using backend = openTestBackend(TODAY)
    const { first, second } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0)
    await record(backend, memberId, { kind: '组织关系转出', occurredOn: '2025-01-10', detail: '某市某局党支部' })
    const back = { kind: '组织关系转入', occurredOn: '2026-01-10', branchId: second } as const
    const early = { memberIds: [memberId], event: { ...back, occurredOn: '2025-01-09' } }
    expect((await backend.refused('member.recordEvent', early)).code).toBe('EVENT_REFUSED')
    const { eventIds } = await record(backend, memberId, back)
    const present = async (asOf: string) => (await backend.call('member.list', { asOf })).rows.map(({ branchId }) => branchId)
    expect([await present('2025-01-09'), await present('2025-01-10'), await present('2026-01-09'), await present('2026-01-10')]).toEqual([
      [first],
      [],
      [],
      [second],
    ])
    await backend.call('member.withdrawEvent', { eventId: eventIds[0] ?? '', reason: '没有转来' })
    expect(await present(TODAY)).toEqual([])
    expect((await backend.call('member.departed', {})).rows).toMatchObject([{ memberId, comeback: '组织关系转入' }])
  })

  it('除名五年后重新入党：从预备党员重新起算，从前的一段照旧看得到', async () => {
    await using backend = openTestBackend(TODAY)
    const { first } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0, { joinedOn: '2005-07-01', fullOn: '2006-07-01' })
    await record(backend, memberId, { kind: '除名', occurredOn: '2020-03-10' })
    const again = { kind: '重新入党', branchId: first } as const
    const early = { memberIds: [memberId], event: { ...again, occurredOn: '2025-03-09' } }
    expect((await backend.refused('member.recordEvent', early)).message).toContain('最早 2025-03-10')
    await record(backend, memberId, { ...again, occurredOn: '2025-03-10' })
    expect((await backend.call('member.list', {})).rows[0]).toMatchObject({
      category: '预备党员',
      joinedOn: '2025-03-10',
      fullOn: null,
      partyAge: null,
    })
    expect((await backend.call('member.list', { asOf: '2019-01-01' })).rows[0]).toMatchObject({
      category: '正式党员',
      joinedOn: '2005-07-01',
      fullOn: '2006-07-01',
    })
    expect((await backend.call('member.list', { asOf: '2022-01-01' })).total).toBe(0)
    await record(backend, memberId, { kind: '转正', occurredOn: '2026-03-10' })
    expect((await backend.call('member.list', {})).rows[0]).toMatchObject({ category: '正式党员', fullOn: '2026-03-10' })
  })

  it('更正减员日期：编出的日期跟着改', async () => {
    await using backend = openTestBackend(TODAY)
    const { first } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0)
    const { eventIds } = await record(backend, memberId, { kind: '退党', occurredOn: '2026-03-10' })
    await backend.call('member.correctEvent', { eventId: eventIds[0] ?? '', event: { kind: '退党', occurredOn: '2026-04-10' } })
    const total = async (asOf: string) => (await backend.call('member.list', { asOf })).total
    expect([await total('2026-04-09'), await total('2026-04-10')]).toEqual([1, 0])
  })
})

describe('成批登记与撤销', () => {
  it('几个人同一件事：一人不行整批不登，写明是谁；登了整批可撤', async () => {
    await using backend = openTestBackend(TODAY)
    const { first } = await plantSmallTree(backend)
    const memberIds = [await enrol(backend, first, 0, { name: '甲一' }), await enrol(backend, first, 1, { name: '乙二' })]
    const [one = ''] = memberIds
    const { eventIds } = await record(backend, one, { kind: '流动外出', occurredOn: '2026-01-01', detail: '某省某县' })
    const failure = await backend.refused('member.recordEvent', { memberIds, event: { kind: '流动返回', occurredOn: '2026-02-01' } })
    expect(failure.message).toContain('当时没有登记为外出流动')
    expect((await backend.call('member.detail', { memberId: one })).member.isFloating).toBe(true)
    await backend.call('member.withdrawEvent', { eventId: eventIds[0] ?? '', reason: '登错' })
    const { batchId } = await backend.call('member.recordEvent', {
      memberIds,
      event: { kind: '流动外出', occurredOn: '2026-01-01', detail: '某省某县' },
    })
    expect((await backend.call('member.list', { isFloating: true })).total).toBe(2)
    const reversal = await backend.call('member.batchReversal', { batchId: batchId ?? '' })
    expect(reversal.conflicts).toEqual([])
    await backend.call('member.undoBatch', { batchId: batchId ?? '', digest: reversal.digest })
    expect((await backend.call('member.list', { isFloating: true })).total).toBe(0)
    expect((await backend.call('member.list', { isFloating: true, asOf: '2026-06-01' })).total).toBe(0)
    const { entries } = await backend.call('member.life', { memberId: one })
    expect(entries.filter(({ source, event }) => source === '事件' && event?.isWithdrawn === false)).toEqual([])
  })

  it('其后又登记了别的，撤销列为冲突', async () => {
    await using backend = openTestBackend(TODAY)
    const { first } = await plantSmallTree(backend)
    const memberIds = [await enrol(backend, first, 0, { name: '甲一' }), await enrol(backend, first, 1, { name: '乙二' })]
    const { batchId } = await backend.call('member.recordEvent', {
      memberIds,
      event: { kind: '流动外出', occurredOn: '2026-01-01', detail: '某省某县' },
    })
    await record(backend, memberIds[0] ?? '', { kind: '流动返回', occurredOn: '2026-05-01' })
    const { conflicts } = await backend.call('member.batchReversal', { batchId: batchId ?? '' })
    const own = conflicts.filter(({ name, label }) => name === '甲一' && label === '一生里的事件')
    expect(own.map(({ reason }) => reason)).toEqual([expect.stringContaining('2026-05-01 的“流动返回”就不成立了')])
    expect(conflicts.some(({ name }) => name === '乙二')).toBe(false)
  })
})

describe('导入里随时间变化的项', () => {
  it('改成停止党籍、失联记成事件：有日期的按日期，没有的自汇总日期起；撤销整批一切如初', async () => {
    await using backend = openTestBackend(TODAY)
    const { second } = await plantSmallTree(backend)
    const memberId = await enrol(backend, second, 0)
    const before = (await backend.call('member.detail', { memberId })).member
    const changed = syntheticPerson(0, { partyStatus: '停止党籍', isLost: true, lostOn: '2025-01-01' })
    const file = rosterFile([{ name: '商贸', rows: [row(changed, '中共测试商贸公司支部委员会')] }])
    const preview = await backend.call('exchange.previewRoster', { file, asOf: '2026-06-30' })
    expect(preview.counts).toMatchObject({ changed: 1 })
    const { batchId } = await backend.call('exchange.importRoster', { file, asOf: '2026-06-30', digest: preview.digest })
    expect([await statusOn(backend, memberId, '2026-06-29'), await statusOn(backend, memberId, '2026-06-30')]).toEqual(['正常', '停止党籍'])
    const lostOn = async (asOf: string) => (await backend.call('member.detail', { memberId, asOf })).member.isLost
    expect([await lostOn('2024-12-31'), await lostOn('2025-01-01')]).toEqual([false, true])
    const { entries } = await backend.call('member.life', { memberId })
    expect(entries.flatMap(({ source, title, note }) => (source === '事件' ? [[title, note]] : []))).toEqual([
      ['失去联系', '花名册导入'],
      ['停止党籍', '花名册导入，日期不详，暂记为 2026-06-30'],
    ])
    const { digest } = await backend.call('member.batchReversal', { batchId })
    await backend.call('member.undoBatch', { batchId, digest })
    expect((await backend.call('member.detail', { memberId })).member).toEqual(before)
    expect(await statusOn(backend, memberId, '2026-08-01')).toBe('正常')
  })
})

describe('已不在册的人', () => {
  it('再出现在导入的表里要拒绝：怎么回来须有依据', async () => {
    await using backend = openTestBackend(TODAY)
    const { second } = await plantSmallTree(backend)
    const memberId = await enrol(backend, second, 0)
    await record(backend, memberId, { kind: '组织关系转出', occurredOn: '2026-01-10', detail: '某局党支部' })
    const file = rosterFile([{ name: '商贸', rows: [row(syntheticPerson(0), '中共测试商贸公司支部委员会')] }])
    const preview = await backend.call('exchange.previewRoster', { file })
    expect(preview.counts).toMatchObject({ refused: 1, changed: 0 })
    expect(preview.rows[0]?.refusals[0]?.reason).toContain('请先登记“组织关系转入”')
  })
})

describe('两个窗口', () => {
  it('别处已经调过支部、改过信息的，后一个窗口调组、移入回收站都拒绝', async () => {
    await using backend = openTestBackend(TODAY)
    const { first, second, group } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0)
    const seen = (await backend.call('member.detail', { memberId })).member
    const basedOn = [{ memberId, branchId: seen.branchId, groupId: seen.groupId }]
    const move = { memberIds: [memberId], groupId: null, fromOn: '2026-05-01', reason: '调动' }
    await backend.call('member.assign', { ...move, branchId: second, basedOn })
    const late = { ...move, branchId: first, groupId: group, fromOn: '2026-06-01', basedOn }
    expect((await backend.refused('member.assign', late)).code).toBe('MEMBER_CHANGED_SINCE')
    await backend.call('member.update', { memberId, profile: { ...seen, address: '新址' } })
    expect((await backend.refused('member.remove', { memberId, reason: '误登', basedOn: seen })).code).toBe('MEMBER_CHANGED_SINCE')
  })

  it('没有的党组织，发现也拒绝，不当作“没有问题”', async () => {
    await using backend = openTestBackend(TODAY)
    await plantSmallTree(backend)
    expect((await backend.refused('compliance.findings', { organizationId: '没有这个' })).code).toBe('ORGANIZATION_UNKNOWN')
  })
})

describe('成批改一个字段', () => {
  it('一个批次，可整批撤销；代码表以外的值整批拒绝；由事件推出的项不能成批改', async () => {
    await using backend = openTestBackend(TODAY)
    const { first } = await plantSmallTree(backend)
    const memberIds = [await enrol(backend, first, 0), await enrol(backend, first, 1)]
    const bad = await backend.refused('member.changeField', { memberIds, field: 'ethnicity', value: '火星族' })
    expect(bad.message).toContain('火星族')
    const { changed, batchId } = await backend.call('member.changeField', { memberIds, field: 'job', value: '退休' })
    expect(changed).toBe(2)
    expect((await backend.call('member.list', {})).rows.map(({ job }) => job)).toEqual(['退休人员', '退休人员'])
    const { digest } = await backend.call('member.batchReversal', { batchId: batchId ?? '' })
    await backend.call('member.undoBatch', { batchId: batchId ?? '', digest })
    expect((await backend.call('member.list', {})).rows.map(({ job }) => job)).not.toContain('退休人员')
    await record(backend, memberIds[0] ?? '', { kind: '学历变化', occurredOn: '2026-01-01', detail: '博士研究生' })
    const recorded = await backend.refused('member.changeField', { memberIds, field: 'education', value: '大专' })
    expect(recorded.code).toBe('STATE_RECORDED_BY_EVENT')
  })
})

describe('姓名', () => {
  it.each([
    ['张 三', '张三'],
    ['欧　阳　修', '欧阳修'],
    ['阿卜杜热依木•买买提吐尔逊', '阿卜杜热依木·买买提吐尔逊'],
    ['𠮷田 明', '𠮷田明'],
    ['张𬱖', '张𬱖'],
    ['⼤川', '大川'],
    ['John  Smith', 'John Smith'],
  ])('录入“%s”存为“%s”，搜得到，一生里也显示得对', async (typed, stored) => {
    await using backend = openTestBackend(TODAY)
    const { first } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0, { name: typed })
    expect((await backend.call('member.list', { search: stored })).rows.map(({ name }) => name)).toEqual([stored])
    expect((await backend.call('member.detail', { memberId })).member.name).toBe(stored)
  })
})

describe('信息完整度', () => {
  it('每支部每字段应填、已填几人；点到格就是缺那一项的人', async () => {
    await using backend = openTestBackend(TODAY)
    const { first, second } = await plantSmallTree(backend)
    await enrol(backend, first, 0, { mobile: '', education: '' })
    await enrol(backend, first, 1, { isLost: true })
    await enrol(backend, second, 2)
    const { rows } = await backend.call('member.completeness', {})
    const cells = Object.fromEntries(
      (rows.find(({ branchId }) => branchId === first)?.cells ?? []).map((cell) => [cell.field, [cell.filled, cell.due]]),
    )
    expect(cells).toMatchObject({ 学历: [1, 2], 手机号: [1, 2], 家庭住址: [2, 2], 失去联系日期: [0, 1], 外出流向: [0, 0] })
    for (const branchId of [first, second])
      for (const { field, due, filled } of rows.find((each) => each.branchId === branchId)?.cells ?? []) {
        const lacking = await backend.call('member.list', { organizationId: branchId, lacking: field as '学历' })
        expect(lacking.total, field).toBe(due - filled)
      }
  })
})
