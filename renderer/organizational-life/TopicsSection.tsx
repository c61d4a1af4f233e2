import { ActionIcon, Button, Menu, Select, Textarea, TextInput } from '@mantine/core'
import { IconDots, IconPlus } from '@tabler/icons-react'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import type { ExpectedRoll } from '../../shared/organizational-life/activity-contract.ts'
import type { ActivityDraft, TopicDraft } from '../../shared/organizational-life/activity-draft.ts'
import { SPEAKER_ROLES } from '../../shared/organizational-life/activity-types.ts'
import { blankTopic, blankVote } from './activity-form.ts'
import { evenSlots, topicsFromText } from '../../shared/organizational-life/pasted-text.ts'
import { PersonField } from './PersonField.tsx'
import { TimeField } from './TimeField.tsx'
import { VoteFields } from './VoteFields.tsx'

export type TopicsSectionProps = {
  draft: ActivityDraft
  roll: ExpectedRoll | undefined
  /** 签到算出的有表决权应到、实到，计票不另填时用它。 */
  voters: { expected: number; present: number }
  problem: (place: string) => string | undefined
  onChange: (change: (draft: ActivityDraft) => ActivityDraft) => void
}

/** 议题：一行一题，整列粘贴一次成；几类合办的逐题归类，各有要点与结论。 */
export function TopicsSection({ draft, roll, voters, problem, onChange }: TopicsSectionProps) {
  const headingId = useId()
  const box = useRef<HTMLOListElement>(null)
  const type = draft.types[0] ?? '其他'
  const setTopics = (change: (topics: readonly TopicDraft[]) => TopicDraft[]) => onChange((now) => ({ ...now, topics: change(now.topics) }))
  const setTopic = (index: number, patch: Partial<TopicDraft>) =>
    setTopics((topics) => topics.map((topic, at) => (at === index ? { ...topic, ...patch } : topic)))
  const focusIn = (index: number, field: string) =>
    requestAnimationFrame(() => box.current?.children[index]?.querySelector<HTMLElement>(field)?.focus())
  const focusTitle = (index: number) => focusIn(index, '[data-topic-title]')
  const addAfter = (index: number) => {
    setTopics((topics) => [...topics.slice(0, index + 1), blankTopic(draft.types[index + 1] ?? type), ...topics.slice(index + 1)])
    focusTitle(index + 1)
  }
  // 照上次带来、还没动过的题目：整列粘贴新议题时让位；自己写的留着。
  const [carried] = useState(() => new Set(draft.topics.map(({ title }) => title)))
  const isCarried = ({ title, summary, resolution, votes }: TopicDraft) =>
    (title.trim() === '' || carried.has(title)) && summary === '' && resolution === '' && votes.length === 0
  const pasteAt = (index: number, text: string): boolean => {
    const pasted = topicsFromText(text)
    if (pasted.length < 2) return false
    setTopics((topics) => [
      ...topics.slice(0, index),
      ...pasted.map((line, offset) => ({
        ...blankTopic(topics[index + offset]?.type ?? topics[index]?.type ?? type, line.title),
        startsAt: line.startsAt === '' ? null : line.startsAt,
        endsAt: line.endsAt === '' ? null : line.endsAt,
      })),
      ...topics.slice(index + 1).filter((topic) => !isCarried(topic)),
    ])
    focusIn(index, 'textarea')
    return true
  }
  /** Alt＋上下：到上一题、下一题的同一格。 */
  const onKeyDown = (event: KeyboardEvent<HTMLOListElement>) => {
    if (!event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || !(event.target instanceof HTMLElement)) return
    const items = [...(box.current?.children ?? [])]
    const at = items.findIndex((item) => item.contains(event.target as Node))
    const next = items[at + (event.key === 'ArrowDown' ? 1 : -1)]
    const fields = (item: Element | undefined) => [...(item?.querySelectorAll<HTMLElement>('input, textarea') ?? [])]
    const position = fields(items[at]).indexOf(event.target)
    if (!next || position < 0) return
    event.preventDefault()
    ;(fields(next)[position] ?? fields(next)[0])?.focus()
  }
  const isCombined = draft.types.length > 1
  return (
    <section className="activity-section" aria-labelledby={headingId}>
      <h3 id={headingId}>
        议题
        <span className="small secondary">
          {isCombined ? '几类合办：逐题归类，各写要点与结论，才各计一次' : '整列粘贴，一行一题；回车加一题，Alt＋上下换题'}
        </span>
        {isCombined && draft.topics.length > 1 && (
          <button
            type="button"
            className="link-button small"
            onClick={() =>
              setTopics((topics) => {
                const slots = evenSlots(draft.startsAt, draft.endsAt, topics.length)
                return topics.map((topic, index) => ({ ...topic, ...slots[index] }))
              })
            }
          >
            按题数平分时段
          </button>
        )}
      </h3>
      <ol ref={box} className="topic-list" onKeyDown={onKeyDown}>
        {draft.topics.map((topic, index) => (
          <li key={index} className="topic">
            <div className="topic-line">
              <span className="topic-number">{index + 1}</span>
              {isCombined && (
                <Select
                  aria-label={`第 ${index + 1} 题归哪一类`}
                  w={112}
                  data={[...draft.types]}
                  value={topic.type}
                  onChange={(value) => setTopic(index, { type: draft.types.find((one) => one === value) ?? topic.type })}
                />
              )}
              <TextInput
                className="grow"
                aria-label={`第 ${index + 1} 题`}
                placeholder={topic.type === '党课' ? '党课题目' : '议题'}
                data-topic-title
                value={topic.title}
                maxLength={200}
                error={problem(`topics.${index}.title`)}
                onChange={(event) => setTopic(index, { title: event.currentTarget.value })}
                onPaste={(event) => {
                  if (pasteAt(index, event.clipboardData.getData('text/plain'))) event.preventDefault()
                }}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return
                  event.preventDefault()
                  addAfter(index)
                }}
              />
              {isCombined && (
                <>
                  <TimeField
                    label={`第 ${index + 1} 题几点起`}
                    hidesLabel
                    width={74}
                    value={topic.startsAt ?? ''}
                    error={problem(`topics.${index}.startsAt`)}
                    onChange={(value) => setTopic(index, { startsAt: value === '' ? null : value })}
                  />
                  <TimeField
                    label={`第 ${index + 1} 题几点止`}
                    hidesLabel
                    width={74}
                    value={topic.endsAt ?? ''}
                    error={problem(`topics.${index}.endsAt`)}
                    onChange={(value) => setTopic(index, { endsAt: value === '' ? null : value })}
                  />
                </>
              )}
            </div>
            {(topic.type === '党课' || topic.speakerName !== '' || topic.speakerRole !== null) && (
              <div className="topic-fields">
                <PersonField
                  label="主讲人"
                  roll={roll}
                  name={topic.speakerName}
                  onChange={(speakerName, speakerId) => {
                    const posts = roll?.lines.find(({ memberId }) => memberId === speakerId)?.posts ?? []
                    const role = posts.includes('书记') ? '书记' : speakerId === null ? topic.speakerRole : '党员'
                    setTopic(index, { speakerName, speakerId, speakerRole: role })
                  }}
                />
                <Select
                  label="身份"
                  data={[...SPEAKER_ROLES]}
                  value={topic.speakerRole}
                  clearable
                  clearButtonProps={{ 'aria-label': '清空身份' }}
                  onChange={(value) => setTopic(index, { speakerRole: SPEAKER_ROLES.find((one) => one === value) ?? null })}
                />
              </div>
            )}
            <Textarea
              aria-label={`第 ${index + 1} 题的发言要点`}
              placeholder="发言要点"
              autosize
              minRows={1}
              maxRows={12}
              value={topic.summary}
              error={problem(`topics.${index}.summary`)}
              onChange={(event) => setTopic(index, { summary: event.currentTarget.value })}
            />
            <Textarea
              aria-label={`第 ${index + 1} 题的决议`}
              placeholder="决议、结论"
              autosize
              minRows={1}
              maxRows={8}
              value={topic.resolution}
              error={problem(`topics.${index}.resolution`)}
              onChange={(event) => setTopic(index, { resolution: event.currentTarget.value })}
            />
            {topic.votes.map((vote, at) => (
              <VoteFields
                key={at}
                vote={vote}
                heldOn={draft.heldOn}
                voters={voters}
                onChange={(next) => setTopic(index, { votes: topic.votes.map((one, other) => (other === at ? next : one)) })}
                onRemove={() => setTopic(index, { votes: topic.votes.filter((_, other) => other !== at) })}
              />
            ))}
            <div className="topic-tools">
              <Button variant="subtle" size="xs" onClick={() => setTopic(index, { votes: [...topic.votes, blankVote(topic.type)] })}>
                加计票
              </Button>
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon aria-label={`第 ${index + 1} 题另外的动作`}>
                    <IconDots size={15} aria-hidden="true" />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  {topic.type !== '党课' && topic.speakerName === '' && topic.speakerRole === null && (
                    <Menu.Item onClick={() => setTopic(index, { speakerRole: '党员' })}>加主讲人</Menu.Item>
                  )}
                  <Menu.Item disabled={index === 0} onClick={() => setTopics((topics) => swapped(topics, index - 1))}>
                    上移
                  </Menu.Item>
                  <Menu.Item disabled={index === draft.topics.length - 1} onClick={() => setTopics((topics) => swapped(topics, index))}>
                    下移
                  </Menu.Item>
                  <Menu.Item onClick={() => setTopics((topics) => topics.filter((_, at) => at !== index))}>删去这一题</Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </div>
          </li>
        ))}
      </ol>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        onClick={() => addAfter(draft.topics.length - 1)}
      >
        加一题
      </Button>
    </section>
  )
}

/** 第 at 个与下一个对调。 */
function swapped(topics: readonly TopicDraft[], at: number): TopicDraft[] {
  const next = [...topics]
  const [moved] = next.splice(at, 1)
  if (moved) next.splice(at + 1, 0, moved)
  return next
}
