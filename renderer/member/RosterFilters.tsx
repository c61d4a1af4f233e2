import { Button, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { GENDERS, PARTY_STATUSES, PERSON_CATEGORIES } from '../../shared/glossary.ts'
import type { MemberFilter } from '../../shared/member/contract.ts'
import { RECORDED_FIELDS } from '../../shared/member/rules.ts'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import { DateField } from '../ui/DateField.tsx'
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

/** 地址里带来的筛选：统计、完整度、发现点过来的；认不得的值当作没有。 */
export function filterFrom(query: URLSearchParams): MemberFilter {
  const one = <T extends string>(key: string, choices: readonly T[]) => choices.find((choice) => choice === query.get(key)) ?? null
  const flag = (key: string) => (query.get(key) === 'true' ? true : null)
  const asOf = query.get('asOf') ?? ''
  const lacking = one(
    'lacking',
    RECORDED_FIELDS.map(({ label }) => label),
  )
  return {
    ...EMPTY_FILTER,
    search: query.get('search') ?? '',
    organizationId: query.get('organizationId'),
    category: one('category', PERSON_CATEGORIES),
    gender: one('gender', GENDERS),
    education: query.get('education'),
    partyStatus: one('partyStatus', PARTY_STATUSES),
    isLost: flag('isLost'),
    isFloating: flag('isFloating'),
    hasMissing: flag('hasMissing'),
    ...(lacking === null ? {} : { lacking }),
    ...(isPlainDate(asOf) ? { asOf } : {}),
  }
}

const STATES = ['信息有缺项', '失联', '流动', '停止党籍'] as const
const LACKING = RECORDED_FIELDS.map(({ label }) => ({ value: `缺${label}`, lacking: label }))

function stateIn(filter: MemberFilter): string | null {
  if (filter.lacking !== undefined) return `缺${filter.lacking}`
  if (filter.hasMissing) return '信息有缺项'
  if (filter.isLost) return '失联'
  if (filter.isFloating) return '流动'
  return filter.partyStatus === '停止党籍' ? '停止党籍' : null
}

/** 换一个状态：先清掉别的状态，再按选的筛。 */
function withState(before: MemberFilter, value: string | null): MemberFilter {
  return {
    ...before,
    lacking: LACKING.find((each) => each.value === value)?.lacking,
    hasMissing: value === '信息有缺项' ? true : null,
    isLost: value === '失联' ? true : null,
    isFloating: value === '流动' ? true : null,
    partyStatus: value === '停止党籍' ? '停止党籍' : null,
  }
}

export function RosterFilters({
  filter,
  onChange,
  isFiltered,
}: {
  filter: MemberFilter
  onChange: (filter: MemberFilter) => void
  isFiltered: boolean
}) {
  const [asOf, setAsOf] = useState(filter.asOf ?? '')
  return (
    <div className="roster-filters" role="search">
      <TextInput
        aria-label="找党员"
        placeholder="姓名、拼音、笔画、证号尾号"
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
        data={[
          { group: '状态', items: [...STATES] },
          { group: '缺哪一项', items: LACKING.map(({ value }) => value) },
        ]}
        value={stateIn(filter)}
        onChange={(value) => onChange(withState(filter, value))}
      />
      <DateField
        label="回看哪一天"
        hidesLabel
        width={160}
        placeholder="回看某一天"
        value={asOf}
        onChange={(value) => {
          setAsOf(value)
          if (value === '') onChange({ ...filter, asOf: undefined })
          else if (isPlainDate(value)) onChange({ ...filter, asOf: value })
        }}
      />
      {isFiltered && (
        <Button
          variant="subtle"
          onClick={() => {
            setAsOf('')
            onChange(EMPTY_FILTER)
          }}
        >
          清除筛选
        </Button>
      )}
    </div>
  )
}
