import { Button, Checkbox, SegmentedControl } from '@mantine/core'
import { IconDownload, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { FORM_PACKINGS, type FormPacking } from '../../shared/exchange/collection-form.ts'
import { EXPORT_LAYOUTS, type ExportFormat } from '../../shared/exchange/export-layouts.ts'
import type { TemplateRow } from '../../shared/exchange/export-contract.ts'
import { memberFilter, type MemberFilter } from '../../shared/member/contract.ts'
import { ExportPassphraseButton } from '../app/ExportPassphrase.tsx'
import { hrefTo, type PageProps } from '../app/router.ts'
import { saveFile } from '../app/save-file.ts'
import { useBackendQuery, useTask } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { FormError } from '../ui/FormDialog.tsx'
import { FullNumbers, type FullNumbersChoice } from '../ui/FullNumbers.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState } from '../ui/states.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'
import { ExportScope } from './ExportScope.tsx'
import { ExportTemplateDialog } from './ExportTemplateDialog.tsx'
import { ExportTemplateList } from './ExportTemplateList.tsx'
import './export.css'

/** 要导出的东西：固定版式、采集表，或登记过的模板。 */
type Choice =
  | { readonly kind: '版式'; readonly id: (typeof EXPORT_LAYOUTS)[number]['id'] }
  | { readonly kind: '采集表' }
  | { readonly kind: '模板'; readonly id: string }

type Outcome = { readonly fileName: string; readonly rowCount: number; readonly notes: readonly string[] }

const FORM_PURPOSE = '一人一页的 Word 表：十六项采集内容，党员、信息采集员、支部书记签字，基层党委盖章。'

/** 导出：先选哪种表，再选范围与日期，拿到文件。 */
export function ExportPage({ query }: PageProps) {
  const [choice, setChoice] = useState<Choice>({ kind: '版式', id: 'official' })
  const [filter, setFilter] = useState<MemberFilter>(() => filterFrom(query))
  const [format, setFormat] = useState<ExportFormat>('xlsx')
  const [isPerBranch, setPerBranch] = useState(true)
  const [packing, setPacking] = useState<FormPacking>('一个党支部合订一份')
  const [editing, setEditing] = useState<TemplateRow | 'new' | null>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [numbers, setNumbers] = useState<FullNumbersChoice>({ isFull: false, purpose: '' })
  const templates = useBackendQuery('exchange.templates', {})
  const count = useBackendQuery('member.list', { ...filter, limit: 0 }, { keepPrevious: true })
  const tables = useTask('exchange.exportTable', { showsOwnError: true, invalidates: [] })
  const forms = useTask('exchange.exportCollectionForms', { showsOwnError: true, invalidates: [] })
  const filling = useTask('exchange.exportTemplate', { showsOwnError: true, invalidates: [] })
  const running = [tables, forms, filling].find(({ isRunning }) => isRunning)
  const error = tables.error ?? forms.error ?? filling.error ?? count.error
  const total = count.data?.total ?? 0
  const layout = choice.kind === '版式' ? EXPORT_LAYOUTS.find(({ id }) => id === choice.id) : undefined
  const template = choice.kind === '模板' ? templates.data?.rows.find(({ templateId }) => templateId === choice.id) : undefined
  const needsPeople = layout === undefined || layout.people !== undefined
  const isFull = needsPeople && (numbers.isFull || choice.kind === '采集表')
  const lacksPurpose = isFull && numbers.purpose.trim() === ''
  const fullNumbers = isFull ? { purpose: numbers.purpose } : null

  const choose = (next: Choice) => {
    setChoice(next)
    setOutcome(null)
    for (const task of [tables, forms, filling]) task.reset()
  }
  const run = async () => {
    setOutcome(null)
    for (const task of [tables, forms, filling]) task.reset()
    const output =
      choice.kind === '版式'
        ? await tables.run({ layout: choice.id, format: formatFor(layout?.formats ?? [], format), filter, isPerBranch, fullNumbers })
        : choice.kind === '采集表'
          ? await forms.run({ filter, packing, fullNumbers })
          : await filling.run({ templateId: choice.id, filter, fullNumbers })
    if (!output) return
    saveFile(output.file)
    setOutcome({ fileName: output.file.fileName, rowCount: output.rowCount, notes: output.notes })
  }

  return (
    <div className="export">
      <PageHeader
        title="导出表格"
        status={needsPeople ? (count.data ? `按现在的范围共 ${total.toLocaleString()} 人` : '') : '按日期与党组织范围导出党组织'}
        actions={
          <>
            <Button variant="default" leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setEditing('new')}>
              登记对方的空表
            </Button>
            <Button
              leftSection={<IconDownload size={16} aria-hidden="true" />}
              disabled={running !== undefined || (needsPeople && total === 0) || lacksPurpose}
              title={lacksPurpose ? '请先写明完整证号与电话做什么用' : undefined}
              onClick={() => void run()}
            >
              导出
            </Button>
          </>
        }
      />
      <div className="export-body">
        <Card title="导出哪种表" className="export-kinds">
          <div role="radiogroup" aria-label="导出哪种表" className="export-choices">
            {EXPORT_LAYOUTS.map((each) => (
              <ChoiceRow
                key={each.id}
                isChosen={choice.kind === '版式' && choice.id === each.id}
                title={each.name}
                detail={each.purpose}
                onChoose={() => choose({ kind: '版式', id: each.id })}
              />
            ))}
            <ChoiceRow
              isChosen={choice.kind === '采集表'}
              title="《党员信息采集表》"
              detail={FORM_PURPOSE}
              onChoose={() => choose({ kind: '采集表' })}
            />
          </div>
          <ExportTemplateList
            rows={templates.data?.rows ?? []}
            chosenId={choice.kind === '模板' ? choice.id : null}
            onChoose={(id) => choose({ kind: '模板', id })}
            onEdit={setEditing}
            onRemoved={(id) => {
              if (choice.kind === '模板' && choice.id === id) choose({ kind: '版式', id: 'official' })
            }}
          />
        </Card>
        <div className="export-side">
          <Card title="导出谁" note={needsPeople ? '不选就是全部在册党员' : '党组织表只看日期与党组织'}>
            <ExportScope filter={filter} onChange={setFilter} />
          </Card>
          {needsPeople && (
            <Card title="证号与电话">
              <FullNumbers
                value={numbers}
                onChange={setNumbers}
                isRequired={choice.kind === '采集表'}
                isForReport={layout?.isOfficial === true || layout?.id === 'groupTables' || choice.kind === '模板'}
              />
              <ExportPassphraseButton />
            </Card>
          )}
          <Card title="怎么写">
            <div className="export-options">
              {layout && layout.formats.length > 1 && (
                <SegmentedControl
                  aria-label="文件格式"
                  data={layout.formats.map((each) => ({ value: each, label: `.${each}` }))}
                  value={formatFor(layout.formats, format)}
                  onChange={(value) => setFormat(value)}
                />
              )}
              {layout?.isOfficial && (
                <Checkbox
                  label="一个党支部一张工作表"
                  checked={isPerBranch}
                  onChange={(event) => setPerBranch(event.currentTarget.checked)}
                />
              )}
              {choice.kind === '采集表' && (
                <SegmentedControl aria-label="怎么装" data={[...FORM_PACKINGS]} value={packing} onChange={(value) => setPacking(value)} />
              )}
              {template && (
                <p className="small secondary">
                  填进“{template.fileName}”的“{template.sheet.name}”表，自第 {template.sheet.headerTop + template.sheet.headerRows + 1}{' '}
                  行起；
                  {template.keepsStyle ? '表头、字体、边框与页面设置原样不动。' : '.xls 只保得住文字、合并与列宽。'}
                </p>
              )}
              <p className="small secondary">
                证号与手机号一律是文本；只知年月的日期照“1969年1月”写，不补日；以 = + - @ 开头的内容不会变成公式。
              </p>
            </div>
          </Card>
          {running && (
            <TaskBar title="正在导出" progress={running.progress} isCancelling={running.isCancelling} onCancel={running.cancel} />
          )}
          {error && <FormError error={error} />}
          {outcome && <ExportOutcome outcome={outcome} />}
          {needsPeople && count.data && total === 0 && (
            <EmptyState
              title="这个范围里没有党员"
              reason="换一个党组织、日期或清空筛选；名册还是空的话，先导入花名册。"
              action={
                <Button component="a" variant="default" href={hrefTo('/exchange')}>
                  去导入花名册
                </Button>
              }
            />
          )}
        </div>
      </div>
      {editing !== null && (
        <ExportTemplateDialog
          template={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onDone={(templateId) => {
            setEditing(null)
            choose({ kind: '模板', id: templateId })
          }}
        />
      )}
    </div>
  )
}

export function ChoiceRow({
  isChosen,
  title,
  detail,
  onChoose,
}: {
  isChosen: boolean
  title: string
  detail: string
  onChoose: () => void
}) {
  return (
    <label className="export-choice" data-chosen={isChosen}>
      <input type="radio" name="export-kind" checked={isChosen} onChange={onChoose} />
      <span>
        <span className="export-choice-title">{title}</span>
        <span className="small secondary export-choice-detail">{detail}</span>
      </span>
    </label>
  )
}

function ExportOutcome({ outcome }: { outcome: Outcome }) {
  return (
    <Card title="已导出" note={outcome.fileName}>
      <div role="status">
        <SeverityMark severity="达标" text={`${outcome.rowCount.toLocaleString()} 行，文件已交给浏览器保存`} />
        {outcome.notes.length > 0 && (
          <ul className="small secondary export-notes">
            {outcome.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  )
}

/** 选的格式这种版式没有时，用它的第一种。 */
function formatFor(formats: readonly ExportFormat[], wanted: ExportFormat): ExportFormat {
  return formats.includes(wanted) ? wanted : (formats[0] ?? 'xlsx')
}

/** 从名册带来的筛选（地址里的 filter）；没有或读不懂就是全部。 */
function filterFrom(query: URLSearchParams): MemberFilter {
  const text = query.get('filter')
  try {
    const parsed = memberFilter.safeParse(text === null ? {} : JSON.parse(text))
    return parsed.success ? parsed.data : memberFilter.parse({})
  } catch {
    return memberFilter.parse({})
  }
}
