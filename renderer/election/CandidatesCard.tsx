import { ActionIcon, Button, Group, Select, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { OFFICES, type Office } from '../../shared/election/ballot.ts'
import type { CandidateView, ProcessView } from '../../shared/election/process-contract.ts'
import { POST_TITLES, type PostTitle } from '../../shared/glossary.ts'
import { useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { MemberPicker } from '../ui/MemberPicker.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState } from '../ui/states.tsx'
import { STRENGTH_SEVERITIES } from './process-tone.ts'

const COMMITTEE_TITLES = POST_TITLES.filter((title) => title.endsWith('委员') && title !== '纪委委员')

/** 候选人：按姓氏笔画，逐条核对差额、资格、职数；批复后经酝酿定为正式候选人。 */
export function CandidatesCard({ view }: { view: ProcessView }) {
  const [isAdding, setAdding] = useState(false)
  const confirm = useCommand('election.confirmCandidates', { done: () => '已定为正式候选人' })
  const isFrozen = view.confirmedOn !== null
  const pending = view.candidates.filter((each) => each.stage === '预备人选')
  const offices = OFFICES.filter((office) => view.candidates.some((each) => each.office === office))
  return (
    <Card
      title="候选人"
      note={noteOf(view)}
      actions={
        <>
          <RuleTag ruleId="N-10" />
          <Button size="xs" variant="default" disabled={isFrozen} onClick={() => setAdding(true)}>
            提名
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={isFrozen || pending.length === 0}
            loading={confirm.isRunning}
            onClick={() => void confirm.run({ processId: view.id, candidateIds: pending.map((each) => each.id), stage: '正式候选人' })}
          >
            定为正式候选人
          </Button>
        </>
      }
      isFlush
    >
      {view.candidates.length === 0 ? (
        <EmptyState
          title="还没有候选人"
          reason="先提名预备人选报上级审查；批复后经党员酝酿，定为正式候选人。次序按姓氏笔画自动排。"
          action={
            <Button disabled={isFrozen} onClick={() => setAdding(true)}>
              提名预备人选
            </Button>
          }
        />
      ) : (
        <table className="cockpit-table">
          <thead>
            <tr>
              <th>候选人</th>
              <th className="number">笔画</th>
              <th>拟任</th>
              <th>转正</th>
              <th>阶段</th>
              <th>
                <span className="unseen">动作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {offices.map((office) => (
              <OfficeRows key={office} view={view} office={office} isFrozen={isFrozen} />
            ))}
          </tbody>
        </table>
      )}
      {view.issues.length > 0 && (
        <ul className="issue-list small">
          {view.issues.map((issue) => (
            <li key={`${issue.ruleId}${issue.office}${issue.candidateId ?? ''}${issue.message}`}>
              <SeverityMark severity={STRENGTH_SEVERITIES[issue.strength]} text={issue.ruleId} />
              <span>{issue.message}</span>
            </li>
          ))}
        </ul>
      )}
      {isAdding && <NominateForm view={view} onClose={() => setAdding(false)} />}
    </Card>
  )
}

function noteOf({ candidates, seatCount }: ProcessView): string {
  const count = candidates.filter((each) => each.office === '委员').length
  if (seatCount === null) return `${candidates.length} 名`
  return `委员应选 ${seatCount}，候选 ${count}，差额 ${count - seatCount}`
}

function OfficeRows({ view, office, isFrozen }: { view: ProcessView; office: Office; isFrozen: boolean }) {
  const rows = view.candidates.filter((each) => each.office === office)
  const order = useCommand('election.setCandidateOrder')
  const remove = useCommand('election.removeCandidate', { done: () => '已撤下' })
  const isVoting = view.ballots.some((ballot) => ballot.office === office)
  const needsHand = rows.some((row) => row.strokeCount === null || row.position !== null)
  const move = (index: number, by: -1 | 1) => {
    const ids = rows.map((row) => row.id)
    const [moved] = ids.splice(index, 1)
    if (moved !== undefined) ids.splice(index + by, 0, moved)
    void order.run({ processId: view.id, office, candidateIds: ids })
  }
  return (
    <>
      <tr className="office-row">
        <th colSpan={6} scope="rowgroup">
          {office}
          {rows.some((row) => row.position !== null) && (
            <button type="button" className="link-button" onClick={() => void order.run({ processId: view.id, office, candidateIds: [] })}>
              恢复按笔画
            </button>
          )}
        </th>
      </tr>
      {rows.map((row, index) => (
        <tr key={row.id}>
          <td title={`${row.member.birthOn} 出生，${row.member.adminPost || row.member.job}`}>{row.ballotName}</td>
          <td className="number">{row.strokeCount === null ? '待定' : `${row.strokeCount} 画`}</td>
          <td>{row.title}</td>
          <td>{row.member.fullOn ?? '—'}</td>
          <td>
            <SeverityMark severity={row.stage === '正式候选人' ? '达标' : '不适用'} text={row.stage === '正式候选人' ? '正式' : '预备'} />
          </td>
          <td className="row-actions">
            {!isFrozen && !isVoting && (
              <CandidateActions
                row={row}
                needsHand={needsHand}
                isFirst={index === 0}
                isLast={index === rows.length - 1}
                onMove={(by) => move(index, by)}
                onRemove={() => void remove.run({ candidateId: row.id })}
              />
            )}
          </td>
        </tr>
      ))}
    </>
  )
}

type ActionsProps = {
  row: CandidateView
  needsHand: boolean
  isFirst: boolean
  isLast: boolean
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** 有缺笔顺数据的字才给上移下移：其余按笔画，不由人排。 */
function CandidateActions({ row, needsHand, isFirst, isLast, onMove, onRemove }: ActionsProps) {
  const { name } = row.member
  return (
    <>
      {needsHand && (
        <>
          <ActionIcon size={24} disabled={isFirst} aria-label={`${name}上移`} onClick={() => onMove(-1)}>
            <IconArrowUp size={15} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon size={24} disabled={isLast} aria-label={`${name}下移`} onClick={() => onMove(1)}>
            <IconArrowDown size={15} aria-hidden="true" />
          </ActionIcon>
        </>
      )}
      <ActionIcon size={24} aria-label={`撤下${row.office}候选人${name}`} onClick={onRemove}>
        <IconTrash size={15} aria-hidden="true" />
      </ActionIcon>
    </>
  )
}

function NominateForm({ view, onClose }: { view: ProcessView; onClose: () => void }) {
  const offices = view.offices.map((each) => each.office)
  const choices = view.kind === '换届' && !offices.includes('副书记') ? [...offices, '副书记' as const] : offices
  const [office, setOffice] = useState<Office>(choices[0] ?? '委员')
  const [memberId, setMemberId] = useState<string | null>(null)
  const [title, setTitle] = useState<PostTitle>('委员')
  const [note, setNote] = useState('')
  const add = useCommand('election.addCandidate', { showsOwnError: true, done: () => '已提名' })
  return (
    <FormDialog
      title="提名候选人预备人选"
      lead="书记、副书记候选人同时要提为委员候选人。提名后可以接着提下一名。"
      submitLabel="提名"
      isOpen
      isRunning={add.isRunning}
      error={add.error}
      {...(memberId === null ? { blockedBy: '还没有选人' } : {})}
      onClose={onClose}
      onSubmit={() => {
        if (memberId === null) return
        void add.run({ processId: view.id, memberId, office, title, note }).then((done) => {
          if (!done) return
          setMemberId(null)
          setNote('')
        })
      }}
    >
      <Group grow align="flex-start" gap={12}>
        <Select
          label="职务"
          data={choices}
          value={office}
          onChange={(value) => setOffice(choices.find((one) => one === value) ?? office)}
          error={add.problem('office')}
        />
        {office === '委员' && (
          <Select
            label="拟任分工"
            data={COMMITTEE_TITLES}
            value={title}
            onChange={(value) => setTitle(COMMITTEE_TITLES.find((one) => one === value) ?? title)}
          />
        )}
      </Group>
      <MemberPicker
        label="党员"
        value={memberId}
        onChange={setMemberId}
        organizationId={view.organization.id}
        required
        error={add.problem('memberId')}
      />
      <TextInput label="说明" value={note} onChange={(event) => setNote(event.currentTarget.value)} error={add.problem('note')} />
    </FormDialog>
  )
}
