import { Button, Group, Modal } from '@mantine/core'
import { useState } from 'react'
import { contract } from '../../shared/contract/index.ts'
import type { RouteOutput } from '../app/client.ts'
import { localMoment } from '../app/moment.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { DataTable, type Column } from '../ui/DataTable.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { JournalTools } from './JournalTools.tsx'

type Entry = RouteOutput<'settings.journal'>['rows'][number]

const PAGE = 200

/** 路由的一句话说明，只取主干。 */
function actionName(route: string): string {
  const summary = Object.entries(contract).find(([name]) => name === route)?.[1].summary ?? route
  return summary.split(/[（；：]/)[0] ?? summary
}

function when(at: string): string {
  const moment = localMoment(at)
  return `${moment.date} ${moment.time}`
}

const columns: readonly Column<Entry>[] = [
  { key: 'seq', title: '序号', width: 72, align: 'right', render: (entry) => entry.seq },
  { key: 'at', title: '时间', width: 150, render: (entry) => when(entry.at) },
  { key: 'actor', title: '谁', width: 110, render: (entry) => entry.actor },
  { key: 'action', title: '做了什么', width: 220, render: (entry) => actionName(entry.route) },
  {
    key: 'summary',
    title: '结果',
    width: 320,
    grow: true,
    render: (entry) => entry.summary || <span className="muted">没有另记说明</span>,
  },
]

/** 操作日志：谁、何时、做了什么，新的在前；点开看当时填的内容（证号只留首尾）。 */
export function JournalTab() {
  const [offset, setOffset] = useState(0)
  const [opened, setOpened] = useState<Entry | null>(null)
  const journal = useBackendQuery('settings.journal', { offset, limit: PAGE }, { keepPrevious: true })
  if (journal.error) return <ErrorState error={journal.error} onRetry={() => void journal.refetch()} />
  if (!journal.data) return <Loading />
  const { rows, total } = journal.data
  return (
    <div className="journal">
      <JournalTools />
      <div className="journal-table">
        <DataTable
          label="操作日志"
          columns={columns}
          rowCount={rows.length}
          rowAt={(index) => rows[index]}
          rowKey={(entry) => String(entry.seq)}
          onOpen={setOpened}
          empty={<EmptyState title="还没有操作" reason="登记、更改、导入、备份都会在这里留一条。" />}
        />
      </div>
      <Group justify="space-between" className="journal-foot">
        <span className="small secondary">{total === 0 ? '没有记录' : `第 ${offset + 1}–${offset + rows.length} 条，共 ${total} 条`}</span>
        <Group gap={8}>
          <Button variant="default" size="xs" disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - PAGE))}>
            较新的
          </Button>
          <Button variant="default" size="xs" disabled={offset + rows.length >= total} onClick={() => setOffset(offset + PAGE)}>
            较早的
          </Button>
        </Group>
      </Group>
      <Modal opened={opened !== null} onClose={() => setOpened(null)} title={opened ? actionName(opened.route) : ''} size={640}>
        {opened && (
          <>
            <p className="secondary">
              第 {opened.seq} 条，{when(opened.at)}，{opened.actor}
              {opened.summary === '' ? '' : `：${opened.summary}`}
            </p>
            <pre className="journal-input" tabIndex={0} aria-label="当时填的内容">
              {pretty(opened.input)}
            </pre>
          </>
        )}
      </Modal>
    </div>
  )
}

function pretty(input: string): string {
  try {
    return JSON.stringify(JSON.parse(input), null, 2)
  } catch {
    return input
  }
}
