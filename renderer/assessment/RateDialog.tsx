import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { useFrozenGrounds } from './frozen-grounds.tsx'
import { centiOf } from './points.ts'
import type { RankedSheet } from './RankingList.tsx'

type Item = RankedSheet['tasks'][number]['items'][number]

export type RateDialogProps = { sheet: RankedSheet; item: Item | null; onClose: () => void }

/** 人工评定一项：填得分率与依据。等相应的记录功能建好，这一项会改由记录计算。 */
export function RateDialog(props: RateDialogProps) {
  return props.item ? <RateForm key={props.item.itemId} sheet={props.sheet} item={props.item} onClose={props.onClose} /> : null
}

function RateForm({ sheet, item, onClose }: { sheet: RankedSheet; item: Item; onClose: () => void }) {
  const isRated = item.source === '人工评定'
  const [ratio, setRatio] = useState(isRated ? String(item.ratioPermyriad / 100) : '')
  const [isApplicable, setApplicable] = useState(!isRated || item.isApplicable)
  const [basis, setBasis] = useState(isRated ? item.basis : '')
  const grounds = useFrozenGrounds(sheet.year)
  const rate = useCommand('assessment.rate', { showsOwnError: true, done: () => `已评定 ${item.itemId} ${item.name}` })
  const permyriad = centiOf(ratio)
  const isValid = !isApplicable || (permyriad !== null && permyriad <= 10000)
  return (
    <FormDialog
      title={`人工评定：${item.itemId} ${item.name}`}
      lead={`${sheet.organizationName}，${sheet.year} 年度，满分 ${item.weightCenti / 100} 分。得分表上会一直标明“人工评定”。`}
      submitLabel="保存评定"
      isOpen
      isRunning={rate.isRunning}
      error={rate.error}
      {...(basis.trim() === ''
        ? { blockedBy: '请写依据' }
        : !isValid
          ? { blockedBy: '得分率应是 0 到 100，至多两位小数' }
          : grounds.blockedBy === null
            ? {}
            : { blockedBy: grounds.blockedBy })}
      onSubmit={() => {
        void rate
          .run({
            year: sheet.year,
            organizationIds: [sheet.organizationId],
            itemId: item.itemId,
            ratioPermyriad: isApplicable ? permyriad : null,
            basis,
            frozenYear: grounds.value,
          })
          .then((output) => {
            if (output) onClose()
          })
      }}
      onClose={onClose}
    >
      <Checkbox
        label="这一项对本支部不适用（权重在同一任务内分摊）"
        checked={!isApplicable}
        onChange={(event) => setApplicable(!event.currentTarget.checked)}
      />
      {isApplicable && (
        <TextInput
          label="得分率（%）"
          required
          inputMode="decimal"
          placeholder="0 到 100，如 91.67"
          value={ratio}
          onChange={(event) => setRatio(event.currentTarget.value)}
          error={ratio !== '' && !isValid ? '应是 0 到 100，至多两位小数' : rate.problem('ratioPermyriad')}
          data-autofocus
        />
      )}
      <Textarea
        label="依据"
        required
        autosize
        minRows={2}
        placeholder="查了什么、看到什么，如“查会议记录，支委会 11/12”"
        value={basis}
        onChange={(event) => setBasis(event.currentTarget.value)}
        error={rate.problem('basis')}
      />
      {grounds.fields}
    </FormDialog>
  )
}
