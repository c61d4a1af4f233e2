import { Button, Group, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { AUTO_LOCK_MINUTES, type AutoLockMinutes } from '../../shared/security/auto-lock.ts'
import type { RouteOutput } from '../app/client.ts'
import { localMoment } from '../app/moment.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { UnlockPassphraseDialog } from './UnlockPassphraseDialog.tsx'
import { DisableDialog } from './DisableDialog.tsx'
import { EncryptWizard } from './EncryptWizard.tsx'
import { KeychainDialog } from './KeychainDialog.tsx'
import { ReplaceRecoveryDialog } from './ReplaceRecoveryDialog.tsx'
import { lockNow } from './use-idle-lock.ts'

type Protection = RouteOutput<'security.protection'>
type DialogName = '改口令' | '换恢复码' | '停用' | '记住' | null

/** 加密了没有、怎么启用、多久自动锁、恢复单是哪天的。 */
export function ProtectionTab() {
  const protection = useBackendQuery('security.protection', {})
  if (protection.error) return <ErrorState error={protection.error} onRetry={() => void protection.refetch()} />
  if (!protection.data) return <Loading />
  return protection.data.isEncrypted ? (
    <Encrypted protection={protection.data} />
  ) : (
    <EncryptWizard canUseKeychain={protection.data.canUseKeychain} />
  )
}

function Encrypted({ protection }: { protection: Protection }) {
  const [dialog, setDialog] = useState<DialogName>(null)
  const state = useBackendQuery('security.state', {})
  const close = () => setDialog(null)
  const issued = protection.recoveryCodeAt === null ? null : localMoment(protection.recoveryCodeAt)
  const hasAccount = state.data?.session?.accountId != null
  return (
    <div className="security-two">
      <Card title="加密" note="名册、附件、备份都已加密">
        <Stack gap={14} align="flex-start">
          <SeverityMark severity="达标" text="已加密：没有口令，拷走文件夹也打不开" />
          {protection.isFinishing && <SeverityMark severity="提示" text="附件与旧备份还在后台加密，可以照常使用；做完之前先不锁定" />}
          {protection.keyFileWasRepaired && (
            <SeverityMark severity="提示" text="密钥文件原来丢了或坏了，这次用的是备份文件夹里的那一份，已补回" />
          )}
          <PlainCopies names={protection.plainCopies} />
          <Group gap={8}>
            {!hasAccount && <Button onClick={() => setDialog('改口令')}>改口令</Button>}
            <Button variant="default" onClick={() => void lockNow().then(() => state.refetch())}>
              立即锁定（Ctrl+L）
            </Button>
          </Group>
        </Stack>
      </Card>
      <Card title="自动锁定" note="离开座位也不怕">
        <AutoLock current={state.data?.lockAfterMinutes ?? null} isKnown={state.data !== undefined} />
      </Card>
      <Card title="恢复单" note="忘了口令时唯一的办法">
        <Stack gap={14} align="flex-start">
          <p>
            {issued
              ? `现在有效的恢复单是 ${issued.date} 发的。请放在单位保险柜里，不要拍照、不要存在电脑上。`
              : '没有恢复单：忘了口令，数据就再也打不开了。请现在就发一份。'}
          </p>
          <Button variant="default" onClick={() => setDialog('换恢复码')}>
            {issued ? '换一份恢复单' : '发一份恢复单'}
          </Button>
        </Stack>
      </Card>
      <Card title="其他">
        <Stack gap={14} align="flex-start">
          {protection.canUseKeychain && (
            <Button variant="default" onClick={() => setDialog('记住')}>
              {protection.usesKeychain ? '不再在这台电脑上记住' : '在这台电脑上记住，打开时不输口令'}
            </Button>
          )}
          <Button variant="default" color="red.7" onClick={() => setDialog('停用')}>
            停用加密
          </Button>
        </Stack>
      </Card>
      {dialog === '改口令' && <UnlockPassphraseDialog onClose={close} />}
      {dialog === '换恢复码' && <ReplaceRecoveryDialog onClose={close} />}
      {dialog === '停用' && <DisableDialog onClose={close} />}
      {dialog === '记住' && <KeychainDialog isEnabled={protection.usesKeychain} onClose={close} />}
    </div>
  )
}

function PlainCopies({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <div>
      <SeverityMark severity="应当" text={`还有 ${names.length} 份没有加密的旧备份或原库，别人拷走就能看`} />
      <ul className="small secondary security-files">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <p className="small secondary">用不着的请在文件夹里删掉；还要留的，请移到有专人保管的盘上。</p>
    </div>
  )
}

const NEVER = '不锁'

function AutoLock({ current, isKnown }: { current: AutoLockMinutes; isKnown: boolean }) {
  const save = useCommand('security.saveAutoLock', {
    invalidates: ['security.state', 'settings.journal'],
    done: ({ minutes }) => (minutes === null ? '已设为不自动锁定' : `已设为闲置 ${minutes} 分钟自动锁定`),
  })
  const choices = [...AUTO_LOCK_MINUTES.map(String), NEVER]
  return (
    <Stack gap={12} align="flex-start">
      <Select
        label="多久没有人用就锁"
        data={choices.map((value) => ({ value, label: value === NEVER ? '不自动锁定' : `${value} 分钟` }))}
        value={!isKnown ? null : current === null ? NEVER : String(current)}
        onChange={(value) => {
          const minutes = AUTO_LOCK_MINUTES.find((each) => String(each) === value) ?? null
          if (value !== null) void save.run({ minutes })
        }}
        allowDeselect={false}
        disabled={save.isRunning}
        w={220}
      />
      <p className="small secondary">随时可按 Ctrl+L 锁定。电脑睡眠、系统锁屏时也会锁。正在导入、导出的，做完再锁。</p>
    </Stack>
  )
}
