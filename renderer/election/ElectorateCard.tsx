import { Button, Group, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { EXCLUSION_GROUNDS, type ExclusionGround } from '../../shared/election/electorate.ts'
import type { ProcessView } from '../../shared/election/process-contract.ts'
import { hrefTo } from '../app/router.ts'
import { useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { MemberPicker } from '../ui/MemberPicker.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'

type Exclusion = ProcessView['electorate']['exclusions'][number]
type Uncounted = ProcessView['electorate']['uncounted'][number]

const LABELS: Readonly<Record<Uncounted['standing'], string>> = {
  计入: '计入',
  预备党员: '预备党员',
  停止党籍: '停止党籍',
  留党察看: '没有选举权',
  权利中止: '没有选举权',
  不计入应到会: '不计入',
}

/** 由名册自动列出的；预备党员不逐人列，没有文号、仍计入的在下面的提示里说。 */
function isFromRoster({ source, standing, isCounted }: Uncounted): boolean {
  return source === '名册' && standing !== '预备党员' && !isCounted
}

/** 应到会一步步减出来；不计入的逐人写情形、理由与上级批复。 */
export function ElectorateCard({ view }: { view: ProcessView }) {
  const [editing, setEditing] = useState<Exclusion | '新增' | null>(null)
  const [removing, setRemoving] = useState<Exclusion | null>(null)
  const { electorate } = view
  const isConfirmed = view.confirmedOn !== null
  const held = view.ballots.find((ballot) => ballot.venue === '党员大会')
  const remove = useCommand('election.removeExclusion', { showsOwnError: true, done: () => '已移出' })
  return (
    <Card
      title={held ? '应到会与实到会' : '应到会'}
      note={`${electorate.on} 的名册`}
      actions={
        <>
          <RuleTag ruleId="N-09" />
          <RuleTag ruleId="N-14" />
          {!held && <span className="small secondary">至少到 {electorate.quorum} 人</span>}
        </>
      }
    >
      <div className="tally-row">
        <Figure value={electorate.allCount} label="党员" />
        <i>−</i>
        <Figure value={electorate.probationaryCount} label="预备党员" />
        <i>−</i>
        <Figure value={electorate.disfranchised.length} label="没有选举权" />
        <i>−</i>
        <Figure value={electorate.excludedCount} label="获准不计入" />
        <i>=</i>
        <Figure value={electorate.dueCount} label="应到会" isResult />
        {held && (
          <>
            <i>−</i>
            <Figure value={held.dueCount - held.presentCount} label="缺席" />
            <i>=</i>
            <Figure value={held.presentCount} label="实到会" isResult />
          </>
        )}
      </div>
      {held && (
        <p className="electorate-check">
          <SeverityMark
            severity={held.count.attendance.isValid ? '达标' : '红线'}
            text={`${held.count.attendance.isValid ? '到会有效' : '到会不足'}：${held.count.attendance.working}`}
            isBadge
          />
        </p>
      )}
      <ul className="electorate-lines small">
        {electorate.uncounted.filter(isFromRoster).map((each) => (
          <li key={each.memberId}>
            <span className="muted nowrap">{LABELS[each.standing]}</span>
            <span className="ellipsis" title={each.basis}>
              <a href={hrefTo(`/person/${encodeURIComponent(each.memberId)}`)}>{each.name}</a>，{each.reason}
              {each.documentNo === '' ? '' : `，${each.documentNo}`}
            </span>
            <span className="muted nowrap">名册已登记</span>
          </li>
        ))}
        {electorate.exclusions.map((each) => (
          <li key={each.memberId}>
            <span className="muted nowrap">{each.isCounted ? '不计入' : '拟不计入'}</span>
            <span className="ellipsis" title={each.reason}>
              {each.name}，{each.ground}：{each.reason}。
              {each.approvedOn === null ? '批复待补' : `${each.approvedOn} ${each.approvalDocumentNo} 同意`}
              {each.adoptedOn === null ? '' : `，${each.adoptedOn} 大会通过`}
            </span>
            {!isConfirmed && (
              <span className="nowrap">
                <button type="button" className="link-button" onClick={() => setEditing(each)}>
                  改
                </button>{' '}
                <button type="button" className="link-button" aria-label={`移出${each.name}`} onClick={() => setRemoving(each)}>
                  移出
                </button>
              </span>
            )}
          </li>
        ))}
        {electorate.floating.length > 0 && (
          <li>
            <span className="muted nowrap">流动在外</span>
            <span>{electorate.floating.join('、')}，须专门通知并留回执（C14）</span>
          </li>
        )}
      </ul>
      {electorate.problems.map((problem) => (
        <p key={problem} className="small">
          <SeverityMark severity="提示" text={problem} />
        </p>
      ))}
      {!isConfirmed && (
        <div className="card-foot">
          <Button size="xs" variant="default" onClick={() => setEditing('新增')}>
            登记不计入应到会的人
          </Button>
          <span className="small muted">须写明情形、理由，并有上级同意的批复文号</span>
        </div>
      )}
      {editing !== null && <ExclusionForm view={view} exclusion={editing === '新增' ? null : editing} onClose={() => setEditing(null)} />}
      <ConfirmDialog
        title={`移出${removing?.name ?? ''}`}
        consequence="移出以后重新计入应到会人数；要恢复须重新登记情形与批复。"
        confirmLabel="移出"
        isOpen={removing !== null}
        isRunning={remove.isRunning}
        error={remove.error}
        onConfirm={() =>
          void remove.run({ processId: view.id, memberId: removing?.memberId ?? '' }).then((done) => done && setRemoving(null))
        }
        onClose={() => setRemoving(null)}
      />
    </Card>
  )
}

function Figure({ value, label, isResult = false }: { value: number; label: string; isResult?: boolean }) {
  return (
    <span className={isResult ? 'figure is-result' : 'figure'}>
      <b>{value}</b>
      <span className="tiny secondary">{label}</span>
    </span>
  )
}

function ExclusionForm({ view, exclusion, onClose }: { view: ProcessView; exclusion: Exclusion | null; onClose: () => void }) {
  const [memberId, setMemberId] = useState<string | null>(exclusion?.memberId ?? null)
  const [ground, setGround] = useState<ExclusionGround>(exclusion?.ground ?? EXCLUSION_GROUNDS[3])
  const [reason, setReason] = useState(exclusion?.reason ?? '')
  const [approvalDocumentNo, setApprovalDocumentNo] = useState(exclusion?.approvalDocumentNo ?? '')
  const [approvedOn, setApprovedOn] = useState(exclusion?.approvedOn ?? '')
  const [adoptedOn, setAdoptedOn] = useState(exclusion?.adoptedOn ?? '')
  const record = useCommand('election.recordExclusion', { showsOwnError: true, done: () => '已登记' })
  return (
    <FormDialog
      title="不计入应到会"
      lead="属所列情形、经上级同意并由党员大会通过，才不计入（N-14）。没有批复文号的先登记，仍计入人数。"
      submitLabel="登记"
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      {...(memberId === null ? { blockedBy: '还没有选人' } : {})}
      onClose={onClose}
      onSubmit={() => {
        if (memberId === null) return
        void record
          .run({
            processId: view.id,
            memberId,
            ground,
            reason,
            approvalDocumentNo,
            approvedOn: approvedOn === '' ? null : approvedOn,
            adoptedOn: adoptedOn === '' ? null : adoptedOn,
          })
          .then((done) => done && onClose())
      }}
    >
      {exclusion === null ? (
        <MemberPicker
          label="党员"
          value={memberId}
          onChange={setMemberId}
          organizationId={view.organization.id}
          required
          error={record.problem('memberId')}
        />
      ) : (
        <p>{exclusion.name}</p>
      )}
      <Select
        label="情形"
        data={[...EXCLUSION_GROUNDS]}
        value={ground}
        onChange={(value) => setGround(EXCLUSION_GROUNDS.find((one) => one === value) ?? ground)}
      />
      <TextInput
        label="理由"
        description="如“2025 年起瘫痪在床，医院证明存支部”"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={record.problem('reason')}
        required
      />
      <Group grow align="flex-start" gap={12}>
        <TextInput
          label="上级批复文号"
          value={approvalDocumentNo}
          onChange={(event) => setApprovalDocumentNo(event.currentTarget.value)}
          error={record.problem('approvalDocumentNo')}
        />
        <DateField label="批复日期" value={approvedOn} onChange={setApprovedOn} error={record.problem('approvedOn')} />
        <DateField label="大会通过日期" value={adoptedOn} onChange={setAdoptedOn} error={record.problem('adoptedOn')} />
      </Group>
    </FormDialog>
  )
}
