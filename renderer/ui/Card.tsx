import type { ReactNode } from 'react'
import './card.css'

export type CardProps = {
  title?: ReactNode
  /** 卡名后的一句小字。 */
  note?: ReactNode
  /** 卡头右侧的图例或动作。 */
  actions?: ReactNode
  /** 内容贴边（表格、列表）。 */
  isFlush?: boolean
  className?: string
  children: ReactNode
}

export function Card({ title, note, actions, isFlush = false, className = '', children }: CardProps) {
  return (
    <section className={`card ${className}`}>
      {title !== undefined && (
        <header className="card-head">
          <h2>{title}</h2>
          {note !== undefined && <span className="card-note ellipsis">{note}</span>}
          {actions !== undefined && <div className="card-actions">{actions}</div>}
        </header>
      )}
      <div className={isFlush ? 'card-body card-body-flush' : 'card-body'}>{children}</div>
    </section>
  )
}
