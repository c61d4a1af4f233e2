import { notifications } from '@mantine/notifications'
import type { JournalMark } from '../../shared/contract/envelope.ts'
import { askToUndo } from './undo-request.ts'

const doneId = (seq: number) => `做成了第 ${seq} 条`

/** 这一步已经撤了，它的提示不必再留着。 */
export function hideDone(seq: number): void {
  notifications.hide(doneId(seq))
}

/** 做成了的一句话；撤得了的带“撤销”。 */
export function showDone(message: string, route: string, entry: JournalMark | null): void {
  const id = entry ? doneId(entry.seq) : crypto.randomUUID()
  const undo = () => {
    notifications.hide(id)
    if (entry) askToUndo({ seq: entry.seq, at: '', route, summary: message })
  }
  notifications.show({
    id,
    message: entry?.canUndo ? (
      <span className="done-message">
        {message}
        <button type="button" className="bare-button done-undo" onClick={undo}>
          撤销
        </button>
      </span>
    ) : (
      message
    ),
    color: 'green.8',
    ...(entry?.canUndo ? { autoClose: 8000 } : {}),
  })
}
