import { Select } from '@mantine/core'
import { useBackendQuery } from '../app/use-backend.ts'

const STANDARD = '国标版式'

/** 套哪份自家红头；没有登记过模板就不出现。 */
export function TemplateField({ value, onChange }: { value: string | null; onChange: (templateId: string | null) => void }) {
  const templates = useBackendQuery('correspondence.templates', {})
  const rows = templates.data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <Select
      label="红头"
      data={[{ value: STANDARD, label: STANDARD }, ...rows.map(({ id, name }) => ({ value: id, label: name }))]}
      value={value ?? STANDARD}
      onChange={(next) => onChange(next === null || next === STANDARD ? null : next)}
      allowDeselect={false}
      description={value === null ? undefined : '预览是国标版式，套用后以 docx 为准'}
    />
  )
}
