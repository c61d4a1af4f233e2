import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import type { CheckRow } from '../../shared/compliance/check-contract.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'

/** 一条规则对一个党组织的历次勾核，更正、撤下的也在。 */
export function CheckHistory({ row, onClose, onCheck }: { row: CheckRow; onClose: () => void; onCheck: () => void }) {
  const history = useBackendQuery('compliance.checkHistory', { organizationId: row.organizationId, ruleId: row.ruleId })
  const [withdrawing, setWithdrawing] = useState<string | null>(null)
  const withdraw = useCommand('compliance.withdrawCheck', { showsOwnError: true, done: () => '已撤下这次勾核' })
  return (
    <Modal opened onClose={onClose} title={`${row.organizationName} ${row.ruleId} 的历次勾核`} size={760} transitionProps={{ duration: 0 }}>
      <Stack gap={12}>
        {history.error ? (
          <ErrorState error={history.error} onRetry={() => void history.refetch()} />
        ) : !history.data ? (
          <Loading />
        ) : history.data.rows.length === 0 ? (
          <EmptyState title="还没有勾核过" reason="勾核一次，结论进工作台的发现与矩阵。" />
        ) : (
          <table className="plain-table check-history">
            <thead>
              <tr>
                <th scope="col">期</th>
                <th scope="col">结论</th>
                <th scope="col">依据与证据</th>
                <th scope="col">勾核</th>
                <th scope="col">有效期至</th>
                <th scope="col">处理</th>
              </tr>
            </thead>
            <tbody>
              {history.data.rows.map((each) => (
                <tr key={each.id} className={each.supersededAt === null ? '' : 'is-superseded'}>
                  <td className="nowrap">{each.period}</td>
                  <td className="nowrap">{each.verdict}</td>
                  <td>
                    {each.basis}
                    {each.evidence !== '' && <p className="small secondary">证据：{each.evidence}</p>}
                  </td>
                  <td>
                    {each.checkedBy}
                    <br />
                    {each.checkedOn}
                  </td>
                  <td className="nowrap">{each.validUntil}</td>
                  <td>
                    {each.supersededAt === null ? (
                      <button type="button" className="link-button" onClick={() => setWithdrawing(each.id)}>
                        撤下
                      </button>
                    ) : (
                      <span className="small secondary">已更正或撤下：{each.supersedeReason}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            关闭
          </Button>
          <Button onClick={onCheck}>{row.state === '已勾核' ? '更正' : '勾核'}</Button>
        </Group>
      </Stack>
      {withdrawing !== null && (
        <ReasonDialog
          title="撤下这次勾核"
          lead="撤下后回到没有勾核，原来的留痕可查。"
          submitLabel="撤下"
          command={withdraw}
          onSubmit={(reason) => withdraw.run({ checkId: withdrawing, reason })}
          onClose={() => setWithdrawing(null)}
        />
      )}
    </Modal>
  )
}
