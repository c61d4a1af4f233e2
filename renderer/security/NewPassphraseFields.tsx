import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { passphraseProblem } from '../../shared/security/passphrase-rules.ts'
import { useCapsLock } from './use-caps-lock.ts'

export type NewPassphrase = {
  value: string
  again: string
  isReady: boolean
  problem: string
  setValue: (text: string) => void
  setAgain: (text: string) => void
}

/** 新口令输两遍；不合要求的当场说。 */
export function useNewPassphrase(name = ''): NewPassphrase {
  const [value, setValue] = useState('')
  const [again, setAgain] = useState('')
  const problem = value === '' ? '' : value === name ? '口令不能就是名字，请换一个' : (passphraseProblem(value) ?? '')
  return { value, again, problem, isReady: value !== '' && problem === '' && value === again, setValue, setAgain }
}

export function NewPassphraseFields({ state, label = '新口令' }: { state: NewPassphrase; label?: string }) {
  const capsLock = useCapsLock()
  return (
    <>
      <PasswordInput
        label={label}
        description={capsLock.isOn ? '大写锁定开着' : '至少 8 个字。可以用一句自己记得住、别人想不到的话，汉字、字母、数字都行'}
        size="md"
        value={state.value}
        onChange={(event) => state.setValue(event.currentTarget.value)}
        error={state.problem === '' ? undefined : state.problem}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': '显示或隐藏口令' }}
        {...capsLock.listeners}
      />
      <PasswordInput
        label="再输一遍"
        size="md"
        value={state.again}
        onChange={(event) => state.setAgain(event.currentTarget.value)}
        error={state.again !== '' && state.again !== state.value ? '两遍不一样' : undefined}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': '显示或隐藏口令' }}
      />
    </>
  )
}
