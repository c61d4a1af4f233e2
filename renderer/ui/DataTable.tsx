import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useRowWindow } from './use-row-window.ts'
import './data-table.css'

export type Column<T> = {
  key: string
  title: string
  /** 像素；`grow` 的列在窗口变宽时吃掉余宽。 */
  width: number
  grow?: boolean
  align?: 'right'
  /** 可以点表头排序。 */
  isSortable?: boolean
  /** 用户可在“列”菜单里收起。 */
  isOptional?: boolean
  isHiddenAtFirst?: boolean
  render: (row: T, index: number) => ReactNode
}

export type DataTableProps<T> = {
  /** 这张表是什么，读屏软件会念。 */
  label: string
  columns: readonly Column<T>[]
  rowCount: number
  /** 还没取到的行返回 undefined，先画空行。 */
  rowAt: (index: number) => T | undefined
  rowKey: (row: T) => string
  /** 当前打开的行。 */
  openKey?: string | null
  /** 点行或在行上按回车。 */
  onOpen?: (row: T, index: number) => void
  /** 看得见的行段，分段取数用。 */
  onVisibleRange?: (first: number, last: number) => void
  sort?: { key: string; isDescending: boolean }
  onSort?: (key: string) => void
  selectedKeys?: ReadonlySet<string>
  onSelect?: (row: T, isSelected: boolean) => void
  /** 不能勾选的行把勾选框置灰；不给则都能勾。 */
  canSelect?: (row: T) => boolean
  rowClassName?: (row: T) => string
  rowHeight?: number
  /** 一行也没有时显示。 */
  empty?: ReactNode
}

const HEADER_HEIGHT = 34

/**
 * 虚拟表格：两万行也只画看得见的几十行。固定行高、粘顶表头；
 * 上下键移动、PageUp/PageDown 翻页、Home/End 到头尾、回车打开、空格勾选。
 */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, columns, rowCount, rowAt, rowKey, openKey, onOpen, onVisibleRange, sort, onSort, selectedKeys, onSelect, canSelect } =
    props
  const { rowClassName, rowHeight = 34, empty } = props
  const id = useId()
  const viewport = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const rows = useRowWindow(viewport, rowCount, rowHeight, HEADER_HEIGHT)
  const { first, last } = rows
  useEffect(() => {
    onVisibleRange?.(first, last)
  }, [onVisibleRange, first, last, rowCount])

  const template = [
    ...(onSelect ? ['40px'] : []),
    ...columns.map((column) => (column.grow ? `minmax(${column.width}px, 1fr)` : `${column.width}px`)),
  ].join(' ')
  const minimum = columns.reduce((sum, column) => sum + column.width, onSelect ? 40 : 0)
  const current = Math.min(active, Math.max(0, rowCount - 1))

  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(rowCount - 1, index))
    setActive(next)
    rows.reveal(next)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || rowCount === 0) return
    const page = Math.max(1, Math.floor((viewport.current?.clientHeight ?? 340) / rowHeight) - 2)
    const steps: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: rowCount - 1,
    }
    const step = steps[event.key]
    const row = rowAt(current)
    if (step !== undefined) moveTo(step)
    else if (event.key === 'Enter' && row !== undefined && onOpen) onOpen(row, current)
    else if (event.key === ' ' && row !== undefined && onSelect) onSelect(row, !selectedKeys?.has(rowKey(row)))
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={viewport}
      className="data-table"
      role="grid"
      aria-label={label}
      aria-rowcount={rowCount + 1}
      aria-multiselectable={onSelect ? true : undefined}
      aria-activedescendant={rowCount > 0 ? `${id}-${current}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className="data-table-head" role="rowgroup" style={{ minWidth: minimum }}>
        <div className="data-table-row" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template, height: HEADER_HEIGHT }}>
          {onSelect && (
            <span role="columnheader" className="data-table-cell">
              <span className="unseen">勾选</span>
            </span>
          )}
          {columns.map((column) => (
            <span
              key={column.key}
              role="columnheader"
              className={`data-table-cell ${column.align === 'right' ? 'number' : ''}`}
              aria-sort={sort?.key === column.key ? (sort.isDescending ? 'descending' : 'ascending') : undefined}
            >
              {column.isSortable && onSort ? (
                <button type="button" className="bare-button" onClick={() => onSort(column.key)} title={`按${column.title}排序`}>
                  {column.title}
                  <span aria-hidden="true">{sort?.key === column.key ? (sort.isDescending ? ' ↓' : ' ↑') : ''}</span>
                </button>
              ) : (
                column.title
              )}
            </span>
          ))}
        </div>
      </div>
      {rowCount === 0 ? (
        <div role="rowgroup">
          <div role="row">
            <div role="gridcell">{empty}</div>
          </div>
        </div>
      ) : (
        <div role="rowgroup" className="data-table-body" style={{ height: rows.totalHeight, minWidth: minimum }}>
          {Array.from({ length: last - first + 1 }, (_, offset) => {
            const index = first + offset
            const row = rowAt(index)
            const key = row === undefined ? null : rowKey(row)
            const isSelected = key !== null && (selectedKeys?.has(key) ?? false)
            return (
              <div
                key={index}
                id={`${id}-${index}`}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={onSelect ? isSelected : key !== null && key === openKey}
                className={`data-table-row ${index === current ? 'is-active' : ''} ${key !== null && key === openKey ? 'is-open' : ''} ${row !== undefined && rowClassName ? rowClassName(row) : ''}`}
                style={{ gridTemplateColumns: template, height: rowHeight, transform: `translateY(${index * rowHeight}px)` }}
                data-clickable={onOpen !== undefined}
                onClick={() => {
                  setActive(index)
                  if (row !== undefined) onOpen?.(row, index)
                }}
              >
                {onSelect && (
                  <span role="gridcell" className="data-table-cell" onClick={(event) => event.stopPropagation()}>
                    <input
                      type="checkbox"
                      tabIndex={-1}
                      aria-label={`勾选第 ${index + 1} 行`}
                      checked={isSelected}
                      disabled={row === undefined || canSelect?.(row) === false}
                      onChange={(event) => row !== undefined && onSelect(row, event.currentTarget.checked)}
                    />
                  </span>
                )}
                {columns.map((column) => (
                  <span key={column.key} role="gridcell" className={`data-table-cell ${column.align === 'right' ? 'number' : ''}`}>
                    {row === undefined ? <span className="data-table-blank" /> : column.render(row, index)}
                  </span>
                ))}
              </div>
            )
          })}
        </div>
      )}
    </div>
  )
}
