import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { tidyTime } from '../../shared/organizational-life/clock.ts'

export type TimeFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  error?: ReactNode
  required?: boolean
  hidesLabel?: boolean
  width?: number
}

/** 键盘写 `14:00`；`1400`、`14`、`14点半`、`下午2点` 离开时自动理成一样。 */
export function TimeField({ label, value, onChange, error, required = false, hidesLabel = false, width }: TimeFieldProps) {
  const tidied = tidyTime(value)
  const ownError = value !== '' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(tidied) ? '写成 14:00 这样' : null
  return (
    <TextInput
      {...(hidesLabel ? { 'aria-label': label } : { label })}
      {...(width === undefined ? {} : { w: width })}
      value={value}
      placeholder="时:分"
      inputMode="numeric"
      autoComplete="off"
      required={required}
      error={error ?? ownError}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={() => {
        if (tidied !== value) onChange(tidied)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && tidied !== value) onChange(tidied)
      }}
    />
  )
}
