import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { MarkVerdict } from '../../shared/calendar/task.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'

type Props = {
  title: string
  dutyId: string
  period: string
  verdict: MarkVerdict
  organizationIds: readonly string[]
  today: PlainDate
  onClose: () => void
}

/** 勾“已办”填办理日期，“本期不办”写理由；都留痕，可撤。 */
export function MarkDialog({ title, dutyId, period, verdict, organizationIds, today, onClose }: Props) {
  const [doneOn, setDoneOn] = useState(today)
  const [reason, setReason] = useState('')
  const record = useCommand('calendar.recordMark', {
    done: ({ marked }) => `已勾${verdict}${marked > 1 ? `，${marked} 个党组织` : ''}`,
    showsOwnError: true,
  })
  const isDone = verdict === '已办'
  return (
    <FormDialog
      title={`${title}：${verdict}`}
      lead={`${period}，${organizationIds.length} 个党组织。记下由谁、何时勾的，可随时撤下。`}
      submitLabel={verdict}
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      {...(!isDone && reason.trim() === '' ? { blockedBy: '请写明理由' } : {})}
      onSubmit={() => {
        const input = { organizationIds: [...organizationIds], dutyId, period, verdict, doneOn: isDone ? doneOn : null, reason }
        void record.run(input).then((output) => {
          if (output) onClose()
        })
      }}
      onClose={onClose}
    >
      {isDone && <DateField label="办理日期" required value={doneOn} onChange={setDoneOn} error={record.problem('doneOn')} />}
      <TextInput
        label={isDone ? '备注' : '理由'}
        required={!isDone}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={record.problem('reason')}
        data-autofocus
      />
    </FormDialog>
  )
}
