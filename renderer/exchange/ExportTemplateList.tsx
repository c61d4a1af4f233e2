import { Button } from '@mantine/core'
import { useState } from 'react'
import type { TemplateRow } from '../../shared/exchange/export-contract.ts'
import { useCommand } from '../app/use-backend.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'

/** 登记过的模板：选一张、改对应、撤下。 */
export function ExportTemplateList({
  rows,
  chosenId,
  onChoose,
  onEdit,
  onRemoved,
}: {
  rows: readonly TemplateRow[]
  chosenId: string | null
  onChoose: (templateId: string) => void
  onEdit: (template: TemplateRow) => void
  onRemoved: (templateId: string) => void
}) {
  const [leaving, setLeaving] = useState<TemplateRow | null>(null)
  const removing = useCommand('exchange.removeTemplate', { showsOwnError: true, invalidates: ['exchange.templates'] })
  return (
    <section className="export-templates" aria-label="登记过的空表">
      <h3>对方发来的空表</h3>
      {rows.length === 0 && (
        <p className="small secondary">还没有登记。街道、上级或别的系统发来空表时，点右上角“登记对方的空表”，以后按它的表头填。</p>
      )}
      {rows.map((row) => {
        const blanks = row.sheet.columns.filter(({ field }) => field === null).length
        return (
          <div key={row.templateId} className="export-choice" data-chosen={chosenId === row.templateId}>
            <label className="export-template-label">
              <input type="radio" name="export-kind" checked={chosenId === row.templateId} onChange={() => onChoose(row.templateId)} />
              <span>
                <span className="export-choice-title">{row.name}</span>
                <span className="small secondary export-choice-detail">
                  {row.fileName}，{row.sheet.columns.length - blanks} 列有内容{blanks > 0 ? `，${blanks} 列留空` : ''}
                </span>
              </span>
            </label>
            <Button size="compact-sm" variant="default" aria-label={`改“${row.name}”的对应`} onClick={() => onEdit(row)}>
              改对应
            </Button>
            <Button size="compact-sm" variant="default" aria-label={`撤下“${row.name}”`} onClick={() => setLeaving(row)}>
              撤下
            </Button>
          </div>
        )
      })}
      <ConfirmDialog
        title="撤下模板"
        consequence={`“${leaving?.name ?? ''}”不再列出；以前导出的文件不受影响，需要时可以重新登记那份空表。`}
        confirmLabel="撤下"
        isOpen={leaving !== null}
        isRunning={removing.isRunning}
        error={removing.error}
        onClose={() => setLeaving(null)}
        onConfirm={() => {
          const id = leaving?.templateId
          if (id === undefined) return
          void removing.run({ templateId: id }).then((output) => {
            if (!output) return
            setLeaving(null)
            onRemoved(id)
          })
        }}
      />
    </section>
  )
}
