import * as z from 'zod'
import { issueRequest, type draftContract, type IssueRequest, type SavedDraft } from '../../shared/correspondence/draft-contract.ts'
import { anyKind, kindName, kindRow } from '../../shared/correspondence/free-kinds.ts'
import type { DraftField } from '../../shared/correspondence/draft.ts'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { organizationsAt, type OrganizationAt } from '../member/queries.ts'
import { composeAny } from './compose-free.ts'
import {
  draftChanges,
  draftRecords,
  EXPORT_KEY,
  findDraft,
  insertDraft,
  insertDraftChange,
  lastExports,
  setDraftDeletedAt,
  updateDraft,
  type DraftRecord,
} from './draft-queries.ts'
import { findDocument } from './queries.ts'

type Routes =
  | 'correspondence.drafts'
  | 'correspondence.savedDraft'
  | 'correspondence.saveDraft'
  | 'correspondence.recordExport'
  | 'correspondence.removeDraft'
  | 'correspondence.restoreDraft'

const storedDerived = z.record(z.string(), z.string())

export const draftHandlers: Handlers<Pick<typeof draftContract, Routes>> = {
  'correspondence.drafts': async ({ db, today }, { includesClosed }) => {
    const organizations = await organizationsAt(db, today)
    const rows = await draftRecords(db, includesClosed)
    const exports = await lastExports(
      db,
      rows.map(({ id }) => id),
    )
    return { rows: rows.map((row) => savedDraft(row, row.documentNumber ?? '', organizations, exports)) }
  },

  'correspondence.savedDraft': async ({ db, today }, { draftId }) => {
    const record = await requireDraft(db, draftId)
    const request = issueRequest.parse(JSON.parse(record.requestJson))
    const number = record.documentId === null ? '' : ((await findDocument(db, record.documentId))?.number ?? '')
    const before = storedDerived.parse(JSON.parse(record.derivedJson))
    const drifts = (await derivedFields(db, request, today))
      .filter(({ key, value }) => before[key] !== undefined && before[key] !== value)
      .map(({ key, label, value }) => ({
        key,
        label,
        derivedBefore: before[key] ?? '',
        derivedNow: value,
        written: request.fields[key] ?? value,
        isOverridden: request.fields[key] !== undefined,
      }))
    const changes = (await draftChanges(db, draftId)).map(({ at, actor, label, beforeText, afterText }) => ({
      at,
      actor,
      label,
      before: beforeText,
      after: afterText,
    }))
    return {
      draft: savedDraft(record, number, await organizationsAt(db, today), await lastExports(db, [draftId])),
      request,
      changes,
      drifts,
    }
  },

  'correspondence.saveDraft': save,

  'correspondence.recordExport': async (context, { draftId, means }) => {
    const { db, at, actor } = context
    const draft = await requireDraft(db, draftId)
    const kind = anyKind.safeParse(draft.kind)
    if (kind.success && kindRow(kind.data).isNumbered)
      throw new DomainError('DRAFT_NUMBERED', '编文号的公文要登记以后才算发出，草稿的导出不记。请到起草页点“登记发文”。')
    await insertDraftChange(db, {
      draftId,
      at,
      actor,
      fieldKey: EXPORT_KEY,
      label: means,
      beforeText: '',
      afterText: `第 ${draft.revision} 次存的稿`,
    })
    context.summarize(`${means}《${draft.title}》（不编号，留在草稿箱）`)
    return { draftId, exportedAt: at }
  },

  'correspondence.removeDraft': async (context, { draftId }) => {
    const { db, at } = context
    const draft = await requireDraft(db, draftId)
    if (draft.deletedAt !== null) throw new DomainError('DRAFT_REMOVED', '这份草稿已经删去，不用再删。')
    await setDraftDeletedAt(db, draftId, at)
    context.summarize(`删去草稿《${draft.title}》`)
    return { draftId }
  },

  'correspondence.restoreDraft': async (context, { draftId }) => {
    const { db } = context
    const draft = await requireDraft(db, draftId)
    if (draft.deletedAt === null) throw new DomainError('DRAFT_LIVE', '这份草稿没有删去，不用恢复。')
    await setDraftDeletedAt(db, draftId, null)
    context.summarize(`恢复草稿《${draft.title}》`)
    return { draftId }
  },
}

async function save(context: CommandContext, input: { draftId: string | null; revision: number | null; request: IssueRequest }) {
  const { db, today, at, actor } = context
  const { request } = input
  const existing = input.draftId === null ? null : await requireDraft(db, input.draftId)
  if (existing?.documentId != null) throw new DomainError('DRAFT_ISSUED', '这份草稿已经登记成发文，不能再改。要改请在登记簿里另存新版。')
  if (existing && input.revision !== existing.revision)
    throw new DomainError(
      'DRAFT_CHANGED',
      `这份草稿在别处存过（${existing.updatedBy}，第 ${existing.revision} 次），没有覆盖。请先另存一份草稿，再打开原来的比对。`,
    )
  const { composition } = await composeAny(db, request, today)
  const derived = await derivedFields(db, request, today)
  const id = existing?.id ?? context.newId()
  const revision = (existing?.revision ?? 0) + 1
  const content = {
    kind: request.kind,
    organizationId: request.organizationId,
    year: request.year ?? null,
    title: composition.title,
    requestJson: JSON.stringify(request),
    derivedJson: JSON.stringify(Object.fromEntries(derived.map(({ key, value }) => [key, value]))),
    revision,
    updatedAt: at,
    updatedBy: actor,
  }
  if (existing) await updateDraft(db, id, content)
  else await insertDraft(db, { ...content, id, documentId: null, createdAt: at, deletedAt: null })
  const previous = existing ? issueRequest.parse(JSON.parse(existing.requestJson)) : null
  for (const change of changesBetween(previous, request, composition.fields, derived))
    await insertDraftChange(db, { draftId: id, at, actor, ...change })
  context.summarize(`存草稿《${composition.title}》（第 ${revision} 次）`)
  return { draftId: id, revision }
}

/** 不看人改的，各字段现在由数据推出什么。成文日期决定取哪天的数据，照人写的。 */
async function derivedFields(db: ReadDb, request: IssueRequest, today: PlainDate): Promise<DraftField[]> {
  const { datedOn } = request.fields
  const bare = { ...request, fields: datedOn === undefined ? {} : { datedOn }, paragraphs: {} }
  return (await composeAny(db, bare, today)).composition.fields.filter(({ key, derivedFrom }) => derivedFrom !== '' && key !== 'datedOn')
}

/** 这次存与上次存之间，人改了哪几处：逐字段、逐段落，原来是什么、改成什么。 */
function changesBetween(previous: IssueRequest | null, next: IssueRequest, fields: readonly DraftField[], derived: readonly DraftField[]) {
  const derivedOf = new Map(derived.map(({ key, value }) => [key, value]))
  const labels = new Map(fields.map(({ key, label }) => [key, label]))
  const keys = new Set([...Object.keys(previous?.fields ?? {}), ...Object.keys(next.fields)])
  const byField = [...keys].map((key) => {
    const fallback = derivedOf.get(key) ?? ''
    return {
      fieldKey: key,
      label: labels.get(key) ?? key,
      beforeText: previous?.fields[key] ?? fallback,
      afterText: next.fields[key] ?? fallback,
    }
  })
  const ids = new Set([...Object.keys(previous?.paragraphs ?? {}), ...Object.keys(next.paragraphs)])
  const byParagraph = [...ids].map((id) => {
    const before = previous?.paragraphs[id]
    const after = next.paragraphs[id]
    return {
      fieldKey: `paragraph.${id}`,
      label: '正文一段',
      beforeText: before?.text ?? after?.basedOn ?? '',
      afterText: after?.text ?? before?.basedOn ?? '',
    }
  })
  return [...byField, ...byParagraph].filter(({ beforeText, afterText }) => beforeText !== afterText)
}

function savedDraft(
  record: DraftRecord,
  documentNumber: string,
  organizations: ReadonlyMap<string, OrganizationAt>,
  exports: ReadonlyMap<string, string>,
): SavedDraft {
  const { id, kind, organizationId, title, revision, updatedAt, updatedBy, deletedAt } = record
  return {
    id,
    kind,
    kindName: kindName(kind) ?? kind,
    organizationId,
    organizationName: organizations.get(organizationId)?.shortName ?? '',
    title,
    revision,
    documentNumber,
    exportedAt: exports.get(id) ?? null,
    updatedAt,
    updatedBy,
    deletedAt,
  }
}

async function requireDraft(db: ReadDb, draftId: string): Promise<DraftRecord> {
  const draft = await findDraft(db, draftId)
  if (draft) return draft
  throw new DomainError('NOT_FOUND', '草稿箱里没有这份草稿，请刷新后重选。')
}
