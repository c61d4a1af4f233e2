import { hrefTo } from '../app/router.ts'

const TABS = [
  { label: '勾核表', path: '/checks' },
  { label: '关闭的发现', path: '/checks/closures' },
] as const

/** 两页之间的链接：勾核表、关闭的发现。 */
export function ChecksTabs({ current }: { current: (typeof TABS)[number]['label'] }) {
  return (
    <nav className="checks-tabs" aria-label="勾核与关闭">
      {TABS.map(({ label, path }) => (
        <a key={path} href={hrefTo(path)} aria-current={label === current ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  )
}
