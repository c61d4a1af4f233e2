import { useHotkeys } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { contract } from '../../shared/contract/index.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { asCallError, call } from './client.ts'
import { hideDone } from './done-message.tsx'
import { localMoment } from './moment.ts'
import { notifyFailure, showMessage, useCommand } from './use-backend.ts'
import { listenForUndo, type UndoWanted } from './undo-request.ts'

/** 路由的一句话说明，只取主干。 */
function actionName(route: string): string {
  const summary = Object.entries(contract).find(([name]) => name === route)?.[1].summary ?? route
  return summary.split(/[（；：]/)[0] ?? summary
}

/**
 * 撤销一步：先说清要撤的是什么，确认了才撤。
 * 保存后的提示里点“撤销”、在日志里点“撤销这一步”、按 Ctrl+Z（光标不在输入框里）都到这里。
 */
export function UndoDialog() {
  const [wanted, setWanted] = useState<UndoWanted | null>(null)
  const undo = useCommand('settings.undo', { showsOwnError: true, done: ({ undone }) => `已撤销第 ${undone} 条` })
  useEffect(() => listenForUndo(setWanted), [])
  useHotkeys([
    [
      'mod+Z',
      () => {
        void latest().then((entry) => {
          if (entry) setWanted(entry)
        })
      },
    ],
  ])
  const { reset } = undo
  const close = () => {
    reset()
    setWanted(null)
  }
  return (
    <ConfirmDialog
      title="撤销这一步"
      consequence={
        wanted && (
          <>
            第 {wanted.seq} 条“{wanted.summary === '' ? actionName(wanted.route) : wanted.summary}”
            {wanted.at === '' ? '' : `（${localMoment(wanted.at).date} ${localMoment(wanted.at).time}）`}
            改过的内容会整步倒回到改之前。撤销也记一条日志，撤错了可以再撤回来。
          </>
        )
      }
      confirmLabel="撤销"
      isOpen={wanted !== null}
      isRunning={undo.isRunning}
      error={undo.error}
      onConfirm={() => {
        if (wanted)
          void undo.run({ seq: wanted.seq }).then((output) => {
            if (!output) return
            hideDone(output.undone)
            close()
          })
      }}
      onClose={close}
    />
  )
}

async function latest(): Promise<UndoWanted | null> {
  try {
    const { entry } = await call('settings.latestUndoable', {})
    if (!entry) showMessage('没有可以撤销的：最近的操作里没有你做的、撤得了的一步。')
    return entry
  } catch (error) {
    notifyFailure(asCallError(error))
    return null
  }
}
