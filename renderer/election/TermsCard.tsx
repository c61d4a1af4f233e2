import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Term } from '../../shared/election/contract.ts'
import { useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState } from '../ui/states.tsx'
import type { BoardForm } from './board-form.ts'
import { STATE_SEVERITIES } from './term-state.ts'

/** 全部届次，新的在前；登错了可改正或撤下，撤下的当场可恢复。 */
export function TermsCard({ terms, onOpen }: { terms: readonly Term[]; onOpen: (form: BoardForm) => void }) {
  const [removing, setRemoving] = useState<Term | null>(null)
  const [removed, setRemoved] = useState<Term | null>(null)
  const restore = useCommand('election.restoreTerm', { done: () => '已恢复' })
  return (
    <Card title="历届" note={`${terms.length} 届`} isFlush>
      {removed && (
        <p className="notice term-removed">
          已撤下第 {removed.seq} 届。
          <button
            type="button"
            className="link-button"
            onClick={() => void restore.run({ termId: removed.id }).then((done) => done && setRemoved(null))}
          >
            恢复它
          </button>
        </p>
      )}
      {terms.length === 0 ? (
        <EmptyState title="没有届次记录" reason="从最近的一届登记起；以前的届次也可以补录。" />
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">届次</th>
              <th scope="col">选举到届满</th>
              <th scope="col">状态</th>
              <th scope="col">
                <span className="unseen">动作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {terms
              .toSorted((a, b) => b.seq - a.seq)
              .map((term) => (
                <tr key={term.id}>
                  <td className="nowrap">第 {term.seq} 届</td>
                  <td>
                    <span className="nowrap">
                      {term.electedOn} 至 {term.effectiveEndsOn}
                    </span>
                    <br />
                    <span className="tiny secondary">
                      {[
                        `${term.termYears} 年`,
                        term.seatCount === null ? '' : `职数 ${term.seatCount}`,
                        term.approvalDocumentNo,
                        term.effectiveEndsOn === term.endsOn ? '' : `原届满 ${term.endsOn}`,
                        term.remark,
                      ]
                        .filter((text) => text !== '')
                        .join('，')}
                    </span>
                  </td>
                  <td>
                    <SeverityMark severity={STATE_SEVERITIES[term.state]} text={term.state} />
                  </td>
                  <td className="row-actions">
                    <Button size="xs" variant="default" onClick={() => onOpen({ act: 'election.correctTerm', term })}>
                      改正
                    </Button>
                    <Button size="xs" variant="default" onClick={() => setRemoving(term)}>
                      撤下
                    </Button>
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
      {removing && (
        <RemoveTermForm
          term={removing}
          onDone={() => {
            setRemoved(removing)
            setRemoving(null)
          }}
          onClose={() => setRemoving(null)}
        />
      )}
    </Card>
  )
}

function RemoveTermForm({ term, onDone, onClose }: { term: Term; onDone: () => void; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const remove = useCommand('election.removeTerm', { showsOwnError: true })
  return (
    <FormDialog
      title={`撤下第 ${term.seq} 届`}
      lead={`${term.electedOn} 选举的这一届会从记录里撤下，届满日与期限线随之重算。可以恢复。`}
      submitLabel="撤下"
      isDangerous
      isOpen
      isRunning={remove.isRunning}
      error={remove.error}
      onClose={onClose}
      onSubmit={() => void remove.run({ termId: term.id, reason }).then((done) => done && onDone())}
    >
      <TextInput
        label="原因"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={remove.problem('reason')}
        required
      />
    </FormDialog>
  )
}
