import { Checkbox, Group, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ReviewPersonView, ReviewView } from '../../shared/organizational-life/review-contract.ts'
import { FOLLOW_UP_KINDS } from '../../shared/organizational-life/review.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { ActivitySelect } from './ActivitySelect.tsx'
import { useCheckedIds } from './use-checked-ids.ts'

const HINTS: Record<string, string> = {
  学习动员: '组织学习，讲清评议的目的、内容和方法。',
  党员自评: '自评等次可以在下面的表里逐人记。',
  党员互评: '可以与组织生活会同一次会上进行。',
  民主测评: '测评票另录；这里登记测评的日期。',
  组织评定: '人人有了等次才能登记；登记即视为作出评定意见。',
  处理反馈: '逐人反馈的日期不能早于组织评定。',
}

export function ReviewStageDialog({
  view,
  stage,
  onClose,
}: {
  view: ReviewView
  stage: ReviewView['stages'][number]
  onClose: () => void
}) {
  const [doneOn, setDoneOn] = useState(stage.doneOn ?? '')
  const [summary, setSummary] = useState(stage.summary)
  const [activityId, setActivityId] = useState(stage.activity?.id ?? null)
  const record = useCommand('life.recordReviewStage', { showsOwnError: true, done: () => `已登记${stage.stage}` })
  return (
    <FormDialog
      title={stage.stage}
      lead={HINTS[stage.stage]}
      submitLabel="登记"
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      onClose={onClose}
      onSubmit={() =>
        void record
          .run({ reviewId: view.id, stage: stage.stage, doneOn: doneOn === '' ? null : doneOn, summary, activityId })
          .then((done) => done && onClose())
      }
    >
      <DateField label="日期" description="清空即改回未办" value={doneOn} onChange={setDoneOn} error={record.problem('doneOn')} />
      <Textarea
        label="怎么办的"
        autosize
        minRows={2}
        value={summary}
        onChange={(event) => setSummary(event.currentTarget.value)}
        error={record.problem('summary')}
      />
      <ActivitySelect view={view} label="证据：哪一次活动" value={activityId} onChange={setActivityId} />
    </FormDialog>
  )
}

export function RosterDialog({ view, onClose }: { view: ReviewView; onClose: () => void }) {
  const [rosterOn, setRosterOn] = useState(view.rosterOn)
  const update = useCommand('life.updateReviewRoster', { showsOwnError: true, done: () => '名单已重算' })
  return (
    <FormDialog
      title="按某天名册重算名单"
      lead="新编入的加进来，已不在的去掉；已有测评票、等次的人不动。"
      submitLabel="重算"
      isOpen
      isRunning={update.isRunning}
      error={update.error}
      onClose={onClose}
      onSubmit={() => void update.run({ reviewId: view.id, rosterOn }).then((done) => done && onClose())}
    >
      <DateField label="取哪天的名册" required value={rosterOn} onChange={setRosterOn} error={update.problem('rosterOn')} />
    </FormDialog>
  )
}

export function FeedbackDialog({ view, onClose }: { view: ReviewView; onClose: () => void }) {
  const people = view.people.filter(({ exemptReason }) => exemptReason === '')
  const [ids, toggle] = useCheckedIds(() => people.filter((each) => each.feedbackOn === null).map((each) => each.memberId))
  const [on, setOn] = useState(view.asOf)
  const [note, setNote] = useState('')
  const record = useCommand('life.recordFeedback', { showsOwnError: true, done: () => `已登记 ${ids.size} 人` })
  return (
    <FormDialog
      title="登记反馈"
      lead="没有反馈过的已经勾好；日期清空再登记，就是撤下勾选的人的反馈。"
      submitLabel={`登记 ${ids.size} 人`}
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      {...(ids.size === 0 ? { blockedBy: '还没有勾选' } : {})}
      onClose={onClose}
      onSubmit={() =>
        void record
          .run({ reviewId: view.id, memberIds: [...ids], feedbackOn: on === '' ? null : on, note })
          .then((done) => done && onClose())
      }
    >
      <Group grow align="flex-start" gap={12}>
        <DateField label="反馈日期" value={on} onChange={setOn} error={record.problem('feedbackOn')} />
        <TextInput label="说明" value={note} onChange={(event) => setNote(event.currentTarget.value)} error={record.problem('note')} />
      </Group>
      <div className="paper-marks">
        <table className="plain-table">
          <tbody>
            {people.map((person) => (
              <tr key={person.memberId}>
                <td>
                  <Checkbox label={person.name} checked={ids.has(person.memberId)} onChange={() => toggle(person.memberId)} />
                </td>
                <td className="nowrap">{person.grade ?? <span className="muted">未评</span>}</td>
                <td className="nowrap">{person.feedbackOn ?? <span className="muted">没有反馈</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </FormDialog>
  )
}

export function FollowUpDialog({ view, person, onClose }: { view: ReviewView; person: ReviewPersonView; onClose: () => void }) {
  const [kind, setKind] = useState<(typeof FOLLOW_UP_KINDS)[number]>('教育帮助')
  const [doneOn, setDoneOn] = useState(view.asOf)
  const [documentNo, setDocumentNo] = useState('')
  const [note, setNote] = useState('')
  const record = useCommand('life.recordFollowUp', { showsOwnError: true, done: () => '已登记后续处置' })
  return (
    <FormDialog
      title={`${person.name}：后续处置`}
      lead={`评为“${person.grade ?? ''}”。这里只留记录、作提示；作不作组织处置，由支部研究、按规定报批。${person.followUpBy === null ? '' : `${person.followUpBy} 前须有记录。`}`}
      submitLabel="登记"
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      onClose={onClose}
      onSubmit={() =>
        void record.run({ reviewId: view.id, memberId: person.memberId, kind, doneOn, documentNo, note }).then((done) => done && onClose())
      }
    >
      <Group grow align="flex-start" gap={12}>
        <Select
          label="办了什么"
          data={[...FOLLOW_UP_KINDS]}
          value={kind}
          allowDeselect={false}
          onChange={(value) => setKind(FOLLOW_UP_KINDS.find((one) => one === value) ?? kind)}
        />
        <DateField label="日期" required value={doneOn} onChange={setDoneOn} error={record.problem('doneOn')} />
      </Group>
      <TextInput label="文号" value={documentNo} onChange={(event) => setDocumentNo(event.currentTarget.value)} />
      <TextInput label="说明" value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </FormDialog>
  )
}
