import { IconChevronRight } from '@tabler/icons-react'
import { SEVERITY_ORDER, type Finding } from '../../shared/regulation/finding.ts'
import { DatedText } from './DatedText.tsx'
import { findingKey, useFindingDrawer } from './FindingDrawer.tsx'
import { SeverityShape } from './SeverityMark.tsx'
import './finding-list.css'

/** 从重到轻、同级按期限、再按组织；填了理由关闭的排在最后。 */
function heaviestFirst(a: Finding, b: Finding): number {
  return (
    Number(a.closure !== null) - Number(b.closure !== null) ||
    SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity) ||
    (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') ||
    a.organizationName.localeCompare(b.organizationName, 'zh-CN')
  )
}

/** 一列发现，从重到轻：形状、规则号、一句话；点开抽屉。 */
export function FindingList({
  findings: unordered,
  showsOrganization = false,
  limit,
}: {
  findings: readonly Finding[]
  showsOrganization?: boolean
  /** 只画前几条；抽屉里仍可一路翻到底。不给则全画。 */
  limit?: number
}) {
  const drawer = useFindingDrawer()
  const findings = unordered.toSorted(heaviestFirst)
  const openKey = drawer.current ? findingKey(drawer.current) : null
  return (
    <ul className="finding-list">
      {findings.slice(0, limit).map((finding, index) => (
        <li key={`${findingKey(finding)}${index}`}>
          <button
            type="button"
            className={finding.closure ? 'finding-row is-closed' : 'finding-row'}
            aria-current={findingKey(finding) === openKey ? 'true' : undefined}
            onClick={() => drawer.open(findings, index)}
          >
            <SeverityShape severity={finding.closure ? '不适用' : finding.severity} />
            <span className="unseen">{finding.closure ? '已关闭' : finding.severity}</span>
            <span className="finding-rule">{finding.ruleId}</span>
            <span className="finding-text">
              {showsOrganization && !finding.message.startsWith(finding.organizationName) && (
                <span className="finding-organization">{finding.organizationName}</span>
              )}
              <DatedText text={finding.message} />
              {finding.closure && <span className="finding-note">已填写理由关闭，{finding.closure.recheckOn} 复查</span>}
              {finding.overrides.length > 0 && <span className="finding-note">本组织覆盖</span>}
            </span>
            <IconChevronRight size={16} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  )
}
