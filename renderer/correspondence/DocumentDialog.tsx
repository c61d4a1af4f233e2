import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { unsigns } from '../../shared/correspondence/signed.ts'
import { localMoment } from '../app/moment.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { InspectionList } from './InspectionList.tsx'
import { useRegisterFiles } from './use-register-files.ts'

/** 一份发文的经过：各版、签发用印送达。旧版原样留着，随时可以导出。 */
export function DocumentDialog({ documentId, onClose }: { documentId: string; onClose: () => void }) {
  const opened = useBackendQuery('correspondence.document', { documentId })
  const files = useRegisterFiles()
  const [withdrawing, setWithdrawing] = useState<Withdrawal | null>(null)
  if (withdrawing) return <WithdrawDialog {...withdrawing} onClose={() => setWithdrawing(null)} />
  const { data } = opened
  return (
    <Modal
      opened
      onClose={onClose}
      title={data ? `${data.document.number}《${data.document.title}》` : '发文'}
      size={860}
      transitionProps={{ duration: 0 }}
    >
      {opened.error && <ErrorState error={opened.error} onRetry={() => void opened.refetch()} />}
      {!opened.error && !data && <Loading />}
      {data && (
        <>
          <h3 className="draft-section">办理经过</h3>
          {data.events.length === 0 ? (
            <p className="secondary">还没有登记签发、用印、送达。</p>
          ) : (
            <table className="plain-table">
              <thead>
                <tr>
                  <th>步骤</th>
                  <th>日期</th>
                  <th>经办</th>
                  <th>说明</th>
                  <th>第几版</th>
                  <th>登记人</th>
                  <th>
                    <span className="unseen">动作</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.events.map((event) => (
                  <tr key={event.id}>
                    <td className="nowrap">{event.kind}</td>
                    <td className="nowrap">{event.occurredOn}</td>
                    <td>{event.handler}</td>
                    <td>{event.note}</td>
                    <td className="nowrap">第 {event.revision} 版</td>
                    <td className="nowrap">{event.recordedBy}</td>
                    <td className="nowrap">
                      {event.withdrawnAt === null ? (
                        <Button
                          size="xs"
                          variant="default"
                          onClick={() =>
                            setWithdrawing({
                              id: event.id,
                              label: `${event.kind}（${event.occurredOn} ${event.handler}）`,
                              needsAuthority: data.document.status !== '已作废' && unsigns(data.events, event, data.document.revision),
                            })
                          }
                        >
                          撤回
                        </Button>
                      ) : (
                        <span className="small secondary">已撤回：{event.withdrawalReason}</span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {data.document.origin === '起草' && (
            <>
              <h3 className="draft-section">登记时的自检单</h3>
              <InspectionList missing={[]} cautions={[]} inspection={data.inspection} />
              <h3 className="draft-section">各版</h3>
              <table className="plain-table">
                <thead>
                  <tr>
                    <th>版本</th>
                    <th>标题</th>
                    <th>为何改</th>
                    <th>何时、何人</th>
                    <th>校验值</th>
                    <th>
                      <span className="unseen">动作</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {data.versions.map((version) => {
                    const at = localMoment(version.versionedAt)
                    return (
                      <tr key={version.revision}>
                        <td className="nowrap">
                          第 {version.revision} 版{version.isCurrent ? '（现行）' : ''}
                        </td>
                        <td>{version.title}</td>
                        <td>{version.reason || '初次登记'}</td>
                        <td className="nowrap">
                          {at.date} {at.time} {version.versionedBy}
                        </td>
                        <td>
                          <code className="tiny" title={version.docxSha256}>
                            {version.docxSha256.slice(0, 8)}
                          </code>
                        </td>
                        <td>
                          <Button
                            size="xs"
                            variant="default"
                            onClick={() => void files.docx(documentId, version.revision)}
                            aria-label={`导出 docx，第 ${version.revision} 版`}
                          >
                            导出 docx
                          </Button>
                        </td>
                      </tr>
                    )
                  })}
                </tbody>
              </table>
            </>
          )}
        </>
      )}
    </Modal>
  )
}

type Withdrawal = { id: string; label: string; needsAuthority: boolean }

function WithdrawDialog({ id, label, needsAuthority, onClose }: Withdrawal & { onClose: () => void }) {
  const withdraw = useCommand('correspondence.withdrawEvent', { showsOwnError: true, done: () => '已撤回' })
  return (
    <ReasonDialog
      title={`撤回${label}`}
      lead="登错了才撤回；撤回的仍留在经过里，写明原因。"
      submitLabel="撤回"
      command={withdraw}
      authority={needsAuthority ? '撤回以后这份公文就算没有签发，要有授权，会留痕。' : undefined}
      onSubmit={(reason, authorizedBy) => withdraw.run({ eventId: id, reason, authorizedBy })}
      onClose={onClose}
    />
  )
}
