import { Button } from '@mantine/core'
import { useRef, useState, type KeyboardEvent } from 'react'
import { judgePaper, type Mark } from '../../shared/election/ballot.ts'
import type { BallotView, PaperView } from '../../shared/election/process-contract.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { MemberPicker } from '../ui/MemberPicker.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'

type Draft = Pick<PaperView, 'marks' | 'writeIns'>

const BLANK: Draft = { marks: {}, writeIns: [] }
const NEXT_MARKS: Record<Mark, Mark> = { 弃权: '赞成', 赞成: '反对', 反对: '弃权' }

/**
 * 逐张录入：数字键在赞成、反对、弃权间轮换，回车存下并到下一张，退格清空这一张，Esc 放弃（画过的先问一句）。
 * 每张当场判有效与否；无效票保留在号码条上。
 */
export function PaperEntry({ ballot, organizationId, isClosed }: { ballot: BallotView; organizationId: string; isClosed: boolean }) {
  const nominees = ballot.count.nominees.filter((each) => !each.isWriteIn)
  const inOrder = ballotOrder(ballot)
  const [chosen, setChosen] = useState<number | null>(null)
  const number = chosen ?? firstOpen(ballot, 0)
  const stored = ballot.papers.find((paper) => paper.number === number)
  const [draft, setDraft] = useState<{ number: number; paper: Draft } | null>(null)
  const [isAsking, setAsking] = useState(false)
  const [isWriting, setWriting] = useState(false)
  const pad = useRef<HTMLDivElement>(null)
  const refreshed = { invalidates: ['election.process'] } as const
  const record = useCommand('election.recordPaper', refreshed)
  const remove = useCommand('election.removePaper', { ...refreshed, done: () => '已删去这一张' })
  const paper = draft?.number === number ? draft.paper : (stored ?? BLANK)
  const isChanged = draft?.number === number
  const verdict = judgePaper(
    { number: number ?? 0, ...paper },
    nominees.map((each) => each.memberId),
    ballot.seats,
  )
  const invalid = ballot.papers.filter((each) => !each.isValid)

  const change = (next: Draft) => {
    if (number !== null) setDraft({ number, paper: next })
  }
  const mark = (memberId: string) =>
    change({ ...paper, marks: { ...paper.marks, [memberId]: NEXT_MARKS[paper.marks[memberId] ?? '弃权'] } })
  const store = async () => {
    if (number === null || record.isRunning) return
    const done = await record.run({ ballotId: ballot.id, number, marks: paper.marks, writeIns: paper.writeIns })
    if (!done) return
    setDraft(null)
    setChosen(firstOpen(ballot, number))
    pad.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== pad.current || isClosed || number === null) return
    const index = event.key === '0' ? 9 : Number(event.key) - 1
    const nominee = inOrder[index]
    if (/^[0-9]$/.test(event.key) && nominee) mark(nominee.memberId)
    else if (event.key === 'Enter') void store()
    else if (event.key === 'Backspace') change(BLANK)
    else if (event.key === 'ArrowLeft' && number > 1) setChosen(number - 1)
    else if (event.key === 'ArrowRight' && number < ballot.collectedCount) setChosen(number + 1)
    else if (event.key === 'Escape' && isChanged) setAsking(true)
    else return
    event.preventDefault()
  }

  return (
    <div className="paper-entry">
      <div className="paper-strip" role="list" aria-label="选票号码">
        {Array.from({ length: ballot.collectedCount }, (_, index) => index + 1).map((each) => {
          const entered = ballot.papers.find((one) => one.number === each)
          const tone = entered === undefined ? '' : entered.isValid ? 'is-valid' : 'is-invalid'
          return (
            <span key={each} role="listitem">
              <button
                type="button"
                className={`paper-cell ${tone} ${each === number && !isClosed ? 'is-current' : ''}`}
                title={entered === undefined ? '还没有录' : `${entered.isValid ? '有效' : '无效'}：${entered.reason}`}
                aria-label={`第 ${each} 张，${entered === undefined ? '未录' : entered.isValid ? '有效' : '无效'}`}
                onClick={() => {
                  setChosen(each)
                  pad.current?.focus()
                }}
              >
                {each}
              </button>
            </span>
          )
        })}
      </div>
      {invalid.map((each) => (
        <p key={each.number} className="small">
          <SeverityMark severity="红线" text={`第 ${each.number} 张无效：${each.reason}（N-13）`} />
        </p>
      ))}
      {number !== null && !isClosed && (
        <div className="paper-pad" ref={pad} tabIndex={0} role="group" aria-label={`录第 ${number} 张选票`} onKeyDown={onKeyDown}>
          <div className="paper-head">
            <b>第 {number} 张</b>
            <SeverityMark
              severity={verdict.isValid ? '达标' : '红线'}
              text={`${verdict.isValid ? '有效' : '无效'}：${verdict.reason}`}
              isBadge
            />
            <span className="small secondary paper-keys">
              <kbd>1</kbd>–<kbd>{Math.min(9, inOrder.length)}</kbd> 赞成、反对、弃权，<kbd>回车</kbd> 下一张
            </span>
          </div>
          <div className="paper-marks">
            {inOrder.map((each, index) => {
              const value = paper.marks[each.memberId] ?? '弃权'
              return (
                <button
                  key={each.memberId}
                  type="button"
                  className={`paper-mark is-${MARK_TONES[value]}`}
                  onClick={() => mark(each.memberId)}
                >
                  <span>
                    <kbd>{index + 1}</kbd> {each.name}
                  </span>
                  <span className="small">
                    {MARK_SIGNS[value]} {value}
                  </span>
                </button>
              )
            })}
          </div>
          <div className="paper-tools">
            {paper.writeIns.map((each) => (
              <span key={`${each.memberId ?? ''}${each.name}`} className="small write-in">
                另选：{each.name}
                <button
                  type="button"
                  className="link-button"
                  aria-label={`去掉另选的${each.name}`}
                  onClick={() => change({ ...paper, writeIns: paper.writeIns.filter((one) => one !== each) })}
                >
                  去掉
                </button>
              </span>
            ))}
            {isWriting ? (
              <WriteIn
                organizationId={organizationId}
                onPick={(memberId, name) => {
                  setWriting(false)
                  change({ ...paper, writeIns: [...paper.writeIns, { memberId, name }] })
                }}
              />
            ) : (
              <Button size="xs" variant="default" onClick={() => setWriting(true)}>
                另选他人
              </Button>
            )}
            {stored && !isChanged && (
              <Button
                size="xs"
                variant="default"
                loading={remove.isRunning}
                onClick={() => void remove.run({ ballotId: ballot.id, number })}
              >
                删去这一张
              </Button>
            )}
            <Button size="xs" loading={record.isRunning} onClick={() => void store()}>
              {stored ? '改这一张' : '存这一张'}
            </Button>
          </div>
        </div>
      )}
      <ConfirmDialog
        title={`放弃第 ${number ?? ''} 张`}
        consequence="这一张刚画的不保存，恢复成原来的样子。"
        confirmLabel="放弃"
        isOpen={isAsking}
        isRunning={false}
        error={null}
        onConfirm={() => {
          setDraft(null)
          setAsking(false)
          pad.current?.focus()
        }}
        onClose={() => setAsking(false)}
      />
    </div>
  )
}

const MARK_TONES: Record<Mark, string> = { 赞成: 'aye', 反对: 'no', 弃权: 'abstain' }
const MARK_SIGNS: Record<Mark, string> = { 赞成: '○', 反对: '×', 弃权: '—' }

/** 选票上的次序（不随得票变）。 */
function ballotOrder(ballot: BallotView) {
  const order = new Map(ballot.nomineeOrder.map((id, index) => [id, index]))
  return ballot.count.nominees
    .filter((each) => !each.isWriteIn)
    .toSorted((a, b) => (order.get(a.memberId) ?? 0) - (order.get(b.memberId) ?? 0))
}

/** 其后第一张没录的；后面都录了就从头找；全录了为 null。 */
function firstOpen(ballot: BallotView, after: number): number | null {
  const entered = new Set([...ballot.papers.map((paper) => paper.number), after])
  const open = Array.from({ length: ballot.collectedCount }, (_, index) => index + 1).filter((each) => !entered.has(each))
  return open.find((each) => each > after) ?? open[0] ?? null
}

/** 选中一个人就取到姓名，随即记入这一张。 */
function WriteIn({ organizationId, onPick }: { organizationId: string; onPick: (memberId: string, name: string) => void }) {
  const [memberId, setMemberId] = useState<string | null>(null)
  const detail = useBackendQuery('member.detail', { memberId: memberId ?? '' }, { enabled: memberId !== null })
  const name = detail.data?.member.name
  return (
    <span className="write-in-picker">
      <MemberPicker label="另选谁" value={memberId} onChange={setMemberId} organizationId={organizationId} />
      <Button
        size="xs"
        disabled={memberId === null || name === undefined}
        onClick={() => memberId !== null && name !== undefined && onPick(memberId, name)}
      >
        记入这一张
      </Button>
    </span>
  )
}
