import { SLICES } from '../../shared/glossary.ts'
import { hrefTo, type PageProps } from '../app/router.ts'
import { PageHeader } from '../ui/PageHeader.tsx'
import { DutiesView } from './DutiesView.tsx'
import { HolidaysView } from './HolidaysView.tsx'
import { PublicityView } from './PublicityView.tsx'
import { WorkCalendar } from './WorkCalendar.tsx'
import './calendar.css'

const TABS = [
  { key: '', label: '日历' },
  { key: 'publicity', label: '公示' },
  { key: 'duties', label: '义务一览' },
  { key: 'holidays', label: '节假日表' },
] as const

const STATUS = {
  publicity: '登记张贴日，算出届满日；届满以前不能办下一步',
  duties: '全部重复义务：谁办、哪一天、依据哪条、办完看什么',
  holidays: '数工作日用它：放假、调休上班；没有导入的年份标“暂算”',
} as const

/** 工作日历：重复义务按日子排开，办没办由记录看出或人工勾；节假日表可导入可改。 */
export function CalendarPage({ parameters, query }: PageProps) {
  const tab = TABS.find(({ key }) => key === parameters['tab'])?.key ?? ''
  if (tab === '') return <WorkCalendar query={query} tabs={<CalendarTabs current={tab} />} />
  return (
    <div className="calendar-page">
      <PageHeader title={SLICES.calendar} control={<CalendarTabs current={tab} />} status={STATUS[tab]} />
      {tab === 'duties' && <DutiesView />}
      {tab === 'publicity' && <PublicityView pickedId={query.get('id')} />}
      {tab === 'holidays' && <HolidaysView />}
    </div>
  )
}

function CalendarTabs({ current }: { current: string }) {
  return (
    <nav className="calendar-tabs" aria-label="工作日历">
      {TABS.map(({ key, label }) => (
        <a key={key} href={hrefTo(key === '' ? '/calendar' : `/calendar/${key}`)} aria-current={key === current ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  )
}
