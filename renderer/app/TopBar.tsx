import { IconSearch } from '@tabler/icons-react'
import { weekday } from '../../shared/calendar/plain-date.ts'
import type { RouteOutput } from './client.ts'
import { ReminderBell } from './ReminderBell.tsx'
import { hrefTo } from './router.ts'

const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

export function TopBar({ overview, onSearch }: { overview: RouteOutput<'settings.overview'> | undefined; onSearch: () => void }) {
  return (
    <section className="top-bar" aria-label="顶栏">
      <a className="top-brand" href={hrefTo('/')} aria-label="基石，回到工作台">
        <svg width="18" height="18" viewBox="0 0 24 24" aria-hidden="true">
          <rect width="24" height="24" rx="2" fill="var(--party)" />
          <path d="M5 18.5h14v-4.2h-5v-2.8h3v-4.5H7v4.5h3v2.8H5z" fill="#fff" />
        </svg>
        <span>基石</span>
      </a>
      <span className="top-unit ellipsis">{overview ? (overview.unit?.shortName ?? '还没有设置本单位') : ''}</span>
      <button type="button" className="top-search" onClick={onSearch} aria-keyshortcuts="Control+K">
        <IconSearch size={16} aria-hidden="true" />
        <span className="ellipsis">找党员、党组织、页面、条文，拼音首字母也行</span>
        <kbd>Ctrl K</kbd>
      </button>
      <span className="top-end">
        {overview && !overview.isEmpty && <ReminderBell />}
        <span className="top-date">{overview ? `${overview.today} ${WEEKDAYS[weekday(overview.today)] ?? ''}` : ''}</span>
      </span>
    </section>
  )
}
