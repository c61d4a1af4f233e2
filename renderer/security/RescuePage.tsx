import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useBackendQuery, useTask, type Task } from '../app/use-backend.ts'
import type { RouteOutput } from '../app/client.ts'
import { Card } from '../ui/Card.tsx'
import { FormError } from '../ui/FormDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'
import { RescueBackups } from './RescueBackups.tsx'
import { RescueOffsite } from './RescueOffsite.tsx'
import { SalvageReport } from './SalvageReport.tsx'
import './rescue.css'

type Situation = RouteOutput<'rescue.situation'>

const STEPS = ['原件另存', '选办法', '看报告，确认', '打开'] as const

/** 数据打不开时的整页：一步步修好，原件绝不动。 */
export function RescuePage() {
  const situation = useBackendQuery('rescue.situation', {})
  if (situation.error) return <ErrorState error={situation.error} onRetry={() => void situation.refetch()} />
  if (!situation.data) return <Loading />
  return (
    <main className="rescue" id="main">
      <h1>{situation.data.way === '修复' ? '数据打不开，一步步修好它' : '数据暂时打不开'}</h1>
      <p className="rescue-why">{situation.data.message}</p>
      {situation.data.way === '修复' ? <Repair situation={situation.data} /> : <Retry />}
    </main>
  )
}

function Retry() {
  const retry = useTask('rescue.retry', { showsOwnError: true })
  return (
    <>
      <Button loading={retry.isRunning} onClick={() => void retry.run({})}>
        再打开一次
      </Button>
      {retry.error && <FormError error={retry.error} />}
    </>
  )
}

function Repair({ situation }: { situation: Situation }) {
  const keep = useTask('rescue.keepCopy', { showsOwnError: true, invalidates: ['rescue.situation'] })
  const salvage = useTask('rescue.salvage', { showsOwnError: true, invalidates: [] })
  const adopt = useTask('rescue.adoptSalvage', { showsOwnError: true })
  const restore = useTask('rescue.restore', { showsOwnError: true })
  const openAsIs = useTask('rescue.openAsIs', { showsOwnError: true })
  const [report, setReport] = useState<RouteOutput<'rescue.salvage'> | null>(null)
  const isKept = situation.copyFolder !== null
  const { run: keepCopy } = keep
  const needsCopy = !isKept && !keep.isRunning && keep.error === null
  useEffect(() => {
    if (needsCopy) void keepCopy({})
    // 进来就另存，只做一次；失败了由人点“再试”。
  }, [needsCopy, keepCopy])
  const step = !isKept ? 0 : adopt.isRunning || restore.isRunning || openAsIs.isRunning ? 3 : report ? 2 : 1
  const running = [
    ['正在另存原件', keep],
    ['正在抢救', salvage],
    ['正在换上', adopt],
    ['正在恢复', restore],
    ['正在打开', openAsIs],
  ] as const
  return (
    <>
      <Steps current={step} />
      {running.map(([title, task]) => task.isRunning && <Running key={title} title={title} task={task} />)}
      {running.map(([title, task]) => task.error && !task.isRunning && <FormError key={title} error={task.error} />)}
      {!isKept && !keep.isRunning && (
        <Button variant="default" onClick={() => void keepCopy({})}>
          再试一次另存
        </Button>
      )}
      {isKept && <SeverityMark severity="达标" text={`原件已逐字节另存在 ${situation.copyFolder ?? ''}；下面怎么选都不会改动它`} />}
      {isKept && report && (
        <SalvageReport report={report} isRunning={adopt.isRunning} onBack={() => setReport(null)} onAdopt={() => void adopt.run({})} />
      )}
      {isKept && !report && (
        <div className="rescue-ways">
          <Card title="从备份恢复" note="备份之后登记的要重新登记">
            <RescueBackups backups={situation.backups} isRunning={restore.isRunning} onRestore={(name) => void restore.run({ name })} />
          </Card>
          <Card title="从别处的备份恢复" note="U 盘、移动硬盘、别的电脑上留过的">
            <RescueOffsite />
          </Card>
          <Card title="抢救读得出的内容" note="备份太旧、没有备份时用">
            <p>从另存的副本里逐表、逐页读，跳过坏处，写进一份新的数据文件。先给报告：每张表救出多少、缺多少；看过再决定换不换。</p>
            <div className="rescue-buttons">
              <Button
                loading={salvage.isRunning}
                onClick={() => void salvage.run({ fillsFromBackup: true }).then((found) => found && setReport(found))}
              >
                抢救，缺的从备份补
              </Button>
              <Button
                variant="default"
                disabled={salvage.isRunning}
                onClick={() => void salvage.run({ fillsFromBackup: false }).then((found) => found && setReport(found))}
              >
                只抢救，不补
              </Button>
            </div>
            <p className="small secondary">从备份补会把备份之后删掉的几条也带回来，报告里写明补了多少。</p>
          </Card>
          {situation.canOpenAsIs && (
            <Card title="照现在的样子打开" note="结构读得通，内容不能保证">
              <p>如果是您自己换回了旧文件，或用别的软件改过它，可以照现在的样子打开。会记入操作日志，当时的文件另存着。</p>
              <div className="rescue-buttons">
                <Button variant="default" loading={openAsIs.isRunning} onClick={() => void openAsIs.run({})}>
                  我知道内容可能不对，照样打开
                </Button>
              </div>
            </Card>
          )}
          <Card title="排除原因再试" note="例如找回了被移走的文件">
            <Retry />
          </Card>
        </div>
      )}
    </>
  )
}

type AnyTask = Pick<Task<'rescue.retry'>, 'progress' | 'isCancelling' | 'cancel'>

function Running({ title, task }: { title: string; task: AnyTask }) {
  return <TaskBar title={title} progress={task.progress} isCancelling={task.isCancelling} onCancel={task.cancel} />
}

function Steps({ current }: { current: number }) {
  return (
    <ol className="rescue-steps" aria-label="修复的步骤">
      {STEPS.map((title, index) => (
        <li key={title} aria-current={index === current ? 'step' : undefined} data-done={index < current}>
          <span className="rescue-number">{index + 1}</span>
          {title}
          {index < current && <span className="unseen">，已完成</span>}
        </li>
      ))}
    </ol>
  )
}
