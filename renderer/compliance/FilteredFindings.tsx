import { Button } from '@mantine/core'
import { useState } from 'react'
import { OPEN_SEVERITIES } from '../../shared/compliance/dashboard.ts'
import { TASKS } from '../../shared/glossary.ts'
import { navigate, type Query } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { FindingList } from '../ui/FindingList.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import type { SeverityFilter } from './CountCards.tsx'

/** 一次列多少条：几千条一起画会卡，看完再要。 */
const PAGE = 200

export type FilteredFindingsProps = {
  filter: SeverityFilter
  taskNo: number | null
  organizationId: string | null
  asOf: string | null
  query: Query
}

/** 点开一个数后的发现列表；点一条开抽屉，上下键换条。 */
export function FilteredFindings({ filter, taskNo, organizationId, asOf, query }: FilteredFindingsProps) {
  const [limit, setLimit] = useState(PAGE)
  const answer = useBackendQuery('compliance.findings', {
    severities: filter === '全部' ? [...OPEN_SEVERITIES] : [filter],
    taskNo,
    organizationId,
    includesBelow: organizationId !== null,
    ...(asOf === null ? {} : { asOf }),
  })
  const findings = answer.data?.findings
  const closed = findings?.filter((finding) => finding.closure !== null).length ?? 0
  const what = taskNo === null ? '' : `${TASKS[taskNo - 1] ?? '督查考核'}里`
  return (
    <Card
      title={filter === '全部' ? `${what}全部发现` : `${what}${filter}的发现`}
      note={
        findings ? `${findings.length - closed} 条${closed > 0 ? `，另有 ${closed} 条已填写理由关闭` : ''}；点一条看条文与消除办法` : ''
      }
      className="findings-card"
      isFlush
      actions={
        <Button size="xs" variant="default" onClick={() => navigate('/', { ...query, severity: null, taskNo: null })}>
          回到待办
        </Button>
      }
    >
      {answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : !findings ? (
        <Loading label="正在按规则检查" />
      ) : findings.length === 0 ? (
        <EmptyState title="没有发现" reason="这一级眼下没有要处理的。" />
      ) : (
        <div className="findings-scroll">
          <FindingList findings={findings} showsOrganization limit={limit} />
          {findings.length > limit && (
            <Button variant="default" className="findings-more" onClick={() => setLimit(limit + PAGE)}>
              再列 {Math.min(PAGE, findings.length - limit)} 条，还有 {findings.length - limit} 条
            </Button>
          )}
        </div>
      )}
    </Card>
  )
}
