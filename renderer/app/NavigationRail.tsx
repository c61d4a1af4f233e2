import { pages, type PageDefinition } from './routes.tsx'
import { hrefTo } from './router.ts'
import { useSession } from './session.ts'
import { LockButton } from '../security/LockButton.tsx'
import { SessionBadge } from './SessionBadge.tsx'

const GROUPS: readonly PageDefinition['group'][] = ['总览', '党员', '支部', '公文与考核', '其他']

/** 左导航；1280 宽时只剩图标，页名仍在（悬停与读屏可得）。 */
export function NavigationRail({ active }: { active: PageDefinition | null }) {
  const { can } = useSession()
  return (
    <nav className="rail" aria-label="主导航">
      {GROUPS.map((group) => (
        <div key={group} className="rail-group">
          {group === '其他' ? <hr className="rail-rule" /> : <p className="rail-title">{group}</p>}
          <ul>
            {pages
              .filter((page) => page.group === group && !page.isHidden && page.under === undefined && (!page.needs || can(page.needs)))
              .map((page) => (
                <li key={page.path}>
                  <a
                    className="rail-link"
                    href={hrefTo(page.path)}
                    title={page.label}
                    aria-current={page === active || page.path === active?.under ? 'page' : undefined}
                  >
                    <page.icon size={18} stroke={1.6} aria-hidden="true" />
                    <span className="rail-label">{page.label}</span>
                  </a>
                </li>
              ))}
          </ul>
        </div>
      ))}
      <LockButton />
      <SessionBadge />
    </nav>
  )
}
