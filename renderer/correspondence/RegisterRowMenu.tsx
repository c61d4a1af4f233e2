import { Button, Menu } from '@mantine/core'
import {
  IconChevronDown,
  IconExternalLink,
  IconFilePlus,
  IconFileTypeDocx,
  IconFileTypePdf,
  IconHistory,
  IconPrinter,
  IconRubberStamp,
} from '@tabler/icons-react'
import type { RegisterRow } from './rows.ts'
import type { RegisterFiles } from './use-register-files.ts'

export type RegisterRowMenuProps = {
  row: RegisterRow
  files: RegisterFiles
  /** 窗口里能直接交给 Word、WPS；浏览器里只能下载。 */
  canOpenFiles: boolean
  onVoid: () => void
  onEvent: () => void
  onHistory: () => void
  onRevise: () => void
}

export function RegisterRowMenu({ row, files, canOpenFiles, onVoid, onEvent, onHistory, onRevise }: RegisterRowMenuProps) {
  const hasText = row.origin === '起草'
  const hasPdf = hasText && !row.isFromTemplate
  return (
    <Menu position="bottom-end" shadow="sm">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          aria-label={hasText ? `${row.number} 的导出、打印与作废` : `${row.number} 的办理与作废`}
        >
          {hasText ? '导出、打印' : '办理'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {hasText && (
          <Menu.Item leftSection={<IconFileTypeDocx size={16} aria-hidden="true" />} onClick={() => void files.docx(row.id)}>
            导出 docx
          </Menu.Item>
        )}
        {hasPdf && (
          <>
            <Menu.Item
              leftSection={<IconFileTypePdf size={16} aria-hidden="true" />}
              disabled={files.isRunning}
              onClick={() => void files.pdf(row.id)}
            >
              导出 PDF
            </Menu.Item>
            <Menu.Item
              leftSection={<IconPrinter size={16} aria-hidden="true" />}
              disabled={files.isRunning}
              onClick={() => void files.print(row.id)}
            >
              打印
            </Menu.Item>
          </>
        )}
        {hasText && (
          <Menu.Item
            leftSection={<IconExternalLink size={16} aria-hidden="true" />}
            onClick={() => void (canOpenFiles ? files.open(row.id) : files.docx(row.id))}
          >
            {canOpenFiles ? '用 Word 或 WPS 打开' : '下载后用 Word 或 WPS 打开'}
          </Menu.Item>
        )}
        <Menu.Divider />
        {row.status === '已登记' && (
          <Menu.Item leftSection={<IconRubberStamp size={16} aria-hidden="true" />} onClick={onEvent}>
            登记签发、用印、送达
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconHistory size={16} aria-hidden="true" />} onClick={onHistory}>
          办理经过与各版
        </Menu.Item>
        {row.status === '已登记' && hasText && (
          <Menu.Item leftSection={<IconFilePlus size={16} aria-hidden="true" />} onClick={onRevise}>
            另存新版
          </Menu.Item>
        )}
        {row.status === '已登记' && (
          <Menu.Item color="red.7" onClick={onVoid}>
            作废
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
