import { PasswordInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { passphraseProblem, PASSPHRASE_LENGTH } from '../../shared/security/passphrase-rules.ts'

export type NewPassphrase = { passphrase: string; again: string }
export const EMPTY_PASSPHRASE: NewPassphrase = { passphrase: '', again: '' }

/** 两遍对得上、够长了没有；可以用的为 undefined。 */
export function blockedPassphrase({ passphrase, again }: NewPassphrase): string | undefined {
  if (passphrase === '') return '请先填新口令'
  return passphraseProblem(passphrase) ?? (passphrase === again ? undefined : '两遍口令不一样')
}

/** 新口令，输两遍。 */
export function PassphraseFields({
  label,
  value,
  onChange,
  error,
}: {
  label: string
  value: NewPassphrase
  onChange: (next: NewPassphrase) => void
  error?: ReactNode
}) {
  const isDifferent = value.again !== '' && value.again !== value.passphrase
  return (
    <>
      <PasswordInput
        label={label}
        description={`至少 ${PASSPHRASE_LENGTH} 个字，汉字、字母、数字都行；一句自己记得住的话最好。`}
        required
        value={value.passphrase}
        onChange={(event) => onChange({ ...value, passphrase: event.currentTarget.value })}
        error={error ?? (value.passphrase === '' ? undefined : passphraseProblem(value.passphrase))}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': `显示${label}` }}
      />
      <PasswordInput
        label="再输一遍"
        required
        value={value.again}
        onChange={(event) => onChange({ ...value, again: event.currentTarget.value })}
        error={isDifferent ? '与上面的不一样' : undefined}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': '显示再输一遍的口令' }}
      />
    </>
  )
}
