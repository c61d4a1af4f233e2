import { ActionIcon, Button } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { daysBetween } from '../../shared/calendar/plain-date.ts'
import { SEVERITY_ORDER, type Finding } from '../../shared/regulation/finding.ts'
import { call } from '../app/client.ts'
import { factHref, remedyActions } from '../app/remedy-link.ts'
import { hrefTo } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { DatedText } from './DatedText.tsx'
import { ClosureActions, ClosureNotice } from './FindingClosure.tsx'
import { SeverityMark, SeverityShape } from './SeverityMark.tsx'
import './finding-drawer.css'

type FindingDrawerControl = {
  /** 打开一组发现里的第几条；上下键在这一组里换。 */
  open: (findings: readonly Finding[], index: number) => void
  close: () => void
  /** 记录变了：把开着的这一组换成新的结论；已经消除的留着旧的，由人自己关。 */
  refresh: (findings: readonly Finding[]) => void
  /** 正开着的那条，列表据此标出当前项。 */
  current: Finding | null
}

type Opened = { findings: readonly Finding[]; index: number }

const Control = createContext<FindingDrawerControl & { opened: Opened | null; step: (by: number) => void }>({
  open: () => undefined,
  close: () => undefined,
  refresh: () => undefined,
  current: null,
  opened: null,
  step: () => undefined,
})

export function useFindingDrawer(): FindingDrawerControl {
  return use(Control)
}

/** 同一组织的同一规则可能有几条（如几处出缺），连话一起才认得出是哪条。 */
export function findingKey(finding: Finding): string {
  return `${finding.organizationId} ${finding.ruleId} ${finding.message}`
}

export function FindingDrawerProvider({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState<Opened | null>(null)
  const opener = useRef<Element | null>(null)
  const open = useCallback((findings: readonly Finding[], index: number) => {
    opener.current ??= document.activeElement
    setOpened({ findings, index })
  }, [])
  const close = useCallback(() => {
    setOpened(null)
    if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus()
    opener.current = null
  }, [])
  const step = useCallback((by: number) => {
    setOpened((now) => {
      if (!now) return now
      return { ...now, index: Math.max(0, Math.min(now.findings.length - 1, now.index + by)) }
    })
  }, [])
  const refresh = useCallback((fresh: readonly Finding[]) => {
    const known = new Map(fresh.map((finding) => [`${finding.organizationId} ${finding.ruleId}`, finding]))
    setOpened(
      (now) =>
        now && { ...now, findings: now.findings.map((finding) => known.get(`${finding.organizationId} ${finding.ruleId}`) ?? finding) },
    )
  }, [])
  const value = useMemo(
    () => ({ open, close, refresh, step, opened, current: opened?.findings[opened.index] ?? null }),
    [open, close, refresh, step, opened],
  )
  return <Control value={value}>{children}</Control>
}

/** 正在打字、正在弹窗里时，上下键与 Esc 归它们用。 */
function isBusyElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[aria-modal="true"]')) return true
  return (
    target instanceof Element && target.closest('input, textarea, select, [role=grid], [role=tree], [role=listbox], [role=menu]') !== null
  )
}

/** 发现抽屉：条文 → 事实 → 算法 → 证据与期限 → 动作，顺序固定。宽屏推开内容，窄屏盖在上面。 */
export function FindingDrawer() {
  const { opened, current, close, step } = use(Control)
  const heading = useRef<HTMLHeadingElement>(null)
  const isOpen = opened !== null

  useEffect(() => {
    if (!isOpen) return
    heading.current?.focus({ preventScroll: true })
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented) return
      if (event.key === 'Escape' && !document.querySelector('[aria-modal="true"]')) close()
      else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !isBusyElsewhere(event.target)) {
        event.preventDefault()
        step(event.key === 'ArrowDown' ? 1 : -1)
      }
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [isOpen, close, step])

  if (!opened || !current) return null
  return (
    <aside className="drawer" aria-label="发现详情">
      <header className="drawer-head">
        <div className="drawer-line">
          <SeverityMark severity={current.severity} text={verdictText(current)} isBadge />
          <span className="rule-tag">{current.ruleId}</span>
          <span className="small secondary ellipsis">判定日 {current.asOf}</span>
          <span className="drawer-steps">
            <span className="small secondary">
              {opened.index + 1}/{opened.findings.length}
            </span>
            <ActionIcon aria-label="上一条" disabled={opened.index === 0} onClick={() => step(-1)}>
              <IconChevronUp size={18} aria-hidden="true" />
            </ActionIcon>
            <ActionIcon aria-label="下一条" disabled={opened.index === opened.findings.length - 1} onClick={() => step(1)}>
              <IconChevronDown size={18} aria-hidden="true" />
            </ActionIcon>
            <ActionIcon aria-label="关闭发现详情" onClick={close}>
              <IconX size={18} aria-hidden="true" />
            </ActionIcon>
          </span>
        </div>
        <h2 ref={heading} tabIndex={-1}>
          <DatedText text={current.message} />
        </h2>
        <p className="small secondary">
          <a href={hrefTo(`/organization/${encodeURIComponent(current.organizationId)}`)}>{current.organizationName}</a>
          <span>
            ，{current.source === '人工勾核' ? '由人工勾核' : '自动判定'}，按“{current.profileName}”
          </span>
        </p>
        {current.overrides.length > 0 && (
          <p className="drawer-overridden">
            <span className="override-tag">本组织覆盖</span>
            <span className="small">{current.overrides.map((each) => `${each.meaning} ${each.value}`).join('；')}</span>
          </p>
        )}
      </header>
      <FindingBody key={findingKey(current)} finding={current} />
      <FindingActions key={`${findingKey(current)}动作`} finding={current} />
    </aside>
  )
}

function verdictText(finding: Finding): string {
  return finding.verdict === finding.severity ? finding.severity : `${finding.severity}，${finding.verdict}`
}

function FindingBody({ finding }: { finding: Finding }) {
  const catalog = useBackendQuery('compliance.catalog', {})
  const conflicts = useBackendQuery('compliance.conflicts', {})
  const rule = catalog.data?.rules.find((candidate) => candidate.id === finding.ruleId)
  const conflictCount = (conflicts.data?.conflicts ?? []).filter((each) => each.ruleIds.includes(finding.ruleId)).length
  return (
    <div className="drawer-body" tabIndex={0} role="region" aria-label="判定依据">
      <ClosureNotice finding={finding} />
      <h3>条文</h3>
      <blockquote className="drawer-quote song">{finding.quote}</blockquote>
      <p className="drawer-citation">
        <span>{finding.citation}</span>
        <a href={hrefTo('/settings/rules', { rule: finding.ruleId })}>看这条规则</a>
      </p>
      {finding.difference !== '' && (
        <p className="notice">
          <SeverityShape severity="待确认" />
          {finding.difference}
        </p>
      )}
      {conflictCount > 0 && (
        <p className="drawer-conflicts small">
          <a href={hrefTo('/settings/conflicts', { rule: finding.ruleId })}>
            各文本口径不一，{conflictCount} 处：各怎么说、系统怎么取、为什么
          </a>
        </p>
      )}
      {finding.overrides.length > 0 && <OverrideTable finding={finding} />}

      <h3>用到的事实</h3>
      {finding.facts.length === 0 ? (
        <p className="small secondary">这条判定没有用到具体记录。</p>
      ) : (
        <table className="drawer-facts">
          <colgroup>
            <col style={{ width: '24%' }} />
            <col style={{ width: '50%' }} />
            <col style={{ width: '26%' }} />
          </colgroup>
          <thead className="unseen">
            <tr>
              <th scope="col">事实</th>
              <th scope="col">值</th>
              <th scope="col">记在哪里</th>
            </tr>
          </thead>
          <tbody>
            {finding.facts.map((fact, index) => {
              const href = factHref(fact, finding)
              return (
                <tr key={`${fact.label}${index}`}>
                  <th scope="row">{fact.label}</th>
                  <td className="drawer-value">{fact.value === '' ? '无记录' : fact.value}</td>
                  <td>{href === null ? fact.recordedIn : <a href={href}>{fact.recordedIn}</a>}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}

      <h3>怎么算的</h3>
      {finding.workings.length === 0 ? (
        <p className="small secondary">{rule?.predicate ?? '由人工对照条文判定。'}</p>
      ) : (
        <ol className="drawer-workings">
          {finding.workings.map((line, index) => (
            <li key={index}>
              <DatedText text={line} />
            </li>
          ))}
        </ol>
      )}

      <h3>证据与期限</h3>
      <dl className="drawer-evidence">
        <div>
          <dt>期限</dt>
          <dd>{finding.dueOn === null ? '这一条没有规定期限' : dueText(finding.dueOn, finding.asOf)}</dd>
        </div>
        {rule && rule.evidence !== '' && (
          <div>
            <dt>应留的证据</dt>
            <dd>{rule.evidence}</dd>
          </div>
        )}
      </dl>
    </div>
  )
}

/** 覆盖了哪个参数、取多少、依据什么、管到哪天。 */
function OverrideTable({ finding }: { finding: Finding }) {
  return (
    <>
      <h3>本组织覆盖</h3>
      <dl className="drawer-evidence">
        {finding.overrides.map((each) => (
          <div key={each.key}>
            <dt>{each.meaning}</dt>
            <dd>
              取 <strong>{each.value}</strong>，依据 {each.documentNo}，{each.approvedBy}批准，{each.fromOn} 起
              {each.untilOn === null ? '长期有效' : `至 ${each.untilOn}`}
              {each.inheritedFrom === null ? '' : `；由${each.inheritedFrom}登记、及于下级`}
            </dd>
          </div>
        ))}
      </dl>
      <p className="small">
        <a href={hrefTo('/settings/overrides', { organizationId: finding.organizationId })}>看全部覆盖</a>
      </p>
    </>
  )
}

function dueText(dueOn: string, asOf: string): string {
  const days = daysBetween(asOf, dueOn)
  if (days > 0) return `${dueOn}，还有 ${days} 天`
  return days === 0 ? `${dueOn}，就是今天` : `${dueOn}，已过 ${-days} 天`
}

/** 一眼看得完的动作数；再多的收起来，不挤掉上面的事实。 */
const SHOWN_ACTIONS = 4

function FindingActions({ finding }: { finding: Finding }) {
  const { refresh } = use(Control)
  const [showsAll, setShowsAll] = useState(false)
  const reload = async () => {
    const { findings } = await call('compliance.findings', { organizationId: finding.organizationId, severities: [...SEVERITY_ORDER] })
    refresh(findings)
  }
  const usable = remedyActions(finding)
  const [first] = finding.remedies
  return (
    <footer className="drawer-foot">
      {usable.length === 0 && (
        <p className="small secondary">
          {first ? `要消除它：${first.label}。这一步由有权的人在系统外办理，办完把结果补录进来。` : '达标或只需知悉，没有要办的动作。'}
        </p>
      )}
      {(showsAll ? usable : usable.slice(0, SHOWN_ACTIONS)).map(({ label, href }, index) => (
        <Button key={`${label}${href}`} component="a" href={href} variant={index === 0 ? 'filled' : 'default'}>
          {label}
        </Button>
      ))}
      {usable.length > SHOWN_ACTIONS && (
        <Button variant="subtle" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? '收起' : `还有 ${usable.length - SHOWN_ACTIONS} 项`}
        </Button>
      )}
      <ClosureActions key={findingKey(finding)} finding={finding} onChanged={() => void reload()} />
    </footer>
  )
}
