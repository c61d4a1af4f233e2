import { Button, PasswordInput } from '@mantine/core'
import { IconLock, IconLockOpen } from '@tabler/icons-react'
import { useState } from 'react'
import { SEAL_PASSPHRASE_MAX, SEAL_PASSPHRASE_MIN } from '../../shared/exchange/sealing.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { setExportPassphrase, useHasExportPassphrase } from './export-passphrase.ts'

/** 导出动作旁边的“加口令…”：设了以后，这次打开期间导出的每个文件打开时都要口令；状态栏里是同一个。 */
export function ExportPassphraseButton({ isInStatusBar = false }: { isInStatusBar?: boolean }) {
  const hasPassphrase = useHasExportPassphrase()
  const [isOpen, setOpen] = useState(false)
  const icon = hasPassphrase ? <IconLock size={14} aria-hidden="true" /> : <IconLockOpen size={14} aria-hidden="true" />
  return (
    <>
      {isInStatusBar ? (
        <button type="button" className={`status-item status-button${hasPassphrase ? ' status-good' : ''}`} onClick={() => setOpen(true)}>
          {icon}
          {hasPassphrase ? '导出加口令' : '导出不加口令'}
        </button>
      ) : (
        <Button variant="subtle" size="compact-sm" leftSection={icon} onClick={() => setOpen(true)}>
          {hasPassphrase ? '已设导出口令，更改…' : '加口令…'}
        </Button>
      )}
      {isOpen && <PassphraseDialog hasPassphrase={hasPassphrase} onClose={() => setOpen(false)} />}
    </>
  )
}

function PassphraseDialog({ hasPassphrase, onClose }: { hasPassphrase: boolean; onClose: () => void }) {
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const blocked =
    first.length < SEAL_PASSPHRASE_MIN ? `口令至少 ${SEAL_PASSPHRASE_MIN} 个字` : first === second ? null : '两次输入的口令不一样'
  return (
    <FormDialog
      title="给导出的文件加打开口令"
      lead="设了以后，这次打开期间导出的文件都加：Word、Excel 文件打开时问口令；压缩包用 7-Zip、WinRAR、360 压缩打开时问口令；PDF 等装进带口令的压缩包。口令不保存，忘了就打不开。"
      submitLabel={hasPassphrase ? '换成这个口令' : '加口令'}
      isOpen
      isRunning={false}
      error={null}
      {...(blocked === null ? {} : { blockedBy: blocked })}
      onSubmit={() => {
        setExportPassphrase(first)
        onClose()
      }}
      onClose={onClose}
    >
      <PasswordInput
        label="口令"
        description="口令另外告诉对方，不要写在文件名或同一封邮件里"
        autoComplete="new-password"
        maxLength={SEAL_PASSPHRASE_MAX}
        value={first}
        onChange={(event) => setFirst(event.currentTarget.value)}
      />
      <PasswordInput
        label="再输一次"
        autoComplete="new-password"
        maxLength={SEAL_PASSPHRASE_MAX}
        value={second}
        onChange={(event) => setSecond(event.currentTarget.value)}
      />
      {hasPassphrase && (
        <div>
          <Button
            variant="default"
            onClick={() => {
              setExportPassphrase(null)
              onClose()
            }}
          >
            以后导出不加口令
          </Button>
        </div>
      )}
    </FormDialog>
  )
}
