import { useMemo } from 'react'

/** 一块在一面纸上占的框；单位是实际大小时的 CSS 像素，从那一面纸的左上角量起，`page` 从 1 起。 */
export type BlockBox = {
  readonly blockId: string
  /** 这一块印出来的全部文字，跨面的连在一起。 */
  readonly text: string
  readonly page: number
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const MARGIN = 3

/**
 * 量出各块在各面上的位置。分页 HTML 与 PDF 同一份排版，量出的框就能画到 PDF 预览上。
 * 放进影子根里量：公文的样式不漏到界面上，量完即撤。大的在前，小的画在上面，点得到。
 */
export function useBlockBoxes(html: string): readonly BlockBox[] {
  return useMemo(() => (html === '' ? [] : measure(html)), [html])
}

function measure(html: string): readonly BlockBox[] {
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  const host = document.createElement('div')
  host.className = 'measuring-host'
  const root = host.attachShadow({ mode: 'open' })
  root.append(...parsed.querySelectorAll('style'), ...parsed.querySelectorAll('section'))
  document.body.append(host)
  try {
    return boxesOf(root).toSorted((a, b) => b.width * b.height - a.width * a.height)
  } finally {
    host.remove()
  }
}

function boxesOf(content: ShadowRoot): BlockBox[] {
  const marked = [...content.querySelectorAll<HTMLElement>('[data-block]')]
  const idOf = (element: HTMLElement) => element.dataset['block'] ?? ''
  return [...content.querySelectorAll('section')].flatMap((section, index) => {
    const paper = section.getBoundingClientRect()
    const own = marked.filter((element) => section.contains(element))
    return [...new Set(own.map(idOf))].flatMap((blockId) => {
      const rects = own
        .filter((element) => idOf(element) === blockId)
        .flatMap((element) => [element, ...element.querySelectorAll('*')])
        .map((element) => element.getBoundingClientRect())
        .filter(({ width, height }) => width > 0 && height > 0)
      if (rects.length === 0) return []
      const left = Math.min(...rects.map((rect) => rect.left)) - paper.left - MARGIN
      const top = Math.min(...rects.map((rect) => rect.top)) - paper.top - MARGIN
      const right = Math.max(...rects.map((rect) => rect.right)) - paper.left + MARGIN
      const bottom = Math.max(...rects.map((rect) => rect.bottom)) - paper.top + MARGIN
      const text = marked
        .filter((element) => idOf(element) === blockId)
        .map((element) => element.textContent)
        .join('')
      return [{ blockId, text, page: index + 1, left, top, width: right - left, height: bottom - top }]
    })
  })
}
