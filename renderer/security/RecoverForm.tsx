import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useCommand } from '../app/use-backend.ts'
import { FormError } from '../ui/FormDialog.tsx'
import { NewPassphraseFields, useNewPassphrase } from './NewPassphraseFields.tsx'

type RecoverFormProps = { needsName: boolean; onOpened: () => Promise<void>; onBack: () => void }

/** 用恢复码进来：当场设新口令，旧口令从此不用。 */
export function RecoverForm({ needsName, onOpened, onBack }: RecoverFormProps) {
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const next = useNewPassphrase(name.trim())
  const recover = useCommand('security.recover', { invalidates: ['security.state'], showsOwnError: true })
  const isReady = code.trim() !== '' && next.isReady && (!needsName || name.trim() !== '')
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (!isReady || recover.isRunning) return
    const done = await recover.run({ code, passphrase: next.value, ...(needsName ? { name: name.trim() } : {}) })
    if (done && done.state !== '待解锁') await onOpened()
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack gap={14}>
        <Textarea
          label="恢复码"
          description="恢复单上的 8 组，每组 5 个字符；大小写、空格、横线不论"
          size="md"
          autoFocus
          autosize
          minRows={2}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          classNames={{ input: 'recovery-input' }}
        />
        {needsName && (
          <TextInput
            label="给谁设新口令"
            description="登录用的名字"
            size="md"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            autoComplete="off"
          />
        )}
        <NewPassphraseFields state={next} />
        {recover.error && <FormError error={recover.error} />}
        <Group justify="space-between">
          <Button variant="default" size="md" type="button" onClick={onBack}>
            返回，输口令
          </Button>
          <Button type="submit" size="md" loading={recover.isRunning} disabled={!isReady}>
            打开并换成新口令
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
