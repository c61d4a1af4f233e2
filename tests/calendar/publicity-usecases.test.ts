import { describe, expect, it } from 'vitest'
import type { TestBackend } from '../kit/backend.ts'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'

const POSTED = {
  kind: '拟列发展对象',
  about: '张三',
  nextStep: '',
  postedOn: '2026-06-15',
  days: 5,
  unit: '工作日',
  countsPostedDay: false,
  place: '支部公开栏',
  contact: '苏晴，0592-1234567',
} as const

async function rows(backend: TestBackend, organizationId: string | null = null) {
  return (await backend.call('calendar.publicities', { organizationId, includesBelow: true })).rows
}

describe('公示：张贴日 → 届满日 → 届满以前不能办下一步 → 登记结果', () => {
  it('登记即算出届满日；届满当天不能办，什么也不写；次日可以', async () => {
    await using backend = openTestBackend('2026-06-24')
    const { second } = await plantSmallTree(backend)
    const { publicityId, period } = await backend.call('calendar.recordPublicity', { organizationId: second, ...POSTED })
    expect(period).toMatchObject({ startsOn: '2026-06-16', endsOn: '2026-06-23', nextStepOn: '2026-06-24', isProvisional: false })
    expect(period.counted).toEqual(['2026-06-16', '2026-06-17', '2026-06-18', '2026-06-22', '2026-06-23'])
    expect(await rows(backend)).toMatchObject([{ state: '届满待办', nextStep: '列为发展对象', organizationId: second }])

    // 同一件、同一天张贴的不能登记两次；重新张贴的是另一次。
    expect(await backend.refused('calendar.recordPublicity', { organizationId: second, ...POSTED })).toMatchObject({
      code: 'PUBLICITY_DUPLICATE',
    })
    expect(await rows(backend)).toHaveLength(1)

    const conclude = { publicityId, outcome: '无异议', opinions: '' } as const
    expect(await backend.refused('calendar.closePublicity', { ...conclude, concludedOn: '2026-06-23' })).toMatchObject({
      code: 'PUBLICITY_NOT_ENDED',
    })
    expect(await backend.refused('calendar.closePublicity', { ...conclude, concludedOn: '2026-06-25' })).toMatchObject({
      code: 'CONCLUDED_LATER_THAN_TODAY',
    })
    expect(
      await backend.refused('calendar.closePublicity', { ...conclude, outcome: '有反映，查核后继续', concludedOn: '2026-06-24' }),
    ).toMatchObject({ code: 'OPINIONS_MISSING' })
    expect((await rows(backend))[0]?.outcome).toBeNull()

    await backend.call('calendar.closePublicity', { ...conclude, concludedOn: '2026-06-24' })
    expect(await rows(backend)).toMatchObject([{ state: '已办结', concludedOn: '2026-06-24' }])
    expect(await backend.refused('calendar.correctPublicity', { publicityId, ...POSTED, postedOn: '2026-06-16' })).toMatchObject({
      code: 'PUBLICITY_CONCLUDED',
    })
    await backend.call('calendar.reopenPublicity', { publicityId })
    await backend.call('calendar.correctPublicity', { publicityId, ...POSTED, postedOn: '2026-06-16' })
    expect(await rows(backend)).toMatchObject([{ state: '公示中', period: { endsOn: '2026-06-24' } }])
    await backend.call('calendar.withdrawPublicity', { publicityId, reason: '登记错了支部' })
    expect(await rows(backend)).toEqual([])
  })

  it('公示中的进日历与到期提醒；补导节假日表，届满日随之改正', async () => {
    await using backend = openTestBackend('2027-01-04')
    const { second } = await plantSmallTree(backend)
    await backend.call('calendar.recordPublicity', { organizationId: second, ...POSTED, postedOn: '2026-12-29' })
    const due = async () =>
      (await backend.call('calendar.dueTasks', {})).tasks
        .filter(({ dutyId }) => dutyId === 'due.publicity')
        .map(({ dueOn, title }) => [dueOn, title])
    expect(await rows(backend)).toMatchObject([{ period: { endsOn: '2027-01-05', isProvisional: true } }])
    expect(await due()).toEqual([['2027-01-06', '公示 2027-01-05 届满，2027-01-06 起可列为发展对象：张三']])
    await backend.call('calendar.saveHolidayYear', {
      year: 2027,
      documentNo: '国办发明电〔2026〕9号',
      note: '',
      breaks: [['2027-01-01', '2027-01-03']],
      workdays: [],
    })
    expect(await rows(backend)).toMatchObject([{ period: { endsOn: '2027-01-06', isProvisional: false } }])
    expect((await due())[0]?.[0]).toBe('2027-01-07')
  })

  it('天数按方案；没有规定的类别按 5 个工作日，写明是产品默认', async () => {
    await using backend = openTestBackend('2026-06-24')
    const { second } = await plantSmallTree(backend)
    const defaults = (kind: '拟列发展对象' | '评优推荐') =>
      backend.call('calendar.publicityDefaults', { organizationId: second, kind, postedOn: '2026-06-15' })
    expect(await defaults('拟列发展对象')).toMatchObject({ days: 5, countsPostedDay: false, nextStep: '列为发展对象' })
    expect((await defaults('评优推荐')).basis).toMatch(/没有规定.*5 个工作日.*产品默认/)
    await backend.call('compliance.recordOverride', {
      organizationId: second,
      reach: '本组织',
      key: 'publicityCountsPostedDay',
      value: true,
      fromOn: '2026-01-01',
      untilOn: '2026-12-31',
      documentNo: '金圆党〔2026〕3号',
      approvedBy: '集团党委',
    })
    expect((await defaults('拟列发展对象')).countsPostedDay).toBe(true)
  })

  it('坏输入说清楚：没张贴的、十年以前的、没有的党组织、没写届满以后办什么', async () => {
    await using backend = openTestBackend('2026-06-24')
    const { second } = await plantSmallTree(backend)
    const refusal = async (changes: object) =>
      (await backend.refused('calendar.recordPublicity', { organizationId: second, ...POSTED, ...changes })).code
    expect(await refusal({ postedOn: '2026-06-25' })).toBe('POSTED_LATER_THAN_TODAY')
    expect(await refusal({ postedOn: '1926-06-15' })).toBe('POSTED_TOO_EARLY')
    expect(await refusal({ organizationId: '没有' })).toBe('ORGANIZATION_UNKNOWN')
    expect(await refusal({ kind: '其他' })).toBe('NEXT_STEP_MISSING')
    expect(await refusal({ days: 0 })).toBe('INVALID_INPUT')
    expect(await rows(backend)).toEqual([])
  })

  it('党费公示登记了：D22 达标，日历上的义务由记录看出已办', async () => {
    await using backend = openTestBackend('2026-11-10')
    const { second } = await plantSmallTree(backend)
    const about = '2026年度党费收缴使用情况'
    await backend.call('calendar.recordPublicity', {
      organizationId: second,
      ...POSTED,
      kind: '党费收缴使用',
      about,
      postedOn: '2026-11-02',
    })
    const range = { from: '2026-12-01', until: '2026-12-31' }
    const { tasks } = await backend.call('calendar.tasks', { range, organizationId: second, dutyId: 'branch.dues-publish' })
    expect(tasks).toMatchObject([{ state: '已办', doneOn: '2026-11-02', doneBy: '记录' }])
  })
})
