import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { Numbering } from '../../shared/correspondence/draft-contract.ts'
import type { AnyKind } from '../../shared/correspondence/free-kinds.ts'
import type { RouteInput } from '../app/client.ts'

export type IssueInput = RouteInput<'correspondence.draft'>
type Overrides = NonNullable<IssueInput['paragraphs']>

/** 从哪里开始起草：新的一份、打开的草稿，或照已登记的出新版。 */
export type DraftStart = {
  readonly kind: AnyKind
  readonly organizationId: string
  readonly year?: number
  readonly processId?: string
  readonly lifeRecordId?: string
  readonly fields: Readonly<Record<string, string>>
  readonly paragraphs: Readonly<Overrides>
  readonly templateId: string | null
  readonly draftId: string | null
  readonly revision: number | null
  /** 出新版时：是哪一份。文号不变，不用取号。 */
  readonly revising: { readonly documentId: string; readonly number: string } | null
}

export function newDraft(
  kind: AnyKind,
  organizationId: string,
  rest: { year?: number; processId?: string; lifeRecordId?: string } = {},
): DraftStart {
  return { kind, organizationId, fields: {}, paragraphs: {}, templateId: null, draftId: null, revision: null, revising: null, ...rest }
}

type Edits = {
  readonly fields: Readonly<Record<string, string>>
  readonly paragraphs: Readonly<Overrides>
  readonly numbering: Numbering | null
  readonly templateId: string | null
}

/** 起草页上人改的一切：字段、段落、取哪个号、套哪份模板，与有没有存。 */
export function useDraftEdits(start: DraftStart) {
  const [edits, setEdits] = useState<Edits>({
    fields: start.fields,
    paragraphs: start.paragraphs,
    numbering: null,
    templateId: start.templateId,
  })
  const [settled] = useDebouncedValue(edits, 400)
  const [saved, setSaved] = useState({ edits, draftId: start.draftId, revision: start.revision })
  const change = (next: (current: Edits) => Partial<Edits>) => setEdits((current) => ({ ...current, ...next(current) }))
  return {
    edits,
    /** 停手片刻之后的起草依据；后端按它起草。 */
    request: requestOf(start, settled),
    /** 此刻的起草依据；存草稿用。 */
    liveRequest: requestOf(start, edits),
    isSettled: settled === edits,
    isDirty: saved.edits !== edits,
    draftId: saved.draftId,
    revision: saved.revision,
    setField: (key: string, value: string) => change(({ fields }) => ({ fields: { ...fields, [key]: value } })),
    revertField: (key: string) => change(({ fields }) => ({ fields: without(fields, key) })),
    setParagraph: (id: string, text: string, basedOn: string) =>
      change(({ paragraphs }) => ({ paragraphs: { ...paragraphs, [id]: { text, basedOn } } })),
    revertParagraph: (id: string) => change(({ paragraphs }) => ({ paragraphs: without(paragraphs, id) })),
    setNumbering: (numbering: Numbering | null) => change(() => ({ numbering })),
    setTemplateId: (templateId: string | null) => change(() => ({ templateId })),
    markSaved: (draftId: string, revision: number) => setSaved({ edits, draftId, revision }),
  }
}

export type DraftEditing = ReturnType<typeof useDraftEdits>

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== key))
}

function requestOf(
  { kind, organizationId, year, processId, lifeRecordId }: DraftStart,
  { fields, paragraphs, numbering, templateId }: Edits,
): IssueInput {
  return {
    kind,
    organizationId,
    fields: { ...fields },
    paragraphs: { ...paragraphs },
    ...(year === undefined ? {} : { year }),
    ...(processId === undefined ? {} : { processId }),
    ...(lifeRecordId === undefined ? {} : { lifeRecordId }),
    ...(numbering === null ? {} : { numbering }),
    ...(templateId === null ? {} : { templateId }),
  }
}
