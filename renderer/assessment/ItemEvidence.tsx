import { hrefTo } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'

/** 一项得分用到的每次会议、活动，点开就是那次记录。 */
export function ItemEvidence({ year, organizationId, itemId }: { year: number; organizationId: string; itemId: string }) {
  const evidence = useBackendQuery('assessment.evidence', { year, organizationId, itemId })
  if (!evidence.data) return <p className="muted">{evidence.error ? '没有取到会议活动的记录，请刷新再试。' : '正在取会议活动的记录……'}</p>
  const { rows } = evidence.data
  if (rows.length === 0) return <p className="muted">{year} 年没有用到的会议活动记录。</p>
  return (
    <details>
      <summary>用到的会议、活动 {rows.length} 次</summary>
      <ul className="item-evidence">
        {rows.map((row) => (
          <li key={row.activityId}>
            <a href={hrefTo(`/life/activity/${encodeURIComponent(row.activityId)}`)}>
              {row.heldOn} {row.title}
            </a>
            <span className="small secondary">
              实到 {row.presentCount}／应到 {row.expectedCount}，{row.note}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
