import { Button, Drawer } from '@mantine/core'
import type { StatisticDimension } from '../../shared/member/statistics.ts'
import { hrefTo } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { ErrorState, Loading } from '../ui/states.tsx'

/** 点开的那个数：结构表的一格，或对账表的一格。 */
export type PeopleQuestion =
  | {
      readonly kind: '结构'
      readonly on: string
      readonly organizationId: string | null
      readonly dimension: StatisticDimension
      readonly bucket: string
    }
  | {
      readonly kind: '对账'
      readonly year: number
      readonly organizationId: string | null
      readonly branchId: string | null
      readonly branchName: string
      readonly direction: '期初' | '增' | '减' | '期末'
      readonly cause: string | null
    }

/** 这个数是哪些人；点姓名进一人一页，结构的还可到名册里接着筛。 */
export function StatisticsPeople({ question, onClose }: { question: PeopleQuestion; onClose: () => void }) {
  const ofStructure = useBackendQuery(
    'member.statisticPeople',
    question.kind === '结构'
      ? { on: question.on, organizationId: question.organizationId, dimension: question.dimension, bucket: question.bucket }
      : { on: '2000-01-01', dimension: '性别', bucket: '' },
    { enabled: question.kind === '结构' },
  )
  const ofBalance = useBackendQuery(
    'member.reconciliationPeople',
    question.kind === '对账'
      ? {
          year: question.year,
          organizationId: question.organizationId,
          branchId: question.branchId,
          direction: question.direction,
          cause: question.cause,
        }
      : { year: 2000, branchId: null, direction: '期初', cause: null },
    { enabled: question.kind === '对账' },
  )
  const result = question.kind === '结构' ? ofStructure : ofBalance
  const rows = result.data?.rows ?? []
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={480}
      title={titleOf(question)}
      closeButtonProps={{ 'aria-label': '关闭' }}
      transitionProps={{ duration: 0 }}
    >
      {result.error && <ErrorState error={result.error} onRetry={() => void result.refetch()} />}
      {!result.data && !result.error && <Loading />}
      {result.data && (
        <>
          <div className="statistics-people-head">
            <span className="secondary">共 {rows.length.toLocaleString()} 人</span>
            {question.kind === '结构' && question.bucket !== '' && (
              <Button
                component="a"
                size="compact-sm"
                variant="default"
                href={hrefTo('/member', {
                  organizationId: question.organizationId,
                  statistic: `${question.dimension}:${question.bucket}`,
                  asOf: question.on,
                })}
              >
                在名册里看
              </Button>
            )}
          </div>
          <ul className="statistics-people">
            {rows.map((row, index) => (
              <li key={`${row.memberId}${index}`}>
                <a className="link" href={hrefTo('/member', { memberId: row.memberId })}>
                  {row.name}
                </a>
                <span className="secondary ellipsis">{row.branchName}</span>
                <span className="small secondary nowrap">{row.detail}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Drawer>
  )
}

function titleOf(question: PeopleQuestion): string {
  if (question.kind === '结构') return `${question.on} ${question.dimension}：${question.bucket === '' ? '合计' : question.bucket}`
  const cause = question.cause === null ? '' : `（${question.cause}）`
  return `${question.year} 年 ${question.branchName} ${question.direction}${cause}`
}
