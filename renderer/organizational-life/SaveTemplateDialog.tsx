import { Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ActivityDraft } from '../../shared/organizational-life/activity-draft.ts'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { bodyOf } from './activity-form.ts'

/** 把正填着的存成模板：时间、地点、议题的架子留下，签到、要点、票数不带。 */
export function SaveTemplateDialog({ draft, onClose }: { draft: ActivityDraft; onClose: () => void }) {
  const [name, setName] = useState(draft.title === '' ? draft.types.join('、') : draft.title)
  const [isShared, setShared] = useState(true)
  const save = useCommand('life.saveTemplate', { showsOwnError: true, done: () => '已存成模板，记活动时在“照着填”里选' })
  return (
    <FormDialog
      title="存成模板"
      lead="留下类型、起止时间、地点、议题与各项设置；签到、发言要点、决议、票数不带。"
      submitLabel="存成模板"
      isOpen
      isRunning={save.isRunning}
      error={save.error}
      {...(name.trim() === '' ? { blockedBy: '请给模板起个名' } : {})}
      onSubmit={() =>
        void save
          .run({ templateId: null, organizationId: isShared ? null : draft.organizationId, name, body: bodyOf(draft) })
          .then((output) => output && onClose())
      }
      onClose={onClose}
    >
      <TextInput
        label="模板名"
        required
        value={name}
        maxLength={60}
        error={save.problem('name')}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Checkbox label="各支部都能用" checked={isShared} onChange={(event) => setShared(event.currentTarget.checked)} />
    </FormDialog>
  )
}
