import { Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { OrganizationNode } from '../../shared/organization/contract.ts'
import { dateIn, textIn, type Prefill } from '../app/prefill.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { nextCode } from './next-code.ts'
import { blankProfile, ProfileFields, tidyProfile, withPrefill } from './ProfileFields.tsx'

export type CreateFormProps = {
  prefill: Prefill
  /** 缺省的上级：树上正选着的那个。 */
  parentId: string | null
  nodes: readonly OrganizationNode[]
  onDone: (organizationId: string) => void
  onClose: () => void
}

export function CreateForm({ prefill, parentId, nodes, onDone, onClose }: CreateFormProps) {
  const [profile, setProfile] = useState(() => {
    const parent = nodes.find((node) => node.id === parentId)
    const level = !parent ? '党委' : parent.level === '党支部' ? '党小组' : '党支部'
    return withPrefill({ ...blankProfile, level, parentId }, prefill)
  })
  const [code, setCode] = useState<string | null>(textIn(prefill, 'code') || null)
  const [establishedOn, setEstablishedOn] = useState(dateIn(prefill, 'establishedOn'))
  const [documentNo, setDocumentNo] = useState('')
  const create = useCommand('organization.create', { showsOwnError: true, done: () => `已登记${profile.shortName}` })
  // 没有手改过编码时，跟着上级自动往下排。
  const shownCode = code ?? nextCode(nodes, profile.parentId)

  return (
    <FormDialog
      title="新设党组织"
      lead="登记之后就进入党组织树；成立日期之前回看不到它。"
      submitLabel="登记"
      size={720}
      isOpen
      isRunning={create.isRunning}
      error={create.error}
      onClose={onClose}
      onSubmit={() =>
        void create
          .run({ code: shownCode, establishedOn, establishmentDocumentNo: documentNo, profile: tidyProfile(profile) })
          .then((done) => done && onDone(done.organizationId))
      }
    >
      <Group grow align="flex-start" gap={12}>
        <DateField label="成立日期" value={establishedOn} onChange={setEstablishedOn} error={create.problem('establishedOn')} required />
        <TextInput
          label="成立批复文号"
          value={documentNo}
          onChange={(event) => setDocumentNo(event.currentTarget.value)}
          error={create.problem('establishmentDocumentNo')}
        />
        <TextInput
          label="编码"
          description="已按上级自动排出，可改"
          value={shownCode}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={create.problem('code')}
          required
        />
      </Group>
      <ProfileFields profile={profile} onChange={setProfile} problem={create.problem} />
    </FormDialog>
  )
}
