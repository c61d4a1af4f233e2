import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { SlotDetail } from '../../shared/organizational-life/matrix-contract.ts'
import { MATRIX_POSITIONS, type MatrixPosition } from '../../shared/organizational-life/matrix-contract.ts'
import type { Severity } from '../../shared/regulation/finding.ts'
import { recordOf, textIn } from '../app/prefill.ts'
import { hrefTo } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { useFindingDrawer } from '../ui/FindingDrawer.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { ActivitySummary } from './ActivitySummary.tsx'
import { GapNoteDialog } from './GapNoteDialog.tsx'
import { RequiredMark } from './ActivityForm.tsx'
import { monthNumber } from './matrix-view.ts'
import { NewActivity } from './NewActivity.tsx'
import { RecordPaperMenu } from './RecordPaperMenu.tsx'
import './slot-drawer.css'

export type SlotDrawerProps = {
  organizationId: string
  /** `2026-09`。 */
  month: string
  position: MatrixPosition
  /** 打开就录。 */
  isRecording: boolean
  onPosition: (position: MatrixPosition) => void
  onRecording: (isRecording: boolean) => void
  onClose: () => void
}

const TONES: Record<SlotDetail['state'], Severity> = {
  已办: '达标',
  补录: '达标',
  晚开: '提示',
  待办: '待确认',
  漏开: '应当',
  红线: '红线',
  不须办: '不适用',
  未到期: '不适用',
}

/** 点一格打开：这个月这个位置开了什么、按哪一条、缺了怎么补；要录就在这里录。 */
export function SlotDrawer(props: SlotDrawerProps) {
  const { organizationId, month, position, isRecording, onPosition, onRecording, onClose } = props
  const detail = useBackendQuery('life.month', { organizationId, month }, { keepPrevious: true })
  const heading = useRef<HTMLHeadingElement>(null)
  const box = useRef<HTMLElement>(null)
  const [isDirty, setDirty] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [prefill, setPrefill] = useState<Readonly<Record<string, unknown>>>({})
  const slot = detail.data?.slots.find((one) => one.position === position)

  const close = () => {
    if (isDirty) setAsking(true)
    else if (isRecording) onRecording(false)
    else onClose()
  }
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('[aria-modal="true"]')) return
      if (event.target instanceof Element && event.target.closest('[role=combobox][aria-expanded=true], [role=listbox]')) return
      close()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
  // 要录的格，光标落在“记一次”上，回车就录；别的落在标题上，读屏先念是哪一格。
  const isReady = detail.data !== undefined && !detail.isPlaceholderData
  useEffect(() => {
    if (isRecording || !isReady) return
    const primary = box.current?.querySelector<HTMLElement>('[data-primary]')
    ;(primary ?? heading.current)?.focus({ preventScroll: true })
  }, [isRecording, isReady, organizationId, month, position])

  const name = detail.data?.organizationName ?? ''
  return (
    <aside ref={box} className="slot-drawer" data-recording={isRecording} aria-label="这一格">
      <header className="slot-head">
        <h2 ref={heading} tabIndex={-1}>
          {name}，{monthNumber(month)} 月{position}
          {isRecording && '，记一次'}
        </h2>
        <ActionIcon aria-label={isRecording ? '不录了' : '关闭这一格'} onClick={close}>
          <IconX size={18} aria-hidden="true" />
        </ActionIcon>
      </header>
      {detail.error ? (
        <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />
      ) : !detail.data || !slot ? (
        <Loading />
      ) : isRecording ? (
        <NewActivity
          key={`${organizationId}/${month}/${position}`}
          organizationId={organizationId}
          groupId={textIn(prefill, 'groupId', slot.missingGroups.length === 1 ? (slot.missingGroups[0]?.id ?? '') : '') || null}
          types={[position]}
          heldOn={textIn(prefill, 'heldOn') || dayFor(month, detail.data.asOf)}
          today={detail.data.asOf}
          onDirty={setDirty}
          onSaved={() => {
            setDirty(false)
            onRecording(false)
          }}
        />
      ) : (
        <>
          <nav className="slot-positions" aria-label="这个月的五个位置">
            {MATRIX_POSITIONS.map((one) => (
              <button key={one} type="button" aria-pressed={one === position} onClick={() => onPosition(one)}>
                {one}
              </button>
            ))}
          </nav>
          <SlotBody
            key={position}
            slot={slot}
            organizationId={organizationId}
            organizationName={name}
            onRecord={(given) => {
              setPrefill(given)
              onRecording(true)
            }}
          />
        </>
      )}
      <ConfirmDialog
        title="还没有保存"
        consequence="这次活动填的内容还没有保存，关掉就没有了。"
        confirmLabel="不保存，关掉"
        isOpen={isAsking}
        isRunning={false}
        error={null}
        onConfirm={() => {
          setAsking(false)
          setDirty(false)
          onRecording(false)
        }}
        onClose={() => setAsking(false)}
      />
    </aside>
  )
}

/** 应到名单按哪天算：当月取今天；过去的月先按一日，等人填了真实的那天再重算。 */
function dayFor(month: string, today: string): string {
  return today.startsWith(month) ? today : `${month}-01`
}

type SlotBodyProps = {
  slot: SlotDetail
  organizationId: string
  organizationName: string
  onRecord: (prefill: Readonly<Record<string, unknown>>) => void
}

function SlotBody({ slot, organizationId, organizationName, onRecord }: SlotBodyProps) {
  const [shownId, setShownId] = useState(slot.activities[0]?.id ?? null)
  const [note, setNote] = useState<{ groupId: string | null } | null>(null)
  const shown = useBackendQuery('life.activity', { activityId: shownId ?? '' }, { enabled: shownId !== null, keepPrevious: true })
  const findings = useBackendQuery('compliance.findings', { organizationId })
  const drawer = useFindingDrawer()
  const related = (findings.data?.findings ?? []).filter((one) => one.organizationId === organizationId && one.ruleId === slot.ruleId)
  const isGap = slot.state === '漏开' || slot.state === '红线'
  const recorded = slot.activities.find(({ id }) => id === shownId)
  const activity = shown.data && shown.data.id === shownId ? shown.data : undefined
  const verdict = slot.state === '待办' ? '本期待办' : slot.state
  return (
    <>
      <div className="slot-body" tabIndex={0} role="region" aria-label="这一格的记录与条文">
        <div className="slot-verdict">
          <SeverityMark severity={TONES[slot.state]} text={slot.gapNotes.length > 0 ? `${verdict}，已写说明` : verdict} isBadge />
          {slot.ruleId !== '' && <RuleTag ruleId={slot.ruleId} />}
          {activity && (
            <span className="small secondary">
              {activity.heldOn.slice(5)} 发生，{activity.recordedOn.slice(5)} 录入{activity.isBackfilled && '，补录'}
            </span>
          )}
        </div>
        <p>{slot.message}</p>
        {slot.quote !== '' && (isGap || slot.activities.length === 0 || slot.state === '晚开') && (
          <>
            <blockquote className="drawer-quote song">{slot.quote}</blockquote>
            <p className="drawer-citation">
              <span>{slot.citation}</span>
              <a href={hrefTo('/settings/rules', { rule: slot.ruleId })}>看这条规则</a>
            </p>
          </>
        )}
        {slot.workings.length > 0 && (isGap || slot.state === '晚开') && (
          <ul className="slot-workings small secondary">
            {slot.workings.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {slot.missingGroups.length > 0 && (
          <ul className="slot-groups">
            {slot.missingGroups.map((group) => (
              <li key={group.id}>
                <span>{group.name}还没开</span>
                <span className="slot-actions">
                  <Button size="xs" variant="default" onClick={() => onRecord({ groupId: group.id })}>
                    记一次
                  </Button>
                  {isGap && (
                    <Button size="xs" variant="subtle" onClick={() => setNote({ groupId: group.id })}>
                      写说明
                    </Button>
                  )}
                </span>
              </li>
            ))}
          </ul>
        )}
        {slot.remedies.flatMap(({ route, label, input }) =>
          route === 'life.reviseActivity'
            ? [
                <p key={textIn(input, 'activityId')}>
                  <a href={hrefTo(`/life/activity/${encodeURIComponent(textIn(input, 'activityId'))}`)}>{label}</a>
                </p>,
              ]
            : [],
        )}
        {slot.gapNotes.map((one) => (
          <GapNoteLine key={one.id} noteId={one.id} reason={one.reason} />
        ))}
        {slot.activities.length > 1 && (
          <ul className="slot-switch">
            {slot.activities.map((one) => (
              <li key={one.id}>
                <button type="button" className="link-button" aria-pressed={one.id === shownId} onClick={() => setShownId(one.id)}>
                  {one.heldOn.slice(5)} {one.title}（{one.presentCount}/{one.expectedCount}）{one.isBackfilled && '，补录'}
                </button>
              </li>
            ))}
          </ul>
        )}
        {activity && <ActivitySummary activity={activity} />}
        {activity && (
          <p className="slot-again">
            <Button size="xs" variant="default" onClick={() => onRecord({})}>
              这个月再记一次{slot.position}
            </Button>
          </p>
        )}
        {shown.error && shownId !== null && <ErrorState error={shown.error} />}
      </div>
      <footer className="slot-foot">
        {activity ? (
          <>
            <RequiredMark items={activity.requiredItems} />
            <RecordPaperMenu activityId={activity.id} />
            <Button component="a" href={hrefTo(`/life/activity/${encodeURIComponent(activity.id)}`)}>
              打开
            </Button>
          </>
        ) : (
          <>
            <span className="grow" />
            {related.length > 0 && (
              <Button variant="subtle" onClick={() => drawer.open(related, 0)}>
                看判定依据
              </Button>
            )}
            {isGap && (
              <Button variant="default" onClick={() => setNote({ groupId: null })}>
                写说明
              </Button>
            )}
            {slot.state !== '未到期' && recorded === undefined && (
              <Button data-primary onClick={() => onRecord(prefillOf(slot))}>
                {isGap ? '补开并记录' : '记一次'}
              </Button>
            )}
          </>
        )}
      </footer>
      {note && (
        <GapNoteDialog
          organizationId={organizationId}
          organizationName={organizationName}
          groupId={note.groupId}
          type={slot.position}
          period={slot.period}
          onClose={() => setNote(null)}
        />
      )}
    </>
  )
}

/** 规则给的补开动作里预填的值。 */
function prefillOf(slot: SlotDetail): Readonly<Record<string, unknown>> {
  return recordOf(slot.remedies.find(({ route }) => route === 'life.recordActivity')?.input)
}

function GapNoteLine({ noteId, reason }: { noteId: string; reason: string }) {
  const withdraw = useCommand('life.withdrawGapNote', { done: () => '已撤下说明' })
  return (
    <p className="notice">
      <span className="grow">说明：{reason}</span>
      <button type="button" className="link-button nowrap" disabled={withdraw.isRunning} onClick={() => void withdraw.run({ noteId })}>
        撤下
      </button>
    </p>
  )
}
