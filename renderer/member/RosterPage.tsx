import { Button, Menu } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import {
  IconChevronDown,
  IconDownload,
  IconPlus,
  IconClipboard,
  IconListCheck,
  IconPencil,
  IconTable,
  IconTableImport,
  IconTrash,
  IconUserOff,
  IconUsersGroup,
} from '@tabler/icons-react'
import { notifications } from '@mantine/notifications'
import { useCallback, useState } from 'react'
import type { MemberFilter, MemberRow } from '../../shared/member/contract.ts'
import { hrefTo } from '../app/router.ts'
import type { PageProps } from '../app/router.ts'
import { prefillFrom } from '../app/prefill.ts'
import { saveFile } from '../app/save-file.ts'
import { call, asCallError } from '../app/client.ts'
import { notifyFailure } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { Permitted } from '../ui/Permitted.tsx'
import { ColumnMenu, useColumnChoice } from '../ui/column-choice.tsx'
import { DataTable } from '../ui/DataTable.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import { AssignDialog } from './AssignDialog.tsx'
import { AttendanceDialog } from './AttendanceDialog.tsx'
import { BulkEditDialog } from './BulkEditDialog.tsx'
import { EventDialog } from './EventDialog.tsx'
import { MemberDrawer } from './MemberDrawer.tsx'
import { MemberDialog } from './MemberDialog.tsx'
import { PasteDialog } from './PasteDialog.tsx'
import { RecycleDialog } from './RecycleDialog.tsx'
import { statisticFrom, statisticText } from './statistic-filter.ts'
import { EMPTY_FILTER, filterFrom, RosterFilters } from './RosterFilters.tsx'
import { rosterColumns, SORT_OF_COLUMN, type RosterSort } from './roster-columns.tsx'
import { useRosterRows } from './use-roster-rows.ts'
import './roster.css'

type Dialog = 'create' | 'assign' | 'recycle' | 'event' | 'bulk' | 'paste' | 'attendance' | null

/** 党员名册：两万行也只取看得见的一段；右侧是一人一页。 */
export function RosterPage({ query }: PageProps) {
  const [filter, setFilter] = useState<MemberFilter>(() => {
    const given = { ...filterFrom(query), ...statisticFrom(query) }
    return prefillFrom(query)['hasMissing'] === true ? { ...given, hasMissing: true } : given
  })
  const [sort, setSort] = useState<{ by: RosterSort; isDescending: boolean }>({ by: '支部', isDescending: false })
  const [openId, setOpenId] = useState<string | null>(query.get('memberId'))
  const [selected, setSelected] = useState<ReadonlyMap<string, MemberRow>>(new Map())
  const [dialog, setDialog] = useState<Dialog>(query.get('act') === 'member.create' ? 'create' : null)
  const [isExporting, setExporting] = useState(false)
  const [settled] = useDebouncedValue(filter, 150)
  const rows = useRosterRows(settled, sort.by, sort.isDescending)
  const choice = useColumnChoice('roster', rosterColumns)
  const { onVisibleRange } = rows

  const select = useCallback((row: MemberRow, isSelected: boolean) => {
    setSelected((current) => {
      const next = new Map(current)
      if (isSelected) next.set(row.id, row)
      else next.delete(row.id)
      return next
    })
  }, [])
  const sortBy = (key: string) => {
    const by = SORT_OF_COLUMN[key]
    if (by) setSort((current) => ({ by, isDescending: current.by === by ? !current.isDescending : false }))
  }
  const download = async () => {
    setExporting(true)
    try {
      saveFile(await call('exchange.exportRoster', settled))
      notifications.show({ message: '已导出，证号与电话遮着；要完整的请用“其他表格…”，写明用途。', color: 'green.8', autoClose: 8000 })
    } catch (error) {
      notifyFailure(asCallError(error))
    } finally {
      setExporting(false)
    }
  }
  const isFiltered = JSON.stringify(settled) !== JSON.stringify(EMPTY_FILTER)

  return (
    <div className="roster">
      <PageHeader
        title="党员名册"
        status={
          rows.total === null
            ? ''
            : isFiltered
              ? `${statisticText(settled)}筛出 ${rows.total.toLocaleString()} 名`
              : `在册 ${rows.total.toLocaleString()} 名`
        }
        actions={
          <>
            <ColumnMenu columns={rosterColumns} choice={choice} />
            <Menu position="bottom-end" shadow="sm">
              <Menu.Target>
                <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden="true" />}>
                  查看
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item component="a" href={hrefTo('/departed')} leftSection={<IconUserOff size={16} aria-hidden="true" />}>
                  历史党员（减员）
                </Menu.Item>
                <Menu.Item
                  component="a"
                  href={hrefTo('/completeness', { organizationId: filter.organizationId })}
                  leftSection={<IconTable size={16} aria-hidden="true" />}
                >
                  信息完整度
                </Menu.Item>
                <Menu.Item
                  disabled={filter.organizationId === null}
                  leftSection={<IconListCheck size={16} aria-hidden="true" />}
                  onClick={() => setDialog('attendance')}
                >
                  应到会名单{filter.organizationId === null ? '（先选一个党组织）' : ''}
                </Menu.Item>
                <Menu.Item leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={() => setDialog('recycle')}>
                  回收站
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden="true" />}
              loading={isExporting}
              disabled={!rows.total}
              onClick={() => void download()}
            >
              导出 Excel
            </Button>
            <Button variant="default" component="a" href={hrefTo('/export', { filter: JSON.stringify(settled) })}>
              其他表格…
            </Button>
            <Permitted anyOf={['member.create', 'exchange.previewRoster']}>
              <Menu position="bottom-end" shadow="sm">
                <Menu.Target>
                  <Button rightSection={<IconChevronDown size={16} aria-hidden="true" />}>添加党员</Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Permitted anyOf="exchange.previewRoster">
                    <Menu.Item component="a" href={hrefTo('/exchange')} leftSection={<IconTableImport size={16} aria-hidden="true" />}>
                      从 Excel 花名册导入
                    </Menu.Item>
                  </Permitted>
                  <Menu.Item leftSection={<IconClipboard size={16} aria-hidden="true" />} onClick={() => setDialog('paste')}>
                    从表格里粘贴几行
                  </Menu.Item>
                  <Menu.Item leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setDialog('create')}>
                    登记一名党员
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </Permitted>
          </>
        }
      />
      <RosterFilters filter={filter} onChange={setFilter} isFiltered={isFiltered} />
      <div className="roster-body">
        <Card isFlush className="roster-table">
          <div className="roster-grid">
            {rows.error ? (
              <ErrorState error={rows.error} onRetry={rows.retry} />
            ) : (
              <DataTable
                label="党员名册"
                columns={choice.visible}
                rowCount={rows.total ?? 0}
                rowAt={rows.rowAt}
                rowKey={(row) => row.id}
                openKey={openId}
                onOpen={(row) => setOpenId(row.id)}
                onVisibleRange={onVisibleRange}
                sort={{ key: Object.entries(SORT_OF_COLUMN).find(([, by]) => by === sort.by)?.[0] ?? '', isDescending: sort.isDescending }}
                onSort={sortBy}
                selectedKeys={new Set(selected.keys())}
                onSelect={select}
                empty={rows.total === null ? null : <RosterEmpty isFiltered={isFiltered} onClear={() => setFilter(EMPTY_FILTER)} />}
              />
            )}
          </div>
          {selected.size > 0 && (
            <div className="card-head" role="status">
              <span>已勾选 {selected.size} 名</span>
              <div className="card-actions">
                <Button size="xs" variant="default" onClick={() => setSelected(new Map())}>
                  取消勾选
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<IconPencil size={14} aria-hidden="true" />}
                  onClick={() => setDialog('bulk')}
                >
                  改一个字段
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<IconPlus size={14} aria-hidden="true" />}
                  onClick={() => setDialog('event')}
                >
                  登记同一件事
                </Button>
                <Button size="xs" leftSection={<IconUsersGroup size={14} aria-hidden="true" />} onClick={() => setDialog('assign')}>
                  编入党支部、党小组
                </Button>
              </div>
            </div>
          )}
        </Card>
      </div>
      {openId !== null && <MemberDrawer memberId={openId} onClose={() => setOpenId(null)} />}
      <MemberDialog isOpen={dialog === 'create'} member={null} onClose={() => setDialog(null)} onDone={(id) => setOpenId(id)} />
      <AssignDialog
        members={[...selected.values()]}
        isOpen={dialog === 'assign'}
        onClose={() => setDialog(null)}
        onDone={() => setSelected(new Map())}
      />
      {dialog === 'event' && (
        <EventDialog members={[...selected.values()]} event={null} onClose={() => setDialog(null)} onDone={() => setSelected(new Map())} />
      )}
      {dialog === 'bulk' && (
        <BulkEditDialog members={[...selected.values()]} onClose={() => setDialog(null)} onDone={() => setSelected(new Map())} />
      )}
      {dialog === 'paste' && <PasteDialog onClose={() => setDialog(null)} />}
      {dialog === 'attendance' && filter.organizationId !== null && (
        <AttendanceDialog organizationId={filter.organizationId} asOf={filter.asOf ?? null} onClose={() => setDialog(null)} />
      )}
      <RecycleDialog isOpen={dialog === 'recycle'} onClose={() => setDialog(null)} />
    </div>
  )
}

function RosterEmpty({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered)
    return (
      <EmptyState
        title="没有符合条件的党员"
        reason="换个条件再找；姓名可以打拼音全拼或首字母，或用 12345 打横竖撇点折的笔画，也可以打证号尾号、手机号。"
        action={
          <Button variant="default" onClick={onClear}>
            清除筛选
          </Button>
        }
      />
    )
  return (
    <EmptyState
      title="名册还是空的"
      reason="把手头的《党员基本信息汇总表》（.xls 或 .xlsx）导进来即可，落库前先看差异，不会弄乱。"
      action={
        <Button component="a" href={hrefTo('/exchange')}>
          导入花名册
        </Button>
      }
    />
  )
}
