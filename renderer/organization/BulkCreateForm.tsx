import { Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { OrganizationNode } from '../../shared/organization/contract.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { nextCode } from './next-code.ts'
import { blankProfile } from './ProfileFields.tsx'

export type BulkCreateFormProps = { nodes: readonly OrganizationNode[]; today: string; onDone: () => void; onClose: () => void }

/** 粘贴一列支部名，一次登记完；同名的已有支部跳过。中途有一个登记不成就停下，名单里只留没登记的。 */
export function BulkCreateForm({ nodes, today, onDone, onClose }: BulkCreateFormProps) {
  const [parentId, setParentId] = useState<string | null>(() => nodes.find((node) => node.parentId === null)?.id ?? null)
  const [establishedOn, setEstablishedOn] = useState(today)
  const [text, setText] = useState('')
  const create = useCommand('organization.create', { showsOwnError: true })
  const known = new Set(nodes.flatMap((node) => [node.name, node.shortName]))
  const names = [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '' && !known.has(line))

  const submit = async () => {
    const codes: string[] = []
    for (const [index, name] of names.entries()) {
      const code = nextCode(nodes, parentId, codes)
      const done = await create.run({
        code,
        establishedOn,
        establishmentDocumentNo: '',
        profile: { ...blankProfile, parentId, name, shortName: name.slice(0, 30) },
      })
      if (!done) {
        setText(names.slice(index).join('\n'))
        return
      }
      codes.push(code)
    }
    notifications.show({ message: `已登记 ${names.length} 个党支部`, color: 'green.8' })
    onDone()
  }

  return (
    <FormDialog
      title="按名单批量新设党支部"
      lead="从表格里复制一列支部名粘贴进来，一行一个。成立日期先填同一天，以后可逐个改正。"
      submitLabel={names.length === 0 ? '登记' : `登记 ${names.length} 个党支部`}
      isOpen
      isRunning={create.isRunning}
      error={create.error}
      {...(names.length === 0 ? { blockedBy: '还没有要登记的支部名' } : parentId === null ? { blockedBy: '还没有选上级' } : {})}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <OrganizationPicker
        label="上级党组织"
        value={parentId}
        onChange={setParentId}
        levels={['党委', '党总支']}
        required
        error={create.problem('profile.parentId')}
      />
      <DateField label="成立日期" value={establishedOn} onChange={setEstablishedOn} error={create.problem('establishedOn')} required />
      <Textarea
        label="支部名单"
        rows={10}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={create.problem('profile.name')}
        required
      />
    </FormDialog>
  )
}
