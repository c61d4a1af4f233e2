import { textWidth } from './measure.ts'
import { CELL, SIZE, TEXT_WIDTH } from './styles.ts'
import { breakTitle } from './title-break.ts'

/** 纪要红线之上的一行：左边编发机关，右边日期；没有的一边为空串。 */
export type CompilerRow = { readonly compiler: string; readonly date: string }

/**
 * 编发机关左空一字，日期右空一字，同在一行；名称长到要与日期相叠的，日期另起一行，仍居右。
 * 编发机关自己一行放不下的，按词意折行。
 */
export function compilerRows(compiler: string, date: string): CompilerRow[] {
  const room = TEXT_WIDTH - CELL * 2
  const lines = breakTitle(compiler, SIZE.body, room, room)
  const last = lines.at(-1) ?? ''
  const fits = textWidth(last, SIZE.body) + CELL + textWidth(date, SIZE.body) <= room
  return [
    ...lines.slice(0, -1).map((line) => ({ compiler: line, date: '' })),
    ...(fits
      ? [{ compiler: last, date }]
      : [
          { compiler: last, date: '' },
          { compiler: '', date },
        ]),
  ]
}
