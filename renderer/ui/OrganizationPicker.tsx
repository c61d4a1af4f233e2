import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import type { OrganizationLevel } from '../../shared/glossary.ts'
import { useBackendQuery } from '../app/use-backend.ts'

export type OrganizationPickerProps = {
  label: string
  value: string | null
  onChange: (organizationId: string | null) => void
  /** 只列这些层级；不给则全列。 */
  levels?: readonly OrganizationLevel[]
  /** 不列这些（自己与自己的下级等）。 */
  excluded?: ReadonlySet<string>
  /** 允许清空时，空着表示什么，如“全部党组织”。 */
  emptyText?: string
  hidesLabel?: boolean
  required?: boolean
  disabled?: boolean
  error?: ReactNode
  description?: ReactNode
  width?: number
}

/** 选一个党组织；可直接打字筛选。 */
export function OrganizationPicker({
  label,
  value,
  onChange,
  levels,
  excluded,
  emptyText,
  hidesLabel = false,
  required = false,
  disabled = false,
  error,
  description,
  width,
}: OrganizationPickerProps) {
  const tree = useBackendQuery('organization.tree', {})
  const options = (tree.data?.nodes ?? [])
    .filter((node) => (levels === undefined || levels.includes(node.level)) && !excluded?.has(node.id))
    .map((node) => ({ value: node.id, label: levels?.length === 1 ? node.shortName : `${node.shortName}（${node.level}）` }))
  return (
    <Select
      {...(hidesLabel ? { 'aria-label': label } : { label })}
      {...(width === undefined ? {} : { w: width })}
      data={options}
      value={value}
      onChange={onChange}
      searchable
      selectFirstOptionOnChange
      clearable={emptyText !== undefined}
      placeholder={emptyText ?? '选一个党组织'}
      required={required}
      disabled={disabled}
      error={error ?? tree.error?.message}
      description={description}
      clearButtonProps={{ 'aria-label': `清空${label}` }}
    />
  )
}
