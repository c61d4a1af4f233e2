import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { UnitSettings } from '../../shared/settings/contract.ts'
import { useCommand } from '../app/use-backend.ts'
import { FormError } from '../ui/FormDialog.tsx'

const blank: UnitSettings = {
  fullName: '',
  shortName: '',
  letterheadName: '',
  documentCode: '',
  printingOffice: '',
  signer: '',
  contactName: '',
  contactPhone: '',
  superiorName: '',
}

type Field = { key: keyof UnitSettings; label: string; description?: string; isRequired?: boolean; followsFullName?: boolean }

const ROWS: readonly (readonly Field[])[] = [
  [{ key: 'fullName', label: '党委全称', description: '如“中共厦门某某集团有限公司委员会”', isRequired: true }],
  [
    { key: 'shortName', label: '简称', description: '界面顶上显示', isRequired: true },
    { key: 'documentCode', label: '机关代字', description: '如“某某党”，发文字号用', isRequired: true },
  ],
  [
    {
      key: 'letterheadName',
      label: '红头上的发文机关名称',
      description: '不含“文件”二字；空着时跟党委全称走',
      isRequired: true,
      followsFullName: true,
    },
  ],
  [
    { key: 'printingOffice', label: '印发机关', description: '版记里的单位，如“中共……委员会办公室”', isRequired: true },
    { key: 'superiorName', label: '上级党组织全称', description: '集团党委上行文的主送' },
  ],
  [
    { key: 'signer', label: '签发人', description: '党委书记姓名' },
    { key: 'contactName', label: '联系人' },
    { key: 'contactPhone', label: '联系电话' },
  ],
]

export type UnitFormProps = { unit: UnitSettings | null; submitLabel: string; onSaved?: () => void }

/** 本单位与红头：配一次，各份公文共用。 */
export function UnitForm({ unit, submitLabel, onSaved }: UnitFormProps) {
  const [draft, setDraft] = useState<UnitSettings>(unit ?? blank)
  const save = useCommand('settings.saveUnit', { showsOwnError: true, done: () => '已保存本单位' })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const input = { ...draft, letterheadName: draft.letterheadName.trim() === '' ? draft.fullName : draft.letterheadName }
        void save.run(input).then((done) => {
          if (!done) return
          setDraft(input)
          onSaved?.()
        })
      }}
    >
      <Stack gap={12}>
        {ROWS.map((row) => (
          <Group key={row.map((field) => field.key).join()} grow align="flex-start" gap={12}>
            {row.map((field) => (
              <TextInput
                key={field.key}
                label={field.label}
                description={field.description}
                required={field.isRequired ?? false}
                value={draft[field.key]}
                placeholder={field.followsFullName ? draft.fullName : ''}
                onChange={(event) => {
                  const value = event.currentTarget.value
                  setDraft((now) => ({ ...now, [field.key]: value }))
                }}
                error={save.problem(field.key)}
                autoComplete="off"
              />
            ))}
          </Group>
        ))}
        {save.error && <FormError error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isRunning}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
