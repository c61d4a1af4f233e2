import { Button, Checkbox, Popover, Stack } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconColumns3 } from '@tabler/icons-react'
import type { Column } from './DataTable.tsx'

export type ColumnChoice<T> = { visible: readonly Column<T>[]; isShown: (key: string) => boolean; toggle: (key: string) => void }

/** 记住用户收起了哪些列；`storageKey` 每张表一个。 */
export function useColumnChoice<T>(storageKey: string, columns: readonly Column<T>[]): ColumnChoice<T> {
  const [hidden, setHidden] = useLocalStorage<string[]>({
    key: `jishi.columns.${storageKey}`,
    defaultValue: columns.filter((column) => column.isHiddenAtFirst).map((column) => column.key),
  })
  const isShown = (key: string) => !hidden.includes(key)
  return {
    visible: columns.filter((column) => !column.isOptional || isShown(column.key)),
    isShown,
    toggle: (key) => setHidden((current) => (current.includes(key) ? current.filter((other) => other !== key) : [...current, key])),
  }
}

export function ColumnMenu<T>({ columns, choice }: { columns: readonly Column<T>[]; choice: ColumnChoice<T> }) {
  return (
    <Popover position="bottom-end" trapFocus returnFocus shadow="sm">
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} aria-hidden="true" />}>
          选列
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="选列">
        <Stack gap={8}>
          {columns
            .filter((column) => column.isOptional)
            .map((column) => (
              <Checkbox
                key={column.key}
                label={column.title}
                checked={choice.isShown(column.key)}
                onChange={() => choice.toggle(column.key)}
              />
            ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
