import { describe, expect, it } from 'vitest'
import type { InputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract } from '../../shared/contract/index.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallBranch } from '../kit/small-branch.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

type Batch = InputOf<AppContract['life.recordForBranches']>
type Plan = InputOf<AppContract['life.issueThemePlan']>

const themeDay = (branches: Batch['branches'], change: Partial<Batch> = {}): Batch => ({
  body: {
    types: ['主题党日'],
    startsAt: '14:00',
    endsAt: '16:30',
    place: '集团报告厅',
    contentKinds: ['党性教育'],
    extras: { theme: '重温入党誓词' },
    topics: [{ type: '主题党日', title: '重温入党誓词', summary: '集体宣誓', resolution: '形成学习体会' }],
  },
  heldOn: '2026-09-01',
  branches,
  ...change,
})

async function twoBranches(backend: TestBackend) {
  const planted = await plantSmallBranch(backend)
  for (const index of [60, 61])
    await backend.call('member.create', { profile: syntheticPerson(index), branchId: planted.first, groupId: null, fromOn: null })
  return planted
}

describe('给多个支部录同一次活动', () => {
  it('各支部各自的应到名单、各自的主持人，记成同一个系列', async () => {
    await using backend = openTestBackend('2026-09-02')
    const { first, second, id } = await twoBranches(backend)
    const { activities, seriesId } = await backend.call(
      'life.recordForBranches',
      themeDay([
        { organizationId: first, place: '分会场' },
        { organizationId: second, attendance: [{ memberId: id('丁一'), status: '请假', reason: '出差' }] },
      ]),
    )
    const views = await Promise.all(activities.map(({ activityId }) => backend.call('life.activity', { activityId })))
    expect(
      views.map(({ organizationName, place, hostName, expectedCount, presentCount }) => ({
        organizationName,
        place,
        hostName,
        expectedCount,
        presentCount,
      })),
    ).toEqual([
      { organizationName: '第一支部', place: '分会场', hostName: '', expectedCount: 2, presentCount: 2 },
      { organizationName: '商贸支部', place: '集团报告厅', hostName: '王思齐', expectedCount: 12, presentCount: 11 },
    ])
    expect(new Set(views.map((view) => view.seriesId))).toEqual(new Set([seriesId]))
    const journal = backend.backend.database.native
      .prepare(`SELECT count(*) FROM journal WHERE route = 'life.recordForBranches'`)
      .pluck()
      .get()
    expect(journal).toBe(1)
  })

  it('主题、议题、整体记录都空着的不记：一次点击不会给几十个支部添上空的会', async () => {
    await using backend = openTestBackend('2026-09-02')
    const { first, second } = await twoBranches(backend)
    const both = [{ organizationId: first }, { organizationId: second }]
    const blank = { types: ['主题党日' as const], startsAt: '14:00', endsAt: '16:30' }
    const refused = await backend.refused('life.recordForBranches', themeDay(both, { body: blank }))
    expect(refused).toMatchObject({ code: 'BATCH_EMPTY', message: expect.stringContaining('主题') as string })
    expect((await backend.call('life.activities', { year: 2026 })).total).toBe(0)
    await backend.call('life.recordForBranches', themeDay(both, { body: { ...blank, narrative: '集体参观革命旧址。' } }))
    expect((await backend.call('life.activities', { year: 2026 })).total).toBe(2)
  })

  it('有一个支部不成，一个也不写，说明是哪个支部为什么', async () => {
    await using backend = openTestBackend('2026-09-02')
    const { first, second, general, id } = await twoBranches(backend)
    const refuse = async (branches: Batch['branches'], change: Partial<Batch> = {}) => {
      const failure = await backend.refused('life.recordForBranches', themeDay(branches, change))
      expect((await backend.call('life.activities', { year: 2026 })).total).toBe(0)
      return failure
    }
    const foreign = await refuse([
      { organizationId: second },
      { organizationId: first, attendance: [{ memberId: id('丁一'), status: '出席' }] },
    ])
    expect(foreign.code).toBe('BATCH_REFUSED')
    expect(foreign.problems).toMatchObject([{ place: '第一支部' }])
    expect(foreign.message).toContain('丁一在 2026-09-01 编在“商贸支部”，不是“第一支部”的党员')
    expect((await refuse([{ organizationId: second }, { organizationId: second }])).problems).toEqual([
      { place: '商贸支部', message: '选了两次，请去掉一处。' },
    ])
    expect((await refuse([{ organizationId: second }, { organizationId: '没有' }])).code).toBe('BATCH_REFUSED')
    expect((await refuse([{ organizationId: second }], { heldOn: '2026-09-03' })).message).toContain('在今天')
    const committee = { ...themeDay([]).body, types: ['支委会' as const], topics: [] }
    expect((await refuse([{ organizationId: second }, { organizationId: general }], { body: committee })).problems).toMatchObject([
      { place: '制造总支', message: expect.stringContaining('没有应到的委员') as string },
    ])
  })

  it('选支部时就看得到：那个月结账没有、同类的记过哪几次；没有成立、已撤销的不列', async () => {
    await using backend = openTestBackend('2026-09-02')
    const { first, second } = await twoBranches(backend)
    await backend.call('life.recordForBranches', themeDay([{ organizationId: first }]))
    await backend.call('life.closeMonth', { organizationIds: [second], month: '2026-08' })
    const on = async (heldOn: string, types: Batch['body']['types'] = ['主题党日']) =>
      (await backend.call('life.batchBranches', { heldOn, types })).branches.map(
        ({ organizationName, isMonthClosed, sameMonth }) =>
          [organizationName, isMonthClosed, sameMonth.map((each) => each.heldOn)] as const,
      )
    expect(await on('2026-09-30')).toEqual(
      expect.arrayContaining([
        ['第一支部', false, ['2026-09-01']],
        ['商贸支部', false, []],
      ]),
    )
    expect(await on('2026-09-30', ['支委会'])).toContainEqual(['第一支部', false, []])
    expect(await on('2026-08-31')).toContainEqual(['商贸支部', true, []])
    expect((await on('2009-12-31')).map(([name]) => name)).not.toContain('商贸支部')
  })

  it('明知再录：两个支部都再记一次；要留意的话各支部相同的只说一遍', async () => {
    await using backend = openTestBackend('2026-09-12')
    const { first, second } = await twoBranches(backend)
    const both = themeDay([{ organizationId: first }, { organizationId: second }])
    const { notices } = await backend.call('life.recordForBranches', both)
    expect(notices.filter((notice) => notice.includes('补录'))).toHaveLength(1)
    await backend.call('life.recordForBranches', { ...both, allowsDuplicate: true })
    expect((await backend.call('life.activities', { year: 2026 })).total).toBe(4)
  })

  it('已有那一次的支部被指出来；已月结的要理由与授权人', async () => {
    await using backend = openTestBackend('2026-09-02')
    const { first, second } = await twoBranches(backend)
    await backend.call('life.recordForBranches', themeDay([{ organizationId: first }]))
    const twice = await backend.refused('life.recordForBranches', themeDay([{ organizationId: first }, { organizationId: second }]))
    expect([twice.code, twice.problems]).toEqual(['DUPLICATE_ACTIVITY', [{ place: '第一支部', message: expect.any(String) as string }]])
    // 另有别的毛病时不只是重复，先改别的。
    const mixed = await backend.refused('life.recordForBranches', themeDay([{ organizationId: first }, { organizationId: '没有' }]))
    expect(mixed.code).toBe('BATCH_REFUSED')
    await backend.call('life.closeMonth', { organizationIds: [second], month: '2026-08' })
    const august = themeDay([{ organizationId: first }, { organizationId: second }], { heldOn: '2026-08-03' })
    expect(await backend.refused('life.recordForBranches', august)).toMatchObject({ code: 'MONTH_CLOSED' })
    await backend.call('life.recordForBranches', { ...august, closedMonth: { reason: '补记', authorizedBy: '林部长' } })
    expect((await backend.call('life.closedMonthChanges', { organizationId: second, year: 2026 })).changes).toHaveLength(1)
    expect((await backend.call('life.closedMonthChanges', { organizationId: first, year: 2026 })).changes).toHaveLength(0)
  })
})

describe('党委统一下发主题与方案，支部照单记录', () => {
  const plan = (issuerId: string, change: Partial<Plan> = {}): Plan => ({
    issuerId,
    month: '2026-09',
    theme: '重温入党誓词',
    contentKinds: ['党性教育', '交纳党费'],
    plan: {
      suggestedOn: '2026-09-01',
      startsAt: '14:00',
      endsAt: '17:00',
      place: '报告厅',
      purpose: '坚定理想信念',
      steps: [{ title: '重温誓词' }, { title: '书记讲党课', type: '党课' }],
    },
    ...change,
  })

  it('缺省下发给名下全部党支部；照方案的底稿带着主题、议题与类型；记下以后看得到谁记了谁没记', async () => {
    await using backend = openTestBackend('2026-09-02')
    const { committee, first, second } = await twoBranches(backend)
    const { themePlanId, targetCount } = await backend.call('life.issueThemePlan', plan(committee))
    expect(targetCount).toBe(2)
    const { draft } = await backend.call('life.activityDraft', {
      organizationId: second,
      types: ['主题党日'],
      heldOn: '2026-09-01',
      source: { kind: '主题方案', themePlanId },
    })
    expect(draft).toMatchObject({
      types: ['主题党日', '党课'],
      startsAt: '14:00',
      endsAt: '17:00',
      extras: { theme: '重温入党誓词' },
      contentKinds: ['党性教育', '交纳党费'],
      themePlanId,
      topics: [
        { type: '主题党日', title: '重温誓词' },
        { type: '党课', title: '书记讲党课' },
      ],
    })
    await backend.call('life.recordActivity', { activity: draft })
    const { plans } = await backend.call('life.themePlans', { year: 2026, month: 9 })
    expect(plans[0]?.targets.map(({ organizationId, heldOn }) => [organizationId, heldOn]).toSorted()).toEqual(
      [
        [first, null],
        [second, '2026-09-01'],
      ].toSorted(),
    )
  })

  it('支部不能下发；不是名下的支部不能收；没下发给它的不能照着记；撤下的不能再照着起草', async () => {
    await using backend = openTestBackend('2026-09-02')
    const { committee, general, first, second } = await twoBranches(backend)
    expect(await backend.refused('life.issueThemePlan', plan(second))).toMatchObject({ code: 'NOT_ISSUER' })
    expect(await backend.refused('life.issueThemePlan', plan(general, { targetIds: [second] }))).toMatchObject({ code: 'NOT_SUBORDINATE' })
    const wrongMonth = plan(committee, { month: '2026-10' })
    expect(await backend.refused('life.issueThemePlan', wrongMonth)).toMatchObject({ code: 'NOT_IN_MONTH' })
    const { themePlanId } = await backend.call('life.issueThemePlan', plan(general))
    const { draft } = await backend.call('life.activityDraft', {
      organizationId: first,
      types: ['主题党日'],
      heldOn: '2026-09-01',
      source: { kind: '主题方案', themePlanId },
    })
    const elsewhere = { ...draft, organizationId: second, attendance: [], unlisted: '出席' as const }
    expect(await backend.refused('life.recordActivity', { activity: elsewhere })).toMatchObject({ code: 'THEME_PLAN_NOT_FOR' })
    await backend.call('life.withdrawThemePlan', { themePlanId, reason: '改期' })
    expect((await backend.call('life.themePlans', { year: 2026 })).plans).toEqual([])
    const again = backend.refused('life.activityDraft', {
      organizationId: first,
      types: ['主题党日'],
      heldOn: '2026-09-01',
      source: { kind: '主题方案', themePlanId },
    })
    expect(await again).toMatchObject({ code: 'THEME_PLAN_NOT_FOUND' })
  })
})

describe('模板', () => {
  it('存下、照着起草、改名、删去；计票与办结日期不进模板；同名的拒绝', async () => {
    await using backend = openTestBackend('2026-09-02')
    const { second, first } = await twoBranches(backend)
    const body = {
      types: ['支委会' as const],
      startsAt: '09:00',
      endsAt: '10:30',
      topics: [
        {
          type: '支委会' as const,
          title: '研究发展党员工作',
          votes: [{ matter: '支委会表决' as const, method: '举手表决' as const, approveCount: 3, againstCount: 0, abstainCount: 0 }],
        },
      ],
      tasks: [{ content: '整理材料', dueOn: '2026-09-10', doneOn: '2026-09-09' }],
    }
    const { templateId } = await backend.call('life.saveTemplate', { organizationId: second, name: '例行支委会', body })
    const { templates } = await backend.call('life.templates', { organizationId: second })
    expect(templates[0]?.body).toMatchObject({ topics: [{ votes: [] }], tasks: [{ dueOn: null, doneOn: null }] })
    expect((await backend.call('life.templates', { organizationId: first })).templates).toEqual([])
    const { draft } = await backend.call('life.activityDraft', {
      organizationId: second,
      types: ['支委会'],
      heldOn: '2026-09-02',
      source: { kind: '模板', templateId },
    })
    expect(draft).toMatchObject({ startsAt: '09:00', topics: [{ title: '研究发展党员工作' }] })
    expect(await backend.refused('life.saveTemplate', { organizationId: second, name: '例行支委会', body })).toMatchObject({
      code: 'TEMPLATE_NAME_TAKEN',
    })
    await backend.call('life.saveTemplate', { templateId, organizationId: second, name: '月度支委会', body })
    await backend.call('life.renameTemplate', { templateId, name: '每月支委会' })
    const names = async (removed = false) =>
      (await backend.call('life.templates', { organizationId: second, removed })).templates.map(({ name }) => name)
    expect([await names(), await names(true)]).toEqual([['每月支委会'], []])
    await backend.call('life.removeTemplate', { templateId })
    expect([await names(), await names(true)]).toEqual([[], ['每月支委会']])
    for (const [route, input] of [
      ['life.removeTemplate', { templateId }],
      ['life.renameTemplate', { templateId, name: '又改' }],
      ['life.saveTemplate', { templateId, organizationId: second, name: '又存', body }],
    ] as const)
      expect(await backend.refused(route, input), route).toMatchObject({ code: 'TEMPLATE_NOT_FOUND' })
    const request = {
      organizationId: second,
      types: ['支委会' as const],
      heldOn: '2026-09-02',
      source: { kind: '模板' as const, templateId },
    }
    expect(await backend.refused('life.activityDraft', request)).toMatchObject({ code: 'TEMPLATE_NOT_FOUND' })
    await backend.call('life.restoreTemplate', { templateId })
    expect([await names(), await names(true)]).toEqual([['每月支委会'], []])
    expect(await backend.refused('life.restoreTemplate', { templateId })).toMatchObject({ code: 'NOT_REMOVED' })
  })

  it('撤下的不占名字；恢复时名字被别的模板用了，先说改名', async () => {
    await using backend = openTestBackend('2026-09-02')
    const { second } = await twoBranches(backend)
    const save = (name: string) =>
      backend.call('life.saveTemplate', { organizationId: second, name, body: { types: ['支委会'], startsAt: '09:00', endsAt: '10:00' } })
    const { templateId } = await save('例行支委会')
    await backend.call('life.removeTemplate', { templateId })
    const { templateId: other } = await save('例行支委会')
    expect(await backend.refused('life.restoreTemplate', { templateId })).toMatchObject({ code: 'TEMPLATE_NAME_TAKEN' })
    await backend.call('life.renameTemplate', { templateId: other, name: '加开支委会' })
    await backend.call('life.restoreTemplate', { templateId })
    expect(await backend.refused('life.renameTemplate', { templateId, name: '加开支委会' })).toMatchObject({ code: 'TEMPLATE_NAME_TAKEN' })
    expect((await backend.call('life.templates', { organizationId: second })).templates.map(({ name }) => name).toSorted()).toEqual(
      ['例行支委会', '加开支委会'].toSorted(),
    )
  })
})

describe('议定事项', () => {
  it('时限当天不算逾期，次日算；办结后不再列出，可撤销；早于开会的办结日期拒绝', async () => {
    await using backend = openTestBackend('2026-09-02')
    const { second, id } = await twoBranches(backend)
    await backend.call('life.recordActivity', {
      activity: {
        organizationId: second,
        types: ['支委会'],
        heldOn: '2026-08-31',
        startsAt: '15:00',
        endsAt: '16:00',
        unlisted: '出席',
        tasks: [
          { content: '昨天到期', ownerId: id('叶闻舟'), dueOn: '2026-09-01' },
          { content: '今天到期', dueOn: '2026-09-02' },
          { content: '没有时限' },
        ],
      },
    })
    const list = async (state: '未办结' | '逾期' | '已办结') => (await backend.call('life.tasks', { organizationId: second, state })).tasks
    expect((await list('未办结')).map(({ content, isOverdue }) => [content, isOverdue])).toEqual([
      ['昨天到期', true],
      ['今天到期', false],
      ['没有时限', false],
    ])
    const [overdue] = await list('逾期')
    const taskId = overdue?.taskId ?? ''
    expect(overdue).toMatchObject({ ownerName: '叶闻舟', organizationName: '商贸支部' })
    expect(await backend.refused('life.completeTask', { taskId, doneOn: '2026-08-30' })).toMatchObject({ code: 'BEFORE_HELD' })
    expect(await backend.refused('life.completeTask', { taskId, doneOn: '2026-09-03' })).toMatchObject({ code: 'DATE_IN_FUTURE' })
    const seen = await backend.call('life.activity', { activityId: overdue?.activityId ?? '' })
    await backend.call('life.completeTask', { taskId, doneOn: '2026-09-02', note: '已公示' })
    // 办结前打开着编辑的，存的时候被拦下，不把办结抹掉。
    expect((await backend.call('life.activity', { activityId: seen.id })).revision).toBe(seen.revision + 1)
    expect((await list('已办结')).map(({ content }) => content)).toEqual(['昨天到期'])
    await backend.call('life.completeTask', { taskId, doneOn: null })
    expect(await list('已办结')).toEqual([])

    // 月结以后办结照登；撤回办结是改台账，要到那次活动里写理由与授权。
    await backend.call('life.completeTask', { taskId, doneOn: '2026-09-02' })
    await backend.call('life.closeMonth', { organizationIds: [second], month: seen.heldOn.slice(0, 7) })
    expect(await backend.refused('life.completeTask', { taskId, doneOn: null })).toMatchObject({ code: 'MONTH_CLOSED' })
    expect((await list('已办结')).map(({ content }) => content)).toEqual(['昨天到期'])
  })
})
