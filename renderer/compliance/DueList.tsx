import { Button } from '@mantine/core'
import { daysBetween, weekday, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { DueTask } from '../../shared/calendar/task-contract.ts'
import { shortDate } from '../app/moment.ts'
import { remedyHref } from '../app/remedy-link.ts'
import { hrefTo } from '../app/router.ts'
import { Card } from '../ui/Card.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { EmptyState, Loading } from '../ui/states.tsx'

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** 本月必做：已过、今天、30 天内，按截止日排；几个党组织的同一件事合成一行，写还差几个。 */
export function DueList({ tasks, today }: { tasks: readonly DueTask[] | undefined; today: PlainDate }) {
  const near = (tasks ?? []).filter((task) => task.window !== '以后')
  const late = near.filter((task) => task.window === '已过').length
  return (
    <Card
      title="本月必做"
      note={tasks ? `${near.length} 项，按截止日排${late > 0 ? `，其中 ${late} 项已过期限` : ''}` : ''}
      className="due-card"
      isFlush
      actions={
        <a className="small" href={hrefTo('/calendar')}>
          全年日历
        </a>
      }
    >
      {!tasks ? (
        <Loading label="正在排日子" />
      ) : near.length === 0 ? (
        <EmptyState title="30 天内没有要办的" reason="重复义务、届满、请示、提醒、补选与预备期满都不在 30 天内。往后的看下面的时间轴。" />
      ) : (
        <ul className="due-list" tabIndex={0} aria-label="本月必做">
          {near.map((task) => (
            <DueRow key={`${task.key}${task.organizationId ?? ''}${task.title}`} task={task} today={today} />
          ))}
        </ul>
      )}
    </Card>
  )
}

/** 一件事在日历里的那一行，翻到它那个月并打开：逐个党组织办没办。 */
export function dueHref(task: DueTask): string {
  return hrefTo('/calendar', { view: '列表', at: task.dueOn, entry: task.key, organizationId: task.organizationId })
}

function DueRow({ task, today }: { task: DueTask; today: PlainDate }) {
  const [remedy] = task.remedies
  const own = task.organizationId
  const href = own !== null && remedy ? remedyHref(remedy, own) : null
  const done = task.total - task.openCount
  return (
    <li className="due-row">
      <span className="due-date">
        <strong>{task.window === '今天' ? '今天' : shortDate(task.window === '已过' ? task.dueOn : task.actBy, today)}</strong>
        <span className={task.window === '已过' ? 'tiny due-late' : 'tiny secondary'}>
          {task.window === '已过' ? `过 ${daysBetween(task.dueOn, today)} 天` : WEEKDAYS[weekday(task.actBy)]}
        </span>
      </span>
      <span className="due-what">
        <span className="ellipsis" title={task.title}>
          {task.title}
        </span>
        <span className="due-under">
          {task.ruleId !== '' && <RuleTag ruleId={task.ruleId} />}
          {own === null ? (
            <span className="tiny secondary ellipsis">
              还有 {task.openCount} 个党组织没办{task.isDefaultDate ? '，日子为产品默认' : ''}
            </span>
          ) : (
            <a className="tiny ellipsis" href={hrefTo(`/organization/${encodeURIComponent(own)}`)}>
              {task.organizationName}
            </a>
          )}
        </span>
      </span>
      {task.total > 1 && (
        <span className="due-progress" role="img" aria-label={`已办 ${done} 个，共 ${task.total} 个`}>
          <span className="tiny">
            {done}/{task.total}
          </span>
          <span className="due-bar">
            <i style={{ width: `${(done / task.total) * 100}%` }} />
          </span>
        </span>
      )}
      <Button component="a" href={href ?? dueHref(task)} size="xs" variant="default" className="due-action">
        {href !== null && remedy ? remedy.label : task.total > 1 ? '看名单' : '查看'}
      </Button>
    </li>
  )
}
