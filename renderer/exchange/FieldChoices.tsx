import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core'
import { useMemo } from 'react'
import { CLEARABLE } from '../../shared/exchange/roster-compose.ts'
import { fieldLabel, ROSTER_FIELD_KEYS, type RosterFieldKey } from '../../shared/exchange/roster-fields.ts'
import type { ImportPreview } from '../../shared/exchange/contract.ts'
import { withField, type Choices } from './import-choices.ts'

export type FieldChoicesProps = {
  preview: ImportPreview
  choices: Choices
  isRunning: boolean
  onChoose: (choices: Choices) => void
  onRecompare: (choices: Choices) => void
  onClose: () => void
}

/** 按字段取舍：某个字段整份表都不改；某个字段表里空着就清空。 */
export function FieldChoices({ preview, choices, isRunning, onChoose, onRecompare, onClose }: FieldChoicesProps) {
  const fields = useMemo(() => countedFields(preview), [preview])
  return (
    <Modal opened onClose={onClose} title="按字段取舍" size={620} transitionProps={{ duration: 0 }}>
      <Stack gap={12}>
        <p className="small secondary">
          “不采用”的字段每一行都保留名册原值。表里空着的格不会抹掉名册已有的值，除非在右边选了清空；清空会列成变更，再逐行看。
        </p>
        {fields.length === 0 ? (
          <p className="secondary">没有变更的字段，也没有表里空着而名册有值的格。</p>
        ) : (
          <table className="import-fields">
            <thead>
              <tr>
                <th scope="col">字段</th>
                <th scope="col">变更</th>
                <th scope="col">采用</th>
                <th scope="col">表里空着</th>
                <th scope="col">清空名册的值</th>
              </tr>
            </thead>
            <tbody>
              {fields.map(({ field, changed, blank }) => (
                <tr key={field}>
                  <th scope="row">{fieldLabel(field)}</th>
                  <td className="number">{changed.toLocaleString()} 处</td>
                  <td>
                    <Checkbox
                      size="xs"
                      aria-label={`采用${fieldLabel(field)}`}
                      checked={!choices.keptFields.has(field)}
                      disabled={changed === 0}
                      onChange={(event) => onChoose(withField(choices, field, event.currentTarget.checked))}
                    />
                  </td>
                  <td className="number">{blank.toLocaleString()} 处</td>
                  <td>
                    {isClearable(field) ? (
                      <Checkbox
                        size="xs"
                        aria-label={`表里空着就清空${fieldLabel(field)}`}
                        checked={choices.clearing.includes(field)}
                        disabled={isRunning || (blank === 0 && !choices.clearing.includes(field))}
                        onChange={(event) =>
                          onRecompare({
                            ...choices,
                            clearing: event.currentTarget.checked
                              ? [...choices.clearing, field]
                              : choices.clearing.filter((each) => each !== field),
                          })
                        }
                      />
                    ) : (
                      <span className="tiny muted">不能清空</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <Group justify="flex-end">
          <Button onClick={onClose}>好</Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function isClearable(field: RosterFieldKey): boolean {
  return CLEARABLE.some((each) => each === field)
}

type Counted = { field: RosterFieldKey; changed: number; blank: number }

function countedFields(preview: ImportPreview): Counted[] {
  const changed = new Map<RosterFieldKey, number>()
  const blank = new Map<string, number>()
  for (const row of preview.rows) {
    for (const { field } of row.changes) changed.set(field, (changed.get(field) ?? 0) + 1)
    for (const { label, value, reason } of row.notes)
      if (value === '' && reason.startsWith('表中为空，保留')) blank.set(label, (blank.get(label) ?? 0) + 1)
  }
  return ROSTER_FIELD_KEYS.map((field) => ({ field, changed: changed.get(field) ?? 0, blank: blank.get(fieldLabel(field)) ?? 0 })).filter(
    (each) => each.changed > 0 || each.blank > 0,
  )
}
