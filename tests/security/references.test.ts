import { describe, expect, test } from 'vitest'
import { filled, referencesIn, trimmed } from '../../shared/security/references.ts'

describe('入参里指到的对象', () => {
  test('哪一层都认：活动里的党组织、名单上的人、议题的发言人', () => {
    const { references, unknown } = referencesIn({
      activity: { organizationId: 'o1', hostId: null, attendance: [{ memberId: 'm1' }], topics: [{ speakerId: 'm2', title: '学习' }] },
    })
    expect(references).toEqual([
      { kind: 'organization', id: 'o1' },
      { kind: 'member', id: 'm1' },
      { kind: 'member', id: 'm2' },
    ])
    expect(unknown).toEqual([])
  })

  test('看着像编号却认不出的字段一律报出来：不认识就不放行', () => {
    expect(referencesIn({ somethingId: 'x', rows: [{ strangerIds: ['y'] }], id: 'z' }).unknown).toEqual([
      'somethingId',
      'strangerIds',
      'id',
    ])
  })

  test('编号格里装的是对象，就往里看', () => {
    expect(referencesIn({ memberId: { memberId: 'm1' } }).references).toEqual([{ kind: 'member', id: 'm1' }])
  })

  test('同名异物由路由自己写明', () => {
    expect(referencesIn({ taskId: 't' }).references).toEqual([])
    expect(referencesIn({ taskId: 't' }, { taskId: 'activityTask' }).references).toEqual([{ kind: 'activityTask', id: 't' }])
  })
})

describe('没给范围的填成自己的', () => {
  const scope = { rootId: 'general', branchIds: ['b1', 'b2'] }

  test('填根；有“连同下级”的开关就打开', () => {
    expect(filled({ organizationId: null, includesBelow: false }, 'organizationId', scope)).toEqual({
      organizationId: 'general',
      includesBelow: true,
    })
  })

  test('给了的原样不动，开关也不动', () => {
    const given = { organizationId: 'b1', includesBelow: false }
    expect(filled(given, 'organizationId', scope)).toEqual(given)
  })

  test('嵌在筛选条件里的、成列的', () => {
    expect(filled({ filter: { search: '张' } }, 'filter.organizationId', scope)).toEqual({
      filter: { search: '张', organizationId: 'general' },
    })
    expect(filled({ organizationIds: [] }, 'organizationIds[]', scope)).toEqual({ organizationIds: ['b1', 'b2'] })
    expect(filled({ organizationIds: ['b1'] }, 'organizationIds[]', scope)).toEqual({ organizationIds: ['b1'] })
  })
})

describe('结果里只留范围内的行', () => {
  const isWithin = ({ id }: { id: string }) => id.startsWith('我')

  test('各列、嵌套的列都滤；没有编号的行不留；滤不出来的清空', () => {
    const output = {
      year: 2026,
      plans: [
        { id: '我1', targets: [{ organizationId: '我1' }, { organizationId: '他1' }] },
        { id: '他2', targets: [] },
        { title: '没有编号' },
      ],
      gaps: ['12 号'],
    }
    const kept = trimmed(
      output,
      {
        way: '只留范围内',
        keeps: [
          { list: 'plans', by: 'id', kind: 'readableThemePlan' },
          { list: 'plans[].targets', by: 'organizationId', kind: 'organization' },
        ],
        clears: ['gaps'],
      },
      isWithin,
    )
    expect(kept).toEqual({ year: 2026, plans: [{ id: '我1', targets: [{ organizationId: '我1' }] }], gaps: [] })
  })

  test('组织树滤过之后，根的上级看不见就置空', () => {
    const nodes = [
      { id: '党委', parentId: null },
      { id: '我总支', parentId: '党委' },
      { id: '我支部', parentId: '我总支' },
    ]
    expect(trimmed({ nodes }, { way: '只留范围内', keeps: [{ list: 'nodes', by: 'id', kind: 'organization' }] }, isWithin)).toEqual({
      nodes: [
        { id: '我总支', parentId: null },
        { id: '我支部', parentId: '我总支' },
      ],
    })
  })
})
