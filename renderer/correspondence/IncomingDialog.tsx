import { FileInput, Group, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { WireFile } from '../../shared/contract/file.ts'
import { REPLY_GENRES } from '../../shared/correspondence/reply.ts'
import { GENRES } from '../../shared/document/model.ts'
import { readFile } from '../app/save-file.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import type { IncomingItem } from './rows.ts'

const CHOICES = GENRES.filter((genre) => genre !== '内部文书')
const NOT_A_REPLY = '不挂接'

/** 登记一件收文，或补承办、批示与附件。 */
export function IncomingDialog({ item, onClose }: { item: IncomingItem | null; onClose: () => void }) {
  const overview = useBackendQuery('settings.overview', {})
  const requests = useBackendQuery('correspondence.requests', {}, { enabled: item === null })
  const [form, setForm] = useState({
    receivedOn: item?.receivedOn ?? null,
    sender: item?.sender ?? '',
    senderNumber: item?.senderNumber ?? '',
    title: item?.title ?? '',
    genre: item?.genre ?? '批复',
    datedOn: item?.datedOn ?? '',
    organizationId: item?.organizationId ?? null,
    handler: item?.handler ?? '',
    instruction: item?.instruction ?? '',
    remark: item?.remark ?? '',
  })
  const [picked, setPicked] = useState<File[]>([])
  const [fileProblem, setFileProblem] = useState('')
  const [repliesTo, setRepliesTo] = useState<string>(NOT_A_REPLY)
  const record = useCommand('correspondence.recordIncoming', {
    showsOwnError: true,
    done: ({ number, milestone }) => `已登记 ${number}${milestone === '' ? '' : `，并记下${milestone}`}`,
  })
  const revise = useCommand('correspondence.reviseIncoming', { showsOwnError: true, done: () => '已更正' })
  const current = item === null ? record : revise
  const put = <K extends keyof typeof form>(key: K, value: (typeof form)[K]) => setForm((now) => ({ ...now, [key]: value }))
  const waiting = (requests.data?.rows ?? []).filter(({ reply }) => reply === null)
  const isReply = REPLY_GENRES.some((genre) => genre === form.genre)
  const lacks = form.sender.trim() === '' ? '来文机关' : form.title.trim() === '' ? '标题' : ''

  const submit = async () => {
    setFileProblem('')
    const files: WireFile[] = []
    for (const file of picked)
      try {
        files.push(await readFile(file))
      } catch {
        setFileProblem(`读不了“${file.name}”，它可能正被别的程序开着，关掉后再试。`)
        return
      }
    const incoming = {
      ...form,
      receivedOn: form.receivedOn ?? overview.data?.today ?? '',
      genre: CHOICES.find((each) => each === form.genre) ?? '批复',
      datedOn: form.datedOn === '' ? null : form.datedOn,
    }
    const answered = waiting.find((each) => `${each.source}${each.id}` === repliesTo)
    const done =
      item === null
        ? await record.run({
            incoming,
            files,
            repliesTo: isReply && answered ? { source: answered.source, id: answered.id } : null,
          })
        : await revise.run({ incomingId: item.id, incoming, files })
    if (done) onClose()
  }
  return (
    <FormDialog
      title={item === null ? '登记收文' : `办理 ${item.number}`}
      submitLabel={item === null ? '登记' : '保存'}
      isOpen
      size={720}
      isRunning={current.isRunning}
      error={current.error}
      {...(lacks === '' ? {} : { blockedBy: `请填${lacks}` })}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Group grow align="flex-start" gap={12}>
        <TextInput
          label="来文机关"
          required
          value={form.sender}
          onChange={(event) => put('sender', event.currentTarget.value)}
          error={current.problem('sender')}
          data-autofocus
        />
        <TextInput
          label="来文字号"
          placeholder="没有就空着"
          value={form.senderNumber}
          onChange={(event) => put('senderNumber', event.currentTarget.value)}
          error={current.problem('senderNumber')}
        />
      </Group>
      <TextInput
        label="标题"
        required
        value={form.title}
        onChange={(event) => put('title', event.currentTarget.value)}
        error={current.problem('title')}
      />
      <Group grow align="flex-start" gap={12}>
        <Select label="文种" data={CHOICES} value={form.genre} allowDeselect={false} onChange={(genre) => put('genre', genre ?? '批复')} />
        <DateField
          label="来文成文日期"
          value={form.datedOn}
          onChange={(datedOn) => put('datedOn', datedOn)}
          error={current.problem('datedOn')}
        />
        <DateField
          label="收文日期"
          required
          value={form.receivedOn ?? overview.data?.today ?? ''}
          onChange={(receivedOn) => put('receivedOn', receivedOn)}
          error={current.problem('receivedOn')}
        />
      </Group>
      {item === null && isReply && (
        <Select
          label="答复的是哪一份请示"
          description={waiting.length === 0 ? '现在没有等批复的请示' : '挂上以后，换届流程里相应的批复节点一并登记'}
          data={[
            { value: NOT_A_REPLY, label: NOT_A_REPLY },
            ...waiting.map((each) => ({
              value: `${each.source}${each.id}`,
              label: `${each.number}《${each.title}》（${each.subjectName || each.issuerName}，已等 ${each.waitingDays} 天）`,
            })),
          ]}
          value={repliesTo}
          onChange={(next) => setRepliesTo(next ?? NOT_A_REPLY)}
          allowDeselect={false}
        />
      )}
      <Group grow align="flex-start" gap={12}>
        <OrganizationPicker
          label="关于哪个党组织"
          emptyText="不专指"
          value={form.organizationId}
          onChange={(organizationId) => put('organizationId', organizationId)}
          error={current.problem('organizationId')}
        />
        <TextInput
          label="承办"
          value={form.handler}
          onChange={(event) => put('handler', event.currentTarget.value)}
          error={current.problem('handler')}
        />
      </Group>
      <Textarea
        label="批示"
        autosize
        minRows={2}
        maxRows={6}
        value={form.instruction}
        onChange={(event) => put('instruction', event.currentTarget.value)}
        error={current.problem('instruction')}
      />
      <FileInput
        label={item === null ? '附件' : '添附件'}
        description="扫描件、照片、文档都可以，原样留存并记下校验值；每个不超过 20 MB"
        multiple
        clearable
        clearButtonProps={{ 'aria-label': '不选这些文件' }}
        placeholder="选文件"
        value={picked}
        onChange={setPicked}
        error={fileProblem === '' ? undefined : fileProblem}
      />
    </FormDialog>
  )
}
