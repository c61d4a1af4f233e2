import { Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { TASKS } from '../../shared/glossary.ts'
import type { Severity } from '../../shared/regulation/finding.ts'
import type { Strength } from '../../shared/regulation/provision.ts'
import type { RouteOutput } from '../app/client.ts'
import { hrefTo, navigate } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { SeverityMark, SeverityShape } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'

type Rule = RouteOutput<'compliance.catalog'>['rules'][number]

const STRENGTH_SEVERITIES: Record<Strength, Severity> = { 必须: '红线', 应当: '应当', 一般: '提示' }
const TASK_OPTIONS = [...TASKS, '督查考核'].map((name, index) => ({ value: String(index + 1), label: `${index + 1} ${name}` }))

function taskName(taskNo: number): string {
  return TASKS[taskNo - 1] ?? '督查考核'
}

/** 规则目录：每条的原句、出处、强度、怎么判、现在做到哪一步。 */
export function RulesTab({ ruleId }: { ruleId: string | null }) {
  const catalog = useBackendQuery('compliance.catalog', {})
  const [search, setSearch] = useState('')
  const [status, setStatus] = useState<string | null>(null)
  const [task, setTask] = useState<string | null>(null)
  const currentRow = useRef<HTMLButtonElement>(null)
  // 从别处点进来的条文可能在目录很后面；列表里点的已经看得见，不会跳。
  useEffect(() => {
    currentRow.current?.scrollIntoView({ block: 'nearest' })
  }, [ruleId, catalog.data])
  if (catalog.error) return <ErrorState error={catalog.error} onRetry={() => void catalog.refetch()} />
  if (!catalog.data) return <Loading />
  const { rules, statuses } = catalog.data
  const wanted = search.trim().toLowerCase()
  const shown = rules.filter(
    (rule) =>
      (status === null || rule.status === status) &&
      (task === null || String(rule.taskNo) === task) &&
      (wanted === '' ||
        [rule.id, rule.quote, rule.predicate, rule.citation, rule.trigger, rule.unverified, rule.awaits?.lacks, rule.awaits?.area]
          .join(' ')
          .toLowerCase()
          .includes(wanted)),
  )
  const statusOptions = statuses.map((each) => ({
    value: each.status,
    label: `${each.status} ${rules.filter((rule) => rule.status === each.status).length} 条`,
  }))
  const meaningOf = (wantedStatus: string) => statuses.find((each) => each.status === wantedStatus)?.meaning ?? ''
  const selected = rules.find((rule) => rule.id === ruleId) ?? shown[0]
  return (
    <div className="rules">
      <Card
        title="规则"
        note={shown.length === rules.length ? `${rules.length} 条` : `${shown.length} 条，共 ${rules.length} 条`}
        className="rules-list"
        isFlush
      >
        <div className="rules-filters">
          <TextInput
            aria-label="筛选规则"
            placeholder="编号或条文里的字"
            leftSection={<IconSearch size={16} aria-hidden="true" />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <Select
            aria-label="按任务筛选"
            data={TASK_OPTIONS}
            value={task}
            onChange={setTask}
            clearable
            allowDeselect
            placeholder="全部任务"
            clearButtonProps={{ 'aria-label': '清空任务筛选' }}
          />
          <Select
            aria-label="按归宿筛选"
            data={statusOptions}
            value={status}
            onChange={setStatus}
            clearable
            allowDeselect
            placeholder="全部归宿"
            clearButtonProps={{ 'aria-label': '清空归宿筛选' }}
          />
          <p className="small secondary">{status === null ? `待数据：${meaningOf('待数据')}` : `${status}：${meaningOf(status)}`}</p>
        </div>
        {shown.length === 0 ? (
          <EmptyState title="没有符合的规则" reason="换个编号或条文里的字再找。" />
        ) : (
          <ul className="rules-scroll">
            {shown.map((rule) => (
              <li key={rule.id}>
                <button
                  type="button"
                  ref={rule.id === selected?.id ? currentRow : undefined}
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
      {selected && <RuleCard rule={selected} meaning={meaningOf(selected.status)} />}
    </div>
  )
}

function RuleCard({ rule, meaning }: { rule: Rule; meaning: string }) {
  const facts: readonly (readonly [string, string])[] = [
    ['怎么判', rule.predicate],
    ['应留的证据', rule.evidence === '' ? '没有专门要求' : rule.evidence],
    ['触发的文书或提醒', rule.trigger === '' ? '没有' : rule.trigger],
    ['机检类别', rule.check],
    ['归宿', `${rule.status}：${meaning}`],
    ...(rule.awaits === null
      ? []
      : ([
          ['还缺什么记录', rule.awaits.lacks],
          ['归哪一块', `${rule.awaits.area}；有了记录就自动判`],
        ] as const)),
    ['出处', rule.citation],
  ]
  return (
    <Card
      title={rule.id}
      note={taskName(rule.taskNo)}
      className="rule-card"
      actions={<SeverityMark severity={STRENGTH_SEVERITIES[rule.strength]} text={rule.strength} isBadge />}
    >
      <blockquote className="rule-quote song">{rule.quote}</blockquote>
      {rule.wording === '要旨' && <p className="rule-note small secondary">以上是规定的要旨，不是逐字原文；行文引用前请核对原文。</p>}
      {rule.unverified !== undefined && (
        <p className="notice">
          <SeverityShape severity="待确认" />
          核实情况：{rule.unverified}。不得当作定文引用。
        </p>
      )}
      {rule.difference !== '' && <p className="notice">{rule.difference}</p>}
      <dl className="rule-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {rule.judgedBy !== null && (
          <div>
            <dt>由哪条判</dt>
            <dd>
              与 <a href={hrefTo('/settings/rules', { rule: rule.judgedBy })}>{rule.judgedBy}</a> 是同一件事，由它判定
            </dd>
          </div>
        )}
      </dl>
    </Card>
  )
}
