import { useQueryClient } from '@tanstack/react-query'
import { Fragment, useEffect, useState, type ReactNode } from 'react'
import { setExportPassphrase } from '../app/export-passphrase.ts'
import type { Session } from '../../shared/security/session.ts'
import { SessionContext } from '../app/session.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { ErrorState, Loading } from '../ui/states.tsx'
import { ChangeFirstPage } from './ChangeFirstPage.tsx'
import { RescuePage } from './RescuePage.tsx'
import { SignInPage } from './SignInPage.tsx'

/**
 * 大门现在什么样，就给看哪一页：没登录给登录页，打不开给修复页，口令是代设的先改口令，打开了才是里面。
 * 换了人，前一个人取来的东西、开着的页面全部丢掉。
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const gate = useBackendQuery('security.state', {})
  const session = gate.data?.session ?? null
  // 不看登录的时刻：同一个人锁定再解锁，页面不卸下，没保存的内容还在。
  const seat = session === null ? null : `${session.accountId ?? ''}|${session.role}|${session.organizationId ?? ''}`
  const [seated, setSeated] = useState<string | null>(null)
  const [seen, setSeen] = useState<SeatedContext>(LOCKED)
  if (session !== null && gate.data && (seen.session !== session || seen.scopeName !== gate.data.scopeName))
    setSeen({ session, scopeName: gate.data.scopeName })
  const isLeft = gate.data?.state === '待登录'
  const isLocked = gate.data?.state === '待解锁'
  const isChanging = seat !== null && seat !== seated

  // 里面的页面这时都不在：丢掉取来的东西，不会有谁还在用。只留大门自己的样子。
  useEffect(() => {
    // 导出口令是前一个人设的，锁定、换人就忘掉。
    if (isLeft || isChanging || isLocked) setExportPassphrase(null)
    if (isLeft || (isChanging && seated !== null))
      queries.removeQueries({ predicate: ({ queryKey: [route] }) => !String(route).startsWith('security.') })
    if (!isChanging) return
    // 这一轮里面空着，丢完了下一轮再让新来的人坐下。
    const seating = setTimeout(() => setSeated(seat))
    return () => clearTimeout(seating)
  }, [queries, seated, seat, isChanging, isLeft, isLocked])

  if (gate.error) return <ErrorState error={gate.error} onRetry={() => void gate.refetch()} />
  if (!gate.data || isChanging) return <Loading label="正在打开" />
  if (isLeft) return <SignInPage />
  if (gate.data.state === '打不开') return <RescuePage />
  if (session !== null && gate.data.mustChangePassphrase) return <ChangeFirstPage name={session.name} />
  return (
    <SessionContext value={seen}>
      <Fragment key={seated}>{children}</Fragment>
    </SessionContext>
  )
}

type SeatedContext = { readonly session: Session; readonly scopeName: string }

/** 还没打开过的时候谁也不是：什么都走不通。打开过又锁上的，遮着的页面仍按原来那个人，免得被当成没有权限而卸下。 */
const LOCKED: SeatedContext = {
  session: { accountId: null, name: '', role: '只读检查员', organizationId: '', signedInAt: null },
  scopeName: '',
}
