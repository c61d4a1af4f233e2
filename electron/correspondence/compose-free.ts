import { isPlainDate, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { IssueRequest } from '../../shared/correspondence/draft-contract.ts'
import { freeDraft } from '../../shared/correspondence/free-draft.ts'
import { isFreeKind, type FreeKind } from '../../shared/correspondence/free-kinds.ts'
import { CONTACT_CAUTION } from '../../shared/correspondence/letterhead.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { organizationsAsOf } from '../organization/queries.ts'
import { recordedUnit } from '../settings/queries.ts'
import { composeDraft, type Draft } from './compose.ts'
import { recordedLetterhead } from './letterhead-queries.ts'
import { lastSerials } from './queries.ts'

/** 起草一份：由数据起草的走各自的文书，自由起草的只取红头与文号。不写库。 */
export async function composeAny(db: ReadDb, request: IssueRequest, today: PlainDate): Promise<Draft> {
  const { kind } = request
  if (isFreeKind(kind)) return composeFree(db, { ...request, kind }, today)
  const { showsContactNote } = await recordedLetterhead(db)
  if (showsContactNote) return composeDraft(db, { ...request, kind }, today)
  // 设置里关了附注：不由记录带出联系人，也不再提醒；人自己写了的照写。
  const draft = await composeDraft(db, { ...request, kind, fields: { contactName: '', contactPhone: '', ...request.fields } }, today)
  const cautions = draft.composition.cautions.filter((caution) => caution !== CONTACT_CAUTION)
  return { ...draft, composition: { ...draft.composition, cautions } }
}

async function composeFree(db: ReadDb, request: IssueRequest & { kind: FreeKind }, today: PlainDate): Promise<Draft> {
  const dated = request.fields['datedOn']
  const on = dated !== undefined && isPlainDate(dated) ? dated : (request.asOf ?? today)
  const nodes = await organizationsAsOf(db, on)
  const node = nodes.find((each) => each.id === request.organizationId)
  if (!node) throw new DomainError('NOT_FOUND', `${on} 没有这个党组织，可能已撤销或还没有成立。请重新选择发文机关。`)
  if (node.level === '党小组') throw new DomainError('WRONG_LEVEL', `“${node.name}”是党小组，不对外行文。请选择它所在的党支部作发文机关。`)
  const composition = freeDraft(
    request.kind,
    {
      today: on,
      unit: await recordedUnit(db),
      letterhead: await recordedLetterhead(db),
      organization: node,
      superiorName: nodes.find((each) => each.id === node.parentId)?.name ?? '',
      lastSerials: await lastSerials(db),
    },
    request,
  )
  return { composition, issuerId: node.id, subjectId: node.id, termId: null, stepProcessId: null, on, sinceOn: null }
}
