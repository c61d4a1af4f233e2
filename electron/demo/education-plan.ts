import type { PracticeKind } from '../../shared/organizational-life/activity-types.ts'

/** 各月半天的集中学习，泛泛的演示文字。 */
export const STUDY_TITLES: readonly string[] = [
  '集中学习：党章与党内法规',
  '集中学习：廉洁从业规定',
  '集中学习：国企党建工作要求',
  '集中学习：支部工作条例',
  '集中学习：党员教育管理条例',
  '集中学习：发展党员工作规定',
]

/** 每季一次的主题实践，键是月份。 */
export const PRACTICES: Readonly<Record<number, { readonly title: string; readonly practiceKind: PracticeKind }>> = {
  2: { title: '走访一线班组，收集职工意见', practiceKind: '联系群众' },
  5: { title: '劳动节义务劳动', practiceKind: '义务劳动' },
  8: { title: '防汛防台党员责任区排查', practiceKind: '责任区' },
  11: { title: '与社区结对帮扶', practiceKind: '结对帮扶' },
}

export const COMMITTEE_PLACE = '集团十二楼会议室'
