import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { OrganizationNode } from '../../shared/organization/contract.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'

export function DissolveForm({ node, today, onClose }: { node: OrganizationNode; today: string; onClose: () => void }) {
  const [dissolvedOn, setDissolvedOn] = useState(today)
  const [reason, setReason] = useState('')
  const [documentNo, setDocumentNo] = useState('')
  const [mergedIntoId, setMergedIntoId] = useState<string | null>(null)
  const dissolve = useCommand('organization.dissolve', {
    showsOwnError: true,
    done: (output) => (output.movedMembers > 0 ? `已撤并，${output.movedMembers} 名党员随之并入` : '已撤并'),
  })
  return (
    <FormDialog
      title={`撤并${node.shortName}`}
      lead="撤并后它从那天起不再出现在树里，之前的记录都在，随时可以恢复。名下还有党员的，要写明并到哪里。"
      submitLabel={mergedIntoId === null ? '撤销' : '并入'}
      isDangerous
      isOpen
      isRunning={dissolve.isRunning}
      error={dissolve.error}
      onClose={onClose}
      onSubmit={() =>
        void dissolve.run({ organizationId: node.id, dissolvedOn, reason, documentNo, mergedIntoId }).then((done) => done && onClose())
      }
    >
      <DateField label="自哪一天起撤并" value={dissolvedOn} onChange={setDissolvedOn} error={dissolve.problem('dissolvedOn')} required />
      <OrganizationPicker
        label="并入"
        value={mergedIntoId}
        onChange={setMergedIntoId}
        levels={[node.level]}
        excluded={new Set([node.id])}
        emptyText="不并入，直接撤销"
        error={dissolve.problem('mergedIntoId')}
      />
      <TextInput
        label="原因"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={dissolve.problem('reason')}
        required
      />
      <TextInput
        label="批复文号"
        value={documentNo}
        onChange={(event) => setDocumentNo(event.currentTarget.value)}
        error={dissolve.problem('documentNo')}
      />
    </FormDialog>
  )
}
