import { Button } from '@mantine/core'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { localMoment } from '../app/moment.ts'
import { hrefTo } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { DataTable, type Column } from '../ui/DataTable.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { AnnotatedCopy } from './AnnotatedCopy.tsx'
import { RememberedLayouts } from './RememberedLayouts.tsx'
import { UndoBatchDialog } from './UndoBatchDialog.tsx'
import './import.css'

type Batch = RouteOutput<'member.batches'>['rows'][number]
type Member = RouteOutput<'member.batchChanges'>['rows'][number]

const batchColumns: readonly Column<Batch>[] = [
  {
    key: 'at',
    title: '时间',
    width: 132,
    render: ({ at }) => {
      const { date, time } = localMoment(at)
      return `${date} ${time}`
    },
  },
  { key: 'kind', title: '来历', width: 72, render: ({ kind }) => kind },
  { key: 'title', title: '内容', width: 140, grow: true, render: ({ title }) => <span className="ellipsis">{title}</span> },
  { key: 'added', title: '新增', width: 56, align: 'right', render: ({ added }) => added.toLocaleString() },
  { key: 'changed', title: '变更', width: 56, align: 'right', render: ({ changed }) => changed.toLocaleString() },
  {
    key: 'state',
    title: '现状',
    width: 80,
    render: ({ undoneBy }) => (undoneBy === null ? '有效' : <span className="muted">已撤销</span>),
  },
]

const memberColumns: readonly Column<Member>[] = [
  { key: 'name', title: '姓名', width: 96, render: ({ name }) => <strong className="ellipsis">{name}</strong> },
  { key: 'outcome', title: '判定', width: 64, render: ({ outcome }) => <span className={`outcome outcome-${outcome}`}>{outcome}</span> },
  {
    key: 'changes',
    title: '改了什么',
    width: 200,
    grow: true,
    render: ({ changes }) => (
      <span className="ellipsis" title={changes.map(({ label, before, after }) => `${label}：${before} → ${after}`).join('\n')}>
        {changes.map(({ label, before, after }, index) => (
          <span key={label}>
            {index > 0 ? '；' : ''}
            {label} <del>{before === '' ? '空' : before}</del> → <strong>{after === '' ? '空' : after}</strong>
          </span>
        ))}
      </span>
    ),
  },
]

/** 每一批改动：导入、批量修改、粘贴、分组、撤销；点开看逐人前后值，可整批撤销。 */
export function HistoryPage() {
  const batches = useBackendQuery('member.batches', { limit: 500 })
  const [chosen, setChosen] = useState<string | null>(null)
  const [undoing, setUndoing] = useState<Batch | null>(null)
  const rows = batches.data?.rows ?? []
  const batch = rows.find(({ batchId }) => batchId === chosen) ?? rows[0]
  return (
    <div className="import">
      <PageHeader
        title="改动批次与撤销"
        status="导入、批量修改、粘贴、分组都记成一批；撤销本身也是一批，撤错了还能再撤回来"
        actions={
          <Button component="a" href={hrefTo('/exchange')} variant="default">
            导入花名册
          </Button>
        }
      />
      {batches.isPending && <Loading />}
      {batches.error && <ErrorState error={batches.error} onRetry={() => void batches.refetch()} />}
      {batches.data && rows.length === 0 && (
        <Card>
          <EmptyState
            title="还没有成批的改动"
            reason="导入一份花名册，或在名册里批量修改之后，这里就有一条，可以整批撤销。"
            action={
              <Button component="a" href={hrefTo('/exchange')}>
                去导入
              </Button>
            }
          />
        </Card>
      )}
      {batch && (
        <div className="history-panes">
          <Card isFlush className="history-list">
            <DataTable
              label="改动批次"
              columns={batchColumns}
              rowCount={rows.length}
              rowAt={(index) => rows[index]}
              rowKey={({ batchId }) => batchId}
              openKey={batch.batchId}
              onOpen={({ batchId }) => setChosen(batchId)}
            />
          </Card>
          <BatchDetail key={batch.batchId} batch={batch} onUndo={() => setUndoing(batch)} />
        </div>
      )}
      <RememberedLayouts />
      {undoing && <UndoBatchDialog batch={undoing} onDone={() => setUndoing(null)} onClose={() => setUndoing(null)} />}
    </div>
  )
}

function BatchDetail({ batch, onUndo }: { batch: Batch; onUndo: () => void }) {
  const changes = useBackendQuery('member.batchChanges', { batchId: batch.batchId, limit: 500 })
  const { data } = changes
  return (
    <Card
      isFlush
      className="history-detail"
      title={batch.title}
      actions={
        <Button size="xs" variant="default" disabled={batch.undoneBy !== null} onClick={onUndo}>
          {batch.undoneBy === null ? (batch.kind === '撤销' ? '撤回这次撤销' : '撤销这一批') : '已撤销'}
        </Button>
      }
    >
      {batch.note !== '' && <p className="small secondary history-note">{batch.note}</p>}
      {batch.kind === '导入' && <AnnotatedCopy batchId={batch.batchId} fileName={batch.fileName} />}
      {changes.error && <ErrorState error={changes.error} onRetry={() => void changes.refetch()} />}
      {data && data.total > data.rows.length && (
        <p className="small secondary history-note">
          共 {data.total.toLocaleString()} 人，这里列前 {data.rows.length} 人。
        </p>
      )}
      <div className="import-grid">
        <DataTable
          label="逐人前后值"
          columns={memberColumns}
          rowCount={data?.rows.length ?? 0}
          rowAt={(index) => data?.rows[index]}
          rowKey={({ memberId }) => memberId}
          empty={changes.isPending ? <Loading /> : <EmptyState title="没有逐人的记录" reason="这一批没有留下逐人的前后值。" />}
        />
      </div>
    </Card>
  )
}
