import { NumberInput, Select, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { weekdayName } from '../../shared/calendar/holiday-draft.ts'
import { isPlainDate, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { PublicityRow } from '../../shared/calendar/publicity-contract.ts'
import { PUBLICITY_KINDS, type PublicityKind } from '../../shared/calendar/publicity-record.ts'
import { PUBLICITY_UNITS, type PublicityUnit } from '../../shared/calendar/publicity.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'

type Props = {
  today: PlainDate
  organizationId: string | null
  /** 更正哪一次；不给则新登记。 */
  correcting?: PublicityRow
  onClose: () => void
}

/** 还没人改过的格子跟着方案走：null 即取方案的。 */
type Chosen = { readonly days: number | null; readonly countsPostedDay: boolean | null; readonly nextStep: string | null }

const ABOUT_HINTS: Readonly<Record<PublicityKind, string>> = {
  拟列发展对象: '姓名，如 张三',
  换届候选人: '姓名，几个人用顿号分开',
  评优推荐: '姓名或支部',
  党费收缴使用: '如 2026年度党费收缴使用情况',
  党务公开: '如 第三季度党务公开',
  其他: '公示什么',
}

/** 登记公示：填张贴日，届满日当场算出来给人看。 */
export function PublicityDialog({ today, organizationId: initial, correcting, onClose }: Props) {
  const [organizationId, setOrganizationId] = useState(correcting?.organizationId ?? initial)
  const [kind, setKind] = useState<PublicityKind>(correcting?.kind ?? '拟列发展对象')
  const [about, setAbout] = useState(correcting?.about ?? '')
  const [postedOn, setPostedOn] = useState<string>(correcting?.postedOn ?? today)
  const [unit, setUnit] = useState<PublicityUnit>(correcting?.unit ?? '工作日')
  const [chosen, setChosen] = useState<Chosen>({
    days: correcting?.days ?? null,
    countsPostedDay: correcting?.countsPostedDay ?? null,
    nextStep: correcting?.nextStep ?? null,
  })
  const [place, setPlace] = useState(correcting?.place ?? '')
  const [contact, setContact] = useState(correcting?.contact ?? '')
  const isDated = isPlainDate(postedOn)
  const defaults = useBackendQuery(
    'calendar.publicityDefaults',
    { organizationId: organizationId ?? '', kind, postedOn },
    { enabled: organizationId !== null && isDated, keepPrevious: true },
  )
  const days = chosen.days ?? defaults.data?.days ?? 5
  const countsPostedDay = chosen.countsPostedDay ?? defaults.data?.countsPostedDay ?? false
  const nextStep = chosen.nextStep ?? defaults.data?.nextStep ?? ''
  const term = { postedOn, days, unit, countsPostedDay }
  const period = useBackendQuery('calendar.publicityPeriod', term, { enabled: isDated && days >= 1, keepPrevious: true })
  const done = () => (correcting ? '公示已更正' : '公示已登记，届满时在日历里提醒')
  const record = useCommand('calendar.recordPublicity', { done, showsOwnError: true })
  const correct = useCommand('calendar.correctPublicity', { done, showsOwnError: true })
  const command = correcting ? correct : record
  const lacking =
    organizationId === null ? '请选党组织' : about.trim() === '' ? '请写公示谁、公示什么' : nextStep === '' ? '请写届满以后办什么' : null
  const submit = async () => {
    const details = { kind, about, nextStep, ...term, place, contact }
    const output = correcting
      ? await correct.run({ publicityId: correcting.id, ...details })
      : await record.run({ organizationId: organizationId ?? '', ...details })
    if (output) onClose()
  }
  return (
    <FormDialog
      title={correcting ? '更正公示' : '登记公示'}
      lead="张贴以后登记。届满日由张贴日与节假日表算出，不用自己数。"
      submitLabel={correcting ? '更正' : '登记'}
      isOpen
      isRunning={command.isRunning}
      error={command.error}
      {...(lacking === null ? {} : { blockedBy: lacking })}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <OrganizationPicker
        label="党组织"
        required
        disabled={correcting !== undefined}
        value={organizationId}
        onChange={setOrganizationId}
        levels={['党支部', '党总支', '党委']}
        error={command.problem('organizationId')}
      />
      <div className="publicity-pair">
        <Select
          label="公示类别"
          required
          allowDeselect={false}
          data={[...PUBLICITY_KINDS]}
          value={kind}
          onChange={(value) => {
            setKind(PUBLICITY_KINDS.find((each) => each === value) ?? kind)
            setChosen({ days: null, countsPostedDay: null, nextStep: null })
          }}
        />
        <TextInput
          label="公示谁、公示什么"
          required
          placeholder={ABOUT_HINTS[kind]}
          value={about}
          onChange={(event) => setAbout(event.currentTarget.value)}
          error={command.problem('about')}
          data-autofocus
        />
      </div>
      <div className="publicity-pair">
        <DateField label="张贴日" required value={postedOn} onChange={setPostedOn} error={command.problem('postedOn')} />
        <div className="publicity-days">
          <NumberInput
            label="公示"
            required
            min={1}
            max={365}
            allowDecimal={false}
            value={days}
            onChange={(value) => setChosen({ ...chosen, days: typeof value === 'number' ? value : null })}
            error={command.problem('days')}
          />
          <Select
            label="怎么数"
            allowDeselect={false}
            data={[...PUBLICITY_UNITS]}
            value={unit}
            onChange={(value) => setUnit(PUBLICITY_UNITS.find((each) => each === value) ?? unit)}
          />
        </div>
      </div>
      <Switch
        label="张贴日计入"
        description={defaults.data?.basis}
        checked={countsPostedDay}
        onChange={(event) => setChosen({ ...chosen, countsPostedDay: event.currentTarget.checked })}
      />
      {period.data && isDated && (
        <div className="publicity-period" role="status">
          <p>
            <strong>{dayText(period.data.endsOn)}</strong> 届满（当日 24 时），最早 <strong>{dayText(period.data.nextStepOn)}</strong> 起可
            {nextStep === '' ? '办下一步' : nextStep}
          </p>
          <p className="tiny secondary">
            计入：{period.data.counted.length > 15 ? `${period.data.counted.length} 天` : period.data.counted.map(shortDay).join('、')}
            {period.data.isProvisional && '；有年份还没有节假日表，暂算'}
          </p>
        </div>
      )}
      <TextInput
        label="届满以后办什么"
        required
        value={nextStep}
        onChange={(event) => setChosen({ ...chosen, nextStep: event.currentTarget.value })}
        error={command.problem('nextStep')}
      />
      <div className="publicity-pair">
        <TextInput
          label="张贴在哪里"
          value={place}
          onChange={(event) => setPlace(event.currentTarget.value)}
          error={command.problem('place')}
        />
        <TextInput
          label="联系人、电话"
          value={contact}
          onChange={(event) => setContact(event.currentTarget.value)}
          error={command.problem('contact')}
        />
      </div>
    </FormDialog>
  )
}

function dayText(on: PlainDate): string {
  return `${on} ${weekdayName(on)}`
}

function shortDay(on: PlainDate): string {
  return `${on.slice(5)}（${weekdayName(on)}）`
}
