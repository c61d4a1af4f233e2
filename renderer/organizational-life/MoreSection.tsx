import { ActionIcon, Button, Select, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { ExpectedRoll } from '../../shared/organizational-life/activity-contract.ts'
import type { ActivityDraft, TaskDraft } from '../../shared/organizational-life/activity-draft.ts'
import { ARCHIVE_CATEGORIES, ARCHIVE_CATEGORY_OF } from '../../shared/organizational-life/activity-types.ts'
import { DateField } from '../ui/DateField.tsx'
import { PersonField } from './PersonField.tsx'

export type MoreSectionProps = {
  draft: ActivityDraft
  roll: ExpectedRoll | undefined
  problem: (place: string) => string | undefined
  onChange: (change: (draft: ActivityDraft) => ActivityDraft) => void
}

/** 议定事项、整体记录、归档类目与党建e家登记。 */
export function MoreSection({ draft, roll, problem, onChange }: MoreSectionProps) {
  const headingId = useId()
  const set = (patch: Partial<ActivityDraft>) => onChange((now) => ({ ...now, ...patch }))
  const setTask = (index: number, patch: Partial<TaskDraft>) =>
    onChange((now) => ({ ...now, tasks: now.tasks.map((task, at) => (at === index ? { ...task, ...patch } : task)) }))
  const [eHome, setEHome] = useState(draft.eHomeOn ?? '')
  return (
    <>
      <section className="activity-section" aria-labelledby={headingId}>
        <h3 id={headingId}>
          议定事项<span className="small secondary">谁办、几时办完；到期没办会提醒</span>
        </h3>
        {draft.tasks.length > 0 && (
          <ul className="task-list">
            {draft.tasks.map((task, index) => (
              <li key={task.id ?? index}>
                <TextInput
                  label="事项"
                  className="task-content"
                  value={task.content}
                  maxLength={500}
                  error={problem(`tasks.${index}.content`)}
                  onChange={(event) => setTask(index, { content: event.currentTarget.value })}
                />
                <PersonField
                  label="责任人"
                  roll={roll}
                  name={task.ownerName}
                  onChange={(ownerName, ownerId) => setTask(index, { ownerName, ownerId })}
                />
                <DateField
                  label="时限"
                  value={task.dueOn ?? ''}
                  error={problem(`tasks.${index}.dueOn`)}
                  onChange={(value) => setTask(index, { dueOn: value === '' ? null : value })}
                />
                <ActionIcon
                  aria-label={`删去第 ${index + 1} 项`}
                  onClick={() => onChange((now) => ({ ...now, tasks: now.tasks.filter((_, at) => at !== index) }))}
                >
                  <IconTrash size={15} aria-hidden="true" />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => onChange((now) => ({ ...now, tasks: [...now.tasks, blankTask()] }))}
        >
          加一项
        </Button>
      </section>
      <section className="activity-section" aria-label="归档与登记">
        <Textarea
          label="整体记录"
          description="没有分议题时写在这里；分了议题的可不写"
          autosize
          minRows={1}
          maxRows={14}
          value={draft.narrative}
          error={problem('narrative')}
          onChange={(event) => set({ narrative: event.currentTarget.value })}
        />
        <div className="activity-three">
          <Select
            label="归档类目"
            data={[...ARCHIVE_CATEGORIES]}
            value={draft.archiveCategory ?? ARCHIVE_CATEGORY_OF[draft.types[0] ?? '其他']}
            onChange={(value) => set({ archiveCategory: ARCHIVE_CATEGORIES.find((one) => one === value) ?? null })}
          />
          <DateField
            label="党建e家办理日"
            value={eHome}
            error={problem('eHomeOn')}
            onChange={(value) => {
              setEHome(value)
              set({ eHomeOn: value === '' ? null : value })
            }}
          />
          <TextInput
            label="党建e家编号"
            value={draft.eHomeNo}
            maxLength={60}
            error={problem('eHomeNo')}
            onChange={(event) => set({ eHomeNo: event.currentTarget.value })}
          />
        </div>
      </section>
    </>
  )
}

function blankTask(): TaskDraft {
  return { id: null, topicSeq: null, content: '', ownerId: null, ownerName: '', dueOn: null, doneOn: null, note: '' }
}
