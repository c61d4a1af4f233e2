import { DUTIES } from './duties.ts'
import type { Duty, DutyCycle } from './duty.ts'
import { weekdayName } from './holiday-draft.ts'
import { festivalOf, type HolidayTable } from './holidays.ts'
import { partsOf, type PlainDate } from './plain-date.ts'
import { NOTICE_DAYS, RESULT_DAYS } from './term-tasks.ts'
import { firstWorkdayOf } from './workday.ts'

/** 一张年历的内容：十二个月各一行，另有一栏写每月固定、每季、每半年与换届。 */
export type WallChart = {
  readonly title: string
  readonly heads: readonly [month: string, days: string, branch: string, upper: string, side: string]
  readonly months: readonly WallMonth[]
  readonly side: readonly WallSection[]
  readonly note: string
}
export type WallMonth = { readonly label: string; readonly days: readonly string[]; readonly branch: string; readonly upper: string }
export type WallSection = { readonly title: string; readonly items: readonly string[] }

const QUARTERS = ['一', '二', '三', '四'] as const

/** 一年的挂图。没有节假日表的年份照排，标暂算。 */
export function wallChart(unitName: string, year: number, holidays: HolidayTable): WallChart {
  const isProvisional = holidays[year] === undefined
  return {
    title: `${unitName}${year}年党建工作年历`,
    heads: ['月', '主题党日与节假日', '党支部', '党总支、党委', '固定事项'],
    months: Array.from({ length: 12 }, (_each, index) => monthOf(year, index + 1, holidays)),
    side: [
      { title: '每月（党支部）', items: repeated('每月', isForBranch) },
      { title: '每季（党支部）', items: repeated('每季', isForBranch) },
      { title: '每季（党总支、党委）', items: repeated('每季', isForUpper) },
      { title: '每半年（6月30日、12月31日）', items: [...repeated('每半年', isForBranch), ...repeated('每半年', isForUpper)] },
      {
        title: '换届（T 为届满日）',
        items: [
          'T 前6个月：上级提醒',
          'T 前4个月：报送请示',
          `T 前${NOTICE_DAYS}天：大会通知〔默〕`,
          'T 日前：换届',
          `换届后${RESULT_DAYS}日内：报结果〔默〕`,
        ],
      },
    ],
    note: `〔默〕为产品默认的日子，条文没有给出；期限逢非工作日不顺延，提前到前一个工作日办。${isProvisional ? `${year}年节假日尚未公布，工作日暂算。` : ''}`,
  }
}

function isForBranch({ levels }: Duty): boolean {
  return levels.includes('党支部')
}

function isForUpper({ levels }: Duty): boolean {
  return levels.includes('党委') && !levels.includes('党支部')
}

function textOf({ chartText, title, isDefaultDate }: Duty): string {
  return `${chartText ?? title}${isDefaultDate ? '〔默〕' : ''}`
}

function repeated(cycle: DutyCycle, isFor: (duty: Duty) => boolean): string[] {
  return DUTIES.filter((duty) => duty.cycle === cycle && isFor(duty)).map((duty) =>
    duty.evidence.kind === '自动' ? `1日：${duty.title}（自动）` : textOf(duty),
  )
}

function monthOf(year: number, month: number, holidays: HolidayTable): WallMonth {
  return {
    label: `${month}月`,
    days: dayLines(year, month, holidays),
    branch: yearly(month, isForBranch, '党员大会、党务公开等', '信息库更新等'),
    upper: yearly(month, isForUpper, '听取汇报、督查等', '半年报告'),
  }
}

/** 这个月的年度事项；季末、半年末另提一句，细目在固定事项栏。 */
function yearly(month: number, isFor: (duty: Duty) => boolean, quarterly: string, halfYearly: string): string {
  const own = DUTIES.filter((duty) => duty.cycle === '每年' && isFor(duty) && (duty.chartMonths ?? []).includes(month)).map(textOf)
  const quarter = month % 3 === 0 ? [`${QUARTERS[month / 3 - 1] ?? ''}季度${quarterly}`] : []
  const half = month % 6 === 0 ? [`${month === 6 ? '上' : '下'}半年${halfYearly}`] : []
  return [...quarter, ...half, ...own].join('；')
}

function dayLines(year: number, month: number, holidays: HolidayTable): string[] {
  const first = firstWorkdayOf(year, month, holidays)
  const arranged = holidays[year]
  const isIn = (on: PlainDate) => partsOf(on).month === month
  const rest = (arranged?.breaks ?? []).filter(([from, until]) => isIn(from) || isIn(until))
  const work = (arranged?.workdays ?? []).filter(isIn)
  return [
    `主题党日 ${partsOf(first.on).day}日（${weekdayName(first.on)}）${first.isProvisional ? '暂算' : ''}`,
    ...rest.map((each) => `${festivalOf(each) ?? '放假'} ${spanText(each, month)}`),
    ...(work.length > 0 ? [`调休上班 ${work.map((on) => `${partsOf(on).day}日`).join('、')}`] : []),
  ]
}

function spanText([from, until]: readonly [PlainDate, PlainDate], month: number): string {
  const text = (on: PlainDate) => (partsOf(on).month === month ? `${partsOf(on).day}日` : `${partsOf(on).month}月${partsOf(on).day}日`)
  return from === until ? text(from) : `${text(from)}至${text(until)}`
}
