import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { saveFile } from '../app/save-file.ts'
import { useCommand, useTask } from '../app/use-backend.ts'
import { SeverityMark } from '../ui/SeverityMark.tsx'

type Verdict = RouteOutput<'settings.verifyJournal'>

/** 核验操作日志有没有被改过，导出一份可离线核验的。 */
export function JournalTools() {
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const verify = useCommand('settings.verifyJournal', { invalidates: [] })
  const exportAll = useTask('settings.exportJournal', { invalidates: ['settings.journal'], done: () => '操作日志已导出，开头写明核验办法' })
  return (
    <div className="journal-tools">
      <Group gap={8}>
        <Button
          size="xs"
          variant="default"
          loading={verify.isRunning}
          onClick={() => void verify.run({}).then((output) => setVerdict(output ?? null))}
        >
          核验有没有被改过
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={exportAll.isRunning}
          onClick={() => void exportAll.run({}).then((output) => output && saveFile(output))}
        >
          导出全部日志
        </Button>
      </Group>
      <div role="status" className="journal-verdict">
        {verdict && <VerdictLine verdict={verdict} />}
      </div>
    </div>
  )
}

function VerdictLine({ verdict }: { verdict: Verdict }) {
  if (!verdict.isIntact) return <SeverityMark severity="红线" text={`从第 ${verdict.brokenAt ?? 0} 条起对不上：${verdict.reason}`} />
  return (
    <>
      <SeverityMark severity="达标" text={`${verdict.count} 条逐条核验，首尾相接，没有被改过`} />
      <p className="small secondary settings-path">末条散列 {verdict.lastHash}：抄录或随导出件另存，日后可比对整份日志有没有被重造。</p>
    </>
  )
}
