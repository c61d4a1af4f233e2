import { Select } from '@mantine/core'
import type { LifeMeetingView } from '../../shared/organizational-life/life-meeting-contract.ts'

/** 指明是“组织生活”里的哪一次活动；给了类型的只列那一类。 */
export function ActivitySelect({
  view,
  label,
  value,
  type,
  onChange,
}: {
  view: Pick<LifeMeetingView, 'activities'>
  label: string
  value: string | null
  type?: string
  onChange: (id: string | null) => void
}) {
  const choices = view.activities.filter((each) => type === undefined || each.types.includes(type))
  return (
    <Select
      label={label}
      data={choices.map((each) => ({ value: each.id, label: `${each.heldOn} ${each.title}（${each.types.join('、')}）` }))}
      value={value}
      onChange={onChange}
      clearable
      searchable
      placeholder="可不选"
      clearButtonProps={{ 'aria-label': '不选活动' }}
      nothingFoundMessage="本年度没有这样的活动"
    />
  )
}
