import type { ReactNode } from 'react'
import type { Route } from '../../shared/contract/index.ts'
import { useSession } from '../app/session.ts'

/**
 * 走不通这条路由的身份，看不到里面的按钮；`anyOf` 给几条时，走得通任一条就显示。
 * 这里只是不显示用不上的，真正放行在后端。
 */
export function Permitted({ anyOf, children }: { anyOf: Route | readonly Route[]; children: ReactNode }) {
  const { can } = useSession()
  return (typeof anyOf === 'string' ? [anyOf] : anyOf).some(can) ? children : null
}
