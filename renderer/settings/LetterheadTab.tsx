import { ActionIcon, Button, Checkbox, Group, Radio, Stack, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { FormError } from '../ui/FormDialog.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { TemplatesCard } from './TemplatesCard.tsx'

type Settings = RouteOutput<'correspondence.letterhead'>
type Other = Settings['others'][number]

/** 红头与模板：几套红头、落款、附注与版心读法，自家红头 docx。 */
export function LetterheadTab() {
  const letterhead = useBackendQuery('correspondence.letterhead', {})
  if (letterhead.error) return <ErrorState error={letterhead.error} onRetry={() => void letterhead.refetch()} />
  if (!letterhead.data) return <Loading />
  return (
    <div className="settings-two">
      <Card title="红头、落款与版式" note="配一次，各份公文共用">
        <LetterheadForm settings={letterhead.data} />
      </Card>
      <TemplatesCard />
    </div>
  )
}

const BLANK: Other = { documentCode: '', letterheadName: '', issuerName: '', printingOffice: '' }

const COLUMNS = [
  { key: 'documentCode', label: '机关代字', placeholder: '如“某某党办”' },
  { key: 'letterheadName', label: '红头名称', placeholder: '不含“文件”二字' },
  { key: 'issuerName', label: '落款署名', placeholder: '' },
  { key: 'printingOffice', label: '印发机关', placeholder: '' },
] as const

function LetterheadForm({ settings }: { settings: Settings }) {
  const [draft, setDraft] = useState(settings)
  const overview = useBackendQuery('settings.overview', {})
  const save = useCommand('correspondence.saveLetterhead', { showsOwnError: true, done: () => '已保存红头与版式' })
  const edit = (index: number, key: keyof Other, value: string) =>
    setDraft((now) => ({ ...now, others: now.others.map((each, at) => (at === index ? { ...each, [key]: value } : each)) }))
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save.run(draft)
      }}
    >
      <Stack gap={16}>
        <fieldset className="plain-fieldset">
          <legend>另外几套红头</legend>
          <p className="small secondary">
            党委的红头在“本单位”里配（代字“{overview.data?.unit?.documentCode ?? '还没有填'}
            ”）。办公室、纪委等以别的代字行文的，在这里各加一套，自由起草时可选。
          </p>
          {draft.others.map((other, index) => (
            <Group key={index} gap={8} align="flex-start" wrap="nowrap" mt={8}>
              {COLUMNS.map(({ key, label, placeholder }) => (
                <TextInput
                  key={key}
                  label={index === 0 ? label : undefined}
                  aria-label={`第 ${index + 1} 套${label}`}
                  placeholder={placeholder}
                  style={{ flex: key === 'documentCode' ? '0 0 110px' : 1 }}
                  value={other[key]}
                  onChange={(event) => edit(index, key, event.currentTarget.value)}
                  error={save.problem(`others.${index}.${key}`)}
                />
              ))}
              <ActionIcon
                aria-label={`去掉第 ${index + 1} 套`}
                mt={index === 0 ? 24 : 4}
                onClick={() => setDraft((now) => ({ ...now, others: now.others.filter((_, at) => at !== index) }))}
              >
                <IconTrash size={16} aria-hidden="true" />
              </ActionIcon>
            </Group>
          ))}
          <Button size="xs" variant="default" mt={8} onClick={() => setDraft((now) => ({ ...now, others: [...now.others, BLANK] }))}>
            加一套红头
          </Button>
        </fieldset>
        <TextInput
          label="落款署名"
          description="党委自由起草的公文用；与党委全称不同时才填，空着用全称"
          value={draft.signatureName}
          onChange={(event) => {
            const { value } = event.currentTarget
            setDraft((now) => ({ ...now, signatureName: value }))
          }}
          error={save.problem('signatureName')}
        />
        <Checkbox
          label="上行文附注里写联系人和电话"
          description="2012 年《党政机关公文处理工作条例》没有这一条，是沿用旧办法的建议，可以关"
          checked={draft.showsContactNote}
          onChange={(event) => {
            const { checked } = event.currentTarget
            setDraft((now) => ({ ...now, showsContactNote: checked }))
          }}
        />
        <Radio.Group
          label="版心读法"
          value={draft.pageArea}
          onChange={(next) => setDraft((now) => ({ ...now, pageArea: next === 'strict' ? 'strict' : 'common' }))}
        >
          <Stack gap={8} mt={8}>
            <Radio value="common" label="按页边距（缺省）" description="天头 37 毫米、下白边 35 毫米是页边距，与 Word、WPS 里看到的一致" />
            <Radio value="strict" label="按字形边缘" description="首行字的上边缘、末行字的下边缘到纸边正好 37 毫米、35 毫米" />
          </Stack>
        </Radio.Group>
        <p className="small secondary">改了版心读法，只影响以后登记的公文；已登记的照定稿时的样子导出。</p>
        {save.error && <FormError error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isRunning}>
            保存
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
