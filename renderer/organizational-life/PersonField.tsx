import { Autocomplete } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ExpectedRoll } from '../../shared/organizational-life/activity-contract.ts'

export type PersonFieldProps = {
  label: string
  roll: ExpectedRoll | undefined
  name: string
  /** 名单里恰有一个同名的，连编号一起交；名单外的人只有姓名。 */
  onChange: (name: string, memberId: string | null) => void
  error?: ReactNode
  required?: boolean
}

/** 填一个人：打字即在名单里找；名单外的（上级来人、外请）直接写姓名。 */
export function PersonField({ label, roll, name, onChange, error, required = false }: PersonFieldProps) {
  const lines = roll?.lines ?? []
  return (
    <Autocomplete
      label={label}
      data={[...new Set(lines.map((line) => line.name))]}
      value={name}
      limit={8}
      maxLength={60}
      required={required}
      error={error}
      autoComplete="off"
      onChange={(value) => {
        const same = lines.filter((line) => line.name === value.trim())
        onChange(value, same.length === 1 ? (same[0]?.memberId ?? null) : null)
      }}
    />
  )
}
