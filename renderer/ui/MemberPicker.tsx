import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState, type ReactNode } from 'react'
import { useBackendQuery } from '../app/use-backend.ts'

export type MemberPickerProps = {
  label: string
  value: string | null
  onChange: (memberId: string | null) => void
  /** 只在这个组织（含下级）里找。 */
  organizationId?: string | null
  required?: boolean
  error?: ReactNode
  description?: ReactNode
}

/** 选一名党员：打姓名、拼音首字母或证号尾号，由后端来找。 */
export function MemberPicker({ label, value, onChange, organizationId = null, required = false, error, description }: MemberPickerProps) {
  const [search, setSearch] = useState('')
  const [settled] = useDebouncedValue(search, 200)
  const picked = useBackendQuery('member.detail', { memberId: value ?? '' }, { enabled: value !== null })
  // 选中后输入框里是“姓名（支部）”，拿它去搜会搜空，所以只取括号前的姓名。
  const found = useBackendQuery('member.list', { search: settled.split('（')[0] ?? '', organizationId, limit: 50 }, { keepPrevious: true })
  const rows = found.data?.rows ?? []
  const chosen = picked.data?.member
  const people = value !== null && chosen?.id === value && !rows.some((row) => row.id === value) ? [chosen, ...rows] : rows
  return (
    <Select
      label={label}
      data={people.map((row) => ({
        value: row.id,
        label: `${row.name}（${organizationId === null ? row.branchShortName : row.category}，${row.birthOn.slice(0, 4)} 年生）`,
      }))}
      value={value}
      onChange={onChange}
      searchable
      onSearchChange={setSearch}
      filter={({ options }) => options}
      placeholder="打姓名或拼音首字母"
      required={required}
      error={error ?? found.error?.message}
      description={description}
      nothingFoundMessage={organizationId === null ? '名册里没有这个人' : '本组织名册里没有这个人'}
    />
  )
}
