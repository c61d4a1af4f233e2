import { Button, Menu, TextInput } from '@mantine/core'
import { IconChevronDown, IconFileTypeDocx, IconFileTypePdf, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { asCallError, call, type RouteOutput } from '../app/client.ts'
import { saveFile } from '../app/save-file.ts'
import { notifyFailure, useBackendQuery, useCommand, useTask } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'

type Row = RouteOutput<'correspondence.register'>['rows'][number]

/** 发文登记簿：文号、标题、去向、定稿散列；导出永远是定稿的那一份。 */
export function RegisterTable() {
  const register = useBackendQuery('correspondence.register', {})
  const [voiding, setVoiding] = useState<Row | null>(null)
  const printing = useTask('correspondence.exportPdf', { invalidates: [] })
  const docx = async (row: Row) => {
    try {
      saveFile(await call('correspondence.exportDocx', { documentId: row.id }))
    } catch (error) {
      notifyFailure(asCallError(error))
    }
  }
  const pdf = async (row: Row) => {
    const file = await printing.run({ documentId: row.id })
    if (file) saveFile(file)
  }
  const print = async (row: Row) => {
    const file = await printing.run({ documentId: row.id })
    if (!file) return
    try {
      const { printPdf } = await import('./print-pdf.ts')
      await printPdf(file.base64)
    } catch (error) {
      notifyFailure(asCallError(error))
    }
  }
  if (register.error) return <ErrorState error={register.error} onRetry={() => void register.refetch()} />
  if (!register.data) return <Loading />
  const { rows, gaps } = register.data
  return (
    <Card
      title="发文登记簿"
      note={`${rows.length} 件`}
      isFlush
      className="draft-column"
      actions={
        gaps.length > 0 ? (
          <SeverityMark severity="应当" text={`缺号 ${gaps.map(({ number }) => number).join('、')}`} isBadge />
        ) : (
          <SeverityMark severity="达标" text="文号连续" />
        )
      }
    >
      {printing.isRunning && (
        <div style={{ padding: '8px 16px' }}>
          <TaskBar title="正在排 PDF" progress={printing.progress} isCancelling={printing.isCancelling} onCancel={printing.cancel} />
        </div>
      )}
      {rows.length === 0 ? (
        <EmptyState title="还没有发过文" reason="到“起草”选文种和党组织，补齐缺项后登记，就会列在这里。" />
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th>发文字号</th>
              <th>标题</th>
              <th>文种</th>
              <th>发文机关</th>
              <th>主送</th>
              <th>成文日期</th>
              <th>校验值</th>
              <th>
                <span className="unseen">动作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td className="nowrap">
                  {row.number} {row.status === '已作废' && <SeverityMark severity="不适用" text="已作废" />}
                </td>
                <td>
                  {row.title}
                  {row.voidReason === '' ? '' : <span className="small muted">（{row.voidReason}）</span>}
                </td>
                <td className="nowrap">{row.kindName}</td>
                <td>{row.issuerName}</td>
                <td>{row.recipient}</td>
                <td className="nowrap">{row.datedOn}</td>
                <td>
                  <code className="tiny" title={row.docxSha256}>
                    {row.docxSha256.slice(0, 8)}
                  </code>
                </td>
                <td className="nowrap">
                  <Menu position="bottom-end" shadow="sm">
                    <Menu.Target>
                      <Button
                        size="xs"
                        variant="default"
                        rightSection={<IconChevronDown size={14} aria-hidden="true" />}
                        aria-label={`${row.number} 的导出、打印与作废`}
                      >
                        导出、打印
                      </Button>
                    </Menu.Target>
                    <Menu.Dropdown>
                      <Menu.Item leftSection={<IconFileTypeDocx size={16} aria-hidden="true" />} onClick={() => void docx(row)}>
                        导出 docx
                      </Menu.Item>
                      <Menu.Item
                        leftSection={<IconFileTypePdf size={16} aria-hidden="true" />}
                        disabled={printing.isRunning}
                        onClick={() => void pdf(row)}
                      >
                        导出 PDF
                      </Menu.Item>
                      <Menu.Item
                        leftSection={<IconPrinter size={16} aria-hidden="true" />}
                        disabled={printing.isRunning}
                        onClick={() => void print(row)}
                      >
                        打印
                      </Menu.Item>
                      {row.status === '已登记' && (
                        <Menu.Item color="red.7" onClick={() => setVoiding(row)}>
                          作废
                        </Menu.Item>
                      )}
                    </Menu.Dropdown>
                  </Menu>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {voiding && <VoidDialog row={voiding} onClose={() => setVoiding(null)} />}
    </Card>
  )
}

function VoidDialog({ row, onClose }: { row: Row; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const revoke = useCommand('correspondence.void', { showsOwnError: true, done: () => `${row.number} 已作废` })
  return (
    <FormDialog
      title={`作废 ${row.number}`}
      lead={`《${row.title}》作废后仍留在登记簿里，文号不再使用，也不会分给别的文件。`}
      submitLabel="作废"
      isDangerous
      isOpen
      isRunning={revoke.isRunning}
      error={revoke.error}
      {...(reason.trim() === '' ? { blockedBy: '请写明原因' } : {})}
      onSubmit={() => {
        void revoke.run({ documentId: row.id, reason }).then((output) => {
          if (output) onClose()
        })
      }}
      onClose={onClose}
    >
      <TextInput
        label="原因"
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={revoke.problem('reason')}
        data-autofocus
      />
    </FormDialog>
  )
}
