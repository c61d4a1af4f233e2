import { Checkbox, Group, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Term } from '../../shared/election/contract.ts'
import { dateIn, numberIn, textIn, type Prefill } from '../app/prefill.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'

type TermDraft = { electedOn: string; seatCount: number | null; approvalDocumentNo: string; resultReportNo: string; remark: string }

type TermFieldsProps = { draft: TermDraft; onChange: (draft: TermDraft) => void; problem: (place: string) => string | undefined }

function TermFields({ draft, onChange, problem }: TermFieldsProps) {
  const set = (change: Partial<TermDraft>) => onChange({ ...draft, ...change })
  return (
    <>
      <Group grow align="flex-start" gap={12}>
        <DateField
          label="选举日期"
          value={draft.electedOn}
          onChange={(electedOn) => set({ electedOn })}
          error={problem('electedOn')}
          required
        />
        <NumberInput
          label="批准的委员职数"
          description="不设委员会的留空"
          value={draft.seatCount ?? ''}
          onChange={(value) => set({ seatCount: value === '' ? null : Number(value) })}
          error={problem('seatCount')}
        />
      </Group>
      <Group grow align="flex-start" gap={12}>
        <TextInput
          label="同意换届的批复文号"
          value={draft.approvalDocumentNo}
          onChange={(event) => set({ approvalDocumentNo: event.currentTarget.value })}
          error={problem('approvalDocumentNo')}
        />
        <TextInput
          label="选举结果批复文号"
          value={draft.resultReportNo}
          onChange={(event) => set({ resultReportNo: event.currentTarget.value })}
          error={problem('resultReportNo')}
        />
      </Group>
      <Textarea
        label="备注"
        rows={2}
        value={draft.remark}
        onChange={(event) => set({ remark: event.currentTarget.value })}
        error={problem('remark')}
      />
    </>
  )
}

export function RecordTermForm({
  organizationId,
  nextSeq,
  prefill,
  onClose,
}: {
  organizationId: string
  nextSeq: number
  prefill: Prefill
  onClose: () => void
}) {
  const [seq, setSeq] = useState<number | null>(numberIn(prefill, 'seq') ?? nextSeq)
  const [draft, setDraft] = useState<TermDraft>({
    electedOn: dateIn(prefill, 'electedOn'),
    seatCount: numberIn(prefill, 'seatCount'),
    approvalDocumentNo: textIn(prefill, 'approvalDocumentNo'),
    resultReportNo: textIn(prefill, 'resultReportNo'),
    remark: textIn(prefill, 'remark'),
  })
  const [endPreviousPosts, setEndPreviousPosts] = useState(true)
  const record = useCommand('election.recordTerm', {
    showsOwnError: true,
    done: (output) => `已登记：任期 ${output.termYears} 年，${output.endsOn} 届满`,
  })
  return (
    <FormDialog
      title="登记一届"
      lead="任期年数按选举日当时生效的方案确定，届满日随之算出，以后方案再变也不改这一届。"
      submitLabel="登记"
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      {...(seq === null ? { blockedBy: '还没有填第几届' } : {})}
      onClose={onClose}
      onSubmit={() => {
        if (seq !== null) void record.run({ organizationId, seq, ...draft, endPreviousPosts }).then((done) => done && onClose())
      }}
    >
      <NumberInput
        label="第几届"
        w={160}
        value={seq ?? ''}
        onChange={(value) => setSeq(value === '' ? null : Number(value))}
        error={record.problem('seq')}
        required
      />
      <TermFields draft={draft} onChange={setDraft} problem={record.problem} />
      <Checkbox
        label="把上一届班子按“换届”卸任（连任的再登记任职）"
        checked={endPreviousPosts}
        onChange={(event) => setEndPreviousPosts(event.currentTarget.checked)}
      />
    </FormDialog>
  )
}

export function CorrectTermForm({ term, prefill, onClose }: { term: Term; prefill: Prefill; onClose: () => void }) {
  const [draft, setDraft] = useState<TermDraft>({
    electedOn: dateIn(prefill, 'electedOn', term.electedOn),
    seatCount: numberIn(prefill, 'seatCount') ?? term.seatCount,
    approvalDocumentNo: textIn(prefill, 'approvalDocumentNo', term.approvalDocumentNo),
    resultReportNo: textIn(prefill, 'resultReportNo', term.resultReportNo),
    remark: textIn(prefill, 'remark', term.remark),
  })
  const correct = useCommand('election.correctTerm', {
    showsOwnError: true,
    done: (output) => `已改正：任期 ${output.termYears} 年，${output.endsOn} 届满`,
  })
  return (
    <FormDialog
      title={`改正第 ${term.seq} 届`}
      lead="改选举日期会重新确定任期年数与届满日。"
      submitLabel="改正"
      isOpen
      isRunning={correct.isRunning}
      error={correct.error}
      onClose={onClose}
      onSubmit={() => void correct.run({ termId: term.id, ...draft }).then((done) => done && onClose())}
    >
      <TermFields draft={draft} onChange={setDraft} problem={correct.problem} />
    </FormDialog>
  )
}
