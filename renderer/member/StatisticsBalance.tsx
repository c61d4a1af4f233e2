import { DECREASE_CAUSES, INCREASE_CAUSES } from '../../shared/member/statistics-reconciliation.ts'
import type { ReconciliationRow } from '../../shared/member/statistics-contract.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import type { PeopleQuestion } from './StatisticsPeople.tsx'
import { CountButton } from './StatisticsStructure.tsx'

type Balance = Extract<PeopleQuestion, { kind: '对账' }>

/** 党内统计对账表：期初＋增（按因）－减（按因）＝期末，逐支部；不平的标出来。 */
export function StatisticsBalance({
  year,
  organizationId,
  onAsk,
}: {
  year: number
  organizationId: string | null
  onAsk: (question: PeopleQuestion) => void
}) {
  const result = useBackendQuery('member.reconciliation', { year, organizationId }, { keepPrevious: true })
  if (result.error) return <ErrorState error={result.error} onRetry={() => void result.refetch()} />
  if (!result.data) return <Loading />
  const { openingOn, closingOn, rows, total } = result.data
  if (rows.length === 0)
    return <EmptyState title="这一年没有可对的账" reason="期初、期末都没有党员，期间也没有增减；换一个年度或党组织再看。" />
  const ask = (row: ReconciliationRow, direction: Balance['direction'], cause: string | null) =>
    onAsk({
      kind: '对账',
      year,
      organizationId,
      branchId: row.branchId === '' ? null : row.branchId,
      branchName: row.name,
      direction,
      cause,
    })
  return (
    <Card
      title={`${year} 年党内统计对账`}
      note={`期初 ${openingOn}，期末 ${closingOn}；期末人数由名册另行数出，与账面核对`}
      isFlush
      className="statistics-balance"
    >
      <div className="statistics-scroll">
        <table className="statistics-table statistics-balance-table" aria-label={`${year} 年党内统计对账表`}>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                党支部
              </th>
              <th scope="col" rowSpan={2} className="number">
                期初
              </th>
              <th scope="colgroup" colSpan={INCREASE_CAUSES.length}>
                增加
              </th>
              <th scope="colgroup" colSpan={DECREASE_CAUSES.length}>
                减少
              </th>
              <th scope="col" rowSpan={2} className="number">
                账面
              </th>
              <th scope="col" rowSpan={2} className="number">
                名册
              </th>
              <th scope="col" rowSpan={2}>
                核对
              </th>
            </tr>
            <tr>
              {[...INCREASE_CAUSES, ...DECREASE_CAUSES].map((cause, index) => (
                <th key={index} scope="col" className="number statistics-cause">
                  {cause}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <BalanceLine key={row.branchId} row={row} onAsk={ask} />
            ))}
          </tbody>
          <tfoot>
            <BalanceLine row={total} onAsk={ask} />
          </tfoot>
        </table>
      </div>
    </Card>
  )
}

function BalanceLine({
  row,
  onAsk,
}: {
  row: ReconciliationRow
  onAsk: (row: ReconciliationRow, direction: Balance['direction'], cause: string | null) => void
}) {
  const cell = (count: number, direction: Balance['direction'], cause: string | null) => (
    <CountButton count={count} label={`${row.name}${direction}${cause ?? ''}`} onAsk={() => onAsk(row, direction, cause)} />
  )
  return (
    <tr>
      <th scope="row" className="nowrap">
        {row.name}
      </th>
      <td className="number">{cell(row.opening, '期初', null)}</td>
      {INCREASE_CAUSES.map((cause) => (
        <td key={cause} className="number">
          {cell(row.increases[cause], '增', cause)}
        </td>
      ))}
      {DECREASE_CAUSES.map((cause) => (
        <td key={cause} className="number">
          {cell(row.decreases[cause], '减', cause)}
        </td>
      ))}
      <td className="number">{row.closing}</td>
      <td className="number">{cell(row.counted, '期末', null)}</td>
      <td className="statistics-problem">
        {row.problem === '' ? (
          <SeverityMark severity="达标" text="平" />
        ) : (
          <SeverityMark severity={row.closing === row.counted ? '提示' : '红线'} text={row.problem} />
        )}
      </td>
    </tr>
  )
}
