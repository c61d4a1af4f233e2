import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { FormError } from '../ui/FormDialog.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { RemovedList } from './RemovedList.tsx'

type Template = { readonly id: string; readonly name: string; readonly organizationId: string | null }

/** 管理模板：改名、撤下；撤下的可以恢复。 */
export function TemplatesDialog({ organizationId, onClose }: { organizationId: string; onClose: () => void }) {
  const templates = useBackendQuery('life.templates', { organizationId })
  const removed = useBackendQuery('life.templates', { organizationId, removed: true })
  const restore = useCommand('life.restoreTemplate', { showsOwnError: true, done: () => '已恢复模板' })
  return (
    <Modal
      opened
      onClose={onClose}
      title="管理模板"
      size={560}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': '关闭' }}
    >
      {templates.error ? (
        <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />
      ) : !templates.data ? (
        <Loading />
      ) : templates.data.templates.length === 0 ? (
        <EmptyState title="还没有模板" reason="填好一次活动，点“存成模板”，下次就能照着填。" />
      ) : (
        <ul className="template-list">
          {templates.data.templates.map((template) => (
            <TemplateLine key={template.id} template={template} />
          ))}
        </ul>
      )}
      {restore.error && <FormError error={restore.error} />}
      <RemovedList
        rows={(removed.data?.templates ?? []).map(({ id, name }) => ({ id, text: name }))}
        onRestore={(templateId) => void restore.run({ templateId })}
      />
    </Modal>
  )
}

function TemplateLine({ template: { id, name, organizationId } }: { template: Template }) {
  const [draft, setDraft] = useState<string | null>(null)
  const rename = useCommand('life.renameTemplate', { showsOwnError: true, done: () => '已改名' })
  const remove = useCommand('life.removeTemplate', { done: () => '已撤下，可在下面恢复' })
  const submit = async (next: string) => {
    if (next.trim() === name || (await rename.run({ templateId: id, name: next.trim() }))) setDraft(null)
  }
  if (draft === null)
    return (
      <li>
        <span className="grow">
          {name}
          <span className="small secondary">{organizationId === null ? '，各支部通用' : '，本支部'}</span>
        </span>
        <Button size="xs" variant="default" aria-label={`给“${name}”改名`} onClick={() => setDraft(name)}>
          改名
        </Button>
        <Button
          size="xs"
          variant="default"
          aria-label={`撤下“${name}”`}
          loading={remove.isRunning}
          onClick={() => void remove.run({ templateId: id })}
        >
          撤下
        </Button>
      </li>
    )
  return (
    <li>
      <form
        className="template-rename"
        onSubmit={(event) => {
          event.preventDefault()
          if (draft.trim() !== '') void submit(draft)
        }}
      >
        <TextInput
          className="grow"
          size="xs"
          aria-label="模板名"
          value={draft}
          maxLength={60}
          error={rename.error?.message ?? (draft.trim() === '' ? '请给模板起个名' : undefined)}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setDraft(null)
          }}
          // Esc 只退出改名，不关掉整个框。
          data-mantine-stop-propagation="true"
          autoFocus
        />
        <Button size="xs" type="submit" loading={rename.isRunning} disabled={draft.trim() === ''}>
          存下
        </Button>
        <Button size="xs" variant="default" onClick={() => setDraft(null)}>
          不改
        </Button>
      </form>
    </li>
  )
}
