import { Button, Menu } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import { notifications } from '@mantine/notifications'
import { saveFile } from '../app/save-file.ts'
import { useBackendQuery, useTask } from '../app/use-backend.ts'

/** 会议记录、纪要（W13）：由这次活动的记录排成，改了记录再导一次就是新的。 */
export function RecordPaperMenu({ activityId }: { activityId: string }) {
  const overview = useBackendQuery('settings.overview', {})
  const exporting = useTask('life.exportRecord', { invalidates: [], done: () => '已导出' })
  const run = async (paper: '记录' | '纪要', format: 'docx' | 'pdf') => {
    const output = await exporting.run({ activityId, paper, format })
    if (!output) return
    saveFile(output.file)
    if (output.notes.length > 0) notifications.show({ title: '有照片没有印上', message: output.notes.join(' '), color: 'yellow.7' })
  }
  const canPrintPdf = overview.data?.canPrintPdf ?? false
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" loading={exporting.isRunning} leftSection={<IconFileText size={16} aria-hidden="true" />}>
          生成会议记录
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void run('记录', 'docx')}>会议记录（Word）</Menu.Item>
        <Menu.Item disabled={!canPrintPdf} onClick={() => void run('记录', 'pdf')}>
          会议记录（PDF）
        </Menu.Item>
        <Menu.Item onClick={() => void run('纪要', 'docx')}>纪要（Word）</Menu.Item>
        <Menu.Item disabled={!canPrintPdf} onClick={() => void run('纪要', 'pdf')}>
          纪要（PDF）
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
