import { useHotkeys } from '@mantine/hooks'
import { Suspense, useEffect, useState } from 'react'
import { contract } from '../../shared/contract/index.ts'
import { barredRoute } from './barred-route.ts'
import { useBackendQuery } from './use-backend.ts'
import { FindingDrawer, useFindingDrawer } from '../ui/FindingDrawer.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { CommandPalette } from './CommandPalette.tsx'
import { NavigationRail } from './NavigationRail.tsx'
import { PageBoundary } from './PageBoundary.tsx'
import { hrefTo, useLocation } from './router.ts'
import { findPage, pageKey } from './routes.tsx'
import { useSession } from './session.ts'
import { StatusBar } from './StatusBar.tsx'
import { TopBar } from './TopBar.tsx'
import { UndoDialog } from './UndoDialog.tsx'
import './shell.css'

/** 外框：顶栏、左导航、状态栏每屏都在；中间是页面，右边是发现抽屉。 */
export function Shell() {
  const location = useLocation()
  const [isPaletteOpen, setPaletteOpen] = useState(false)
  const overview = useBackendQuery('settings.overview', {})
  const drawer = useFindingDrawer()
  const found = findPage(location.path)
  const { close } = drawer
  const { can, session, scopeName } = useSession()
  const barred = barredRoute(location, can)

  useHotkeys([['mod+K', () => setPaletteOpen(true)]], [])
  useEffect(() => close(), [location.path, close])
  useEffect(() => {
    document.title = found ? `${found.page.label} · 基石` : '基石'
  }, [found])

  return (
    <div className="shell">
      <TopBar overview={overview.data} onSearch={() => setPaletteOpen(true)} />
      <NavigationRail active={found?.page ?? null} />
      <main className="shell-main" id="main">
        {overview.error?.code === 'UNREACHABLE' ? (
          <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
        ) : found?.page.needs !== undefined && !can(found.page.needs) ? (
          <EmptyState
            title={`没有权限打开“${found.page.label}”`}
            reason={`你现在的身份是${scopeName === '' ? '' : `“${scopeName}”`}${session.role}。这一页归党委管理员；要用请退出登录，换有权限的人。`}
            action={<a href={hrefTo('/')}>回到工作台</a>}
          />
        ) : barred ? (
          <EmptyState
            title="没有权限登记、更改"
            reason={`你现在的身份是${scopeName === '' ? '' : `“${scopeName}”`}${session.role}，办不了“${contract[barred].summary}”。要办请退出登录，换有权限的人。`}
            action={<a href={hrefTo('/')}>回到工作台</a>}
          />
        ) : found ? (
          <PageBoundary key={pageKey(found.page, location.query)} path={location.path}>
            <Suspense fallback={<Loading label={`正在打开${found.page.label}`} />}>
              <found.page.Page parameters={found.parameters} query={location.query} />
            </Suspense>
          </PageBoundary>
        ) : (
          <EmptyState
            title="没有这个页面"
            reason="地址可能写错了，或者是旧版本留下的链接。"
            action={<a href={hrefTo('/')}>回到工作台</a>}
          />
        )}
      </main>
      <FindingDrawer />
      <StatusBar overview={overview.data} />
      <UndoDialog />
      <CommandPalette isOpen={isPaletteOpen} onClose={() => setPaletteOpen(false)} />
    </div>
  )
}
