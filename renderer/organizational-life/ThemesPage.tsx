import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { hrefTo, navigate, type PageProps } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Permitted } from '../ui/Permitted.tsx'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { IssueThemeDialog } from './IssueThemeDialog.tsx'
import { LifeTabs } from './LifeTabs.tsx'
import { ThemePlanPaperButton } from './ThemePlanPaperButton.tsx'
import { monthNumber } from './matrix-view.ts'
import { YearSwitch } from './YearSwitch.tsx'
import './themes-page.css'

type Plan = RouteOutput<'life.themePlans'>['plans'][number]

/** 主题党日方案：党委按月下发主题与环节，支部照单记录，谁记了谁没记一目了然。 */
export function ThemesPage({ query }: PageProps) {
  const overview = useBackendQuery('settings.overview', {})
  const today = overview.data?.today ?? ''
  const year = Number(query.get('year') ?? today.slice(0, 4))
  const found = useBackendQuery('life.themePlans', { year }, { enabled: year > 0, keepPrevious: true })
  const [isIssuing, setIssuing] = useState(false)
  const plans = (found.data?.plans ?? []).toSorted((a, b) => b.month.localeCompare(a.month))
  const go = (next: number) => navigate('/life/themes', { year: next }, { replace: true })
  return (
    <>
      <PageHeader
        title="主题方案"
        status={found.data ? `${plans.length} 份` : ''}
        control={<YearSwitch year={year} suffix="年" latest={(Number(today.slice(0, 4)) || year) + 1} onChange={go} />}
        actions={
          <Permitted anyOf="life.issueThemePlan">
            <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setIssuing(true)}>
              下发方案
            </Button>
          </Permitted>
        }
      />
      <LifeTabs current="/life/themes" />
      {found.error ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : !found.data ? (
        <Loading />
      ) : plans.length === 0 ? (
        <Card>
          <EmptyState
            title={`${year} 年还没有下发过主题党日方案`}
            reason="党委把当月的主题、内容、环节写一次下发，各支部照着记录，主题与环节不用再填一遍。"
          />
        </Card>
      ) : (
        <div className="themes">
          {plans.map((plan) => (
            <PlanCard key={plan.id} plan={plan} />
          ))}
        </div>
      )}
      {isIssuing && today !== '' && <IssueThemeDialog today={today} onClose={() => setIssuing(false)} />}
    </>
  )
}

function PlanCard({ plan }: { plan: Plan }) {
  const withdraw = useCommand('life.withdrawThemePlan', { showsOwnError: true, done: () => '已撤下方案；已经照着记的活动不受影响' })
  const [isWithdrawing, setWithdrawing] = useState(false)
  const recorded = plan.targets.filter(({ activityId }) => activityId !== null)
  const waiting = plan.targets.filter(({ activityId }) => activityId === null)
  return (
    <Card
      title={`${monthNumber(plan.month)} 月，${plan.theme}`}
      note={`${plan.issuerName}下发；${plan.contentKinds.join('、')}`}
      actions={
        plan.withdrawnAt === null && (
          <>
            <SeverityMark
              severity={waiting.length === 0 ? '达标' : '待确认'}
              text={`${recorded.length}/${plan.targets.length} 个支部已记录`}
            />
            {waiting.length > 1 && (
              <Button component="a" variant="default" size="xs" href={hrefTo('/life/batch', { themePlanId: plan.id })}>
                给其余支部一起记
              </Button>
            )}
            <ThemePlanPaperButton themePlanId={plan.id} />
            <Button variant="subtle" size="xs" onClick={() => setWithdrawing(true)}>
              撤下
            </Button>
          </>
        )
      }
    >
      {plan.plan.purpose !== '' && <p className="summary-text">{plan.plan.purpose}</p>}
      <ol className="plan-steps">
        {plan.plan.steps.map((step, index) => (
          <li key={index}>
            <span className="secondary">{index + 1}</span>
            <span>
              {step.title}
              <span className="small secondary">　{step.type}</span>
              {step.detail !== '' && <span className="small secondary">　{step.detail}</span>}
            </span>
          </li>
        ))}
      </ol>
      {waiting.length > 0 && plan.withdrawnAt === null && (
        <div className="plan-waiting">
          <span className="small secondary">还没记：</span>
          {waiting.map((target) => (
            <a
              key={target.organizationId}
              href={hrefTo('/life/activity/new', { organizationId: target.organizationId, themePlanId: plan.id, type: '主题党日' })}
            >
              {target.organizationName}
            </a>
          ))}
        </div>
      )}
      {recorded.length > 0 && (
        <div className="plan-waiting">
          <span className="small secondary">已记录：</span>
          {recorded.map((target) => (
            <a key={target.organizationId} href={hrefTo(`/life/activity/${encodeURIComponent(target.activityId ?? '')}`)}>
              {target.organizationName}
              <span className="tiny secondary"> {target.heldOn?.slice(5)}</span>
            </a>
          ))}
        </div>
      )}
      {isWithdrawing && (
        <ReasonDialog
          title="撤下方案"
          lead={`撤下 ${monthNumber(plan.month)} 月的“${plan.theme}”；已经照着记的活动不受影响。`}
          submitLabel="撤下"
          command={withdraw}
          onSubmit={(reason) => withdraw.run({ themePlanId: plan.id, reason })}
          onClose={() => setWithdrawing(false)}
        />
      )}
    </Card>
  )
}
