import { SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { DOCUMENT_EVENT_KINDS, type DocumentEventKind } from '../../shared/correspondence/register-contract.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import type { RegisterRow } from './rows.ts'

const HANDLER: Record<DocumentEventKind, string> = { 签发: '签发人', 用印: '用印人', 送达: '收件单位与收件人', 归档: '归档人' }

/** 签发、用印、送达、归档：各是谁、哪天。 */
export function EventDialog({ row, onClose }: { row: RegisterRow; onClose: () => void }) {
  const overview = useBackendQuery('settings.overview', {})
  const done = new Set(row.stages.map(({ kind }) => kind))
  const [kind, setKind] = useState<DocumentEventKind>(DOCUMENT_EVENT_KINDS.find((each) => !done.has(each)) ?? '送达')
  const [occurredOn, setOccurredOn] = useState<string | null>(null)
  const [handler, setHandler] = useState(kind === '签发' ? row.signer : '')
  const [note, setNote] = useState('')
  const record = useCommand('correspondence.recordEvent', { showsOwnError: true, done: () => `已登记${kind}` })
  return (
    <FormDialog
      title={`办理 ${row.number}`}
      lead={`《${row.title}》`}
      submitLabel={`登记${kind}`}
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      {...(handler.trim() === '' ? { blockedBy: `请填${HANDLER[kind]}` } : {})}
      onSubmit={() => {
        const on = occurredOn ?? overview.data?.today ?? ''
        void record.run({ documentId: row.id, kind, occurredOn: on, handler, note }).then((output) => {
          if (output) onClose()
        })
      }}
      onClose={onClose}
    >
      <SegmentedControl
        data={[...DOCUMENT_EVENT_KINDS]}
        value={kind}
        onChange={(next) => setKind(DOCUMENT_EVENT_KINDS.find((each) => each === next) ?? '签发')}
        aria-label="哪一步"
      />
      <TextInput
        label={HANDLER[kind]}
        required
        value={handler}
        onChange={(event) => setHandler(event.currentTarget.value)}
        error={record.problem('handler')}
        data-autofocus
      />
      <DateField
        label={`${kind}日期`}
        required
        value={occurredOn ?? overview.data?.today ?? ''}
        onChange={setOccurredOn}
        error={record.problem('occurredOn')}
      />
      <TextInput
        label="说明"
        placeholder={kind === '用印' ? '如“党委印章，12 份”' : kind === '送达' ? '如“机要交换”“当面签收”' : ''}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={record.problem('note')}
      />
    </FormDialog>
  )
}
