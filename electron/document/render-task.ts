import type { DocumentModel } from '../../shared/document/model.ts'
import { renderDocx } from './docx-render.ts'
import { renderHtml } from './render-html.ts'

/** 交给工作线程的一件活：排成 docx，或排成分页 HTML。 */
export type RenderTask = { readonly kind: 'docx' | 'html'; readonly model: DocumentModel }
export type RenderRequest = { readonly id: number; readonly task: RenderTask }
export type RenderReply =
  | { readonly id: number; readonly ok: true; readonly value: RenderValue }
  | { readonly id: number; readonly ok: false; readonly message: string }
export type RenderValue = Uint8Array | string

export function runTask({ kind, model }: RenderTask): RenderValue {
  return kind === 'docx' ? renderDocx(model) : renderHtml(model)
}
