import { describe, expect, it } from 'vitest'
import type { InputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract } from '../../shared/contract/index.ts'
import type { MemberProfile } from '../../shared/member/contract.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const MEETING = '2026-09-14'
const TODAY = '2026-09-20'

type EventInput = InputOf<AppContract['member.recordEvent']>['event']

/** 商贸支部 10 名正式党员，大会定在 2026-09-14，今天已过大会。 */
async function branchOfTen(changes: Readonly<Record<number, Partial<MemberProfile>>> = {}) {
  const backend = openTestBackend(TODAY)
  const { second: organizationId } = await plantSmallTree(backend)
  const members: string[] = []
  for (let index = 0; index < 10; index += 1) {
    const profile = syntheticPerson(index, changes[index] ?? {})
    members.push((await backend.call('member.create', { profile, branchId: organizationId, groupId: null, fromOn: null })).memberId)
  }
  await backend.call('election.recordTerm', { organizationId, seq: 3, electedOn: '2023-09-28', seatCount: 3 })
  const { processId } = await backend.call('election.openProcess', { organizationId, kind: '换届', meetingOn: MEETING })
  return { opened: backend, organizationId, processId, first: members[0] ?? '' }
}

const record = (backend: TestBackend, memberId: string, event: EventInput) =>
  backend.call('member.recordEvent', { memberIds: [memberId], event })

const electorateOf = async (backend: TestBackend, processId: string) => (await backend.call('election.process', { processId })).electorate

/** 驾驶舱与名册的应到会名单是同一个数、同一份理由。 */
async function agreed(backend: TestBackend, processId: string, organizationId: string) {
  const electorate = await electorateOf(backend, processId)
  const roll = await backend.call('member.attendance', { organizationId, asOf: MEETING })
  expect([electorate.allCount, electorate.dueCount]).toEqual([roll.memberCount, roll.voterCount])
  expect(electorate.uncounted.map(({ memberId, reason, basis }) => ({ memberId, reason, basis }))).toEqual(
    roll.lines.filter(({ standing }) => standing !== '计入').map(({ memberId, reason, basis }) => ({ memberId, reason, basis })),
  )
  return electorate
}

const DAYS = [
  ['前一天', '2026-09-13', true],
  ['当天', '2026-09-14', true],
  ['后一天', '2026-09-15', false],
] as const

const EVENTS = [
  [{ kind: '留党察看', detail: '一年', documentNo: '测纪〔2026〕1号' }, 10, 9, '没有选举权 1'],
  [{ kind: '权利中止', detail: '留置' }, 10, 9, '没有选举权 1'],
  [{ kind: '不计入应到会', detail: '不能表达意志', documentNo: '测党〔2026〕9号' }, 10, 9, '获准不计入 1'],
  [{ kind: '停止党籍', documentNo: '测党〔2026〕10号' }, 9, 9, '党员 9'],
] as const

describe('换届驾驶舱的应到会取自党员的一生（N-14）', () => {
  it.each(EVENTS.flatMap(([event, all, due, working]) => DAYS.map(([when, on, isIn]) => ({ event, all, due, working, when, on, isIn }))))(
    '$event.kind 在大会日$when（$on）',
    async ({ event, all, due, working, on, isIn }) => {
      const { opened, organizationId, processId, first } = await branchOfTen()
      await using backend = opened
      await record(backend, first, { ...event, occurredOn: on })
      const electorate = await agreed(backend, processId, organizationId)
      expect([electorate.allCount, electorate.dueCount, electorate.quorum]).toEqual(isIn ? [all, due, 8] : [10, 10, 8])
      if (isIn) expect(electorate.workings[0]).toContain(working)
      const line = electorate.uncounted.find(({ memberId }) => memberId === first)
      expect(line?.standing).toBe(isIn ? event.kind : undefined)
      if (line) expect([line.reason.startsWith(`自 ${on} `), line.basis === '', line.source]).toEqual([true, false, '名册'])
    },
  )

  it('预备党员：大会前一天、当天转正的计入，后一天转正的不计入', async () => {
    for (const [, on, isIn] of DAYS) {
      const { opened, organizationId, processId } = await branchOfTen({ 0: { joinedOn: '2025-09-01', fullOn: on } })
      await using backend = opened
      const electorate = await agreed(backend, processId, organizationId)
      expect([electorate.probationaryCount, electorate.dueCount]).toEqual(isIn ? [0, 10] : [1, 9])
    }
  })

  it('名册只标了“不计入”而没有文号的仍计入，点名说明', async () => {
    const { opened, organizationId, processId } = await branchOfTen({ 0: { rightsStatus: '不计入应到会' } })
    await using backend = opened
    const electorate = await agreed(backend, processId, organizationId)
    expect(electorate.dueCount).toBe(10)
    expect(electorate.problems.join()).toContain('没有上级同意的文号，仍计入应到会')
  })

  it('名册与流程名单都登记了同一个人：只减一次，理由与文号取名册的；移出流程名单人数不变', async () => {
    const { opened, organizationId, processId, first } = await branchOfTen()
    await using backend = opened
    const occurredOn = '2026-08-01'
    await record(backend, first, { kind: '不计入应到会', occurredOn, detail: '不能表达意志', documentNo: '测党〔2026〕9号' })
    const exclusion = { memberId: first, ground: '不能表达意志', reason: '医院证明', adoptedOn: null } as const
    await backend.call('election.recordExclusion', {
      processId,
      ...exclusion,
      approvalDocumentNo: '测党〔2026〕12号',
      approvedOn: occurredOn,
    })
    const both = await agreed(backend, processId, organizationId)
    expect([both.dueCount, both.excludedCount]).toEqual([9, 1])
    expect(both.uncounted).toMatchObject([{ memberId: first, documentNo: '测党〔2026〕9号', source: '名册' }])
    expect(both.problems.join()).toContain('没有重复扣减')
    await backend.call('election.removeExclusion', { processId, memberId: first })
    expect((await electorateOf(backend, processId)).dueCount).toBe(9)
  })

  it('只登在流程名单里的：大会前一天、当天批复的减去，后一天批复的仍计入', async () => {
    for (const [, approvedOn, isIn] of DAYS) {
      const { opened, processId, first } = await branchOfTen()
      await using backend = opened
      const exclusion = { memberId: first, ground: '不能表达意志', reason: '医院证明', adoptedOn: null } as const
      await backend.call('election.recordExclusion', { processId, ...exclusion, approvalDocumentNo: '测党〔2026〕12号', approvedOn })
      const { dueCount, uncounted } = await electorateOf(backend, processId)
      expect([dueCount, uncounted[0]?.isCounted]).toEqual([isIn ? 9 : 10, !isIn])
    }
  })

  it('文书与驾驶舱同一个数、同一份理由，成文日不在大会日也一样', async () => {
    const { opened, organizationId, processId, first } = await branchOfTen()
    await using backend = opened
    const event = { kind: '不计入应到会', occurredOn: '2026-08-01', detail: '不能表达意志', documentNo: '测党〔2026〕9号' } as const
    await record(backend, first, event)
    const electorate = await electorateOf(backend, processId)
    const [line] = electorate.uncounted
    const fields = { datedOn: '2026-07-01' }
    const sheet = await backend.call('correspondence.draft', { kind: 'E04', organizationId, processId, fields })
    const text = sheet.html.replaceAll(/<[^>]*>/g, '')
    expect(text).toContain(`应到会有选举权的党员为${electorate.dueCount}名`)
    expect(text).toContain(`${line?.reason ?? '没有理由'}（${line?.documentNo ?? ''}）`)
    const report = await backend.call('correspondence.draft', { kind: 'E10', organizationId, processId })
    expect(report.fields.find(({ key }) => key === 'expected')?.value).toBe(String(electorate.dueCount))
  })
})
