import type { DraftForm } from '../../../shared/correspondence/draft-form.ts'
import { charactersWithoutStrokes, compareNamesByStrokes } from '../../../shared/member/strokes.ts'

/** 按姓氏笔画为序的姓名。 */
export function namesByStrokes(names: readonly string[]): string[] {
  return names.toSorted(compareNamesByStrokes)
}

/** 姓名里有没有笔顺数据的字，位置要由人核定。 */
export function cautionRareNames(form: DraftForm, names: readonly string[]): void {
  const rare = names.filter((name) => charactersWithoutStrokes(name).length > 0)
  if (rare.length > 0) form.caution(`${rare.join('、')}的姓名里有查不到笔画的字，笔画排序时排在最后，请核定位置。`)
}
