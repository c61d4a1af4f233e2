import { useEffect, useId, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { MATRIX_POSITIONS, type MatrixRow, type MatrixSlot, type SlotState } from '../../shared/organizational-life/matrix-contract.ts'
import type { RouteOutput } from '../app/client.ts'
import { useRowWindow } from '../ui/use-row-window.ts'
import { monthNumber, positionAt, POSITION_LETTERS, STATE_MARKS, WEIGHT } from './matrix-view.ts'
import './life-matrix.css'

/** 矩阵里的一个位置：哪一行、几月（1–12）、五个位置里的第几个。 */
export type MatrixPlace = { organizationId: string; month: number; slot: number }

export type LifeMatrixProps = {
  year: number
  themeDays: RouteOutput<'life.matrix'>['themeDays']
  rows: readonly MatrixRow[]
  /** 判定日所在的月；不是这一年为 null。 */
  currentMonth: number | null
  opened: MatrixPlace | null
  onOpen: (place: MatrixPlace) => void
}

const ROW_HEIGHT = 25
const HEADER_HEIGHT = 58
const SLOT_COUNT = MATRIX_POSITIONS.length

/** 形状加名字，图例与格内同一个。 */
export function StateMark({ state }: { state: SlotState }) {
  return <i className={`slot-mark slot-${STATE_MARKS[state]}`} aria-hidden="true" />
}

/**
 * 支部 × 月。每格五个位置固定：大会、支委会、小组会、党日、党课。
 * 左右键逐个位置走，Ctrl＋左右跳一个月，上下换支部，PageUp/PageDown 翻页，Home/End 到一月、十二月，回车打开。
 * 500 个支部也只画看得见的几十行。
 */
export function LifeMatrix({ year, themeDays, rows, currentMonth, opened, onOpen }: LifeMatrixProps) {
  const id = useId()
  const viewport = useRef<HTMLDivElement>(null)
  const window = useRowWindow(viewport, rows.length, ROW_HEIGHT, HEADER_HEIGHT)
  const [active, setActive] = useState({ row: 0, column: ((currentMonth ?? 1) - 1) * SLOT_COUNT })
  const row = Math.min(active.row, Math.max(0, rows.length - 1))
  const month = Math.floor(active.column / SLOT_COUNT)
  const slot = active.column % SLOT_COUNT

  // 从别处（抽屉里的上一格、链接）打开的格，焦点跟过去。
  const openedRow = opened === null ? -1 : rows.findIndex(({ organizationId }) => organizationId === opened.organizationId)
  const openedKey = opened === null || openedRow < 0 ? '' : `${openedRow}/${opened.month}/${opened.slot}`
  const [followed, setFollowed] = useState('')
  if (openedKey !== followed) {
    setFollowed(openedKey)
    if (opened !== null && openedRow >= 0) setActive({ row: openedRow, column: (opened.month - 1) * SLOT_COUNT + opened.slot })
  }
  useEffect(() => {
    const element = viewport.current
    if (!element || openedRow < 0) return
    const top = openedRow * ROW_HEIGHT
    const isSeen = top >= element.scrollTop && top + ROW_HEIGHT + HEADER_HEIGHT <= element.scrollTop + element.clientHeight
    if (!isSeen) element.scrollTo({ top: top - element.clientHeight / 2 })
  }, [openedRow])

  const open = (rowIndex: number, column: number) => {
    const target = rows[rowIndex]
    if (target) onOpen({ organizationId: target.organizationId, month: Math.floor(column / SLOT_COUNT) + 1, slot: column % SLOT_COUNT })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || rows.length === 0) return
    const page = Math.max(1, Math.floor((viewport.current?.clientHeight ?? 340) / ROW_HEIGHT) - 3)
    const last = 12 * SLOT_COUNT - 1
    const stride = event.ctrlKey || event.metaKey ? SLOT_COUNT : 1
    const moves: Record<string, readonly [number, number]> = {
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, stride],
      ArrowLeft: [0, -stride],
      PageDown: [page, 0],
      PageUp: [-page, 0],
      Home: [0, -last],
      End: [0, last],
    }
    const move = moves[event.key]
    if (move) {
      const next = {
        row: Math.max(0, Math.min(rows.length - 1, row + move[0])),
        column: Math.max(0, Math.min(last, active.column + move[1])),
      }
      setActive(next)
      window.reveal(next.row)
    } else if (event.key === 'Enter' || event.key === ' ') open(row, active.column)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    if (!(event.target instanceof Element)) return
    const cell = event.target.closest('[data-month]')
    const line = event.target.closest('[data-row]')
    if (!(cell instanceof HTMLElement) || !(line instanceof HTMLElement)) return
    const mark = event.target.closest('[data-slot]')
    const at = Number(cell.dataset['month']) - 1
    const chosen = mark instanceof HTMLElement ? Number(mark.dataset['slot']) : worstSlot(rows[Number(line.dataset['row'])]?.months[at])
    const column = at * SLOT_COUNT + chosen
    setActive({ row: Number(line.dataset['row']), column })
    open(Number(line.dataset['row']), column)
  }

  return (
    <div
      ref={viewport}
      className="life-matrix"
      role="grid"
      aria-label={`${year} 年组织生活，支部与月份`}
      aria-rowcount={rows.length + 1}
      aria-colcount={14}
      aria-activedescendant={rows.length > 0 ? `${id}-${row}-${month + 1}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div className="life-matrix-head" role="rowgroup">
        <div className="life-matrix-row" role="row" aria-rowindex={1} style={{ height: HEADER_HEIGHT }}>
          <span role="columnheader" className="life-matrix-name">
            党支部
          </span>
          {themeDays.map((head) => (
            <span
              key={head.month}
              role="columnheader"
              className="life-matrix-month"
              data-current={monthNumber(head.month) === currentMonth}
              title={headTitle(head)}
            >
              <strong>{monthNumber(head.month)} 月</strong>
              <span className="tiny">
                {head.on === null ? '不限' : `${Number(head.on.slice(5, 7))}-${Number(head.on.slice(8, 10))}`}
                {head.isProvisional && <span title="放假安排没有公布，暂算">暂</span>}
              </span>
              <span className="life-matrix-slots tiny" aria-hidden="true">
                {MATRIX_POSITIONS.map((position) => POSITION_LETTERS[position]).join('')}
              </span>
            </span>
          ))}
          <span role="columnheader" className="life-matrix-gaps">
            漏开
          </span>
        </div>
      </div>
      <div role="rowgroup" className="life-matrix-body" style={{ height: window.totalHeight }}>
        {rows.slice(window.first, window.last + 1).map((line, offset) => {
          const index = window.first + offset
          return (
            <div
              key={line.organizationId}
              role="row"
              aria-rowindex={index + 2}
              data-row={index}
              className={`life-matrix-row ${index > 0 && rows[index - 1]?.parentId !== line.parentId ? 'is-first' : ''} ${opened?.organizationId === line.organizationId ? 'is-open' : ''}`}
              style={{ height: ROW_HEIGHT, transform: `translateY(${index * ROW_HEIGHT}px)` }}
            >
              <span role="rowheader" className="life-matrix-name ellipsis" title={line.organizationName}>
                {line.organizationName}
              </span>
              {line.months.map((cell, at) => {
                const isActive = index === row && at === month
                const isOpened = opened?.organizationId === line.organizationId && opened.month === at + 1
                return (
                  <span
                    key={at}
                    id={`${id}-${index}-${at + 1}`}
                    role="gridcell"
                    aria-selected={isOpened}
                    aria-label={cellLabel(line, at + 1, cell, isActive ? slot : null)}
                    className={`life-matrix-cell ${isActive ? 'is-active' : ''} ${isOpened ? 'is-opened' : ''}`}
                    data-month={at + 1}
                    data-current={at + 1 === currentMonth}
                  >
                    {cell.map((one, position) => (
                      <span
                        key={position}
                        className={`life-slot ${isActive && position === slot ? 'is-here' : ''}`}
                        data-slot={position}
                        data-explained={one.isExplained}
                        title={slotLabel(position, one)}
                      >
                        <StateMark state={one.state} />
                      </span>
                    ))}
                  </span>
                )
              })}
              <span role="gridcell" className="life-matrix-gaps number" data-some={line.gapCount > 0}>
                {line.gapCount}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

function headTitle({ on, isProvisional }: RouteOutput<'life.matrix'>['themeDays'][number]): string {
  const day = on === null ? '主题党日不限日子' : `主题党日应在 ${on} 开${isProvisional ? '（这一年的放假安排没有公布，暂算）' : ''}`
  return `格内依次：${MATRIX_POSITIONS.join('、')}。${day}`
}

function worstSlot(cell: readonly MatrixSlot[] | undefined): number {
  if (!cell) return 0
  const weights = cell.map(({ state }) => WEIGHT.indexOf(state))
  return weights.indexOf(Math.min(...weights))
}

function slotLabel(position: number, { state, remark, isExplained }: MatrixSlot): string {
  return [`${positionAt(position)}：${state}`, isExplained ? '已写说明' : '', remark].filter((part) => part !== '').join('，')
}

function cellLabel(row: MatrixRow, month: number, cell: readonly MatrixSlot[], slot: number | null): string {
  const here = slot === null ? undefined : cell[slot]
  const all = cell.map(({ state }, position) => `${positionAt(position)}${state}`).join('，')
  return `${row.organizationName}，${month} 月${here === undefined || slot === null ? '' : `，${slotLabel(slot, here)}`}。${all}`
}
