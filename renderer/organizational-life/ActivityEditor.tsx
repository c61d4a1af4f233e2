import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ActivityView, ExpectedRoll } from '../../shared/organizational-life/activity-contract.ts'
import type { ActivityDraft } from '../../shared/organizational-life/activity-draft.ts'
import { useLeaveGuard } from '../app/leave-guard.ts'
import { useCommand } from '../app/use-backend.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { ActivityForm } from './ActivityForm.tsx'
import { draftOfActivity } from './activity-form.ts'
import { addInput, PendingFilesSection, SavedFilesSection, type PendingFile } from './FilesSection.tsx'
import { SaveTemplateDialog } from './SaveTemplateDialog.tsx'
import { useInsistence } from './use-insistence.tsx'

export type ActivityEditorProps = {
  /** 新录：底稿与应到名单；更改：已有的那次。 */
  start: { kind: '新录'; draft: ActivityDraft; roll: ExpectedRoll } | { kind: '更改'; activity: ActivityView }
  onSaved: (activityId: string) => void
  /** 有没有没保存的内容，外面关抽屉前要看。 */
  onDirty?: (isDirty: boolean) => void
}

/** 录一次、改一次：保存、重复的明知再录、月结后的写理由、附件随后存，都在这里。 */
export function ActivityEditor({ start, onSaved, onDirty }: ActivityEditorProps) {
  const [isDirty, setDirty] = useState(false)
  const [pending, setPending] = useState<readonly PendingFile[]>([])
  const [template, setTemplate] = useState<ActivityDraft | null>(null)
  const record = useCommand('life.recordActivity', {
    showsOwnError: true,
    done: ({ notices }) => ['已记下这次活动', ...notices].join('；').replaceAll('。；', '；'),
  })
  const revise = useCommand('life.reviseActivity', {
    showsOwnError: true,
    done: ({ notices }) => ['已改好', ...notices].join('；').replaceAll('。；', '；'),
  })
  const attach = useCommand('life.addFiles')
  const saving = start.kind === '新录' ? record : revise
  const guard = useLeaveGuard(isDirty)
  const mark = (next: boolean) => {
    setDirty(next)
    onDirty?.(next)
  }

  const insistence = useInsistence<ActivityDraft>({
    error: saving.error,
    isRunning: saving.isRunning,
    monthOf: ({ heldOn }) => heldOn.slice(0, 7),
    submitLabel: '改动并留痕',
    save: async (activity, insisted) => {
      const saved =
        start.kind === '新录'
          ? await record.run({ activity, ...insisted })
          : await revise.run({ activityId: start.activity.id, revision: start.activity.revision, activity, ...insisted })
      if (!saved) return false
      mark(false)
      if (pending.length > 0)
        await attach.run({ activityId: saved.activityId, files: addInput(pending), closedMonth: insisted.closedMonth })
      onSaved(saved.activityId)
      return true
    },
  })
  const submit = (draft: ActivityDraft) => {
    if (start.kind === '更改' && start.activity.isMonthClosed) insistence.askGrounds(draft)
    else void insistence.submit(draft)
  }

  const activity = start.kind === '更改' ? start.activity : null
  return (
    <>
      <ActivityForm
        initial={start.kind === '新录' ? start.draft : draftOfActivity(start.activity)}
        initialRoll={start.kind === '新录' ? start.roll : undefined}
        activityId={activity?.id ?? null}
        submitLabel="保存"
        isRunning={saving.isRunning || attach.isRunning}
        error={insistence.shownError}
        problem={saving.problem}
        onDirty={() => {
          if (!isDirty) mark(true)
        }}
        onSubmit={submit}
        tools={(draft) => (
          <Button variant="default" onClick={() => setTemplate(draft)}>
            存成模板
          </Button>
        )}
        files={
          activity ? (
            <SavedFilesSection activityId={activity.id} month={activity.heldOn.slice(0, 7)} isMonthClosed={activity.isMonthClosed} />
          ) : (
            <PendingFilesSection
              files={pending}
              onChange={(files) => {
                setPending(files)
                mark(true)
              }}
            />
          )
        }
      />
      {insistence.dialogs}
      {template && <SaveTemplateDialog draft={template} onClose={() => setTemplate(null)} />}
      <ConfirmDialog
        title="还没有保存"
        consequence="这次活动填的内容还没有保存，离开就没有了。"
        confirmLabel="不保存，离开"
        isOpen={guard.wanted !== null}
        isRunning={false}
        error={null}
        onConfirm={guard.leave}
        onClose={guard.stay}
      />
    </>
  )
}
