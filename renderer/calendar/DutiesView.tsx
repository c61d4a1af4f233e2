import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { TASKS } from '../../shared/glossary.ts'
import { hrefTo } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { RuleTag } from '../ui/RuleTag.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'

const SIDES = ['党支部', '党总支、党委'] as const

/** 义务一览：把全部重复义务摊开看，日子怎么算、依据哪条、怎么知道办了。 */
export function DutiesView() {
  const duties = useBackendQuery('calendar.duties', {})
  const [side, setSide] = useState<(typeof SIDES)[number]>('党支部')
  if (duties.error) return <ErrorState error={duties.error} onRetry={() => void duties.refetch()} />
  if (!duties.data) return <Loading />
  const isForBranch = (levels: readonly string[]) => levels.includes('党支部')
  const rows = duties.data.duties.filter(({ levels }) => isForBranch(levels) === (side === '党支部'))
  return (
    <>
      <div className="calendar-tools">
        <SegmentedControl
          aria-label="谁办"
          data={SIDES.map((value) => ({ value, label: value }))}
          value={side}
          onChange={(value) => setSide(SIDES.find((each) => each === value) ?? '党支部')}
        />
        <span className="small secondary">
          共 {rows.length} 项。标〔默〕的日子条文没有给，由产品安排。换届、补选、转正按各自的节点浮动，不在此列。
        </span>
      </div>
      <div className="calendar-list" tabIndex={0} role="group" aria-label="义务一览">
        <table>
          <thead>
            <tr>
              <th scope="col">周期</th>
              <th scope="col">办什么</th>
              <th scope="col">哪一天</th>
              <th scope="col">类别</th>
              <th scope="col">依据</th>
              <th scope="col">办完看什么</th>
              <th scope="col">怎么知道办了</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((duty) => (
              <tr key={duty.id}>
                <td>{duty.cycle}</td>
                <td>
                  {duty.title}
                  {duty.isDefaultDate && <span className="muted">〔默〕</span>}
                  {duty.unverified !== '' && <p className="tiny secondary">未核实：{duty.unverified}</p>}
                </td>
                <td>{duty.when}</td>
                <td>{TASKS[duty.taskNo - 1] ?? '督查考核'}</td>
                <td className="calendar-rules">
                  {duty.ruleIds.length === 0 ? (
                    <span className="muted">产品默认</span>
                  ) : (
                    duty.ruleIds.map((id) => (
                      <a key={id} href={hrefTo('/settings/rules', { rule: id })}>
                        <RuleTag ruleId={id} />
                      </a>
                    ))
                  )}
                </td>
                <td>{duty.proof}</td>
                <td>{duty.seenBy}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
