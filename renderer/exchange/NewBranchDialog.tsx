import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'

export type NewBranchDialogProps = { name: string; asOf: string; onCreated: (organizationId: string) => void; onClose: () => void }

/** 导入时当场新建一个党支部：只填必需的几样，其余以后在“党组织”里补。 */
export function NewBranchDialog({ name, asOf, onCreated, onClose }: NewBranchDialogProps) {
  const tree = useBackendQuery('organization.tree', {})
  const [fullName, setFullName] = useState(name)
  const [shortName, setShortName] = useState(name.slice(0, 30))
  const [parentId, setParentId] = useState<string | null>(null)
  const [code, setCode] = useState('')
  const [establishedOn, setEstablishedOn] = useState('')
  const create = useCommand('organization.create', { showsOwnError: true, done: () => `已新建党支部“${shortName}”。` })
  const parent = tree.data?.nodes.find(({ id }) => id === parentId)
  const suggested = parent ? nextCode(parent.code, tree.data?.nodes.map((node) => node.code) ?? []) : ''
  const blockedBy = parentId === null ? '请选上级党组织' : establishedOn === '' ? '请填成立日期' : undefined
  const submit = async () => {
    const created = await create.run({
      code: code.trim() === '' ? suggested : code.trim(),
      establishedOn,
      profile: {
        level: '党支部',
        parentId,
        name: fullName,
        shortName,
        form: '单独组建',
        unitType: '国有企业',
        coveredUnits: [],
        staffTotal: null,
        nonpartyStaffTotal: null,
      },
    })
    if (created) onCreated(created.organizationId)
  }
  return (
    <FormDialog
      title="新建党支部"
      lead={`成立日期不晚于汇总日期 ${asOf}，这份表才编得进去；批准文号、覆盖单位等以后在“党组织”里补。`}
      submitLabel="新建并对应"
      isOpen
      isRunning={create.isRunning}
      error={create.error}
      {...(blockedBy === undefined ? {} : { blockedBy })}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextInput
        label="全称"
        required
        value={fullName}
        error={create.problem('profile.name')}
        onChange={(event) => setFullName(event.currentTarget.value)}
      />
      <TextInput
        label="简称"
        required
        value={shortName}
        error={create.problem('profile.shortName')}
        onChange={(event) => setShortName(event.currentTarget.value)}
      />
      <OrganizationPicker
        label="上级党组织"
        required
        levels={['党委', '党总支']}
        value={parentId}
        onChange={setParentId}
        error={create.problem('profile.parentId')}
      />
      <TextInput
        label="层级码"
        placeholder={suggested === '' ? '选了上级自动给出' : suggested}
        value={code}
        error={create.problem('code')}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <DateField label="成立日期" required value={establishedOn} onChange={setEstablishedOn} error={create.problem('establishedOn')} />
    </FormDialog>
  )
}

/** 上级之下还没用过的下一个层级码。 */
function nextCode(parentCode: string, codes: readonly string[]): string {
  const taken = codes
    .filter((code) => code.startsWith(`${parentCode}.`))
    .map((code) => Number(code.slice(parentCode.length + 1).split('.')[0]))
  return `${parentCode}.${String(Math.max(0, ...taken.filter(Number.isFinite)) + 1).padStart(3, '0')}`
}
