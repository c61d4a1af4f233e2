import { Button } from '@mantine/core'
import { useState } from 'react'
import { shownDate } from '../../shared/calendar/date-precision.ts'
import type { LifeEntry } from '../../shared/member/life-contract.ts'
import { HIDDEN_TEXT } from '../../shared/member/masking.ts'
import { useCommand } from '../app/use-backend.ts'
import { Masked } from '../ui/Masked.tsx'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import { EventDialog } from './EventDialog.tsx'

export type LifeTimelineProps = {
  member: { readonly id: string; readonly name: string }
  entries: readonly LifeEntry[]
  /** 撤下、更正过的也列出来。 */
  showsWithdrawn: boolean
  /** 只看不改（抽屉里）。 */
  isReadOnly?: boolean
}

type Acting = { readonly entry: LifeEntry; readonly act: '更正' | '撤下' }

/** 一生：从早到晚逐条，事件可更正、可撤下，都留痕。 */
export function LifeTimeline({ member, entries, showsWithdrawn, isReadOnly = false }: LifeTimelineProps) {
  const [acting, setActing] = useState<Acting | null>(null)
  const shown = entries.filter(({ event }) => showsWithdrawn || event?.isWithdrawn !== true)
  const close = () => setActing(null)
  return (
    <>
      <ol className="timeline">
        {shown.map((entry) => (
          <li key={entry.key} data-withdrawn={entry.event?.isWithdrawn ?? false} data-source={entry.source}>
            <span className="timeline-date">{entry.on === null ? '起始不详' : shownDate(entry.on, entry.precision)}</span>
            <div className="timeline-text">
              <EntryText entry={entry} name={member.name} />
              {entry.event?.isWithdrawn && <span className="secondary">　已撤下（{entry.event.withdrawalReason}）</span>}
            </div>
            {!isReadOnly && entry.event && !entry.event.isWithdrawn && (
              <span className="timeline-actions">
                {entry.event.input.kind !== '信息变更' && (
                  <Button size="xs" variant="default" onClick={() => setActing({ entry, act: '更正' })}>
                    更正
                  </Button>
                )}
                <Button size="xs" variant="default" onClick={() => setActing({ entry, act: '撤下' })}>
                  撤下
                </Button>
              </span>
            )}
          </li>
        ))}
      </ol>
      {acting?.act === '更正' && acting.entry.event && (
        <EventDialog members={[member]} event={acting.entry.event} isMasked={acting.entry.isMasked} onClose={close} onDone={close} />
      )}
      {acting?.act === '撤下' && <WithdrawDialog entry={acting.entry} onClose={close} />}
    </>
  )
}

/** 一条的内容；处分等的遮着，点“显示”才看得到内容、文号与说明。 */
function EntryText({ entry, name }: { entry: LifeEntry; name: string }) {
  const reveal = useCommand('member.revealEvent', { invalidates: ['settings.journal', 'member.life'] })
  const eventId = entry.event?.eventId
  if (entry.isMasked && eventId !== undefined)
    return (
      <span>
        {entry.title}：
        <Masked
          masked={HIDDEN_TEXT}
          what={`${name}的${entry.title}`}
          reveal={async () => {
            const shown = await reveal.run({ eventId })
            return shown && [shown.detail, shown.documentNo, shown.note].filter((text) => text !== '').join('　')
          }}
        />
      </span>
    )
  return (
    <>
      <span>
        {entry.title}
        {entry.detail !== '' && `：${entry.detail}`}
      </span>
      {entry.documentNo !== '' && <span className="secondary">　{entry.documentNo}</span>}
      {entry.note !== '' && <span className="secondary">　{entry.note}</span>}
    </>
  )
}

function WithdrawDialog({ entry, onClose }: { entry: LifeEntry; onClose: () => void }) {
  const withdraw = useCommand('member.withdrawEvent', { showsOwnError: true, done: () => `已撤下“${entry.title}”` })
  return (
    <ReasonDialog
      title={`撤下：${entry.title}`}
      lead="只用于登错的。撤下以后一切回到没有这条的样子，这条与原因留痕；日期、内容不对的请用“更正”。"
      submitLabel="撤下"
      command={withdraw}
      onSubmit={(reason) => withdraw.run({ eventId: entry.event?.eventId ?? '', reason })}
      onClose={onClose}
    />
  )
}
