import { Group, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { BallotView, OfficeView, ProcessView } from '../../shared/election/process-contract.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'

type Counts = { presentCount: number | null; issuedCount: number | null; collectedCount: number | null }

function CountFields({
  counts,
  onChange,
  problem,
}: {
  counts: Counts
  onChange: (counts: Counts) => void
  problem: (place: string) => string | undefined
}) {
  const field = (key: keyof Counts, label: string) => (
    <NumberInput
      label={label}
      min={0}
      allowDecimal={false}
      value={counts[key] ?? ''}
      onChange={(value) => onChange({ ...counts, [key]: value === '' ? null : Number(value) })}
      error={problem(key)}
      required
    />
  )
  return (
    <Group grow align="flex-start" gap={12}>
      {field('presentCount', '实到会（有选举权）')}
      {field('issuedCount', '发出选票')}
      {field('collectedCount', '收回选票')}
    </Group>
  )
}

function filled(counts: Counts) {
  const { presentCount, issuedCount, collectedCount } = counts
  return presentCount === null || issuedCount === null || collectedCount === null ? null : { presentCount, issuedCount, collectedCount }
}

export function OpenBallotForm({ view, office, onClose }: { view: ProcessView; office: OfficeView; onClose: () => void }) {
  const [counts, setCounts] = useState<Counts>({ presentCount: null, issuedCount: null, collectedCount: null })
  const [heldOn, setHeldOn] = useState(view.meetingOn ?? view.asOf)
  const [entry, setEntry] = useState<'逐张' | '汇总'>('逐张')
  const isAnother = office.next?.kind === '另选'
  const [nomineeIds, setNomineeIds] = useState<string[]>([])
  const open = useCommand('election.openBallot', { showsOwnError: true, done: () => '可以录票了' })
  const roster = useBackendQuery(
    'member.list',
    { organizationId: view.organization.id, category: '正式党员', limit: 500 },
    { enabled: isAnother },
  )
  const elected = new Set(office.elected.map((each) => each.memberId))
  const numbers = filled(counts)
  const due =
    office.venue === '党员大会'
      ? `应到会 ${view.electorate.dueCount} 人，至少到 ${view.electorate.quorum} 人`
      : '委员会会议，须半数以上委员到会'
  return (
    <FormDialog
      title={`${office.office}：${office.next?.kind ?? '投票'}，应选 ${office.next?.seats ?? office.seats} 名`}
      lead={`${due}。先填三个数，再逐张录选票。`}
      submitLabel="开始录票"
      isOpen
      isRunning={open.isRunning}
      error={open.error}
      {...(numbers === null ? { blockedBy: '还有数没有填' } : {})}
      onClose={onClose}
      onSubmit={() => {
        if (numbers === null) return
        const nominees = isAnother && nomineeIds.length > 0 ? { nomineeIds } : {}
        void open
          .run({ processId: view.id, office: office.office, heldOn, entry, ...numbers, ...nominees })
          .then((done) => done && onClose())
      }}
    >
      <CountFields counts={counts} onChange={setCounts} problem={open.problem} />
      <Group grow align="flex-start" gap={12}>
        <DateField
          label="投票日期"
          value={heldOn}
          onChange={setHeldOn}
          disabled={office.venue === '党员大会'}
          {...(office.venue === '党员大会' ? { description: '就是大会日期' } : {})}
          error={open.problem('heldOn')}
          required
        />
        <Select
          label="怎么录"
          data={[
            { value: '逐张', label: '逐张录，当场判有效与否' },
            { value: '汇总', label: '只录各人总票数' },
          ]}
          value={entry}
          onChange={(value) => setEntry(value === '汇总' ? '汇总' : '逐张')}
        />
      </Group>
      {isAnother && (
        <MultiSelect
          label="另选的候选人"
          description="不选则取原来没有当选的候选人"
          searchable
          data={(roster.data?.rows ?? [])
            .filter((row) => !elected.has(row.id))
            .map((row) => ({ value: row.id, label: `${row.name}（${row.birthOn.slice(0, 4)} 年生）` }))}
          value={nomineeIds}
          onChange={setNomineeIds}
        />
      )}
    </FormDialog>
  )
}

export function CorrectBallotForm({ ballot, onClose }: { ballot: BallotView; onClose: () => void }) {
  const [counts, setCounts] = useState<Counts>({
    presentCount: ballot.presentCount,
    issuedCount: ballot.issuedCount,
    collectedCount: ballot.collectedCount,
  })
  const correct = useCommand('election.correctBallot', { showsOwnError: true, done: () => '已改正' })
  const numbers = filled(counts)
  return (
    <FormDialog
      title="改到会与票数"
      lead={`应到会 ${ballot.dueCount} 人。已录的选票不动；收回数改小了，多录的要自己删。`}
      submitLabel="改正"
      isOpen
      isRunning={correct.isRunning}
      error={correct.error}
      {...(numbers === null ? { blockedBy: '还有数没有填' } : {})}
      onClose={onClose}
      onSubmit={() => {
        if (numbers !== null) void correct.run({ ballotId: ballot.id, ...numbers }).then((done) => done && onClose())
      }}
    >
      <CountFields counts={counts} onChange={setCounts} problem={correct.problem} />
    </FormDialog>
  )
}

export function SignForm({ view, ballot, onClose }: { view: ProcessView; ballot: BallotView; onClose: () => void }) {
  const [scrutineer, setScrutineer] = useState(view.scrutineers)
  const [teller, setTeller] = useState(view.tellers)
  const sign = useCommand('election.confirmBallot', { showsOwnError: true, done: () => '计票结果已签字' })
  return (
    <FormDialog
      title="确认计票结果"
      lead={ballot.count.conclusion}
      submitLabel="签字确认"
      isOpen
      isRunning={sign.isRunning}
      error={sign.error}
      onClose={onClose}
      onSubmit={() => void sign.run({ ballotId: ballot.id, scrutineer, teller }).then((done) => done && onClose())}
    >
      <Group grow align="flex-start" gap={12}>
        <TextInput
          label="监票人"
          value={scrutineer}
          onChange={(event) => setScrutineer(event.currentTarget.value)}
          error={sign.problem('scrutineer')}
          required
        />
        <TextInput
          label="计票人"
          value={teller}
          onChange={(event) => setTeller(event.currentTarget.value)}
          error={sign.problem('teller')}
          required
        />
      </Group>
    </FormDialog>
  )
}

export function ReopenBallotForm({ ballot, onClose }: { ballot: BallotView; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const reopen = useCommand('election.reopenBallot', { showsOwnError: true, done: () => '已撤销签字，可以重新核票' })
  return (
    <FormDialog
      title="撤销签字"
      lead="选票都留着，重新核对后须再次签字；撤销与原因记入操作日志。"
      submitLabel="撤销签字"
      isDangerous
      isOpen
      isRunning={reopen.isRunning}
      error={reopen.error}
      onClose={onClose}
      onSubmit={() => void reopen.run({ ballotId: ballot.id, reason }).then((done) => done && onClose())}
    >
      <TextInput
        label="原因"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={reopen.problem('reason')}
        required
      />
    </FormDialog>
  )
}

export function ReductionForm({ ballot, onClose }: { ballot: BallotView; onClose: () => void }) {
  const [agreedCount, setAgreedCount] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const approve = useCommand('election.approveReduction', { showsOwnError: true, done: () => '已减少名额' })
  return (
    <FormDialog
      title="减少名额，不再另选"
      lead={`当选的接近应选名额，经到会半数以上同意可以减少名额（N-12）。实到 ${ballot.presentCount} 人。`}
      submitLabel="减少名额"
      isOpen
      isRunning={approve.isRunning}
      error={approve.error}
      {...(agreedCount === null ? { blockedBy: '还没有填同意的人数' } : {})}
      onClose={onClose}
      onSubmit={() => {
        if (agreedCount !== null) void approve.run({ ballotId: ballot.id, agreedCount, reason }).then((done) => done && onClose())
      }}
    >
      <Group grow align="flex-start" gap={12}>
        <NumberInput
          label="同意的人数"
          min={0}
          value={agreedCount ?? ''}
          onChange={(value) => setAgreedCount(value === '' ? null : Number(value))}
          error={approve.problem('agreedCount')}
          required
        />
        <TextInput
          label="缘由"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={approve.problem('reason')}
          required
        />
      </Group>
    </FormDialog>
  )
}
