import type { MemberEventKind } from './event-kinds.ts'
import { maskNumbersIn, maskText } from './masking.ts'

/** 纪律处分与组织处置：内容、文号、说明默认不给看；有这么一条、哪一天的，一生里照样看得到。 */
export const DISCIPLINARY_KINDS = [
  '处分',
  '留党察看',
  '权利中止',
  '取消预备党员资格',
  '劝退',
  '除名',
  '开除党籍',
] as const satisfies readonly MemberEventKind[]

export function isDisciplinary(kind: string): boolean {
  return DISCIPLINARY_KINDS.some((each) => each === kind)
}

type EventText = { readonly detail: string; readonly documentNo: string; readonly note: string }

/** 一条登记遮好的样子：处分类整段遮，其余只遮夹在里面的证号与电话。 */
export function maskEvent<T extends EventText>(kind: string, event: T): T {
  if (isDisciplinary(kind))
    return { ...event, detail: maskText(event.detail), documentNo: maskText(event.documentNo), note: maskText(event.note) }
  return { ...event, detail: maskNumbersIn(event.detail), documentNo: event.documentNo, note: maskNumbersIn(event.note) }
}

/** 更正时遮着送回来、没有动过的几项，取原来登记的。 */
export function withoutEventMasks<T extends EventText>(written: T, stored: EventText & { readonly kind: string }): T {
  const masked = maskEvent(stored.kind, { detail: stored.detail, documentNo: stored.documentNo, note: stored.note })
  return {
    ...written,
    detail: written.detail === masked.detail ? stored.detail : written.detail,
    documentNo: written.documentNo === masked.documentNo ? stored.documentNo : written.documentNo,
    note: written.note === masked.note ? stored.note : written.note,
  }
}
