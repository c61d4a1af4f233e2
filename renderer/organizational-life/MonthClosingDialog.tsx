import { Button, Modal, Select } from '@mantine/core'
import { useState } from 'react'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { FormError } from '../ui/FormDialog.tsx'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { monthNumber, monthText } from './matrix-view.ts'

export type MonthClosingDialogProps = {
  year: number
  today: string
  /** 打开时先看哪个月（`2026-08`）；空串取上个月。 */
  month: string
  rows: readonly { organizationId: string; organizationName: string }[]
  onClose: () => void
}

/** 月结：锁住一个月的记录；锁了以后改要写理由。没结的一键全结，个别的单独反月结。 */
export function MonthClosingDialog({ year, today, month: given, rows, onClose }: MonthClosingDialogProps) {
  const last = today.startsWith(String(year)) ? Math.max(1, Number(today.slice(5, 7)) - 1) : 12
  const [month, setMonth] = useState(given.startsWith(`${year}-`) ? monthNumber(given) : last)
  const close = useCommand('life.closeMonth', {
    showsOwnError: true,
    done: ({ closed, notices }) => [`月结了 ${closed} 个支部`, ...notices.slice(0, 3)].join('；'),
  })
  const reopen = useCommand('life.reopenMonth', { showsOwnError: true, done: () => '已反月结' })
  const [reopening, setReopening] = useState<{ organizationId: string; organizationName: string } | null>(null)
  const text = monthText(year, month)
  const states = useBackendQuery('life.months', { year, month: text })
  const of = new Map((states.data?.months ?? []).filter((state) => state.month === text).map((state) => [state.organizationId, state]))
  const open = rows.filter(({ organizationId }) => of.get(organizationId)?.isClosed !== true)
  return (
    <Modal opened onClose={onClose} title="月结与反月结" size={760} transitionProps={{ duration: 0 }}>
      <div className="closing-bar">
        <Select
          aria-label="哪个月"
          w={140}
          data={Array.from({ length: 12 }, (_, index) => ({ value: String(index + 1), label: `${year} 年 ${index + 1} 月` }))}
          value={String(month)}
          onChange={(value) => setMonth(Number(value ?? month))}
        />
        <span className="small secondary">
          {states.data ? `${rows.length - open.length} 个已结，${open.length} 个没结。月结后再改要写理由与授权人。` : ''}
        </span>
        <Button
          disabled={!states.data || open.length === 0}
          loading={close.isRunning}
          onClick={() => void close.run({ organizationIds: open.map(({ organizationId }) => organizationId), month: text })}
        >
          {open.length === rows.length || open.length === 0 ? '全部月结' : `月结其余 ${open.length} 个`}
        </Button>
      </div>
      {close.error && <FormError error={close.error} />}
      {states.error && <ErrorState error={states.error} />}
      {states.isPending && <Loading />}
      {rows.length === 0 && <EmptyState title="没有党支部" reason="先登记党支部。" />}
      {states.data && rows.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th>党支部</th>
              <th className="number">活动</th>
              <th className="number">必录项不齐</th>
              <th>月结</th>
              <th>
                <span className="unseen">动作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const state = of.get(row.organizationId)
              return (
                <tr key={row.organizationId}>
                  <td>{row.organizationName}</td>
                  <td className="number">{state?.activityCount ?? ''}</td>
                  <td className="number">{state?.incompleteCount ?? ''}</td>
                  <td>
                    {state?.isClosed ? `${state.closedOn ?? ''} ${state.closedBy}` : '没结'}
                    {state && !state.isClosed && state.reopenReason !== '' && (
                      <span className="small secondary">（反月结：{state.reopenReason}）</span>
                    )}
                  </td>
                  <td>
                    {state?.isClosed ? (
                      <Button size="xs" variant="default" onClick={() => setReopening(row)}>
                        反月结
                      </Button>
                    ) : (
                      <Button
                        size="xs"
                        variant="default"
                        disabled={close.isRunning}
                        onClick={() => void close.run({ organizationIds: [row.organizationId], month: text })}
                      >
                        月结
                      </Button>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {reopening && (
        <ReasonDialog
          title={`${reopening.organizationName}，${text} 反月结`}
          lead="解开这个月的锁定，之后的改动不再要授权人；理由留痕。"
          submitLabel="反月结"
          command={reopen}
          authority="反月结与月结后的改动一样要有授权，会留痕。"
          onSubmit={(reason, authorizedBy) => reopen.run({ organizationId: reopening.organizationId, month: text, reason, authorizedBy })}
          onClose={() => setReopening(null)}
        />
      )}
    </Modal>
  )
}
