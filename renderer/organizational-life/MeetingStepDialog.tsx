import { Textarea } from '@mantine/core'
import { useState } from 'react'
import type { LifeMeetingStepView, LifeMeetingView } from '../../shared/organizational-life/life-meeting-contract.ts'
import { hrefTo } from '../app/router.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { ActivitySelect } from './ActivitySelect.tsx'

const HINTS: Record<string, string> = {
  方案通知: '登记过《组织生活会通知》的自动带出；用别的办法通知的在这里记。',
  会前学习: '学了什么、集中学几次。可以指到那次集中学习。',
  征求意见: '征求的范围与方式；逐条意见在“征求意见”里登记。',
  谈心谈话: '在“谈心谈话”里登记时挂上这次会，这里自动带出。',
  对照检查: '逐人交的在“批评与自我批评”表里登记，这里自动带出。',
  批评与自我批评: '就是开会那天，由会议记录带出。',
  整改清单: '逐条登记问题与措施，会后的自动带出。',
  情况报告: '登记过《组织生活会情况报告》的自动带出。',
}

export function MeetingStepDialog({ view, step, onClose }: { view: LifeMeetingView; step: LifeMeetingStepView; onClose: () => void }) {
  const [doneOn, setDoneOn] = useState(step.doneOn ?? '')
  const [summary, setSummary] = useState(step.summary)
  const [activityId, setActivityId] = useState(step.activity?.id ?? null)
  const record = useCommand('life.recordLifeMeetingStep', { showsOwnError: true, done: () => `已登记${step.kind}` })
  return (
    <FormDialog
      title={step.kind}
      lead={HINTS[step.kind]}
      submitLabel="登记"
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      onClose={onClose}
      onSubmit={() =>
        void record
          .run({
            meetingId: view.id,
            kind: step.kind,
            doneOn: doneOn === '' ? null : doneOn,
            summary,
            activityId,
            documentId: step.source === '登记' ? (step.document?.id ?? null) : null,
          })
          .then((done) => done && onClose())
      }
    >
      <DateField label="日期" description="清空即改回未办" value={doneOn} onChange={setDoneOn} error={record.problem('doneOn')} />
      <Textarea
        label="做了什么"
        autosize
        minRows={2}
        maxLength={2000}
        value={summary}
        onChange={(event) => setSummary(event.currentTarget.value)}
        error={record.problem('summary')}
      />
      <ActivitySelect view={view} label="证据：哪一次活动" value={activityId} onChange={setActivityId} />
    </FormDialog>
  )
}

/** 会开过以后：指明是“组织生活”里的哪一次活动，到会的人就逐人列出来。 */
export function LinkMeetingDialog({ view, onClose }: { view: LifeMeetingView; onClose: () => void }) {
  const candidates = view.activities.filter(({ types }) => types.includes('组织生活会'))
  const [activityId, setActivityId] = useState(view.activity?.id ?? candidates[0]?.id ?? null)
  const link = useCommand('life.linkLifeMeeting', { showsOwnError: true, done: () => (activityId === null ? '已解除' : '已指明会议') })
  const prefill = {
    organizationId: view.organization.id,
    groupId: view.groupId,
    types: ['组织生活会'],
    heldOn: view.plannedOn !== null && view.plannedOn <= view.asOf ? view.plannedOn : view.asOf,
    title: `${view.year} 年度组织生活会`,
    place: view.place,
    hostName: view.hostName,
  }
  return (
    <FormDialog
      title="指明是哪一次活动"
      lead="会开过以后先在“组织生活”记下那次活动（签到、记录、照片），再在这里指明；与民主评议同一次的，两边都指到它。"
      submitLabel="指明"
      isOpen
      isRunning={link.isRunning}
      error={link.error}
      onClose={onClose}
      onSubmit={() => void link.run({ meetingId: view.id, activityId }).then((done) => done && onClose())}
    >
      {candidates.length === 0 && (
        <p>
          本年度还没有标“组织生活会”的活动。
          <a
            href={hrefTo('/life/activity/new', {
              organizationId: view.organization.id,
              type: '组织生活会',
              prefill: JSON.stringify(prefill),
            })}
          >
            现在记一次
          </a>
        </p>
      )}
      <ActivitySelect view={view} label="组织生活会那次活动" type="组织生活会" value={activityId} onChange={setActivityId} />
    </FormDialog>
  )
}
