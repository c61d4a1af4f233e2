import { Group, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Post } from '../../shared/election/contract.ts'
import { POST_END_REASONS, POST_SOURCES, POST_TITLES } from '../../shared/glossary.ts'
import { dateIn, oneOf, textIn, type Prefill } from '../app/prefill.ts'
import { useCommand } from '../app/use-backend.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { MemberPicker } from '../ui/MemberPicker.tsx'

export type AppointFormProps = { organizationId: string; today: string; prefill: Prefill; onClose: () => void }

export function AppointForm({ organizationId, today, prefill, onClose }: AppointFormProps) {
  const [memberId, setMemberId] = useState<string | null>(textIn(prefill, 'memberId') || null)
  const [title, setTitle] = useState(oneOf(prefill, 'title', POST_TITLES, '委员'))
  const [duty, setDuty] = useState(textIn(prefill, 'duty'))
  const [fromOn, setFromOn] = useState(dateIn(prefill, 'fromOn', today))
  const [source, setSource] = useState(oneOf(prefill, 'source', POST_SOURCES, '选举'))
  const [documentNo, setDocumentNo] = useState(textIn(prefill, 'documentNo'))
  const appoint = useCommand('election.appoint', { showsOwnError: true, done: () => `已登记任${title}` })
  return (
    <FormDialog
      title="登记任职"
      submitLabel="登记任职"
      isOpen
      isRunning={appoint.isRunning}
      error={appoint.error}
      {...(memberId === null ? { blockedBy: '还没有选人' } : {})}
      onClose={onClose}
      onSubmit={() => {
        if (memberId !== null)
          void appoint.run({ organizationId, memberId, title, duty, fromOn, source, documentNo }).then((done) => done && onClose())
      }}
    >
      <MemberPicker
        label="党员"
        value={memberId}
        onChange={setMemberId}
        organizationId={organizationId}
        error={appoint.problem('memberId')}
        required
      />
      <Group grow align="flex-start" gap={12}>
        <Select
          label="职务"
          data={[...POST_TITLES]}
          value={title}
          onChange={(value) => setTitle(POST_TITLES.find((one) => one === value) ?? title)}
          error={appoint.problem('title')}
        />
        <Select
          label="怎么产生"
          data={[...POST_SOURCES]}
          value={source}
          onChange={(value) => setSource(POST_SOURCES.find((one) => one === value) ?? source)}
          error={appoint.problem('source')}
        />
        <DateField label="任职自" value={fromOn} onChange={setFromOn} error={appoint.problem('fromOn')} required />
      </Group>
      <Group grow align="flex-start" gap={12}>
        <TextInput label="分工" value={duty} onChange={(event) => setDuty(event.currentTarget.value)} error={appoint.problem('duty')} />
        <TextInput
          label="任职文号"
          value={documentNo}
          onChange={(event) => setDocumentNo(event.currentTarget.value)}
          error={appoint.problem('documentNo')}
        />
      </Group>
    </FormDialog>
  )
}

export function EndPostForm({ post, today, prefill, onClose }: { post: Post; today: string; prefill: Prefill; onClose: () => void }) {
  const [untilOn, setUntilOn] = useState(dateIn(prefill, 'untilOn', today))
  const [endReason, setEndReason] = useState(oneOf(prefill, 'endReason', POST_END_REASONS, '调离'))
  const end = useCommand('election.endPost', { showsOwnError: true, done: () => '已登记卸任' })
  return (
    <FormDialog
      title={`登记${post.memberName}卸任${post.title}`}
      lead="出缺期限从卸任次日起算。"
      submitLabel="登记卸任"
      isOpen
      isRunning={end.isRunning}
      error={end.error}
      onClose={onClose}
      onSubmit={() => void end.run({ postId: post.id, untilOn, endReason }).then((done) => done && onClose())}
    >
      <Group grow align="flex-start" gap={12}>
        <DateField label="任到哪一天" value={untilOn} onChange={setUntilOn} error={end.problem('untilOn')} required />
        <Select
          label="原因"
          data={[...POST_END_REASONS]}
          value={endReason}
          onChange={(value) => setEndReason(POST_END_REASONS.find((one) => one === value) ?? endReason)}
          error={end.problem('endReason')}
        />
      </Group>
    </FormDialog>
  )
}

export function DutyForm({ post, prefill, onClose }: { post: Post; prefill: Prefill; onClose: () => void }) {
  const [duty, setDuty] = useState(textIn(prefill, 'duty', post.duty))
  const [documentNo, setDocumentNo] = useState(textIn(prefill, 'documentNo', post.documentNo))
  const update = useCommand('election.updateDuty', { showsOwnError: true, done: () => '已保存' })
  return (
    <FormDialog
      title={`改${post.memberName}（${post.title}）的分工与文号`}
      submitLabel="保存"
      isOpen
      isRunning={update.isRunning}
      error={update.error}
      onClose={onClose}
      onSubmit={() => void update.run({ postId: post.id, duty, documentNo }).then((done) => done && onClose())}
    >
      <TextInput label="分工" value={duty} onChange={(event) => setDuty(event.currentTarget.value)} error={update.problem('duty')} />
      <TextInput
        label="任职文号"
        value={documentNo}
        onChange={(event) => setDocumentNo(event.currentTarget.value)}
        error={update.problem('documentNo')}
      />
    </FormDialog>
  )
}

export function RemovePostForm({ post, onClose }: { post: Post; onClose: () => void }) {
  const remove = useCommand('election.removePost', { showsOwnError: true, done: () => '已撤下' })
  return (
    <ConfirmDialog
      title="撤下登错的任职"
      consequence={`${post.memberName}任${post.title}（${post.fromOn} 起）会当作从没登记过，不产生出缺。真的离任请用“卸任”。`}
      confirmLabel="撤下"
      isOpen
      isRunning={remove.isRunning}
      error={remove.error}
      onConfirm={() => void remove.run({ postId: post.id }).then((done) => done && onClose())}
      onClose={onClose}
    />
  )
}
