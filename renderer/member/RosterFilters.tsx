import { Button, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { GENDERS, PERSON_CATEGORIES } from '../../shared/glossary.ts'
import type { MemberFilter } from '../../shared/member/contract.ts'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'

export const EMPTY_FILTER: MemberFilter = {
  search: '',
  organizationId: null,
  category: null,
  gender: null,
  education: null,
  partyStatus: null,
  isLost: null,
  isFloating: null,
  hasMissing: null,
}

const STATES = ['信息有缺项', '失联', '流动', '停止党籍'] as const

export function RosterFilters({
  filter,
  onChange,
  isFiltered,
}: {
  filter: MemberFilter
  onChange: (filter: MemberFilter) => void
  isFiltered: boolean
}) {
  const state = filter.hasMissing
    ? '信息有缺项'
    : filter.isLost
      ? '失联'
      : filter.isFloating
        ? '流动'
        : filter.partyStatus === '停止党籍'
          ? '停止党籍'
          : null
  return (
    <div className="roster-filters" role="search">
      <TextInput
        aria-label="找党员"
        placeholder="姓名、拼音、证号尾号、手机号"
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        w={260}
        value={filter.search}
        onChange={(event) => onChange({ ...filter, search: event.currentTarget.value })}
        autoComplete="off"
      />
      <OrganizationPicker
        label="党组织"
        hidesLabel
        emptyText="全部党组织"
        width={220}
        value={filter.organizationId}
        onChange={(organizationId) => onChange({ ...filter, organizationId })}
      />
      <Select
        aria-label="人员类别"
        placeholder="正式与预备"
        w={130}
        clearable
        clearButtonProps={{ 'aria-label': '清空人员类别' }}
        data={[...PERSON_CATEGORIES]}
        value={filter.category}
        onChange={(value) => onChange({ ...filter, category: value })}
      />
      <Select
        aria-label="性别"
        placeholder="男与女"
        w={100}
        clearable
        clearButtonProps={{ 'aria-label': '清空性别' }}
        data={[...GENDERS]}
        value={filter.gender}
        onChange={(value) => onChange({ ...filter, gender: value })}
      />
      <Select
        aria-label="状态"
        placeholder="全部状态"
        w={140}
        clearable
        clearButtonProps={{ 'aria-label': '清空状态' }}
        data={[...STATES]}
        value={state}
        onChange={(value) =>
          onChange({
            ...filter,
            hasMissing: value === '信息有缺项' ? true : null,
            isLost: value === '失联' ? true : null,
            isFloating: value === '流动' ? true : null,
            partyStatus: value === '停止党籍' ? '停止党籍' : null,
          })
        }
      />
      {isFiltered && (
        <Button variant="subtle" onClick={() => onChange(EMPTY_FILTER)}>
          清除筛选
        </Button>
      )}
    </div>
  )
}
