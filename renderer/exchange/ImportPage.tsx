import { Button } from '@mantine/core'
import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import type { WireFile } from '../../shared/contract/file.ts'
import type { ImportPreview } from '../../shared/exchange/contract.ts'
import type { RouteOutput } from '../app/client.ts'
import { takeFile, waitingFile } from '../app/pending-file.ts'
import { hrefTo } from '../app/router.ts'
import { saveFile } from '../app/save-file.ts'
import { useBackendQuery, useTask } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { DateField } from '../ui/DateField.tsx'
import { FormError } from '../ui/FormDialog.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'
import { BranchChoices } from './BranchChoices.tsx'
import { DiffTable } from './DiffTable.tsx'
import { DropZone } from './DropZone.tsx'
import { comparisonInput, isAccepted, NO_CHOICES, rowChoices, withSheetChoice, type Choices } from './import-choices.ts'
import { ImportDone } from './ImportDone.tsx'
import { Recognition } from './Recognition.tsx'
import './import.css'

type Done = RouteOutput<'exchange.importRoster'>

const STEPS = ['选文件', '认表头', '看差异、取舍', '落库', '拿回标注的表'] as const

/** 导入向导：选文件 → 认表头 → 看差异、逐行逐格取舍 → 落库 → 拿回标注的表。落库之前不写任何东西。 */
export function ImportPage() {
  const [file, setFile] = useState<WireFile | null>(waitingFile)
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const [choices, setChoices] = useState<Choices>(NO_CHOICES)
  const [done, setDone] = useState<Done | null>(null)
  const reading = useTask('exchange.previewRoster', { showsOwnError: true, invalidates: [] })
  const importing = useTask('exchange.importRoster', { showsOwnError: true })
  const step = done ? 5 : preview ? 3 : 1

  const compare = async (source: WireFile, next: Choices) => {
    const output = await reading.run({ file: source, ...comparisonInput(next) })
    if (!output) return
    // 没有比成的更正不算数：界面上的取舍总与看到的差异一致。
    setChoices(next)
    setPreview(output)
  }
  // 名册页粘贴来的几行，走同一条路。
  const openPasted = useEffectEvent(() => {
    const pasted = takeFile()
    if (pasted) void compare(pasted, NO_CHOICES)
  })
  useEffect(() => {
    const opening = setTimeout(() => openPasted(), 0)
    return () => clearTimeout(opening)
  }, [])
  const start = () => {
    setFile(null)
    setPreview(null)
    setDone(null)
    setChoices(NO_CHOICES)
    reading.reset()
    importing.reset()
  }
  const recompare = (next: Choices) => {
    if (file) void compare(file, next)
  }
  const apply = async () => {
    if (!file || !preview) return
    const output = await importing.run({ file, ...comparisonInput(choices), ...rowChoices(choices, preview), digest: preview.digest })
    if (output) setDone(output)
  }

  return (
    <div className="import">
      <PageHeader
        title="导入花名册"
        status={file ? file.fileName : '任意版式的名册：先看差异，再落库，整批可撤销'}
        actions={
          <>
            <Button component="a" href={hrefTo('/exchange/history')} variant="subtle">
              历史与撤销
            </Button>
            {(preview ?? file) && (
              <Button variant="default" onClick={start} disabled={reading.isRunning || importing.isRunning}>
                {done ? '再导一份' : '换一份文件'}
              </Button>
            )}
          </>
        }
      />
      <ol className="import-steps" aria-label="导入步骤">
        {STEPS.map((label, index) => (
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

      {!preview && !reading.isRunning && (
        <DropZone
          onFile={(next) => {
            setFile(next)
            void compare(next, NO_CHOICES)
          }}
        />
      )}

      {file && preview && !done && (
        <>
          {preview.unknownBranches.length > 0 || Object.keys(choices.branchChoices).length > 0 ? (
            <BranchChoices
              names={[...new Set([...preview.unknownBranches, ...Object.keys(choices.branchChoices)])]}
              choices={choices.branchChoices}
              asOf={preview.asOf}
              isRunning={reading.isRunning}
              onChange={(branchChoices) => recompare({ ...choices, branchChoices })}
            />
          ) : null}
          <Recognition
            layout={preview.layout}
            sheets={preview.sheets}
            isRunning={reading.isRunning}
            onChange={(change) => recompare(withSheetChoice(choices, change))}
          />
          <DiffTable
            preview={preview}
            choices={choices}
            isRunning={reading.isRunning || importing.isRunning}
            onChoose={setChoices}
            onRecompare={recompare}
          />
          {importing.isRunning ? (
            <TaskBar title="正在落库" progress={importing.progress} isCancelling={importing.isCancelling} onCancel={importing.cancel} />
          ) : (
            <ImportFoot
              file={file}
              preview={preview}
              choices={choices}
              isRunning={reading.isRunning}
              error={importing.error}
              onDate={(asOf) => recompare({ ...choices, asOf })}
              onApply={() => void apply()}
            />
          )}
        </>
      )}

      {file && done && <ImportDone done={done} file={file} />}
    </div>
  )
}

type FootProps = {
  file: WireFile
  preview: ImportPreview
  choices: Choices
  isRunning: boolean
  error: ReturnType<typeof useTask<'exchange.importRoster'>>['error']
  onDate: (asOf: string) => void
  onApply: () => void
}

/** 底栏：汇总日期、没动的人、退回支部改的副本、落库。 */
function ImportFoot({ file, preview, choices, isRunning, error, onDate, onApply }: FootProps) {
  const overview = useBackendQuery('settings.overview', {})
  const [asOf, setAsOf] = useState(preview.asOf)
  const [losses, setLosses] = useState<readonly string[]>([])
  const annotate = useTask('exchange.previewAnnotations', { invalidates: [] })
  const accepted = useMemo(() => preview.rows.filter((row) => isAccepted(choices, row)).length, [preview, choices])
  const today = overview.data?.today
  const download = async () => {
    const output = await annotate.run({ file, ...comparisonInput(choices) })
    if (!output) return
    saveFile(output.file)
    setLosses(output.losses)
  }
  return (
    <Card isFlush>
      {error && error.code !== 'CANCELLED' && <FormError error={error} />}
      <div className="import-foot">
        <DateField label="汇总日期" hidesLabel width={150} value={asOf} onChange={setAsOf} disabled={isRunning} />
        <Button size="xs" variant="default" disabled={asOf === preview.asOf || isRunning} onClick={() => onDate(asOf)}>
          按这个日期比对
        </Button>
        <span className="secondary small">
          在册而表中没有的 {preview.untouchedCount.toLocaleString()} 人不动。
          {today !== undefined && preview.asOf !== today ? `支部调整自 ${preview.asOf} 起。` : ''}
          {losses.join('')}
        </span>
        <Button
          variant="default"
          loading={annotate.isRunning}
          disabled={isRunning}
          title="原表的副本，末尾加“结果”“原因”两列，退给支部改"
          onClick={() => void download()}
        >
          下载标注的副本
        </Button>
        <Button disabled={accepted === 0 || isRunning} onClick={onApply}>
          采用 {accepted.toLocaleString()} 行并落库
        </Button>
      </div>
    </Card>
  )
}
