import { hrefTo } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState } from '../ui/states.tsx'

/** 支部下面的党小组与人数。 */
export function PartyGroups({ branchId, asOf }: { branchId: string; asOf: string | undefined }) {
  const tree = useBackendQuery('organization.tree', asOf ? { asOf } : {})
  const groups = (tree.data?.nodes ?? []).filter((node) => node.parentId === branchId && node.level === '党小组')
  return (
    <Card
      title="党小组"
      note={`${groups.length} 个`}
      actions={
        <a className="link-button" href={hrefTo(`/grouping/${encodeURIComponent(branchId)}`)}>
          划分助手
        </a>
      }
    >
      {groups.length === 0 ? (
        <EmptyState title="没有划分党小组" reason="党员人数较多或分散的支部应划分党小组；在左边点“新设”，层级选党小组。" />
      ) : (
        <ul className="party-groups">
          {groups.map((group) => (
            <li key={group.id}>
              <a className="ellipsis" href={hrefTo(`/organization/${encodeURIComponent(group.id)}`)} title={group.name}>
                {group.shortName}
              </a>
              <span className="secondary nowrap">{group.memberCount} 名</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
