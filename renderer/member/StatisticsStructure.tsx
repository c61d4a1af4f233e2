import { Button, SegmentedControl } from '@mantine/core'
import { IconPhotoDown } from '@tabler/icons-react'
import { lazy, Suspense, useRef } from 'react'
import { STATISTIC_DIMENSIONS, type StatisticDimension } from '../../shared/member/statistics.ts'
import type { StatisticTable } from '../../shared/member/statistics-contract.ts'
import type { RouteInput } from '../app/client.ts'
import { hrefTo } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { saveChartAsPng, saveChartAsSvg } from './save-chart.ts'
import type { PeopleQuestion } from './StatisticsPeople.tsx'

const StatisticsChart = lazy(() => import('./StatisticsChart.tsx'))

/** 一个维度的表与图：各档人数、占比，与往年年末对比。 */
export function StatisticsStructure({
  scope,
  dimension,
  onDimension,
  onAsk,
}: {
  scope: RouteInput<'member.statistics'>
  dimension: StatisticDimension
  onDimension: (dimension: StatisticDimension) => void
  onAsk: (question: PeopleQuestion) => void
}) {
  const result = useBackendQuery('member.statistics', scope, { keepPrevious: true })
  const chart = useRef<HTMLDivElement>(null)
  if (result.error) return <ErrorState error={result.error} onRetry={() => void result.refetch()} />
  if (!result.data) return <Loading />
  const { dates, totals, suspended, tables } = result.data
  const table = tables.find((each) => each.dimension === dimension)
  const total = totals.at(-1) ?? 0
  if (total === 0 && totals.every((count) => count === 0))
    return (
      <EmptyState
        title="这里还没有党员"
        reason="名册里没有组织关系在此、党籍正常的党员，换一个党组织或日期，或先导入花名册。"
        action={
          <Button component="a" variant="default" href={hrefTo('/exchange')}>
            去导入花名册
          </Button>
        }
      />
    )
  const fileName = `${dimension}-${dates.at(-1) ?? ''}`
  const caption = {
    title: `${dimension}结构`,
    legend: [
      { label: dates.at(-2) ?? '', color: '#8a867e' },
      { label: dates.at(-1) ?? '', color: '#8e1b1f' },
    ].filter(({ label }) => label !== ''),
  }
  return (
    <>
      <SegmentedControl
        aria-label="维度"
        className="statistics-dimensions"
        data={[...STATISTIC_DIMENSIONS]}
        value={dimension}
        onChange={(value) => onDimension(value)}
      />
      {table && (
        <div className="statistics-body">
          <Card title={`${dimension}结构`} note={table.note} isFlush className="statistics-table-card">
            <StructureTable
              table={table}
              dates={dates}
              totals={totals}
              suspended={suspended}
              onAsk={(on, bucket) => onAsk({ kind: '结构', on, organizationId: scope.organizationId ?? null, dimension, bucket })}
            />
          </Card>
          <Card
            title={`${dates.at(-1) ?? ''} 与上年末`}
            note={`共 ${total.toLocaleString()} 人`}
            className="statistics-chart-card"
            actions={
              <>
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconPhotoDown size={14} aria-hidden="true" />}
                  onClick={() => saveChartAsSvg(chart.current, fileName, caption)}
                >
                  存 SVG
                </Button>
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<IconPhotoDown size={14} aria-hidden="true" />}
                  onClick={() => void saveChartAsPng(chart.current, fileName, caption)}
                >
                  存 PNG
                </Button>
              </>
            }
          >
            <div className="statistics-chart" ref={chart} role="img" aria-label={`${dimension}结构柱状图，数见左表`}>
              <Suspense fallback={null}>
                <StatisticsChart
                  rows={table.buckets.map(({ bucket, counts }) => ({
                    bucket,
                    now: counts.at(-1) ?? 0,
                    before: counts.at(-2) ?? 0,
                  }))}
                  nowLabel={dates.at(-1) ?? ''}
                  beforeLabel={dates.at(-2) ?? ''}
                />
              </Suspense>
            </div>
          </Card>
        </div>
      )}
    </>
  )
}

function StructureTable({
  table,
  dates,
  totals,
  suspended,
  onAsk,
}: {
  table: StatisticTable
  dates: readonly string[]
  totals: readonly number[]
  suspended: readonly number[]
  onAsk: (on: string, bucket: string) => void
}) {
  const share = (count: number) => {
    const total = totals.at(-1) ?? 0
    return total === 0 ? '' : `${((count / total) * 100).toFixed(1)}%`
  }
  return (
    <div className="statistics-scroll">
      <table className="statistics-table" aria-label={`${table.dimension}结构`}>
        <thead>
          <tr>
            <th scope="col">{table.dimension}</th>
            {dates.map((on) => (
              <th key={on} scope="col" className="number">
                {on}
              </th>
            ))}
            <th scope="col" className="number">
              占比
            </th>
          </tr>
        </thead>
        <tbody>
          {table.buckets.map(({ bucket, counts }) => (
            <tr key={bucket}>
              <th scope="row">{bucket}</th>
              {counts.map((count, index) => (
                <td key={dates[index]} className="number">
                  <CountButton count={count} label={`${dates[index] ?? ''} ${bucket}`} onAsk={() => onAsk(dates[index] ?? '', bucket)} />
                </td>
              ))}
              <td className="number secondary">{share(counts.at(-1) ?? 0)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            {totals.map((count, index) => (
              <td key={dates[index]} className="number">
                <CountButton count={count} label={`${dates[index] ?? ''} 合计`} onAsk={() => onAsk(dates[index] ?? '', '')} />
              </td>
            ))}
            <td />
          </tr>
          <tr className="secondary">
            <th scope="row">另有停止党籍</th>
            {suspended.map((count, index) => (
              <td key={dates[index]} className="number">
                {count}
              </td>
            ))}
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

/** 点得开的数；零没有人可看，只是字。 */
export function CountButton({ count, label, onAsk }: { count: number; label: string; onAsk: () => void }) {
  if (count === 0) return <span className="muted">0</span>
  return (
    <button type="button" className="link-button" aria-label={`${label}：${count.toLocaleString()} 人，看是哪些人`} onClick={onAsk}>
      {count.toLocaleString()}
    </button>
  )
}
