import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { FormError } from '../ui/FormDialog.tsx'
import { Entrance } from './Entrance.tsx'

/** 最多列几个名字的按钮；再多就直接输入。 */
const MOST_CHOICES = 12

/** 登录：选名字或输名字，输口令。名字、口令哪一个错不说。 */
export function SignInPage() {
  const names = useBackendQuery('security.names', {})
  const [name, setName] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const passphraseInput = useRef<HTMLInputElement>(null)
  const choices = names.data?.names ?? []
  const signIn = useCommand('security.signIn', { invalidates: ['security.state'], showsOwnError: true })
  return (
    <Entrance title="登录" lead="这份数据设了登录身份。选你的名字，输入口令。">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() === '' || passphrase === '' || signIn.isRunning) return
          void signIn.run({ name, passphrase }).then((output) => {
            if (!output) setPassphrase('')
          })
        }}
      >
        <Stack gap={12}>
          {choices.length > 0 && choices.length <= MOST_CHOICES && (
            <Group gap={8} role="group" aria-label="选名字">
              {choices.map((each) => (
                <Button
                  key={each}
                  type="button"
                  variant={each === name ? 'filled' : 'default'}
                  aria-pressed={each === name}
                  onClick={() => {
                    setName(each)
                    passphraseInput.current?.focus()
                  }}
                >
                  {each}
                </Button>
              ))}
            </Group>
          )}
          <TextInput
            label="名字"
            size="md"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            autoFocus
            autoComplete="off"
          />
          <PasswordInput
            ref={passphraseInput}
            label="口令"
            size="md"
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-label': '显示口令' }}
          />
          {signIn.error && <FormError error={signIn.error} />}
          <Button type="submit" size="md" loading={signIn.isRunning} disabled={name.trim() === '' || passphrase === ''}>
            登录
          </Button>
          <p className="small secondary">忘了口令，请党委管理员在“设置 → 登录身份”里重设。</p>
        </Stack>
      </form>
    </Entrance>
  )
}
