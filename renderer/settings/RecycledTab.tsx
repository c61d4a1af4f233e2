import { Button } from '@mantine/core'
import type { RouteOutput } from '../app/client.ts'
import { localMoment } from '../app/moment.ts'
import { askToUndo } from '../app/undo-request.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'

type Row = RouteOutput<'settings.recycled'>['rows'][number]

/** 回收站：删去、移走、撤下的都在这里，写明谁、何时、为什么；不自动清，能恢复的当场恢复。 */
export function RecycledTab() {
  const recycled = useBackendQuery('settings.recycled', { limit: 200 })
  if (recycled.error) return <ErrorState error={recycled.error} onRetry={() => void recycled.refetch()} />
  if (!recycled.data) return <Loading />
  const { rows, total } = recycled.data
  return (
    <Card title="回收站" note={total === 0 ? '' : `${total} 次删去、移走或撤下；永不自动清空`} isFlush>
      {rows.length === 0 ? (
        <EmptyState title="回收站是空的" reason="删去、移走、撤下的党员、任职、活动、附件、勾核等都会列在这里，可以恢复；不会自动清空。" />
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">何时、谁</th>
              <th scope="col">是什么</th>
              <th scope="col">为什么</th>
              <th scope="col">恢复</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <RecycledRow key={row.seq} row={row} />
            ))}
          </tbody>
        </table>
      )}
    </Card>
  )
}

function RecycledRow({ row }: { row: Row }) {
  const moment = localMoment(row.at)
  return (
    <tr>
      <td>
        {moment.date} {moment.time}
        <br />
        <span className="secondary">{row.actor}</span>
      </td>
      <td>
        <ul className="recycled-items">
          {row.items.map((item, index) => (
            <li key={index}>{item}</li>
          ))}
          {row.itemCount > row.items.length && <li className="secondary">等共 {row.itemCount} 项</li>}
        </ul>
        {row.summary !== '' && <span className="small secondary">{row.summary}</span>}
      </td>
      <td>{row.reason === '' ? <span className="muted">没有写原因</span> : row.reason}</td>
      <td>
        {row.undoObstacle === '' ? (
          <Button size="xs" variant="default" onClick={() => askToUndo({ seq: row.seq, at: row.at, route: '', summary: row.summary })}>
            恢复
          </Button>
        ) : (
          <span className="small secondary">{row.undoObstacle}</span>
        )}
      </td>
    </tr>
  )
}
