import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { EDUCATIONS, JOBS } from '../../shared/member/code-tables.ts'
import { EVENT_FORMS, MEMBER_EVENT_KINDS, type MemberEventKind } from '../../shared/member/event-kinds.ts'
import type { EventDraft, LifeEntry } from '../../shared/member/life-contract.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'

export type EventDialogProps = {
  members: readonly { readonly id: string; readonly name: string }[]
  /** 更正哪一条；登记新的为 null。 */
  event: NonNullable<LifeEntry['event']> | null
  /** 要更正的这一条遮着：先点“显示”看到内容，才改得了内容、文号与备注；只改日期不必看。 */
  isMasked?: boolean
  /** 打开时就选好的种类。 */
  kind?: MemberEventKind
  onClose: () => void
  onDone: () => void
}

const groups = [...new Set(MEMBER_EVENT_KINDS.filter((kind) => EVENT_FORMS[kind].isRecordable).map((kind) => EVENT_FORMS[kind].group))]
const KIND_CHOICES = groups.map((group) => ({
  group,
  items: MEMBER_EVENT_KINDS.filter((kind) => EVENT_FORMS[kind].isRecordable && EVENT_FORMS[kind].group === group),
}))

/** 登记或更正一件事：种类定了，要填的格子随之而定。只登记，不自动作结论。 */
export function EventDialog({ members, event, isMasked = false, kind, onClose, onDone }: EventDialogProps) {
  const overview = useBackendQuery('settings.overview', {})
  const [input, setInput] = useState<EventDraft>(() => ({
    ...blank(kind ?? null, overview.data?.today ?? ''),
    ...event?.input,
  }))
  const [reason, setReason] = useState('')
  const said = (doubts: readonly string[]) => {
    if (doubts.length === 0) return
    notifications.show({ title: '已登记，另请留意', message: doubts.join(' '), color: 'yellow', autoClose: 12_000 })
  }
  const record = useCommand('member.recordEvent', { showsOwnError: true, done: () => `已登记“${input.kind}”` })
  const correct = useCommand('member.correctEvent', { showsOwnError: true, done: () => `已更正“${input.kind}”，旧的留痕` })
  const reveal = useCommand('member.revealEvent', { invalidates: ['settings.journal', 'member.life'] })
  const [isHidden, setHidden] = useState(isMasked)
  const show = async () => {
    const shown = event && (await reveal.run({ eventId: event.eventId }))
    if (!shown) return
    set(shown)
    setHidden(false)
  }
  const active = event ? correct : record
  const form = EVENT_FORMS[input.kind]
  const set = (change: Partial<EventDraft>) => setInput((now) => ({ ...now, ...change }))
  const problem = (field: string) => active.problem(`event.${field}`) ?? active.problem(field)
  const submit = async () => {
    const output = event
      ? await correct.run({ eventId: event.eventId, event: input, reason })
      : await record.run({ memberIds: members.map(({ id }) => id), event: input })
    if (!output) return
    said(output.doubts)
    onDone()
    onClose()
  }
  const names = members.slice(0, 6).map(({ name }) => name)
  return (
    <FormDialog
      title={
        event ? `更正：${event.input.kind}` : members.length === 1 ? `登记一件事：${names[0] ?? ''}` : `登记同一件事：${members.length} 名`
      }
      lead={
        members.length > 1
          ? `${names.join('、')}${members.length > 6 ? `等 ${members.length} 名` : ''}。有一人不合要求就一个也不登，登了可以整批撤销。`
          : '只登记已经发生、有依据的事；结论由有权的党组织作出。'
      }
      submitLabel={event ? '更正' : '登记'}
      isOpen
      size={640}
      isRunning={active.isRunning}
      error={active.error}
      {...blockedBy(input)}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Select
        label="什么事"
        required
        searchable
        data={KIND_CHOICES}
        value={input.kind}
        disabled={isHidden}
        error={problem('kind')}
        onChange={(value) => {
          const chosen = MEMBER_EVENT_KINDS.find((each) => each === value)
          if (!chosen) return
          set({ kind: chosen, detail: '' })
        }}
      />
      <DateField
        label={input.kind === '转正' ? '转正日期（支部大会通过）' : input.kind === '入党' ? '入党日期（支部大会通过）' : '日期'}
        required
        value={input.occurredOn}
        precision={input.occurredOnPrecision}
        error={problem('occurredOn')}
        onChange={(occurredOn, occurredOnPrecision) => set({ occurredOn, occurredOnPrecision })}
      />
      {isHidden && (
        <div className="notice" role="note">
          <span>这一条的内容、文号与备注遮着，不改就照原样留着。</span>
          <Button size="compact-sm" variant="default" loading={reveal.isRunning} onClick={() => void show()}>
            显示内容
          </Button>
        </div>
      )}
      {!isHidden && form.detailLabel !== '' && (
        <DetailField input={input} error={problem('detail')} onChange={(detail) => set({ detail })} />
      )}
      {input.kind === '行政职务变动' && (
        <Select
          label="工作岗位（变了才选）"
          searchable
          clearable
          clearButtonProps={{ 'aria-label': '清空工作岗位' }}
          data={JOBS.map(({ label }) => label)}
          value={input.job === '' ? null : input.job}
          error={problem('job')}
          onChange={(value) => set({ job: value ?? '' })}
        />
      )}
      {form.needsPlace && (
        <OrganizationPicker
          label="编入哪个党支部"
          required
          levels={['党支部']}
          value={input.branchId}
          error={problem('branchId')}
          onChange={(branchId) => set({ branchId, groupId: null })}
        />
      )}
      {!isHidden && (
        <>
          <TextInput
            label={form.isDocumentRequired ? '依据文号（上级同意）' : '依据文号'}
            required={form.isDocumentRequired}
            placeholder="如：金圆党〔2026〕12号；没有可空"
            value={input.documentNo}
            error={problem('documentNo')}
            onChange={(change) => set({ documentNo: change.currentTarget.value })}
          />
          <Textarea
            label="备注"
            autosize
            minRows={1}
            maxRows={4}
            value={input.note}
            onChange={(change) => set({ note: change.currentTarget.value })}
          />
        </>
      )}
      {event && <TextInput label="为什么更正" value={reason} onChange={(change) => setReason(change.currentTarget.value)} />}
    </FormDialog>
  )
}

type FieldProps = { input: EventDraft; error: string | undefined; onChange: (detail: string) => void }

/** 补充说明：有定数的选一项，日期用日期格，其余自由填写。 */
function DetailField({ input, error, onChange }: FieldProps) {
  const form = EVENT_FORMS[input.kind]
  const common = { label: form.detailLabel, required: form.isDetailRequired, error }
  if (form.isDetailDate) return <DateField {...common} value={input.detail} onChange={onChange} />
  const options = input.kind === '学历变化' ? EDUCATIONS.map(({ label }) => label) : [...form.options]
  if (options.length > 0)
    return (
      <Select
        {...common}
        searchable={options.length > 8}
        data={options}
        value={input.detail === '' ? null : input.detail}
        onChange={(value) => onChange(value ?? '')}
      />
    )
  return <TextInput {...common} value={input.detail} onChange={(change) => onChange(change.currentTarget.value)} />
}

function blank(kind: MemberEventKind | null, today: string): EventDraft {
  return {
    kind: kind ?? '奖励',
    occurredOn: today,
    occurredOnPrecision: '日',
    detail: '',
    documentNo: '',
    note: '',
    job: '',
    branchId: null,
    groupId: null,
  }
}

function blockedBy(input: EventDraft): { blockedBy?: string } {
  const form = EVENT_FORMS[input.kind]
  if (input.occurredOn === '') return { blockedBy: '请填日期' }
  if (form.isDetailRequired && input.detail.trim() === '') return { blockedBy: `请填${form.detailLabel}` }
  if (form.needsPlace && input.branchId === null) return { blockedBy: '请选党支部' }
  if (form.isDocumentRequired && input.documentNo.trim() === '') return { blockedBy: '请填依据文号' }
  return {}
}
