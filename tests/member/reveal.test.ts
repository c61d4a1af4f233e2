import { describe, expect, it } from 'vitest'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { syntheticIdentityNumber, syntheticPerson } from '../kit/synthetic-person.ts'

const PERSON = syntheticPerson(0, { landline: '0592-5551234', remark: '家属电话 13900002222' })

async function enrolOne(backend: TestBackend): Promise<string> {
  const { first } = await plantSmallTree(backend)
  const { memberId } = await backend.call('member.create', { profile: PERSON, branchId: first, groupId: null, fromOn: '2020-01-01' })
  return memberId
}

async function lastEntry(backend: TestBackend) {
  const { rows } = await backend.call('settings.journal', { limit: 1 })
  return rows[0]
}

describe('证号与电话默认遮着', () => {
  it('名册、一人一页、回收站给的都是遮好的；看原文入日志，日志里没有原文', async () => {
    await using backend = openTestBackend()
    const memberId = await enrolOne(backend)
    const { member } = await backend.call('member.detail', { memberId })
    expect(member).toMatchObject({
      identityNumber: `${PERSON.identityNumber.slice(0, 4)}************${PERSON.identityNumber.slice(-2)}`,
      mobile: '138******00',
      landline: '059*******34',
      remark: '家属电话 139******22',
    })
    const { values } = await backend.call('member.reveal', { memberId, fields: ['identityNumber', 'mobile', 'mobile'] })
    expect(values).toEqual({ identityNumber: PERSON.identityNumber, mobile: PERSON.mobile })
    const entry = await lastEntry(backend)
    expect(entry).toMatchObject({ route: 'member.reveal', summary: `查看${PERSON.name}的公民身份证号、手机号` })
    expect(JSON.stringify(entry)).not.toContain(PERSON.identityNumber)
    await backend.call('member.remove', { memberId, reason: '登错', basedOn: member })
    const { rows } = await backend.call('member.recycled', {})
    expect(rows[0]?.identityNumber).toBe(member.identityNumber)
    expect((await backend.call('member.reveal', { memberId, fields: ['landline'] })).values).toEqual({ landline: PERSON.landline })
  })

  it('输入完整证号、尾号、手机号照样找得到人', async () => {
    await using backend = openTestBackend()
    const memberId = await enrolOne(backend)
    for (const search of [PERSON.identityNumber, PERSON.identityNumber.slice(-6), PERSON.mobile])
      expect((await backend.call('member.list', { search })).rows.map(({ id }) => id)).toEqual([memberId])
  })

  it('没有这个人：拒绝，不入日志', async () => {
    await using backend = openTestBackend()
    await enrolOne(backend)
    const before = await lastEntry(backend)
    expect((await backend.refused('member.reveal', { memberId: 'x', fields: ['mobile'] })).code).toBe('MEMBER_NOT_FOUND')
    expect(await lastEntry(backend)).toEqual(before)
  })
})

describe('遮着改信息', () => {
  it('没有点“显示”的几项照原样带回：只改了别的，原文一字不动', async () => {
    await using backend = openTestBackend()
    const memberId = await enrolOne(backend)
    const { member } = await backend.call('member.detail', { memberId })
    await backend.call('member.update', { memberId, profile: { ...member, address: '新址' }, basedOn: member })
    const { values } = await backend.call('member.reveal', { memberId, fields: ['identityNumber', 'mobile', 'landline', 'remark'] })
    const { identityNumber, mobile, landline, remark } = PERSON
    expect(values).toEqual({ identityNumber, mobile, landline, remark })
  })

  it('改了一半还留着星号的拒绝，说清怎么办', async () => {
    await using backend = openTestBackend()
    const memberId = await enrolOne(backend)
    const { member } = await backend.call('member.detail', { memberId })
    const failure = await backend.refused('member.update', { memberId, profile: { ...member, mobile: '138*****999' }, basedOn: member })
    expect(failure).toMatchObject({ code: 'MEMBER_FIELD_MASKED', problems: [{ place: 'profile.mobile' }] })
    expect(failure.message).toContain('请先点“显示”')
  })

  it('别处改了证号中间几位：遮着看不出，也不会盖掉那次改动', async () => {
    await using backend = openTestBackend()
    const memberId = await enrolOne(backend)
    const { member } = await backend.call('member.detail', { memberId })
    const mobile = `${PERSON.mobile.slice(0, 3)}777777${PERSON.mobile.slice(-2)}`
    await backend.call('member.update', { memberId, profile: { ...member, mobile } })
    await backend.call('member.update', { memberId, profile: { ...member, address: '新址' }, basedOn: member })
    expect((await backend.call('member.reveal', { memberId, fields: ['mobile'] })).values).toEqual({ mobile })
  })

  it('证号已在别人名下：拒绝的话里也遮着', async () => {
    await using backend = openTestBackend()
    const memberId = await enrolOne(backend)
    const { first } = await plantBranch(backend, memberId)
    const failure = await backend.refused('member.create', {
      profile: syntheticPerson(1, { identityNumber: PERSON.identityNumber, birthOn: PERSON.birthOn, gender: PERSON.gender }),
      branchId: first,
      groupId: null,
      fromOn: null,
    })
    expect(failure.code).toBe('IDENTITY_NUMBER_TAKEN')
    expect(JSON.stringify(failure)).not.toContain(PERSON.identityNumber)
  })
})

async function plantBranch(backend: TestBackend, memberId: string): Promise<{ first: string }> {
  return { first: (await backend.call('member.detail', { memberId })).member.branchId }
}

describe('处分遮着', () => {
  const DISCIPLINE = {
    kind: '处分',
    occurredOn: '2026-03-01',
    detail: '严重警告',
    documentNo: '厦纪〔2026〕9号',
    note: '违反廉洁纪律',
  } as const

  it('一生里看得到有这么一条，内容、文号、说明要点开；日志里没有', async () => {
    await using backend = openTestBackend()
    const memberId = await enrolOne(backend)
    await backend.call('member.recordEvent', { memberIds: [memberId], event: DISCIPLINE })
    const recorded = await lastEntry(backend)
    for (const secret of [DISCIPLINE.detail, DISCIPLINE.documentNo, DISCIPLINE.note]) expect(JSON.stringify(recorded)).not.toContain(secret)
    const life = await backend.call('member.life', { memberId })
    const entry = life.entries.find(({ title }) => title === '处分')
    expect(entry).toMatchObject({ isMasked: true, detail: '＊＊＊', documentNo: '＊＊＊', note: '＊＊＊' })
    for (const secret of [DISCIPLINE.detail, DISCIPLINE.documentNo, DISCIPLINE.note]) expect(JSON.stringify(life)).not.toContain(secret)
    const eventId = entry?.event?.eventId ?? ''
    const { detail, documentNo, note } = DISCIPLINE
    expect(await backend.call('member.revealEvent', { eventId })).toEqual({ detail, documentNo, note })
    expect((await lastEntry(backend))?.summary).toBe(`查看${PERSON.name}的“处分”（2026-03-01）`)
  })

  it('遮着更正日期：内容、文号、说明照旧', async () => {
    await using backend = openTestBackend()
    const memberId = await enrolOne(backend)
    await backend.call('member.recordEvent', { memberIds: [memberId], event: DISCIPLINE })
    const entry = (await backend.call('member.life', { memberId })).entries.find(({ title }) => title === '处分')
    const input = entry?.event?.input
    if (!entry?.event || !input) throw new Error('没有登记上')
    const { eventIds } = await backend.call('member.correctEvent', {
      eventId: entry.event.eventId,
      event: { ...input, occurredOn: '2026-03-02' },
    })
    const { detail, documentNo, note } = DISCIPLINE
    expect(await backend.call('member.revealEvent', { eventId: eventIds[0] ?? '' })).toEqual({ detail, documentNo, note })
  })

  it('奖励不遮；夹着的电话遮', async () => {
    await using backend = openTestBackend()
    const memberId = await enrolOne(backend)
    const event = { kind: '奖励', occurredOn: '2026-03-01', detail: '优秀共产党员', note: '联系 13711112222' } as const
    await backend.call('member.recordEvent', { memberIds: [memberId], event })
    const entry = (await backend.call('member.life', { memberId })).entries.find(({ title }) => title === '奖励')
    expect(entry).toMatchObject({ isMasked: false, detail: '优秀共产党员', note: '联系 137******22' })
  })
})

describe('成批的改动', () => {
  it('批次里的前后值遮着，差在哪里仍看得出', async () => {
    await using backend = openTestBackend()
    const memberId = await enrolOne(backend)
    const { batchId } = await backend.call('member.changeField', { memberIds: [memberId], field: 'landline', value: '0592-5551239' })
    const changes = await backend.call('member.batchChanges', { batchId: batchId ?? '' })
    expect(changes.rows[0]?.changes).toEqual([{ label: '固定电话', before: '059*******34', after: '059*******39（末位不同）' }])
    const everything = JSON.stringify([
      changes,
      await backend.call('settings.journal', {}),
      await backend.call('member.life', { memberId }),
    ])
    for (const secret of [PERSON.identityNumber, PERSON.mobile, PERSON.landline, '0592-5551239']) expect(everything).not.toContain(secret)
  })

  it('撤销有冲突时说的前后值也遮着', async () => {
    await using backend = openTestBackend()
    const memberId = await enrolOne(backend)
    const { batchId } = await backend.call('member.changeField', { memberIds: [memberId], field: 'landline', value: '0592-5551239' })
    const { member } = await backend.call('member.detail', { memberId })
    await backend.call('member.update', { memberId, profile: { ...member, landline: '0592-5557777' } })
    const { conflicts } = await backend.call('member.batchReversal', { batchId: batchId ?? '' })
    expect(conflicts).toMatchObject([{ label: '固定电话', before: '059*******34', current: '059*******77' }])
  })
})

it('有人改过证号：后改的看不到原文也能登记', async () => {
  await using backend = openTestBackend()
  const memberId = await enrolOne(backend)
  const { member } = await backend.call('member.detail', { memberId })
  const identityNumber = syntheticIdentityNumber(PERSON.birthOn, PERSON.gender === '男' ? 557 : 558)
  await backend.call('member.update', { memberId, profile: { ...member, identityNumber }, basedOn: member })
  expect((await backend.call('member.reveal', { memberId, fields: ['identityNumber'] })).values).toEqual({ identityNumber })
})
