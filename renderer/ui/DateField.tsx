import { ActionIcon, Popover, TextInput } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import { IconCalendar } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { shownDate } from '../../shared/calendar/date-precision.ts'
import { isPlainDate, makeDate, partsOf } from '../../shared/calendar/plain-date.ts'
import type { DatePrecision } from '../../shared/glossary.ts'

export type DateFieldProps = {
  label: string
  value: string
  onChange: (value: string, precision: DatePrecision) => void
  /** 给了就可以只写年月（`2017-07`、`2017年7月`）或只写年，随值一起交出精度；不给则必须到日。 */
  precision?: DatePrecision
  error?: ReactNode
  description?: ReactNode
  required?: boolean
  disabled?: boolean
  /** 不显示标签（工具条里用），仍读得出。 */
  hidesLabel?: boolean
  width?: number
  /** 空着时的提示；缺省写年月日的写法。 */
  placeholder?: string
}

/** 键盘直接写 `2026-09-14`；`20260914`、`2026.9.14`、`2026年9月14日` 离开时自动理成一样。也可点日历。 */
export function DateField({
  label,
  value,
  onChange,
  precision,
  error,
  description,
  required = false,
  disabled = false,
  hidesLabel = false,
  width,
  placeholder,
}: DateFieldProps) {
  const [isOpen, setOpen] = useState(false)
  const [hasLeft, setLeft] = useState(false)
  const isPartial = precision !== undefined && precision !== '日' && isPlainDate(value)
  const text = isPartial ? shownDate(value, precision) : value
  /** 离开或回车时理成统一的写法；理过了返回真。 */
  const tidy = (): boolean => {
    const partial = precision === undefined ? null : partialDate(text)
    if (partial) {
      if (partial.on === value && partial.precision === precision) return false
      onChange(partial.on, partial.precision)
      return true
    }
    const tidied = tidyDate(text)
    if (tidied === text) return false
    onChange(tidied, '日')
    return true
  }
  const ownError = hasLeft && value !== '' && !isPlainDate(value) ? '日期应写成 2026-09-14 这样的形式，并且确有这一天' : null
  const calendar = (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus returnFocus shadow="sm" withinPortal>
      <Popover.Target>
        <ActionIcon aria-label={`${label}：打开日历`} size={24} disabled={disabled} onClick={() => setOpen((open) => !open)}>
          <IconCalendar size={16} aria-hidden="true" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown
        aria-label={`${label}：日历`}
        onKeyDown={(event) => {
          // 只收起日历：不让外面的表单也跟着关掉。
          if (event.key !== 'Escape') return
          event.stopPropagation()
          setOpen(false)
        }}
      >
        <DatePicker
          __stopPropagation
          value={isPlainDate(value) ? value : null}
          {...(isPlainDate(value) ? { defaultDate: value } : {})}
          onChange={(picked) => {
            onChange(picked ?? '', '日')
            setOpen(false)
          }}
          monthLabelFormat="YYYY年M月"
          yearLabelFormat="YYYY年"
          decadeLabelFormat="YYYY年"
          monthsListFormat="M月"
          ariaLabels={{
            nextMonth: '下一月',
            previousMonth: '上一月',
            nextYear: '下一年',
            previousYear: '上一年',
            nextDecade: '后十年',
            previousDecade: '前十年',
          }}
          getDayProps={(date) => ({ 'aria-label': dayLabel(date) })}
        />
      </Popover.Dropdown>
    </Popover>
  )
  return (
    <TextInput
      {...(hidesLabel ? { 'aria-label': label } : { label })}
      {...(width === undefined ? {} : { w: width })}
      value={text}
      placeholder={placeholder ?? (precision === undefined ? '年-月-日' : '年-月-日，也可只写年月、年')}
      required={required}
      disabled={disabled}
      error={error ?? ownError}
      description={isPartial ? `只记到${precision}，不补没有的日子` : description}
      inputMode="numeric"
      autoComplete="off"
      onChange={(event) => {
        setLeft(false)
        onChange(event.currentTarget.value, '日')
      }}
      onKeyDown={(event) => {
        // 回车先把写法理好，再按一次才提交，免得把 2017年7月 原样交上去。
        if (event.key === 'Enter' && tidy()) event.preventDefault()
      }}
      onBlur={() => {
        setLeft(true)
        tidy()
      }}
      rightSection={calendar}
    />
  )
}

/** 先念几日再念年月，念出来的开头就是格子里看得见的数字。 */
function dayLabel(date: string): string {
  const { year, month, day } = partsOf(date)
  return `${day} 日，${year} 年 ${month} 月`
}

/** 各种常见写法理成 `YYYY-MM-DD`；认不出的原样留着，由红字说明。 */
export function tidyDate(text: string): string {
  const trimmed = text.trim()
  const match = /^(\d{4})(?:[-./年](\d{1,2})[-./月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(trimmed)
  if (!match) return trimmed
  const date = makeDate(Number(match[1]), Number(match[2] ?? match[4]), Number(match[3] ?? match[5]))
  return isPlainDate(date) ? date : trimmed
}

/** 只到月、只到年的写法：`2017-07`、`2017.7`、`2017年7月`、`2017`、`2017年`；不是则为 null。 */
export function partialDate(text: string): { on: string; precision: DatePrecision } | null {
  const match = /^(\d{4})(?:年?|[-./年](\d{1,2})月?)$/.exec(text.trim())
  if (!match) return null
  const month = match[2] === undefined ? 1 : Number(match[2])
  const on = makeDate(Number(match[1]), month, 1)
  return isPlainDate(on) ? { on, precision: match[2] === undefined ? '年' : '月' } : null
}
