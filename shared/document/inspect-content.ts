import type { ContentIssue } from './content-issue.ts'
import { inspectBody } from './inspect-body.ts'
import { inspectCitations } from './inspect-citations.ts'
import { inspectDirection } from './inspect-direction.ts'
import { inspectElements } from './inspect-elements.ts'
import type { InspectionContext } from './inspection.ts'
import type { DocumentModel } from './model.ts'

/** 只看内容就能查的：要素、行文方向、标题、正文、附件、落款、版记、引用。 */
export function inspectContent(model: DocumentModel, context: InspectionContext = {}): ContentIssue[] {
  return [...inspectElements(model, context), ...inspectDirection(model, context), ...inspectBody(model), ...inspectCitations(model)]
}

/** 定稿前的硬性自检：有一条就不能登记、不能导出。返回中文问题，空表示通过。 */
export function validateDocument(model: DocumentModel): string[] {
  return inspectContent(model)
    .filter(({ level }) => level === '红')
    .map(({ message }) => message)
}
