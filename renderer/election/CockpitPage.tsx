import { Button, Menu, Select } from '@mantine/core'
import { IconArrowLeft, IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import type { ProcessView } from '../../shared/election/process-contract.ts'
import type { ProcessStepKind } from '../../shared/election/process.ts'
import { hrefTo, navigate } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { ApprovalOfProcess, ArrangeForm, AssignmentForm, ConfirmResultForm, WithdrawForm } from './ArrangeForms.tsx'
import { arrangementOf } from './arrangement.ts'
import { BallotCard } from './BallotCard.tsx'
import { CandidatesCard } from './CandidatesCard.tsx'
import { ElectorateCard } from './ElectorateCard.tsx'
import { PapersCard } from './PapersCard.tsx'
import { PlanCard } from './PlanCard.tsx'
import { WINDOW_SEVERITIES } from './process-tone.ts'
import { StepForm } from './StepForm.tsx'
import './cockpit.css'

export type CockpitForm = '会务' | '延期提前' | '撤下流程' | '撤销当选' | '确认当选' | '登记到任'

/** 一个流程的驾驶舱：窗口与倒排各步、文书、应到会、候选人、计票。 */
export function CockpitPage({ processId }: { processId: string }) {
  const process = useBackendQuery('election.process', { processId })
  const [form, setForm] = useState<CockpitForm | null>(null)
  const [step, setStep] = useState<ProcessStepKind | null>(null)
  if (process.error || !process.data)
    return (
      <>
        <PageHeader title="换届驾驶舱" control={<a href={hrefTo('/election-process')}>看全部流程</a>} />
        {process.error ? <ErrorState error={process.error} onRetry={() => void process.refetch()} /> : <Loading />}
      </>
    )
  const view = process.data
  const isConfirmed = view.confirmedOn !== null
  const chosenStep = view.steps.find((each) => each.kind === step)
  return (
    <div className="cockpit">
      <PageHeader
        title="换届驾驶舱"
        control={<ProcessPicker current={view} />}
        status={view.termNote}
        actions={
          <>
            {view.kind !== '指派' && <MeetingDate view={view} isDisabled={isConfirmed || view.ballots.length > 0} />}
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden="true" />}>
                  办理
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item disabled={isConfirmed} onClick={() => setForm('会务')}>
                  会务：地点、名额、监票计票人
                </Menu.Item>
                {view.kind === '换届' && (
                  <Menu.Item disabled={view.termId === null} onClick={() => setForm('延期提前')}>
                    登记延期或提前的批复
                  </Menu.Item>
                )}
                {view.kind !== '指派' && (
                  <Menu.Item component="a" href={hrefTo('/calendar/publicity')}>
                    登记候选人公示
                  </Menu.Item>
                )}
                <Menu.Item component="a" href={hrefTo(`/election/${encodeURIComponent(view.organization.id)}`)}>
                  看届次与班子
                </Menu.Item>
                <Menu.Divider />
                <Menu.Item disabled={!isConfirmed} onClick={() => setForm('撤销当选')}>
                  撤销已确认的结果
                </Menu.Item>
                <Menu.Item disabled={isConfirmed} onClick={() => setForm('撤下流程')}>
                  撤下流程
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      <PlanCard view={view} onOpenStep={setStep} />
      <div className="cockpit-columns">
        <div className="cockpit-column">
          <PapersCard processId={view.id} />
          {view.kind !== '指派' && <ElectorateCard view={view} />}
        </div>
        <div className="cockpit-column">
          {view.kind !== '指派' && <CandidatesCard view={view} />}
          <BallotCard view={view} onConfirm={() => setForm(view.kind === '指派' ? '登记到任' : '确认当选')} />
        </div>
      </div>
      {chosenStep && <StepForm view={view} step={chosenStep} onClose={() => setStep(null)} />}
      {form === '会务' && <ArrangeForm view={view} onClose={() => setForm(null)} />}
      {form === '延期提前' && <ApprovalOfProcess view={view} onClose={() => setForm(null)} />}
      {form === '确认当选' && <ConfirmResultForm view={view} onClose={() => setForm(null)} />}
      {form === '登记到任' && <AssignmentForm view={view} onClose={() => setForm(null)} />}
      {(form === '撤下流程' || form === '撤销当选') && <WithdrawForm view={view} what={form} onClose={() => setForm(null)} />}
    </div>
  )
}

function ProcessPicker({ current }: { current: ProcessView }) {
  const processes = useBackendQuery('election.processes', {})
  const rows = processes.data?.rows ?? []
  const label = (name: string, title: string) => `${name}：${title}`
  const data = rows.map((row) => ({ value: row.id, label: label(row.organizationName, row.title) }))
  return (
    <>
      <Button
        component="a"
        href={hrefTo('/election-process')}
        variant="default"
        leftSection={<IconArrowLeft size={16} aria-hidden="true" />}
      >
        全部
      </Button>
      <Select
        aria-label="换一个流程"
        w={260}
        data={data.length > 0 ? data : [{ value: current.id, label: label(current.organization.shortName, current.title) }]}
        value={current.id}
        allowDeselect={false}
        onChange={(id) => id !== null && navigate(`/election-process/${encodeURIComponent(id)}`)}
      />
    </>
  )
}

/** 改大会日期即存，窗口与各步立即重排；出窗给红。 */
function MeetingDate({ view, isDisabled }: { view: ProcessView; isDisabled: boolean }) {
  const [value, setValue] = useState(view.meetingOn ?? '')
  const revise = useCommand('election.reviseProcess', {
    invalidates: ['election.process', 'election.processes', 'correspondence.processPapers'],
  })
  const meetingOn = view.meetingOn ?? ''
  const change = (next: string): void => {
    setValue(next)
    if (next === meetingOn || (next !== '' && !isPlainDate(next))) return
    void revise.run(arrangementOf(view, { meetingOn: next === '' ? null : next })).then((done) => {
      if (!done) setValue(meetingOn)
    })
  }
  return (
    <div className="meeting-date">
      <span className="small secondary nowrap">大会日期</span>
      <DateField label="大会日期" hidesLabel width={150} value={value} onChange={change} disabled={isDisabled} />
      <SeverityMark severity={WINDOW_SEVERITIES[view.window.verdict]} text={verdictText(view)} isBadge />
    </div>
  )
}

function verdictText({ window, meetingOn }: ProcessView): string {
  if (window.verdict === '在窗口内') return window.message.replace(/。$/, '')
  return meetingOn === null ? '还没有定' : window.verdict
}
