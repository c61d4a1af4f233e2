import { ActionIcon, Button, Group, Select, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import type { RouteOutput } from '../app/client.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { StandardsDialog } from './StandardsDialog.tsx'

type Profile = RouteOutput<'compliance.parameters'>['profiles'][number]
type Link = { profileId: string; fromOn: string | null }

export type ChainDialogProps = {
  profiles: readonly Profile[]
  links: readonly Link[]
  onClose: () => void
}

/** 方案链：从哪天起用哪个方案，首尾相接。事件按发生那天的方案判，不倒算。 */
export function ChainDialog({ profiles, links: initial, onClose }: ChainDialogProps) {
  const [links, setLinks] = useState<readonly Link[]>(initial)
  const [reason, setReason] = useState('')
  const [documentNo, setDocumentNo] = useState('')
  const [approvedBy, setApprovedBy] = useState('')
  const change = useCommand('compliance.changeChain', { showsOwnError: true, done: () => '方案链已改，各处按新链判定' })
  const options = profiles
    .filter((profile) => !profile.isRetired || initial.some((link) => link.profileId === profile.id))
    .map((profile) => ({ value: profile.id, label: profile.name }))
  const set = (index: number, changes: Partial<Link>) => setLinks(links.map((link, at) => (at === index ? { ...link, ...changes } : link)))
  const blockedBy = links.slice(1).some((link) => link.fromOn === null || !isPlainDate(link.fromOn))
    ? '请给每一节写起日'
    : reason.trim() === ''
      ? '请写明为什么改'
      : approvedBy.trim() === ''
        ? '请写明批准人'
        : undefined
  const submit = async () => {
    const done = await change.run({ links: links.map((link) => ({ ...link })), reason, documentNo, approvedBy })
    if (done) onClose()
  }
  return (
    <StandardsDialog
      title="改方案链"
      lead="整条写出，首尾相接；第一节从最早起。改前先看会变的发现，旧链留着可查。"
      confirmLabel="确认切换"
      {...(blockedBy === undefined ? {} : { blockedBy })}
      proposal={{ links: links.map((link) => ({ ...link })) }}
      command={change}
      onConfirm={() => void submit()}
      onClose={onClose}
    >
      <ol className="chain-edit">
        {links.map((link, index) => (
          <li key={index}>
            <Group gap={8} align="flex-end" wrap="nowrap">
              {index === 0 ? (
                <TextInput label="第 1 节自" value="最早起" readOnly w={160} />
              ) : (
                <DateField
                  label={`第 ${index + 1} 节自`}
                  width={160}
                  required
                  value={link.fromOn ?? ''}
                  onChange={(fromOn) => set(index, { fromOn })}
                />
              )}
              <Select
                label="用哪个方案"
                data={options}
                value={link.profileId}
                onChange={(profileId) => set(index, { profileId: profileId ?? link.profileId })}
                allowDeselect={false}
                style={{ flex: 1 }}
              />
              <ActionIcon
                aria-label={`去掉第 ${index + 1} 节`}
                size={32}
                disabled={links.length === 1}
                onClick={() =>
                  setLinks(links.filter((_, at) => at !== index).map((each, at) => (at === 0 ? { ...each, fromOn: null } : each)))
                }
              >
                <IconTrash size={16} aria-hidden="true" />
              </ActionIcon>
            </Group>
          </li>
        ))}
      </ol>
      <div>
        <Button
          size="xs"
          variant="default"
          type="button"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => setLinks([...links, { profileId: links.at(-1)?.profileId ?? '', fromOn: '' }])}
        >
          加一节
        </Button>
      </div>
      <Group grow align="flex-start" gap={12}>
        <TextInput
          label="为什么改"
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={change.problem('reason')}
        />
        <TextInput
          label="依据文号"
          value={documentNo}
          onChange={(event) => setDocumentNo(event.currentTarget.value)}
          error={change.problem('documentNo')}
        />
        <TextInput
          label="批准人"
          required
          value={approvedBy}
          onChange={(event) => setApprovedBy(event.currentTarget.value)}
          error={change.problem('approvedBy')}
        />
      </Group>
    </StandardsDialog>
  )
}
