import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { MemberRow } from '../../shared/member/contract.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'

export type AssignDialogProps = { members: readonly MemberRow[]; isOpen: boolean; onClose: () => void; onDone: () => void }

/** 把勾选的党员编入党支部、党小组；原来的编入自动止于前一日，经历都留着。 */
export function AssignDialog(props: AssignDialogProps) {
  return props.isOpen ? <AssignForm {...props} /> : null
}

function AssignForm({ members, onClose, onDone }: AssignDialogProps) {
  const overview = useBackendQuery('settings.overview', {})
  const tree = useBackendQuery('organization.tree', {})
  const [branchId, setBranchId] = useState<string | null>(members[0]?.branchId ?? null)
  const [groupId, setGroupId] = useState<string | null>(null)
  const [fromOn, setFromOn] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const assign = useCommand('member.assign', { showsOwnError: true, done: (output) => `已编入 ${output.moved} 名` })
  // 勾选时看到的编入随着带回：别处调过的，后端会拒绝而不是盖掉。
  const [basedOn] = useState(() => members.map((member) => ({ memberId: member.id, branchId: member.branchId, groupId: member.groupId })))
  const groups = (tree.data?.nodes ?? []).filter((node) => node.level === '党小组' && node.parentId === branchId)
  const startsOn = fromOn ?? overview.data?.today ?? ''
  return (
    <FormDialog
      title={`编入党支部、党小组：${members.length} 名`}
      lead={
        members.length <= 6
          ? members.map((member) => member.name).join('、')
          : `${members
              .slice(0, 6)
              .map((member) => member.name)
              .join('、')}等 ${members.length} 名`
      }
      submitLabel="编入"
      isOpen
      isRunning={assign.isRunning}
      error={assign.error}
      {...(branchId === null ? { blockedBy: '请选党支部' } : reason.trim() === '' ? { blockedBy: '请写事由' } : {})}
      onSubmit={() => {
        void assign
          .run({ memberIds: members.map((member) => member.id), branchId: branchId ?? '', groupId, fromOn: startsOn, reason, basedOn })
          .then((output) => {
            if (!output) return
            onDone()
            onClose()
          })
      }}
      onClose={onClose}
    >
      <OrganizationPicker
        label="党支部"
        required
        levels={['党支部']}
        value={branchId}
        onChange={(id) => {
          setBranchId(id)
          setGroupId(null)
        }}
        error={assign.problem('branchId')}
      />
      <Select
        label="党小组"
        placeholder={groups.length === 0 ? '这个支部没有划分党小组' : '不编入党小组'}
        clearable
        clearButtonProps={{ 'aria-label': '不编入党小组' }}
        disabled={groups.length === 0}
        data={groups.map((group) => ({ value: group.id, label: `${group.shortName}（${group.memberCount} 人）` }))}
        value={groupId}
        onChange={setGroupId}
        error={assign.problem('groupId')}
      />
      <DateField label="自哪天起" required value={startsOn} onChange={setFromOn} error={assign.problem('fromOn')} />
      <TextInput
        label="事由"
        required
        placeholder="如：岗位调整、划分党小组"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={assign.problem('reason')}
      />
    </FormDialog>
  )
}
