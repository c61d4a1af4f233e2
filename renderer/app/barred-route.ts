import { contract, type Route } from '../../shared/contract/index.ts'
import type { Location } from './router.ts'

/**
 * 这个地址是去登记、更改的（`?act=路由`、记一场活动、改一场活动），而这个身份走不通：返回走不通的那条路由；走得通、只是看的为 null。
 * 直接打网址进来的也经这里，不让人填了半天才被拒绝。
 */
export function barredRoute({ path, query }: Location, can: (route: Route) => boolean): Route | null {
  const wanted = wantedRoute(path, query.get('act'))
  return wanted !== null && contract[wanted].kind !== 'query' && !can(wanted) ? wanted : null
}

function wantedRoute(path: string, act: string | null): Route | null {
  if (path === '/life/activity/new') return 'life.recordActivity'
  if (path.startsWith('/life/activity/') && act === 'edit') return 'life.reviseActivity'
  return act !== null && isRoute(act) ? act : null
}

function isRoute(name: string): name is Route {
  return Object.hasOwn(contract, name)
}
