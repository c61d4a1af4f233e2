import { Select } from '@mantine/core'
import { useState } from 'react'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import { ACTIVITY_TYPES, type ActivityType } from '../../shared/organizational-life/activity-types.ts'
import { dateIn, oneOf, prefillFrom, textIn } from '../app/prefill.ts'
import { navigate } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { EmptyState, Loading } from '../ui/states.tsx'
import { LifeTabs } from './LifeTabs.tsx'
import { NewActivity } from './NewActivity.tsx'
import './activity-page.css'

/** 上一次在哪个支部录的，下次接着从那个支部开始。 */
const LAST_BRANCH = 'jishi.life.branch'

function rememberedBranch(): string | null {
  try {
    return localStorage.getItem(LAST_BRANCH)
  } catch {
    return null
  }
}

function rememberBranch(id: string): void {
  try {
    localStorage.setItem(LAST_BRANCH, id)
  } catch {
    // 存不下（无痕窗口）也不碍事，下次再选。
  }
}

/** 记一场活动：先定支部与类型，其余照上次带出。发现的“补开并记录”也到这里，已预填。 */
export function NewActivityPage({ query }: { query: URLSearchParams }) {
  const prefill = prefillFrom(query)
  const overview = useBackendQuery('settings.overview', {})
  const tree = useBackendQuery('organization.tree', {})
  const like = query.get('like')
  const themePlanId = query.get('themePlanId')
  const [organizationId, setOrganizationId] = useState<string | null>(
    textIn(prefill, 'organizationId', query.get('organizationId') ?? rememberedBranch() ?? '') || null,
  )
  const [type, setType] = useState<ActivityType>(
    oneOf({ type: firstType(prefill) ?? query.get('type') }, 'type', ACTIVITY_TYPES, themePlanId === null ? '支委会' : '主题党日'),
  )
  const [isDirty, setDirty] = useState(false)
  const today = overview.data?.today
  const heldOn = dateIn(prefill, 'heldOn', query.get('heldOn') ?? today ?? '')
  const known = tree.data?.nodes.some(({ id }) => id === organizationId) ?? true
  const lead = (
    <>
      <OrganizationPicker
        label="党组织"
        hidesLabel
        value={known ? organizationId : null}
        onChange={setOrganizationId}
        levels={['党委', '党总支', '党支部']}
        width={280}
        disabled={isDirty}
      />
      <Select
        aria-label="主要是什么"
        w={140}
        data={[...ACTIVITY_TYPES]}
        value={type}
        disabled={isDirty}
        onChange={(value) => setType(ACTIVITY_TYPES.find((one) => one === value) ?? type)}
      />
    </>
  )
  return (
    <div className="activity-page">
      <PageHeader title="记一场活动" status={isDirty ? '还没有保存' : ''} />
      <LifeTabs current="/life/activities" />
      <Card className="activity-card" isFlush>
        <h2 className="unseen">填写</h2>
        {organizationId === null || !known ? (
          <>
            <div className="activity-source">{lead}</div>
            <EmptyState title="先选是哪个党组织" reason="选好以后，应到名单、主持人、上次的时间地点会自动带出来。" />
          </>
        ) : today === undefined || !isPlainDate(heldOn) ? (
          <Loading />
        ) : (
          <NewActivity
            key={`${organizationId}/${type}`}
            organizationId={organizationId}
            groupId={textIn(prefill, 'groupId', query.get('groupId') ?? '') || null}
            types={[type]}
            heldOn={heldOn}
            today={today}
            {...(like !== null
              ? { source: { kind: '照某次' as const, activityId: like } }
              : themePlanId !== null
                ? { source: { kind: '主题方案' as const, themePlanId } }
                : {})}
            lead={lead}
            onDirty={setDirty}
            onSaved={(activityId) => {
              rememberBranch(organizationId)
              navigate(`/life/activity/${encodeURIComponent(activityId)}`)
            }}
          />
        )}
      </Card>
    </div>
  )
}

function firstType(prefill: Readonly<Record<string, unknown>>): unknown {
  const types = prefill['types']
  return Array.isArray(types) ? (types as readonly unknown[])[0] : prefill['type']
}
