import { Button } from '@mantine/core'
import { useState } from 'react'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import type { RouteOutput } from '../app/client.ts'
import { hrefTo, type PageProps } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { DateField } from '../ui/DateField.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import './roster.css'

type Completeness = RouteOutput<'member.completeness'>
type Cell = { due: number; filled: number }

/** 信息完整度：支部 × 字段，格里是“已填/应填”，没填齐的点开就是那几个人。 */
export function CompletenessPage({ query }: PageProps) {
  const [organizationId, setOrganizationId] = useState<string | null>(query.get('organizationId'))
  const [asOf, setAsOf] = useState('')
  const on = isPlainDate(asOf) ? { asOf } : {}
  const found = useBackendQuery('member.completeness', { organizationId, ...on }, { keepPrevious: true })
  const rows = found.data?.rows ?? []
  const total = sum(rows.flatMap(({ cells }) => cells))
  return (
    <div className="roster">
      <PageHeader
        title="信息完整度"
        control={
          <OrganizationPicker
            label="党组织"
            hidesLabel
            emptyText="全部党组织"
            width={220}
            value={organizationId}
            onChange={setOrganizationId}
          />
        }
        status={
          found.data ? `应填 ${total.due.toLocaleString()} 格，已填 ${total.filled.toLocaleString()} 格，完整率 ${percent(total)}` : ''
        }
        actions={
          <>
            <DateField label="看哪一天" hidesLabel width={160} placeholder="看某一天" value={asOf} onChange={setAsOf} />
            <Button component="a" href={hrefTo('/member', { hasMissing: 'true', organizationId })} variant="default">
              有缺项的全部党员
            </Button>
          </>
        }
      />
      <Card isFlush className="completeness">
        {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {found.isPending && <Loading />}
        {found.data && rows.length === 0 && <EmptyState title="这里还没有党员" reason="换一个党组织，或先导入花名册。" />}
        {found.data && rows.length > 0 && <Matrix found={found.data} asOf={isPlainDate(asOf) ? asOf : null} />}
      </Card>
    </div>
  )
}

function Matrix({ found, asOf }: { found: Completeness; asOf: string | null }) {
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">党支部</th>
          <th scope="col" className="number">
            人数
          </th>
          {found.fields.map((field) => (
            <th key={field} scope="col" className="number">
              {field}
            </th>
          ))}
          <th scope="col" className="number">
            完整率
          </th>
        </tr>
      </thead>
      <tbody>
        {found.rows
          .toSorted((a, b) => rate(sum(a.cells)) - rate(sum(b.cells)))
          .map((row) => (
            <tr key={row.branchId}>
              <td>
                <a href={hrefTo('/member', { organizationId: row.branchId, asOf })}>{row.branchName}</a>
              </td>
              <td className="number">{row.memberCount}</td>
              {row.cells.map((cell) => (
                <td key={cell.field} className="number">
                  <CellText cell={cell} href={hrefTo('/member', { organizationId: row.branchId, lacking: cell.field, asOf })} />
                </td>
              ))}
              <td className="number">
                <strong>{percent(sum(row.cells))}</strong>
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}

/** 填齐的只写数；没填齐的写缺几人，点开是那几个人；没有应填的画短横。 */
function CellText({ cell, href }: { cell: Cell; href: string }) {
  if (cell.due === 0) return <span className="muted">—</span>
  if (cell.filled === cell.due) return <span className="muted">{`${cell.filled}/${cell.due}`}</span>
  return (
    <a href={href} className="lacking" title={`缺 ${cell.due - cell.filled} 人，点开看是谁`}>
      {`${cell.filled}/${cell.due}`}
    </a>
  )
}

function sum(cells: readonly Cell[]): Cell {
  return cells.reduce((total, cell) => ({ due: total.due + cell.due, filled: total.filled + cell.filled }), { due: 0, filled: 0 })
}

function rate({ due, filled }: Cell): number {
  return due === 0 ? 1 : filled / due
}

/** 没有填齐的绝不写成 100%。 */
function percent(cell: Cell): string {
  const permille = Math.floor(rate(cell) * 1000)
  return `${Math.floor(permille / 10)}.${permille % 10}%`
}
