import { dateOfSerial } from '../../shared/exchange/date-cell.ts'
import type { SheetCell } from '../../shared/exchange/sheet.ts'

export type DateShape = '不是日期' | '到月' | '到日'

const shapes = new Map<string, DateShape>()

/** 数字格式是不是日期：去掉引号、方括号、转义后还有年或日的代码。 */
export function dateShape(format: string): DateShape {
  const known = shapes.get(format)
  if (known) return known
  const bare = (format.split(';')[0] ?? '').replaceAll(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, '').replace(/general/i, '')
  const shape = /d/i.test(bare) ? '到日' : /y/i.test(bare) ? '到月' : '不是日期'
  if (shapes.size < 1000) shapes.set(format, shape)
  return shape
}

/** 内置的数字格式号：中文环境里 27 至 36、50 至 58 也是日期或时刻（ECMA-376 18.8.30）。 */
export function builtInShape(id: number): DateShape {
  if ((id >= 14 && id <= 16) || id === 22 || (id >= 28 && id <= 31) || id === 51 || id === 53 || id === 54 || id === 58) return '到日'
  return id === 17 || id === 27 || id === 36 || id === 50 || id === 52 || id === 57 ? '到月' : '不是日期'
}

export function numberCell(value: number, shape: DateShape, is1904: boolean): SheetCell {
  if (shape === '不是日期') return { kind: '数字', number: value }
  return { kind: '日期', date: dateOfSerial(value, is1904), serial: value, showsDay: shape === '到日' }
}
