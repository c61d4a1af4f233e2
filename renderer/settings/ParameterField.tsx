import { Checkbox, Group, NumberInput, Select, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { RouteInput, RouteOutput } from '../app/client.ts'

export type ParameterEntry = RouteOutput<'compliance.parameters'>['parameters'][number]
/** 有类型、可编辑的一个参数。 */
export type TypedParameter = ParameterEntry['values'][number]
export type ParameterValue = RouteInput<'compliance.recordOverride'>['value']

export type ParameterFieldProps = {
  parameter: TypedParameter
  value: ParameterValue
  onChange: (value: ParameterValue) => void
  label?: string
  error?: ReactNode
}

/** 按参数的类型给控件；可以不作规定的多一个“没有规定”。 */
export function ParameterField({ parameter, value, onChange, label, error }: ParameterFieldProps) {
  const name = label ?? parameter.meaning
  const isNull = value === null
  return (
    <Group gap={12} align="center" wrap="nowrap">
      <div style={{ flex: 1, minWidth: 0 }}>
        <Control parameter={parameter} name={name} value={value} isDisabled={isNull} onChange={onChange} error={error} />
      </div>
      {parameter.isOptional && (
        <Checkbox
          label="没有规定"
          aria-label={`${name}：没有规定`}
          checked={isNull}
          onChange={(event) => onChange(event.currentTarget.checked ? null : blankOf(parameter))}
        />
      )}
    </Group>
  )
}

type ControlProps = {
  parameter: TypedParameter
  name: string
  value: ParameterValue
  isDisabled: boolean
  onChange: (value: ParameterValue) => void
  error: ReactNode
}

function Control({ parameter: { input }, name, value, isDisabled, onChange, error }: ControlProps) {
  switch (input.kind) {
    case '整数':
      return (
        <NumberInput
          label={name}
          description={`${input.min} 至 ${input.max} ${input.unit}`}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(next === '' ? '' : Number(next))}
          allowDecimal={false}
          disabled={isDisabled}
          error={error}
        />
      )
    case '是否':
      return (
        <Select
          label={name}
          data={['开', '关']}
          value={value === true ? '开' : value === false ? '关' : null}
          onChange={(next) => onChange(next === '开')}
          allowDeselect={false}
          disabled={isDisabled}
          error={error}
        />
      )
    case '选项':
      return (
        <Select
          label={name}
          data={input.options}
          value={typeof value === 'string' ? value : null}
          onChange={(next) => onChange(next ?? '')}
          allowDeselect={false}
          disabled={isDisabled}
          error={error}
        />
      )
    case '月日':
      return (
        <TextInput
          label={name}
          description="月-日，如 12-01"
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value)}
          disabled={isDisabled}
          error={error}
        />
      )
    case '月数或及时':
      return (
        <Group gap={8} align="flex-end" wrap="nowrap">
          <Select
            label={name}
            data={['及时', '几个月']}
            value={value === '及时' ? '及时' : isDisabled ? null : '几个月'}
            onChange={(next) => onChange(next === '及时' ? '及时' : input.min)}
            allowDeselect={false}
            disabled={isDisabled}
            w={120}
          />
          <NumberInput
            aria-label={`${name}：几个月`}
            value={typeof value === 'number' ? value : ''}
            min={input.min}
            max={input.max}
            onChange={(next) => onChange(next === '' ? '' : Number(next))}
            allowDecimal={false}
            disabled={isDisabled || value === '及时'}
            error={error}
            suffix=" 个月"
          />
        </Group>
      )
    case '委员会人数':
      return <SizeControl name={name} value={value} isDisabled={isDisabled} onChange={onChange} error={error} />
  }
}

const SIZE_PARTS = [
  { key: 'min', label: '下限' },
  { key: 'max', label: '常规上限' },
  { key: 'cap', label: '最多' },
] as const

function SizeControl({ name, value, isDisabled, onChange, error }: Omit<ControlProps, 'parameter'>) {
  const size = sizeOf(value)
  return (
    <div role="group" aria-label={name}>
      <span className="small">{name}</span>
      <Group gap={8} wrap="nowrap">
        {SIZE_PARTS.map(({ key, label }) => (
          <NumberInput
            key={key}
            aria-label={`${name}：${label}`}
            description={label}
            value={size[key] ?? ''}
            onChange={(next) => onChange({ ...size, [key]: next === '' ? null : Number(next) })}
            allowDecimal={false}
            disabled={isDisabled}
            error={error !== undefined && error !== null}
          />
        ))}
      </Group>
      {error !== undefined && error !== null && <p className="small field-error">{error}</p>}
    </div>
  )
}

function sizeOf(value: ParameterValue): Record<'min' | 'max' | 'cap', number | null> {
  const held = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  const part = (key: string) => {
    const number = held[key]
    return typeof number === 'number' ? number : null
  }
  return { min: part('min'), max: part('max'), cap: part('cap') }
}

/** 从“没有规定”改成有规定时，先给一个合法的起头。 */
function blankOf({ input }: TypedParameter): ParameterValue {
  switch (input.kind) {
    case '整数':
    case '月数或及时':
      return input.min
    case '选项':
      return input.options[0] ?? ''
    case '是否':
      return true
    case '月日':
      return '12-31'
    case '委员会人数':
      return { min: 3, max: 5, cap: 7 }
  }
}
