import { Button, Group, Modal, MultiSelect, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { Dashboard } from '../../shared/compliance/contract.ts'
import { saveFile } from '../app/save-file.ts'
import { useBackendQuery, useTask } from '../app/use-backend.ts'
import { FormError } from '../ui/FormDialog.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'

const FORMATS = [
  { value: 'docx', label: 'Word：一个支部一份，几个支部打成 zip' },
  { value: 'PDF', label: 'PDF：一个支部一份，几个支部打成 zip' },
  { value: '合并 PDF', label: 'PDF：合成一份，一次打完' },
] as const
type Format = (typeof FORMATS)[number]['value']

export type CheckupDialogProps = {
  branches: Dashboard['matrix']
  /** 先选好的支部；空为全部。 */
  chosen: readonly string[]
  asOf: PlainDate
  onClose: () => void
}

/** 支部体检单：选支部与格式，一键出。 */
export function CheckupDialog({ branches, chosen, asOf, onClose }: CheckupDialogProps) {
  const overview = useBackendQuery('settings.overview', {})
  const canPrint = overview.data?.canPrintPdf ?? false
  const [ids, setIds] = useState<string[]>([...chosen])
  const [format, setFormat] = useState<Format>('docx')
  const exporting = useTask('compliance.exportCheckup', { invalidates: [], showsOwnError: true })
  const download = async () => {
    const organizationIds = ids.length === 0 ? branches.map((branch) => branch.organizationId) : ids
    const output = await exporting.run({ asOf, organizationIds, format })
    if (!output) return
    saveFile(output)
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title="支部体检单" size={560} closeOnClickOutside={false} transitionProps={{ duration: 0 }}>
      <Stack gap={12}>
        <p className="small secondary">
          每条发现、条文、期限、责任人，判定日 {asOf}。责任人按任职推：红线写书记与分管委员，其余写分管委员。
        </p>
        <MultiSelect
          label="党支部"
          data={branches.map((branch) => ({ value: branch.organizationId, label: branch.organizationName }))}
          value={ids}
          onChange={setIds}
          searchable
          clearable
          placeholder={ids.length === 0 ? `全部 ${branches.length} 个党支部` : ''}
          maxDropdownHeight={240}
          disabled={exporting.isRunning}
          clearButtonProps={{ 'aria-label': '清空所选党支部' }}
        />
        <Radio.Group
          label="格式"
          value={format}
          onChange={(value) => setFormat(FORMATS.find((each) => each.value === value)?.value ?? 'docx')}
        >
          <Stack gap={6} mt={4}>
            {FORMATS.map(({ value, label }) => (
              <Radio key={value} value={value} label={label} disabled={exporting.isRunning || (value !== 'docx' && !canPrint)} />
            ))}
          </Stack>
        </Radio.Group>
        {!canPrint && <p className="small secondary">本机没有可用来排 PDF 的浏览器，请导出 Word 后打印。</p>}
        {exporting.isRunning && (
          <TaskBar title="正在出体检单" progress={exporting.progress} isCancelling={exporting.isCancelling} onCancel={exporting.cancel} />
        )}
        {exporting.error && <FormError error={exporting.error} />}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            取消
          </Button>
          <Button loading={exporting.isRunning} disabled={branches.length === 0} onClick={() => void download()}>
            出体检单
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
