import { describe, expect, it } from 'vitest'
import { freezeDifferences, type ComparedSheet } from '../../shared/assessment/freeze-differences.ts'
import { openTestBackend } from '../kit/backend.ts'
import { plantGroup } from './small-group.ts'

const grounds = { reason: '漏记一次表彰', authorizedBy: '集团党委组织部 林部长' }
const freeze = { year: 2026, approvedBy: '集团党委会 2027 年第 1 次会议', documentNo: '' }

describe('考核冻结', () => {
  it('年度最后一天还不能冻结，次日就能', async () => {
    await using last = openTestBackend('2026-12-31')
    await plantGroup(last)
    expect((await last.refused('assessment.freeze', freeze)).code).toBe('YEAR_NOT_OVER')
    await using next = openTestBackend('2027-01-01')
    await plantGroup(next)
    expect(await next.call('assessment.freeze', freeze)).toMatchObject({ year: 2026 })
    expect((await next.refused('assessment.freeze', freeze)).code).toBe('YEAR_FROZEN')
  })

  it('冻结以后：不给理由与授权的改动一律不存；给了的存下、留痕，冻结的得分不变，差别看得到', async () => {
    await using backend = openTestBackend('2027-01-08')
    const { first } = await plantGroup(backend)
    await backend.call('assessment.freeze', freeze)
    const before = await backend.call('assessment.ranking', { year: 2026 })
    const rate = { year: 2026, organizationIds: [first], itemId: '4.1', ratioPermyriad: 10_000, basis: '查台账' }
    const adjust = { year: 2026, organizationId: first, kind: '加分' as const, pointsCenti: 100, reason: '受表彰' }
    const veto = { year: 2026, organizationId: first, vetoId: 'V1' as const, basis: '依据', confirmedBy: '集团党委会' }
    for (const refusal of [
      await backend.refused('assessment.rate', rate),
      await backend.refused('assessment.adjust', adjust),
      await backend.refused('assessment.confirmVeto', veto),
    ])
      expect(refusal.code).toBe('YEAR_FROZEN')
    expect((await backend.call('assessment.frozenState', { year: 2026 })).differences).toEqual([])

    const { adjustmentId } = await backend.call('assessment.adjust', { ...adjust, frozenYear: grounds })
    expect((await backend.refused('assessment.removeAdjustment', { adjustmentId })).code).toBe('YEAR_FROZEN')
    expect((await backend.call('assessment.ranking', { year: 2026 })).rows).toEqual(before.rows)
    const state = await backend.call('assessment.frozenState', { year: 2026 })
    expect(state.differences.find(({ organizationId }) => organizationId === first)?.details).toContain('加分：0.00 → 1.00')
    expect(state.changes).toMatchObject([{ ...grounds, matter: '加分 1.00：受表彰' }])
    expect((await backend.call('settings.protectedChanges', {})).rows).toMatchObject([{ subject: '已冻结考核', ...grounds }])
    // 撤销也是改动，要走写明理由与授权的路。
    const { seq = 0 } = (await backend.call('settings.journal', { limit: 1 })).rows[0] ?? {}
    expect((await backend.refused('settings.undo', { seq })).code).toBe('UNDO_NOT_ALLOWED')
  })

  it('解冻要理由与授权，得分重新按记录算；冻结时的仍留着', async () => {
    await using backend = openTestBackend('2027-01-08')
    const { first } = await plantGroup(backend)
    await backend.call('assessment.freeze', freeze)
    await backend.call('assessment.adjust', {
      year: 2026,
      organizationId: first,
      kind: '加分',
      pointsCenti: 100,
      reason: '受表彰',
      frozenYear: grounds,
    })
    await backend.refused('assessment.liftFreeze', { year: 2026, reason: '', authorizedBy: '' })
    await backend.call('assessment.liftFreeze', { year: 2026, ...grounds })
    const sheet = await backend.call('assessment.sheet', { year: 2026, organizationId: first })
    expect(sheet.bonusCenti).toBe(100)
    const state = await backend.call('assessment.frozenState', { year: 2026 })
    expect(state.freeze).toBeNull()
    expect(state.lifted).toMatchObject([{ liftReason: grounds.reason, liftAuthorizedBy: grounds.authorizedBy }])
    expect((await backend.refused('assessment.liftFreeze', { year: 2026, ...grounds })).code).toBe('YEAR_NOT_FROZEN')
  })

  it('冻结以前登记的评定，冻结以后也不能绕过理由直接撤销', async () => {
    await using backend = openTestBackend('2027-01-08')
    const { first } = await plantGroup(backend)
    await backend.call('assessment.adjust', { year: 2026, organizationId: first, kind: '加分', pointsCenti: 100, reason: '受表彰' })
    const { seq = 0 } = (await backend.call('settings.journal', { limit: 1 })).rows[0] ?? {}
    await backend.call('assessment.freeze', freeze)
    expect((await backend.refused('settings.undo', { seq })).code).toBe('UNDO_YEAR_FROZEN')
  })
})

describe('冻结时与现在的差别', () => {
  const sheet = (change: Partial<ComparedSheet>): ComparedSheet => ({
    organizationId: 'a',
    organizationName: '一支部',
    finalCenti: 9000,
    rank: 1,
    grade: '优秀',
    tasks: [{ items: [{ itemId: '1.1', name: '组织设置', isApplicable: true, ratioPermyriad: 10_000 }] }],
    bonusCenti: 0,
    deductionCenti: 0,
    vetoes: [],
    ...change,
  })

  it('一样的不列；项目、总分、名次、否决、多出来与没有了的各说清', () => {
    expect(freezeDifferences([sheet({})], [sheet({})])).toEqual([])
    const changed = sheet({
      finalCenti: 8000,
      rank: 2,
      vetoes: [{ vetoId: 'V1' }],
      tasks: [{ items: [{ itemId: '1.1', name: '组织设置', isApplicable: false, ratioPermyriad: 0 }] }],
    })
    expect(freezeDifferences([sheet({})], [changed])[0]?.details).toEqual([
      '1.1 组织设置：100.00% → 不适用',
      '否决：没有 → V1',
      '总分：90.00 → 80.00',
      '名次：1 → 2',
    ])
    expect(freezeDifferences([sheet({})], [sheet({ organizationId: 'b' })]).map(({ details }) => details)).toEqual([
      ['现在不参评了'],
      ['冻结时没有参评'],
    ])
  })
})
