import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { OrganizationNode } from '../../shared/organization/contract.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'

export function CorrectEstablishmentForm({ node, onClose }: { node: OrganizationNode; onClose: () => void }) {
  const [code, setCode] = useState(node.code)
  const [establishedOn, setEstablishedOn] = useState(node.establishedOn)
  const [documentNo, setDocumentNo] = useState(node.establishmentDocumentNo)
  const correct = useCommand('organization.correctEstablishment', { showsOwnError: true, done: () => '已改正' })
  return (
    <FormDialog
      title={`改正${node.shortName}的编码与成立信息`}
      lead="只用来改登错的内容；更名、升格、变更隶属请用“自某日起更改”。"
      submitLabel="改正"
      isOpen
      isRunning={correct.isRunning}
      error={correct.error}
      onClose={onClose}
      onSubmit={() =>
        void correct
          .run({ organizationId: node.id, code, establishedOn, establishmentDocumentNo: documentNo })
          .then((done) => done && onClose())
      }
    >
      <TextInput
        label="编码"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={correct.problem('code')}
        required
      />
      <DateField label="成立日期" value={establishedOn} onChange={setEstablishedOn} error={correct.problem('establishedOn')} required />
      <TextInput
        label="成立批复文号"
        value={documentNo}
        onChange={(event) => setDocumentNo(event.currentTarget.value)}
        error={correct.problem('establishmentDocumentNo')}
      />
    </FormDialog>
  )
}
