import { ActionIcon, Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { ElectionOverviewRow, Term, TermMilestone } from '../../shared/election/contract.ts'
import { useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState } from '../ui/states.tsx'
import { TermBar } from '../ui/TermBar.tsx'
import type { BoardForm } from './board-form.ts'
import { daysText, STATE_SEVERITIES } from './term-state.ts'

export type CurrentTermCardProps = { overview: ElectionOverviewRow; today: string; onOpen: (form: BoardForm) => void }

/** 本届：进度条、三条线各自办了没有、获批的延期或提前、过程节点。 */
export function CurrentTermCard({ overview, today, onOpen }: CurrentTermCardProps) {
  const { currentTerm: term, lines } = overview
  if (!term || !lines)
    return (
      <Card title="本届任期">
        <EmptyState
          title="没有届次记录"
          reason="登记最近一次换届选举的日期，届满日、提醒线、请示线就都算得出来。"
          action={<Button onClick={() => onOpen({ act: 'election.recordTerm' })}>登记一届</Button>}
        />
      </Card>
    )
  return (
    <Card
      title={`第 ${term.seq} 届任期`}
      note={`任期 ${term.termYears} 年`}
      actions={<SeverityMark severity={STATE_SEVERITIES[overview.state]} text={`${overview.state}，${daysText(lines.daysLeft)}`} isBadge />}
    >
      <TermBar electedOn={term.electedOn} remindBy={lines.remindBy} requestBy={lines.requestBy} endsOn={lines.endsOn} today={today} />
      <div className="term-lines">
        <TermLine
          title="提醒线"
          on={lines.remindBy}
          done={doneOn(term, '上级提醒')}
          today={today}
          doneText="已提醒"
          openText="还没有提醒"
        />
        <TermLine
          title="请示线"
          on={lines.requestBy}
          done={doneOn(term, '换届请示')}
          today={today}
          doneText="已报请示"
          openText="还没有报请示"
        />
        <TermLine title="届满日" on={lines.endsOn} done={null} today={today} doneText="" openText="未换届" />
      </div>
      <p className="small secondary term-basis">{term.termYearsBasis}</p>
      {term.approvals.map((approval) => (
        <p key={approval.id} className="small term-approval">
          {approval.kind === '延期' ? `获批延期到 ${approval.newEndOn}` : `获批提前于 ${approval.newEndOn} 换届`}：{approval.approver}，
          {approval.documentNo}，{approval.approvedOn} 批复
        </p>
      ))}
      <div className="milestone-head">
        <h3>过程节点</h3>
        <Button size="xs" variant="default" onClick={() => onOpen({ act: 'election.recordMilestone', term })}>
          登记节点
        </Button>
      </div>
      {term.milestones.length === 0 ? (
        <p className="small secondary">还没有登记提醒、请示、批复等节点。登记之后，对应的发现会消掉。</p>
      ) : (
        <ul className="milestones">
          {term.milestones
            .toSorted((a, b) => a.occurredOn.localeCompare(b.occurredOn))
            .map((milestone) => (
              <Milestone key={milestone.id} milestone={milestone} />
            ))}
        </ul>
      )}
    </Card>
  )
}

function doneOn(term: Term, kind: TermMilestone['kind']): string | null {
  return (
    term.milestones
      .filter((milestone) => milestone.kind === kind)
      .map((milestone) => milestone.occurredOn)
      .toSorted()[0] ?? null
  )
}

type TermLineProps = { title: string; on: string; done: string | null; today: string; doneText: string; openText: string }

function TermLine({ title, on, done, today, doneText, openText }: TermLineProps) {
  return (
    <div>
      <span className="tiny muted">{title}</span>
      <span>{on}</span>
      {done !== null ? (
        <SeverityMark severity={done <= on ? '达标' : '应当'} text={done <= on ? `${done} ${doneText}` : `${done} 才办，晚了`} />
      ) : today > on ? (
        <SeverityMark severity={title === '届满日' ? '红线' : '应当'} text={openText} />
      ) : (
        <SeverityMark severity="不适用" text="未到期限" />
      )}
    </div>
  )
}

function Milestone({ milestone }: { milestone: TermMilestone }) {
  const [isAsking, setAsking] = useState(false)
  const remove = useCommand('election.removeMilestone', { showsOwnError: true, done: () => '已撤下' })
  return (
    <li>
      <span className="nowrap">{milestone.occurredOn}</span>
      <span className="milestone-kind nowrap">{milestone.kind}</span>
      <span className="secondary ellipsis">{[milestone.documentNo, milestone.note].filter((text) => text !== '').join('，')}</span>
      <ActionIcon size={24} aria-label={`撤下${milestone.occurredOn}的${milestone.kind}`} onClick={() => setAsking(true)}>
        <IconTrash size={15} aria-hidden="true" />
      </ActionIcon>
      <ConfirmDialog
        title={`撤下“${milestone.kind}”`}
        consequence={`${milestone.occurredOn} 的这个节点会从本届记录里撤下，相应的发现会重新出现。`}
        confirmLabel="撤下"
        isOpen={isAsking}
        isRunning={remove.isRunning}
        error={remove.error}
        onConfirm={() => void remove.run({ milestoneId: milestone.id }).then((done) => done && setAsking(false))}
        onClose={() => setAsking(false)}
      />
    </li>
  )
}
