import { Popover } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { addDays, addMonths, daysBetween, makeDate, partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { DueTask } from '../../shared/calendar/task-contract.ts'
import { remedyHref } from '../app/remedy-link.ts'
import { dueHref } from './DueList.tsx'

type Due = DueTask

const SPAN = 180

/** 一类一行；`prefixes` 是义务编号的开头，先对上的先归。 */
const LANES: readonly { title: string; prefixes: readonly string[] }[] = [
  { title: '届满换届', prefixes: ['term.meeting', 'term.notice', 'term.result'] },
  { title: '换届请示', prefixes: ['term.request', 'term.remind'] },
  { title: '班子补选', prefixes: ['due.secretary', 'due.member'] },
  { title: '预备期满', prefixes: ['due.probation'] },
  { title: '支部义务', prefixes: ['branch.'] },
  { title: '党委义务', prefixes: ['committee.'] },
]

/** 标记旁的字占多宽（像素）：小方块、几个汉字加日期。挨得比这近就并成一个，免得字叠在一起。 */
const LABEL_WIDTH = 112

/** 180 天内到期的时间轴：实心块是 30 天内。 */
export function DueTimeline({ tasks, today }: { tasks: readonly Due[]; today: PlainDate }) {
  const ahead = tasks.filter((task) => task.dueOn >= today && task.dueOn <= addDays(today, SPAN))
  const months = monthStarts(today)
  // 还没量出宽度时按最窄的窗口算。
  const { ref: axisRef, width } = useElementSize()
  const nearDays = Math.ceil((LABEL_WIDTH / (width || 320)) * SPAN)
  return (
    <div className="timeline">
      <div className="timeline-head">
        <span>今天</span>
        <div className="timeline-axis" ref={axisRef}>
          {months.map((month) => (
            <span key={month} className="timeline-month" style={{ left: percent(today, month) }}>
              {monthName(month, today)}
            </span>
          ))}
        </div>
      </div>
      {LANES.map((lane) => (
        <div key={lane.title} className="timeline-lane">
          <span className="timeline-title">{lane.title}</span>
          <div className="timeline-axis">
            {months.map((month) => (
              <span key={month} className="timeline-grid" style={{ left: percent(today, month) }} />
            ))}
            {clusters(
              ahead.filter((due) => lane.prefixes.some((prefix) => due.dutyId.startsWith(prefix))),
              nearDays,
            ).map((cluster) => (
              <TimelineMark key={cluster.map((due) => due.key + due.title).join()} dues={cluster} today={today} />
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}

/** 时间轴的图例，放在卡头。 */
export function TimelineKey() {
  return (
    <>
      <span className="tiny secondary timeline-key">
        <i className="timeline-mark is-soon" /> 30 天内
      </span>
      <span className="tiny secondary timeline-key">
        <i className="timeline-mark" /> 以后
      </span>
    </>
  )
}

/** 180 天内到期的件数。 */
export function aheadCount(tasks: readonly Due[], today: PlainDate): number {
  return tasks.filter((task) => task.dueOn >= today && task.dueOn <= addDays(today, SPAN)).length
}

function TimelineMark({ dues, today }: { dues: readonly Due[]; today: PlainDate }) {
  const [first] = dues
  if (!first) return null
  const isSoon = first.window !== '以后'
  const text = dues.length === 1 ? `${shortName(first)} ${monthDay(first.dueOn)}` : `${monthDay(first.dueOn)} 起 ${dues.length} 项`
  return (
    <Popover position="top" withArrow shadow="sm" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className="bare-button timeline-item" style={{ left: percent(today, first.dueOn) }}>
          <i className={`timeline-mark ${isSoon ? 'is-soon' : ''}`} />
          {text}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={text}>
        <ul className="timeline-list">
          {dues.map((due, index) => (
            <li key={index}>
              <span className="nowrap">{due.dueOn}</span>
              <a href={hrefOf(due)}>
                {due.organizationId === null ? '' : `${due.organizationName}：`}
                {due.title}
                {due.total > 1 ? `（还有 ${due.openCount} 个没办）` : ''}
              </a>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}

/** 说的是一个党组织的到它的动作，几个的到日历里逐个看。 */
function hrefOf(due: Due): string {
  const [remedy] = due.remedies
  return (due.organizationId !== null && remedy ? remedyHref(remedy, due.organizationId) : null) ?? dueHref(due)
}

/** 标记旁只有几个字的地方：一个党组织的写它（去掉“党支部”这些人人都有的字），几个的写事。 */
function shortName(due: Due): string {
  if (due.organizationId === null) return due.title.slice(0, 5)
  return due.organizationName.replace(/党支部$|支部$|委员会$/, '').slice(-4)
}

/** 轴上已经写了年月，标记只写几月几日。 */
function monthDay(date: PlainDate): string {
  const { month, day } = partsOf(date)
  return `${month}-${day}`
}

function percent(today: PlainDate, date: PlainDate): string {
  return `${(daysBetween(today, date) / SPAN) * 100}%`
}

function monthStarts(today: PlainDate): PlainDate[] {
  const { year, month } = partsOf(today)
  const starts: PlainDate[] = []
  for (let next = addMonths(makeDate(year, month, 1), 1); daysBetween(today, next) < SPAN; next = addMonths(next, 1)) starts.push(next)
  return starts
}

function monthName(month: PlainDate, today: PlainDate): string {
  const { year, month: number } = partsOf(month)
  return year !== partsOf(today).year && number === 1 ? `${year % 100} 年 1 月` : `${number} 月`
}

function clusters(dues: readonly Due[], nearDays: number): Due[][] {
  const groups: Due[][] = []
  for (const due of [...dues].sort((a, b) => a.dueOn.localeCompare(b.dueOn))) {
    const start = groups.at(-1)?.[0]
    if (start && daysBetween(start.dueOn, due.dueOn) < nearDays) groups.at(-1)?.push(due)
    else groups.push([due])
  }
  return groups
}
