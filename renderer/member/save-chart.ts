/** 图存成图片时四周留的白。 */
const PADDING = 16
/** PNG 按两倍像素存，插进文档里不糊。 */
const SCALE = 2
/** 图题一行的高，像素。 */
const CAPTION_HEIGHT = 28

/** 图题与图例：图例在界面上是另画的，存图时写进图里。 */
export type ChartCaption = { readonly title: string; readonly legend: readonly { readonly label: string; readonly color: string }[] }

/** 把卡片里的图存成 SVG：颜色与字体写死在文件里，离开界面也能看。 */
export function saveChartAsSvg(container: HTMLElement | null, fileName: string, caption: ChartCaption): void {
  const drawn = standaloneSvg(container, caption)
  if (drawn) saveBlob(new Blob([drawn.xml], { type: 'image/svg+xml' }), `${fileName}.svg`)
}

/** 把卡片里的图存成 PNG（白底）。 */
export async function saveChartAsPng(container: HTMLElement | null, fileName: string, caption: ChartCaption): Promise<void> {
  const drawn = standaloneSvg(container, caption)
  if (!drawn) return
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn.xml)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = drawn.width * SCALE
  canvas.height = drawn.height * SCALE
  const context = canvas.getContext('2d')
  if (!context) return
  context.scale(SCALE, SCALE)
  context.drawImage(image, 0, 0)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob) saveBlob(blob, `${fileName}.png`)
}

function standaloneSvg(container: HTMLElement | null, caption: ChartCaption): { xml: string; width: number; height: number } | null {
  // 图例的小方块也是同类的 svg，取直接在图框里的那一个。
  const source = container?.querySelector('.recharts-wrapper > svg.recharts-surface')
  if (!(source instanceof SVGSVGElement)) return null
  const { width, height } = source.getBoundingClientRect()
  const copy = source.cloneNode(true)
  if (!(copy instanceof SVGSVGElement)) return null
  const originals = source.querySelectorAll('*')
  for (const [index, element] of [...copy.querySelectorAll('*')].entries()) {
    const original = originals[index]
    if (!original) continue
    const style = getComputedStyle(original)
    for (const property of ['fill', 'stroke'] as const) if (style[property] !== '') element.setAttribute(property, style[property])
    if (element.tagName === 'text') {
      element.setAttribute('font-size', style.fontSize)
      element.setAttribute('font-family', style.fontFamily)
    }
  }
  const full = { width: Math.ceil(width) + PADDING * 2, height: Math.ceil(height) + PADDING * 2 + CAPTION_HEIGHT }
  const inner = [...copy.children].map((child) => new XMLSerializer().serializeToString(child)).join('')
  const xml =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${full.width}" height="${full.height}" viewBox="0 0 ${full.width} ${full.height}">` +
    `<rect width="100%" height="100%" fill="#ffffff"/>${captionSvg(caption, getComputedStyle(source).fontFamily)}` +
    `<g transform="translate(${PADDING} ${PADDING + CAPTION_HEIGHT})">${inner}</g></svg>`
  return { xml, ...full }
}

function captionSvg({ title, legend }: ChartCaption, font: string): string {
  const text = (x: number, size: number, content: string) =>
    `<text x="${x}" y="${PADDING + 12}" font-size="${size}" font-family="${escapeXml(font)}" fill="#22211f">${escapeXml(content)}</text>`
  let x = PADDING + title.length * 16 + 24
  const keys = legend.map(({ label, color }) => {
    const key = `<rect x="${x}" y="${PADDING + 2}" width="12" height="12" fill="${color}"/>${text(x + 18, 12, label)}`
    x += 18 + label.length * 8 + 20
    return key
  })
  return text(PADDING, 15, title) + keys.join('')
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

function saveBlob(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob)
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = fileName
  document.body.append(anchor)
  anchor.click()
  anchor.remove()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
