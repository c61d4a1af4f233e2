import { Button, Menu, Switch } from '@mantine/core'
import { IconChevronDown, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { weekdayName } from '../../shared/calendar/holiday-draft.ts'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { PublicityRow } from '../../shared/calendar/publicity-contract.ts'
import { publicityNotice } from '../../shared/calendar/publicity-notice.ts'
import type { PublicityState } from '../../shared/calendar/publicity-record.ts'
import type { Severity } from '../../shared/regulation/finding.ts'
import { shortDate } from '../app/moment.ts'
import { navigate } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { ClosePublicityDialog } from './ClosePublicityDialog.tsx'
import { PublicityDialog } from './PublicityDialog.tsx'

const SEVERITIES: Readonly<Record<PublicityState, Severity>> = { 公示中: '提示', 届满待办: '应当', 已办结: '达标', 已中止: '不适用' }

type Open = { readonly what: '登记' } | { readonly what: '更正' | '结果' | '撤下'; readonly row: PublicityRow }

/** 公示登记：张贴日起算到哪天届满、哪天起可办下一步、结果怎样。 */
export function PublicityView({ pickedId }: { pickedId: string | null }) {
  const [organizationId, setOrganizationId] = useState<string | null>(null)
  const [showsClosed, setShowsClosed] = useState(true)
  const [open, setOpen] = useState<Open | null>(null)
  const found = useBackendQuery('calendar.publicities', { organizationId, includesBelow: true }, { keepPrevious: true })
  const withdraw = useCommand('calendar.withdrawPublicity', { done: () => '已撤下', showsOwnError: true })
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <Loading />
  const { today } = found.data
  const rows = found.data.rows.filter(({ outcome, id }) => showsClosed || outcome === null || id === pickedId)
  const close = () => setOpen(null)
  return (
    <>
      <div className="calendar-tools">
        <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setOpen({ what: '登记' })}>
          登记公示
        </Button>
        <OrganizationPicker
          label="党组织"
          hidesLabel
          width={240}
          value={organizationId}
          onChange={setOrganizationId}
          emptyText="全部党组织（连同下级）"
        />
        <Switch label="连同已办结的" checked={showsClosed} onChange={(event) => setShowsClosed(event.currentTarget.checked)} />
        <span className="small secondary">张贴日不计〔产品默认〕，法定节假日跳过、调休上班日算；届满当日 24 时止，次日起可办下一步。</span>
      </div>
      <div className="calendar-list" tabIndex={0} role="group" aria-label="公示登记">
        {rows.length === 0 ? (
          <EmptyState
            title="还没有登记公示"
            reason="拟列发展对象、换届候选人、评优推荐、党费收缴使用等公示张贴以后，在这里登记张贴日，届满日与最早可办下一步的日子自动算出，并进日历提醒。"
          />
        ) : (
          <table>
            <thead>
              <tr>
                <th scope="col">公示什么</th>
                <th scope="col">党组织</th>
                <th scope="col">张贴</th>
                <th scope="col">公示期</th>
                <th scope="col">届满以后</th>
                <th scope="col">状态</th>
                <th scope="col">操作</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} data-picked={row.id === pickedId}>
                  <td>
                    {row.about}
                    <p className="tiny secondary">
                      {row.kind}
                      {row.place !== '' && `，张贴在${row.place}`}
                    </p>
                  </td>
                  <td>{row.organizationName}</td>
                  <td className="calendar-list-date">{dated(row.postedOn, today)}</td>
                  <td>
                    {dated(row.period.startsOn, today)} 至 <strong>{dated(row.period.endsOn, today)}</strong>
                    <p className="tiny secondary">
                      {row.days} 个{row.unit}，{row.countsPostedDay ? '张贴日计入' : '张贴日不计'}
                      {row.period.isProvisional && '；缺节假日表，暂算'}
                    </p>
                  </td>
                  <td>
                    {dated(row.period.nextStepOn, today)} 起可{row.nextStep}
                    {row.concludedOn !== null && (
                      <p className="tiny secondary">
                        {row.concludedOn} {row.outcome === '中止' ? '中止' : row.nextStep}，{row.outcome}
                        {row.opinions !== '' && `：${row.opinions}`}
                      </p>
                    )}
                  </td>
                  <td>
                    <SeverityMark severity={SEVERITIES[row.state]} text={row.state} />
                  </td>
                  <td className="holiday-actions">
                    {row.outcome === null && (
                      <Button size="xs" variant="default" onClick={() => setOpen({ what: '结果', row })}>
                        登记结果
                      </Button>
                    )}
                    <RowMenu row={row} onOpen={(what) => setOpen({ what, row })} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {open?.what === '登记' && <PublicityDialog today={today} organizationId={organizationId} onClose={close} />}
      {open?.what === '更正' && <PublicityDialog today={today} organizationId={null} correcting={open.row} onClose={close} />}
      {open?.what === '结果' && <ClosePublicityDialog row={open.row} today={today} onClose={close} />}
      {open?.what === '撤下' && (
        <ReasonDialog
          title={`撤下公示：${open.row.about}`}
          lead="登记错了才撤下。公示中途停下的，请用“登记结果”里的“中止”。"
          submitLabel="撤下"
          command={withdraw}
          onSubmit={(reason) => withdraw.run({ publicityId: open.row.id, reason })}
          onClose={close}
        />
      )}
    </>
  )
}

function RowMenu({ row, onOpen }: { row: PublicityRow; onOpen: (what: '更正' | '撤下') => void }) {
  const reopen = useCommand('calendar.reopenPublicity', { done: () => '已撤回公示结果' })
  const draft = useCommand('correspondence.saveDraft')
  /** 起草公示：标题、公示期、联系人都由登记写好，存成草稿再打开接着改。 */
  const compose = () => {
    const { title, body } = publicityNotice({ ...row, organizationName: row.organizationFullName })
    const request = { kind: 'F09' as const, organizationId: row.organizationId, fields: { title, body, datedOn: row.postedOn } }
    void draft.run({ request }).then((saved) => {
      if (saved) navigate('/correspondence', { draftId: saved.draftId })
    })
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
          aria-label={`${row.about}：更多`}
        >
          更多
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={compose}>起草公示一纸</Menu.Item>
        {row.outcome === null ? (
          <Menu.Item onClick={() => onOpen('更正')}>更正</Menu.Item>
        ) : (
          <Menu.Item onClick={() => void reopen.run({ publicityId: row.id })}>撤回结果</Menu.Item>
        )}
        <Menu.Item onClick={() => onOpen('撤下')}>撤下</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function dated(on: PlainDate, today: PlainDate): string {
  return `${shortDate(on, today)} ${weekdayName(on)}`
}
