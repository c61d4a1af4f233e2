import { Button, Select, TextInput } from '@mantine/core'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import { PERSON_CATEGORIES } from '../../shared/glossary.ts'
import { memberFilter, type MemberFilter } from '../../shared/member/contract.ts'
import { useState } from 'react'
import { DateField } from '../ui/DateField.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'

const STATES = ['信息有缺项', '失联', '流动', '停止党籍'] as const
const NO_FILTER = JSON.stringify(memberFilter.parse({}))

/** 导出前选范围与日期。日期空着就是今天。 */
export function ExportScope({ filter, onChange }: { filter: MemberFilter; onChange: (filter: MemberFilter) => void }) {
  const [asOf, setAsOf] = useState(filter.asOf ?? '')
  const state = filter.hasMissing
    ? '信息有缺项'
    : filter.isLost
      ? '失联'
      : filter.isFloating
        ? '流动'
        : filter.partyStatus === '停止党籍'
          ? '停止党籍'
          : null
  const date = (text: string) => {
    setAsOf(text)
    if (text === '') onChange({ ...filter, asOf: undefined })
    else if (isPlainDate(text)) onChange({ ...filter, asOf: text })
  }
  return (
    <div className="export-scope">
      <DateField label="截至哪一天" description="空着就是今天" value={asOf} onChange={date} />
      <OrganizationPicker
        label="党组织（含下级）"
        description=" "
        emptyText="全部党组织"
        value={filter.organizationId}
        onChange={(organizationId) => onChange({ ...filter, organizationId })}
      />
      <Select
        label="人员类别"
        placeholder="正式与预备"
        clearable
        clearButtonProps={{ 'aria-label': '清空人员类别' }}
        data={[...PERSON_CATEGORIES]}
        value={filter.category}
        onChange={(category) => onChange({ ...filter, category })}
      />
      <Select
        label="状态"
        placeholder="全部状态"
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
      <TextInput
        label="找人"
        placeholder="姓名、拼音、笔画、证号尾号"
        value={filter.search}
        onChange={(event) => onChange({ ...filter, search: event.currentTarget.value })}
        autoComplete="off"
      />
      <div className="export-scope-clear">
        <Button
          variant="subtle"
          disabled={JSON.stringify(memberFilter.parse(filter)) === NO_FILTER}
          onClick={() => {
            setAsOf('')
            onChange(memberFilter.parse({}))
          }}
        >
          清空筛选
        </Button>
      </div>
    </div>
  )
}
