import type { BlockOf } from '../../shared/document/block.ts'
import { textWidth } from './measure.ts'
import { CELL, SIZE } from './styles.ts'

/** 签字行里的一格：`x` 处写栏名，`lineX` 起留一道横线（已知道的写值，不留线）。单位磅。 */
export type SignField = {
  readonly text: string
  readonly x: number
  readonly lineX: number
  readonly lineWidth: number
}

const GAP = CELL * 2

/** 把签字格排成几行：一行放不下就折；居左的左空两字，居右的右空两字。 */
export function signRows({ fields, align }: BlockOf<'签字'>, width: number): SignField[][] {
  const room = width - CELL * 4
  const rows: { label: string; value: string; labelWidth: number; blank: number }[][] = []
  let used = 0
  for (const { label, blank, value } of fields) {
    const text = `${label}：${value}`
    const labelWidth = textWidth(text, SIZE.body)
    const each = { label: text, value, labelWidth, blank: value === '' ? Math.min(blank * SIZE.body, room - labelWidth) : 0 }
    const total = each.labelWidth + each.blank
    const row = rows.at(-1)
    if (row && used + GAP + total <= room) {
      row.push(each)
      used += GAP + total
    } else {
      rows.push([each])
      used = total
    }
  }
  return rows.map((row) => {
    const total = row.reduce((sum, each) => sum + each.labelWidth + each.blank, 0) + GAP * (row.length - 1)
    let x = align === '居左' ? CELL * 2 : width - CELL * 2 - total
    return row.map((each) => {
      const field = { text: each.label, x, lineX: x + each.labelWidth, lineWidth: each.blank }
      x += each.labelWidth + each.blank + GAP
      return field
    })
  })
}
