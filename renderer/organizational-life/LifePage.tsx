import { Button, Menu, Select } from '@mantine/core'
import { IconDots, IconPlus, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { MATRIX_POSITIONS } from '../../shared/organizational-life/matrix-contract.ts'
import type { RouteOutput } from '../app/client.ts'
import { prefillFrom, textIn } from '../app/prefill.ts'
import { hrefTo, navigate, type PageProps } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Permitted } from '../ui/Permitted.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { GapLink } from './GapLink.tsx'
import { LifeMatrix, StateMark, type MatrixPlace } from './LifeMatrix.tsx'
import { LifeTabs } from './LifeTabs.tsx'
import { LEGEND, monthNumber, monthText, positionAt } from './matrix-view.ts'
import { MonthClosingDialog } from './MonthClosingDialog.tsx'
import { SlotDrawer } from './SlotDrawer.tsx'
import { YearSwitch } from './YearSwitch.tsx'
import './life-page.css'

type Matrix = RouteOutput<'life.matrix'>

/** 组织生活：支部 × 月矩阵，点格看、点格录。开着哪一格写在地址里，链接得到、退得回。 */
export function LifePage({ query }: PageProps) {
  const overview = useBackendQuery('settings.overview', {})
  const today = overview.data?.today ?? ''
  const year = Number(query.get('year') ?? (query.get('month')?.slice(0, 4) || today.slice(0, 4)))
  const underId = query.get('under')
  const matrix = useBackendQuery('life.matrix', { year, underId }, { enabled: year > 0, keepPrevious: true })
  const [isClosing, setClosing] = useState(query.get('act') === 'life.closeMonth')
  const opened = placeIn(query, year)
  const go = (change: Readonly<Record<string, string | number | null>>) =>
    navigate('/life', { year, under: underId, ...openQuery(opened, query.get('record')), ...change }, { replace: true })
  const open = (place: MatrixPlace | null, record = false) =>
    go(
      place === null
        ? { organizationId: null, month: null, slot: null, record: null }
        : {
            organizationId: place.organizationId,
            month: monthText(year, place.month),
            slot: positionAt(place.slot),
            record: record ? '1' : null,
          },
    )
  const rows = matrix.data?.rows ?? []
  const isThisYear = year === Number(today.slice(0, 4))
  return (
    <div className="life" data-opened={opened !== null}>
      <PageHeader
        title="组织生活"
        status={matrix.data && isThisYear ? situation(matrix.data, today) : ''}
        control={
          <>
            <YearSwitch
              year={year}
              suffix="年"
              latest={Number(today.slice(0, 4)) || year}
              onChange={(next) => go({ year: next, organizationId: null, month: null, slot: null })}
            />
            <UnderChoice underId={underId} onChange={(id) => go({ under: id })} />
          </>
        }
        actions={
          <>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" leftSection={<IconDots size={16} aria-hidden="true" />}>
                  办理
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Permitted anyOf="life.closeMonth">
                  <Menu.Item onClick={() => setClosing(true)}>月结与反月结</Menu.Item>
                </Permitted>
                <Permitted anyOf="life.recordForBranches">
                  <Menu.Item component="a" href={hrefTo('/life/batch')}>
                    给多个支部录同一次
                  </Menu.Item>
                </Permitted>
                <Menu.Item component="a" href={hrefTo('/life/themes')}>
                  下发主题党日方案
                </Menu.Item>
                <Menu.Item component="a" href={hrefTo('/life/activities', { removed: '1', year })}>
                  活动回收站
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
            <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden="true" />} onClick={() => window.print()}>
              打印
            </Button>
            <Permitted anyOf="life.recordActivity">
              <Button component="a" href={hrefTo('/life/activity/new')} leftSection={<IconPlus size={16} aria-hidden="true" />}>
                记一场活动
              </Button>
            </Permitted>
          </>
        }
      />
      <LifeTabs current="/life" />
      <GapLink query={query} />
      <div className="life-body">
        <Card
          className="life-card"
          title="支部与月份"
          note={`格内依次：${MATRIX_POSITIONS.join('、')}；空位不须办，小点未到期。月下为党日应开日`}
          actions={
            <span className="life-key">
              {LEGEND.map((state) => (
                <span key={state}>
                  <StateMark state={state} />
                  {state === '待办' ? '本期待办' : state}
                </span>
              ))}
            </span>
          }
          isFlush
        >
          {matrix.error ? (
            <ErrorState error={matrix.error} onRetry={() => void matrix.refetch()} />
          ) : !matrix.data ? (
            <Loading label="正在按条文逐月核对" />
          ) : rows.length === 0 ? (
            <EmptyState
              title={underId === null ? '还没有党支部' : '这里没有党支部'}
              reason="登记党支部、导入花名册之后，这里逐支部、逐月列出三会一课与主题党日该开什么、开没开。"
              action={<a href={hrefTo('/organization')}>去登记党组织</a>}
            />
          ) : (
            <LifeMatrix
              key={`${year}/${underId ?? ''}`}
              year={year}
              themeDays={matrix.data.themeDays}
              rows={rows}
              currentMonth={isThisYear ? monthNumber(today) : null}
              opened={opened}
              onOpen={(place) => open(place)}
            />
          )}
        </Card>
        {opened && (
          <SlotDrawer
            organizationId={opened.organizationId}
            month={monthText(year, opened.month)}
            position={positionAt(opened.slot)}
            isRecording={query.get('record') === '1'}
            onPosition={(position) => open({ ...opened, slot: MATRIX_POSITIONS.indexOf(position) })}
            onRecording={(isRecording) => open(opened, isRecording)}
            onClose={() => {
              open(null)
              document.querySelector<HTMLElement>('.life-matrix')?.focus()
            }}
          />
        )}
      </div>
      {isClosing && (
        <MonthClosingDialog
          year={year}
          today={today}
          month={textIn(prefillFrom(query), 'month')}
          rows={rows}
          onClose={() => setClosing(false)}
        />
      )}
    </div>
  )
}

/** 按党总支（党委）筛选；只列名下有党支部的。 */
function UnderChoice({ underId, onChange }: { underId: string | null; onChange: (id: string | null) => void }) {
  const tree = useBackendQuery('organization.tree', {})
  const nodes = tree.data?.nodes ?? []
  const parents = new Set(nodes.filter(({ level }) => level === '党支部').map(({ parentId }) => parentId))
  const options = nodes
    .filter(({ id, level }) => parents.has(id) && level !== '党支部')
    .map(({ id, shortName }) => ({ value: id, label: shortName }))
  return (
    <Select
      aria-label="只看哪个党总支"
      w={190}
      data={options}
      value={underId}
      onChange={onChange}
      searchable
      clearable
      placeholder="全部党支部"
      clearButtonProps={{ 'aria-label': '看全部党支部' }}
    />
  )
}

function placeIn(query: URLSearchParams, year: number): MatrixPlace | null {
  const organizationId = query.get('organizationId')
  const month = query.get('month') ?? ''
  const slot = MATRIX_POSITIONS.findIndex((position) => position === query.get('slot'))
  if (organizationId === null || slot < 0 || !/^\d{4}-(0[1-9]|1[0-2])$/.test(month) || Number(month.slice(0, 4)) !== year) return null
  return { organizationId, month: monthNumber(month), slot }
}

function openQuery(opened: MatrixPlace | null, record: string | null): Readonly<Record<string, string | null>> {
  if (opened === null) return {}
  return { organizationId: opened.organizationId, slot: positionAt(opened.slot), record }
}

/** `26 个支部。9 月：支委会开齐 17 个，主题党日 24 个；全年漏开 12 处`。 */
function situation(matrix: Matrix, today: string): string {
  const month = monthNumber(today)
  const done = (slot: number) =>
    matrix.rows.filter((row) => ['已办', '补录', '晚开'].includes(row.months[month - 1]?.[slot]?.state ?? '')).length
  const gaps = matrix.rows.reduce((sum, { gapCount }) => sum + gapCount, 0)
  const explained = matrix.rows.reduce((sum, { explainedCount }) => sum + explainedCount, 0)
  return `${matrix.rows.length} 个支部。${month} 月：支委会开了 ${done(1)} 个，主题党日 ${done(3)} 个；全年漏开 ${gaps} 处${explained > 0 ? `，已说明 ${explained} 处` : ''}`
}
