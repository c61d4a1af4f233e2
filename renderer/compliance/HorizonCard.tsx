import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { DueTask } from '../../shared/calendar/task-contract.ts'
import { Card } from '../ui/Card.tsx'
import { Loading } from '../ui/states.tsx'
import { aheadCount, DueTimeline, TimelineKey } from './DueTimeline.tsx'
import { TrendChart, type TrendChartProps } from './TrendChart.tsx'

const VIEWS = ['180 天内到期', '近 12 个月趋势'] as const
type View = (typeof VIEWS)[number]

export type HorizonCardProps = { tasks: readonly DueTask[] | undefined; today: PlainDate; trend: TrendChartProps }

/** 往前看 180 天，往回看 12 个月。 */
export function HorizonCard({ tasks, today, trend }: HorizonCardProps) {
  const [view, setView] = useState<View>('180 天内到期')
  return (
    <Card
      title={
        <SegmentedControl
          aria-label="往前看还是往回看"
          size="xs"
          data={[...VIEWS]}
          value={view}
          onChange={(value) => setView(VIEWS.find((each) => each === value) ?? '180 天内到期')}
        />
      }
      note={view === '180 天内到期' && tasks ? `${aheadCount(tasks, today)} 项` : ''}
      actions={view === '180 天内到期' ? <TimelineKey /> : undefined}
      className="timeline-card"
      isFlush
    >
      {view === '近 12 个月趋势' ? (
        <TrendChart {...trend} />
      ) : tasks ? (
        <DueTimeline tasks={tasks} today={today} />
      ) : (
        <Loading label="正在排日子" />
      )}
    </Card>
  )
}
