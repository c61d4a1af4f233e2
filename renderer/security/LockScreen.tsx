import { Button, PasswordInput, Select, Stack } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useEffect, useRef, useState, type SyntheticEvent } from 'react'
import { createPortal } from 'react-dom'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { FormError } from '../ui/FormDialog.tsx'
import { RecoverForm } from './RecoverForm.tsx'
import { useCapsLock } from './use-caps-lock.ts'

type LockScreenProps = {
  needsName: boolean
  waitSeconds: number
  onOpened: () => Promise<void>
}

/** 锁屏：一个大字的口令框；忘了口令走恢复码。设了身份的先选名字。 */
export function LockScreen({ needsName, waitSeconds, onOpened }: LockScreenProps) {
  const [isRecovering, setRecovering] = useState(false)
  const layer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { current } = layer
    // 遮在下面的页面还听着快捷键与 Esc：锁着时一个键也不传过去。
    const keep = (event: Event) => event.stopPropagation()
    current?.addEventListener('keydown', keep)
    return () => current?.removeEventListener('keydown', keep)
  }, [])
  return createPortal(
    <div className="lock-layer" ref={layer}>
      <main className="lock-card">
        <h1>
          <IconLock size={28} stroke={1.6} aria-hidden="true" />
          数据已锁定
        </h1>
        {isRecovering ? (
          <RecoverForm needsName={needsName} onOpened={onOpened} onBack={() => setRecovering(false)} />
        ) : (
          <UnlockForm needsName={needsName} waitSeconds={waitSeconds} onOpened={onOpened} onForgotten={() => setRecovering(true)} />
        )}
        <p className="small secondary">没有保存的内容还在，解锁后回到原来的地方。数据是加密的，没有口令谁也打不开。</p>
      </main>
    </div>,
    document.body,
  )
}

function UnlockForm({ needsName, waitSeconds, onOpened, onForgotten }: LockScreenProps & { onForgotten: () => void }) {
  const [name, setName] = useState<string | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const names = useBackendQuery('security.names', {}, { enabled: needsName })
  const unlock = useCommand('security.unlock', { invalidates: ['security.state'], showsOwnError: true })
  const { isRunning, error } = unlock
  const capsLock = useCapsLock()
  const field = useRef<HTMLInputElement>(null)
  const isReady = passphrase !== '' && (!needsName || name !== null)
  const open = async (): Promise<boolean> => {
    const done = await unlock.run({ passphrase, ...(name === null ? {} : { name }) })
    return done !== undefined && done.state !== '待解锁'
  }
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (!isReady || isRunning) return
    if (await open()) return onOpened()
    setPassphrase('')
    field.current?.focus()
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack gap={14}>
        {needsName && (
          <Select
            label="名字"
            size="lg"
            placeholder="选自己的名字"
            data={names.data?.names ?? []}
            value={name}
            onChange={setName}
            comboboxProps={{ withinPortal: false }}
            searchable
          />
        )}
        <PasswordInput
          ref={field}
          label="口令"
          size="lg"
          autoFocus={!needsName}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': '显示或隐藏口令' }}
          {...capsLock.listeners}
          {...(capsLock.isOn ? { description: '大写锁定开着' } : {})}
        />
        {error && <FormError error={error} />}
        <Button type="submit" size="lg" fullWidth loading={isRunning} disabled={!isReady || waitSeconds > 0}>
          {waitSeconds > 0 ? `请等 ${waitSeconds} 秒再试` : '解锁'}
        </Button>
        <button type="button" className="link-button" onClick={onForgotten}>
          忘了口令？用恢复单上的恢复码
        </button>
      </Stack>
    </form>
  )
}
