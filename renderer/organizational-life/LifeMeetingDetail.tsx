import { Button, Menu } from '@mantine/core'
import { IconArrowLeft, IconChevronDown, IconFileText } from '@tabler/icons-react'
import { useState } from 'react'
import { LIFE_MEETING_MATERIALS } from '../../shared/organizational-life/facts.ts'
import type { LifeMeetingView } from '../../shared/organizational-life/life-meeting-contract.ts'
import type { LifeMeetingStepKind } from '../../shared/organizational-life/life-meeting.ts'
import { hrefTo, navigate } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark, SeverityShape } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { CriticismsCard } from './CriticismsCard.tsx'
import { ImprovementTable } from './ImprovementTable.tsx'
import { LifeTabs } from './LifeTabs.tsx'
import { LinkMeetingDialog, MeetingStepDialog } from './MeetingStepDialog.tsx'
import { ReviseLifeMeetingDialog } from './OpenLifeMeetingDialog.tsx'
import { OpinionsCard } from './OpinionsCard.tsx'
import './appraisal.css'

/** 一次组织生活会的全链：各步、材料、逐人批评意见、征求到的意见、整改清单。 */
export function LifeMeetingDetail({ meetingId }: { meetingId: string }) {
  const meeting = useBackendQuery('life.lifeMeeting', { meetingId })
  const [form, setForm] = useState<'更改' | '撤下' | '会议' | null>(null)
  const [step, setStep] = useState<LifeMeetingStepKind | null>(null)
  const withdraw = useCommand('life.withdrawLifeMeeting', { showsOwnError: true, done: () => '已撤下，可在列表下方恢复' })
  if (meeting.error || !meeting.data)
    return (
      <>
        <PageHeader title="组织生活会" control={<a href={hrefTo('/life/meeting')}>看全部支部</a>} />
        <LifeTabs current="/life/meeting" />
        {meeting.error ? <ErrorState error={meeting.error} onRetry={() => void meeting.refetch()} /> : <Loading />}
      </>
    )
  const view = meeting.data
  const chosen = view.steps.find((each) => each.kind === step)
  return (
    <>
      <PageHeader
        title={`${view.organization.shortName}${view.groupName === '' ? '' : ` ${view.groupName}`} ${view.year} 年度组织生活会`}
        control={
          <Button
            component="a"
            href={hrefTo('/life/meeting', { year: String(view.year) })}
            variant="default"
            leftSection={<IconArrowLeft size={16} aria-hidden="true" />}
          >
            全部
          </Button>
        }
        status={
          view.activity
            ? `${view.activity.heldOn} 召开，应到 ${view.activity.expectedCount}，实到 ${view.activity.presentCount}`
            : plannedText(view)
        }
        actions={
          <>
            <PaperLink view={view} kind="W15" label="起草通知" />
            <PaperLink view={view} kind="W16" label="起草情况报告" />
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden="true" />}>
                  办理
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => setForm('更改')}>更改主题、时间与点评</Menu.Item>
                <Menu.Item onClick={() => setForm('会议')}>指明是哪一次活动</Menu.Item>
                <Menu.Divider />
                <Menu.Item onClick={() => setForm('撤下')}>撤下这次组织生活会</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      <LifeTabs current="/life/meeting" />
      {view.cautions.length > 0 && (
        <div className="appraisal-cautions">
          {view.cautions.map((caution) => (
            <div className="notice" key={caution}>
              <SeverityShape severity="提示" />
              <span>{caution}</span>
            </div>
          ))}
        </div>
      )}
      <div className="appraisal-columns">
        <div className="appraisal-column">
          <StepsCard view={view} onStep={setStep} onLink={() => setForm('会议')} />
          <OpinionsCard view={view} />
          <Card isFlush title="整改清单" note="问题、措施、责任人、时限，逐条跟踪到销号">
            <ImprovementTable meetingId={view.id} organizationId={view.organization.id} />
          </Card>
        </div>
        <div className="appraisal-column">
          <CriticismsCard view={view} />
        </div>
      </div>
      {chosen && <MeetingStepDialog view={view} step={chosen} onClose={() => setStep(null)} />}
      {form === '更改' && <ReviseLifeMeetingDialog view={view} onClose={() => setForm(null)} />}
      {form === '会议' && <LinkMeetingDialog view={view} onClose={() => setForm(null)} />}
      {form === '撤下' && (
        <ReasonDialog
          title="撤下这次组织生活会"
          lead="各步与批评意见都留着，可以恢复；整改问题不受影响。"
          submitLabel="撤下"
          command={withdraw}
          onSubmit={async (reason) => {
            const done = await withdraw.run({ meetingId, reason })
            if (done) navigate('/life/meeting', { year: String(view.year) })
            return done
          }}
          onClose={() => setForm(null)}
        />
      )}
    </>
  )
}

function plannedText({ plannedOn, theme }: LifeMeetingView): string {
  return [theme === '' ? '主题没有填' : theme, plannedOn === null ? '拟开日期未定' : `拟于 ${plannedOn} 召开`].join('，')
}

function PaperLink({ view, kind, label }: { view: LifeMeetingView; kind: 'W15' | 'W16'; label: string }) {
  return (
    <Button
      component="a"
      href={hrefTo('/correspondence', { kind, organizationId: view.organization.id, year: String(view.year), lifeRecordId: view.id })}
      variant={kind === 'W16' && view.activity !== null ? 'filled' : 'default'}
      leftSection={<IconFileText size={16} aria-hidden="true" />}
    >
      {label}
    </Button>
  )
}

function StepsCard({ view, onStep, onLink }: { view: LifeMeetingView; onStep: (kind: LifeMeetingStepKind) => void; onLink: () => void }) {
  const done = view.steps.filter(({ doneOn }) => doneOn !== null).length
  return (
    <Card isFlush title="各步" note={`办了 ${done} / ${view.steps.length}`} actions={<RuleTag ruleId="B23" />}>
      <div className="materials" aria-label="七项材料">
        {LIFE_MEETING_MATERIALS.map((material) => (
          <SeverityMark key={material} severity={view.materials.includes(material) ? '达标' : '不适用'} text={material} />
        ))}
      </div>
      <ol className="step-list">
        {view.steps.map((step) => (
          <li key={step.kind}>
            <SeverityShape severity={step.doneOn === null ? '待确认' : '达标'} />
            <span className="step-name">{step.kind}</span>
            <div className="step-detail">
              <p>
                {step.doneOn ?? (
                  <span className="muted">{step.kind === '征求意见' && view.opinions.length > 0 ? '没有填日期' : '还没有办'}</span>
                )}
                {step.source !== '' && step.source !== '登记' && <span className="small secondary"> 由{step.source}</span>}
                {step.document && <span className="small secondary"> {step.document.number}</span>}
                {step.kind === '征求意见' && view.opinions.length > 0 && (
                  <span className="small secondary"> 已登记意见 {view.opinions.length} 条</span>
                )}
              </p>
              {(step.summary !== '' || step.activity) && (
                <p className="small secondary" title={step.summary}>
                  {step.activity && (
                    <a href={hrefTo(`/life/activity/${encodeURIComponent(step.activity.id)}`)}>
                      {step.activity.heldOn} {step.activity.title}
                    </a>
                  )}
                  {step.activity && step.summary !== '' ? '；' : ''}
                  {step.summary}
                </p>
              )}
            </div>
            <div className="step-actions">
              {step.kind === '批评与自我批评' && view.activity === null ? (
                <Button size="xs" variant="default" onClick={onLink}>
                  指明会议
                </Button>
              ) : (
                <Button size="xs" variant="default" aria-label={`登记${step.kind}`} onClick={() => onStep(step.kind)}>
                  登记
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  )
}
