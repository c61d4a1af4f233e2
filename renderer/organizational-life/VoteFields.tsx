import { ActionIcon, NumberInput, Select, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { VoteDraft } from '../../shared/organizational-life/activity-draft.ts'
import { VOTE_MATTERS, VOTE_METHODS } from '../../shared/organizational-life/activity-types.ts'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { SeverityMark } from '../ui/SeverityMark.tsx'

export type VoteFieldsProps = {
  vote: VoteDraft
  heldOn: string
  voters: { expected: number; present: number }
  onChange: (vote: VoteDraft) => void
  onRemove: () => void
}

/** 一次计票：分母随事项切换并写出来，填着就算通过与否。 */
export function VoteFields({ vote, heldOn, voters, onChange, onRemove }: VoteFieldsProps) {
  const expectedCount = vote.expectedCount ?? voters.expected
  const presentCount = vote.presentCount ?? voters.present
  const { matter, approveCount, againstCount, abstainCount, writtenApproveCount } = vote
  const tally = useBackendQuery(
    'life.tally',
    { heldOn, matter, expectedCount, presentCount, approveCount, againstCount, abstainCount, writtenApproveCount },
    { enabled: isPlainDate(heldOn), keepPrevious: true },
  )
  const outcome = tally.data
  const takesWritten = matter === '接收预备党员' || matter === '预备党员转正'
  const count = (label: string, key: 'approveCount' | 'againstCount' | 'abstainCount' | 'writtenApproveCount') => (
    <NumberInput label={label} min={0} value={vote[key]} onChange={(value) => onChange({ ...vote, [key]: Number(value) || 0 })} />
  )
  return (
    <fieldset className="vote">
      <legend className="small">
        计票{outcome && outcome.denominator !== '' && <span className="secondary">：分母是{outcome.denominator}</span>}
      </legend>
      <div className="vote-line">
        <Select
          label="事项"
          data={[...VOTE_MATTERS]}
          value={matter}
          onChange={(value) => onChange({ ...vote, matter: VOTE_MATTERS.find((one) => one === value) ?? matter })}
        />
        <TextInput
          label="表决什么"
          placeholder={takesWritten ? '姓名' : ''}
          maxLength={100}
          value={vote.subject}
          onChange={(event) => onChange({ ...vote, subject: event.currentTarget.value })}
        />
        <Select
          label="方式"
          data={[...VOTE_METHODS]}
          value={vote.method}
          onChange={(value) => onChange({ ...vote, method: VOTE_METHODS.find((one) => one === value) ?? vote.method })}
        />
        <ActionIcon aria-label="删去这次计票" onClick={onRemove}>
          <IconTrash size={15} aria-hidden="true" />
        </ActionIcon>
      </div>
      <div className="vote-counts">
        <NumberInput
          label="应到"
          min={0}
          placeholder={String(voters.expected)}
          value={vote.expectedCount ?? ''}
          onChange={(value) => onChange({ ...vote, expectedCount: value === '' ? null : Number(value) })}
        />
        <NumberInput
          label="实到"
          min={0}
          placeholder={String(voters.present)}
          value={vote.presentCount ?? ''}
          onChange={(value) => onChange({ ...vote, presentCount: value === '' ? null : Number(value) })}
        />
        {count('赞成', 'approveCount')}
        {count('反对', 'againstCount')}
        {count('弃权', 'abstainCount')}
        {takesWritten && count('书面赞成', 'writtenApproveCount')}
      </div>
      {outcome && (
        <div className="vote-outcome" role="status">
          <SeverityMark
            severity={outcome.problems.length > 0 ? '红线' : outcome.isPassed ? '达标' : '应当'}
            text={
              outcome.problems.length > 0
                ? outcome.problems.join('；')
                : !outcome.isQuorate
                  ? '到会不足，表决无效'
                  : outcome.isPassed
                    ? '通过'
                    : '没有通过'
            }
            isBadge
          />
          <span className="small secondary">
            {outcome.workings.join('；')}
            {outcome.ruleIds.length > 0 && `（${outcome.ruleIds.join('、')}）`}
          </span>
        </div>
      )}
    </fieldset>
  )
}
