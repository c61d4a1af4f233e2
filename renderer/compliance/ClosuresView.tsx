import { Select } from '@mantine/core'
import { useState } from 'react'
import { closureState, type ClosureState } from '../../shared/compliance/closure-contract.ts'
import type { Severity } from '../../shared/regulation/finding.ts'
import type { RouteOutput } from '../app/client.ts'
import { hrefTo, navigate, type PageProps } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { ChecksTabs } from './ChecksTabs.tsx'

type Row = RouteOutput<'compliance.closures'>['rows'][number]

const STATE_SEVERITIES: Readonly<Record<ClosureState, Severity>> = {
  关闭中: '不适用',
  到了复查日: '提示',
  事实变了: '提示',
  已撤销: '不适用',
  已消除: '达标',
}

/** 历次填写理由关闭的发现：现在怎样了，可撤销。 */
export function ClosuresView({ query }: PageProps) {
  const organizationId = query.get('organizationId')
  const closures = useBackendQuery('compliance.closures', { organizationId })
  const [state, setState] = useState<string | null>(null)
  const [withdrawing, setWithdrawing] = useState<string | null>(null)
  const withdraw = useCommand('compliance.withdrawClosure', { showsOwnError: true, done: () => '已撤销关闭，重新计入未办' })
  const rows = (closures.data?.rows ?? []).filter((row) => state === null || row.state === state)
  const count = (wanted: ClosureState) => (closures.data?.rows ?? []).filter((row) => row.state === wanted).length
  return (
    <div className="checks">
      <PageHeader
        title="勾核与关闭"
        status={closures.data ? `关闭中 ${count('关闭中')} 条，已自动重新计入 ${count('到了复查日') + count('事实变了')} 条` : ''}
      />
      <ChecksTabs current="关闭的发现" />
      <div className="checks-bar">
        <OrganizationPicker
          label="党组织"
          hidesLabel
          emptyText="全部党组织"
          width={240}
          value={organizationId}
          onChange={(id) => navigate('/checks/closures', { organizationId: id })}
        />
        <Select
          aria-label="按状态筛选"
          data={[...closureState.options]}
          value={state}
          onChange={setState}
          clearable
          placeholder="全部状态"
          w={150}
          clearButtonProps={{ 'aria-label': '清空状态筛选' }}
        />
      </div>
      {closures.error ? (
        <ErrorState error={closures.error} onRetry={() => void closures.refetch()} />
      ) : !closures.data ? (
        <Loading />
      ) : rows.length === 0 ? (
        <EmptyState
          title="没有关闭过的发现"
          reason="“一般、原则上”的黄色提示，在发现详情里可以填写理由关闭；关闭了的在这里可查、可撤销，到复查日自动重新计入。"
          action={<a href={hrefTo('/', { severity: '提示' })}>去看提示的发现</a>}
        />
      ) : (
        <div className="closures-scroll" tabIndex={0} role="region" aria-label="关闭的发现">
          <table className="plain-table closures-table">
            <thead>
              <tr>
                <th scope="col">党组织</th>
                <th scope="col">发现</th>
                <th scope="col">理由与依据</th>
                <th scope="col">关闭</th>
                <th scope="col">复查日</th>
                <th scope="col">现在</th>
                <th scope="col">处理</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <ClosureLine key={row.id} row={row} onWithdraw={() => setWithdrawing(row.id)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {withdrawing !== null && (
        <ReasonDialog
          title="撤销关闭"
          lead="撤销后这一条立即重新计入未办；原来的理由与撤销原因都留痕。"
          submitLabel="撤销关闭"
          command={withdraw}
          onSubmit={(reason) => withdraw.run({ closureId: withdrawing, reason })}
          onClose={() => setWithdrawing(null)}
        />
      )}
    </div>
  )
}

function ClosureLine({ row, onWithdraw }: { row: Row; onWithdraw: () => void }) {
  return (
    <tr>
      <td className="nowrap">
        <a href={hrefTo(`/organization/${encodeURIComponent(row.organizationId)}`)}>{row.organizationName}</a>
      </td>
      <td>
        <RuleTag ruleId={row.ruleId} /> {row.message}
      </td>
      <td>
        {row.reason}
        {row.documentNo !== '' && <p className="small secondary">依据 {row.documentNo}</p>}
        {row.withdrawnOn !== null && (
          <p className="small secondary">
            {row.withdrawnOn} 由{row.withdrawnBy}撤销：{row.withdrawalReason}
          </p>
        )}
      </td>
      <td className="nowrap">
        {row.closedOn}
        <br />
        <span className="small secondary">{row.closedBy}批准</span>
      </td>
      <td className="nowrap">{row.recheckOn}</td>
      <td className="nowrap">
        <SeverityMark severity={STATE_SEVERITIES[row.state]} text={row.state} />
      </td>
      <td className="nowrap">
        {row.state === '关闭中' ? (
          <button type="button" className="link-button" onClick={onWithdraw}>
            撤销关闭
          </button>
        ) : (
          <span className="muted">—</span>
        )}
      </td>
    </tr>
  )
}
