import { Button, Group, Modal, NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormError } from '../ui/FormDialog.tsx'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'

type Register = RouteOutput<'correspondence.register'>
type Gap = Register['gaps'][number]

export type NumbersDialogProps = { gaps: Register['gaps']; reservations: Register['reservations']; onClose: () => void }

/** 预留文号与缺号清单：真缺的要补登、补号或说明作废；预留的到期要催。 */
export function NumbersDialog({ gaps, reservations, onClose }: NumbersDialogProps) {
  const [voiding, setVoiding] = useState<Gap | null>(null)
  if (voiding) return <VoidNumberDialog gap={voiding} onClose={() => setVoiding(null)} />
  return (
    <Modal opened onClose={onClose} title="预留与缺号" size={860} transitionProps={{ duration: 0 }}>
      <ReserveForm />
      <h3 className="draft-section">缺号清单</h3>
      {gaps.length === 0 ? (
        <p className="secondary">没有缺号：登记簿里每个代字、每一年，从 1 号起都有着落。</p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th>文号</th>
              <th>情形</th>
              <th>说明</th>
              <th>提醒日期</th>
              <th>
                <span className="unseen">动作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {gaps.map((gap) => {
              const reservation = reservations.find((each) => each.number === gap.number)
              return (
                <tr key={gap.number}>
                  <td className="nowrap">{gap.number}</td>
                  <td className="nowrap">
                    <SeverityMark severity={gap.kind === '真缺' ? '应当' : gap.kind === '作废' ? '不适用' : '提示'} text={gap.kind} />
                  </td>
                  <td>{gap.kind === '真缺' ? '没有登记，也没有说明：起草时选“补号”，或补登、作废' : gap.text}</td>
                  <td className="nowrap">
                    {reservation?.remindOn ?? ''}
                    {reservation?.isDue ? ' 已到期' : ''}
                  </td>
                  <td>
                    {gap.kind !== '作废' && (
                      <Button size="xs" variant="default" onClick={() => setVoiding(gap)} aria-label={`作废 ${gap.number}`}>
                        作废
                      </Button>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </Modal>
  )
}

function ReserveForm() {
  const overview = useBackendQuery('settings.overview', {})
  const register = useBackendQuery('correspondence.register', {})
  const letterhead = useBackendQuery('correspondence.letterhead', {})
  const today = overview.data?.today ?? ''
  const codes = [
    ...new Set(
      [
        overview.data?.unit?.documentCode ?? '',
        ...(letterhead.data?.others ?? []).map(({ documentCode }) => documentCode),
        ...(register.data?.rows ?? []).map(({ documentCode }) => documentCode),
      ].filter((code) => code !== ''),
    ),
  ]
  const [code, setCode] = useState<string | null>(null)
  const [form, setForm] = useState({ reservedFor: '', purpose: '', remindOn: '', count: 1 })
  const reserve = useCommand('correspondence.reserveNumbers', {
    showsOwnError: true,
    done: ({ numbers }) => `已预留 ${numbers.join('、')}`,
  })
  const documentCode = code ?? codes[0] ?? ''
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const { reservedFor, purpose, remindOn, count } = form
        void reserve
          .run({ documentCode, year: Number(today.slice(0, 4)), count, reservedFor, purpose, remindOn: remindOn === '' ? null : remindOn })
          .then((output) => {
            if (output) setForm({ reservedFor: '', purpose: '', remindOn: '', count: 1 })
          })
      }}
    >
      <Group align="flex-end" gap={8} wrap="wrap">
        <Select
          label="机关代字"
          w={130}
          data={codes}
          value={documentCode === '' ? null : documentCode}
          onChange={setCode}
          error={reserve.problem('documentCode')}
        />
        <NumberInput
          label="几个"
          w={70}
          min={1}
          max={20}
          value={form.count}
          onChange={(count) => setForm((now) => ({ ...now, count: Number(count) || 1 }))}
        />
        <TextInput
          label="留给谁"
          required
          w={110}
          value={form.reservedFor}
          onChange={(event) => {
            const { value } = event.currentTarget
            setForm((now) => ({ ...now, reservedFor: value }))
          }}
          error={reserve.problem('reservedFor')}
        />
        <TextInput
          label="做什么"
          required
          style={{ flex: 1, minWidth: 160 }}
          value={form.purpose}
          onChange={(event) => {
            const { value } = event.currentTarget
            setForm((now) => ({ ...now, purpose: value }))
          }}
          error={reserve.problem('purpose')}
        />
        <DateField
          label="哪天提醒"
          width={140}
          value={form.remindOn}
          onChange={(remindOn) => setForm((now) => ({ ...now, remindOn }))}
          error={reserve.problem('remindOn')}
        />
        <Button type="submit" loading={reserve.isRunning} disabled={documentCode === ''}>
          预留
        </Button>
      </Group>
      {reserve.error && (
        <div style={{ marginTop: 8 }}>
          <FormError error={reserve.error} />
        </div>
      )}
    </form>
  )
}

function VoidNumberDialog({ gap, onClose }: { gap: Gap; onClose: () => void }) {
  const revoke = useCommand('correspondence.voidNumber', { showsOwnError: true, done: ({ number }) => `${number} 已作废` })
  const { documentCode, year, serial } = gap
  return (
    <ReasonDialog
      title={`作废文号 ${gap.number}`}
      lead="作废的号留在缺号清单里写明原因，不再分给别的文件。"
      submitLabel="作废"
      command={revoke}
      onSubmit={(reason) => revoke.run({ documentCode, year, serial, reason })}
      onClose={onClose}
    />
  )
}
