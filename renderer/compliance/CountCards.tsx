import type { Dashboard } from '../../shared/compliance/contract.ts'
import { TASKS } from '../../shared/glossary.ts'
import type { Severity } from '../../shared/regulation/finding.ts'
import { hrefTo, type Query } from '../app/router.ts'
import { SeverityMark } from '../ui/SeverityMark.tsx'

export type SeverityFilter = Extract<Severity, '红线' | '应当' | '提示' | '待确认'> | '全部'

const CARDS = [
  { severity: '红线', count: 'red' },
  { severity: '应当', count: 'orange' },
  { severity: '提示', count: 'yellow' },
  { severity: '待确认', count: 'pending' },
] as const

export function severityFilter(text: string | null): SeverityFilter | null {
  if (text === '全部') return '全部'
  return CARDS.find((card) => card.severity === text)?.severity ?? null
}

export type CountCardsProps = {
  board: Pick<Dashboard, 'counts' | 'spread' | 'closedCount'>
  /** 上个月末的数；还没算出来为 null。 */
  lastMonth: Dashboard['counts'] | null
  filter: SeverityFilter | null
  /** 地址里别的筛选，换数时留着。 */
  query: Query
}

/** 四个数，点开即筛选；再点一次回到待办。 */
export function CountCards({ board, lastMonth, filter, query }: CountCardsProps) {
  return (
    <div className="count-cards">
      {CARDS.map(({ severity, count }) => {
        const isOn = filter === severity
        return (
          <a
            key={severity}
            className="count-card"
            href={hrefTo('/', { ...query, severity: isOn ? null : severity })}
            aria-current={isOn ? 'true' : undefined}
          >
            <span className="count-line">
              <SeverityMark severity={severity} />
              {lastMonth && <span className="tiny secondary">较上月末 {signed(board.counts[count] - lastMonth[count])}</span>}
            </span>
            <span className="count-line">
              <span className="count-number">{board.counts[count]}</span>
              <span className="small secondary ellipsis">
                {spreadText(board, severity)}
                {severity === '提示' && board.closedCount > 0 ? `；另关闭 ${board.closedCount}` : ''}
              </span>
            </span>
          </a>
        )
      })}
    </div>
  )
}

function signed(change: number): string {
  if (change === 0) return '持平'
  return change > 0 ? `+${change}` : `−${-change}`
}

/** 涉及几个党组织、落在哪几项任务里：`4 个党组织，组织体系 3、组织生活 1`。 */
function spreadText({ spread }: Pick<Dashboard, 'spread'>, severity: Severity): string {
  const own = spread.find((each) => each.severity === severity)
  const [first] = own?.tasks ?? []
  if (!own || !first) return '没有'
  const name = (taskNo: number) => TASKS[taskNo - 1] ?? '督查考核'
  const tasks =
    own.tasks.length === 1
      ? `都在${name(first.taskNo)}`
      : own.tasks
          .slice(0, 2)
          .map(({ taskNo, count }) => `${name(taskNo)} ${count}`)
          .join('、')
  return `${own.organizationCount} 个党组织，${tasks}`
}
