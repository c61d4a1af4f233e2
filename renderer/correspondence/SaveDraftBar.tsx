import { Button } from '@mantine/core'
import { IconDeviceFloppy, IconFileTypeDocx, IconHistory } from '@tabler/icons-react'
import { useEffect, useState, type ReactNode } from 'react'
import { asCallError, call } from '../app/client.ts'
import { saveFile } from '../app/save-file.ts'
import { notifyFailure, useBackendQuery, useCommand } from '../app/use-backend.ts'
import { SeverityShape } from '../ui/SeverityMark.tsx'
import { DraftChangesDialog } from './DraftChangesDialog.tsx'
import type { DraftEditing } from './use-draft-edits.ts'

export type SaveDraftBarProps = { choice: ReactNode; editing: DraftEditing; isReady: boolean; revisingNumber: string; isNumbered: boolean }

/** 存草稿、导出没登记的稿子、看改动经过；数据变了而草稿没变的在这里说。 */
export function SaveDraftBar({ choice, editing, isReady, revisingNumber, isNumbered }: SaveDraftBarProps) {
  const { draftId, revision, isDirty, liveRequest, markSaved } = editing
  const [isShowingChanges, setShowingChanges] = useState(false)
  const save = useCommand('correspondence.saveDraft', {
    done: () => '草稿已存',
    invalidates: ['correspondence.drafts', 'correspondence.savedDraft'],
  })
  const recordExport = useCommand('correspondence.recordExport', {
    done: () => '已导出，稿子留在草稿箱，标作“已导出”',
    invalidates: ['correspondence.drafts', 'correspondence.savedDraft'],
  })
  const opened = useBackendQuery('correspondence.savedDraft', { draftId: draftId ?? '' }, { enabled: draftId !== null })
  const drifts = (opened.data?.drifts ?? []).filter(({ key, isOverridden }) => isOverridden && editing.edits.fields[key] !== undefined)
  const isRevising = revisingNumber !== ''

  const store = async () => {
    const done = await save.run({ draftId, revision, request: liveRequest })
    if (done) markSaved(done.draftId, done.revision)
    return done?.draftId ?? null
  }
  useEffect(() => {
    if (isRevising) return
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
      event.preventDefault()
      void store()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
  useEffect(() => {
    if (!isDirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isDirty])

  const exportDocx = async () => {
    try {
      saveFile(await call('correspondence.exportDraft', liveRequest))
      // 不编号的不入登记簿：连稿子带“已导出”留在草稿箱，日后找得到。
      if (isNumbered) return
      const kept = draftId === null || isDirty ? await store() : draftId
      if (kept !== null) await recordExport.run({ draftId: kept, means: '导出 docx' })
    } catch (error) {
      notifyFailure(asCallError(error))
    }
  }
  return (
    <div className="draft-bar">
      {choice}
      <p className="small secondary ellipsis" role="status">
        {isRevising
          ? `正在出${revisingNumber}的新版：文号不变，原件保留`
          : draftId === null
            ? isDirty
              ? '还没有存成草稿'
              : '新的一份，改了以后可以存成草稿'
            : `草稿，存过 ${revision ?? 0} 次${isDirty ? '，有改动没有存' : ''}`}
      </p>
      {drifts.length > 0 && (
        <Button size="xs" variant="default" leftSection={<SeverityShape severity="应当" />} onClick={() => setShowingChanges(true)}>
          数据变了 {drifts.length} 处，草稿没变
        </Button>
      )}
      {draftId !== null && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconHistory size={14} aria-hidden="true" />}
          onClick={() => setShowingChanges(true)}
        >
          改动经过
        </Button>
      )}
      {!isRevising && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDeviceFloppy size={14} aria-hidden="true" />}
          loading={save.isRunning}
          onClick={() => void store()}
        >
          存草稿
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFileTypeDocx size={14} aria-hidden="true" />}
        disabled={!isReady}
        onClick={() => void exportDocx()}
      >
        导出 docx
      </Button>
      {isShowingChanges && opened.data && (
        <DraftChangesDialog
          changes={opened.data.changes}
          drifts={opened.data.drifts}
          onTake={(key) => editing.revertField(key)}
          onClose={() => setShowingChanges(false)}
        />
      )}
    </div>
  )
}
