import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { daysBetween, daysInMonth, makeDate, partsOf } from '../../shared/calendar/plain-date.ts'
import type { Dashboard } from '../../shared/compliance/contract.ts'
import { SLICES } from '../../shared/glossary.ts'
import { hrefTo, navigate, type PageProps } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { PageHeader } from '../ui/PageHeader.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { CountCards, severityFilter } from './CountCards.tsx'
import { DueList } from './DueList.tsx'
import { DueTimeline } from './DueTimeline.tsx'
import { FilteredFindings } from './FilteredFindings.tsx'
import { TaskMatrix } from './TaskMatrix.tsx'
import './dashboard.css'

/** 工作台：四个数、本月必做与到期、支部 × 八项任务。点哪里都能点到条文与记录。 */
export function DashboardPage({ query }: PageProps) {
  const overview = useBackendQuery('settings.overview', {})
  const dashboard = useBackendQuery('compliance.dashboard', {})
  const findings = useBackendQuery('compliance.findings', {})
  const filter = severityFilter(query.get('severity'))
  const isEmpty = overview.data?.isEmpty ?? false

  useEffect(() => {
    if (isEmpty) navigate('/welcome', {}, { replace: true })
  }, [isEmpty])

  if (dashboard.error || !dashboard.data)
    return (
      <>
        <PageHeader title={SLICES.compliance} />
        {dashboard.error ? (
          <ErrorState error={dashboard.error} onRetry={() => void dashboard.refetch()} />
        ) : (
          <Loading label="正在按规则检查全集团" />
        )}
      </>
    )
  return (
    <div className="dashboard" data-filtered={filter !== null}>
      <PageHeader
        title={SLICES.compliance}
        status={situation(dashboard.data)}
        actions={
          <>
            {dashboard.data.memberCount === 0 && (
              <Button component="a" href={hrefTo('/exchange')}>
                去导入花名册
              </Button>
            )}
            {filter === null && (
              <Button variant="default" onClick={() => navigate('/', { severity: '全部' })}>
                看全部发现
              </Button>
            )}
          </>
        }
      />
      <CountCards counts={dashboard.data.counts} findings={findings.data?.findings ?? []} filter={filter} />
      <div className="dashboard-left">
        {filter === null ? (
          <>
            <DueList dues={dashboard.data.dues} today={dashboard.data.asOf} />
            <DueTimeline dues={dashboard.data.dues} today={dashboard.data.asOf} />
          </>
        ) : (
          <FilteredFindings filter={filter} findings={findings.data?.findings} error={findings.error} />
        )}
      </div>
      <TaskMatrix rows={dashboard.data.matrix} findings={findings.data?.findings ?? []} />
    </div>
  )
}

/** `26 个党支部，1,012 名党员。本年度过去 70%，9 月还剩 16 天`。 */
function situation({ asOf, branchCount, memberCount }: Dashboard): string {
  const { year, month, day } = partsOf(asOf)
  const first = makeDate(year, 1, 1)
  const passed = Math.floor((daysBetween(first, asOf) / daysBetween(first, makeDate(year + 1, 1, 1))) * 100)
  const left = daysInMonth(year, month) - day
  return `${branchCount} 个党支部，${memberCount.toLocaleString('zh-CN')} 名党员。本年度过去 ${passed}%，${month} 月还剩 ${left} 天`
}
