import { Group, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Term } from '../../shared/election/contract.ts'
import { TERM_MILESTONE_KINDS } from '../../shared/glossary.ts'
import { dateIn, oneOf, textIn, type Prefill } from '../app/prefill.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'

export function MilestoneForm({ term, today, prefill, onClose }: { term: Term; today: string; prefill: Prefill; onClose: () => void }) {
  const [kind, setKind] = useState(oneOf(prefill, 'kind', TERM_MILESTONE_KINDS, '上级提醒'))
  const [occurredOn, setOccurredOn] = useState(dateIn(prefill, 'occurredOn', today))
  const [documentNo, setDocumentNo] = useState(textIn(prefill, 'documentNo'))
  const [note, setNote] = useState(textIn(prefill, 'note'))
  const record = useCommand('election.recordMilestone', { showsOwnError: true, done: () => `已登记${kind}` })
  return (
    <FormDialog
      title="登记过程节点"
      lead={`第 ${term.seq} 届，${term.effectiveEndsOn} 届满。写真实发生的日期；补录的照样算数，但发生得晚不会变早。`}
      submitLabel="登记节点"
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      onClose={onClose}
      onSubmit={() => void record.run({ termId: term.id, kind, occurredOn, documentNo, note }).then((done) => done && onClose())}
    >
      <Group grow align="flex-start" gap={12}>
        <Select
          label="节点"
          data={[...TERM_MILESTONE_KINDS]}
          value={kind}
          onChange={(value) => setKind(TERM_MILESTONE_KINDS.find((one) => one === value) ?? kind)}
          error={record.problem('kind')}
        />
        <DateField label="发生日期" value={occurredOn} onChange={setOccurredOn} error={record.problem('occurredOn')} required />
        <TextInput
          label="文号"
          value={documentNo}
          onChange={(event) => setDocumentNo(event.currentTarget.value)}
          error={record.problem('documentNo')}
        />
      </Group>
      <Textarea
        label="说明"
        rows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={record.problem('note')}
      />
    </FormDialog>
  )
}
