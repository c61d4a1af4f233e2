import { localMoment } from '../app/moment.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'

/** 已签发公文、已月结台账、已冻结考核的改动：理由与授权逐条可查。 */
export function ProtectedTab() {
  const changes = useBackendQuery('settings.protectedChanges', {})
  if (changes.error) return <ErrorState error={changes.error} onRetry={() => void changes.refetch()} />
  if (!changes.data) return <Loading />
  const { rows } = changes.data
  return (
    <Card title="受保护的改动" note="已签发公文、已月结台账、已冻结考核的改动，都要写明理由与授权" isFlush>
      {rows.length === 0 ? (
        <EmptyState title="还没有这样的改动" reason="公文签发、台账月结、考核冻结以后再改的，理由与授权人会逐条列在这里。" />
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">何时、谁</th>
              <th scope="col">改的是</th>
              <th scope="col">理由</th>
              <th scope="col">授权人</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const moment = localMoment(row.changedAt)
              return (
                <tr key={row.id}>
                  <td>
                    {moment.date} {moment.time}
                    <br />
                    <span className="secondary">{row.actor}</span>
                  </td>
                  <td>
                    {row.subject}：{row.organizationName} {row.matter}
                  </td>
                  <td>{row.reason}</td>
                  <td>{row.authorizedBy}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </Card>
  )
}
