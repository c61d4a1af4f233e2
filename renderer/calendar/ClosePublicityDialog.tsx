import { Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { PublicityRow } from '../../shared/calendar/publicity-contract.ts'
import { PUBLICITY_OUTCOMES, type PublicityOutcome } from '../../shared/calendar/publicity-record.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'

type Props = { row: PublicityRow; today: PlainDate; onClose: () => void }

/** 登记公示结果：届满以前只能中止；有反映的写明怎么查核的。 */
export function ClosePublicityDialog({ row, today, onClose }: Props) {
  const isEnded = today >= row.period.nextStepOn
  const [outcome, setOutcome] = useState<PublicityOutcome>(isEnded ? '无异议' : '中止')
  const [concludedOn, setConcludedOn] = useState<string>(today)
  const [opinions, setOpinions] = useState('')
  const record = useCommand('calendar.closePublicity', { done: () => '公示结果已登记', showsOwnError: true })
  const isStopped = outcome === '中止'
  const needsWords = outcome !== '无异议' && opinions.trim() === ''
  return (
    <FormDialog
      title={`公示结果：${row.about}`}
      lead={
        isEnded
          ? `公示 ${row.period.endsOn} 届满，${row.period.nextStepOn} 起可${row.nextStep}。`
          : `公示 ${row.period.endsOn}（当日 24 时）才届满，${row.period.nextStepOn} 起才能${row.nextStep}；现在只能登记中止。`
      }
      submitLabel="登记结果"
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      {...(needsWords ? { blockedBy: '请写明反映与查核的情况' } : {})}
      onSubmit={() => {
        void record.run({ publicityId: row.id, outcome, concludedOn, opinions }).then((output) => {
          if (output) onClose()
        })
      }}
      onClose={onClose}
    >
      <Select
        label="结果"
        required
        allowDeselect={false}
        data={PUBLICITY_OUTCOMES.map((value) => ({ value, label: value, disabled: !isEnded && value !== '中止' }))}
        value={outcome}
        onChange={(value) => setOutcome(PUBLICITY_OUTCOMES.find((each) => each === value) ?? outcome)}
      />
      <DateField
        label={isStopped ? '中止日期' : `${row.nextStep}的日期`}
        required
        value={concludedOn}
        onChange={setConcludedOn}
        error={record.problem('concludedOn')}
      />
      <Textarea
        label="反映与查核情况"
        required={outcome !== '无异议'}
        autosize
        minRows={3}
        value={opinions}
        onChange={(event) => setOpinions(event.currentTarget.value)}
        error={record.problem('opinions')}
      />
    </FormDialog>
  )
}
