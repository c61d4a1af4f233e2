import { Select, Textarea, TextInput, UnstyledButton } from '@mantine/core'
import type { DraftField } from '../../shared/correspondence/draft.ts'
import { DateField } from '../ui/DateField.tsx'
import { CandidatesField } from './CandidatesField.tsx'

/** 自由起草里全由人写、没有记录可恢复的格：一点“恢复”就全没了，所以不给。 */
const WRITTEN_KEYS: ReadonlySet<string> = new Set(['title', 'body', 'attachments'])

export type DraftFieldsProps = {
  fields: readonly DraftField[]
  /** 人改过的值，优先显示（后端回来的要慢半拍）。 */
  values: Readonly<Record<string, string>>
  organizationId: string
  /** 先列标题与正文。 */
  isWriting: boolean
  onChange: (key: string, value: string) => void
  onRevert: (key: string) => void
}

const SECTIONS: readonly DraftField['section'][] = ['版头', '主体', '附件', '落款']
// 自由起草要写的是标题与正文，版头由设置填好，放到最后。
const WRITING_SECTIONS: readonly DraftField['section'][] = ['主体', '附件', '落款', '版头']

export function DraftFields({ fields, values, organizationId, isWriting, onChange, onRevert }: DraftFieldsProps) {
  return (
    <>
      {(isWriting ? WRITING_SECTIONS : SECTIONS).map((section) => {
        const own = fields.filter((field) => field.section === section)
        if (own.length === 0) return null
        return (
          <div key={section}>
            <h3 className="draft-section">{section}</h3>
            <div className="draft-fields">
              {own.map((field) => (
                <div key={field.key} data-field={field.key}>
                  <FieldInput
                    field={field}
                    value={values[field.key] ?? field.value}
                    isEdited={values[field.key] !== undefined && !(isWriting && WRITTEN_KEYS.has(field.key))}
                    organizationId={organizationId}
                    onChange={(value) => onChange(field.key, value)}
                    onRevert={() => onRevert(field.key)}
                  />
                </div>
              ))}
            </div>
          </div>
        )
      })}
    </>
  )
}

type FieldInputProps = {
  field: DraftField
  value: string
  isEdited: boolean
  organizationId: string
  onChange: (value: string) => void
  onRevert: () => void
}

function FieldInput({ field, value, isEdited, organizationId, onChange, onRevert }: FieldInputProps) {
  const description = isEdited ? (
    <UnstyledButton className="link-button" onClick={onRevert} style={{ fontSize: 12 }}>
      已改动，恢复成记录里的
    </UnstyledButton>
  ) : field.derivedFrom === '' ? undefined : (
    `取自${field.derivedFrom}`
  )
  const shared = {
    label: field.label,
    required: field.isRequired,
    value,
    description,
    error: field.problem === '' ? undefined : field.problem,
  }
  switch (field.input) {
    case '日期':
      return <DateField {...shared} onChange={onChange} />
    case '多行':
      return (
        <Textarea
          {...shared}
          autosize
          minRows={field.key === 'body' ? 14 : 2}
          maxRows={field.key === 'body' ? 30 : 8}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case '人选':
      return <CandidatesField {...shared} organizationId={organizationId} onChange={onChange} />
    case '选项':
      return (
        <Select
          {...shared}
          data={[...field.options]}
          value={value === '' ? null : value}
          onChange={(next) => onChange(next ?? '')}
          allowDeselect={false}
        />
      )
    case '整数':
    case '单行':
      return (
        <TextInput
          {...shared}
          inputMode={field.input === '整数' ? 'numeric' : 'text'}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
  }
}
