import { Button, Menu } from '@mantine/core'
import { IconFileText, IconPrinter } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { daysBetween, daysInMonth, isPlainDate, makeDate, partsOf } from '../../shared/calendar/plain-date.ts'
import type { Dashboard } from '../../shared/compliance/contract.ts'
import { SLICES } from '../../shared/glossary.ts'
import type { RouteOutput } from '../app/client.ts'
import { hrefTo, navigate, type PageProps, type Query } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { CheckupDialog } from './CheckupDialog.tsx'
import { CountCards, severityFilter } from './CountCards.tsx'
import { DueList } from './DueList.tsx'
import { FilteredFindings } from './FilteredFindings.tsx'
import { HorizonCard } from './HorizonCard.tsx'
import { TaskMatrix } from './TaskMatrix.tsx'
import { totals } from './TrendChart.tsx'
import { useTrend } from './use-trend.ts'
import './dashboard.css'

/** 工作台：四个数、本月必做与到期、趋势、支部 × 八项任务。点哪里都能点到条文与记录。 */
export function DashboardPage({ query }: PageProps) {
  const overview = useBackendQuery('settings.overview', {})
  const organizationId = query.get('organizationId')
  const asked = query.get('asOf') ?? ''
  const asOf = isPlainDate(asked) ? asked : null
  const filter = severityFilter(query.get('severity'))
  const taskNo = taskIn(query.get('taskNo'))
  const isEmpty = overview.data?.isEmpty ?? false
  const dashboard = useBackendQuery('compliance.dashboard', { organizationId, ...(asOf === null ? {} : { asOf }) }, { keepPrevious: true })
  const dues = useBackendQuery(
    'calendar.dueTasks',
    { organizationId, ...(asOf === null ? {} : { asOf }) },
    { enabled: filter === null && dashboard.data !== undefined, keepPrevious: true },
  )
  const tree = useBackendQuery('organization.tree', {}, { enabled: organizationId !== null })
  const trend = useTrend(dashboard.data?.asOf ?? null)
  const [checkup, setCheckup] = useState<readonly string[] | null>(null)
  const kept: Query = { organizationId, asOf, severity: query.get('severity'), taskNo: query.get('taskNo') }

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
  const board = dashboard.data
  const scope = organizationId === null ? null : descendantsOf(tree.data?.nodes ?? [], organizationId)
  const lastMonth = trend.months.at(-2)
  return (
    <div className="dashboard" data-filtered={filter !== null}>
      <PageHeader
        title={SLICES.compliance}
        control={
          <div className="dashboard-scope">
            <OrganizationPicker
              label="只看一个党组织（连同下级）"
              hidesLabel
              emptyText="全部党组织"
              width={200}
              levels={['党委', '党总支', '党支部']}
              value={organizationId}
              onChange={(id) => navigate('/', { ...kept, organizationId: id })}
            />
            <DateField
              label="回看哪一天"
              hidesLabel
              width={140}
              value={asOf ?? overview.data?.today ?? ''}
              onChange={(value) => {
                if (value === '' || isPlainDate(value)) navigate('/', { ...kept, asOf: value === overview.data?.today ? null : value })
              }}
            />
          </div>
        }
        status={situation(board, asOf !== null)}
        actions={
          <>
            {board.memberCount === 0 && organizationId === null && (
              <Button component="a" href={hrefTo('/exchange')}>
                去导入花名册
              </Button>
            )}
            {filter === null && (
              <Button variant="default" onClick={() => navigate('/', { ...kept, severity: '全部' })}>
                看全部发现
              </Button>
            )}
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden="true" />}>
                  打印
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<IconFileText size={16} aria-hidden="true" />} onClick={() => setCheckup([])}>
                  支部体检单
                </Menu.Item>
                <Menu.Item leftSection={<IconPrinter size={16} aria-hidden="true" />} onClick={() => window.print()}>
                  打印这一页
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      <CountCards board={board} lastMonth={lastMonth ? totals(lastMonth, scope) : null} filter={filter} query={kept} />
      <div className="dashboard-left">
        {filter === null ? (
          <>
            {dues.error ? <ErrorState error={dues.error} onRetry={() => void dues.refetch()} /> : null}
            <DueList tasks={dues.data?.tasks} today={board.asOf} />
            <HorizonCard tasks={dues.data?.tasks} today={board.asOf} trend={{ ...trend, scope, organizationId }} />
          </>
        ) : (
          <FilteredFindings
            key={`${filter}${taskNo ?? ''}${organizationId ?? ''}`}
            filter={filter}
            taskNo={taskNo}
            organizationId={organizationId}
            asOf={asOf}
            query={kept}
          />
        )}
      </div>
      <TaskMatrix rows={board.matrix} asOf={board.asOf} query={kept} onCheckup={(id) => setCheckup([id])} />
      {checkup && <CheckupDialog branches={board.matrix} chosen={checkup} asOf={board.asOf} onClose={() => setCheckup(null)} />}
    </div>
  )
}

function taskIn(text: string | null): number | null {
  const number = Number(text)
  return Number.isInteger(number) && number >= 1 && number <= 9 ? number : null
}

/** 一个党组织连同全部下级。 */
function descendantsOf(nodes: RouteOutput<'organization.tree'>['nodes'], organizationId: string): ReadonlySet<string> {
  const scope = new Set([organizationId])
  for (let size = 0; size !== scope.size;) {
    size = scope.size
    for (const node of nodes) if (node.parentId !== null && scope.has(node.parentId)) scope.add(node.id)
  }
  return scope
}

/** `26 个党支部，1,012 名党员。本年度过去 70%，9 月还剩 16 天`。 */
function situation({ asOf, branchCount, memberCount }: Dashboard, isPast: boolean): string {
  const { year, month, day } = partsOf(asOf)
  const first = makeDate(year, 1, 1)
  const passed = Math.floor((daysBetween(first, asOf) / daysBetween(first, makeDate(year + 1, 1, 1))) * 100)
  const left = daysInMonth(year, month) - day
  const size = `${branchCount} 个党支部，${memberCount.toLocaleString('zh-CN')} 名党员`
  return isPast ? `回看 ${asOf}：${size}` : `${size}。本年度过去 ${passed}%，${month} 月还剩 ${left} 天`
}
