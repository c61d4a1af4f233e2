import type { OrganizationNode, OrganizationProfile } from '../../shared/organization/contract.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'

type Version = { effectiveOn: string; profile: OrganizationProfile }

/** 沿革：每一版与上一版差在哪里，新的在前。 */
export function HistoryCard({ node, history }: { node: OrganizationNode; history: readonly Version[] }) {
  const tree = useBackendQuery('organization.tree', { includeDissolved: true })
  const nameOf = (id: string | null) =>
    id === null ? '无' : (tree.data?.nodes.find((other) => other.id === id)?.shortName ?? '已不在树上的组织')
  const ordered = history.toSorted((a, b) => a.effectiveOn.localeCompare(b.effectiveOn))
  const lines = ordered.map((version, index) => ({
    on: version.effectiveOn,
    text: index === 0 ? `登记为${version.profile.level}` : changes(ordered[index - 1]?.profile, version.profile, nameOf),
    documentNo: version.profile.approvalDocumentNo,
  }))
  if (node.dissolvedOn !== null)
    lines.push({
      on: node.dissolvedOn,
      text: `${node.mergedIntoId === null ? '撤销' : `并入${nameOf(node.mergedIntoId)}`}：${node.dissolutionReason}`,
      documentNo: '',
    })
  return (
    <Card title="沿革" note={`${lines.length} 条`}>
      <ol className="history">
        {lines.toReversed().map((line, index) => (
          <li key={index}>
            <span className="nowrap">{line.on}</span>
            <span>
              {line.text}
              {line.documentNo !== '' && <span className="secondary">，{line.documentNo}</span>}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function changes(before: OrganizationProfile | undefined, after: OrganizationProfile, nameOf: (id: string | null) => string): string {
  if (!before) return ''
  const parts: string[] = []
  const differ = (label: string, from: string, to: string) => {
    if (from !== to) parts.push(`${label}由“${from || '空'}”改为“${to || '空'}”`)
  }
  differ('层级', before.level, after.level)
  differ('上级', nameOf(before.parentId), nameOf(after.parentId))
  differ('全称', before.name, after.name)
  differ('简称', before.shortName, after.shortName)
  differ('组建形式', before.form, after.form)
  differ('单位类别', before.unitType, after.unitType)
  differ('覆盖单位', before.coveredUnits.join('、'), after.coveredUnits.join('、'))
  differ('职工数', String(before.staffTotal ?? ''), String(after.staffTotal ?? ''))
  differ('非党员职工数', String(before.nonpartyStaffTotal ?? ''), String(after.nonpartyStaffTotal ?? ''))
  differ('联系人', `${before.contactName} ${before.contactPhone}`.trim(), `${after.contactName} ${after.contactPhone}`.trim())
  differ('机关代字', before.documentCode, after.documentCode)
  return parts.length === 0 ? '登记了新的批准文号' : parts.join('；')
}
