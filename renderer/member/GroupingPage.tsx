import { Button, Modal, SegmentedControl, TextInput } from '@mantine/core'
import { IconCheck, IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { groupingProblems, groupName, GROUPING_WAYS, type GroupingWay, type PlannedGroup } from '../../shared/member/grouping.ts'
import type { RouteOutput } from '../app/client.ts'
import { hrefTo, navigate, type PageProps } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog, FormError } from '../ui/FormDialog.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { GroupingBoard } from './GroupingBoard.tsx'
import './grouping.css'

type Plan = RouteOutput<'member.groupingPlan'>

/** 党小组划分：选支部 → 看方案 → 拖动或用键盘调整 → 一次落库。 */
export function GroupingPage({ parameters }: PageProps) {
  const branchId = parameters['branchId'] ?? null
  const [way, setWay] = useState<GroupingWay>('保留现有小组')
  const plan = useBackendQuery('member.groupingPlan', { branchId: branchId ?? '', way }, { enabled: branchId !== null })
  return (
    <div className="grouping">
      <PageHeader
        title="党小组划分"
        status={plan.data ? `${plan.data.branchName}，党员 ${plan.data.members.length} 人；按“${plan.data.profileName}”` : ''}
        control={
          <>
            <OrganizationPicker
              label="党支部"
              hidesLabel
              levels={['党支部']}
              width={240}
              value={branchId}
              onChange={(id) => navigate(id === null ? '/grouping' : `/grouping/${encodeURIComponent(id)}`)}
            />
            <SegmentedControl aria-label="怎样划" data={[...GROUPING_WAYS]} value={way} onChange={(value) => setWay(value)} />
          </>
        }
      />
      {branchId === null ? (
        <EmptyState
          title="先选一个党支部"
          reason="党员 20 人以上的党支部应当划分党小组；在上面选支部，系统按人数上限、部门与现有编入给出方案，确认之前什么也不写。"
        />
      ) : plan.error ? (
        <ErrorState error={plan.error} onRetry={() => void plan.refetch()} />
      ) : plan.data ? (
        plan.data.members.length === 0 ? (
          <EmptyState
            title="这个党支部还没有党员"
            reason="把党员编入支部之后再划分党小组。"
            action={
              <Button component="a" variant="default" href={hrefTo('/member', { organizationId: branchId })}>
                去党员名册
              </Button>
            }
          />
        ) : (
          <GroupingEditor key={`${branchId}/${way}`} branchId={branchId} plan={plan.data} />
        )
      ) : (
        <Loading />
      )}
    </div>
  )
}

function GroupingEditor({ branchId, plan }: { branchId: string; plan: Plan }) {
  const [history, setHistory] = useState<readonly (readonly PlannedGroup[])[]>([plan.groups])
  const [isConfirming, setConfirming] = useState(false)
  const groups = useMemo(() => history.at(-1) ?? [], [history])
  const problems = useMemo(() => groupingProblems(plan.members, groups, plan.limits), [plan, groups])
  const change = (next: readonly PlannedGroup[]) => setHistory((current) => [...current.slice(-50), next])
  const move = (memberId: string, to: number | null) =>
    change(
      groups.map((group, index) => {
        const others = group.memberIds.filter((id) => id !== memberId)
        return { ...group, memberIds: index === to ? [...others, memberId] : others }
      }),
    )
  const addGroup = () => {
    const taken = new Set(groups.map(({ name }) => name))
    let index = 0
    while (taken.has(groupName(index))) index += 1
    change([...groups, { groupId: null, name: groupName(index), memberIds: [] }])
  }
  const wholeBranch = problems.filter(({ group }) => group === null)
  const moved = plan.members.filter(({ id, groupId }) => {
    const group = groups.find(({ memberIds }) => memberIds.includes(id))
    return group !== undefined && (group.groupId === null || group.groupId !== groupId)
  }).length

  return (
    <>
      <div className="grouping-bar">
        {problems.length === 0 ? (
          <SeverityMark severity="达标" text="合条文：组数、每组人数与正式党员都合适，人人入组" />
        ) : wholeBranch.length === 0 ? (
          <SeverityMark severity="应当" text={`${problems.length} 组不合条文，见各组下面`} />
        ) : (
          wholeBranch.map(({ ruleId, text }) => (
            <span key={text} className="grouping-problem">
              <RuleTag ruleId={ruleId} />
              {text}
            </span>
          ))
        )}
        <div className="grouping-actions">
          <Button variant="default" disabled={history.length < 2} onClick={() => setHistory((current) => current.slice(0, -1))}>
            撤销上一步
          </Button>
          <Button variant="default" leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={addGroup}>
            加一组
          </Button>
          <Button leftSection={<IconCheck size={16} aria-hidden="true" />} disabled={moved === 0} onClick={() => setConfirming(true)}>
            确认划分
          </Button>
        </div>
      </div>
      <GroupingBoard
        members={plan.members}
        groups={groups}
        problems={problems}
        onMove={move}
        onRename={(at, name) => change(groups.map((group, index) => (index === at ? { ...group, name } : group)))}
      />
      {isConfirming && (
        <ConfirmGrouping
          branchId={branchId}
          plan={plan}
          groups={groups}
          moved={moved}
          hasProblems={problems.length > 0}
          onClose={() => setConfirming(false)}
        />
      )}
    </>
  )
}

function ConfirmGrouping({
  branchId,
  plan,
  groups,
  moved,
  hasProblems,
  onClose,
}: {
  branchId: string
  plan: Plan
  groups: readonly PlannedGroup[]
  moved: number
  hasProblems: boolean
  onClose: () => void
}) {
  const [fromOn, setFromOn] = useState(plan.asOf)
  const [reason, setReason] = useState('支委会研究划分党小组')
  const [done, setDone] = useState<RouteOutput<'member.assignGroups'> | null>(null)
  const assigning = useCommand('member.assignGroups', { showsOwnError: true })
  const created = groups.filter(({ groupId, memberIds }) => groupId === null && memberIds.length > 0).length
  if (done)
    return (
      <Modal opened onClose={onClose} title="已划分" closeButtonProps={{ 'aria-label': '关闭' }} transitionProps={{ duration: 0 }}>
        <div className="grouping-done" role="status">
          <SeverityMark severity="达标" text={`新设 ${done.created} 个党小组，编入 ${done.moved} 人`} />
          <p className="small secondary">
            这是一批改动，可在“改动批次与撤销”里整批撤回（新设的小组会留着，可在“党组织”里撤销）。各组的组长在“届次与班子”里登记。
          </p>
          <div className="grouping-actions">
            <Button component="a" variant="default" href={hrefTo(`/organization/${encodeURIComponent(branchId)}`)}>
              看这个党支部
            </Button>
            <Button onClick={onClose}>好</Button>
          </div>
        </div>
      </Modal>
    )
  return (
    <FormDialog
      title="确认划分党小组"
      lead={`新设 ${created} 个党小组，自下面的日期起编入 ${moved} 人；其余 ${plan.members.length - moved} 人不动。`}
      submitLabel="确认划分"
      isOpen
      isRunning={assigning.isRunning}
      error={null}
      onSubmit={() => {
        const request = { branchId, fromOn, reason, groups: groups.map((group) => ({ ...group, memberIds: [...group.memberIds] })) }
        void assigning.run(request).then((output) => {
          if (output) setDone(output)
        })
      }}
      onClose={onClose}
    >
      <DateField label="自哪一天起" value={fromOn} onChange={setFromOn} required error={assigning.problem('fromOn')} />
      <TextInput label="依据" value={reason} maxLength={100} required onChange={(event) => setReason(event.currentTarget.value)} />
      {hasProblems && <SeverityMark severity="应当" text="方案里还有不合条文的地方；可以照此划分，工作台会继续提示" />}
      {assigning.error && <FormError error={assigning.error} />}
    </FormDialog>
  )
}
