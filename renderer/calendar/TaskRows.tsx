import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { isOpen, type MarkVerdict } from '../../shared/calendar/task.ts'
import type { AgendaEntry } from '../../shared/calendar/task-contract.ts'
import type { RouteOutput } from '../app/client.ts'
import { remedyHref } from '../app/remedy-link.ts'
import { hrefTo } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import type { AgendaScope, Span } from './calendar-range.ts'
import { MarkDialog } from './MarkDialog.tsx'
import { isOwnMatter } from './EntryChip.tsx'
import { STATE_SEVERITIES } from './task-tone.ts'

type Task = RouteOutput<'calendar.tasks'>['tasks'][number]

/** 一件事里各党组织办没办：看依据、去办、勾已办或本期不办，可成批勾。没办的排在前面。 */
export function TaskRows({ entry, scope, today }: { entry: AgendaEntry; range: Span; scope: AgendaScope; today: PlainDate }) {
  const found = useBackendQuery('calendar.tasks', {
    range: { from: entry.dueOn, until: entry.dueOn },
    ...scope,
    dutyId: entry.dutyId,
    period: entry.period,
  })
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [marking, setMarking] = useState<{ verdict: MarkVerdict; organizationIds: string[] } | null>(null)
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <Loading label="正在逐个看办没办" />
  const tasks = found.data.tasks
    .filter((task) => !isOwnMatter(entry) || task.id === entry.key)
    .toSorted((a, b) => Number(isOpen(b.state)) - Number(isOpen(a.state)))
  const [first] = tasks
  const markable = tasks.filter((task) => isOpen(task.state) && !isOwnMatter(entry))
  const chosen = markable.filter(({ organizationId }) => picked.has(organizationId)).map(({ organizationId }) => organizationId)
  const toggle = (id: string, isOn: boolean) => {
    const next = new Set(picked)
    if (isOn) next.add(id)
    else next.delete(id)
    setPicked(next)
  }
  return (
    <>
      {first && <p className="small secondary calendar-proof">办完看：{first.proof}</p>}
      {markable.length > 1 && (
        <div className="calendar-batch">
          <Checkbox
            label={`全选 ${markable.length} 个未办的`}
            checked={chosen.length === markable.length}
            indeterminate={chosen.length > 0 && chosen.length < markable.length}
            onChange={(event) =>
              setPicked(event.currentTarget.checked ? new Set(markable.map(({ organizationId }) => organizationId)) : new Set())
            }
          />
          {first?.canMarkDone === true && (
            <Button
              size="xs"
              variant="default"
              disabled={chosen.length === 0}
              onClick={() => setMarking({ verdict: '已办', organizationIds: chosen })}
            >
              勾已办
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            disabled={chosen.length === 0}
            onClick={() => setMarking({ verdict: '本期不办', organizationIds: chosen })}
          >
            本期不办
          </Button>
        </div>
      )}
      <ul className="calendar-tasks" aria-label="各党组织">
        {tasks.map((task) => (
          <TaskRow
            key={task.id}
            task={task}
            canMark={!isOwnMatter(entry)}
            isPicked={picked.has(task.organizationId)}
            onPick={markable.length > 1 && isOpen(task.state) ? (isOn) => toggle(task.organizationId, isOn) : null}
            onMark={(verdict) => setMarking({ verdict, organizationIds: [task.organizationId] })}
          />
        ))}
      </ul>
      {marking && (
        <MarkDialog
          title={entry.title}
          dutyId={entry.dutyId}
          period={entry.period}
          verdict={marking.verdict}
          organizationIds={marking.organizationIds}
          today={today}
          onClose={() => {
            setMarking(null)
            setPicked(new Set())
          }}
        />
      )}
    </>
  )
}

type RowProps = {
  task: Task
  canMark: boolean
  isPicked: boolean
  onPick: ((isOn: boolean) => void) | null
  onMark: (verdict: MarkVerdict) => void
}

function TaskRow({ task, canMark, isPicked, onPick, onMark }: RowProps) {
  const withdraw = useCommand('calendar.withdrawMark', { done: () => '已撤下这次勾办' })
  const [remedy] = task.remedies
  const href = remedy ? remedyHref(remedy, task.organizationId) : null
  const isPending = isOpen(task.state)
  return (
    <li className="calendar-task">
      <div className="calendar-task-line">
        {onPick && (
          <Checkbox
            aria-label={`选${task.organizationName}`}
            checked={isPicked}
            onChange={(event) => onPick(event.currentTarget.checked)}
          />
        )}
        <a className="ellipsis" href={hrefTo(`/organization/${encodeURIComponent(task.organizationId)}`)}>
          {task.organizationName}
        </a>
        <SeverityMark severity={STATE_SEVERITIES[task.state]} text={task.isLate ? `${task.state}（迟）` : task.state} />
      </div>
      <p className="tiny secondary">{basis(task)}</p>
      <div className="calendar-task-actions">
        {task.link !== null && !isPending && (
          <Button component="a" href={hrefTo(task.link)} size="xs" variant="default">
            看记录
          </Button>
        )}
        {isPending && href !== null && (
          <Button component="a" href={href} size="xs" variant="default">
            {remedy?.label}
          </Button>
        )}
        {isPending && canMark && task.canMarkDone && (
          <Button size="xs" variant="default" onClick={() => onMark('已办')}>
            勾已办
          </Button>
        )}
        {isPending && canMark && (
          <Button size="xs" variant="subtle" onClick={() => onMark('本期不办')}>
            本期不办
          </Button>
        )}
        {!isPending && task.mark !== null && task.doneBy !== '记录' && (
          <Button
            size="xs"
            variant="subtle"
            loading={withdraw.isRunning}
            onClick={() => {
              if (task.mark) void withdraw.run({ markId: task.mark.id })
            }}
          >
            撤下勾办
          </Button>
        )}
      </div>
    </li>
  )
}

/** 已办的写怎么看出来的，没办的写还差什么。 */
function basis({ state, doneOn, doneBy, evidence, mark }: Task): string {
  if (state === '本期不办') return `本期不办：${evidence}${mark ? `（${mark.recordedBy}）` : ''}`
  if (doneOn === null) return evidence === '' ? '还没有看到办理的记录' : evidence
  if (doneBy === '人工') return `${doneOn} 办，${evidence}${mark && mark.reason !== '' ? `：${mark.reason}` : ''}`
  return evidence === '' ? `${doneOn} 办` : `由记录看出：${evidence}`
}
