import { Select } from '@mantine/core'
import { useState } from 'react'
import { SEVERITY_ORDER } from '../../shared/regulation/finding.ts'
import type { RouteOutput } from '../app/client.ts'
import { DatedText } from '../ui/DatedText.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'

export type Preview = RouteOutput<'compliance.previewStandards'>
type Change = Preview['changes'][number]
type Side = Change['before']

/** 会变的发现：原来怎样、改后怎样、因为哪个参数；变重的在前。 */
export function PreviewTable({ preview }: { preview: Preview }) {
  const [ruleId, setRuleId] = useState<string | null>(null)
  const { changes, comparedCount, asOf } = preview
  const worse = changes.filter((change) => weight(change.after) < weight(change.before)).length
  const better = changes.filter((change) => weight(change.after) > weight(change.before)).length
  const shown = changes
    .filter((change) => ruleId === null || change.ruleId === ruleId)
    .toSorted((a, b) => weight(a.after) - weight(a.before) - (weight(b.after) - weight(b.before)))
  return (
    <section className="preview" aria-label="会变的发现">
      <div className="preview-head">
        <p>
          <strong>
            {changes.length === 0 ? '没有一条发现会变' : `会变的发现 ${changes.length} 条：变重 ${worse} 条，变轻 ${better} 条`}
          </strong>
          <span className="small secondary preview-note">
            按 {asOf} 的记录比了 {comparedCount} 条结论，还没有生效
          </span>
        </p>
        {changes.length > 0 && (
          <Select
            aria-label="按规则筛选"
            data={[...new Set(changes.map((change) => change.ruleId))]}
            value={ruleId}
            onChange={setRuleId}
            clearable
            placeholder="全部规则"
            w={120}
            clearButtonProps={{ 'aria-label': '清空规则筛选' }}
          />
        )}
      </div>
      {shown.length > 0 && (
        <div className="preview-scroll" tabIndex={0} role="region" aria-label="对照表">
          <table className="plain-table preview-table">
            <thead>
              <tr>
                <th scope="col">党组织</th>
                <th scope="col">规则</th>
                <th scope="col">原来</th>
                <th scope="col">改后</th>
                <th scope="col">因为</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((change) => (
                <tr key={`${change.organizationId}${change.ruleId}`}>
                  <th scope="row">{change.organizationName}</th>
                  <td>
                    <RuleTag ruleId={change.ruleId} />
                  </td>
                  <td>
                    <SideCell side={change.before} />
                  </td>
                  <td>
                    <SideCell side={change.after} />
                  </td>
                  <td>{change.cause}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function SideCell({ side }: { side: Side }) {
  if (!side) return <span className="muted">没有这条结论</span>
  return (
    <>
      <SeverityMark severity={side.severity} text={side.verdict === side.severity ? side.severity : `${side.severity}，${side.verdict}`} />
      <p className="small">
        <DatedText text={side.message} />
      </p>
    </>
  )
}

/** 越重越小；没有结论的最轻。 */
function weight(side: Side): number {
  return side ? SEVERITY_ORDER.indexOf(side.severity) : SEVERITY_ORDER.length
}
