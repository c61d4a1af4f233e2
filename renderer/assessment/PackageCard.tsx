import { Button, SegmentedControl } from '@mantine/core'
import { IconPackage } from '@tabler/icons-react'
import { useState } from 'react'
import { ExportPassphraseButton } from '../app/ExportPassphrase.tsx'
import { saveFile } from '../app/save-file.ts'
import { useBackendQuery, useTask } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { FullNumbers, type FullNumbersChoice } from '../ui/FullNumbers.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'
import type { RankedSheet } from './RankingList.tsx'

/** 材料包：先给缺项单，再打包；缺的在目录里标“缺”，不编造。 */
export function PackageCard({ year, sheet }: { year: number; sheet: RankedSheet }) {
  const [numbers, setNumbers] = useState<FullNumbersChoice>({ isFull: false, purpose: '' })
  const lacksPurpose = numbers.isFull && numbers.purpose.trim() === ''
  const [scope, setScope] = useState<'本支部' | '全集团'>('全集团')
  const gaps = useBackendQuery('assessment.gaps', { year, organizationId: sheet.organizationId }, { keepPrevious: true })
  const packing = useTask('assessment.exportPackage', {
    invalidates: [],
    done: (output) => `材料包已生成：${output.branchCount} 个支部、${output.fileCount} 个文件`,
  })
  const missing = gaps.data?.rows.filter((row) => row.state === '缺') ?? []
  const later = gaps.data?.rows.filter((row) => row.state === '待后续功能') ?? []
  const pack = async () => {
    const output = await packing.run({
      year,
      organizationIds: scope === '本支部' ? [sheet.organizationId] : [],
      fullNumbers: numbers.isFull ? { purpose: numbers.purpose } : null,
    })
    if (output) saveFile(output.file)
  }
  return (
    <Card
      title="材料包"
      note={gaps.data ? `应有 ${gaps.data.needCount}，已有 ${gaps.data.haveCount}` : ''}
      actions={missing.length > 0 ? <SeverityMark severity="应当" text={`缺 ${missing.length}`} isBadge /> : undefined}
      isFlush
      className="assessment-scroll assessment-grow"
    >
      {gaps.error && <ErrorState error={gaps.error} />}
      {gaps.isPending && <Loading />}
      {gaps.data && (
        <div>
          {missing.map((row) => (
            <div key={`${row.volume}${row.item}`} className="gap-row" title={row.advice}>
              <span className="ellipsis">
                {row.volume} {row.item}
              </span>
              <SeverityMark severity="应当" text="缺" />
            </div>
          ))}
          {missing.length === 0 && <p className="gap-row secondary">本支部应有的材料都在。</p>}
          {later.length > 0 && (
            <p className="small secondary" style={{ padding: '8px 16px' }}>
              另有 {later.length} 卷的记录功能还没有建成，目录里如实标“待后续功能”。
            </p>
          )}
        </div>
      )}
      <div style={{ padding: '12px 16px', display: 'flex', flexDirection: 'column', gap: 8 }}>
        {packing.isRunning ? (
          <TaskBar title="正在打包" progress={packing.progress} isCancelling={packing.isCancelling} onCancel={packing.cancel} />
        ) : (
          <>
            <SegmentedControl
              fullWidth
              data={['全集团', '本支部']}
              value={scope}
              onChange={(next) => setScope(next === '本支部' ? '本支部' : '全集团')}
              aria-label="打包范围"
            />
            <FullNumbers value={numbers} onChange={setNumbers} isRequired={false} isForReport={false} />
            <Button leftSection={<IconPackage size={16} aria-hidden="true" />} disabled={lacksPurpose} onClick={() => void pack()}>
              生成{scope}材料包
            </Button>
            <ExportPassphraseButton />
          </>
        )}
      </div>
    </Card>
  )
}
