import { Select } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { ActivityDraft } from '../../shared/organizational-life/activity-draft.ts'
import type { ActivityType } from '../../shared/organizational-life/activity-types.ts'
import type { RouteInput } from '../app/client.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { ErrorState, Loading } from '../ui/states.tsx'
import { blankTopic } from './activity-form.ts'
import { ActivityEditor } from './ActivityEditor.tsx'
import { TemplatesDialog } from './TemplatesDialog.tsx'

type Source = NonNullable<RouteInput<'life.activityDraft'>['source']>

export type NewActivityProps = {
  organizationId: string
  groupId: string | null
  types: readonly ActivityType[]
  /** 哪天的；在过去的月份里时只知道是哪个月，日子留空由人填。 */
  heldOn: string
  today: string
  /** 从主题方案、某一次活动起的；不给则照上次。 */
  source?: Source
  onSaved: (activityId: string) => void
  onDirty?: (isDirty: boolean) => void
  /** 同一行前头的控件（选支部、类型）。 */
  lead?: ReactNode
}

/** 新录一次：底稿照上次的时间、地点、记录人，主持取书记，签到全员出席；也可换成空白、模板或主题方案。 */
export function NewActivity({ organizationId, groupId, types, heldOn, today, source: given, onSaved, onDirty, lead }: NewActivityProps) {
  // 过去的月份里哪天开的没有人知道：替人填上一天，回车就成了一次没有开过的会。
  const isDayUnknown = heldOn.slice(0, 7) < today.slice(0, 7)
  const [source, setSource] = useState<Source>(given ?? { kind: '照上次' })
  const [isDirty, setDirty] = useState(false)
  const [isManaging, setManaging] = useState(false)
  const started = useBackendQuery('life.activityDraft', { organizationId, groupId, types: [...types], heldOn, source })
  // 底稿取回来就定住：之后别处再重取，正填着的不受影响；上一次留在缓存里的旧底稿不用。
  const [seed, setSeed] = useState<{ source: Source; data: NonNullable<typeof started.data> } | null>(null)
  if (started.data && !started.isFetching && seed?.source !== source)
    setSeed({ source, data: { ...started.data, draft: startingDraft(started.data.draft, isDayUnknown) } })
  const templates = useBackendQuery('life.templates', { organizationId })
  const plans = useBackendQuery('life.themePlans', { year: Number(heldOn.slice(0, 4)), month: Number(heldOn.slice(5, 7)), organizationId })
  const choices: { value: string; label: string; source: Source }[] = [
    {
      value: '照上次',
      label: seed?.source.kind === '照上次' && seed.data.likeHeldOn !== null ? `照上次（${seed.data.likeHeldOn}）` : '照上次',
      source: { kind: '照上次' },
    },
    { value: '空白', label: '空白', source: { kind: '空白' } },
    ...(given?.kind === '照某次' ? [{ value: '照某次', label: '照选中的那次', source: given }] : []),
    ...(plans.data?.plans ?? []).map((plan) => ({
      value: plan.id,
      label: `主题方案：${plan.theme}`,
      source: { kind: '主题方案' as const, themePlanId: plan.id },
    })),
    ...(templates.data?.templates ?? []).map((template) => ({
      value: template.id,
      label: `模板：${template.name}`,
      source: { kind: '模板' as const, templateId: template.id },
    })),
  ]
  const current = source.kind === '主题方案' ? source.themePlanId : source.kind === '模板' ? source.templateId : source.kind
  if (started.error && !seed) return <ErrorState error={started.error} onRetry={() => void started.refetch()} />
  if (!seed) return <Loading label="正在备底稿" />
  return (
    <>
      <div className="activity-source">
        {lead}
        <span className="small secondary">照着填</span>
        <Select
          aria-label="照着填"
          size="xs"
          w={240}
          disabled={isDirty}
          data={choices.map(({ value, label }) => ({ value, label }))}
          value={current}
          onChange={(value) => setSource(choices.find((choice) => choice.value === value)?.source ?? source)}
        />
        <button type="button" className="link-button small" onClick={() => setManaging(true)}>
          管理模板
        </button>
        <span className="small secondary">{isDirty ? '已经动手填了，要换先放弃' : 'Tab 逐格，Ctrl＋回车保存'}</span>
        {isDayUnknown && <span className="small secondary">日期填真正开会的那天；现在补开的填现在，算现在这一期</span>}
      </div>
      {isManaging && <TemplatesDialog organizationId={organizationId} onClose={() => setManaging(false)} />}
      <ActivityEditor
        key={JSON.stringify(seed.source)}
        start={{ kind: '新录', draft: seed.data.draft, roll: seed.data.roll }}
        onSaved={onSaved}
        onDirty={(next) => {
          setDirty(next)
          onDirty?.(next)
        }}
      />
    </>
  )
}

/** 开头就是“全员出席、点掉没来的”，并摆好一格空议题，光标落在那里（日期还空着的先落在日期）。 */
function startingDraft(draft: ActivityDraft, isDayUnknown: boolean): ActivityDraft {
  const topics = draft.topics.length > 0 ? draft.topics : [blankTopic(draft.types[0] ?? '其他')]
  return { ...draft, ...(isDayUnknown ? { heldOn: '' } : {}), attendance: [], unlisted: '出席', topics }
}
