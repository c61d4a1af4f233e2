import { Button, Select, TextInput } from '@mantine/core'
import { IconClipboardText, IconTable } from '@tabler/icons-react'
import { useId, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import type { ExpectedLine, ExpectedRoll, NameMatch } from '../../shared/organizational-life/activity-contract.ts'
import type { ActivityDraft, AttendanceDraft } from '../../shared/organizational-life/activity-draft.ts'
import { ATTENDANCE_STATUSES, type AttendanceStatus } from '../../shared/organizational-life/activity-types.ts'
import { call } from '../app/client.ts'
import { asCallError, type CallError } from '../app/client.ts'
import { readFile } from '../app/save-file.ts'
import { FormError } from '../ui/FormDialog.tsx'
import { attendanceCounts, attendanceRows, guestsFromText, guestsText, withStatus, type AttendanceRow } from './activity-form.ts'
import { namesFromText } from '../../shared/organizational-life/pasted-text.ts'
import { SignInMatches } from './SignInMatches.tsx'

export type AttendanceSectionProps = {
  draft: ActivityDraft
  roll: ExpectedRoll | undefined
  onChange: (change: (draft: ActivityDraft) => ActivityDraft) => void
}

/** 签到：全员出席，点掉没来的；或把到会的一列姓名贴进来，没贴到的记缺席。 */
export function AttendanceSection({ draft, roll, onChange }: AttendanceSectionProps) {
  const headingId = useId()
  const [matches, setMatches] = useState<readonly NameMatch[]>([])
  const [error, setError] = useState<CallError | null>(null)
  const [guests, setGuests] = useState<{ text: string; from: ActivityDraft['guests'] }>({
    text: guestsText(draft.guests),
    from: draft.guests,
  })
  if (guests.from !== draft.guests) setGuests({ text: guestsText(draft.guests), from: draft.guests })
  const section = useRef<HTMLElement>(null)
  const sheetInput = useRef<HTMLInputElement>(null)
  const rows = roll ? attendanceRows(draft, roll) : []
  const counts = attendanceCounts(rows)
  const extras = draft.attendance.filter(({ memberId }) => roll !== undefined && !roll.lines.some((line) => line.memberId === memberId))

  /** 每个姓名与他签到栏里写的；粘贴的一列都是到会。 */
  const signIn = async (signs: readonly Sign[]) => {
    if (!roll || signs.length === 0) return
    setError(null)
    try {
      const answer = await call('life.matchNames', {
        organizationId: draft.organizationId,
        groupId: draft.groupId,
        types: draft.types,
        heldOn: draft.heldOn,
        names: signs.map(({ name }) => name),
      })
      const signed = new Map(signs.map((sign) => [sign.name, sign]))
      const settled = answer.matches.flatMap(({ outcome, memberId, text }) =>
        outcome === '对上' && memberId !== null ? [{ memberId, ...settledSign(signed.get(text)) }] : [],
      )
      // 签到表里没来的、又不在应到名单里的人，不必再问。
      setMatches(
        answer.matches.filter(
          ({ outcome, text }) => settledSign(signed.get(text)).status === '出席' || (outcome !== '非本支部' && outcome !== '没有此人'),
        ),
      )
      onChange((now) => signedIn(now, settled))
    } catch (caught) {
      setError(asCallError(caught))
    }
  }
  const readSheet = async (file: File) => {
    setError(null)
    try {
      const { sheets } = await call('exchange.signInSheet', { file: await readFile(file) })
      await signIn(sheets.flatMap(({ rows }) => rows))
    } catch (caught) {
      setError(asCallError(caught))
    }
  }
  /** 一个姓名有了着落：光标到下一个候选，没有了回到粘贴的格子。 */
  const settle = (match: NameMatch) => {
    setMatches((now) => now.filter((one) => one !== match))
    requestAnimationFrame(() => {
      const find = (selector: string) => section.current?.querySelector<HTMLElement>(selector)
      ;(find('.sign-in-candidates button') ?? find('.sign-in-paste input'))?.focus()
    })
  }
  const onPaste = (event: ClipboardEvent) => {
    const names = namesFromText(event.clipboardData.getData('text/plain'))
    if (names.length === 0) return
    event.preventDefault()
    void signIn(present(names))
  }
  const setRow = (line: ExpectedLine | null, memberId: string, status: AttendanceRow['status'], reason: string) =>
    onChange((now) => withStatus(now, line, status === '未计' ? { memberId, status } : { memberId, status, reason }))

  const away = rows.filter(({ line, status }) => (line.isExpected && status !== '出席') || (!line.isExpected && status !== '未计'))
  return (
    <section
      ref={section}
      className="activity-section"
      aria-labelledby={headingId}
      onPaste={(event) => {
        // 在输入框里粘贴的归输入框自己。
        if (!(event.target instanceof Element) || event.target.closest('input, textarea') === null) onPaste(event)
      }}
    >
      <h3 id={headingId}>
        签到
        <span className="small secondary">
          应到 {counts.expected}，实到 {counts.present}
          {counts.leave > 0 && `，请假 ${counts.leave}`}
          {counts.absent > 0 && `，缺席 ${counts.absent}`}
          {counts.voters !== counts.expected && `；有表决权 ${counts.voters}，到 ${counts.presentVoters}`}
        </span>
      </h3>
      {roll && roll.problems.length > 0 && <p className="small activity-hint">{roll.problems.join('；')}</p>}
      {roll && <SignInChips rows={rows} onToggle={(row) => setRow(row.line, row.line.memberId, nextStatus(row), '')} />}
      <div className="sign-in-bar">
        <span className="sign-in-paste">
          <IconClipboardText size={16} aria-hidden="true" />
          <input
            aria-label="粘贴到会的一列姓名，没贴到的记缺席"
            placeholder="粘贴一列姓名，即完成签到"
            onPaste={onPaste}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.ctrlKey) return
              event.preventDefault()
              void signIn(present(namesFromText(event.currentTarget.value)))
              event.currentTarget.value = ''
            }}
          />
          <kbd>Ctrl V</kbd>
        </span>
        <input
          ref={sheetInput}
          type="file"
          hidden
          aria-label="选签到表"
          accept=".xls,.xlsx,.csv,.txt"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            event.currentTarget.value = ''
            if (file) void readSheet(file)
          }}
        />
        <Button
          variant="default"
          size="xs"
          leftSection={<IconTable size={14} aria-hidden="true" />}
          onClick={() => sheetInput.current?.click()}
        >
          从表格
        </Button>
        {counts.present < counts.expected && (
          <Button
            variant="subtle"
            size="xs"
            onClick={() => {
              setMatches([])
              onChange((now) => ({ ...now, attendance: [], unlisted: '出席' }))
            }}
          >
            全员出席
          </Button>
        )}
      </div>
      {error && <FormError error={error} />}
      {roll && matches.length > 0 && (
        <SignInMatches
          matches={matches}
          onPick={(match, memberId) => {
            const line = roll.lines.find((one) => one.memberId === memberId) ?? null
            onChange((now) => withStatus(now, line, { memberId, status: line ? '出席' : '列席', reason: line ? '' : '非本支部' }))
            settle(match)
          }}
          onGuest={(match) => {
            onChange((now) => ({ ...now, guests: [...now.guests, { name: match.text, role: '' }] }))
            settle(match)
          }}
          onDismiss={settle}
          onClose={() => setMatches([])}
        />
      )}
      {(away.length > 0 || extras.length > 0) && (
        <ul className="away-list" aria-label="没有到会与列席的人">
          {away.map(({ line, status, reason }) => (
            <AwayRow
              key={line.memberId}
              name={line.name}
              status={status}
              reason={reason}
              note={line.isExpected ? line.exemption : line.reason}
              onChange={(next, why) => setRow(line, line.memberId, next, why)}
            />
          ))}
          {extras.map((row) => (
            <AwayRow
              key={row.memberId}
              name={
                matches.flatMap(({ candidates }) => candidates).find(({ memberId }) => memberId === row.memberId)?.name ?? '非本支部党员'
              }
              status={row.status}
              reason={row.reason}
              note="不在应到名单里"
              onChange={(next, why) => setRow(null, row.memberId, next, why)}
            />
          ))}
        </ul>
      )}
      <TextInput
        label="列席人员"
        description="写成：张三（集团党群部）、李四"
        value={guests.text}
        onChange={(event) => setGuests({ ...guests, text: event.currentTarget.value })}
        onBlur={() => {
          const next = guestsFromText(guests.text)
          onChange((now) => ({ ...now, guests: next }))
        }}
      />
    </section>
  )
}

/** 点一下：应到的在出席与请假之间换；不计应到的在未计与出席之间换。 */
function nextStatus({ line, status }: AttendanceRow): AttendanceRow['status'] {
  if (!line.isExpected) return status === '未计' ? '出席' : '未计'
  return status === '出席' ? '请假' : '出席'
}

type Sign = { name: string; status: AttendanceStatus; mark?: string }

/** 没有写明的是到会；请假的把签到栏里写的话当原因。 */
function settledSign(sign: Sign | undefined): { status: AttendanceStatus; reason: string } {
  const status = sign?.status ?? '出席'
  return { status, reason: status === '请假' ? (sign?.mark ?? '') : '' }
}

function present(names: readonly string[]): Sign[] {
  return names.map((name) => ({ name, status: '出席' }))
}

/** 签到以后：对上的照签到，先前记好的请假、列席留着，其余应到的记缺席。 */
function signedIn(draft: ActivityDraft, settled: readonly AttendanceDraft[]): ActivityDraft {
  const signed = new Set(settled.map(({ memberId }) => memberId))
  const kept = draft.attendance.filter(({ memberId, status }) => !signed.has(memberId) && (status === '请假' || status === '列席'))
  return { ...draft, unlisted: '缺席', attendance: [...kept, ...settled] }
}

/** 一排人名：一个 Tab 停，方向键走，空格点；点掉的划去。 */
function SignInChips({ rows, onToggle }: { rows: readonly AttendanceRow[]; onToggle: (row: AttendanceRow) => void }) {
  const [active, setActive] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const current = Math.min(active, Math.max(0, rows.length - 1))
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = Math.max(0, Math.min(rows.length - 1, current + step))
    setActive(next)
    box.current?.querySelectorAll('button')[next]?.focus()
  }
  if (rows.length === 0) return <p className="small secondary">这一天名单里没有人。</p>
  return (
    <div ref={box} className="sign-in-chips" role="group" aria-label="应到名单，按下的是到会" onKeyDown={onKeyDown}>
      {rows.map((row, index) => (
        <button
          key={row.line.memberId}
          type="button"
          tabIndex={index === current ? 0 : -1}
          aria-pressed={row.status === '出席'}
          className="sign-in-chip"
          data-status={row.status}
          title={chipTitle(row)}
          onFocus={() => setActive(index)}
          onClick={() => onToggle(row)}
        >
          <span className="sign-in-mark" aria-hidden="true" />
          {row.line.name}
          {row.status !== '出席' && row.status !== '未计' && <span className="tiny">{row.status}</span>}
        </button>
      ))}
    </div>
  )
}

function chipTitle({ line, status }: AttendanceRow): string {
  return [
    line.name,
    line.posts.join('、'),
    line.category === '预备党员' ? '预备党员' : '',
    line.isFloating ? `流动党员${line.floatingTo === '' ? '' : `，在${line.floatingTo}`}` : '',
    line.exemption,
    line.reason,
    status === '未计' ? '不计应到' : status,
  ]
    .filter((part) => part !== '')
    .join('，')
}

type AwayRowProps = {
  name: string
  status: AttendanceRow['status']
  reason: string
  note: string
  onChange: (status: AttendanceRow['status'], reason: string) => void
}

function AwayRow({ name, status, reason, note, onChange }: AwayRowProps) {
  return (
    <li>
      <span className="away-name ellipsis" title={note === '' ? name : `${name}：${note}`}>
        {name}
      </span>
      <Select
        aria-label={`${name}的状态`}
        size="xs"
        w={86}
        data={[...ATTENDANCE_STATUSES]}
        value={status}
        onChange={(value) => onChange(ATTENDANCE_STATUSES.find((one) => one === value) ?? status, reason)}
      />
      <TextInput
        aria-label={`${name}的原因`}
        size="xs"
        placeholder={note === '' ? '原因' : note}
        value={reason}
        maxLength={100}
        onChange={(event) => onChange(status, event.currentTarget.value)}
      />
    </li>
  )
}
