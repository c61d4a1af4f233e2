import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'

type Requests = RouteOutput<'correspondence.requests'>
type Row = Requests['rows'][number]

/** 超过一个月没有批复就标出来：批复时间一般不超过一个月（N-03）。 */
const LONG_WAIT_DAYS = 30

/** 请示与批复：没有批复的在前，写明已等几天；挂错的可以解除。 */
export function RequestsTable() {
  const requests = useBackendQuery('correspondence.requests', {})
  const [linking, setLinking] = useState<Row | null>(null)
  const [withdrawing, setWithdrawing] = useState<Row | null>(null)
  const withdraw = useCommand('correspondence.withdrawReply', {
    showsOwnError: true,
    done: ({ withdrawnMilestone }) => (withdrawnMilestone ? '已解除，随之登记的换届节点也撤回了' : '已解除'),
  })
  if (requests.error) return <ErrorState error={requests.error} onRetry={() => void requests.refetch()} />
  if (!requests.data) return <Loading />
  const { rows, replies } = requests.data
  const waiting = rows.filter(({ reply }) => reply === null).length
  return (
    <Card title="请示与批复" note={waiting === 0 ? '都有批复了' : `${waiting} 份还没有批复`} isFlush className="draft-column">
      {rows.length === 0 ? (
        <EmptyState title="还没有请示" reason="登记请示以后，这里列出等了几天、批复是哪一份。" />
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th>请示</th>
              <th>标题</th>
              <th>谁的</th>
              <th>成文日期</th>
              <th>批复</th>
              <th>
                <span className="unseen">动作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.source}${row.id}`}>
                <td className="nowrap">
                  {row.number}
                  {row.source === '收文' && <span className="small secondary">（收文）</span>}
                </td>
                <td>{row.title}</td>
                <td>{row.subjectName || row.issuerName}</td>
                <td className="nowrap">{row.datedOn}</td>
                <td>
                  {row.reply ? (
                    <SeverityMark severity="达标" text={`${row.reply.number}，${row.reply.datedOn}，用了 ${row.waitingDays} 天`} />
                  ) : (
                    <SeverityMark
                      severity={row.waitingDays > LONG_WAIT_DAYS ? '应当' : '提示'}
                      text={`还没有批复，已等 ${row.waitingDays} 天`}
                    />
                  )}
                </td>
                <td className="nowrap">
                  {row.reply ? (
                    <Button size="xs" variant="default" onClick={() => setWithdrawing(row)} aria-label={`解除挂接 ${row.number}`}>
                      解除挂接
                    </Button>
                  ) : (
                    <Button size="xs" variant="default" onClick={() => setLinking(row)} aria-label={`给 ${row.number} 挂批复`}>
                      挂批复
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {linking && <LinkDialog row={linking} replies={replies} onClose={() => setLinking(null)} />}
      <ConfirmDialog
        title="解除挂接"
        consequence={`解除${withdrawing?.number ?? ''}与批复${withdrawing?.reply?.number ?? ''}的挂接；由挂接登记的换届节点一并撤回。两份文件都还在。`}
        confirmLabel="解除"
        isOpen={withdrawing !== null}
        isRunning={withdraw.isRunning}
        error={withdraw.error}
        onConfirm={() => {
          if (!withdrawing) return
          const { source, id } = withdrawing
          void withdraw.run({ request: { source, id } }).then((output) => {
            if (output) setWithdrawing(null)
          })
        }}
        onClose={() => setWithdrawing(null)}
      />
    </Card>
  )
}

function LinkDialog({ row, replies, onClose }: { row: Row; replies: Requests['replies']; onClose: () => void }) {
  // 批复的标题里多半有请示的事由：像的排在前面。
  const core = row.title.replace(/^关于/, '').replace(/的请示$/, '')
  const sorted = replies.toSorted((a, b) => Number(b.title.includes(core)) - Number(a.title.includes(core)))
  const [chosen, setChosen] = useState<string | null>(null)
  const link = useCommand('correspondence.linkReply', {
    showsOwnError: true,
    done: ({ milestone }) => (milestone === '' ? '已挂上批复' : `已挂上批复，并记下${milestone}`),
  })
  const reply = sorted.find((each) => `${each.source}${each.id}` === chosen)
  return (
    <FormDialog
      title={`给 ${row.number} 挂批复`}
      lead={
        sorted.length === 0
          ? '现在没有还没挂接的批复。上级来的批复请先到“收文登记”登记；本级发的批复在“起草”里起草并登记。'
          : `《${row.title}》，${row.datedOn}`
      }
      submitLabel="挂上"
      isOpen
      isRunning={link.isRunning}
      error={link.error}
      {...(reply === undefined ? { blockedBy: '请选批复' } : {})}
      onSubmit={() => {
        if (!reply) return
        const request = { source: row.source, id: row.id }
        void link.run({ request, reply: { source: reply.source, id: reply.id } }).then((output) => {
          if (output) onClose()
        })
      }}
      onClose={onClose}
    >
      <Select
        label="批复"
        required
        data={sorted.map((each) => ({
          value: `${each.source}${each.id}`,
          label: `${each.number}《${each.title}》（${each.issuerName}，${each.datedOn}）`,
        }))}
        value={chosen}
        onChange={setChosen}
        searchable
        nothingFoundMessage="没有对得上的"
      />
    </FormDialog>
  )
}
