import { Button } from '@mantine/core'
import { useState } from 'react'
import { addDays, addMonths, daysBetween, makeDate, partsOf } from '../../shared/calendar/plain-date.ts'
import type { ProcessStepView, ProcessView } from '../../shared/election/process-contract.ts'
import type { ProcessStepKind } from '../../shared/election/process.ts'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark, SeverityShape } from '../ui/SeverityMark.tsx'
import { OverdueForm } from './ArrangeForms.tsx'
import { shortDate, STEP_SEVERITIES } from './process-tone.ts'

export type PlanCardProps = { view: ProcessView; onOpenStep: (kind: ProcessStepKind) => void }

/** 时间轴与各步：绿色是合法窗口，黑竖线是届满（期限），短线是截止日。 */
export function PlanCard({ view, onOpenStep }: PlanCardProps) {
  const [isExplaining, setExplaining] = useState(false)
  const { window, steps } = view
  return (
    <section className="card plan-card" aria-label="窗口与各步">
      <PlanAxis view={view} />
      {window.isBlocking && (
        <div className="plan-blocked" role="alert">
          <SeverityMark severity="红线" text={`${window.message}大会通知及以后各步停用。`} />
          {window.verdict === '晚于窗口' && (
            <Button size="xs" variant="default" onClick={() => setExplaining(true)}>
              写明逾期的原因
            </Button>
          )}
        </div>
      )}
      {!window.isBlocking && view.overdueReason !== '' && (
        <div className="plan-blocked">
          <SeverityMark severity="应当" text={`${window.message}原因：${view.overdueReason}`} />
        </div>
      )}
      <ol className="plan-steps">
        {steps.map((step, index) => (
          <li key={step.kind} className={step.kind === view.currentStep ? 'plan-step is-current' : 'plan-step'}>
            <button type="button" className="bare-button plan-step-button" title={step.basis} onClick={() => onOpenStep(step.kind)}>
              <span className="plan-step-head">
                <StepNumber index={index} step={step} isCurrent={step.kind === view.currentStep} />
                <span className="plan-step-title">{step.title}</span>
              </span>
              <span className="small secondary nowrap">{dueText(step, view.asOf)}</span>
              <span className={`small plan-step-state mark-${toneOf(step)}`}>
                <SeverityShape severity={STEP_SEVERITIES[step.state]} size={12} />
                {stateText(step, view.asOf)}
              </span>
            </button>
            <span className="plan-step-rules">
              {step.ruleIds.slice(0, 2).map((ruleId) => (
                <RuleTag key={ruleId} ruleId={ruleId} />
              ))}
            </span>
          </li>
        ))}
      </ol>
      <details className="plan-workings small">
        <summary>窗口怎么算的</summary>
        <ul>
          {window.workings.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
      {isExplaining && <OverdueForm view={view} onClose={() => setExplaining(false)} />}
    </section>
  )
}

function toneOf({ state }: ProcessStepView): string {
  const severity = STEP_SEVERITIES[state]
  return severity === '达标' ? 'green' : severity === '红线' ? 'red' : severity === '应当' ? 'orange' : 'gray'
}

function dueText({ dueOn, actBy }: ProcessStepView, today: string): string {
  if (dueOn === null) return '不限时'
  return actBy !== null && actBy !== dueOn ? `${shortDate(actBy, today)} 前办` : `截止 ${shortDate(dueOn, today)}`
}

function stateText(step: ProcessStepView, today: string): string {
  const when = step.doneOn === null ? '' : `${shortDate(step.doneOn, today)} `
  const who = step.doneOn === null && step.assignee !== '' ? `，${step.assignee}` : ''
  return `${when}${step.state}${who}`
}

function StepNumber({ index, step, isCurrent }: { index: number; step: ProcessStepView; isCurrent: boolean }) {
  const tone = step.doneOn !== null ? 'is-done' : isCurrent ? 'is-current' : ''
  return <i className={`plan-number ${tone}`}>{index + 1}</i>
}

const LEAST_GAP = 2.6

function PlanAxis({ view }: { view: ProcessView }) {
  const dates = [
    view.asOf,
    ...view.steps.flatMap((step) => [step.doneOn ?? step.dueOn ?? []].flat()),
    ...[view.window.opensOn, view.window.closesOn, view.meetingOn].flatMap((date) => date ?? []),
  ].toSorted()
  const first = addDays(dates[0] ?? view.asOf, -12)
  const last = addDays(dates.at(-1) ?? view.asOf, 12)
  const span = Math.max(1, daysBetween(first, last))
  const at = (date: string) => (daysBetween(first, date) / span) * 100
  const months = monthStarts(first, last)
  const dots = spaced(view.steps, at)
  const { opensOn, closesOn } = view.window
  return (
    <div className="plan-axis" aria-hidden="true">
      <span className="plan-axis-note tiny secondary">
        按{view.kind !== '换届' ? '出缺日' : view.termId === null ? '大会日期' : '届满日'}倒排，短线为截止日
      </span>
      {months.map((month, index) => (
        <span key={month} className="plan-month tiny secondary" style={{ left: `${at(month)}%` }}>
          {index % Math.ceil(months.length / 12) === 0 && at(month) > 14 && at(month) < 94 ? monthName(month) : ''}
        </span>
      ))}
      <i className="plan-line" />
      {opensOn !== null && closesOn !== null && opensOn <= closesOn && (
        <i className="plan-window" style={{ left: `${at(opensOn)}%`, width: `${at(closesOn) - at(opensOn)}%` }} />
      )}
      {view.steps.map((step) =>
        step.dueOn === null ? null : <i key={step.kind} className="plan-tick" style={{ left: `${at(step.dueOn)}%` }} />,
      )}
      {closesOn !== null && (
        <i className="plan-end" style={{ left: `${at(closesOn)}%` }}>
          <b className={at(closesOn) > 88 ? 'tiny is-left' : 'tiny'}>
            {shortDate(closesOn, view.asOf)} {view.kind === '换届' ? '届满' : '期限'}
          </b>
        </i>
      )}
      <i className="plan-today" style={{ left: `${at(view.asOf)}%` }} />
      {dots.map(({ step, index, left }) => (
        <span key={step.kind} className="plan-dot" style={{ left: `${left}%` }}>
          <StepNumber index={index} step={step} isCurrent={step.kind === view.currentStep} />
        </span>
      ))}
    </div>
  )
}

type Dot = { readonly step: ProcessStepView; readonly index: number; readonly left: number }

/** 挨得太近的编号依次往右让开，免得叠在一起。 */
function spaced(steps: readonly ProcessStepView[], at: (date: string) => number): Dot[] {
  return steps
    .map((step, index) => ({ step, index, on: step.doneOn ?? step.dueOn }))
    .flatMap((each) => (each.on === null ? [] : [{ ...each, on: each.on }]))
    .toSorted((a, b) => (a.on === b.on ? a.index - b.index : a.on < b.on ? -1 : 1))
    .reduce<Dot[]>((placed, { step, index, on }) => {
      const left = Math.min(98.5, Math.max(at(on), (placed.at(-1)?.left ?? -LEAST_GAP) + LEAST_GAP))
      return [...placed, { step, index, left }]
    }, [])
}

function monthStarts(first: string, last: string): string[] {
  const { year, month } = partsOf(first)
  const starts: string[] = []
  for (let start = addMonths(makeDate(year, month, 1), 1); start <= last; start = addMonths(start, 1)) starts.push(start)
  return starts
}

function monthName(start: string): string {
  const { year, month } = partsOf(start)
  return month === 1 ? `${year} 年 1 月` : `${month} 月`
}
