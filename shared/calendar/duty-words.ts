import type { DayOfYear, Duty } from './duty.ts'

/** 日子怎么算，一句话。 */
export function whenText({ timing }: Duty): string {
  switch (timing.kind) {
    case '首个工作日':
      return '当月第一个工作日（含法定调休）；当天确有特殊情况可顺延，天数以方案为准'
    case '每月':
      return `${timing.isNextMonth === true ? '次月' : '每月'}${dayText(timing.day)}`
    case '月报日':
      return '每月月报日以前（现行方案为 17 日），不顺延，提前提醒'
    case '季末':
      return '每季末以前'
    case '半年末':
      return '6月30日、12月31日以前'
    case '窗口':
      return `${dateText(timing.from)}至${timing.isUntilNextYear === true ? '次年' : ''}${dateText(timing.until)}${
        timing.fromParameter === undefined && timing.untilParameter === undefined ? '' : '（方案里有日子的以方案为准）'
      }`
    case '节前':
      return `${timing.festival}放假前的最后一个工作日；缺节假日表的年份按${dateText(timing.otherwise)}暂算`
  }
}

const ABOUT = { 七一纪念: '写明是“七一”纪念活动的', 听取汇报: '勾了“听取党支部工作汇报”的' } as const

/** 怎么知道办了，一句话。 */
export function seenByText({ evidence }: Duty): string {
  switch (evidence.kind) {
    case '活动':
      return `由组织生活记录看出：${evidence.types.join('、')}${evidence.everyGroup === true ? '，每个党小组各有一次' : ''}${evidence.bySecretary === true ? '，主讲人为书记' : ''}${evidence.about === undefined ? '' : `，${ABOUT[evidence.about]}；也可人工勾办`}${evidence.contentKind === undefined ? '' : `，内容有“${evidence.contentKind}”；也可人工勾办`}`
    case '民主评议':
      return '由民主评议记录看出：作出评定意见即办结'
    case '月结':
      return '由台账月结看出'
    case '公文':
      return `由登记簿看出：${evidence.documentKinds.join('、')}；没有在这里登记的可人工勾办`
    case '公示':
      return `由公示登记看出：${evidence.publicityKind}；没有在这里登记的可人工勾办`
    case '自动':
      return '由本程序自动办'
    case '人工':
      return '人工勾办，留痕可撤'
  }
}

function dayText(day: number | '月末'): string {
  return day === '月末' ? '月末' : `${day}日`
}

function dateText({ month, day }: DayOfYear): string {
  return `${month}月${day === '月末' ? '末' : `${day}日`}`
}
