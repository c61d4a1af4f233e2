import { SegmentedControl, Select } from '@mantine/core'
import { useState } from 'react'
import { CHECK_STATES, CHECK_TERMS, type CheckItem, type CheckRow, type CheckState } from '../../shared/compliance/check-contract.ts'
import { TASKS } from '../../shared/glossary.ts'
import { navigate, type PageProps } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { CheckDialog } from './CheckDialog.tsx'
import { CheckExport } from './CheckExport.tsx'
import { CheckHistory } from './CheckHistory.tsx'
import { CheckItemCard, CheckItemList } from './CheckItems.tsx'
import { CheckTable } from './CheckTable.tsx'
import { keyOf } from './check-row.ts'
import { ChecksTabs } from './ChecksTabs.tsx'
import { ClosuresView } from './ClosuresView.tsx'
import './checks.css'

type Term = (typeof CHECK_TERMS)[number]

/** 要办的几种状态；别的不急。 */
const TO_DO: readonly CheckState[] = ['待勾核', '已失效', '没有勾核']

/** 人工勾核与关闭的台账：规则算不出来的由人勾，黄色发现填了理由关闭的在此可查可撤。 */
export function ChecksPage(props: PageProps) {
  return props.parameters['view'] === 'closures' ? <ClosuresView {...props} /> : <CheckSheetView {...props} />
}

function CheckSheetView({ query }: PageProps) {
  const [term, setTerm] = useState<Term>('本期')
  const [task, setTask] = useState<string | null>(null)
  const [state, setState] = useState<string | null>(null)
  const organizationId = query.get('organizationId')
  const askedRuleId = query.get('ruleId')
  const summary = useBackendQuery('compliance.checkSheet', { term }, { keepPrevious: true })
  // 停用的指标排在最后：看得到有这一条，但不必勾。
  const items = (summary.data?.items ?? [])
    .toSorted((a, b) => Number(b.isEnabled) - Number(a.isEnabled))
    .filter((item) => task === null || String(item.taskNo) === task)
  const item = items.find((each) => each.ruleId === askedRuleId) ?? items.find((each) => toDo(each) > 0) ?? items[0]
  const byOrganization = organizationId !== null && askedRuleId === null
  const show = (change: { ruleId?: string | null; organizationId?: string | null }) =>
    navigate('/checks', { ruleId: askedRuleId, organizationId, ...change })

  return (
    <div className="checks">
      <PageHeader
        title="勾核与关闭"
        status={summary.data ? statusOf(items, term) : ''}
        actions={<CheckExport term={term} organizationId={organizationId} />}
      />
      <ChecksTabs current="勾核表" />
      <div className="checks-bar">
        <SegmentedControl
          aria-label="勾哪一期"
          data={[...CHECK_TERMS]}
          value={term}
          onChange={(value) => setTerm(CHECK_TERMS.find((each) => each === value) ?? '本期')}
        />
        <OrganizationPicker
          label="按党组织看"
          hidesLabel
          emptyText="按规则看（不限党组织）"
          width={240}
          levels={['党支部', '党总支', '党委']}
          value={organizationId}
          onChange={(id) => show({ organizationId: id, ruleId: null })}
        />
        <Select
          aria-label="按任务筛选"
          data={[...TASKS, '督查考核'].map((name, index) => ({ value: String(index + 1), label: `${index + 1} ${name}` }))}
          value={task}
          onChange={setTask}
          clearable
          placeholder="全部任务"
          w={150}
          clearButtonProps={{ 'aria-label': '清空任务筛选' }}
        />
        <Select
          aria-label="按状态筛选"
          data={[...CHECK_STATES]}
          value={state}
          onChange={setState}
          clearable
          placeholder="全部状态"
          w={140}
          clearButtonProps={{ 'aria-label': '清空状态筛选' }}
        />
      </div>
      {summary.error ? (
        <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />
      ) : !summary.data ? (
        <Loading label="正在核对要勾的" />
      ) : items.length === 0 ? (
        <EmptyState title="没有要勾核的规则" reason="换一项任务再看；指标包里停用的条目不必勾，可到“设置 → 标准方案”启用。" />
      ) : (
        <div className={byOrganization ? 'checks-body is-single' : 'checks-body'}>
          {!byOrganization && item && (
            <CheckItemList items={items} current={item.ruleId} onPick={(ruleId) => show({ ruleId, organizationId: null })} />
          )}
          <CheckRows
            key={`${term}|${byOrganization ? organizationId : (item?.ruleId ?? '')}`}
            term={term}
            items={items}
            item={byOrganization ? null : (item ?? null)}
            organizationId={byOrganization ? organizationId : null}
            state={state}
          />
        </div>
      )}
    </div>
  )
}

type CheckRowsProps = {
  term: Term
  items: readonly CheckItem[]
  item: CheckItem | null
  organizationId: string | null
  state: string | null
}

/** 一条规则的各党组织，或一个党组织的各条规则；勾选几行一起勾核。 */
function CheckRows({ term, items, item, organizationId, state }: CheckRowsProps) {
  const sheet = useBackendQuery('compliance.checkSheet', { term, ruleId: item?.ruleId ?? null, organizationId }, { keepPrevious: true })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [checking, setChecking] = useState<readonly CheckRow[] | null>(null)
  const [history, setHistory] = useState<CheckRow | null>(null)
  const known = new Map(items.map((each) => [each.ruleId, each]))
  const rows = (sheet.data?.rows ?? []).filter((row) => known.has(row.ruleId) && (state === null || row.state === state))
  const chosen = rows.filter((row) => selected.has(keyOf(row)))
  return (
    <div className="checks-main">
      {item && <CheckItemCard item={item} />}
      {sheet.error ? (
        <ErrorState error={sheet.error} onRetry={() => void sheet.refetch()} />
      ) : (
        <CheckTable
          rows={rows}
          items={known}
          byRule={item !== null}
          isLoading={!sheet.data}
          selected={selected}
          onSelect={setSelected}
          onCheck={(wanted) => setChecking(wanted)}
          onOpen={setHistory}
          chosen={chosen}
        />
      )}
      {checking && (
        <CheckDialog
          rows={checking}
          term={term}
          items={known}
          onClose={() => setChecking(null)}
          onDone={() => {
            setChecking(null)
            setSelected(new Set())
          }}
        />
      )}
      {history && (
        <CheckHistory
          row={history}
          onClose={() => setHistory(null)}
          onCheck={() => {
            setChecking([history])
            setHistory(null)
          }}
        />
      )}
    </div>
  )
}

function toDo(item: CheckItem): number {
  return TO_DO.reduce((sum, state) => sum + item.counts[state], 0)
}

function statusOf(items: readonly CheckItem[], term: Term): string {
  const count = (state: CheckState) => items.reduce((sum, item) => sum + item.counts[state], 0)
  const enabled = items.filter((item) => item.isEnabled).length
  if (term === '上期') return `启用 ${enabled} 条规则，上期已勾 ${count('已勾核')} 项，没有勾 ${count('没有勾核')} 项`
  return `启用 ${enabled} 条规则，待勾核 ${count('待勾核')} 项，已失效 ${count('已失效')} 项，已勾核 ${count('已勾核')} 项`
}
