import { Group, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Term } from '../../shared/election/contract.ts'
import { TERM_APPROVAL_KINDS } from '../../shared/glossary.ts'
import { dateIn, oneOf, textIn, type Prefill } from '../app/prefill.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'

export function ApprovalForm({ term, today, prefill, onClose }: { term: Term; today: string; prefill: Prefill; onClose: () => void }) {
  const [kind, setKind] = useState(oneOf(prefill, 'kind', TERM_APPROVAL_KINDS, '延期'))
  const [approvedOn, setApprovedOn] = useState(dateIn(prefill, 'approvedOn', today))
  const [documentNo, setDocumentNo] = useState(textIn(prefill, 'documentNo'))
  const [approver, setApprover] = useState(textIn(prefill, 'approver'))
  const [newEndOn, setNewEndOn] = useState(dateIn(prefill, 'newEndOn'))
  const [reason, setReason] = useState(textIn(prefill, 'reason'))
  const record = useCommand('election.recordApproval', { showsOwnError: true, done: () => `已登记${kind}批复` })
  return (
    <FormDialog
      title="登记延期或提前换届的批复"
      lead={`第 ${term.seq} 届，${term.endsOn} 届满。延期或提前都须上级党组织批准，这里登记的是已经收到的批复。`}
      submitLabel="登记批复"
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      onClose={onClose}
      onSubmit={() =>
        void record.run({ termId: term.id, kind, approvedOn, documentNo, approver, newEndOn, reason }).then((done) => done && onClose())
      }
    >
      <Group grow align="flex-start" gap={12}>
        <Select
          label="批复的是"
          data={[...TERM_APPROVAL_KINDS]}
          value={kind}
          onChange={(value) => setKind(TERM_APPROVAL_KINDS.find((one) => one === value) ?? kind)}
          error={record.problem('kind')}
        />
        <DateField
          label={kind === '延期' ? '批准延到' : '批准提前到'}
          value={newEndOn}
          onChange={setNewEndOn}
          error={record.problem('newEndOn')}
          required
        />
      </Group>
      <Group grow align="flex-start" gap={12}>
        <DateField label="批复日期" value={approvedOn} onChange={setApprovedOn} error={record.problem('approvedOn')} required />
        <TextInput
          label="批复文号"
          value={documentNo}
          onChange={(event) => setDocumentNo(event.currentTarget.value)}
          error={record.problem('documentNo')}
          required
        />
        <TextInput
          label="批准机关"
          value={approver}
          onChange={(event) => setApprover(event.currentTarget.value)}
          error={record.problem('approver')}
          required
        />
      </Group>
      <Textarea
        label="理由"
        rows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={record.problem('reason')}
      />
    </FormDialog>
  )
}
