import { Button, FileButton, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { WireFile } from '../../shared/contract/file.ts'
import type { TemplateReading, TemplateRow } from '../../shared/exchange/export-contract.ts'
import { CODE_STYLES, EXPORT_FIELD_KEYS, exportFieldLabel, type CodeStyle } from '../../shared/exchange/export-fields.ts'
import { asCallError, call } from '../app/client.ts'
import { readFile } from '../app/save-file.ts'
import { notifyFailure, useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'

const FIELD_OPTIONS = EXPORT_FIELD_KEYS.map((key) => ({ value: key, label: exportFieldLabel(key) }))

type Sheet = TemplateReading['sheets'][number]

/** 登记一张空表，或改已登记的：每一列填什么，认不出的由人定，定过的下次照办。 */
export function ExportTemplateDialog({
  template,
  onClose,
  onDone,
}: {
  template: TemplateRow | null
  onClose: () => void
  onDone: (templateId: string) => void
}) {
  const [file, setFile] = useState<WireFile | null>(null)
  const [reading, setReading] = useState<TemplateReading | null>(null)
  const [sheet, setSheet] = useState<Sheet | null>(template?.sheet ?? null)
  const [name, setName] = useState(template?.name ?? '')
  const [codeStyle, setCodeStyle] = useState<CodeStyle>(template?.codeStyle ?? '代码 名称')
  const saving = useCommand('exchange.saveTemplate', { showsOwnError: true, invalidates: ['exchange.templates'] })
  const revising = useCommand('exchange.reviseTemplate', { showsOwnError: true, invalidates: ['exchange.templates'] })
  const command = template ? revising : saving

  const take = async (picked: File | null) => {
    if (!picked) return
    try {
      const wire = await readFile(picked)
      const output = await call('exchange.readTemplate', { file: wire })
      setFile(wire)
      setReading(output)
      setSheet(output.sheets[0] ?? null)
      if (name === '') setName(picked.name.replace(/\.xlsx?$/i, ''))
    } catch (error) {
      notifyFailure(asCallError(error))
    }
  }
  const assign = (column: number, field: string | null) => {
    const key = EXPORT_FIELD_KEYS.find((each) => each === field) ?? null
    setSheet(
      (current) =>
        current && { ...current, columns: current.columns.map((each) => (each.column === column ? { ...each, field: key } : each)) },
    )
  }
  const submit = async () => {
    if (!sheet) return
    const output = template
      ? await revising.run({ templateId: template.templateId, name, columns: sheet.columns, codeStyle })
      : file && (await saving.run({ name, file, sheet, codeStyle }))
    if (output) onDone(output.templateId)
  }
  const blocked = !sheet ? '还没有选空表' : name.trim() === '' ? '还没有起名' : undefined

  return (
    <FormDialog
      title={template ? `改“${template.name}”的对应` : '登记对方的空表'}
      lead="按表头认每一列填什么；认不出的请指定，或留空。指定过的会记住，下次同样的表头自动照办。"
      submitLabel={template ? '保存' : '登记'}
      isOpen
      isRunning={command.isRunning}
      error={command.error}
      {...(blocked === undefined ? {} : { blockedBy: blocked })}
      size={720}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {!template && (
        <div className="export-template-file">
          <FileButton onChange={(picked) => void take(picked)} accept=".xlsx,.xls" inputProps={{ 'aria-label': '选择空表文件' }}>
            {(props) => (
              <Button variant="default" {...props}>
                {file ? '换一份' : '选择空表'}
              </Button>
            )}
          </FileButton>
          <span className="small secondary">
            {reading
              ? `${reading.fileName}：${reading.keepsStyle ? '样式与表头原样保留' : '.xls 的边框与字体保不住，建议另存为 .xlsx 再登记'}`
              : '.xlsx 或 .xls，表头写在前 30 行之内'}
          </span>
        </div>
      )}
      {reading && reading.sheets.length > 1 && (
        <Select
          label="填哪一张工作表"
          data={reading.sheets.map((each) => each.name)}
          value={sheet?.name ?? null}
          onChange={(value) => setSheet(reading.sheets.find((each) => each.name === value) ?? null)}
        />
      )}
      {sheet && (
        <>
          <div className="export-template-head">
            <TextInput
              label="给模板起个名字"
              value={name}
              maxLength={60}
              required
              error={command.problem('name')}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <div>
              <p className="export-field-label">民族、学历、工作岗位怎么写</p>
              <SegmentedControl
                aria-label="代码项怎么写"
                data={CODE_STYLES.map((each) => ({ value: each, label: each === '名称' ? '汉族' : '01 汉族' }))}
                value={codeStyle}
                onChange={(value) => setCodeStyle(value)}
              />
            </div>
          </div>
          <p className="small secondary">
            表头在第 {sheet.headerTop + 1}
            {sheet.headerRows > 1 ? `–${sheet.headerTop + sheet.headerRows}` : ''} 行，从第 {sheet.headerTop + sheet.headerRows + 1}{' '}
            行起填。
          </p>
          <table className="export-map" aria-label="各列填什么">
            <thead>
              <tr>
                <th scope="col">表头</th>
                <th scope="col">填什么</th>
              </tr>
            </thead>
            <tbody>
              {sheet.columns.map((each) => (
                <tr key={each.column} data-blank={each.field === null}>
                  <td>{each.heading}</td>
                  <td>
                    <Select
                      aria-label={`“${each.heading}”填什么`}
                      placeholder="留空"
                      searchable
                      clearable
                      clearButtonProps={{ 'aria-label': `“${each.heading}”留空` }}
                      data={FIELD_OPTIONS}
                      value={each.field}
                      onChange={(value) => assign(each.column, value)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </FormDialog>
  )
}
