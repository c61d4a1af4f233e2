import type { ReactNode } from 'react'
import './page-header.css'

export type PageHeaderProps = {
  title: string
  /** 一句当前状况。 */
  status?: ReactNode
  /** 紧跟页名的控件（选组织、选年度）。 */
  control?: ReactNode
  /** 右侧动作；一屏至多一个实心主按钮。 */
  actions?: ReactNode
}

export function PageHeader({ title, status, control, actions }: PageHeaderProps) {
  return (
    <div className="page-header">
      <h1>{title}</h1>
      {control}
      <p className="page-header-status ellipsis">{status}</p>
      {actions !== undefined && <div className="page-header-actions">{actions}</div>}
    </div>
  )
}
