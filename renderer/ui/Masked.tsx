import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useShown } from './use-shown.ts'
import './masked.css'

export type MaskedProps = {
  /** 遮好的样子。 */
  masked: ReactNode
  /** 给读屏与日志看的：谁的哪一项，如“张三的手机号”。 */
  what: string
  reveal: () => Promise<string | undefined>
}

/** 一处遮着的内容：点“显示”才看得到，看一次记一条操作日志；再点、离开、过一分钟就遮回去。 */
export function Masked({ masked, what, reveal }: MaskedProps) {
  const { value, isRunning, show, hide } = useShown(reveal)
  return (
    <span className="masked-line">
      <span className={value === null ? 'masked' : 'masked-shown'}>{value === null ? masked : value}</span>
      <Button
        size="xs"
        variant="default"
        loading={isRunning}
        title={value === null ? '看一次记一条操作日志' : '遮回去'}
        aria-label={`${value === null ? '显示' : '遮住'}${what}`}
        onClick={() => (value === null ? void show() : hide())}
      >
        {value === null ? '显示' : '遮住'}
      </Button>
    </span>
  )
}

/** 遮着的内容，只看样子，没有“显示”：列表里用，看原文到那个人的页面。 */
export function MaskedText({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <span className="masked" title={title}>
      {children}
    </span>
  )
}
