import type { MemberRow } from '../../shared/member/contract.ts'
import { useCommand } from '../app/use-backend.ts'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'

export type RemoveDialogProps = { member: MemberRow; isOpen: boolean; onClose: () => void; onDone: () => void }

/** 登错的人移入回收站；减员另行登记。 */
export function RemoveDialog({ member, isOpen, onClose, onDone }: RemoveDialogProps) {
  const remove = useCommand('member.remove', { showsOwnError: true, done: () => `已把${member.name}移入回收站，可随时恢复` })
  const submit = async (reason: string) => {
    if (await remove.run({ memberId: member.id, reason, basedOn: member })) onDone()
  }
  return (
    <ReasonDialog
      title={`移入回收站：${member.name}`}
      lead="只用于登错的人。转出、去世等减员请在“登记一件事”里登记，从前的人数才不会变。移入后不再计入人数，可在回收站恢复。"
      submitLabel="移入回收站"
      isOpen={isOpen}
      command={remove}
      onSubmit={submit}
      onClose={onClose}
    />
  )
}
