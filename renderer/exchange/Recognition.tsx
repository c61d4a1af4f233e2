import { Button, Collapse, NativeSelect, NumberInput, Select, TextInput, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import type { ColumnReading, SheetChoice, SheetReading } from '../../shared/exchange/layout-contract.ts'
import { fieldLabel, ROSTER_FIELD_KEYS, type RosterFieldKey } from '../../shared/exchange/roster-fields.ts'
import type { Severity } from '../../shared/regulation/finding.ts'
import { useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { SeverityMark, SeverityShape } from '../ui/SeverityMark.tsx'

export type RecognitionProps = {
  layout: string
  sheets: readonly SheetReading[]
  isRunning: boolean
  /** 改了识别结果：立即重新比对。 */
  onChange: (change: Partial<SheetChoice> & { sheet: string }) => void
}

/** 认得有多准 → 形状与颜色。 */
const MARKS: Record<ColumnReading['confidence'], Severity> = { 确定: '达标', 较有把握: '提示', 待确认: '待确认', 不导入: '不适用' }

const FIELD_OPTIONS = [{ value: '', label: '— 不导入' }, ...ROSTER_FIELD_KEYS.map((key) => ({ value: key, label: fieldLabel(key) }))]

function isField(value: string): value is RosterFieldKey {
  return ROSTER_FIELD_KEYS.some((key) => key === value)
}

/** 每张表认成了什么：列 → 字段、表头行、要不要读；都可以改，改了立即重算，还可以记住。 */
export function Recognition({ layout, sheets, isRunning, onChange }: RecognitionProps) {
  const rosters = sheets.filter(({ state }) => state === '花名册' || state === '待确认')
  const undecided = sheets.flatMap(({ columns }) => columns).filter(({ confidence }) => confidence === '待确认').length
  const faults = sheets.filter(({ isFault }) => isFault)
  const [isOpen, setOpen] = useState(faults.length > 0)
  const [chosen, setChosen] = useState<string | null>(null)
  const sheet = sheets.find(({ name }) => name === chosen) ?? faults[0] ?? rosters[0] ?? sheets[0]
  const rows = rosters.reduce((sum, { dataRows }) => sum + dataRows, 0)
  return (
    <Card
      title="表头对应"
      note={`${layout}：${rosters.length} 张表、${rows.toLocaleString()} 行${sheets.length > rosters.length ? `；另有 ${sheets.length - rosters.length} 张没有读` : ''}`}
      isFlush
      actions={
        <>
          {undecided > 0 && <SeverityMark severity="待确认" text={`${undecided} 列等你确认，确认前不导入`} />}
          {faults.length > 0 && <SeverityMark severity="应当" text={`${faults.length} 张表没有认出来`} />}
          <UnstyledButton className="link-button" aria-expanded={isOpen} onClick={() => setOpen((open) => !open)}>
            {isOpen ? <IconChevronDown size={14} aria-hidden="true" /> : <IconChevronRight size={14} aria-hidden="true" />}
            {isOpen ? '收起' : '看对应、改对应'}
          </UnstyledButton>
        </>
      }
    >
      <Collapse expanded={isOpen} transitionDuration={0}>
        {sheet && (
          <div className="import-recognition">
            <div className="import-recognition-bar">
              {sheets.length > 1 && (
                <Select
                  aria-label="看哪张表"
                  size="xs"
                  w={260}
                  searchable
                  allowDeselect={false}
                  data={sheets.map(({ name, state, dataRows }) => ({
                    value: name,
                    label: `${name}（${state === '花名册' ? `${dataRows} 行` : state}）`,
                  }))}
                  value={sheet.name}
                  onChange={setChosen}
                />
              )}
              <SheetControls
                key={`${sheet.name} ${sheet.headerTop} ${sheet.headerRows}`}
                sheet={sheet}
                isRunning={isRunning}
                onChange={onChange}
              />
            </div>
            {sheet.note !== '' && <p className="small secondary import-recognition-note">{sheet.note}</p>}
            {sheet.lacking.length > 0 && sheet.state !== '已忽略' && (
              <p className="small import-recognition-note">
                <SeverityShape severity="提示" /> 这张表没有{sheet.lacking.join('、')}：名册里已有的人可以改，新的人登记不了。
              </p>
            )}
            <div className="import-headings">
              {sheet.columns.map((column) => (
                <ColumnTile
                  key={column.column}
                  column={column}
                  isRunning={isRunning}
                  onPick={(field) => onChange({ sheet: sheet.name, columns: [{ column: column.column, field }] })}
                />
              ))}
            </div>
          </div>
        )}
      </Collapse>
    </Card>
  )
}

function ColumnTile({
  column,
  isRunning,
  onPick,
}: {
  column: ColumnReading
  isRunning: boolean
  onPick: (field: RosterFieldKey | null) => void
}) {
  const heading = column.heading === '' ? '（无表头）' : column.heading
  return (
    <div className="import-heading" data-confidence={column.confidence} title={`${column.reason}\n例：${column.samples.join('、')}`}>
      <p className="tiny muted">
        {column.letter} {heading}
      </p>
      <div className="import-heading-field">
        <SeverityShape severity={MARKS[column.confidence]} size={12} />
        <NativeSelect
          aria-label={`${column.letter} 列“${heading}”对应哪个字段`}
          size="xs"
          variant="unstyled"
          data={FIELD_OPTIONS}
          value={column.field ?? ''}
          disabled={isRunning}
          onChange={(event) => onPick(isField(event.currentTarget.value) ? event.currentTarget.value : null)}
        />
      </div>
      <p className="tiny muted">{column.samples.slice(0, 3).join('、')}</p>
      {column.confidence === '待确认' && column.suggestion !== null && (
        <Button size="compact-xs" variant="default" disabled={isRunning} onClick={() => onPick(column.suggestion)}>
          是“{column.suggestionLabel}”
        </Button>
      )}
    </div>
  )
}

/** 表头在哪几行、读不读这张表、记不记住。 */
function SheetControls({ sheet, isRunning, onChange }: Pick<RecognitionProps, 'isRunning' | 'onChange'> & { sheet: SheetReading }) {
  const [top, setTop] = useState(sheet.headerTop)
  const [rows, setRows] = useState(sheet.headerRows)
  const isIgnored = sheet.state === '已忽略'
  const isMoved = top !== sheet.headerTop || rows !== sheet.headerRows
  return (
    <>
      <span className="small secondary">表头自第</span>
      <NumberInput
        aria-label="表头自第几行"
        size="xs"
        w={64}
        min={1}
        max={1000}
        value={top}
        onChange={(value) => setTop(Number(value) || 1)}
      />
      <span className="small secondary">行起，占</span>
      <NumberInput
        aria-label="表头占几行"
        size="xs"
        w={56}
        min={0}
        max={5}
        value={rows}
        onChange={(value) => setRows(Number(value) || 0)}
      />
      <span className="small secondary">行</span>
      <Button
        size="xs"
        variant="default"
        disabled={!isMoved || isRunning}
        onClick={() => onChange({ sheet: sheet.name, header: { top: Math.max(1, top), rows }, isIgnored: false })}
      >
        按这几行认
      </Button>
      <Button size="xs" variant="default" disabled={isRunning} onClick={() => onChange({ sheet: sheet.name, isIgnored: !isIgnored })}>
        {isIgnored ? '要读这张表' : '不读这张表'}
      </Button>
      <RememberLayout sheet={sheet} />
    </>
  )
}

/** 把现在的对应记下来：以后同样表头的表自动照此。 */
function RememberLayout({ sheet }: { sheet: SheetReading }) {
  const [name, setName] = useState(sheet.layoutName === '' ? sheet.sheetName : sheet.layoutName)
  const remember = useCommand('exchange.rememberLayout', {
    invalidates: ['exchange.layouts'],
    done: () => `已记住表形“${name}”，以后同样的表头自动照此。`,
  })
  return (
    <div className="import-remember">
      {sheet.layoutName !== '' && <span className="small secondary">照记住的表形“{sheet.layoutName}”</span>}
      <TextInput
        aria-label="表形的名字"
        size="xs"
        w={150}
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button
        size="xs"
        variant="default"
        disabled={name.trim() === '' || sheet.fingerprint === ''}
        loading={remember.isRunning}
        onClick={() =>
          void remember.run({
            name: name.trim(),
            fingerprint: sheet.fingerprint,
            decision: {
              isIgnored: sheet.state === '已忽略',
              header: sheet.headerTop > 0 ? { top: sheet.headerTop, rows: sheet.headerRows } : null,
              columns: sheet.columns.map(({ heading, field }) => ({ heading: heading.slice(0, 200), field })),
            },
          })
        }
      >
        记住这个表形
      </Button>
    </div>
  )
}
