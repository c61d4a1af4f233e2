import { getDocument, GlobalWorkerOptions } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import './print.css'

GlobalWorkerOptions.workerSrc = workerUrl

/** 每英寸点数：激光打印机上小四号字的笔画仍利落。 */
const PRINT_DPI = 220
const POINTS_PER_INCH = 72

/**
 * 打印后端排好的那份 PDF：逐面画成图放进只在打印时出现的一层，再调系统打印。
 * 窗口与浏览器里是同一条路，印出来的就是预览看到的。横排的面按横向纸印。
 */
export async function printPdf(base64: string): Promise<void> {
  const loading = getDocument({ data: Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)) })
  const sheets = window.document.createElement('div')
  sheets.className = 'print-sheets'
  const urls: string[] = []
  try {
    const pdf = await loading.promise
    for (let pageNo = 1; pageNo <= pdf.numPages; pageNo += 1) {
      const page = await pdf.getPage(pageNo)
      const viewport = page.getViewport({ scale: PRINT_DPI / POINTS_PER_INCH })
      const canvas = window.document.createElement('canvas')
      canvas.width = Math.round(viewport.width)
      canvas.height = Math.round(viewport.height)
      await page.render({ canvas, viewport, intent: 'print' }).promise
      const url = URL.createObjectURL(await pngOf(canvas))
      urls.push(url)
      const image = new Image()
      image.alt = `第 ${pageNo} 面`
      image.className = viewport.width > viewport.height ? 'print-sheet print-sheet-landscape' : 'print-sheet'
      image.src = url
      await image.decode()
      sheets.append(image)
    }
    window.document.body.append(sheets)
    window.print()
  } finally {
    sheets.remove()
    for (const url of urls) URL.revokeObjectURL(url)
    await loading.destroy()
  }
}

function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('这一面画不出来'))), 'image/png')
  })
}
