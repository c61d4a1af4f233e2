import { useMemo, type FocusEvent } from 'react'
import type { DraftField, DraftParagraph } from '../../shared/correspondence/draft.ts'
import { editTargetOf, type EditTarget } from '../../shared/correspondence/edit-target.ts'
import { useBlockBoxes } from './use-block-boxes.ts'

export type SourceDraft = { readonly html: string; readonly fields: readonly DraftField[]; readonly paragraphs: readonly DraftParagraph[] }

const NOTHING: SourceDraft = { html: '', fields: [], paragraphs: [] }

/** 左边各格与纸上各块的对应：点纸上的字跳到格里，在格里改时纸上加框。 */
export function useEditTargets(draft: SourceDraft | undefined) {
  const { html, fields, paragraphs } = draft ?? NOTHING
  const boxes = useBlockBoxes(html)
  const targets = useMemo(
    () =>
      new Map(
        boxes.flatMap(({ blockId, text }): [string, EditTarget][] => {
          const target = editTargetOf({ id: blockId, text }, { fields, paragraphs })
          return target ? [[blockId, target]] : []
        }),
      ),
    [boxes, fields, paragraphs],
  )
  return {
    boxes,
    links: boxes.filter(({ blockId }) => targets.has(blockId)),
    pick: (blockId: string, column: HTMLElement | null) => {
      const target = targets.get(blockId)
      if (target && column) focusOn(column, target)
    },
    /** 光标所在的那一格写的是纸上哪几块；整篇正文那样的大格不框。 */
    blocksAt: (event: FocusEvent<HTMLElement>): string[] => {
      const place = event.target.closest<HTMLElement>('[data-field], [data-paragraph]')
      if (!place) return []
      const { field, paragraph } = place.dataset
      return [...targets].flatMap(([blockId, target]) => {
        const isOwn = target.kind === '段落' ? target.id === paragraph : target.at === null && target.key === field
        return isOwn ? [blockId] : []
      })
    },
  }
}

function focusOn(column: HTMLElement, target: EditTarget): void {
  const place = [...column.querySelectorAll<HTMLElement>('[data-field], [data-paragraph]')].find(({ dataset }) =>
    target.kind === '字段' ? dataset['field'] === target.key : dataset['paragraph'] === target.id,
  )
  const input = place?.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea')
  if (!place || !input) return
  const folded = place.closest('details')
  if (folded) folded.open = true
  input.focus({ preventScroll: true })
  place.scrollIntoView({ block: 'nearest' })
  if (target.kind !== '字段' || target.at === null || !(input instanceof HTMLTextAreaElement)) return
  input.setSelectionRange(target.at, target.at)
  // 正文很长时，光标那一行不一定在看得见的地方：按字数的比例把它滚到中间。
  const scroller = place.closest('.card-body')
  if (!scroller) return
  const { top, height } = input.getBoundingClientRect()
  const view = scroller.getBoundingClientRect()
  const share = target.at / Math.max(1, input.value.length)
  input.scrollTop = share * input.scrollHeight - height / 2
  const caret = top + share * height
  if (caret < view.top || caret > view.bottom) scroller.scrollTop += caret - (view.top + view.bottom) / 2
}
