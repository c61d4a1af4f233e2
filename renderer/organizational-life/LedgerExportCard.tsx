import { Button, Checkbox, SegmentedControl } from '@mantine/core'
import { IconBook2, IconPackage } from '@tabler/icons-react'
import { useState } from 'react'
import type { ArchiveCategory } from '../../shared/organizational-life/activity-types.ts'
import type { LedgerFormat } from '../../shared/organizational-life/ledger-contract.ts'
import type { RouteOutput } from '../app/client.ts'
import { ExportPassphraseButton } from '../app/ExportPassphrase.tsx'
import { saveFile } from '../app/save-file.ts'
import { useTask } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'

const FORMATS: readonly { value: LedgerFormat; label: string }[] = [
  { value: 'docx', label: 'Word' },
  { value: 'pdf', label: 'PDF' },
  { value: 'xlsx', label: 'Excel' },
]

type LedgerExportCardProps = {
  ledger: RouteOutput<'life.ledger'>
  category: ArchiveCategory | null
  canPrintPdf: boolean
  canExportOne: boolean
}

/** 成册导出：这个支部的一册，或全部支部各一册打成一包。 */
export function LedgerExportCard({ ledger, category, canPrintPdf, canExportOne }: LedgerExportCardProps) {
  const [format, setFormat] = useState<LedgerFormat>('docx')
  const [withPhotos, setWithPhotos] = useState(true)
  const [notes, setNotes] = useState<readonly string[]>([])
  const one = useTask('life.exportLedger', { invalidates: [], done: ({ activityCount }) => `台账已导出：${activityCount} 次活动` })
  const all = useTask('life.exportAllLedgers', { invalidates: [], done: ({ branchCount }) => `台账已打包：${branchCount} 个支部` })
  const isUnprintable = format === 'pdf' && !canPrintPdf
  const exportOne = async () => {
    setNotes([])
    const output = await one.run({ organizationId: ledger.organizationId, year: ledger.year, category, format, withPhotos })
    if (!output) return
    saveFile(output.file)
    setNotes(output.notes)
  }
  const exportAll = async () => {
    setNotes([])
    const output = await all.run({ year: ledger.year, formats: [format], withPhotos })
    if (!output) return
    saveFile(output.file)
    setNotes(output.notes)
  }
  return (
    <Card title="成册导出" note={`${ledger.year} 年`}>
      <div className="ledger-export">
        <dl className="ledger-counts">
          {ledger.categories
            .filter(({ count }) => count > 0)
            .map((each) => (
              <div key={each.category}>
                <dt>{each.category}</dt>
                <dd className="number">{each.count} 次</dd>
              </div>
            ))}
        </dl>
        <p className="small secondary">封面、目录、缺项清单、逐次会议记录、签到、照片页（两张一面）。缺的照实写“未记录”，不编造。</p>
        {one.isRunning || all.isRunning ? (
          <TaskBar
            title={one.isRunning ? '正在成册' : '正在逐支部成册'}
            progress={one.isRunning ? one.progress : all.progress}
            isCancelling={one.isCancelling || all.isCancelling}
            onCancel={one.isRunning ? one.cancel : all.cancel}
          />
        ) : (
          <>
            <SegmentedControl
              fullWidth
              aria-label="导出成什么"
              data={[...FORMATS]}
              value={format}
              onChange={(value) => setFormat(FORMATS.find((each) => each.value === value)?.value ?? 'docx')}
            />
            <Checkbox
              label="印上照片"
              checked={withPhotos && format !== 'xlsx'}
              disabled={format === 'xlsx'}
              onChange={(event) => setWithPhotos(event.currentTarget.checked)}
            />
            {isUnprintable && <p className="small secondary">本机没有可排 PDF 的浏览器，请选 Word 导出后另存为 PDF。</p>}
            <Button
              leftSection={<IconBook2 size={16} aria-hidden="true" />}
              disabled={!canExportOne || isUnprintable}
              onClick={() => void exportOne()}
            >
              导出{ledger.organizationName}的一册
            </Button>
            <Button
              variant="default"
              leftSection={<IconPackage size={16} aria-hidden="true" />}
              disabled={isUnprintable}
              onClick={() => void exportAll()}
            >
              全部支部整年打包
            </Button>
            <ExportPassphraseButton />
          </>
        )}
        {notes.length > 0 && (
          <ul className="ledger-notes small" role="status">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  )
}
