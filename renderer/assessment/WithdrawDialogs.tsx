import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { useFrozenGrounds } from './frozen-grounds.tsx'
import type { RankedSheet } from './RankingList.tsx'

type Veto = RankedSheet['vetoes'][number]
type Adjustment = RankedSheet['adjustments'][number]

/** 撤回一票否决：写明原因；年度冻结着的还要理由与授权。 */
export function WithdrawVetoDialog({ sheet, veto, onClose }: { sheet: RankedSheet; veto: Veto; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const grounds = useFrozenGrounds(sheet.year)
  const withdraw = useCommand('assessment.withdrawVeto', { showsOwnError: true, done: () => '已撤回否决' })
  const blockedBy = reason.trim() === '' ? '请写明原因' : grounds.blockedBy
  return (
    <FormDialog
      title={`撤回否决：${veto.vetoId} ${veto.name}`}
      lead={`${sheet.organizationName}，${veto.confirmedBy} ${veto.confirmedOn} 确认。撤回也留痕。`}
      submitLabel="撤回"
      isDangerous
      isOpen
      isRunning={withdraw.isRunning}
      error={withdraw.error}
      {...(blockedBy === null ? {} : { blockedBy })}
      onSubmit={() => {
        const { year, organizationId } = sheet
        void withdraw.run({ year, organizationId, vetoId: veto.vetoId, reason, frozenYear: grounds.value }).then((output) => {
          if (output) onClose()
        })
      }}
      onClose={onClose}
    >
      <TextInput
        label="原因"
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={withdraw.problem('reason')}
        data-autofocus
      />
      {grounds.fields}
    </FormDialog>
  )
}

/** 撤下一条加减分；年度冻结着的要理由与授权。 */
export function RemoveAdjustmentDialog({
  sheet,
  adjustment,
  onClose,
}: {
  sheet: RankedSheet
  adjustment: Adjustment
  onClose: () => void
}) {
  const grounds = useFrozenGrounds(sheet.year)
  const remove = useCommand('assessment.removeAdjustment', { showsOwnError: true, done: () => '已撤下' })
  return (
    <FormDialog
      title={`撤下${adjustment.kind}`}
      lead={`${sheet.organizationName}：${adjustment.reason}。撤下的可以恢复。`}
      submitLabel="撤下"
      isDangerous
      isOpen
      isRunning={remove.isRunning}
      error={remove.error}
      {...(grounds.blockedBy === null ? {} : { blockedBy: grounds.blockedBy })}
      onSubmit={() => {
        void remove.run({ adjustmentId: adjustment.id, frozenYear: grounds.value }).then((output) => {
          if (output) onClose()
        })
      }}
      onClose={onClose}
    >
      {grounds.fields}
    </FormDialog>
  )
}
