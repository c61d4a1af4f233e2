import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { useTask } from '../app/use-backend.ts'
import { FolderField } from '../ui/FolderField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { MissingFiles } from '../ui/OffsitePicker.tsx'
import { blockedPassphrase, EMPTY_PASSPHRASE, PassphraseFields } from '../ui/PassphraseFields.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { sizeText } from '../ui/size-text.ts'
import { TaskBar } from '../ui/TaskBar.tsx'

/** 另存一整份到 U 盘、别的盘；可单设口令。 */
export function BackUpToDialog({ isEncrypted, onClose }: { isEncrypted: boolean; onClose: () => void }) {
  const [folder, setFolder] = useState('')
  const [usesPassphrase, setUsesPassphrase] = useState(!isEncrypted)
  const [passphrase, setPassphrase] = useState(EMPTY_PASSPHRASE)
  const [receipt, setReceipt] = useState<RouteOutput<'settings.backUpTo'> | null>(null)
  const backUp = useTask('settings.backUpTo', {
    invalidates: ['settings.overview', 'settings.journal', 'settings.offsiteHistory'],
    showsOwnError: true,
    done: (output) => `已另存到 ${output.folder}`,
  })
  const blockedBy = folder.trim() === '' ? '请先选放到哪个文件夹' : usesPassphrase ? blockedPassphrase(passphrase) : undefined
  if (receipt)
    return (
      <FormDialog title="另存好了" submitLabel="知道了" isOpen isRunning={false} error={null} onSubmit={onClose} onClose={onClose}>
        <SeverityMark
          severity={receipt.missing.length === 0 ? '达标' : '应当'}
          text={receipt.missing.length === 0 ? '写完读回来核对过，库与每个附件都完好' : '库完好；有附件本来就缺，没能带上'}
        />
        <p className="settings-path">{receipt.folder}</p>
        <p className="small secondary">
          {sizeText(receipt.bytes)}，附件 {receipt.attachments} 个，{receipt.isEncrypted ? '已加密' : '没有加密，请妥善保管'}
          。U 盘请先安全弹出再拔；放在别的屋子里，电脑出事时才有用。
        </p>
        <MissingFiles names={receipt.missing} />
      </FormDialog>
    )
  return (
    <FormDialog
      title="另存一份到别处"
      lead="把数据、附件整份放到 U 盘或别的盘，写完读回来核对。电脑坏了、丢了，在别的电脑上装好基石就能恢复。"
      submitLabel="另存"
      isOpen
      isRunning={backUp.isRunning}
      error={backUp.error}
      {...(blockedBy === undefined ? {} : { blockedBy })}
      size={640}
      onSubmit={() => {
        void backUp.run({ folder, ...(usesPassphrase ? { passphrase: passphrase.passphrase } : {}) }).then((output) => {
          if (output) setReceipt(output)
        })
      }}
      onClose={onClose}
    >
      <FolderField label="放到哪个文件夹" description="在里面新建一个“基石备份-时刻”，不覆盖已有的" value={folder} onChange={setFolder} />
      <Checkbox
        label={isEncrypted ? '给这一份单设一个口令（不设的，仍用现在的口令或恢复单打开）' : '给这一份设口令（U 盘丢了，别人也打不开）'}
        checked={usesPassphrase}
        onChange={(event) => setUsesPassphrase(event.currentTarget.checked)}
      />
      {usesPassphrase ? (
        <>
          <PassphraseFields label="这一份的口令" value={passphrase} onChange={setPassphrase} />
          <p className="small secondary">口令只有您知道，忘了就打不开这一份；请记在别处。</p>
        </>
      ) : (
        !isEncrypted && <SeverityMark severity="应当" text="不设口令的，谁拿到 U 盘都看得到名册与证号" />
      )}
      {backUp.isRunning && (
        <TaskBar title="正在另存" progress={backUp.progress} isCancelling={backUp.isCancelling} onCancel={backUp.cancel} />
      )}
    </FormDialog>
  )
}
