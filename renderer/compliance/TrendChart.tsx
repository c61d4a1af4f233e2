import { useElementSize } from '@mantine/hooks'
import { hrefTo } from '../app/router.ts'
import type { Severity } from '../../shared/regulation/finding.ts'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, Loading } from '../ui/states.tsx'
import { TREND_MONTHS, type TrendMonth } from './use-trend.ts'

const LINES: readonly { key: 'red' | 'orange' | 'yellow'; severity: Severity }[] = [
  { key: 'red', severity: '红线' },
  { key: 'orange', severity: '应当' },
  { key: 'yellow', severity: '提示' },
]

const HEIGHT = 168
const LEFT = 28
const RIGHT = 12
const TOP = 10
const BOTTOM = 24

export type TrendChartProps = {
  months: readonly TrendMonth[]
  isComplete: boolean
  /** 只算这些党组织；null 为全集团。 */
  scope: ReadonlySet<string> | null
  organizationId: string | null
}

/** 近 12 个月末的红、橙、黄：由那天的记录回看判出来。点一点，看那天的发现。 */
export function TrendChart({ months, isComplete, scope, organizationId }: TrendChartProps) {
  const { ref, width } = useElementSize()
  if (months.length === 0) return <Loading label="正在回看各月末" />
  const points = months.map((month) => ({
    month: month.month,
    asOf: month.asOf,
    ...totals(month, scope),
  }))
  const highest = Math.max(1, ...points.flatMap((point) => [point.red, point.orange, point.yellow]))
  if (isComplete && points.every((point) => point.red + point.orange + point.yellow === 0))
    return <EmptyState title="这 12 个月末都没有要处理的" reason="各月末按那天的记录与标准回看判定，红、橙、黄都是 0。" />
  const inner = Math.max(200, width) - LEFT - RIGHT
  const step = inner / (TREND_MONTHS - 1)
  // 还没算完时右边对齐：最近的月先有。
  const x = (index: number) => LEFT + (TREND_MONTHS - points.length + index) * step
  const y = (value: number) => TOP + (1 - value / highest) * (HEIGHT - TOP - BOTTOM)
  return (
    <div className="trend">
      <div ref={ref}>
        <svg width="100%" height={HEIGHT} role="group" aria-label={summaryOf(points)}>
          {[0, highest].map((value) => (
            <g key={value}>
              <line x1={LEFT} x2={LEFT + inner} y1={y(value)} y2={y(value)} className="trend-grid" />
              <text x={LEFT - 6} y={y(value) + 4} className="trend-axis" textAnchor="end">
                {value}
              </text>
            </g>
          ))}
          {points.map((point, index) => (
            <text key={point.month} x={x(index)} y={HEIGHT - 6} className="trend-axis" textAnchor="middle">
              {monthLabel(point.month, index)}
            </text>
          ))}
          {LINES.map(({ key, severity }) => (
            <g key={key} className={`trend-line trend-${key}`}>
              <polyline points={points.map((point, index) => `${x(index)},${y(point[key])}`).join(' ')} />
              {points.map((point, index) => (
                <a
                  key={point.month}
                  href={hrefTo('/', { severity, asOf: point.asOf, organizationId })}
                  aria-label={`${point.asOf} ${severity} ${point[key]} 条`}
                >
                  <title>{`${point.asOf} ${severity} ${point[key]} 条`}</title>
                  <circle cx={x(index)} cy={y(point[key])} r={8} className="trend-hit" />
                  <Mark severity={severity} x={x(index)} y={y(point[key])} />
                </a>
              ))}
            </g>
          ))}
        </svg>
      </div>
      <p className="tiny secondary trend-note">
        {isComplete ? '' : `已回看 ${months.length}/${TREND_MONTHS} 个月；`}各月末按那天的记录与标准判定，补录会改变以前的数。
        {LINES.map(({ severity }) => (
          <SeverityMark key={severity} severity={severity} />
        ))}
      </p>
    </div>
  )
}

/** 三条线各用自己的形状，不单靠颜色分。 */
function Mark({ severity, x, y }: { severity: Severity; x: number; y: number }) {
  if (severity === '红线') return <rect x={x - 3.5} y={y - 3.5} width={7} height={7} />
  if (severity === '应当') return <path d={`M${x} ${y - 4.5} L${x + 4.5} ${y + 3.5} L${x - 4.5} ${y + 3.5} Z`} />
  return <circle cx={x} cy={y} r={3.5} />
}

type Totals = { red: number; orange: number; yellow: number; pending: number }

export function totals(month: TrendMonth, scope: ReadonlySet<string> | null): Totals {
  const sum: Totals = { red: 0, orange: 0, yellow: 0, pending: 0 }
  for (const row of month.rows) {
    if (scope !== null && !scope.has(row.organizationId)) continue
    sum.red += row.red
    sum.orange += row.orange
    sum.yellow += row.yellow
    sum.pending += row.pending
  }
  return sum
}

function monthLabel(month: string, index: number): string {
  const number = Number(month.slice(5))
  return index === 0 || number === 1 ? `${month.slice(2, 4)}-${number}` : String(number)
}

function summaryOf(points: readonly (Totals & { month: string })[]): string {
  return `近 12 个月末的计数：${points.map((point) => `${point.month} 红 ${point.red}、橙 ${point.orange}、黄 ${point.yellow}`).join('；')}`
}
