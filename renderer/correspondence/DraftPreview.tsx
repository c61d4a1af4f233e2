import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { DraftRequest } from '../../shared/correspondence/contract.ts'
import { asCallError, call, type CallError } from '../app/client.ts'
import { ErrorState, Loading } from '../ui/states.tsx'

const PdfView = lazy(async () => ({ default: (await import('./PdfView.tsx')).PdfView }))

export type DraftPreviewProps = {
  request: DraftRequest
  html: string
  title: string
  zoom: number
  canPrintPdf: boolean
  onPageCount: (count: number) => void
}

/**
 * 预览画的就是要打印的那份 PDF。本机没有可排 PDF 的浏览器内核时，退而显示同一份分页 HTML，
 * 用浏览器自己的打印即可得到一样的分页。
 */
export function DraftPreview({ request, html, title, zoom, canPrintPdf, onPageCount }: DraftPreviewProps) {
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
    return <iframe className="preview-frame" title={`预览：${title}`} srcDoc={html} sandbox="allow-same-origin allow-modals" />
  if (pdf.error) return <ErrorState error={pdf.error} onRetry={() => void pdf.refetch()} />
  if (!pdf.data) return <Loading label="正在排版" />
  return (
    <Suspense fallback={<Loading label="正在排版" />}>
      <PdfView base64={pdf.data.base64} zoom={zoom} onPageCount={onPageCount} />
    </Suspense>
  )
}
