import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { ImportPreview, ImportRow } from '../../shared/exchange/contract.ts'
import { Card } from '../ui/Card.tsx'
import { DataTable, type Column } from '../ui/DataTable.tsx'
import { SeverityShape } from '../ui/SeverityMark.tsx'
import { EmptyState } from '../ui/states.tsx'

const TABS = ['全部差异', '新增', '变更', '拒绝', '待确认', '相同'] as const
type Tab = (typeof TABS)[number]

/** 行的身份：工作表名加行号。 */
export function keyOf(row: Pick<ImportRow, 'sheet' | 'rowNo'>): string {
  return `${row.sheet} ${row.rowNo}`
}

/** 只有新增与变更能采用；拒绝的要回原表改。 */
function isAcceptable(row: ImportRow): boolean {
  return row.outcome === '新增' || row.outcome === '变更'
}

function belongs(row: ImportRow, tab: Tab): boolean {
  if (tab === '全部差异') return row.outcome !== '相同' || row.doubts.length > 0
  if (tab === '待确认') return row.doubts.length > 0 && row.outcome !== '拒绝'
  return row.outcome === tab
}

const columns: readonly Column<ImportRow>[] = [
  { key: 'sheet', title: '工作表', width: 100, render: (row) => <span className="ellipsis">{row.sheet}</span> },
  { key: 'rowNo', title: '行', width: 52, align: 'right', render: (row) => row.rowNo },
  { key: 'outcome', title: '判定', width: 64, render: (row) => <span className={`outcome outcome-${row.outcome}`}>{row.outcome}</span> },
  {
    key: 'name',
    title: '姓名',
    width: 120,
    render: (row) => <strong className="ellipsis">{row.name === '' ? '（空）' : row.name}</strong>,
  },
  { key: 'identityNumber', title: '公民身份号码', width: 172, render: (row) => <span className="ellipsis">{row.identityNumber}</span> },
  { key: 'branchName', title: '所在党支部', width: 110, render: (row) => <span className="ellipsis">{row.branchName}</span> },
  { key: 'reasons', title: '新旧值与原因', width: 320, grow: true, render: (row) => <Reasons row={row} /> },
]

export type DiffTableProps = { preview: ImportPreview; accepted: ReadonlySet<string>; onAccept: (accepted: ReadonlySet<string>) => void }

/** 与名册的差异：旧值划掉、新值加粗，拒绝写明哪一格为什么，疑点等人确认。 */
export function DiffTable({ preview, accepted, onAccept }: DiffTableProps) {
  const [tab, setTab] = useState<Tab>('全部差异')
  const rows = useMemo(() => preview.rows.filter((row) => belongs(row, tab)), [preview, tab])
  const acceptable = rows.filter(isAcceptable)
  const isAllAccepted = acceptable.length > 0 && acceptable.every((row) => accepted.has(keyOf(row)))
  const counts: Record<Tab, number> = {
    全部差异: preview.rows.filter((row) => belongs(row, '全部差异')).length,
    新增: preview.counts.added,
    变更: preview.counts.changed,
    拒绝: preview.counts.refused,
    待确认: preview.rows.filter((row) => belongs(row, '待确认')).length,
    相同: preview.counts.same,
  }
  const toggleAll = () => {
    const next = new Set(accepted)
    for (const row of acceptable) {
      if (isAllAccepted) next.delete(keyOf(row))
      else next.add(keyOf(row))
    }
    onAccept(next)
  }
  return (
    <Card isFlush className="import-diff">
      <div className="import-tabs" role="tablist" aria-label="差异分类">
        {TABS.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            aria-selected={each === tab}
            className="bare-button import-tab"
            onClick={() => setTab(each)}
          >
            {each} {counts[each].toLocaleString()}
          </button>
        ))}
        <div className="card-actions">
          <Button size="xs" variant="default" disabled={acceptable.length === 0} onClick={toggleAll}>
            {isAllAccepted ? '本页全不采用' : `本页全部采用（${acceptable.length.toLocaleString()}）`}
          </Button>
        </div>
      </div>
      <div className="import-grid">
        <DataTable
          label={`导入差异：${tab}`}
          columns={columns}
          rowCount={rows.length}
          rowAt={(index) => rows[index]}
          rowKey={keyOf}
          rowHeight={45}
          selectedKeys={accepted}
          canSelect={isAcceptable}
          onSelect={(row, isSelected) => {
            if (!isAcceptable(row)) return
            const next = new Set(accepted)
            if (isSelected) next.add(keyOf(row))
            else next.delete(keyOf(row))
            onAccept(next)
          }}
          empty={
            <EmptyState title={`没有“${tab}”的行`} reason={tab === '全部差异' ? '这份表与名册完全一致，不用落库。' : '看看别的分类。'} />
          }
        />
      </div>
    </Card>
  )
}

function Reasons({ row }: { row: ImportRow }) {
  const lines = [
    ...row.refusals.map((each) => ({ kind: 'refused', ...each })),
    ...row.doubts.map((each) => ({ kind: 'doubtful', ...each })),
  ]
  const title = [
    ...lines.map((each) => `${each.label} ${each.value}：${each.reason}`),
    ...row.changes.map((each) => `${each.label}：${each.before === '' ? '空' : each.before} → ${each.after === '' ? '空' : each.after}`),
  ].join('\n')
  return (
    <span className="import-reasons" title={title}>
      {lines.slice(0, 2).map((each) => (
        <span key={`${each.label}${each.reason}`} className={`${lines.length > 1 ? 'ellipsis' : 'two-lines'} ${each.kind}`}>
          <SeverityShape severity={each.kind === 'refused' ? '红线' : '待确认'} size={12} /> {each.label}
          {each.value === '' || each.value === row.identityNumber ? '' : ` ${each.value}`}：{each.reason}
        </span>
      ))}
      {row.outcome === '变更' && lines.length < 2 && (
        <span className="ellipsis">
          {row.changes.map((change, index) => (
            <span key={change.field}>
              {index > 0 ? '；' : ''}
              {change.label} <del>{change.before === '' ? '空' : change.before}</del> →{' '}
              <strong>{change.after === '' ? '空' : change.after}</strong>
            </span>
          ))}
        </span>
      )}
      {row.outcome === '新增' && lines.length === 0 && <span className="muted">{row.category}</span>}
    </span>
  )
}
