import { Button, FileButton } from '@mantine/core'
import { IconClipboardText, IconPencil, IconPlus, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { daysBetween, partsOf } from '../../shared/calendar/plain-date.ts'
import { weekdayName } from '../../shared/calendar/holiday-draft.ts'
import type { HolidayYearView } from '../../shared/calendar/holiday-contract.ts'
import { asCallError, call, type RouteOutput } from '../app/client.ts'
import { readFile } from '../app/save-file.ts'
import { notifyFailure, useBackendQuery, useCommand } from '../app/use-backend.ts'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import { SeverityShape } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { HolidayEditor, type EditedYear } from './HolidayEditor.tsx'
import { NoticeDialog } from './NoticeDialog.tsx'

type Reading = RouteOutput<'calendar.readNotice'>

/** 节假日表：各年放假与调休、依据；粘贴通知、导入表格、逐日改；撤下恢复内置。 */
export function HolidaysView() {
  const holidays = useBackendQuery('calendar.holidays', {})
  const overview = useBackendQuery('settings.overview', {})
  const [isPasting, setPasting] = useState(false)
  const [editing, setEditing] = useState<EditedYear | null>(null)
  const [queue, setQueue] = useState<readonly EditedYear[]>([])
  const [withdrawing, setWithdrawing] = useState<number | null>(null)
  const withdraw = useCommand('calendar.withdrawHolidayYear', {
    done: ({ year, restored }) => (restored === '内置' ? `${year} 年已恢复内置的安排` : `${year} 年已撤下，回到暂算`),
    showsOwnError: true,
  })
  if (holidays.error) return <ErrorState error={holidays.error} onRetry={() => void holidays.refetch()} />
  if (!holidays.data || !overview.data) return <Loading />
  const { years, withdrawn, missing } = holidays.data
  const nextYear = Math.max(partsOf(overview.data.today).year, ...years.map(({ year }) => year)) + 1

  /** 读出来的先给人看：一年一张，逐张存。 */
  const review = (reading: Reading) => {
    const drafts = reading.drafts.map(({ draft }): EditedYear => ({ ...draft, notes: [...reading.problems, ...reading.notes] }))
    setEditing(drafts[0] ?? null)
    setQueue(drafts.slice(1))
  }
  const readUpload = async (upload: File | null) => {
    if (!upload) return
    try {
      const reading = await call('calendar.readHolidayFile', { file: await readFile(upload) })
      if (reading.drafts.length > 0) review(reading)
      else notifyFailure(asCallError(new Error(reading.problems.join('') || '表里没有读到节假日')))
    } catch (error) {
      notifyFailure(asCallError(error))
    }
  }
  const edit = (year: HolidayYearView) =>
    setEditing({
      year: year.year,
      documentNo: year.documentNo,
      breaks: year.breaks.map(({ from, until }): [string, string] => [from, until]),
      workdays: [...year.workdays],
      notes: [],
    })
  return (
    <div className="holidays">
      {missing !== '' && (
        <div className="notice" role="status">
          <SeverityShape severity="应当" />
          <span>{missing}</span>
        </div>
      )}
      <div className="calendar-tools">
        <Button leftSection={<IconClipboardText size={16} aria-hidden="true" />} onClick={() => setPasting(true)}>
          粘贴通知文字
        </Button>
        <FileButton onChange={(upload) => void readUpload(upload)} accept=".xlsx,.xls,.csv" resetRef={null}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden="true" />}>
              导入表格
            </Button>
          )}
        </FileButton>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => setEditing({ year: nextYear, documentNo: '', breaks: [], workdays: [], notes: [] })}
        >
          手工登记一年
        </Button>
        <span className="small secondary">表格一行一天或一行一段，须有“日期”（或“开始日期”“结束日期”）与“类型”（放假、上班）两列。</span>
      </div>
      <div className="calendar-list" tabIndex={0} role="group" aria-label="各年节假日">
        <table>
          <thead>
            <tr>
              <th scope="col">年份</th>
              <th scope="col">放假</th>
              <th scope="col">调休上班</th>
              <th scope="col">来源</th>
              <th scope="col">操作</th>
            </tr>
          </thead>
          <tbody>
            {years.map((year) => (
              <tr key={year.year}>
                <th scope="row">{year.year}</th>
                <td>
                  <ul className="holiday-breaks">
                    {year.breaks.map((each) => (
                      <li key={each.from}>
                        {each.festival ?? '放假'} {spanText(each)}
                      </li>
                    ))}
                  </ul>
                </td>
                <td>{year.workdays.length === 0 ? '无' : year.workdays.map((on) => `${on.slice(5)}（${weekdayName(on)}）`).join('、')}</td>
                <td>
                  {year.origin}：{year.documentNo}
                  {year.note !== '' && <p className="tiny secondary">{year.note}</p>}
                  {year.origin === '用户' && <p className="tiny secondary">{year.recordedBy} 存</p>}
                </td>
                <td className="holiday-actions">
                  <Button size="xs" variant="default" leftSection={<IconPencil size={14} aria-hidden="true" />} onClick={() => edit(year)}>
                    {year.origin === '内置' ? '改一份盖过' : '更改'}
                  </Button>
                  {year.origin === '用户' && (
                    <Button size="xs" variant="default" onClick={() => setWithdrawing(year.year)}>
                      {year.hasBuiltIn ? '恢复内置' : '撤下'}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {withdrawn.length > 0 && (
          <details className="holiday-withdrawn">
            <summary>撤下或被代替的 {withdrawn.length} 份</summary>
            <ul>
              {withdrawn.map((each) => (
                <li key={`${each.year}${each.recordedAt}`} className="small secondary">
                  {each.year} 年（{each.documentNo}），{each.withdrawnAt.slice(0, 10)} 由{each.withdrawnBy}撤下：{each.reason}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {isPasting && (
        <NoticeDialog
          onRead={(reading) => {
            setPasting(false)
            review(reading)
          }}
          onClose={() => setPasting(false)}
        />
      )}
      {editing && (
        <HolidayEditor
          key={`${editing.year}-${queue.length}`}
          initial={editing}
          remaining={queue.length}
          onClose={() => {
            setEditing(queue[0] ?? null)
            setQueue(queue.slice(1))
          }}
        />
      )}
      {withdrawing !== null && (
        <ReasonDialog
          title={`撤下 ${withdrawing} 年节假日表`}
          lead="撤下以后，有内置安排的恢复内置，没有的只按周一至周五暂算；各处的工作日随即重算。"
          submitLabel="撤下"
          command={withdraw}
          onSubmit={(reason) => withdraw.run({ year: withdrawing, reason })}
          onClose={() => setWithdrawing(null)}
        />
      )}
    </div>
  )
}

function spanText({ from, until }: { from: string; until: string }): string {
  return from === until ? from.slice(5) : `${from.slice(5)} 至 ${until.slice(5)}，${daysBetween(from, until) + 1} 天`
}
