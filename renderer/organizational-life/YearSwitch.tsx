import { ActionIcon } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import './appraisal.css'

/** 换年度：左右箭头，当中写年。 */
export function YearSwitch({
  year,
  suffix = '年度',
  latest,
  onChange,
}: {
  year: number
  suffix?: string
  latest: number
  onChange: (year: number) => void
}) {
  return (
    <div className="year-switch" role="group" aria-label="年度">
      <ActionIcon variant="default" size={30} aria-label="前一年" onClick={() => onChange(year - 1)}>
        <IconChevronLeft size={16} aria-hidden="true" />
      </ActionIcon>
      <span className="year-switch-now" aria-live="polite">
        {year} {suffix}
      </span>
      <ActionIcon variant="default" size={30} aria-label="后一年" disabled={year >= latest} onClick={() => onChange(year + 1)}>
        <IconChevronRight size={16} aria-hidden="true" />
      </ActionIcon>
    </div>
  )
}
