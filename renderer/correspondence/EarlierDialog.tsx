import { Group, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { GENRES } from '../../shared/document/model.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'

const CHOICES = GENRES.filter((genre) => genre !== '内部文书')

/** 补登此前已发的文：只登记，没有定稿；文号重复的拒绝。 */
export function EarlierDialog({ onClose }: { onClose: () => void }) {
  const [form, setForm] = useState({ number: '', genre: '通知', title: '', recipient: '', signer: '', datedOn: '' })
  const [organizationId, setOrganizationId] = useState<string | null>(null)
  const record = useCommand('correspondence.recordEarlier', { showsOwnError: true, done: ({ number }) => `已补登 ${number}` })
  const text = (key: 'number' | 'title' | 'recipient' | 'signer') => ({
    value: form[key],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
      const { value } = event.currentTarget
      setForm((now) => ({ ...now, [key]: value }))
    },
    error: record.problem(key),
  })
  const lacks =
    form.number.trim() === ''
      ? '文号'
      : form.title.trim() === ''
        ? '标题'
        : organizationId === null
          ? '发文机关'
          : form.datedOn === ''
            ? '成文日期'
            : ''
  return (
    <FormDialog
      title="补登此前发文"
      lead="把以前手工登记的发文录进来，文号就能接着往下编。只登记，不保存原文。"
      submitLabel="补登"
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      {...(lacks === '' ? {} : { blockedBy: `请填${lacks}` })}
      onSubmit={() => {
        const genre = CHOICES.find((each) => each === form.genre) ?? '通知'
        void record.run({ ...form, genre, organizationId: organizationId ?? '' }).then((output) => {
          if (output) onClose()
        })
      }}
      onClose={onClose}
    >
      <Group grow align="flex-start" gap={12}>
        <TextInput label="发文字号" required placeholder="如 某某党〔2025〕3号，方括号也行" {...text('number')} data-autofocus />
        <DateField
          label="成文日期"
          required
          value={form.datedOn}
          onChange={(datedOn) => setForm((now) => ({ ...now, datedOn }))}
          error={record.problem('datedOn')}
        />
      </Group>
      <TextInput label="标题" required {...text('title')} />
      <Group grow align="flex-start" gap={12}>
        <Select
          label="文种"
          data={CHOICES}
          value={form.genre}
          allowDeselect={false}
          onChange={(genre) => setForm((now) => ({ ...now, genre: genre ?? '通知' }))}
        />
        <OrganizationPicker
          label="发文机关"
          required
          levels={['党委', '党总支', '党支部']}
          value={organizationId}
          onChange={setOrganizationId}
          error={record.problem('organizationId')}
        />
      </Group>
      <Group grow align="flex-start" gap={12}>
        <TextInput label="主送" {...text('recipient')} />
        <TextInput label="签发人" {...text('signer')} />
      </Group>
    </FormDialog>
  )
}
