import { Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { VETO_NAMES, type VetoId } from '../../shared/assessment/scheme.ts'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { useFrozenGrounds } from './frozen-grounds.tsx'
import type { RankedSheet } from './RankingList.tsx'

export type VetoDialogProps = { sheet: RankedSheet; isOpen: boolean; onClose: () => void }

export function VetoDialog(props: VetoDialogProps) {
  return props.isOpen ? <VetoForm {...props} /> : null
}

function VetoForm({ sheet, onClose }: VetoDialogProps) {
  const hint = sheet.vetoHints[0]
  const [vetoId, setVetoId] = useState<VetoId | null>(hint?.vetoId ?? null)
  const [basis, setBasis] = useState(hint?.reason ?? '')
  const [confirmedBy, setConfirmedBy] = useState('')
  const grounds = useFrozenGrounds(sheet.year)
  const confirm = useCommand('assessment.confirmVeto', { showsOwnError: true, done: () => '已确认否决' })
  const blockedBy =
    vetoId === null ? '请选否决情形' : basis.trim() === '' ? '请写依据' : confirmedBy.trim() === '' ? '请写由谁确认' : grounds.blockedBy
  return (
    <FormDialog
      title={`确认一票否决：${sheet.organizationName}`}
      lead="确认后等次不高于“一般”（★★）、类别为后进，分数照实显示，并排在未否决者之后。可以撤回，撤回也留痕。"
      submitLabel="确认否决"
      isDangerous
      isOpen
      isRunning={confirm.isRunning}
      error={confirm.error}
      {...(blockedBy === null ? {} : { blockedBy })}
      onSubmit={() => {
        if (vetoId === null) return
        void confirm
          .run({ year: sheet.year, organizationId: sheet.organizationId, vetoId, basis, confirmedBy, frozenYear: grounds.value })
          .then((output) => {
            if (output) onClose()
          })
      }}
      onClose={onClose}
    >
      <Select
        label="否决情形"
        required
        data={Object.entries(VETO_NAMES).map(([id, name]) => ({ value: id as VetoId, label: `${id} ${name}` }))}
        value={vetoId}
        onChange={setVetoId}
      />
      <Textarea
        label="依据"
        required
        autosize
        minRows={2}
        value={basis}
        onChange={(event) => setBasis(event.currentTarget.value)}
        error={confirm.problem('basis')}
      />
      <TextInput
        label="由谁确认"
        required
        placeholder="如：集团党委会 2026 年第 3 次会议"
        value={confirmedBy}
        onChange={(event) => setConfirmedBy(event.currentTarget.value)}
        error={confirm.problem('confirmedBy')}
      />
      {grounds.fields}
    </FormDialog>
  )
}
