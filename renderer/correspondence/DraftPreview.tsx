import { useQuery } from '@tanstack/react-query'
import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { asCallError, call, type CallError } from '../app/client.ts'
import { notifyFailure } from '../app/use-backend.ts'
import { ErrorState, Loading } from '../ui/states.tsx'
import type { BlockBox } from './use-block-boxes.ts'
import type { IssueInput } from './use-draft-edits.ts'

const PdfView = lazy(async () => ({ default: (await import('./PdfView.tsx')).PdfView }))

export type DraftPreviewProps = {
  request: IssueInput
  html: string
  title: string
  zoom: number
  canPrintPdf: boolean
  /** 自检单里点开的、左边正在改的那几块；预览里加框。 */
  framedBlocks: readonly string[]
  /** 纸上各块的位置。 */
  boxes: readonly BlockBox[]
  /** 左边改得了的块。 */
  links: readonly BlockBox[]
  onPick: (blockId: string) => void
  onPageCount: (count: number) => void
}

/**
 * 预览画的就是要打印的那份 PDF。本机没有可排 PDF 的浏览器内核时，退而显示同一份分页 HTML，
 * 用浏览器自己的打印即可得到一样的分页。
 */
export function DraftPreview({
  request,
  html,
  title,
  zoom,
  canPrintPdf,
  framedBlocks,
  boxes,
  links,
  onPick,
  onPageCount,
}: DraftPreviewProps) {
  const framed = boxes.filter(({ blockId }) => framedBlocks.includes(blockId))
  const pdf = useQuery<{ base64: string }, CallError>({
    queryKey: ['correspondence.previewPdf', html],
    queryFn: async () => {
      try {
        return await call('correspondence.previewPdf', request)
      } catch (error) {
        throw asCallError(error)
      }
    },
    enabled: canPrintPdf,
    staleTime: Infinity,
  })
  if (!canPrintPdf)
    return (
      <iframe
        className="preview-frame"
        title={`预览：${title}`}
        srcDoc={html}
        sandbox="allow-same-origin allow-modals"
        onLoad={(event) => {
          event.currentTarget.contentDocument?.addEventListener('click', ({ target }) => {
            const block = (target as Element | null)?.closest<HTMLElement>('[data-block]')?.dataset['block']
            if (block !== undefined) onPick(block)
          })
        }}
      />
    )
  if (pdf.error) return <ErrorState error={pdf.error} onRetry={() => void pdf.refetch()} />
  if (!pdf.data) return <Loading label="正在排版" />
  return (
    <>
      <PrintButton base64={pdf.data.base64} />
      <Suspense fallback={<Loading label="正在排版" />}>
        <PdfView base64={pdf.data.base64} zoom={zoom} boxes={framed} links={links} onPick={onPick} onPageCount={onPageCount} />
      </Suspense>
    </>
  )
}

/** 印的就是正看着的这份。草稿也能印出来校对；正式的从登记簿里印。 */
function PrintButton({ base64 }: { base64: string }) {
  const [isPreparing, setPreparing] = useState(false)
  const print = async () => {
    setPreparing(true)
    try {
      const { printPdf } = await import('./print-pdf.ts')
      await printPdf(base64)
    } catch (error) {
      notifyFailure(asCallError(error))
    } finally {
      setPreparing(false)
    }
  }
  return (
    <Button
      className="preview-print"
      variant="default"
      size="xs"
      leftSection={<IconPrinter size={14} aria-hidden="true" />}
      loading={isPreparing}
      onClick={() => void print()}
    >
      打印
    </Button>
  )
}
