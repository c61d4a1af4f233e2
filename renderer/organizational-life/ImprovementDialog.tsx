import { Group, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ImprovementView } from '../../shared/organizational-life/improvement-contract.ts'
import { IMPROVEMENT_SCOPES, IMPROVEMENT_SOURCES, needsNote, type ImprovementState } from '../../shared/organizational-life/improvement.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { useBranchPeople } from './use-branch-people.ts'

/** 登记或更改一个整改问题。 */
export function ImprovementDialog({
  organizationId,
  meetingId,
  row,
  onClose,
}: {
  organizationId: string
  meetingId: string | null
  row: ImprovementView | null
  onClose: () => void
}) {
  const people = useBranchPeople(organizationId)
  const [source, setSource] = useState(row?.source ?? '批评意见')
  const [scope, setScope] = useState(row?.scope ?? '班子')
  const [memberId, setMemberId] = useState(row?.memberId ?? null)
  const [problem, setProblem] = useState(row?.problem ?? '')
  const [measure, setMeasure] = useState(row?.measure ?? '')
  const [ownerId, setOwnerId] = useState(row?.ownerId ?? null)
  const [dueOn, setDueOn] = useState(row?.dueOn ?? '')
  const [supervisionNo, setSupervisionNo] = useState(row?.supervisionNo ?? '')
  const record = useCommand('life.recordImprovement', { showsOwnError: true, done: () => '已登记问题' })
  const revise = useCommand('life.reviseImprovement', { showsOwnError: true, done: () => '已更改' })
  const command = row === null ? record : revise
  const content = {
    source,
    scope,
    memberId: scope === '个人' ? memberId : null,
    problem,
    measure,
    ownerId,
    ownerName: ownerId === null ? (row?.ownerName ?? '') : '',
    dueOn: dueOn === '' ? null : dueOn,
    supervisionNo,
  }
  const save = () =>
    row === null
      ? record.run({ organizationId, meetingId, ...content })
      : revise.run({ improvementId: row.id, revision: row.revision, ...content })
  return (
    <FormDialog
      title={row === null ? '登记整改问题' : '更改整改问题'}
      submitLabel={row === null ? '登记' : '保存'}
      isOpen
      isRunning={command.isRunning}
      error={command.error}
      size={640}
      {...(problem.trim() === ''
        ? { blockedBy: '还没有写问题' }
        : scope === '个人' && memberId === null
          ? { blockedBy: '还没有选是谁的问题' }
          : {})}
      onClose={onClose}
      onSubmit={() => void save().then((done) => done && onClose())}
    >
      <Group grow align="flex-end" gap={12}>
        <Select
          label="来源"
          data={[...IMPROVEMENT_SOURCES]}
          value={source}
          allowDeselect={false}
          onChange={(value) => setSource(IMPROVEMENT_SOURCES.find((one) => one === value) ?? source)}
        />
        <SegmentedControl
          aria-label="班子还是个人"
          data={[...IMPROVEMENT_SCOPES]}
          value={scope}
          onChange={(value) => setScope(value === '个人' ? '个人' : '班子')}
        />
        {scope === '个人' && <Select label="谁的问题" data={people} searchable value={memberId} onChange={setMemberId} />}
      </Group>
      <Textarea
        label="问题表现"
        required
        autosize
        minRows={2}
        value={problem}
        onChange={(event) => setProblem(event.currentTarget.value.replaceAll('\n', ''))}
        error={command.problem('problem')}
        data-autofocus
      />
      <Textarea
        label="整改措施"
        description="送验收以前要写"
        autosize
        minRows={2}
        value={measure}
        onChange={(event) => setMeasure(event.currentTarget.value)}
        error={command.problem('measure')}
      />
      <Group grow align="flex-start" gap={12}>
        <Select
          label="责任人"
          data={people}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': '不写责任人' }}
          value={ownerId}
          onChange={setOwnerId}
          error={command.problem('ownerId')}
        />
        <DateField label="完成时限" value={dueOn} onChange={setDueOn} error={command.problem('dueOn')} />
        <TextInput label="督办编号" value={supervisionNo} onChange={(event) => setSupervisionNo(event.currentTarget.value)} />
      </Group>
    </FormDialog>
  )
}

/** 改状态：哪天、凭什么；经过逐条留着。 */
export function ImprovementStateDialog({
  row,
  to,
  today,
  onClose,
}: {
  row: ImprovementView
  to: ImprovementState
  today: string
  onClose: () => void
}) {
  const [changedOn, setChangedOn] = useState(today)
  const [note, setNote] = useState('')
  const change = useCommand('life.changeImprovementState', { showsOwnError: true, done: () => `已改为“${to}”` })
  const isNoteNeeded = needsNote(row.state, to)
  return (
    <FormDialog
      title={`由“${row.state}”改为“${to}”`}
      lead={row.problem}
      submitLabel={`改为“${to}”`}
      isOpen
      isRunning={change.isRunning}
      error={change.error}
      {...(isNoteNeeded && note.trim() === '' ? { blockedBy: '请写说明' } : {})}
      onClose={onClose}
      onSubmit={() => void change.run({ improvementId: row.id, toState: to, changedOn, note }).then((done) => done && onClose())}
    >
      <DateField label="日期" required value={changedOn} onChange={setChangedOn} error={change.problem('changedOn')} />
      <TextInput
        label="说明"
        description="谁验收的、为什么退回、报给了谁"
        required={isNoteNeeded}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={change.problem('note')}
        data-autofocus
      />
      {row.changes.length > 0 && (
        <ul className="improvement-history small secondary">
          {row.changes.map((each, index) => (
            <li key={index}>
              {each.changedOn} {each.fromState} → {each.toState}
              {each.note === '' ? '' : `：${each.note}`}（{each.actor}）
            </li>
          ))}
        </ul>
      )}
    </FormDialog>
  )
}
