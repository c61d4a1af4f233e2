import { hrefTo } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { TermBar } from '../ui/TermBar.tsx'

/** 本届任期与现任班子；登记与更改在“届次与班子”。 */
export function BoardSummary({ organizationId, asOf }: { organizationId: string; asOf: string | undefined }) {
  const board = useBackendQuery('election.board', { organizationId, ...(asOf ? { asOf } : {}) })
  const href = hrefTo(`/election/${encodeURIComponent(organizationId)}`)
  if (board.error)
    return (
      <Card title="任期与班子">
        <ErrorState error={board.error} />
      </Card>
    )
  if (!board.data)
    return (
      <Card title="任期与班子">
        <Loading />
      </Card>
    )
  const { overview, posts } = board.data
  const serving = posts.filter((post) => post.fromOn <= board.data.asOf && (post.untilOn === null || post.untilOn >= board.data.asOf))
  return (
    <>
      <Card
        title={overview.currentTerm ? `第 ${overview.currentTerm.seq} 届任期` : '任期'}
        note={overview.currentTerm ? `任期 ${overview.currentTerm.termYears} 年，${overview.state}` : ''}
        actions={<a href={href}>看全部届次</a>}
      >
        {overview.currentTerm && overview.lines ? (
          <>
            <TermBar
              electedOn={overview.currentTerm.electedOn}
              remindBy={overview.lines.remindBy}
              requestBy={overview.lines.requestBy}
              endsOn={overview.lines.endsOn}
              today={board.data.asOf}
            />
            <dl className="term-dates">
              <div>
                <dt>提醒线</dt>
                <dd>{overview.lines.remindBy}</dd>
              </div>
              <div>
                <dt>请示线</dt>
                <dd>{overview.lines.requestBy}</dd>
              </div>
              <div>
                <dt>届满日</dt>
                <dd>{overview.lines.endsOn}</dd>
              </div>
            </dl>
          </>
        ) : (
          <EmptyState title="没有届次记录" reason="还没有登记过换届选举，算不出届满日。" action={<a href={href}>去登记一届</a>} />
        )}
      </Card>
      <Card title="班子" note={`${serving.length} 人`} isFlush>
        {serving.length === 0 && overview.vacancies.length === 0 ? (
          <EmptyState title="没有任职记录" reason="还没有登记书记与委员。" action={<a href={href}>去登记任职</a>} />
        ) : (
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">职务</th>
                <th scope="col">姓名</th>
                <th scope="col">分工</th>
                <th scope="col" className="number">
                  任职自
                </th>
              </tr>
            </thead>
            <tbody>
              {serving.map((post) => (
                <tr key={post.id}>
                  <td className="nowrap">{post.title}</td>
                  <td className="nowrap">{post.memberName}</td>
                  <td className="secondary">{post.duty}</td>
                  <td className="number">{post.fromOn}</td>
                </tr>
              ))}
              {overview.vacancies.map((vacancy, index) => (
                <tr key={`出缺${index}`}>
                  <td className="nowrap">{vacancy.title}</td>
                  <td colSpan={2}>
                    <SeverityMark severity="应当" text={`${vacancy.vacantOn} 起出缺，应在 ${vacancy.fillBy} 前补上`} />
                  </td>
                  <td className="number">出缺</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Card>
    </>
  )
}
