import { Button, Checkbox, Select } from '@mantine/core'
import { useState } from 'react'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'
import { DocumentDialog } from './DocumentDialog.tsx'
import { EarlierDialog } from './EarlierDialog.tsx'
import { EventDialog } from './EventDialog.tsx'
import { NumbersDialog } from './NumbersDialog.tsx'
import { RegisterRowMenu } from './RegisterRowMenu.tsx'
import type { RegisterRow } from './rows.ts'
import { useRegisterFiles } from './use-register-files.ts'
import { VoidDialog } from './VoidDialog.tsx'

type Opened = { row: RegisterRow; as: '作废' | '经过' | '办理' }

export type RegisterTableProps = { onRevise: (documentId: string, number: string) => void; onDraft: () => void }

const ALL_YEARS = '全部年份'

/** 发文登记簿：文号、标题、去向、办到哪一步、定稿散列；可以多选合印、打包，按年导出与打印。 */
export function RegisterTable({ onRevise, onDraft }: RegisterTableProps) {
  const [year, setYear] = useState<number | null>(null)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [opened, setOpened] = useState<Opened | null>(null)
  const [dialog, setDialog] = useState<'文号' | '补登' | null>(null)
  const register = useBackendQuery('correspondence.register', { year }, { keepPrevious: true })
  const overview = useBackendQuery('settings.overview', {})
  const files = useRegisterFiles()
  if (register.error) return <ErrorState error={register.error} onRetry={() => void register.refetch()} />
  if (!register.data) return <Loading />
  const { rows, gaps, reservations, years } = register.data
  const missing = gaps.filter(({ kind }) => kind === '真缺')
  const due = reservations.filter(({ isDue }) => isDue)
  const chosen = rows.filter(({ id }) => selected.has(id)).map(({ id }) => id)
  const canExport = rows.filter(({ origin }) => origin === '起草')
  const bookYear = year ?? years[0] ?? null
  const toggle = (id: string, isOn: boolean) =>
    setSelected((current) => new Set(isOn ? [...current, id] : [...current].filter((each) => each !== id)))
  return (
    <Card
      title="发文登记簿"
      note={`${rows.length} 件`}
      isFlush
      className="draft-column"
      actions={
        <>
          {missing.length > 0 ? (
            <SeverityMark severity="应当" text={`缺号 ${missing.length} 个`} isBadge />
          ) : (
            <SeverityMark severity="达标" text="没有缺号" />
          )}
          {due.length > 0 && <SeverityMark severity="提示" text={`预留到期 ${due.length} 个`} isBadge />}
          <Select
            aria-label="年份"
            w={116}
            size="xs"
            data={[ALL_YEARS, ...years.map(String)]}
            value={year === null ? ALL_YEARS : String(year)}
            onChange={(next) => setYear(next === null || next === ALL_YEARS ? null : Number(next))}
            allowDeselect={false}
          />
          <Button size="xs" variant="default" onClick={() => setDialog('文号')}>
            预留与缺号
          </Button>
          <Button size="xs" variant="default" onClick={() => setDialog('补登')}>
            补登此前发文
          </Button>
          <Button size="xs" variant="default" disabled={bookYear === null} onClick={() => void files.workbook(bookYear ?? 0)}>
            {bookYear === null ? '导出登记簿' : `导出 ${bookYear} 年登记簿`}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={bookYear === null || files.isRunning || !(overview.data?.canPrintPdf ?? false)}
            onClick={() => void files.printBook(bookYear ?? 0)}
          >
            打印登记簿
          </Button>
        </>
      }
    >
      {chosen.length > 0 && (
        <div className="batch-bar" role="region" aria-label="批量操作">
          <span>已选 {chosen.length} 份</span>
          <Button size="xs" variant="default" disabled={files.isRunning} onClick={() => void files.printMany(chosen)}>
            合起来打印
          </Button>
          <Button size="xs" variant="default" disabled={files.isRunning} onClick={() => void files.exportMany(chosen, '合并 PDF')}>
            合成一份 PDF
          </Button>
          <Button size="xs" variant="default" disabled={files.isRunning} onClick={() => void files.exportMany(chosen, 'docx 包')}>
            docx 打包
          </Button>
          <Button size="xs" variant="default" disabled={files.isRunning} onClick={() => void files.exportMany(chosen, 'PDF 包')}>
            PDF 打包
          </Button>
          <Button size="xs" variant="subtle" onClick={() => setSelected(new Set())}>
            全不选
          </Button>
        </div>
      )}
      {files.isRunning && (
        <div style={{ padding: '8px 16px' }}>
          <TaskBar title="正在排 PDF、打包" progress={files.progress} isCancelling={files.isCancelling} onCancel={files.cancel} />
        </div>
      )}
      {rows.length === 0 ? (
        <EmptyState
          title={year === null ? '还没有发过文' : `${year} 年没有登记过发文`}
          reason="起草好的公文登记后列在这里；以前手工登记过的，用“补登此前发文”录进来，文号就能接着编。"
          action={
            <Button variant="default" onClick={onDraft}>
              去起草
            </Button>
          }
        />
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th>
                <Checkbox
                  aria-label="全选可以导出的"
                  size="xs"
                  checked={chosen.length > 0 && chosen.length === canExport.length}
                  indeterminate={chosen.length > 0 && chosen.length < canExport.length}
                  onChange={(event) => setSelected(event.currentTarget.checked ? new Set(canExport.map(({ id }) => id)) : new Set())}
                />
              </th>
              <th>发文字号</th>
              <th>标题</th>
              <th>文种</th>
              <th>发文机关</th>
              <th>主送</th>
              <th>成文日期</th>
              <th>办理</th>
              <th>校验值</th>
              <th>
                <span className="unseen">动作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>
                  <Checkbox
                    aria-label={`选 ${row.number}`}
                    size="xs"
                    checked={selected.has(row.id)}
                    disabled={row.origin === '补登'}
                    onChange={(event) => toggle(row.id, event.currentTarget.checked)}
                  />
                </td>
                <td className="nowrap">
                  {row.number}
                  {row.status === '已作废' && (
                    <>
                      {' '}
                      <SeverityMark severity="不适用" text="已作废" />
                    </>
                  )}
                  {row.numberNote !== '' && <div className="small secondary">{row.numberNote}</div>}
                </td>
                <td>
                  <button type="button" className="link-button register-title" onClick={() => setOpened({ row, as: '经过' })}>
                    {row.title}
                  </button>
                  {row.revision > 1 && <span className="small secondary">（第 {row.revision} 版）</span>}
                  {row.warningCount > 0 && (
                    <>
                      {' '}
                      <SeverityMark severity="应当" text={`带 ${row.warningCount} 条提醒登记`} />
                    </>
                  )}
                  {row.voidReason === '' ? '' : <span className="small muted">（{row.voidReason}）</span>}
                </td>
                <td className="nowrap">{row.origin === '补登' ? row.genre : row.kindName}</td>
                <td>{row.issuerName}</td>
                <td>{row.recipient}</td>
                <td className="nowrap">{row.datedOn}</td>
                <td className="nowrap">
                  {row.stages.length === 0 ? (row.origin === '补登' ? '补登' : '已登记') : row.stages.map(({ kind }) => kind).join('、')}
                </td>
                <td>
                  <code className="tiny" title={row.docxSha256}>
                    {row.docxSha256.slice(0, 8)}
                  </code>
                </td>
                <td className="nowrap">
                  <RegisterRowMenu
                    row={row}
                    files={files}
                    canOpenFiles={overview.data?.canOpenFiles ?? false}
                    onVoid={() => setOpened({ row, as: '作废' })}
                    onEvent={() => setOpened({ row, as: '办理' })}
                    onHistory={() => setOpened({ row, as: '经过' })}
                    onRevise={() => onRevise(row.id, row.number)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {opened?.as === '作废' && <VoidDialog row={opened.row} onClose={() => setOpened(null)} />}
      {opened?.as === '办理' && <EventDialog row={opened.row} onClose={() => setOpened(null)} />}
      {opened?.as === '经过' && <DocumentDialog documentId={opened.row.id} onClose={() => setOpened(null)} />}
      {dialog === '文号' && <NumbersDialog gaps={gaps} reservations={reservations} onClose={() => setDialog(null)} />}
      {dialog === '补登' && <EarlierDialog onClose={() => setDialog(null)} />}
    </Card>
  )
}
