import { Button, Menu } from '@mantine/core'
import { IconDots, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import type { ActivityView } from '../../shared/organizational-life/activity-contract.ts'
import { localMoment } from '../app/moment.ts'
import { hrefTo, navigate, type PageProps } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Permitted } from '../ui/Permitted.tsx'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { ActivityEditor } from './ActivityEditor.tsx'
import { RequiredMark } from './ActivityForm.tsx'
import { ActivitySummary } from './ActivitySummary.tsx'
import { ClosedMonthDialog, type ClosedMonthGrounds } from './ClosedMonthDialog.tsx'
import { SavedFilesSection } from './FilesSection.tsx'
import { LifeTabs } from './LifeTabs.tsx'
import { NewActivityPage } from './NewActivityPage.tsx'
import { RecordPaperMenu } from './RecordPaperMenu.tsx'
import './activity-page.css'

/** 一次活动：看、改、移入回收站与恢复；`/life/activity/new` 是新录。 */
export function ActivityPage({ parameters, query }: PageProps) {
  const id = parameters['id'] ?? 'new'
  return id === 'new' ? (
    <NewActivityPage query={query} />
  ) : (
    <RecordedActivity key={id} activityId={id} isEditing={query.get('act') === 'edit'} />
  )
}

function RecordedActivity({ activityId, isEditing }: { activityId: string; isEditing: boolean }) {
  const found = useBackendQuery('life.activity', { activityId })
  const path = `/life/activity/${encodeURIComponent(activityId)}`
  if (found.error || !found.data)
    return (
      <>
        <PageHeader title="组织生活" />
        <LifeTabs current="/life/activities" />
        {found.error ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : <Loading />}
      </>
    )
  const activity = found.data
  return (
    <div className="activity-page">
      <PageHeader
        title={activity.title}
        status={
          <>
            <a
              className="underlined"
              href={hrefTo('/life/activities', { organizationId: activity.organizationId, year: activity.heldOn.slice(0, 4) })}
            >
              {activity.organizationName}
            </a>
            {activity.groupName === '' ? '' : `，${activity.groupName}`}，{activity.heldOn} 发生，{activity.recordedOn} 录入
          </>
        }
        actions={
          !isEditing && activity.deletedAt === null && <Actions activity={activity} onEdit={() => navigate(path, { act: 'edit' })} />
        }
      />
      <LifeTabs current="/life/activities" />
      <Notices activity={activity} />
      {isEditing && activity.deletedAt === null ? (
        <Card className="activity-card" isFlush>
          <Editing activity={activity} onDone={() => navigate(path)} />
        </Card>
      ) : (
        <div className="activity-view">
          <Card title="记录">
            <RequiredMark items={activity.requiredItems} />
            <ActivitySummary activity={activity} />
          </Card>
          <div className="activity-side">
            {activity.deletedAt === null && (
              <Card>
                <SavedFilesSection activityId={activity.id} month={activity.heldOn.slice(0, 7)} isMonthClosed={activity.isMonthClosed} />
              </Card>
            )}
            <Trail activityId={activity.id} />
          </div>
        </div>
      )}
    </div>
  )
}

/** 打开时的样子定住再改：后台重取不冲掉正填的，版次也随之定住，别处改过会被拒绝。 */
function Editing({ activity, onDone }: { activity: ActivityView; onDone: () => void }) {
  const [opened] = useState(activity)
  return (
    <div className="activity-editing">
      <h2 className="unseen">更改</h2>
      <ActivityEditor start={{ kind: '更改', activity: opened }} onSaved={onDone} />
    </div>
  )
}

function Notices({ activity }: { activity: ActivityView }) {
  const lines: [severity: '提示' | '待确认' | '不适用', text: string][] = []
  if (activity.deletedAt !== null)
    lines.push(['不适用', `在回收站里（${localMoment(activity.deletedAt).date}，${activity.deletionReason}），不计次，也不进台账。`])
  if (activity.isBackfilled) lines.push(['提示', `补录：${activity.heldOn} 发生，${activity.recordedOn} 才录入。`])
  if (activity.isMonthClosed) lines.push(['待确认', `${activity.heldOn.slice(0, 7)} 已月结：改动要写理由与授权人，前后值留痕。`])
  return (
    <>
      {lines.map(([severity, text]) => (
        <p key={text} className="activity-notice">
          <SeverityMark severity={severity} text={text} isBadge />
        </p>
      ))}
      {activity.deletedAt !== null && <Restore activity={activity} />}
    </>
  )
}

function Restore({ activity }: { activity: ActivityView }) {
  const restore = useCommand('life.restoreActivity', { done: () => '已从回收站恢复' })
  const [isAsking, setAsking] = useState(false)
  const run = (closedMonth: ClosedMonthGrounds | null) =>
    restore.run({ activityId: activity.id, closedMonth }).then((output) => {
      if (output) setAsking(false)
    })
  return (
    <p>
      <Button loading={restore.isRunning} onClick={() => (activity.isMonthClosed ? setAsking(true) : void run(null))}>
        从回收站恢复
      </Button>
      {isAsking && (
        <ClosedMonthDialog
          month={activity.heldOn.slice(0, 7)}
          submitLabel="恢复"
          isRunning={restore.isRunning}
          error={restore.error}
          onSubmit={(grounds) => void run(grounds)}
          onClose={() => setAsking(false)}
        />
      )}
    </p>
  )
}

function Actions({ activity, onEdit }: { activity: ActivityView; onEdit: () => void }) {
  const [isRemoving, setRemoving] = useState(false)
  const remove = useCommand('life.removeActivity', { showsOwnError: true, done: () => '已移入回收站，随时可恢复' })
  const { id: activityId, revision } = activity
  const month = activity.heldOn.slice(0, 7)
  return (
    <>
      <RecordPaperMenu activityId={activityId} />
      <Permitted anyOf="life.reviseActivity">
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" leftSection={<IconDots size={16} aria-hidden="true" />}>
              办理
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              component="a"
              href={hrefTo('/life/activity/new', {
                organizationId: activity.organizationId,
                like: activity.id,
                type: activity.types[0]?.type,
              })}
            >
              照这次再记一次
            </Menu.Item>
            <Menu.Item component="a" href={hrefTo('/life/batch', { like: activity.id })}>
              给别的支部录同一次
            </Menu.Item>
            <Menu.Item onClick={() => setRemoving(true)}>移入回收站</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Permitted>
      <Permitted anyOf="life.reviseActivity">
        <Button leftSection={<IconPencil size={16} aria-hidden="true" />} onClick={onEdit}>
          更改
        </Button>
      </Permitted>
      {isRemoving &&
        (activity.isMonthClosed ? (
          <ClosedMonthDialog
            month={month}
            submitLabel="移入回收站"
            isRunning={remove.isRunning}
            error={remove.error}
            onSubmit={(grounds) =>
              void remove
                .run({ activityId, revision, reason: grounds.reason, closedMonth: grounds })
                .then((output) => output && setRemoving(false))
            }
            onClose={() => setRemoving(false)}
          />
        ) : (
          <ReasonDialog
            title="移入回收站"
            lead={`“${activity.title}”不再计次、不进台账；记录与附件都留着，随时可以恢复。`}
            submitLabel="移入回收站"
            command={remove}
            onSubmit={(reason) => remove.run({ activityId, revision, reason })}
            onClose={() => setRemoving(false)}
          />
        ))}
    </>
  )
}

/** 谁、何时、改了什么，前后值。 */
function Trail({ activityId }: { activityId: string }) {
  const trail = useBackendQuery('life.activityChanges', { activityId })
  const changes = trail.data?.changes ?? []
  return (
    <Card title="修改记录" note={changes.length === 0 ? '记下以后没有改过' : `${changes.length} 次`}>
      {trail.error && <ErrorState error={trail.error} />}
      <ol className="trail">
        {changes.map((change) => (
          <li key={change.id}>
            <p>
              <strong>{change.kind}</strong>
              <span className="small secondary">
                {localMoment(change.changedAt).date} {localMoment(change.changedAt).time}，{change.actor}
                {change.authorizedBy === '' ? '' : `，授权人 ${change.authorizedBy}`}
                {change.reason === '' ? '' : `，${change.reason}`}
              </span>
            </p>
            {change.items.length > 0 && (
              <table className="plain-table">
                <tbody>
                  {change.items.map((item) => (
                    <tr key={item.label}>
                      <td className="secondary">{item.label}</td>
                      <td>
                        <del>{item.before === '' ? '空' : item.before}</del>
                      </td>
                      <td>{item.after === '' ? '空' : item.after}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}
