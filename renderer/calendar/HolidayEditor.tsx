import { ActionIcon, Button, NumberInput, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { checkHolidays, weekdayName } from '../../shared/calendar/holiday-draft.ts'
import { festivalOf } from '../../shared/calendar/holidays.ts'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { SeverityShape } from '../ui/SeverityMark.tsx'

export type EditedYear = {
  readonly year: number
  readonly documentNo: string
  readonly breaks: readonly (readonly [string, string])[]
  readonly workdays: readonly string[]
  /** 读的时候认不准的、要人留意的。 */
  readonly notes: readonly string[]
}

/** 一年的放假与调休逐段逐日改；边改边核对，站不住的不能存，改了哪些日子列出来。 */
export function HolidayEditor({ initial, remaining, onClose }: { initial: EditedYear; remaining: number; onClose: () => void }) {
  const [year, setYear] = useState(initial.year)
  const [documentNo, setDocumentNo] = useState(initial.documentNo)
  const [breaks, setBreaks] = useState(() => initial.breaks.map(([from, until]): [string, string] => [from, until]))
  const [workdays, setWorkdays] = useState(() => [...initial.workdays])
  const filled = {
    year,
    breaks: breaks.filter(([from, until]) => from !== '' || until !== ''),
    workdays: workdays.filter((on) => on !== ''),
  }
  const { problems, warnings } = checkHolidays(filled)
  const checked = useBackendQuery(
    'calendar.checkHolidayYear',
    { draft: { ...filled, documentNo } },
    { keepPrevious: true, enabled: problems.length === 0 },
  )
  const save = useCommand('calendar.saveHolidayYear', {
    done: (output) => `${output.year} 年节假日表已存，各处的工作日随即重算`,
    showsOwnError: true,
  })
  const changes = problems.length === 0 ? (checked.data?.changes ?? []) : []
  const blockedBy = documentNo.trim() === '' ? '请写明来源（文号）' : problems.length > 0 ? `还有 ${problems.length} 处要改` : undefined
  return (
    <FormDialog
      title={`核对 ${year} 年节假日`}
      lead={
        remaining > 0
          ? `这份表里还有 ${remaining} 年，存好这一年接着看下一年。`
          : '放假含补休；调休上班日是周末。存了就盖过内置的，可随时撤下恢复。'
      }
      submitLabel="存这一年"
      size={720}
      isOpen
      isRunning={save.isRunning}
      error={save.error}
      {...(blockedBy === undefined ? {} : { blockedBy })}
      onSubmit={() => {
        void save.run({ ...filled, documentNo, note: '' }).then((output) => {
          if (output) onClose()
        })
      }}
      onClose={onClose}
    >
      <div className="holiday-heads">
        <NumberInput
          label="年份"
          required
          hideControls
          w={110}
          value={year}
          onChange={(value) => setYear(Number(value))}
          error={save.problem('year')}
        />
        <TextInput
          label="来源"
          required
          placeholder="国办发明电〔2026〕×号"
          className="holiday-source"
          value={documentNo}
          onChange={(event) => setDocumentNo(event.currentTarget.value)}
          error={save.problem('documentNo')}
        />
      </div>
      <NoteList severity="应当" notes={initial.notes} />
      <fieldset className="holiday-rows">
        <legend>放假（含两端）</legend>
        {breaks.map(([from, until], index) => (
          <div key={index} className="holiday-row">
            <DateField
              label={`第 ${index + 1} 段开始`}
              hidesLabel
              width={150}
              value={from}
              onChange={(value) => setBreaks(replaced(breaks, index, [value, until]))}
            />
            <span>至</span>
            <DateField
              label={`第 ${index + 1} 段结束`}
              hidesLabel
              width={150}
              value={until}
              onChange={(value) => setBreaks(replaced(breaks, index, [from, value]))}
            />
            <span className="small secondary holiday-name">{spanWords(from, until)}</span>
            <ActionIcon
              variant="subtle"
              aria-label={`删去第 ${index + 1} 段`}
              onClick={() => setBreaks(breaks.filter((_each, at) => at !== index))}
            >
              <IconTrash size={16} aria-hidden="true" />
            </ActionIcon>
          </div>
        ))}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => setBreaks([...breaks, ['', '']])}
        >
          加一段放假
        </Button>
      </fieldset>
      <fieldset className="holiday-rows">
        <legend>调休上班日</legend>
        {workdays.map((on, index) => (
          <div key={index} className="holiday-row">
            <DateField
              label={`第 ${index + 1} 个上班日`}
              hidesLabel
              width={150}
              value={on}
              onChange={(value) => setWorkdays(replaced(workdays, index, value))}
            />
            <span className="small secondary holiday-name">{isPlainDate(on) ? weekdayName(on) : ''}</span>
            <ActionIcon
              variant="subtle"
              aria-label={`删去第 ${index + 1} 个上班日`}
              onClick={() => setWorkdays(workdays.filter((_each, at) => at !== index))}
            >
              <IconTrash size={16} aria-hidden="true" />
            </ActionIcon>
          </div>
        ))}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => setWorkdays([...workdays, ''])}
        >
          加一个上班日
        </Button>
      </fieldset>
      <div aria-live="polite">
        <NoteList severity="红线" notes={problems} />
        <NoteList severity="提示" notes={warnings} />
        {changes.length > 0 && (
          <details className="small secondary">
            <summary>与现用的相比改了 {changes.length} 天</summary>
            <ul className="holiday-changes">
              {changes.map((change) => (
                <li key={change}>{change}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </FormDialog>
  )
}

function NoteList({ severity, notes }: { severity: '红线' | '应当' | '提示'; notes: readonly string[] }) {
  if (notes.length === 0) return null
  return (
    <ul className="holiday-notes">
      {notes.map((note) => (
        <li key={note}>
          <SeverityShape severity={severity} size={12} />
          <span>{note}</span>
        </li>
      ))}
    </ul>
  )
}

function replaced<T>(list: readonly T[], index: number, value: T): T[] {
  return list.map((each, at) => (at === index ? value : each))
}

function spanWords(from: string, until: string): string {
  if (!isPlainDate(from) || !isPlainDate(until) || until < from) return ''
  return `${festivalOf([from, until]) ?? '放假'}，${weekdayName(from)}${from === until ? '' : `至${weekdayName(until)}`}`
}
