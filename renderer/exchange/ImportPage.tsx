import { Button } from '@mantine/core'
import { useState } from 'react'
import type { WireFile } from '../../shared/contract/file.ts'
import type { ImportPreview } from '../../shared/exchange/contract.ts'
import type { RouteOutput } from '../app/client.ts'
import { hrefTo } from '../app/router.ts'
import { useTask } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { FormError } from '../ui/FormDialog.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { EmptyState } from '../ui/states.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'
import { BranchChoices } from './BranchChoices.tsx'
import { DiffTable, keyOf as rowKey } from './DiffTable.tsx'
import { DropZone } from './DropZone.tsx'
import { HeadingMap } from './HeadingMap.tsx'
import './import.css'

type Done = RouteOutput<'exchange.importRoster'>

/** 没有疑点的新增与变更默认采用；拒绝的不能采用，有疑点的要人点一下。 */
function acceptedAtFirst(preview: ImportPreview): Set<string> {
  return new Set(preview.rows.filter((row) => (row.outcome === '新增' || row.outcome === '变更') && row.doubts.length === 0).map(rowKey))
}

/** 导入向导：选文件 → 看差异 → 落库。看差异之前不写任何东西。 */
export function ImportPage() {
  const [file, setFile] = useState<WireFile | null>(null)
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set())
  const [choices, setChoices] = useState<Record<string, string>>({})
  const [done, setDone] = useState<Done | null>(null)
  const reading = useTask('exchange.previewRoster', { showsOwnError: true, invalidates: [] })
  const importing = useTask('exchange.importRoster', { showsOwnError: true })
  const step = done ? 3 : preview ? 2 : 1

  const read = async (next: WireFile, branchChoices: Record<string, string>) => {
    setFile(next)
    const output = await reading.run({ file: next, branchChoices })
    if (!output) return
    setPreview(output)
    setAccepted(acceptedAtFirst(output))
  }
  const start = () => {
    setFile(null)
    setPreview(null)
    setDone(null)
    setChoices({})
    reading.reset()
    importing.reset()
  }
  const apply = async () => {
    if (!file || !preview) return
    const rows = preview.rows.filter((row) => accepted.has(rowKey(row))).map(({ sheet, rowNo }) => ({ sheet, rowNo }))
    const output = await importing.run({ file, branchChoices: choices, digest: preview.digest, accepted: rows })
    if (output) setDone(output)
  }

  return (
    <div className="import">
      <PageHeader
        title="导入花名册"
        status={file ? file.fileName : '官方 2017 版《党员基本信息汇总表》，.xls 或 .xlsx'}
        actions={
          preview && (
            <Button variant="default" onClick={start}>
              {done ? '再导一份' : '换一份文件'}
            </Button>
          )
        }
      />
      <ol className="import-steps" aria-label="导入步骤">
        {['选文件、认表头', '看差异', '落库'].map((label, index) => (
          <li
            key={label}
            className="import-step"
            data-state={index + 1 < step ? 'done' : 'todo'}
            aria-current={index + 1 === step ? 'step' : undefined}
          >
            <span className="import-step-no" aria-hidden="true">
              {index + 1 < step ? '✓' : index + 1}
            </span>
            {label}
          </li>
        ))}
      </ol>

      {reading.isRunning && (
        <TaskBar title="正在读表、与名册比对" progress={reading.progress} isCancelling={reading.isCancelling} onCancel={reading.cancel} />
      )}
      {reading.error && reading.error.code !== 'CANCELLED' && <FormError error={reading.error} />}

      {!preview && !reading.isRunning && <DropZone onFile={(next) => void read(next, {})} />}

      {preview && !done && (
        <>
          {preview.unknownBranches.length > 0 && (
            <BranchChoices
              names={preview.unknownBranches}
              choices={choices}
              onChange={setChoices}
              isRunning={reading.isRunning}
              onApply={() => {
                if (file) void read(file, choices)
              }}
            />
          )}
          <HeadingMap preview={preview} />
          <DiffTable preview={preview} accepted={accepted} onAccept={setAccepted} />
          {importing.isRunning ? (
            <TaskBar title="正在落库" progress={importing.progress} isCancelling={importing.isCancelling} onCancel={importing.cancel} />
          ) : (
            <Card isFlush>
              {importing.error && importing.error.code !== 'CANCELLED' && <FormError error={importing.error} />}
              <div className="import-foot">
                <span className="secondary">
                  名册里有、表中没有的 {preview.untouchedCount} 人不动。落库是一个整体：要么全部写入，要么一行不写。
                </span>
                <Button disabled={accepted.size === 0} onClick={() => void apply()}>
                  采用 {accepted.size.toLocaleString()} 行并落库
                </Button>
              </div>
            </Card>
          )}
        </>
      )}

      {done && (
        <Card>
          <EmptyState
            title={`已落库：新增 ${done.added} 名，变更 ${done.changed} 名`}
            reason={done.skipped > 0 ? `另有 ${done.skipped} 行没有采用，名册里没有动。` : '表里该采用的都采用了。'}
            action={
              <div className="card-actions" style={{ margin: 0 }}>
                <Button component="a" href={hrefTo('/member')} variant="default">
                  看党员名册
                </Button>
                <Button component="a" href={hrefTo('/')}>
                  看缺口清单
                </Button>
              </div>
            }
          />
        </Card>
      )}
    </div>
  )
}
