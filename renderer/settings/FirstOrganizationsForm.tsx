import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { OrganizationProfile } from '../../shared/organization/contract.ts'
import { navigate } from '../app/router.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormError } from '../ui/FormDialog.tsx'

const profile: Omit<OrganizationProfile, 'level' | 'parentId' | 'name' | 'shortName'> = {
  form: '单独组建',
  unitType: '国有企业',
  coveredUnits: [],
  staffTotal: null,
  nonpartyStaffTotal: null,
  contactName: '',
  contactPhone: '',
  documentCode: '',
  approvalDocumentNo: '',
}

/** 一次登记集团党委与一列党支部，随后去导入花名册。支部中途登记不成时，名单里只留没登记的。 */
export function FirstOrganizationsForm({ fullName, shortName }: { fullName: string; shortName: string }) {
  const [name, setName] = useState(fullName)
  const [establishedOn, setEstablishedOn] = useState('')
  const [text, setText] = useState('')
  // 登记途中不重取：一登记党委，这一页就会换成下一步，名单还没走完。
  const create = useCommand('organization.create', { showsOwnError: true, invalidates: [] })
  const finish = useCommand('organization.create', { showsOwnError: true })
  const [rootId, setRootId] = useState<string | null>(null)
  // 名单里只剩没登记的以后，编码仍要接着已登记的往下排。
  const [registered, setRegistered] = useState(0)
  const branches = [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '')
  const error = create.error ?? finish.error

  const submit = async () => {
    let parentId = rootId
    if (parentId === null) {
      const root = await create.run({
        code: '001',
        establishedOn,
        establishmentDocumentNo: '',
        profile: { ...profile, level: '党委', parentId: null, name, shortName: shortName === '' ? name.slice(0, 30) : shortName },
      })
      if (!root) return
      parentId = root.organizationId
      setRootId(parentId)
    }
    for (const [index, branch] of branches.entries()) {
      const isLast = index === branches.length - 1
      const done = await (isLast ? finish : create).run({
        code: `001.${String(registered + index + 1).padStart(3, '0')}`,
        establishedOn,
        establishmentDocumentNo: '',
        profile: { ...profile, level: '党支部', parentId, name: branch, shortName: branch.slice(0, 30) },
      })
      if (!done) {
        setRegistered(registered + index)
        setText(branches.slice(index).join('\n'))
        return
      }
    }
    navigate('/exchange')
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (branches.length > 0) void submit()
      }}
    >
      <Stack gap={12}>
        <Group grow align="flex-start" gap={12}>
          <TextInput
            label="集团党委全称"
            value={name}
            disabled={rootId !== null}
            onChange={(event) => setName(event.currentTarget.value)}
            error={create.problem('profile.name')}
            required
          />
          <DateField
            label="成立日期"
            value={establishedOn}
            onChange={setEstablishedOn}
            description="各支部先按同一天登记，以后可逐个改正"
            error={create.problem('establishedOn')}
            required
          />
        </Group>
        <Textarea
          label="党支部名单"
          description="从表格里复制一列粘贴进来，一行一个；名称和花名册里写的一致最省事"
          rows={8}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={rootId !== null && error !== null && branches[0] !== undefined && `“${branches[0]}”没有登记成，改好这一行再登记`}
          required
        />
        {error && <FormError error={error} />}
        <Group gap={12}>
          <Button type="submit" loading={create.isRunning || finish.isRunning} disabled={branches.length === 0}>
            {branches.length === 0 ? '登记' : `登记党委和 ${branches.length} 个党支部，去导入花名册`}
          </Button>
          {branches.length === 0 && <span className="small secondary">还没有填党支部名单</span>}
        </Group>
      </Stack>
    </form>
  )
}
