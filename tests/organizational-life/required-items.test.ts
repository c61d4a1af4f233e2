import { describe, expect, it } from 'vitest'
import { activityExtras } from '../../shared/organizational-life/activity-draft.ts'
import { ACTIVITY_TYPES } from '../../shared/organizational-life/activity-types.ts'
import { requiredItemsOf, requiredSummary, type RecordedActivity } from '../../shared/organizational-life/required-items.ts'

const activity = (change: Partial<RecordedActivity> = {}): RecordedActivity => ({
  types: ['其他'],
  groupId: null,
  place: '三楼会议室',
  hostName: '王思齐',
  recorderName: '叶闻舟',
  contentKinds: [],
  narrative: '',
  archiveCategory: '其他',
  eHomeOn: '2026-09-02',
  extras: activityExtras.parse({}),
  topics: [{ type: '其他', title: '议题', speakerName: '', speakerRole: null, summary: '要点', resolution: '决议', votes: [] }],
  presentCount: 10,
  unexplainedCount: 0,
  fileKinds: ['照片'],
  ...change,
})

const missing = (change: Partial<RecordedActivity>) => requiredSummary(requiredItemsOf(activity(change))).missing

describe('通用的必录项', () => {
  it('都有就齐', () => {
    expect(requiredSummary(requiredItemsOf(activity()))).toEqual({ done: 11, total: 11, missing: [] })
  })

  it.each([
    [{ place: '' }, ['地点']],
    [{ hostName: '' }, ['主持人']],
    [{ recorderName: '' }, ['记录人']],
    [{ presentCount: 0 }, ['签到', '请假、缺席的原因']],
    [{ unexplainedCount: 1 }, ['请假、缺席的原因']],
    [{ fileKinds: ['签到表'] }, ['照片']],
    [{ archiveCategory: '' }, ['归档类目']],
    [{ eHomeOn: null }, ['党建e家登记']],
    [{ topics: [] }, ['议题', '发言要点', '决议或结论']],
  ] satisfies [Partial<RecordedActivity>, string[]][])('缺 %j', (change, expected) => {
    expect(missing(change)).toEqual(expected)
  })

  it('没有分议题而写了整体记录的，发言要点算有', () => {
    expect(missing({ topics: [], narrative: '全文记录' })).toEqual(['议题', '决议或结论'])
  })
})

describe('各类型另外的', () => {
  const specific = (type: RecordedActivity['types'][number], change: Partial<RecordedActivity> = {}) =>
    missing({ types: [type], ...change })

  it('党员大会要有计票', () => {
    expect(specific('党员大会')).toEqual(['表决方式与赞成、反对、弃权票数'])
    expect(
      specific('党员大会', {
        topics: [{ type: '党员大会', title: '审议', speakerName: '', speakerRole: null, summary: '要点', resolution: '通过', votes: [{}] }],
      }),
    ).toEqual([])
  })

  it('党课要有题目、主讲人、身份、讲稿', () => {
    expect(specific('党课')).toEqual(['党课题目', '主讲人', '主讲人身份', '讲稿'])
    expect(
      specific('党课', {
        topics: [
          { type: '党课', title: '题目', speakerName: '周见山', speakerRole: '书记', summary: '要点', resolution: '结论', votes: [] },
        ],
        fileKinds: ['照片', '讲稿'],
      }),
    ).toEqual([])
  })

  it('主题党日要有主题、内容类型、党费收缴', () => {
    expect(specific('主题党日')).toEqual(['主题', '内容类型', '党费收缴情况'])
  })

  it('支委会要有酝酿意见，党小组会要有小组，集中学习要有来源与测试，主题实践要有类型，党委会要有第一议题', () => {
    expect(specific('支委会')).toEqual(['酝酿意见'])
    expect(specific('党小组会')).toEqual(['党小组'])
    expect(specific('党小组会', { groupId: 'g' })).toEqual([])
    expect(specific('集中学习')).toEqual(['学习内容', '学习来源', '测试情况'])
    expect(specific('主题实践')).toEqual(['主题实践的类型'])
    expect(specific('党委会')).toEqual(['第一议题'])
  })

  it('合办的另几类各要有自己的议题与结论', () => {
    expect(missing({ types: ['其他', '组织生活会'], extras: activityExtras.parse({ theme: '主题' }) })).toEqual(['组织生活会的议题与结论'])
  })

  it('每种类型都答得出，已有不多于应有', () => {
    for (const type of ACTIVITY_TYPES) {
      const items = requiredItemsOf(activity({ types: [type] }))
      const { done, total } = requiredSummary(items)
      expect(total).toBeGreaterThanOrEqual(11)
      expect(done).toBeLessThanOrEqual(total)
      expect(new Set(items.map(({ label }) => label)).size).toBe(items.length)
    }
  })
})
