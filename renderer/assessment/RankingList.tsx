import type { RouteOutput } from '../app/client.ts'
import { Card } from '../ui/Card.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { points, stars } from './points.ts'

export type RankedSheet = RouteOutput<'assessment.ranking'>['rows'][number]

export function RankingList({
  rows,
  currentId,
  onOpen,
}: {
  rows: readonly RankedSheet[]
  currentId: string
  onOpen: (id: string) => void
}) {
  return (
    <Card
      title="排名"
      note={`${rows.length} 个支部`}
      actions={<span className="small secondary rank-change">较上年</span>}
      isFlush
      className="assessment-scroll"
    >
      <ol>
        {rows.map((row) => (
          <li key={row.organizationId}>
            <button
              type="button"
              className="bare-button rank-row"
              aria-current={row.organizationId === currentId}
              onClick={() => onOpen(row.organizationId)}
            >
              <span className="number">{row.rank}</span>
              <span className="ellipsis">
                {row.organizationName}
                {row.vetoes.length > 0 && (
                  <>
                    {' '}
                    <SeverityMark severity="红线" text="否决" />
                  </>
                )}
              </span>
              <span className="stars" aria-label={`${row.stars} 星`}>
                {stars(row.stars)}
              </span>
              <span className="number">{points(row.finalCenti)}</span>
              <span className="number small rank-change">{changeText(row.rankChange)}</span>
            </button>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function changeText(change: number | null): string {
  if (change === null) return '—'
  if (change === 0) return '平'
  return change > 0 ? `↑${change}` : `↓${-change}`
}
