import { Button, Menu, Switch } from '@mantine/core'
import { IconChevronDown, IconPlus, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import type { MemberRow } from '../../shared/member/contract.ts'
import { MEMBER_EVENT_KINDS, type MemberEventKind } from '../../shared/member/event-kinds.ts'
import type { RouteOutput } from '../app/client.ts'
import { localMoment } from '../app/moment.ts'
import { prefillFrom, textIn } from '../app/prefill.ts'
import { hrefTo, navigate, type PageProps } from '../app/router.ts'
import { useSession } from '../app/session.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { DateField } from '../ui/DateField.tsx'
import { FindingList } from '../ui/FindingList.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Permitted } from '../ui/Permitted.tsx'
import { SeverityMark, SeverityShape } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { EventDialog } from './EventDialog.tsx'
import { LifeTimeline } from './LifeTimeline.tsx'
import { MemberDialog } from './MemberDialog.tsx'
import { MemberFacts } from './MemberFacts.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'
import './roster.css'
import './member-page.css'

type Life = RouteOutput<'member.life'>
type Dialog = 'edit' | 'event' | 'remove' | null

/** 一人一页：基本信息、一生、算式、缺项、有关发现、修改的痕迹；可回看任意一天，可打印。 */
export function MemberPage({ parameters, query }: PageProps) {
  const memberId = parameters['id'] ?? ''
  return <OneMember key={memberId} memberId={memberId} query={query} />
}

function OneMember({ memberId, query }: { memberId: string; query: URLSearchParams }) {
  const { can } = useSession()
  const [asOf, setAsOf] = useState(query.get('asOf') ?? '')
  const on = isPlainDate(asOf) ? { asOf } : {}
  const detail = useBackendQuery('member.detail', { memberId, ...on }, { keepPrevious: true })
  const life = useBackendQuery('member.life', { memberId, ...on }, { keepPrevious: true })
  const act = query.get('act')
  const wantedKind = kindIn(textIn(prefillFrom(query), 'kind'))
  const [dialog, setDialog] = useState<Dialog>(act === 'member.update' ? 'edit' : act === 'member.recordEvent' ? 'event' : null)
  const [showsWithdrawn, setShowsWithdrawn] = useState(false)
  const member = detail.data?.member
  const close = () => setDialog(null)
  if (detail.error)
    return (
      <>
        <PageHeader title="党员" />
        <Card>
          <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />
          <p className="state">
            <a href={hrefTo('/member')}>回到党员名册</a>
          </p>
        </Card>
      </>
    )
  if (!member) return <Loading label="正在取这名党员" />
  const withdrawnCount = (life.data?.entries ?? []).filter(({ event }) => event?.isWithdrawn).length
  return (
    <div className="member-page">
      <PageHeader
        title={member.name}
        control={<DateField label="回看哪一天" hidesLabel width={170} placeholder="回看某一天" value={asOf} onChange={setAsOf} />}
        status={
          <>
            {life.data?.departure ? `${life.data.departure.on} 起不在册（${life.data.departure.reason}），原在` : ''}
            <a href={hrefTo('/member', { organizationId: member.branchId })}>{member.branchName}</a>
            {member.groupName === '' ? '' : `，${member.groupName}`}，{member.category}
            {isPlainDate(asOf) ? `（${asOf} 的样子）` : ''}
          </>
        }
        actions={
          <>
            <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden="true" />} onClick={() => window.print()}>
              打印
            </Button>
            <Permitted anyOf="member.update">
              <Button variant="default" onClick={() => setDialog('edit')}>
                改信息
              </Button>
            </Permitted>
            <Menu position="bottom-end" shadow="sm">
              <Menu.Target>
                <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden="true" />}>
                  更多
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {can('settings.journal') && (
                  <Menu.Item component="a" href={hrefTo('/settings/journal', { memberId })}>
                    改动史：谁、何时改了什么
                  </Menu.Item>
                )}
                <Permitted anyOf="member.remove">
                  <Menu.Item onClick={() => setDialog('remove')}>移入回收站（登错的人）</Menu.Item>
                </Permitted>
              </Menu.Dropdown>
            </Menu>
            <Permitted anyOf="member.recordEvent">
              <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setDialog('event')}>
                登记一件事
              </Button>
            </Permitted>
          </>
        }
      />
      {member.missing.length > 0 && (
        <div className="notice member-page-notice" role="note">
          <SeverityShape severity="应当" />
          <span>还缺 {member.missing.join('、')}，点“改信息”补上。</span>
        </div>
      )}
      <div className="member-page-body">
        <div className="member-page-column">
          <Card title="基本信息">
            <MemberFacts member={member} />
          </Card>
          <Card title="怎么算的" note={`判定日 ${life.data?.asOf ?? ''}`}>
            {life.data && <Workings workings={life.data.workings} />}
          </Card>
          <RelatedFindings member={member} on={on} />
        </div>
        <div className="member-page-column">
          <Card
            title="一生"
            note="入党、转正、组织关系、职务、奖惩、流动……从早到晚"
            actions={
              withdrawnCount > 0 && (
                <Switch
                  label={`看撤下与更正过的（${withdrawnCount}）`}
                  checked={showsWithdrawn}
                  onChange={(event) => setShowsWithdrawn(event.currentTarget.checked)}
                />
              )
            }
          >
            {life.error && <ErrorState error={life.error} onRetry={() => void life.refetch()} />}
            {life.isPending && <Loading />}
            {life.data && <LifeTimeline member={member} entries={life.data.entries} showsWithdrawn={showsWithdrawn} />}
          </Card>
          <Card title="修改的痕迹" note="谁在什么时候改过，近的在前">
            {life.data && <Trail trail={life.data.trail} />}
          </Card>
        </div>
      </div>
      <MemberDialog isOpen={dialog === 'edit'} member={member} onClose={close} onDone={close} />
      {dialog === 'event' && (
        <EventDialog members={[member]} event={null} {...(wantedKind ? { kind: wantedKind } : {})} onClose={close} onDone={close} />
      )}
      <RemoveDialog member={member} isOpen={dialog === 'remove'} onClose={close} onDone={() => navigate('/member')} />
    </div>
  )
}

function Workings({ workings }: { workings: Life['workings'] }) {
  return (
    <dl className="member-workings">
      {workings.map(({ label, value, working }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <strong>{value}</strong>
            <span className="secondary">{working}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** 结论落到他身上的发现，不论是哪个党组织的；按人认，同名的不混。 */
function RelatedFindings({ member, on }: { member: MemberRow; on: { asOf?: string } }) {
  const found = useBackendQuery('compliance.findings', { memberId: member.id, ...on }, { keepPrevious: true })
  const related = found.data?.findings ?? []
  return (
    <Card title="有关发现" isFlush note="结论落到此人身上的">
      {found.error && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Loading />}
      {found.data && related.length === 0 && (
        <p className="member-page-none">
          <SeverityMark severity="达标" text="没有落到此人身上的发现" />
          <a href={hrefTo(`/organization/${encodeURIComponent(member.branchId)}`)}>看支部的全部发现</a>
        </p>
      )}
      {related.length > 0 && <FindingList findings={related} />}
    </Card>
  )
}

function Trail({ trail }: { trail: Life['trail'] }) {
  if (trail.length === 0) return <EmptyState title="还没有修改过" reason="登记、更正、导入、撤销都会记在这里。" />
  return (
    <ul className="member-trail">
      {trail.map(({ at, actor, summary }, index) => (
        <li key={index}>
          <span className="timeline-date">{localMoment(at).date}</span>
          <span>
            {summary}
            <span className="secondary">　{actor}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

function kindIn(text: string): MemberEventKind | null {
  return MEMBER_EVENT_KINDS.find((kind) => kind === text) ?? null
}
