import { Button, Menu } from '@mantine/core'
import { IconArrowLeft, IconChevronDown, IconFileText } from '@tabler/icons-react'
import { useState } from 'react'
import type { ReviewStage } from '../../shared/organizational-life/facts.ts'
import type { ReviewView } from '../../shared/organizational-life/review-contract.ts'
import { hrefTo, navigate } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityShape } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { LifeTabs } from './LifeTabs.tsx'
import { FeedbackDialog, ReviewStageDialog, RosterDialog } from './ReviewDialogs.tsx'
import { ReviewGrades } from './ReviewGrades.tsx'
import { PapersDialog } from './ReviewPapersDialog.tsx'
import { TallyDialog } from './ReviewTallyDialog.tsx'
import './appraisal.css'

type Form = '汇总' | '逐票' | '反馈' | '名单' | '撤下'

/** 一个支部一个评议年度：六个环节、测评票、等次、反馈与后续处置。 */
export function ReviewDetail({ reviewId }: { reviewId: string }) {
  const review = useBackendQuery('life.review', { reviewId })
  const [form, setForm] = useState<Form | null>(null)
  const [stage, setStage] = useState<ReviewStage | null>(null)
  const withdraw = useCommand('life.withdrawReview', { showsOwnError: true, done: () => '已撤下，可在列表下方恢复' })
  if (review.error || !review.data)
    return (
      <>
        <PageHeader title="民主评议" control={<a href={hrefTo('/life/review')}>看全部支部</a>} />
        <LifeTabs current="/life/review" />
        {review.error ? <ErrorState error={review.error} onRetry={() => void review.refetch()} /> : <Loading />}
      </>
    )
  const view = review.data
  const chosen = view.stages.find((each) => each.stage === stage)
  const isDecided = view.stages.some((each) => each.stage === '组织评定' && each.doneOn !== null)
  const warnings = [...view.rosterDrift, ...view.cautions]
  return (
    <>
      <PageHeader
        title={`${view.organization.shortName} ${view.year} 年度民主评议`}
        control={
          <Button
            component="a"
            href={hrefTo('/life/review', { year: String(view.year) })}
            variant="default"
            leftSection={<IconArrowLeft size={16} aria-hidden="true" />}
          >
            全部
          </Button>
        }
        status={`参评名单 ${view.people.length} 人，按 ${view.rosterOn} 名册`}
        actions={
          <>
            <Button
              component="a"
              variant={isDecided ? 'filled' : 'default'}
              href={hrefTo('/correspondence', {
                kind: 'W18',
                organizationId: view.organization.id,
                year: String(view.year),
                lifeRecordId: view.id,
              })}
              leftSection={<IconFileText size={16} aria-hidden="true" />}
            >
              起草结果报告
            </Button>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden="true" />}>
                  办理
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item disabled={isDecided} onClick={() => setForm('名单')}>
                  按某天名册重算名单
                </Menu.Item>
                <Menu.Item onClick={() => setForm('反馈')}>登记反馈</Menu.Item>
                <Menu.Divider />
                <Menu.Item onClick={() => setForm('撤下')}>撤下这次民主评议</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      <LifeTabs current="/life/review" />
      {warnings.length > 0 && (
        <div className="appraisal-cautions">
          {warnings.map((warning) => (
            <div className="notice" key={warning}>
              <SeverityShape severity="提示" />
              <span>{warning}</span>
            </div>
          ))}
        </div>
      )}
      <div className="appraisal-stack">
        <StagesCard view={view} onStage={setStage} onForm={setForm} />
        <ReviewGrades view={view} />
      </div>
      {chosen && <ReviewStageDialog view={view} stage={chosen} onClose={() => setStage(null)} />}
      {form === '汇总' && <TallyDialog view={view} onClose={() => setForm(null)} />}
      {form === '逐票' && <PapersDialog view={view} onClose={() => setForm(null)} />}
      {form === '反馈' && <FeedbackDialog view={view} onClose={() => setForm(null)} />}
      {form === '名单' && <RosterDialog view={view} onClose={() => setForm(null)} />}
      {form === '撤下' && (
        <ReasonDialog
          title="撤下这次民主评议"
          lead="名单、测评票、等次都留着，可以恢复。"
          submitLabel="撤下"
          command={withdraw}
          onSubmit={async (reason) => {
            const done = await withdraw.run({ reviewId, reason })
            if (done) navigate('/life/review', { year: String(view.year) })
            return done
          }}
          onClose={() => setForm(null)}
        />
      )}
    </>
  )
}

function StagesCard({ view, onStage, onForm }: { view: ReviewView; onStage: (stage: ReviewStage) => void; onForm: (form: Form) => void }) {
  const done = view.stages.filter(({ doneOn }) => doneOn !== null).length
  return (
    <Card isFlush title="六个环节" note={`办了 ${done} / 6；先后不能颠倒`} actions={<RuleTag ruleId="B27" />}>
      <ol className="step-list">
        {view.stages.map((each) => (
          <li key={each.stage}>
            <SeverityShape severity={each.doneOn === null ? '待确认' : '达标'} />
            <span className="step-name">{each.stage}</span>
            <div className="step-detail">
              <p>
                {each.doneOn ?? <span className="muted">还没有办</span>}
                {each.stage === '民主测评' && view.ballot !== null && (
                  <span className="small secondary">
                    {' '}
                    发出 {view.ballot.issued}、收回 {view.ballot.collected}、有效 {view.ballot.valid}（{view.ballot.entry}录入）
                  </span>
                )}
                {each.summary !== '' && <span className="small secondary"> {each.summary}</span>}
              </p>
            </div>
            <div className="step-actions">
              {each.stage === '民主测评' && (
                <>
                  <Button size="xs" variant="default" onClick={() => onForm('汇总')}>
                    录汇总票数
                  </Button>
                  <Button size="xs" variant="default" onClick={() => onForm('逐票')}>
                    逐张录票
                  </Button>
                </>
              )}
              {each.stage === '处理反馈' && (
                <Button size="xs" variant="default" onClick={() => onForm('反馈')}>
                  逐人反馈
                </Button>
              )}
              <Button size="xs" variant="default" aria-label={`登记日期：${each.stage}`} onClick={() => onStage(each.stage)}>
                登记日期
              </Button>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  )
}
