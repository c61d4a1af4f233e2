import { describe, expect, it } from 'vitest'
import { activityExtras } from '../../shared/organizational-life/activity-draft.ts'
import { snapshotChanges, snapshotOf, type SnapshotSource } from '../../shared/organizational-life/activity-changes.ts'

const activity = (change: Partial<SnapshotSource> = {}): SnapshotSource => ({
  title: '九月支委会',
  types: [{ type: '支委会' }],
  groupName: '',
  heldOn: '2026-09-08',
  startsAt: '15:00',
  endsAt: '16:00',
  place: '三楼',
  hostName: '王思齐',
  recorderName: '叶闻舟',
  postponeReason: '',
  contentKinds: [],
  narrative: '',
  archiveCategory: '三会一课',
  eHomeOn: null,
  eHomeNo: '',
  extras: activityExtras.parse({}),
  topics: [],
  attendance: [{ name: '王思齐', status: '出席', reason: '' }],
  guests: [],
  tasks: [],
  files: [],
  deletedAt: null,
  ...change,
})

const changes = (change: Partial<SnapshotSource>) => snapshotChanges(snapshotOf(activity()), snapshotOf(activity(change)))

describe('改动的前后值', () => {
  it('没改就没有；改哪项列哪项，前后都写成人看的话', () => {
    expect(changes({})).toEqual([])
    expect(changes({ place: '二楼' })).toEqual([{ label: '地点', before: '三楼', after: '二楼' }])
    expect(changes({ endsAt: '17:00' })).toEqual([
      { label: '时间', before: '15:00 至 16:00（60 分钟）', after: '15:00 至 17:00（120 分钟）' },
    ])
    expect(changes({ attendance: [{ name: '王思齐', status: '请假', reason: '出差' }] })).toEqual([
      { label: '签到：出席', before: '王思齐', after: '' },
      { label: '签到：请假', before: '', after: '王思齐（出差）' },
    ])
    expect(changes({ extras: activityExtras.parse({ discussesBranchWork: true }) })).toEqual([
      { label: '研究支部建设', before: '', after: '是' },
    ])
    expect(changes({ deletedAt: 'x' })).toEqual([{ label: '回收站', before: '', after: '已移入' }])
  })

  it('活动的每一项改了都留得下痕迹', () => {
    const altered: Record<keyof SnapshotSource, Partial<SnapshotSource>> = {
      title: { title: '另一次' },
      types: { types: [{ type: '党课' }] },
      groupName: { groupName: '一组' },
      heldOn: { heldOn: '2026-09-09' },
      startsAt: { startsAt: '14:00' },
      endsAt: { endsAt: '17:00' },
      place: { place: '' },
      hostName: { hostName: '丁一' },
      recorderName: { recorderName: '丁一' },
      postponeReason: { postponeReason: '培训' },
      contentKinds: { contentKinds: ['政治学习'] },
      narrative: { narrative: '记录' },
      archiveCategory: { archiveCategory: '其他' },
      eHomeOn: { eHomeOn: '2026-09-09' },
      eHomeNo: { eHomeNo: 'E1' },
      extras: { extras: activityExtras.parse({ theme: '主题' }) },
      topics: {
        topics: [
          {
            type: '支委会',
            title: '议题',
            startsAt: null,
            endsAt: null,
            speakerName: '',
            speakerRole: null,
            summary: '',
            resolution: '',
            votes: [],
          },
        ],
      },
      attendance: { attendance: [] },
      guests: { guests: [{ name: '李四', role: '' }] },
      tasks: { tasks: [{ content: '公示', ownerName: '', dueOn: null, doneOn: null, note: '' }] },
      files: { files: [{ kind: '照片', name: '合影.png', sha256: 'abcdef0123' }] },
      deletedAt: { deletedAt: 'x' },
    }
    for (const [field, change] of Object.entries(altered)) expect(changes(change), field).not.toEqual([])
  })
})
