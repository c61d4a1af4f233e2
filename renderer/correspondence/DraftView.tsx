import { Button, Select } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { DOCUMENT_KIND_NAMES, DOCUMENT_KINDS, isCommitteeWide, isLifePaper, isYearly } from '../../shared/correspondence/document-kinds.ts'
import { anyKind, FREE_KIND_ROWS, FREE_KINDS, isFreeKind, type AnyKind } from '../../shared/correspondence/free-kinds.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { DraftPane } from './DraftPane.tsx'
import { newDraft, type DraftStart } from './use-draft-edits.ts'

/** 起草哪一份：新的、打开的草稿，或照已登记的出新版。 */
export type DraftTarget =
  | {
      readonly from: '新的'
      readonly kind: AnyKind
      readonly organizationId: string | null
      readonly year: number | null
      readonly processId: string | null
      /** 哪次组织生活会、民主评议；没有指明的取这一年度的。 */
      readonly lifeRecordId: string | null
    }
  | { readonly from: '草稿'; readonly draftId: string }
  | { readonly from: '登记簿'; readonly documentId: string; readonly number: string }

export function kindFrom(text: string | null): AnyKind {
  const parsed = anyKind.safeParse(text)
  return parsed.success ? parsed.data : 'W05'
}

const GROUPS = [...new Set(DOCUMENT_KINDS.map((kind) => DOCUMENT_KIND_NAMES[kind].group))]

const KIND_CHOICES = [
  ...GROUPS.map((group) => ({
    group,
    items: DOCUMENT_KINDS.filter((kind) => DOCUMENT_KIND_NAMES[kind].group === group).map((kind) => ({
      value: kind,
      label: `${DOCUMENT_KIND_NAMES[kind].name}（${DOCUMENT_KIND_NAMES[kind].direction}）`,
    })),
  })),
  { group: '自由起草', items: FREE_KINDS.map((kind) => ({ value: kind, label: `${FREE_KIND_ROWS[kind].name}（自由起草）` })) },
]

export type DraftViewProps = {
  target: DraftTarget
  onTarget: (target: DraftTarget) => void
  onIssued: () => void
  onDirty: (isDirty: boolean) => void
}

/** 起草：选文种与党组织，或接着改一份草稿、出一份新版。 */
export function DraftView({ target, onTarget, onIssued, onDirty }: DraftViewProps) {
  const overview = useBackendQuery('settings.overview', {})
  const choice =
    target.from === '新的' ? (
      <NewChoice target={target} today={overview.data?.today ?? ''} onTarget={onTarget} />
    ) : (
      <Button
        variant="default"
        onClick={() => onTarget({ from: '新的', kind: 'W05', organizationId: null, year: null, processId: null, lifeRecordId: null })}
      >
        另起草一份
      </Button>
    )
  const shared = { choice, canPrintPdf: overview.data?.canPrintPdf ?? false, onIssued, onDirty }
  switch (target.from) {
    case '新的':
      return <NewPane target={target} today={overview.data?.today ?? ''} {...shared} />
    case '草稿':
      return <SavedPane key={target.draftId} draftId={target.draftId} {...shared} />
    case '登记簿':
      return <RevisingPane key={target.documentId} documentId={target.documentId} number={target.number} {...shared} />
  }
}

type NewTarget = Extract<DraftTarget, { from: '新的' }>
type Shared = { choice: ReactNode; canPrintPdf: boolean; onIssued: () => void; onDirty: (isDirty: boolean) => void }

function NewChoice({ target, today, onTarget }: { target: NewTarget; today: string; onTarget: (target: NewTarget) => void }) {
  const { kind, organizationId, year } = target
  return (
    <>
      <Select
        aria-label="文种"
        w={260}
        data={KIND_CHOICES}
        value={kind}
        searchable
        allowDeselect={false}
        maxDropdownHeight={420}
        onChange={(next) => onTarget({ ...target, kind: kindFrom(next) })}
      />
      {!isCommitteeWide(kind) && (
        <OrganizationPicker
          label={isFreeKind(kind) ? '发文机关' : '关于哪个党组织'}
          hidesLabel
          width={260}
          levels={isFreeKind(kind) ? ['党委', '党总支', '党支部'] : isLifePaper(kind) ? ['党支部'] : ['党总支', '党支部']}
          value={organizationId}
          onChange={(next) => onTarget({ ...target, organizationId: next, lifeRecordId: null })}
        />
      )}
      {isYearly(kind) && (
        <Select
          aria-label={kind === 'W34' ? '考核年度' : '年度'}
          w={130}
          data={Array.from({ length: 6 }, (_, index) => String(Number(today.slice(0, 4)) - index)).map((each) => ({
            value: each,
            label: `${each} 年度`,
          }))}
          value={String(year ?? Number(today.slice(0, 4)))}
          onChange={(next) => onTarget({ ...target, year: Number(next), lifeRecordId: null })}
        />
      )}
    </>
  )
}

function NewPane({ target, today, ...shared }: { target: NewTarget; today: string } & Shared) {
  const tree = useBackendQuery('organization.tree', {})
  const { kind, processId, lifeRecordId } = target
  // 考核通报、评议部署只由党委发，不用选组织。
  const committee = tree.data?.nodes.find((node) => node.level === '党委')
  const organizationId = isCommitteeWide(kind) ? (committee?.id ?? null) : target.organizationId
  const year = target.year ?? Number(today.slice(0, 4))
  if (organizationId === null)
    return (
      <>
        <div className="draft-bar">{shared.choice}</div>
        {isFreeKind(kind) ? (
          <EmptyState title="先选由谁发文" reason="选发文的党委、党总支或党支部，红头、机关代字、落款就会填好，标题与正文由你写。" />
        ) : (
          <EmptyState title="先选是给哪个党组织的" reason="选一个党支部或党总支，各栏就会按它的届次、班子和名册填好。" />
        )}
      </>
    )
  const start = newDraft(kind, organizationId, {
    ...(isYearly(kind) ? { year } : {}),
    ...(processId === null ? {} : { processId }),
    ...(lifeRecordId === null || !isLifePaper(kind) ? {} : { lifeRecordId }),
  })
  return (
    <DraftPane
      key={`${kind}${organizationId}${processId ?? ''}${lifeRecordId ?? ''}${isYearly(kind) ? year : ''}`}
      start={start}
      {...shared}
    />
  )
}

function SavedPane({ draftId, ...shared }: { draftId: string } & Shared) {
  const opened = useBackendQuery('correspondence.savedDraft', { draftId })
  // 只在打开时取一次作起点；之后存草稿会让它重取，人正在改的不能被盖掉。
  const [start, setStart] = useState<DraftStart | null>(null)
  if (opened.error) return <ErrorState error={opened.error} onRetry={() => void opened.refetch()} />
  if (!opened.data) return <Loading label="正在打开草稿" />
  if (start === null) {
    const { draft, request } = opened.data
    setStart(startFrom(request, { draftId, revision: draft.revision, revising: null }))
    return <Loading label="正在打开草稿" />
  }
  return <DraftPane start={start} {...shared} />
}

function RevisingPane({ documentId, number, ...shared }: { documentId: string; number: string } & Shared) {
  const issued = useBackendQuery('correspondence.issuedRequest', { documentId })
  const [start, setStart] = useState<DraftStart | null>(null)
  if (issued.error) return <ErrorState error={issued.error} onRetry={() => void issued.refetch()} />
  if (!issued.data) return <Loading label="正在取原件" />
  if (start === null) {
    setStart(startFrom(issued.data.request, { draftId: null, revision: null, revising: { documentId, number } }))
    return <Loading label="正在取原件" />
  }
  return <DraftPane start={start} {...shared} />
}

type StoredRequest = {
  kind: AnyKind
  organizationId: string
  year?: number | undefined
  processId?: string | undefined
  lifeRecordId?: string | undefined
  templateId?: string | undefined
  fields: Record<string, string>
  paragraphs: Record<string, { text: string; basedOn: string }>
}

function startFrom(request: StoredRequest, rest: Pick<DraftStart, 'draftId' | 'revision' | 'revising'>): DraftStart {
  const { kind, organizationId, year, processId, lifeRecordId, templateId, fields, paragraphs } = request
  return {
    kind,
    organizationId,
    fields,
    paragraphs,
    templateId: templateId ?? null,
    ...(year === undefined ? {} : { year }),
    ...(processId === undefined ? {} : { processId }),
    ...(lifeRecordId === undefined ? {} : { lifeRecordId }),
    ...rest,
  }
}
