import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { TalkView } from '../../shared/organizational-life/talk-contract.ts'
import { prefillFrom, textIn } from '../app/prefill.ts'
import { navigate, type PageProps } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { DataTable, type Column } from '../ui/DataTable.tsx'
import { MaskedText } from '../ui/Masked.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Permitted } from '../ui/Permitted.tsx'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { LifeTabs } from './LifeTabs.tsx'
import { RemovedList } from './RemovedList.tsx'
import { TalkCoverageCard } from './TalkCoverageCard.tsx'
import { RecordTalksDialog, TalkDialog } from './TalkDialogs.tsx'
import { YearSwitch } from './YearSwitch.tsx'
import './appraisal.css'

type Acting = { readonly what: '看' | '撤下'; readonly talk: TalkView }

/** 谈心谈话：登记、覆盖表。要点默认遮着，点开才取。 */
export function TalkPage({ query }: PageProps) {
  const overview = useBackendQuery('settings.overview', {})
  const thisYear = Number((overview.data?.today ?? '').slice(0, 4))
  const prefill = query.get('act') === 'life.recordTalks' ? prefillFrom(query) : null
  const organizationId = query.get('organizationId') ?? (prefill === null ? null : textIn(prefill, 'organizationId') || null)
  const year = Number(query.get('year')) || thisYear
  const scope = organizationId === null ? {} : { organizationId }
  const talks = useBackendQuery('life.talks', { ...scope, year }, { enabled: year > 0, keepPrevious: true })
  const [isRecording, setRecording] = useState(prefill !== null)
  const [acting, setActing] = useState<Acting | null>(null)
  const withdraw = useCommand('life.withdrawTalk', { showsOwnError: true, done: () => '已撤下，可在表下方恢复' })
  const restore = useCommand('life.restoreTalk', { done: () => '已恢复' })
  const go = (change: Readonly<Record<string, string | null>>) =>
    navigate('/life/talk', { organizationId, year: String(year), ...change }, { replace: true })
  const rows = talks.data?.rows ?? []
  const columns: readonly Column<TalkView>[] = [
    { key: 'heldOn', title: '日期', width: 108, render: (row) => row.heldOn },
    ...(organizationId === null
      ? [{ key: 'organization', title: '党支部', width: 120, render: (row: TalkView) => row.organizationName }]
      : []),
    { key: 'talker', title: '谈话人', width: 130, render: (row) => `${row.talkerName}（${row.talkerRole}）` },
    { key: 'member', title: '对象', width: 100, render: (row) => row.memberName },
    { key: 'kind', title: '类型', width: 64, render: (row) => row.kind },
    { key: 'means', title: '方式', width: 64, render: (row) => row.means },
    { key: 'occasion', title: '触发', width: 140, grow: true, render: (row) => row.occasion || <span className="muted">没有写</span> },
    {
      key: 'points',
      title: '要点',
      width: 76,
      render: (row) => (row.hasPoints ? <MaskedText title="点开看">＊＊＊</MaskedText> : <span className="muted">没有</span>),
    },
    { key: 'followUp', title: '跟进', width: 150, grow: true, render: (row) => row.followUp },
    {
      key: 'actions',
      title: '动作',
      width: 84,
      render: (row) => (
        <span onClick={(event) => event.stopPropagation()}>
          <Menu position="bottom-end">
            <Menu.Target>
              <Button
                size="xs"
                variant="default"
                tabIndex={-1}
                aria-label={`${row.heldOn} ${row.talkerName}与${row.memberName}：办理`}
                rightSection={<IconChevronDown size={12} aria-hidden="true" />}
              >
                办理
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setActing({ what: '看', talk: row })}>看要点、更改</Menu.Item>
              <Menu.Item onClick={() => setActing({ what: '撤下', talk: row })}>撤下</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </span>
      ),
    },
  ]
  return (
    <>
      <PageHeader
        title="谈心谈话"
        control={
          <>
            <YearSwitch year={year} suffix="年" latest={thisYear} onChange={(next) => go({ year: String(next) })} />
            <OrganizationPicker
              label="哪个党支部"
              hidesLabel
              emptyText="全部党支部"
              levels={['党支部']}
              width={200}
              value={organizationId}
              onChange={(id) => go({ organizationId: id })}
            />
          </>
        }
        status={talks.data ? `登记 ${rows.length} 次` : ''}
        actions={
          <Permitted anyOf="life.recordTalks">
            <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setRecording(true)}>
              登记谈话
            </Button>
          </Permitted>
        }
      />
      <LifeTabs current="/life/talk" />
      <div className="appraisal-stack">
        {organizationId === null ? (
          <Card>
            <p className="secondary">选一个党支部，看支委两两、支委与党员、党员之间谈到了没有。</p>
          </Card>
        ) : (
          year > 0 && <TalkCoverageCard organizationId={organizationId} year={year} onTalk={() => setRecording(true)} />
        )}
        {talks.error ? (
          <ErrorState error={talks.error} onRetry={() => void talks.refetch()} />
        ) : !talks.data ? (
          <Loading />
        ) : (
          <Card isFlush title="谈话记录" note="要点是敏感内容，点“显示”才看得到，看一次记一条操作日志；原文不进日志、不进导出的表">
            <div className="talk-table">
              <DataTable
                label={`${year} 年谈心谈话`}
                columns={columns}
                rowCount={rows.length}
                rowAt={(index) => rows[index]}
                rowKey={(row) => row.id}
                onOpen={(row) => setActing({ what: '看', talk: row })}
                empty={<EmptyState title="还没有登记谈话" reason="登记一次谈话，覆盖表就跟着变；一名谈话人谈了几个人，可以一次登记。" />}
              />
            </div>
            <RemovedList
              rows={talks.data.removed.map((each) => ({
                id: each.id,
                text: `${each.heldOn} ${each.talkerName}与${each.memberName}（${each.reason}）`,
              }))}
              onRestore={(talkId) => void restore.run({ talkId })}
            />
          </Card>
        )}
      </div>
      {isRecording && overview.data && (
        <RecordTalksDialog
          organizationId={organizationId}
          today={overview.data.today}
          prefill={prefill ?? {}}
          onClose={() => {
            setRecording(false)
            if (prefill !== null) go({})
          }}
        />
      )}
      {acting?.what === '看' && <TalkDialog talk={acting.talk} onClose={() => setActing(null)} />}
      {acting?.what === '撤下' && (
        <ReasonDialog
          title="撤下这次谈话"
          lead={`${acting.talk.heldOn} ${acting.talk.talkerName}与${acting.talk.memberName}`}
          submitLabel="撤下"
          command={withdraw}
          onSubmit={(reason) => withdraw.run({ talkId: acting.talk.id, reason })}
          onClose={() => setActing(null)}
        />
      )}
    </>
  )
}
