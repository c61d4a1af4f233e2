import { ActionIcon, Group, Select, Textarea, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import type { RouteOutput } from '../app/client.ts'
import { useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { ParameterField, type ParameterValue, type TypedParameter } from './ParameterField.tsx'
import { StandardsDialog } from './StandardsDialog.tsx'

type Catalog = RouteOutput<'compliance.parameters'>

export type ProfileDialogProps = {
  catalog: Catalog
  basedOnId: string
  onClose: () => void
  /** 新版本登记好了，接着去改方案链。 */
  onAdded: (profileId: string, versionOn: string) => void
}

/** 新增方案版本：上级来了新文件，从现有方案复制，只改变了的参数；旧版本不动。 */
export function ProfileDialog({ catalog, basedOnId: initialBase, onClose, onAdded }: ProfileDialogProps) {
  const [name, setName] = useState('')
  const [basedOnId, setBasedOnId] = useState(initialBase)
  const [versionOn, setVersionOn] = useState('')
  const [note, setNote] = useState('')
  const [changes, setChanges] = useState<readonly { key: string; value: ParameterValue }[]>([])
  const add = useCommand('compliance.addProfile', { showsOwnError: true, done: () => `已新增方案版本“${name}”，还要放进方案链才生效` })
  const typed = typedParameters(catalog)
  const known = new Map(typed.map((parameter) => [parameter.key, parameter]))
  const asChanges = changes.map(({ key, value }) => ({ key, value }))
  const blockedBy =
    name.trim() === '' ? '请写方案名称' : !isPlainDate(versionOn) ? '请填版本日期' : changes.length === 0 ? '至少改一个参数' : undefined
  const submit = async () => {
    const done = await add.run({ name, basedOnId, versionOn, note, changes: asChanges })
    if (done) onAdded(done.profileId, versionOn)
  }
  return (
    <StandardsDialog
      title="新增方案版本"
      lead="上级新文件来了：从一个方案复制，只写变了的参数。旧版本不动，以前的事仍按以前的判；新版本放进方案链才生效。"
      confirmLabel="新增这个版本"
      {...(blockedBy === undefined ? {} : { blockedBy })}
      proposal={{ profile: { basedOnId, changes: asChanges } }}
      command={add}
      onConfirm={() => void submit()}
      onClose={onClose}
    >
      <Group grow align="flex-start" gap={12}>
        <TextInput
          label="方案名称"
          placeholder="如：金圆 2027 年方案"
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={add.problem('name')}
          data-autofocus
        />
        <Select
          label="从哪个方案复制"
          data={catalog.profiles.map((profile) => ({ value: profile.id, label: profile.name }))}
          value={basedOnId}
          onChange={(id) => setBasedOnId(id ?? basedOnId)}
          allowDeselect={false}
        />
        <DateField
          label="版本日期"
          description="一般是新文件的成文日"
          required
          value={versionOn}
          onChange={setVersionOn}
          error={add.problem('versionOn')}
        />
      </Group>
      <Textarea
        label="依据哪份文件"
        rows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={add.problem('note')}
      />
      <Select
        label="加一个要改的参数"
        placeholder="打字找参数"
        searchable
        data={typed
          .filter((parameter) => !changes.some((change) => change.key === parameter.key))
          .map((parameter) => ({ value: parameter.key, label: parameter.meaning }))}
        value={null}
        onChange={(key) => {
          const parameter = key === null ? undefined : known.get(key)
          if (parameter) setChanges([...changes, { key: parameter.key, value: valueIn(parameter, basedOnId) }])
        }}
      />
      {changes.map((change, index) => {
        const parameter = known.get(change.key)
        if (!parameter) return null
        return (
          <div key={change.key} className="parameter-change">
            <ParameterField
              parameter={parameter}
              label={`${parameter.meaning}（原 ${parameter.byProfile[basedOnId]?.text ?? '—'}）`}
              value={change.value}
              onChange={(value) => setChanges(changes.map((each) => (each.key === change.key ? { ...each, value } : each)))}
              error={add.problem(`changes.${index}`)}
            />
            <ActionIcon
              aria-label={`不改${parameter.meaning}`}
              size={32}
              onClick={() => setChanges(changes.filter((each) => each.key !== change.key))}
            >
              <IconTrash size={16} aria-hidden="true" />
            </ActionIcon>
          </div>
        )
      })}
    </StandardsDialog>
  )
}

export function typedParameters({ parameters }: Catalog): TypedParameter[] {
  return parameters.flatMap((parameter) => parameter.values)
}

export function valueIn(parameter: TypedParameter, profileId: string): ParameterValue {
  return parameter.byProfile[profileId]?.value ?? null
}
