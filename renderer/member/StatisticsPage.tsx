import { Button, SegmentedControl } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import { STATISTIC_DIMENSIONS, type StatisticDimension } from '../../shared/member/statistics.ts'
import { navigate, type PageProps } from '../app/router.ts'
import { saveFile } from '../app/save-file.ts'
import { useBackendQuery, useTask } from '../app/use-backend.ts'
import { DateField } from '../ui/DateField.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'
import { StatisticsBalance } from './StatisticsBalance.tsx'
import { StatisticsPeople, type PeopleQuestion } from './StatisticsPeople.tsx'
import { StatisticsStructure } from './StatisticsStructure.tsx'
import './statistics.css'

const VIEWS = ['结构', '对账'] as const
type View = (typeof VIEWS)[number]
const YEARS_COMPARED = 4

/** 党员统计：结构与逐年变化、党内统计对账。每个数点开是人。 */
export function StatisticsPage({ query }: PageProps) {
  const [view, setView] = useState<View>(query.get('view') === '对账' ? '对账' : '结构')
  const [dimension, setDimension] = useState<StatisticDimension>(
    () => STATISTIC_DIMENSIONS.find((each) => each === query.get('dimension')) ?? '年龄',
  )
  const [organizationId, setOrganizationId] = useState<string | null>(query.get('organizationId'))
  const [asOfText, setAsOfText] = useState('')
  const [year, setYear] = useState<number | null>(null)
  const [question, setQuestion] = useState<PeopleQuestion | null>(null)
  const overview = useBackendQuery('settings.overview', {})
  const today = overview.data?.today ?? ''
  const asOf = isPlainDate(asOfText) ? asOfText : undefined
  const chosenYear = year ?? Number(today.slice(0, 4))
  const exporting = useTask('member.exportStatistics', { invalidates: [] })

  const download = async () => {
    const output = await exporting.run({ ...(asOf ? { asOf } : {}), organizationId, years: YEARS_COMPARED, year: chosenYear })
    if (output) saveFile(output.file)
  }
  const setScope = (id: string | null) => {
    setOrganizationId(id)
    navigate('/statistics', { organizationId: id, view: query.get('view') }, { replace: true })
  }

  return (
    <div className="statistics">
      <PageHeader
        title="党员统计"
        status="口径：组织关系在此、党籍正常的正式与预备党员（N_all）；党内统计正式口径未核实"
        actions={
          <Button
            leftSection={<IconDownload size={16} aria-hidden="true" />}
            disabled={exporting.isRunning || today === ''}
            onClick={() => void download()}
          >
            导出 Excel
          </Button>
        }
      />
      <div className="statistics-bar">
        <SegmentedControl aria-label="看什么" data={[...VIEWS]} value={view} onChange={(value) => setView(value)} />
        <OrganizationPicker label="党组织" hidesLabel emptyText="全部党组织" width={240} value={organizationId} onChange={setScope} />
        {view === '结构' ? (
          <DateField label="截至哪一天" hidesLabel width={160} value={asOfText === '' ? today : asOfText} onChange={setAsOfText} />
        ) : (
          today !== '' && (
            <SegmentedControl
              aria-label="年度"
              data={Array.from({ length: 5 }, (_, index) => Number(today.slice(0, 4)) - 4 + index).map((each) => ({
                value: String(each),
                label: `${each} 年`,
              }))}
              value={String(chosenYear)}
              onChange={(value) => setYear(Number(value))}
            />
          )
        )}
      </div>
      {exporting.isRunning && (
        <TaskBar title="正在导出统计" progress={exporting.progress} isCancelling={exporting.isCancelling} onCancel={exporting.cancel} />
      )}
      {view === '结构' ? (
        <StatisticsStructure
          scope={{ ...(asOf ? { asOf } : {}), organizationId, years: YEARS_COMPARED }}
          dimension={dimension}
          onDimension={setDimension}
          onAsk={setQuestion}
        />
      ) : (
        today !== '' && <StatisticsBalance year={chosenYear} organizationId={organizationId} onAsk={setQuestion} />
      )}
      {question && <StatisticsPeople question={question} onClose={() => setQuestion(null)} />}
    </div>
  )
}
