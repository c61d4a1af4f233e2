import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import type { ExpectedRoll, RequiredItems } from '../../shared/organizational-life/activity-contract.ts'
import type { ActivityDraft } from '../../shared/organizational-life/activity-draft.ts'
import type { CallError } from '../app/client.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { FormError } from '../ui/FormDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { attendanceCounts, attendanceRows, settledDraft } from './activity-form.ts'
import { AttendanceSection } from './AttendanceSection.tsx'
import { BasicsSection } from './BasicsSection.tsx'
import { isClock } from '../../shared/organizational-life/clock.ts'
import { MoreSection } from './MoreSection.tsx'
import { TopicsSection } from './TopicsSection.tsx'
import './activity-form.css'

export type ActivityFormProps = {
  initial: ActivityDraft
  initialRoll: ExpectedRoll | undefined
  /** 更改已有的一次；新录为 null。 */
  activityId: string | null
  submitLabel: string
  isRunning: boolean
  error: CallError | null
  problem: (place: string) => string | undefined
  /** 填过没有，离开前要不要问由外面定。 */
  onDirty: () => void
  onSubmit: (draft: ActivityDraft) => void
  /** 底条上另外的动作（存成模板、移入回收站）。 */
  tools?: (draft: ActivityDraft) => ReactNode
  /** 表单最下面的附件。 */
  files?: ReactNode
}

/**
 * 一次活动的表单：日期、类型、支部一变，应到名单与主持人的缺省随着变，填过的不动。
 * 键盘走完：Tab 逐格，议题整列粘贴，签到点减法或粘贴姓名，Ctrl＋回车保存。
 */
export function ActivityForm(props: ActivityFormProps) {
  const { initial, initialRoll, activityId, submitLabel, isRunning, error, problem, onDirty, onSubmit, tools, files } = props
  const [draft, setDraft] = useState(initial)
  const box = useRef<HTMLFormElement>(null)
  const { organizationId, groupId, types, heldOn } = draft
  const roll = useBackendQuery(
    'life.expectedRoll',
    { organizationId, groupId, types, heldOn },
    { enabled: isPlainDate(heldOn) && types.length > 0, keepPrevious: true },
  )
  const shownRoll = roll.data ?? initialRoll
  const change = (by: (now: ActivityDraft) => ActivityDraft) => {
    setDraft(by)
    onDirty()
  }

  // 换了支部、小组或会议类型，主持人跟着换成那里的书记、组长；自己填过别人的不动。
  const [hostOf, setHostOf] = useState({ id: initialRoll?.hostId ?? null, name: initialRoll?.hostName ?? '' })
  if (roll.data && !roll.isPlaceholderData && roll.data.hostName !== hostOf.name) {
    setHostOf({ id: roll.data.hostId, name: roll.data.hostName })
    if (activityId === null && (draft.hostName === '' || draft.hostName === hostOf.name))
      setDraft({ ...draft, hostId: roll.data.hostId, hostName: roll.data.hostName })
  }

  const startsWithoutDay = useRef(initial.heldOn === '')
  useEffect(() => {
    box.current?.querySelector<HTMLElement>(startsWithoutDay.current ? '.activity-when input' : '[data-topic-title]')?.focus()
  }, [])

  const counts = attendanceCounts(shownRoll ? attendanceRows(draft, shownRoll) : [])
  const latest = useRef({ draft, onSubmit })
  useLayoutEffect(() => {
    latest.current = { draft, onSubmit }
  })
  const submit = () => {
    // 正填着的那一格先收尾（理好写法、拆好列席人员），再取最后的样子交。
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    setTimeout(() => latest.current.onSubmit(settledDraft(latest.current.draft, shownRoll)), 0)
  }
  // 光标落在别处（刚点掉的按钮没了、点了空白）时 Ctrl＋回车也算，所以在整页上听；弹窗开着归弹窗。
  const saveByKey = useRef(submit)
  useLayoutEffect(() => {
    saveByKey.current = submit
  })
  useEffect(() => {
    if (isRunning) return
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return
      if (document.querySelector('[aria-modal="true"]')) return
      event.preventDefault()
      saveByKey.current()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [isRunning])

  return (
    <form ref={box} className="activity-form" noValidate onSubmit={(event) => event.preventDefault()}>
      <div className="activity-sections">
        <div className="activity-column">
          <BasicsSection draft={draft} roll={shownRoll} problem={problem} onChange={change} />
          <TopicsSection
            draft={draft}
            roll={shownRoll}
            voters={{ expected: counts.voters, present: counts.presentVoters }}
            problem={problem}
            onChange={change}
          />
        </div>
        <div className="activity-column">
          {roll.error && <FormError error={roll.error} />}
          <AttendanceSection draft={draft} roll={shownRoll} onChange={change} />
          <MoreSection draft={draft} roll={shownRoll} problem={problem} onChange={change} />
          {files}
        </div>
      </div>
      <footer className="activity-foot">
        {error && <FormError error={error} />}
        <div className="activity-foot-line">
          <RequiredProgress draft={draft} roll={shownRoll} activityId={activityId} />
          {tools?.(draft)}
          <Button loading={isRunning} onClick={submit} title="Ctrl＋回车">
            {submitLabel}
          </Button>
        </div>
      </footer>
    </form>
  )
}

/** 必录项：有几项、缺哪几项；缺着也能先存，照实标着。 */
function RequiredProgress({
  draft,
  roll,
  activityId,
}: {
  draft: ActivityDraft
  roll: ExpectedRoll | undefined
  activityId: string | null
}) {
  const [settled] = useDebouncedValue(draft, 400)
  const activity = settledDraft(settled, roll)
  const isAskable =
    isPlainDate(activity.heldOn) &&
    isClock(activity.startsAt) &&
    isClock(activity.endsAt) &&
    activity.topics.every(
      ({ title, startsAt, endsAt }) =>
        title.trim() !== '' && (startsAt === null || isClock(startsAt)) && (endsAt === null || isClock(endsAt)),
    )
  const required = useBackendQuery('life.requiredItems', { activity, activityId }, { enabled: isAskable, keepPrevious: true })
  return <RequiredMark items={required.data} />
}

export function RequiredMark({ items }: { items: RequiredItems | undefined }) {
  if (!items) return <span className="required" />
  const isFull = items.missing.length === 0
  return (
    <span className="required" role="status" title={isFull ? '' : `还缺：${items.missing.join('、')}`}>
      <SeverityMark severity={isFull ? '达标' : '提示'} text={`必录项 ${items.done}/${items.total}`} />
      {!isFull && <span className="small secondary ellipsis">缺{items.missing.join('、')}</span>}
    </span>
  )
}
