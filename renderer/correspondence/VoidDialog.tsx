import { useCommand } from '../app/use-backend.ts'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import type { RegisterRow } from './rows.ts'

/** 作废一份发文：写明原因；已签发的还要授权人。 */
export function VoidDialog({ row, onClose }: { row: RegisterRow; onClose: () => void }) {
  const revoke = useCommand('correspondence.void', { showsOwnError: true, done: () => `${row.number} 已作废` })
  return (
    <ReasonDialog
      title={`作废 ${row.number}`}
      lead={`《${row.title}》作废后仍留在登记簿里，文号不再使用，也不会分给别的文件。`}
      submitLabel="作废"
      command={revoke}
      authority={row.stages.length > 0 ? '这份公文已经签发，作废要有授权，会留痕。' : undefined}
      onSubmit={(reason, authorizedBy) => revoke.run({ documentId: row.id, reason, authorizedBy })}
      onClose={onClose}
    />
  )
}
