import { Group, Radio, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { CheckItem, CheckRow, CHECK_TERMS } from '../../shared/compliance/check-contract.ts'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import { CHECK_VERDICTS, type CheckVerdict } from '../../shared/regulation/manual-check.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'

export type CheckDialogProps = {
  rows: readonly CheckRow[]
  term: (typeof CHECK_TERMS)[number]
  items: ReadonlyMap<string, CheckItem>
  onClose: () => void
  onDone: () => void
}

/** 勾核：结论、依据、证据；勾过的要写更正原因。一次可勾几个党组织、几条规则。 */
export function CheckDialog({ rows, term, items, onClose, onDone }: CheckDialogProps) {
  const overview = useBackendQuery('settings.overview', {})
  const today = overview.data?.today ?? ''
  const corrected = rows.filter((row) => row.check && row.check.period === items.get(row.ruleId)?.period)
  const [verdict, setVerdict] = useState<CheckVerdict | null>(null)
  const [basis, setBasis] = useState('')
  const [evidence, setEvidence] = useState('')
  const [checkedOn, setCheckedOn] = useState('')
  const [checkedBy, setCheckedBy] = useState('')
  const [validUntil, setValidUntil] = useState('')
  const [correctionReason, setCorrectionReason] = useState('')
  const record = useCommand('compliance.recordChecks', {
    showsOwnError: true,
    done: (output) => `已勾核 ${output.recorded} 项${output.corrected > 0 ? `，其中更正 ${output.corrected} 项` : ''}`,
  })
  const [first] = rows
  const item = first ? items.get(first.ruleId) : undefined
  const on = checkedOn === '' ? today : checkedOn
  const blockedBy =
    verdict === null
      ? '请选结论'
      : basis.trim() === ''
        ? '请写明依据'
        : checkedBy.trim() === ''
          ? '请写明勾核人'
          : !isPlainDate(on)
            ? '请填勾核日'
            : corrected.length > 0 && correctionReason.trim() === ''
              ? '已勾过，请写明更正原因'
              : undefined
  const submit = async () => {
    if (verdict === null) return
    const done = await record.run({
      items: rows.map(({ organizationId, ruleId }) => ({ organizationId, ruleId })),
      term,
      verdict,
      basis,
      evidence,
      checkedOn: on,
      checkedBy,
      validUntil: isPlainDate(validUntil) ? validUntil : null,
      correctionReason,
    })
    if (done) onDone()
  }
  const ruleIds = [...new Set(rows.map((row) => row.ruleId))]
  return (
    <FormDialog
      title={rows.length === 1 && first ? `勾核 ${first.ruleId}：${first.organizationName}` : `勾核 ${rows.length} 项`}
      lead={
        ruleIds.length === 1 && item
          ? `${item.quote}——${item.hint}。应留的证据：${item.evidence}`
          : `${ruleIds.join('、')}：同一个结论、依据与证据一起登记`
      }
      submitLabel="登记勾核"
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      {...(blockedBy === undefined ? {} : { blockedBy })}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Radio.Group
        label="结论"
        required
        value={verdict ?? ''}
        onChange={(value) => setVerdict(CHECK_VERDICTS.find((each) => each === value) ?? null)}
      >
        <Group gap={20} mt={4}>
          {CHECK_VERDICTS.map((each) => (
            <Radio key={each} value={each} label={each} />
          ))}
        </Group>
      </Radio.Group>
      <Textarea
        label="依据"
        description="凭什么这样认定；不适用的写明为什么不适用"
        rows={2}
        required
        value={basis}
        onChange={(event) => setBasis(event.currentTarget.value)}
        error={record.problem('basis')}
        data-autofocus
      />
      <Textarea
        label="证据"
        description="文号、页码、照片、会议记录等，写得能找到"
        rows={2}
        value={evidence}
        onChange={(event) => setEvidence(event.currentTarget.value)}
        error={record.problem('evidence')}
      />
      <Group grow align="flex-start" gap={12}>
        <TextInput
          label="勾核人"
          required
          value={checkedBy}
          onChange={(event) => setCheckedBy(event.currentTarget.value)}
          error={record.problem('checkedBy')}
        />
        <DateField label="勾核日" required value={on} onChange={setCheckedOn} error={record.problem('checkedOn')} />
        <DateField
          label="有效期至"
          value={validUntil}
          onChange={setValidUntil}
          placeholder={item?.defaultValidUntil ?? '到下一期截止日'}
          error={record.problem('validUntil')}
        />
      </Group>
      {corrected.length > 0 && (
        <TextInput
          label="更正原因"
          description={`其中 ${corrected.length} 项这一期已勾过，原来的留痕`}
          required
          value={correctionReason}
          onChange={(event) => setCorrectionReason(event.currentTarget.value)}
          error={record.problem('correctionReason')}
        />
      )}
    </FormDialog>
  )
}
