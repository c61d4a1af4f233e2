import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { maskIdentityNumber } from '../../shared/member/masking.ts'
import type { ImportPreview, ImportRow } from '../../shared/exchange/contract.ts'
import { Card } from '../ui/Card.tsx'
import { DataTable, type Column } from '../ui/DataTable.tsx'
import { SeverityShape } from '../ui/SeverityMark.tsx'
import { EmptyState } from '../ui/states.tsx'
import { FieldChoices } from './FieldChoices.tsx'
import { isAccepted, isKept, isWritable, keyOf, withMatches, withRows, type Choices } from './import-choices.ts'
import { RowPanel } from './RowPanel.tsx'

const TABS = ['全部差异', '新增', '变更', '疑似重复', '待确认', '拒绝', '相同'] as const
type Tab = (typeof TABS)[number]

/** 输入的是完整证号：表里的是遮好的，遮了再比。 */
function isWholeNumber(text: string): boolean {
  return /^\d{14,17}[\dX]$/.test(text)
}

function belongs(row: ImportRow, tab: Tab): boolean {
  if (tab === '全部差异') return row.outcome !== '相同' || row.doubts.length > 0
  if (tab === '待确认') return row.doubts.length > 0 && isWritable(row)
  return row.outcome === tab
}

export type DiffTableProps = {
  preview: ImportPreview
  choices: Choices
  isRunning: boolean
  /** 只是取舍，不必重新比对。 */
  onChoose: (choices: Choices) => void
  /** 指认、清空：要重新比对。 */
  onRecompare: (choices: Choices) => void
}

/** 与名册的差异：旧值划掉、新值加粗，拒绝写明哪一格为什么，疑似重复等人指认；逐行、逐格、按字段取舍。 */
export function DiffTable({ preview, choices, isRunning, onChoose, onRecompare }: DiffTableProps) {
  const [tab, setTab] = useState<Tab>('全部差异')
  const [search, setSearch] = useState('')
  const [sheet, setSheet] = useState('')
  const [openKey, setOpenKey] = useState<string | null>(null)
  const [isChoosingFields, setChoosingFields] = useState(false)
  const wanted = useDeferredValue(search.trim().toUpperCase())
  const sheets = useMemo(() => [...new Set(preview.rows.map((row) => row.sheet))], [preview])
  const counts = useMemo(() => new Map(TABS.map((each) => [each, preview.rows.filter((row) => belongs(row, each)).length])), [preview])
  const rows = useMemo(
    () =>
      preview.rows.filter(
        (row) =>
          belongs(row, tab) &&
          (sheet === '' || row.sheet === sheet) &&
          (wanted === '' ||
            row.name.toUpperCase().includes(wanted) ||
            row.identityNumber.includes(isWholeNumber(wanted) ? maskIdentityNumber(wanted) : wanted) ||
            row.branchName.includes(wanted)),
      ),
    [preview, tab, sheet, wanted],
  )
  const accepted = useMemo(() => new Set(preview.rows.filter((row) => isAccepted(choices, row)).map(keyOf)), [preview, choices])
  const acceptable = rows.filter(isWritable)
  const isAllAccepted = acceptable.length > 0 && acceptable.every((row) => accepted.has(keyOf(row)))
  const openRow = rows.find((row) => keyOf(row) === openKey) ?? null
  const columns = useMemo(() => columnsFor(sheets.length > 1, choices), [sheets.length, choices])
  const single = rows.filter((row) => row.outcome === '疑似重复' && row.suspects.length === 1)
  return (
    <Card isFlush className="import-diff">
      <div className="import-tabs">
        <div className="import-tab-list" role="tablist" aria-label="差异分类">
          {TABS.map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              aria-selected={each === tab}
              className="bare-button import-tab"
              onClick={() => {
                setTab(each)
                setOpenKey(null)
              }}
            >
              {each} {(counts.get(each) ?? 0).toLocaleString()}
            </button>
          ))}
        </div>
        <div className="import-filters">
          {sheets.length > 1 && (
            <NativeSelect
              aria-label="只看一张工作表"
              size="xs"
              w={120}
              data={[{ value: '', label: '全部工作表' }, ...sheets]}
              value={sheet}
              onChange={(event) => setSheet(event.currentTarget.value)}
            />
          )}
          <TextInput
            aria-label="在差异里找人"
            placeholder="姓名、证号、支部"
            size="xs"
            w={130}
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <Button size="xs" variant="default" onClick={() => setChoosingFields(true)}>
            按字段取舍
          </Button>
          {tab === '疑似重复' ? (
            <SuspectButtons rows={rows} single={single} isRunning={isRunning} choices={choices} onRecompare={onRecompare} />
          ) : (
            <Button
              size="xs"
              variant="default"
              disabled={acceptable.length === 0}
              onClick={() => onChoose(withRows(choices, acceptable, !isAllAccepted))}
            >
              {isAllAccepted ? '这些全不采用' : `这些全采用（${acceptable.length.toLocaleString()}）`}
            </Button>
          )}
        </div>
      </div>
      <div className="import-panes" data-open={openRow !== null}>
        <div className="import-grid">
          <DataTable
            label={`导入差异：${tab}`}
            columns={columns}
            rowCount={rows.length}
            rowAt={(index) => rows[index]}
            rowKey={keyOf}
            rowHeight={45}
            openKey={openKey}
            onOpen={(row) => setOpenKey(keyOf(row))}
            selectedKeys={accepted}
            canSelect={isWritable}
            onSelect={(row, isSelected) => onChoose(withRows(choices, [row], isSelected))}
            empty={
              <EmptyState
                title={search === '' ? `没有“${tab}”的行` : '没有找到'}
                reason={tab === '全部差异' && search === '' ? '这份表与名册完全一致，不用落库。' : '看看别的分类，或换个词找。'}
              />
            }
          />
        </div>
        {openRow && (
          <RowPanel
            key={openKey}
            row={openRow}
            choices={choices}
            isRunning={isRunning}
            onChoose={onChoose}
            onRecompare={onRecompare}
            onClose={() => setOpenKey(null)}
          />
        )}
      </div>
      {isChoosingFields && (
        <FieldChoices
          preview={preview}
          choices={choices}
          isRunning={isRunning}
          onChoose={onChoose}
          onRecompare={onRecompare}
          onClose={() => setChoosingFields(false)}
        />
      )}
    </Card>
  )
}

function SuspectButtons({
  rows,
  single,
  isRunning,
  choices,
  onRecompare,
}: Pick<DiffTableProps, 'choices' | 'isRunning' | 'onRecompare'> & { rows: readonly ImportRow[]; single: readonly ImportRow[] }) {
  return (
    <>
      <Button
        size="xs"
        variant="default"
        disabled={single.length === 0 || isRunning}
        title="只有一个疑似的行，都指认为名册里的那个人；每行的理由请先看过"
        onClick={() =>
          onRecompare(
            withMatches(
              choices,
              single.map((row) => ({ row, memberId: row.suspects[0]?.memberId })),
            ),
          )
        }
      >
        都是同一人（{single.length.toLocaleString()}）
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={rows.length === 0 || isRunning}
        onClick={() =>
          onRecompare(
            withMatches(
              choices,
              rows.map((row) => ({ row, memberId: null })),
            ),
          )
        }
      >
        都是不同的人（{rows.length.toLocaleString()}）
      </Button>
    </>
  )
}

function columnsFor(showsSheet: boolean, choices: Choices): readonly Column<ImportRow>[] {
  return [
    ...(showsSheet
      ? [{ key: 'sheet', title: '工作表', width: 96, render: (row: ImportRow) => <span className="ellipsis">{row.sheet}</span> }]
      : []),
    { key: 'rowNo', title: '行', width: 56, align: 'right' as const, render: (row) => row.rowNo },
    { key: 'outcome', title: '判定', width: 84, render: (row) => <span className={`outcome outcome-${row.outcome}`}>{row.outcome}</span> },
    {
      key: 'name',
      title: '姓名',
      width: 104,
      render: (row) => <strong className="ellipsis">{row.name === '' ? '（空）' : row.name}</strong>,
    },
    { key: 'identityNumber', title: '公民身份号码', width: 172, render: (row) => <span className="ellipsis">{row.identityNumber}</span> },
    { key: 'branchName', title: '所在党支部', width: 110, render: (row) => <span className="ellipsis">{row.branchName}</span> },
    { key: 'reasons', title: '新旧值与原因', width: 280, grow: true, render: (row) => <Reasons row={row} choices={choices} /> },
  ]
}

function Reasons({ row, choices }: { row: ImportRow; choices: Choices }) {
  const lines = [
    ...row.refusals.map((each) => ({ kind: 'refused' as const, ...each })),
    ...row.doubts.map((each) => ({ kind: 'doubtful' as const, ...each })),
  ]
  const [suspect] = row.suspects
  return (
    <span className="import-reasons">
      {suspect && (
        <span className="ellipsis doubtful">
          <SeverityShape severity="待确认" size={12} /> 疑似{suspect.name}（{suspect.branchName}）：{suspect.reasons.join('、')}
          {row.suspects.length > 1 ? `，另有 ${row.suspects.length - 1} 人` : ''}
        </span>
      )}
      {lines.slice(0, suspect ? 1 : 2).map((each) => (
        <span key={`${each.label}${each.reason}`} className={`${lines.length > 1 || suspect ? 'ellipsis' : 'two-lines'} ${each.kind}`}>
          <SeverityShape severity={each.kind === 'refused' ? '红线' : '待确认'} size={12} /> {each.label}
          {each.value === '' || each.value === row.identityNumber ? '' : ` ${each.value}`}：{each.reason}
        </span>
      ))}
      {row.outcome === '变更' && lines.length < 2 && (
        <span className="ellipsis">
          {row.changes.map((change, index) => (
            <span key={change.field} className={isKept(choices, row, change.field) ? 'import-kept' : ''}>
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
