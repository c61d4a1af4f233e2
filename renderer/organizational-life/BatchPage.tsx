import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ExpectedRoll } from '../../shared/organizational-life/activity-contract.ts'
import type { ActivityDraft } from '../../shared/organizational-life/activity-draft.ts'
import { asCallError, call, type CallError, type RouteInput } from '../app/client.ts'
import { useLeaveGuard } from '../app/leave-guard.ts'
import { navigate, type PageProps } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { FormError } from '../ui/FormDialog.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { settledDraft } from './activity-form.ts'
import { BasicsSection } from './BasicsSection.tsx'
import { BatchTable, NO_ENTRY, type OwnEntry } from './BatchTable.tsx'
import { LifeTabs } from './LifeTabs.tsx'
import { namesFromText } from '../../shared/organizational-life/pasted-text.ts'
import { TopicsSection } from './TopicsSection.tsx'
import { useInsistence } from './use-insistence.tsx'
import './activity-form.css'
import './batch-page.css'

type Source = NonNullable<RouteInput<'life.activityDraft'>['source']>

/** 给多个支部录同一次：内容写一遍，各支部按自己的名册算应到；只写各自的地点与没到的人。要么全记下，要么一个也不记。 */
export function BatchPage({ query }: PageProps) {
  const overview = useBackendQuery('settings.overview', {})
  const tree = useBackendQuery('organization.tree', {})
  const themePlanId = query.get('themePlanId')
  const like = query.get('like')
  const today = overview.data?.today
  const plans = useBackendQuery(
    'life.themePlans',
    { year: Number(today?.slice(0, 4) ?? 0) },
    { enabled: themePlanId !== null && today !== undefined },
  )
  const likeActivity = useBackendQuery('life.activity', { activityId: like ?? '' }, { enabled: like !== null })
  const branches = (tree.data?.nodes ?? []).filter(({ level }) => level === '党支部').map(({ id }) => id)
  const plan = plans.data?.plans.find(({ id }) => id === themePlanId)
  const waiting = plan?.targets.filter(({ activityId }) => activityId === null).map(({ organizationId }) => organizationId)
  const first = waiting?.[0] ?? branches[0]
  const types = like !== null ? likeActivity.data?.types.map(({ type }) => type) : (['主题党日'] as const)
  const source: Source =
    like !== null ? { kind: '照某次', activityId: like } : themePlanId !== null ? { kind: '主题方案', themePlanId } : { kind: '空白' }
  const heldOn = likeActivity.data?.heldOn ?? plan?.plan.suggestedOn ?? today ?? ''
  const isReady = first !== undefined && types !== undefined && heldOn !== '' && (themePlanId === null || plan !== undefined)
  const started = useBackendQuery(
    'life.activityDraft',
    { organizationId: first ?? '', types: [...(types ?? [])], heldOn, source },
    { enabled: isReady },
  )
  const error = started.error ?? tree.error ?? likeActivity.error
  return (
    <div className="activity-page">
      <PageHeader title="给多个支部录同一次" status="内容写一遍，各支部按自己的名册算应到" />
      <LifeTabs current="/life/activities" />
      {error ? (
        <ErrorState error={error} />
      ) : tree.data && branches.length === 0 ? (
        <EmptyState title="还没有党支部" reason="先登记党支部，再给它们录活动。" />
      ) : !started.data ? (
        <Loading />
      ) : (
        <BatchForm
          key={started.data.draft.organizationId}
          chosenAtFirst={waiting ?? branches.filter((id) => id !== likeActivity.data?.organizationId)}
          initial={started.data.draft}
          roll={started.data.roll}
          themePlanId={themePlanId}
        />
      )}
    </div>
  )
}

type BatchFormProps = {
  chosenAtFirst: readonly string[]
  initial: ActivityDraft
  roll: ExpectedRoll
  themePlanId: string | null
}

function BatchForm({ chosenAtFirst, initial, roll, themePlanId }: BatchFormProps) {
  const [draft, setDraft] = useState<ActivityDraft>({
    ...initial,
    hostId: null,
    hostName: '',
    recorderId: null,
    recorderName: '',
    attendance: [],
  })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(chosenAtFirst))
  const [own, setOwn] = useState<Readonly<Record<string, OwnEntry>>>({})
  const [isDirty, setDirty] = useState(false)
  const [isMatching, setMatching] = useState(false)
  const [unmatched, setUnmatched] = useState<Readonly<Record<string, string>>>({})
  const [matchError, setMatchError] = useState<CallError | null>(null)
  const record = useCommand('life.recordForBranches', {
    showsOwnError: true,
    done: ({ activities, notices }) => [`给 ${activities.length} 个支部记下了同一次`, ...notices].join('；').replaceAll('。；', '；'),
  })
  const guard = useLeaveGuard(isDirty)
  const change = (by: (now: ActivityDraft) => ActivityDraft) => {
    setDraft(by)
    setDirty(true)
  }
  const ownOf = (id: string): OwnEntry => own[id] ?? NO_ENTRY
  // 哪天、哪一类定了才知道有哪些支部、谁已经记过；改日期时先留着原来的表。
  const standing = useBackendQuery(
    'life.batchBranches',
    { heldOn: draft.heldOn, types: draft.types },
    { enabled: draft.heldOn !== '' && draft.types.length > 0, keepPrevious: true },
  )
  const branches = standing.data?.branches ?? []
  const picked = branches.filter(({ organizationId }) => chosen.has(organizationId))
  const recorded = picked.filter(({ sameMonth }) => sameMonth.length > 0)
  const closedCount = picked.filter(({ isMonthClosed }) => isMonthClosed).length
  const insistence = useInsistence<RouteInput<'life.recordForBranches'>>({
    error: record.error,
    isRunning: record.isRunning,
    monthOf: ({ heldOn }) => heldOn.slice(0, 7),
    submitLabel: '补记并留痕',
    save: async (input, insisted) => {
      const saved = await record.run({ ...input, ...insisted })
      if (!saved) return false
      setDirty(false)
      navigate('/life/activities', { year: input.heldOn.slice(0, 4), type: input.body.types[0] ?? null })
      return true
    },
  })

  const submit = async () => {
    setMatching(true)
    setMatchError(null)
    setUnmatched({})
    try {
      const body = settledDraft(draft, undefined)
      const problems: Record<string, string> = {}
      const rows = await Promise.all(
        picked.map(async ({ organizationId: id }) => {
          const { place, away } = ownOf(id)
          const names = namesFromText(away)
          const matched =
            names.length === 0
              ? []
              : (await call('life.matchNames', { organizationId: id, types: body.types, heldOn: body.heldOn, names })).matches
          const bad = matched.filter(({ outcome }) => outcome !== '对上')
          if (bad.length > 0) problems[id] = bad.map(({ text, message }) => `${text}：${message}`).join('；')
          return {
            organizationId: id,
            place,
            unlisted: '出席' as const,
            attendance: matched.flatMap(({ memberId }) => (memberId === null ? [] : [{ memberId, status: '请假' as const, reason: '' }])),
          }
        }),
      )
      setUnmatched(problems)
      if (Object.keys(problems).length > 0) return
      await insistence.submit({ body, heldOn: body.heldOn, themePlanId, branches: rows })
    } catch (caught) {
      setMatchError(asCallError(caught))
    } finally {
      setMatching(false)
    }
  }

  const failure = insistence.shownError ?? matchError
  return (
    <>
      <div className="batch">
        <Card title="这一次" className="batch-content">
          <BasicsSection draft={draft} roll={roll} problem={record.problem} onChange={change} isForBranches />
          <TopicsSection draft={draft} roll={undefined} voters={{ expected: 0, present: 0 }} problem={record.problem} onChange={change} />
        </Card>
        <Card
          title="哪些支部"
          note={`选了 ${picked.length} 个；主持取书记，没写的全到`}
          actions={
            <>
              {recorded.length > 0 && (
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => setChosen(new Set(picked.flatMap((each) => (each.sameMonth.length > 0 ? [] : [each.organizationId]))))}
                >
                  去掉本月已有的 {recorded.length} 个
                </Button>
              )}
              <Button
                size="xs"
                variant="default"
                onClick={() =>
                  setChosen(picked.length === branches.length ? new Set() : new Set(branches.map(({ organizationId }) => organizationId)))
                }
              >
                {picked.length === branches.length ? '全不选' : '全选'}
              </Button>
            </>
          }
          isFlush
        >
          <BatchTable
            branches={branches}
            chosen={chosen}
            own={own}
            unmatched={unmatched}
            onChoose={(id, isChosen) => {
              const next = new Set(chosen)
              if (isChosen) next.add(id)
              else next.delete(id)
              setChosen(next)
              setDirty(true)
            }}
            onOwn={(id, value) => {
              setOwn({ ...own, [id]: value })
              setDirty(true)
            }}
          />
        </Card>
      </div>
      <footer className="batch-foot">
        {failure && <FormError error={failure} />}
        {standing.error && <FormError error={standing.error} />}
        <div className="activity-foot-line">
          <span className="grow small secondary">
            {Object.keys(unmatched).length > 0
              ? `${Object.keys(unmatched).length} 个支部有没对上的姓名，改好再记；一个也还没有记下。`
              : closedCount > 0
                ? `${closedCount} 个支部这个月已月结，记的时候要写理由与授权人；有一个记不下就全不记。`
                : '有一个支部记不下就全不记，并说明是哪个、为什么。'}
          </span>
          <Button loading={isMatching || record.isRunning} disabled={picked.length === 0} onClick={() => void submit()}>
            给 {picked.length} 个支部记下
          </Button>
        </div>
      </footer>
      {insistence.dialogs}
      <ConfirmDialog
        title="还没有保存"
        consequence="填的内容还没有记下，离开就没有了。"
        confirmLabel="不保存，离开"
        isOpen={guard.wanted !== null}
        isRunning={false}
        error={null}
        onConfirm={guard.leave}
        onClose={guard.stay}
      />
    </>
  )
}
