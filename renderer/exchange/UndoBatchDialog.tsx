import { Button, Group, Modal, Stack } from '@mantine/core'
import type { BatchRow } from '../../shared/member/batch-contract.ts'
import { useBackendQuery, useTask } from '../app/use-backend.ts'
import { FormError } from '../ui/FormDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'

/** 冲突最多逐条列这么多，其余只报个数。 */
const CONFLICTS_SHOWN = 200

export type UndoBatchDialogProps = {
  batch: Pick<BatchRow, 'batchId' | 'title'>
  onDone: (undoBatchId: string) => void
  onClose: () => void
}

/** 撤销之前先看：恢复几人、移入回收站几人、哪些有冲突；有冲突时由人选跳过还是不撤。 */
export function UndoBatchDialog({ batch, onDone, onClose }: UndoBatchDialogProps) {
  const preview = useBackendQuery('member.batchReversal', { batchId: batch.batchId })
  const undo = useTask('member.undoBatch', {
    showsOwnError: true,
    done: ({ restored, recycled, skipped }) =>
      `已撤销：恢复 ${restored} 人，移入回收站 ${recycled} 人${skipped > 0 ? `，${skipped} 处冲突没有撤` : ''}。`,
  })
  const run = async (skipsConflicts: boolean) => {
    if (!preview.data) return
    const done = await undo.run({ batchId: batch.batchId, digest: preview.data.digest, skipsConflicts })
    if (done) onDone(done.undoBatchId)
    else void preview.refetch()
  }
  const { data } = preview
  const conflicts = data?.conflicts ?? []
  const acting = data ? data.restored + data.recycled : 0
  return (
    <Modal opened onClose={onClose} title={`撤销：${batch.title}`} size={820} closeOnClickOutside={false} transitionProps={{ duration: 0 }}>
      <Stack gap={12}>
        {preview.isPending && <Loading label="正在逐人核对现在的值" />}
        {preview.error && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
        {data && (
          <>
            <p>
              {data.restored > 0 && `${data.restored.toLocaleString()} 人恢复原值（${data.restoredFields.toLocaleString()} 处）；`}
              {data.recycled > 0 && `这一批新登记的 ${data.recycled.toLocaleString()} 人移入回收站；`}
              {data.settled > 0 && `${data.settled.toLocaleString()} 人已经是原来的样子，不用动；`}
              {conflicts.length === 0 ? '没有冲突。' : `${conflicts.length.toLocaleString()} 处有冲突。`}
              撤销记入操作日志，本身也可以再撤销。
            </p>
            {data.batch.note !== '' && <p className="small secondary">{data.batch.note}</p>}
            {conflicts.length > 0 && (
              <div className="undo-conflicts" tabIndex={0} role="region" aria-label="冲突">
                <table>
                  <thead>
                    <tr>
                      {['姓名', '字段', '这一批之前', '这一批改成', '现在', '为什么撤不了'].map((title) => (
                        <th key={title} scope="col">
                          {title}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {conflicts.slice(0, CONFLICTS_SHOWN).map((conflict, index) => (
                      <tr key={index}>
                        <th scope="row">{conflict.name}</th>
                        <td>{conflict.label}</td>
                        <td>{conflict.before === '' ? '空' : conflict.before}</td>
                        <td>{conflict.after === '' ? '空' : conflict.after}</td>
                        <td>
                          <strong>{conflict.current === '' ? '空' : conflict.current}</strong>
                        </td>
                        <td>{conflict.reason}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                {conflicts.length > CONFLICTS_SHOWN && (
                  <p className="small secondary">另有 {conflicts.length - CONFLICTS_SHOWN} 处，没有逐条列出。</p>
                )}
              </div>
            )}
          </>
        )}
        {undo.isRunning && <TaskBar title="正在撤销" progress={undo.progress} isCancelling={undo.isCancelling} onCancel={undo.cancel} />}
        {undo.error && <FormError error={undo.error} />}
        <Group justify="flex-end" gap={8}>
          {data && acting === 0 && <SeverityMark severity="不适用" text="没有能撤销的内容" />}
          <Button variant="default" onClick={onClose} disabled={undo.isRunning}>
            不撤
          </Button>
          <Button color="red.7" loading={undo.isRunning} disabled={!data || acting === 0} onClick={() => void run(conflicts.length > 0)}>
            {conflicts.length > 0 ? '跳过冲突，撤销其余' : '整批撤销'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
