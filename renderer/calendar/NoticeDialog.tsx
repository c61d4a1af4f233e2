import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { asCallError, call, type CallError, type RouteOutput } from '../app/client.ts'
import { FormDialog } from '../ui/FormDialog.tsx'

type Reading = RouteOutput<'calendar.readNotice'>

/** 粘贴国务院办公厅通知的文字：读出放假与调休，先给人看。 */
export function NoticeDialog({ onRead, onClose }: { onRead: (reading: Reading) => void; onClose: () => void }) {
  const [text, setText] = useState('')
  const [year, setYear] = useState('')
  const [error, setError] = useState<CallError | null>(null)
  const [isReading, setReading] = useState(false)
  const read = async () => {
    setReading(true)
    setError(null)
    try {
      onRead(await call('calendar.readNotice', { text, year: year.trim() === '' ? null : Number(year) }))
    } catch (caught) {
      setError(asCallError(caught))
    } finally {
      setReading(false)
    }
  }
  return (
    <FormDialog
      title="粘贴节假日通知"
      lead="把国务院办公厅关于当年部分节假日安排的通知全文（连标题与文号）贴进来，读出来以后先给你核对，再存。"
      submitLabel="读出来核对"
      size={680}
      isOpen
      isRunning={isReading}
      error={error}
      {...(text.trim() === '' ? { blockedBy: '请先粘贴文字' } : {})}
      onSubmit={() => void read()}
      onClose={onClose}
    >
      <Textarea
        label="通知文字"
        required
        autosize
        minRows={10}
        maxRows={18}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        placeholder="一、元旦：1月1日（周五）至3日（周日）放假，共3天。……"
        data-autofocus
      />
      <TextInput
        label="年份"
        description="文字里写了年份的不用填"
        inputMode="numeric"
        value={year}
        onChange={(event) => setYear(event.currentTarget.value)}
        w={160}
      />
    </FormDialog>
  )
}
