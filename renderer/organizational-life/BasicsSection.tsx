import { Chip, Group, Select, Textarea, TextInput } from '@mantine/core'
import type { ExpectedRoll } from '../../shared/organizational-life/activity-contract.ts'
import type { ActivityDraft } from '../../shared/organizational-life/activity-draft.ts'
import {
  ACTIVITY_TYPES,
  CONTENT_KINDS,
  PRACTICE_KINDS,
  STUDY_SOURCES,
  type ActivityType,
} from '../../shared/organizational-life/activity-types.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { canCombine } from './activity-form.ts'
import { durationText } from '../../shared/organizational-life/clock.ts'
import { PersonField } from './PersonField.tsx'
import { TimeField } from './TimeField.tsx'

export type BasicsSectionProps = {
  draft: ActivityDraft
  roll: ExpectedRoll | undefined
  problem: (place: string) => string | undefined
  onChange: (change: (draft: ActivityDraft) => ActivityDraft) => void
  /** 给多个支部录同一次：主持人、记录人、党小组各支部各自定，不在这里填。 */
  isForBranches?: boolean
}

/** 类型、时间、地点、主持与记录，以及各类型另要的几格。 */
export function BasicsSection({ draft, roll, problem, onChange, isForBranches = false }: BasicsSectionProps) {
  const set = (patch: Partial<ActivityDraft>) => onChange((now) => ({ ...now, ...patch }))
  const setExtras = (patch: Partial<ActivityDraft['extras']>) => onChange((now) => ({ ...now, extras: { ...now.extras, ...patch } }))
  const has = (...types: readonly ActivityType[]) => draft.types.some((type) => types.includes(type))
  const duration = durationText(draft.startsAt, draft.endsAt)
  return (
    <section className="activity-section" aria-label="时间、地点与类型">
      <TypeChoice types={draft.types} onChange={(types) => onChange((now) => withTypes(now, types))} error={problem('types')} />
      <div className="activity-when">
        <DateField label="日期" value={draft.heldOn} onChange={(heldOn) => set({ heldOn })} required error={problem('heldOn')} />
        <TimeField label="开始" value={draft.startsAt} onChange={(startsAt) => set({ startsAt })} required error={problem('startsAt')} />
        <TimeField label="结束" value={draft.endsAt} onChange={(endsAt) => set({ endsAt })} required error={problem('endsAt')} />
        <span className="activity-duration small secondary">{duration}</span>
        <TextInput
          className="activity-place"
          label="地点"
          value={draft.place}
          maxLength={100}
          error={problem('place')}
          onChange={(event) => set({ place: event.currentTarget.value })}
        />
      </div>
      <div className="activity-who">
        {!isForBranches && (
          <>
            <PersonField
              label="主持人"
              roll={roll}
              name={draft.hostName}
              error={problem('hostName')}
              onChange={(hostName, hostId) => set({ hostName, hostId })}
            />
            <PersonField
              label="记录人"
              roll={roll}
              name={draft.recorderName}
              error={problem('recorderName')}
              onChange={(recorderName, recorderId) => set({ recorderName, recorderId })}
            />
            {(has('党小组会') || draft.groupId !== null) && (
              <GroupChoice draft={draft} error={problem('groupId')} onChange={(groupId) => set({ groupId })} />
            )}
          </>
        )}
        <TextInput
          label="题目"
          placeholder="不填由系统按类型与日期起"
          value={draft.title}
          maxLength={100}
          error={problem('title')}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
      </div>
      {has('主题党日', '组织生活会') && (
        <TextInput
          label="主题"
          value={draft.extras.theme}
          maxLength={100}
          error={problem('theme')}
          onChange={(event) => setExtras({ theme: event.currentTarget.value })}
        />
      )}
      {has('主题党日') && (
        <>
          <div>
            <p className="activity-label" id="content-kinds">
              内容
            </p>
            <Chip.Group
              multiple
              value={draft.contentKinds}
              onChange={(value) => set({ contentKinds: CONTENT_KINDS.filter((kind) => value.includes(kind)) })}
            >
              <Group gap={6} role="group" aria-labelledby="content-kinds">
                {CONTENT_KINDS.map((kind) => (
                  <Chip key={kind} value={kind} size="xs" variant="outline" radius="sm">
                    {kind}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
          </div>
          <div className="activity-pair">
            <TextInput
              label="顺延原因"
              description="不在当月首个工作日开的，写为什么"
              value={draft.postponeReason}
              maxLength={200}
              error={problem('postponeReason')}
              onChange={(event) => set({ postponeReason: event.currentTarget.value })}
            />
            <TextInput
              label="党费收缴"
              placeholder="如：19 人当场交齐"
              value={draft.extras.duesNote}
              maxLength={200}
              onChange={(event) => setExtras({ duesNote: event.currentTarget.value })}
            />
          </div>
        </>
      )}
      {has('集中学习') && (
        <div className="activity-pair">
          <Select
            label="学习来源"
            data={[...STUDY_SOURCES]}
            value={draft.extras.studySource}
            onChange={(value) => setExtras({ studySource: STUDY_SOURCES.find((one) => one === value) ?? null })}
          />
          <TextInput
            label="测试"
            value={draft.extras.testNote}
            maxLength={200}
            onChange={(event) => setExtras({ testNote: event.currentTarget.value })}
          />
        </div>
      )}
      {has('主题实践') && (
        <Select
          label="实践类型"
          data={[...PRACTICE_KINDS]}
          value={draft.extras.practiceKind}
          onChange={(value) => setExtras({ practiceKind: PRACTICE_KINDS.find((one) => one === value) ?? null })}
        />
      )}
      {has('党委会', '中心组学习') && (
        <TextInput
          label="第一议题"
          value={draft.extras.firstAgenda}
          maxLength={200}
          onChange={(event) => setExtras({ firstAgenda: event.currentTarget.value })}
        />
      )}
      {has('支委会') && (
        <Textarea
          label="酝酿意见"
          autosize
          minRows={1}
          maxRows={6}
          value={draft.extras.deliberation}
          onChange={(event) => setExtras({ deliberation: event.currentTarget.value })}
        />
      )}
    </section>
  )
}

/** 第一个是主标签；再点一下取消。委员的会与全体党员的活动不能合在一起，合不了的置灰。 */
function TypeChoice({
  types,
  error,
  onChange,
}: {
  types: readonly ActivityType[]
  error: string | undefined
  onChange: (types: ActivityType[]) => void
}) {
  const primary = types[0]
  return (
    <div>
      <p className="activity-label" id="activity-types">
        类型<span className="secondary">（可多选，先选的是主标签{primary ? `：${primary}` : ''}）</span>
      </p>
      <Chip.Group
        multiple
        value={[...types]}
        onChange={(value) => {
          const kept = types.filter((type) => value.includes(type))
          const added = ACTIVITY_TYPES.filter((type) => value.includes(type) && !types.includes(type))
          // 只剩一个的不许取消光；点了合不了的另一类，就换成那一类。
          const next = [...kept, ...added]
          if (next.length > 0) onChange(next)
        }}
      >
        <Group gap={6} role="group" aria-labelledby="activity-types">
          {ACTIVITY_TYPES.map((type) => (
            <Chip
              key={type}
              value={type}
              size="xs"
              radius="sm"
              variant={type === primary ? 'filled' : 'outline'}
              disabled={primary !== undefined && !canCombine(primary, type) && types.length > 1}
            >
              {type}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {error !== undefined && <p className="activity-error">{error}</p>}
    </div>
  )
}

/** 换类型：合不了的以后选的为准；议题里归在被取消的类型的，归到主标签。 */
function withTypes(draft: ActivityDraft, types: ActivityType[]): ActivityDraft {
  const added = types.find((type) => !draft.types.includes(type))
  const kept = added === undefined ? types : types.filter((type) => canCombine(type, added))
  const primary = kept[0] ?? draft.types[0] ?? '其他'
  return {
    ...draft,
    types: kept.length === 0 ? [primary] : kept,
    groupId: kept.includes('党小组会') ? draft.groupId : null,
    topics: draft.topics.map((topic) => (kept.includes(topic.type) ? topic : { ...topic, type: primary })),
  }
}

function GroupChoice({
  draft,
  error,
  onChange,
}: {
  draft: ActivityDraft
  error: string | undefined
  onChange: (groupId: string | null) => void
}) {
  const tree = useBackendQuery('organization.tree', {})
  const groups = (tree.data?.nodes ?? []).filter((node) => node.level === '党小组' && node.parentId === draft.organizationId)
  return (
    <Select
      label="党小组"
      data={groups.map((node) => ({ value: node.id, label: node.shortName }))}
      value={draft.groupId}
      onChange={onChange}
      clearable
      clearButtonProps={{ 'aria-label': '清空党小组' }}
      placeholder={groups.length === 0 ? '这个党支部没有党小组' : '哪个小组开的'}
      error={error}
    />
  )
}
