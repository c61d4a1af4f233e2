import { TextInput } from '@mantine/core'
import { Fragment, useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { centiOf, weight } from './points.ts'

type Scheme = RouteOutput<'assessment.scheme'>

export function SchemeDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const scheme = useBackendQuery('assessment.scheme', {}, { enabled: isOpen })
  if (!isOpen) return null
  if (scheme.error) return <ErrorState error={scheme.error} />
  if (!scheme.data) return <Loading />
  return <SchemeForm key={scheme.data.version} scheme={scheme.data} onClose={onClose} />
}

/** 权重编辑：改各项，任务权重与总和随手算出；不等于 100 不能存。存为新版本，旧版本不动。 */
function SchemeForm({ scheme, onClose }: { scheme: Scheme; onClose: () => void }) {
  const [texts, setTexts] = useState<Record<string, string>>(() =>
    Object.fromEntries(scheme.tasks.flatMap((task) => task.items.map((item) => [item.itemId, weight(item.weightCenti)]))),
  )
  const save = useCommand('assessment.saveScheme', { showsOwnError: true, done: (output) => `已存为评分方案第 ${output.version} 版` })
  const centi = (itemId: string) => centiOf(texts[itemId] ?? '')
  const tasks = scheme.tasks.map((task) => ({
    ...task,
    weightCenti: task.items.reduce((sum, item) => sum + (centi(item.itemId) ?? 0), 0),
  }))
  const total = tasks.reduce((sum, task) => sum + task.weightCenti, 0)
  const hasBad = scheme.tasks.some((task) => task.items.some((item) => centi(item.itemId) === null))
  const blockedBy = hasBad ? '有权重不是数' : total !== 10000 ? `合计 ${weight(total)}，应为 100` : null
  return (
    <FormDialog
      title="评分权重"
      lead={`现行第 ${scheme.version} 版。改各项分值，八项任务之和须为 100 分；保存为新版本。`}
      submitLabel="存为新版本"
      isOpen
      size={640}
      isRunning={save.isRunning}
      error={save.error}
      {...(blockedBy === null ? {} : { blockedBy })}
      onSubmit={() => {
        void save
          .run({
            tasks: tasks.map((task) => ({
              taskNo: task.taskNo,
              weightCenti: task.weightCenti,
              items: task.items.map((item) => ({ itemId: item.itemId, weightCenti: centi(item.itemId) ?? 0 })),
            })),
          })
          .then((output) => {
            if (output) onClose()
          })
      }}
      onClose={onClose}
    >
      <div className="scheme-grid">
        {tasks.map((task) => (
          <Fragment key={task.taskNo}>
            <span className="scheme-task">
              {'一二三四五六七八'[task.taskNo - 1]}、{task.name}
            </span>
            <span className="scheme-task number">{weight(task.weightCenti)} 分</span>
            {task.items.map((item) => (
              <Fragment key={item.itemId}>
                <span className="small" title={item.formula}>
                  {item.itemId} {item.name}
                  <span className="muted">　{item.isComputed ? '由记录计算' : '人工评定'}</span>
                </span>
                <TextInput
                  size="xs"
                  aria-label={`${item.itemId} ${item.name} 的分值`}
                  value={texts[item.itemId] ?? ''}
                  error={centi(item.itemId) === null}
                  onChange={(event) => setTexts({ ...texts, [item.itemId]: event.currentTarget.value })}
                />
              </Fragment>
            ))}
          </Fragment>
        ))}
        <strong>合计</strong>
        <strong className="number">{weight(total)} 分</strong>
      </div>
    </FormDialog>
  )
}
