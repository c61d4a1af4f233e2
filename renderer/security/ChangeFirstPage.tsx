import { Button, Group, PasswordInput, Stack } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../app/use-backend.ts'
import { FormError } from '../ui/FormDialog.tsx'
import { Entrance } from './Entrance.tsx'
import { blockedPassphrase, EMPTY_PASSPHRASE, PassphraseFields } from '../ui/PassphraseFields.tsx'

/** 口令是管理员代设的：先改成只有自己知道的，才进得去。 */
export function ChangeFirstPage({ name }: { name: string }) {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState(EMPTY_PASSPHRASE)
  const change = useCommand('security.changeOwnPassphrase', { invalidates: ['security.state'], showsOwnError: true })
  const signOut = useCommand('security.signOut', { invalidates: ['security.state'] })
  const blockedBy = current === '' ? '请先填原口令' : blockedPassphrase(next)
  return (
    <Entrance title="先改口令" lead={`${name}，你现在的口令是管理员代设的。改成只有自己知道的，日志里记的才确实是你。`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (blockedBy === undefined && !change.isRunning) void change.run({ currentPassphrase: current, newPassphrase: next.passphrase })
        }}
      >
        <Stack gap={12}>
          <PasswordInput
            label="原口令"
            required
            autoFocus
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            error={change.problem('currentPassphrase')}
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-label': '显示原口令' }}
          />
          <PassphraseFields label="新口令" value={next} onChange={setNext} error={change.problem('newPassphrase')} />
          {change.error && <FormError error={change.error} />}
          <Group justify="space-between" gap={8}>
            <Button variant="default" type="button" onClick={() => void signOut.run({})}>
              退出登录
            </Button>
            <Button type="submit" loading={change.isRunning} disabled={blockedBy !== undefined}>
              改好，进入
            </Button>
          </Group>
        </Stack>
      </form>
    </Entrance>
  )
}
