import { ActionIcon, Button, Checkbox } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ImportRow } from '../../shared/exchange/contract.ts'
import { SeverityShape } from '../ui/SeverityMark.tsx'
import { isAccepted, isKept, isWritable, keyOf, withCell, withMatches, withRows, type Choices } from './import-choices.ts'

export type RowPanelProps = {
  row: ImportRow
  choices: Choices
  isRunning: boolean
  onChoose: (choices: Choices) => void
  onRecompare: (choices: Choices) => void
  onClose: () => void
}

type Remark = ImportRow['refusals'][number]

/** 一行的细目：逐格采用或不改，疑似的人逐个指认，每一格为什么、怎么办。 */
export function RowPanel({ row, choices, isRunning, onChoose, onRecompare, onClose }: RowPanelProps) {
  const settled = choices.matches.get(keyOf(row))
  return (
    <aside
      className="import-row-panel"
      aria-label={`“${row.sheet}”表第 ${row.rowNo} 行`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <header className="import-row-head">
        <span className={`outcome outcome-${row.outcome}`}>{row.outcome}</span>
        <strong className="ellipsis">{row.name === '' ? '（姓名空着）' : row.name}</strong>
        <span className="small secondary ellipsis">
          “{row.sheet}”第 {row.rowNo} 行
        </span>
        <ActionIcon aria-label="收起细目" size={24} onClick={onClose}>
          <IconX size={16} aria-hidden="true" />
        </ActionIcon>
      </header>
      {isWritable(row) && (
        <Checkbox
          size="xs"
          label="采用这一行"
          checked={isAccepted(choices, row)}
          onChange={(event) => onChoose(withRows(choices, [row], event.currentTarget.checked))}
        />
      )}
      {row.changes.length > 0 && (
        <section>
          <h3>改哪几格</h3>
          {row.changes.map(({ field, label, before, after, cell }) => {
            const isEverywhere = choices.keptFields.has(field)
            return (
              <label key={field} className="import-cell-choice">
                <input
                  type="checkbox"
                  aria-label={`采用${label}`}
                  checked={!isKept(choices, row, field)}
                  disabled={isEverywhere}
                  onChange={(event) => onChoose(withCell(choices, row, field, event.currentTarget.checked))}
                />
                <span>
                  {label}
                  {cell !== undefined && <span className="tiny muted"> {cell}</span>}
                  {isEverywhere && <span className="tiny muted"> 这个字段每行都不改</span>}
                  <br />
                  <del>{before === '' ? '空' : before}</del> → <strong>{after === '' ? '空' : after}</strong>
                </span>
              </label>
            )
          })}
        </section>
      )}
      {row.suspects.length > 0 && (
        <section>
          <h3>是不是名册里的人</h3>
          {row.suspects.map(({ memberId, name, identityNumber, branchName, reasons }) => (
            <div key={memberId} className="import-suspect">
              <p>
                <strong>{name}</strong> {identityNumber}
                <br />
                <span className="small secondary">
                  {branchName}；{reasons.join('、')}
                </span>
              </p>
              <Button
                size="xs"
                variant="default"
                disabled={isRunning}
                onClick={() => onRecompare(withMatches(choices, [{ row, memberId }]))}
              >
                就是他
              </Button>
            </div>
          ))}
          <Button
            size="xs"
            variant="default"
            disabled={isRunning}
            onClick={() => onRecompare(withMatches(choices, [{ row, memberId: null }]))}
          >
            都不是，是另一个人
          </Button>
        </section>
      )}
      {settled && (
        <p className="small">
          {settled.memberId === null ? '已认定：与名册里疑似的人不是同一人。' : '已指认为名册里的同一人。'}
          <Button
            size="compact-xs"
            variant="subtle"
            disabled={isRunning}
            onClick={() => onRecompare(withMatches(choices, [{ row, memberId: undefined }]))}
          >
            撤回指认
          </Button>
        </p>
      )}
      <Remarks title="不能导入，请改后再报" severity="红线" remarks={row.refusals} />
      <Remarks title="请确认" severity="待确认" remarks={row.doubts} />
      <Remarks title="告知" severity="不适用" remarks={row.notes} />
    </aside>
  )
}

function Remarks({ title, severity, remarks }: { title: string; severity: '红线' | '待确认' | '不适用'; remarks: readonly Remark[] }) {
  if (remarks.length === 0) return null
  return (
    <section>
      <h3>{title}</h3>
      <ul className="import-remarks">
        {remarks.map(({ label, cell, value, reason }) => (
          <li key={`${label}${reason}`}>
            <SeverityShape severity={severity} size={12} />
            <span>
              {label}
              {cell !== undefined && <span className="tiny muted"> {cell}</span>}
              {value !== '' && <> “{value}”</>}：{reason}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
