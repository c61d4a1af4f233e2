import { IconChevronRight } from '@tabler/icons-react'
import type { Finding } from '../../shared/regulation/finding.ts'
import { findingKey, useFindingDrawer } from './FindingDrawer.tsx'
import { SeverityShape } from './SeverityMark.tsx'
import './finding-list.css'

/** 一列发现：形状、规则号、一句话；点开抽屉。 */
export function FindingList({ findings, showsOrganization = false }: { findings: readonly Finding[]; showsOrganization?: boolean }) {
  const drawer = useFindingDrawer()
  const openKey = drawer.current ? findingKey(drawer.current) : null
  return (
    <ul className="finding-list">
      {findings.map((finding, index) => (
        <li key={`${findingKey(finding)}${index}`}>
          <button
            type="button"
            className="finding-row"
            aria-current={findingKey(finding) === openKey ? 'true' : undefined}
            onClick={() => drawer.open(findings, index)}
          >
            <SeverityShape severity={finding.severity} />
            <span className="unseen">{finding.severity}</span>
            <span className="finding-rule">{finding.ruleId}</span>
            <span className="finding-text">
              {showsOrganization && <span className="finding-organization">{finding.organizationName}</span>}
              {finding.message}
            </span>
            <IconChevronRight size={16} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  )
}
