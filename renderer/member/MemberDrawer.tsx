import { Button, Drawer } from '@mantine/core'
import { useState } from 'react'
import { hrefTo } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { SeverityShape } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { EventDialog } from './EventDialog.tsx'
import { LifeTimeline } from './LifeTimeline.tsx'
import { MemberDialog } from './MemberDialog.tsx'
import { MemberFacts } from './MemberFacts.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'

/** 名册旁边的速览：基本信息、缺项、一生的节点；看全、打印、回看去整页。 */
export function MemberDrawer({ memberId, onClose }: { memberId: string; onClose: () => void }) {
  const detail = useBackendQuery('member.detail', { memberId })
  const life = useBackendQuery('member.life', { memberId })
  const [dialog, setDialog] = useState<'edit' | 'event' | 'remove' | null>(null)
  const member = detail.data?.member
  const close = () => setDialog(null)
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
      {member && (
        <>
          <p className="secondary">
            {member.branchName}
            {member.groupName === '' ? '' : `，${member.groupName}`}，{member.category}，{member.age} 岁
            {member.partyAge === null ? '' : `，党龄 ${member.partyAge} 年`}
          </p>
          <p>
            <a href={hrefTo(`/person/${encodeURIComponent(memberId)}`)}>打开整页</a>
            <span className="secondary">：回看、打印、更正一生里的事</span>
          </p>
          {member.missing.length > 0 && (
            <div className="notice" role="note" style={{ marginTop: 12 }}>
              <SeverityShape severity="应当" />
              <span>还缺 {member.missing.join('、')}，点“改信息”补上。</span>
            </div>
          )}
          <section className="member-drawer-section">
            <h3>基本信息</h3>
            <MemberFacts member={member} />
          </section>
          <section className="member-drawer-section">
            <h3>经历</h3>
            {life.error && <ErrorState error={life.error} onRetry={() => void life.refetch()} />}
            {life.data && <LifeTimeline member={member} entries={life.data.entries} showsWithdrawn={false} isReadOnly />}
          </section>
          <div className="card-actions member-drawer-section">
            <Button variant="default" color="red.7" onClick={() => setDialog('remove')}>
              移入回收站
            </Button>
            <Button variant="default" onClick={() => setDialog('event')}>
              登记一件事
            </Button>
            <Button onClick={() => setDialog('edit')}>改信息</Button>
          </div>
          <MemberDialog isOpen={dialog === 'edit'} member={member} onClose={close} onDone={close} />
          {dialog === 'event' && <EventDialog members={[member]} event={null} onClose={close} onDone={close} />}
          <RemoveDialog member={member} isOpen={dialog === 'remove'} onClose={close} onDone={onClose} />
        </>
      )}
    </Drawer>
  )
}
