import { Button } from '@mantine/core'
import { daysBetween, weekday, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { Dashboard } from '../../shared/compliance/contract.ts'
import { shortDate } from '../app/moment.ts'
import { remedyHref } from '../app/remedy-link.ts'
import { hrefTo } from '../app/router.ts'
import { Card } from '../ui/Card.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { EmptyState } from '../ui/states.tsx'

type Due = Dashboard['dues'][number]

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** 本月必做：已过、今天、30 天内，按截止日排；动作已预填。 */
export function DueList({ dues, today }: { dues: readonly Due[]; today: PlainDate }) {
  const near = dues.filter((due) => due.window !== '以后')
  const late = near.filter((due) => due.window === '已过').length
  return (
    <Card
      title="本月必做"
      note={`${near.length} 项，按截止日排${late > 0 ? `，其中 ${late} 项已过期限` : ''}`}
      className="due-card"
      isFlush
    >
      {near.length === 0 ? (
        <EmptyState title="30 天内没有要办的" reason="届满、请示、提醒、补选与预备期满都不在 30 天内。往后的看下面的时间轴。" />
      ) : (
        <ul className="due-list" tabIndex={0} aria-label="本月必做">
          {near.map((due, index) => (
            <DueRow key={`${due.kind}${due.organizationId}${due.dueOn}${index}`} due={due} today={today} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function DueRow({ due, today }: { due: Due; today: PlainDate }) {
  const [remedy] = due.remedies
  const href = remedy ? remedyHref(remedy, due.organizationId) : hrefTo(`/organization/${encodeURIComponent(due.organizationId)}`)
  return (
    <li className="due-row">
      <span className="due-date">
        <strong>{due.window === '今天' ? '今天' : shortDate(due.dueOn, today)}</strong>
        <span className={due.window === '已过' ? 'tiny due-late' : 'tiny secondary'}>
          {due.window === '已过' ? `过 ${daysBetween(due.dueOn, today)} 天` : WEEKDAYS[weekday(due.dueOn)]}
        </span>
      </span>
      <span className="due-what">
        <span className="ellipsis" title={due.title}>
          {due.title}
        </span>
        <span className="due-under">
          <RuleTag ruleId={due.ruleId} />
          <a className="tiny ellipsis" href={hrefTo(`/organization/${encodeURIComponent(due.organizationId)}`)}>
            {due.organizationName}
          </a>
        </span>
      </span>
      {href !== null && (
        <Button component="a" href={href} size="xs" variant="default" className="due-action">
          {remedy?.label ?? '查看'}
        </Button>
      )}
    </li>
  )
}
