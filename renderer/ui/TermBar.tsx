import { daysBetween, type PlainDate } from '../../shared/calendar/plain-date.ts'
import './term-bar.css'

export type TermBarProps = {
  electedOn: PlainDate
  remindBy: PlainDate
  requestBy: PlainDate
  /** 生效届满日（有获批延期则为延期日）。 */
  endsOn: PlainDate
  today: PlainDate
}

/** 任期进度条：已过、提醒线、请示线、届满；逾期画斜纹。读屏软件得到同样的一句话。 */
export function TermBar({ electedOn, remindBy, requestBy, endsOn, today }: TermBarProps) {
  const overdue = daysBetween(endsOn, today)
  const end = overdue > 0 ? today : endsOn
  const whole = Math.max(1, daysBetween(electedOn, end))
  const at = (date: PlainDate) => `${Math.max(0, Math.min(100, (daysBetween(electedOn, date) / whole) * 100))}%`
  const passed = overdue > 0 ? endsOn : today
  return (
    <div>
      <div
        className="term-bar"
        role="img"
        aria-label={`${electedOn} 选举，${remindBy} 提醒线，${requestBy} 请示线，${endsOn} 届满，${distanceText(overdue)}`}
      >
        <div className="term-bar-passed" style={{ width: at(passed) }} />
        {overdue > 0 && <div className="term-bar-overdue" style={{ left: at(endsOn) }} />}
        <div className="term-bar-line" style={{ left: at(remindBy) }} />
        <div className="term-bar-line" style={{ left: at(requestBy) }} />
        {overdue > 0 && <div className="term-bar-end" style={{ left: at(endsOn) }} />}
      </div>
      <div className="term-bar-legend">
        <span>{electedOn} 选举</span>
        <span className={overdue > 0 ? 'term-bar-late' : ''}>{distanceText(overdue)}</span>
      </div>
    </div>
  )
}

function distanceText(overdue: number): string {
  if (overdue > 0) return `逾期 ${overdue} 天`
  return overdue === 0 ? '今天届满' : `距届满 ${-overdue} 天`
}
