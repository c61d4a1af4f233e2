import { Button, Drawer } from '@mantine/core'
import { useState } from 'react'
import { shownDate } from '../../shared/calendar/date-precision.ts'
import type { MemberRow } from '../../shared/member/contract.ts'
import type { RouteOutput } from '../app/client.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { SeverityShape } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { TextInput } from '@mantine/core'
import { MemberDialog } from './MemberDialog.tsx'

type Detail = RouteOutput<'member.detail'>

/** 一人一页：基本信息、缺项、一生的节点。 */
export function MemberDrawer({ memberId, onClose }: { memberId: string; onClose: () => void }) {
  const detail = useBackendQuery('member.detail', { memberId })
  const [isEditing, setEditing] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const member = detail.data?.member
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={member ? member.name : '党员'}
      transitionProps={{ duration: 0 }}
      styles={{ title: { fontSize: 18, lineHeight: '26px', fontWeight: 600 } }}
    >
      {detail.error && <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.isPending && <Loading />}
      {detail.data && member && (
        <>
          <p className="secondary">
            {member.branchName}
            {member.groupName === '' ? '' : `，${member.groupName}`}，{member.category}，{member.age} 岁
            {member.partyAge === null ? '' : `，党龄 ${member.partyAge} 年`}
          </p>
          {member.missing.length > 0 && (
            <div className="notice" role="note" style={{ marginTop: 12 }}>
              <SeverityShape severity="应当" />
              <span>还缺 {member.missing.join('、')}，点“改信息”补上。</span>
            </div>
          )}
          <section className="member-drawer-section">
            <h3>基本信息</h3>
            <dl className="facts">
              {factsOf(member).map(([label, value]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{value === '' ? <span className="missing-mark">未填</span> : value}</dd>
                </div>
              ))}
            </dl>
          </section>
          <section className="member-drawer-section">
            <h3>经历</h3>
            <ol className="timeline">
              {timelineOf(detail.data).map((event) => (
                <li key={`${event.on}${event.text}`}>
                  <span className="secondary">{event.on === '' ? '起始不详' : event.on}</span>　{event.text}
                </li>
              ))}
            </ol>
          </section>
          <div className="card-actions member-drawer-section">
            <Button variant="default" color="red.7" onClick={() => setRemoving(true)}>
              移入回收站
            </Button>
            <Button onClick={() => setEditing(true)}>改信息</Button>
          </div>
          <MemberDialog isOpen={isEditing} member={member} onClose={() => setEditing(false)} onDone={() => setEditing(false)} />
          <RemoveDialog member={member} isOpen={isRemoving} onClose={() => setRemoving(false)} onDone={onClose} />
        </>
      )}
    </Drawer>
  )
}

function RemoveDialog({
  member,
  isOpen,
  onClose,
  onDone,
}: {
  member: MemberRow
  isOpen: boolean
  onClose: () => void
  onDone: () => void
}) {
  const [reason, setReason] = useState('')
  const remove = useCommand('member.remove', { showsOwnError: true, done: () => `已把${member.name}移入回收站，可随时恢复` })
  return (
    <FormDialog
      title={`移入回收站：${member.name}`}
      lead="只用于登错的人。转出、去世等减员另按组织关系办理。移入后不再计入人数，可在回收站恢复。"
      submitLabel="移入回收站"
      isDangerous
      isOpen={isOpen}
      isRunning={remove.isRunning}
      error={remove.error}
      {...(reason.trim() === '' ? { blockedBy: '请写明原因' } : {})}
      onSubmit={() => {
        void remove.run({ memberId: member.id, reason }).then((output) => {
          if (output) onDone()
        })
      }}
      onClose={onClose}
    >
      <TextInput label="原因" required value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
    </FormDialog>
  )
}

function factsOf(member: MemberRow): [string, string][] {
  return [
    ['公民身份号码', member.identityNumber],
    ['性别', member.gender],
    ['民族', member.ethnicity],
    ['出生日期', shownDate(member.birthOn, member.birthOnPrecision)],
    ['学历', member.education],
    ['工作岗位', member.job],
    ['行政职务', member.adminPost === '' ? '—' : member.adminPost],
    ['入党日期', shownDate(member.joinedOn, member.joinedOnPrecision)],
    ['转正日期', member.fullOn === null ? '—' : shownDate(member.fullOn, member.fullOnPrecision)],
    ['手机号', member.mobile],
    ['固定电话', member.landline === '' ? '—' : member.landline],
    ['家庭住址', member.address],
    ['党籍状态', member.partyStatus],
    ['权利状态', member.rightsStatus],
    ['是否失联', member.isLost ? `是，${member.lostOn === null ? '日期不详' : shownDate(member.lostOn, member.lostOnPrecision)}` : '否'],
    ['是否流动', member.isFloating ? `是，${member.floatingTo === '' ? '流向未填' : member.floatingTo}` : '否'],
  ]
}

function timelineOf({ member, assignments, posts }: Detail): { on: string; text: string }[] {
  return [
    { on: member.joinedOn, text: '加入中国共产党（支部大会通过）' },
    ...(member.fullOn === null ? [] : [{ on: member.fullOn, text: '转为正式党员' }]),
    ...assignments.map((each) => ({
      on: each.fromOn ?? '',
      text: `编入${each.branchName}${each.groupName === '' ? '' : `，${each.groupName}`}${each.untilOn === null ? '' : `，至 ${each.untilOn}`}${each.reason === '' ? '' : `（${each.reason}）`}`,
    })),
    ...posts.map((each) => ({
      on: each.fromOn,
      text: `任${each.organizationName}${each.title}${each.untilOn === null ? '' : `，至 ${each.untilOn}`}`,
    })),
  ].sort((a, b) => a.on.localeCompare(b.on))
}
