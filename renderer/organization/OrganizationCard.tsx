import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import type { OrganizationNode } from '../../shared/organization/contract.ts'
import type { Finding } from '../../shared/regulation/finding.ts'
import type { CallError } from '../app/client.ts'
import type { Prefill } from '../app/prefill.ts'
import { hrefTo } from '../app/router.ts'
import { useSession } from '../app/session.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { FindingList } from '../ui/FindingList.tsx'
import { Permitted } from '../ui/Permitted.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { BoardSummary } from './BoardSummary.tsx'
import { CorrectEstablishmentForm } from './CorrectEstablishmentForm.tsx'
import { DissolveForm } from './DissolveForm.tsx'
import { HistoryCard } from './HistoryCard.tsx'
import { PartyGroups } from './PartyGroups.tsx'
import { ReviseForm } from './ReviseForm.tsx'

type OpenForm = 'revise' | 'establishment' | 'dissolve' | 'restore' | null

const FORM_OF_ACT: Record<string, OpenForm> = {
  'organization.revise': 'revise',
  'organization.correctEstablishment': 'establishment',
  'organization.dissolve': 'dissolve',
  'organization.restore': 'restore',
}

export type OrganizationCardProps = {
  organizationId: string
  asOf: string | undefined
  /** 地址里要求打开的表单与预填。 */
  act: string | null
  prefill: Prefill
  findings: readonly Finding[] | undefined
  findingsError: CallError | null
  onActDone: () => void
}

/** 一个党组织的一页：基本情况、任期、班子、党小组、沿革、发现，以及改它的表单。 */
export function OrganizationCard({ organizationId, asOf, act, prefill, findings, findingsError, onActDone }: OrganizationCardProps) {
  const card = useBackendQuery('organization.card', { organizationId, ...(asOf ? { asOf } : {}) })
  const { can } = useSession()
  const [chosen, setChosen] = useState<OpenForm>(null)
  const restore = useCommand('organization.restore', { showsOwnError: true, done: () => '已恢复' })
  const form = chosen ?? (act === null ? null : (FORM_OF_ACT[act] ?? null))
  const close = () => {
    setChosen(null)
    if (act !== null) onActDone()
  }

  if (card.error) return <ErrorState error={card.error} onRetry={() => void card.refetch()} />
  if (!card.data) return <Loading />
  const { node, history } = card.data
  return (
    <>
      <div className="organization-head">
        <div className="organization-title">
          <h2>{node.shortName}</h2>
          <p className="small secondary">{node.name}</p>
        </div>
        {node.level !== '党小组' && node.dissolvedOn === null && (
          <Button component="a" href={hrefTo(`/election/${encodeURIComponent(node.id)}`)} variant="default">
            届次与班子
          </Button>
        )}
        <Button component="a" href={hrefTo('/member', { organizationId: node.id })} variant="default">
          看名册
        </Button>
        {can('settings.journal') && (
          <Button component="a" href={hrefTo('/settings/journal', { organizationId: node.id })} variant="default">
            改动史
          </Button>
        )}
        {node.dissolvedOn === null ? (
          <Permitted anyOf="organization.revise">
            <Menu position="bottom-end">
              <Menu.Target>
                <Button rightSection={<IconChevronDown size={14} aria-hidden="true" />}>更改</Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => setChosen('revise')}>自某日起更改（更名、升格、隶属……）</Menu.Item>
                <Menu.Item onClick={() => setChosen('establishment')}>改正编码与成立信息</Menu.Item>
                <Menu.Divider />
                <Menu.Item onClick={() => setChosen('dissolve')}>撤销或并入其他党组织</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Permitted>
        ) : (
          <Permitted anyOf="organization.restore">
            <Button onClick={() => setChosen('restore')}>恢复</Button>
          </Permitted>
        )}
      </div>
      {node.dissolvedOn !== null && (
        <p className="notice organization-notice">
          {node.dissolvedOn} 已撤并：{node.dissolutionReason}
        </p>
      )}
      <div className="organization-cards">
        <div className="organization-column">
          <BasicFacts node={node} />
          {node.level !== '党小组' && <BoardSummary organizationId={node.id} asOf={asOf} />}
        </div>
        <div className="organization-column">
          <Card title="发现" note={findings ? `${findings.length} 条` : ''} isFlush>
            {findingsError ? (
              <ErrorState error={findingsError} />
            ) : !findings ? (
              <Loading label="正在按规则检查" />
            ) : findings.length === 0 ? (
              <EmptyState title="没有发现" reason="按现行方案，这个党组织眼下没有要处理的。" />
            ) : (
              <FindingList findings={findings} />
            )}
          </Card>
          {node.level === '党支部' && <PartyGroups branchId={node.id} asOf={asOf} />}
          <HistoryCard node={node} history={history} />
        </div>
      </div>
      {form === 'revise' && (
        <ReviseForm node={node} today={card.data.asOf} prefill={act === 'organization.revise' ? prefill : {}} onClose={close} />
      )}
      {form === 'establishment' && <CorrectEstablishmentForm node={node} onClose={close} />}
      {form === 'dissolve' && <DissolveForm node={node} today={card.data.asOf} onClose={close} />}
      {form === 'restore' && (
        <ConfirmDialog
          title={`恢复${node.shortName}`}
          consequence="恢复后它重新出现在党组织树里，撤并时并走的党员不会自动回来，需要时请在名册里重新编入。"
          confirmLabel="恢复"
          isOpen
          isRunning={restore.isRunning}
          error={restore.error}
          onConfirm={() => void restore.run({ organizationId: node.id }).then((done) => done && close())}
          onClose={close}
        />
      )}
    </>
  )
}

function BasicFacts({ node }: { node: OrganizationNode }) {
  const facts: readonly (readonly [string, string])[] = [
    ['层级与组建形式', node.level === '党小组' ? '党小组' : `${node.level}，${node.form}`],
    ['党员', `${node.memberCount} 名，正式 ${node.fullMemberCount}、预备 ${node.memberCount - node.fullMemberCount}`],
    [
      '职工',
      node.staffTotal === null
        ? '未掌握'
        : `${node.staffTotal} 名${node.nonpartyStaffTotal === null ? '' : `，非党员 ${node.nonpartyStaffTotal} 名`}`,
    ],
    ['成立日期', node.establishedOn],
    ['成立批复', node.establishmentDocumentNo === '' ? '未登记' : node.establishmentDocumentNo],
    ['单位类别', node.unitType],
    ['编码', node.code],
    ['机关代字', node.documentCode === '' ? '未登记' : node.documentCode],
    ['联系人', node.contactName === '' ? '未登记' : `${node.contactName} ${node.contactPhone}`],
    ['覆盖单位', node.coveredUnits.length === 0 ? '未登记' : node.coveredUnits.join('、')],
  ]
  return (
    <Card title="基本情况" note={`${node.effectiveOn} 起的样子`}>
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className={value.startsWith('未') ? 'muted' : ''}>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
