import { Button, Group, Modal, Select } from '@mantine/core'
import { useState } from 'react'
import { contract } from '../../shared/contract/index.ts'
import type { RouteOutput } from '../app/client.ts'
import { localMoment } from '../app/moment.ts'
import { navigate } from '../app/router.ts'
import { askToUndo } from '../app/undo-request.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { DataTable, type Column } from '../ui/DataTable.tsx'
import { DateField } from '../ui/DateField.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { JournalChanges } from './JournalChanges.tsx'
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
    render: (entry) => (
      <>
        {entry.undoneBy === null ? '' : <span className="muted">［已由第 {entry.undoneBy} 条撤销］</span>}
        {entry.summary || <span className="muted">没有另记说明</span>}
      </>
    ),
  },
  { key: 'changes', title: '改了几行', width: 88, align: 'right', render: (entry) => entry.changeCount ?? '—' },
]

type Filter = { actor: string | null; from: string | null; until: string | null; action: string | null }

const NO_FILTER: Filter = { actor: null, from: null, until: null, action: null }

export type JournalTabProps = { memberId: string | null; organizationId: string | null }

/** 操作日志：谁、何时、做了什么，新的在前；点开看改了什么，撤得了的可以撤。 */
export function JournalTab({ memberId, organizationId }: JournalTabProps) {
  const [offset, setOffset] = useState(0)
  const [filter, setFilter] = useState<Filter>(NO_FILTER)
  const [opened, setOpened] = useState<Entry | null>(null)
  const journal = useBackendQuery('settings.journal', { offset, limit: PAGE, memberId, organizationId, ...filter }, { keepPrevious: true })
  if (journal.error) return <ErrorState error={journal.error} onRetry={() => void journal.refetch()} />
  if (!journal.data) return <Loading />
  const { rows, total, actors, actions, subjectName } = journal.data
  const narrow = (part: Partial<Filter>) => {
    setOffset(0)
    setFilter({ ...filter, ...part })
  }
  return (
    <div className="journal">
      <JournalTools />
      <Group gap={8} className="journal-filter" align="flex-end">
        <Select
          label="谁"
          w={150}
          clearable
          placeholder="所有人"
          data={actors}
          value={filter.actor}
          onChange={(actor) => narrow({ actor })}
        />
        <Select
          label="做了什么"
          w={260}
          clearable
          searchable
          placeholder="所有动作"
          data={actions.map((route) => ({ value: route, label: actionName(route) }))}
          value={filter.action}
          onChange={(action) => narrow({ action })}
        />
        <DateField label="自" width={140} value={filter.from ?? ''} onChange={(from) => narrow({ from: from === '' ? null : from })} />
        <DateField label="至" width={140} value={filter.until ?? ''} onChange={(until) => narrow({ until: until === '' ? null : until })} />
        {subjectName !== null && (
          <Button variant="default" onClick={() => navigate('/settings/journal')}>
            只看涉及“{subjectName}”的（点此看全部）
          </Button>
        )}
      </Group>
      <div className="journal-table">
        <DataTable
          label="操作日志"
          columns={columns}
          rowCount={rows.length}
          rowAt={(index) => rows[index]}
          rowKey={(entry) => String(entry.seq)}
          onOpen={setOpened}
          empty={<EmptyState title="没有这样的操作" reason="登记、更改、导入、备份都会在这里留一条；筛得太窄时请放宽。" />}
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
      <Modal opened={opened !== null} onClose={() => setOpened(null)} title={opened ? actionName(opened.route) : ''} size={760}>
        {opened && (
          <>
            <p className="secondary">
              第 {opened.seq} 条，{when(opened.at)}，{opened.actor}
              {opened.summary === '' ? '' : `：${opened.summary}`}
            </p>
            <h3 className="journal-heading">改了什么</h3>
            <JournalChanges
              seq={opened.seq}
              changeCount={opened.changeCount}
              onUndo={
                opened.undoneBy === null
                  ? () => {
                      setOpened(null)
                      askToUndo(opened)
                    }
                  : null
              }
            />
            <h3 className="journal-heading">当时填的内容</h3>
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
