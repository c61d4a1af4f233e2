import { Button } from '@mantine/core'
import { useState } from 'react'
import type { WireFile } from '../../shared/contract/file.ts'
import type { RouteOutput } from '../app/client.ts'
import { hrefTo } from '../app/router.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/states.tsx'
import { AnnotatedCopy } from './AnnotatedCopy.tsx'
import { UndoBatchDialog } from './UndoBatchDialog.tsx'

export type ImportDoneProps = { done: RouteOutput<'exchange.importRoster'>; file: WireFile }

/** 导完了：几人新增、几人变更，拿回标注的表，或者整批撤销。 */
export function ImportDone({ done, file }: ImportDoneProps) {
  const [isUndoing, setUndoing] = useState(false)
  const [isUndone, setUndone] = useState(false)
  return (
    <Card>
      <EmptyState
        title={isUndone ? '这一批已经撤销' : `已落库：新增 ${done.added.toLocaleString()} 名，变更 ${done.changed.toLocaleString()} 名`}
        reason={
          isUndone
            ? '名册回到了导入之前的样子（有冲突的除外）。撤错了可以到“历史与撤销”里把那次撤销再撤回来。'
            : done.skipped > 0
              ? `另有 ${done.skipped.toLocaleString()} 行没有采用，名册里没有动；哪一行、为什么，标注的表里写着。`
              : '表里该采用的都采用了。'
        }
        action={
          <div className="import-done">
            <AnnotatedCopy batchId={done.batchId} fileName={file.fileName} file={file} />
            <div className="import-done-actions">
              <Button variant="default" disabled={isUndone} onClick={() => setUndoing(true)}>
                撤销这一批
              </Button>
              <Button component="a" href={hrefTo('/member')} variant="default">
                看党员名册
              </Button>
              <Button component="a" href={hrefTo('/')}>
                看缺口清单
              </Button>
            </div>
          </div>
        }
      />
      {isUndoing && (
        <UndoBatchDialog
          batch={{ batchId: done.batchId, title: `导入花名册“${file.fileName}”` }}
          onDone={() => {
            setUndoing(false)
            setUndone(true)
          }}
          onClose={() => setUndoing(false)}
        />
      )}
    </Card>
  )
}
