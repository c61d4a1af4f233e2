import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { ClosedMonthDialog, type ClosedMonthGrounds } from './ClosedMonthDialog.tsx'

/** 本机不联网，办没办由人登记。 */
export function EHomeDialog({ activityIds, today, onClose }: { activityIds: readonly string[]; today: string; onClose: () => void }) {
  const [on, setOn] = useState(today)
  const [number, setNumber] = useState('')
  const [reason, setReason] = useState('')
  const [authorizedBy, setAuthorizedBy] = useState('')
  const record = useCommand('life.recordEHome', { showsOwnError: true, done: ({ count }) => `登记了 ${count} 次` })
  const submit = (closedMonth: ClosedMonthGrounds | null) =>
    void record.run({ activityIds: [...activityIds], on: on === '' ? null : on, number, closedMonth }).then((output) => output && onClose())
  if (record.error?.code === 'MONTH_CLOSED')
    return (
      <ClosedMonthDialog
        month="选中的活动所在的月份"
        submitLabel="登记"
        isRunning={record.isRunning}
        error={null}
        onSubmit={submit}
        onClose={onClose}
      />
    )
  const isClosed = record.error?.code === 'MONTH_CLOSED' || reason !== ''
  return (
    <FormDialog
      title={`登记已在党建e家办理（${activityIds.length} 次）`}
      lead="本机不联网，只登记已经在党建e家办过的日期；日期清空即撤销登记。"
      submitLabel="登记"
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      {...(isClosed && (reason.trim() === '' || authorizedBy.trim() === '') ? { blockedBy: '请写明理由与授权人' } : {})}
      onSubmit={() => submit(null)}
      onClose={onClose}
    >
      <DateField label="办理日期" value={on} onChange={setOn} error={record.problem('on')} />
      <TextInput label="编号" value={number} maxLength={60} onChange={(event) => setNumber(event.currentTarget.value)} />
      {isClosed && (
        <>
          <TextInput
            label="月结以后改动的理由"
            required
            value={reason}
            maxLength={200}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <TextInput
            label="授权人"
            required
            value={authorizedBy}
            maxLength={60}
            onChange={(event) => setAuthorizedBy(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
