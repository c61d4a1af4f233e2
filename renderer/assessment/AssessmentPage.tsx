import { Button, Menu, Select } from '@mantine/core'
import { IconChevronDown, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { asCallError, call } from '../app/client.ts'
import { hrefTo, type PageProps } from '../app/router.ts'
import { saveFile } from '../app/save-file.ts'
import { notifyFailure, useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { FreezeBar } from './FreezeBar.tsx'
import { PackageCard } from './PackageCard.tsx'
import { points } from './points.ts'
import { RadarCard } from './RadarCard.tsx'
import { RankingList } from './RankingList.tsx'
import { SchemeDialog } from './SchemeDialog.tsx'
import { ScoreSheetCard } from './ScoreSheetCard.tsx'
import './assessment.css'

/** 排名 → 得分 → 记录三级下钻；右侧雷达与材料包。 */
export function AssessmentPage({ query }: PageProps) {
  const overview = useBackendQuery('settings.overview', {})
  const [pickedYear, setPickedYear] = useState<number | null>(() => Number(query.get('year')) || null)
  const [pickedId, setPickedId] = useState<string | null>(query.get('organizationId'))
  const [isSchemeOpen, setSchemeOpen] = useState(false)
  const thisYear = Number(overview.data?.today.slice(0, 4) ?? 0)
  const year = pickedYear ?? thisYear
  const ranking = useBackendQuery('assessment.ranking', { year }, { enabled: year > 0, keepPrevious: true })
  const rows = ranking.data?.rows ?? []
  const sheet = rows.find((row) => row.organizationId === pickedId) ?? rows[0]
  const exportRanking = async () => {
    try {
      saveFile(await call('assessment.exportRanking', { year }))
    } catch (error) {
      notifyFailure(asCallError(error))
    }
  }

  if (overview.error) return <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
  if (!overview.data) return <Loading />
  return (
    <div className="assessment">
      <PageHeader
        title="考核与材料包"
        control={
          <Select
            aria-label="考核年度"
            w={130}
            data={Array.from({ length: 8 }, (_, index) => String(thisYear + 1 - index)).map((each) => ({
              value: each,
              label: `${each} 年度`,
            }))}
            value={String(year)}
            onChange={(value) => setPickedYear(Number(value))}
          />
        }
        status={
          ranking.data?.averageCenti == null
            ? ''
            : `参评 ${rows.length} 个支部，集团平均 ${points(ranking.data.averageCenti)} 分${year >= thisYear ? '（年度未完，为预评）' : ''}`
        }
        actions={
          <>
            <Button variant="default" onClick={() => setSchemeOpen(true)}>
              评分权重
            </Button>
            <Menu position="bottom-end" shadow="sm">
              <Menu.Target>
                <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden="true" />} disabled={rows.length === 0}>
                  导出与通报
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<IconDownload size={16} aria-hidden="true" />} onClick={() => void exportRanking()}>
                  导出得分表 Excel
                </Menu.Item>
                <Menu.Item component="a" href={hrefTo('/correspondence', { kind: 'W34', year: String(year) })}>
                  起草年度考核通报
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      {year > 0 && <FreezeBar year={year} isOver={year < thisYear} />}
      {ranking.error && <ErrorState error={ranking.error} onRetry={() => void ranking.refetch()} />}
      {ranking.isPending && <Loading label="正在计分" />}
      {ranking.data && rows.length === 0 && (
        <Card>
          <EmptyState
            title={`${year} 年度没有参评的党支部`}
            reason="参评的是当年存在的党支部。先在“党组织”建好支部，或换一个年度。"
            action={
              <Button component="a" href={hrefTo('/organization')} variant="default">
                去党组织
              </Button>
            }
          />
        </Card>
      )}
      {sheet && (
        <div className="assessment-columns">
          <RankingList rows={rows} currentId={sheet.organizationId} onOpen={setPickedId} />
          <ScoreSheetCard key={`${sheet.year}${sheet.organizationId}`} sheet={sheet} />
          <div className="assessment-column">
            <RadarCard sheet={sheet} rows={rows} />
            <PackageCard year={year} sheet={sheet} />
          </div>
        </div>
      )}
      <SchemeDialog isOpen={isSchemeOpen} onClose={() => setSchemeOpen(false)} />
    </div>
  )
}
