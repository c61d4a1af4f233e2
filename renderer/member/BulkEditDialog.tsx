import { Select, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { EDUCATIONS, ETHNICITIES, JOBS } from '../../shared/member/code-tables.ts'
import type { MemberRow } from '../../shared/member/contract.ts'
import { BULK_FIELDS, type BulkField } from '../../shared/member/life-contract.ts'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'

export type BulkEditDialogProps = { members: readonly MemberRow[]; onClose: () => void; onDone: () => void }

const FIELD_CHOICES = Object.entries(BULK_FIELDS).map(([value, label]) => ({ value, label }))
const CODES: Readonly<Partial<Record<BulkField, readonly { label: string }[]>>> = {
  ethnicity: ETHNICITIES,
  education: EDUCATIONS,
  job: JOBS,
}

/** 成批改一个字段：先说清哪几个人会变、变之前是什么，再落；整批可撤销。 */
export function BulkEditDialog({ members, onClose, onDone }: BulkEditDialogProps) {
  const [field, setField] = useState<BulkField>('job')
  const [value, setValue] = useState('')
  const change = useCommand('member.changeField', { showsOwnError: true })
  const altered = members.filter((member) => member[field] !== value)
  const codes = CODES[field]
  return (
    <FormDialog
      title={`成批改一个字段：${members.length} 名`}
      lead="更正名册用，从头就如此。自某日起才变的（学历变化、行政职务变动）请用“登记同一件事”。"
      submitLabel={`改 ${altered.length} 名`}
      isOpen
      isRunning={change.isRunning}
      error={change.error}
      {...(altered.length === 0 ? { blockedBy: '都已经是这个值' } : {})}
      onSubmit={() => {
        void change.run({ memberIds: members.map(({ id }) => id), field, value }).then((output) => {
          if (!output) return
          notifications.show({
            message: `改了 ${output.changed} 名的${BULK_FIELDS[field]}；改错了可在“导入与修改历史”里整批撤销。`,
            color: 'green.8',
            autoClose: 8000,
          })
          onDone()
          onClose()
        })
      }}
      onClose={onClose}
    >
      <Select
        label="字段"
        required
        data={FIELD_CHOICES}
        value={field}
        onChange={(chosen) => {
          const next = FIELD_CHOICES.find((each) => each.value === chosen)
          if (!next) return
          setField(next.value as BulkField)
          setValue('')
        }}
      />
      {codes ? (
        <Select
          label="改为"
          searchable
          clearable
          clearButtonProps={{ 'aria-label': '清空' }}
          data={codes.map(({ label }) => label)}
          value={value === '' ? null : value}
          error={change.problem(field) ?? change.problem('value')}
          onChange={(chosen) => setValue(chosen ?? '')}
        />
      ) : field === 'remark' ? (
        <Textarea label="改为" autosize minRows={2} value={value} onChange={(event) => setValue(event.currentTarget.value)} />
      ) : (
        <TextInput
          label="改为（空着就是清空）"
          value={value}
          error={change.problem(field) ?? change.problem('value')}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      )}
      <table className="plain-table">
        <thead>
          <tr>
            <th>姓名</th>
            <th>现在</th>
            <th>改为</th>
          </tr>
        </thead>
        <tbody>
          {altered.slice(0, 8).map((member) => (
            <tr key={member.id}>
              <td>{member.name}</td>
              <td>{member[field] === '' ? '（空）' : member[field]}</td>
              <td>{value === '' ? '（空）' : value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {altered.length > 8 && <p className="small secondary">另有 {altered.length - 8} 名同样改。</p>}
    </FormDialog>
  )
}
