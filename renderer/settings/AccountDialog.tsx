import { Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ACCOUNT_ROLES, type AccountRole } from '../../shared/glossary.ts'
import { scopeProblem } from '../../shared/security/account-rules.ts'
import type { RouteOutput } from '../app/client.ts'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { blockedPassphrase, EMPTY_PASSPHRASE, PassphraseFields } from '../ui/PassphraseFields.tsx'

type Account = RouteOutput<'security.accounts'>['rows'][number]

/** 新增身份，或改一个身份的角色与可见范围。第一个只能是党委管理员，设好就要登录。 */
export function AccountDialog(props: { account: Account | null; isFirst: boolean; isOpen: boolean; onClose: () => void }) {
  const { account, isFirst, isOpen, onClose } = props
  const [name, setName] = useState('')
  const [role, setRole] = useState<AccountRole>(account?.role ?? (isFirst ? '党委管理员' : '支部操作员'))
  const [organizationId, setOrganizationId] = useState<string | null>(account?.organizationId ?? null)
  const [next, setNext] = useState(EMPTY_PASSPHRASE)
  const add = useCommand('security.addAccount', { showsOwnError: true, done: () => (isFirst ? '身份设好了，请登录' : `已新增“${name}”`) })
  const revise = useCommand('security.reviseAccount', { showsOwnError: true, done: () => '已改，立即作数' })
  const command = account ? revise : add
  const scope = role === '党委管理员' ? null : organizationId
  const problem = scopeProblem(role, scope)
  const blockedBy =
    account === null && name.trim() === ''
      ? '请先填名字'
      : problem !== ''
        ? '请先选可见范围'
        : account === null
          ? blockedPassphrase(next)
          : undefined
  const close = () => {
    setName('')
    setRole(account?.role ?? (isFirst ? '党委管理员' : '支部操作员'))
    setOrganizationId(account?.organizationId ?? null)
    setNext(EMPTY_PASSPHRASE)
    add.reset()
    revise.reset()
    onClose()
  }
  const submit = async () => {
    const output = account
      ? await revise.run({ accountId: account.accountId, role, organizationId: scope })
      : await add.run({ name, role, organizationId: scope, passphrase: next.passphrase })
    if (output) close()
  }
  return (
    <FormDialog
      title={account ? `改“${account.name}”的身份` : isFirst ? '设第一个身份' : '新增身份'}
      lead={
        isFirst
          ? '第一个是党委管理员，给你自己设。设好以后，每次打开都要先选名字、输口令；忘了口令就进不来，请记牢或收好。'
          : account
            ? '改了立即作数，正登录着的也是。'
            : '口令由你代设，当面告诉本人；他第一次登录时要改成自己的。'
      }
      submitLabel={account ? '保存' : isFirst ? '设好，去登录' : '新增'}
      isOpen={isOpen}
      isRunning={command.isRunning}
      error={command.error}
      {...(blockedBy === undefined ? {} : { blockedBy })}
      onSubmit={() => void submit()}
      onClose={close}
    >
      {account === null && (
        <TextInput
          label="名字"
          description="登录时选它，操作日志里记它；用真名。"
          required
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={command.problem('name')}
          autoComplete="off"
        />
      )}
      <Radio.Group label="身份" value={role} onChange={setRole}>
        <Stack gap={6} mt={4}>
          {ACCOUNT_ROLES.map((each) => (
            <Radio key={each} value={each} label={each} disabled={isFirst && each !== '党委管理员'} />
          ))}
        </Stack>
      </Radio.Group>
      {role !== '党委管理员' && (
        <OrganizationPicker
          label="可见范围"
          description={role === '支部操作员' ? '选党总支的，连同它下面的支部一起管。' : '不选就是全部。'}
          required={role === '支部操作员'}
          value={organizationId}
          onChange={setOrganizationId}
          {...(role === '只读检查员' ? { emptyText: '全部' } : {})}
          error={command.problem('organizationId')}
        />
      )}
      {account === null && <PassphraseFields label="口令" value={next} onChange={setNext} error={command.problem('passphrase')} />}
    </FormDialog>
  )
}
