/** 撤下的几条：收起来放在表下方，点恢复就回来。 */
export function RemovedList({
  rows,
  onRestore,
}: {
  rows: readonly { readonly id: string; readonly text: string }[]
  onRestore: (id: string) => void
}) {
  if (rows.length === 0) return null
  return (
    <details className="small secondary appraisal-removed">
      <summary>撤下的 {rows.length} 条</summary>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            {row.text}{' '}
            <button type="button" className="link-button" onClick={() => onRestore(row.id)}>
              恢复
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}
