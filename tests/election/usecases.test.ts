import { describe, expect, it } from 'vitest'
import type { InputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract } from '../../shared/contract/index.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

type AppointInput = InputOf<AppContract['election.appoint']>

async function enrol(backend: TestBackend, branchId: string, index: number, change: Parameters<typeof syntheticPerson>[1] = {}) {
  const { memberId } = await backend.call('member.create', {
    profile: syntheticPerson(index, change),
    branchId,
    groupId: null,
    fromOn: null,
  })
  return memberId
}

const recordTerm = (backend: TestBackend, organizationId: string, seq: number, electedOn: string, seatCount: number | null = null) =>
  backend.call('election.recordTerm', { organizationId, seq, electedOn, seatCount })

const appointment = (organizationId: string, memberId: string, title: AppointInput['title'], fromOn: string): AppointInput => ({
  organizationId,
  memberId,
  title,
  fromOn,
  source: '选举',
})

const board = (backend: TestBackend, organizationId: string, asOf?: string) =>
  backend.call('election.board', { organizationId, ...(asOf ? { asOf } : {}) })

function dump(backend: TestBackend): string {
  const { native } = backend.backend.database
  return JSON.stringify(
    ['term', 'termApproval', 'termMilestone', 'post', 'journal'].map((table) => native.prepare(`SELECT * FROM ${table} ORDER BY 1`).all()),
  )
}

async function refusedUntouched(backend: TestBackend, act: () => Promise<{ code: string; message: string }>) {
  const before = dump(backend)
  const failure = await act()
  expect(dump(backend)).toBe(before)
  expect(failure.message).toMatch(/[\u4e00-\u9fff]{6,}/)
  return failure
}

describe('登记届次：任期年数按选举日冻结（C-01、C-02、N-16）', () => {
  it.each([
    ['党支部 2018-07-11 选举按 2 年', 'second', '2018-07-11', 2, '2020-07-11'],
    ['党支部 2018-07-12 选举按 3 年', 'second', '2018-07-12', 3, '2021-07-12'],
    ['党支部 2018-07-13 选举按 3 年', 'second', '2018-07-13', 3, '2021-07-13'],
    ['党总支任期意见以前也是 3 年', 'general', '2017-06-15', 3, '2020-06-15'],
    ['党委 5 年', 'committee', '2022-03-01', 5, '2027-03-01'],
    ['闰日选举，届满在二月末', 'second', '2024-02-29', 3, '2027-02-28'],
  ] as const)('%s', async (_name, which, electedOn, termYears, endsOn) => {
    await using backend = openTestBackend('2026-09-14')
    const tree = await plantSmallTree(backend)
    expect(await recordTerm(backend, tree[which], 1, electedOn)).toMatchObject({ termYears, endsOn })
    const { terms } = await board(backend, tree[which])
    expect(terms[0]?.termYearsBasis).toContain(`${termYears} 年`)
  })

  it('7.4：2017-06-15 选举两年届满，2019-06-20 换届为三年，提醒 2021-12-20、请示 2022-02-20', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallTree(backend)
    await recordTerm(backend, second, 4, '2017-06-15')
    await recordTerm(backend, second, 5, '2019-06-20')
    const on = async (asOf: string) => (await board(backend, second, asOf)).overview
    expect(await on('2019-06-15')).toMatchObject({ state: '待换届', lines: { endsOn: '2019-06-15', daysLeft: 0 } })
    expect(await on('2019-06-16')).toMatchObject({ state: '届满未换', lines: { daysLeft: -1 } })
    expect(await on('2019-06-19')).toMatchObject({ currentTerm: { seq: 4 }, lines: { daysLeft: -4 } })
    expect(await on('2019-06-20')).toMatchObject({
      state: '在届',
      currentTerm: { seq: 5, endsOn: '2022-06-20' },
      lines: { remindBy: '2021-12-20', requestBy: '2022-02-20' },
    })
    expect((await on('2021-12-19')).state).toBe('在届')
    expect((await on('2021-12-20')).state).toBe('待换届')
    const { terms } = await board(backend, second)
    expect(terms.map((each) => [each.seq, each.state])).toEqual([
      [5, '届满未换'],
      [4, '已换届'],
    ])
  })

  it('选举日不早于成立、不在将来；届次与选举日同序、不重号；党小组没有届次', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, group } = await plantSmallTree(backend)
    await recordTerm(backend, second, 3, '2020-05-01')
    const refused = (organizationId: string, seq: number, electedOn: string) =>
      refusedUntouched(backend, () => backend.refused('election.recordTerm', { organizationId, seq, electedOn, seatCount: null }))
    expect(await refused(second, 1, '2009-12-31')).toMatchObject({ code: 'ELECTED_OUTSIDE_LIFE' })
    expect(await refused(second, 4, '2026-09-15')).toMatchObject({ code: 'DATE_IN_FUTURE' })
    expect(await refused(second, 3, '2023-05-01')).toMatchObject({ code: 'TERM_SEQ_TAKEN' })
    expect(await refused(second, 4, '2020-05-01')).toMatchObject({ code: 'TERM_OUT_OF_ORDER' })
    expect(await refused(second, 4, '2020-04-30')).toMatchObject({ code: 'TERM_OUT_OF_ORDER' })
    expect(await refused(second, 2, '2020-05-01')).toMatchObject({ code: 'TERM_OUT_OF_ORDER' })
    expect(await refused(group, 1, '2024-05-01')).toMatchObject({ code: 'NO_TERM_FOR_GROUP' })
    await recordTerm(backend, second, 2, '2020-04-30')
    await recordTerm(backend, second, 4, '2026-09-14')
  })

  it('改正选举日：任期重算，本届任职与上届卸任的日期随之改', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallTree(backend)
    const [one, two] = [await enrol(backend, second, 0), await enrol(backend, second, 1)]
    await recordTerm(backend, second, 1, '2015-05-01')
    await backend.call('election.appoint', appointment(second, one, '书记', '2015-05-01'))
    const { termId } = await recordTerm(backend, second, 2, '2018-07-20')
    await backend.call('election.appoint', appointment(second, two, '书记', '2018-07-20'))
    const correction = { termId, electedOn: '2018-07-10', seatCount: 3 }
    expect(await backend.call('election.correctTerm', correction)).toMatchObject({ termYears: 2, endsOn: '2020-07-10' })
    const { posts } = await board(backend, second)
    expect(posts.map((post) => [post.fromOn, post.untilOn])).toEqual([
      ['2015-05-01', '2018-07-10'],
      ['2018-07-10', null],
    ])
    const early = await refusedUntouched(backend, () => backend.refused('election.correctTerm', { ...correction, electedOn: '2015-05-01' }))
    expect(early).toMatchObject({ code: 'TERM_OUT_OF_ORDER' })
  })
})

describe('延期、提前与换届节点', () => {
  it('延期新届满日须晚于原届满日（前一天、当天都不行），批复不在将来、不早于本届', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallTree(backend)
    const { termId } = await recordTerm(backend, second, 1, '2023-08-31')
    const approval = (change: object) => ({
      termId,
      kind: '延期' as const,
      approvedOn: '2026-08-01',
      documentNo: '测党〔2026〕30号',
      approver: '测试集团党委',
      newEndOn: '2027-02-28',
      ...change,
    })
    const refused = (change: object) => refusedUntouched(backend, () => backend.refused('election.recordApproval', approval(change)))
    expect(await refused({ newEndOn: '2026-08-30' })).toMatchObject({ code: 'EXTENSION_NOT_LATER' })
    expect(await refused({ newEndOn: '2026-08-31' })).toMatchObject({ code: 'EXTENSION_NOT_LATER' })
    expect(await refused({ approvedOn: '2026-09-15' })).toMatchObject({ code: 'DATE_IN_FUTURE' })
    expect(await refused({ approvedOn: '2023-08-30' })).toMatchObject({ code: 'APPROVED_BEFORE_ELECTION' })
    expect(await refused({ kind: '提前', newEndOn: '2026-08-31' })).toMatchObject({ code: 'EARLY_NOT_EARLIER' })
    expect((await board(backend, second)).overview.state).toBe('届满未换')
    const { approvalId } = await backend.call('election.recordApproval', approval({}))
    expect((await board(backend, second)).overview).toMatchObject({
      state: '延期中',
      currentTerm: { endsOn: '2026-08-31', effectiveEndsOn: '2027-02-28' },
      lines: { endsOn: '2027-02-28', remindBy: '2026-08-28' },
    })
    expect(await refused({})).toMatchObject({ code: 'APPROVAL_DUPLICATE' })
    await backend.call('election.removeApproval', { approvalId })
    expect((await board(backend, second)).overview.state).toBe('届满未换')
    await backend.call('election.recordApproval', approval({ newEndOn: '2026-09-01', approvedOn: '2026-09-01' }))
  })

  it('节点不在将来、不早于本届选举；撤下后不再出现', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallTree(backend)
    const { termId } = await recordTerm(backend, second, 1, '2023-08-31')
    const milestone = (occurredOn: string) => ({ termId, kind: '上级提醒' as const, occurredOn, documentNo: '=1+1', note: `'; --` })
    expect(await refusedUntouched(backend, () => backend.refused('election.recordMilestone', milestone('2026-09-15')))).toMatchObject({
      code: 'DATE_IN_FUTURE',
    })
    expect(await refusedUntouched(backend, () => backend.refused('election.recordMilestone', milestone('2023-08-30')))).toMatchObject({
      code: 'MILESTONE_BEFORE_ELECTION',
    })
    const { milestoneId } = await backend.call('election.recordMilestone', milestone('2026-02-20'))
    const milestones = async () => (await board(backend, second)).terms[0]?.milestones
    expect(await milestones()).toMatchObject([{ occurredOn: '2026-02-20', documentNo: '=1+1', note: `'; --` }])
    expect((await board(backend, second, '2026-02-19')).terms[0]?.milestones).toEqual([])
    expect(await backend.refused('election.recordMilestone', milestone('2026-02-20'))).toMatchObject({ code: 'MILESTONE_DUPLICATE' })
    await backend.call('election.removeMilestone', { milestoneId })
    expect(await milestones()).toEqual([])
    expect(await backend.refused('election.removeMilestone', { milestoneId })).toMatchObject({ code: 'MILESTONE_NOT_FOUND' })
  })
})

describe('任免', () => {
  it('只有正式党员、党籍正常、任职日已转正的才能任书记', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallTree(backend)
    const fresh = await enrol(backend, second, 0, { joinedOn: '2024-05-10', fullOn: '2025-05-10' })
    const probationary = await enrol(backend, second, 1, { category: '预备党员', joinedOn: '2026-01-10', fullOn: null })
    const suspended = await enrol(backend, second, 2, { partyStatus: '停止党籍' })
    const refused = (memberId: string, fromOn: string) =>
      refusedUntouched(backend, () => backend.refused('election.appoint', appointment(second, memberId, '书记', fromOn)))
    expect(await refused(probationary, '2026-09-01')).toMatchObject({ code: 'NOT_ELIGIBLE' })
    expect(await refused(suspended, '2026-09-01')).toMatchObject({ code: 'NOT_ELIGIBLE' })
    expect(await refused(fresh, '2025-05-09')).toMatchObject({ code: 'NOT_ELIGIBLE' })
    expect(await refused('没有这个人', '2026-09-01')).toMatchObject({ code: 'MEMBER_NOT_FOUND' })
    expect(await refused(fresh, '2026-09-15')).toMatchObject({ code: 'DATE_IN_FUTURE' })
    await backend.call('election.appoint', appointment(second, fresh, '书记', '2025-05-10'))
    expect((await board(backend, second, '2025-05-09')).overview.secretaryName).toBe('')
    expect((await board(backend, second, '2025-05-10')).overview.secretaryName).not.toBe('')
  })

  it('书记唯一：前任未卸任不能登记后任；卸任当天即可', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallTree(backend)
    const [one, two] = [await enrol(backend, second, 0), await enrol(backend, second, 1)]
    const { postId } = await backend.call('election.appoint', appointment(second, one, '书记', '2024-01-01'))
    const next = appointment(second, two, '书记', '2026-03-01')
    expect(await refusedUntouched(backend, () => backend.refused('election.appoint', next))).toMatchObject({ code: 'POST_CONFLICT' })
    expect(await backend.refused('election.endPost', { postId, untilOn: '2023-12-31', endReason: '调离' })).toMatchObject({
      code: 'ENDED_BEFORE_START',
    })
    expect(await backend.refused('election.endPost', { postId, untilOn: '2026-09-15', endReason: '调离' })).toMatchObject({
      code: 'DATE_IN_FUTURE',
    })
    await backend.call('election.endPost', { postId, untilOn: '2026-03-01', endReason: '调离' })
    expect(await backend.refused('election.endPost', { postId, untilOn: '2026-03-01', endReason: '调离' })).toMatchObject({
      code: 'POST_ALREADY_ENDED',
    })
    await backend.call('election.appoint', next)
    const conflict = await refusedUntouched(backend, () => backend.refused('election.reopenPost', { postId }))
    expect(conflict).toMatchObject({ code: 'POST_CONFLICT' })
  })

  it('书记出缺自卸任日起一个月、委员三个月；误登的卸任撤销后不再出缺', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallTree(backend)
    await recordTerm(backend, second, 1, '2024-01-10', 3)
    const people = [await enrol(backend, second, 0), await enrol(backend, second, 1), await enrol(backend, second, 2)]
    const titles = ['书记', '组织委员', '纪检委员'] as const
    const posts: string[] = []
    for (const [index, memberId] of people.entries()) {
      const { postId } = await backend.call('election.appoint', appointment(second, memberId, titles[index] ?? '委员', '2024-01-10'))
      posts.push(postId)
    }
    const [secretary = '', organizer = ''] = posts
    await backend.call('election.endPost', { postId: secretary, untilOn: '2026-07-31', endReason: '退休' })
    await backend.call('election.endPost', { postId: organizer, untilOn: '2026-08-31', endReason: '调离' })
    const vacancies = async (asOf: string) => (await board(backend, second, asOf)).overview.vacancies
    expect(await vacancies('2026-07-30')).toEqual([])
    expect(await vacancies('2026-07-31')).toEqual([{ title: '书记', vacantOn: '2026-07-31', fillBy: '2026-08-31' }])
    expect(await vacancies('2026-08-31')).toEqual([
      { title: '书记', vacantOn: '2026-07-31', fillBy: '2026-08-31' },
      { title: '组织委员', vacantOn: '2026-08-31', fillBy: '2026-11-30' },
    ])
    await backend.call('election.reopenPost', { postId: secretary })
    expect((await vacancies('2026-08-31')).map((each) => each.title)).toEqual(['组织委员'])
    expect((await backend.call('election.overview', {})).rows.find((row) => row.organizationId === second)).toMatchObject({
      committeeCount: 2,
    })
  })

  it('兼任算一人；同人同职不能重复登记；改分工、撤下与恢复', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallTree(backend)
    const one = await enrol(backend, second, 0)
    const { postId } = await backend.call('election.appoint', appointment(second, one, '组织委员', '2024-01-01'))
    await backend.call('election.appoint', appointment(second, one, '纪检委员', '2024-01-01'))
    expect((await board(backend, second)).overview.committeeCount).toBe(1)
    expect(await backend.refused('election.appoint', appointment(second, one, '组织委员', '2025-01-01'))).toMatchObject({
      code: 'POST_CONFLICT',
    })
    await backend.call('election.updateDuty', { postId, duty: '分管党费', documentNo: '测党〔2026〕1号' })
    const find = async () => (await board(backend, second)).posts.find((post) => post.id === postId)
    expect(await find()).toMatchObject({ duty: '分管党费', documentNo: '测党〔2026〕1号' })
    await backend.call('election.removePost', { postId })
    expect(await find()).toBeUndefined()
    expect((await backend.call('election.removed', { organizationId: second })).posts).toMatchObject([{ postId, title: '组织委员' }])
    await backend.call('election.restorePost', { postId })
    expect(await find()).toMatchObject({ duty: '分管党费' })
  })

  it('党小组只登记组长，且只能一人', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { first, group } = await plantSmallTree(backend)
    const [one, two] = [await enrol(backend, first, 0), await enrol(backend, first, 1)]
    expect(await backend.refused('election.appoint', appointment(group, one, '书记', '2025-01-01'))).toMatchObject({ code: 'NOT_ELIGIBLE' })
    expect(await backend.refused('election.appoint', appointment(first, one, '组长', '2025-01-01'))).toMatchObject({ code: 'NOT_ELIGIBLE' })
    await backend.call('election.appoint', appointment(group, one, '组长', '2025-01-01'))
    expect(await backend.refused('election.appoint', appointment(group, two, '组长', '2025-02-01'))).toMatchObject({
      code: 'POST_CONFLICT',
    })
    expect((await board(backend, group)).posts).toMatchObject([{ title: '组长' }])
  })
})

describe('换届与上一届班子', () => {
  async function twoTerms(backend: TestBackend) {
    const { second } = await plantSmallTree(backend)
    const [one, two] = [await enrol(backend, second, 0), await enrol(backend, second, 1)]
    await recordTerm(backend, second, 1, '2020-03-01')
    const first = (await backend.call('election.appoint', appointment(second, one, '书记', '2020-03-01'))).postId
    const { termId } = await recordTerm(backend, second, 2, '2023-03-01')
    const next = (await backend.call('election.appoint', appointment(second, two, '书记', '2023-03-01'))).postId
    return { second, one, two, first, next, termId }
  }

  it('登记新一届，上一届班子在选举日按换届卸任；选举前一天仍在任', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, first } = await twoTerms(backend)
    const { posts } = await board(backend, second)
    expect(posts.find((post) => post.id === first)).toMatchObject({ untilOn: '2023-03-01', endReason: '换届' })
    const names = await Promise.all(
      ['2023-02-28', '2023-03-01'].map(async (asOf) => (await board(backend, second, asOf)).overview.secretaryName),
    )
    expect(new Set(names).size).toBe(2)
    expect(await backend.refused('election.reopenPost', { postId: first })).toMatchObject({ code: 'REPLACED_BY_ELECTION' })
  })

  it('说明不卸任的，上一届班子仍在任', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallTree(backend)
    const one = await enrol(backend, second, 0)
    await recordTerm(backend, second, 1, '2020-03-01')
    await backend.call('election.appoint', appointment(second, one, '书记', '2020-03-01'))
    await backend.call('election.recordTerm', {
      organizationId: second,
      seq: 2,
      electedOn: '2023-03-01',
      seatCount: null,
      endPreviousPosts: false,
    })
    expect((await board(backend, second)).posts).toMatchObject([{ untilOn: null }])
  })

  it('补录往届班子：任职以后已经换届的，登记时就在那次选举日卸任', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, two } = await twoTerms(backend)
    await backend.call('election.appoint', appointment(second, two, '组织委员', '2020-03-01'))
    expect((await board(backend, second)).posts.find((post) => post.title === '组织委员')).toMatchObject({
      untilOn: '2023-03-01',
      endReason: '换届',
    })
  })

  it('撤下登错的一届：本届任职一并撤下，上一届班子恢复在任；再恢复则原样回来', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, first, next, termId } = await twoTerms(backend)
    const before = JSON.stringify((await board(backend, second)).posts)
    await backend.call('election.removeTerm', { termId, reason: '登错支部' })
    const removed = await board(backend, second)
    expect(removed.posts).toMatchObject([{ id: first, untilOn: null }])
    expect(removed.overview.currentTerm?.seq).toBe(1)
    expect(await backend.call('election.removed', { organizationId: second })).toMatchObject({
      terms: [{ termId, seq: 2, reason: '登错支部' }],
      posts: [{ postId: next }],
    })
    await backend.call('election.restoreTerm', { termId })
    expect(JSON.stringify((await board(backend, second)).posts)).toBe(before)
  })

  it('只能撤下最后一届；撤下以后又登记了别的届次，恢复须先撤下那一届', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, termId } = await twoTerms(backend)
    const earlier = (await board(backend, second)).terms.find((each) => each.seq === 1)?.id ?? ''
    expect(await refusedUntouched(backend, () => backend.refused('election.removeTerm', { termId: earlier, reason: '错' }))).toMatchObject({
      code: 'NOT_LATEST_TERM',
    })
    expect(await backend.refused('election.restoreTerm', { termId })).toMatchObject({ code: 'NOT_REMOVED' })
    await backend.call('election.removeTerm', { termId, reason: '错' })
    await recordTerm(backend, second, 3, '2023-04-01')
    expect(await refusedUntouched(backend, () => backend.refused('election.restoreTerm', { termId }))).toMatchObject({
      code: 'LATER_TERM_EXISTS',
    })
  })
})
