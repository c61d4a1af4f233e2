import { Button, Checkbox } from '@mantine/core'
import { IconFileSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { hrefTo } from '../app/router.ts'
import { useCommand, useTask } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'

type Checked = RouteOutput<'life.checkAttachments'>

/** 核对附件的原件：丢了哪个、坏了哪个、在哪次活动、怎么办。 */
export function AttachmentCheckCard() {
  const [isThorough, setThorough] = useState(false)
  const [result, setResult] = useState<Checked | null>(null)
  const checking = useTask('life.checkAttachments', { invalidates: [] })
  const clearing = useCommand('life.clearOrphans', { invalidates: [], done: ({ count }) => `清走了 ${count} 个没有登记的文件` })
  const check = async () => {
    setResult(null)
    const output = await checking.run({ isThorough })
    if (output) setResult(output)
  }
  const restoring = useCommand('life.restoreOriginals', {
    done: ({ restored, remaining }) => `从备份取回 ${restored} 个${remaining === 0 ? '' : `，还有 ${remaining} 个备份里也没有`}`,
  })
  const restore = async () => {
    const restored = await restoring.run({})
    if (restored) await check()
  }
  const clear = async () => {
    const cleared = await clearing.run({})
    if (cleared && result) setResult({ ...result, orphans: { count: 0, bytes: 0 } })
  }
  return (
    <Card title="核对附件原件">
      <div className="ledger-export">
        <p className="small secondary">
          原件在数据文件夹的“附件”里，每次备份把新添的也留一份在“备份”里。丢失、损坏的逐个列出，不影响别的。
        </p>
        {checking.isRunning ? (
          <TaskBar title="正在核对" progress={checking.progress} isCancelling={checking.isCancelling} onCancel={checking.cancel} />
        ) : (
          <>
            <Checkbox
              label="逐字节核对（文件多时较久）"
              checked={isThorough}
              onChange={(event) => setThorough(event.currentTarget.checked)}
            />
            <Button variant="default" leftSection={<IconFileSearch size={16} aria-hidden="true" />} onClick={() => void check()}>
              核对
            </Button>
          </>
        )}
        {result && (
          <Outcome
            result={result}
            isClearing={clearing.isRunning}
            onClear={() => void clear()}
            isRestoring={restoring.isRunning}
            onRestore={() => void restore()}
          />
        )}
      </div>
    </Card>
  )
}

type OutcomeProps = {
  result: Checked
  isClearing: boolean
  onClear: () => void
  isRestoring: boolean
  onRestore: () => void
}

function Outcome({ result, isClearing, onClear, isRestoring, onRestore }: OutcomeProps) {
  const { checked, bytes, faulty, orphans } = result
  return (
    <div role="status">
      {faulty.length === 0 ? (
        <SeverityMark severity="达标" text={`${checked} 个附件（${megabytes(bytes)}）都在、都完好`} />
      ) : (
        <>
          <SeverityMark severity="应当" text={`${checked} 个附件里有 ${faulty.length} 个不对`} />
          <Button size="xs" variant="default" loading={isRestoring} onClick={onRestore}>
            从备份取回
          </Button>
          <ul className="ledger-faulty small">
            {faulty.map((row) => (
              <li key={row.fileId}>
                <a href={hrefTo(`/life/activity/${encodeURIComponent(row.activityId)}`)}>
                  {row.organizationName} {row.heldOn} {row.title}
                </a>
                <span>
                  {row.name}：{row.advice}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {orphans.count > 0 && (
        <p className="small secondary">
          另有 {orphans.count} 个文件（{megabytes(orphans.bytes)}）没有登记，多半是登记中途撤回留下的。
          <Button size="compact-xs" variant="default" loading={isClearing} onClick={onClear}>
            清走
          </Button>
        </p>
      )}
    </div>
  )
}

function megabytes(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
