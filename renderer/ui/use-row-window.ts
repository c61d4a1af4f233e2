import { useEffect, useState, type RefObject } from 'react'

export type RowWindow = {
  /** 要画出来的行段，两端都含。 */
  first: number
  last: number
  totalHeight: number
  /** 把第几行滚到看得见的地方，不被粘顶表头盖住。 */
  reveal: (index: number) => void
}

/** 上下多画几行，滚动时不露白。 */
const OVERSCAN = 12

/** 固定行高的窗口：行高已知，哪些行看得见只是一次除法；只在跨行时才重画。 */
export function useRowWindow(
  viewport: RefObject<HTMLDivElement | null>,
  rowCount: number,
  rowHeight: number,
  headerHeight: number,
): RowWindow {
  const [range, setRange] = useState({ first: 0, count: 30 })

  useEffect(() => {
    const element = viewport.current
    if (!element) return
    const measure = () => {
      const first = Math.floor(element.scrollTop / rowHeight)
      const count = Math.ceil(element.clientHeight / rowHeight) + 1
      setRange((now) => (now.first === first && now.count === count ? now : { first, count }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [viewport, rowHeight])

  // 筛选后行数变少而滚动位置还没跟上时，也要画得出最后一段。
  const start = Math.min(range.first, Math.max(0, rowCount - range.count))
  return {
    first: Math.max(0, start - OVERSCAN),
    last: Math.min(rowCount - 1, start + range.count + OVERSCAN),
    totalHeight: rowCount * rowHeight,
    reveal: (index) => {
      const element = viewport.current
      if (!element) return
      const top = index * rowHeight
      const bottom = top + rowHeight + headerHeight
      if (top < element.scrollTop) element.scrollTo({ top })
      else if (bottom > element.scrollTop + element.clientHeight) element.scrollTo({ top: bottom - element.clientHeight })
    },
  }
}
