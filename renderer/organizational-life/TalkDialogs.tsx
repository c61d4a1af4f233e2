import { Button, Group, MultiSelect, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { TALK_KINDS } from '../../shared/organizational-life/facts.ts'
import type { TalkView } from '../../shared/organizational-life/talk-contract.ts'
import { TALK_MEANS, TALK_OCCASIONS } from '../../shared/organizational-life/talk.ts'
import { oneOf, textIn, textsIn, type Prefill } from '../app/prefill.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { MaskedText } from '../ui/Masked.tsx'
import { MemberPicker } from '../ui/MemberPicker.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { useShown } from '../ui/use-shown.ts'
import { useBranchPeople } from './use-branch-people.ts'

type Details = {
  heldOn: string
  kind: (typeof TALK_KINDS)[number]
  means: (typeof TALK_MEANS)[number]
  occasion: string
  place: string
  followUp: string
}

function DetailFields({
  value,
  onChange,
  problem,
}: {
  value: Details
  onChange: (value: Details) => void
  problem: (place: string) => string | undefined
}) {
  const set = (change: Partial<Details>) => onChange({ ...value, ...change })
  return (
    <>
      <Group grow align="flex-end" gap={12}>
        <DateField label="谈话日期" required value={value.heldOn} onChange={(heldOn) => set({ heldOn })} error={problem('heldOn')} />
        <SegmentedControl
          aria-label="谈话类型"
          data={[...TALK_KINDS]}
          value={value.kind}
          onChange={(next) => set({ kind: TALK_KINDS.find((one) => one === next) ?? value.kind })}
        />
        <SegmentedControl
          aria-label="谈话方式"
          data={[...TALK_MEANS]}
          value={value.means}
          onChange={(next) => set({ means: TALK_MEANS.find((one) => one === next) ?? value.means })}
        />
      </Group>
      <Group grow align="flex-start" gap={12}>
        <Select
          label="触发事件"
          data={[...TALK_OCCASIONS]}
          value={value.occasion === '' ? null : value.occasion}
          onChange={(next) => set({ occasion: next ?? '' })}
          clearable
          clearButtonProps={{ 'aria-label': '不写触发事件' }}
          placeholder="可不写"
        />
        <TextInput
          label="地点"
          value={value.place}
          onChange={(event) => set({ place: event.currentTarget.value })}
          error={problem('place')}
        />
      </Group>
      <TextInput
        label="跟进"
        description="约定的事、下次什么时候谈；列表里看得到，敏感的写在要点里"
        value={value.followUp}
        onChange={(event) => set({ followUp: event.currentTarget.value })}
        error={problem('followUp')}
      />
    </>
  )
}

const occasionOf = (text: string) => TALK_OCCASIONS.find((one) => one === text) ?? ('' as const)

/** 登记谈话：几名谈话人、几名对象，逐对各记一次；支委互谈把支委两边都选上即可。 */
export function RecordTalksDialog({
  organizationId: asked,
  today,
  prefill,
  onClose,
}: {
  organizationId: string | null
  today: string
  /** 从发现过来的：要谈的人、书记、触发事件都已选好。 */
  prefill: Prefill
  onClose: () => void
}) {
  const [organizationId, setOrganizationId] = useState(asked)
  const [talkerIds, setTalkerIds] = useState<string[]>(() => textsIn(prefill, 'talkerIds'))
  const [superiorId, setSuperiorId] = useState<string | null>(null)
  const [memberIds, setMemberIds] = useState<string[]>(() => textsIn(prefill, 'memberIds'))
  const [meetingId, setMeetingId] = useState<string | null>(null)
  const [points, setPoints] = useState('')
  const [details, setDetails] = useState<Details>(() => ({
    heldOn: today,
    kind: oneOf(prefill, 'kind', TALK_KINDS, '日常'),
    means: '见面',
    occasion: occasionOf(textIn(prefill, 'occasion')),
    place: '',
    followUp: '',
  }))
  const people = useBranchPeople(organizationId)
  const year = Number(details.heldOn.slice(0, 4)) || Number(today.slice(0, 4))
  const meetings = useBackendQuery(
    'life.lifeMeetings',
    { year, organizationId: organizationId ?? '' },
    { enabled: organizationId !== null },
  )
  const record = useCommand('life.recordTalks', { showsOwnError: true, done: ({ talkIds }) => `已登记 ${talkIds.length} 次谈话` })
  const talkers = superiorId === null ? talkerIds : [...talkerIds, superiorId]
  const blocked =
    organizationId === null
      ? '还没有选党支部'
      : talkers.length === 0
        ? '还没有选谈话人'
        : memberIds.length === 0
          ? '还没有选谈话对象'
          : undefined
  return (
    <FormDialog
      title="登记谈心谈话"
      lead="谈话人的身份由任职推出。一名谈话人谈了几个人，把对象都选上，一次登记。"
      submitLabel="登记"
      isOpen
      isRunning={record.isRunning}
      error={record.error}
      size={680}
      {...(blocked === undefined ? {} : { blockedBy: blocked })}
      onClose={onClose}
      onSubmit={() => {
        if (organizationId === null) return
        void record
          .run({ organizationId, ...details, occasion: occasionOf(details.occasion), talkerIds: talkers, memberIds, meetingId, points })
          .then((done) => done && onClose())
      }}
    >
      {asked === null && (
        <OrganizationPicker label="党支部" required value={organizationId} levels={['党支部']} onChange={setOrganizationId} />
      )}
      <Group grow align="flex-start" gap={12}>
        <MultiSelect
          label="谈话人"
          data={people}
          searchable
          value={talkerIds}
          onChange={setTalkerIds}
          error={record.problem('talkerIds')}
        />
        <MultiSelect
          label="谈话对象"
          data={people}
          searchable
          value={memberIds}
          onChange={setMemberIds}
          error={record.problem('memberIds')}
        />
      </Group>
      <details>
        <summary className="small secondary">谈话人是上级党组织的</summary>
        <MemberPicker label="上级党组织的谈话人" value={superiorId} onChange={setSuperiorId} />
      </details>
      <DetailFields value={details} onChange={setDetails} problem={record.problem} />
      {(meetings.data?.rows.length ?? 0) > 0 && (
        <Select
          label="哪次组织生活会的会前谈话"
          data={(meetings.data?.rows ?? []).map((row) => ({ value: row.id, label: `${row.year} 年度 ${row.theme}` }))}
          value={meetingId}
          onChange={setMeetingId}
          clearable
          clearButtonProps={{ 'aria-label': '不是会前谈话' }}
          placeholder="不是会前谈话可不选"
        />
      )}
      <Textarea
        label="谈话要点"
        description="敏感内容：列表里不显示，点开才看得到，不进操作日志"
        autosize
        minRows={3}
        value={points}
        onChange={(event) => setPoints(event.currentTarget.value)}
        error={record.problem('points')}
      />
    </FormDialog>
  )
}

/** 看一次谈话：要点先遮着，点“显示要点”才取；显示以后可以改。 */
export function TalkDialog({ talk, onClose }: { talk: TalkView; onClose: () => void }) {
  const reveal = useCommand('life.revealTalk', { invalidates: ['settings.journal'] })
  const points = useShown(async () => (talk.hasPoints ? (await reveal.run({ talkId: talk.id }))?.points : ''))
  const [written, setWritten] = useState<string | null>(null)
  const [details, setDetails] = useState<Details>({
    heldOn: talk.heldOn,
    kind: talk.kind,
    means: talk.means,
    occasion: talk.occasion,
    place: talk.place,
    followUp: talk.followUp,
  })
  const revise = useCommand('life.reviseTalk', { showsOwnError: true, done: () => '已更改' })
  const text = written ?? points.value ?? ''
  return (
    <FormDialog
      title={`${talk.talkerName}（${talk.talkerRole}）与${talk.memberName}谈话`}
      lead={`${talk.recordedOn} 登记`}
      submitLabel="保存更改"
      isOpen
      isRunning={revise.isRunning}
      error={revise.error}
      size={640}
      onClose={onClose}
      onSubmit={() =>
        void revise
          .run({
            talkId: talk.id,
            revision: talk.revision,
            ...details,
            occasion: occasionOf(details.occasion),
            ...(written === null ? {} : { points: written }),
          })
          .then((done) => done && onClose())
      }
    >
      <DetailFields value={details} onChange={setDetails} problem={revise.problem} />
      {points.value === null && written === null ? (
        <div className="talk-points">
          {talk.hasPoints ? <MaskedText>＊＊＊＊＊＊</MaskedText> : <span className="muted">没有写要点</span>}{' '}
          <Button size="xs" variant="default" loading={points.isRunning} title="看一次记一条操作日志" onClick={() => void points.show()}>
            {talk.hasPoints ? '显示要点' : '写要点'}
          </Button>
        </div>
      ) : (
        <Textarea
          label="谈话要点"
          autosize
          minRows={3}
          value={text}
          onChange={(event) => setWritten(event.currentTarget.value)}
          error={revise.problem('points')}
        />
      )}
    </FormDialog>
  )
}
