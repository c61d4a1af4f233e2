import type { InspectionContext, InspectionItem } from '../../shared/document/inspection.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import { withPageNumbers, type Contents } from './contents.ts'
import { renderPlainDocx, type PlainDocument } from './docx-plain.ts'
import { renderDocx } from './docx-render.ts'
import { systemFontCoverage } from './font-coverage.ts'
import { inspect } from './inspect.ts'
import { renderHtml } from './render-html.ts'

/** 自检要知道的事里能传给工作线程的；本机字体由工作线程自己去看。 */
export type PortableContext = Omit<InspectionContext, 'fonts'>

/** 交给工作线程的一件活：公文排成 docx 或分页 HTML，无版头文稿排成 docx，或开一份自检单；预热只把字体看一遍。 */
export type RenderTask =
  | { readonly kind: 'docx' | 'html'; readonly model: DocumentModel; readonly contents?: Contents }
  | { readonly kind: 'plain'; readonly plain: PlainDocument }
  | { readonly kind: 'warm' }
  | { readonly kind: 'inspect'; readonly model: DocumentModel; readonly context: PortableContext }
export type RenderValue = Uint8Array | string | InspectionItem[]
export type RenderRequest = { readonly id: number; readonly task: RenderTask }
export type RenderReply =
  | { readonly id: number; readonly ok: true; readonly value: RenderValue }
  | { readonly id: number; readonly ok: false; readonly message: string }

let fonts: ReturnType<typeof systemFontCoverage> | null = null

/** 刚排好的几份，按内容认：登记先自检、再定稿，查的与存的是同一份字节，也不必排两遍。 */
const recent = new Map<string, Uint8Array>()
const KEPT = 4

function docxFor(model: DocumentModel): Uint8Array {
  // 带照片的动辄几十兆，不留。
  if (model.body.some(({ kind }) => kind === '图')) return renderDocx(model)
  const content = JSON.stringify(model)
  const bytes = recent.get(content) ?? renderDocx(model)
  recent.delete(content)
  recent.set(content, bytes)
  const [oldest] = recent.keys()
  if (recent.size > KEPT && oldest !== undefined) recent.delete(oldest)
  return bytes
}

function numbered({ model, contents }: Extract<RenderTask, { kind: 'docx' | 'html' }>): DocumentModel {
  return contents ? withPageNumbers(model, contents) : model
}

export function runTask(task: RenderTask): RenderValue {
  switch (task.kind) {
    case 'docx':
      return docxFor(numbered(task))
    case 'html':
      return renderHtml(numbered(task))
    case 'plain':
      return renderPlainDocx(task.plain)
    case 'warm':
      fonts ??= systemFontCoverage()
      return ''
    case 'inspect':
      fonts ??= systemFontCoverage()
      return inspect(task.model, { ...task.context, fonts }, docxFor(task.model))
  }
}
