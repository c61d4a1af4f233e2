import { Textarea } from '@mantine/core'
import { useState } from 'react'
import type { ActivityType } from '../../shared/organizational-life/activity-types.ts'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'

export type GapNoteDialogProps = {
  organizationId: string
  organizationName: string
  groupId: string | null
  type: ActivityType
  /** `2026-09`、`2026-Q3` 或 `2026`。 */
  period: string
  onClose: () => void
}

/** 说明为什么没开：说明不补记录，缺口照样在，只是写明了缘由。 */
export function GapNoteDialog({ organizationId, organizationName, groupId, type, period, onClose }: GapNoteDialogProps) {
  const [reason, setReason] = useState('')
  const record = useCommand('life.recordGapNote', { showsOwnError: true, done: () => '已写下说明' })
  return (
    <FormDialog
      title="写漏开说明"
      lead={`${organizationName}，${periodText(period)}的${type}。说明不等于开了：缺口照样算着，只是标出缘由，迎检时一并看得到。`}
      submitLabel="写下说明"
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      {...(reason.trim() === '' ? { blockedBy: '请写为什么没开' } : {})}
      onSubmit={() => void record.run({ organizationId, groupId, type, period, reason }).then((output) => output && onClose())}
      onClose={onClose}
    >
      <Textarea
        label="为什么没开"
        required
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        error={record.problem('reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </FormDialog>
  )
}

/** `2026-Q3` → `2026 年第三季度`。 */
export function periodText(period: string): string {
  const year = period.slice(0, 4)
  const quarter = /-Q([1-4])$/.exec(period)?.[1]
  if (quarter !== undefined) return `${year} 年第${'一二三四'[Number(quarter) - 1] ?? ''}季度`
  return period.length === 7 ? `${year} 年 ${Number(period.slice(5))} 月` : `${year} 年`
}
