import { SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { useFrozenGrounds } from './frozen-grounds.tsx'
import { centiOf } from './points.ts'
import type { RankedSheet } from './RankingList.tsx'

export type AdjustDialogProps = { sheet: RankedSheet; isOpen: boolean; onClose: () => void }

export function AdjustDialog(props: AdjustDialogProps) {
  return props.isOpen ? <AdjustForm {...props} /> : null
}

function AdjustForm({ sheet, onClose }: AdjustDialogProps) {
  const [kind, setKind] = useState<'加分' | '减分'>('加分')
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const [documentNo, setDocumentNo] = useState('')
  const grounds = useFrozenGrounds(sheet.year)
  const adjust = useCommand('assessment.adjust', { showsOwnError: true, done: () => `已登记${kind}` })
  const centi = centiOf(value)
  const isValid = centi !== null && centi > 0
  return (
    <FormDialog
      title={`加减分：${sheet.organizationName}`}
      lead="加分合计至多 5 分；减分不封顶。上级表彰、经验采用、通报批评等都在这里登记，须写事由。"
      submitLabel="登记"
      isOpen
      isRunning={adjust.isRunning}
      error={adjust.error}
      {...(!isValid
        ? { blockedBy: '请填分值，至多两位小数' }
        : reason.trim() === ''
          ? { blockedBy: '请写事由' }
          : grounds.blockedBy === null
            ? {}
            : { blockedBy: grounds.blockedBy })}
      onSubmit={() => {
        void adjust
          .run({
            year: sheet.year,
            organizationId: sheet.organizationId,
            kind,
            pointsCenti: centi ?? 0,
            reason,
            documentNo,
            frozenYear: grounds.value,
          })
          .then((output) => {
            if (output) onClose()
          })
      }}
      onClose={onClose}
    >
      <SegmentedControl
        data={['加分', '减分']}
        value={kind}
        onChange={(next) => setKind(next === '减分' ? '减分' : '加分')}
        aria-label="加分还是减分"
      />
      <TextInput
        label="分值"
        required
        inputMode="decimal"
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        error={adjust.problem('pointsCenti')}
        data-autofocus
      />
      <TextInput
        label="事由"
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={adjust.problem('reason')}
      />
      <TextInput
        label="依据文号"
        value={documentNo}
        onChange={(event) => setDocumentNo(event.currentTarget.value)}
        error={adjust.problem('documentNo')}
      />
      {grounds.fields}
    </FormDialog>
  )
}
