import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { PageProps } from '../app/router.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { DraftsTable } from './DraftsTable.tsx'
import { DraftView, kindFrom, type DraftTarget } from './DraftView.tsx'
import { IncomingTable } from './IncomingTable.tsx'
import { RegisterTable } from './RegisterTable.tsx'
import { RequestsTable } from './RequestsTable.tsx'
import './correspondence.css'

const VIEWS = [
  { key: 'draft', label: '起草', status: '字段都从记录里来；缺的先列出，补齐才能登记' },
  { key: 'drafts', label: '草稿箱', status: '没写完的留在这里，下次接着改' },
  { key: 'register', label: '发文登记簿', status: '文号连续，作废不回收' },
  { key: 'incoming', label: '收文登记', status: '来文原样留存，承办与批示随时补' },
  { key: 'requests', label: '请示与批复', status: '一请一复；没有批复的列出已等天数' },
] as const
type View = (typeof VIEWS)[number]['key']

/** 公文：起草、草稿箱、发文登记簿、收文登记、请示与批复。 */
export function CorrespondencePage({ query }: PageProps) {
  const [view, setView] = useState<View>(() => VIEWS.find(({ key }) => key === query.get('view'))?.key ?? 'draft')
  const [target, setTarget] = useState<DraftTarget>(() => targetFrom(query))
  const [isDirty, setDirty] = useState(false)
  const [leavingTo, setLeavingTo] = useState<DraftTarget | null>(null)
  const go = (next: DraftTarget) => {
    setTarget(next)
    setDirty(false)
    setLeavingTo(null)
    setView('draft')
  }
  // 没存的改动，换一份之前问一句。
  const open = (next: DraftTarget) => (isDirty ? setLeavingTo(next) : go(next))
  const current = VIEWS.find(({ key }) => key === view) ?? VIEWS[0]
  return (
    <div className="correspondence">
      <PageHeader
        title="公文"
        control={
          <SegmentedControl
            data={VIEWS.map(({ key, label }) => ({ value: key, label }))}
            value={view}
            onChange={(next) => setView(VIEWS.find(({ key }) => key === next)?.key ?? 'draft')}
            aria-label="公文的哪一部分"
          />
        }
        status={current.status}
      />
      {/* 切到别的部分再回来，写了一半的稿子还在。 */}
      <div className="correspondence-view" hidden={view !== 'draft'}>
        <DraftView
          target={target}
          onTarget={open}
          onDirty={setDirty}
          onIssued={() => {
            setDirty(false)
            setTarget({ from: '新的', kind: 'W05', organizationId: null, year: null, processId: null, lifeRecordId: null })
            setView('register')
          }}
        />
      </div>
      {view === 'drafts' && <DraftsTable onOpen={(draftId) => open({ from: '草稿', draftId })} />}
      {view === 'register' && (
        <RegisterTable onRevise={(documentId, number) => open({ from: '登记簿', documentId, number })} onDraft={() => setView('draft')} />
      )}
      {view === 'incoming' && <IncomingTable />}
      {view === 'requests' && <RequestsTable />}
      <ConfirmDialog
        title="有改动没有存"
        consequence="换一份，没存的改动就没有了。可以先点“存草稿”再换。"
        confirmLabel="不存了，换一份"
        isOpen={leavingTo !== null}
        isRunning={false}
        error={null}
        onConfirm={() => {
          if (leavingTo) go(leavingTo)
        }}
        onClose={() => setLeavingTo(null)}
      />
    </div>
  )
}

function targetFrom(query: URLSearchParams): DraftTarget {
  const draftId = query.get('draftId')
  if (draftId !== null) return { from: '草稿', draftId }
  return {
    from: '新的',
    kind: kindFrom(query.get('kind')),
    organizationId: query.get('organizationId'),
    year: Number(query.get('year')) || null,
    processId: query.get('processId'),
    lifeRecordId: query.get('lifeRecordId'),
  }
}
