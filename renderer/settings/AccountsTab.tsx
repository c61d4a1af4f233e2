import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { localMoment } from '../app/moment.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { AccountDialog } from './AccountDialog.tsx'
import { ResetPassphraseDialog } from './ResetPassphraseDialog.tsx'
import { RoleNotes } from './RoleNotes.tsx'

type Account = RouteOutput<'security.accounts'>['rows'][number]
type Opened = { kind: '新增' } | { kind: '改身份' | '重设口令' | '停用' | '恢复'; account: Account } | null

/** 登录身份：谁能用这份数据、能办什么、看得到哪里。一个也没有就是一个人用，不必登录。 */
export function AccountsTab({ canEdit }: { canEdit: boolean }) {
  const accounts = useBackendQuery('security.accounts', {})
  const [opened, setOpened] = useState<Opened>(null)
  const setDisabled = useCommand('security.setAccountDisabled', {
    showsOwnError: true,
    done: () => (opened?.kind === '停用' ? '已停用，从现在起不能登录' : '已恢复'),
  })
  if (accounts.error) return <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />
  if (!accounts.data) return <Loading />
  const { rows } = accounts.data
  const close = () => {
    setDisabled.reset()
    setOpened(null)
  }
  return (
    <div className="settings-two">
      <Card
        title="登录身份"
        note={rows.length === 0 ? '现在是一个人用' : `${rows.filter(({ disabledAt }) => disabledAt === null).length} 个在用`}
        isFlush
        actions={
          canEdit && (
            <Button size="xs" onClick={() => setOpened({ kind: '新增' })}>
              {rows.length === 0 ? '设第一个身份' : '新增身份'}
            </Button>
          )
        }
      >
        {rows.length === 0 ? (
          <EmptyState
            title="没有设身份，打开就能用"
            reason="这台电脑只有你一个人用，不必设。几个人共用一台时再设：各人用自己的名字登录，操作日志里记得是谁；支部的人只看得到自己支部。"
          />
        ) : (
          <div className="accounts-table">
            <table className="plain-table">
              <thead>
                <tr>
                  <th>名字</th>
                  <th>身份</th>
                  <th>可见范围</th>
                  <th>状态</th>
                  {canEdit && (
                    <th>
                      <span className="unseen">动作</span>
                    </th>
                  )}
                </tr>
              </thead>
              <tbody>
                {rows.map((account) => (
                  <tr key={account.accountId}>
                    <td>
                      <strong>{account.name}</strong>
                      {account.isCurrent && <span className="small secondary">（现在登录的）</span>}
                    </td>
                    <td className="nowrap">{account.role}</td>
                    <td>{account.organizationId === null ? '全部' : `${account.organizationName}及其下级`}</td>
                    <td>
                      <AccountState account={account} />
                    </td>
                    {canEdit && (
                      <td>
                        <AccountActions account={account} onOpen={setOpened} />
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Card>
      <Card title="三种身份能办什么">
        <RoleNotes />
      </Card>
      <AccountDialog
        key={opened?.kind === '改身份' ? opened.account.accountId : rows.length === 0 ? '第一个' : '新增'}
        account={opened?.kind === '改身份' ? opened.account : null}
        isFirst={rows.length === 0}
        isOpen={opened?.kind === '新增' || opened?.kind === '改身份'}
        onClose={close}
      />
      {opened?.kind === '重设口令' && <ResetPassphraseDialog account={opened.account} onClose={close} />}
      <ConfirmDialog
        title={opened?.kind === '恢复' ? '恢复身份' : '停用身份'}
        consequence={
          opened?.kind === '恢复'
            ? `“${opened.account.name}”又能用原来的口令登录。`
            : `停用后“${opened?.kind === '停用' ? opened.account.name : ''}”不能再登录，正登录着的立即退出。名字不删：操作日志里写着它。以后可以恢复。`
        }
        confirmLabel={opened?.kind === '恢复' ? '恢复' : '停用'}
        isOpen={opened?.kind === '停用' || opened?.kind === '恢复'}
        isRunning={setDisabled.isRunning}
        error={setDisabled.error}
        onConfirm={() => {
          if (opened?.kind !== '停用' && opened?.kind !== '恢复') return
          void setDisabled.run({ accountId: opened.account.accountId, isDisabled: opened.kind === '停用' }).then((output) => {
            if (output) close()
          })
        }}
        onClose={close}
      />
    </div>
  )
}

function AccountState({ account }: { account: Account }) {
  if (account.disabledAt !== null)
    return <SeverityMark severity="不适用" text={`已停用（${localMoment(account.disabledAt).date}，${account.disabledBy}）`} />
  if (account.lacksKey) return <SeverityMark severity="应当" text="启用加密后还没有重设口令，打不开数据" />
  return <SeverityMark severity="达标" text={account.mustChangePassphrase ? '在用，口令待本人改' : '在用'} />
}

function AccountActions({ account, onOpen }: { account: Account; onOpen: (next: Opened) => void }) {
  const open = (kind: '改身份' | '重设口令' | '停用' | '恢复') => () => onOpen({ kind, account })
  const { name } = account
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <Button size="xs" variant="default" onClick={open('改身份')} aria-label={`改身份：${name}`}>
        改身份
      </Button>
      <Button size="xs" variant="default" onClick={open('重设口令')} aria-label={`重设口令：${name}`}>
        重设口令
      </Button>
      {account.disabledAt === null ? (
        <Button size="xs" variant="default" disabled={account.isCurrent} onClick={open('停用')} aria-label={`停用：${name}`}>
          停用
        </Button>
      ) : (
        <Button size="xs" variant="default" onClick={open('恢复')} aria-label={`恢复：${name}`}>
          恢复
        </Button>
      )}
    </Group>
  )
}
