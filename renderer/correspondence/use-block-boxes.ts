import { useMemo } from 'react'

/** 一块在纸上占的框；单位是实际大小时的 CSS 像素，从那一面纸的左上角量起，`page` 从 1 起。 */
export type BlockBox = {
  readonly page: number
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const MARGIN = 3

/**
 * 量出某一块在各面上的位置。分页 HTML 与 PDF 同一份排版，量出的框就能画到 PDF 预览上。
 * 放进影子根里量：公文的样式不漏到界面上，量完即撤。没有指定块、或纸上没有这一块时为空。
 */
export function useBlockBoxes(html: string, blockId: string | null): readonly BlockBox[] {
  return useMemo(() => (blockId === null || html === '' ? [] : measure(html, blockId)), [html, blockId])
}

function measure(html: string, blockId: string): readonly BlockBox[] {
  const parsed = new DOMParser().parseFromString(html, 'text/html')
  const host = document.createElement('div')
  host.className = 'measuring-host'
  const root = host.attachShadow({ mode: 'open' })
  root.append(...parsed.querySelectorAll('style'), ...parsed.querySelectorAll('section'))
  document.body.append(host)
  try {
    return boxesOf(root, blockId)
  } finally {
    host.remove()
  }
}

function boxesOf(content: ShadowRoot, blockId: string): BlockBox[] {
  return [...content.querySelectorAll('section')].flatMap((section, index) => {
    const elements = [...section.querySelectorAll<HTMLElement>('[data-block]')].filter((each) => each.dataset['block'] === blockId)
    const rects = elements
      .flatMap((element) => [element, ...element.querySelectorAll('*')])
      .map((element) => element.getBoundingClientRect())
      .filter(({ width, height }) => width > 0 && height > 0)
    if (rects.length === 0) return []
    const paper = section.getBoundingClientRect()
    const left = Math.min(...rects.map((rect) => rect.left)) - paper.left - MARGIN
    const top = Math.min(...rects.map((rect) => rect.top)) - paper.top - MARGIN
    const right = Math.max(...rects.map((rect) => rect.right)) - paper.left + MARGIN
    const bottom = Math.max(...rects.map((rect) => rect.bottom)) - paper.top + MARGIN
    return [{ page: index + 1, left, top, width: right - left, height: bottom - top }]
  })
}
