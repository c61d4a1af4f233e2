import { Button } from '@mantine/core'
import { saveFile } from '../app/save-file.ts'
import { useTask } from '../app/use-backend.ts'

/** 主题党日活动方案（W14）导出 Word。 */
export function ThemePlanPaperButton({ themePlanId }: { themePlanId: string }) {
  const exporting = useTask('life.exportThemePlan', { invalidates: [], done: () => '方案已导出' })
  const run = async () => {
    const output = await exporting.run({ themePlanId, format: 'docx' })
    if (output) saveFile(output.file)
  }
  return (
    <Button variant="default" size="xs" loading={exporting.isRunning} onClick={() => void run()}>
      导出方案
    </Button>
  )
}
