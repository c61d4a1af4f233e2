import { Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { TASKS } from '../../shared/glossary.ts'
import type { Severity } from '../../shared/regulation/finding.ts'
import type { Strength } from '../../shared/regulation/provision.ts'
import type { RouteOutput } from '../app/client.ts'
import { navigate } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'

type Rule = RouteOutput<'compliance.catalog'>['rules'][number]

const STRENGTH_SEVERITIES: Record<Strength, Severity> = { 必须: '红线', 应当: '应当', 一般: '提示' }
const STATUSES = ['自动实现', '半自动实现', '人工勾核', '待数据'] as const

function taskName(taskNo: number): string {
  return TASKS[taskNo - 1] ?? '督查考核'
}

/** 规则目录：每条的原句、出处、强度、怎么判、现在做到哪一步。 */
export function RulesTab({ ruleId }: { ruleId: string | null }) {
  const catalog = useBackendQuery('compliance.catalog', {})
  const [search, setSearch] = useState('')
  const [status, setStatus] = useState<string | null>(null)
  if (catalog.error) return <ErrorState error={catalog.error} onRetry={() => void catalog.refetch()} />
  if (!catalog.data) return <Loading />
  const wanted = search.trim().toLowerCase()
  const shown = catalog.data.rules.filter(
    (rule) =>
      (status === null || rule.status === status) &&
      (wanted === '' || `${rule.id}${rule.quote}${rule.predicate}${rule.citation}`.toLowerCase().includes(wanted)),
  )
  const selected = catalog.data.rules.find((rule) => rule.id === ruleId) ?? shown[0]
  return (
    <div className="rules">
      <Card
        title="规则"
        note={`${shown.length} 条`}
        className="rules-list"
        isFlush
        actions={
          <>
            <Select
              aria-label="按实现状态筛选"
              data={STATUSES.map((value) => value)}
              value={status}
              onChange={setStatus}
              clearable
              allowDeselect
              placeholder="全部状态"
              w={130}
              clearButtonProps={{ 'aria-label': '清空状态筛选' }}
            />
            <TextInput
              aria-label="筛选规则"
              placeholder="编号或条文里的字"
              leftSection={<IconSearch size={16} aria-hidden="true" />}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          </>
        }
      >
        {shown.length === 0 ? (
          <EmptyState title="没有符合的规则" reason="换个编号或条文里的字再找。" />
        ) : (
          <ul className="rules-scroll">
            {shown.map((rule) => (
              <li key={rule.id}>
                <button
                  type="button"
                  className="rule-row"
                  aria-current={rule.id === selected?.id ? 'true' : undefined}
                  onClick={() => navigate('/settings/rules', { rule: rule.id })}
                >
                  <strong>{rule.id}</strong>
                  <span className="ellipsis">{rule.quote}</span>
                  <span className="tiny secondary nowrap">{rule.status}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Card>
      {selected && <RuleCard rule={selected} />}
    </div>
  )
}

function RuleCard({ rule }: { rule: Rule }) {
  const facts: readonly (readonly [string, string])[] = [
    ['怎么判', rule.predicate],
    ['应留的证据', rule.evidence === '' ? '没有专门要求' : rule.evidence],
    ['实现状态', rule.status],
    ['出处', rule.citation],
  ]
  return (
    <Card
      title={rule.id}
      note={taskName(rule.taskNo)}
      actions={<SeverityMark severity={STRENGTH_SEVERITIES[rule.strength]} text={rule.strength} isBadge />}
    >
      <blockquote className="rule-quote song">{rule.quote}</blockquote>
      {rule.difference !== '' && <p className="notice">{rule.difference}</p>}
      <dl className="rule-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
