import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import type { DraftStart, IssueInput } from './use-draft-edits.ts'

export type IssueDialogProps = {
  title: string
  number: string
  request: IssueInput
  draftId: string | null
  revising: DraftStart['revising']
  onDone: () => void
  onClose: () => void
}

/** 登记之前问一句；出新版的要写明为何。 */
export function IssueDialog({ title, number, request, draftId, revising, onDone, onClose }: IssueDialogProps) {
  const [reason, setReason] = useState('')
  const [authorizedBy, setAuthorizedBy] = useState('')
  const existing = useBackendQuery('correspondence.document', { documentId: revising?.documentId ?? '' }, { enabled: revising !== null })
  const isSigned = (existing.data?.document.stages.length ?? 0) > 0
  // 登记成了以后起草页会先取到下一个号，这里仍写要登记的那个。
  const [ownNumber] = useState(number)
  const issue = useCommand('correspondence.issue', { showsOwnError: true, done: (output) => `已登记发文，文号 ${output.number}` })
  const revise = useCommand('correspondence.revise', {
    showsOwnError: true,
    done: (output) => `${output.number} 已存为第 ${output.revision} 版`,
  })
  if (revising)
    return (
      <FormDialog
        title={`另存新版：${revising.number}`}
        lead={`《${title}》存成新的一版，文号不变。原来那一版原样保留，可以随时导出；签发、用印、送达要按新版重新登记。`}
        submitLabel="另存新版"
        isOpen
        isRunning={revise.isRunning}
        error={revise.error}
        {...(reason.trim() === ''
          ? { blockedBy: '请写明为何改' }
          : isSigned && authorizedBy.trim() === ''
            ? { blockedBy: '已签发的公文，请写授权人' }
            : {})}
        onSubmit={() => {
          void revise.run({ ...request, documentId: revising.documentId, reason, authorizedBy }).then((output) => {
            if (output) onDone()
          })
        }}
        onClose={onClose}
      >
        <TextInput
          label="为何改"
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={revise.problem('reason')}
          data-autofocus
        />
        {isSigned && (
          <TextInput
            label="授权人"
            required
            description="这份公文已经签发，更正要有授权，会留痕。"
            value={authorizedBy}
            onChange={(event) => setAuthorizedBy(event.currentTarget.value)}
            error={revise.problem('authorizedBy')}
          />
        )}
      </FormDialog>
    )
  return (
    <ConfirmDialog
      title="登记发文"
      consequence={`《${title}》将定稿入发文登记簿，文号 ${ownNumber}。定稿的内容不能再改，要改只能另存新版或作废重发。`}
      confirmLabel="登记"
      isOpen
      isRunning={issue.isRunning}
      error={issue.error}
      onConfirm={() => {
        void issue.run({ ...request, ...(draftId === null ? {} : { draftId }) }).then((output) => {
          if (output) onDone()
        })
      }}
      onClose={onClose}
    />
  )
}
