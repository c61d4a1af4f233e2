import { Button, Progress } from '@mantine/core'
import type { TaskProgress } from '../app/use-backend.ts'
import './states.css'

export type TaskBarProps = { title: string; progress: TaskProgress | null; isCancelling: boolean; onCancel: () => void }

/** 长任务：做到哪一步、第几个、可取消。 */
export function TaskBar({ title, progress, isCancelling, onCancel }: TaskBarProps) {
  const total = progress?.total ?? 0
  const percent = total > 0 ? Math.min(100, Math.round(((progress?.done ?? 0) / total) * 100)) : 0
  return (
    <div className="task-bar" role="status">
      <div className="task-bar-line">
        <span className="ellipsis">
          {title}
          {progress && progress.label !== '' ? `：${progress.label}` : ''}
        </span>
        <span className="number nowrap">{total > 0 ? `${progress?.done ?? 0} / ${total}` : ''}</span>
        <Button size="xs" variant="default" onClick={onCancel} disabled={isCancelling}>
          {isCancelling ? '正在取消' : '取消'}
        </Button>
      </div>
      <Progress value={total > 0 ? percent : 100} animated={total === 0} size={8} aria-label={title} />
    </div>
  )
}
