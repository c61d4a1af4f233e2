import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { useEffect, useRef, useState } from 'react'
import type { BlockBox } from './use-block-boxes.ts'

GlobalWorkerOptions.workerSrc = workerUrl

/** 1 pt 合多少 CSS 像素（96/72）。 */
const CSS_PER_POINT = 96 / 72

export type PdfViewProps = {
  base64: string
  zoom: number
  /** 要加框的地方，按实际大小的 CSS 像素量。 */
  boxes: readonly BlockBox[]
  /** 点得开的地方：点了跳到左边写它的那一格。 */
  links: readonly BlockBox[]
  onPick: (blockId: string) => void
  onPageCount: (count: number) => void
}

/**
 * 把后端排好的 PDF 逐页画出来。画的就是导出、打印用的那一份，所以“预览即打印”。
 * `base64` 是 PDF 原文；`zoom` 为 1 时按实际大小。
 */
export function PdfView({ base64, zoom, boxes, links, onPick, onPageCount }: PdfViewProps) {
  const [document, setDocument] = useState<PDFDocumentProxy | null>(null)
  const [problem, setProblem] = useState('')

  useEffect(() => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
    const loading = getDocument({ data: bytes })
    let isCurrent = true
    loading.promise.then(
      (loaded) => {
        if (!isCurrent) return
        setProblem('')
        setDocument(loaded)
        onPageCount(loaded.numPages)
      },
      (error: unknown) => {
        if (isCurrent) setProblem(error instanceof Error ? error.message : String(error))
      },
    )
    return () => {
      isCurrent = false
      void loading.destroy()
    }
  }, [base64, onPageCount])

  if (problem) return <p role="alert">预览画不出来：{problem}。仍可导出 docx 或 PDF 查看。</p>
  if (!document) return null
  return (
    <div className="pdf-pages">
      {Array.from({ length: document.numPages }, (_, index) => (
        <PdfPage
          key={`${document.fingerprints[0]}-${index}`}
          document={document}
          pageNo={index + 1}
          zoom={zoom}
          boxes={boxes.filter(({ page }) => page === index + 1)}
          links={links.filter(({ page }) => page === index + 1)}
          onPick={onPick}
        />
      ))}
    </div>
  )
}

type PdfPageProps = Pick<PdfViewProps, 'zoom' | 'boxes' | 'links' | 'onPick'> & { document: PDFDocumentProxy; pageNo: number }

function PdfPage({ document, pageNo, zoom, boxes, links, onPick }: PdfPageProps) {
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const [size, setSize] = useState({ width: 794 * zoom, height: 1123 * zoom })
  const [text, setText] = useState('')

  useEffect(() => {
    const closing = new AbortController()
    let cancel = () => {}
    void (async () => {
      const page = await document.getPage(pageNo)
      const canvas = canvasRef.current
      if (closing.signal.aborted || !canvas) return
      const viewport = page.getViewport({ scale: zoom * CSS_PER_POINT })
      const density = window.devicePixelRatio
      canvas.width = Math.round(viewport.width * density)
      canvas.height = Math.round(viewport.height * density)
      setSize({ width: viewport.width, height: viewport.height })
      const rendering = page.render({ canvas, viewport, transform: [density, 0, 0, density, 0, 0] })
      cancel = () => rendering.cancel()
      // 两件事一起等：换稿时两边都会被取消，先等一个会漏接另一个的取消。
      const [, content] = await Promise.all([rendering.promise, page.getTextContent()])
      setText(content.items.map((item) => ('str' in item ? item.str : '')).join(''))
    })().catch((error: unknown) => {
      // 换稿时取消上一次绘制是常态，不是错误。
      if (!closing.signal.aborted) throw error
    })
    return () => {
      closing.abort()
      cancel()
    }
  }, [document, pageNo, zoom])

  return (
    <figure className="pdf-page" aria-label={`第 ${pageNo} 页`}>
      <canvas ref={canvasRef} style={{ width: size.width, height: size.height }} aria-hidden="true" />
      {boxes.map((box, index) => (
        <PageFrame key={`${box.top}-${box.left}`} box={box} zoom={zoom} isFirst={index === 0} />
      ))}
      {links.map((box) => (
        // 只给鼠标用：键盘与读屏直接在左边的格里走，纸上的字另有文字版。
        <button
          key={box.blockId}
          type="button"
          tabIndex={-1}
          className="page-link"
          aria-hidden="true"
          title="点一下，到左边改这里"
          style={placeOf(box, zoom)}
          onClick={() => onPick(box.blockId)}
        />
      ))}
      <figcaption className="unseen">{text}</figcaption>
    </figure>
  )
}

function placeOf({ left, top, width, height }: BlockBox, zoom: number) {
  return { left: left * zoom, top: top * zoom, width: width * zoom, height: height * zoom }
}

/** 纸上的一个框；第一个滚到看得见的地方，本来看得见的不动。 */
function PageFrame({ box, zoom, isFirst }: { box: BlockBox; zoom: number; isFirst: boolean }) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isFirst) frame.current?.scrollIntoView({ block: 'nearest' })
  }, [isFirst])
  return <div ref={frame} className="page-frame" style={placeOf(box, zoom)} aria-hidden="true" />
}
