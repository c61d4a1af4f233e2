import { useEffect, type ReactNode } from 'react'
import './entrance.css'

/** 进门以前的页面：只有标志、一句话和要填的。 */
export function Entrance({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · 基石`
  }, [title])
  return (
    <main className="entrance">
      <section className="entrance-card" aria-labelledby="entrance-title">
        <p className="entrance-brand">
          <svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true">
            <rect width="24" height="24" rx="2" fill="var(--party)" />
            <path d="M5 18.5h14v-4.2h-5v-2.8h3v-4.5H7v4.5h3v2.8H5z" fill="#fff" />
          </svg>
          基石
        </p>
        <h1 id="entrance-title">{title}</h1>
        <p className="secondary">{lead}</p>
        {children}
      </section>
    </main>
  )
}
