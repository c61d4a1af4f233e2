import { Group, NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { LifeMeetingView } from '../../shared/organizational-life/life-meeting-contract.ts'
import { navigate } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'

type Basics = { theme: string; plannedOn: string; plannedTime: string; place: string; hostName: string }

const EMPTY: Basics = { theme: '', plannedOn: '', plannedTime: '', place: '', hostName: '' }

/** 主题、时间、地点、主持人：筹备与更改同一组格子。 */
export function MeetingBasicsFields({
  value,
  onChange,
  problem,
}: {
  value: Basics
  onChange: (value: Basics) => void
  problem: (place: string) => string | undefined
}) {
  const text = (key: keyof Basics, label: string, placeholder: string) => (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={value[key]}
      onChange={(event) => onChange({ ...value, [key]: event.currentTarget.value })}
      error={problem(key)}
    />
  )
  return (
    <>
      {text('theme', '会议主题', '每次会议要突出主题，联系党员和工作实际')}
      <Group grow align="flex-start" gap={12}>
        <DateField
          label="拟开日期"
          description="一般安排在第四季度"
          value={value.plannedOn}
          onChange={(plannedOn) => onChange({ ...value, plannedOn })}
          error={problem('plannedOn')}
        />
        {text('plannedTime', '开会时间', '如 下午2时30分')}
      </Group>
      <Group grow align="flex-start" gap={12}>
        {text('place', '地点', '如 三楼会议室')}
        {text('hostName', '主持人', '一般是支部书记')}
      </Group>
    </>
  )
}

export function OpenLifeMeetingDialog({
  year: given,
  organizationId: asked,
  onClose,
}: {
  year: number
  organizationId: string | null
  onClose: () => void
}) {
  const [organizationId, setOrganizationId] = useState(asked)
  const [groupId, setGroupId] = useState<string | null>(null)
  const [year, setYear] = useState(given)
  const [basics, setBasics] = useState(EMPTY)
  const tree = useBackendQuery('organization.tree', {})
  const groups = (tree.data?.nodes ?? []).filter((node) => node.level === '党小组' && node.parentId === organizationId)
  const open = useCommand('life.openLifeMeeting', { showsOwnError: true, done: () => '已开始筹备' })
  return (
    <FormDialog
      title="筹备组织生活会"
      lead="先定主题与时间，再按通知、学习、征求意见、谈心谈话、对照检查一步步办；开会以后记批评意见与整改清单。"
      submitLabel="开始筹备"
      isOpen
      isRunning={open.isRunning}
      error={open.error}
      {...(organizationId === null ? { blockedBy: '还没有选党支部' } : {})}
      onClose={onClose}
      onSubmit={() => {
        if (organizationId === null) return
        const { plannedOn, ...rest } = basics
        void open
          .run({ organizationId, groupId, year, ...rest, plannedOn: plannedOn === '' ? null : plannedOn })
          .then((done) => done && navigate(`/life/meeting/${encodeURIComponent(done.meetingId)}`))
      }}
    >
      <Group grow align="flex-start" gap={12}>
        <OrganizationPicker
          label="党支部"
          required
          value={organizationId}
          levels={['党支部']}
          onChange={(next) => {
            setOrganizationId(next)
            setGroupId(null)
          }}
          error={open.problem('organizationId')}
        />
        <NumberInput
          label="年度"
          min={2000}
          max={2199}
          allowDecimal={false}
          value={year}
          onChange={(value) => setYear(Number(value))}
          error={open.problem('year')}
        />
      </Group>
      {groups.length > 0 && (
        <Select
          label="以哪个为单位召开"
          description="以党小组为单位的，每个党小组都要有一次"
          data={[{ value: '', label: '党支部' }, ...groups.map((group) => ({ value: group.id, label: group.shortName }))]}
          value={groupId ?? ''}
          allowDeselect={false}
          onChange={(value) => setGroupId(value === '' || value === null ? null : value)}
        />
      )}
      <MeetingBasicsFields value={basics} onChange={setBasics} problem={open.problem} />
    </FormDialog>
  )
}

export function ReviseLifeMeetingDialog({ view, onClose }: { view: LifeMeetingView; onClose: () => void }) {
  const [basics, setBasics] = useState<Basics>({
    theme: view.theme,
    plannedOn: view.plannedOn ?? '',
    plannedTime: view.plannedTime,
    place: view.place,
    hostName: view.hostName,
  })
  const [comment, setComment] = useState(view.comment)
  const revise = useCommand('life.reviseLifeMeeting', { showsOwnError: true, done: () => '已更改' })
  return (
    <FormDialog
      title="更改主题、时间与点评"
      submitLabel="保存"
      isOpen
      isRunning={revise.isRunning}
      error={revise.error}
      onClose={onClose}
      onSubmit={() => {
        const { plannedOn, ...rest } = basics
        void revise
          .run({ meetingId: view.id, revision: view.revision, ...rest, comment, plannedOn: plannedOn === '' ? null : plannedOn })
          .then((done) => done && onClose())
      }}
    >
      <MeetingBasicsFields value={basics} onChange={setBasics} problem={revise.problem} />
      <TextInput
        label="上级点评与会议效果"
        description="写进情况报告；没有可空着"
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
        error={revise.problem('comment')}
      />
    </FormDialog>
  )
}
