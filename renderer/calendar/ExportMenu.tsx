import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconDownload } from '@tabler/icons-react'
import { partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { asCallError, call } from '../app/client.ts'
import { saveFile } from '../app/save-file.ts'
import { notifyFailure, useBackendQuery, useTask } from '../app/use-backend.ts'
import type { AgendaScope, Span } from './calendar-range.ts'

/** 导出：所看的一段日子成 .ics；所看的一年成挂图。 */
export function ExportMenu({ range, scope, at }: { range: Span; scope: AgendaScope; at: PlainDate }) {
  const overview = useBackendQuery('settings.overview', {})
  const wall = useTask('calendar.exportWallChart', { invalidates: [] })
  const { year } = partsOf(at)
  const canPrint = overview.data?.canPrintPdf ?? false
  const exportCalendar = async (span: Span) => {
    try {
      saveFile(await call('calendar.exportCalendar', { range: span, ...scope }))
    } catch (error) {
      notifyFailure(asCallError(error))
    }
  }
  const exportWall = async (paper: 'A3' | 'A4', format: 'docx' | 'pdf') => {
    const file = await wall.run({ year, paper, format })
    if (file) saveFile(file)
  }
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          loading={wall.isRunning}
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
        >
          导出
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>日历文件（手机、办公软件都能导入）</Menu.Label>
        <Menu.Item onClick={() => void exportCalendar(range)}>这一屏未办的 .ics</Menu.Item>
        <Menu.Item onClick={() => void exportCalendar({ from: `${year}-01-01`, until: `${year}-12-31` })}>{year} 年未办的 .ics</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{year} 年挂图（横向一张）</Menu.Label>
        <Menu.Item onClick={() => void exportWall('A3', 'docx')}>A3 挂图 docx</Menu.Item>
        <Menu.Item onClick={() => void exportWall('A4', 'docx')}>A4 挂图 docx</Menu.Item>
        <Menu.Item disabled={!canPrint} onClick={() => void exportWall('A3', 'pdf')}>
          A3 挂图 PDF
        </Menu.Item>
        <Menu.Item disabled={!canPrint} onClick={() => void exportWall('A4', 'pdf')}>
          A4 挂图 PDF{canPrint ? '' : '（本机没有可用的浏览器排 PDF）'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
