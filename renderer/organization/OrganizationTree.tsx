import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { OrganizationNode } from '../../shared/organization/contract.ts'
import { worstSeverity, type Finding, type Severity } from '../../shared/regulation/finding.ts'
import { SeverityShape } from '../ui/SeverityMark.tsx'

export type OrganizationTreeProps = {
  nodes: readonly OrganizationNode[]
  findings: readonly Finding[]
  selected: string | null
  onSelect: (id: string) => void
}

type VisibleNode = { node: OrganizationNode; depth: number; hasChildren: boolean; isExpanded: boolean }

/** 党组织树：方向键走动、左右收展、回车选中；形状是它和下级里最重的发现，数字是党员数。 */
export function OrganizationTree({ nodes, findings, selected, onSelect }: OrganizationTreeProps) {
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const list = useRef<HTMLUListElement>(null)
  const children = useMemo(() => groupByParent(nodes), [nodes])
  const worst = useMemo(() => worstBelow(nodes, children, findings), [nodes, children, findings])
  const visible = useMemo(() => flatten(children, toggled), [children, toggled])

  const toggle = (id: string) =>
    setToggled((current) => {
      const next = new Set(current)
      if (!next.delete(id)) next.add(id)
      return next
    })
  const focus = (id: string | undefined) => {
    if (id !== undefined) list.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent, item: VisibleNode, index: number) => {
    if (event.key === 'ArrowDown') focus(visible[index + 1]?.node.id)
    else if (event.key === 'ArrowUp') focus(visible[index - 1]?.node.id)
    else if (event.key === 'Home') focus(visible[0]?.node.id)
    else if (event.key === 'End') focus(visible.at(-1)?.node.id)
    else if (event.key === 'ArrowRight') {
      if (item.hasChildren && !item.isExpanded) toggle(item.node.id)
      else if (item.isExpanded) focus(visible[index + 1]?.node.id)
    } else if (event.key === 'ArrowLeft') {
      if (item.isExpanded) toggle(item.node.id)
      else focus(item.node.parentId ?? undefined)
    } else if (event.key === 'Enter' || event.key === ' ') onSelect(item.node.id)
    else return
    event.preventDefault()
  }

  const tabStop = visible.some(({ node }) => node.id === selected) ? selected : visible[0]?.node.id
  return (
    <ul className="tree" role="tree" aria-label="党组织" ref={list}>
      {visible.map((item, index) => {
        const { node, depth, hasChildren, isExpanded } = item
        const severity = worst.get(node.id)
        return (
          <li
            key={node.id}
            role="treeitem"
            aria-level={depth + 1}
            aria-selected={node.id === selected}
            aria-expanded={hasChildren ? isExpanded : undefined}
            data-id={node.id}
            tabIndex={node.id === tabStop ? 0 : -1}
            className={`tree-item ${node.dissolvedOn === null ? '' : 'is-dissolved'}`}
            style={{ paddingLeft: 12 + depth * 16 }}
            onClick={() => onSelect(node.id)}
            onKeyDown={(event) => onKeyDown(event, item, index)}
          >
            <span
              className="tree-chevron"
              onClick={(event) => {
                if (!hasChildren) return
                event.stopPropagation()
                toggle(node.id)
              }}
            >
              {hasChildren &&
                (isExpanded ? <IconChevronDown size={14} aria-hidden="true" /> : <IconChevronRight size={14} aria-hidden="true" />)}
            </span>
            <span className="ellipsis tree-name" title={node.name}>
              {node.shortName}
            </span>
            {severity && <SeverityShape severity={severity} size={12} />}
            <span className="unseen">
              {node.level}
              {severity ? `，最重的发现：${severity}` : ''}，{node.dissolvedOn === null ? '党员人数' : ''}
            </span>
            <span className="number tree-count">{node.dissolvedOn === null ? node.memberCount : '已撤并'}</span>
          </li>
        )
      })}
    </ul>
  )
}

function groupByParent(nodes: readonly OrganizationNode[]): Map<string | null, OrganizationNode[]> {
  const known = new Set(nodes.map((node) => node.id))
  const groups = new Map<string | null, OrganizationNode[]>()
  for (const node of nodes) {
    const parent = node.parentId !== null && known.has(node.parentId) ? node.parentId : null
    groups.set(parent, [...(groups.get(parent) ?? []), node])
  }
  for (const siblings of groups.values()) siblings.sort((a, b) => a.code.localeCompare(b.code))
  return groups
}

/** 党小组缺省收起，其余缺省展开；`toggled` 里的反过来。 */
function flatten(children: ReadonlyMap<string | null, OrganizationNode[]>, toggled: ReadonlySet<string>): VisibleNode[] {
  const visible: VisibleNode[] = []
  const walk = (parent: string | null, depth: number) => {
    for (const node of children.get(parent) ?? []) {
      const hasChildren = children.has(node.id)
      const isExpanded = hasChildren && (node.level !== '党支部') !== toggled.has(node.id)
      visible.push({ node, depth, hasChildren, isExpanded })
      if (isExpanded) walk(node.id, depth + 1)
    }
  }
  walk(null, 0)
  return visible
}

function worstBelow(
  nodes: readonly OrganizationNode[],
  children: ReadonlyMap<string | null, OrganizationNode[]>,
  findings: readonly Finding[],
): Map<string, Severity> {
  const own = new Map<string, Severity[]>()
  for (const finding of findings) own.set(finding.organizationId, [...(own.get(finding.organizationId) ?? []), finding.severity])
  const collect = (id: string): Severity[] => [...(own.get(id) ?? []), ...(children.get(id) ?? []).flatMap((child) => collect(child.id))]
  const worst = new Map<string, Severity>()
  for (const node of nodes) {
    const all = collect(node.id)
    if (all.length > 0) worst.set(node.id, worstSeverity(all))
  }
  return worst
}
