import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { CHECK_TERMS } from '../../shared/compliance/check-contract.ts'
import { saveFile } from '../app/save-file.ts'
import { useBackendQuery, useTask } from '../app/use-backend.ts'
import { TaskBar } from '../ui/TaskBar.tsx'

const FORMATS = [
  { format: 'docx', label: 'Word（每个党组织一份）' },
  { format: 'PDF', label: 'PDF（合在一起，供打印）' },
  { format: 'xlsx', label: 'Excel 总表' },
] as const

/** 导出勾核表；按党组织看时只导它那一份。 */
export function CheckExport({ term, organizationId }: { term: (typeof CHECK_TERMS)[number]; organizationId: string | null }) {
  const overview = useBackendQuery('settings.overview', {})
  const exporting = useTask('compliance.exportCheckSheet', { invalidates: [] })
  const canPrint = overview.data?.canPrintPdf ?? false
  const run = async (format: (typeof FORMATS)[number]['format']) => {
    const output = await exporting.run({ term, organizationIds: organizationId === null ? [] : [organizationId], format })
    if (output) saveFile(output)
  }
  if (exporting.isRunning)
    return (
      <TaskBar title="正在导出勾核表" progress={exporting.progress} isCancelling={exporting.isCancelling} onCancel={exporting.cancel} />
    )
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden="true" />}>
          导出勾核表
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map(({ format, label }) => (
          <Menu.Item key={format} disabled={format === 'PDF' && !canPrint} onClick={() => void run(format)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
