import { useCommand } from '../app/use-backend.ts'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import type { IncomingItem } from './rows.ts'

export function RemoveIncomingDialog({ item, onClose }: { item: IncomingItem; onClose: () => void }) {
  const remove = useCommand('correspondence.removeIncoming', { showsOwnError: true, done: () => `${item.number} 已撤下，可以恢复` })
  return (
    <ReasonDialog
      title={`撤下 ${item.number}`}
      lead={`《${item.title}》登错了才撤下。编号不回收，勾“连同撤下的”可以找到并恢复。`}
      submitLabel="撤下"
      command={remove}
      onSubmit={(reason) => remove.run({ incomingId: item.id, reason })}
      onClose={onClose}
    />
  )
}
