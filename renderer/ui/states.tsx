import { Button, Loader } from '@mantine/core'
import type { ReactNode } from 'react'
import type { CallError } from '../app/client.ts'
import { errorLines, errorText } from '../app/explain-error.ts'
import { SeverityShape } from './SeverityMark.tsx'
import './states.css'

export type EmptyStateProps = {
  title: string
  /** 为什么空。 */
  reason: ReactNode
  /** 下一步点哪里。 */
  action?: ReactNode
}

export function EmptyState({ title, reason, action }: EmptyStateProps) {
  return (
    <div className="state">
      <p className="state-title">{title}</p>
      <p className="state-reason">{reason}</p>
      {action}
    </div>
  )
}

/** 取数失败：照实写原因；多于一处的逐条列出。 */
export function ErrorState({ error, onRetry }: { error: CallError; onRetry?: () => void }) {
  return (
    <div className="state" role="alert">
      <p className="state-title state-failed">
        <SeverityShape severity={error.code === 'NOT_READY' ? '不适用' : '应当'} />
        {error.code === 'NOT_READY' ? '这里还没有建好' : '没有取到内容'}
      </p>
      <p className="state-reason">{errorText(error)}</p>
      <ProblemList error={error} />
      {onRetry && (
        <Button variant="default" onClick={onRetry}>
          再试一次
        </Button>
      )}
    </div>
  )
}

export function ProblemList({ error }: { error: CallError }) {
  const lines = errorLines(error)
  if (lines.length === 0) return null
  return (
    <ul className="state-problems">
      {lines.map((line, index) => (
        <li key={index}>{line}</li>
      ))}
    </ul>
  )
}

export function Loading({ label = '正在取数' }: { label?: string }) {
  return (
    <div className="state" role="status">
      <Loader size="sm" aria-hidden="true" />
      <p className="state-reason">{label}…</p>
    </div>
  )
}
