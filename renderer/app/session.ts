import { createContext, useContext } from 'react'
import type { Route } from '../../shared/contract/index.ts'
import { mayUse } from '../../shared/security/route-access.ts'
import { localUser, type Session } from '../../shared/security/session.ts'

export type SessionView = {
  readonly session: Session
  /** 可见范围叫什么；不限范围的为空串。 */
  readonly scopeName: string
}

export const SessionContext = createContext<SessionView>({ session: localUser(), scopeName: '' })

/** 现在是谁在用，走不走得通某条路由。没设身份时什么都走得通。 */
export function useSession(): SessionView & { readonly can: (route: Route) => boolean } {
  const view = useContext(SessionContext)
  return { ...view, can: (route) => mayUse(view.session, route) }
}
