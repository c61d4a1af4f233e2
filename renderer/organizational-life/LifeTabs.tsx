import { hrefTo } from '../app/router.ts'
import './life-tabs.css'

/** 组织生活各页，次序固定；`path` 是 routes.tsx 里那一页的地址。 */
const TABS = [
  { path: '/life', label: '月度矩阵' },
  { path: '/life/activities', label: '活动记录' },
  { path: '/life/tasks', label: '议定事项' },
  { path: '/life/themes', label: '主题方案' },
  { path: '/life/meeting', label: '组织生活会' },
  { path: '/life/review', label: '民主评议' },
  { path: '/life/talk', label: '谈心谈话' },
  { path: '/life/ledger', label: '台账' },
] as const

export type LifeTab = (typeof TABS)[number]['path']

/** 组织生活的次级导航：每一页的页头下面放一条。就是普通链接，键盘、右键、后退都按浏览器的习惯走。 */
export function LifeTabs({ current }: { current: LifeTab }) {
  return (
    <nav className="life-tabs" aria-label="组织生活">
      <ul>
        {TABS.map((tab) => (
          <li key={tab.path}>
            <a href={hrefTo(tab.path)} aria-current={tab.path === current ? 'page' : undefined}>
              {tab.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
