import { type PlainDate } from '../../shared/calendar/plain-date.ts'
import { weekdayName } from '../../shared/calendar/holiday-draft.ts'
import type { AgendaEntry } from '../../shared/calendar/task-contract.ts'
import { shortDate } from '../app/moment.ts'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState } from '../ui/states.tsx'
import { STATE_SEVERITIES } from './task-tone.ts'

type Props = {
  entries: readonly AgendaEntry[]
  today: PlainDate
  openKey: string | null
  onEntry: (entry: AgendaEntry) => void
}

/** 列表：按日子往下排，一项一行。 */
export function ListView({ entries, today, openKey, onEntry }: Props) {
  if (entries.length === 0)
    return (
      <div className="calendar-list">
        <EmptyState title="这个月没有符合的任务" reason="换一个月，或放宽党组织、类别的筛选。" />
      </div>
    )
  return (
    <div className="calendar-list" tabIndex={0} role="group" aria-label="任务列表">
      <table>
        <thead>
          <tr>
            <th scope="col">日期</th>
            <th scope="col">办什么</th>
            <th scope="col">谁</th>
            <th scope="col">依据</th>
            <th scope="col">办结</th>
            <th scope="col">状态</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.key} data-picked={entry.key === openKey}>
              <td className="calendar-list-date">
                {shortDate(entry.dueOn, today)} {weekdayName(entry.dueOn)}
                {entry.isDefaultDate && <span className="muted">〔默〕</span>}
              </td>
              <td>
                <button type="button" className="calendar-link" onClick={() => onEntry(entry)}>
                  {entry.title}
                </button>
                {entry.note !== '' && <p className="tiny secondary">{entry.note}</p>}
              </td>
              <td>{entry.organizationId === null ? `${entry.total} 个党组织` : entry.organizationName}</td>
              <td className="calendar-rules">
                {entry.ruleIds.length === 0 ? (
                  <span className="muted">产品默认</span>
                ) : (
                  entry.ruleIds.map((id) => <RuleTag key={id} ruleId={id} />)
                )}
              </td>
              <td className="calendar-number">
                {entry.doneCount + entry.waivedCount} / {entry.total}
              </td>
              <td>
                <SeverityMark severity={STATE_SEVERITIES[entry.state]} text={entry.state} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
