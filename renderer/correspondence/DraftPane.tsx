import { ActionIcon, Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import type { DraftInput } from '../../shared/correspondence/draft.ts'
import type { DocumentKind } from '../../shared/correspondence/document-kinds.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { SeverityShape } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { DraftFields } from './DraftFields.tsx'
import { DraftPreview } from './DraftPreview.tsx'

export type DraftPaneProps = { kind: DocumentKind; organizationId: string; year?: number; canPrintPdf: boolean; onIssued: () => void }

const ZOOMS = [0.6, 0.75, 0.9, 1, 1.25, 1.5]

export function DraftPane({ kind, organizationId, year, canPrintPdf, onIssued }: DraftPaneProps) {
  const [fields, setFields] = useState<Record<string, string>>({})
  const [settled] = useDebouncedValue(fields, 400)
  const [zoom, setZoom] = useState(0.75)
  const [pageCount, setPageCount] = useState(0)
  const [isConfirming, setConfirming] = useState(false)
  const request: DraftInput = { kind, organizationId, fields: settled, ...(year === undefined ? {} : { year }) }
  const draft = useBackendQuery('correspondence.draft', request, { keepPrevious: true })
  const issue = useCommand('correspondence.issue', { showsOwnError: true, done: (output) => `已登记发文，文号 ${output.number}` })
  const onPageCount = useCallback((count: number) => setPageCount(count), [])
  const step = (by: number) => {
    const index = ZOOMS.indexOf(zoom)
    setZoom(ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, index + by))] ?? 1)
  }

  if (draft.error) return <ErrorState error={draft.error} onRetry={() => void draft.refetch()} />
  if (!draft.data) return <Loading label="正在按记录起草" />
  const { missing, cautions, html, title } = draft.data
  const isReady = missing.length === 0
  const isSettled = settled === fields && !draft.isPlaceholderData
  return (
    <div className="draft">
      <Card title="字段" note="改过的以你写的为准" className="draft-column">
        <DraftFields
          fields={draft.data.fields}
          values={fields}
          organizationId={organizationId}
          onChange={(key, value) => setFields((current) => ({ ...current, [key]: value }))}
          onRevert={(key) => setFields((current) => Object.fromEntries(Object.entries(current).filter(([other]) => other !== key)))}
        />
      </Card>
      <Card
        title="预览"
        note={isReady && pageCount > 0 ? `共 ${pageCount} 面，预览即打印` : 'Word 或 WPS 断行可能略有不同'}
        className="draft-column preview"
        actions={
          <>
            <ActionIcon aria-label="缩小" onClick={() => step(-1)} disabled={zoom === ZOOMS[0]}>
              <IconMinus size={16} aria-hidden="true" />
            </ActionIcon>
            <span className="small">{Math.round(zoom * 100)}%</span>
            <ActionIcon aria-label="放大" onClick={() => step(1)} disabled={zoom === ZOOMS.at(-1)}>
              <IconPlus size={16} aria-hidden="true" />
            </ActionIcon>
          </>
        }
      >
        {isReady ? (
          <DraftPreview request={request} html={html} title={title} zoom={zoom} canPrintPdf={canPrintPdf} onPageCount={onPageCount} />
        ) : (
          <p className="secondary">右侧列出的缺项补齐后，这里显示排好版的公文。公文里不会留占位符。</p>
        )}
      </Card>
      <Card title="自检" note={isReady ? '可以登记' : `缺 ${missing.length} 项`} className="draft-column">
        <ul className="check-list">
          {missing.map((text) => (
            <li key={text}>
              <SeverityShape severity="红线" />
              <span>{text}</span>
            </li>
          ))}
          {cautions.map((text) => (
            <li key={text}>
              <SeverityShape severity="提示" />
              <span>{text}</span>
            </li>
          ))}
          {isReady && (
            <li>
              <SeverityShape severity="达标" />
              <span>必填字段齐全，附件名与附件说明一致，没有占位符</span>
            </li>
          )}
        </ul>
        <Button fullWidth style={{ marginTop: 16 }} disabled={!isReady || !isSettled} onClick={() => setConfirming(true)}>
          登记发文
        </Button>
        <p className="small secondary" style={{ marginTop: 8 }}>
          登记后取得连续文号、定稿入簿，再导出 docx 或 PDF。定稿后要改，须作废后重新登记，文号不回收。
        </p>
        <ConfirmDialog
          title="登记发文"
          consequence={`《${title}》将定稿入发文登记簿并取得文号。定稿的内容不能再改，只能作废重发。`}
          confirmLabel="登记"
          isOpen={isConfirming}
          isRunning={issue.isRunning}
          error={issue.error}
          onConfirm={() => {
            void issue.run(request).then((output) => {
              if (!output) return
              setConfirming(false)
              onIssued()
            })
          }}
          onClose={() => setConfirming(false)}
        />
      </Card>
    </div>
  )
}
