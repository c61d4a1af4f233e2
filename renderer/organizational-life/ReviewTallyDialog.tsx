import { Group, NumberInput } from '@mantine/core'
import { useState } from 'react'
import type { ReviewView } from '../../shared/organizational-life/review-contract.ts'
import { NO_VOTES, VOTED_GRADES, votesTotal, type GradeVotes } from '../../shared/organizational-life/review.ts'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'

/** 测评票汇总：先填发出、收回、有效，再逐人填四个等次各几票；票数之和当场核对。 */
export function TallyDialog({ view, onClose }: { view: ReviewView; onClose: () => void }) {
  const people = view.people.filter(({ exemptReason, category }) => exemptReason === '' && category === '正式党员')
  const [counts, setCounts] = useState({
    issued: view.ballot?.issued ?? people.length,
    collected: view.ballot?.collected ?? people.length,
    valid: view.ballot?.valid ?? people.length,
  })
  const [votes, setVotes] = useState<Readonly<Record<string, GradeVotes>>>(
    Object.fromEntries(people.map((person) => [person.memberId, person.votes ?? NO_VOTES])),
  )
  const save = useCommand('life.saveReviewTally', { showsOwnError: true, done: () => '已存测评票汇总' })
  const number = (key: keyof typeof counts, label: string) => (
    <NumberInput
      label={label}
      min={0}
      allowDecimal={false}
      value={counts[key]}
      onChange={(value) => setCounts((current) => ({ ...current, [key]: Number(value) }))}
    />
  )
  const wrong = people.filter(({ memberId }) => votesTotal(votes[memberId] ?? NO_VOTES) !== counts.valid).length
  return (
    <FormDialog
      title="录测评票汇总"
      lead={`每人四个等次的票数之和应等于有效票${view.ballot?.entry === '逐票' ? '；改用汇总录入后，逐张录的不再留' : ''}。`}
      submitLabel="存票数"
      isOpen
      isRunning={save.isRunning}
      error={save.error}
      size={760}
      {...(wrong > 0 ? { blockedBy: `还有 ${wrong} 人的票数之和不等于有效票 ${counts.valid}` } : {})}
      onClose={onClose}
      onSubmit={() =>
        void save
          .run({
            reviewId: view.id,
            ...counts,
            rows: people.map(({ memberId }) => ({ memberId, votes: { ...(votes[memberId] ?? NO_VOTES) } })),
          })
          .then((done) => done && onClose())
      }
    >
      <Group grow align="flex-start" gap={12}>
        {number('issued', '发出')}
        {number('collected', '收回')}
        {number('valid', '有效')}
      </Group>
      <div className="paper-marks">
        <table className="plain-table tally-grid">
          <thead>
            <tr>
              <th>姓名</th>
              {VOTED_GRADES.map((grade) => (
                <th key={grade} className="number">
                  {grade}
                </th>
              ))}
              <th className="number">合计</th>
            </tr>
          </thead>
          <tbody>
            {people.map(({ memberId, name }) => {
              const own = votes[memberId] ?? NO_VOTES
              const total = votesTotal(own)
              return (
                <tr key={memberId}>
                  <td className="nowrap">{name}</td>
                  {VOTED_GRADES.map((grade) => (
                    <td key={grade}>
                      <NumberInput
                        aria-label={`${name} ${grade}票`}
                        size="xs"
                        min={0}
                        allowDecimal={false}
                        hideControls
                        value={own[grade]}
                        onChange={(value) => setVotes((current) => ({ ...current, [memberId]: { ...own, [grade]: Number(value) } }))}
                      />
                    </td>
                  ))}
                  <td className={`number ${total === counts.valid ? '' : 'tally-sum-bad'}`}>{total}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </FormDialog>
  )
}
