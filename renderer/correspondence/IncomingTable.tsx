import { Button, Checkbox, Select } from '@mantine/core'
import { useState } from 'react'
import { asCallError, call } from '../app/client.ts'
import { saveFile } from '../app/save-file.ts'
import { notifyFailure, useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { IncomingDialog } from './IncomingDialog.tsx'
import { RemoveIncomingDialog } from './RemoveIncomingDialog.tsx'
import type { IncomingItem } from './rows.ts'

const ALL_YEARS = '全部年份'

/** 收文登记簿：来文机关、字号、附件原件、承办、批示，与它答复的请示。 */
export function IncomingTable() {
  const [year, setYear] = useState<number | null>(null)
  const [includesDeleted, setIncludesDeleted] = useState(false)
  const [editing, setEditing] = useState<IncomingItem | '新的' | null>(null)
  const [removing, setRemoving] = useState<IncomingItem | null>(null)
  const incoming = useBackendQuery('correspondence.incoming', { year, includesDeleted }, { keepPrevious: true })
  const restore = useCommand('correspondence.restoreIncoming', { done: () => '已恢复' })
  const download = async (incomingId: string, position: number) => {
    try {
      saveFile(await call('correspondence.incomingFile', { incomingId, position }))
    } catch (error) {
      notifyFailure(asCallError(error))
    }
  }
  if (incoming.error) return <ErrorState error={incoming.error} onRetry={() => void incoming.refetch()} />
  if (!incoming.data) return <Loading />
  const { rows, years } = incoming.data
  return (
    <Card
      title="收文登记"
      note={`${rows.length} 件`}
      isFlush
      className="draft-column"
      actions={
        <>
          <Checkbox label="连同撤下的" checked={includesDeleted} onChange={(event) => setIncludesDeleted(event.currentTarget.checked)} />
          <Select
            aria-label="收文年份"
            w={116}
            size="xs"
            data={[ALL_YEARS, ...years.map(String)]}
            value={year === null ? ALL_YEARS : String(year)}
            onChange={(next) => setYear(next === null || next === ALL_YEARS ? null : Number(next))}
            allowDeselect={false}
          />
          <Button size="xs" onClick={() => setEditing('新的')}>
            登记收文
          </Button>
        </>
      }
    >
      {rows.length === 0 ? (
        <EmptyState title="还没有收文" reason="点“登记收文”，录来文机关、字号与标题，附件原样留存；批复可以当场挂到请示上。" />
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th>收文编号</th>
              <th>收文日期</th>
              <th>来文机关</th>
              <th>来文字号</th>
              <th>标题</th>
              <th>附件</th>
              <th>承办</th>
              <th>批示</th>
              <th>
                <span className="unseen">动作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td className="nowrap">{row.number}</td>
                <td className="nowrap">{row.receivedOn}</td>
                <td>{row.sender}</td>
                <td className="nowrap">{row.senderNumber}</td>
                <td>
                  {row.title}
                  <span className="small secondary">（{row.genre}）</span>
                  {row.link && (
                    <div className="small secondary">
                      {row.genre === '请示' ? '批复' : '答复'}：{row.link.number}《{row.link.title}》
                    </div>
                  )}
                  {row.deletedAt !== null && <span className="small muted">（已撤下）</span>}
                </td>
                <td>
                  {row.files.map((file) => (
                    <div key={file.position}>
                      <button
                        type="button"
                        className="link-button"
                        title={`SHA-256 ${file.sha256}`}
                        onClick={() => void download(row.id, file.position)}
                      >
                        {file.fileName}
                      </button>
                    </div>
                  ))}
                </td>
                <td>{row.handler}</td>
                <td className="draft-change">{row.instruction}</td>
                <td className="nowrap">
                  {row.deletedAt === null ? (
                    <>
                      <Button size="xs" variant="default" onClick={() => setEditing(row)} aria-label={`办理 ${row.number}`}>
                        办理
                      </Button>{' '}
                      <Button size="xs" variant="default" onClick={() => setRemoving(row)} aria-label={`撤下 ${row.number}`}>
                        撤下
                      </Button>
                    </>
                  ) : (
                    <Button
                      size="xs"
                      variant="default"
                      onClick={() => void restore.run({ incomingId: row.id })}
                      aria-label={`恢复 ${row.number}`}
                    >
                      恢复
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {editing !== null && <IncomingDialog item={editing === '新的' ? null : editing} onClose={() => setEditing(null)} />}
      {removing && <RemoveIncomingDialog item={removing} onClose={() => setRemoving(null)} />}
    </Card>
  )
}
