import type { LifePaperKind } from '../../shared/correspondence/document-kinds.ts'
import type { Composition } from '../../shared/correspondence/draft-form.ts'
import type { DraftEdits } from '../../shared/correspondence/draft.ts'
import type { DraftFacts } from '../../shared/correspondence/facts.ts'
import type { LifePaperSubject } from '../../shared/organizational-life/paper-subjects.ts'
import { lifeMeetingNotice } from './papers/meeting-notice.ts'
import { lifeMeetingReport } from './papers/meeting-report.ts'
import { reviewNotice } from './papers/review-notice.ts'
import { reviewReport } from './papers/review-report.ts'

/** 起草一份组织生活会、民主评议的文书；只看事实与人改过的地方，不读库。 */
export function composeLifePaper(kind: LifePaperKind, facts: DraftFacts, subject: LifePaperSubject, edits: DraftEdits): Composition {
  if (kind === 'W17' && subject.kind === '评议部署') return reviewNotice(facts, subject.plan, edits)
  if (kind === 'W18' && subject.kind === '民主评议') return reviewReport(facts, subject.review, edits)
  if (subject.kind === '组织生活会' && kind === 'W15') return lifeMeetingNotice(facts, subject.meeting, edits)
  if (subject.kind === '组织生活会' && kind === 'W16') return lifeMeetingReport(facts, subject.meeting, edits)
  throw new Error(`${kind} 不能由“${subject.kind}”起草`)
}
