import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { leaveFile } from '../app/pending-file.ts'
import { navigate } from '../app/router.ts'
import { FormDialog } from '../ui/FormDialog.tsx'

/** 从 Excel、WPS 复制几行贴进来：连表头一起，按导入的办法先看差异再落，整批可撤销。 */
export function PasteDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const columnCount = (lines[0] ?? '').split('\t').length
  return (
    <FormDialog
      title="从表格里粘贴几行"
      lead="在 Excel 或 WPS 里连表头一起选中要改的列（须有姓名与公民身份号码），复制后贴到下面。按证号对人，先看差异、逐格取舍，再落库；整批可撤销。"
      submitLabel="看差异"
      isOpen
      size={760}
      isRunning={false}
      error={null}
      {...(lines.length < 2
        ? { blockedBy: '至少贴一行表头、一行内容' }
        : columnCount < 2
          ? { blockedBy: '各列之间要有制表符：请从表格里整块复制' }
          : {})}
      onSubmit={() => {
        leaveFile({ fileName: '粘贴的几行.tsv', base64: base64Of(`\ufeff${text}`) })
        onClose()
        navigate('/exchange')
      }}
      onClose={onClose}
    >
      <Textarea
        label="粘贴到这里"
        description={
          lines.length > 1
            ? `表头 ${columnCount} 列，内容 ${lines.length - 1} 行`
            : '第一行是表头，如：姓名、公民身份号码、手机号、家庭住址'
        }
        minRows={8}
        maxRows={14}
        autosize
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
    </FormDialog>
  )
}

function base64Of(text: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary)
}
