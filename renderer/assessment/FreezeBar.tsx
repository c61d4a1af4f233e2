import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { localMoment } from '../app/moment.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { SeverityShape } from '../ui/SeverityMark.tsx'
import { points } from './points.ts'

type FreezeState = RouteOutput<'assessment.frozenState'>
type Dialog = 'freeze' | 'lift' | 'differences' | null

/** 考核冻结了没有：过完的年度可以冻结；冻结以后看差别、看改动、解冻。 */
export function FreezeBar({ year, isOver }: { year: number; isOver: boolean }) {
  const state = useBackendQuery('assessment.frozenState', { year }, { enabled: isOver })
  const [dialog, setDialog] = useState<Dialog>(null)
  if (!isOver || !state.data) return null
  const { freeze, differences, changes } = state.data
  const moment = freeze ? localMoment(freeze.frozenAt) : null
  return (
    <div className="notice freeze-bar" role="note">
      <SeverityShape severity={freeze && differences.length > 0 ? '应当' : '不适用'} />
      {freeze && moment ? (
        <>
          <span>
            {year} 年度考核已冻结（{freeze.approvedBy}批准{freeze.documentNo === '' ? '' : `，${freeze.documentNo}`}，{moment.date}{' '}
            {freeze.frozenBy}办理），下面是冻结时的得分。
            {differences.length === 0
              ? '按现在的记录算，没有差别。'
              : `按现在的记录算，有 ${differences.length} 个支部与冻结时不同，冻结的得分没有变。`}
          </span>
          <span className="freeze-actions">
            {(differences.length > 0 || changes.length > 0) && (
              <Button size="xs" variant="default" onClick={() => setDialog('differences')}>
                看差别与改动
              </Button>
            )}
            <Button size="xs" variant="default" onClick={() => setDialog('lift')}>
              解冻
            </Button>
          </span>
        </>
      ) : (
        <>
          <span>{year} 年度已过完，还没有冻结：记录再有改动，得分与名次会跟着变。定了以后请冻结。</span>
          <span className="freeze-actions">
            <Button size="xs" variant="default" onClick={() => setDialog('freeze')}>
              冻结本年度
            </Button>
          </span>
        </>
      )}
      {dialog === 'freeze' && <FreezeDialog year={year} onClose={() => setDialog(null)} />}
      {dialog === 'lift' && <LiftDialog year={year} onClose={() => setDialog(null)} />}
      <Modal opened={dialog === 'differences'} onClose={() => setDialog(null)} title={`${year} 年度：冻结时与现在`} size={820}>
        <Differences state={state.data} />
      </Modal>
    </div>
  )
}

function Differences({ state: { differences, changes } }: { state: FreezeState }) {
  const score = (centi: number | null, rank: number | null) => (centi === null ? '—' : `${points(centi)}（第 ${rank ?? 0} 名）`)
  return (
    <>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">支部</th>
            <th scope="col">冻结时</th>
            <th scope="col">现在算</th>
            <th scope="col">哪里不同</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((each) => (
            <tr key={each.organizationId}>
              <td>{each.organizationName}</td>
              <td>{score(each.frozenCenti, each.frozenRank)}</td>
              <td>{score(each.currentCenti, each.currentRank)}</td>
              <td className="small">{each.details.join('；')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3 className="freeze-heading">冻结以后的改动</h3>
      {changes.length === 0 ? (
        <p className="small secondary">没有人改过评定、加减分与否决；差别来自党员、届次、活动等记录的改动，可到操作日志里查。</p>
      ) : (
        <ul>
          {changes.map((change, index) => (
            <li key={index} className="small">
              {localMoment(change.changedAt).date} {change.actor}：{change.matter}。理由：{change.reason}；授权：{change.authorizedBy}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function FreezeDialog({ year, onClose }: { year: number; onClose: () => void }) {
  const [approvedBy, setApprovedBy] = useState('')
  const [documentNo, setDocumentNo] = useState('')
  const freeze = useCommand('assessment.freeze', { showsOwnError: true, done: ({ branchCount }) => `已冻结 ${branchCount} 个支部的得分` })
  return (
    <FormDialog
      title={`冻结 ${year} 年度考核`}
      lead="得分、名次与依据照此刻存下，通报、得分表、材料包都用它。以后改评定、加减分、否决要写明理由与授权；可以解冻。"
      submitLabel="冻结"
      isOpen
      isRunning={freeze.isRunning}
      error={freeze.error}
      {...(approvedBy.trim() === '' ? { blockedBy: '请写由谁批准' } : {})}
      onSubmit={() => {
        void freeze.run({ year, approvedBy, documentNo }).then((output) => {
          if (output) onClose()
        })
      }}
      onClose={onClose}
    >
      <TextInput
        label="由谁批准"
        required
        placeholder="如：集团党委会 2027 年第 1 次会议"
        value={approvedBy}
        onChange={(event) => setApprovedBy(event.currentTarget.value)}
        error={freeze.problem('approvedBy')}
        data-autofocus
      />
      <TextInput
        label="文号"
        value={documentNo}
        onChange={(event) => setDocumentNo(event.currentTarget.value)}
        error={freeze.problem('documentNo')}
      />
    </FormDialog>
  )
}

function LiftDialog({ year, onClose }: { year: number; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const [authorizedBy, setAuthorizedBy] = useState('')
  const lift = useCommand('assessment.liftFreeze', { showsOwnError: true, done: () => '已解冻，得分重新按记录算' })
  const blockedBy = reason.trim() === '' ? '请写理由' : authorizedBy.trim() === '' ? '请写授权人' : null
  return (
    <FormDialog
      title={`解冻 ${year} 年度考核`}
      lead="解冻以后得分与名次重新按现在的记录算；冻结时的得分仍留着，解冻的理由与授权也留痕。"
      submitLabel="解冻"
      isDangerous
      isOpen
      isRunning={lift.isRunning}
      error={lift.error}
      {...(blockedBy === null ? {} : { blockedBy })}
      onSubmit={() => {
        void lift.run({ year, reason, authorizedBy }).then((output) => {
          if (output) onClose()
        })
      }}
      onClose={onClose}
    >
      <TextInput
        label="理由"
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={lift.problem('reason')}
        data-autofocus
      />
      <TextInput
        label="授权人"
        required
        value={authorizedBy}
        onChange={(event) => setAuthorizedBy(event.currentTarget.value)}
        error={lift.problem('authorizedBy')}
      />
    </FormDialog>
  )
}
