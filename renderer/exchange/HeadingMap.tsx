import { Collapse, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import type { ImportPreview } from '../../shared/exchange/contract.ts'
import { Card } from '../ui/Card.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'

/** 认出了哪些列：表头原文在上，对应的字段在下。 */
export function HeadingMap({ preview }: { preview: ImportPreview }) {
  const [isOpen, setOpen] = useState(false)
  const sheets = preview.sheets.filter((sheet) => sheet.columns.length > 0)
  const first = sheets[0]
  const recognised = first?.columns.filter((column) => column.field !== null).length ?? 0
  const rows = sheets.reduce((sum, sheet) => sum + sheet.dataRows, 0)
  const notes = preview.sheets.filter((sheet) => sheet.note !== '')
  return (
    <Card
      title="表头对应"
      note={`认出版式“${preview.layout}”：${sheets.length} 张表、${rows.toLocaleString()} 行，${recognised} 列对上`}
      isFlush
      actions={
        <UnstyledButton className="link-button" aria-expanded={isOpen} onClick={() => setOpen((open) => !open)}>
          {isOpen ? <IconChevronDown size={14} aria-hidden="true" /> : <IconChevronRight size={14} aria-hidden="true" />}
          {isOpen ? '收起' : '看对应'}
        </UnstyledButton>
      }
    >
      <Collapse expanded={isOpen} transitionDuration={0}>
        <div className="import-headings">
          {first?.columns.map((column, index) => (
            <div key={`${column.heading}${index}`} className="import-heading">
              <p className="tiny muted" title={column.heading}>
                {column.heading === '' ? '（无表头）' : column.heading}
              </p>
              <p>
                {column.field === null ? <span className="muted">— 不导入</span> : <SeverityMark severity="达标" text={column.label} />}
              </p>
            </div>
          ))}
        </div>
        {notes.length > 0 && (
          <ul className="small secondary" style={{ padding: '8px 16px' }}>
            {notes.map((sheet) => (
              <li key={sheet.name}>
                工作表“{sheet.name}”：{sheet.note}
              </li>
            ))}
          </ul>
        )}
      </Collapse>
    </Card>
  )
}
