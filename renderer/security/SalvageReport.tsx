import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { Card } from '../ui/Card.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'

type Report = RouteOutput<'rescue.salvage'>
type Row = Report['tables'][number]

const isTroubled = (row: Row) => row.brokenPages + row.unreadable + row.rejected + row.doubtful + row.adrift + row.filled > 0

/** 抢救的结果：救出多少、缺多少、坏在哪；看过、勾选，才换上。 */
export function SalvageReport({
  report,
  isRunning,
  onBack,
  onAdopt,
}: {
  report: Report
  isRunning: boolean
  onBack: () => void
  onAdopt: () => void
}) {
  const [isAware, setAware] = useState(false)
  const [showsAll, setShowsAll] = useState(false)
  const troubled = report.tables.filter(isTroubled)
  const shown = showsAll ? report.tables.filter(({ kept }) => kept > 0 || troubled.length === 0) : troubled
  const sum = (pick: (row: Row) => number) => report.tables.reduce((total, row) => total + pick(row), 0)
  const doubts = sum((row) => row.doubtful + row.adrift)
  const rejected = sum((row) => row.rejected)
  const unreadable = sum((row) => row.unreadable)
  return (
    <Card title="抢救报告" note={`坏库 ${report.pageCount} 页，读不通 ${report.brokenPages} 页`}>
      <p>
        新的数据文件里有 {sum(({ kept }) => kept)} 行：从坏库读出 {sum(({ rescued }) => rescued)} 行
        {report.filledFrom !== null && `，从备份“${report.filledFrom}”补 ${sum(({ filled }) => filled)} 行`}。
        {rejected > 0 ? `放不回去的 ${rejected} 行，逐条列在报告文件里。` : '没有放不回去的。'}
        {unreadable > 0 && `页还好、内容读不完整的 ${unreadable} 行。`}
      </p>
      {report.unclaimedRows > 0 && (
        <p className="small secondary">
          断开的页上还有 {report.unclaimedRows} 行认不出归哪张表，多半是索引或早已删除的旧内容，没有放进新库；原样在另存的坏库里。
        </p>
      )}
      {doubts > 0 && <SeverityMark severity="应当" text={`${doubts} 行取自校验不符或断开的页，可能有错或早已删除，换上后请核对`} />}
      {report.journalBrokenAt !== null && (
        <SeverityMark severity="应当" text={`操作日志从第 ${report.journalBrokenAt} 条起接不上：那一段读不出来`} />
      )}
      {troubled.length === 0 && <SeverityMark severity="达标" text="每张表都完整读出，没有发现缺失" />}
      <p className="small secondary settings-path">报告文件：{report.reportFile}</p>
      {shown.length > 0 && (
        <div className="rescue-table" tabIndex={0} role="region" aria-label="各表抢救结果">
          <table>
            <thead>
              <tr>
                <th scope="col">内容</th>
                <th scope="col" className="number">
                  新库
                </th>
                <th scope="col" className="number">
                  读出
                </th>
                <th scope="col" className="number">
                  备份补
                </th>
                <th scope="col" className="number">
                  放不回
                </th>
                <th scope="col" className="number">
                  读不全
                </th>
                <th scope="col" className="number">
                  存疑
                </th>
                <th scope="col" className="number">
                  坏页
                </th>
                <th scope="col" className="number">
                  备份里有
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={row.table}>
                  <td>{row.label}</td>
                  {[row.kept, row.rescued, row.filled, row.rejected, row.unreadable, row.doubtful + row.adrift, row.brokenPages].map(
                    (count, index) => (
                      <td key={index} className="number">
                        {count}
                      </td>
                    ),
                  )}
                  <td className="number">{row.inBackup ?? '没有备份'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {!showsAll && (
        <button type="button" className="link-button small" onClick={() => setShowsAll(true)}>
          看全部各表
        </button>
      )}
      <Checkbox
        label="我看过了，换上抢救出的数据（原来打不开的改名留着）"
        checked={isAware}
        onChange={(event) => setAware(event.currentTarget.checked)}
      />
      <div className="rescue-buttons">
        <Button disabled={!isAware} loading={isRunning} onClick={onAdopt}>
          换上并打开
        </Button>
        <Button variant="default" disabled={isRunning} onClick={onBack}>
          回去另选办法
        </Button>
      </div>
    </Card>
  )
}
