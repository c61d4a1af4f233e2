import { ActionIcon, Button } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { isFreeKind, kindRow } from '../../shared/correspondence/free-kinds.ts'
import type { InspectionItem } from '../../shared/document/inspection.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { DraftFields } from './DraftFields.tsx'
import { DraftPreview } from './DraftPreview.tsx'
import { InspectionList } from './InspectionList.tsx'
import { IssueDialog } from './IssueDialog.tsx'
import { NumberingField } from './NumberingField.tsx'
import { ParagraphFields } from './ParagraphFields.tsx'
import { SaveDraftBar } from './SaveDraftBar.tsx'
import { TemplateField } from './TemplateField.tsx'
import { useDraftEdits, type DraftStart } from './use-draft-edits.ts'
import { useEditTargets } from './use-edit-targets.ts'

export type DraftPaneProps = {
  start: DraftStart
  /** 选文种、选党组织，放在最上一条里。 */
  choice: ReactNode
  canPrintPdf: boolean
  onIssued: () => void
  /** 有没有没存的改动；换文种、换页之前要问。 */
  onDirty: (isDirty: boolean) => void
}

const ZOOMS = [0.4, 0.5, 0.6, 0.75, 0.9, 1, 1.25, 1.5]
/** A4 纸宽的 CSS 像素（210 毫米），连同两边的线。 */
const PAPER_WIDTH = 796

export function DraftPane({ start, choice, canPrintPdf, onIssued, onDirty }: DraftPaneProps) {
  const editing = useDraftEdits(start)
  const { edits, request, isDirty } = editing
  const { ref: previewRef, width: previewWidth } = useElementSize()
  // 没动过缩放时，整面纸的宽正好放得下。
  const [chosenZoom, setZoom] = useState<number | null>(null)
  const zoom = chosenZoom ?? (previewWidth === 0 ? 0.75 : Math.min(1, Math.max(0.4, Math.floor((previewWidth / PAPER_WIDTH) * 100) / 100)))
  const [pageCount, setPageCount] = useState(0)
  const [isConfirming, setConfirming] = useState(false)
  const [framed, setFramed] = useState<InspectionItem | null>(null)
  const [workingBlocks, setWorkingBlocks] = useState<readonly string[]>([])
  const draft = useBackendQuery('correspondence.draft', request, { keepPrevious: true })
  const onPageCount = useCallback((count: number) => setPageCount(count), [])
  const column = useRef<HTMLDivElement>(null)
  const targets = useEditTargets(draft.data)
  useEffect(() => onDirty(isDirty), [isDirty, onDirty])
  const smaller = ZOOMS.findLast((each) => each < zoom)
  const larger = ZOOMS.find((each) => each > zoom)

  if (!draft.data)
    return (
      <>
        <div className="draft-bar">{choice}</div>
        {draft.error ? <ErrorState error={draft.error} onRetry={() => void draft.refetch()} /> : <Loading label="正在按记录起草" />}
      </>
    )
  const { missing, cautions, inspection, html, title, number } = draft.data
  const { isNumbered } = kindRow(start.kind)
  const { revising } = start
  const isReady = missing.length === 0
  const isSettled = editing.isSettled && !draft.isPlaceholderData
  return (
    <>
      <SaveDraftBar
        choice={choice}
        editing={editing}
        isReady={isReady && isSettled}
        revisingNumber={revising?.number ?? ''}
        isNumbered={isNumbered}
      />
      <div className={isFreeKind(start.kind) ? 'draft draft-writing' : 'draft'}>
        <Card title="字段" note="改过的以你写的为准" className="draft-column">
          <div
            ref={column}
            onFocus={(event) => {
              setFramed(null)
              setWorkingBlocks(targets.blocksAt(event))
            }}
          >
            <DraftFields
              fields={draft.data.fields}
              values={edits.fields}
              organizationId={start.organizationId}
              isWriting={isFreeKind(start.kind)}
              onChange={editing.setField}
              onRevert={editing.revertField}
            />
            <ParagraphFields
              paragraphs={draft.data.paragraphs}
              edits={edits.paragraphs}
              onChange={editing.setParagraph}
              onRevert={editing.revertParagraph}
            />
          </div>
        </Card>
        <Card
          title="预览"
          note={html !== '' && pageCount > 0 ? `共 ${pageCount} 面，点字改字` : 'Word 或 WPS 断行可能略有不同'}
          className="draft-column preview"
          actions={
            <>
              <ActionIcon aria-label="缩小" onClick={() => setZoom(smaller ?? zoom)} disabled={smaller === undefined}>
                <IconMinus size={16} aria-hidden="true" />
              </ActionIcon>
              <span className="small">{Math.round(zoom * 100)}%</span>
              <ActionIcon aria-label="放大" onClick={() => setZoom(larger ?? zoom)} disabled={larger === undefined}>
                <IconPlus size={16} aria-hidden="true" />
              </ActionIcon>
            </>
          }
        >
          <div ref={previewRef} className="preview-room">
            {html !== '' ? (
              <DraftPreview
                request={request}
                html={html}
                title={title}
                zoom={zoom}
                canPrintPdf={canPrintPdf}
                framedBlocks={framed === null ? workingBlocks : framed.place.blockId === null ? [] : [framed.place.blockId]}
                boxes={targets.boxes}
                links={targets.links}
                onPick={(blockId) => targets.pick(blockId, column.current)}
                onPageCount={onPageCount}
              />
            ) : (
              <p className="secondary">右侧列出的缺项补齐后，这里显示排好版的公文。公文里不会留占位符。</p>
            )}
          </div>
        </Card>
        <Card
          title="自检"
          note={isReady ? (isNumbered ? '可以登记' : '可以导出') : html === '' ? `缺 ${missing.length} 项` : `${missing.length} 处要改`}
          className="draft-column"
        >
          <InspectionList missing={missing} cautions={cautions} inspection={inspection} framed={framed} onFrame={setFramed} />
          <div className="draft-fields" style={{ marginTop: 16 }}>
            {isNumbered && revising === null && <NumberingField number={number} value={edits.numbering} onChange={editing.setNumbering} />}
            <TemplateField value={edits.templateId} onChange={editing.setTemplateId} />
            {isNumbered && (
              <Button fullWidth disabled={!isReady || !isSettled} onClick={() => setConfirming(true)}>
                {revising ? '另存新版' : '登记发文'}
              </Button>
            )}
          </div>
          <p className="small secondary" style={{ marginTop: 8 }}>
            {isNumbered
              ? '登记后取得连续文号、定稿入簿，再导出 docx 或 PDF。定稿后要改，只能另存新版，原件保留；作废的文号不回收。'
              : '这是表单或不编文号的文书，不入登记簿：填齐后直接打印，或导出 docx；导出的稿子留在草稿箱，标作“已导出”。'}
          </p>
          {isConfirming && (
            <IssueDialog
              title={title}
              number={number}
              request={request}
              draftId={editing.draftId}
              revising={revising}
              onDone={() => {
                setConfirming(false)
                onDirty(false)
                onIssued()
              }}
              onClose={() => setConfirming(false)}
            />
          )}
        </Card>
      </div>
    </>
  )
}
