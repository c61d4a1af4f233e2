import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { useState } from 'react'
import { hrefTo, navigate, type PageProps } from '../app/router.ts'
import type { RouteOutput } from '../app/client.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { LifeTabs } from './LifeTabs.tsx'
import './activities-page.css'

const STATES = ['未办结', '逾期', '已办结', '全部'] as const
type Task = RouteOutput<'life.tasks'>['tasks'][number]

/** 议定事项：谁办、几时办完、办了没有。 */
export function TasksPage({ query }: PageProps) {
  const overview = useBackendQuery('settings.overview', {})
  const organizationId = query.get('organizationId')
  const state = STATES.find((one) => one === query.get('state')) ?? '未办结'
  const found = useBackendQuery('life.tasks', { organizationId, includesSubordinates: true, state }, { keepPrevious: true })
  const complete = useCommand('life.completeTask', { done: () => '已撤销办结' })
  const [closing, setClosing] = useState<Task | null>(null)
  const go = (change: Readonly<Record<string, string | null>>) =>
    navigate('/life/tasks', { organizationId, state, ...change }, { replace: true })
  const tasks = found.data?.tasks ?? []
  return (
    <>
      <PageHeader
        title="议定事项"
        status={
          found.data
            ? `${tasks.length} 项${state === '未办结' ? `，逾期 ${tasks.filter(({ isOverdue }) => isOverdue).length} 项` : ''}`
            : ''
        }
        control={
          <>
            <SegmentedControl aria-label="看哪些" data={[...STATES]} value={state} onChange={(value) => go({ state: value })} />
            <OrganizationPicker
              label="只看哪个党组织"
              hidesLabel
              emptyText="全部党组织"
              levels={['党委', '党总支', '党支部']}
              width={220}
              value={organizationId}
              onChange={(id) => go({ organizationId: id })}
            />
          </>
        }
      />
      <LifeTabs current="/life/tasks" />
      {found.error ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : !found.data ? (
        <Loading />
      ) : (
        <Card isFlush>
          {tasks.length === 0 ? (
            <EmptyState title="没有议定事项" reason="记活动时在“议定事项”里写下谁办、几时办完，就列在这里，到期没办会提醒。" />
          ) : (
            <table className="plain-table">
              <thead>
                <tr>
                  <th>时限</th>
                  <th>事项</th>
                  <th>责任人</th>
                  <th>党组织</th>
                  <th>哪次议定</th>
                  <th>办结</th>
                </tr>
              </thead>
              <tbody>
                {tasks.map((task) => (
                  <tr key={task.taskId}>
                    <td className="nowrap">
                      {task.dueOn ?? '没有写'}
                      {task.isOverdue && (
                        <>
                          {' '}
                          <SeverityMark severity="应当" text="逾期" />
                        </>
                      )}
                    </td>
                    <td>{task.content}</td>
                    <td>{task.ownerName === '' ? '没有写' : task.ownerName}</td>
                    <td>{task.organizationName}</td>
                    <td>
                      <a href={hrefTo(`/life/activity/${encodeURIComponent(task.activityId)}`)}>
                        {task.heldOn} {task.activityTitle}
                      </a>
                    </td>
                    <td className="nowrap">
                      {task.doneOn === null ? (
                        <Button size="xs" variant="default" onClick={() => setClosing(task)}>
                          办结
                        </Button>
                      ) : (
                        <>
                          {task.doneOn}{' '}
                          <Button
                            size="xs"
                            variant="subtle"
                            onClick={() => void complete.run({ taskId: task.taskId, doneOn: null, note: task.note })}
                          >
                            撤销
                          </Button>
                        </>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Card>
      )}
      {closing && <CompleteDialog task={closing} today={overview.data?.today ?? ''} onClose={() => setClosing(null)} />}
    </>
  )
}

function CompleteDialog({ task, today, onClose }: { task: Task; today: string; onClose: () => void }) {
  const [doneOn, setDoneOn] = useState(today)
  const [note, setNote] = useState(task.note)
  const complete = useCommand('life.completeTask', { showsOwnError: true, done: () => '已登记办结' })
  return (
    <FormDialog
      title="登记办结"
      lead={task.content}
      submitLabel="登记办结"
      isOpen
      isRunning={complete.isRunning}
      error={complete.error}
      onSubmit={() => void complete.run({ taskId: task.taskId, doneOn, note }).then((output) => output && onClose())}
      onClose={onClose}
    >
      <DateField label="办结日期" required value={doneOn} onChange={setDoneOn} error={complete.problem('doneOn')} />
      <Textarea
        label="办得怎样"
        autosize
        minRows={2}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
