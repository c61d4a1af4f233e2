import { lazy, Suspense } from 'react'
import { Card } from '../ui/Card.tsx'
import type { RadarPoint } from './points.ts'
import type { RankedSheet } from './RankingList.tsx'

const TaskRadar = lazy(() => import('./TaskRadar.tsx'))

/** 八项得分率：本支部与集团平均。 */
export function RadarCard({ sheet, rows }: { sheet: RankedSheet; rows: readonly RankedSheet[] }) {
  const data: RadarPoint[] = sheet.tasks
    .filter((task) => task.isApplicable)
    .map((task) => {
      const others = rows.flatMap((row) => row.tasks.filter((each) => each.taskNo === task.taskNo && each.isApplicable))
      const average = others.reduce((sum, each) => sum + each.ratioPermyriad, 0) / Math.max(1, others.length)
      return { name: task.name, own: task.ratioPermyriad / 100, average: average / 100 }
    })
  return (
    <Card title="八项得分率" note="实线本支部，虚线集团平均">
      <div className="radar">
        <Suspense fallback={null}>
          <TaskRadar data={data} />
        </Suspense>
      </div>
    </Card>
  )
}
