import { Group, Radio, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import { OVERRIDE_REACHES, WHOLE_PROFILE, WHOLE_PROFILE_MEANING } from '../../shared/compliance/standards.ts'
import type { RouteOutput } from '../app/client.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { ParameterField, type ParameterValue } from './ParameterField.tsx'
import { typedParameters, valueIn } from './ProfileDialog.tsx'
import { StandardsDialog } from './StandardsDialog.tsx'

export type OverrideDialogProps = {
  catalog: RouteOutput<'compliance.parameters'>
  currentProfileId: string
  organizationId: string | null
  today: string
  onClose: () => void
}

/** 登记一项组织级覆盖：哪个组织、哪个参数、取多少，依据、批准人、起止；先看会变的发现。 */
export function OverrideDialog({ catalog, currentProfileId, organizationId: initial, today, onClose }: OverrideDialogProps) {
  const [organizationId, setOrganizationId] = useState<string | null>(initial)
  const [reach, setReach] = useState<(typeof OVERRIDE_REACHES)[number]>('本组织')
  const [key, setKey] = useState<string | null>(null)
  const [value, setValue] = useState<ParameterValue>(null)
  const [fromOn, setFromOn] = useState(today)
  const [untilOn, setUntilOn] = useState('')
  const [documentNo, setDocumentNo] = useState('')
  const [approvedBy, setApprovedBy] = useState('')
  const [reason, setReason] = useState('')
  const record = useCommand('compliance.recordOverride', { showsOwnError: true, done: () => '已登记覆盖，有关结论旁标“本组织覆盖”' })
  const typed = typedParameters(catalog)
  const parameter = typed.find((each) => each.key === key) ?? null
  const isWhole = key === WHOLE_PROFILE
  const choices = catalog.profiles.filter((profile) => !profile.isRetired && profile.id !== currentProfileId)
  const blockedBy =
    organizationId === null
      ? '请选党组织'
      : key === null
        ? '请选参数或整套方案'
        : isWhole && value === null
          ? '请选整体采用哪个方案'
          : !isPlainDate(fromOn)
            ? '请填起日'
            : untilOn !== '' && !isPlainDate(untilOn)
              ? '止日没有写对'
              : documentNo.trim() === ''
                ? '请写依据文号'
                : approvedBy.trim() === ''
                  ? '请写批准人'
                  : undefined
  const override = {
    organizationId: organizationId ?? '',
    reach,
    key: key ?? '',
    value,
    fromOn,
    untilOn: untilOn === '' ? null : untilOn,
    documentNo,
    approvedBy,
    reason,
  }
  const submit = async () => {
    if (await record.run(override)) onClose()
  }
  return (
    <StandardsDialog
      title="登记组织覆盖"
      lead="只对这个组织、这段日子另取值：一个参数，或者整套方案。须有依据文号、批准人；用到它的结论旁永远标“本组织覆盖”。"
      confirmLabel="登记覆盖"
      {...(blockedBy === undefined ? {} : { blockedBy })}
      proposal={{ overrides: [override] }}
      command={record}
      onConfirm={() => void submit()}
      onClose={onClose}
    >
      <Group grow align="flex-start" gap={12}>
        <OrganizationPicker
          label="党组织"
          required
          levels={['党委', '党总支', '党支部']}
          value={organizationId}
          onChange={setOrganizationId}
          error={record.problem('organizationId')}
        />
        <Radio.Group label="及于谁" value={reach} onChange={(text) => setReach(OVERRIDE_REACHES.find((each) => each === text) ?? '本组织')}>
          <Group gap={16} mt={8}>
            {OVERRIDE_REACHES.map((each) => (
              <Radio key={each} value={each} label={each} />
            ))}
          </Group>
        </Radio.Group>
      </Group>
      <Group grow align="flex-start" gap={12}>
        <Select
          label="覆盖什么"
          required
          searchable
          placeholder="打字找参数，或选整套方案"
          data={[
            { value: WHOLE_PROFILE, label: `${WHOLE_PROFILE_MEANING}（改按另一个方案判）` },
            ...typed.map((each) => ({ value: each.key, label: each.meaning })),
          ]}
          value={key}
          onChange={(next) => {
            const found = typed.find((each) => each.key === next)
            setKey(next)
            setValue(found ? valueIn(found, currentProfileId) : null)
          }}
          error={record.problem('key')}
        />
        {isWhole ? (
          <Select
            label={`采用哪个方案（全集团为“${catalog.profiles.find((each) => each.id === currentProfileId)?.name ?? '—'}”）`}
            required
            placeholder="选一个标准方案"
            data={choices.map((each) => ({ value: each.id, label: each.name }))}
            value={typeof value === 'string' ? value : null}
            onChange={setValue}
            error={record.problem('value')}
          />
        ) : parameter ? (
          <ParameterField
            parameter={parameter}
            label={`取多少（方案为 ${parameter.byProfile[currentProfileId]?.text ?? '—'}）`}
            value={value}
            onChange={setValue}
            error={record.problem('value')}
          />
        ) : (
          <TextInput label="取多少" value="" placeholder="先选覆盖什么" readOnly />
        )}
      </Group>
      {isWhole && (
        <p className="small secondary">
          这段日子里它的一切规则都按这个方案判；它自己逐参数的覆盖仍叠在上面，上级对原方案登记的参数覆盖不再及于它。
        </p>
      )}
      {parameter && (
        <p className="small secondary">
          {parameter.ruleIds.length === 0 ? '现在没有规则用到这个参数。' : `用到它的规则：${parameter.ruleIds.join('、')}`}
        </p>
      )}
      <Group grow align="flex-start" gap={12}>
        <DateField label="起日" required value={fromOn} onChange={setFromOn} error={record.problem('fromOn')} />
        <DateField
          label="止日"
          description="含当日；长期有效就空着"
          value={untilOn}
          onChange={setUntilOn}
          error={record.problem('untilOn')}
        />
        <TextInput
          label="依据文号"
          required
          value={documentNo}
          onChange={(event) => setDocumentNo(event.currentTarget.value)}
          error={record.problem('documentNo')}
        />
        <TextInput
          label="批准人"
          required
          value={approvedBy}
          onChange={(event) => setApprovedBy(event.currentTarget.value)}
          error={record.problem('approvedBy')}
        />
      </Group>
      <Textarea
        label="为什么"
        rows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={record.problem('reason')}
      />
    </StandardsDialog>
  )
}
