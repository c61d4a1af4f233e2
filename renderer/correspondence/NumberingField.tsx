import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Numbering } from '../../shared/correspondence/draft-contract.ts'
import { useBackendQuery } from '../app/use-backend.ts'

export type NumberingFieldProps = {
  /** 后端按现在的选择给出的文号。 */
  number: string
  value: Numbering | null
  onChange: (value: Numbering | null) => void
}

const IN_ORDER = '顺序取号'

/** 取哪个号：顺序的下一个、预留的，或补一个真缺的。补号要写原因，登记簿里留痕。 */
export function NumberingField({ number, value, onChange }: NumberingFieldProps) {
  const prefix = number.replace(/\d+号$/, '')
  const register = useBackendQuery('correspondence.register', {})
  const [reason, setReason] = useState(value !== null && 'serial' in value ? value.reason : '')
  const reservations = (register.data?.reservations ?? []).filter((each) => each.number.startsWith(prefix))
  const missing = (register.data?.gaps ?? []).filter((each) => each.kind === '真缺' && each.number.startsWith(prefix))
  const [serial, setSerial] = useState<number | null>(value !== null && 'serial' in value ? value.serial : null)
  const chosen = serial !== null ? `缺${serial}` : value !== null && 'reservationId' in value ? value.reservationId : IN_ORDER
  const pick = (next: string | null) => {
    const gap = missing.find((each) => `缺${each.serial}` === next)
    setSerial(gap?.serial ?? null)
    if (gap) onChange(reason.trim() === '' ? null : { serial: gap.serial, reason: reason.trim() })
    else onChange(next === null || next === IN_ORDER ? null : { reservationId: next })
  }
  return (
    <>
      <Select
        label="文号"
        description={serial !== null && value === null ? '写明补号原因后用这个号' : number}
        data={[
          { value: IN_ORDER, label: IN_ORDER },
          ...reservations.map((each) => ({ value: each.id, label: `用预留 ${each.serial}号（${each.reservedFor}）` })),
          ...missing.map((each) => ({ value: `缺${each.serial}`, label: `补 ${each.serial}号（缺号）` })),
        ]}
        value={chosen}
        onChange={pick}
        allowDeselect={false}
        comboboxProps={{ withinPortal: true }}
      />
      {serial !== null && (
        <TextInput
          label="补号原因"
          required
          value={reason}
          onChange={(event) => {
            const text = event.currentTarget.value
            setReason(text)
            onChange(text.trim() === '' ? null : { serial, reason: text.trim() })
          }}
          error={reason.trim() === '' ? '不写原因就按顺序取号' : undefined}
        />
      )}
    </>
  )
}
