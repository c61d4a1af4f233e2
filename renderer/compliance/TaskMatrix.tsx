import { ActionIcon } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import type { Dashboard } from '../../shared/compliance/contract.ts'
import { TASKS } from '../../shared/glossary.ts'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { SEVERITY_ORDER } from '../../shared/regulation/finding.ts'
import { asCallError, call } from '../app/client.ts'
import { hrefTo, type Query } from '../app/router.ts'
import { notifyFailure } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { useFindingDrawer } from '../ui/FindingDrawer.tsx'
import { SeverityMark, SeverityShape, severityTone } from '../ui/SeverityMark.tsx'
import { EmptyState } from '../ui/states.tsx'

type Row = Dashboard['matrix'][number]
type Cell = Row['cells'][number]

const MARKED = ['红线', '应当', '提示', '待确认'] as const

export type TaskMatrixProps = {
  rows: readonly Row[]
  asOf: PlainDate
  /** 地址里的筛选，点列头时留着。 */
  query: Query
  onCheckup: (organizationId: string) => void
}

/** 支部 × 八项任务：数字是得分率，形状是格内最重的发现；点格开抽屉，点行名进党组织。 */
export function TaskMatrix({ rows, asOf, query, onCheckup }: TaskMatrixProps) {
  return (
    <Card
      title="支部与八项任务"
      note="得分率（%）与格内最重的发现"
      actions={
        <span className="matrix-key small">
          {MARKED.map((severity) => (
            <SeverityMark key={severity} severity={severity} />
          ))}
        </span>
      }
      className="matrix-card"
      isFlush
    >
      {rows.length === 0 ? (
        <EmptyState
          title="还没有党支部"
          reason="登记党支部之后，这里逐支部、逐任务显示得分率与发现。"
          action={<a href={hrefTo('/organization')}>去登记党组织</a>}
        />
      ) : (
        <div className="matrix-scroll" tabIndex={0} role="region" aria-label="支部与八项任务">
          <table className="matrix">
            <thead>
              <tr>
                <th scope="col">党支部</th>
                <th scope="col" className="number">
                  党员
                </th>
                {TASKS.map((task, index) => (
                  <th key={task} scope="col" className="matrix-task">
                    <a href={hrefTo('/', { ...query, severity: '全部', taskNo: index + 1 })} title={`看${task}的全部发现`}>
                      {task.slice(0, 2)}
                      <br />
                      {task.slice(2)}
                    </a>
                  </th>
                ))}
                <th scope="col" className="number">
                  预评
                  <br />
                  得分
                </th>
                <th scope="col">
                  <span className="unseen">体检单</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.organizationId}>
                  <th scope="row">
                    <a className="matrix-name" href={hrefTo(`/organization/${encodeURIComponent(row.organizationId)}`)}>
                      {row.organizationName}
                    </a>
                  </th>
                  <td className="number secondary">
                    <a className="matrix-number" href={hrefTo('/member', { organizationId: row.organizationId })}>
                      {row.memberCount}
                    </a>
                  </td>
                  {TASKS.map((task, index) => (
                    <MatrixCell key={task} row={row} cell={row.cells.find((cell) => cell.taskNo === index + 1)} task={task} asOf={asOf} />
                  ))}
                  <td className="number matrix-score">
                    <a className="matrix-number" href={hrefTo('/assessment', { organizationId: row.organizationId })}>
                      {row.scoreCenti === null ? '—' : (row.scoreCenti / 100).toFixed(1)}
                    </a>
                  </td>
                  <td className="matrix-checkup">
                    <ActionIcon
                      size={20}
                      aria-label={`${row.organizationName}体检单`}
                      title={`${row.organizationName}体检单`}
                      onClick={() => onCheckup(row.organizationId)}
                    >
                      <IconFileText size={15} aria-hidden="true" />
                    </ActionIcon>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  )
}

type MatrixCellProps = { row: Row; cell: Cell | undefined; task: string; asOf: PlainDate }

function MatrixCell({ row, cell, task, asOf }: MatrixCellProps) {
  const drawer = useFindingDrawer()
  const severity = cell?.severity ?? null
  const ratio = cell?.ratioPermyriad ?? null
  if (severity === null && ratio === null)
    return (
      <td className="matrix-cell heat-none" title={`${task}：还没有规则判定，也没有评分`}>
        —
      </td>
    )
  const number = ratio === null ? null : Math.round(ratio / 100)
  const isMarked = severity !== null && MARKED.some((marked) => marked === severity)
  const described = [
    `${row.organizationName}，${task}`,
    number === null ? '本年度还没有评分' : `得分率 ${number}%`,
    severity === null ? '这项任务还没有规则判定' : `最重的发现：${severity}${cell ? `，共 ${cell.findingCount} 条` : ''}`,
  ].join('，')
  const content = (
    <>
      <span>{number ?? (severity === '不适用' ? '不适用' : '')}</span>
      {severity !== null && (isMarked || (number === null && severity === '达标')) && <SeverityShape severity={severity} size={11} />}
    </>
  )
  const tone = severity === null ? 'none' : severityTone(severity)
  const open = async (taskNo: number) => {
    try {
      const { findings } = await call('compliance.findings', { organizationId: row.organizationId, taskNo, asOf })
      const own = findings.toSorted(
        (a, b) =>
          Number(a.closure !== null) - Number(b.closure !== null) ||
          SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity),
      )
      if (own.length > 0) drawer.open(own, 0)
    } catch (error) {
      notifyFailure(asCallError(error))
    }
  }
  if (!isMarked || !cell || cell.findingCount === 0)
    return (
      <td className={`matrix-cell heat-${tone}`} title={described}>
        <span className="matrix-content">{content}</span>
      </td>
    )
  return (
    <td className={`matrix-cell heat-${tone}`}>
      <button
        type="button"
        className="bare-button matrix-content"
        title={described}
        aria-label={described}
        onClick={() => void open(cell.taskNo)}
      >
        {content}
      </button>
    </td>
  )
}
