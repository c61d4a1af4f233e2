import { TextInput } from '@mantine/core'
import { useMemo, useState, type DragEvent } from 'react'
import { departmentOf, groupReason, type GroupingMember, type GroupingProblem, type PlannedGroup } from '../../shared/member/grouping.ts'
import { RuleTag } from '../ui/RuleTag.tsx'

const UNGROUPED = '没有编入'
const DRAG_TYPE = 'text/plain'

/** 各组一列：拖人换组，或用每个人后面的选择框（键盘可用）。 */
export function GroupingBoard({
  members,
  groups,
  problems,
  onMove,
  onRename,
}: {
  members: readonly GroupingMember[]
  groups: readonly PlannedGroup[]
  problems: readonly GroupingProblem[]
  onMove: (memberId: string, to: number | null) => void
  onRename: (at: number, name: string) => void
}) {
  const byId = useMemo(() => new Map(members.map((member) => [member.id, member])), [members])
  const placed = new Set(groups.flatMap(({ memberIds }) => memberIds))
  const left = members.filter(({ id }) => !placed.has(id))
  const names = groups.map(({ name }) => name)
  return (
    <div className="grouping-board">
      {left.length > 0 && <GroupColumn title={UNGROUPED} members={left} names={names} at={null} problems={[]} onMove={onMove} />}
      {groups.map((group, index) => (
        <GroupColumn
          key={group.groupId ?? `新组${index}`}
          title={group.name}
          isNew={group.groupId === null}
          members={group.memberIds.flatMap((id) => byId.get(id) ?? [])}
          names={names}
          at={index}
          problems={problems.filter((problem) => problem.group === group.name)}
          onMove={onMove}
          onRename={(name) => onRename(index, name)}
        />
      ))}
    </div>
  )
}

function GroupColumn({
  title,
  isNew = false,
  members,
  names,
  at,
  problems,
  onMove,
  onRename,
}: {
  title: string
  isNew?: boolean
  members: readonly GroupingMember[]
  names: readonly string[]
  at: number | null
  problems: readonly GroupingProblem[]
  onMove: (memberId: string, to: number | null) => void
  onRename?: (name: string) => void
}) {
  const [isOver, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const memberId = event.dataTransfer.getData(DRAG_TYPE)
    if (memberId !== '' && !members.some(({ id }) => id === memberId)) onMove(memberId, at)
  }
  return (
    <section
      className="grouping-column"
      data-over={isOver}
      data-problem={problems.length > 0}
      aria-label={`${title}，${members.length} 人`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <header className="grouping-column-head">
        {isNew && onRename ? (
          <TextInput
            aria-label={`新党小组的名称：${title}`}
            size="xs"
            maxLength={30}
            value={title}
            onChange={(event) => onRename(event.currentTarget.value)}
          />
        ) : (
          <h2>{title}</h2>
        )}
        <span className="secondary nowrap">
          {isNew ? '新设，' : ''}
          {members.length} 人
        </span>
      </header>
      <p className="small secondary grouping-reason">{groupReason(members)}</p>
      {problems.map(({ ruleId, text }) => (
        <p key={text} className="grouping-problem" role="alert">
          <RuleTag ruleId={ruleId} />
          {text}
        </p>
      ))}
      <ul className="grouping-people">
        {members.map((member) => (
          <li
            key={member.id}
            draggable
            onDragStart={(event) => event.dataTransfer.setData(DRAG_TYPE, member.id)}
            title={`${member.name}：${departmentOf(member)}`}
          >
            <span className="grouping-person">
              {member.name}
              {member.category === '预备党员' && <span className="small secondary">（预备）</span>}
            </span>
            <span className="small secondary ellipsis">{departmentOf(member)}</span>
            <select
              aria-label={`${member.name}编入哪个党小组`}
              value={at === null ? '' : String(at)}
              onChange={(event) => onMove(member.id, event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}
            >
              <option value="">{UNGROUPED}</option>
              {names.map((name, index) => (
                <option key={index} value={String(index)}>
                  {name}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
    </section>
  )
}
