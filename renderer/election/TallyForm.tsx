import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import { countBallot, type Tally } from '../../shared/election/ballot.ts'
import type { BallotView, ProcessView } from '../../shared/election/process-contract.ts'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'

/** 汇总录入：每人三个数，弃权由有效票减出来；对不上当场说，不能保存。 */
export function TallyForm({ view, ballot, onClose }: { view: ProcessView; ballot: BallotView; onClose: () => void }) {
  const nominees = ballot.count.nominees.filter((each) => !each.isWriteIn)
  const [invalidCount, setInvalidCount] = useState(ballot.count.invalidCount)
  const [tallies, setTallies] = useState<ReadonlyMap<string, Tally>>(new Map(nominees.map((each) => [each.memberId, each])))
  const record = useCommand('election.recordTallies', { showsOwnError: true, done: () => '票数已录入' })
  const valid = ballot.collectedCount - invalidCount
  const set = (memberId: string, change: Partial<Tally>) => {
    const next = { ayes: 0, noes: 0, abstentions: 0, ...tallies.get(memberId), ...change }
    setTallies(new Map([...tallies, [memberId, { ...next, abstentions: Math.max(0, valid - next.ayes - next.noes) }]]))
  }
  const { problems } = countBallot(ballot, nominees, { entry: '汇总', invalidCount, tallies })
  const others = ballot.count.nominees.filter((each) => each.isWriteIn).map(({ memberId, ayes }) => ({ memberId, ayes }))
  return (
    <FormDialog
      title={`${view.organization.shortName}${ballot.office}：各人票数`}
      lead={`收回 ${ballot.collectedCount} 张。弃权由有效票减出来，可以核对。`}
      submitLabel="保存票数"
      isOpen
      size={640}
      isRunning={record.isRunning}
      error={record.error}
      {...(problems[0] === undefined ? {} : { blockedBy: problems[0] })}
      onClose={onClose}
      onSubmit={() =>
        void record
          .run({
            ballotId: ballot.id,
            invalidCount,
            tallies: nominees
              .map(({ memberId }) => ({ memberId, ...(tallies.get(memberId) ?? { ayes: 0, noes: 0, abstentions: 0 }) }))
              .map(tallyOnly),
            writeIns: others,
          })
          .then((done) => done && onClose())
      }
    >
      <NumberInput label="无效票" w={160} min={0} value={invalidCount} onChange={(value) => setInvalidCount(Number(value) || 0)} />
      <table className="cockpit-table">
        <thead>
          <tr>
            <th>候选人</th>
            <th>赞成</th>
            <th>反对</th>
            <th className="number">弃权</th>
          </tr>
        </thead>
        <tbody>
          {nominees.map((each) => {
            const tally = tallies.get(each.memberId)
            return (
              <tr key={each.memberId}>
                <td>{each.name}</td>
                <td>
                  <NumberInput
                    aria-label={`${each.name}赞成`}
                    size="xs"
                    w={90}
                    min={0}
                    value={tally?.ayes ?? 0}
                    onChange={(value) => set(each.memberId, { ayes: Number(value) || 0 })}
                  />
                </td>
                <td>
                  <NumberInput
                    aria-label={`${each.name}反对`}
                    size="xs"
                    w={90}
                    min={0}
                    value={tally?.noes ?? 0}
                    onChange={(value) => set(each.memberId, { noes: Number(value) || 0 })}
                  />
                </td>
                <td className="number">{tally?.abstentions ?? 0}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </FormDialog>
  )
}

function tallyOnly({ memberId, ayes, noes, abstentions }: Tally & { memberId: string }) {
  return { memberId, ayes, noes, abstentions }
}
