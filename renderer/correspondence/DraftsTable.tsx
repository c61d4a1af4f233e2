import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { localMoment } from '../app/moment.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'

type Row = RouteOutput<'correspondence.drafts'>['rows'][number]

function stateOf({ deletedAt, documentNumber, exportedAt }: Row): string {
  if (deletedAt !== null) return '已删去'
  if (documentNumber !== '') return `已登记 ${documentNumber}`
  return exportedAt === null ? '草稿' : `已导出 ${localMoment(exportedAt).date}`
}

/** 草稿箱：多份草稿，随时接着改；删去的可以恢复。 */
export function DraftsTable({ onOpen }: { onOpen: (draftId: string) => void }) {
  const [includesClosed, setIncludesClosed] = useState(false)
  const drafts = useBackendQuery('correspondence.drafts', { includesClosed }, { keepPrevious: true })
  const remove = useCommand('correspondence.removeDraft', { done: () => '草稿已删去，可以恢复' })
  const restore = useCommand('correspondence.restoreDraft', { done: () => '草稿已恢复' })
  if (drafts.error) return <ErrorState error={drafts.error} onRetry={() => void drafts.refetch()} />
  if (!drafts.data) return <Loading />
  const { rows } = drafts.data
  return (
    <Card
      title="草稿箱"
      note={`${rows.length} 份`}
      isFlush
      className="draft-column"
      actions={
        <Checkbox
          label="连同已登记的与删去的"
          checked={includesClosed}
          onChange={(event) => setIncludesClosed(event.currentTarget.checked)}
        />
      }
    >
      {rows.length === 0 ? (
        <EmptyState title="没有草稿" reason="在“起草”里点“存草稿”（Ctrl+S），没写完的就留在这里，下次接着改。" />
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th>标题</th>
              <th>文种</th>
              <th>党组织</th>
              <th>最后存的时间</th>
              <th>存过</th>
              <th>状态</th>
              <th>
                <span className="unseen">动作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const at = localMoment(row.updatedAt)
              const state = stateOf(row)
              return (
                <tr key={row.id}>
                  <td>{row.title === '' ? '（还没有标题）' : row.title}</td>
                  <td className="nowrap">{row.kindName}</td>
                  <td>{row.organizationName}</td>
                  <td className="nowrap">
                    {at.date} {at.time}
                  </td>
                  <td className="nowrap">{row.revision} 次</td>
                  <td className="nowrap">{state}</td>
                  <td className="nowrap row-actions">
                    {row.deletedAt === null && row.documentNumber === '' && (
                      <>
                        <Button size="xs" variant="default" onClick={() => onOpen(row.id)} aria-label={`接着改 ${row.title}`}>
                          接着改
                        </Button>{' '}
                        <Button
                          size="xs"
                          variant="default"
                          onClick={() => void remove.run({ draftId: row.id })}
                          aria-label={`删去草稿 ${row.title}`}
                        >
                          删去
                        </Button>
                      </>
                    )}
                    {row.deletedAt !== null && (
                      <Button
                        size="xs"
                        variant="default"
                        onClick={() => void restore.run({ draftId: row.id })}
                        aria-label={`恢复草稿 ${row.title}`}
                      >
                        恢复
                      </Button>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </Card>
  )
}
