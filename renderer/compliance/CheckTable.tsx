import { Button } from '@mantine/core'
import type { CheckItem, CheckRow, CheckState } from '../../shared/compliance/check-contract.ts'
import type { Severity } from '../../shared/regulation/finding.ts'
import { Card } from '../ui/Card.tsx'
import { DataTable, type Column } from '../ui/DataTable.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, Loading } from '../ui/states.tsx'
import { keyOf } from './check-row.ts'

const STATE_SEVERITIES: Readonly<Record<CheckState, Severity>> = {
  已勾核: '达标',
  沿用上期: '达标',
  待勾核: '待确认',
  已失效: '待确认',
  没有勾核: '待确认',
  未到勾核期: '不适用',
}

const VERDICT_SEVERITIES: Readonly<Record<'达标' | '不达标' | '不适用', Severity>> = { 达标: '达标', 不达标: '应当', 不适用: '不适用' }

export type CheckTableProps = {
  rows: readonly CheckRow[]
  items: ReadonlyMap<string, CheckItem>
  /** 按规则看，行是党组织；否则行是规则。 */
  byRule: boolean
  isLoading: boolean
  selected: ReadonlySet<string>
  chosen: readonly CheckRow[]
  onSelect: (selected: ReadonlySet<string>) => void
  onCheck: (rows: readonly CheckRow[]) => void
  onOpen: (row: CheckRow) => void
}

/** 逐行的状态与结论；勾选几行一起勾核，点一行看历次。 */
export function CheckTable({ rows, items, byRule, isLoading, selected, chosen, onSelect, onCheck, onOpen }: CheckTableProps) {
  const columns: readonly Column<CheckRow>[] = [
    byRule
      ? { key: 'organization', title: '党组织', width: 110, grow: true, render: (row) => row.organizationName }
      : {
          key: 'rule',
          title: '规则',
          width: 220,
          grow: true,
          render: (row) => `${row.ruleId} ${items.get(row.ruleId)?.quote ?? ''}`,
        },
    {
      key: 'state',
      title: '状态',
      width: 104,
      render: (row) => <SeverityMark severity={STATE_SEVERITIES[row.state]} text={row.state} />,
    },
    {
      key: 'verdict',
      title: '结论',
      width: 84,
      render: (row) =>
        row.check ? (
          <SeverityMark severity={VERDICT_SEVERITIES[row.check.verdict]} text={row.check.verdict} />
        ) : (
          <span className="muted">—</span>
        ),
    },
    { key: 'basis', title: '依据', width: 120, grow: true, render: (row) => row.check?.basis ?? '' },
    { key: 'evidence', title: '证据', width: 90, grow: true, render: (row) => row.check?.evidence ?? '' },
    { key: 'by', title: '勾核人、日期', width: 138, render: (row) => (row.check ? `${row.check.checkedBy} ${row.check.checkedOn}` : '') },
    { key: 'until', title: '有效期至', width: 104, render: (row) => row.check?.validUntil ?? '' },
  ]
  const all = () => onSelect(chosen.length === rows.length ? new Set() : new Set(rows.map(keyOf)))
  return (
    <Card
      title={byRule ? '各党组织' : '各条规则'}
      note={`${rows.length} 行，勾选后一起勾核；点一行看历次`}
      className="check-rows"
      isFlush
      actions={
        <>
          <Button size="xs" variant="default" disabled={rows.length === 0} onClick={all}>
            {chosen.length === rows.length && rows.length > 0 ? '全不选' : '全选'}
          </Button>
          <Button size="xs" disabled={chosen.length === 0} onClick={() => onCheck(chosen)}>
            勾核所选{chosen.length > 0 ? ` ${chosen.length} 项` : ''}
          </Button>
        </>
      }
    >
      {isLoading ? (
        <Loading />
      ) : (
        <DataTable
          label={byRule ? '各党组织的勾核' : '各条规则的勾核'}
          columns={columns}
          rowCount={rows.length}
          rowAt={(index) => rows[index]}
          rowKey={keyOf}
          onOpen={(row) => onOpen(row)}
          selectedKeys={selected}
          onSelect={(row, isSelected) => {
            const next = new Set(selected)
            if (isSelected) next.add(keyOf(row))
            else next.delete(keyOf(row))
            onSelect(next)
          }}
          empty={<EmptyState title="没有要勾核的" reason="这一期、这个筛选下没有行。规则判得准的、不该勾的一级、停用的指标都不列。" />}
        />
      )}
    </Card>
  )
}
