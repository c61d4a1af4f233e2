import { ActionIcon, Button, Popover } from '@mantine/core'
import { IconBell, IconBellOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { RouteOutput } from './client.ts'
import { shortDate } from './moment.ts'
import { hrefTo } from './router.ts'
import { useBackendQuery, useCommand } from './use-backend.ts'
import { useDailyNotice } from './use-daily-notice.ts'
import './reminder-bell.css'

type Reminders = RouteOutput<'calendar.reminders'>
type DueTask = Reminders['soon'][number]

/** 一段里列几件，再多的到日历里看。 */
const SHOWN = 6

/** 顶栏的铃铛：今天、三日内要办的与已过未办的；点到日历里那件事。可以“今天不再提醒”。 */
export function ReminderBell() {
  const [isOpen, setOpen] = useState(false)
  const reminders = useBackendQuery('calendar.reminders', {})
  const pause = useCommand('calendar.saveReminderPause', { invalidates: ['calendar.reminders'] })
  const notice = useDailyNotice(reminders.data)
  const data = reminders.data
  const count = data && !data.isPaused ? data.dueToday.length + data.soon.length + data.overdue.length : 0
  const label = data?.isPaused ? '提醒：今天不再提醒' : `提醒：${count} 项`
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={380} shadow="sm" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <ActionIcon className="bell" variant="subtle" size={32} aria-label={label} title={label} onClick={() => setOpen((open) => !open)}>
          {data?.isPaused ? <IconBellOff size={18} aria-hidden="true" /> : <IconBell size={18} aria-hidden="true" />}
          {count > 0 && (
            <span className="bell-count" aria-hidden="true">
              {count > 99 ? '99+' : count}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="提醒">
        <div className="bell-panel">
          {data === undefined ? (
            <p className="small secondary">{reminders.error ? reminders.error.message : '正在看今天要办的'}</p>
          ) : (
            <>
              {data.missing !== '' && (
                <p className="small bell-missing">
                  {data.missing}{' '}
                  <a href={hrefTo('/calendar/holidays')} className="inline-link">
                    去导入
                  </a>
                </p>
              )}
              <Section title="今天" tasks={data.dueToday} today={data.today} empty="今天没有到期的。" onGo={() => setOpen(false)} />
              <Section title="三日内" tasks={data.soon} today={data.today} onGo={() => setOpen(false)} />
              <Section title="已过未办" tasks={data.overdue} today={data.today} onGo={() => setOpen(false)} />
              <div className="bell-foot">
                {data.isPaused ? (
                  <span className="small secondary">今天不再提醒，明天照常。</span>
                ) : (
                  <Button size="xs" variant="default" loading={pause.isRunning} onClick={() => void pause.run({})}>
                    今天不再提醒
                  </Button>
                )}
                {notice.canAsk && (
                  <Button size="xs" variant="subtle" onClick={notice.ask}>
                    开启系统通知
                  </Button>
                )}
                <a className="small" href={hrefTo('/calendar')} onClick={() => setOpen(false)}>
                  打开日历
                </a>
              </div>
            </>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

type SectionProps = { title: string; tasks: readonly DueTask[]; today: string; empty?: string; onGo: () => void }

function Section({ title, tasks, today, empty, onGo }: SectionProps) {
  if (tasks.length === 0) return empty === undefined ? null : <p className="small secondary">{empty}</p>
  return (
    <section>
      <h2 className="bell-title">
        {title}
        <span className="tiny secondary">{tasks.length} 项</span>
      </h2>
      <ul>
        {tasks.slice(0, SHOWN).map((task) => (
          <li key={task.key}>
            <a className="bell-item" href={hrefTo('/calendar', { at: task.dueOn, entry: task.key })} onClick={onGo}>
              <span className="bell-date">{shortDate(task.dueOn, today)}</span>
              <span className="ellipsis">{task.title}</span>
              <span className="tiny secondary bell-who ellipsis">{task.organizationName}</span>
            </a>
          </li>
        ))}
      </ul>
      {tasks.length > SHOWN && (
        <a className="tiny" href={hrefTo('/calendar', { view: '列表' })} onClick={onGo}>
          还有 {tasks.length - SHOWN} 项，到日历里看
        </a>
      )}
    </section>
  )
}
