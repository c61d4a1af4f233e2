import { Group, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ProcessStepView, ProcessView } from '../../shared/election/process-contract.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'

/** 登记一步：责任人、实际日期、文号；大会与到任的日期由确认当选带出。 */
export function StepForm({ view, step, onClose }: { view: ProcessView; step: ProcessStepView; onClose: () => void }) {
  const [assignee, setAssignee] = useState(step.assignee)
  const [doneOn, setDoneOn] = useState(step.doneOn ?? '')
  const [documentNo, setDocumentNo] = useState(step.documentNo)
  const [note, setNote] = useState(step.note)
  const record = useCommand('election.recordStep', { showsOwnError: true, done: () => `已登记${step.title}` })
  const isByResult = step.kind === '党员大会' || step.kind === '上级指派'
  return (
    <FormDialog
      title={step.title}
      lead={`${step.basis}。${step.state === '停用' ? `现在停用：${step.problem}` : '写真实发生的日期；日期清空即改为未办。'}`}
      submitLabel="登记"
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      onClose={onClose}
      onSubmit={() =>
        void record
          .run({
            processId: view.id,
            kind: step.kind,
            assignee,
            doneOn: doneOn === '' ? null : doneOn,
            documentId: step.documentId,
            documentNo,
            note,
          })
          .then((done) => done && onClose())
      }
    >
      <Group grow align="flex-start" gap={12}>
        <TextInput
          label="责任人"
          value={assignee}
          onChange={(event) => setAssignee(event.currentTarget.value)}
          error={record.problem('assignee')}
        />
        <DateField
          label="实际日期"
          value={doneOn}
          onChange={setDoneOn}
          disabled={isByResult}
          {...(isByResult ? { description: view.kind === '指派' ? '登记到任时带出' : '确认当选时带出' } : {})}
          error={record.problem('doneOn')}
        />
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
