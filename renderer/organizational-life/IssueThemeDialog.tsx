import { ActionIcon, Button, Chip, Group, Select, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { ACTIVITY_TYPES, CONTENT_KINDS, type ActivityType, type ContentKind } from '../../shared/organizational-life/activity-types.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { TimeField } from './TimeField.tsx'

const STEP_TYPES = ACTIVITY_TYPES.filter((type) => type !== '支委会' && type !== '党委会')

type Step = { title: string; type: ActivityType; detail: string }

/** 写一次、下发到名下各支部：主题、内容、日期时段、环节与要求。 */
export function IssueThemeDialog({ today, onClose }: { today: string; onClose: () => void }) {
  const tree = useBackendQuery('organization.tree', {})
  const root = tree.data?.nodes.find(({ parentId }) => parentId === null)
  const [issuerId, setIssuerId] = useState<string | null>(null)
  const [month, setMonth] = useState(today.slice(0, 7))
  const [theme, setTheme] = useState('')
  const [contentKinds, setContentKinds] = useState<readonly ContentKind[]>(['政治学习', '交纳党费'])
  const [suggestedOn, setSuggestedOn] = useState('')
  const [startsAt, setStartsAt] = useState('14:00')
  const [endsAt, setEndsAt] = useState('16:30')
  const [purpose, setPurpose] = useState('')
  const [requirements, setRequirements] = useState('')
  const [steps, setSteps] = useState<readonly Step[]>([{ title: '', type: '主题党日', detail: '' }])
  const issue = useCommand('life.issueThemePlan', { showsOwnError: true, done: ({ targetCount }) => `已下发给 ${targetCount} 个党支部` })
  const issuer = issuerId ?? root?.id ?? null
  const setStep = (index: number, patch: Partial<Step>) => setSteps(steps.map((step, at) => (at === index ? { ...step, ...patch } : step)))
  const filled = steps.filter(({ title }) => title.trim() !== '')
  return (
    <FormDialog
      title="下发主题党日方案"
      lead="下发给名下全部党支部；支部记主题党日时在“照着填”里选它，主题、内容、环节自动带出，仍可按实际改。"
      submitLabel="下发"
      isOpen
      size={760}
      isRunning={issue.isRunning}
      error={issue.error}
      {...(theme.trim() === ''
        ? { blockedBy: '请写主题' }
        : filled.length === 0
          ? { blockedBy: '至少写一个环节' }
          : contentKinds.length === 0
            ? { blockedBy: '至少选一种内容' }
            : issuer === null
              ? { blockedBy: '先登记党组织' }
              : {})}
      onSubmit={() => {
        if (issuer === null) return
        const plan = {
          suggestedOn: suggestedOn === '' ? null : suggestedOn,
          startsAt,
          endsAt,
          place: '',
          purpose,
          steps: filled,
          requirements,
        }
        void issue.run({ issuerId: issuer, month, theme, contentKinds: [...contentKinds], plan }).then((output) => output && onClose())
      }}
      onClose={onClose}
    >
      <Group grow gap={12} align="flex-start">
        <OrganizationPicker
          label="谁下发"
          levels={['党委', '党总支']}
          value={issuer}
          onChange={setIssuerId}
          error={issue.problem('issuerId')}
        />
        <Select
          label="哪个月"
          data={monthChoices(today)}
          value={month}
          onChange={(value) => setMonth(value ?? month)}
          error={issue.problem('month')}
        />
      </Group>
      <TextInput
        label="主题"
        required
        value={theme}
        maxLength={100}
        error={issue.problem('theme')}
        onChange={(event) => setTheme(event.currentTarget.value)}
        data-autofocus
      />
      <Chip.Group
        multiple
        value={[...contentKinds]}
        onChange={(value) => setContentKinds(CONTENT_KINDS.filter((kind) => value.includes(kind)))}
      >
        <Group gap={6} role="group" aria-label="内容">
          {CONTENT_KINDS.map((kind) => (
            <Chip key={kind} value={kind} size="xs" variant="outline" radius="sm">
              {kind}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Group grow gap={12} align="flex-start">
        <DateField
          label="建议哪天"
          description="不填按当月首个工作日"
          value={suggestedOn}
          onChange={setSuggestedOn}
          error={issue.problem('suggestedOn')}
        />
        <TimeField label="开始" value={startsAt} onChange={setStartsAt} error={issue.problem('startsAt')} />
        <TimeField label="结束" value={endsAt} onChange={setEndsAt} error={issue.problem('endsAt')} />
      </Group>
      <Textarea
        label="目的"
        autosize
        minRows={1}
        maxLength={2000}
        value={purpose}
        onChange={(event) => setPurpose(event.currentTarget.value)}
      />
      <fieldset className="plan-edit">
        <legend className="small">环节</legend>
        {steps.map((step, index) => (
          <div key={index} className="plan-step">
            <TextInput
              aria-label={`第 ${index + 1} 个环节`}
              placeholder="环节，如：学习《……》"
              value={step.title}
              maxLength={200}
              onChange={(event) => setStep(index, { title: event.currentTarget.value })}
            />
            <Select
              aria-label={`第 ${index + 1} 个环节计入哪一类`}
              w={120}
              data={[...STEP_TYPES]}
              value={step.type}
              onChange={(value) => setStep(index, { type: STEP_TYPES.find((one) => one === value) ?? step.type })}
            />
            <ActionIcon
              aria-label={`删去第 ${index + 1} 个环节`}
              disabled={steps.length === 1}
              onClick={() => setSteps(steps.filter((_, at) => at !== index))}
            >
              <IconTrash size={15} aria-hidden="true" />
            </ActionIcon>
          </div>
        ))}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => setSteps([...steps, { title: '', type: '主题党日', detail: '' }])}
        >
          加一个环节
        </Button>
      </fieldset>
      <Textarea
        label="要求"
        autosize
        minRows={1}
        maxLength={2000}
        value={requirements}
        onChange={(event) => setRequirements(event.currentTarget.value)}
      />
    </FormDialog>
  )
}

/** 上月起的一年。 */
function monthChoices(today: string): { value: string; label: string }[] {
  const start = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 2
  return Array.from({ length: 13 }, (_, index) => {
    const at = start + index
    const year = Math.floor(at / 12)
    const month = (at % 12) + 1
    return { value: `${year}-${String(month).padStart(2, '0')}`, label: `${year} 年 ${month} 月` }
  })
}
