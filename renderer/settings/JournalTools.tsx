import { Button, Group, Select } from '@mantine/core'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import type { JournalDetail } from '../../shared/settings/journal-detail.ts'
import { saveFile } from '../app/save-file.ts'
import { useCommand, useTask } from '../app/use-backend.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'

type Verdict = RouteOutput<'settings.verifyJournal'>

const DETAILS: readonly { value: JournalDetail; label: string }[] = [
  { value: '不带', label: '不带前后值' },
  { value: '遮住敏感', label: '带前后值，遮住敏感' },
  { value: '全文', label: '带前后值全文' },
]

/** 核验操作日志有没有被改过，导出一份可离线核验的。 */
export function JournalTools() {
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const verify = useCommand('settings.verifyJournal', { invalidates: [] })
  const [detail, setDetail] = useState<JournalDetail>('不带')
  const [isAsking, setAsking] = useState(false)
  const exportAll = useTask('settings.exportJournal', { invalidates: ['settings.journal'], done: () => '操作日志已导出，开头写明核验办法' })
  const exportNow = () => {
    setAsking(false)
    void exportAll.run({ detail }).then((output) => output && saveFile(output))
  }
  return (
    <div className="journal-tools">
      <ConfirmDialog
        title="导出带全文前后值的日志"
        consequence="导出件里会有证号、电话、谈话要点、处分等原文，谁拿到都看得见；导出记入日志。只为核验有没有被改过的，选“遮住敏感”就够了，一样核验得了。"
        confirmLabel="仍要导出全文"
        isOpen={isAsking}
        isRunning={exportAll.isRunning}
        error={null}
        onConfirm={exportNow}
        onClose={() => setAsking(false)}
      />
      <Group gap={8}>
        <Button
          size="xs"
          variant="default"
          loading={verify.isRunning}
          onClick={() => void verify.run({}).then((output) => setVerdict(output ?? null))}
        >
          核验有没有被改过
        </Button>
        <Select
          size="xs"
          w={190}
          aria-label="导出带不带前后值"
          allowDeselect={false}
          data={DETAILS}
          value={detail}
          onChange={(value) => setDetail(DETAILS.find((each) => each.value === value)?.value ?? '不带')}
        />
        <Button
          size="xs"
          variant="default"
          loading={exportAll.isRunning}
          onClick={() => (detail === '全文' ? setAsking(true) : exportNow())}
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
