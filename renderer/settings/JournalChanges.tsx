import { Button } from '@mantine/core'
import type { RouteOutput } from '../app/client.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { ErrorState, Loading } from '../ui/states.tsx'

type Row = RouteOutput<'settings.journalChanges'>['rows'][number]

/** 一条日志改了什么：逐行逐格，前 → 后；敏感的已遮。 */
export function JournalChanges({ seq, changeCount, onUndo }: { seq: number; changeCount: number | null; onUndo: (() => void) | null }) {
  const changes = useBackendQuery('settings.journalChanges', { seq }, { enabled: changeCount !== null })
  if (changeCount === null) return <p className="small secondary">这一条是旧版本记的，没有前后值。</p>
  if (changes.error) return <ErrorState error={changes.error} onRetry={() => void changes.refetch()} />
  if (!changes.data) return <Loading />
  const { rows, total, undoObstacle } = changes.data
  return (
    <div className="journal-changes">
      {rows.map((row) => (
        <ChangeTable key={row.ordinal} row={row} />
      ))}
      {total > rows.length && (
        <p className="small secondary">
          共改了 {total} 行，这里列出前 {rows.length} 行；导出日志可得全部。
        </p>
      )}
      {onUndo !== null &&
        (undoObstacle === '' ? (
          <Button variant="default" onClick={onUndo}>
            撤销这一步
          </Button>
        ) : (
          <p className="small secondary">{undoObstacle}</p>
        ))}
    </div>
  )
}

function ChangeTable({ row }: { row: Row }) {
  return (
    <table className="journal-change">
      <caption>
        <span className={`journal-action journal-action-${row.action}`}>{row.action}</span> {row.tableLabel}
        {row.title === '' ? '' : `：${row.title}`}
      </caption>
      <thead>
        <tr>
          <th scope="col">哪一项</th>
          <th scope="col">改前</th>
          <th scope="col">改后</th>
        </tr>
      </thead>
      <tbody>
        {row.fields.map((field) => (
          <tr key={field.column}>
            <th scope="row">{field.label}</th>
            <td>{shown(field.before)}</td>
            <td>
              {shown(field.after)}
              {field.isMasked && <span className="muted small">（已遮）</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function shown(value: string | null) {
  if (value === null) return <span className="muted">—</span>
  return value === '' ? <span className="muted">空</span> : value
}
