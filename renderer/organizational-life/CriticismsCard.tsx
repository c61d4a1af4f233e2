import { ActionIcon, Button, Checkbox, Select, Textarea } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { LifeMeetingPerson, LifeMeetingView } from '../../shared/organizational-life/life-meeting-contract.ts'
import { useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState } from '../ui/states.tsx'
import { useCheckedIds } from './use-checked-ids.ts'

/** 逐人一行：对照检查材料、自我批评几条、收到相互批评几条，还差什么。 */
export function CriticismsCard({ view }: { view: LifeMeetingView }) {
  const [editing, setEditing] = useState<LifeMeetingPerson | null>(null)
  const [isExamining, setExamining] = useState(false)
  const short = view.people.filter(({ shortage }) => shortage !== '').length
  return (
    <Card
      isFlush
      title="批评与自我批评"
      note={view.activity === null ? '会议还没有指明，先按名册列出' : short === 0 ? '到会党员都齐了' : `还有 ${short} 人不齐`}
      actions={
        <>
          <RuleTag ruleId="B24" />
          <Button size="xs" variant="default" onClick={() => setExamining(true)}>
            登记对照检查材料
          </Button>
        </>
      }
    >
      {view.people.length === 0 ? (
        <EmptyState title="名册里还没有人" reason="先导入花名册或把党员编入本支部，这里就逐人列出来。" />
      ) : (
        <div className="table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                <th>姓名</th>
                <th>到会</th>
                <th>对照检查</th>
                <th className="number">自我批评</th>
                <th className="number">收到批评</th>
                <th>还差</th>
                <th>
                  <span className="visually-hidden">动作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {view.people.map((person) => (
                <tr key={person.memberId} className={view.activity !== null && person.shortage !== '' ? 'is-short' : ''}>
                  <td className="nowrap">
                    {person.name}
                    {person.category === '预备党员' && <span className="small secondary"> 预备</span>}
                  </td>
                  <td className="nowrap" title={person.reason}>
                    {person.attendance === '' ? <span className="muted">未登记</span> : person.attendance}
                  </td>
                  <td className="nowrap">{person.examinedOn ?? <span className="muted">没有交</span>}</td>
                  <td className="number">{person.selfCount}</td>
                  <td className="number">{person.receivedCount}</td>
                  <td>
                    {person.shortage === '' ? <SeverityMark severity="达标" text="齐" /> : <span className="small">{person.shortage}</span>}
                  </td>
                  <td>
                    <div className="row-buttons">
                      <Button size="xs" variant="default" aria-label={`登记${person.name}的批评意见`} onClick={() => setEditing(person)}>
                        登记
                      </Button>
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {editing && <CriticismDialog view={view} person={editing} onNext={setEditing} onClose={() => setEditing(null)} />}
      {isExamining && <ExaminationDialog view={view} onClose={() => setExamining(false)} />}
    </Card>
  )
}

type Mutual = { criticId: string | null; content: string }

function CriticismDialog({
  view,
  person,
  onNext,
  onClose,
}: {
  view: LifeMeetingView
  person: LifeMeetingPerson
  onNext: (person: LifeMeetingPerson) => void
  onClose: () => void
}) {
  return <CriticismForm key={person.memberId} view={view} person={person} onNext={onNext} onClose={onClose} />
}

function CriticismForm({
  view,
  person,
  onNext,
  onClose,
}: {
  view: LifeMeetingView
  person: LifeMeetingPerson
  onNext: (person: LifeMeetingPerson) => void
  onClose: () => void
}) {
  const own = view.criticisms.filter((each) => each.memberId === person.memberId)
  const [self, setSelf] = useState(
    own
      .filter(({ kind }) => kind === '自我批评')
      .map(({ content }) => content)
      .join('\n'),
  )
  const recorded = own.filter(({ kind }) => kind === '相互批评').map(({ criticId, content }): Mutual => ({ criticId, content }))
  const [mutual, setMutual] = useState<Mutual[]>(recorded.length > 0 ? recorded : [{ criticId: null, content: '' }])
  const save = useCommand('life.saveCriticisms', { showsOwnError: true, done: () => `已存${person.name}的批评意见` })
  const critics = view.people
    .filter(({ memberId }) => memberId !== person.memberId)
    .map((each) => ({ value: each.memberId, label: each.name }))
  const filled = mutual.flatMap(({ criticId, content }) => (criticId === null || content.trim() === '' ? [] : [{ criticId, content }]))
  const isHalf = mutual.some(({ criticId, content }) => (criticId === null) !== (content.trim() === ''))
  const next = view.people[view.people.findIndex(({ memberId }) => memberId === person.memberId) + 1]
  const change = (index: number, value: Partial<Mutual>) =>
    setMutual((rows) => rows.map((row, at) => (at === index ? { ...row, ...value } : row)))
  return (
    <FormDialog
      title={`${person.name}的批评意见`}
      lead="自我批评一行一条；相互批评写明谁提的。每名到会党员各不少于 1 条。"
      submitLabel={next ? `存，下一位 ${next.name}` : '存'}
      isOpen
      isRunning={save.isRunning}
      error={save.error}
      size={640}
      {...(isHalf ? { blockedBy: '相互批评有一行没有填全' } : {})}
      onClose={onClose}
      onSubmit={() =>
        void save
          .run({
            meetingId: view.id,
            memberId: person.memberId,
            selfCriticisms: self
              .split('\n')
              .map((line) => line.trim())
              .filter((line) => line !== ''),
            mutualCriticisms: filled,
          })
          .then((done) => {
            if (!done) return
            if (next) onNext(next)
            else onClose()
          })
      }
    >
      <Textarea
        label="自我批评"
        autosize
        minRows={2}
        value={self}
        onChange={(event) => setSelf(event.currentTarget.value)}
        error={save.problem('selfCriticisms')}
        data-autofocus
      />
      <div className="criticism-lines" role="group" aria-label="收到的相互批评意见">
        <span className="small secondary">收到的相互批评意见</span>
        {mutual.map((row, index) => (
          <div className="criticism-line" key={index}>
            <Select
              aria-label={`第 ${index + 1} 条是谁提的`}
              placeholder="谁提的"
              data={critics}
              searchable
              value={row.criticId}
              onChange={(criticId) => change(index, { criticId })}
            />
            <Textarea
              aria-label={`第 ${index + 1} 条意见`}
              placeholder="意见"
              autosize
              minRows={1}
              value={row.content}
              onChange={(event) => change(index, { content: event.currentTarget.value })}
            />
            <ActionIcon
              variant="default"
              size={30}
              aria-label={`去掉第 ${index + 1} 条`}
              onClick={() => setMutual((rows) => rows.filter((_, at) => at !== index))}
            >
              <IconTrash size={14} aria-hidden="true" />
            </ActionIcon>
          </div>
        ))}
        <div>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            onClick={() => setMutual((rows) => [...rows, { criticId: null, content: '' }])}
          >
            再加一条
          </Button>
        </div>
      </div>
    </FormDialog>
  )
}

function ExaminationDialog({ view, onClose }: { view: LifeMeetingView; onClose: () => void }) {
  const pending = view.people.filter(({ examinedOn, attendance }) => examinedOn === null && attendance !== '缺席')
  const [ids, toggle] = useCheckedIds(() => [...(view.boardExaminedOn === null ? [''] : []), ...pending.map(({ memberId }) => memberId)])
  const [on, setOn] = useState('')
  const record = useCommand('life.recordExaminations', { showsOwnError: true, done: () => `已登记 ${ids.size} 份` })
  return (
    <FormDialog
      title="登记对照检查材料"
      lead="没有交过的已经勾好；日期留空再登记，就是把勾选的撤下。"
      submitLabel={`登记 ${ids.size} 份`}
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      {...(ids.size === 0 ? { blockedBy: '还没有勾选' } : {})}
      onClose={onClose}
      onSubmit={() =>
        void record.run({ meetingId: view.id, memberIds: [...ids], submittedOn: on === '' ? null : on }).then((done) => done && onClose())
      }
    >
      <DateField label="交材料的日期" value={on} onChange={setOn} error={record.problem('submittedOn')} />
      <div className="paper-marks">
        <table className="plain-table">
          <tbody>
            <tr>
              <td>
                <Checkbox label="支部班子的对照检查材料" checked={ids.has('')} onChange={() => toggle('')} />
              </td>
              <td className="nowrap">{view.boardExaminedOn ?? <span className="muted">没有交</span>}</td>
            </tr>
            {view.people.map((person) => (
              <tr key={person.memberId}>
                <td>
                  <Checkbox label={person.name} checked={ids.has(person.memberId)} onChange={() => toggle(person.memberId)} />
                </td>
                <td className="nowrap">{person.examinedOn ?? <span className="muted">没有交</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </FormDialog>
  )
}
