import { Group, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ProcessView } from '../../shared/election/process-contract.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { MemberPicker } from '../ui/MemberPicker.tsx'
import { ErrorState } from '../ui/states.tsx'
import { ApprovalForm } from './ApprovalForm.tsx'
import { arrangementOf } from './arrangement.ts'

type FormProps = { view: ProcessView; onClose: () => void }

export function ArrangeForm({ view, onClose }: FormProps) {
  const [draft, setDraft] = useState(arrangementOf(view))
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  const revise = useCommand('election.reviseProcess', { showsOwnError: true, done: () => '会务已保存' })
  const isFrozen = view.ballots.length > 0
  return (
    <FormDialog
      title="会务"
      lead={isFrozen ? '已经开始投票，大会日期与名额不能再改。' : '名额是上级批准的委员职数；不设委员会、由党员大会直接选书记的留空。'}
      submitLabel="保存"
      isOpen
      isRunning={revise.isRunning}
      error={revise.error}
      onClose={onClose}
      onSubmit={() => void revise.run(draft).then((done) => done && onClose())}
    >
      <Group grow align="flex-start" gap={12}>
        <TextInput
          label="会议地点"
          value={draft.meetingPlace}
          onChange={(event) => set({ meetingPlace: event.currentTarget.value })}
          error={revise.problem('meetingPlace')}
        />
        <NumberInput
          label="应选委员名额"
          min={1}
          max={30}
          value={draft.seatCount ?? ''}
          onChange={(value) => set({ seatCount: value === '' ? null : Number(value) })}
          disabled={isFrozen}
          error={revise.problem('seatCount')}
        />
        <TextInput
          label="大会主持人"
          value={draft.chair}
          onChange={(event) => set({ chair: event.currentTarget.value })}
          error={revise.problem('chair')}
        />
      </Group>
      <Group grow align="flex-start" gap={12}>
        <TextInput
          label="监票人"
          description="候选人不能担任；多人用顿号隔开"
          value={draft.scrutineers}
          onChange={(event) => set({ scrutineers: event.currentTarget.value })}
          error={revise.problem('scrutineers')}
        />
        <TextInput
          label="计票人"
          description="在监票人监督下计票"
          value={draft.tellers}
          onChange={(event) => set({ tellers: event.currentTarget.value })}
          error={revise.problem('tellers')}
        />
      </Group>
    </FormDialog>
  )
}

/** 晚于届满日（补选期限）仍要开会：写明原因，后续各步恢复，红字留着。 */
export function OverdueForm({ view, onClose }: FormProps) {
  const [overdueReason, setReason] = useState(view.overdueReason)
  const revise = useCommand('election.reviseProcess', { showsOwnError: true, done: () => '已写明原因，后续各步恢复' })
  return (
    <FormDialog
      title="写明逾期的原因"
      lead={`${view.window.message}已获批延期的，请改为登记延期批复；没有批复的在此如实写明，逾期的事实不因此消除。`}
      submitLabel="保存原因"
      isOpen
      isRunning={revise.isRunning}
      error={revise.error}
      onClose={onClose}
      onSubmit={() => void revise.run(arrangementOf(view, { overdueReason })).then((done) => done && onClose())}
    >
      <Textarea
        label="原因"
        rows={3}
        value={overdueReason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={revise.problem('overdueReason')}
        required
      />
    </FormDialog>
  )
}

/** 提前与延期是有文号的动作：登记的是已经收到的批复，窗口随之重算。 */
export function ApprovalOfProcess({ view, onClose }: FormProps) {
  const board = useBackendQuery('election.board', { organizationId: view.organization.id })
  if (board.error) return <ErrorState error={board.error} />
  const term = board.data?.terms.find((each) => each.id === view.termId)
  return term ? <ApprovalForm term={term} today={view.asOf} prefill={{}} onClose={onClose} /> : null
}

export function WithdrawForm({ view, what, onClose }: FormProps & { what: '撤下流程' | '撤销当选' }) {
  const [reason, setReason] = useState('')
  const withdraw = useCommand('election.withdrawProcess', { showsOwnError: true, done: () => '流程已撤下' })
  const undo = useCommand('election.withdrawResult', { showsOwnError: true, done: () => '已恢复确认以前' })
  const command = what === '撤下流程' ? withdraw : undo
  const consequence =
    what === '撤下流程'
      ? '各步、候选人、选票都留着，可以恢复；已登记的换届节点不受影响。'
      : `新写入的${view.kind === '换届' ? '一届与' : ''}任职撤下，上届班子恢复在任；选票与签字留着，可以重新核票再确认。`
  return (
    <FormDialog
      title={what}
      lead={consequence}
      submitLabel={what}
      isDangerous
      isOpen
      isRunning={command.isRunning}
      error={command.error}
      onClose={onClose}
      onSubmit={() =>
        void command.run({ processId: view.id, reason }).then((done) => {
          if (!done) return
          onClose()
          if (what === '撤下流程') window.location.hash = '/election-process'
        })
      }
    >
      <TextInput
        label="原因"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={command.problem('reason')}
        required
      />
    </FormDialog>
  )
}

export function ConfirmResultForm({ view, onClose }: FormProps) {
  const [confirmedBy, setConfirmedBy] = useState(view.scrutineers.split(/[、,，]/)[0] ?? '')
  const [resultReportNo, setReportNo] = useState('')
  const confirm = useCommand('election.confirmResult', { showsOwnError: true, done: () => '当选已写入班子' })
  const elected = view.offices.map((office) => `${office.office}：${office.elected.map((each) => each.name).join('、') || '无'}`)
  return (
    <FormDialog
      title="确认当选"
      lead={view.kind === '换届' ? `写入第 ${view.seq ?? ''} 届与全部任职，上届班子按“换届”卸任。可以撤销。` : '写入补选的任职。可以撤销。'}
      submitLabel="确认当选"
      isOpen
      isRunning={confirm.isRunning}
      error={confirm.error}
      onClose={onClose}
      onSubmit={() => void confirm.run({ processId: view.id, confirmedBy, resultReportNo }).then((done) => done && onClose())}
    >
      <ul className="confirm-elected">
        {elected.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Group grow align="flex-start" gap={12}>
        <TextInput
          label="确认人"
          description="总监票人或大会主持人"
          value={confirmedBy}
          onChange={(event) => setConfirmedBy(event.currentTarget.value)}
          error={confirm.problem('confirmedBy')}
          required
        />
        <TextInput
          label="结果报告文号"
          description="还没有的以后再补"
          value={resultReportNo}
          onChange={(event) => setReportNo(event.currentTarget.value)}
          error={confirm.problem('resultReportNo')}
        />
      </Group>
    </FormDialog>
  )
}

export function AssignmentForm({ view, onClose }: FormProps) {
  const [memberId, setMemberId] = useState<string | null>(null)
  const [title, setTitle] = useState(view.vacancies[0]?.title ?? '书记')
  const [fromOn, setFromOn] = useState(view.asOf)
  const [documentNo, setDocumentNo] = useState(view.steps.find((step) => step.kind === '上级指派')?.documentNo ?? '')
  const [confirmedBy, setConfirmedBy] = useState('')
  const assign = useCommand('election.confirmAssignment', { showsOwnError: true, done: () => '已登记到任' })
  return (
    <FormDialog
      title="登记指派到任"
      lead="上级指派的书记、副书记须有指派文号；待条件成熟后再选举（A31）。"
      submitLabel="登记到任"
      isOpen
      isRunning={assign.isRunning}
      error={assign.error}
      {...(memberId === null ? { blockedBy: '还没有选人' } : {})}
      onClose={onClose}
      onSubmit={() => {
        if (memberId === null) return
        void assign.run({ processId: view.id, memberId, title, fromOn, documentNo, confirmedBy }).then((done) => done && onClose())
      }}
    >
      <MemberPicker label="指派的人" value={memberId} onChange={setMemberId} required error={assign.problem('memberId')} />
      <Group grow align="flex-start" gap={12}>
        <Select
          label="职务"
          data={[...new Set(view.vacancies.map((each) => each.title))]}
          value={title}
          onChange={(value) => setTitle(view.vacancies.find((each) => each.title === value)?.title ?? title)}
        />
        <DateField label="到任日" value={fromOn} onChange={setFromOn} error={assign.problem('fromOn')} required />
        <TextInput
          label="指派文号"
          value={documentNo}
          onChange={(event) => setDocumentNo(event.currentTarget.value)}
          error={assign.problem('documentNo')}
          required
        />
        <TextInput
          label="确认人"
          value={confirmedBy}
          onChange={(event) => setConfirmedBy(event.currentTarget.value)}
          error={assign.problem('confirmedBy')}
          required
        />
      </Group>
    </FormDialog>
  )
}
